"""Chats by rule, direct chats and groups, through HTTP."""

import pytest

from parta.accounts.make import a_person, signed_in
from parta.accounts.models import User
from parta.organizations.make import a_school
from parta.platform.testing import run_jobs
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil

pytestmark = pytest.mark.django_db


def kinds_of(person: User) -> list[str]:
    return sorted(chat["kind"] for chat in signed_in(person).get("/api/chats").json()["chats"])


def test_a_new_school_and_its_class_have_their_chats_and_the_right_people_in_them() -> None:
    school = a_school()
    school_class = a_class(of=school)
    class_teacher = a_class_teacher(school_class)
    pupil = a_pupil(school_class)
    parent = a_parent(of=pupil, school=school)

    run_jobs()

    assert kinds_of(school.created_by) == ["school_channel", "staff_channel", "staff_room"]
    assert kinds_of(class_teacher) == ["class", "school_channel", "staff_channel", "staff_room"]
    assert kinds_of(pupil) == ["class", "school_channel"]
    assert kinds_of(parent) == ["school_channel"]
    assert kinds_of(a_person()) == []
