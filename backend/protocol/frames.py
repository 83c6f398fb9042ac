"""Frames of the WebSocket sub-protocol `parta.v1`: JSON text, one object a frame, tag `type`.

Client → server: `ClientFrame`. Server → client: `ServerFrame`. The semantics are numbered in
`docs/guides/stream.md`; sizes are in `limits`. Unknown fields are ignored on both sides, unknown types are refused.
"""

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, field

from protocol.events import ServerEvent
from protocol.views import Entity, MessageView

SUBPROTOCOL = "parta.v1"
MAX_FRAME_BYTES = 64 * 1024
MAX_BODY_CHARS = 4096
MAX_ENTITIES = 100
MAX_DIFF_REQUESTS = 20
MAX_DIFF_EVENTS = 100
MAX_FOCUS = 50
TICKET_SECONDS = 60
RESUME_SECONDS = 24 * 3600


class Frame(Struct, frozen=True, tag_field="type", omit_defaults=True):
    """Base of all frames."""


# --- client to server ---------------------------------------------------------------------------------------------


class Hello(Frame, frozen=True, tag="hello"):
    """First frame of a socket: who I am (ticket or resume token) and everything that I know."""

    device: str
    """UUID that the browser profile made once."""
    ticket: str = ""
    resume: str = ""
    epoch: str = ""
    upts: int = 0
    heads: tuple[tuple[int, int], ...] = ()
    """(chat, pts) of every chat in the cache."""
    open: int = 0
    """Chat that is open on the screen, 0 if none."""


class Post(Frame, frozen=True, tag="post"):
    """Post a message once per `cid`; the same cid until it is acked."""

    cid: str
    """UUIDv7 made by the client."""
    chat: int
    body: str
    entities: tuple[Entity, ...] = ()
    reply: int = 0
    silent: bool = False


class Read(Frame, frozen=True, tag="read"):
    """I have read up to this seq."""

    chat: int
    upto: int


class DiffRequest(Struct, frozen=True):
    chat: int
    from_: int = field(name="from")
    limit: int = MAX_DIFF_EVENTS


class Diff(Frame, frozen=True, tag="diff"):
    """Give me what I missed: at most 20 chats a frame; answered by one `diff` or `reset` each."""

    reqs: tuple[DiffRequest, ...]


class UserDiff(Frame, frozen=True, tag="udiff"):
    """Give me what I missed of my own stream."""

    from_: int = field(name="from")


class Typing(Frame, frozen=True, tag="typing"):
    chat: int


class Focus(Frame, frozen=True, tag="focus"):
    """Chats that I look at (receipts and typing come for these) and people whose presence I show: ≤ 50 of both."""

    chats: tuple[int, ...] = ()
    users: tuple[int, ...] = ()


class Presence(Frame, frozen=True, tag="presence"):
    """This device is in use, or was put away."""

    active: bool


ClientFrame = Hello | Post | Read | Diff | UserDiff | Typing | Focus | Presence


# --- server to client ---------------------------------------------------------------------------------------------


class Limits(Struct, frozen=True):
    """What a client must keep to; larger things are refused."""

    frame_bytes: int = MAX_FRAME_BYTES
    body_chars: int = MAX_BODY_CHARS
    diff_requests: int = MAX_DIFF_REQUESTS
    diff_events: int = MAX_DIFF_EVENTS
    focus: int = MAX_FOCUS
    read_interval_ms: int = 2000


class ChangedChat(Struct, frozen=True):
    """A chat whose head differs from what the client said it knows."""

    chat: int
    org: int
    pts: int
    last_seq: int
    read_seq: int
    unread: int
    """Messages after read_seq that are neither mine nor deleted; capped at 100."""
    preview: MessageView | None = None
    """The newest message that I may see."""


class Welcome(Frame, frozen=True, tag="welcome"):
    epoch: str
    upts: int
    now: datetime
    resume: str
    """Token that opens the next socket without HTTP, valid for 24 hours."""
    user: int
    session: int
    changed: tuple[ChangedChat, ...]
    gone: tuple[int, ...]
    """Chats of `heads` that are mine no longer: drop their cache."""
    limits: Limits
    heartbeat: int
    """Seconds between pings of the server."""


class Resume(Frame, frozen=True, tag="resume"):
    """A fresh resume token, hourly."""

    token: str


class Ack(Frame, frozen=True, tag="ack"):
    """The post is committed. For the socket that posted it this is the event of its pts, unless `dup`."""

    cid: str
    chat: int
    seq: int
    pts: int
    ts: datetime
    mv: int = 0
    dup: bool = False


class Nack(Frame, frozen=True, tag="nack"):
    """The post, or another request, was refused."""

    code: str
    cid: str = ""
    chat: int = 0
    params: dict[str, Any] = {}
    retry_ms: int = 0
    """Try the same again after this long; 0: do not."""


EventKind = Literal["message", "edit", "delete", "members", "chat", "skip"]


class ChatEvent(Frame, frozen=True, tag="ev"):
    """One step of a chat's stream. Apply when pts - n ≤ local < pts, drop when pts ≤ local, else fetch the difference.

    kind      data
    message   MessageView of the new message
    edit      MessageView, the whole new state
    delete    MessageView, the tombstone
    members   {"user": id, "state": "joined" | "left" | "changed"} (one of many is enough: fetch the list afresh)
    chat      {} : the card changed, fetch it afresh
    skip      {} : something that you may not see; only its pts counts
    """

    chat: int
    pts: int
    kind: EventKind
    seq: int = 0
    n: int = 1
    mv: int = 0
    message: MessageView | None = None
    user: int = 0
    state: Literal["", "joined", "left", "changed"] = ""


class DiffAnswer(Frame, frozen=True, tag="diff"):
    """Every surviving event in (from, to]; apply all, then local := to. `more`: ask again from `to`."""

    chat: int
    to: int
    events: tuple[ChatEvent, ...]
    more: bool = False


class Reset(Frame, frozen=True, tag="reset"):
    """Drop everything cached of this chat but own pending; here is its end afresh."""

    chat: int
    to: int
    messages: tuple[MessageView, ...]
    floor: int
    """Smallest seq that I may see."""
    last_seq: int
    read_seq: int


UserEventKind = Literal["read", "chat", "event"]


class UserEvent(Frame, frozen=True, tag="uev"):
    """One step of the person's own stream: the same apply rule, by upts.

    kind   meaning
    read   read on another device: chat, upto, unread
    chat   my chat list changed: fetch the card of `chat` afresh (404: drop it)
    event  a durable domain event in `event`
    """

    upts: int
    kind: UserEventKind
    chat: int = 0
    upto: int = 0
    unread: int = 0
    event: ServerEvent | None = None


class UserDiffAnswer(Frame, frozen=True, tag="udiff"):
    to: int
    events: tuple[UserEvent, ...]


class UserReset(Frame, frozen=True, tag="ureset"):
    """Too far behind: fetch the chat list and everything of the person afresh."""

    to: int


class Note(Frame, frozen=True, tag="note"):
    """A domain event that need not last."""

    event: ServerEvent


class ReadReceipt(Frame, frozen=True, tag="rr"):
    """Others have read; only to sockets that focus the chat. `count` (without names) above 50 members."""

    chat: int
    upto: int
    user: int = 0
    count: int = 0


class TypingNow(Frame, frozen=True, tag="typing"):
    chat: int
    user: int


class PresenceNow(Frame, frozen=True, tag="presence"):
    """Who is on line. Nothing about people who share no chat with me or hide it."""

    user: int
    online: bool
    seen: datetime | None = None


class Poke(Frame, frozen=True, tag="poke"):
    """You are behind in these chats, fetch when you like: replaces a backlog."""

    heads: tuple[tuple[int, int], ...]
    upts: int = 0
    """Head of the person's own stream, if that is behind, too."""


class Bye(Frame, frozen=True, tag="bye"):
    """Come back after this long: the server's slot, which replaces the client's own backoff."""

    after_ms: int
    code: str = ""
    """`session_ended`: sign out. `bad_token`: fetch a new ticket. Empty: drain or a full house."""


ServerFrame = (
    Welcome
    | Resume
    | Ack
    | Nack
    | ChatEvent
    | DiffAnswer
    | Reset
    | UserEvent
    | UserDiffAnswer
    | UserReset
    | Note
    | ReadReceipt
    | TypingNow
    | PresenceNow
    | Poke
    | Bye
)

CLOSE_SLOW = 4008
CLOSE_SESSION_ENDED = 4001
CLOSE_BAD_FRAME = 4002
CLOSE_NO_HELLO = 4003
