"""The rows that tests of all domains stand on are what their names say."""

import pytest

from parta.organizations.make import a_member, a_removed_member, a_school
from parta.organizations.models import Membership, MembershipState, Role
from parta.roster import queries
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil, a_teacher

pytestmark = pytest.mark.django_db


def test_a_class_has_its_people() -> None:
    school = a_school()
    seven = a_class(of=school, title="7А")

    pupil = a_pupil(seven)
    class_teacher = a_class_teacher(seven)
    teacher = a_teacher(seven)
    parent = a_parent(of=pupil, school=school)

    assert queries.people_of_class(seven.pk) == queries.ClassPeople(
        class_teachers=frozenset({class_teacher.pk}),
        teachers=frozenset({teacher.pk}),
        pupils=frozenset({pupil.pk}),
        parents=frozenset({parent.pk}),
    )
    assert class_teacher.name == "Ольга Витальевна Галутина"


def test_a_removed_member_has_a_gate_that_is_shut() -> None:
    school = a_school()

    removed = a_removed_member(of=school)
    several = a_member(of=school, roles=[Role.TEACHER, Role.PARENT])

    gates = {gate.user_id: gate for gate in Membership.objects.filter(org=school)}
    assert (gates[removed.pk].state, gates[removed.pk].roles) == (MembershipState.ENDED, [])
    assert gates[several.pk].roles == ["parent", "teacher"]
    assert not removed.teaches
