"""Posts when PostgreSQL is locked, gone, or lost in the middle: only the culprit is refused, nothing is doubled."""

import asyncio
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

import psycopg
import pytest

from gateway.server import Gateway
from gateway.tests.client import Client
from gateway.tests.conftest import GatewayMaker, LineOpener, eventually
from gateway.tests.make import School
from gateway.writer import Waiting
from protocol.frames import Ack, ChatEvent, Nack, Post


async def test_one_bad_row_fails_nobody_else(school: School, gateway: Gateway, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat, other_chat = school.chat([anna, boris]), school.chat([boris])
    of_anna, of_boris = await line(anna), await line(boris)
    person = gateway.people.get(anna.user)
    assert person is not None

    # Past the door, as if its checks had a hole: the three things that PostgreSQL cannot hold.
    for culprit in ("NUL\x00", "lone \ud800"):
        gateway.writer.post(
            Waiting(
                socket=person.sockets[0],
                user=anna.user,
                org=school.org,
                post=Post(cid=str(uuid.uuid4()), chat=chat, body=culprit),
                entities=None,
                since=asyncio.get_running_loop().time(),
            )
        )
    cids = [of_boris.post(chat if number % 2 else other_chat, f"невиновен {number}") for number in range(20)]

    for cid in cids:
        await _acked(of_boris, cid)
    refusals = [await of_anna.next(Nack), await of_anna.next(Nack)]
    assert {refusal.code for refusal in refusals} == {"frame.invalid"}
    assert school.head(chat) == (10, 10)
    assert school.head(other_chat) == (10, 10)


async def test_a_locked_chat_holds_up_no_other(school: School, sql: psycopg.Connection[Any], line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    locked, free = school.chat([anna]), school.chat([boris])
    of_anna, of_boris = await line(anna), await line(boris)

    with sql.transaction():
        sql.execute("SELECT 1 FROM chat WHERE chat_id = %s FOR UPDATE", [locked])
        cid = of_anna.post(locked, "жду")
        await of_boris.posted(free, "а я нет")
        refusal = await of_anna.next(Nack)
    assert (refusal.cid, refusal.code) == (cid, "stream.unavailable")
    assert refusal.retry_ms > 0

    assert (await of_anna.posted(locked, "жду", cid=cid)).seq == 1


async def test_a_line_that_broke_in_a_call_doubles_nothing_and_loses_nothing(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)

    cids = []
    for round_ in range(5):
        cids += [of_anna.post(chat, f"{round_}.{number}") for number in range(5)]
        await asyncio.to_thread(_kill_writers, sql)
        for cid in cids[-5:]:
            await _acked(of_anna, cid)

    await eventually(lambda: len(of_boris.pts_of(chat)) == 25)
    assert of_boris.pts_of(chat) == list(range(1, 26))
    assert len({event.message.cid for event in of_boris.came(ChatEvent)}) == 25
    assert school.head(chat) == (25, 25)


async def test_what_was_committed_before_the_line_broke_is_told_to_everybody(
    school: School, gateway: Gateway, line: LineOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)

    def lose_the_answer(posts: Sequence[Waiting], rows: Sequence[Any], *, is_second_try: bool) -> None:
        monkeypatch.undo()
        gateway.writer._unknown = list(posts)
        raise ConnectionResetError

    monkeypatch.setattr(gateway.writer, "_give_out", lose_the_answer)
    ack = await of_anna.posted(chat, "дошло ли?")

    assert (ack.seq, ack.dup) == (1, True)
    await of_boris.message(chat, "дошло ли?")


async def test_while_postgresql_is_away_posts_are_refused_with_a_time_and_then_taken(
    school: School, sql: psycopg.Connection[Any], a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway()
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line_at(gateway, anna)
    url, gateway.writer._url = gateway.writer._url, "postgresql://nobody@127.0.0.1:1/nothing"
    await asyncio.to_thread(_kill_writers, sql)

    refusal = await of_anna.refused(chat, "есть кто?")
    assert refusal.code == "stream.unavailable"
    assert refusal.retry_ms > 0

    gateway.writer._url = url
    async with asyncio.timeout(30):
        while isinstance(await _answer(of_anna, chat, refusal.cid), Nack):
            pass
    assert school.head(chat) == (1, 1)


async def test_a_database_that_only_reads_takes_no_posts(
    school: School, sql: psycopg.Connection[Any], gateway: Gateway, line: LineOpener
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)
    name = sql.info.dbname

    sql.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    try:
        await asyncio.to_thread(_kill_writers, sql)
        refusal = await of_anna.refused(chat, "пишу")
    finally:
        sql.execute("SET default_transaction_read_only = off")
        sql.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        await asyncio.to_thread(_kill_writers, sql)

    assert (refusal.code, refusal.retry_ms > 0) == ("stream.unavailable", True)


async def test_membership_changes_under_load_make_no_deadlock(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chats = [school.chat([anna, boris]) for _ in range(4)]
    of_anna = await line(anna)

    for round_ in range(5):
        cids = [of_anna.post(chat, f"{round_}") for chat in chats for _ in range(2)]
        for chat in reversed(chats):
            await asyncio.to_thread(school.remove if round_ % 2 == 0 else school.add, chat, boris)
        for cid in cids:
            await _acked(of_anna, cid)

    for chat in chats:
        await eventually(partial(_has_heard, of_anna, chat, 15))
        assert of_anna.pts_of(chat) == list(range(1, 16))


def _has_heard(client: Client, chat: int, steps: int) -> bool:
    return len(client.pts_of(chat)) == steps


async def _acked(client: Any, cid: str) -> Any:
    """The answer to a post, resent as a client resends it."""
    async with asyncio.timeout(30):
        while True:
            for frame in client.frames:
                if isinstance(frame, Ack) and frame.cid == cid:
                    return frame
                assert not (isinstance(frame, Nack) and frame.cid == cid), frame
            await asyncio.sleep(0.01)


async def _answer(client: Any, chat: int, cid: str) -> Any:
    client.post(chat, "есть кто?", cid=cid)
    return await client.next((Ack, Nack), where=lambda frame: frame.cid == cid)


def _kill_writers(sql: psycopg.Connection[Any]) -> None:
    with psycopg.connect(sql.info.dsn, password=sql.info.password, autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'parta gateway writer' AND datname = current_database()"
        )
