"""A client on the line: one socket kept open, whatever happens to it, and a replica behind it.

    async with following(url, me=7, ticket=fetch_ticket) as client:
        posted = await client.post(chat, "Здравствуйте")      # committed, however often the line broke meanwhile
        await client.until(lambda: posted.pts <= client.replica.chats[chat].pts)

Tickets come from whoever uses it (over HTTP, or signed in a test); later sockets are opened by the resume token of the
last one. `bye` is obeyed, everything else is answered by full jitter from 0.5 s to 60 s.
"""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec
from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from protocol.frames import (
    CLOSE_SESSION_ENDED,
    MAX_DIFF_EVENTS,
    SUBPROTOCOL,
    Bye,
    Hello,
    Post,
    Resume,
    ServerFrame,
    Welcome,
)
from streamclient.clock import Clock, WallClock
from streamclient.replica import Posted, Reconnect, Refused, Replica, Send, Tell, Timer, Wish

FIRST_BACKOFF_MS = 500
LONGEST_BACKOFF_MS = 60_000
STABLE_MS = 5_000
"""A connection that broke sooner than this was none: the backoff goes on growing."""
WELCOME_WITHIN_SECONDS = 15.0
LARGEST_FRAME = 4 * MAX_DIFF_EVENTS * 64 * 1024

# Connections come and go by the thousand here, and nobody wants to read of each.
_log = logging.getLogger("streamclient")
_log.setLevel(logging.WARNING)

_decode = msgspec.json.Decoder(ServerFrame).decode
_encode = msgspec.json.Encoder().encode


class SignedOut(Exception):
    """The session has ended: no ticket will be given, no socket opened."""


class NotPosted(Exception):
    """The server refused the message for good."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.code = refused.code
        self.params = refused.params


class Client:
    """One device of one person. Made by `following`."""

    def __init__(
        self,
        url: str | Callable[[], str],
        *,
        me: int,
        ticket: Callable[[], Awaitable[str]],
        device: str = "",
        clock: Clock | None = None,
        network: Callable[[bytes], Iterable[bytes]] | None = None,
        tell: Callable[[Any], None] | None = None,
    ) -> None:
        """`url` may be asked anew for every socket. `network` says what of a frame that came reaches the device, for
        tests that lose, double and turn round. `tell` hears of domain events."""
        self.replica = Replica(me=me)
        self.device = device or str(uuid.uuid4())
        self.clock = clock or WallClock()
        self.acked: dict[str, Posted] = {}
        """Everything of mine that the server has said to have, by cid."""
        self.connections = 0
        """Sockets that were welcomed."""
        self.came: Callable[[ServerFrame], None] = lambda frame: None
        """Called with each frame before it is applied."""
        self._url = url
        self._ticket = ticket
        self._resume = ""
        self._network = network
        self._tell = tell or (lambda event: None)
        self._line: _Line | None = None
        self._answers: dict[str, asyncio.Future[Posted]] = {}
        self._changed = asyncio.Event()
        self._broken: Exception | None = None
        self._may_go_on = asyncio.Event()
        self._may_go_on.set()

    # --- what a person does

    def post_soon(self, chat: int, body: str, *, cid: str = "", as_org: bool = False, **more: Any) -> str:
        """Put a message into the outbox; its cid."""
        post = Post(cid=cid or str(uuid.uuid4()), chat=chat, body=body, **more)
        self._perform(self.replica.post(post, as_org=as_org, now=self.clock.now()))
        return post.cid

    async def post(self, chat: int, body: str, *, cid: str = "", as_org: bool = False, **more: Any) -> Posted:
        """Return when it is committed, or raise NotPosted."""
        cid = cid or str(uuid.uuid4())
        answer: asyncio.Future[Posted] = asyncio.get_running_loop().create_future()
        self._answers[cid] = answer
        self.post_soon(chat, body, cid=cid, as_org=as_org, **more)
        try:
            return await answer
        finally:
            self._answers.pop(cid, None)

    def read(self, chat: int, *, upto: int) -> None:
        self._perform(self.replica.read(chat, upto=upto, now=self.clock.now()))

    def say(self, frame: object) -> None:
        """Send a frame as it is, for tests of what no client should say; nothing without a line."""
        if self._line is not None and self.is_live:
            self._line.send(frame)

    # --- how it stands

    @property
    def is_live(self) -> bool:
        return self._line is not None and not self._line.ended.is_set()

    async def until(self, holds: Callable[[], object], *, within: float = 30.0) -> None:
        """Wait until it holds; looked at after each frame and change of the line."""
        async with asyncio.timeout(within):
            while not holds():
                if self._broken is not None:
                    raise self._broken
                self._changed.clear()
                await self._changed.wait()

    async def in_step(self, *, within: float = 30.0) -> None:
        """Wait until nothing is known to be missing, and nothing of one's own is on its way."""
        await self.until(lambda: self.replica.is_in_step, within=within)

    # --- what happens to its line

    def lose_line(self) -> None:
        """Cut the socket, as a tunnel or a lift does."""
        if self._line is not None:
            self._line.cut()

    def pause(self) -> None:
        """Cut the socket and open no other until `go_on`."""
        self._may_go_on.clear()
        self.lose_line()

    def go_on(self) -> None:
        self._may_go_on.set()

    def hear(self, raw: bytes) -> None:
        """Take in a frame, whenever and however often it comes."""
        self._take(_decode(raw), raw)

    # --- the shell

    async def run(self) -> None:
        """Keep a socket open until cancelled; return when the session has ended."""
        failures = 0
        with suppress(SignedOut):
            while True:
                await self._may_go_on.wait()
                line, welcomed_at = None, None
                try:
                    line = await self._open()
                    async with asyncio.timeout(WELCOME_WITHIN_SECONDS):
                        await line.greeted.wait()
                    welcomed_at = self.clock.now()
                    await line.ended.wait()
                except (OSError, WSError, TimeoutError):
                    pass
                finally:
                    if line is not None:
                        line.cut()
                    self._lost()
                if line is not None and line.is_signed_out:
                    return
                if line is not None and line.bye is not None:
                    await self._obey(line.bye)
                    continue
                if welcomed_at is not None and self.clock.now() - welcomed_at >= STABLE_MS:
                    failures = 0
                ceiling = min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2**failures)
                failures = min(failures + 1, 10)
                await self._sleep(self.clock.chance() * ceiling)

    async def _open(self) -> "_Line":
        ticket = "" if self._resume else await self._ticket()
        url = self._url if isinstance(self._url, str) else self._url()
        hello = self._hello(ticket=ticket, resume=self._resume)
        _, line = await ws_connect(
            lambda: _Line(self, hello),
            url,
            extra_headers={"Sec-WebSocket-Protocol": SUBPROTOCOL},
            max_frame_size=LARGEST_FRAME,
            logger_name=_log,
            proxy=None,
        )
        assert isinstance(line, _Line)
        return line

    async def _obey(self, bye: Bye) -> None:
        """The server's slot replaces our own backoff."""
        wait: float = bye.after_ms
        if bye.code == "bad_token":
            self._resume = ""
            wait = max(wait, self.clock.chance() * FIRST_BACKOFF_MS)
        await self._sleep(wait)

    async def _sleep(self, ms: float) -> None:
        if ms > 0:
            rung = asyncio.Event()
            self.clock.after(ms, rung.set)
            await rung.wait()

    def _lost(self) -> None:
        self._line = None
        self._on_line_lost()
        self._changed.set()

    def on_raw(self, line: "_Line", raw: bytes) -> None:
        """What came over the wire; of old lines nothing is heard."""
        if line.ended.is_set():
            return
        try:
            frame = _decode(raw)
            if isinstance(frame, Bye):
                line.say_bye(frame)
                return
            if isinstance(frame, Welcome):
                self._line = line
                line.greeted.set()
            if self._network is None:
                self._take(frame, raw)
            else:
                for heard in self._network(raw):
                    self.hear(heard)
        except Exception as error:
            # Ours or the server's bug: whoever waits for this client shall hear of it.
            self._broken = error
            self._changed.set()
            raise

    def _take(self, frame: ServerFrame, raw: bytes) -> None:
        self.came(frame)
        if isinstance(frame, Welcome):
            self.connections += 1
            self._resume = frame.resume
        elif isinstance(frame, Resume):
            self._resume = frame.token
        self._on_frame(frame, raw)
        self._changed.set()

    # --- the replica behind it

    def _hello(self, *, ticket: str, resume: str) -> Hello:
        known = self.replica
        return Hello(
            device=self.device, ticket=ticket, resume=resume, epoch=known.epoch, upts=known.upts, heads=known.heads()
        )

    def _on_frame(self, frame: ServerFrame, raw: bytes) -> None:
        self._perform(self.replica.on_frame(frame, now=self.clock.now()))

    def _on_line_lost(self) -> None:
        self._perform(self.replica.on_line_lost())

    def _on_timer(self, key: str) -> None:
        self._perform(self.replica.on_timer(key, now=self.clock.now()))

    def _perform(self, wishes: Iterable[Wish]) -> None:
        for wish in wishes:
            match wish:
                case Send(frame):
                    self.say(frame)
                case Timer(key, ms):
                    self._ring_after(ms, key)
                case Reconnect():
                    self.lose_line()
                case Posted():
                    self.acked[wish.cid] = wish
                    if (answer := self._answers.get(wish.cid)) is not None and not answer.done():
                        answer.set_result(wish)
                case Refused():
                    if (answer := self._answers.get(wish.cid)) is not None and not answer.done():
                        answer.set_exception(NotPosted(wish))
                case Tell(event):
                    self._tell(event)

    def _ring_after(self, ms: float, key: str) -> None:
        def ring() -> None:
            self._on_timer(key)
            self._changed.set()

        self.clock.after(ms, ring)


class _Line(WSListener):
    """One socket: says hello, hands up what comes, and remembers how it ended."""

    def __init__(self, client: Client, hello: Hello) -> None:
        self._client = client
        self._hello = hello
        self._transport: WSTransport | None = None
        self.greeted = asyncio.Event()
        self.ended = asyncio.Event()
        self.bye: Bye | None = None
        self.is_signed_out = False

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        self.send(self._hello)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self._client.on_raw(self, frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.CLOSE:
            code: object = frame.get_close_code()
            if code == CLOSE_SESSION_ENDED:
                self.is_signed_out = True
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._end()

    def send(self, frame: object) -> None:
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.send(WSMsgType.TEXT, _encode(frame))

    def say_bye(self, bye: Bye) -> None:
        self.bye = bye
        self.is_signed_out = bye.code == "session_ended"
        self.cut()

    def cut(self) -> None:
        self._end()
        if self._transport is not None and not self._transport.is_disconnected:
            self._transport.disconnect(graceful=False)

    def _end(self) -> None:
        self.ended.set()
        self.greeted.set()  # nobody need wait for that any more


@asynccontextmanager
async def following(
    url: str | Callable[[], str], *, me: int, ticket: Callable[[], Awaitable[str]], **more: Any
) -> AsyncIterator[Client]:
    """A client that keeps itself connected until the block is left."""
    client = Client(url, me=me, ticket=ticket, **more)
    running = asyncio.create_task(client.run())
    try:
        await client.until(lambda: client.is_live or running.done())
        yield client
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
