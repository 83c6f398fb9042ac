"""How long a message waits for its ack, at 100 messages a second from 100 people in 10 chats, everyone on line.

Open loop: posts leave by the clock, whether earlier ones were answered or not, so that a slow moment is counted with
all who waited in it. Beside it, in the same run and with the gateway idle, stand the parts that nothing can make
shorter: how long PostgreSQL takes to answer a bare call of the same function with one post, at the same pace, and how
long the disk takes to make 8 KiB durable.
"""

import asyncio
import uuid

import asyncpg

from bench.messages import BODY
from bench.native import Load, Report, open_sockets, shut
from bench.native.load import require_unsaturated, run_unjudged
from bench.report import percentile
from bench.stack import Stack, disk_sync_ms, running
from gateway.tests.make import School, Someone, a_school
from gateway.writer import CALL, SETTINGS
from protocol.frames import Hello

SECONDS = 20.0
SHORT_SECONDS = 5.0
WARM_UP_SECONDS = 2.0
CALLS_SECONDS = 3.0
RATE_PER_SECOND = 100
CHATS = 10
MEMBERS = 10


def measure(*, seconds: float) -> dict[str, object]:
    calls, report = watched(seconds=seconds)
    require_unsaturated(report)
    return figures(calls, report)


def watched(*, seconds: float) -> tuple[list[float], Report]:
    """Milliseconds of bare calls, and what came of the posts: all acked, and heard by everybody else."""
    with running() as stack:
        school, people, chats = a_full_school(stack)
        calls = asyncio.run(
            call_ms(stack.gateway_url, school, people[0], chats[0], seconds=min(seconds, CALLS_SECONDS))
        )
        sockets = open_sockets(stack.port, [Hello(device=str(uuid.uuid4()), ticket=p.ticket()) for p in people])
        load = Load(
            seconds=seconds,
            warm_up_seconds=WARM_UP_SECONDS,
            posters=range(len(people)),
            chats=[[chats[i // MEMBERS]] for i in range(len(people))],
            rate_per_second=RATE_PER_SECOND,
            deliveries_per_post=MEMBERS - 1,
        )
        report = run_unjudged(sockets, load, servers=stack.servers)
        report.require_whole(load)
        shut(sockets)
    return calls, report


def figures(calls: list[float], report: Report) -> dict[str, object]:
    return {
        "ack_ms_p50": report.ack_ms(0.5),
        "ack_ms_p99": report.ack_ms(0.99),
        "call_ms_p50": round(percentile(calls, 0.5), 2),
        "call_ms_p99": round(percentile(calls, 0.99), 2),
        "disk_sync_ms": disk_sync_ms(),
        "posted": report.posted,
        "delivered": report.delivered,
        "server_cpu_ms_per_message": round(sum(report.server_cpu_s.values()) / report.acked * 1000, 3),
        **{f"{name}_cpu_cores": round(cpu / report.seconds, 3) for name, cpu in report.server_cpu_s.items()},
        "generator_cpu_cores": report.generator_cpu_cores,
        "others_cpu_cores": report.others_cpu_cores,
        "late": report.late,
    }


def a_full_school(stack: Stack) -> tuple[School, list[Someone], list[int]]:
    """Ten chats of ten; person i is in chat i // 10."""
    school = a_school(stack.sql)
    with stack.sql.transaction():
        people = [school.someone() for _ in range(CHATS * MEMBERS)]
        chats = [school.chat(people[i * MEMBERS : (i + 1) * MEMBERS]) for i in range(CHATS)]
    stack.sql.execute("ANALYZE")
    return school, people, chats


async def call_ms(url: str, school: School, poster: Someone, chat: int, *, seconds: float) -> list[float]:
    """What a call with one post takes when nobody else is there, begun by the same clock."""
    loop = asyncio.get_running_loop()
    connection = await asyncpg.connect(url, server_settings=SETTINGS)
    try:
        call = await connection.prepare(CALL)
        took = []
        begin = loop.time()
        for number in range(int(seconds * RATE_PER_SECOND)):
            await asyncio.sleep(begin + number / RATE_PER_SECOND - loop.time())
            left = loop.time()
            rows = await call.fetch(
                [school.org], [chat], [poster.user], [uuid.uuid4()], [BODY], [None], [None], [False]
            )
            took.append((loop.time() - left) * 1000)
            assert rows[0]["status"] == "ok"
        return took
    finally:
        await connection.close()
