"""One socket: what it is, what waits to be written to it, and when it has had enough.

Frames of one turn of the event loop leave in one write. A socket that does not read keeps at most 256 frames or 1 MiB
here; then the events among them are forgotten and one `poke` will say where the streams stand. Answers are not: nobody
would give them again. So that they stay few, nothing is read from a socket that does not read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
from picows import WSTransport

from gateway import metrics
from gateway.framing import MessageListener, wire
from protocol.frames import CLOSE_SLOW, Poke, ServerFrame

if TYPE_CHECKING:
    from gateway.limits import Bucket
    from gateway.livechat import Step
    from gateway.people import Person

MOST_FRAMES = 256
MOST_BYTES = 1024 * 1024
WRITE_AT_ONCE_BYTES = 64 * 1024
"""So much is written before the turn of the loop is over."""
WRITE_BUFFER_BYTES = 64 * 1024

# Codes of RFC 6455 and its registry; ours, from 4000 on, are in protocol.frames.
CLOSE_POLICY = 1008
CLOSE_OUR_FAULT = 1011
CLOSE_RESTART = 1012
CLOSE_TRY_LATER = 1013

encode = msgspec.json.Encoder().encode


class Outbox:
    """Writes what the sockets of this process have collected, once per turn of the loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._dirty: list[Connection] = []

    def add(self, socket: Connection) -> None:
        if not self._dirty:
            self._loop.call_soon(self._write_all)
        self._dirty.append(socket)

    def _write_all(self) -> None:
        dirty, self._dirty = self._dirty, []
        for socket in dirty:
            socket.write_collected()


class Connection(MessageListener):
    """A socket. Whoever makes it is told when it opens (and may raise WSProtocolError), speaks and goes."""

    __slots__ = (
        "_collected",
        "_collected_bytes",
        "_freed",
        "_held",
        "_held_bytes",
        "_is_dirty",
        "_on_gone",
        "_on_message",
        "_on_open",
        "_outbox",
        "_stream",
        "_waiting_since",
        "address",
        "behind",
        "behind_upts",
        "device",
        "expires",
        "focus_chats",
        "focus_users",
        "forwarded",
        "frames",
        "is_active",
        "is_counted",
        "is_known",
        "opening",
        "person",
        "posts",
        "renew_at",
        "session",
        "tasks",
    )

    def __init__(
        self,
        *,
        forwarded: str,
        outbox: Outbox,
        frames: Bucket,
        posts: Bucket,
        on_open: Callable[[Connection, WSTransport], None],
        on_message: Callable[[Connection, bytes], None],
        on_gone: Callable[[Connection], None],
    ) -> None:
        super().__init__()
        self.forwarded = forwarded
        """The header, as it came; believed from our own proxies only."""
        self.address = ""
        self.is_counted = False
        self.is_known = False
        self.frames = frames
        self.posts = posts
        self._outbox = outbox
        self._stream: asyncio.Transport
        """What `transport` writes to, once that is there: picows looks it up anew each time."""
        self._on_open = on_open
        self._on_message = on_message
        self._on_gone = on_gone
        self.person: Person | None = None
        self.session = 0
        self.device = ""
        self.is_active = True
        """The person is at this device; says so himself."""
        self.renew_at = 0.0
        self.focus_chats: frozenset[int] = frozenset()
        self.focus_users: frozenset[int] = frozenset()
        self.opening: list[tuple[int, Step[Connection]] | bytes] | None = None
        """While the digest is read: what happened meanwhile, to be written after `welcome`."""
        self.tasks = 0
        self._collected: list[bytes] = []
        self._collected_bytes = 0
        self._is_dirty = False
        self._held: list[tuple[int, int, bytes]] = []
        self._held_bytes = 0
        self._waiting_since = 0.0
        self._freed: asyncio.Future[None] | None = None
        self.behind: dict[int, int] = {}
        self.behind_upts = 0

    # --- what happens to it

    def on_ws_connected(self, transport: WSTransport) -> None:
        super().on_ws_connected(transport)
        self._stream = transport.underlying_transport
        self._stream.set_write_buffer_limits(high=WRITE_BUFFER_BYTES)
        metrics.SOCKETS.inc()
        self._on_open(self, transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        metrics.SOCKETS.dec()
        self._collected.clear()
        self._held.clear()
        self._on_gone(self)
        super().on_ws_disconnected(transport)
        self._free()

    def on_text(self, message: bytes) -> None:
        self._on_message(self, message)

    def on_piece(self) -> bool:
        if self.frames.take(now=asyncio.get_running_loop().time()):
            return True
        self.close(CLOSE_POLICY, "too many frames")
        return False

    def pause_writing(self) -> None:
        self._waiting_since = asyncio.get_running_loop().time()
        if self.transport is not None and not self.is_closing:
            self._stream.pause_reading()

    def resume_writing(self) -> None:
        self._waiting_since = 0.0
        held, self._held, self._held_bytes = self._held, [], 0
        for chat, number, wired in held:
            self._push(chat, number, wired)
        if self.transport is not None and not self.is_closing and not self._waiting_since:
            self._stream.resume_reading()
        self.poke()
        self._free()

    # --- what is written to it

    @property
    def is_behind(self) -> bool:
        return bool(self.behind) or self.behind_upts > 0

    def blocked_since(self) -> float:
        """Loop time since which it takes nothing; 0: it reads."""
        return self._waiting_since

    def send(self, frame: ServerFrame) -> None:
        self.push(wire(encode(frame)))

    def push(self, wired: bytes) -> None:
        """Write a ready frame that belongs to no stream: an answer, a note."""
        self._push(0, 0, wired)

    def push_step(self, chat: int, pts: int, wired: bytes) -> None:
        """Write a ready event of a chat."""
        self._push(chat, pts, wired)

    def push_steps(self, chat: int, pts: int, frames: Sequence[bytes], joined: bytes) -> None:
        """Write ready events of a chat, the last of which is `pts`; `joined` is all of them in one piece."""
        if self._waiting_since:
            for wired in frames:
                self._hold(chat, pts, wired)
        else:
            self._collect(joined)

    def push_user_step(self, upts: int, wired: bytes) -> None:
        """Write a ready event of the person's own stream."""
        self._push(-1, upts, wired)

    def poke(self) -> None:
        """Say where the streams stand of which events were forgotten."""
        if not self.is_behind:
            return
        poke = Poke(heads=tuple(self.behind.items()), upts=self.behind_upts)
        self.behind = {}
        self.behind_upts = 0
        metrics.POKES.inc()
        self.send(poke)

    def delay(self, entry: tuple[int, Step[Connection]] | bytes) -> None:
        """Keep what happens before the welcome; of too much only the heads."""
        if self.opening is None:
            return
        self.opening.append(entry)
        if len(self.opening) > MOST_FRAMES:
            for kept in self.opening:
                if isinstance(kept, bytes):
                    self._fall_behind(-1, max(1, self.person.upts if self.person else 0))
                else:
                    self._fall_behind(kept[0], kept[1].pts)
            self.opening.clear()

    async def takes(self) -> bool:
        """Wait until it takes what is written to it; False: it is gone."""
        while self._waiting_since and self.transport is not None:
            if self._freed is None:
                self._freed = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._freed)
        return self.transport is not None

    async def answer(self, frame: bytes) -> None:
        """Write a large answer, once those before it were taken: of these only one at a time waits here."""
        if await self.takes():
            self.push(wire(frame))
            self.write_collected()

    def push_if_idle(self, wired: bytes) -> None:
        """Write what is worth nothing later: typing, receipts, presence."""
        if not self._waiting_since and self.opening is None:
            self._collect(wired)

    def write_collected(self) -> None:
        self._is_dirty = False
        # Emptied first: writing may fill the transport, which then says so by calling `pause_writing`.
        collected, self._collected, self._collected_bytes = self._collected, [], 0
        transport = self.transport
        if collected and transport is not None and not (transport.is_disconnected or transport.is_close_frame_sent):
            self._stream.write(b"".join(collected))

    @property
    def is_closing(self) -> bool:
        """A goodbye was said, by whichever side; only what was written before still leaves."""
        return self.transport is None or self._stream.is_closing()

    def close(self, code: int, reason: str = "") -> None:
        """Say goodbye in order: what was collected goes first. The sweep ends what does not read even that."""
        if self.transport is None or self.transport.is_disconnected:
            return
        self.write_collected()
        self._held.clear()
        self.transport.send_close(code, reason)  # type: ignore[arg-type]  # any number will do
        self.transport.disconnect()

    def abort(self) -> None:
        """End it at once: whoever does not read will not read a goodbye either."""
        if self.transport is not None:
            self.transport.disconnect(graceful=False)

    def _push(self, chat: int, number: int, wired: bytes) -> None:
        if self._waiting_since:
            self._hold(chat, number, wired)
        else:
            self._collect(wired)

    def _collect(self, wired: bytes) -> None:
        self._collected.append(wired)
        self._collected_bytes += len(wired)
        if not self._is_dirty:
            self._is_dirty = True
            self._outbox.add(self)
        elif self._collected_bytes > WRITE_AT_ONCE_BYTES:
            self.write_collected()

    def _hold(self, chat: int, number: int, wired: bytes) -> None:
        if self.is_closing:
            return
        if chat and self.is_behind:
            self._fall_behind(chat, number)
            return
        self._held.append((chat, number, wired))
        self._held_bytes += len(wired)
        if self._holds_too_much():
            self._forget_events()
            if self._holds_too_much():
                # Only answers are left: it asked for more than it will ever read.
                metrics.SLOW_CLOSED.inc()
                self.close(CLOSE_SLOW)

    def _holds_too_much(self) -> bool:
        return len(self._held) > MOST_FRAMES or self._held_bytes > MOST_BYTES

    def _forget_events(self) -> None:
        for chat, number, _ in self._held:
            self._fall_behind(chat, number)
        self._held = [entry for entry in self._held if not entry[0]]
        self._held_bytes = sum(len(wired) for _, _, wired in self._held)

    def _fall_behind(self, chat: int, number: int) -> None:
        if chat > 0:
            self.behind[chat] = max(self.behind.get(chat, 0), number)
        elif chat < 0:
            self.behind_upts = max(self.behind_upts, number)

    def _free(self) -> None:
        """Let those go on who wait for it to take something, or to be gone."""
        freed, self._freed = self._freed, None
        if freed is not None:
            freed.set_result(None)
