"""Ten thousand devices in one process: as little Python per socket as a device needs to follow the stream's rules.

A device says hello with what it knows, takes the welcome, fetches what is new in its open chat, answers pings, obeys
`bye`, and comes back by full jitter when it is told nothing: the web client's rules (docs/guides/stream.md), without
its cache of messages.
"""

from __future__ import annotations

import asyncio
import gc
import random
import socket
import struct
import uuid
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import cast

import msgspec

from bench.native.lines import client_frame
from bench.report import CannotMeasure
from bench.town import Inhabitant
from protocol.frames import SUBPROTOCOL, Diff, DiffRequest, Hello

FIRST_BACKOFF_SECONDS = 0.5
LONGEST_BACKOFF_SECONDS = 60.0
UPGRADE = (
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    f"Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n"
).encode()
TEXT, CLOSE, PING = 0x81, 0x88, 0x89
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: the connection vanishes, as when the network does."""

_encode = msgspec.json.Encoder().encode


class _Changed(msgspec.Struct):
    chat: int
    pts: int


class _Frame(msgspec.Struct):
    """What of a server's frame a device acts on."""

    type: str
    resume: str = ""
    token: str = ""
    changed: tuple[_Changed, ...] = ()
    after_ms: int = 0
    code: str = ""
    chat: int = 0
    pts: int = 0
    to: int = 0
    more: bool = False
    heads: tuple[tuple[int, int], ...] = ()


_decode = msgspec.json.Decoder(_Frame).decode


class Crowd:
    """The devices of a town, one a person; every school behind one address. Knows who is in step since when."""

    def __init__(self, *, port: int, town: Sequence[Inhabitant]) -> None:
        # Looking through so many objects again and again is a tenth of the work, and finds nothing.
        gc.disable()
        self.devices = [
            Device(
                port=port,
                # Loopback has sixteen million addresses.
                address=f"127.0.{1 + person.school}.1",
                name=str(uuid.uuid4()),
                ticket=person.someone.ticket(seconds=600),
                open_chat=person.chats[0],
                in_step=self._is_in_step,
            )
            for person in town
        ]
        self.in_step: dict[Device, float] = {}
        """When each came to know what it asked for."""
        self._everybody = asyncio.Event()

    async def come(self, *, per_second: float) -> None:
        """Let them sign in by their tickets, at a pace; return when all are in step."""
        for i, device in enumerate(self.devices):
            device.come(after=i / per_second)
        await self.all_in_step(seconds=60 + len(self.devices) / per_second)

    def vanish(self) -> None:
        """Cut off all connections at once. Nobody is in step until he has been back."""
        self.in_step.clear()
        self._everybody.clear()
        for device in self.devices:
            device.vanish()

    async def all_in_step(self, *, seconds: float) -> None:
        """Wait for the last one; CannotMeasure when it does not come."""
        try:
            async with asyncio.timeout(seconds):
                await self._everybody.wait()
        except TimeoutError:
            here, all_ = len(self.in_step), len(self.devices)
            raise CannotMeasure(f"only {here} of {all_} devices were in step after {seconds:.0f} s") from None

    def go(self) -> None:
        for device in self.devices:
            device.go()

    def _is_in_step(self, device: Device) -> None:
        self.in_step.setdefault(device, perf_counter())
        if len(self.in_step) == len(self.devices):
            self._everybody.set()


class Device(asyncio.Protocol):
    """One device; `in_step` is called whenever it knows all that the server knew when it asked."""

    def __init__(
        self,
        *,
        port: int,
        address: str,
        name: str,
        ticket: str,
        open_chat: int,
        in_step: Callable[[Device], None],
    ) -> None:
        self.heads: dict[int, int] = {}
        """pts of each chat that it knows."""
        self.resume = ""
        self.refused = 0
        """How often the server said `bye` instead of `welcome`."""
        self.failed = 0
        """How often a connection ended before its welcome for any other reason."""
        self._to = (address, port)
        self._name = name
        self._ticket = ticket
        self._open = open_chat
        self._in_step = in_step
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._is_upgraded = False
        self._is_welcome = False
        self._slot: float | None = None
        self._failures = 0
        self._stays_away = False

    def come(self, *, after: float) -> None:
        """Connect after so many seconds, and again until welcome."""
        self._loop.call_later(after, self._connect)

    def vanish(self) -> None:
        """Be cut off without a word; come back as the rules say."""
        if self._transport is not None:
            line = self._transport.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self._transport.abort()

    def go(self) -> None:
        """Leave for good."""
        self._stays_away = True
        if self._transport is not None:
            self._transport.abort()

    # --- the connection

    def _connect(self) -> None:
        line = socket.socket()
        line.setblocking(False)
        line.bind((self._to[0], 0))
        task = self._loop.create_task(self._open_line(line))
        task.add_done_callback(self._opened)

    async def _open_line(self, line: socket.socket) -> None:
        try:
            await self._loop.sock_connect(line, ("127.0.0.1", self._to[1]))
            await self._loop.create_connection(lambda: self, sock=line)
        except OSError:
            line.close()
            raise

    def _opened(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self._come_back()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._buffer = b""
        self._is_upgraded = self._is_welcome = False
        self._slot = None
        self._transport.write(UPGRADE)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._come_back()

    def _come_back(self) -> None:
        if self._stays_away:
            return
        if self._slot is not None:
            self._loop.call_later(self._slot, self._connect)
            return
        if not self._is_welcome:
            self.failed += 1
            self._failures += 1
        self._is_welcome = False
        ceiling = min(LONGEST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2**self._failures)
        self._loop.call_later(random.uniform(0, ceiling), self._connect)  # noqa: S311  no secret

    # --- what comes

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data if self._buffer else data
        if not self._is_upgraded:
            head, end, rest = buffer.partition(b"\r\n\r\n")
            if not end:
                self._buffer = buffer
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self._drop()
                return
            self._is_upgraded = True
            self._say_hello()
            buffer = rest
        at = 0
        while (end_of_frame := _end_of_frame(buffer, at)) is not None:
            start, end_at = end_of_frame
            self._on_frame(buffer[at], buffer[start:end_at])
            at = end_at
        self._buffer = buffer[at:]

    def _say_hello(self) -> None:
        hello = Hello(
            device=self._name,
            ticket="" if self.resume else self._ticket,
            resume=self.resume,
            heads=tuple(self.heads.items()),
            open=self._open,
        )
        self._write(client_frame(_encode(hello)))

    def _on_frame(self, kind: int, payload: bytes) -> None:
        if kind == PING:
            self._write(b"\x8a" + bytes((0x80 | len(payload),)) + b"\0\0\0\0" + payload)
        elif kind == CLOSE:
            self._drop()
        elif kind == TEXT:
            self._on_message(_decode(payload))

    def _on_message(self, frame: _Frame) -> None:
        match frame.type:
            case "welcome":
                self._is_welcome = True
                self._failures = 0
                self.resume = frame.resume
                known = self.heads.get(self._open)
                self.heads.update((changed.chat, changed.pts) for changed in frame.changed)
                if known is not None and self.heads[self._open] != known:
                    self._ask(self._open, known)
                else:
                    self._in_step(self)
            case "diff" | "reset":
                self.heads[frame.chat] = frame.to
                if frame.more:
                    self._ask(frame.chat, frame.to)
                else:
                    self._in_step(self)
            case "ev":
                self.heads[frame.chat] = max(frame.pts, self.heads.get(frame.chat, 0))
            case "poke":
                self.heads.update(frame.heads)
            case "resume":
                self.resume = frame.token
            case "bye":
                self.refused += 1
                self._slot = frame.after_ms / 1000
                self._drop()

    def _ask(self, chat: int, after: int) -> None:
        self._write(client_frame(_encode(Diff(reqs=(DiffRequest(chat, after),)))))

    def _drop(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _write(self, frame: bytes) -> None:
        if self._transport is not None:
            self._transport.write(frame)


def _end_of_frame(buffer: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame at `at` begins and ends; None when it is not whole yet."""
    if len(buffer) < at + 2:
        return None
    size = buffer[at + 1]
    start = at + 2
    if size >= 126:
        start += 2 if size == 126 else 8
        if len(buffer) < start:
            return None
        size = int.from_bytes(buffer[at + 2 : start], "big")
    end = start + size
    return (start, end) if len(buffer) >= end else None
