"""The stream of a chat: differences, resets, members who come and go, wake-ups that were lost, slow readers."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import psycopg
from redis.asyncio import Redis

from gateway.server import Gateway
from gateway.tests.conftest import GatewayMaker, LineOpener, eventually
from gateway.tests.make import School
from protocol import bus
from protocol.frames import Ack, ChatEvent, DiffAnswer, Nack, Note, Poke, Reset, UserDiff, UserDiffAnswer, UserEvent
from protocol.views import MessageView

# --- differences


async def test_a_difference_holds_each_message_as_it_is_now(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "с ошибкай", "лишнее", "третье")
    school.edit(chat, 1, "с ошибкою")
    school.edit(chat, 1, "с ошибкой")
    school.delete(chat, 2)
    of_boris = await line(boris)

    answer = await of_boris.diff(chat, 0)

    assert isinstance(answer, DiffAnswer)
    assert (answer.to, answer.more) == (6, False)
    # Of the two edits the newer one survives; all speak of the message as it is.
    assert [(ev.pts, ev.kind, ev.seq) for ev in answer.events] == [
        (1, "message", 1),
        (2, "message", 2),
        (3, "message", 3),
        (5, "edit", 1),
        (6, "delete", 2),
    ]
    first, second = answer.events[0].message, answer.events[1].message
    assert first is not None
    assert second is not None
    assert (first.body, first.rev, first.pts) == ("с ошибкой", 2, 5)
    assert (second.deleted, second.body, second.sender, second.pts) == (True, "", 0, 6)


async def test_a_long_difference_comes_in_parts_without_a_hole(school: School, line: LineOpener) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    school.posts(chat, anna, *(f"{number}" for number in range(25)))
    client = await line(anna)
    bodies, at, more = [], 0, True

    while more:
        answer = await client.diff(chat, at, limit=10)
        assert isinstance(answer, DiffAnswer)
        bodies += [event.message.body for event in answer.events if event.message]
        at, more = answer.to, answer.more

    assert bodies == [f"{number}" for number in range(25)]
    assert at == 25


async def test_whoever_is_too_far_behind_or_ahead_starts_afresh(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna = school.someone()
    chat, long_chat = school.chat([anna]), school.chat([anna])
    school.posts(chat, anna, *(f"{number}" for number in range(60)))
    school.posts(long_chat, anna, *(f"{number}" for number in range(1001)))
    sql.execute("SELECT trim_events(20, 30, 1000)")
    client = await line(anna)

    trimmed, ahead, kept = await client.diff(chat, 39), await client.diff(chat, 61), await client.diff(chat, 40)
    far = await client.diff(long_chat, 0)

    assert isinstance(trimmed, Reset)
    assert (trimmed.to, trimmed.floor, trimmed.last_seq) == (60, 1, 60)
    assert [message.seq for message in trimmed.messages] == list(range(11, 61))
    assert isinstance(ahead, Reset)
    assert isinstance(kept, DiffAnswer)
    assert len(kept.events) == 20
    assert isinstance(far, Reset)


async def test_a_newcomer_sees_nothing_from_before_his_time_live_or_later(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna])
    school.posts(chat, anna, "тайна")
    joined = school.add(chat, boris)
    of_anna, of_boris = await line(anna), await line(boris)

    edited = school.edit(chat, 1, "тайна, но иначе")
    await of_anna.posted(chat, "здравствуйте")

    hidden = await of_boris.next(ChatEvent, where=lambda ev: ev.pts == edited)
    assert (hidden.kind, hidden.message) == ("skip", None)
    await of_boris.message(chat, "здравствуйте")
    assert of_boris.pts_of(chat) == [edited, edited + 1]
    assert "тайна" not in repr(of_boris.frames)
    answer = await of_boris.diff(chat, joined)
    assert isinstance(answer, DiffAnswer)
    assert [event.pts for event in answer.events] == [edited + 1]
    assert answer.to == edited + 1
    reset = await of_boris.diff(chat, 999)
    assert isinstance(reset, Reset)
    assert (reset.floor, [message.body for message in reset.messages]) == (2, ["здравствуйте"])
    seen = [event.message.body for event in of_anna.came(ChatEvent) if event.pts == edited]
    assert seen == ["тайна, но иначе"]


async def test_the_difference_of_one_who_left_ends_where_he_left(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "при нём")
    left = school.remove(chat, boris)
    school.posts(chat, anna, "без него")

    answer = await (await line(boris)).diff(chat, 0)

    assert isinstance(answer, DiffAnswer)
    assert answer.to == left
    assert [event.kind for event in answer.events] == ["message", "members"]


async def test_nobody_gets_the_difference_of_a_chat_that_is_not_his(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna])
    school.posts(chat, anna, "не для него")

    assert isinstance(await (await line(boris)).diff(chat, 0), Nack)


# --- members


async def test_the_removed_hear_nothing_after_and_those_who_stay_miss_nothing(school: School, line: LineOpener) -> None:
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    of_anna, of_boris, of_vera = await line(anna), await line(boris), await line(vera)
    await of_anna.posted(chat, "все здесь")
    await of_boris.message(chat, "все здесь")

    left = school.remove(chat, boris)
    await of_anna.posted(chat, "его уже нет")

    await of_vera.message(chat, "его уже нет")
    assert of_vera.pts_of(chat) == of_anna.pts_of(chat) == [1, left, left + 1]
    await of_boris.nothing_more()
    assert of_boris.pts_of(chat) == [1]


async def test_the_added_hear_everything_from_then_on(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna])
    of_anna, of_boris = await line(anna), await line(boris)

    joined = school.add(chat, boris)
    await of_anna.posted(chat, "добро пожаловать")

    event = await of_boris.message(chat, "добро пожаловать")
    assert event.pts == joined + 1
    assert event.mv == 2


async def test_the_added_may_post_at_once(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna])
    of_boris = await line(boris)

    school.add(chat, boris)

    assert (await of_boris.posted(chat, "я здесь")).seq == 1


async def test_whoever_loses_his_membership_hears_no_more_before_any_job_ran(
    school: School, sql: psycopg.Connection[Any], gateway: Gateway, line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)
    sql.execute("UPDATE membership SET state = 'ended', roles = '{}' WHERE user_id = %s", [boris.user])

    async with _valkey() as valkey:
        note = {"type": "organizations.membership_changed", "org_id": school.org, "user_id": boris.user}
        frame = msgspec.json.encode({"type": "note", "event": note})
        await valkey.publish(bus.user_channel(boris.user), bus.frames([frame]))
    await of_boris.next(Note)
    live = gateway.fanout.chat(chat)
    assert live is not None
    await eventually(lambda: len(live.members) == 1)
    await of_anna.posted(chat, "уже без него")

    await of_boris.nothing_more()
    assert of_boris.pts_of(chat) == []


# --- wake-ups


async def test_a_lost_wake_up_is_found_by_comparing_heads(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_boris = await line(boris)

    # Written past every gateway, as by one that died between COMMIT and the wake-up.
    school.posts(chat, anna, "раз", "два")

    await of_boris.message(chat, "два")
    assert of_boris.pts_of(chat) == [1, 2]


async def test_a_hint_is_enough(school: School, a_gateway: GatewayMaker, line_at: LineOpener) -> None:
    gateway = await a_gateway(PARTA_CHECK_SECONDS=3600)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_boris = await line_at(gateway)
    await of_boris.hello(boris)
    school.posts(chat, anna, "раз")
    upts = school.tell_person(boris, chat)

    async with _valkey() as valkey:
        await valkey.publish(bus.chat_channel(chat), bus.hint(1))
        await valkey.publish(bus.user_channel(boris.user), bus.hint(upts))

    await of_boris.message(chat, "раз")
    told = await of_boris.next(UserEvent)
    assert (told.upts, told.kind, told.chat) == (upts, "chat", chat)


async def test_without_valkey_people_still_talk(school: School, a_gateway: GatewayMaker, line_at: LineOpener) -> None:
    gateway = await a_gateway()
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(gateway), await line_at(gateway)
    await of_anna.hello(anna)
    gateway.bus._address.path = "/nowhere"
    for wire in (gateway.bus._listening, gateway.bus._speaking):
        assert wire is not None
        wire.close()
    await eventually(lambda: not gateway.bus.is_up)

    await of_boris.hello(boris)
    await of_anna.posted(chat, "слышно?")

    await of_boris.message(chat, "слышно?")


async def test_two_gateways_keep_one_order(school: School, a_gateway: GatewayMaker, line_at: LineOpener) -> None:
    one, two = await a_gateway(), await a_gateway()
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(one), await line_at(two)
    await of_anna.hello(anna)
    await of_boris.hello(boris)

    for number in range(40):
        of_anna.post(chat, f"от Анны {number}")
        of_boris.post(chat, f"от Бориса {number}")

    for client in (of_anna, of_boris):
        while len(client.pts_of(chat)) < 80:
            await client.next((ChatEvent, Ack))
        assert client.pts_of(chat) == list(range(1, 81))
        await client.close()


async def test_what_is_posted_while_one_connects_is_in_the_welcome_or_after_it(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(PARTA_POSTS_PER_SECOND=1000, PARTA_FRAMES_PER_SECOND=1000)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna = await line_at(gateway, anna)
    stop = asyncio.Event()

    async def talk() -> None:
        while not stop.is_set():
            await of_anna.posted(chat, "и ещё")

    talking = asyncio.create_task(talk())
    for _ in range(10):
        of_boris = await line_at(gateway)
        welcome = await of_boris.hello(boris)
        told = {changed.chat: changed.pts for changed in welcome.changed}
        start = told[chat]
        while max(of_boris.pts_of(chat), default=0) < start + 3:
            await of_boris.next(ChatEvent)
        heard = [pts for pts in of_boris.pts_of(chat) if pts > start]
        assert heard == list(range(start + 1, start + 1 + len(heard)))
        await of_boris.close()
    stop.set()
    await talking


# --- slow readers


async def test_a_slow_reader_gets_a_poke_instead_of_a_backlog_and_then_everything(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(PARTA_POSTS_PER_SECOND=1000, PARTA_FRAMES_PER_SECOND=1000, PARTA_BLOCKED_SECONDS=3600)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(gateway), await line_at(gateway)
    await of_anna.hello(anna)
    await of_boris.hello(boris)
    of_boris.line.transport.pause_reading()
    slow = _socket_of(gateway, boris.user)
    long_text = "ы" * 4000

    posted = 0
    while not slow.is_behind:
        await of_anna.posted(chat, f"{posted} {long_text}"[:4096])
        posted += 1
        assert posted < 3000
        assert sum(len(wired) for _, _, wired in slow._held) <= 2**20 + 2**14
    of_boris.line.transport.resume_reading()

    poke = await of_boris.next(Poke)
    assert dict(poke.heads) == {chat: posted}
    at = of_boris.pts_of(chat)[-1]
    while at < posted:
        answer = await of_boris.diff(chat, at)
        assert isinstance(answer, DiffAnswer)
        at = answer.to
    await of_anna.posted(chat, "дальше как обычно")
    await of_boris.message(chat, "дальше как обычно")


async def test_whoever_takes_nothing_is_closed(school: School, a_gateway: GatewayMaker, line_at: LineOpener) -> None:
    gateway = await a_gateway(PARTA_POSTS_PER_SECOND=1000, PARTA_FRAMES_PER_SECOND=1000, PARTA_BLOCKED_SECONDS=0.3)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(gateway), await line_at(gateway)
    await of_anna.hello(anna)
    await of_boris.hello(boris)
    of_boris.line.transport.pause_reading()

    # The kernel takes some of it for him, and a little more later: it goes on until nothing is taken for long enough.
    async with asyncio.timeout(60):
        while gateway.people.get(boris.user) is not None:
            await of_anna.posted(chat, "ы" * 4096)

    of_boris.line.transport.abort()


def _socket_of(gateway: Gateway, user: int) -> Any:
    person = gateway.people.get(user)
    assert person is not None
    return person.sockets[0]


# --- the person's own stream


async def test_ones_own_stream_is_fetched_compacted(school: School, line: LineOpener) -> None:
    anna = school.someone()
    one, two = school.chat([anna]), school.chat([anna])
    for chat in (one, two, one, one):
        school.tell_person(anna, chat)
    client = await line(anna)

    client.send(UserDiff(from_=0))
    answer = await client.next(UserDiffAnswer)

    assert answer.to == 4
    assert [(event.upts, event.chat) for event in answer.events] == [(2, two), (4, one)]


async def test_state_and_events_make_the_state_fetched_afresh(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)

    for number in range(6):
        await of_anna.posted(chat, f"{number}")
    school.edit(chat, 2, "два")
    school.delete(chat, 4)
    last = school.edit(chat, 6, "шесть")
    await of_boris.next(ChatEvent, where=lambda ev: ev.pts == last)

    heard: dict[int, MessageView] = {}
    for event in of_boris.came(ChatEvent):
        if event.message is not None and event.message.pts >= heard.get(event.seq, event.message).pts:
            heard[event.seq] = event.message
    fresh = await of_boris.diff(chat, 999)
    assert isinstance(fresh, Reset)
    assert list(heard.values()) == sorted(heard.values(), key=lambda message: message.seq)
    assert tuple(heard.values()) == fresh.messages


@asynccontextmanager
async def _valkey() -> AsyncIterator[Redis]:
    valkey = Redis.from_url(os.environ["VALKEY_URL"])
    try:
        yield valkey
    finally:
        await valkey.aclose()
