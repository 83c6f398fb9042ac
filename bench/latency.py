"""How long a message waits for its ack, at 100 messages a second from 100 people in 10 chats, everyone on line.

Open loop: posts leave by the clock, whether earlier ones were answered or not, so that a slow moment is counted with
all who waited in it. The generator says how much of a core it took itself; above 80 % it measures itself, and no
figure is given.
"""

import asyncio
from time import perf_counter

import psutil

from bench.client import Line, open_line
from bench.report import percentile
from bench.stack import Stack, running
from gateway.tests.make import Someone, a_school

SECONDS = 30.0
SHORT_SECONDS = 5.0
WARM_UP_SECONDS = 2.0
RATE_PER_SECOND = 100
CHATS = 10
MEMBERS = 10
SATURATED = 0.8


def measure(*, seconds: float) -> dict[str, object]:
    with running() as stack:
        people, chats = a_full_school(stack)
        return asyncio.run(_measure(stack, people, chats, seconds=seconds))


def a_full_school(stack: Stack) -> tuple[list[Someone], list[int]]:
    """Ten chats of ten; person i is in chat i // 10."""
    school = a_school(stack.sql)
    people = [school.someone() for _ in range(CHATS * MEMBERS)]
    chats = [school.chat(people[i * MEMBERS : (i + 1) * MEMBERS]) for i in range(CHATS)]
    return people, chats


async def _measure(stack: Stack, people: list[Someone], chats: list[int], *, seconds: float) -> dict[str, object]:
    lines = [await open_line(stack.port, person) for person in people]
    await post_by_the_clock(lines, chats, seconds=WARM_UP_SECONDS)
    for line in lines:
        line.delivered = 0

    own, server = psutil.Process(), stack.gateway
    cpu_before, server_before, begin = cpu(own), cpu(server), perf_counter()
    waits = await post_by_the_clock(lines, chats, seconds=seconds)
    took = perf_counter() - begin
    generator = (cpu(own) - cpu_before) / took
    if generator > SATURATED:
        raise SystemExit(f"the generator took {generator:.0%} of a core: it would measure itself")
    for line in lines:
        await line.close()
    return {
        "ack_ms_p50": round(percentile(waits, 0.5) * 1000, 2),
        "ack_ms_p99": round(percentile(waits, 0.99) * 1000, 2),
        "posted": len(waits),
        "delivered": sum(line.delivered for line in lines),
        "gateway_cpu_cores": round((cpu(server) - server_before) / took, 3),
        "generator_cpu_cores": round(generator, 3),
    }


async def post_by_the_clock(lines: list[Line], chats: list[int], *, seconds: float) -> list[float]:
    """Post RATE_PER_SECOND messages a second; seconds from when each should have left to its ack."""
    begin = perf_counter() + 0.1
    async with asyncio.TaskGroup() as group:
        posts = [
            group.create_task(
                post_at(begin + i / RATE_PER_SECOND, lines[i % len(lines)], chats[i % len(lines) // MEMBERS])
            )
            for i in range(int(seconds * RATE_PER_SECOND))
        ]
    return [post.result() for post in posts]


async def post_at(due: float, line: Line, chat: int) -> float:
    await asyncio.sleep(due - perf_counter())
    await line.post(chat, "Завтра первый урок в девять, не забудьте сменку.")
    return perf_counter() - due


def cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
