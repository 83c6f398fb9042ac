from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from pytest_django import Settings

from parta.accounts import actions
from parta.accounts.make import JsonClient, a_person, signed_out
from parta.accounts.models import User
from parta.accounts.tests.conftest import Configure
from parta.accounts.tests.journeys import (
    EMAIL,
    PASSWORD,
    PHONE,
    allauth,
    another_code,
    code_sent_to,
    is_signed_in,
    pending,
    problems,
    register_by_email,
    register_by_phone,
    sign_up,
    verify_email,
    verify_phone,
)
from parta.platform import clock
from parta.platform.models import SentMessage
from protocol.settings import Mode

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


def test_three_wrong_codes_end_the_registration() -> None:
    browser = signed_out()
    sign_up(browser, phone=PHONE)
    code = code_sent_to(PHONE)

    answers = [verify_phone(browser, another_code(code)) for _ in range(3)]
    after_that = verify_phone(browser, code)

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert problems(answers[0]) == [("code", "incorrect_code")]
    assert after_that.status_code == 409
    assert not is_signed_in(browser)


def test_three_wrong_codes_end_the_registration_by_email() -> None:
    browser = signed_out()
    sign_up(browser, email=EMAIL)
    code = code_sent_to(EMAIL)

    answers = [verify_email(browser, another_code(code)) for _ in range(3)]
    after_that = verify_email(browser, code)

    assert [problems(answer) for answer in answers] == [[("key", "incorrect_code")]] * 3
    assert after_that.status_code == 409


def test_a_code_of_another_browser_is_worth_nothing() -> None:
    browser = signed_out()
    sign_up(browser, phone=PHONE)

    assert verify_phone(signed_out(), code_sent_to(PHONE)).status_code == 409


def test_an_old_code_is_worth_nothing(settings: Settings) -> None:
    browser = signed_out()
    sign_up(browser, phone=PHONE)

    settings.ACCOUNT_PHONE_VERIFICATION_TIMEOUT = -1

    assert verify_phone(browser, code_sent_to(PHONE)).status_code == 409


@pytest.mark.parametrize(("how", "address", "door"), [("phone", PHONE, "phone"), ("email", EMAIL, "email")])
def test_a_code_that_is_sent_again_takes_the_place_of_the_first(how: str, address: str, door: str) -> None:
    browser = signed_out()
    sign_up(browser, **{how: address})
    first = code_sent_to(address)
    field = {"phone": "code", "email": "key"}[how]

    too_soon = allauth(browser, f"auth/{door}/verify/resend")
    cache.clear()  # half a minute passes
    again = allauth(browser, f"auth/{door}/verify/resend")

    assert (too_soon.status_code, again.status_code) == (429, 200)
    second = code_sent_to(address)
    if first != second:
        assert allauth(browser, f"auth/{door}/verify", {field: first}).status_code == 400
    assert allauth(browser, f"auth/{door}/verify", {field: second}).status_code == 200


@pytest.mark.parametrize("how", ["phone", "email"])
def test_an_address_that_somebody_has_gets_the_same_answer_and_its_owner_a_message(how: str) -> None:
    owner = a_person(phone=PHONE, email=EMAIL)
    address = {"phone": PHONE, "email": EMAIL}[how]
    unknown = {"phone": "+79990000000", "email": "nobody@example.org"}[how]
    field = {"phone": "code", "email": "key"}[how]
    stranger, newcomer = signed_out(), signed_out()

    answer = sign_up(stranger, **{how: address})
    usual = sign_up(newcomer, **{how: unknown})

    assert (answer.status_code, answer.json()) == (usual.status_code, usual.json())
    assert "уже есть" in SentMessage.objects.get(to=address).text
    assert User.objects.filter(**{how: address}).get() == owner
    for guess in ("000000", ""):
        assert allauth(stranger, f"auth/{how}/verify", {field: guess}).status_code == 400
    assert not is_signed_in(stranger)


def test_who_proved_nothing_does_not_hold_the_number() -> None:
    squatter, owner = signed_out(), signed_out()
    sign_up(squatter, phone=PHONE, surname="Чужой")
    code_of_squatter = code_sent_to(PHONE)
    cache.clear()  # half a minute passes

    sign_up(owner, phone=PHONE)
    late = verify_phone(squatter, code_of_squatter)
    proved = verify_phone(owner, code_sent_to(PHONE))

    assert (late.status_code, proved.status_code) == (400, 200)
    assert User.objects.get().surname == "Галутина"


def test_who_proved_nothing_does_not_hold_the_address() -> None:
    squatter, owner = signed_out(), signed_out()
    sign_up(squatter, email=EMAIL, surname="Чужой")
    code_of_squatter = code_sent_to(EMAIL)
    cache.clear()  # half a minute passes

    sign_up(owner, email=EMAIL)
    late = verify_email(squatter, code_of_squatter)
    proved = verify_email(owner, code_sent_to(EMAIL))

    assert (late.status_code, proved.status_code) == (400, 200)
    assert User.objects.get().surname == "Галутина"


def test_registrations_that_proved_nothing_are_forgotten_after_a_day() -> None:
    sign_up(signed_out(), phone=PHONE)
    sign_up(signed_out(), email=EMAIL)
    User.objects.filter(phone=PHONE).update(created_at=clock.now() - timedelta(days=2))
    registered_by_a_teacher = User.objects.create(surname="Малышев", given_name="Лёва")
    User.objects.filter(pk=registered_by_a_teacher.pk).update(created_at=clock.now() - timedelta(days=2))
    a_person()

    forgotten = actions.forget_stale_registrations()

    assert forgotten == 1
    assert not User.objects.filter(phone=PHONE).exists()
    assert User.objects.filter(email=EMAIL).exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, ("", "phone_or_email")),
        ({"phone": PHONE, "email": EMAIL}, ("", "phone_or_email")),
        ({"phone": "12"}, ("phone", "invalid_phone")),
        ({"phone": ["+79211234567"]}, ("phone", "invalid_phone")),
        ({"phone": 5.5}, ("phone", "invalid_phone")),
        ({"phone": "+79211234567\u0000"}, ("phone", "null_characters_not_allowed")),
        ({"email": "olga@"}, ("email", "invalid")),
        ({"email": "a" * 300 + "@example.org"}, ("email", "max_length")),
        ({"phone": "ext. 5"}, ("phone", "invalid_phone")),
        ({"phone": PHONE, "surname": ""}, ("surname", "required")),
        ({"phone": PHONE, "surname": "Robert'); DROP TABLE"}, ("surname", "name_not_usable")),
        ({"phone": PHONE, "given_name": "<b>Оля</b>"}, ("given_name", "name_not_usable")),
        ({"phone": PHONE, "given_name": "Я" * 61}, ("given_name", "name_not_usable")),
        ({"phone": PHONE, "patronymic": "№1"}, ("patronymic", "name_not_usable")),
        ({"phone": PHONE, "birth_date": ""}, ("birth_date", "required")),
        ({"phone": PHONE, "birth_date": None}, ("birth_date", "required")),
        ({"phone": PHONE, "birth_date": 19850412}, ("birth_date", "invalid")),
        ({"phone": PHONE, "birth_date": "12.04.1985"}, ("birth_date", "invalid")),
        ({"phone": PHONE, "birth_date": "1890-01-01"}, ("birth_date", "birth_date_implausible")),
        ({"phone": PHONE, "birth_date": "2999-01-01"}, ("birth_date", "birth_date_implausible")),
        ({"phone": PHONE, "gender": "other"}, ("gender", "invalid_choice")),
        ({"phone": PHONE, "language": "de"}, ("language", "invalid_choice")),
        ({"phone": PHONE, "password": "Ж7-ж"}, ("password", "password_too_short")),
        ({"phone": PHONE, "password": "password"}, ("password", "password_too_common")),
        ({"phone": PHONE, "password": "8473625190"}, ("password", "password_entirely_numeric")),
        ({"phone": PHONE, "password": ""}, ("password", "required")),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(changes: dict[str, object], refusal: tuple[str, str]) -> None:
    answer = sign_up(signed_out(), **changes)

    assert answer.status_code == 400
    assert refusal in problems(answer)
    assert not User.objects.exists()
    assert not SentMessage.objects.exists()


@pytest.mark.parametrize(("name", "kept"), [("  Анна  Мария ", "Анна Мария"), ("О’Нил-Римский", "О’Нил-Римский")])
def test_names_are_kept_with_single_spaces(name: str, kept: str) -> None:
    sign_up(signed_out(), phone=PHONE, given_name=name)

    assert User.objects.get().given_name == kept


def test_children_under_ten_do_not_register_alone() -> None:
    today = clock.now().date()
    ninth = today.replace(year=today.year - 10, day=1) + timedelta(days=40)
    tenth = today.replace(year=today.year - 11, day=1)

    too_young = sign_up(signed_out(), phone=PHONE, birth_date=ninth.isoformat())
    old_enough = sign_up(signed_out(), phone=PHONE, birth_date=tenth.isoformat())

    assert problems(too_young) == [("birth_date", "too_young")]
    assert pending(old_enough) == ["verify_phone"]


def test_an_installation_without_sms_registers_nobody_by_phone(configure: Configure) -> None:
    configure(mode=Mode.SCHOOL)

    assert problems(sign_up(signed_out(), phone=PHONE)) == [("phone", "sms_unavailable")]
    assert problems(sign_up(signed_out(), email=EMAIL)) == [("email", "mail_unavailable")]
    assert not User.objects.exists()


def test_a_second_code_within_half_a_minute_is_too_soon_and_leaves_nothing_behind() -> None:
    sign_up(signed_out(), phone=PHONE)
    sign_up(signed_out(), email=EMAIL)

    by_phone = sign_up(signed_out(), phone=PHONE, surname="Второй")
    by_email = sign_up(signed_out(), email=EMAIL, surname="Вторая")

    assert (by_phone.status_code, by_email.status_code) == (429, 429)
    assert not User.objects.filter(surname__startswith="Втор").exists()
    assert User.objects.count() == 2


def test_codes_do_not_stand_in_the_database() -> None:
    browser = signed_out()

    sign_up(browser, phone=PHONE)

    stored = Session.objects.get(session_key=browser.session.session_key).session_data
    assert PHONE not in stored
    assert browser.session["account_login"]["phone"] is None  # the state is there, for who has the key
    assert code_sent_to(PHONE) not in stored


def test_guesses_sent_at_once_are_counted_beside_the_session() -> None:
    browser = signed_out()
    sign_up(browser, phone=PHONE)
    wrong = another_code(code_sent_to(PHONE))
    before = dict(browser.session.items())

    answers = []
    for _ in range(14):
        # As if each had been read from the session before any of the others was written.
        session = browser.session
        session.update(before)
        session.save()
        answers.append(verify_phone(browser, wrong).status_code)

    assert answers == [400] * 12 + [429] * 2


def test_registering_needs_the_token_of_our_own_page() -> None:
    browser = JsonClient(enforce_csrf_checks=True)

    foreign = sign_up(browser, phone=PHONE)
    browser.get("/api/installation")
    token = browser.cookies["csrftoken"].value
    ours = browser.post(
        "/_allauth/browser/v1/auth/login", {"phone": PHONE, "password": PASSWORD}, headers={"X-CSRFToken": token}
    )

    assert foreign.status_code == 403
    assert foreign.json()["code"] == "platform.forbidden"
    assert ours.status_code == 400


def test_who_is_signed_in_does_not_register_again() -> None:
    browser = signed_out()
    register_by_phone(browser)
    other = signed_out()
    register_by_email(other)

    assert sign_up(browser, phone="+79990000000").status_code == 409
