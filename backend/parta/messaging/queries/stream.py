"""Where a person's chats and own stream stand, and what was missed: the socket's answers, for those who ask over HTTPS.

The same stored functions answer, so that what they withhold on the socket is withheld here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection
from ninja import Schema

from parta.accounts.models import User
from parta.messaging.access import orgs_of_chats
from parta.messaging.access.doors import storable
from parta.messaging.models import UserChat
from parta.platform import clock
from parta.platform.structs import Wire
from protocol.frames import (
    ChangedChat,
    ChatEvent,
    DiffAnswer,
    Limits,
    Nack,
    Reset,
    UserDiffAnswer,
    UserEvent,
    UserReset,
)
from protocol.views import MessageView

POLL_MS = 3000
RESET_MESSAGES = 50


class Digest(Schema):
    """The `welcome` of whoever has no socket: what differs from what he knows."""

    epoch: str
    """Another one than before: data came back from a backup, drop the cache."""
    upts: int
    """Head of the person's own stream."""
    now: datetime
    changed: list[Wire[ChangedChat]]
    gone: list[int]
    """Chats of `heads` that are his no longer."""
    limits: Wire[Limits]
    poll_ms: int
    """Ask again no sooner than after this long."""


@dataclass(frozen=True)
class Missing:
    """What somebody lacks of a chat: everything after a pts, so many steps at a time."""

    chat: int
    after: int
    limit: int


def digest_of(user: User, *, heads: Mapping[int, int]) -> Digest:
    """Everything that differs from `heads` (chat: pts). Three queries."""
    epoch, upts = own_head(user.pk)
    # The person's half first: what happens in between is in the digest as well as in his stream, never in neither.
    mine = list(
        UserChat.objects.filter(user_id=user.pk).values_list("org_id", "chat_id", "read_seq", "cleared_upto_seq")
    )
    changed, still_mine = changed_chats(user.pk, mine, heads)
    return Digest(
        epoch=epoch,
        upts=upts,
        now=clock.now(),
        changed=changed,
        gone=[chat for chat in heads if chat not in still_mine],
        limits=Limits(),
        poll_ms=POLL_MS,
    )


def own_head(user_id: int) -> tuple[str, int]:
    """The epoch of the installation and the head of the person's own stream."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT epoch FROM installation), coalesce((SELECT upts FROM user_state WHERE user_id = %s), 0)",
            [user_id],
        )
        epoch, upts = cursor.fetchone() or (None, 0)
    return str(epoch or ""), upts


def changed_chats(
    user_id: int, mine: Sequence[tuple[int, int, int, int]], heads: Mapping[int, int]
) -> tuple[list[ChangedChat], set[int]]:
    """Chats that stand elsewhere than the person knows, and all that are his. `mine`: (org, chat, read, cleared)."""
    orgs, chats, reads, cleared = ([row[column] for row in mine] for column in range(4))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT chat_id, org_id, pts, last_seq, read_seq, unread, preview, changed
            FROM connect_digests(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
            """,
            [[user_id] * len(mine), orgs, chats, reads, cleared, [heads.get(chat, -1) for chat in chats]],
        )
        rows = cursor.fetchall()
    changed = [
        ChangedChat(
            chat=chat,
            org=org,
            pts=pts,
            last_seq=last_seq,
            read_seq=read_seq,
            unread=unread,
            preview=None if preview is None else read_json(preview, MessageView),
        )
        for chat, org, pts, last_seq, read_seq, unread, preview, differs in rows
        if differs
    ]
    return changed, {row[0] for row in rows}


def difference_of(user: User, wishes: Sequence[Missing]) -> list[DiffAnswer | Reset | Nack]:
    """One answer a wish: the difference, the end of the chat afresh, or that there is no such chat. Three queries."""
    orgs = orgs_of_chats(user, storable(wish.chat for wish in wishes))
    known = [wish for wish in wishes if wish.chat in orgs]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT chat_id, status, upto, more, events
            FROM fetch_events(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::int[])
            """,
            [
                [user.pk] * len(known),
                [orgs[wish.chat] for wish in known],
                [wish.chat for wish in known],
                [wish.after for wish in known],
                [wish.limit for wish in known],
            ],
        )
        rows = {row[0]: row for row in cursor.fetchall()}
    lost = [chat for chat, status, *_ in rows.values() if status == "reset"]
    afresh = resets_of(user.pk, {chat: orgs[chat] for chat in lost})
    return [difference(wish.chat, rows.get(wish.chat), afresh) for wish in wishes]


def difference(chat: int, row: tuple[Any, ...] | None, afresh: Mapping[int, Reset]) -> DiffAnswer | Reset | Nack:
    if row is None:
        return Nack("chat.not_found", chat=chat)
    _, status, upto, more, events = row
    if status == "reset":
        return afresh.get(chat) or Nack("chat.not_found", chat=chat)
    return DiffAnswer(chat=chat, to=upto, events=tuple(read_json(events, list[ChatEvent])), more=more)


def resets_of(user_id: int, orgs: Mapping[int, int]) -> dict[int, Reset]:
    """The newest messages of each of these chats (chat: org)."""
    if not orgs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT k.chat_id, page.pts, page.messages, page.floor, page.last_seq, page.read_seq
            FROM unnest(%s::bigint[], %s::bigint[]) AS k (org_id, chat_id)
            CROSS JOIN LATERAL fetch_page(%s, k.org_id, k.chat_id, NULL, NULL, NULL, %s) AS page
            """,
            [list(orgs.values()), list(orgs), user_id, RESET_MESSAGES],
        )
        return {
            chat: Reset(
                chat=chat,
                to=pts,
                messages=tuple(read_json(messages, list[MessageView])),
                floor=floor,
                last_seq=last_seq,
                read_seq=read_seq,
            )
            for chat, pts, messages, floor, last_seq, read_seq in cursor.fetchall()
        }


def own_difference(user: User, *, after: int) -> UserDiffAnswer | UserReset:
    """What the person missed of his own stream. Three queries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, upto, events FROM fetch_user_events(%s, %s)", [user.pk, after])
        status, upto, events = cursor.fetchone() or ("reset", 0, [])
    if status == "reset":
        return UserReset(to=upto)
    steps = read_json(events, list[UserEvent])
    unread = unread_after(user, {step.chat: step.upto for step in steps if step.kind == "read"})
    return UserDiffAnswer(
        to=upto,
        events=tuple(
            msgspec.structs.replace(step, unread=unread.get(step.chat, 0)) if step.kind == "read" else step
            for step in steps
        ),
    )


def unread_after(user: User, read: Mapping[int, int]) -> dict[int, int]:
    """How much is unread after these cursors (chat: read)."""
    if not read:
        return {}
    orgs = orgs_of_chats(user, read)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT chat_id, unread FROM unread_counts(%s, %s::bigint[], %s::bigint[], %s::bigint[])",
            [user.pk, list(orgs.values()), list(orgs), [read[chat] for chat in orgs]],
        )
        return dict(cursor.fetchall())


def read_json(value: Any, kind: Any) -> Any:
    """JSON of a stored function, which drivers give as text or as values."""
    return msgspec.json.decode(value, type=kind) if isinstance(value, str) else msgspec.convert(value, kind)
