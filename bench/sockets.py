"""What an idle device costs the gateway: 10,000 people of a town, each with one socket and eight chats.

Everybody has said hello and was told of his chats, so that what the gateway keeps of people, chats and members counts,
too. Measured is the resident memory of the process before the first one came and after a while of idleness; what the
kernel keeps for the connections is not in it.
"""

import asyncio
from collections.abc import Sequence
from time import perf_counter

import uvloop

from bench.crowd import Crowd
from bench.native.lines import allow_files
from bench.report import CannotMeasure
from bench.stack import Stack, running
from bench.town import Inhabitant, a_town

SECONDS = 30.0
"""How long they stay once all are in: longer than the 25 s after which the server pings the idle."""
SHORT_SECONDS = 3.0
PEOPLE = 10_000
ARRIVALS_PER_SECOND = 500.0


def measure(*, seconds: float, people: int = PEOPLE) -> dict[str, object]:
    allow_files(people + 1000)
    with running() as stack:
        town = a_town(stack.sql, people=people)
        return uvloop.run(_measure(stack, town, seconds=seconds))


async def _measure(stack: Stack, town: Sequence[Inhabitant], *, seconds: float) -> dict[str, object]:
    crowd = Crowd(port=stack.port, town=town)
    empty = stack.gateway.memory_info().rss
    await crowd.come(per_second=ARRIVALS_PER_SECOND)
    full = stack.gateway.memory_info().rss

    usage, begin = sum(stack.gateway.cpu_times()[:2]), perf_counter()
    await asyncio.sleep(seconds)
    idle = stack.gateway.memory_info().rss
    cores = (sum(stack.gateway.cpu_times()[:2]) - usage) / (perf_counter() - begin)
    open_sockets = int(stack.metric("parta_gateway_sockets"))
    crowd.go()
    if open_sockets != len(town):
        raise CannotMeasure(f"{open_sockets} sockets were open instead of {len(town)}")
    return {
        "kb_per_socket": round((idle - empty) / len(town) / 1024, 2),
        "kb_per_socket_on_arrival": round((full - empty) / len(town) / 1024, 2),
        "sockets": open_sockets,
        "chats_per_person": len(town[0].chats),
        "gateway_mb": round(idle / 2**20, 1),
        "gateway_cpu_cores_idle": round(cores, 3),
    }
