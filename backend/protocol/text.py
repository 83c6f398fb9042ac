"""What people may write: one judge for the gateway (posts) and the HTTP side (edits).

Nothing is repaired: offsets of formatting count on the very text that the client shows.
"""

import re

from protocol.frames import MAX_BODY_CHARS, MAX_ENTITIES
from protocol.views import Entity

MAX_ID = 2**53 - 1
# All control characters but tab and line feed: PostgreSQL stores no NUL, and nobody sees the others.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HREF = re.compile(r"(https?://|mailto:)[^\s\x00-\x20\x7f]{1,2000}", re.IGNORECASE)


class BadText(Exception):
    """The text cannot be posted; `code` says why: `text.empty`, `text.too_long`, `text.characters`, `text.entities`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_text(body: str, entities: tuple[Entity, ...] = ()) -> None:
    """Raise BadText unless it can be stored and shown as it is. Lengths count UTF-16 code units."""
    length = utf16_length(body)
    if _CONTROL.search(body):
        raise BadText("text.characters")
    if not body.strip():
        raise BadText("text.empty")
    if length > MAX_BODY_CHARS:
        raise BadText("text.too_long")
    if len(entities) > MAX_ENTITIES or not all(is_sound(entity, within=length) for entity in entities):
        raise BadText("text.entities")


def utf16_length(body: str) -> int:
    try:
        return len(body.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:  # half of a surrogate pair, which UTF-8 and PostgreSQL cannot hold
        raise BadText("text.characters") from error


def is_sound(entity: Entity, *, within: int) -> bool:
    inside = entity.offset >= 0 and entity.length > 0 and entity.offset + entity.length <= within
    if not inside or entity.kind == "everyone":  # nobody has a right to call everyone yet
        return False
    if (entity.kind == "link") != bool(entity.href) or (entity.kind == "mention") != bool(entity.user):
        return False
    if entity.kind == "link":
        return _HREF.fullmatch(entity.href) is not None and _storable(entity.href)
    return entity.kind != "mention" or 0 < entity.user <= MAX_ID


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
