"""Valkey pub/sub for the gateway: two connections that come back by themselves.

Everything here is best effort. While Valkey is away nothing is published and nothing arrives; what was missed is found
by comparing heads (fanout). Nobody waits for it longer than a second.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import cast
from urllib.parse import unquote, urlsplit

import hiredis

from gateway import metrics

log = logging.getLogger("gateway.bus")

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 2.0
PING_SECONDS = 5.0
ANSWER_SECONDS = 5.0
# How long a channel is heard on that nobody here wants any more. When ten thousand lose their sockets at once they are
# back before that, and nothing needs to be told to Valkey.
LINGER_SECONDS = 30.0
# Behind a Valkey that does not read, wake-ups are worth nothing.
MOST_BUFFERED_BYTES = 4 * 1024 * 1024

Received = Callable[[str, bytes], None]


class Bus:
    """Publish and subscribe. `received(channel, payload)` is called for every message; `came_back()` after a loss."""

    def __init__(self, url: str, *, received: Received, came_back: Callable[[], None]) -> None:
        self._address = _Address.of(url)
        self._received = received
        self._came_back = came_back
        self._channels: set[str] = set()
        self._unwanted: dict[str, float] = {}
        """Channels that nobody wants, and when each of them may be left; the oldest first."""
        self._listening: _Line | None = None
        self._speaking: _Line | None = None

    @property
    def is_up(self) -> bool:
        return self._listening is not None and self._speaking is not None

    async def run(self) -> None:
        """Keep both connections until cancelled."""
        pause = FIRST_PAUSE_SECONDS
        lost = False
        while True:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    listening = await self._connect(self._on_message)
                    speaking = await self._connect(_ignore)
                self._listening, self._speaking = listening, speaking
                if self._channels:
                    listening.subscribe(*self._channels)
                metrics.BUS_UP.set(1)
                log.info("valkey is there")
                if lost:
                    self._came_back()
                pause = FIRST_PAUSE_SECONDS
                await self._watch(listening, speaking)
            except (OSError, TimeoutError, hiredis.HiredisError) as error:
                log.warning("valkey is away error=%r retry_s=%s", error, pause)
            finally:
                metrics.BUS_UP.set(0)
                for line in (self._listening, self._speaking):
                    if line is not None:
                        line.close()
                self._listening = self._speaking = None
            lost = True
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def publish(self, channel: str, payload: bytes) -> None:
        if self._speaking is not None:
            self._speaking.command(b"PUBLISH", channel.encode(), payload)

    def subscribe(self, *channels: str) -> None:
        new = [channel for channel in channels if channel not in self._channels]
        for channel in channels:
            self._unwanted.pop(channel, None)
        self._channels.update(new)
        if new and self._listening is not None:
            self._listening.subscribe(*new)

    def unsubscribe(self, *channels: str) -> None:
        """Nobody here wants these any more; they are left a while later, unless somebody does again."""
        leave_at = asyncio.get_running_loop().time() + LINGER_SECONDS
        for channel in self._channels.intersection(channels):
            self._unwanted.pop(channel, None)
            self._unwanted[channel] = leave_at

    def send(self, *words: bytes) -> None:
        """A command whose answer nobody needs."""
        if self._speaking is not None:
            self._speaking.command(*words)

    async def settled(self) -> None:
        """Wait until every subscription asked for so far holds; at most a second, then the heads must do."""
        if self._listening is not None:
            await self._listening.settled()

    async def call(self, *words: bytes) -> object:
        """A command with an answer; raises OSError or TimeoutError when Valkey is away."""
        if self._speaking is None:
            raise ConnectionError("valkey is away")
        async with asyncio.timeout(1):
            return await self._speaking.ask(*words)

    async def _connect(self, on_message: Received) -> "_Line":
        loop = asyncio.get_running_loop()
        line = _Line(on_message)
        if self._address.path:
            await loop.create_unix_connection(lambda: line, self._address.path)
        else:
            await loop.create_connection(
                lambda: line, self._address.host, self._address.port, ssl=True if self._address.tls else None
            )
        if self._address.password:
            user = [self._address.user.encode()] if self._address.user else []
            await line.ask(b"AUTH", *user, self._address.password.encode())
        if self._address.database:
            await line.ask(b"SELECT", str(self._address.database).encode())
        return line

    async def _watch(self, *lines: "_Line") -> None:
        """Return, or raise OSError, when one of the lines is dead; ping them, so that a silent death is seen."""
        while True:
            waits = [asyncio.ensure_future(line.lost()) for line in lines]
            done, pending = await asyncio.wait(waits, timeout=PING_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            for wait in pending:
                wait.cancel()
            if done:
                raise ConnectionError("connection lost")
            now = asyncio.get_running_loop().time()
            for line in lines:
                if now - line.heard_at > PING_SECONDS + ANSWER_SECONDS:
                    raise TimeoutError("no answer to a ping")
                line.command(b"PING")
            self._leave_unwanted(now)

    def _leave_unwanted(self, now: float) -> None:
        old = list(takewhile(lambda channel: self._unwanted[channel] <= now, self._unwanted))
        for channel in old:
            del self._unwanted[channel]
        self._channels.difference_update(old)
        if self._listening is not None:
            self._listening.unsubscribe(*old)

    def _on_message(self, channel: str, payload: bytes) -> None:
        self._received(channel, payload)


class _Line(asyncio.Protocol):
    """One connection that speaks RESP2."""

    def __init__(self, on_message: Received) -> None:
        self._on_message = on_message
        self._loop = asyncio.get_running_loop()
        self._reader = hiredis.Reader()
        self._transport: asyncio.Transport | None = None
        self._out: list[bytes] = []
        self._lost: asyncio.Future[None] = self._loop.create_future()
        self._answers: deque[asyncio.Future[object] | None] = deque()
        self._asked = self._confirmed = 0
        self._settling: list[tuple[int, asyncio.Future[None]]] = []
        self._subscribes = False
        self.heard_at = self._loop.time()

    # --- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are asyncio's in all but their class.
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, error: Exception | None) -> None:
        if not self._lost.done():
            self._lost.set_result(None)
        for answer in self._answers:
            if answer is not None and not answer.done():
                answer.set_exception(ConnectionError("connection lost"))
        for _, settled in self._settling:
            if not settled.done():
                settled.set_result(None)

    def data_received(self, data: bytes) -> None:
        self.heard_at = self._loop.time()
        self._reader.feed(data)
        while (reply := self._reader.gets()) is not False:
            self._take(reply)

    # --- what Bus calls

    def command(self, *words: bytes) -> None:
        """Send without waiting; commands of one turn of the loop go out together."""
        self._send(words)
        if not self._subscribes:
            self._answers.append(None)

    def subscribe(self, *channels: str) -> None:
        self._subscribes = True
        self._asked += len(channels)
        self._send_in_pieces(b"SUBSCRIBE", channels)

    def unsubscribe(self, *channels: str) -> None:
        self._send_in_pieces(b"UNSUBSCRIBE", channels)

    async def ask(self, *words: bytes) -> object:
        future: asyncio.Future[object] = self._loop.create_future()
        self._send(words)
        self._answers.append(future)
        answer = await future
        if isinstance(answer, hiredis.ReplyError):
            raise ConnectionError(str(answer))
        return answer

    async def settled(self) -> None:
        if self._confirmed >= self._asked:
            return
        future: asyncio.Future[None] = self._loop.create_future()
        self._settling.append((self._asked, future))
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await future

    async def lost(self) -> None:
        await asyncio.shield(self._lost)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    # ---

    def _take(self, reply: object) -> None:
        if isinstance(reply, list) and reply and reply[0] == b"message":
            self._on_message(reply[1].decode(), reply[2])
        elif isinstance(reply, list) and reply and reply[0] == b"subscribe":
            self._confirmed += 1
            while self._settling and self._settling[0][0] <= self._confirmed:
                future = self._settling.pop(0)[1]
                if not future.done():
                    future.set_result(None)
        elif self._answers and not self._subscribes:
            future_or_none = self._answers.popleft()
            if future_or_none is not None and not future_or_none.done():
                future_or_none.set_result(reply)

    def _send_in_pieces(self, command: bytes, channels: Sequence[str]) -> None:
        # So that one command of ten thousand channels does not hold up the rest.
        for start in range(0, len(channels), 500):
            self._send((command, *(channel.encode() for channel in channels[start : start + 500])))

    def _send(self, words: tuple[bytes, ...]) -> None:
        if not self._out:
            self._loop.call_soon(self._flush)
        self._out.append(b"*%d\r\n" % len(words))
        for word in words:
            self._out.append(b"$%d\r\n%b\r\n" % (len(word), word))

    def _flush(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(b"".join(self._out))
            if self._transport.get_write_buffer_size() > MOST_BUFFERED_BYTES:
                self._transport.abort()
        self._out.clear()


class _Address:
    """redis://user:password@host:port/0, rediss://… or unix:///path."""

    def __init__(self, *, path: str, host: str, port: int, tls: bool, user: str, password: str, database: int) -> None:
        self.path = path
        self.host = host
        self.port = port
        self.tls = tls
        self.user = user
        self.password = password
        self.database = database

    @classmethod
    def of(cls, url: str) -> "_Address":
        parts = urlsplit(url)
        is_unix = parts.scheme == "unix"
        database = "" if is_unix else parts.path.lstrip("/")
        return cls(
            path=unquote(parts.path) if is_unix else "",
            host=parts.hostname or "127.0.0.1",
            port=parts.port or 6379,
            tls=parts.scheme in ("rediss", "valkeys"),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            database=int(database) if database.isdigit() else 0,
        )


def _ignore(channel: str, payload: bytes) -> None:
    """Nothing is subscribed on the line that speaks."""
