"""WebSocket messages out of picows frames: joined, bounded, checked.

picows parses frames and answers pings; what it leaves to its user is here: fragments are joined up to the limit,
reserved bits and stray continuations are refused, text must be UTF-8.
"""

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSProtocolError, WSTransport

from protocol.frames import MAX_FRAME_BYTES

TEXT = WSMsgType.TEXT
BINARY = WSMsgType.BINARY
CONTINUATION = WSMsgType.CONTINUATION
CLOSE = WSMsgType.CLOSE


class MessageListener(WSListener):
    """Hands whole messages to `on_text` and `on_binary`; breaks the connection of whoever breaks the protocol."""

    __slots__ = ("_parts", "_parts_are_text", "_parts_size")

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._parts_size = 0
        self._parts_are_text = False

    def on_text(self, message: bytes) -> None:
        """A whole text message, valid UTF-8."""
        raise NotImplementedError

    def on_binary(self, message: bytes) -> None:
        """Refuse: our protocol is text."""
        raise WSProtocolError(WSCloseCode.UNSUPPORTED_DATA, "text only")

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.rsv1 or frame.rsv2 or frame.rsv3:
            raise WSProtocolError(WSCloseCode.PROTOCOL_ERROR, "reserved bits")
        kind = frame.msg_type
        if kind == TEXT and frame.fin and not self._parts:
            self.on_text(_utf8(frame.get_payload_as_bytes()))
        elif kind in (TEXT, BINARY, CONTINUATION):
            self._join(frame)
        elif kind == CLOSE:
            # An empty close is answered by an empty one: its "code" must not go over the wire.
            code = frame.get_close_code()
            transport.send_close(code if code != WSCloseCode.NO_INFO else WSCloseCode.OK)
            transport.disconnect()

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
