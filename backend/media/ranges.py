"""HTTP ranges (RFC 9110, 14): which bytes of an object a request asks for."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class Whole:
    """No range, or one that we may ignore: several at once, another unit, nonsense."""


@dataclass(frozen=True)
class Part:
    """Bytes `start` to `end`, the end not included."""

    start: int
    end: int


@dataclass(frozen=True)
class Unsatisfiable:
    """A range that lies outside of the object."""


def asked_range(header: str, *, size: int) -> Whole | Part | Unsatisfiable:
    found = _ONE_RANGE.fullmatch(header.strip())
    if found is None or found.group(0) == "bytes=-":
        return Whole()
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return Whole()
    return Part(start=start, end=end) if start < end else Unsatisfiable()
