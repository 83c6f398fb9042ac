"""The API does what its contract says, whatever comes in: no 5xx, documented statuses, shapes and codes.

Schemathesis makes the requests from the contract, well-formed and broken ones; ids are mixed with those of a real
school, so that they get past the doors. Several people send them, through the whole WSGI application.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as budget
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from parta.accounts.make import a_person, signed_in
from parta.contract import generate
from parta.wsgi import application
from tests.cast import School, a_whole_school

CONTRACT: dict[str, Any] = json.loads(generate())
ERROR_PARAMS = CONTRACT["components"]["schemas"]["ErrorParams"]["properties"]
EXAMPLES = 12
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CSRF = "c" * 32

schema = schemathesis.openapi.from_dict(CONTRACT)
schema.app = application
OPERATIONS = {
    f"{found.ok().method.upper()} {found.ok().path}": found.ok()
    for found in schema.get_all_operations()
    if isinstance(found, Ok)
}


class People:
    """The school, and a session cookie for everybody who sends requests ("" for whoever is signed out)."""

    def __init__(self) -> None:
        self.school = a_whole_school("Школьн")
        people = {
            "administrator": self.school.administrator,
            "teacher": self.school.teacher,
            "pupil": self.school.pupil,
            "operator": a_person(given_name="Оператор", is_operator=True),
            "stranger": a_person(given_name="Чужой"),
        }
        self.cookies = {who: str(signed_in(person).session.session_key) for who, person in people.items()}
        self.cookies["nobody"] = ""
        self.ids = ids_of(self.school)


@pytest.fixture(scope="module")
def people_of_school(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[People]:
    with django_db_blocker.unblock(), transaction.atomic(), connection_kept():
        yield People()
        transaction.set_rollback(True)


@contextmanager
def connection_kept() -> Iterator[None]:
    """Let requests end without closing the connection, on which the test's transaction lives."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def people(people_of_school: People, db: None) -> People:
    return people_of_school


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_the_api_keeps_its_contract(people: People, name: str) -> None:
    operation = OPERATIONS[name]
    # What has no input cannot be broken.
    takes_input = bool(operation.body or operation.query or operation.path_parameters)
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if takes_input else [GenerationMode.POSITIVE]
    requests = st.one_of([operation.as_strategy(mode) for mode in modes])

    @budget(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data(), who=st.sampled_from(sorted(people.cookies)))
    def keeps_the_contract(data: st.DataObject, who: str) -> None:
        case: Case[Any] = data.draw(requests)
        if data.draw(st.sampled_from([True, True, True, False])):
            name_real_things(case, people.ids, data)
        check(case, called(case, cookie=people.cookies[who]))

    cache.clear()
    keeps_the_contract()


def called(case: Case[Any], *, cookie: str) -> Response:
    cookies = {"csrftoken": CSRF} | ({settings.SESSION_COOKIE_NAME: cookie} if cookie else {})
    # Each request finds the school as it was.
    with transaction.atomic():
        response = case.call(cookies=cookies, headers={"X-CSRFToken": CSRF})
        transaction.set_rollback(True)
    return response


def check(case: Case[Any], response: Response) -> None:
    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400:
        problem = response.json()
        assert response.headers["content-type"] == ["application/problem+json"]
        assert problem["status"] == response.status_code
        assert problem["params"].keys() == ERROR_PARAMS[problem["code"]]["properties"].keys(), problem


# --- ids of things that exist ----------------------------------------------------------------------------------------


def ids_of(school: School) -> dict[str, list[Any]]:
    """By the name of the parameter, or its last word."""
    people = [school.teacher.pk, school.pupil.pk, school.parent.pk, school.administrator.pk, school.applicant.pk]
    classes = [school.school_class.pk, school.other_class.pk]
    return {
        "org": [school.org.pk],
        "user": people,
        "member": people,
        "parent": [school.parent.pk],
        "child": [school.pupil.pk],
        "class": classes,
        "learns_in": classes,
        "teaches_in": classes,
        "chat": [chat.chat_id for chat in school.chats.values()],
        "seq": [school.message.seq],
        "token": [school.invitation.token],
        "session": [school.session.pk],
        "id": [school.school_class.pk, school.application.pk, school.invitation.pk],
    }


def name_real_things(case: Case[Any], ids: dict[str, list[Any]], data: st.DataObject) -> None:
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, NotSet) or not isinstance(part, dict):
            continue
        for name in sorted(part):
            real = ids.get(name.removesuffix("_ids").removesuffix("_id").removeprefix("to_") if name != "id" else "id")
            if real:
                one = data.draw(st.sampled_from(real))
                many = name.endswith("_ids") or name in {"learns_in", "teaches_in"}
                part[name] = [one] if many else one
