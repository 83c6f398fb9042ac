"""Everybody who may knock at a door of a school: its people, and those who have no business there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from parta.accounts.make import CHILD, JsonClient, a_person, signed_in, signed_out
from parta.accounts.models import User
from parta.organizations import actions as organizations
from parta.organizations.make import a_member, a_removed_member, a_school
from parta.organizations.models import Organization, Role
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil, a_teacher
from parta.roster.models import SchoolClass


@dataclass(frozen=True)
class Cast:
    """School № 1 with 7А and 8Б, and strangers."""

    school: Organization
    seven: SchoolClass
    eight: SchoolClass
    elsewhere: SchoolClass
    """A class of another school."""
    people: Mapping[str, User | None]

    def __getitem__(self, who: str) -> User:
        person = self.people[who]
        assert person is not None
        return person

    def client(self, who: str) -> JsonClient:
        person = self.people[who]
        return signed_in(person) if person else signed_out()

    def statuses(self, call: Callable[[JsonClient], object]) -> dict[str, int]:
        """What each gets as an answer to the same call, made by each on the same ground."""
        return {who: self._status(who, call) for who in self.people}

    def _status(self, who: str, call: Callable[[JsonClient], object]) -> int:
        with transaction.atomic():
            status: int = call(self.client(who)).status_code  # type: ignore[attr-defined]  # an HttpResponse
            transaction.set_rollback(True)
        return status


def a_cast() -> Cast:
    school = a_school()
    seven, eight = a_class(of=school, title="7А"), a_class(of=school, title="8Б")
    other_school = a_school(name="Школа № 2")
    elsewhere = a_class(of=other_school, title="7А")
    class_teacher = a_class_teacher(seven)
    teacher = a_teacher(seven)
    other_teacher = a_class_teacher(eight, given_name="Борис", surname="Восьмых")
    pupil = a_pupil(seven)
    other_pupil = a_pupil(eight, given_name="Миша", surname="Восьмов")
    parent = a_parent(of=pupil, school=school)
    other_parent = a_parent(of=other_pupil, school=school, given_name="Яна", surname="Восьмова")
    guest = a_person(given_name="Гость", birth_date=CHILD)
    organizations.ensure_guest(school, guest)
    return Cast(
        school=school,
        seven=seven,
        eight=eight,
        elsewhere=elsewhere,
        people={
            "administrator": a_member(of=school, roles=[Role.ADMINISTRATOR], given_name="Алла"),
            "class teacher": class_teacher,
            "teacher": teacher,
            "other teacher": other_teacher,
            "pupil": pupil,
            "other pupil": other_pupil,
            "parent": parent,
            "other parent": other_parent,
            "removed": a_removed_member(of=school, role=Role.ADMINISTRATOR),
            "stranger": other_school.created_by,
            "guest": guest,
            "operator": a_person(given_name="Оператор", is_operator=True),
            "nobody": None,
        },
    )


MEMBERS = (
    "administrator",
    "class teacher",
    "teacher",
    "other teacher",
    "pupil",
    "other pupil",
    "parent",
    "other parent",
)


def expected(*, members: int, others: int = 404, nobody: int = 401, **exceptions: int) -> dict[str, int]:
    """A row of the table: what members get, what strangers of all kinds get, and who is treated otherwise."""
    row = dict.fromkeys(MEMBERS, members)
    row |= dict.fromkeys(("removed", "stranger", "guest", "operator"), others)
    row["nobody"] = nobody
    return row | {who.replace("_", " "): status for who, status in exceptions.items()}
