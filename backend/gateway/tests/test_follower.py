"""The worker's follower beside people who post."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from redis.asyncio import Redis

from gateway.tests.conftest import LineOpener, eventually
from gateway.tests.make import School
from parta.messaging.follower import follow_once
from parta.ops.roles import Addresses
from protocol.frames import Ack, Nack


async def test_nobodys_post_waits_for_a_follower_that_waits_for_valkey(
    school: School, stream_database: Addresses, line: LineOpener
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)
    await of_anna.posted(chat, "раз")

    async with a_silent_valkey() as (silent, asked), follower(stream_database) as connection:
        following = asyncio.create_task(follow_once(connection, silent))
        await asked.wait()
        cid = of_anna.post(chat, "два", cid=str(uuid.uuid4()))
        answer = await of_anna.next((Ack, Nack), where=lambda frame: frame.cid == cid)
        assert not following.done()
        await following

    assert isinstance(answer, Ack)
    # It was told of a step that came meanwhile, or finds it the next time.
    assert followed_up_to(school, chat) in (None, 2)


async def test_what_a_post_holds_is_left_for_the_next_second(
    school: School, stream_database: Addresses, sql: psycopg.Connection[Any]
) -> None:
    anna = school.someone()
    held, free = school.chat([anna]), school.chat([anna])
    async with a_silent_valkey() as (silent, _), follower(stream_database) as connection:
        with psycopg.connect(stream_database.owner) as posting:
            school.posts(held, anna, "раз")
            school.posts(free, anna, "раз")
            posting.execute("UPDATE chat_followup SET pts = 2 WHERE chat_id = %s", [held])

            await follow_once(connection, silent)

            assert followed_up_to(school, free) is None
            assert followed_up_to(school, held) == 1
        await follow_once(connection, silent)
    await eventually(lambda: followed_up_to(school, held) is None)


def followed_up_to(school: School, chat: int) -> int | None:
    """What still waits for the follower; None: nothing."""
    row = school.sql.execute("SELECT pts FROM chat_followup WHERE chat_id = %s", [chat]).fetchone()
    return None if row is None else int(row[0])


@asynccontextmanager
async def follower(database: Addresses) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    async with await psycopg.AsyncConnection.connect(database.app, autocommit=True) as connection:
        yield connection


@asynccontextmanager
async def a_silent_valkey() -> AsyncIterator[tuple[Redis, asyncio.Event]]:
    """It takes commands and answers none; the event says that there was one."""
    asked = asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1 << 16):
            asked.set()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    valkey = Redis(host="127.0.0.1", port=port, socket_timeout=1, socket_connect_timeout=1)
    try:
        yield valkey, asked
    finally:
        await valkey.aclose()
        server.close()
