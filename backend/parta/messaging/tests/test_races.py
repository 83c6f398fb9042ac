"""What happens at the same time: on connections of their own, with real commits."""

import random
import threading
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import cycle, islice
from typing import Any

import msgspec
import pytest
from django.db import close_old_connections, connection, connections

from parta.accounts.models import User
from parta.messaging import actions
from parta.messaging.access import access_chat_to, access_chat_to_read
from parta.messaging.actions import open_direct_chat, rules
from parta.messaging.errors import MessageNotFound
from parta.messaging.make import a_chat, a_message, chat_of, post
from parta.messaging.models import Chat, ChatEvent, ChatKind, ChatMember, Message
from parta.organizations.make import a_member, a_school
from parta.organizations.models import Role
from parta.platform.testing import run_jobs
from parta.roster import actions as roster
from parta.roster.make import a_class, a_class_teacher, a_pupil, a_teacher
from parta.roster.models import Standing
from protocol.frames import ChatEvent as Event
from protocol.rights import Right
from protocol.views import MessageView

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
        thread.join(timeout=600)
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


def test_whoever_is_put_out_writes_nothing_after_it_while_everybody_goes_on() -> None:
    school = a_school()
    owner, traveller, *others = [a_member(of=school, roles=[Role.TEACHER], surname=f"{n}") for n in range(5)]
    run_jobs()
    chat = a_chat(of=school, by=owner, members=[traveller, *others])
    everybody = [owner, traveller, *others]
    before = deadlocks()

    def write() -> set[str]:
        return {post(chat, by=traveller)[0] for _ in range(120)}

    def come_and_go() -> None:
        for _ in range(10):
            actions.remove_member(access_chat_to(Right.REMOVE, owner, chat.chat_id), user_id=traveller.pk)
            assert post(chat, by=traveller)[0] == "chat.not_found"
            actions.add_members(access_chat_to(Right.INVITE, owner, chat.chat_id), user_ids={traveller.pk})

    def talk_and_take_back() -> None:
        for author in islice(cycle(others), 40):
            seq = a_message(chat, by=author).seq
            seat = access_chat_to_read(author, chat.chat_id)
            actions.edit_message(seat, seq=seq, body="Исправлено", entities=())
            actions.delete_message(seat, seq=seq)

    def read() -> None:
        for _ in range(40):
            read_everything(chat, by=everybody)

    def compile_rights() -> None:
        for _ in range(10):
            rules.recompile_person(school.pk, [person.pk for person in everybody])

    said, *_ = at_once(write, write, come_and_go, talk_and_take_back, read, compile_rights)

    assert isinstance(said, set)
    assert said <= {"ok", "chat.not_found"}
    assert deadlocks() == before
    assert wrote_only_while_present(chat, traveller)
    assert is_whole(chat)
    run_jobs()
    assert rules.recompile_everything() == 0


def test_batches_of_two_gateways_over_the_same_chats_lock_each_other_out_and_post_each_message_once() -> None:
    school = a_school()
    teachers = [a_member(of=school, roles=[Role.TEACHER], surname=f"{n}") for n in range(3)]
    chats = [a_chat(of=school, by=teachers[0], members=teachers[1:], title=f"{n}") for n in range(8)]
    run_jobs()
    posts = [(chats[n % 8], teachers[n % 3], uuid.uuid4()) for n in range(120)]
    before = deadlocks()

    def send(seed: int) -> dict[uuid.UUID, tuple[str, int]]:
        """All posts, in batches and in an order of one's own, as a gateway to which everybody has gone over."""
        mixed = random.Random(seed).sample(posts, len(posts))
        return {
            cid: answer
            for start in range(0, len(mixed), 15)
            for cid, answer in post_batch(mixed[start : start + 15]).items()
        }

    answers = at_once(*[partial(send, seed) for seed in range(4)])

    assert deadlocks() == before
    for _, _, cid in posts:
        outcomes = [answer[cid] for answer in answers if isinstance(answer, dict)]
        assert sorted(status for status, _ in outcomes) == ["dup", "dup", "dup", "ok"]
        assert len({seq for _, seq in outcomes}) == 1
    for chat in chats:
        assert is_whole(chat)
        assert Message.objects.filter(chat_id=chat.chat_id).count() == 15


def test_of_an_edit_and_a_deletion_at_once_the_deletion_is_the_last_word() -> None:
    school = a_school()
    owner, author = [a_member(of=school, roles=[Role.TEACHER], surname=f"{n}") for n in range(2)]
    run_jobs()
    chat = a_chat(of=school, by=owner, members=[author])
    seqs = [a_message(chat, by=author, body="сначала").seq for _ in range(12)]

    def edit() -> None:
        seat = access_chat_to_read(author, chat.chat_id)
        for seq in seqs:
            with suppress(MessageNotFound):
                actions.edit_message(seat, seq=seq, body="потом", entities=())

    def delete() -> None:
        seat = access_chat_to_read(author, chat.chat_id)
        for seq in reversed(seqs):
            with suppress(MessageNotFound):
                actions.delete_message(seat, seq=seq)

    at_once(edit, delete, edit, delete)

    assert set(Message.objects.filter(chat_id=chat.chat_id).values_list("body", flat=True)) == {""}
    assert not Message.objects.filter(chat_id=chat.chat_id, deleted_at=None).exists()
    events = ChatEvent.objects.filter(chat_id=chat.chat_id, seq__in=seqs)
    for seq in seqs:
        kinds = list(events.filter(seq=seq).order_by("pts").values_list("kind", flat=True))
        assert kinds in (["message", "delete"], ["message", "edit", "delete"])
    assert is_whole(chat)


def test_who_asks_for_differences_while_everything_changes_and_is_trimmed_ends_with_what_is_true() -> None:
    school = a_school()
    owner, author, reader = [a_member(of=school, roles=[Role.TEACHER], surname=f"{n}") for n in range(3)]
    run_jobs()
    chat = a_chat(of=school, by=owner, members=[author, reader])
    before = deadlocks()
    over = threading.Event()

    def change() -> None:
        seat = access_chat_to_read(author, chat.chat_id)
        try:
            for number in range(150):
                seq = a_message(chat, by=author, body=f"{number}").seq
                if number % 3 == 0:
                    actions.edit_message(seat, seq=seq, body="иначе", entities=())
                if number % 5 == 2:
                    actions.delete_message(seat, seq=seq - 2)
        finally:
            over.set()

    def trim() -> None:
        while not over.is_set():
            ask("SELECT trim_events(15, 30, 100)")

    def follow(*, limit: int) -> dict[int, tuple[str, bool]]:
        device = Device(reader.pk, chat, limit=limit)
        while not over.is_set():
            device.catch_up()
        device.catch_up()
        return device.messages

    _, _, *devices = at_once(change, trim, partial(follow, limit=3), partial(follow, limit=100))

    assert deadlocks() == before
    truth = {
        message.seq: (message.body, message.deleted_at is not None)
        for message in Message.objects.filter(chat_id=chat.chat_id)
    }
    for messages in devices:
        assert isinstance(messages, dict)
        first = min(messages)
        assert messages == {seq: state for seq, state in truth.items() if seq >= first}
        assert max(messages) == 150


class Device:
    """Rule 3 in its smallest form: apply the whole difference, or start afresh."""

    def __init__(self, user: int, chat: Chat, *, limit: int) -> None:
        self._user, self._chat, self._limit = user, chat, limit
        self._pts = 0
        self.messages: dict[int, tuple[str, bool]] = {}

    def catch_up(self) -> None:
        more = True
        while more:
            [(status, upto, more, events)] = ask(
                "SELECT status, upto, more, events FROM fetch_events(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[],"
                " ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s])",
                self._user,
                self._chat.org_id,
                self._chat.chat_id,
                self._pts,
                self._limit,
            )
            if status == "reset":
                [(upto, messages)] = ask(
                    "SELECT pts, messages FROM fetch_page(%s, %s, %s, NULL, NULL, NULL, 50)",
                    self._user,
                    self._chat.org_id,
                    self._chat.chat_id,
                )
                self.messages, more = {}, False
                self._take(msgspec.json.decode(messages, type=list[MessageView]))
            else:
                frames = msgspec.json.decode(events, type=list[Event])
                self._take([frame.message for frame in frames if frame.message is not None])
            assert upto >= self._pts or status == "reset"
            self._pts = upto

    def _take(self, messages: Sequence[MessageView]) -> None:
        for message in messages:
            self.messages[message.seq] = (message.body, message.deleted)


def post_batch(posts: Sequence[tuple[Chat, User, uuid.UUID]]) -> dict[uuid.UUID, tuple[str, int]]:
    """What `post_messages` answers to a batch, by cid: status and seq."""
    nothing = [None] * len(posts)
    rows = ask(
        "SELECT status, seq FROM post_messages(%s::bigint[], %s::bigint[], %s::bigint[], %s::uuid[], %s::text[],"
        " %s::jsonb[], %s::bigint[], %s::boolean[])",
        [chat.org_id for chat, _, _ in posts],
        [chat.chat_id for chat, _, _ in posts],
        [by.pk for _, by, _ in posts],
        [cid for _, _, cid in posts],
        ["Здравствуйте!"] * len(posts),
        nothing,
        nothing,
        [False] * len(posts),
    )
    return {cid: (status, seq) for (_, _, cid), (status, seq) in zip(posts, rows, strict=True)}


def read_everything(chat: Chat, *, by: Sequence[User]) -> None:
    """As the gateway writes read marks: the chat's half, then the people's."""
    users, chats, orgs = [user.pk for user in by], [chat.chat_id] * len(by), [chat.org_id] * len(by)
    marks = ask(
        "SELECT user_id, chat_id, read_seq FROM mark_read(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])",
        orgs,
        chats,
        users,
        [10**6] * len(by),
    )
    ask(
        "SELECT count(*) FROM mark_own_read(%s::bigint[], %s::bigint[], %s::bigint[])",
        *[[mark[column] for mark in marks] for column in range(3)],
    )


def wrote_only_while_present(chat: Chat, person: User) -> bool:
    """Between his leaving and his next joining there is no message of his in the stream."""
    own = set(Message.objects.filter(chat_id=chat.chat_id, sender_id=person.pk).values_list("seq", flat=True))
    is_present = True
    for event in ChatEvent.objects.filter(chat_id=chat.chat_id).order_by("pts"):
        if event.kind == "members" and event.user_id == person.pk:
            is_present = event.state != "left"
        elif event.kind == "message" and event.seq in own and not is_present:
            return False
    return bool(own)


def is_whole(chat: Chat) -> bool:
    """Messages and steps are numbered without a hole up to the head of the chat."""
    chat.refresh_from_db()
    seqs = Message.objects.filter(chat_id=chat.chat_id).order_by("seq").values_list("seq", flat=True)
    steps = ChatEvent.objects.filter(chat_id=chat.chat_id).order_by("pts").values_list("pts", flat=True)
    return list(seqs) == list(range(1, chat.last_seq + 1)) and list(steps) == list(range(1, chat.pts + 1))


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def deadlocks() -> int:
    close_old_connections()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
