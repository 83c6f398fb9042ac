"""The worker's follower beside people who post."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from redis.asyncio import Redis

from gateway.tests.conftest import LineOpener
from gateway.tests.make import School
from parta.messaging.follower import follow_once
from parta.ops.roles import Addresses
from protocol.frames import Ack, Nack


@pytest.fixture(autouse=True)
def _nobody_else_has_news(sql: psycopg.Connection[Any]) -> None:
    """A second's work is a thousand chats; what other tests left must not be in the way."""
    sql.execute("DELETE FROM chat_followup")


async def test_nobodys_post_waits_for_a_follower_that_waits_for_valkey(
    school: School, stream_database: Addresses, line: LineOpener
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)
    await of_anna.posted(chat, "раз")

    async with a_silent_valkey() as (valkey, silent), follower(stream_database) as connection:
        following = asyncio.create_task(follow_once(connection, valkey))
        await silent.asked.wait()
        cid = of_anna.post(chat, "два", cid=str(uuid.uuid4()))
        answer = await of_anna.next((Ack, Nack), where=lambda frame: frame.cid == cid)
        silent.may_die.set()
        await following

    assert isinstance(answer, Ack)
    assert followed_up_to(school, chat) is None


async def test_what_a_post_holds_is_left_for_the_next_second(
    school: School, stream_database: Addresses, sql: psycopg.Connection[Any]
) -> None:
    anna = school.someone()
    held, free = school.chat([anna]), school.chat([anna])
    async with a_silent_valkey() as (valkey, silent), follower(stream_database) as connection:
        silent.may_die.set()
        with psycopg.connect(stream_database.owner) as posting:
            school.posts(held, anna, "раз")
            school.posts(free, anna, "раз")
            posting.execute("UPDATE chat_followup SET pts = 2 WHERE chat_id = %s", [held])

            await follow_once(connection, valkey)

            assert followed_up_to(school, free) is None
            assert followed_up_to(school, held) == 1
        await follow_once(connection, valkey)
    assert followed_up_to(school, held) is None


def followed_up_to(school: School, chat: int) -> int | None:
    """What still waits for the follower; None: nothing."""
    row = school.sql.execute("SELECT pts FROM chat_followup WHERE chat_id = %s", [chat]).fetchone()
    return None if row is None else int(row[0])


@asynccontextmanager
async def follower(database: Addresses) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    async with await psycopg.AsyncConnection.connect(database.app, autocommit=True) as connection:
        yield connection


class SilentValkey:
    """It takes commands and answers none, until it is let die."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.may_die = asyncio.Event()

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        self.asked.set()
        await self.may_die.wait()
        writer.close()


@asynccontextmanager
async def a_silent_valkey() -> AsyncIterator[tuple[Redis, SilentValkey]]:
    silent = SilentValkey()
    server = await asyncio.start_server(silent.listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    client = Redis.from_url(f"redis://127.0.0.1:{port}", socket_timeout=60)
    try:
        yield client, silent
    finally:
        silent.may_die.set()
        await client.aclose()
        server.close()
