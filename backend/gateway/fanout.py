"""From committed events to sockets: every chat in its order, each member what he may see.

Wake-ups come from the writer of this process, from the bus, and from a comparison of heads with PostgreSQL; what is
missing is fetched. The order itself is the pure `livechat`; here are its effects.
"""

import asyncio
import logging
from collections.abc import Coroutine, Iterable, Sequence

import msgspec

from gateway import metrics
from gateway.bus import Bus
from gateway.connection import Connection
from gateway.database import DATABASE_AWAY, Database
from gateway.framing import wire
from gateway.livechat import LiveChat, Member, Need, Step, is_hidden
from gateway.people import People, Person
from gateway.tasks import Tasks
from protocol import bus as channels
from protocol.frames import ChatEvent, Poke

log = logging.getLogger("gateway.fanout")

MOST_FETCHED = 500
"""Events that are fetched for a chat; when more are missing, its people are poked."""
GAP_SECONDS = 0.05
"""How long the step before may still be on its way from another gateway."""
RETRY_SECONDS = 0.5

Chat = LiveChat[Person, Connection]
EventStep = Step[Connection]

encode = msgspec.json.Encoder().encode
_decode_frames = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_hint = msgspec.json.Decoder(channels.Hint).decode


class _Head(msgspec.Struct):
    """What of an `ev` frame decides where it goes."""

    pts: int
    kind: str
    mv: int = 0
    seq: int = 0


_decode_head = msgspec.json.Decoder(_Head).decode


class Fanout:
    def __init__(self, *, database: Database, people: People, name: bytes, tasks: Tasks) -> None:
        self._database = database
        self._people = people
        self._name = name
        self._tasks = tasks
        self._chats: dict[int, Chat] = {}
        self._busy: set[int] = set()
        """Chats for which something is being fetched."""
        self.bus: Bus | None = None

    # --- who is there

    def chat(self, chat: int) -> Chat | None:
        return self._chats.get(chat)

    def watch(self, person: Person, chats: Iterable[tuple[int, int]]) -> None:
        """Subscribe to (org, chat) of a person who just came, before his digest is read."""
        new = []
        for org, chat in chats:
            person.chats[chat] = org
            live = self._chats.get(chat)
            if live is None:
                live = self._chats[chat] = LiveChat(org, chat)
                new.append(channels.chat_channel(chat))
            # Until the digest says otherwise; his sockets buffer so long.
            live.members.setdefault(person, Member(visible_from=1, may_type=False))
        self._subscribe(new)

    def enter(self, person: Person, *, org: int, chat: int, pts: int, mv: int, member: Member) -> None:
        """The digest says that the person is in the chat, and where it stands."""
        person.chats[chat] = org
        live = self._chats.get(chat)
        if live is None:
            live = self._chats[chat] = LiveChat(org, chat)
            self._subscribe([channels.chat_channel(chat)])
        if live.head is None:
            live.starts_at(pts=pts, mv=mv)
        if mv >= live.mv:
            live.members[person] = member
        if mv > live.mv:
            self._start(live, self._reload_members(live))
        elif live.head is not None and pts > live.head:
            self._start(live, self._catch_up(live))
        self._run(live)

    def leave(self, person: Person, chats: Iterable[int]) -> None:
        """The person is in these chats no longer, or no longer on line."""
        unused = []
        for chat in chats:
            live = self._chats.get(chat)
            if live is None:
                continue
            live.members.pop(person, None)
            if not live.members:
                del self._chats[chat]
                unused.append(channels.chat_channel(chat))
        if unused and self.bus is not None:
            self.bus.unsubscribe(*unused)

    def count(self) -> int:
        return len(self._chats)

    # --- what comes in

    def posted(self, chat: int, steps: Sequence[EventStep], *, payload: bytes) -> None:
        """Steps of a chat that the writer here committed, in order; `payload` is for the other gateways."""
        if self.bus is not None:
            self.bus.publish(channels.chat_channel(chat), payload)
        live = self._chats.get(chat)
        for step in steps:
            # What left before (a comparison of heads was faster) still owes its ack.
            if (live is None or not live.offer(step)) and step.poster is not None:
                step.poster.push(step.ack)
        if live is not None:
            self._run(live)

    def announce(self, chat: int, pts: int) -> None:
        """The stream came to `pts` in a call whose answer was lost: everybody fetches."""
        if self.bus is not None:
            self.bus.publish(channels.chat_channel(chat), channels.hint(pts, sender=self._name))
        live = self._chats.get(chat)
        if live is not None and live.head is not None and pts > live.head:
            self._start(live, self._catch_up(live))

    def heard(self, chat: int, payload: bytes) -> None:
        """A message of the chat's channel."""
        live = self._chats.get(chat)
        sender, _, body = payload.partition(b"\n")
        if live is None or sender == self._name:
            return
        if body[:1] == b"[":
            for frame in _decode_frames(body):
                head = _decode_head(frame)
                live.offer(Step(pts=head.pts, mv=head.mv, kind=head.kind, seq=head.seq, wired=wire(bytes(frame))))
            self._run(live)
        elif live.head is not None and _decode_hint(body).pts > live.head:
            self._start(live, self._catch_up(live))

    async def compare_heads(self) -> None:
        """Find what no wake-up told of."""
        chats = [(live.org, live.chat) for live in self._chats.values() if live.head is not None]
        for start in range(0, len(chats), 2000):
            for row in await self._database.chat_heads(chats[start : start + 2000]):
                live = self._chats.get(row["chat_id"])
                if live is None or live.head is None:
                    continue
                if row["pts"] > live.head:
                    self._start(live, self._catch_up(live))
                elif row["mv"] > live.mv:
                    self._start(live, self._reload_members(live))

    # --- what goes out

    def _run(self, live: Chat) -> None:
        """Write what may leave now; fetch what the rest waits for."""
        steps = live.release()
        if steps:
            self._deliver(live, steps)
        if live.overflows():
            self._poke(live, max(live.waiting))
            return
        need = live.need()
        if need is Need.MEMBERS:
            self._start(live, self._reload_members(live))
        elif need is Need.EVENTS:
            self._start(live, self._wait_for_gap(live))

    def _deliver(self, live: Chat, steps: Sequence[EventStep]) -> None:
        chat, pts = live.chat, steps[-1].pts
        # Almost everybody gets the same: it is joined once, not once a socket.
        frames = [step.wired for step in steps]
        joined = b"".join(frames)
        posters = {step.poster for step in steps if step.poster is not None}
        newest_only = all(step.kind == "message" for step in steps)
        sockets = 0
        for person, member in live.members.items():
            hides = not newest_only and member.visible_from > 1
            for socket in person.sockets:
                if socket.opening is not None:
                    for step in steps:
                        socket.delay((chat, step))
                    continue
                if hides or socket in posters:
                    own = [_frame_for(socket, member, chat, step) for step in steps]
                    socket.push_steps(chat, pts, own, b"".join(own))
                else:
                    socket.push_steps(chat, pts, frames, joined)
                sockets += 1
        metrics.EVENTS.inc(len(steps))
        metrics.DELIVERIES.inc(sockets * len(steps))
        for step in steps:
            # Whoever posted and is no member now (removed at this very moment) still learns that it was committed.
            poster = step.poster
            if poster is not None and (poster.person is None or poster.person not in live.members):
                poster.push(step.ack)

    def write_step(self, socket: Connection, member: Member, chat: int, step: EventStep) -> None:
        socket.push_step(chat, step.pts, _frame_for(socket, member, chat, step))

    def _poke(self, live: Chat, pts: int) -> None:
        """Too much is missing to deliver it one by one: let everybody fetch what he needs."""
        for step in live.give_up_to(pts):
            if step.poster is not None:
                step.poster.push(step.ack)
        poke = wire(encode(Poke(heads=((live.chat, pts),))))
        for person in live.members:
            for socket in person.sockets:
                if socket.opening is not None:
                    socket.delay(poke)
                else:
                    socket.push_step(live.chat, pts, poke)
        metrics.POKES.inc()
        self._run(live)

    # --- what is fetched

    def _start(self, live: Chat, work: Coroutine[object, None, None]) -> None:
        """Fetch for the chat, one thing at a time; `_run` afterwards finds what else is needed."""
        if live.chat in self._busy:
            work.close()
            return
        self._busy.add(live.chat)
        self._tasks.spawn(self._fetch(live, work))

    async def _fetch(self, live: Chat, work: Coroutine[object, None, None]) -> None:
        try:
            await work
        except DATABASE_AWAY as error:
            log.warning("events wait, postgresql does not answer chat=%s error=%r", live.chat, error)
            await asyncio.sleep(RETRY_SECONDS)
        finally:
            self._busy.discard(live.chat)
        if self._chats.get(live.chat) is live:
            self._run(live)

    async def _wait_for_gap(self, live: Chat) -> None:
        await asyncio.sleep(GAP_SECONDS)
        if live.need() is Need.EVENTS:
            await self._catch_up(live)

    async def _catch_up(self, live: Chat) -> None:
        metrics.CATCH_UPS.inc()
        assert live.head is not None
        rows = await self._database.live_events(org=live.org, chat=live.chat, after=live.head, limit=MOST_FETCHED)
        # Trimmed steps leave holes that nothing fills; so does a stream that ran far ahead.
        if len(rows) == MOST_FETCHED or (rows and rows[0]["pts"] > live.head + 1):
            self._poke(live, rows[-1]["pts"])
            return
        for row in rows:
            live.offer(
                Step(
                    pts=row["pts"],
                    mv=row["mv"],
                    kind=row["kind"],
                    seq=row["seq"],
                    wired=wire(row["frame"].encode()),
                )
            )

    async def _reload_members(self, live: Chat) -> None:
        metrics.MEMBER_RELOADS.inc()
        rows = await self._database.chat_members(org=live.org, chat=live.chat)
        if not rows:
            return
        members = {}
        for row in rows:
            person = self._people.get(row["user_id"]) if row["user_id"] is not None else None
            if person is not None:
                members[person] = Member(visible_from=row["visible_from_seq"], may_type=row["may_type"])
                person.chats[live.chat] = live.org
        for person in live.members:
            if person not in members:
                person.chats.pop(live.chat, None)
        live.has_members(members, mv=rows[0]["mv"])
        if not live.members:
            self.leave_empty(live)

    def leave_empty(self, live: Chat) -> None:
        """Nobody of the chat is on line here any more."""
        if self._chats.get(live.chat) is live:
            del self._chats[live.chat]
            if self.bus is not None:
                self.bus.unsubscribe(channels.chat_channel(live.chat))

    def _subscribe(self, names: Sequence[str]) -> None:
        if names and self.bus is not None:
            self.bus.subscribe(*names)


def _frame_for(socket: Connection, member: Member, chat: int, step: EventStep) -> bytes:
    """What of a step one socket gets: the ack, the event, or that there was something which he may not see."""
    if step.poster is socket:
        return step.ack
    if is_hidden(step, member):
        return wire(encode(ChatEvent(chat=chat, pts=step.pts, kind="skip", mv=step.mv)))
    return step.wired
