from datetime import timedelta

import pytest

from parta.accounts import actions
from parta.accounts.make import a_person, signed_in, signed_out
from parta.accounts.models import OperatorLink
from parta.accounts.tests.conftest import Configure
from parta.accounts.tests.journeys import EMAIL, PHONE, code_sent_to, sign_up
from parta.platform import clock
from parta.platform.config import config
from parta.platform.models import AuditEntry, SentMessage
from protocol.settings import Mode

pytestmark = pytest.mark.django_db


def test_a_page_learns_of_the_installation_before_anybody_signs_in() -> None:
    browser = signed_out()

    answer = browser.get("/api/installation")

    assert answer.json() == {
        "name": "Парта",
        "mode": "demo",
        "demo": True,
        "set_up": False,
        "registration": {"phone": True, "email": True},
        "socket_url": config.public_socket_url,
        "version": "0.1.0",
        "warnings": [],
    }
    assert browser.cookies["csrftoken"].value


def test_a_school_says_by_what_one_registers(configure: Configure) -> None:
    a_person(is_operator=True)
    configure(mode=Mode.SCHOOL, smtp_url="smtp://127.0.0.1:25", url="http://school.example")

    answer = signed_out().get("/api/installation").json()

    assert (answer["mode"], answer["set_up"]) == ("school", True)
    assert answer["registration"] == {"phone": False, "email": True}
    assert answer["warnings"] == ["insecure_address"]


def token_of(link: str) -> str:
    return link.partition("#")[2]


def test_the_first_operator_enters_by_a_link_that_works_once() -> None:
    person, late = a_person(), a_person()
    link = actions.make_operator_link()

    answer = signed_in(person).post("/api/setup", {"token": token_of(link)})
    second = signed_in(late).post("/api/setup", {"token": token_of(link)})

    assert link.startswith(f"{config.public_url}/setup#")
    assert (answer.status_code, answer.json()["is_operator"]) == (200, True)
    assert (second.status_code, second.json()["code"]) == (404, "accounts.setup_link_worthless")
    assert signed_in(late).get("/api/me").json()["is_operator"] is False
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("accounts.operator_link_made", None),
        ("accounts.operator_appointed", person.pk),
    ]


def test_an_old_link_a_replaced_one_and_an_invented_one_are_worth_nothing() -> None:
    browser = signed_in(a_person())
    replaced = actions.make_operator_link()
    old = actions.make_operator_link()
    OperatorLink.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    answers = [
        browser.post("/api/setup", {"token": token}).status_code
        for token in (token_of(replaced), token_of(old), "invented", "")
    ]

    assert answers == [404] * 4
    assert browser.get("/api/me").json()["is_operator"] is False


def test_tokens_do_not_stand_in_the_database() -> None:
    link = actions.make_operator_link()

    assert token_of(link) not in str(OperatorLink.objects.values().get())


def test_links_are_guessed_ten_times_at_most() -> None:
    browser = signed_in(a_person())

    answers = [browser.post("/api/setup", {"token": "guess"}).status_code for _ in range(11)]

    assert answers == [404] * 10 + [429]


def test_the_outbox_shows_what_a_demo_would_have_sent_latest_first() -> None:
    sign_up(signed_out(), phone=PHONE)
    sign_up(signed_out(), email=EMAIL)

    shown = signed_out().get("/api/outbox", headers={"Host": "localhost:8000"}).json()

    assert [(message["channel"], message["to"], message["code"]) for message in shown] == [
        ("mail", EMAIL, code_sent_to(EMAIL)),
        ("sms", PHONE, code_sent_to(PHONE)),
    ]
    assert "код подтверждения" in shown[0]["subject"]


@pytest.mark.parametrize(
    ("mode", "address", "headers", "status"),
    [
        (Mode.DEMO, "127.0.0.1", {"Host": "127.0.0.1:8000"}, 200),
        (Mode.DEMO, "::1", {"Host": "[::1]:8000"}, 200),
        (Mode.SCHOOL, "127.0.0.1", {"Host": "127.0.0.1:8000"}, 404),
        (Mode.DEMO, "203.0.113.7", {"Host": "127.0.0.1:8000"}, 404),
        (Mode.DEMO, "127.0.0.1", {"Host": "127.0.0.1:8000", "X-Forwarded-For": "203.0.113.7"}, 404),
        (Mode.DEMO, "127.0.0.1", {"Host": "rebound.example:8000"}, 404),
        (Mode.DEMO, "127.0.0.1", {"Host": "[::1"}, 404),
        (Mode.DEMO, "127.0.0.1", {"Host": "127.0.0.1 evil"}, 404),
    ],
)
def test_the_outbox_is_open_on_this_machine_in_demo_mode_only(
    configure: Configure, mode: Mode, address: str, headers: dict[str, str], status: int
) -> None:
    SentMessage.objects.create(channel="sms", to=PHONE, text="123456")
    configure(mode=mode)

    assert signed_out().get("/api/outbox", headers=headers, REMOTE_ADDR=address).status_code == status
