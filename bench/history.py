"""How long the past takes to read: a chat of a million messages, and a person who is in it and in 499 other chats.

`digest` and `difference` are asked of the gateway over a socket, as devices ask them; pages are what `web` asks of
PostgreSQL for a screen (`fetch_page`, as the gateway's role, through one line). One question at a time, each at a place
chosen by lot; the first of each kind is not counted.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TypeVar

import msgspec
import psycopg
from websockets.sync.client import ClientConnection, connect

from bench.report import CannotMeasure, percentile
from bench.stack import Stack, running
from gateway.tests.make import School, Someone, a_school
from protocol.frames import SUBPROTOCOL, Diff, DiffAnswer, DiffRequest, Hello, ServerFrame, Welcome

SECONDS = 25.0
SHORT_SECONDS = 5.0
MESSAGES = 1_000_000
CHATS = 500
MESSAGES_ELSEWHERE = 200
KEPT_EVENTS = 5_000
PAGE = 50
FEWEST = 20
"""Measurements of each kind, however short the time."""

Kind = TypeVar("Kind")

_decode = msgspec.json.Decoder(ServerFrame).decode
_encode = msgspec.json.Encoder().encode


def measure(*, seconds: float, messages: int = MESSAGES, chats: int = CHATS) -> dict[str, object]:
    with running() as stack:
        school = a_school(stack.sql)
        reader, writer = school.someone(), school.someone()
        ids = [school.chat([reader, writer]) for _ in range(chats)]
        fill(school, ids[0], writer, messages=messages)
        for chat in ids[1:]:
            fill(school, chat, writer, messages=min(messages, MESSAGES_ELSEWHERE))
        stack.sql.execute("VACUUM ANALYZE")
        return _measure(stack, school, reader, ids, messages=messages, seconds=seconds)


def fill(school: School, chat: int, writer: Someone, *, messages: int) -> None:
    """As many messages as if they had been posted, and the events that trimming leaves of them."""
    school.sql.execute(
        "INSERT INTO message (org_id, chat_id, seq, pts, sender_id, as_org, cid, kind, body, silent, rev, at)"
        " SELECT %s, %s, n, n, %s, false, gen_random_uuid(), 'text',"
        " 'Домашнее задание номер ' || n || ': параграф, упражнения и задача со звёздочкой.', false, 0,"
        " now() - (%s - n) * interval '20 seconds' FROM generate_series(1, %s::int) AS n",
        [school.org, chat, writer.user, messages, messages],
    )
    floor = max(0, messages - KEPT_EVENTS)
    school.sql.execute(
        "INSERT INTO chat_event (org_id, chat_id, pts, kind, seq, mv)"
        " SELECT %s, %s, n, 'message', n, 1 FROM generate_series(%s::int, %s::int) AS n",
        [school.org, chat, floor + 1, messages],
    )
    school.sql.execute(
        "UPDATE chat SET last_seq = %s, pts = %s, pts_floor = %s WHERE chat_id = %s", [messages, messages, floor, chat]
    )


def _measure(
    stack: Stack, school: School, reader: Someone, chats: list[int], *, messages: int, seconds: float
) -> dict[str, object]:
    big = chats[0]
    heads: dict[int, int] = dict(
        stack.sql.execute("SELECT chat_id, pts FROM chat WHERE chat_id = ANY (%s)", [chats]).fetchall()
    )

    def digest_of_a_new_device() -> None:
        with device(stack, reader, heads={}) as (_, welcome):
            require(len(welcome.changed) == len(chats))

    def digest_of_a_known_device() -> None:
        with device(stack, reader, heads=heads) as (_, welcome):
            require(not welcome.changed)

    def page(sql: psycopg.Connection, **wish: int) -> None:
        places = [wish.get(name) for name in ("before", "after", "around")]
        row = sql.execute(
            "SELECT jsonb_array_length(messages), messages::text FROM fetch_page(%s, %s, %s, %s, %s, %s, %s)",
            [reader.user, school.org, big, *places, PAGE],
        ).fetchone()
        require(row is not None and row[0] == PAGE)

    part = seconds / 5
    with psycopg.connect(stack.gateway_url, autocommit=True) as sql, device(stack, reader, heads=heads) as (line, _):

        def difference() -> None:
            after = heads[big] - random.randint(100, min(1000, messages))  # noqa: S311  no secret
            line.send(_encode(Diff(reqs=(DiffRequest(big, after, 100),))).decode())
            answer = next_of(line, DiffAnswer)
            require(len(answer.events) == 100)

        return {
            "digest_ms_p95": p95(digest_of_a_new_device, seconds=part),
            "digest_unchanged_ms_p95": p95(digest_of_a_known_device, seconds=part),
            "difference_ms_p95": p95(difference, seconds=part),
            "first_page_ms_p95": p95(lambda: page(sql), seconds=part),
            "jump_ms_p95": p95(lambda: page(sql, around=random.randint(1, messages)), seconds=part),  # noqa: S311
            "messages": messages,
            "chats": len(chats),
        }


def p95(ask: Callable[[], None], *, seconds: float) -> float:
    """What 95 of 100 questions do not exceed, in ms."""
    ask()
    waits: list[float] = []
    end = perf_counter() + seconds
    while (begin := perf_counter()) < end or len(waits) < FEWEST:
        ask()
        waits.append(perf_counter() - begin)
    return round(percentile(waits, 0.95) * 1000, 2)


@contextmanager
def device(stack: Stack, person: Someone, *, heads: dict[int, int]) -> Iterator[tuple[ClientConnection, Welcome]]:
    """A socket that has its welcome."""
    name = str(uuid.uuid4())
    with connect(
        f"ws://127.0.0.1:{stack.port}/ws",
        subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]  # a str
        compression=None,
        max_size=None,
    ) as line:
        hello = Hello(device=name, resume=person.resume(device=name), heads=tuple(heads.items()))
        line.send(_encode(hello).decode())
        yield line, next_of(line, Welcome)


def next_of(line: ClientConnection, kind: type[Kind]) -> Kind:
    while not isinstance(frame := _decode(line.recv(timeout=30)), kind):
        pass
    return frame


def require(sound: bool) -> None:
    if not sound:
        raise CannotMeasure("an answer was not what was asked for")
