"""Channels of Valkey. They carry wake-ups only: everything that must not be lost is in PostgreSQL.

channel      payload
c:<chat>     of a chat's stream: ready `ev` frames, or a hint how far the stream has come
u:<user>     for the person's own sockets: ready frames, or a hint how far his stream has come
f:<chat>     ephemeral frames for sockets that focus the chat: typing, receipts
p:<user>     presence of a person may have changed: read it again
s            sessions that ended (JSON array of ids); a hint, the truth is read again every 10 s

A payload is a line that names who sent it (a gateway knows its own echo by it; empty for the HTTP side and the worker)
and then JSON: an array of frames, or a hint, which is an object.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

SESSIONS = "s"


class Hint(Struct, frozen=True):
    """The stream of the channel has come to `pts` (of a person: `upts`); whoever is behind fetches."""

    pts: int


def chat_channel(chat_id: int) -> str:
    return f"c:{chat_id}"


def user_channel(user_id: int) -> str:
    return f"u:{user_id}"


def focus_channel(chat_id: int) -> str:
    return f"f:{chat_id}"


def presence_channel(user_id: int) -> str:
    return f"p:{user_id}"


def hint(pts: int, *, sender: bytes = b"") -> bytes:
    return sender + b"\n" + msgspec.json.encode(Hint(pts))


def frames(ready: Iterable[bytes], *, sender: bytes = b"") -> bytes:
    """Payload of frames that are JSON already."""
    return sender + b"\n[" + b",".join(ready) + b"]"
