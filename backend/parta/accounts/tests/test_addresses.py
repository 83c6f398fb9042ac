"""Phone and e-mail are added, changed and taken away later, by code (A1); no screen yet, but the doors are open."""

import pytest
from django.core.cache import cache

from parta.accounts.make import PASSWORD, JsonClient, a_person, signed_out
from parta.accounts.tests.journeys import EMAIL, PHONE, allauth, code_sent_to, log_in, register_by_email, sign_up
from parta.accounts.tests.journeys import register_by_phone as register_by_phone_in
from parta.platform.models import SentMessage

pytestmark = pytest.mark.django_db


def registered_by_phone() -> JsonClient:
    browser = signed_out()
    register_by_phone_in(browser)
    cache.clear()  # half a minute passes
    return browser


def reauthenticate(browser: JsonClient) -> None:
    assert allauth(browser, "auth/reauthenticate", {"password": PASSWORD}).status_code == 200


def test_who_registered_by_phone_adds_an_address_and_signs_in_by_it() -> None:
    browser = registered_by_phone()
    reauthenticate(browser)

    allauth(browser, "account/email", {"email": EMAIL})
    answer = allauth(browser, "auth/email/verify", {"key": code_sent_to(EMAIL)})

    assert answer.status_code == 200
    assert browser.get("/api/me").json()["email"] == EMAIL
    assert log_in(signed_out(), email=EMAIL, password=PASSWORD).status_code == 200


def test_who_registered_by_email_adds_a_number_and_signs_in_by_it() -> None:
    browser = signed_out()
    register_by_email(browser)
    reauthenticate(browser)

    allauth(browser, "account/phone", {"phone": PHONE})
    before = browser.get("/api/me").json()["phone"]
    answer = allauth(browser, "auth/phone/verify", {"code": code_sent_to(PHONE)})

    assert before == ""
    assert answer.status_code == 200
    assert browser.get("/api/me").json()["phone"] == PHONE
    assert log_in(signed_out(), phone=PHONE, password=PASSWORD).status_code == 200


@pytest.mark.parametrize(("door", "body"), [("email", {"email": EMAIL}), ("phone", {"phone": "+79990000000"})])
def test_the_password_is_asked_before(door: str, body: dict[str, str]) -> None:
    browser = registered_by_phone()
    sent = SentMessage.objects.count()

    answer = allauth(browser, f"account/{door}", body)

    assert answer.status_code == 401
    assert "reauthenticate" in [flow["id"] for flow in answer.json()["data"]["flows"]]
    assert SentMessage.objects.count() == sent


@pytest.mark.parametrize(
    ("door", "address"), [("email", {"email": "hers@example.org"}), ("phone", {"phone": "+79990000000"})]
)
def test_what_somebody_else_has_is_not_told_and_not_taken(door: str, address: dict[str, str]) -> None:
    a_person(phone="+79990000000", email="hers@example.org")
    browser = registered_by_phone()
    reauthenticate(browser)

    taken = allauth(browser, f"account/{door}", address)
    cache.clear()  # a minute passes
    free = allauth(browser, f"account/{door}", {door: {"email": "free@example.org", "phone": "+79990000001"}[door]})

    assert taken.status_code == free.status_code
    me = browser.get("/api/me").json()
    assert (me["email"], me["phone"]) == ("", PHONE)


def test_who_proved_nothing_holds_no_address_from_who_adds_it() -> None:
    sign_up(signed_out(), email=EMAIL, surname="Чужой")
    sign_up(signed_out(), phone="+79990000000", surname="Чужой")
    browser = registered_by_phone()
    reauthenticate(browser)

    allauth(browser, "account/email", {"email": EMAIL})
    allauth(browser, "auth/email/verify", {"key": code_sent_to(EMAIL)})
    allauth(browser, "account/phone", {"phone": "+79990000000"})
    allauth(browser, "auth/phone/verify", {"code": code_sent_to("+79990000000")})

    me = browser.get("/api/me").json()
    assert (me["email"], me["phone"]) == (EMAIL, "+79990000000")


@pytest.mark.parametrize(
    "body", [{}, {"email": 5, "phone": 5}, {"email": [], "phone": {}}, {"email": "x", "phone": "x"}]
)
@pytest.mark.parametrize("door", ["email", "phone"])
def test_what_is_no_address_is_refused(door: str, body: dict[str, object]) -> None:
    browser = registered_by_phone()
    reauthenticate(browser)

    assert allauth(browser, f"account/{door}", body).status_code == 400


def test_the_last_means_of_signing_in_is_not_taken_away() -> None:
    browser = signed_out()
    register_by_email(browser)
    reauthenticate(browser)

    last = browser.delete("/_allauth/browser/v1/account/email", {"email": EMAIL})

    assert last.status_code == 400
    assert browser.get("/api/me").json()["email"] == EMAIL
