"""Sockets of the load: connected, upgraded and greeted, with nothing read that the load should count."""

import resource
import socket
from collections.abc import Iterable, Sequence

import msgspec

from bench.report import CannotMeasure
from protocol.frames import SUBPROTOCOL, Bye, Hello, ServerFrame, Welcome

AT_ONCE = 100
"""Sockets that are opened side by side: fewer than the gateway lets in unknown."""
ANSWER_SECONDS = 20.0

_decode = msgspec.json.Decoder(ServerFrame).decode
_encode = msgspec.json.Encoder().encode


class NoSocket(CannotMeasure):
    """The gateway did not let a socket in; the message says what it answered."""


def open_sockets(port: int, hellos: Iterable[Hello]) -> list[socket.socket]:
    """One socket for each hello, in their order, each with its `welcome` read."""
    hellos = list(hellos)
    allow_files(len(hellos) + 200)
    sockets: list[socket.socket] = []
    for first in range(0, len(hellos), AT_ONCE):
        some = hellos[first : first + AT_ONCE]
        opened = [_connect(port) for _ in some]
        sockets += opened
        for one in opened:
            _read_upgrade(one)
        for one, hello in zip(opened, some, strict=True):
            one.sendall(client_frame(_encode(hello)))
        for one in opened:
            _read_welcome(one)
    return sockets


def shut(sockets: Iterable[socket.socket]) -> None:
    for one in sockets:
        one.close()


def allow_files(wanted: int) -> None:
    """Let this process, and what it starts from here on, have so many files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and wanted > hard:
        raise NoSocket(f"{wanted} open files are needed and {hard} allowed: raise the limit (ulimit -n)")
    if soft != resource.RLIM_INFINITY and wanted > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def client_frame(payload: bytes) -> bytes:
    """A text frame with the mask 0, which leaves the payload as it is."""
    size = len(payload)
    if size < 126:
        head = bytes((0x81, 0x80 | size))
    elif size < 65536:
        head = b"\x81\xfe" + size.to_bytes(2, "big")
    else:
        head = b"\x81\xff" + size.to_bytes(8, "big")
    return head + bytes(4) + payload


def server_frames(received: bytes) -> tuple[list[bytes], bytes]:
    """The payloads of whole frames, and what is left."""
    payloads = []
    while len(received) >= 2:
        head, size = 2, received[1] & 127
        if size >= 126:
            head = 4 if size == 126 else 10
            size = int.from_bytes(received[2:head], "big")
        if len(received) < head + size:
            break
        payloads.append(received[head : head + size])
        received = received[head + size :]
    return payloads, received


def _connect(port: int) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    words = [
        "GET /ws HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Protocol: {SUBPROTOCOL}",
    ]
    one.sendall("\r\n".join([*words, "", ""]).encode())
    return one


def _read_upgrade(one: socket.socket) -> None:
    received = b""
    while b"\r\n\r\n" not in received:
        received += _receive(one)
    if not received.startswith(b"HTTP/1.1 101"):
        raise NoSocket(received.decode(errors="replace"))


def _read_welcome(one: socket.socket) -> None:
    """Read up to `welcome`, and to the end of the frame that came with it."""
    is_welcome, rest = False, b""
    while not is_welcome or rest:
        payloads, rest = server_frames(rest + _receive(one))
        frames = _frames(payloads)
        is_welcome = is_welcome or any(isinstance(frame, Welcome) for frame in frames)
        if any(isinstance(frame, Bye) for frame in frames):
            raise NoSocket(f"the gateway sent a socket away: {payloads}")


def _frames(payloads: Sequence[bytes]) -> list[object]:
    return [_decode(payload) for payload in payloads if payload.startswith(b"{")]


def _receive(one: socket.socket) -> bytes:
    received = one.recv(65536)
    if not received:
        raise NoSocket("the gateway closed a socket that wanted in")
    return received
