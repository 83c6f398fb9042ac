"""Where frames of clients are dealt with: one function per verb. Nothing here trusts a frame about who somebody is."""

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime

import msgspec

from gateway import metrics
from gateway.bus import Bus
from gateway.config import GatewayConfig
from gateway.connection import CLOSE_OUR_FAULT, CLOSE_POLICY, CLOSE_TRY_LATER, Connection
from gateway.database import DATABASE_AWAY, Database, Row
from gateway.fanout import Fanout
from gateway.focus import Focused
from gateway.framing import wire
from gateway.intake import BadFrame, read_frame
from gateway.limits import Slots
from gateway.livechat import Member, Step
from gateway.people import People, Person
from gateway.personal import Personal
from gateway.presence import Presence
from gateway.receipts import Receipts
from gateway.tasks import Tasks
from gateway.writer import Outcome, Waiting, Writer, entities_json
from protocol import bus as channels
from protocol.frames import (
    CLOSE_BAD_FRAME,
    CLOSE_NO_HELLO,
    CLOSE_SESSION_ENDED,
    RESUME_SECONDS,
    Ack,
    Bye,
    ChatEvent,
    Diff,
    DiffRequest,
    Focus,
    Hello,
    Limits,
    Nack,
    Post,
    Read,
    Resume,
    Typing,
    TypingNow,
    UserDiff,
)
from protocol.frames import Presence as PresenceFrame
from protocol.tickets import BadToken, ResumeToken, Ticket, sign, verify
from protocol.views import MessageView

log = logging.getLogger("gateway.desk")

HEARTBEAT_SECONDS = 25
MOST_TASKS = 8
"""Requests of one socket that PostgreSQL works on at a time."""
DIFFS_AT_ONCE = 5
"""Chats whose differences are in memory for one request, while its socket takes those before."""
RESET_MESSAGES = 50
RENEW_SECONDS = 3600.0
TYPING_SECONDS = 2.0
RETRY_MS = 2000

encode = msgspec.json.Encoder().encode
_decode_frames = msgspec.json.Decoder(list[dict[str, object]]).decode


class Desk:
    def __init__(
        self,
        *,
        config: GatewayConfig,
        database: Database,
        people: People,
        fanout: Fanout,
        personal: Personal,
        focused: Focused,
        presence: Presence,
        receipts: Receipts,
        tasks: Tasks,
        name: bytes,
    ) -> None:
        self._config = config
        self._database = database
        self._people = people
        self._fanout = fanout
        self._personal = personal
        self._focused = focused
        self._presence = presence
        self._receipts = receipts
        self._tasks = tasks
        self._name = name
        self._loop = asyncio.get_running_loop()
        rate = config.hellos_per_second
        self._slots = Slots(rate=rate, burst=2 * rate, now=self._loop.time())
        self._typed: dict[tuple[int, int], float] = {}
        self.bus: Bus | None = None
        self.writer: Writer | None = None

    # --- a frame comes

    def on_message(self, socket: Connection, message: bytes) -> None:
        if not socket.frames.take(now=self._loop.time()):
            socket.close(CLOSE_POLICY, "too many frames")
            return
        try:
            frame = read_frame(message)
        except BadFrame as bad:
            if socket.person is None:
                socket.close(CLOSE_BAD_FRAME, bad.code)
            else:
                socket.send(Nack(bad.code, cid=bad.cid, chat=bad.chat))
            return

        if isinstance(frame, Hello):
            self._on_hello(socket, frame)
            return
        person = socket.person
        if person is None or socket.opening is not None:
            socket.close(CLOSE_NO_HELLO, "hello first")
            return
        match frame:
            case Post():
                self._on_post(socket, person, frame)
            case Read():
                org = person.chats.get(frame.chat)
                if org is not None:
                    self._receipts.read(user=person.user, org=org, chat=frame.chat, upto=frame.upto)
            case Typing():
                self._on_typing(person, frame.chat)
            case Focus():
                self._focused.look(socket, [chat for chat in frame.chats if chat in person.chats])
                self._work(socket, self._watch(socket, person, frame.users))
            case PresenceFrame():
                socket.is_active = frame.active
                self._presence.changed(person)
            case Diff():
                self._work(socket, self._answer_diff(socket, person, frame))
            case UserDiff():
                self._work(socket, self._answer_user_diff(socket, person, frame))

    def on_gone(self, socket: Connection) -> None:
        person, socket.person = socket.person, None
        if person is None:
            return
        self._focused.look(socket, ())
        self._presence.forget(socket)
        if self._people.leave(person, socket):
            self._fanout.leave(person, list(person.chats))
            if self.bus is not None:
                self.bus.unsubscribe(channels.user_channel(person.user))
        metrics.PEOPLE.set(len(self._people))
        metrics.CHATS.set(self._fanout.count())
        self._presence.changed(person)

    def _work(self, socket: Connection, work: Coroutine[object, None, None], *, post: Post | None = None) -> None:
        """Let PostgreSQL be asked for the socket, a few things at a time; `post` is what a refusal is about."""
        cid, chat = (post.cid, post.chat) if post is not None else ("", 0)
        if socket.tasks >= MOST_TASKS:
            work.close()
            socket.send(Nack("limits.too_many", cid=cid, chat=chat, retry_ms=RETRY_MS))
            return
        socket.tasks += 1
        self._tasks.spawn(self._guarded(socket, work, cid=cid, chat=chat))

    async def _guarded(self, socket: Connection, work: Coroutine[object, None, None], *, cid: str, chat: int) -> None:
        try:
            await work
        except DATABASE_AWAY as error:
            log.warning("a request was refused, postgresql does not answer error=%r", error)
            if socket.person is None or socket.opening is not None:
                socket.send(Bye(after_ms=int(random.uniform(0.5, 1.5) * RETRY_MS)))  # noqa: S311  a lot, not a secret
                socket.close(CLOSE_TRY_LATER)
            else:
                socket.send(Nack("stream.unavailable", cid=cid, chat=chat, retry_ms=RETRY_MS))
        except Exception:
            # The loop of a connection must survive what one frame does to it.
            log.exception("a frame could not be dealt with")
            socket.close(CLOSE_OUR_FAULT)
        finally:
            socket.tasks -= 1

    # --- hello

    def _on_hello(self, socket: Connection, hello: Hello) -> None:
        if socket.person is not None or socket.tasks:
            socket.close(CLOSE_BAD_FRAME, "hello once")
            return
        try:
            claims = self._claims(hello)
        except BadToken:
            metrics.HELLOS.labels("bad_token").inc()
            self._say_bye(socket, Bye(after_ms=0, code="bad_token"), CLOSE_BAD_FRAME)
            return
        # After the signature, so that nonsense takes nobody's place; before PostgreSQL is asked anything.
        wait = self._slots.enter(now=self._loop.time())
        if wait:
            metrics.HELLOS.labels("later").inc()
            self._say_bye(socket, Bye(after_ms=int(wait * 1000) + 1), CLOSE_TRY_LATER)
            return
        socket.session = claims.session
        socket.device = hello.device
        self._work(socket, self._welcome(socket, hello, claims))

    def _claims(self, hello: Hello) -> Ticket | ResumeToken:
        now = time.time()
        if hello.resume:
            claims = verify(hello.resume, ResumeToken, secret=self._config.secret, now=now)
            if claims.device != hello.device:
                raise BadToken
            return claims
        return verify(hello.ticket, Ticket, secret=self._config.secret, now=now)

    async def _welcome(self, socket: Connection, hello: Hello, claims: Ticket | ResumeToken) -> None:
        is_ticket = isinstance(claims, Ticket)
        opened = await self._database.open_socket(
            user=claims.user,
            session=claims.session,
            nonce=claims.nonce if isinstance(claims, Ticket) else None,
            expires=datetime.fromtimestamp(claims.exp, UTC) if is_ticket else None,
        )
        if opened["status"] != "ok":
            metrics.HELLOS.labels(opened["status"]).inc()
            ended = opened["status"] == "session_ended"
            bye = Bye(after_ms=0, code="session_ended" if ended else "bad_token")
            self._say_bye(socket, bye, CLOSE_SESSION_ENDED if ended else CLOSE_BAD_FRAME)
            return
        if socket.transport is None:
            return

        # Listen first, look then: what happens in between is in the buffer, or in the digest, or in both.
        socket.opening = []
        person = socket.person = self._people.enter(claims.user, socket)
        if self.bus is not None:
            self.bus.subscribe(channels.user_channel(person.user))
        self._fanout.watch(person, zip(opened["orgs"], opened["chats"], strict=True))
        if self.bus is not None:
            await self.bus.settled()
        heads = dict(hello.heads)
        digest = await self._database.connect_digest(
            person.user,
            [
                (org, chat, read, cleared, heads.get(chat, -1))
                for org, chat, read, cleared in zip(
                    opened["orgs"], opened["chats"], opened["reads"], opened["cleared"], strict=True
                )
            ],
        )
        if socket.transport is None:
            return
        self._enter_chats(person, opened["chats"], digest)
        self._send_welcome(socket, person, heads, opened, digest)
        self._release(socket, person)
        if hello.open in person.chats:
            self._focused.look(socket, [hello.open])
        self._presence.changed(person)
        metrics.HELLOS.labels("ticket" if is_ticket else "resume").inc()
        metrics.PEOPLE.set(len(self._people))
        metrics.CHATS.set(self._fanout.count())

    def _enter_chats(self, person: Person, chats: Sequence[int], digest: Sequence[Row]) -> None:
        mine = set()
        for row in digest:
            mine.add(row["chat_id"])
            self._fanout.enter(
                person,
                org=row["org_id"],
                chat=row["chat_id"],
                pts=row["pts"],
                mv=row["mv"],
                member=Member(visible_from=row["visible_from_seq"], may_type=row["may_type"]),
            )
        foreign = [chat for chat in chats if chat not in mine]
        self._fanout.leave(person, foreign)
        for chat in foreign:
            person.chats.pop(chat, None)

    def _send_welcome(
        self, socket: Connection, person: Person, heads: dict[int, int], opened: Row, digest: Sequence[Row]
    ) -> None:
        person.upts = max(person.upts, opened["upts"])
        mine = {row["chat_id"] for row in digest}
        # The shape of protocol.frames.Welcome; previews are JSON already.
        welcome = {
            "type": "welcome",
            "epoch": str(opened["epoch"] or ""),
            "upts": opened["upts"],
            "now": datetime.now(UTC),
            "resume": self._resume_token(socket),
            "user": person.user,
            "session": socket.session,
            "changed": [_changed(row) for row in digest if row["changed"]],
            "gone": [chat for chat in heads if chat not in mine],
            "limits": Limits(),
            "heartbeat": HEARTBEAT_SECONDS,
        }
        socket.push(wire(encode(welcome)))

    def _release(self, socket: Connection, person: Person) -> None:
        buffered, socket.opening = socket.opening or [], None
        for entry in buffered:
            if isinstance(entry, bytes):
                socket.push(entry)
                continue
            chat, step = entry
            live = self._fanout.chat(chat)
            if live is not None and person in live.members:
                self._fanout.write_step(socket, live.members[person], chat, step)
        socket.behind = {chat: pts for chat, pts in socket.behind.items() if chat in person.chats}
        socket.poke()

    def renew(self, sockets: Sequence[Connection]) -> None:
        """Give fresh resume tokens to those whose last one is an hour old."""
        now = self._loop.time()
        for socket in sockets:
            if socket.person is not None and socket.opening is None and socket.renew_at < now:
                socket.send(Resume(self._resume_token(socket)))

    def _resume_token(self, socket: Connection) -> str:
        assert socket.person is not None
        socket.renew_at = self._loop.time() + RENEW_SECONDS
        claims = ResumeToken(
            user=socket.person.user, session=socket.session, device=socket.device, exp=time.time() + RESUME_SECONDS
        )
        return sign(claims, secret=self._config.secret)

    def _say_bye(self, socket: Connection, bye: Bye, code: int) -> None:
        socket.send(bye)
        socket.close(code)

    # --- post

    def _on_post(self, socket: Connection, person: Person, post: Post) -> None:
        if not socket.posts.take(now=self._loop.time()):
            wait = int(socket.posts.seconds_until_next() * 1000) + 1
            metrics.POSTS.labels("limits.too_many").inc()
            socket.send(Nack("limits.too_many", cid=post.cid, chat=post.chat, retry_ms=wait))
            return
        org = person.chats.get(post.chat)
        if org is None:
            self._work(socket, self._post_to_unknown(socket, person, post), post=post)
        else:
            self._enqueue(socket, person, org, post)

    async def _post_to_unknown(self, socket: Connection, person: Person, post: Post) -> None:
        """He may have entered the chat a moment ago; only PostgreSQL knows."""
        await self._personal.refresh(person, [post.chat])
        org = person.chats.get(post.chat)
        if org is None:
            # Somebody who left still gets the answer to what he posted before.
            rows = await self._database.find_chats(person.user, [post.chat])
            org = rows[0]["org_id"] if rows else None
        if org is None:
            metrics.POSTS.labels("chat.not_found").inc()
            socket.send(Nack("chat.not_found", cid=post.cid, chat=post.chat))
        else:
            self._enqueue(socket, person, org, post)

    def _enqueue(self, socket: Connection, person: Person, org: int, post: Post) -> None:
        assert self.writer is not None
        self.writer.post(
            Waiting(
                socket=socket,
                user=person.user,
                org=org,
                post=post,
                entities=entities_json(post),
                since=self._loop.time(),
            )
        )

    def on_posted(self, outcomes: Sequence[Outcome]) -> None:
        """A call of post_messages is committed: answers to those who posted, events to everybody."""
        now = self._loop.time()
        chats: dict[int, tuple[list[Step[Connection]], list[bytes]]] = {}
        for outcome in outcomes:
            waiting = outcome.waiting
            metrics.POST_SECONDS.observe(now - waiting.since)
            if outcome.status == "ok":
                steps, frames = chats.setdefault(waiting.post.chat, ([], []))
                step, frame = _step(outcome)
                steps.append(step)
                frames.append(frame)
            elif outcome.status == "dup":
                waiting.socket.push(wire(encode(_ack(outcome, dup=True))))
                if outcome.is_second_try:
                    self._fanout.announce(waiting.post.chat, outcome.pts)
            else:
                waiting.socket.send(_refusal(outcome))
        for status, number in Counter(outcome.status for outcome in outcomes).items():
            metrics.POSTS.labels(status).inc(number)
        for chat, (steps, frames) in chats.items():
            self._fanout.posted(chat, steps, payload=channels.frames(frames, sender=self._name))

    # --- the other verbs

    def _on_typing(self, person: Person, chat: int) -> None:
        live = self._fanout.chat(chat)
        member = live.members.get(person) if live is not None else None
        now = self._loop.time()
        if member is None or not member.may_type or self._typed.get((person.user, chat), 0.0) > now - TYPING_SECONDS:
            return
        if len(self._typed) > 10_000:
            self._typed = {key: then for key, then in self._typed.items() if then > now - TYPING_SECONDS}
        self._typed[person.user, chat] = now
        self._focused.tell(chat, [encode(TypingNow(chat=chat, user=person.user))])

    async def _watch(self, socket: Connection, person: Person, users: Sequence[int]) -> None:
        visible: set[int] = set()
        if users:
            orgs = sorted(set(person.chats.values()))
            visible = await self._database.visible_people(person.user, orgs=orgs, users=users)
        if socket.person is not None:
            await self._presence.watch(socket, visible - {person.user})

    async def _answer_diff(self, socket: Connection, person: Person, diff: Diff) -> None:
        orgs = await self._orgs_of(person, [request.chat for request in diff.reqs])
        for start in range(0, len(diff.reqs), DIFFS_AT_ONCE):
            await self._answer_diffs(socket, person, orgs, diff.reqs[start : start + DIFFS_AT_ONCE])

    async def _answer_diffs(
        self, socket: Connection, person: Person, orgs: dict[int, int], requests: Sequence[DiffRequest]
    ) -> None:
        if not await socket.takes():
            return
        wishes = [(orgs[r.chat], r.chat, r.from_, r.limit) for r in requests if r.chat in orgs]
        rows = {row["chat_id"]: row for row in await self._database.fetch_events(person.user, wishes)}
        for request in requests:
            row = rows.get(request.chat)
            if row is None:
                socket.send(Nack("chat.not_found", chat=request.chat))
            elif row["status"] == "reset":
                await self._answer_with_reset(socket, person, orgs[request.chat], request.chat)
            else:
                # The shape of protocol.frames.DiffAnswer; events are JSON already.
                answer = {
                    "type": "diff",
                    "chat": request.chat,
                    "to": row["upto"],
                    "events": msgspec.Raw(row["events"].encode()),
                    "more": row["more"],
                }
                await socket.answer(encode(answer))

    async def _answer_with_reset(self, socket: Connection, person: Person, org: int, chat: int) -> None:
        page = await self._database.newest_page(person.user, org=org, chat=chat, limit=RESET_MESSAGES)
        if page is None:
            socket.send(Nack("chat.not_found", chat=chat))
            return
        # The shape of protocol.frames.Reset.
        reset = {
            "type": "reset",
            "chat": chat,
            "to": page["pts"],
            "messages": msgspec.Raw(page["messages"].encode()),
            "floor": page["floor"],
            "last_seq": page["last_seq"],
            "read_seq": page["read_seq"],
        }
        await socket.answer(encode(reset))

    async def _answer_user_diff(self, socket: Connection, person: Person, diff: UserDiff) -> None:
        row = await self._database.fetch_user_events(person.user, after=diff.from_)
        if row["status"] == "reset":
            socket.push(wire(encode({"type": "ureset", "to": row["upto"]})))
            return
        events = _decode_frames(row["events"])
        reads = [
            (person.chats[chat], chat, upto)
            for event in events
            if event["kind"] == "read" and isinstance(chat := event["chat"], int) and chat in person.chats
            if isinstance(upto := event.get("upto"), int)
        ]
        if reads:
            unread = await self._database.unread_counts(person.user, reads)
            for event in events:
                if event["kind"] == "read":
                    event["unread"] = unread.get(event["chat"], 0)  # type: ignore[call-overload]  # an int, see above
        await socket.answer(encode({"type": "udiff", "to": row["upto"], "events": events}))

    async def _orgs_of(self, person: Person, chats: Sequence[int]) -> dict[int, int]:
        orgs = {chat: person.chats[chat] for chat in chats if chat in person.chats}
        unknown = [chat for chat in chats if chat not in orgs]
        if unknown:
            orgs |= {row["chat_id"]: row["org_id"] for row in await self._database.find_chats(person.user, unknown)}
        return orgs


def _changed(row: Row) -> dict[str, object]:
    """The shape of protocol.frames.ChangedChat."""
    return {
        "chat": row["chat_id"],
        "org": row["org_id"],
        "pts": row["pts"],
        "last_seq": row["last_seq"],
        "read_seq": row["read_seq"],
        "unread": row["unread"],
        "preview": msgspec.Raw(row["preview"].encode()) if row["preview"] else None,
    }


def _step(outcome: Outcome) -> tuple[Step[Connection], bytes]:
    waiting, post = outcome.waiting, outcome.waiting.post
    event = ChatEvent(
        chat=post.chat,
        pts=outcome.pts,
        kind="message",
        seq=outcome.seq,
        mv=outcome.mv,
        message=MessageView(
            seq=outcome.seq,
            pts=outcome.pts,
            ts=outcome.at,
            kind="text",
            sender=0 if outcome.as_org else waiting.user,
            cid=post.cid,
            body=post.body,
            entities=post.entities,
            reply_to=post.reply,
            silent=post.silent,
            as_org=outcome.as_org,
        ),
    )
    frame = encode(event)
    step = Step(
        pts=outcome.pts,
        mv=outcome.mv,
        kind="message",
        seq=outcome.seq,
        wired=wire(frame),
        poster=waiting.socket,
        ack=wire(encode(_ack(outcome, dup=False))),
    )
    return step, frame


def _ack(outcome: Outcome, *, dup: bool) -> Ack:
    post = outcome.waiting.post
    return Ack(
        cid=post.cid, chat=post.chat, seq=outcome.seq, pts=outcome.pts, ts=outcome.at, mv=outcome.mv or 0, dup=dup
    )


def _refusal(outcome: Outcome) -> Nack:
    post = outcome.waiting.post
    params = {"until": outcome.until} if outcome.status == "rights.muted" else {}
    retry_ms = 300 if outcome.status == "rights.recompiling" else 0
    return Nack(outcome.status, cid=post.cid, chat=post.chat, params=params, retry_ms=retry_ms)
