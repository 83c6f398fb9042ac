"""Who is on line at this gateway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.connection import Connection


@dataclass(eq=False, slots=True)
class Person:
    """Somebody with at least one socket here."""

    user: int
    sockets: list[Connection] = field(default_factory=list)
    chats: dict[int, int] = field(default_factory=dict)
    """chat → org of every chat that is his, as PostgreSQL said."""
    upts: int = 0
    """How far his own stream has been told here."""

    @property
    def is_settled(self) -> bool:
        """At least one of his sockets has its welcome, and with it a head of his stream."""
        return any(socket.opening is None for socket in self.sockets)


class People:
    def __init__(self) -> None:
        self._by_user: dict[int, Person] = {}

    def get(self, user: int) -> Person | None:
        return self._by_user.get(user)

    def enter(self, user: int, socket: Connection) -> Person:
        person = self._by_user.setdefault(user, Person(user))
        person.sockets.append(socket)
        return person

    def leave(self, person: Person, socket: Connection) -> bool:
        """Take the socket away; True when it was the person's last one."""
        person.sockets.remove(socket)
        if person.sockets:
            return False
        del self._by_user[person.user]
        return True

    def __iter__(self) -> Iterator[Person]:
        return iter(list(self._by_user.values()))

    def __len__(self) -> int:
        return len(self._by_user)
