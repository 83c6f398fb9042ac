"""Who is on line: told only to those who look, only about people whom they share a chat with.

Valkey holds, per person, the gateways at which he is, each with a time until which that is believed. A message on the
person's presence channel is a hint to read again. Without Valkey a gateway knows its own people only.
"""

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from gateway.bus import Bus
from gateway.connection import Connection
from gateway.people import People, Person
from gateway.tasks import Tasks
from protocol import bus as channels
from protocol.frames import PresenceNow

log = logging.getLogger("gateway.presence")

BELIEVED_SECONDS = 60
EVERY_SECONDS = 20.0
AT_ONCE = 500
"""People of whom Valkey is told or asked in one go."""
LEAVING_SECONDS = 5.0
"""A page that is loaded again was not away."""


class Presence:
    def __init__(self, *, people: People, name: bytes, tasks: Tasks) -> None:
        self._people = people
        self._name = name
        self._tasks = tasks
        self._watchers: dict[int, set[Connection]] = {}
        self._known: dict[int, bool] = {}
        self._announced: set[int] = set()
        self.bus: Bus | None = None

    def changed(self, person: Person) -> None:
        """A socket of the person came, went, or was put away."""
        if _is_active(person):
            if person.user not in self._announced:
                self._announced.add(person.user)
                self._announce([person.user], news=True)
        elif person.user in self._announced:
            asyncio.get_running_loop().call_later(LEAVING_SECONDS, self._leave, person.user)

    async def watch(self, socket: Connection, users: Iterable[int]) -> None:
        """The socket shows the presence of these people now (already judged), and of no others."""
        wanted = frozenset(users)
        self._unwatch(socket, socket.focus_users - wanted)
        new = wanted - socket.focus_users
        socket.focus_users = wanted
        for user in new:
            if user not in self._watchers and self.bus is not None:
                self.bus.subscribe(channels.presence_channel(user))
            self._watchers.setdefault(user, set()).add(socket)
        known = await self._read(sorted(new))
        for user, online in known.items():
            self._known[user] = online
            if user in socket.focus_users:
                socket.send(PresenceNow(user=user, online=online))

    def forget(self, socket: Connection) -> None:
        """The socket is gone."""
        self._unwatch(socket, socket.focus_users)
        socket.focus_users = frozenset()

    def heard(self, user: int) -> None:
        if user in self._watchers:
            self._tasks.spawn(self._look_again([user]))

    def leave_all(self) -> None:
        """This gateway ends: whoever was here is elsewhere, or away."""
        users, self._announced = self._announced, set()
        if self.bus is not None and self.bus.is_up:
            for user in users:
                self.bus.send(b"ZREM", _key(user), self._name)
                self.bus.publish(channels.presence_channel(user), b"")

    async def run(self) -> None:
        """Keep what Valkey believes fresh, and find what no hint told of, until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            for users in _in_parts(self._announced):
                self._announce(users, news=False)
                await self._taken()
            for users in _in_parts(self._watchers):
                await self._look_again(users)

    # ---

    def _announce(self, users: Sequence[int], *, news: bool) -> None:
        until = str(time.time() + BELIEVED_SECONDS).encode()
        for user in users:
            if self.bus is None or not self.bus.is_up:
                return
            key = _key(user)
            self.bus.send(b"ZADD", key, until, self._name)
            self.bus.send(b"EXPIRE", key, str(2 * BELIEVED_SECONDS).encode())
            if news:
                self.bus.publish(channels.presence_channel(user), b"")

    async def _taken(self) -> None:
        """Wait until Valkey has taken what it was told: of ten thousand people at once the line would break."""
        with suppress(OSError, TimeoutError):
            if self.bus is not None:
                await self.bus.call(b"PING")

    def _leave(self, user: int) -> None:
        """He has had the time to come back."""
        person = self._people.get(user)
        if user not in self._announced or (person is not None and _is_active(person)):
            return
        self._announced.discard(user)
        if self.bus is not None and self.bus.is_up:
            self.bus.send(b"ZREM", _key(user), self._name)
            self.bus.publish(channels.presence_channel(user), b"")
        else:
            self._tasks.spawn(self._look_again([user]))

    async def _look_again(self, users: Sequence[int]) -> None:
        for user, online in (await self._read(users)).items():
            if self._known.get(user) != online and user in self._watchers:
                self._known[user] = online
                for socket in self._watchers[user]:
                    socket.send(PresenceNow(user=user, online=online))

    async def _read(self, users: Sequence[int]) -> dict[int, bool]:
        here = {user: user in self._announced for user in users}
        elsewhere = [user for user in users if not here[user]]
        if not elsewhere or self.bus is None or not self.bus.is_up:
            return here
        now = str(time.time()).encode()
        try:
            counts = await asyncio.gather(*(self.bus.call(b"ZCOUNT", _key(user), now, b"+inf") for user in elsewhere))
        except (OSError, TimeoutError) as error:
            log.warning("presence could not be read error=%r", error)
            return here
        return here | {user: bool(count) for user, count in zip(elsewhere, counts, strict=True)}

    def _unwatch(self, socket: Connection, users: Iterable[int]) -> None:
        for user in users:
            watchers = self._watchers.get(user)
            if watchers is None:
                continue
            watchers.discard(socket)
            if not watchers:
                del self._watchers[user]
                self._known.pop(user, None)
                if self.bus is not None:
                    self.bus.unsubscribe(channels.presence_channel(user))


def _in_parts(users: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(users)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def _is_active(person: Person) -> bool:
    return any(socket.is_active and socket.opening is None for socket in person.sockets)


def _key(user: int) -> bytes:
    return b"parta:online:%d" % user
