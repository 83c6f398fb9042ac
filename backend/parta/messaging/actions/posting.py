"""Post and read over HTTPS: the socket's verbs by the same stored functions, for whoever has no WebSocket."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import msgspec
from django.db import InterfaceError, InternalError, OperationalError, connection, transaction

from parta.accounts.models import User
from parta.messaging import errors
from parta.messaging.access.doors import Seat
from parta.messaging.actions import stream
from parta.messaging.actions.messages import check_body
from parta.messaging.models import UserChat
from parta.platform import valkey
from parta.platform.errors import AppError
from protocol import bus
from protocol.frames import Ack, ReadReceipt, UserEvent
from protocol.views import Entity

RETRY_MS = 2000
RECOMPILING_RETRY_MS = 300
LOCKED_RETRY_MS = 1000

REFUSALS: dict[str, Callable[[], AppError]] = {
    "chat.not_found": errors.NoChatToPostIn,
    "rights.recompiling": partial(errors.RightsRecompiling, retry_ms=RECOMPILING_RETRY_MS),
    "rights.denied": errors.MayNotPost,
    "chat.read_only": errors.ChatIsReadOnly,
    "message.reply_not_found": errors.ReplyNotFound,
}


@dataclass(frozen=True)
class NewPost:
    cid: str
    chat: int
    body: str
    entities: tuple[Entity, ...]
    reply: int
    silent: bool


@dataclass(frozen=True)
class Posted:
    """A row that `post_messages` answers."""

    status: str
    seq: int
    pts: int
    at: datetime
    mv: int | None
    as_org: bool | None
    until: datetime | None


def post_message(post: NewPost, *, by: User, org_id: int) -> Ack:
    """Post once per `cid`; posting again returns the first message, whatever is in it now."""
    check_body(post.body, post.entities)
    try:
        posted = write_post(post, by=by, org_id=org_id)
    except (OperationalError, InterfaceError, InternalError) as error:
        # Busy, read-only, gone; or gone in COMMIT, and then it is perhaps there: the same cid says so the next time.
        raise errors.StreamUnavailable(retry_ms=RETRY_MS) from error
    if posted.status == "rights.muted":
        assert posted.until is not None
        raise errors.Muted(until=posted.until)
    if posted.status in REFUSALS:
        raise REFUSALS[posted.status]()
    return Ack(
        cid=post.cid,
        chat=post.chat,
        seq=posted.seq,
        pts=posted.pts,
        ts=posted.at,
        mv=posted.mv or 0,
        dup=posted.status == "dup",
    )


@transaction.atomic
def write_post(post: NewPost, *, by: User, org_id: int) -> Posted:
    with connection.cursor() as cursor:
        # As the gateway's writer: a chat that somebody holds must not hold a thread of the web server.
        cursor.execute("SELECT set_config('lock_timeout', '200ms', true), set_config('statement_timeout', '5s', true)")
        cursor.execute(
            """
            SELECT status, seq, pts, at, mv, as_org, until
            FROM post_messages(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s]::uuid[],
                               ARRAY[%s]::text[], ARRAY[%s]::jsonb[], ARRAY[%s]::bigint[], ARRAY[%s]::boolean[])
            """,
            [
                org_id,
                post.chat,
                by.pk,
                uuid.UUID(post.cid),
                post.body,
                msgspec.json.encode(post.entities).decode() if post.entities else None,
                post.reply or None,
                post.silent,
            ],
        )
        row = cursor.fetchone()
    assert row is not None
    posted = Posted(*row)
    if posted.status in {"ok", "dup"}:
        # Also what comes back as a duplicate: perhaps nobody heard of it the first time.
        transaction.on_commit(partial(stream.wake, {bus.chat_channel(post.chat): posted.pts}))
    return posted


@dataclass(frozen=True)
class ReadMark:
    upto: int
    unread: int


def read(seat: Seat, *, upto: int) -> ReadMark:
    """Move the read mark forward (never back), and tell the person's other devices and whoever looks at the chat."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT read_seq, changed, unread, named"
            " FROM mark_read(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s]::bigint[])",
            [seat.chat.org_id, seat.chat.chat_id, seat.user_id, upto],
        )
        row = cursor.fetchone()
        if row is None:
            raise errors.StreamUnavailable(retry_ms=LOCKED_RETRY_MS)
        mark, (changed, named) = ReadMark(upto=row[0], unread=row[2]), (row[1], row[3])
        cursor.execute(
            "SELECT upts FROM mark_own_read(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s]::bigint[])",
            [seat.user_id, seat.chat.chat_id, mark.upto],
        )
        own = cursor.fetchone()
    if own is not None:
        transaction.on_commit(partial(tell_own_devices, seat, mark, upts=own[0]))
    elif is_own_mark_behind(seat, mark):
        # The row was locked at that instant.
        raise errors.StreamUnavailable(retry_ms=LOCKED_RETRY_MS)
    if changed:
        transaction.on_commit(partial(tell_named if named else tell_author_how_many, seat, mark))
    return mark


def is_own_mark_behind(seat: Seat, mark: ReadMark) -> bool:
    mine = UserChat.objects.filter(user_id=seat.user_id, chat_id=seat.chat.chat_id)
    return mine.filter(read_seq__lt=mark.upto).exists()


def tell_own_devices(seat: Seat, mark: ReadMark, *, upts: int) -> None:
    event = UserEvent(upts=upts, kind="read", chat=seat.chat.chat_id, upto=mark.upto, unread=mark.unread)
    tell(bus.user_channel(seat.user_id), event)


def tell_named(seat: Seat, mark: ReadMark) -> None:
    receipt = ReadReceipt(chat=seat.chat.chat_id, upto=mark.upto, user=seat.user_id)
    tell(bus.focus_channel(seat.chat.chat_id), receipt)


def tell_author_how_many(seat: Seat, mark: ReadMark) -> None:
    """Above 50 members, and in channels, only the author learns of it, and only a number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, author, count FROM read_counts(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[])",
            [seat.chat.org_id, seat.chat.chat_id],
        )
        row = cursor.fetchone()
    if row is not None:
        seq, author, count = row
        tell(bus.user_channel(author), ReadReceipt(chat=seat.chat.chat_id, upto=seq, count=count))


def tell(channel: str, frame: UserEvent | ReadReceipt) -> None:
    valkey.hint(channel, bus.frames([msgspec.json.encode(frame)]).decode())
