"""A school with everything in it that an id can name, and the people who must be kept out."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.usersessions.models import UserSession

from parta.accounts.make import a_person, signed_in
from parta.accounts.models import User
from parta.messaging.make import a_chat, a_direct_chat, a_message, chat_of
from parta.messaging.models import Chat, ChatKind, Message
from parta.organizations import actions as organizations
from parta.organizations.make import a_member, a_school
from parta.organizations.models import Application, DeclineReason, Invitation, Organization, Role
from parta.platform.testing import run_jobs
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil
from parta.roster.models import SchoolClass

# Stands in the names of everything in the school: who finds it in an answer has been told of the school.
MARK = "Заповедн"


@dataclass(frozen=True)
class School:
    """Everybody and everything of one school."""

    org: Organization
    school_class: SchoolClass
    other_class: SchoolClass
    administrator: User
    teacher: User
    pupil: User
    parent: User
    applicant: User
    invitation: Invitation
    application: Application
    session: UserSession
    """The teacher's."""
    chats: dict[str, Chat]
    message: Message


@dataclass(frozen=True)
class Cast:
    school: School
    elsewhere: School
    outsiders: dict[str, User]
    """Nobody of them may know anything of `school`."""


def a_cast() -> Cast:
    school = a_whole_school(MARK)
    elsewhere = a_whole_school("Соседн")
    removed = a_class_teacher(school.school_class, given_name="Бывший")
    run_jobs()
    organizations.end_membership(org=school.org, user=removed, by=school.administrator)
    guest = a_person(given_name="Гостья")
    organizations.decline_application(
        application=an_application(school.invitation, by=guest),
        by=school.administrator,
        reason=DeclineReason.FOREIGN,
        text="",
        also_tell=[],
    )
    run_jobs()
    outsiders = {
        "administrator of another school": elsewhere.administrator,
        "teacher of another school": elsewhere.teacher,
        "pupil of another school": elsewhere.pupil,
        "parent of another school": elsewhere.parent,
        "removed member": removed,
        "guest": guest,
        "somebody without a school": a_person(given_name="Никто"),
    }
    return Cast(school=school, elsewhere=elsewhere, outsiders=outsiders)


def a_whole_school(mark: str) -> School:
    founder = a_person(given_name="Вера", surname=f"{mark}ая")
    org = a_school(founder=founder, name=f"{mark}ая школа", short_name=f"{mark}ая")
    school_class, other_class = a_class(of=org), a_class(of=org, title="8Б")
    teacher = a_class_teacher(school_class, surname=f"{mark}ова")
    pupil = a_pupil(school_class, surname=f"{mark}ина")
    parent = a_parent(of=pupil, school=org, surname=f"{mark}ина")
    colleague = a_member(of=org, roles=[Role.TEACHER], surname=f"{mark}ев")
    applicant = a_person(given_name="Илья", surname=f"{mark}ый")
    invitation = organizations.create_invitation(
        org=org, by=founder, role=Role.TEACHER, class_ids=[], lifetime=timedelta(days=1), max_uses=100
    )
    run_jobs()
    chats = {
        "class": chat_of(org, ChatKind.CLASS, rule=f"class:{school_class.pk}"),
        "channel": chat_of(org, ChatKind.SCHOOL_CHANNEL),
        "group": a_chat(of=org, by=teacher, members=[colleague], title=f"{mark}ый совет"),
        "direct": a_direct_chat(of=org, by=teacher, to=pupil),
    }
    return School(
        org=org,
        school_class=school_class,
        other_class=other_class,
        administrator=founder,
        teacher=teacher,
        pupil=pupil,
        parent=parent,
        applicant=applicant,
        invitation=invitation,
        application=an_application(invitation, by=applicant),
        session=UserSession.objects.get(session_key=signed_in(teacher).session.session_key),
        chats=chats,
        message=a_message(chats["class"], by=teacher, body=f"{mark}ое слово"),
    )


def an_application(invitation: Invitation, *, by: User) -> Application:
    return organizations.apply(
        invitation=invitation, by=by, class_ids=[], subjects=[], child_names="", note="", also_tell=[]
    )
