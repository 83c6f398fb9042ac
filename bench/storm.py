"""8:30, the network of a whole town came back: how long until 10,000 cut-off devices are in step again.

Each had been told of all its eight chats. While they are away, something is posted in every class and in every school's
channel. Then all connections vanish in the same moment, and each device comes back by the rules of the web client: its
resume token, full jitter from half a second, the server's slot when it gets one. It is in step when it has its welcome
and the difference of the chat that it has open; afterwards what it knows is compared with the table, chat by chat.

The gateway has the limits that an installation has. Every school comes from one address.
"""

import uuid
from collections.abc import Sequence
from time import perf_counter, process_time

import psutil
import psycopg
import uvloop

from bench.crowd import Crowd
from bench.native.lines import allow_files
from bench.report import CannotMeasure, percentile
from bench.stack import WIDE_LIMITS, Stack, running
from bench.town import Inhabitant, a_town
from gateway.config import GatewayConfig

SECONDS = 60.0
SHORT_SECONDS = 60.0
"""How long it waits for the last one."""
PEOPLE = 10_000
ARRIVALS_PER_SECOND = 400.0
SATURATED = 0.9
LIMITS_OF_AN_INSTALLATION = {
    str(field.validation_alias): str(field.default)
    for field in GatewayConfig.model_fields.values()
    if field.validation_alias in WIDE_LIMITS
}


def measure(*, seconds: float, people: int = PEOPLE) -> dict[str, object]:
    allow_files(people + 1000)
    with running(settings=LIMITS_OF_AN_INSTALLATION) as stack:
        town = a_town(stack.sql, people=people)
        return uvloop.run(_measure(stack, town, seconds=seconds))


async def _measure(stack: Stack, town: Sequence[Inhabitant], *, seconds: float) -> dict[str, object]:
    crowd = Crowd(port=stack.port, town=town)
    await crowd.come(per_second=ARRIVALS_PER_SECOND)
    refused = sum(device.refused for device in crowd.devices)
    failed = sum(device.failed for device in crowd.devices)

    post_everywhere(stack.sql, town)
    servers = {name: cpu_of_tree(pid) for name, pid in stack.servers.items()}
    generator, begin = process_time(), perf_counter()
    crowd.vanish()
    await crowd.all_in_step(seconds=seconds)
    took = perf_counter() - begin
    own = (process_time() - generator) / took
    if own > SATURATED:
        raise CannotMeasure(f"the generator took {own:.0%} of a core: it would measure itself")

    waits = [when - begin for when in crowd.in_step.values()]
    figures = {
        "all_in_step_s": round(max(waits), 2),
        "in_step_s_p50": round(percentile(waits, 0.5), 2),
        "in_step_s_p99": round(percentile(waits, 0.99), 2),
        "sockets": len(crowd.devices),
        "refused_with_a_slot": sum(device.refused for device in crowd.devices) - refused,
        "failed": sum(device.failed for device in crowd.devices) - failed,
        "server_cpu_s": {name: round(cpu_of_tree(pid) - servers[name], 2) for name, pid in stack.servers.items()},
        "generator_cpu_cores": round(own, 2),
    }
    behind = out_of_step(stack.sql, crowd, town)
    crowd.go()
    if behind:
        raise CannotMeasure(f"{behind} devices do not know what the table knows")
    return figures


def cpu_of_tree(pid: int) -> float:
    """Seconds that a process and its descendants have run, those that ended included."""
    root = psutil.Process(pid)
    return sum(sum(process.cpu_times()[:4]) for process in [root, *root.children(recursive=True)])


def post_everywhere(sql: psycopg.Connection, town: Sequence[Inhabitant]) -> None:
    """A message in every class, and in every school's channel, which is the second chat of everybody."""
    first_of = {(person.org, chat): person for person in reversed(town) for chat in person.chats[:2]}
    orgs, chats = zip(*first_of, strict=True)
    n = len(first_of)
    rows = sql.execute(
        "SELECT status FROM post_messages(%s::bigint[], %s::bigint[], %s::bigint[], %s::uuid[], %s::text[],"
        " %s::jsonb[], %s::bigint[], %s::boolean[])",
        [
            list(orgs),
            list(chats),
            [person.someone.user for person in first_of.values()],
            [uuid.uuid4() for _ in first_of],
            ["Завтра первый урок в девять."] * n,
            [None] * n,
            [None] * n,
            [False] * n,
        ],
    ).fetchall()
    assert {r[0] for r in rows} == {"ok"}, rows[:3]


def out_of_step(sql: psycopg.Connection, crowd: Crowd, town: Sequence[Inhabitant]) -> int:
    """How many devices know something else than the table."""
    pts: dict[int, int] = dict(sql.execute("SELECT chat_id, pts FROM chat").fetchall())
    return sum(
        device.heads != {chat: pts[chat] for chat in person.chats}
        for device, person in zip(crowd.devices, town, strict=True)
    )
