"""Edit and delete messages."""

from collections.abc import Sequence

import msgspec
from django.db import transaction

from parta.messaging import errors
from parta.messaging.access.doors import Seat
from parta.messaging.actions import stream
from parta.messaging.actions.membership import held
from parta.messaging.models import Message, MessageRevision
from parta.platform import audit, clock
from protocol.rights import Right
from protocol.text import BadText, check_text
from protocol.views import Entity


@transaction.atomic
def edit_message(seat: Seat, *, seq: int, body: str, entities: tuple[Entity, ...]) -> Message:
    """Replace the text; what it was stays for moderation. The same text again changes nothing."""
    check_body(body, entities)
    seat = held(seat, Right.WRITE)
    message = message_to_change(seat, seq)
    if message.kind != "text":
        raise errors.NothingToEdit
    if not is_own(seat, message):
        raise errors.NotOwnMessage
    stored = msgspec.to_builtins(list(entities)) or None
    if (message.body, message.entities) == (body, stored):
        return message
    keep_revision(message, by=seat.user_id)
    message.body, message.entities = body, stored
    message.rev += 1
    message.edited_at = clock.now()
    save(message, ["body", "entities", "rev", "edited_at"])
    (message.pts,) = stream.append([stream.Step(seat.chat, "edit", seq=seq)])
    return message


@transaction.atomic
def delete_message(seat: Seat, *, seq: int) -> None:
    """Delete for everybody: one's own, or as a moderator another's. A tombstone without words stays in its place."""
    seat = held(seat, Right.READ)
    message = message_to_change(seat, seq)
    own = is_own(seat, message) and Right.WRITE in seat.rights
    if not own and Right.MODERATE not in seat.rights:
        raise errors.NotOwnMessage
    keep_revision(message, by=seat.user_id)
    message.body, message.entities, message.service = "", None, None
    message.deleted_at = clock.now()
    save(message, ["body", "entities", "service", "deleted_at"])
    if not own:
        audit.record(
            "messaging.message_deleted",
            by=seat.user_id,
            org_id=seat.chat.org_id,
            chat_id=seat.chat.chat_id,
            seq=seq,
        )
    stream.append([stream.Step(seat.chat, "delete", seq=seq)])


def check_body(body: str, entities: tuple[Entity, ...]) -> None:
    try:
        check_text(body, entities)
    except BadText as refusal:
        raise errors.BadMessageText(rule=refusal.code) from refusal


def message_to_change(seat: Seat, seq: int) -> Message:
    message = Message.objects.filter(
        org_id=seat.chat.org_id, chat_id=seat.chat.chat_id, seq=seq, deleted_at=None
    ).first()
    if message is None or seq < seat.member.visible_from_seq:
        raise errors.MessageNotFound
    return message


def is_own(seat: Seat, message: Message) -> bool:
    """What was said in the name of the organisation belongs to everybody who may speak for it."""
    if message.as_org:
        return Right.AS_ORG in seat.rights
    return message.sender_id == seat.user_id


def keep_revision(message: Message, *, by: int) -> None:
    MessageRevision.objects.create(
        org_id=message.org_id,
        chat_id=message.chat_id,
        seq=message.seq,
        rev=message.rev,
        body=message.body,
        entities=message.entities,
        changed_by=by,
    )


def save(message: Message, fields: Sequence[str]) -> None:
    Message.objects.filter(org_id=message.org_id, chat_id=message.chat_id, seq=message.seq).update(
        **{name: getattr(message, name) for name in fields}
    )
