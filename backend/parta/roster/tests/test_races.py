"""Two people at the same moment: real threads, real transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from parta.accounts.make import ADULT, CHILD, a_person, signed_in
from parta.accounts.models import User
from parta.organizations.make import a_link, a_member, a_school, an_application
from parta.organizations.models import Application, Invitation, Membership, Organization, Role
from parta.roster import actions
from parta.roster.errors import ClassArchived
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil
from parta.roster.models import Enrolment, Standing

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Do all the calls at the same time, each on a connection of its own."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(run, calls))


def codes(answers: list[Any]) -> list[str]:
    return sorted(answer.json().get("code", "") if answer.status_code != 200 else "done" for answer in answers)


def administrators_of(school: Organization) -> int:
    return Membership.objects.filter(org=school, roles__contains=[Role.ADMINISTRATOR]).count()


def test_the_last_use_of_a_link_is_used_once() -> None:
    school = a_school()
    link = a_link(to=school, role=Role.PUPIL, max_uses=1)
    browsers = [signed_in(a_person(birth_date=CHILD)) for _ in range(6)]

    answers = at_once(
        *(lambda browser=browser: browser.post(f"/api/invitations/{link.token}/applications") for browser in browsers)
    )

    assert codes(answers) == ["done", *["organizations.invitation_used_up"] * 5]
    assert Invitation.objects.get(pk=link.pk).uses == Application.objects.count() == 1


def test_one_person_applies_once_by_two_links() -> None:
    school = a_school()
    links = [a_link(to=school, role=Role.PUPIL) for _ in range(4)]
    browser = signed_in(a_person(birth_date=CHILD))

    answers = at_once(
        *(lambda link=link: browser.post(f"/api/invitations/{link.token}/applications") for link in links)
    )

    assert codes(answers) == ["done", *["organizations.already_applied"] * 3]
    assert sum(Invitation.objects.values_list("uses", flat=True)) == 1


def test_of_two_administrators_one_decides() -> None:
    school = a_school()
    application = an_application(to=school, role=Role.TEACHER)
    address = f"/api/organizations/{school.pk}/applications/{application.pk}"
    first, second = signed_in(school.created_by), signed_in(a_member(of=school, roles=[Role.ADMINISTRATOR]))

    answers = at_once(
        lambda: first.post(f"{address}/accept"),
        lambda: second.post(f"{address}/decline", {"reason": "foreign"}),
    )

    assert codes(answers) == ["done", "organizations.already_decided"]
    application.refresh_from_db()
    is_member = Membership.objects.filter(org=school, user=application.user, state="active").exists()
    assert is_member is (application.state == "accepted")


def test_two_administrators_who_demote_each_other_leave_one() -> None:
    school = a_school()
    people: list[User] = [school.created_by, a_member(of=school, roles=[Role.ADMINISTRATOR])]
    address = f"/api/organizations/{school.pk}/members"

    answers = at_once(
        *(
            lambda by=by, other=other: signed_in(by).patch(f"{address}/{other.pk}", {"roles": ["teacher"]})
            for by, other in zip(people, reversed(people), strict=True)
        )
    )

    assert codes(answers) == ["done", "organizations.administrators_only"]
    assert administrators_of(school) == 1


def test_two_administrators_who_leave_at_once_leave_one() -> None:
    school = a_school()
    people = [school.created_by, a_member(of=school, roles=[Role.ADMINISTRATOR])]

    answers = at_once(*(lambda by=by: signed_in(by).post(f"/api/organizations/{school.pk}/leave") for by in people))

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    assert administrators_of(school) == 1


def test_a_pupil_put_into_two_classes_at_once_is_in_one() -> None:
    school = a_school()
    classes = [a_class(of=school, title=title) for title in ("7А", "7Б", "7В")]
    pupil = a_member(of=school, roles=[Role.PUPIL])
    browser = signed_in(school.created_by)

    answers = at_once(
        *(lambda one=one: browser.post(f"/api/classes/{one.pk}/people/{pupil.pk}?standing=pupil") for one in classes)
    )

    assert codes(answers) == ["done", "roster.one_grade_only", "roster.one_grade_only"]
    assert Enrolment.objects.filter(user=pupil, until=None).count() == 1


def test_nobody_enters_a_class_that_is_being_archived() -> None:
    school = a_school()
    seven = a_class(of=school, title="7А")
    pupils = [a_member(of=school, roles=[Role.PUPIL]) for _ in range(4)]
    by = school.created_by

    def enter(pupil: User) -> None:
        with suppress(ClassArchived):
            actions.enrol(seven, user=pupil, standing=Standing.PUPIL, by=by)

    at_once(lambda: actions.archive_class(seven, by=by), *(lambda pupil=pupil: enter(pupil) for pupil in pupils))

    assert not Enrolment.objects.filter(school_class=seven, until=None).exists()


def test_changes_of_one_class_from_all_sides_do_not_deadlock() -> None:
    school = a_school()
    seven, eight = a_class(of=school, title="7А"), a_class(of=school, title="8Б")
    leader = a_class_teacher(seven)
    pupils = [a_pupil(seven) for _ in range(4)]
    parent = a_parent(of=pupils[0], school=school)
    for pupil in pupils[1:]:
        a_parent(of=pupil, school=school, person=parent)
    newcomer = a_person(birth_date=ADULT)
    application = an_application(to=school, role=Role.PARENT, class_ids=[seven.pk], person=newcomer)
    Application.objects.filter(pk=application.pk).update(child_ids=[pupil.pk for pupil in pupils])
    administrator, members = signed_in(school.created_by), f"/api/organizations/{school.pk}/members"

    answers = at_once(
        *(
            lambda pupil=pupil: administrator.post(
                f"/api/classes/{seven.pk}/people/{pupil.pk}/move", {"to_class_id": eight.pk}
            )
            for pupil in reversed(pupils)
        ),
        lambda: administrator.patch(f"{members}/{parent.pk}", {"roles": ["parent"], "child_ids": [pupils[0].pk]}),
        lambda: administrator.patch(f"{members}/{leader.pk}", {"roles": ["teacher"], "teaches_in": [eight.pk]}),
        lambda: administrator.post(f"/api/organizations/{school.pk}/applications/{application.pk}/accept"),
        lambda: administrator.patch(f"/api/classes/{seven.pk}", {"parents_read": True}),
    )

    assert [answer.status_code for answer in answers] == [200] * len(answers)
