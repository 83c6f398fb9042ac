"""The line to PostgreSQL dies at the worst moments: before a call gets there; after its COMMIT, before the answer."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from enum import Enum, auto
from functools import partial
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
import pytest_asyncio

from gateway import writer
from gateway.tests.client import Client
from gateway.tests.conftest import GatewayMaker, LineOpener, eventually
from gateway.tests.make import School
from gateway.writer import SETTINGS
from parta.ops.roles import Addresses
from protocol.frames import Ack, ChatEvent, Nack

POSTS = 40


class Loss(Enum):
    NOTHING = auto()
    CALL = auto()
    """The next call of the writer never reaches PostgreSQL."""
    ANSWER = auto()
    """It does and is committed, and the answer is lost."""


class Wire:
    """A piece of wire between a gateway and PostgreSQL that is cut on request, once."""

    def __init__(self, socket_path: str) -> None:
        self._socket_path = socket_path
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.Task[None]] = set()
        self.loss = Loss.NOTHING
        self.cuts = 0

    @asynccontextmanager
    async def strung(self) -> AsyncIterator[int]:
        """Listen; the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield self._server.sockets[0].getsockname()[1]
        finally:
            self._server.close()
            for line in self._lines:
                line.cancel()
            await asyncio.gather(*self._lines, return_exceptions=True)

    async def _serve(self, from_gateway: asyncio.StreamReader, to_gateway: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._lines.add(task)
        from_postgres, to_postgres = await asyncio.open_unix_connection(self._socket_path)
        line = _Line(self)
        ways = [
            asyncio.create_task(line.carry(from_gateway, to_postgres, is_call=True)),
            asyncio.create_task(line.carry(from_postgres, to_gateway, is_call=False)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            to_gateway.transport.abort()
            # PostgreSQL hears of it as it hears of a cable that is pulled out: after what it is doing.
            to_postgres.close()
            self._lines.discard(task)


class _Line:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._is_writers = False
        self._loses_answer = False

    async def carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, is_call: bool) -> None:
        """Return when one end is gone, or when this is where the wire is cut."""
        with suppress(OSError):
            while chunk := await source.read(1 << 16):
                if SETTINGS["application_name"].encode() in chunk:
                    self._is_writers = True
                if self._is_cut_here(is_call=is_call):
                    self._wire.cuts += 1
                    return
                sink.write(chunk)
                await sink.drain()

    def _is_cut_here(self, *, is_call: bool) -> bool:
        if not is_call:
            return self._loses_answer
        if self._is_writers and self._wire.loss is not Loss.NOTHING:
            self._loses_answer = self._wire.loss is Loss.ANSWER
            is_lost, self._wire.loss = self._wire.loss is Loss.CALL, Loss.NOTHING
            return is_lost
        return False


@pytest.fixture(autouse=True)
def nobody_is_told_to_come_back_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a slow machine takes to connect again."""
    monkeypatch.setattr(writer, "WAIT_SECONDS", 600)


@pytest_asyncio.fixture
async def wire(stream_database: Addresses) -> AsyncIterator[tuple[Wire, str]]:
    """The wire, and the address of PostgreSQL at its near end."""
    parts = urlsplit(stream_database.gateway)
    folder = parse_qs(parts.query)["host"][0]
    wire = Wire(f"{folder}/.s.PGSQL.5432")
    async with wire.strung() as port:
        who = parts.netloc.rpartition("@")[0]
        yield wire, urlunsplit(parts._replace(netloc=f"{who}@127.0.0.1:{port}", query="sslmode=disable"))


@pytest.mark.parametrize("loss", [Loss.CALL, Loss.ANSWER])
async def test_a_line_that_dies_in_a_call_loses_doubles_and_turns_round_nothing_at_either_gateway(
    school: School, wire: tuple[Wire, str], a_gateway: GatewayMaker, line_at: LineOpener, loss: Loss
) -> None:
    here, there = await a_gateway(DATABASE_GATEWAY_URL=wire[1]), await a_gateway()
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    of_anna, of_boris, of_vera = await line_at(here, anna), await line_at(here, boris), await line_at(there, vera)
    await of_anna.posted(chat, "раз")

    wire[0].loss = loss
    cids = [of_anna.post(chat, f"{number}") for number in range(POSTS - 1)]

    assert await seqs_of(of_anna, cids) == list(range(2, POSTS + 1))
    assert wire[0].cuts == 1
    assert school.head(chat) == (POSTS, POSTS)
    for listener in (of_boris, of_vera):
        await eventually(partial(heard, listener, chat, POSTS))
        assert listener.pts_of(chat) == list(range(1, POSTS + 1))
        assert len({event.message.cid for event in listener.came(ChatEvent)}) == POSTS


async def test_what_was_committed_without_an_answer_is_told_at_both_gateways_though_nobody_compares_heads(
    school: School, wire: tuple[Wire, str], a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    never = {"PARTA_CHECK_SECONDS": 3600}
    here, there = await a_gateway(DATABASE_GATEWAY_URL=wire[1], **never), await a_gateway(**never)
    anna, boris, vera = school.someone(), school.someone(), school.someone()
    chat = school.chat([anna, boris, vera])
    of_anna, of_boris, of_vera = await line_at(here, anna), await line_at(here, boris), await line_at(there, vera)

    wire[0].loss = Loss.ANSWER
    ack = await of_anna.posted(chat, "Звонок с урока")

    assert wire[0].cuts == 1
    assert ack.dup
    for listener in (of_boris, of_vera):
        await listener.message(chat, "Звонок с урока")


def heard(client: Client, chat: int, steps: int) -> bool:
    return len(client.pts_of(chat)) == steps


async def seqs_of(client: Client, cids: Sequence[str]) -> list[int]:
    """Where each of the posts stands, once all are acked; no refusal is in order."""
    await eventually(lambda: set(cids) <= {ack.cid for ack in client.came(Ack)} or client.came(Nack))
    assert client.came(Nack) == []
    seqs = {ack.cid: ack.seq for ack in client.came(Ack)}
    return [seqs[cid] for cid in cids]


async def test_the_same_posts_through_two_gateways_at_once_are_posted_once(
    school: School, wire: tuple[Wire, str], a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    """A phone that lost its line to one gateway sends again through another, while the first is still trying."""
    here, there = await a_gateway(DATABASE_GATEWAY_URL=wire[1]), await a_gateway()
    anna = school.someone()
    chats = [school.chat([anna]) for _ in range(3)]
    phone, again = await line_at(here, anna), await line_at(there, anna)
    posts = [(chats[number % 3], str(uuid.uuid4())) for number in range(30)]

    wire[0].loss = Loss.ANSWER
    for chat, cid in posts:
        phone.post(chat, "одно и то же", cid=cid)
    for chat, cid in reversed(posts):
        again.post(chat, "одно и то же", cid=cid)

    cids = [cid for _, cid in posts]
    assert await seqs_of(phone, cids) == await seqs_of(again, cids)
    assert [school.head(chat) for chat in chats] == [(10, 10)] * 3
