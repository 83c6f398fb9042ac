"""What happens at the same time: on connections of their own, with real commits."""

import threading
from collections.abc import Callable
from itertools import cycle, islice

import pytest
from django.db import close_old_connections, connection, connections

from parta.messaging.actions import open_direct_chat, rules
from parta.messaging.make import chat_of, post
from parta.messaging.models import Chat, ChatEvent, ChatKind, ChatMember, Message
from parta.organizations.make import a_school
from parta.platform.testing import run_jobs
from parta.roster import actions as roster
from parta.roster.make import a_class, a_class_teacher, a_pupil, a_teacher
from parta.roster.models import Standing

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do all of it at the same moment, each on a connection of its own; return what each gave, or raise."""
    start, results = threading.Barrier(len(works)), dict[int, object]()

    def do(number: int, work: Callable[[], object]) -> None:
        start.wait(timeout=10)
        try:
            results[number] = work()
        except Exception as error:
            results[number] = error  # raised again in the test's own thread
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    for result in results.values():
        if isinstance(result, Exception):
            raise result
    assert len(results) == len(works)
    return [results[number] for number in range(len(works))]


def test_who_opens_the_same_direct_chat_at_once_gets_the_same_one() -> None:
    school = a_school()
    school_class = a_class(of=school)
    teacher, pupil = a_teacher(school_class), a_pupil(school_class)

    chats = at_once(
        *[lambda: open_direct_chat(by=teacher, org_id=school.pk, with_user_id=pupil.pk).chat_id] * 4,
        *[lambda: open_direct_chat(by=pupil, org_id=school.pk, with_user_id=teacher.pk).chat_id] * 4,
    )

    assert len(set(chats)) == 1
    chat = Chat.objects.get(kind=ChatKind.DIRECT)
    assert chat.member_count == ChatMember.objects.filter(chat_id=chat.chat_id).count() == 2
    assert ChatEvent.objects.filter(chat_id=chat.chat_id, kind="members").count() == 2


def test_roles_in_a_class_change_under_load_without_a_deadlock_and_without_a_post_too_many() -> None:
    school = a_school()
    school_class = a_class(of=school)
    a_class_teacher(school_class)
    pupils = [a_pupil(school_class, given_name=f"Ученик {number}") for number in range(6)]
    run_jobs()
    chat = chat_of(school, ChatKind.CLASS)
    by = school.created_by
    before = deadlocks()

    def talk() -> list[str]:
        return [post(chat, by=pupil)[0] for pupil in islice(cycle(pupils), 120)]

    def come_and_go() -> None:
        for pupil in islice(cycle(pupils[:3]), 12):
            roster.take_out(school_class, user=pupil, standing=Standing.PUPIL, by=by)
            assert post(chat, by=pupil)[0] in {"rights.recompiling", "chat.not_found"}
            roster.enrol(school_class, user=pupil, standing=Standing.PUPIL, by=by)

    def follow() -> None:
        for _ in range(15):
            rules.follow_class(school_class.pk)
            rules.recompile_person(school.pk, [pupil.pk for pupil in pupils])

    talked, *_ = at_once(talk, come_and_go, follow, follow)

    assert isinstance(talked, list)
    assert set(talked) <= {"ok", "rights.recompiling", "chat.not_found"}
    assert deadlocks() == before
    run_jobs()
    assert {post(chat, by=pupil)[0] for pupil in pupils} == {"ok"}
    chat.refresh_from_db()
    assert rules.recompile_everything() == 0
    assert Message.objects.filter(chat_id=chat.chat_id).count() == chat.last_seq
    assert ChatEvent.objects.filter(chat_id=chat.chat_id).count() == chat.pts
    assert chat.member_count == ChatMember.objects.filter(chat_id=chat.chat_id, left_seq=None).count()


def deadlocks() -> int:
    close_old_connections()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
