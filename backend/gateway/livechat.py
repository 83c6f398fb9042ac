"""The order of one chat's events on their way out: a pure state machine, tested without sockets.

Steps come from the writer (with the acks of those who posted), from the bus and from PostgreSQL, in any order and more
than once. They leave once each, by pts, without a hole, and never with a list of members that is older than they are.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Generic, TypeVar

P = TypeVar("P")
"""A person on line here; opaque to this module."""
S = TypeVar("S")
"""A socket; opaque to this module."""

MOST_WAITING = 1000


class Need(Enum):
    NOTHING = auto()
    EVENTS = auto()
    """There is a hole before what waits: fetch from `head`."""
    MEMBERS = auto()
    """The next step belongs to a newer list of members: fetch the list."""


@dataclass(slots=True)
class Step(Generic[S]):
    """One event, ready to be written."""

    pts: int
    mv: int
    kind: str
    seq: int
    wired: bytes
    """The whole WebSocket frame."""
    poster: S | None = None
    """The socket for which the ack is the event."""
    ack: bytes = b""


@dataclass(frozen=True, slots=True)
class Member:
    visible_from: int
    may_type: bool


@dataclass(slots=True)
class LiveChat(Generic[P, S]):
    """A chat with somebody on line here."""

    org: int
    chat: int
    head: int | None = None
    """pts of the last step that left; None until the first digest said where the chat stands."""
    mv: int = 0
    """Version of the list that `members` was cut from."""
    members: dict[P, Member] = field(default_factory=dict)
    """Those of the chat's members who are on line here."""
    waiting: dict[int, Step[S]] = field(default_factory=dict)

    def offer(self, step: Step[S]) -> bool:
        """Take a step in; False when it left before."""
        if self.head is not None and step.pts <= self.head:
            return False
        known = self.waiting.get(step.pts)
        if known is None or known.poster is None:
            self.waiting[step.pts] = step
        return True

    def release(self) -> list[Step[S]]:
        """Take out what may leave now, in order."""
        ready: list[Step[S]] = []
        if self.head is None:
            return ready
        while (step := self.waiting.get(self.head + 1)) is not None and step.mv <= self.mv:
            del self.waiting[step.pts]
            self.head = step.pts
            ready.append(step)
        return ready

    def need(self) -> Need:
        """What must be fetched before anything more can leave."""
        if self.head is None or not self.waiting:
            return Need.NOTHING
        return Need.MEMBERS if self.head + 1 in self.waiting else Need.EVENTS

    def starts_at(self, *, pts: int, mv: int) -> None:
        """The first digest: what it covers need not leave."""
        self.head = pts
        self.mv = mv
        self.waiting = {number: step for number, step in self.waiting.items() if number > pts}

    def has_members(self, members: dict[P, Member], *, mv: int) -> None:
        """A list was fetched; an older one than ours changes nothing."""
        if mv >= self.mv:
            self.members = members
            self.mv = mv

    def overflows(self) -> bool:
        return len(self.waiting) > MOST_WAITING

    def give_up_to(self, pts: int) -> list[Step[S]]:
        """Stop delivering one by one up to `pts`: whoever is on line will fetch. Returns what waited until then."""
        dropped = [step for number, step in sorted(self.waiting.items()) if number <= pts]
        for step in dropped:
            del self.waiting[step.pts]
        self.head = max(self.head or 0, pts)
        return dropped


def is_hidden(step: Step[S], member: Member) -> bool:
    """The step is about a message from before the member's time."""
    return 0 < step.seq < member.visible_from
