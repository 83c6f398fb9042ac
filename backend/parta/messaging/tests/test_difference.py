"""What a device that was away is told: a difference, or the end of the chat afresh; never a part of either."""

import uuid
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.db.models import F

from parta.accounts.models import User
from parta.messaging import actions
from parta.messaging.access import Seat, access_chat_to, access_chat_to_read
from parta.messaging.make import a_chat, a_message
from parta.messaging.models import Chat, ChatEvent, Message, UserEvent, UserState
from parta.messaging.tests.conftest import Cast
from protocol.frames import ChatEvent as Event
from protocol.rights import Right

MOST_BEHIND = 1000
"""Who is further behind starts afresh (rule 3)."""


class Difference(msgspec.Struct):
    """What `fetch_events` answers to one person about one chat."""

    status: str
    upto: int
    more: bool
    events: list[Event]

    @property
    def bodies(self) -> list[str]:
        return [event.message.body for event in self.events if event.message is not None and not event.message.deleted]


def difference(person: User, chat: Chat, *, after: int, limit: int = 100) -> Difference | None:
    """The answer to a `diff` of one chat; None: it is not his."""
    row = one_row(
        "SELECT status, upto, more, events FROM fetch_events(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[],"
        " ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s])",
        person.pk,
        chat.org_id,
        chat.chat_id,
        after,
        limit,
    )
    if row is None:
        return None
    status, upto, more, events = row
    return Difference(status, upto, more, msgspec.json.decode(events, type=list[Event]))


def afresh(person: User, chat: Chat) -> dict[str, Any]:
    """What a `reset` gives: the newest messages, and where the person's view begins and ends."""
    row = one_row(
        "SELECT pts, floor, last_seq, messages FROM fetch_page(%s, %s, %s, NULL, NULL, NULL, 50)",
        person.pk,
        chat.org_id,
        chat.chat_id,
    )
    assert row is not None
    pts, floor, last_seq, messages = row
    return {"to": pts, "floor": floor, "last_seq": last_seq, "messages": msgspec.json.decode(messages)}


def head(chat: Chat) -> int:
    chat.refresh_from_db()
    return chat.pts


def trim(*, keep: int, days: int = 30) -> int:
    """What the worker does every ten minutes, until nothing is left to forget."""
    forgotten = 0
    while once := trim_once(keep=keep, days=days):
        forgotten += once
    return forgotten


def trim_once(*, keep: int, days: int = 30) -> int:
    row = one_row("SELECT trim_events(%s, %s, 200)", keep, days)
    assert row is not None
    return int(row[0])


def floor_and_steps(chat: Chat) -> tuple[int, list[int]]:
    chat.refresh_from_db()
    steps = ChatEvent.objects.filter(chat_id=chat.chat_id).order_by("pts").values_list("pts", flat=True)
    return chat.pts_floor, list(steps)


def post_many(chat: Chat, *, by: User, messages: int) -> None:
    """As the gateway posts a batch."""
    one_row(
        "SELECT count(*) FROM post_messages(%s::bigint[], %s::bigint[], %s::bigint[], %s::uuid[], %s::text[],"
        " %s::jsonb[], %s::bigint[], %s::boolean[])",
        [chat.org_id] * messages,
        [chat.chat_id] * messages,
        [by.pk] * messages,
        [uuid.uuid4() for _ in range(messages)],
        [f"{number}" for number in range(messages)],
        [None] * messages,
        [None] * messages,
        [False] * messages,
    )


def let_days_pass(chat: Chat, *, days: int) -> None:
    """Everything that happened in the chat so far happened that long ago."""
    for table in (ChatEvent, Message):
        table.objects.filter(chat_id=chat.chat_id).update(at=F("at") - timedelta(days=days))


def one_row(sql: str, *values: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def seat(person: User, chat: Chat, right: Right = Right.READ) -> Seat:
    return access_chat_to(right, person, chat.chat_id)


@pytest.fixture
def group(cast: Cast) -> Chat:
    """A group of the teacher with the class teacher in it; the other teacher comes and goes."""
    return a_chat(of=cast.school, by=cast["teacher"], members=[cast["class teacher"], cast["other teacher"]])


# --- compacting


def test_however_often_a_message_was_edited_its_newest_state_comes_once(cast: Cast, group: Chat) -> None:
    author = cast["teacher"]
    before = head(group)
    seq = a_message(group, by=author, body="черновик 0").seq
    for number in range(1, 8):
        actions.edit_message(seat(author, group), seq=seq, body=f"черновик {number}", entities=())

    answer = difference(cast["class teacher"], group, after=before)

    assert answer is not None
    assert [(event.kind, event.pts) for event in answer.events] == [("message", before + 1), ("edit", before + 8)]
    assert set(answer.bodies) == {"черновик 7"}
    assert answer.upto == head(group)


def test_a_part_of_a_difference_ends_before_what_it_leaves_out(cast: Cast, group: Chat) -> None:
    author, before = cast["teacher"], head(group)
    first = a_message(group, by=author, body="первое").seq
    for number in range(4):
        a_message(group, by=author, body=f"{number}")
        actions.edit_message(seat(author, group), seq=first, body=f"первое, правка {number}", entities=())
    at, more, seen = before, True, []

    while more:
        answer = difference(cast["class teacher"], group, after=at, limit=2)
        assert answer is not None
        assert answer.status == "ok"
        assert len(answer.events) <= 2
        assert all(at < event.pts <= answer.upto for event in answer.events)
        seen += [event.pts for event in answer.events]
        at, more = answer.upto, answer.more

    # Three of the four edits are compacted away, and the last step closes the hole that they leave.
    assert seen == [before + step for step in (1, 2, 4, 6, 8, 9)]
    assert at == head(group)


def test_no_step_of_a_stream_holds_words(cast: Cast, group: Chat) -> None:
    author, before = cast["teacher"], head(group)
    seq = a_message(group, by=author, body="Пароль от журнала: сирень").seq
    actions.edit_message(seat(author, group), seq=seq, body="Пароль от журнала: жасмин", entities=())
    actions.delete_message(seat(author, group), seq=seq)

    row = one_row("SELECT string_agg(e::text, ' ') FROM chat_event AS e WHERE chat_id = %s", group.chat_id)
    answer = difference(cast["class teacher"], group, after=before)

    assert answer is not None
    assert row is not None
    assert "Пароль" not in row[0]
    assert answer.bodies == []
    assert all(event.message is not None and event.message.deleted for event in answer.events)


# --- trimming


def test_at_the_floor_a_difference_is_whole_and_below_it_there_is_none(cast: Cast, group: Chat) -> None:
    reader = cast["class teacher"]
    for number in range(12):
        a_message(group, by=cast["teacher"], body=f"{number}")

    trim(keep=5)

    end = head(group)
    assert group.pts_floor == end - 5
    at_floor, below = difference(reader, group, after=end - 5), difference(reader, group, after=end - 6)
    assert at_floor is not None
    assert below is not None
    assert (at_floor.status, at_floor.bodies) == ("ok", ["7", "8", "9", "10", "11"])
    assert (below.status, below.events) == ("reset", [])
    page = afresh(reader, group)
    assert (page["to"], page["last_seq"], len(page["messages"])) == (end, 12, 12)


def test_steps_are_kept_for_thirty_days_however_few_they_are(cast: Cast, group: Chat) -> None:
    a_message(group, by=cast["teacher"], body="давно")
    let_days_pass(group, days=31)
    old = head(group)
    a_message(group, by=cast["teacher"], body="вчера")

    trim(keep=5000)

    assert head(group) == old + 1
    assert group.pts_floor == old
    assert list(ChatEvent.objects.filter(chat_id=group.chat_id).values_list("pts", flat=True)) == [old + 1]
    assert trim(keep=5000) == 0


def test_trimming_takes_a_long_stream_in_pieces_and_leaves_no_hole(cast: Cast, group: Chat) -> None:
    post_many(group, by=cast["teacher"], messages=1200)
    end = head(group)

    trim_once(keep=3)

    assert floor_and_steps(group) == (500, list(range(501, end + 1)))
    trim(keep=3)
    assert floor_and_steps(group) == (end - 3, [end - 2, end - 1, end])


def test_ones_own_stream_is_trimmed_in_the_same_way(cast: Cast, group: Chat) -> None:
    person = cast["class teacher"]
    for _ in range(4):
        actions.mark_unread(seat(person, group))
        read_up(person, group)

    trim(keep=2)

    state = UserState.objects.get(user_id=person.pk)
    assert state.upts_floor == state.upts - 2
    assert UserEvent.objects.filter(user_id=person.pk).count() == 2
    assert own_difference(person, after=state.upts_floor)[0] == "ok"
    assert own_difference(person, after=state.upts_floor - 1)[0] == "reset"


def test_who_is_further_behind_than_a_thousand_steps_or_ahead_starts_afresh(cast: Cast, group: Chat) -> None:
    start = head(group)
    Chat.objects.filter(chat_id=group.chat_id).update(pts=start + MOST_BEHIND + 1)
    reader = cast["class teacher"]

    answers = [
        difference(reader, group, after=after)
        for after in (start, start + 1, start + MOST_BEHIND + 1, start + MOST_BEHIND + 2)
    ]

    assert [answer.status for answer in answers if answer is not None] == ["reset", "ok", "ok", "reset"]


# --- those who were out


def test_whoever_comes_back_after_a_year_starts_afresh_and_sees_nothing_of_his_absence(cast: Cast, group: Chat) -> None:
    owner, traveller = cast["teacher"], cast["other teacher"]
    a_message(group, by=owner, body="при нём")
    actions.leave(access_chat_to_read(traveller, group.chat_id))
    at_leaving = head(group)
    a_message(group, by=owner, body="без него")
    let_days_pass(group, days=365)
    trim(keep=5000)
    actions.add_members(seat(owner, group, Right.INVITE), user_ids={traveller.pk})
    a_message(group, by=owner, body="снова при нём")

    answer, page = difference(traveller, group, after=at_leaving), afresh(traveller, group)

    assert answer is not None
    assert (answer.status, answer.events) == ("reset", [])
    assert [message["body"] for message in page["messages"]] == ["снова при нём"]
    assert page["floor"] == 3


def test_whoever_was_out_for_a_minute_starts_afresh_too(cast: Cast, group: Chat) -> None:
    """What his device holds from before is his no longer: an edit or a deletion of it would not be told to him."""
    owner, traveller = cast["teacher"], cast["other teacher"]
    secret = a_message(group, by=owner, body="при нём").seq
    known = head(group)
    actions.remove_member(seat(owner, group, Right.REMOVE), user_id=traveller.pk)
    actions.add_members(seat(owner, group, Right.INVITE), user_ids={traveller.pk})
    actions.delete_message(seat(owner, group), seq=secret)

    answer, page = difference(traveller, group, after=known), afresh(traveller, group)

    assert answer is not None
    assert answer.status == "reset"
    assert page["messages"] == []
    stayed = difference(cast["class teacher"], group, after=known)
    assert stayed is not None
    assert stayed.status == "ok"


def test_from_his_return_on_a_difference_is_enough(cast: Cast, group: Chat) -> None:
    owner, traveller = cast["teacher"], cast["other teacher"]
    actions.remove_member(seat(owner, group, Right.REMOVE), user_id=traveller.pk)
    actions.add_members(seat(owner, group, Right.INVITE), user_ids={traveller.pk})
    returned = head(group)
    a_message(group, by=owner, body="с возвращением")

    answer = difference(traveller, group, after=returned)

    assert answer is not None
    assert (answer.status, answer.bodies) == ("ok", ["с возвращением"])


def test_whoever_is_out_gets_what_happened_until_he_went_even_if_he_asks_late(cast: Cast, group: Chat) -> None:
    owner, traveller = cast["teacher"], cast["other teacher"]
    known = head(group)
    a_message(group, by=owner, body="при нём")
    actions.remove_member(seat(owner, group, Right.REMOVE), user_id=traveller.pk)
    left = head(group)
    a_message(group, by=owner, body="без него")

    answer = difference(traveller, group, after=known)

    assert answer is not None
    assert (answer.status, answer.bodies, answer.upto, answer.more) == ("ok", ["при нём"], left, False)


@pytest.mark.parametrize("who", ["stranger", "stranger who rules", "removed member", "nobody", "pupil"])
def test_nobody_else_gets_a_difference_or_a_page(cast: Cast, group: Chat, who: str) -> None:
    a_message(group, by=cast["teacher"], body="не для них")

    assert difference(cast[who], group, after=0) is None


def read_up(person: User, chat: Chat) -> None:
    one_row(
        "SELECT count(*) FROM mark_own_read(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[1]::bigint[])",
        person.pk,
        chat.chat_id,
    )


def own_difference(person: User, *, after: int) -> tuple[Any, ...]:
    row = one_row("SELECT status, upto FROM fetch_user_events(%s, %s)", person.pk, after)
    assert row is not None
    return row
