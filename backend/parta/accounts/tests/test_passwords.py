import pytest
from django.core.cache import cache
from pytest_django import Settings

from parta.accounts import reset_by_phone
from parta.accounts.make import PASSWORD, JsonClient, a_person, signed_in, signed_out
from parta.accounts.models import User
from parta.accounts.tests.conftest import Configure
from parta.accounts.tests.journeys import (
    EMAIL,
    PHONE,
    allauth,
    another_code,
    code_sent_to,
    is_signed_in,
    log_in,
    pending,
    problems,
)
from parta.platform.models import Outbox, SentMessage
from protocol.settings import Mode

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "Новый-Ветер-42"


def owner() -> User:
    return a_person(phone=PHONE, email=EMAIL, password=PASSWORD)


def ask_by_phone(browser: JsonClient, phone: str = PHONE) -> int:
    return browser.post("/api/accounts/password-reset/phone", {"phone": phone}).status_code


def confirm_by_phone(browser: JsonClient, code: str, *, phone: str = PHONE, password: str = NEW_PASSWORD) -> object:
    answer = browser.post(
        "/api/accounts/password-reset/phone/confirm", {"phone": phone, "code": code, "password": password}
    )
    return answer.json().get("code", answer.status_code)


def test_a_password_forgotten_is_set_anew_by_email_which_ends_the_other_sessions() -> None:
    elsewhere, browser = signed_in(owner()), signed_out()

    asked = allauth(browser, "auth/password/request", {"email": EMAIL})
    answer = allauth(browser, "auth/password/reset", {"key": code_sent_to(EMAIL), "password": NEW_PASSWORD})

    assert (asked.status_code, pending(asked)) == (401, ["password_reset_by_code"])
    assert answer.status_code == 200
    assert is_signed_in(browser)
    assert not is_signed_in(elsewhere)
    assert log_in(signed_out(), email=EMAIL, password=PASSWORD).status_code == 400
    assert log_in(signed_out(), email=EMAIL, password=NEW_PASSWORD).status_code == 200


def test_a_password_forgotten_is_set_anew_by_phone_which_ends_the_other_sessions() -> None:
    elsewhere, browser = signed_in(owner()), signed_out()

    asked = browser.post("/api/accounts/password-reset/phone", {"phone": "8 921 123-45-67"})
    code = code_sent_to(PHONE)
    answer = browser.post(
        "/api/accounts/password-reset/phone/confirm",
        {"phone": "8 921 123-45-67", "code": f"{code[:3]} {code[3:]}", "password": NEW_PASSWORD},
    )

    assert (asked.status_code, asked.json()) == (202, {"expires_in": 900})
    assert (answer.status_code, answer.json()["phone"]) == (200, PHONE)
    assert is_signed_in(browser)
    assert not is_signed_in(elsewhere)
    assert log_in(signed_out(), phone=PHONE, password=PASSWORD).status_code == 400
    assert log_in(signed_out(), phone=PHONE, password=NEW_PASSWORD).status_code == 200


def test_ended_sessions_are_told_to_their_owner_and_to_nobody_else() -> None:
    person = owner()
    signed_in(a_person())
    signed_in(person)
    ended = person.usersession_set.get().pk  # type: ignore[attr-defined]  # allauth has no types
    browser = signed_out()

    ask_by_phone(browser)
    confirm_by_phone(browser, code_sent_to(PHONE))

    told = Outbox.objects.get()
    assert told.users == [person.pk]
    assert told.event == {"type": "accounts.session_ended", "user_id": person.pk, "session_ids": [ended]}


def test_who_knows_the_password_changes_it_and_stays_in_this_session_only() -> None:
    person = owner()
    here, elsewhere = signed_in(person), signed_in(person)
    before = here.get("/api/me/sessions").json()[0]["id"]

    answer = allauth(here, "account/password/change", {"current_password": PASSWORD, "new_password": NEW_PASSWORD})

    assert answer.status_code == 200
    assert [session["id"] for session in here.get("/api/me/sessions").json()] == [before]
    assert not is_signed_in(elsewhere)
    assert log_in(elsewhere, phone=PHONE, password=NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "refusal"),
    [
        ("Не-тот-пароль", NEW_PASSWORD, ("current_password", "enter_current_password")),
        ("", NEW_PASSWORD, ("current_password", "required")),
        (PASSWORD, "12345", ("new_password", "password_too_short")),
    ],
)
def test_a_password_is_not_changed_to_a_weak_one_nor_by_who_does_not_know_it(
    current: str, new: str, refusal: tuple[str, str]
) -> None:
    person = owner()
    here, elsewhere = signed_in(person), signed_in(person)

    answer = allauth(here, "account/password/change", {"current_password": current, "new_password": new})

    assert refusal in problems(answer)
    assert is_signed_in(elsewhere)


def test_an_unknown_number_gets_the_same_answer_and_no_message() -> None:
    owner()
    browser = signed_out()

    asked = browser.post("/api/accounts/password-reset/phone", {"phone": "+79990000000"})

    assert (asked.status_code, asked.json()) == (202, {"expires_in": 900})
    assert not SentMessage.objects.exists()
    answers = [confirm_by_phone(browser, code, phone="+79990000000") for code in ("000000", "", "1")]
    assert answers == ["accounts.code_wrong"] * 3
    assert confirm_by_phone(browser, "000000", phone="+79990000000") == "accounts.code_expired"


def test_an_unknown_address_gets_the_same_answer_and_a_mail_that_says_so() -> None:
    owner()

    known = allauth(signed_out(), "auth/password/request", {"email": EMAIL})
    unknown = allauth(signed_out(), "auth/password/request", {"email": "nobody@example.org"})

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert "такого профиля нет" in SentMessage.objects.get(to="nobody@example.org").text


def test_a_number_that_was_never_proved_resets_nothing() -> None:
    User.objects.filter(pk=owner().pk).update(phone_verified=False)

    assert ask_by_phone(signed_out()) == 202
    assert not SentMessage.objects.exists()


def test_three_wrong_codes_end_a_reset_by_phone() -> None:
    owner()
    browser = signed_out()
    ask_by_phone(browser)
    code = code_sent_to(PHONE)

    wrong = [
        browser.post(
            "/api/accounts/password-reset/phone/confirm",
            {"phone": PHONE, "code": another_code(code), "password": NEW_PASSWORD},
        ).json()
        for _ in range(3)
    ]

    assert [answer["params"]["attempts_left"] for answer in wrong] == [2, 1, 0]
    assert confirm_by_phone(browser, code) == "accounts.code_expired"


def test_three_wrong_codes_end_a_reset_by_email() -> None:
    owner()
    browser = signed_out()
    allauth(browser, "auth/password/request", {"email": EMAIL})
    code = code_sent_to(EMAIL)

    body = {"key": another_code(code), "password": NEW_PASSWORD}
    wrong = [allauth(browser, "auth/password/reset", body) for _ in range(3)]

    assert [problems(answer) for answer in wrong] == [[("key", "incorrect_code")]] * 3
    assert allauth(browser, "auth/password/reset", {"key": code, "password": NEW_PASSWORD}).status_code == 409


def test_a_code_by_phone_is_worth_nothing_elsewhere_later_or_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    owner()
    browser = signed_out()
    ask_by_phone(browser)
    code = code_sent_to(PHONE)

    elsewhere = confirm_by_phone(signed_out(), code)
    for_another_number = confirm_by_phone(browser, code, phone="+79990000000")
    with monkeypatch.context() as later:
        later.setattr(reset_by_phone, "SECONDS_OF_A_CODE", -1)
        expired = confirm_by_phone(browser, code)
    first = confirm_by_phone(browser, code)
    second = confirm_by_phone(browser, code)

    assert [elsewhere, for_another_number, expired, first, second] == [
        "accounts.code_expired",
        "accounts.code_expired",
        "accounts.code_expired",
        200,
        "accounts.code_expired",
    ]


def test_a_code_by_email_is_worth_nothing_later(settings: Settings) -> None:
    owner()
    browser = signed_out()
    allauth(browser, "auth/password/request", {"email": EMAIL})

    settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = -1
    answer = allauth(browser, "auth/password/reset", {"key": code_sent_to(EMAIL), "password": NEW_PASSWORD})

    assert answer.status_code == 409


def test_a_weak_password_is_refused_and_the_code_stays_good() -> None:
    owner()
    browser = signed_out()
    ask_by_phone(browser)
    code = code_sent_to(PHONE)

    weak = browser.post(
        "/api/accounts/password-reset/phone/confirm", {"phone": PHONE, "code": code, "password": "12345"}
    )

    assert (weak.status_code, weak.json()["code"]) == (422, "accounts.password_too_weak")
    assert "password_too_short" in weak.json()["params"]["rules"]
    assert confirm_by_phone(browser, code) == 200


def test_codes_by_phone_are_sent_three_times_in_a_quarter_of_an_hour() -> None:
    owner()

    answers = [ask_by_phone(signed_out()) for _ in range(4)]
    refused = signed_out().post("/api/accounts/password-reset/phone", {"phone": PHONE})

    assert answers == [202, 202, 202, 429]
    assert 890 <= refused.json()["params"]["retry_after"] <= 900
    assert refused["Retry-After"] == str(refused.json()["params"]["retry_after"])
    assert SentMessage.objects.count() == 3


def test_codes_by_email_are_sent_three_times_in_a_quarter_of_an_hour() -> None:
    owner()

    answers = [allauth(signed_out(), "auth/password/request", {"email": EMAIL}).status_code for _ in range(4)]

    assert answers == [401, 401, 401, 429]


def test_guesses_of_a_code_by_phone_are_counted_for_the_number() -> None:
    owner()
    browser = signed_out()
    ask_by_phone(browser)
    wrong = another_code(code_sent_to(PHONE))
    before = dict(browser.session.items())

    answers = []
    for _ in range(12):
        # As if each had been read from the session before any of the others was written.
        session = browser.session
        session.update(before)
        session.save()
        answers.append(confirm_by_phone(browser, wrong))

    assert answers == ["accounts.code_wrong"] * 10 + ["platform.too_many"] * 2


@pytest.mark.parametrize("how", ["phone", "email"])
def test_a_new_password_opens_a_locked_account(how: str) -> None:
    owner()
    address = {"phone": PHONE, "email": EMAIL}[how]
    for _ in range(5):
        log_in(signed_out(), **{how: address}, password="Не-тот-пароль")
    browser = signed_out()

    if how == "phone":
        ask_by_phone(browser)
        confirm_by_phone(browser, code_sent_to(PHONE))
    else:
        allauth(browser, "auth/password/request", {"email": EMAIL})
        allauth(browser, "auth/password/reset", {"key": code_sent_to(EMAIL), "password": NEW_PASSWORD})

    assert log_in(signed_out(), **{how: address}, password=NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize("phone", ["", "12", "not a number", "+7" * 20, "\u0000", "\ud83d", "+7 921 123-45-67 ext. 5"])
def test_what_is_no_number_is_refused(phone: str) -> None:
    assert ask_by_phone(signed_out(), phone) == 422


def test_half_a_character_is_no_password() -> None:
    owner()
    browser = signed_out()
    ask_by_phone(browser)

    assert confirm_by_phone(browser, code_sent_to(PHONE), password="\ud83d-half") == "platform.invalid_fields"


def test_an_installation_without_sms_says_so(configure: Configure) -> None:
    owner()
    configure(mode=Mode.SCHOOL)

    answer = signed_out().post("/api/accounts/password-reset/phone", {"phone": PHONE})

    assert (answer.status_code, answer.json()["code"]) == (503, "platform.sms_unavailable")


def test_a_reset_by_phone_needs_the_token_of_our_own_page() -> None:
    owner()

    foreign = JsonClient(enforce_csrf_checks=True).post("/api/accounts/password-reset/phone", {"phone": PHONE})

    assert foreign.status_code == 403
    assert not SentMessage.objects.exists()


def test_messages_are_written_in_the_language_of_the_person() -> None:
    User.objects.filter(pk=owner().pk).update(language="en")
    cache.clear()

    ask_by_phone(signed_out())

    assert "Tell it to nobody" in SentMessage.objects.get().text
