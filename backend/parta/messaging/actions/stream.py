"""Append to the streams of chats and people, and wake the gateways when that is committed.

The wake-up says only how far a stream has come; the gateways fetch what is new. It may be lost: the follower of the
worker sends it again within two seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction

from parta.messaging.models import Chat
from parta.platform import valkey
from protocol import bus
from protocol.frames import EventKind


@dataclass(frozen=True)
class Step:
    """One step of a chat's stream, about rows that have been changed already."""

    chat: Chat
    kind: EventKind
    seq: int | None = None
    user_id: int | None = None
    state: str = ""


def append(steps: Sequence[Step], *, card_changed_for: Iterable[tuple[int, int]] = ()) -> list[int]:
    """Append the steps and return the pts of each; the last statements of a transaction.

    `card_changed_for`: (user, chat) whose entry in that person's chat list came, went, or is another now.
    """
    pts = append_to_chats(steps) if steps else []
    heads = {bus.chat_channel(step.chat.chat_id): end for step, end in zip(steps, pts, strict=True)}
    cards = sorted(set(card_changed_for))
    if cards:
        heads |= append_to_people(cards)
    transaction.on_commit(partial(wake, heads))
    return pts


def append_to_chats(steps: Sequence[Step]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pts FROM append_events("
            "%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::text[]) ORDER BY ord",
            [
                [step.chat.org_id for step in steps],
                [step.chat.chat_id for step in steps],
                [step.kind for step in steps],
                [step.seq for step in steps],
                [step.user_id for step in steps],
                [step.state for step in steps],
            ],
        )
        return [row[0] for row in cursor.fetchall()]


def append_to_people(cards: Sequence[tuple[int, int]]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT user_id, upts FROM append_user_events(%s::bigint[], %s::text[], %s::bigint[], %s::jsonb[])"
            " ORDER BY ord",
            [
                [user for user, _ in cards],
                ["chat"] * len(cards),
                [chat for _, chat in cards],
                [None] * len(cards),
            ],
        )
        return {bus.user_channel(user): upts for user, upts in cursor.fetchall()}


def wake(heads: Mapping[str, int]) -> None:
    for channel, pts in heads.items():
        valkey.hint(channel, bus.hint(pts).decode())
