"""The demo school: Гимназия № 1 with its people, classes and a week of talk.

Made through the actions of the domains, so that every rule holds; the same on every machine, but for the passwords.
Only the times of the messages are moved afterwards: nobody can say on Monday what he says on Friday.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from parta.accounts import actions as accounts
from parta.accounts.make import a_person
from parta.accounts.models import User
from parta.messaging.make import a_chat, a_direct_chat, a_message, chat_of
from parta.messaging.models import Chat, ChatKind, Message
from parta.ops import demo_accounts, demo_talk
from parta.ops.demo_accounts import DemoAccount
from parta.ops.demo_people import LOGINS, PARENTS, PUPILS, STAFF, Login
from parta.ops.installation import CannotStart
from parta.organizations import actions as organizations
from parta.organizations.make import a_member, a_school
from parta.organizations.models import Organization, Role
from parta.platform import clock
from parta.platform.config import config
from parta.platform.testing import run_jobs
from parta.roster import actions as roster
from parta.roster.make import a_class, a_parent, a_pupil
from parta.roster.models import SchoolClass, Standing
from protocol.events import EnrolmentChanged, GuardiansChanged, MembershipChanged
from protocol.settings import Mode

TIME_ZONE = ZoneInfo("Europe/Moscow")
CLASSES = ("1А", "7А", "7Б", "9А")
# Short, easy to say and to type on any keyboard; the digits and the choice make them hard enough for a demo.
WORDS = ("sova", "reka", "luna", "klen", "more", "sneg", "iskra", "veter", "les", "zarya", "mayak", "pole")

People = dict[str, User]


def make_demo_school() -> None:
    """Make the school once; give its log-ins new passwords if their list was lost."""
    if config.mode is not Mode.DEMO:
        raise CannotStart(f"{config.data} is a school installation: nothing of the demo belongs there")
    if not Organization.objects.exists():
        with transaction.atomic():
            fill()
    demo_accounts.keep(config.data, [open_account(login) for login in LOGINS])


def fill() -> None:
    """Everything in one transaction: a start that is cut off leaves nothing half made."""
    people = staff()
    school = a_school(founder=people["director"], name="Гимназия № 1", short_name="Гимназия № 1", region="78")
    card = {
        "description": "Гимназия с углублённым изучением иностранных языков. Основана в 1961 году.",
        "contacts": "Санкт-Петербург, Школьная улица, 1\nТелефон: +7 812 555-01-01",
    }
    organizations.edit_card(org=school, by=people["director"], changes=card)
    give_roles(school, people)
    classes = {title: a_class(of=school, title=title) for title in CLASSES}
    give_classes(classes, people)
    enter_families(classes, people)
    forget_jobs_about_single_people()
    run_jobs()
    talk(school, classes, people)
    leave_something_to_do(school, classes, people)
    run_jobs()


def staff() -> People:
    """The people of the school's staff, and the operator of the platform, who belongs to no school."""
    return {
        one.key: a_person(
            surname=one.surname,
            given_name=one.given_name,
            patronymic=one.patronymic,
            birth_date=date(one.born, 3, 14),
            is_operator=one.key == "operator",
            email=email_of(one.key),
        )
        for one in STAFF
    }


def give_roles(school: Organization, people: People) -> None:
    for one in STAFF:
        if one.subjects:
            a_member(of=school, roles=[Role.TEACHER], person=people[one.key], subjects=one.subjects)
        if one.key == "deputy":
            a_member(of=school, roles=[Role.ADMINISTRATOR], person=people[one.key])


def give_classes(classes: dict[str, SchoolClass], people: People) -> None:
    for one in STAFF:
        for title in one.classes:
            standing = Standing.CLASS_TEACHER if title == one.leads else Standing.TEACHER
            school_class = classes[title]
            roster.enrol(school_class, user=people[one.key], standing=standing, by=school_class.org.created_by)


def enter_families(classes: dict[str, SchoolClass], people: People) -> None:
    for pupil in PUPILS:
        people[pupil.key] = a_pupil(
            classes[pupil.in_class],
            person=a_person(
                surname=pupil.surname,
                given_name=pupil.given_name,
                patronymic=pupil.patronymic,
                birth_date=date(pupil.born, 9, 1 + len(people) % 28),
                email=email_of(pupil.key),
            ),
        )
    for parent in PARENTS:
        person = a_person(
            surname=parent.surname,
            given_name=parent.given_name,
            patronymic=parent.patronymic,
            birth_date=date(parent.born, 5, 9),
            email=email_of(parent.key),
        )
        for child in parent.children:
            a_parent(of=people[child], school=classes[CLASSES[0]].org, person=person)
        people[parent.key] = person


def forget_jobs_about_single_people() -> None:
    """Drop what says again, person by person, what the jobs about the school and its classes work out for everybody.

    They would make the first start half a minute longer.
    """
    kinds = [event.__struct_config__.tag for event in (MembershipChanged, EnrolmentChanged, GuardiansChanged)]
    ProcrastinateJob.objects.filter(status="todo", args__event__type__in=kinds)._raw_delete(using="default")


# --- talk


@dataclass(frozen=True)
class Posted:
    chat: Chat
    seq: int
    at: datetime


def talk(school: Organization, classes: dict[str, SchoolClass], people: People) -> None:
    """Say what is said in `demo_talk`, and move it to its days."""
    chats = chats_of_the_talk(school, classes, people)
    posted = [said for name, lines in demo_talk.TALK.items() for said in say(chats[name], lines, people)]
    move_to_their_days(posted)
    leave_a_little_unread(chats.values())


def chats_of_the_talk(school: Organization, classes: dict[str, SchoolClass], people: People) -> dict[str, Chat]:
    chats = {
        "channel": chat_of(school, ChatKind.SCHOOL_CHANNEL),
        "staff channel": chat_of(school, ChatKind.STAFF_CHANNEL),
        "staff room": chat_of(school, ChatKind.STAFF_ROOM),
        "olympiad": a_chat(
            of=school,
            by=people["galutina"],
            members=[people["belova"], people["kim"], people["deputy"]],
            title="Олимпиада по русскому",
        ),
        "teacher and parent": a_direct_chat(of=school, by=people["galutina"], to=people["petrova"]),
        "teacher and pupil": a_direct_chat(of=school, by=people["galutina"], to=people["masha"]),
        "two teachers": a_direct_chat(of=school, by=people["belova"], to=people["galutina"]),
    }
    for title in CLASSES:
        chats[title] = chat_of(school, ChatKind.CLASS, rule=f"class:{classes[title].pk}")
    return chats


def say(chat: Chat, lines: Iterable[demo_talk.Line], people: People) -> list[Posted]:
    posted: list[Posted] = []
    for line in lines:
        reply_to = posted[line.answers].seq if line.answers is not None else None
        message = a_message(chat, by=people[line.who], body=line.words, reply_to=reply_to)
        posted.append(Posted(chat=chat, seq=message.seq, at=moment(line)))
    return posted


def moment(line: demo_talk.Line) -> datetime:
    """When it was said: so many days ago at that time of the school's day, or minutes ago."""
    now = clock.now()
    if line.minutes_ago is not None:
        return now - timedelta(minutes=line.minutes_ago)
    hour, minute = line.at.split(":")
    day = now.astimezone(TIME_ZONE) - timedelta(days=line.days_ago)
    return day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)


def move_to_their_days(posted: list[Posted]) -> None:
    for said in posted:
        Message.objects.filter(org_id=said.chat.org_id, chat_id=said.chat.chat_id, seq=said.seq).update(at=said.at)
    for chat_id in {said.chat.chat_id for said in posted}:
        first = min(said.at for said in posted if said.chat.chat_id == chat_id)
        Message.objects.filter(chat_id=chat_id, kind="service").update(at=first - timedelta(minutes=5))


def leave_a_little_unread(chats: Iterable[Chat]) -> None:
    """Everybody has read everything but what was said in the last hours."""
    recently = clock.now() - timedelta(hours=3)
    for chat in chats:
        read = Message.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id, at__lt=recently).count()
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH members AS (SELECT org_id, chat_id, user_id FROM chat_member"
                "  WHERE org_id = %s AND chat_id = %s AND left_seq IS NULL), "
                "marked AS (SELECT r.* FROM (SELECT array_agg(org_id) o, array_agg(chat_id) c, array_agg(user_id) u,"
                "  array_agg(%s::bigint) s FROM members) a, mark_read(a.o, a.c, a.u, a.s) r) "
                "SELECT mark_own_read(array_agg(user_id), array_agg(chat_id), array_agg(read_seq)) FROM marked",
                [chat.org_id, chat.chat_id, read],
            )


def leave_something_to_do(school: Organization, classes: dict[str, SchoolClass], people: People) -> None:
    """An open invitation and two applications that wait for the administrator."""
    invitation = organizations.create_invitation(
        org=school,
        by=people["director"],
        role=Role.PARENT,
        class_ids=[classes["7А"].pk],
        lifetime=timedelta(days=30),
        max_uses=60,
    )
    teachers = organizations.create_invitation(
        org=school, by=people["director"], role=Role.TEACHER, class_ids=[], lifetime=timedelta(days=30), max_uses=10
    )
    deciders = roster.deciders(role=Role.PARENT, class_ids=[classes["7А"].pk])
    organizations.apply(
        invitation=invitation,
        by=a_person(surname="Орлов", given_name="Павел", patronymic="Андреевич"),
        class_ids=[classes["7А"].pk],
        subjects=[],
        child_names="Орлова Вера",
        note="Папа Веры, хочу быть в родительском чате.",
        also_tell=deciders,
    )
    organizations.apply(
        invitation=teachers,
        by=a_person(surname="Жукова", given_name="Алла", patronymic="Борисовна", birth_date=date(1991, 2, 3)),
        class_ids=[],
        subjects=["Биология"],
        child_names="",
        note="С сентября веду биологию в 7-х классах.",
        also_tell=[],
    )


# --- log-ins


def open_account(login: Login) -> DemoAccount:
    """Give the person a password and say what to type."""
    user = User.objects.get(email=email_of(login.key))
    password = f"{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.randbelow(9000) + 1000}"
    accounts.set_password(user, password, keep_session=None)
    return DemoAccount(role=login.role, name=user.name, login=user.email, password=password)


def email_of(key: str) -> str:
    return f"{key}@gymnasium1.example"
