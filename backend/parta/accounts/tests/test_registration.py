
import pytest

from parta.accounts.make import signed_out
from parta.accounts.tests.journeys import (
    EMAIL,
    PHONE,
    code_sent_to,
    pending,
    sign_up,
    verify_email,
    verify_phone,
)

pytestmark = pytest.mark.django_db


def test_one_registers_by_phone_and_is_signed_in_by_the_code() -> None:
    browser = signed_out()

    begun = sign_up(browser, phone="8 (921) 123-45-67", gender="female", language="en")
    verified = verify_phone(browser, code_sent_to(PHONE))

    assert (begun.status_code, pending(begun)) == (401, ["verify_phone"])
    assert verified.status_code == 200
    me = browser.get("/api/me").json()
    del me["id"]
    assert me == {
        "surname": "Галутина",
        "given_name": "Ольга",
        "patronymic": "Витальевна",
        "name": "Ольга Галутина",
        "short_name": "Ольга",
        "initials": "ОГ",
        "is_teacher": False,
        "email": "",
        "phone": "+79211234567",
        "birth_date": "1985-04-12",
        "gender": "female",
        "is_operator": False,
        "language": "en",
        "theme": "auto",
    }


def test_one_registers_by_email_and_is_signed_in_by_the_code() -> None:
    browser = signed_out()

    begun = sign_up(browser, email="Olga@Example.org")
    verified = verify_email(browser, code_sent_to(EMAIL))

    assert (begun.status_code, pending(begun)) == (401, ["verify_email"])
    assert verified.status_code == 200
    me = browser.get("/api/me").json()
    assert (me["email"], me["phone"], me["birth_date"]) == (EMAIL, "", "1985-04-12")
