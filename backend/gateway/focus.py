"""Which sockets look at which chat: typing and receipts go there and nowhere else."""

from collections.abc import Iterable, Sequence

import msgspec

from gateway.bus import Bus
from gateway.connection import Connection
from gateway.fanout import Fanout
from gateway.framing import wire
from protocol import bus as channels


class _Frame(msgspec.Struct):
    user: int = 0


_decode_frames = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_frame = msgspec.json.Decoder(_Frame).decode


class Focused:
    def __init__(self, *, fanout: Fanout, name: bytes) -> None:
        self._fanout = fanout
        self._name = name
        self._sockets: dict[int, set[Connection]] = {}
        self.bus: Bus | None = None

    def look(self, socket: Connection, chats: Iterable[int]) -> None:
        """The socket looks at these chats now, and at no others."""
        wanted = frozenset(chats)
        for chat in socket.focus_chats - wanted:
            sockets = self._sockets[chat]
            sockets.discard(socket)
            if not sockets:
                del self._sockets[chat]
                if self.bus is not None:
                    self.bus.unsubscribe(channels.focus_channel(chat))
        for chat in wanted - socket.focus_chats:
            if chat not in self._sockets and self.bus is not None:
                self.bus.subscribe(channels.focus_channel(chat))
            self._sockets.setdefault(chat, set()).add(socket)
        socket.focus_chats = wanted

    def tell(self, chat: int, frames: Sequence[bytes]) -> None:
        """Ready frames for whoever looks at the chat, here and at the other gateways."""
        if self.bus is not None:
            self.bus.publish(channels.focus_channel(chat), channels.frames(frames, sender=self._name))
        self._deliver(chat, frames)

    def heard(self, chat: int, payload: bytes) -> None:
        sender, _, body = payload.partition(b"\n")
        if sender != self._name:
            self._deliver(chat, [bytes(frame) for frame in _decode_frames(body)])

    def _deliver(self, chat: int, frames: Sequence[bytes]) -> None:
        live = self._fanout.chat(chat)
        if live is None:
            return
        for frame in frames:
            wired = wire(frame)
            about = _decode_frame(frame).user
            for socket in self._sockets.get(chat, ()):
                # Looking is not being in it: the list of members decides.
                if socket.person in live.members and socket.person.user != about:
                    socket.push_if_idle(wired)
