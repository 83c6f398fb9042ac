"""Every operation of the contract, called by everybody who must be kept out.

The operations are read from the contract, so that a new one is called the moment it exists: one that is for anybody,
or about the caller's own things, must be written down here first.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from parta.accounts.make import JsonClient, signed_in, signed_out
from parta.contract import generate
from parta.messaging.models import Message
from tests.cast import MARK, Cast, School, a_cast

# For everybody, signed in or not. They tell nothing of a school, except an invitation to whoever holds its token.
PUBLIC = {
    "GET /api/installation",
    "GET /api/invitations/{token}",
    "GET /api/outbox",
    "GET /api/regions",
    "POST /api/accounts/password-reset/phone",
    "POST /api/accounts/password-reset/phone/confirm",
}
# For everybody who is signed in: their own things, and the ways into a school.
OWN = {
    "DELETE /api/me/sessions",
    "GET /api/chats",
    "GET /api/me",
    "GET /api/me/applications",
    "GET /api/me/organizations",
    "GET /api/me/sessions",
    "PATCH /api/me",
    "POST /api/invitations/{token}/applications",
    "POST /api/me/ticket",
    "POST /api/organizations",
    # A chat that is not the caller's is gone, or not found: said in the answer, because one asks for many at once.
    "POST /api/stream/diff",
    "POST /api/stream/digest",
    "POST /api/stream/udiff",
}
# In each of these bodies all that is asked for exists in the school: the refusal is about the caller alone.
BODIES: dict[str, Callable[[School], dict[str, Any]]] = {
    "POST /api/accounts/password-reset/phone": lambda school: {"phone": "+79990000000"},
    "POST /api/accounts/password-reset/phone/confirm": lambda school: {
        "phone": "+79990000000",
        "code": "000000",
        "password": "Тихая-Заводь-71",
    },
    "POST /api/chats": lambda school: {
        "org_id": school.org.pk,
        "kind": "group",
        "title": "Совет",
        "member_ids": [school.teacher.pk],
    },
    "POST /api/chats/direct": lambda school: {"org_id": school.org.pk, "user_id": school.pupil.pk},
    "PATCH /api/chats/{chat}": lambda school: {"title": "Иначе"},
    "POST /api/chats/{chat}/members": lambda school: {"user_ids": [school.administrator.pk]},
    "POST /api/chats/{chat}/messages": lambda school: {"cid": "01935d5a-7c1e-7000-8000-000000000001", "body": "Иначе"},
    "PATCH /api/chats/{chat}/messages/{seq}": lambda school: {"body": "Иначе"},
    "POST /api/chats/{chat}/read": lambda school: {"upto": school.message.seq},
    "PATCH /api/classes/{id}": lambda school: {"title": "9В"},
    "POST /api/classes/{id}/guardians": lambda school: {"parent_id": school.parent.pk, "child_id": school.pupil.pk},
    "POST /api/classes/{id}/people/{user}/move": lambda school: {"to_class_id": school.other_class.pk},
    "POST /api/invitations/{token}/applications": lambda school: {},
    "PATCH /api/me": lambda school: {"theme": "dark"},
    "POST /api/organizations": lambda school: {
        "kind": "school",
        "name": "Ещё одна школа",
        "region": "78",
        "time_zone": "Europe/Moscow",
    },
    "PATCH /api/organizations/{org}": lambda school: {"description": "Иначе"},
    "POST /api/organizations/{org}/applications/accept": lambda school: {"ids": [school.application.pk]},
    "PATCH /api/organizations/{org}/applications/{id}": lambda school: {"role": "teacher"},
    "POST /api/organizations/{org}/applications/{id}/decline": lambda school: {"reason": "foreign"},
    "POST /api/organizations/{org}/classes": lambda school: {"grade": 9, "letter": "В"},
    "POST /api/organizations/{org}/invitations": lambda school: {"role": "pupil", "lifetime_hours": 1, "max_uses": 1},
    "PATCH /api/organizations/{org}/members/{user}": lambda school: {"roles": ["pupil"]},
    "POST /api/setup": lambda school: {"token": "guessed"},
    "POST /api/stream/diff": lambda school: {
        "reqs": [{"chat": chat.chat_id, "from": 0} for chat in school.chats.values()]
    },
    "POST /api/stream/digest": lambda school: {"heads": [(chat.chat_id, 0) for chat in school.chats.values()]},
    "POST /api/stream/udiff": lambda school: {"from": 0},
}
QUERIES: dict[str, Callable[[School], str]] = {
    "GET /api/chats/{chat}/people": lambda school: f"?ids={school.teacher.pk}",
    "DELETE /api/classes/{id}/guardians": lambda school: f"?parent_id={school.parent.pk}&child_id={school.pupil.pk}",
    "POST /api/classes/{id}/people/{user}": lambda school: "?standing=pupil",
    "DELETE /api/classes/{id}/people/{user}": lambda school: "?standing=pupil",
}


@dataclass(frozen=True)
class Call:
    operation: str
    path: str
    body: dict[str, Any] | None

    @property
    def name(self) -> str:
        return f"{self.operation.split(' ')[0]} {self.path}"

    def by(self, client: JsonClient) -> Any:
        # Each call leaves the school as it was, also one that should have been refused.
        with transaction.atomic():
            response = client.generic(
                self.operation.split(" ")[0],
                self.path,
                "" if self.body is None else json.dumps(self.body),
                content_type="application/json",
            )
            transaction.set_rollback(True)
        return response


@pytest.fixture(scope="module")
def school_and_outsiders(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Made once, because it takes seconds; each test works in a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(school_and_outsiders: Cast, db: None) -> Cast:
    return school_and_outsiders


OUTSIDERS = [
    "administrator of another school",
    "teacher of another school",
    "pupil of another school",
    "parent of another school",
    "removed member",
    "guest",
    "somebody without a school",
]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_operation_lets_an_outsider_into_a_school(cast: Cast, who: str) -> None:
    client = signed_in(cast.outsiders[who])

    answered = {call.name: call.by(client).status_code for call in calls_about(cast.school, besides=PUBLIC | OWN)}

    assert {path: status for path, status in answered.items() if status not in {403, 404}} == {}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_operation_tells_an_outsider_of_a_school(cast: Cast, who: str) -> None:
    client = signed_in(cast.outsiders[who])
    # A guest has the answer to his application, and his own list of applications names the school.
    invited = {"GET /api/invitations/{token}", "POST /api/invitations/{token}/applications"}
    own_history = {"GET /api/me/applications", "GET /api/chats"} if who == "guest" else set()

    answers = {call.name: call.by(client) for call in calls_about(cast.school, besides=invited | own_history)}

    assert [name for name, answer in answers.items() if tells_of_school(answer)] == []


def test_the_own_administrator_is_told_of_the_school(cast: Cast) -> None:
    client = signed_in(cast.school.administrator)

    answers = {call.operation: call.by(client) for call in calls_about(cast.school, besides=set())}

    told = {operation for operation, answer in answers.items() if tells_of_school(answer)}
    assert {"GET /api/organizations/{org}", "GET /api/organizations/{org}/members"} <= told


def test_signed_out_one_gets_nowhere(cast: Cast) -> None:
    answered = {call.name: call.by(signed_out()).status_code for call in calls_about(cast.school, besides=PUBLIC)}

    assert {path: status for path, status in answered.items() if status != 401} == {}


def test_an_administrator_cannot_reach_another_school_through_the_address_of_the_own_one(cast: Cast) -> None:
    client = signed_in(cast.elsewhere.administrator)
    mixed = replace(cast.school, org=cast.elsewhere.org)
    nested = [call for call in calls_about(mixed, besides=PUBLIC | OWN) if "{org}/" in call.operation]

    answered = {call.name: call.by(client).status_code for call in nested if call.operation.count("{") == 2}

    assert len(answered) >= 8
    assert {path: status for path, status in answered.items() if status not in {403, 404}} == {}


def foreign_ids(own: School, foreign: School) -> list[tuple[str, str, dict[str, Any]]]:
    """Own places in the address, another school's things in the body or at the end of the address."""
    org, school_class = own.org.pk, own.school_class.pk
    group = own.chats["group"].chat_id
    return [
        ("POST", "/api/chats/direct", {"org_id": org, "user_id": foreign.teacher.pk}),
        ("POST", "/api/chats", {"org_id": org, "kind": "group", "title": "Совет", "member_ids": [foreign.teacher.pk]}),
        ("POST", f"/api/chats/{group}/members", {"user_ids": [foreign.teacher.pk]}),
        ("POST", f"/api/classes/{school_class}/people/{foreign.pupil.pk}?standing=pupil", {}),
        ("POST", f"/api/classes/{school_class}/people/{foreign.teacher.pk}?standing=teacher", {}),
        ("POST", f"/api/classes/{school_class}/people/{own.pupil.pk}/move", {"to_class_id": foreign.other_class.pk}),
        ("POST", f"/api/classes/{school_class}/guardians", {"parent_id": own.parent.pk, "child_id": foreign.pupil.pk}),
        ("POST", f"/api/classes/{school_class}/guardians", {"parent_id": foreign.parent.pk, "child_id": own.pupil.pk}),
        (
            "POST",
            f"/api/organizations/{org}/invitations",
            {"role": "pupil", "class_ids": [foreign.school_class.pk], "lifetime_hours": 1, "max_uses": 1},
        ),
        (
            "POST",
            f"/api/invitations/{own.invitation.token}/applications",
            {"class_ids": [foreign.school_class.pk]},
        ),
        (
            "PATCH",
            f"/api/organizations/{org}/applications/{own.application.pk}",
            {"class_ids": [foreign.school_class.pk]},
        ),
        ("PATCH", f"/api/organizations/{org}/applications/{own.application.pk}", {"child_ids": [foreign.pupil.pk]}),
        (
            "PATCH",
            f"/api/organizations/{org}/members/{own.pupil.pk}",
            {"roles": ["pupil"], "learns_in": [foreign.school_class.pk]},
        ),
        (
            "PATCH",
            f"/api/organizations/{org}/members/{own.teacher.pk}",
            {"roles": ["teacher"], "teaches_in": [foreign.school_class.pk]},
        ),
        (
            "PATCH",
            f"/api/organizations/{org}/members/{own.parent.pk}",
            {"roles": ["parent"], "child_ids": [foreign.pupil.pk]},
        ),
    ]


@pytest.mark.parametrize("who", ["administrator", "teacher"])
def test_things_of_another_school_cannot_be_named_in_a_body(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast.elsewhere, who))

    answers = {
        f"{method} {path} {body}": Call(operation=f"{method} …", path=path, body=body).by(client)
        for method, path, body in foreign_ids(cast.elsewhere, cast.school)
    }

    assert {what: a.status_code for what, a in answers.items() if a.status_code not in {403, 404, 409, 422}} == {}
    assert [what for what, answer in answers.items() if tells_of_school(answer)] == []


def test_accepting_another_schools_application_among_the_own_accepts_nobody(cast: Cast) -> None:
    client = signed_in(cast.elsewhere.administrator)

    answer = client.post(
        f"/api/organizations/{cast.elsewhere.org.pk}/applications/accept", {"ids": [cast.school.application.pk]}
    )

    cast.school.application.refresh_from_db()
    assert cast.school.application.state == "pending"
    assert answer.status_code == 404 or [result["accepted"] for result in answer.json()["results"]] == [False]


def test_an_outsider_changes_no_message(cast: Cast) -> None:
    before = list(Message.objects.order_by("pk").values_list("body", "rev", "deleted_at"))

    for person in cast.outsiders.values():
        client = signed_in(person)
        path = f"/api/chats/{cast.school.chats['class'].chat_id}/messages/{cast.school.message.seq}"
        assert client.patch(path, {"body": "Иначе"}).status_code == 404
        assert client.delete(path).status_code == 404

    assert list(Message.objects.order_by("pk").values_list("body", "rev", "deleted_at")) == before


def test_what_is_written_down_here_is_in_the_contract() -> None:
    assert PUBLIC | OWN | BODIES.keys() | QUERIES.keys() <= operations().keys()


def test_a_body_is_written_down_for_every_operation_that_takes_one() -> None:
    assert {name for name, described in operations().items() if "requestBody" in described} == BODIES.keys()


def tells_of_school(answer: Any) -> bool:
    told = answer.content.decode()
    return MARK in told or json.dumps(MARK).strip('"') in told


# --- calling every operation -----------------------------------------------------------------------------------------


@cache
def operations() -> dict[str, Any]:
    paths = json.loads(generate())["paths"]
    return {f"{method.upper()} {path}": described for path, item in paths.items() for method, described in item.items()}


def calls_about(school: School, *, besides: set[str]) -> Iterator[Call]:
    """Every operation with ids of the school; those of a chat once for each kind of chat."""
    for operation in sorted(operations().keys() - besides):
        template = operation.split(" ")[1]
        for places in places_of(school, template):
            path = template.format(**places) + (QUERIES[operation](school) if operation in QUERIES else "")
            yield Call(operation, path, BODIES[operation](school) if operation in BODIES else None)


def places_of(school: School, template: str) -> Iterator[dict[str, object]]:
    thing = {"classes": school.school_class.pk, "invitations": school.invitation.pk}
    kind = template.split("/")[2 if template.startswith("/api/classes") else 4] if "{id}" in template else ""
    places = {
        "org": school.org.pk,
        "id": thing.get(kind, school.application.pk),
        "user": school.pupil.pk,
        "token": school.invitation.token,
        "seq": school.message.seq,
        "session_id": school.session.pk,
    }
    for chat in school.chats.values() if "{chat}" in template else [None]:
        yield places | ({"chat": chat.chat_id} if chat else {})
