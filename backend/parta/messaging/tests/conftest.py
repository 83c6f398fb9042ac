"""The cast of most tests: a school with a class 7А, its people, and everybody who must be kept out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from parta.accounts.make import a_person
from parta.accounts.models import User
from parta.messaging.actions import rules
from parta.messaging.make import chat_of
from parta.messaging.models import Chat, ChatKind
from parta.organizations.make import a_member, a_removed_member, a_school
from parta.organizations.models import Organization, Role
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil, a_teacher
from parta.roster.models import SchoolClass

TOO_YOUNG, YOUTH = date(2014, 9, 1), date(2011, 9, 1)


@dataclass(frozen=True)
class Cast:
    school: Organization
    school_class: SchoolClass
    other_class: SchoolClass
    people: dict[str, User]

    def __getitem__(self, who: str) -> User:
        return self.people[who]

    def chat(self, kind: ChatKind) -> Chat:
        rule = f"class:{self.school_class.pk}" if kind is ChatKind.CLASS else ""
        return chat_of(self.school, kind, rule=rule)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what happens inside, so that the next row of a table finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody is in the chats by rule already; in 7А are `class teacher`, `teacher` and three pupils."""
    school = a_school()
    school_class, other_class = a_class(of=school), a_class(of=school, title="8Б")
    pupil = a_pupil(school_class, birth_date=TOO_YOUNG)
    elsewhere = a_school(name="Другая школа")
    people = {
        "administrator": school.created_by,
        "class teacher": a_class_teacher(school_class),
        "teacher": a_teacher(school_class),
        "other teacher": a_teacher(other_class, given_name="Нина", surname="Другова"),
        "pupil": pupil,
        "older pupil": a_pupil(school_class, given_name="Юра", surname="Старших", birth_date=YOUTH),
        "oldest pupil": a_pupil(school_class, given_name="Яна", surname="Старшова", birth_date=YOUTH),
        "other pupil": a_pupil(other_class, given_name="Коля", surname="Соседов"),
        "parent": a_parent(of=pupil, school=school),
        "removed member": a_removed_member(of=school),
        "stranger": a_member(of=elsewhere, roles=[Role.TEACHER], given_name="Чужой"),
        "stranger who rules": elsewhere.created_by,
        "nobody": a_person(given_name="Никто"),
    }
    bring_chats_up_to_date(school, school_class, other_class)
    return Cast(school, school_class, other_class, people)


def bring_chats_up_to_date(school: Organization, *classes: SchoolClass) -> None:
    """What the jobs of all that happened come to, in a tenth of the time."""
    ProcrastinateJob.objects.all()._raw_delete(using="default")
    rules.make_chats_of_organization(school.pk)
    for school_class in classes:
        rules.follow_class(school_class.pk)
