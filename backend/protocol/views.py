"""Shapes that frames, events and HTTP answers share."""

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct


class Entity(Struct, frozen=True, omit_defaults=True):
    """A run of formatting in a message's text. Offsets count UTF-16 code units, as in JavaScript and Telegram."""

    kind: Literal["bold", "italic", "strike", "code", "pre", "link", "mention", "everyone"]
    offset: int
    length: int
    href: str = ""
    """Target of a link; http, https or mailto only."""
    user: int = 0
    """Whom a mention means."""


class ServiceText(Struct, frozen=True):
    """What a service message says: a code and its values. The words are the client's (`messaging/service.ts`)."""

    code: str
    params: dict[str, Any]


class MessageView(Struct, frozen=True, omit_defaults=True):
    """A message as every member of the chat sees it: no author behind `as_org`, nothing personal."""

    seq: int
    pts: int
    """The event that changed it last; an event with a pts ≤ this one has nothing to add."""
    ts: datetime
    kind: Literal["text", "service"]
    sender: int = 0
    """User id; 0 when posted in the name of the organisation, and for service messages."""
    cid: str = ""
    body: str = ""
    entities: tuple[Entity, ...] = ()
    reply_to: int = 0
    """seq of the message that this one answers, 0 if none."""
    rev: int = 0
    """Number of edits."""
    edited_at: datetime | None = None
    deleted: bool = False
    """A tombstone: body, entities and author are gone."""
    silent: bool = False
    as_org: bool = False
    service: ServiceText | None = None
