"""WebSocket messages out of picows frames: joined, bounded, checked.

picows parses frames; what it leaves to its user is here: fragments are joined up to the limit, reserved bits and stray
continuations are refused, text must be UTF-8, pings are answered. `python -m bench autobahn` judges it.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from functools import partial

from picows import (
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSProtocolError,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponseWithListener,
)
from picows.picows import WSAutoPingStrategy, WSProtocol  # type: ignore[attr-defined]  # the latter is not in its stubs

from protocol.frames import MAX_FRAME_BYTES

log = logging.getLogger("gateway.framing")

TEXT = WSMsgType.TEXT
BINARY = WSMsgType.BINARY
CONTINUATION = WSMsgType.CONTINUATION
CLOSE = WSMsgType.CLOSE
PING = WSMsgType.PING
PONG = WSMsgType.PONG

NEVER_SENT = (WSCloseCode.NO_INFO, WSCloseCode.ABNORMAL_CLOSURE)
"""Close codes with which one side tells itself what it did not hear."""
RECEIVE_BUFFER_BYTES = 64 * 1024
"""Of the kernel. picows' own buffer grows to what one read may bring and never shrinks."""

READ_BUFFER_BYTES = 1024

Upgrade = Callable[[WSUpgradeRequest], WSUpgradeResponseWithListener]


async def listen(
    upgrade: Upgrade,
    *,
    host: str,
    port: int,
    handshake_seconds: float,
    heartbeat_seconds: float,
    is_shared: bool = True,
) -> asyncio.Server:
    """Serve sockets whose listeners are MessageListeners; port 0: any. Several may listen on a shared port."""

    def protocol() -> asyncio.BaseProtocol:
        # What picows' own ws_create_server makes, but for a log of each connection's own.
        words = _Words()
        made: asyncio.BaseProtocol = WSProtocol(
            *(None, None, False),  # host, path, a client's side
            partial(_upgraded, upgrade, words),
            words,
            True,  # an exception of ours ends the connection
            handshake_seconds,
            *(True, heartbeat_seconds, heartbeat_seconds, WSAutoPingStrategy.PING_WHEN_IDLE),
            False,  # pings are answered here, where they are counted
            MAX_FRAME_BYTES,
            None,
            READ_BUFFER_BYTES,
        )
        return made

    loop = asyncio.get_running_loop()
    return await loop.create_server(protocol, sock=_bound(host, port, is_shared=is_shared), backlog=4096)


def _bound(host: str, port: int, *, is_shared: bool) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # The kernel spreads those who come over the gateways of the machine.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, is_shared)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        listening.bind((host, port))
    except BaseException:
        listening.close()
        raise
    return listening


def _upgraded(upgrade: Upgrade, words: "_Words", request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
    answer = upgrade(request)
    words.listener = answer.listener
    return answer


class _Words:
    """What picows has to say about one connection. What strangers do is no news; our own exceptions are."""

    __slots__ = ("listener",)

    def __init__(self) -> None:
        self.listener: MessageListener | None = None

    def isEnabledFor(self, level: int) -> bool:
        return False

    def error(self, message: str, *values: object) -> None:
        # picows parses one frame ahead, and says so before it closes the connection for what it found there.
        if self.listener is not None and message.startswith("WS parser error"):
            self.listener.answer_goodbye()

    def exception(self, message: str, *values: object) -> None:
        log.exception(message, *values)

    def log(self, level: int, message: str, *values: object) -> None:
        pass

    def debug(self, message: str, *values: object) -> None:
        pass

    info = warning = debug


class MessageListener(WSListener):
    """Hands whole messages to `on_text` and `on_binary`; breaks the connection of whoever breaks the protocol."""

    __slots__ = ("_parts", "_parts_are_text", "_parts_size", "transport")

    def __init__(self) -> None:
        self.transport: WSTransport | None = None
        self._parts: list[bytes] = []
        self._parts_size = 0
        self._parts_are_text = False

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._parts.clear()
        self.transport = None

    def on_text(self, message: bytes) -> None:
        """A whole text message, valid UTF-8."""
        raise NotImplementedError

    def on_binary(self, message: bytes) -> None:
        """Refuse: our protocol is text."""
        raise WSProtocolError(WSCloseCode.UNSUPPORTED_DATA, "text only")

    def on_piece(self) -> bool:
        """A frame came that is no whole message: a fragment, a ping, a pong. False: do nothing with it."""
        return True

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        kind = frame.msg_type
        # picows goes on parsing what came together with a broken frame, or after our own goodbye.
        if transport.is_close_frame_sent and kind != CLOSE:
            return
        if frame.rsv1 or frame.rsv2 or frame.rsv3:
            raise WSProtocolError(WSCloseCode.PROTOCOL_ERROR, "reserved bits")
        if kind == TEXT and frame.fin and not self._parts:
            self.on_text(_utf8(frame.get_payload_as_bytes()))
        elif kind == CLOSE:
            code = frame.get_close_code() if frame.payload_size else WSCloseCode.OK
            transport.send_close(WSCloseCode.PROTOCOL_ERROR if code in NEVER_SENT else code)
            transport.disconnect()
        elif not self.on_piece():
            return
        elif kind == PING:
            transport.send_pong(frame.get_payload_as_bytes())
        elif kind != PONG:
            self._join(frame)

    def answer_goodbye(self) -> None:
        """Whatever comes after the peer's goodbye is not looked at; the goodbye is answered first."""
        goodbye = self.transport.close_handshake if self.transport is not None else None
        if self.transport is not None and goodbye is not None and goodbye.recv is not None:
            self.transport.send_close(WSCloseCode.OK if goodbye.recv.code in NEVER_SENT else goodbye.recv.code)

    def _join(self, frame: WSFrame) -> None:
        if (frame.msg_type == CONTINUATION) != bool(self._parts):
            raise WSProtocolError(WSCloseCode.PROTOCOL_ERROR, "fragment out of place")
        if not self._parts:
            self._parts_are_text = frame.msg_type == TEXT
        self._parts_size += frame.payload_size
        if self._parts_size > MAX_FRAME_BYTES:
            raise WSProtocolError(WSCloseCode.MESSAGE_TOO_BIG, "message too big")
        self._parts.append(frame.get_payload_as_bytes())
        if len(self._parts) > 1024:
            # Many tiny fragments cost more than their bytes.
            self._parts = [b"".join(self._parts)]
        if frame.fin:
            message = b"".join(self._parts)
            self._parts.clear()
            self._parts_size = 0
            if self._parts_are_text:
                self.on_text(_utf8(message))
            else:
                self.on_binary(message)


def wire(payload: bytes) -> bytes:
    """One unmasked text frame of the server."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


def _utf8(message: bytes) -> bytes:
    # `isascii` is a scan without a copy, and most frames are ASCII but for their words.
    if not message.isascii():
        try:
            message.decode()
        except UnicodeDecodeError:
            raise WSProtocolError(WSCloseCode.INVALID_TEXT, "not UTF-8") from None
    return message
