"""A person's own channel: what the relay, the HTTP side and other gateways tell him goes to all his sockets."""

import asyncio
import logging
from collections.abc import Callable, Sequence

import msgspec

from gateway.bus import Bus
from gateway.database import DATABASE_AWAY, Database
from gateway.fanout import Fanout
from gateway.framing import wire
from gateway.livechat import Member
from gateway.people import People, Person
from gateway.tasks import Tasks
from protocol import bus as channels
from protocol.frames import Poke

log = logging.getLogger("gateway.personal")

RETRY_SECONDS = 0.5


class _Event(msgspec.Struct):
    type: str = ""
    org_id: int = 0
    user_id: int = 0
    session_ids: tuple[int, ...] = ()


class _Frame(msgspec.Struct):
    """What of a frame decides where it goes and what follows from it."""

    type: str
    upts: int = 0
    kind: str = ""
    chat: int = 0
    event: _Event | None = None


_decode_frames = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_frame = msgspec.json.Decoder(_Frame).decode
_decode_hint = msgspec.json.Decoder(channels.Hint).decode


class Personal:
    def __init__(
        self,
        *,
        database: Database,
        people: People,
        fanout: Fanout,
        name: bytes,
        tasks: Tasks,
        check_sessions: Callable[[Sequence[int]], None],
    ) -> None:
        self._database = database
        self._people = people
        self._fanout = fanout
        self._name = name
        self._tasks = tasks
        self._check_sessions = check_sessions
        self._stale: dict[Person, set[int]] = {}
        """Chats to ask for again, as PostgreSQL did not answer."""
        self.bus: Bus | None = None

    def tell(self, user: int, frames: Sequence[bytes]) -> None:
        """Ready frames for all sockets of the person, here and at the other gateways."""
        if self.bus is not None:
            self.bus.publish(channels.user_channel(user), channels.frames(frames, sender=self._name))
        person = self._people.get(user)
        if person is not None:
            for frame in frames:
                self._deliver(person, frame)

    def heard(self, user: int, payload: bytes) -> None:
        """A message of the person's channel."""
        person = self._people.get(user)
        sender, _, body = payload.partition(b"\n")
        if person is None or sender == self._name:
            return
        if body[:1] == b"[":
            for frame in _decode_frames(body):
                self._deliver(person, bytes(frame))
        elif _decode_hint(body).pts > person.upts:
            self._tasks.spawn(self._catch_up(person))

    async def compare_heads(self) -> None:
        """Find what no wake-up told of."""
        users = [person.user for person in self._people]
        for start in range(0, len(users), 2000):
            for row in await self._database.user_heads(users[start : start + 2000]):
                person = self._people.get(row["user_id"])
                if person is not None and row["upts"] > person.upts and person.is_settled:
                    self._tasks.spawn(self._catch_up(person))

    def _deliver(self, person: Person, frame: bytes) -> None:
        head = _decode_frame(frame)
        wired = wire(frame)
        person.upts = max(person.upts, head.upts)
        for socket in person.sockets:
            if head.type == "rr":
                if head.chat in socket.focus_chats:
                    socket.push_if_idle(wired)
            elif socket.opening is not None:
                socket.delay(wired)
            elif head.type == "uev":
                socket.push_user_step(head.upts, wired)
            else:
                socket.push(wired)
        self._follow(person, head)

    def _follow(self, person: Person, head: _Frame) -> None:
        """What the news mean for this gateway."""
        if head.type == "uev" and head.kind == "chat":
            self._tasks.spawn(self._refresh_surely(person, [head.chat]))
        if head.event is None:
            return
        match head.event.type:
            case "organizations.membership_changed" if head.event.user_id == person.user:
                chats = [chat for chat, org in person.chats.items() if org == head.event.org_id]
                self._tasks.spawn(self._refresh_surely(person, chats))
            case "accounts.session_ended":
                self._check_sessions(head.event.session_ids)

    async def _refresh_surely(self, person: Person, chats: Sequence[int]) -> None:
        """Refresh, now or as soon as PostgreSQL answers: nothing else would find what was missed here."""
        try:
            await self.refresh(person, chats)
        except DATABASE_AWAY as error:
            log.warning("chats of a person could not be read user=%s error=%r", person.user, error)
            if person in self._stale:
                self._stale[person].update(chats)
                return
            self._stale[person] = set(chats)
            await asyncio.sleep(RETRY_SECONDS)
            stale = self._stale.pop(person)
            if person.sockets:
                self._tasks.spawn(self._refresh_surely(person, sorted(stale)))

    async def refresh(self, person: Person, chats: Sequence[int]) -> None:
        """Ask anew which of these chats are his, and let him hear of those that are and of no others.

        Raises one of DATABASE_AWAY.
        """
        mine = await self._database.find_chats(person.user, chats)
        rows = await self._database.connect_digest(
            person.user,
            [(row["org_id"], row["chat_id"], row["read_seq"], row["cleared_upto_seq"], 0) for row in mine],
        )
        if not person.sockets:
            return
        found = {row["chat_id"]: row for row in rows}
        for chat in chats:
            row = found.get(chat)
            if row is None:
                self._fanout.leave(person, [chat])
                person.chats.pop(chat, None)
                continue
            is_new = chat not in person.chats
            self._fanout.enter(
                person,
                org=row["org_id"],
                chat=chat,
                pts=row["pts"],
                mv=row["mv"],
                member=Member(visible_from=row["visible_from_seq"], may_type=row["may_type"]),
            )
            if is_new and row["pts"] > 0:
                # He may have fetched the chat before we listened to it.
                poke = Poke(heads=((chat, row["pts"]),))
                for socket in person.sockets:
                    if socket.opening is None:
                        socket.send(poke)

    async def _catch_up(self, person: Person) -> None:
        """A hint said that his stream went on: fetch and tell."""
        try:
            row = await self._database.fetch_user_events(person.user, after=person.upts)
        except DATABASE_AWAY as error:
            log.warning("events of a person could not be read user=%s error=%r", person.user, error)
            return
        if row["status"] == "ok":
            for frame in _decode_frames(row["events"].encode()):
                if _decode_frame(frame).upts > person.upts:
                    self._deliver(person, bytes(frame))
        if row["upto"] > person.upts:
            # What was compacted away, or a reset: let each device ask for itself.
            person.upts = row["upto"]
            for socket in person.sockets:
                if socket.opening is None:
                    socket.send(Poke(heads=(), upts=row["upto"]))
