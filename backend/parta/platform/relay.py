"""Carry the outbox to whom it is for: a loop of the worker.

A durable event becomes a step of each person's own stream, in the transaction that deletes its row; then it is told.
An event that need not last is told first and deleted afterwards, so that it is told at least once. One relay works at a
time (an advisory lock), however many workers there are. Without Valkey durable events still reach the streams, and
clients find them when they ask; the others wait for Valkey, but not for ever.
"""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

import msgspec
import psycopg
from psycopg.types.json import Jsonb
from redis.asyncio import Redis
from redis.exceptions import RedisError

from protocol import bus

log = logging.getLogger(__name__)

EVERY_SECONDS = 0.1
MOST_ROWS = 200
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 2.0
PATIENCE_SECONDS = 1.0
NOTES_KEEP = "10 minutes"
# Any number, but the same in every worker.
LOCK = 7_201_945

DUE = "SELECT id, users, durable, event FROM outbox WHERE durable OR %s ORDER BY id LIMIT %s"
STALE = "DELETE FROM outbox WHERE NOT durable AND at < now() - %s::interval"
DONE = "DELETE FROM outbox WHERE id = ANY (%s)"
APPEND = (
    "SELECT user_id, upts FROM append_user_events(%s::bigint[], %s::text[], %s::bigint[], %s::jsonb[]) ORDER BY ord"
)


@dataclass(frozen=True)
class Row:
    id: int
    users: list[int]
    durable: bool
    event: dict[str, Any]


async def run(*, database_url: str, valkey_url: str) -> None:
    """Relay until cancelled; what is away comes back."""
    valkey = Redis.from_url(valkey_url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS)
    pause = FIRST_PAUSE_SECONDS
    try:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
                    await _wait_for_turn(connection)
                    pause = FIRST_PAUSE_SECONDS
                    while True:
                        if not await relay_once(connection, valkey):
                            await asyncio.sleep(EVERY_SECONDS)
            except psycopg.Error as error:
                log.warning("the relay lost postgresql error=%r retry_s=%s", error, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
    finally:
        await valkey.aclose()


async def relay_once(connection: psycopg.AsyncConnection[Any], valkey: Redis) -> int:
    """Relay what is there, at most MOST_ROWS; returns how many rows are done."""
    valkey_answers = await _answers(valkey)
    cursor = await connection.execute(DUE, [valkey_answers, MOST_ROWS])
    rows = [Row(*row) for row in await cursor.fetchall()]
    if not rows:
        if not valkey_answers:
            await connection.execute(STALE, [NOTES_KEEP])
        return 0

    await _publish(valkey, [(user, _note(row.event)) for row in rows if not row.durable for user in row.users])
    durable = [(user, row.event) for row in rows if row.durable for user in row.users]
    async with connection.transaction():
        heads = await _append(connection, durable)
        await connection.execute(DONE, [[row.id for row in rows]])
    await _publish(valkey, [(user, _step(event, upts)) for (user, event), upts in zip(durable, heads, strict=True)])
    return len(rows)


async def _wait_for_turn(connection: psycopg.AsyncConnection[Any]) -> None:
    """Return when no other worker relays; the lock ends with the connection."""
    while True:
        cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        row = await cursor.fetchone()
        if row is not None and row[0]:
            return
        await asyncio.sleep(1)


async def _append(connection: psycopg.AsyncConnection[Any], steps: list[tuple[int, dict[str, Any]]]) -> list[int]:
    if not steps:
        return []
    n = len(steps)
    users = [user for user, _ in steps]
    cursor = await connection.execute(APPEND, [users, ["event"] * n, [None] * n, [Jsonb(event) for _, event in steps]])
    return [upts for _, upts in await cursor.fetchall()]


async def _publish(valkey: Redis, frames: list[tuple[int, bytes]]) -> None:
    if not frames:
        return
    try:
        async with valkey.pipeline(transaction=False) as pipe:
            for user, frame in frames:
                pipe.publish(bus.user_channel(user), bus.frames([frame]))
            await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("people were not told, they find it when they ask events=%s error=%r", len(frames), error)


async def _answers(valkey: Redis) -> bool:
    try:
        await valkey.ping()
    except (RedisError, OSError):
        return False
    return True


def _note(event: dict[str, Any]) -> bytes:
    """The shape of protocol.frames.Note."""
    return msgspec.json.encode({"type": "note", "event": event})


def _step(event: dict[str, Any], upts: int) -> bytes:
    """The shape of protocol.frames.UserEvent."""
    return msgspec.json.encode({"type": "uev", "upts": upts, "kind": "event", "event": event})
