"""Clients that are slow, broken or hostile: each costs the gateway a constant, and nobody else anything."""

import asyncio
import socket as sockets
import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import msgspec
import psycopg
import pytest

from gateway import server
from gateway.connection import MOST_BYTES, MOST_FRAMES, Connection
from gateway.server import Gateway
from gateway.tests.client import Client, open_line
from gateway.tests.conftest import GatewayMaker, LineOpener, eventually
from gateway.tests.make import School, Someone
from protocol.frames import (
    CLOSE_BAD_FRAME,
    CLOSE_NO_HELLO,
    CLOSE_SLOW,
    Ack,
    Bye,
    Diff,
    DiffAnswer,
    DiffRequest,
    Hello,
    Nack,
    Poke,
    Post,
    Resume,
)

WIDE = {"PARTA_POSTS_PER_SECOND": 10_000, "PARTA_FRAMES_PER_SECOND": 10_000}
LONG = "ы" * 4096
UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: parta.v1\r\n\r\n"
)

# --- who does not read


@pytest.mark.parametrize("does", ["hears", "asks", "pings", "errs"])
async def test_whoever_reads_nothing_costs_a_constant_and_then_nothing(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener, does: str
) -> None:
    gateway = await a_gateway(**WIDE, PARTA_BLOCKED_SECONDS=1.5)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, *[LONG] * 100)
    of_anna, of_boris = await line_at(gateway, anna), await line_at(gateway, boris)
    deaf = _deafen(gateway, of_boris, boris)
    annoy: dict[str, Callable[[], Awaitable[Any]]] = {
        "hears": lambda: _post_many(of_anna, chat, 20),
        "asks": lambda: _write(of_boris, _text(Diff(reqs=(DiffRequest(chat, 0),) * 20))),
        "pings": lambda: _write(of_boris, _frame(0x9, b"p" * 125) * 500),
        "errs": lambda: _write(of_boris, _frame(0x1, b"{}") * 500),
    }

    most = 0
    async with asyncio.timeout(60):
        while deaf.transport is not None and not deaf.is_closing:
            await annoy[does]()
            most = max(most, _kept_for(deaf))
            await asyncio.sleep(0)

    # One answer more, at most: it is written whole.
    assert 0 < most <= MOST_BYTES + 2**20
    await eventually(lambda: gateway.people.get(boris.user) is None)
    await of_anna.posted(chat, "а мы дальше")
    of_boris.line.transport.abort()


async def test_more_than_256_frames_become_one_poke(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(**WIDE, PARTA_BLOCKED_SECONDS=3600)
    anna, boris = school.someone(), school.someone()
    chat, other_chat = school.chat([anna, boris]), school.chat([anna, boris])
    of_anna, of_boris = await line_at(gateway, anna), await line_at(gateway, boris)
    deaf = _deafen(gateway, of_boris, boris)
    _fill(deaf)
    await of_anna.posted(other_chat, "раз")

    for _ in range(MOST_FRAMES):
        assert not deaf.is_behind
        await of_anna.posted(chat, "коротко")
    assert deaf.is_behind
    assert deaf._held == []
    of_boris.line.transport.resume_reading()

    poke = await of_boris.next(Poke)
    assert dict(poke.heads) == {chat: MOST_FRAMES, other_chat: 1}
    await of_anna.posted(chat, "дальше как обычно")
    await of_boris.message(chat, "дальше как обычно")
    assert len(of_boris.came(Poke)) == 1


async def test_up_to_256_frames_nothing_is_lost_and_nobody_is_poked(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(**WIDE, PARTA_BLOCKED_SECONDS=3600)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(gateway, anna), await line_at(gateway, boris)
    deaf = _deafen(gateway, of_boris, boris)
    _fill(deaf)

    for number in range(MOST_FRAMES):
        await of_anna.posted(chat, f"{number}")
    assert len(deaf._held) == MOST_FRAMES
    of_boris.line.transport.resume_reading()

    await of_boris.message(chat, f"{MOST_FRAMES - 1}")
    assert of_boris.pts_of(chat) == list(range(1, MOST_FRAMES + 1))
    assert of_boris.came(Poke) == []


async def test_every_question_of_a_slow_reader_is_answered(
    school: School, sql: psycopg.Connection[Any], a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(**WIDE, PARTA_BLOCKED_SECONDS=3600)
    anna, boris = school.someone(), school.someone()
    locked, *chats = [school.chat([anna, boris]) for _ in range(20)]
    for chat in chats:
        school.posts(chat, anna, *[LONG] * 30)
    of_anna, of_boris = await line_at(gateway, anna), await line_at(gateway, boris)
    deaf = _deafen(gateway, of_boris, boris)

    with sql.transaction():
        sql.execute("SELECT 1 FROM chat WHERE chat_id = %s FOR UPDATE", [locked])
        refused = of_boris.post(locked, "не сейчас")
        of_boris.send(Diff(reqs=tuple(DiffRequest(chat, 0) for chat in chats)))
        # The refusal comes when the answers before it already fill the line.
        await eventually(lambda: any(not chat for chat, _, _ in deaf._held))
    for _ in range(MOST_FRAMES + 50):
        of_anna.post(chats[0], "тем временем")
    await eventually(lambda: deaf.is_behind)
    of_boris.line.transport.resume_reading()

    answers = [await of_boris.next(DiffAnswer) for _ in chats]
    assert [answer.chat for answer in answers] == chats
    await eventually(lambda: [nack.cid for nack in of_boris.came(Nack)] == [refused])
    await eventually(lambda: {chat for poke in of_boris.came(Poke) for chat, _ in poke.heads} == {chats[0]})


async def test_whoever_reads_again_too_late_reads_that_he_was_too_slow(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "GOODBYE_SECONDS", 3600)
    gateway = await a_gateway(PARTA_BLOCKED_SECONDS=0.2)
    boris = school.someone()
    of_boris = await line_at(gateway, boris)
    deaf = _deafen(gateway, of_boris, boris)
    _fill(deaf)

    await eventually(lambda: deaf.is_closing)
    of_boris.line.transport.resume_reading()

    assert await of_boris.closed() == CLOSE_SLOW


async def test_whoever_does_not_read_his_goodbye_is_gone_all_the_same(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "GOODBYE_SECONDS", 0.2)
    gateway = await a_gateway()
    boris = school.someone()
    of_boris = await line_at(gateway, boris)
    deaf = _deafen(gateway, of_boris, boris)
    _fill(deaf)

    deaf.close(CLOSE_BAD_FRAME)

    await eventually(lambda: gateway.people.get(boris.user) is None)
    of_boris.line.transport.abort()


async def test_what_happens_before_the_welcome_is_kept_up_to_a_limit_and_then_poked(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(**WIDE, PARTA_BLOCKED_SECONDS=3600)
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line_at(gateway, anna), await line_at(gateway, boris)
    opening = _socket_of(gateway, boris)
    opening.opening = []

    for _ in range(MOST_FRAMES + 40):
        await of_anna.posted(chat, "пока он входит")
        assert len(opening.opening) <= MOST_FRAMES
    assert opening.person is not None
    gateway.desk._release(opening, opening.person)

    assert dict((await of_boris.next(Poke)).heads)[chat] > MOST_FRAMES
    answer = await of_boris.diff(chat, 0)
    assert isinstance(answer, DiffAnswer)


# --- who does not even speak


async def test_whoever_asks_for_a_socket_letter_by_letter_is_cut_off(a_gateway: GatewayMaker) -> None:
    gateway = await a_gateway(PARTA_HELLO_SECONDS=0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)

    async def dribble() -> None:
        for letter in UPGRADE:
            writer.write(bytes((letter,)))
            await asyncio.sleep(0.02)

    dribbling = asyncio.create_task(dribble())

    async with asyncio.timeout(30):
        assert await _rest_of(reader) == b""
    dribbling.cancel()
    writer.close()


async def test_whoever_never_ends_his_hello_is_cut_off(a_gateway: GatewayMaker) -> None:
    gateway = await a_gateway(PARTA_HELLO_SECONDS=0.3)
    client = await open_line(gateway.port)
    hello = _text(Hello(device=str(uuid.uuid4()), ticket="x" * 500))

    async def dribble() -> None:
        for letter in hello[:-1]:
            client.line.transport.write(bytes((letter,)))
            await asyncio.sleep(0.02)

    dribbling = asyncio.create_task(dribble())

    assert await client.closed() == CLOSE_NO_HELLO
    dribbling.cancel()


async def test_an_endless_request_is_cut_off(a_gateway: GatewayMaker) -> None:
    gateway = await a_gateway(PARTA_HELLO_SECONDS=3600)
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)

    writer.write(b"GET /ws HTTP/1.1\r\n" + b"X-Long: " + b"x" * 40_000)

    async with asyncio.timeout(30):
        await _rest_of(reader)
    writer.close()


async def test_a_half_open_socket_is_found_and_closed(
    school: School, a_gateway: GatewayMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEARTBEAT_SECONDS", 0.3)
    gateway = await a_gateway()
    anna = school.someone()
    # As from a telephone in a lift: nobody says goodbye, and nobody answers a ping.
    _, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    writer.write(UPGRADE + _text(Hello(device=str(uuid.uuid4()), ticket=anna.ticket())))
    await eventually(lambda: gateway.people.get(anna.user) is not None)

    await eventually(lambda: gateway.people.get(anna.user) is None)
    writer.close()


async def test_a_socket_that_answers_pings_stays(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEARTBEAT_SECONDS", 0.1)
    gateway = await a_gateway()
    anna = school.someone()
    of_anna = await line_at(gateway, anna)

    for _ in range(3):
        pong = await of_anna.line.ping()
        await pong
        await asyncio.sleep(0.2)

    await of_anna.nothing_more()


# --- who says too much


@pytest.mark.parametrize(
    "flood",
    [
        b"\x89\x80\x00\x00\x00\x00",
        b"\x8a\x80\x00\x00\x00\x00",
        b"\x01\x80\x00\x00\x00\x00" + b"\x00\x80\x00\x00\x00\x00" * 40,
        b"\x81\x82\x00\x00\x00\x00{}",
    ],
    ids=["pings", "pongs", "empty fragments", "frames"],
)
async def test_whoever_floods_is_closed_whatever_he_floods_with(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener, flood: bytes
) -> None:
    gateway = await a_gateway(PARTA_FRAMES_PER_SECOND=2)
    client = await line_at(gateway, school.someone())

    client.line.transport.write(flood * 40)

    assert await client.closed() == 1008


async def test_what_follows_a_goodbye_is_not_done(school: School, gateway: Gateway, line: LineOpener) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)
    post = _text(Post(cid=str(uuid.uuid4()), chat=chat, body="после всего"))

    # Reserved bits, and a post in the same packet.
    of_anna.line.transport.write(b"\xc1\x80\x00\x00\x00\x00" + post)

    assert await of_anna.closed() == 1002
    await gateway.writer.drained()
    assert school.head(chat) == (0, 0)


async def test_in_a_batch_of_500_only_the_culprits_are_refused(
    school: School, sql: psycopg.Connection[Any], a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    gateway = await a_gateway(**WIDE, PARTA_BLOCKED_SECONDS=3600)
    people = [school.someone() for _ in range(10)]
    chat = school.chat(people)
    clients = [await line_at(gateway, person) for person in people]
    cids: dict[str, Client] = {}
    bad: dict[str, Client] = {}

    # While the chat is locked they gather, so that the guilty and the innocent leave in one call.
    with sql.transaction():
        sql.execute("SELECT 1 FROM chat WHERE chat_id = %s FOR UPDATE", [chat])
        for number in range(490):
            client = clients[number % 10]
            cids[client.post(chat, f"невиновен {number}")] = client
        for number, frame in enumerate(_unstorable(chat)):
            client = clients[number]
            client.send_raw(frame)
            bad[_cid_of(frame)] = client

    for cid, client in bad.items():
        await eventually(partial(_is_refused_for_good, client, cid))
    seqs = [(await _acked(client, chat, cid)).seq for cid, client in cids.items()]
    assert sorted(seqs) == list(range(1, 491))
    assert school.head(chat) == (490, 490)


# --- who pretends


async def test_a_ticket_is_used_up_for_every_gateway(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    one, two = await a_gateway(), await a_gateway()
    anna = school.someone()
    ticket = anna.ticket()
    await line_at(one, anna, ticket=ticket)

    second = await line_at(two)
    second.send(Hello(device=str(uuid.uuid4()), ticket=ticket))

    assert (await second.next(Bye)).code == "bad_token"


# ---


def _deafen(gateway: Gateway, client: Client, who: Someone) -> Connection:
    """Let the client read nothing from now on; its socket at the gateway."""
    client.line.transport.pause_reading()
    deaf = _socket_of(gateway, who)
    assert deaf.transport is not None
    # What the kernel keeps for it is not what is measured.
    kernel = deaf.transport.underlying_transport.get_extra_info("socket")
    kernel.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, 4096)
    return deaf


def _fill(deaf: Connection) -> None:
    """More than the kernel takes for somebody who does not read: from now on he is blocked."""
    deaf.send(Resume(token="x" * 2**20))
    deaf.write_collected()
    assert deaf.blocked_since()


def _socket_of(gateway: Gateway, who: Someone) -> Connection:
    person = gateway.people.get(who.user)
    assert person is not None
    return person.sockets[0]


def _kept_for(socket: Connection) -> int:
    """Bytes that the gateway keeps for one socket."""
    if socket.transport is None:
        return 0
    kept = sum(len(wired) for _, _, wired in socket._held) + sum(map(len, socket._collected))
    kept += sum(map(len, socket._parts))
    return kept + int(socket.transport.underlying_transport.get_write_buffer_size())


async def _post_many(client: Client, chat: int, number: int) -> None:
    cids = [client.post(chat, LONG) for _ in range(number)]
    await client.next((Ack, Nack), where=lambda frame: frame.cid == cids[-1])


async def _write(client: Client, raw: bytes) -> None:
    client.line.transport.write(raw)
    await asyncio.sleep(0.01)


async def _acked(client: Client, chat: int, cid: str) -> Ack:
    """The ack, of the first try or of a later one, as of a client with an outbox."""
    async with asyncio.timeout(30):
        while True:
            for frame in client.frames:
                if isinstance(frame, Ack) and frame.cid == cid:
                    return frame
            if any(isinstance(frame, Nack) and frame.cid == cid for frame in client.frames):
                client.frames = [frame for frame in client.frames if getattr(frame, "cid", "") != cid]
                client._unread = 0
                client.post(chat, "ещё раз", cid=cid)
            await asyncio.sleep(0.01)


def _is_refused_for_good(client: Client, cid: str) -> bool:
    codes = {nack.code for nack in client.came(Nack) if nack.cid in {cid, ""} and nack.retry_ms == 0}
    return bool(codes) and codes <= {"frame.invalid", "text.characters"}


async def _rest_of(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


def _unstorable(chat: int) -> list[str]:
    """Posts that PostgreSQL cannot hold."""
    template = '{{"type":"post","cid":"{}","chat":{},"body":"{}","reply":{}}}'
    return [
        template.format(uuid.uuid4(), chat, "NUL \\u0000", 0),
        template.format(uuid.uuid4(), chat, "половина \\ud83d", 0),
        template.format(uuid.uuid4(), 2**53, "слишком большой номер", 0),
        template.format(uuid.uuid4(), 2**63, "совсем большой номер", 0),
        template.format(uuid.uuid4(), chat, "ответ ни на что", 2**53),
        template.format(uuid.uuid4(), chat, "ответ назад", -1),
        template.format(uuid.uuid4(), -1, "чат со знаком", 0),
    ]


def _cid_of(frame: str) -> str:
    cid: str = msgspec.json.decode(frame.encode("utf-8", "surrogatepass").replace(b"\\ud83d", b""))["cid"]
    return cid


def _text(frame: Any) -> bytes:
    return _frame(0x1, msgspec.json.encode(frame))


def _frame(opcode: int, payload: bytes) -> bytes:
    """A whole frame of a client, masked with zeros."""
    size = len(payload)
    if size < 126:
        return bytes((0x80 | opcode, 0x80 | size)) + bytes(4) + payload
    return bytes((0x80 | opcode, 0xFE)) + size.to_bytes(2, "big") + bytes(4) + payload
