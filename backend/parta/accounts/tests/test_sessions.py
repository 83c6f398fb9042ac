import json
import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from redis import Redis

from parta.accounts import actions
from parta.accounts.devices import device_of
from parta.accounts.make import PASSWORD, a_person, signed_in, signed_out
from parta.accounts.tests.journeys import PHONE, is_signed_in, log_in, log_out
from parta.platform import clock
from parta.platform.config import config
from parta.platform.models import Outbox
from protocol import bus

pytestmark = pytest.mark.django_db

CHROME_ON_WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
SAFARI_ON_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


def test_the_list_shows_where_one_is_signed_in_this_device_first() -> None:
    person = a_person(phone=PHONE, password=PASSWORD)
    signed_in(a_person())
    here = signed_in(person, user_agent=CHROME_ON_WINDOWS)
    there = signed_out()
    there.post(
        "/_allauth/browser/v1/auth/login",
        {"phone": PHONE, "password": PASSWORD},
        headers={"User-Agent": SAFARI_ON_IPHONE},
        REMOTE_ADDR="203.0.113.7",
    )

    sessions = here.get("/api/me/sessions", headers={"User-Agent": CHROME_ON_WINDOWS}).json()

    assert [(session["device"], session["ip"], session["current"]) for session in sessions] == [
        ({"browser": "Chrome", "os": "Windows", "kind": "computer"}, "127.0.0.1", True),
        ({"browser": "Safari", "os": "iOS", "kind": "phone"}, "203.0.113.7", False),
    ]


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = a_person()
    here = signed_in(person)
    here.get("/api/me")
    for _ in range(5):
        signed_in(person)

    with django_assert_num_queries(3):  # the session, the person, the list
        assert len(here.get("/api/me/sessions").json()) == 6


def test_ending_one_session_signs_that_device_out_only() -> None:
    person = a_person()
    here, there, third = signed_in(person), signed_in(person), signed_in(person)
    theirs = session_of(there)

    answer = here.delete(f"/api/me/sessions/{theirs}")

    assert answer.status_code == 204
    assert [is_signed_in(browser) for browser in (here, there, third)] == [True, False, True]
    assert here.delete(f"/api/me/sessions/{theirs}").status_code == 404


def test_ending_the_others_leaves_this_one() -> None:
    person = a_person()
    here, there, third, stranger = signed_in(person), signed_in(person), signed_in(person), signed_in(a_person())

    answer = here.delete("/api/me/sessions")

    assert answer.status_code == 204
    assert [is_signed_in(browser) for browser in (here, there, third, stranger)] == [True, False, False, True]


def test_ending_the_current_session_signs_out() -> None:
    here = signed_in(a_person())

    answer = here.delete(f"/api/me/sessions/{session_of(here)}")

    assert answer.status_code == 204
    assert not is_signed_in(here)


@pytest.mark.parametrize(
    ("who", "status"), [("its owner", 204), ("a stranger", 404), ("the operator", 404), ("nobody", 401)]
)
def test_who_may_end_a_session(who: str, status: int) -> None:
    person = a_person()
    there = signed_in(person)
    browser = {
        "its owner": lambda: signed_in(person),
        "a stranger": lambda: signed_in(a_person()),
        "the operator": lambda: signed_in(a_person(is_operator=True)),
        "nobody": signed_out,
    }[who]()

    answer = browser.delete(f"/api/me/sessions/{session_of(there)}")

    assert answer.status_code == status
    assert is_signed_in(there) is (status != 204)


@pytest.mark.parametrize(("id", "status"), [("0", 404), ("9" * 30, 404), ("-1", 404), ("one", 404)])
def test_there_is_no_session_with_a_nonsensical_id(id: str, status: int) -> None:
    assert signed_in(a_person()).delete(f"/api/me/sessions/{id}").status_code == status


def test_signing_out_leaves_the_list_and_tells_the_sockets() -> None:
    person = a_person()
    browser = signed_in(person)
    session = session_of(browser)

    log_out(browser)

    assert not UserSession.objects.exists()
    assert Outbox.objects.get().event == {
        "type": "accounts.session_ended",
        "user_id": person.pk,
        "session_ids": [session],
    }


def test_the_gateways_are_told_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    browser = signed_in(a_person())
    session = session_of(browser)
    with Redis.from_url(config.valkey_url) as valkey, valkey.pubsub(ignore_subscribe_messages=True) as gateway:
        gateway.subscribe(bus.SESSIONS)
        gateway.get_message(timeout=5)

        with django_capture_on_commit_callbacks(execute=True):
            log_out(browser)
            before = gateway.get_message(timeout=0.1)
        after = gateway.get_message(timeout=5)

    assert before is None
    assert after is not None
    assert json.loads(after["data"]) == [session]


def test_sessions_end_even_while_valkey_is_away(
    configure: object,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    from parta.platform import valkey

    monkeypatch.setitem(config.__dict__, "valkey_url", "redis://127.0.0.1:1")
    valkey._client.cache_clear()
    browser = signed_in(a_person())

    with django_capture_on_commit_callbacks(execute=True):
        log_out(browser)

    assert not is_signed_in(browser)
    valkey._client.cache_clear()


def test_use_of_a_session_is_noted_every_five_minutes_at_most() -> None:
    browser = signed_in(a_person())
    long_ago = clock.now() - timedelta(days=3)

    browser.get("/api/me")
    UserSession.objects.update(last_seen_at=long_ago)
    browser.get("/api/me")
    soon = UserSession.objects.get().last_seen_at
    session = browser.session
    session["seen"] = time.time() - 301
    session.save()
    browser.get("/api/me", headers={"User-Agent": SAFARI_ON_IPHONE}, REMOTE_ADDR="203.0.113.7")
    later = UserSession.objects.get()

    assert soon == long_ago
    assert later.last_seen_at > long_ago
    assert (later.ip, later.user_agent) == ("203.0.113.7", SAFARI_ON_IPHONE)


def test_what_has_expired_is_forgotten_at_night() -> None:
    signed_in(a_person())
    signed_in(a_person())
    expired = Session.objects.order_by("session_key")[0]
    Session.objects.filter(pk=expired.pk).update(expire_date=clock.now() - timedelta(days=1))

    forgotten = actions.forget_dead_sessions()

    assert forgotten == 1
    assert Session.objects.count() == UserSession.objects.count() == 1


def test_a_session_sealed_under_another_secret_is_none() -> None:
    browser = signed_in(a_person())

    Session.objects.update(session_data="gAAAAABnonsense")

    assert not is_signed_in(browser)


def test_another_persons_sign_in_in_the_same_browser_is_another_session() -> None:
    first, second = a_person(), a_person(phone=PHONE, password=PASSWORD)
    browser = signed_in(first)
    before = session_of(browser)

    log_out(browser)
    log_in(browser, phone=PHONE, password=PASSWORD)

    assert session_of(browser) != before
    assert UserSession.objects.get().user_id == second.pk


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (CHROME_ON_WINDOWS, ("Chrome", "Windows", "computer")),
        (SAFARI_ON_IPHONE, ("Safari", "iOS", "phone")),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) Version/18.5 Safari/604.1", ("Safari", "iOS", "tablet")),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/142.0.0.0 Mobile Safari/537.36",
            ("Chrome", "Android", "phone"),
        ),
        ("Mozilla/5.0 (Linux; Android 15; SM-X510) Chrome/142.0 Safari/537.36", ("Chrome", "Android", "tablet")),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15",
            ("Safari", "macOS", "computer"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 YaBrowser/25.10.0 Safari/537.36",
            ("Yandex", "Windows", "computer"),
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0.0.0 Safari/537.36 Edg/142.0", ("Edge", "Windows", "computer")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0", ("Firefox", "Linux", "computer")),
        ("curl/8", ("", "", "unknown")),
        ("", ("", "", "unknown")),
    ],
)
def test_a_device_is_named_plainly(user_agent: str, device: tuple[str, str, str]) -> None:
    found = device_of(user_agent)

    assert (found.browser, found.os, found.kind) == device


def session_of(browser: object) -> int:
    key = browser.session.session_key  # type: ignore[attr-defined]  # any test client
    return UserSession.objects.get(session_key=key).pk  # type: ignore[no-any-return]  # allauth has no types
