"""How the client keeps its line: slots of the server, backoff, tokens, the end of the session; by a hand clock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import psycopg
import pytest

from gateway.server import Gateway
from gateway.tests.conftest import GatewayMaker, eventually
from gateway.tests.make import School, Someone, end_session
from parta.ops.tests.running import free_ports
from streamclient.client import Client, SignedOut
from streamclient.clock import HandClock


@dataclass
class Tries:
    """Counts what the client asks for on its way in."""

    port: int
    ticket: Callable[[], str]
    lines: int = 0
    tickets: int = 0
    tokens: list[str] = field(default_factory=list)

    def url(self) -> str:
        self.lines += 1
        return f"ws://127.0.0.1:{self.port}/ws"

    async def new_ticket(self) -> str:
        self.tickets += 1
        return self.ticket()


@asynccontextmanager
async def running(tries: Tries, *, me: int, clock: HandClock) -> AsyncIterator[tuple[Client, asyncio.Task[None]]]:
    client = Client(tries.url, me=me, ticket=tries.new_ticket, clock=clock)
    task = asyncio.create_task(client.run())
    try:
        yield client, task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def tries_at(gateway: Gateway, who: Someone) -> Tries:
    return Tries(port=gateway.port, ticket=who.ticket)


async def test_the_slot_that_the_server_gives_takes_the_place_of_ones_own_backoff(
    a_gateway: GatewayMaker, school: School
) -> None:
    # One in twenty seconds.
    gateway = await a_gateway(PARTA_HELLOS_PER_SECOND=0.05)
    who, clock = school.someone(), HandClock(chance=1.0)
    tries = tries_at(gateway, who)

    async with running(tries, me=who.user, clock=clock):
        await eventually(lambda: clock.next_ring is not None)

        assert clock.next_ring is not None
        assert clock.next_ring > 10_000
        assert tries.lines == 1

        clock.advance(clock.next_ring)
        await eventually(lambda: tries.lines == 2)


async def test_the_backoff_doubles_up_to_a_minute(school: School) -> None:
    port = free_ports()
    who, clock = school.someone(), HandClock(chance=1.0)
    tries = Tries(port=port, ticket=who.ticket)
    waits = []

    async with running(tries, me=who.user, clock=clock):
        for _ in range(10):
            await eventually(lambda: clock.next_ring is not None)
            assert clock.next_ring is not None
            waits.append(clock.next_ring)
            clock.advance(clock.next_ring)

    assert waits == [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]


async def test_a_line_that_held_for_five_seconds_makes_the_backoff_begin_anew(gateway: Gateway, school: School) -> None:
    who, clock = school.someone(), HandClock(chance=1.0)

    async with running(tries_at(gateway, who), me=who.user, clock=clock) as (client, _):
        waits = []
        for held_ms in (0, 4_999, 5_000, 0):
            await eventually(lambda: client.is_live)
            clock.advance(held_ms)
            client.lose_line()
            await eventually(lambda: clock.next_ring is not None)
            waits.append(clock.next_ring or 0)
            clock.advance(waits[-1])

    assert waits == [500, 1_000, 500, 1_000]


async def test_after_the_first_ticket_resume_tokens_open_the_line(gateway: Gateway, school: School) -> None:
    who = school.someone()
    tries = tries_at(gateway, who)

    async with running(tries, me=who.user, clock=HandClock()) as (client, _):
        for number in range(3):
            await eventually(lambda number=number: client.connections == number + 1)  # type: ignore[misc]  # bound
            client.lose_line()
        await eventually(lambda: client.connections == 4)

    assert (tries.lines, tries.tickets) == (4, 1)


async def test_a_token_that_is_refused_is_replaced_by_a_ticket(gateway: Gateway, school: School) -> None:
    who = school.someone()
    tickets = iter(["forged", who.ticket()])
    tries = Tries(port=gateway.port, ticket=lambda: next(tickets))

    async with running(tries, me=who.user, clock=HandClock()) as (client, _):
        await eventually(lambda: client.is_live)

    assert (tries.lines, tries.tickets) == (2, 2)


async def test_the_end_of_the_session_ends_the_client(
    gateway: Gateway, school: School, sql: psycopg.Connection
) -> None:
    who = school.someone()

    async with running(tries_at(gateway, who), me=who.user, clock=HandClock()) as (client, task):
        await eventually(lambda: client.is_live)
        end_session(sql, who.session)
        await eventually(task.done)

    assert not client.is_live
    task.result()


async def test_without_a_ticket_there_is_no_line(gateway: Gateway, school: School) -> None:
    async def nobody_is_signed_in() -> str:
        raise SignedOut

    client = Client("ws://127.0.0.1:9", me=1, ticket=nobody_is_signed_in, clock=HandClock())

    await asyncio.wait_for(client.run(), timeout=10)

    assert client.connections == 0


@pytest.mark.parametrize("chance", [0.0, 0.25, 1.0])
async def test_chance_spreads_the_backoff_over_its_whole_length(school: School, chance: float) -> None:
    port = free_ports()
    who, clock = school.someone(), HandClock(chance=chance)
    tries = Tries(port=port, ticket=who.ticket)

    async with running(tries, me=who.user, clock=clock):
        await eventually(lambda: tries.lines > 1 or clock.next_ring is not None)
        first = clock.next_ring

    assert first in (None, chance * 500)
