"""Who may open a socket, and what it is told first."""

import asyncio
import os
import signal
import sys
from itertools import pairwise
from typing import Any

import httpx
import psycopg
import pytest
from websockets.exceptions import InvalidStatus

from gateway.server import Gateway
from gateway.tests.client import Client, open_line
from gateway.tests.conftest import GatewayMaker, LineOpener, eventually
from gateway.tests.make import SECRET, School, Someone, a_session, end_session
from parta.ops.roles import Addresses
from parta.ops.tests.running import free_ports
from protocol.frames import CLOSE_BAD_FRAME, CLOSE_NO_HELLO, CLOSE_SESSION_ENDED, Bye, Hello, Nack, Resume, Welcome
from protocol.tickets import Ticket, sign

NOBODY = "00000000-0000-4000-8000-000000000000"


async def test_a_newcomer_is_told_where_each_of_his_chats_stands(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    quiet, busy = school.chat([anna, boris]), school.chat([anna, boris])
    school.posts(busy, boris, "раз", "два")

    of_anna = await line()
    welcome = await of_anna.hello(anna)

    told = {changed.chat: changed for changed in welcome.changed}
    assert set(told) == {quiet, busy}
    assert (told[busy].pts, told[busy].last_seq, told[busy].unread, told[busy].read_seq) == (2, 2, 2, 0)
    preview = told[busy].preview
    assert preview is not None
    assert preview.body == "два"
    assert told[quiet].preview is None
    assert welcome.user == anna.user
    assert len(welcome.epoch) == 36


async def test_only_chats_that_differ_are_told_and_foreign_ones_are_gone(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    same, differs = school.chat([anna, boris]), school.chat([anna, boris])
    not_hers = school.chat([boris])
    school.posts(same, boris, "раз")
    school.posts(differs, boris, "раз")

    of_anna = await line()
    welcome = await of_anna.hello(anna, heads={same: 1, differs: 0, not_hers: 4})

    assert [changed.chat for changed in welcome.changed] == [differs]
    assert welcome.gone == (not_hers,)


async def test_the_digest_shows_nothing_from_before_ones_time(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna])
    school.posts(chat, anna, "до него", "тоже до него")
    school.add(chat, boris)

    of_boris = await line()
    welcome = await of_boris.hello(boris)

    assert welcome.changed[0].preview is None
    assert welcome.changed[0].unread == 0


async def test_a_ticket_opens_one_socket(school: School, line: LineOpener) -> None:
    anna = school.someone()
    ticket = anna.ticket()
    first, second = await line(), await line()
    await first.hello(anna, ticket=ticket)

    second.send(Hello(device=NOBODY, ticket=ticket))

    assert (await second.next(Bye)).code == "bad_token"
    assert await second.closed() == CLOSE_BAD_FRAME


async def test_the_resume_token_opens_the_next_socket_of_the_same_device(school: School, line: LineOpener) -> None:
    anna = school.someone()
    first = await line(anna)
    token = first.resume
    await first.close()

    again = await line()
    again.device = first.device
    welcome = await again.hello(anna, resume=token)
    assert welcome.user == anna.user

    elsewhere = await line()
    elsewhere.send(Hello(device=NOBODY, resume=token))
    assert (await elsewhere.next(Bye)).code == "bad_token"


@pytest.mark.parametrize("token", ["", "nonsense", "a.b", "ф.ы", "." * 500])
async def test_what_is_no_ticket_opens_nothing(line: LineOpener, token: str) -> None:
    stranger = await line()

    stranger.send(Hello(device=NOBODY, ticket=token))

    assert (await stranger.next(Bye)).code == "bad_token"


async def test_a_forged_late_or_misused_token_opens_nothing(school: School, line: LineOpener) -> None:
    anna = school.someone()
    forged = sign(Ticket(user=anna.user, session=anna.session, nonce="n", exp=9e9), secret="x" * 40)
    late = anna.ticket(seconds=-1)
    resume_as_ticket = anna.resume(device=NOBODY)

    for token in (forged, late, resume_as_ticket):
        stranger = await line()
        stranger.send(Hello(device=NOBODY, ticket=token))
        assert (await stranger.next(Bye)).code == "bad_token"


async def test_a_ticket_of_another_persons_session_opens_nothing(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    stranger = await line()

    stranger.send(Hello(device=NOBODY, ticket=Someone(anna.user, boris.session).ticket()))

    assert (await stranger.next(Bye)).code == "session_ended"


async def test_the_end_of_a_session_closes_its_sockets_though_nobody_told(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna = school.someone()
    other = Someone(anna.user, a_session(sql, user=anna.user))
    ended, lives = await line(anna), await line(other)

    end_session(sql, anna.session)

    assert (await ended.next(Bye)).code == "session_ended"
    assert await ended.closed() == CLOSE_SESSION_ENDED
    lives.send_raw("?")
    assert (await lives.next(Nack)).code == "frame.invalid"


async def test_a_resume_token_of_an_ended_session_opens_nothing(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna = school.someone()
    end_session(sql, anna.session)
    late = await line()

    late.send(Hello(device=NOBODY, resume=anna.resume(device=NOBODY)))

    assert (await late.next(Bye)).code == "session_ended"
    assert await late.closed() == CLOSE_SESSION_ENDED


async def test_whoever_says_nothing_is_closed(a_gateway: GatewayMaker) -> None:
    gateway = await a_gateway(PARTA_HELLO_SECONDS=0.2)

    silent = await open_line(gateway.port)

    assert await silent.closed() == CLOSE_NO_HELLO


async def test_whoever_speaks_before_hello_is_closed(school: School, line: LineOpener) -> None:
    rude = await line()

    rude.post(1, "привет")

    assert await rude.closed() == CLOSE_NO_HELLO


async def test_hello_is_said_once(school: School, line: LineOpener) -> None:
    anna = school.someone()
    twice = await line(anna)

    twice.send(Hello(device=NOBODY, ticket=anna.ticket()))

    assert await twice.closed() == CLOSE_BAD_FRAME


async def test_in_a_storm_each_gets_a_slot_of_his_own_before_postgresql_is_asked(
    school: School, sql: psycopg.Connection[Any], a_gateway: GatewayMaker
) -> None:
    anna = school.someone()
    gateway = await a_gateway(PARTA_HELLOS_PER_SECOND=1)
    crowd = [await open_line(gateway.port) for _ in range(6)]

    for number, client in enumerate(crowd):
        client.send(Hello(device=NOBODY, ticket=anna.ticket(nonce=f"{anna.user} {number}")))
    answers = [await client.next(Welcome | Bye) for client in crowd]

    used = sql.execute("SELECT count(*) FROM used_ticket WHERE nonce LIKE %s", [f"{anna.user} %"]).fetchone()
    slots = sorted(answer.after_ms for answer in answers if isinstance(answer, Bye))
    assert used == (2,)
    assert len(slots) == 4
    assert all(later - earlier >= 900 for earlier, later in pairwise(slots))
    for client in crowd:
        await client.close()


async def test_an_address_can_open_only_so_many_sockets(a_gateway: GatewayMaker) -> None:
    gateway = await a_gateway(PARTA_UNKNOWN_SOCKETS_PER_ADDRESS=2)
    two = [await open_line(gateway.port) for _ in range(2)]

    third = await open_line(gateway.port)

    assert await third.closed() == 1013
    await two[0].close()
    async with asyncio.timeout(30):
        while True:
            again = await open_line(gateway.port)
            again.send(Hello(device=NOBODY, ticket="x"))
            if await again.closed() != 1013:
                break
    await two[1].close()


@pytest.mark.parametrize(
    ("origin", "enters"),
    [
        (None, True),
        ("https://parta.school.example", True),
        ("https://evil.example", False),
        ("https://parta.school.example.evil.example", False),
        ("http://parta.school.example", False),
        ("http://127.0.0.1:9999", False),
        ("null", False),
    ],
)
async def test_a_page_of_a_foreign_origin_gets_no_socket(
    a_gateway: GatewayMaker, origin: str | None, enters: bool
) -> None:
    gateway = await a_gateway(PARTA_URL="https://parta.school.example")

    assert await _enters(gateway, origin=origin) is enters


@pytest.mark.parametrize(
    ("origin", "enters"),
    [("http://127.0.0.1:8000", True), ("http://127.0.0.1:5173", True), ("http://evil.example", False)],
)
async def test_without_a_public_address_a_page_of_the_same_machine_gets_a_socket(
    gateway: Gateway, origin: str, enters: bool
) -> None:
    assert await _enters(gateway, origin=origin) is enters


async def _enters(gateway: Gateway, *, origin: str | None) -> bool:
    try:
        client = await open_line(gateway.port, origin=origin)
    except InvalidStatus as refused:
        return refused.response.status_code != 403
    await client.close()
    return True


async def test_firefox_says_connection_in_its_own_way(gateway: Gateway) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    writer.write(
        b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: parta.v1\r\n\r\n"
    )
    assert (await reader.readline()).startswith(b"HTTP/1.1 101")
    writer.close()
    await writer.wait_closed()


async def test_the_port_tells_of_its_health(gateway: Gateway) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{gateway.port}") as http:
        alive, numbers, nothing = await http.get("/healthz"), await http.get("/metrics"), await http.get("/else")
        await eventually(lambda: gateway._database_answers)
        ready = await http.get("/readyz")

    assert alive.status_code == 200
    assert ready.json() == {"postgresql": True, "valkey": True}
    assert "parta_gateway_sockets" in numbers.text
    assert nothing.status_code == 404


async def test_resume_tokens_are_renewed(school: School, gateway: Gateway, line: LineOpener) -> None:
    anna = school.someone()
    of_anna = await line(anna)
    person = gateway.people.get(anna.user)
    assert person is not None

    person.sockets[0].renew_at = 0.0

    fresh = await of_anna.next(Resume)
    again = await line()
    again.device = of_anna.device
    assert (await again.hello(anna, resume=fresh.token)).user == anna.user


async def test_sigterm_says_bye_answers_what_waits_and_ends(school: School, stream_database: Addresses) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    port = free_ports() + 1
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "gateway"),
        env={
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DATABASE_GATEWAY_URL": stream_database.gateway,
            "VALKEY_URL": os.environ["VALKEY_URL"],
            "PARTA_SECRET": SECRET,
            "PARTA_PORT": str(port - 1),
            "PARTA_DRAIN_SECONDS": "0.2",
        },
        stderr=asyncio.subprocess.PIPE,
    )
    client = await _as_soon_as_it_listens(port)
    await client.hello(anna)
    await client.posted(chat, "до остановки")

    process.send_signal(signal.SIGTERM)

    assert (await client.next(Bye)).code == ""
    assert await client.closed() == 1012
    async with asyncio.timeout(30):
        assert await process.wait() == 0
    assert process.stderr is not None
    assert b"Traceback" not in await process.stderr.read()


async def _as_soon_as_it_listens(port: int) -> Client:
    async with asyncio.timeout(60):
        while True:
            try:
                return await open_line(port)
            except OSError:
                await asyncio.sleep(0.05)
