"""Several gateways behind one address, and what is between them: Valkey that dies, a gateway that leaves."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import pytest_asyncio
import redis
from prometheus_client import REGISTRY
from websockets.exceptions import InvalidStatus

from gateway import bus, presence
from gateway.config import GatewayConfig
from gateway.server import Gateway, running
from gateway.tests.client import open_line
from gateway.tests.conftest import GatewayMaker, LineOpener, eventually
from gateway.tests.engines import OwnValkey
from gateway.tests.make import School, Someone
from parta.ops.tests.running import free_ports
from protocol.frames import Ack, Bye, Focus, PresenceNow, Typing, TypingNow, UserEvent
from streamclient.client import following

NEVER = {"PARTA_CHECK_SECONDS": 3600}
"""Nothing is compared with PostgreSQL: what arrives came over Valkey."""

# --- one address


async def test_gateways_share_a_port_and_each_tells_of_itself_alone(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    port = free_ports()
    status = port + 2
    one = await a_gateway(PARTA_PORT=port - 1, PARTA_GATEWAY_STATUS_PORT=status)
    two = await a_gateway(PARTA_PORT=port - 1, PARTA_GATEWAY_STATUS_PORT=status + 1)
    assert one.port == two.port == port

    # Which of them takes a socket is the kernel's choice.
    for _ in range(200):
        await line_at(one)
        if one._sockets and two._sockets:
            break
    assert one._sockets
    assert two._sockets
    await eventually(one._is_ready)
    two._is_draining = True
    async with httpx.AsyncClient() as http:
        answers = [await http.get(f"http://127.0.0.1:{status + number}/readyz") for number in (0, 1)]
        metrics = await http.get(f"http://127.0.0.1:{status}/metrics")
        socket = await http.get(f"http://127.0.0.1:{status}/ws")
    two._is_draining = False
    assert [answer.status_code for answer in answers] == [200, 503]
    assert "parta_gateway_sockets" in metrics.text
    assert socket.status_code == 404


async def test_whoever_is_sent_away_comes_back_to_another_gateway_and_loses_nothing(
    school: School, a_config: Callable[..., GatewayConfig], line_at: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    async with running(a_config(), port=0) as stays, AsyncExitStack() as life:
        leaves = await life.enter_async_context(running(a_config(), port=0))
        home = leaves
        async with (
            following(lambda: _url(home), me=anna.user, ticket=partial(_ticket, anna)) as of_anna,
            following(lambda: _url(home), me=boris.user, ticket=partial(_ticket, boris)) as of_boris,
        ):
            await of_anna.post(chat, "до")
            await of_boris.post(chat, "тоже до")
            posts = [
                asyncio.create_task(device.post(chat, f"{number}"))
                for number in range(40)
                for device in (of_anna, of_boris)
            ]
            await of_anna.until(lambda: len(of_anna.acked) > 5)
            home = stays
            await life.aclose()
            async with asyncio.timeout(60):
                answers = [await post for post in posts]

            assert sorted(answer.seq for answer in answers) == list(range(3, 83))
            assert of_anna.connections == of_boris.connections == 2
            for device in (of_anna, of_boris):
                await device.until(lambda device=device: device.replica.chats[chat].pts == 82)  # type: ignore[misc]
    assert school.head(chat) == (82, 82)


async def test_an_orderly_end_gives_everybody_a_slot_and_lets_nobody_in(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(PARTA_DRAIN_SECONDS=3)
    people = [school.someone() for _ in range(8)]
    clients = [await line_at(gateway, person) for person in people]

    ending = asyncio.create_task(gateway._drain())
    byes = [await client.next(Bye) for client in clients]
    # Still listening, as in the instant before its port is closed.
    with pytest.raises(InvalidStatus) as refused:
        await open_line(gateway.port)

    assert refused.value.response.status_code == 503
    assert {await client.closed() for client in clients} == {1012}
    assert {bye.code for bye in byes} == {""}
    assert all(0 <= bye.after_ms <= 3000 for bye in byes)
    assert len({bye.after_ms for bye in byes}) > 1
    await ending


async def test_an_end_does_not_wait_for_those_who_go_on_writing(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(PARTA_POSTS_PER_SECOND=10_000, PARTA_FRAMES_PER_SECOND=10_000)
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line_at(gateway, anna)
    before = await of_anna.posted(chat, "до")
    gateway._is_draining = True

    unheard = [of_anna.post(chat, f"после {number}") for number in range(20)]
    # It leaves behind them, and is answered by the framing alone.
    pong = await of_anna.line.ping()
    await pong
    await gateway._drain()

    assert await of_anna.closed() == 1012
    assert not {ack.cid for ack in of_anna.came(Ack)} & set(unheard)
    assert school.head(chat) == (before.pts, before.seq)


# --- one stream


async def test_a_member_removed_at_one_gateway_hears_nothing_more_at_another(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    one, two = await a_gateway(**NEVER), await a_gateway(**NEVER)
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    of_anna, of_boris, of_vera = await line_at(one, anna), await line_at(two, boris), await line_at(two, vera)
    await of_anna.posted(chat, "все здесь")
    await of_boris.message(chat, "все здесь")
    reloads = _counted("parta_gateway_member_reloads_total")

    # No hint of the removal itself: the next events say by their `mv` that the list has changed.
    left = school.remove(chat, boris)
    cids = [of_anna.post(chat, f"его уже нет {number}") for number in range(20)]
    await of_anna.next(Ack, where=lambda ack: ack.cid == cids[-1])
    await of_vera.message(chat, "его уже нет 19")

    assert of_vera.pts_of(chat) == list(range(1, left + 21))
    await of_boris.nothing_more()
    assert of_boris.pts_of(chat) == [1]
    # Once at each gateway, however many events waited for it.
    assert _counted("parta_gateway_member_reloads_total") - reloads == 2


async def test_one_added_at_one_gateway_hears_everything_at_another(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    one, two = await a_gateway(), await a_gateway()
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna])
    of_anna = await line_at(one, anna)

    async with following(_url(two), me=boris.user, ticket=partial(_ticket, boris)) as of_boris:
        await of_boris.until(lambda: of_boris.is_live)
        joined = school.add(chat, boris)
        for number in range(10):
            await of_anna.posted(chat, f"{number}")

        await of_boris.until(lambda: of_boris.replica.heads() == ((chat, joined + 10),))


async def test_the_end_of_a_session_is_found_at_every_gateway_though_nobody_told(
    school: School, sql: psycopg.Connection[Any], a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    one, two = await a_gateway(), await a_gateway()
    anna = school.someone()
    both = [await line_at(one, anna), await line_at(two, anna)]

    sql.execute("DELETE FROM usersessions_usersession WHERE id = %s", [anna.session])

    assert [await client.closed() for client in both] == [4001, 4001]


async def test_a_step_of_ones_own_stream_is_found_though_nobody_told(school: School, line: LineOpener) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)

    upts = school.tell_person(anna, chat)

    told = await of_anna.next(UserEvent)
    assert (told.upts, told.kind, told.chat) == (upts, "chat", chat)


async def test_a_gateway_that_was_killed_is_believed_for_a_while_only(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "EVERY_SECONDS", 0.2)
    one = await a_gateway()
    anna, boris = school.someone(), school.someone()
    school.chat([anna, boris])
    of_anna = await line_at(one, anna)
    # What a gateway that is killed a moment later has said: Boris is here, and that for two seconds more.
    await one.bus.call(b"ZADD", presence._key(boris.user), str(time.time() + 2).encode(), b"a killed one")

    of_anna.send(Focus(users=(boris.user,)))

    assert (await of_anna.next(PresenceNow)).online
    assert not (await of_anna.next(PresenceNow)).online


async def test_the_presence_of_many_does_not_break_the_line_to_valkey(
    a_gateway: GatewayMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "EVERY_SECONDS", 0.2)
    monkeypatch.setattr(bus, "MOST_BUFFERED_BYTES", 128 * 1024)
    gateway = await a_gateway()
    many = range(10**9, 10**9 + 5000)

    gateway.presence._announced.update(many)

    await eventually(partial(_is_announced, gateway, many[-1]))
    assert gateway.bus.is_up
    gateway.presence._announced.clear()


# --- Valkey


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[OwnValkey]:
    valkey = OwnValkey(tmp_path / "valkey")
    valkey.start()
    yield valkey
    valkey.die()


@pytest_asyncio.fixture
async def two_gateways(valkey: OwnValkey, a_gateway: GatewayMaker) -> tuple[Gateway, Gateway]:
    return await a_gateway(VALKEY_URL=valkey.url), await a_gateway(VALKEY_URL=valkey.url)


async def test_without_valkey_everything_arrives_a_little_later(
    school: School, valkey: OwnValkey, two_gateways: tuple[Gateway, Gateway], line_at: LineOpener
) -> None:
    one, two = two_gateways
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    of_anna, of_boris = await line_at(one, anna), await line_at(two, boris)

    valkey.die()
    await eventually(lambda: not one.bus.is_up and not two.bus.is_up)
    of_vera = await line_at(two, vera)
    for number in range(5):
        await of_anna.posted(chat, f"без Valkey {number}")

    for client in (of_boris, of_vera):
        await client.message(chat, "без Valkey 4")
        assert client.pts_of(chat) == [1, 2, 3, 4, 5]
    assert one._is_ready()


async def test_when_valkey_is_back_events_come_over_it_again(
    school: School, valkey: OwnValkey, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    one, two = await a_gateway(VALKEY_URL=valkey.url, **NEVER), await a_gateway(VALKEY_URL=valkey.url, **NEVER)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(one, anna), await line_at(two, boris)
    of_anna.send(Focus(chats=(chat,)))
    await of_anna.nothing_more()

    valkey.die()
    await eventually(lambda: not one.bus.is_up and not two.bus.is_up)
    await of_anna.posted(chat, "пока его нет")
    valkey.start()

    # What was missed is compared once, at the return; what is said then comes by itself, typing too.
    await of_boris.message(chat, "пока его нет")
    await eventually(lambda: one.bus.is_up and two.bus.is_up)
    await one.bus.settled()
    await two.bus.settled()
    await of_anna.posted(chat, "снова как обычно")
    await of_boris.message(chat, "снова как обычно")
    of_boris.send(Typing(chat=chat))
    assert (await of_anna.next(TypingNow)).user == boris.user


async def test_a_valkey_that_stands_still_is_noticed_and_holds_up_nobody(
    school: School,
    valkey: OwnValkey,
    two_gateways: tuple[Gateway, Gateway],
    line_at: LineOpener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bus, "PING_SECONDS", 0.2)
    monkeypatch.setattr(bus, "ANSWER_SECONDS", 0.5)
    one, two = two_gateways
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(one, anna), await line_at(two, boris)

    valkey.freeze()
    ack = await of_anna.posted(chat, "слышно?")
    of_anna.send(Focus(users=(boris.user,)))
    await of_boris.message(chat, "слышно?")

    assert ack.seq == 1
    await of_anna.next(PresenceNow)
    await eventually(lambda: not one.bus.is_up and not two.bus.is_up)


# ---


def _is_announced(gateway: Gateway, user: int) -> bool:
    with redis.Redis.from_url(os.environ["VALKEY_URL"]) as valkey:
        return bool(valkey.zcard(presence._key(user)))


async def _ticket(who: Someone) -> str:
    return who.ticket()


def _url(gateway: Gateway) -> str:
    return f"ws://127.0.0.1:{gateway.port}/ws"


def _counted(name: str) -> float:
    return REGISTRY.get_sample_value(name) or 0.0
