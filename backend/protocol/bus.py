"""Channels of Valkey. They carry wake-ups only: everything that must not be lost is in PostgreSQL.

channel      payload
c:<chat>     one or more ready `ev` frames of that chat (JSON array)
u:<user>     one or more ready frames for the person's own sockets (JSON array)
f:<chat>     ephemeral frames for sockets that focus the chat: typing, receipts (JSON array)
s            ended session ids (JSON array of numbers); a hint, the truth is read again every 10 s
"""

SESSIONS = "s"


def chat_channel(chat_id: int) -> str:
    return f"c:{chat_id}"


def user_channel(user_id: int) -> str:
    return f"u:{user_id}"


def focus_channel(chat_id: int) -> str:
    return f"f:{chat_id}"
