"""One socket: what it is, what waits to be written to it, and when it has had enough.

Frames of one turn of the event loop leave in one write. A socket that does not read keeps at most 256 frames or 1 MiB
here; then all of them are forgotten and one `poke` will say where the streams stand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from picows import WSTransport

from gateway import metrics
from gateway.framing import MessageListener, wire
from protocol.frames import Poke, ServerFrame

if TYPE_CHECKING:
    from gateway.limits import Bucket
    from gateway.livechat import Step
    from gateway.people import Person

MOST_FRAMES = 256
MOST_BYTES = 1024 * 1024
WRITE_AT_ONCE = 128
"""Frames that are written before the turn of the loop is over."""
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
        "_held",
        "_held_bytes",
        "_is_dirty",
        "_on_gone",
        "_on_message",
        "_on_open",
        "_outbox",
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
        self._is_dirty = False
        self._held: list[tuple[int, int, bytes]] = []
        self._held_bytes = 0
        self._waiting_since = 0.0
        self.behind: dict[int, int] = {}
        self.behind_upts = 0

    # --- what happens to it

    def on_ws_connected(self, transport: WSTransport) -> None:
        super().on_ws_connected(transport)
        transport.underlying_transport.set_write_buffer_limits(high=WRITE_BUFFER_BYTES)
        metrics.SOCKETS.inc()
        self._on_open(self, transport)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        metrics.SOCKETS.dec()
        self._collected.clear()
        self._drop_held()
        self._on_gone(self)
        super().on_ws_disconnected(transport)

    def on_text(self, message: bytes) -> None:
        self._on_message(self, message)

    def pause_writing(self) -> None:
        self._waiting_since = asyncio.get_running_loop().time()

    def resume_writing(self) -> None:
        self._waiting_since = 0.0
        if self.is_behind:
            poke = Poke(heads=tuple(self.behind.items()), upts=self.behind_upts)
            self.behind = {}
            self.behind_upts = 0
            metrics.POKES.inc()
            self.send(poke)
            return
        held = self._held
        self._drop_held()
        for _, _, wired in held:
            self.push(wired)

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
        """Write a ready frame that belongs to no chat's stream."""
        if self._waiting_since:
            self._hold(0, 0, wired)
            return
        self._collect(wired)

    def push_step(self, chat: int, pts: int, wired: bytes) -> None:
        """Write a ready event of a chat."""
        if self._waiting_since:
            self._hold(chat, pts, wired)
            return
        self._collect(wired)

    def push_user_step(self, upts: int, wired: bytes) -> None:
        """Write a ready event of the person's own stream."""
        if self._waiting_since:
            self._hold(-1, upts, wired)
            return
        self._collect(wired)

    def push_if_idle(self, wired: bytes) -> None:
        """Write what is worth nothing later: typing, receipts, presence."""
        if not self._waiting_since and self.opening is None:
            self._collect(wired)

    def write_collected(self) -> None:
        self._is_dirty = False
        if self._collected and self.transport is not None and not self.transport.is_disconnected:
            self.transport.underlying_transport.write(b"".join(self._collected))
        self._collected.clear()

    def close(self, code: int, reason: str = "") -> None:
        """Say goodbye in order: what was collected goes first."""
        if self.transport is None or self.transport.is_disconnected:
            return
        self.write_collected()
        self.transport.send_close(code, reason)  # type: ignore[arg-type]  # any number will do
        self.transport.disconnect()

    def kill(self, code: int) -> None:
        """End it at once: whoever does not read will not read a goodbye either."""
        if self.transport is not None and not self.transport.is_disconnected:
            self.transport.send_close(code)  # type: ignore[arg-type]  # any number will do
            self.transport.disconnect(graceful=False)

    def _collect(self, wired: bytes) -> None:
        self._collected.append(wired)
        if not self._is_dirty:
            self._is_dirty = True
            self._outbox.add(self)
        elif len(self._collected) >= WRITE_AT_ONCE:
            collected, self._collected = self._collected, []
            if self.transport is not None and not self.transport.is_disconnected:
                self.transport.underlying_transport.write(b"".join(collected))

    def _hold(self, chat: int, pts: int, wired: bytes) -> None:
        if self.is_behind:
            self._fall_behind(chat, pts)
            return
        self._held.append((chat, pts, wired))
        self._held_bytes += len(wired)
        if len(self._held) > MOST_FRAMES or self._held_bytes > MOST_BYTES:
            for held_chat, held_pts, _ in self._held:
                self._fall_behind(held_chat, held_pts)
            # Answers alone filled it: the client hears that its own stream may have a hole, and asks.
            self.behind_upts = max(self.behind_upts, self.person.upts if self.person else 0, 1)
            self._drop_held()

    def _fall_behind(self, chat: int, pts: int) -> None:
        if chat > 0:
            self.behind[chat] = max(self.behind.get(chat, 0), pts)
        elif chat < 0:
            self.behind_upts = max(self.behind_upts, pts)

    def _drop_held(self) -> None:
        self._held = []
        self._held_bytes = 0
