"""Durable messages a second: in 1,000 chats of 10 with everyone on line (`many`), and in one hot chat of 10 (`hot`).

A closed loop: OUTSTANDING posts are always on their way (in many chats one from each person on line), and a new one
leaves when one is acked. An ack means committed (fsync and synchronous commit are on); everybody else of the chat is on
line and gets the event, and the load counts as run only when all of these arrived.

`of_limit` compares the accepted rate with what PostgreSQL takes from one connection that calls the same function for
the same chats and people, in batches of the size that the gateway had on average, with gateway and generator idle.
"""

import asyncio
import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import asyncpg

from bench.native import Load, Report, open_sockets, run_load, shut
from bench.stack import Stack, disk_sync_ms, running
from gateway.tests.make import School, Someone, a_school
from gateway.writer import CALL, SETTINGS
from protocol.frames import Hello

SECONDS = 10.0
SHORT_SECONDS = 3.0
WARM_UP_SECONDS = 2.0
LIMIT_SECONDS = 3.0
CHATS = 1000
PEOPLE = 200
"""Each is in fifty of the chats."""
MEMBERS = 10
OUTSTANDING = 200
BODY = Load(seconds=0).body


@dataclass(frozen=True)
class Place:
    """Who posts where: each person with the chats that he is in."""

    org: int
    people: Sequence[Someone]
    chats: Sequence[Sequence[int]]


def measure(*, seconds: float) -> dict[str, object]:
    with running() as stack:
        school = a_school(stack.sql)
        many = figures(stack, many_chats(stack, school), seconds=seconds)
        hot = figures(stack, one_hot_chat(school), seconds=seconds)
    return {
        "of_limit": min(many["of_limit"], hot["of_limit"]),
        "outstanding": OUTSTANDING,
        "disk_sync_ms": disk_sync_ms(),
        "many": many,
        "hot": hot,
    }


def many_chats(stack: Stack, school: School) -> Place:
    with stack.sql.transaction():
        people = [school.someone() for _ in range(PEOPLE)]
        chats: list[list[int]] = [[] for _ in people]
        for i in range(CHATS):
            # Thirteen and seven have no factor in common with 200: everybody gets fifty chats, with ever other people.
            members = [(i * 7 + j * 13) % PEOPLE for j in range(MEMBERS)]
            chat = school.chat(people[member] for member in members)
            for member in members:
                chats[member].append(chat)
    stack.sql.execute("ANALYZE")
    return Place(school.org, people, chats)


def one_hot_chat(school: School) -> Place:
    people = [school.someone() for _ in range(MEMBERS)]
    chat = school.chat(people)
    return Place(school.org, people, [[chat]] * MEMBERS)


def figures(stack: Stack, place: Place, *, seconds: float) -> dict[str, float]:
    sockets = open_sockets(stack.port, [Hello(device=str(uuid.uuid4()), ticket=p.ticket()) for p in place.people])
    posters = range(len(sockets))
    load = Load(
        seconds=seconds,
        warm_up_seconds=min(WARM_UP_SECONDS, seconds),
        posters=posters,
        chats=[place.chats[i] for i in posters],
        depth=OUTSTANDING // len(posters),
        deliveries_per_post=MEMBERS - 1,
    )
    batches_before = batches(stack)
    report = run_load(sockets, load, servers=stack.servers)
    report.require_whole(load)
    mean_batch = mean_of(batches_before, batches(stack))
    shut(sockets)
    of_postgres = limit_per_s(stack.gateway_url, place, batch=max(1, round(mean_batch)), seconds=seconds)
    limit = asyncio.run(of_postgres)
    return {
        "accepted_per_s": round(report.accepted_per_s),
        "delivered_per_s": round(report.delivered_per_s),
        "ack_ms_p50": report.ack_ms(0.5),
        "ack_ms_p99": report.ack_ms(0.99),
        "server_cpu_ms_per_message": round(sum(report.server_cpu_s.values()) / report.acked * 1000, 4),
        "of_limit": round(report.accepted_per_s / limit, 3),
        "limit_per_s": round(limit),
        "mean_batch": round(mean_batch, 1),
        **cpu_shares(report),
    }


def cpu_shares(report: Report) -> dict[str, float]:
    """Cores that each side took."""
    servers = {f"{name}_cpu_cores": round(cpu / report.seconds, 3) for name, cpu in report.server_cpu_s.items()}
    return {
        **servers,
        "generator_cpu_cores": report.generator_cpu_cores,
        "generator_ready_cores": report.generator_ready_cores,
        "others_cpu_cores": report.others_cpu_cores,
    }


def batches(stack: Stack) -> tuple[float, float]:
    """Posts in calls of post_messages so far, and calls."""
    return stack.metric("parta_gateway_batch_posts_sum"), stack.metric("parta_gateway_batch_posts_count")


def mean_of(before: tuple[float, float], after: tuple[float, float]) -> float:
    return (after[0] - before[0]) / (after[1] - before[1])


async def limit_per_s(url: str, place: Place, *, batch: int, seconds: float) -> float:
    """Messages a second that one connection of the gateway's role puts into the table, with nothing else to do."""
    connection = await asyncpg.connect(url, server_settings=SETTINGS)
    try:
        call = await connection.prepare(CALL)
        await call.fetch(*some_posts(place, batch))
        posted, begin, next_posts = 0, perf_counter(), some_posts(place, batch)
        while perf_counter() < begin + min(LIMIT_SECONDS, seconds):
            under_way = asyncio.create_task(call.fetch(*next_posts))
            # Let the call leave; as in the gateway, what comes next is made ready meanwhile.
            await asyncio.sleep(0)
            next_posts = some_posts(place, batch)
            rows = await under_way
            posted += sum(row["status"] == "ok" for row in rows)
        return posted / (perf_counter() - begin)
    finally:
        await connection.close()


def some_posts(place: Place, count: int) -> tuple[list[object], ...]:
    """Arguments of post_messages for posts of people by lot."""
    posters = random.choices(range(len(place.people)), k=count)  # noqa: S311  no secret
    return (
        [place.org] * count,
        [random.choice(place.chats[i]) for i in posters],  # noqa: S311  no secret
        [place.people[i].user for i in posters],
        [a_cid() for _ in posters],
        [BODY] * count,
        [None] * count,
        [None] * count,
        [False] * count,
    )


def a_cid() -> uuid.UUID:
    """A UUIDv7, as clients make them: new ones stand side by side in an index."""
    ms, any_bits = time.time_ns() // 1_000_000, random.getrandbits(74)
    return uuid.UUID(int=ms << 80 | 0x7 << 76 | any_bits >> 62 << 64 | 0b10 << 62 | any_bits & (1 << 62) - 1)
