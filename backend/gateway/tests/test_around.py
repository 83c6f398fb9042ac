"""What goes around the messages: receipts, typing, presence, the database's roles, the worker's two loops."""

import asyncio
import os
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import msgspec
import psycopg
import pytest
import pytest_asyncio
from psycopg.types.json import Jsonb
from redis.asyncio import Redis

from gateway import presence
from gateway.server import Gateway
from gateway.tests.client import Client
from gateway.tests.conftest import GatewayMaker, LineOpener
from gateway.tests.make import School, Someone
from parta.messaging import follower
from parta.messaging.actions.following import forget_old_steps
from parta.ops.roles import Addresses
from parta.platform import relay
from protocol.frames import (
    Focus,
    Note,
    Presence,
    PresenceNow,
    Read,
    ReadReceipt,
    Typing,
    TypingNow,
    UserDiff,
    UserDiffAnswer,
    UserEvent,
)

# --- receipts


async def test_reading_is_told_to_ones_own_devices_and_to_those_who_look(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    school.posts(chat, anna, "раз", "два", "три")
    of_anna, phone, desk, of_vera = await line(anna), await line(boris), await line(boris), await line(vera)
    await _look(of_anna, chat)

    phone.send(Read(chat=chat, upto=2))

    for device in (phone, desk):
        told = await device.next(UserEvent)
        assert (told.kind, told.chat, told.upto, told.unread) == ("read", chat, 2, 1)
    receipt = await of_anna.next(ReadReceipt)
    assert (receipt.chat, receipt.user, receipt.upto) == (chat, boris.user, 2)
    await of_vera.nothing_more()
    assert of_vera.came(ReadReceipt) == []
    assert _cursors(sql, chat, boris) == (2, 2)


async def test_a_read_mark_is_clamped_and_never_moves_back(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "раз", "два", "три")
    of_boris = await line(boris)

    of_boris.send(Read(chat=chat, upto=2**53 - 1))
    assert (await of_boris.next(UserEvent)).upto == 3
    of_boris.send(Read(chat=chat, upto=1))
    school.posts(chat, anna, "четыре")
    of_boris.send(Read(chat=chat, upto=4))

    assert (await of_boris.next(UserEvent)).upto == 4
    assert _cursors(sql, chat, boris) == (4, 4)


async def test_in_a_large_chat_only_the_author_learns_how_many_have_read(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    sql.execute("UPDATE chat SET member_count = 51 WHERE chat_id = %s", [chat])
    school.posts(chat, anna, "всем")
    of_anna, of_boris, of_vera = await line(anna), await line(boris), await line(vera)
    await _look(of_anna, chat)
    await _look(of_vera, chat)

    of_boris.send(Read(chat=chat, upto=1))

    receipt = await of_anna.next(ReadReceipt)
    assert (receipt.upto, receipt.user, receipt.count) == (1, 0, 1)
    await of_vera.nothing_more()
    assert of_vera.came(ReadReceipt) == []


async def test_nobody_marks_a_chat_that_is_not_his(
    school: School, sql: psycopg.Connection[Any], gateway: Gateway, line: LineOpener
) -> None:
    anna, stranger = school.someone(), school.someone()
    chat = school.chat([anna])
    school.posts(chat, anna, "раз")
    of_stranger = await line(stranger)

    of_stranger.send(Read(chat=chat, upto=1))
    await of_stranger.nothing_more()
    gateway.receipts.read(user=stranger.user, org=school.org, chat=chat, upto=1)
    await gateway.receipts.flush()

    assert sql.execute("SELECT max(read_seq) FROM chat_member WHERE chat_id = %s", [chat]).fetchone() == (0,)


async def test_what_was_read_elsewhere_is_in_the_difference_of_ones_own_stream(
    school: School, line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "раз", "два")
    phone = await line(boris)
    phone.send(Read(chat=chat, upto=1))
    await phone.next(UserEvent)

    late = await line(boris)
    late.send(UserDiff(from_=0))

    answer = await late.next(UserDiffAnswer)
    assert [(event.kind, event.chat, event.upto, event.unread) for event in answer.events] == [("read", chat, 1, 1)]


# --- typing


async def test_typing_is_told_to_those_who_look_and_never_to_the_writer(school: School, line: LineOpener) -> None:
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    of_anna, of_boris, of_vera = await line(anna), await line(boris), await line(vera)
    await _look(of_anna, chat)
    await _look(of_boris, chat)

    of_boris.send(Typing(chat=chat))

    assert await of_anna.next(TypingNow) == TypingNow(chat=chat, user=boris.user)
    for client in (of_boris, of_vera):
        await client.nothing_more()
        assert client.came(TypingNow) == []


@pytest.mark.parametrize("who", ["a reader of a channel", "a stranger"])
async def test_whoever_may_not_write_types_unseen(school: School, line: LineOpener, who: str) -> None:
    anna, other = school.someone(), school.someone()
    channel = who == "a reader of a channel"
    chat = school.chat([anna, other] if channel else [anna], posts_as_org=channel)
    of_anna, of_other = await line(anna), await line(other)
    await _look(of_anna, chat)
    await _look(of_other, chat)

    of_other.send(Typing(chat=chat))
    await of_other.nothing_more()

    await of_anna.nothing_more()
    assert of_anna.came(TypingNow) == []


async def test_typing_and_receipts_cross_gateways(school: School, a_gateway: GatewayMaker, line_at: LineOpener) -> None:
    one, two = await a_gateway(), await a_gateway()
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "раз")
    of_anna, of_boris = await line_at(one, anna), await line_at(two, boris)
    await _look(of_anna, chat)
    await one.bus.settled()

    of_boris.send(Typing(chat=chat))
    of_boris.send(Read(chat=chat, upto=1))

    assert (await of_anna.next(TypingNow)).user == boris.user
    assert (await of_anna.next(ReadReceipt)).user == boris.user


# --- presence


async def test_presence_is_told_about_those_with_whom_one_shares_a_chat_and_nobody_else(
    school: School, line: LineOpener
) -> None:
    anna, boris, stranger = school.someone(), school.someone(), school.someone()
    school.chat([anna, boris])
    school.chat([anna, stranger], posts_as_org=True)
    of_anna = await line(anna)
    await line(stranger)

    of_anna.send(Focus(users=(boris.user, stranger.user)))
    assert await of_anna.next(PresenceNow) == PresenceNow(user=boris.user, online=False)
    of_boris = await line(boris)
    assert await of_anna.next(PresenceNow) == PresenceNow(user=boris.user, online=True)

    of_boris.send(Presence(active=False))
    assert await of_anna.next(PresenceNow) == PresenceNow(user=boris.user, online=False)
    assert {frame.user for frame in of_anna.came(PresenceNow)} == {boris.user}


async def test_presence_crosses_gateways(school: School, a_gateway: GatewayMaker, line_at: LineOpener) -> None:
    one, two = await a_gateway(), await a_gateway()
    anna, boris = school.someone(), school.someone()
    school.chat([anna, boris])
    of_anna, of_boris = await line_at(one, anna), await line_at(two, boris)

    of_anna.send(Focus(users=(boris.user,)))
    await of_anna.next(PresenceNow, where=lambda now: now.online)
    await of_boris.close()

    await of_anna.next(PresenceNow, where=lambda now: not now.online)


async def test_a_gateway_that_ends_leaves_nobody_on_line(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever goes is believed to come back for an hour: only the gateway's own goodbye tells in time.
    monkeypatch.setattr(presence, "LEAVING_SECONDS", 3600)
    one, two = await a_gateway(), await a_gateway()
    anna, boris = school.someone(), school.someone()
    school.chat([anna, boris])
    of_anna = await line_at(one, anna)
    await line_at(two, boris)
    of_anna.send(Focus(users=(boris.user,)))
    await of_anna.next(PresenceNow, where=lambda now: now.online)

    await two._drain()

    await of_anna.next(PresenceNow, where=lambda now: not now.online)


# --- roles


async def test_the_gateways_role_can_read_no_table(stream_database: Addresses, sql: psycopg.Connection[Any]) -> None:
    tables = [row[0] for row in sql.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]
    assert len(tables) > 20

    with psycopg.connect(stream_database.gateway, autocommit=True) as gateway:
        for table in tables:
            for words in ("SELECT * FROM {}", "DELETE FROM {}", "TRUNCATE {}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    gateway.execute(words.format(f'"{table}"'))


async def test_the_gateways_role_can_execute_its_functions_and_no_others(
    stream_database: Addresses, sql: psycopg.Connection[Any]
) -> None:
    may = sql.execute(
        "SELECT p.proname FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace"
        " AND has_function_privilege(%s, p.oid, 'EXECUTE')",
        [urlsplit(stream_database.gateway).username],
    ).fetchall()

    assert {row[0] for row in may} == {
        *("post_messages", "mark_read", "mark_own_read", "read_counts", "open_sockets", "connect_digests"),
        *("fetch_events", "fetch_page", "fetch_user_events", "find_chats", "unread_counts", "live_events"),
        *("chat_members", "chat_heads", "user_heads", "live_sessions", "visible_people"),
    }


# --- relay and follower


@pytest_asyncio.fixture
async def valkey() -> AsyncIterator[Redis]:
    valkey = Redis.from_url(os.environ["VALKEY_URL"])
    yield valkey
    await valkey.aclose()


async def test_a_domain_event_reaches_its_people_and_nobody_else(
    school: School, sql: psycopg.Connection[Any], stream_database: Addresses, valkey: Redis, line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    of_anna, of_boris = await line(anna), await line(boris)
    event = {"type": "roster.class_changed", "org_id": school.org, "class_id": 7}
    _publish(sql, [anna], event, durable=False)
    _publish(sql, [anna], event, durable=True)

    async with await psycopg.AsyncConnection.connect(stream_database.owner, autocommit=True) as connection:
        assert await relay.relay_once(connection, valkey) == 2

    assert msgspec.to_builtins((await of_anna.next(Note)).event) == event
    step = await of_anna.next(UserEvent)
    assert (step.kind, step.upts, msgspec.to_builtins(step.event)) == ("event", 1, event)
    assert sql.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    await of_boris.nothing_more()
    assert of_boris.came((Note, UserEvent)) == []


async def test_a_durable_event_waits_in_the_stream_of_who_was_away(
    school: School, sql: psycopg.Connection[Any], stream_database: Addresses, line: LineOpener
) -> None:
    anna = school.someone()
    _publish(sql, [anna], {"type": "accounts.profile_changed", "user_id": anna.user}, durable=True)
    _publish(sql, [anna], {"type": "accounts.profile_changed", "user_id": anna.user}, durable=False)
    away = Redis.from_url("redis://127.0.0.1:1")

    async with await psycopg.AsyncConnection.connect(stream_database.owner, autocommit=True) as connection:
        assert await relay.relay_once(connection, away) == 1
    await away.aclose()

    of_anna = await line(anna)
    of_anna.send(UserDiff(from_=0))
    assert [event.kind for event in (await of_anna.next(UserDiffAnswer)).events] == ["event"]
    # The note waits for Valkey.
    assert sql.execute("DELETE FROM outbox RETURNING durable").fetchall() == [(False,)]


async def test_the_end_of_a_session_closes_its_socket_at_once(
    school: School, sql: psycopg.Connection[Any], valkey: Redis, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(PARTA_CHECK_SECONDS=3600)
    anna = school.someone()
    of_anna = await line_at(gateway, anna)
    sql.execute("DELETE FROM usersessions_usersession WHERE id = %s", [anna.session])

    await valkey.publish("s", b"[%d]" % anna.session)

    assert await of_anna.closed() == 4001


async def test_the_follower_wakes_gateways_for_what_they_did_not_hear(
    school: School,
    sql: psycopg.Connection[Any],
    stream_database: Addresses,
    valkey: Redis,
    a_gateway: GatewayMaker,
    line_at: LineOpener,
) -> None:
    gateway = await a_gateway(PARTA_CHECK_SECONDS=3600)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_boris = await line_at(gateway, boris)
    school.posts(chat, anna, "тихо")
    school.posts(chat, anna, "тихо ещё раз")
    rows = sql.execute("SELECT pts, from_seq FROM chat_followup WHERE chat_id = %s", [chat]).fetchall()
    assert rows == [(2, 1)]

    async with await psycopg.AsyncConnection.connect(stream_database.owner, autocommit=True) as connection:
        await follower.follow_once(connection, valkey)
        await forget_old_steps(connection)

    await of_boris.message(chat, "тихо ещё раз")
    assert sql.execute("SELECT 1 FROM chat_followup WHERE chat_id = %s", [chat]).fetchone() is None


async def test_both_loops_run_until_they_are_cancelled(stream_database: Addresses) -> None:
    addresses = {"database_url": stream_database.owner, "valkey_url": os.environ["VALKEY_URL"]}
    loops = [asyncio.create_task(relay.run(**addresses)), asyncio.create_task(follower.run(**addresses))]

    done, _ = await asyncio.wait(loops, timeout=0.5)

    assert not done
    for loop in loops:
        loop.cancel()
    assert all(isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*loops, return_exceptions=True))


# ---


async def _look(client: Client, *chats: int) -> None:
    client.send(Focus(chats=chats))
    await client.nothing_more()


def _cursors(sql: psycopg.Connection[Any], chat: int, who: Someone) -> tuple[int, int]:
    row = sql.execute(
        "SELECT m.read_seq, u.read_seq FROM chat_member AS m JOIN user_chat AS u USING (chat_id, user_id)"
        " WHERE chat_id = %s AND user_id = %s",
        [chat, who.user],
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def _publish(sql: psycopg.Connection[Any], people: list[Someone], event: dict[str, object], *, durable: bool) -> None:
    sql.execute(
        "INSERT INTO outbox (users, durable, event, at) VALUES (%s, %s, %s, now())",
        [[person.user for person in people], durable, Jsonb(event)],
    )
