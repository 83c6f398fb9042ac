"""Cursors: where a page ended, as a word that clients hand back and do not read."""

import base64
import binascii
import json

from parta.platform import errors


class CursorInvalid(errors.Invalid):
    """Not the `next` of an earlier page."""

    code = "platform.cursor_invalid"


def make_cursor(*position: str | int) -> str:
    """Wrap the values by which the last row of a page is sorted."""
    return base64.urlsafe_b64encode(json.dumps(position, ensure_ascii=False).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *kinds: type[str] | type[int]) -> list[str | int]:
    """Unwrap what `make_cursor` wrapped; `kinds` are the types of its values."""
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except (binascii.Error, UnicodeError, ValueError, RecursionError):
        raise CursorInvalid from None
    if not isinstance(position, list) or [type(value) for value in position] != list(kinds):
        raise CursorInvalid
    if any(_cannot_be_stored(value) for value in position):
        raise CursorInvalid
    return position


def _cannot_be_stored(value: str | int) -> bool:
    if isinstance(value, int):
        return abs(value) >= 2**53
    return "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)
