"""What a device knows of its person's chats, and the rules by which frames change it: no socket, no clock, no chance.

The same rules as the web app's `reducer.ts`, numbered in docs/guides/stream.md. That they are the same is proved, not
hoped: both run the vectors of `contract/stream`, and the oracle of rule 13 drives both against one server. Unlike a
browser, this one reads no cards and no pages over HTTP: it keeps the messages of every chat, and what it does not know
it asks for on the socket.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from protocol.events import ServerEvent
from protocol.frames import (
    MAX_DIFF_EVENTS,
    MAX_DIFF_REQUESTS,
    Ack,
    Bye,
    ChangedChat,
    ChatEvent,
    ClientFrame,
    Diff,
    DiffAnswer,
    DiffRequest,
    Limits,
    Nack,
    Note,
    Poke,
    Post,
    Read,
    ReadReceipt,
    Reset,
    ServerFrame,
    UserDiff,
    UserDiffAnswer,
    UserEvent,
    UserReset,
    Welcome,
)
from protocol.views import MessageView

GAP_MS = 500
ACK_LATE_MS = 5_000
"""A post without an answer for so long: the line is asked whether it lives."""

# --- what it knows


@dataclass(slots=True)
class Chat:
    """Two cursors: `head_pts` up to where the digest and live events told of it, `pts` up to where its messages are."""

    id: int
    pts: int = 0
    head_pts: int = 0
    last_seq: int = 0
    read_seq: int = 0
    floor: int = 1
    """The smallest seq that I may see."""
    messages: dict[int, MessageView] = field(default_factory=dict)
    """By seq; an unbroken stretch up to the last."""
    held: list[ChatEvent] = field(default_factory=list)
    """Events that came after a gap, by pts."""
    asking: bool = False
    read_sent: int = 0
    read_told_at: float | None = None
    others_read: int = 0
    was_gone: bool = False
    """Taken up again after I lost it: mine only if the difference does not end with my leaving."""

    @property
    def is_behind(self) -> bool:
        return self.pts < self.head_pts


@dataclass(frozen=True, slots=True)
class Queued:
    pass


@dataclass(frozen=True, slots=True)
class Sent:
    at: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """Refused for the moment; a timer sends it again."""


@dataclass(frozen=True, slots=True)
class Committed:
    """The server has it, as the event of this pts; gone from here when the chat's messages reach that."""

    pts: int


@dataclass(frozen=True, slots=True)
class Failed:
    code: str
    params: Mapping[str, Any]


Progress = Queued | Sent | Waiting | Committed | Failed


@dataclass(slots=True)
class Pending:
    """A message of mine on its way. Its cid is the same on every try, so that it is posted once."""

    post: Post
    as_org: bool = False
    progress: Progress = field(default_factory=Queued)


# --- what it wants done


@dataclass(frozen=True, slots=True)
class Send:
    frame: ClientFrame


@dataclass(frozen=True, slots=True)
class Timer:
    """Give `on_timer` this key back after so long."""

    key: str
    ms: float


@dataclass(frozen=True, slots=True)
class Reconnect:
    """The line looks dead: open another."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The message is committed: by its ack, or seen in the stream before that came. Told once a cid, maybe twice."""

    cid: str
    chat: int
    seq: int
    pts: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The message will not be posted."""

    cid: str
    chat: int
    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tell:
    """A domain event, for whoever uses this client."""

    event: ServerEvent


Wish = Send | Timer | Reconnect | Posted | Refused | Tell


class Replica:
    """State that lives between frames. Every method returns what is to be done; `now` counts milliseconds."""

    def __init__(self, *, me: int) -> None:
        self.me = me
        self.epoch = ""
        self.upts = 0
        self.is_live = False
        self.limits = Limits()
        self.chats: dict[int, Chat] = {}
        self.outbox: dict[str, Pending] = {}
        self.held_user: list[UserEvent] = []
        self.is_asking_user = False
        self._gone: dict[int, int] = {}
        """Chats that were mine, and how far I followed them."""
        self._now = 0.0
        self._wishes: list[Wish] = []

    # --- what happens

    def on_frame(self, frame: ServerFrame, *, now: float) -> list[Wish]:
        self._now = now
        match frame:
            case ChatEvent():
                self._receive(frame)
            case Ack():
                self._receive_ack(frame)
            case DiffAnswer():
                self._receive_diff(frame)
            case Reset():
                self._receive_reset(frame)
            case Nack():
                self._receive_nack(frame)
            case Welcome():
                self._welcome(frame)
            case UserEvent():
                self._receive_user_event(frame)
            case UserDiffAnswer():
                self._receive_user_diff(frame)
            case UserReset():
                self._receive_user_reset(frame)
            case Poke():
                self._receive_poke(frame)
            case ReadReceipt():
                self._receive_receipt(frame)
            case Note():
                self._wishes.append(Tell(frame.event))
            case Bye():
                pass  # the shell obeys
            case _:
                pass  # typing, presence, a fresh resume token: nothing that stays
        return self._take_wishes()

    def on_line_lost(self) -> list[Wish]:
        """Nobody knows what became of the posts on their way, so they are sent again with the same cid."""
        self.is_live = False
        self.held_user = []
        self.is_asking_user = False
        for chat in self.chats.values():
            chat.asking = False
            chat.held = []
            chat.read_told_at = None
        for pending in self.outbox.values():
            if isinstance(pending.progress, Sent | Waiting):
                pending.progress = Queued()
        return self._take_wishes()

    def on_timer(self, key: str, *, now: float) -> list[Wish]:
        self._now = now
        name, _, rest = key.partition(":")
        match name:
            case "gap":
                if (chat := self.chats.get(int(rest))) is not None and chat.held:
                    self._ask_for([chat])
            case "ask":
                if (chat := self.chats.get(int(rest))) is not None:
                    self._ask_for([chat])
            case "userGap":
                if self.held_user:
                    self._ask_for_own()
            case "askOwn":
                self._ask_for_own()
            case "post":
                pending = self.outbox.get(rest)
                if pending is not None and isinstance(pending.progress, Waiting):
                    pending.progress = Queued()
                    self._flush(pending.post.chat)
            case "ack":
                self._on_ack_late(rest)
            case "read":
                if (chat := self.chats.get(int(rest))) is not None and chat.read_seq > chat.read_sent:
                    self._tell_read(chat)
        return self._take_wishes()

    def post(self, post: Post, *, as_org: bool = False, now: float) -> list[Wish]:
        self._now = now
        self.outbox[post.cid] = Pending(post, as_org=as_org)
        self._flush(post.chat)
        return self._take_wishes()

    def read(self, chat: int, *, upto: int, now: float) -> list[Wish]:
        """I saw everything up to `upto`; the server is told at most once in two seconds a chat."""
        self._now = now
        known = self.chats.get(chat)
        if known is not None and min(upto, known.last_seq) > known.read_seq:
            known.read_seq = min(upto, known.last_seq)
            self._tell_read(known)
        return self._take_wishes()

    def probe(self) -> list[Wish]:
        """Ask something, to hear whether the line lives and to be told what was missed of the own stream."""
        self.is_asking_user = False
        self._ask_for_own()
        return self._take_wishes()

    # --- what is asked of it

    def heads(self) -> tuple[tuple[int, int], ...]:
        """Everything that `hello` says it knows."""
        return tuple((chat.id, chat.pts) for chat in self.chats.values())

    def unread(self, chat: int) -> int | None:
        """Messages after the marker that are neither mine nor deleted; None when not all of them are here."""
        known = self.chats[chat]
        first = max(known.read_seq + 1, known.floor)
        if known.is_behind or any(seq not in known.messages for seq in range(first, known.last_seq + 1)):
            return None
        unread = [known.messages[seq] for seq in range(first, known.last_seq + 1)]
        return min(100, sum(not message.deleted and message.sender != self.me for message in unread))

    @property
    def is_in_step(self) -> bool:
        """Nothing is known to be missing, and nothing of mine is on its way."""
        if not self.is_live or self.held_user or self.is_asking_user:
            return False
        if any(not isinstance(pending.progress, Failed) for pending in self.outbox.values()):
            return False
        return not any(chat.is_behind or chat.held or chat.asking for chat in self.chats.values())

    # --- connecting

    def _welcome(self, welcome: Welcome) -> None:
        self.is_live = True
        self.limits = welcome.limits
        known = self.upts
        restored = self.epoch not in ("", welcome.epoch)
        if restored:
            # A backup was restored: what this device knows may never have happened.
            known = 0
            for chat in self.chats.values():
                self._empty(chat)
                chat.read_seq = chat.read_sent = chat.others_read = 0
        self.epoch = welcome.epoch
        for gone in welcome.gone:
            self._drop(gone)
        for changed in welcome.changed:
            self._adopt_head(changed)
        if known == 0 or welcome.upts < known:
            self.upts = welcome.upts
        elif welcome.upts > known:
            self._ask_for_own()
        # After a restore the digest names only what differs from what this device has just forgotten.
        self._ask_for([chat for chat in self.chats.values() if chat.is_behind or restored])
        for chat in self.chats.values():
            if chat.read_seq > chat.read_sent:
                self._tell_read(chat)
        for number in {pending.post.chat for pending in self.outbox.values()}:
            self._flush(number)

    def _adopt_head(self, changed: ChangedChat) -> None:
        """A line of the digest at connecting: true at its own pts."""
        chat = self._meet(changed.chat)
        ahead = chat.pts > changed.pts
        if ahead:
            self._empty(chat)
        chat.read_seq = changed.read_seq if ahead else max(changed.read_seq, min(chat.read_seq, changed.last_seq))
        chat.read_sent = changed.read_seq
        chat.head_pts = changed.pts
        chat.last_seq = changed.last_seq
        if chat.was_gone:
            # The digest names only what is mine.
            chat.was_gone = False
            chat.pts = 0

    # --- the apply rule

    def _receive(self, event: ChatEvent) -> None:
        """pts - n <= local < pts is applied, pts <= local dropped; beyond it is held for 500 ms and then asked for."""
        chat = self.chats.get(event.chat)
        if chat is None:
            chat = self._meet(event.chat)
            self._ask_for([chat])
        if not self._take_step(chat, event):
            self._hold(chat, event)
        else:
            self._release_held(chat)

    def _take_step(self, chat: Chat, event: ChatEvent) -> bool:
        """True when the step was taken or had been; False when something before it is missing."""
        if event.pts <= chat.pts:
            self._settle_twin(event)
            return True
        before = event.pts - event.n
        if event.pts > chat.head_pts and before > chat.head_pts:
            return False
        if event.pts > chat.head_pts:
            _apply_to_head(chat, event)
        if before <= chat.pts:
            self._apply(chat, event)
            if event.chat in self.chats:
                self._move_to(chat, event.pts)
        return True

    def _hold(self, chat: Chat, event: ChatEvent) -> None:
        if not chat.held:
            self._wishes.append(Timer(f"gap:{chat.id}", GAP_MS))
        chat.held = sorted([*(held for held in chat.held if held.pts != event.pts), event], key=lambda held: held.pts)

    def _release_held(self, chat: Chat) -> None:
        while chat.held:
            if not self._take_step(chat, chat.held[0]):
                # What is missing was asked for, or will be when the timer rings.
                if not chat.asking:
                    self._wishes.append(Timer(f"gap:{chat.id}", GAP_MS))
                return
            chat.held.pop(0)

    def _apply(self, chat: Chat, event: ChatEvent) -> None:
        if event.message is not None:
            self._merge(chat, [event.message])
        elif event.kind == "members" and event.user == self.me and event.state == "left":
            self._drop(chat.id)

    def _merge(self, chat: Chat, messages: Iterable[MessageView]) -> None:
        """The newer of two versions of a message is the one with the higher pts."""
        for message in messages:
            known = chat.messages.get(message.seq)
            if known is None or known.pts < message.pts:
                chat.messages[message.seq] = message
            self._settle(chat.id, message)

    def _move_to(self, chat: Chat, pts: int) -> None:
        """Move the messages' cursor, and let go of own messages that it passed."""
        chat.pts = pts
        for pending in self._pending_of(chat.id):
            if isinstance(pending.progress, Committed) and pending.progress.pts <= pts:
                del self.outbox[pending.post.cid]

    # --- difference and reset

    def _receive_diff(self, answer: DiffAnswer) -> None:
        """Apply all, then local := to."""
        chat = self.chats.get(answer.chat)
        if chat is None:
            return
        chat.asking = False
        was = chat.pts
        if answer.to < was:
            return
        if chat.was_gone:
            self._take_up(chat, answer)
            return
        for event in answer.events:
            if event.pts <= chat.pts:
                continue
            if event.pts > chat.head_pts:
                _apply_to_head(chat, event)
            self._apply(chat, event)
            if answer.chat not in self.chats:
                return
        self._move_to(chat, answer.to)
        # The server has nothing beyond `to` when it gave nothing: what the head promised was withheld from me.
        if answer.to > chat.head_pts or (not answer.more and not answer.events and answer.to == was):
            chat.head_pts = answer.to
        self._release_held(chat)
        if answer.more or chat.is_behind:
            self._ask_for([chat])

    def _take_up(self, chat: Chat, answer: DiffAnswer) -> None:
        """Was I let in again, or was this only how I left?"""
        mine = [event for event in answer.events if event.kind == "members" and event.user == self.me]
        if answer.more:
            chat.pts = answer.to
            self._ask_for([chat])
        elif answer.to == chat.pts or (mine and mine[-1].state == "left" and mine[-1].pts == answer.to):
            chat.pts = answer.to
            self._drop(chat.id)
        else:
            chat.was_gone = False
            self._empty(chat)
            self._ask_for([chat])

    def _receive_reset(self, reset: Reset) -> None:
        """Drop everything cached of the chat but own pending; here is its end afresh."""
        chat = self.chats.get(reset.chat)
        if chat is None:
            return
        # Steps beyond `to` may have been taken before the answer came, and are lost with the cache.
        missed = chat.head_pts > reset.to or bool(chat.held)
        self._empty(chat)
        chat.asking = chat.was_gone = False
        chat.head_pts = reset.to
        chat.floor = reset.floor
        chat.read_seq = max(reset.read_seq, chat.read_seq if chat.read_seq <= reset.last_seq else 0)
        chat.read_sent = reset.read_seq
        chat.last_seq = reset.last_seq
        self._merge(chat, reset.messages)
        self._move_to(chat, reset.to)
        if missed:
            self._ask_for([chat])

    def _ask_for(self, chats: Iterable[Chat]) -> None:
        """Ask for what is missing of these chats, at most as many in a frame as the server takes."""
        if not self.is_live:
            return
        wanted = [chat for chat in chats if not chat.asking]
        size = self.limits.diff_requests or MAX_DIFF_REQUESTS
        limit = self.limits.diff_events or MAX_DIFF_EVENTS
        for start in range(0, len(wanted), size):
            part = wanted[start : start + size]
            for chat in part:
                chat.asking = True
            reqs = tuple(DiffRequest(chat=chat.id, from_=chat.pts, limit=limit) for chat in part)
            self._wishes.append(Send(Diff(reqs=reqs)))

    def _receive_poke(self, poke: Poke) -> None:
        """«You are behind, fetch when you like»: it takes the place of a backlog, and of the answers in it."""
        unanswered = [chat for chat in self.chats.values() if chat.asking]
        for chat in unanswered:
            chat.asking = False
        if poke.upts > self.upts or self.is_asking_user:
            self.is_asking_user = False
            self._ask_for_own()
        behind = {chat.id: chat for chat in unanswered}
        for number, pts in poke.heads:
            chat = self._meet(number)
            if chat.head_pts < pts:
                behind[number] = chat
        self._ask_for(behind.values())

    # --- posting

    def _flush(self, chat: int) -> None:
        """Send the next one: one post of a chat is on its way at a time, so that a refused one is not overtaken."""
        if not self.is_live:
            return
        for pending in self._pending_of(chat):
            match pending.progress:
                case Failed() | Committed():
                    continue
                case Queued():
                    pending.progress = Sent(at=self._now)
                    self._wishes.append(Send(pending.post))
                    self._wishes.append(Timer(f"ack:{pending.post.cid}", ACK_LATE_MS))
            return

    def _receive_ack(self, ack: Ack) -> None:
        """For the posting socket the ack is the event of its pts, by the same rule; a `dup` moves nothing."""
        pending = self.outbox.get(ack.cid)
        chat = self.chats.get(ack.chat)
        if pending is not None:
            pending.progress = Committed(ack.pts)
            self._wishes.append(Posted(ack.cid, ack.chat, ack.seq, ack.pts))
            if chat is None:
                del self.outbox[ack.cid]
            elif not ack.dup:
                self._receive(_event_of(pending, ack, me=self.me))
        if chat is not None:
            self._move_to(chat, chat.pts)
        self._flush(ack.chat)

    def _receive_nack(self, nack: Nack) -> None:
        pending = self.outbox.get(nack.cid)
        if pending is not None:
            if nack.retry_ms:
                pending.progress = Waiting()
                self._wishes.append(Timer(f"post:{nack.cid}", nack.retry_ms))
                return
            pending.progress = Failed(nack.code, nack.params)
            self._wishes.append(Refused(nack.cid, pending.post.chat, nack.code, nack.params))
            self._flush(pending.post.chat)
        elif not nack.cid and (chat := self.chats.get(nack.chat)) is not None:
            # The server could not answer a difference.
            chat.asking = False
            if nack.retry_ms:
                self._wishes.append(Timer(f"ask:{chat.id}", nack.retry_ms))
            else:
                self._drop(chat.id)
        elif not nack.cid and not nack.chat and nack.retry_ms:
            self._ask_again_later(nack.retry_ms)

    def _ask_again_later(self, ms: float) -> None:
        """A whole request was refused, and the answer does not say which: everything asked for is asked again."""
        for chat in self.chats.values():
            if chat.asking:
                chat.asking = False
                self._wishes.append(Timer(f"ask:{chat.id}", ms))
        if self.is_asking_user:
            self.is_asking_user = False
            self._wishes.append(Timer("askOwn", ms))

    def _on_ack_late(self, cid: str) -> None:
        pending = self.outbox.get(cid)
        if pending is None or not self.is_live or not isinstance(pending.progress, Sent):
            return
        if self._now - pending.progress.at >= ACK_LATE_MS:
            self._wishes.append(Reconnect())

    def _settle(self, chat: int, message: MessageView) -> None:
        """Is it an own message, come by this or another way than its ack?"""
        pending = self.outbox.get(message.cid) if message.cid else None
        if pending is not None and pending.post.chat == chat:
            if not isinstance(pending.progress, Committed):
                self._wishes.append(Posted(message.cid, chat, message.seq, message.pts))
            del self.outbox[message.cid]

    def _settle_twin(self, event: ChatEvent) -> None:
        if event.message is not None:
            self._settle(event.chat, event.message)

    def _pending_of(self, chat: int) -> list[Pending]:
        return [pending for pending in self.outbox.values() if pending.post.chat == chat]

    # --- the person's own stream: the same rule, by upts

    def _receive_user_event(self, event: UserEvent) -> None:
        if event.upts <= self.upts:
            return
        if event.upts > self.upts + 1:
            if not self.held_user:
                self._wishes.append(Timer("userGap", GAP_MS))
            self.held_user = sorted([*self.held_user, event], key=lambda held: held.upts)
            return
        self._apply_user_event(event)
        self.upts = event.upts
        self._release_user_held()

    def _receive_user_diff(self, answer: UserDiffAnswer) -> None:
        self.is_asking_user = False
        for event in answer.events:
            if event.upts > self.upts:
                self._apply_user_event(event)
        self.upts = max(self.upts, answer.to)
        self._release_user_held()

    def _receive_user_reset(self, reset: UserReset) -> None:
        """Too far behind: ask for everything of the person afresh."""
        self.is_asking_user = False
        self.held_user = []
        self.upts = reset.to
        self._ask_for(list(self.chats.values()))

    def _release_user_held(self) -> None:
        held, self.held_user = self.held_user, []
        for event in held:
            self._receive_user_event(event)

    def _apply_user_event(self, event: UserEvent) -> None:
        if event.kind == "read":
            chat = self.chats.get(event.chat)
            if chat is not None:
                chat.read_sent = max(chat.read_sent, event.upto)
                chat.read_seq = max(chat.read_seq, event.upto)
        elif event.kind == "chat":
            # It is new to me, or mine no longer: the difference tells, and refuses a stranger.
            self._ask_for([self._meet(event.chat)])
        elif event.event is not None:
            self._wishes.append(Tell(event.event))

    def _ask_for_own(self) -> None:
        if self.is_live and not self.is_asking_user:
            self.is_asking_user = True
            self._wishes.append(Send(UserDiff(from_=self.upts)))

    # --- reading

    def _tell_read(self, chat: Chat) -> None:
        if not self.is_live or chat.read_seq <= chat.read_sent:
            return
        if chat.read_told_at is not None:
            wait = chat.read_told_at + self.limits.read_interval_ms - self._now
            if wait > 0:
                self._wishes.append(Timer(f"read:{chat.id}", wait))
                return
        chat.read_told_at = self._now
        chat.read_sent = chat.read_seq
        self._wishes.append(Send(Read(chat=chat.id, upto=chat.read_seq)))

    def _receive_receipt(self, receipt: ReadReceipt) -> None:
        chat = self.chats.get(receipt.chat)
        if chat is not None and receipt.user != self.me:
            chat.others_read = max(chat.others_read, receipt.upto)

    # --- meeting and forgetting

    def _meet(self, chat: int) -> Chat:
        known = self.chats.get(chat)
        if known is None:
            followed = self._gone.pop(chat, None)
            known = self.chats[chat] = Chat(chat, pts=followed or 0, was_gone=followed is not None)
        return known

    def _empty(self, chat: Chat) -> None:
        """Forget the messages of a chat; own pending ones stand apart and stay."""
        chat.pts = chat.head_pts = chat.last_seq = 0
        chat.messages = {}
        chat.held = []

    def _drop(self, chat: int) -> None:
        """It is mine no longer. Posts on their way still get their answer: they may have come in time."""
        known = self.chats.pop(chat, None)
        if known is None:
            return
        known.held = []
        self._gone[chat] = known.pts
        for pending in self._pending_of(chat):
            match pending.progress:
                case Queued() | Waiting():
                    del self.outbox[pending.post.cid]
                    self._wishes.append(Refused(pending.post.cid, chat, "chat.not_found", {}))
                case Committed() | Failed():
                    del self.outbox[pending.post.cid]

    def _take_wishes(self) -> list[Wish]:
        wishes, self._wishes = self._wishes, []
        return wishes


def _apply_to_head(chat: Chat, event: ChatEvent) -> None:
    chat.head_pts = event.pts
    if event.kind == "message" and event.message is not None:
        chat.last_seq = max(chat.last_seq, event.message.seq)


def _event_of(pending: Pending, ack: Ack, *, me: int) -> ChatEvent:
    post = pending.post
    message = MessageView(
        seq=ack.seq,
        pts=ack.pts,
        ts=ack.ts,
        kind="text",
        sender=0 if pending.as_org else me,
        cid=post.cid,
        body=post.body,
        entities=post.entities,
        reply_to=post.reply,
        silent=post.silent,
        as_org=pending.as_org,
    )
    return ChatEvent(chat=ack.chat, pts=ack.pts, kind="message", seq=ack.seq, mv=ack.mv, message=message)
