import pytest
from django.core.cache import cache
from pytest_django import Settings

from parta.accounts.make import PASSWORD, a_person, signed_in, signed_out
from parta.accounts.tests.conftest import Configure
from parta.accounts.tests.journeys import (
    EMAIL,
    PHONE,
    code_sent_to,
    is_signed_in,
    log_in,
    log_out,
    pending,
    problems,
    sign_up,
    verify_email,
    verify_phone,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "credentials",
    [
        {"phone": PHONE},
        {"phone": "8 (921) 123-45-67"},
        {"phone": "921 1234567"},
        {"email": EMAIL},
        {"email": "OLGA@example.ORG"},
    ],
)
def test_one_signs_in_by_phone_or_email_however_they_are_written(credentials: dict[str, str]) -> None:
    person = a_person(phone=PHONE, email=EMAIL, password=PASSWORD)
    browser = signed_out()

    answer = log_in(browser, **credentials, password=PASSWORD)

    assert answer.status_code == 200
    assert browser.get("/api/me").json()["id"] == person.pk


@pytest.mark.parametrize("how", ["phone", "email"])
def test_a_wrong_password_looks_like_an_unknown_person(how: str) -> None:
    a_person(phone=PHONE, email=EMAIL, password=PASSWORD)
    known = {"phone": PHONE, "email": EMAIL}[how]
    unknown = {"phone": "+79990000000", "email": "nobody@example.org"}[how]

    wrong = log_in(signed_out(), **{how: known}, password="Не-тот-пароль")
    nobody = log_in(signed_out(), **{how: unknown}, password="Не-тот-пароль")

    assert problems(wrong) == [("password", f"{how}_password_mismatch")]
    assert (wrong.status_code, wrong.json()) == (nobody.status_code, nobody.json())


@pytest.mark.parametrize("how", ["phone", "email"])
def test_five_wrong_passwords_lock_this_person_out_for_a_while_and_nobody_else(how: str) -> None:
    address = {"phone": PHONE, "email": EMAIL}[how]
    neighbours = {"phone": "+79990000000", "email": "neighbour@example.org"}[how]
    a_person(phone=PHONE, email=EMAIL, password=PASSWORD)
    a_person(phone="+79990000000", email="neighbour@example.org", password=PASSWORD)

    for _ in range(5):
        log_in(signed_out(), **{how: address}, password="Не-тот-пароль")
    right = log_in(signed_out(), **{how: address}, password=PASSWORD)
    neighbour = log_in(signed_out(), **{how: neighbours}, password=PASSWORD)
    cache.clear()  # five minutes pass
    later = log_in(signed_out(), **{how: address}, password=PASSWORD)

    assert problems(right) == [("", "too_many_login_attempts")]
    assert neighbour.status_code == 200
    assert later.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"password": PASSWORD},
        {"phone": PHONE, "email": EMAIL, "password": PASSWORD},
        {"phone": PHONE},
        {"phone": [], "password": {}},
        {"username": "1", "password": PASSWORD},
    ],
)
def test_signing_in_needs_one_address_and_a_password(body: dict[str, object]) -> None:
    a_person(phone=PHONE, email=EMAIL, password=PASSWORD)

    assert signed_out().post("/_allauth/browser/v1/auth/login", body).status_code == 400


@pytest.mark.parametrize(
    "body",
    ["[]", "{", "null", '"x"', '{"phone": "+79211234567", "password": "\\ud83d-half"}', b"\xff".decode("latin-1")],
)
def test_what_cannot_be_read_is_refused(body: str) -> None:
    browser = signed_out()

    answer = browser.generic("POST", "/_allauth/browser/v1/auth/login", body, content_type="application/json")

    assert answer.status_code == 400


def test_who_never_entered_the_code_is_asked_for_it_when_signing_in_by_phone() -> None:
    sign_up(signed_out(), phone=PHONE)
    cache.clear()  # half a minute passes
    browser = signed_out()

    answer = log_in(browser, phone=PHONE, password=PASSWORD)

    assert (answer.status_code, pending(answer)) == (401, ["verify_phone"])
    assert verify_phone(browser, code_sent_to(PHONE)).status_code == 200


def test_who_never_entered_the_code_is_asked_for_it_when_signing_in_by_email() -> None:
    sign_up(signed_out(), email=EMAIL)
    cache.clear()  # half a minute passes
    browser = signed_out()

    answer = log_in(browser, email=EMAIL, password=PASSWORD)

    assert (answer.status_code, pending(answer)) == (401, ["verify_email"])
    assert verify_email(browser, code_sent_to(EMAIL)).status_code == 200


def test_the_cookie_of_who_signed_out_is_worth_nothing(settings: Settings) -> None:
    browser = signed_in(a_person())
    name = settings.SESSION_COOKIE_NAME
    cookie = browser.cookies[name].value

    answer = log_out(browser)
    browser.cookies[name] = cookie

    assert answer.status_code == 401
    assert not is_signed_in(browser)


def test_a_blocked_person_is_neither_signed_in_nor_let_in() -> None:
    person = a_person(phone=PHONE, password=PASSWORD)
    browser = signed_in(person)

    person.is_active = False
    person.save()

    assert not is_signed_in(browser)
    assert log_in(signed_out(), phone=PHONE, password=PASSWORD).status_code == 401
    assert not is_signed_in(browser)


def test_who_is_signed_in_does_not_sign_in_again() -> None:
    browser = signed_in(a_person(phone=PHONE, password=PASSWORD))

    assert log_in(browser, phone=PHONE, password=PASSWORD).status_code == 409


@pytest.mark.parametrize(
    "closed",
    [
        "account/authenticators",
        "account/authenticators/totp",
        "auth/sessions",
        "auth/2fa/authenticate",
        "auth/webauthn/login",
    ],
)
def test_doors_without_a_screen_are_closed(closed: str) -> None:
    assert signed_in(a_person()).get(f"/_allauth/browser/v1/{closed}").status_code == 404


def test_limits_hold_while_valkey_is_away(settings: Settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1"}}
    a_person(phone=PHONE, password=PASSWORD)

    for _ in range(5):
        log_in(signed_out(), phone=PHONE, password="Не-тот-пароль")
    right = log_in(signed_out(), phone=PHONE, password=PASSWORD)
    codes = [signed_out().post("/api/accounts/password-reset/phone", {"phone": PHONE}).status_code for _ in range(4)]

    assert problems(right) == [("", "too_many_login_attempts")]
    assert codes == [202, 202, 202, 429]


def test_an_address_that_a_proxy_invents_does_not_keep_anybody_out(configure: Configure) -> None:
    configure(trusted_proxies=1)
    a_person(phone=PHONE, password=PASSWORD)
    browser = signed_out()

    answer = browser.post(
        "/_allauth/browser/v1/auth/login",
        {"phone": PHONE, "password": PASSWORD},
        headers={"X-Forwarded-For": "unknown"},
    )

    assert answer.status_code == 200
    assert browser.get("/api/me/sessions").json()[0]["ip"] in {"0.0.0.0", "127.0.0.1"}  # noqa: S104  nothing listens there
