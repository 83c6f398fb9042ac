import time

import pytest
from allauth.usersessions.models import UserSession

from parta.accounts import actions
from parta.accounts.make import a_person, signed_in, signed_out
from parta.accounts.models import User
from parta.platform.config import config
from parta.platform.models import AuditEntry, Outbox
from protocol.tickets import Ticket, verify

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/me"),
        ("patch", "/api/me"),
        ("get", "/api/me/sessions"),
        ("delete", "/api/me/sessions"),
        ("delete", "/api/me/sessions/1"),
        ("post", "/api/me/ticket"),
        ("post", "/api/setup"),
    ],
)
def test_who_is_not_signed_in_has_no_self(method: str, path: str) -> None:
    answer = getattr(signed_out(), method)(path)

    assert (answer.status_code, answer.json()["code"]) == (401, "platform.unauthenticated")


def test_one_changes_ones_own_profile_which_only_oneself_is_told() -> None:
    person, neighbour = a_person(), a_person()

    answer = signed_in(person).patch(
        "/api/me", {"surname": " Петров ", "patronymic": "", "language": "en", "theme": "dark", "gender": "male"}
    )

    assert answer.status_code == 200
    me = answer.json()
    assert (me["surname"], me["patronymic"], me["language"], me["theme"]) == ("Петров", "", "en", "dark")
    assert me["given_name"] == "Пётр"
    told = Outbox.objects.get()
    assert (told.users, told.event) == ([person.pk], {"type": "accounts.profile_changed", "user_id": person.pk})
    neighbour.refresh_from_db()
    assert neighbour.surname == "Иванов"


def test_a_changed_name_is_logged_without_the_name() -> None:
    person = a_person()

    signed_in(person).patch("/api/me", {"surname": "Петров", "theme": "dark"})

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id) == ("accounts.name_changed", person.pk)
    assert entry.subject == {"user_id": person.pk, "fields": ["surname"]}


def test_what_stays_the_same_is_neither_told_nor_logged() -> None:
    browser = signed_in(a_person())

    browser.patch("/api/me", {"surname": "Иванов"})
    browser.patch("/api/me", {})

    assert not Outbox.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"surname": ""}, "accounts.name_not_usable"),
        ({"given_name": "<script>"}, "accounts.name_not_usable"),
        ({"patronymic": "Я" * 61}, "accounts.name_not_usable"),
        ({"language": "de"}, "platform.invalid_fields"),
        ({"theme": 1}, "platform.invalid_fields"),
        ({"gender": "x"}, "platform.invalid_fields"),
    ],
)
def test_what_cannot_be_used_is_refused(changes: object, code: str) -> None:
    answer = signed_in(a_person()).patch("/api/me", changes)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    "field", ["birth_date", "is_operator", "phone", "email", "teaches", "is_teacher", "id", "is_active"]
)
def test_what_one_may_not_change_stays(field: str) -> None:
    person = a_person()
    before = User.objects.filter(pk=person.pk).values().get()

    signed_in(person).patch("/api/me", {field: True})
    signed_in(person).patch("/api/me", {field: "2001-01-01"})

    assert User.objects.filter(pk=person.pk).values().get() | {"last_login": None} == before | {"last_login": None}


def test_a_ticket_opens_a_socket_of_this_session_for_a_minute() -> None:
    person = a_person()
    browser = signed_in(person)
    session = UserSession.objects.get()

    answer = browser.post("/api/me/ticket").json()
    another = browser.post("/api/me/ticket").json()

    ticket = verify(answer["ticket"], Ticket, secret=config.secret, now=time.time())
    assert (ticket.user, ticket.session, answer["expires_in"]) == (person.pk, session.pk, 60)
    assert 55 < ticket.exp - time.time() <= 60
    assert len(ticket.nonce) == 32
    assert answer["ticket"] != another["ticket"]


def test_tickets_are_given_sixty_times_a_minute() -> None:
    browser = signed_in(a_person())

    answers = [browser.post("/api/me/ticket").status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]


def test_whoever_teaches_is_told_so_once() -> None:
    person = a_person(given_name="Ольга", patronymic="Витальевна", surname="Галутина")
    a_person()

    actions.set_teaches(person.pk, teaches=True)
    actions.set_teaches(person.pk, teaches=True)

    assert Outbox.objects.get().users == [person.pk]
    assert signed_in(person).get("/api/me").json()["name"] == "Ольга Витальевна Галутина"
    actions.set_teaches(person.pk, teaches=False)
    assert signed_in(person).get("/api/me").json()["name"] == "Ольга Галутина"
