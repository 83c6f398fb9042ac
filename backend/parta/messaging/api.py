"""The HTTP door of the messenger: chats, pages of messages, people, edits; and the socket's verbs over HTTPS.

Who has a socket posts and reads there. Bots, and networks that let no WebSocket through, post and read here, with the
same ids, codes and promises (`docs/guides/stream.md`), and learn what is new by asking: `digest`, then `diff`.
"""

from typing import Annotated, Literal

from ninja import Field, Query, Router, Schema, Status
from pydantic import StringConstraints, model_validator

from parta.accounts.access import UserRequest
from parta.accounts.queries import Person
from parta.messaging import access, actions, queries
from parta.messaging.queries import (
    ChatMemberView,
    Chats,
    ChatView,
    Page,
    Readers,
    WritableView,
)
from parta.messaging.queries.stream import Digest, Missing, difference_of, digest_of, own_difference
from parta.platform import clock
from parta.platform.http import Problem
from parta.platform.inputs import LARGEST_ID, Cursor, Id, Line, Search, Text
from parta.platform.limits import Limit
from parta.platform.paging import make_cursor, read_cursor
from parta.platform.structs import Wire
from protocol.frames import (
    MAX_DIFF_EVENTS,
    MAX_DIFF_REQUESTS,
    MAX_ENTITIES,
    Ack,
    DiffAnswer,
    Nack,
    Reset,
    UserDiffAnswer,
    UserReset,
)
from protocol.rights import Right
from protocol.views import Entity, MessageView

router = Router(tags=["messaging"])

NEW_CHATS = Limit("new_chats", amount=60, seconds=3600)
DIRECT_CHATS = Limit("direct_chats", amount=120, seconds=3600)
"""Opening one that is there already counts, too."""
CHANGES = Limit("message_changes", amount=60, seconds=60)
"""Edits and deletions of one person."""

POSTS = Limit("posts", amount=50, seconds=10)
"""What a socket may: five a second on average, ten seconds' worth at once. The next three are a person's, too."""
READS = Limit("reads", amount=20, seconds=10)
DIGESTS = Limit("digests", amount=20, seconds=10)
DIFFERENCES = Limit("differences", amount=30, seconds=10)

MEMBERS_A_PAGE = 100
MOST_HEADS = 5000
PEOPLE_A_PAGE = 50

READ = {401: Problem, 404: Problem, 422: Problem}
WRITE = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 429: Problem}

Title = Annotated[Line, Field(min_length=1, max_length=100)]
Ids = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,16}(,[0-9]{1,16}){0,199}$")]
"""Up to 200 ids with commas between."""


# --- chats -----------------------------------------------------------------------------------------------------------


class ChatsQuery(Schema):
    org: Id | None = None
    ids: Annotated[Ids | None, Field(description="Only these of my chats: up to 200 ids with commas between.")] = None


class DirectChatNew(Schema):
    org_id: Id
    user_id: Id


class ChatNew(Schema):
    org_id: Id
    kind: Literal["group"] = "group"
    title: Title
    member_ids: Annotated[list[Id], Field(max_length=actions.MAX_MEMBERS)] = []


class ChatChanges(Schema):
    """Omitted fields stay as they are."""

    title: Title | None = None
    description: Annotated[Text, Field(max_length=500)] | None = None


@router.get("/chats", response={200: Chats, **READ})
def list_chats(request: UserRequest, query: Query[ChatsQuery]) -> Chats:
    """My chats in all organisations, with counters and previews; those that I am not in are simply missing."""
    return queries.chats_of(request.user, org_id=query.org, chat_ids=None if query.ids is None else numbers(query.ids))


@router.post("/chats/direct", response={200: ChatView, **WRITE})
def open_direct_chat(request: UserRequest, body: DirectChatNew) -> ChatView:
    """Find or make my chat with a member of the organisation to whom I may speak first."""
    DIRECT_CHATS.consume(request.user.pk)
    chat = actions.open_direct_chat(by=request.user, org_id=body.org_id, with_user_id=body.user_id)
    return queries.chat_card(request.user, chat.chat_id)


@router.post("/chats", response={201: ChatView, **WRITE})
def create_chat(request: UserRequest, body: ChatNew) -> Status[ChatView]:
    """Make a group of mine. With pupils in it, it is a supervised one (`pupil_group`), made by the staff only."""
    NEW_CHATS.consume(request.user.pk)
    access.access_people(request.user, body.org_id, body.member_ids)
    chat = actions.create_group(
        by=request.user, org_id=body.org_id, title=body.title, user_ids=frozenset(body.member_ids)
    )
    return Status(201, queries.chat_card(request.user, chat.chat_id))


@router.get("/chats/{chat}", response={200: ChatView, **READ})
def get_chat(request: UserRequest, chat: Id) -> ChatView:
    return queries.chat_card(request.user, chat)


@router.patch("/chats/{chat}", response={200: ChatView, **WRITE})
def edit_chat(request: UserRequest, chat: Id, body: ChatChanges) -> ChatView:
    seat = access.access_chat_to(Right.EDIT_CARD, request.user, chat)
    actions.edit_card(seat, title=body.title, description=body.description)
    return queries.chat_card(request.user, chat)


@router.post("/chats/{chat}/leave", response={204: None, **WRITE})
def leave_chat(request: UserRequest, chat: Id) -> Status[None]:
    """Go out of a group; its owner hands over. Chats by rule and direct chats cannot be left."""
    actions.leave(access.access_chat_to_read(request.user, chat))
    return Status(204, None)


@router.post("/chats/{chat}/unread", response={204: None, **READ})
def mark_unread(request: UserRequest, chat: Id) -> Status[None]:
    """Show the chat as unread on all my devices until I read it again."""
    actions.mark_unread(access.access_chat_to_read(request.user, chat))
    return Status(204, None)


# --- people of a chat ------------------------------------------------------------------------------------------------


class MembersQuery(Schema):
    cursor: Cursor = ""


class ChatMembers(Schema):
    members: list[ChatMemberView]
    next: str | None
    total: int


class PeopleQuery(Schema):
    ids: Ids


class MemberIds(Schema):
    user_ids: Annotated[list[Id], Field(min_length=1, max_length=100)]


@router.get("/chats/{chat}/members", response={200: ChatMembers, 403: Problem, **READ})
def list_members(request: UserRequest, chat: Id, query: Query[MembersQuery]) -> ChatMembers:
    """Members by standing and name. Of a channel only who administers it sees them."""
    seat = access.access_members(request.user, chat)
    after = None
    if query.cursor:
        role, name, user_id = read_cursor(query.cursor, int, str, int)
        after = (int(role), str(name), int(user_id))
    rows = queries.members_of(seat, after=after, limit=MEMBERS_A_PAGE + 1)
    page = rows[:MEMBERS_A_PAGE]
    last = page[-1] if len(rows) > MEMBERS_A_PAGE else None
    return ChatMembers(
        members=queries.member_views(seat, page),
        next=make_cursor(int(last.role), last.sort_name, last.user_id) if last else None,
        total=seat.chat.member_count,
    )


@router.post("/chats/{chat}/members", response={200: ChatView, **WRITE})
def add_members(request: UserRequest, chat: Id, body: MemberIds) -> ChatView:
    """Let members of the organisation in; they see what is said from now on."""
    seat = access.access_chat_to(Right.INVITE, request.user, chat)
    access.access_people(request.user, seat.chat.org_id, body.user_ids)
    actions.add_members(seat, user_ids=frozenset(body.user_ids))
    return queries.chat_card(request.user, chat)


@router.delete("/chats/{chat}/members/{user}", response={204: None, **WRITE})
def remove_member(request: UserRequest, chat: Id, user: Id) -> Status[None]:
    """Put somebody of a lower standing out of a group."""
    seat = access.access_chat_to(Right.REMOVE, request.user, chat)
    actions.remove_member(seat, user_id=user)
    return Status(204, None)


@router.get("/chats/{chat}/people", response={200: list[Person], **READ})
def list_people(request: UserRequest, chat: Id, query: Query[PeopleQuery]) -> list[Person]:
    """Names behind ids in messages: people who are or were in the chat. Others are missing."""
    seat = access.access_chat_to_read(request.user, chat)
    return queries.people_of(seat, numbers(query.ids))


# --- messages --------------------------------------------------------------------------------------------------------


class PageQuery(Schema):
    """At most one of `before`, `after`, `around`; none: the newest."""

    before: Id | None = None
    after: Annotated[int | None, Field(ge=0, le=2**53 - 1)] = None
    around: Id | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50

    @model_validator(mode="after")
    def one_place(self) -> "PageQuery":
        if sum(place is not None for place in (self.before, self.after, self.around)) > 1:
            raise ValueError("at most one of before, after, around")
        return self


class MessageChanges(Schema):
    body: str
    entities: Annotated[list[Wire[Entity]], Field(max_length=MAX_ENTITIES)] = []


@router.get("/chats/{chat}/messages", response={200: Page, **READ})
def list_messages(request: UserRequest, chat: Id, query: Query[PageQuery]) -> Page:
    """A page of messages, the oldest first, true at `pts`: go on with the stream from there."""
    seat = access.access_chat_to_read(request.user, chat)
    return queries.page_of(seat, before=query.before, after=query.after, around=query.around, limit=query.limit)


@router.patch("/chats/{chat}/messages/{seq}", response={200: Wire[MessageView], **WRITE})
def edit_message(request: UserRequest, chat: Id, seq: Id, body: MessageChanges) -> MessageView:
    """Replace the text of a message of mine."""
    CHANGES.consume(request.user.pk)
    seat = access.access_chat_to(Right.WRITE, request.user, chat)
    actions.edit_message(seat, seq=seq, body=body.body, entities=tuple(body.entities))
    return queries.message_card(seat.chat, seq)


@router.delete("/chats/{chat}/messages/{seq}", response={204: None, **WRITE})
def delete_message(request: UserRequest, chat: Id, seq: Id) -> Status[None]:
    """Delete for everybody: a message of mine, or as a moderator another's."""
    CHANGES.consume(request.user.pk)
    actions.delete_message(access.access_chat_to_read(request.user, chat), seq=seq)
    return Status(204, None)


@router.get("/chats/{chat}/messages/{seq}/readers", response={200: Readers, 403: Problem, **READ})
def list_readers(request: UserRequest, chat: Id, seq: Id) -> Readers:
    """Who has read a message. In a chat of more than 50 members only how many, and only for its author."""
    seat = access.access_chat_to_read(request.user, chat)
    message = access.access_message(seat, seq)
    return queries.readers_of(seat, seq=seq, author_id=message.sender_id)


# --- whom I may write to ---------------------------------------------------------------------------------------------


class WritableQuery(Schema):
    search: Annotated[Search, Field(description="Beginnings of names, in any order.")] = ""


class WritablePeople(Schema):
    people: list[WritableView]
    more: bool
    """There are more: search."""


@router.get("/organizations/{org}/people", response={200: WritablePeople, **READ})
def list_people_to_write_to(request: UserRequest, org: Id, query: Query[WritableQuery]) -> WritablePeople:
    """Members to whom I may write first, by name; at most 50."""
    found, candidates = access.access_candidates(request.user, org, search=query.search)
    able = queries.to_whom_may_write(request.user, found, candidates, limit=PEOPLE_A_PAGE + 1, at=clock.now())
    return WritablePeople(
        people=queries.writable_views(request.user, org, able[:PEOPLE_A_PAGE]), more=len(able) > PEOPLE_A_PAGE
    )


# --- the socket's verbs over HTTPS -----------------------------------------------------------------------------------

Position = Annotated[int, Field(ge=0, le=LARGEST_ID)]
"""Of a stream or a chat; 0: before its beginning."""
Cid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]


class MessageNew(Schema):
    cid: Cid
    """UUIDv7 made by the client: the same on every try, so that a message is posted once."""
    body: str
    entities: Annotated[list[Wire[Entity]], Field(max_length=MAX_ENTITIES)] = []
    reply: Position = 0
    """seq of the message that this one answers, 0 if none."""
    silent: bool = False


class ReadUpTo(Schema):
    upto: Position


class ReadView(Schema):
    upto: int
    """Clamped to what one can see, and never moved back."""
    unread: int
    """Messages after it that are neither mine nor deleted; at most 100."""


class Known(Schema):
    heads: Annotated[list[tuple[Id, Position]], Field(max_length=MOST_HEADS)] = []
    """(chat, pts) of every chat that the client knows."""


class ChatPosition(Schema):
    chat: Id
    from_: Annotated[Position, Field(alias="from")]
    """The last pts that the client applied."""
    limit: Annotated[int, Field(ge=1, le=MAX_DIFF_EVENTS)] = MAX_DIFF_EVENTS


class ChatPositions(Schema):
    reqs: Annotated[list[ChatPosition], Field(min_length=1, max_length=MAX_DIFF_REQUESTS)]


class Differences(Schema):
    answers: list[Wire[DiffAnswer] | Wire[Reset] | Wire[Nack]]
    """One for each chat that was asked for, in that order; `nack` of a chat that is not the caller's."""


class OwnPosition(Schema):
    from_: Annotated[Position, Field(alias="from")]
    """The last upts that the client applied."""


class OwnDifference(Schema):
    answer: Wire[UserDiffAnswer] | Wire[UserReset]


@router.post("/chats/{chat}/messages", response={200: Wire[Ack], 503: Problem, **WRITE})
def post_message(request: UserRequest, chat: Id, body: MessageNew) -> Ack:
    """Post a message once per `cid`. The answer means committed; posting again gives the first one's place."""
    POSTS.consume(request.user.pk)
    org_id = access.access_chat_to_post(request.user, chat)
    post = actions.NewPost(
        cid=body.cid,
        chat=chat,
        body=body.body,
        entities=tuple(body.entities),
        reply=body.reply,
        silent=body.silent,
    )
    return actions.post_message(post, by=request.user, org_id=org_id)


@router.post("/chats/{chat}/read", response={200: ReadView, 429: Problem, 503: Problem, **READ})
def read_chat(request: UserRequest, chat: Id, body: ReadUpTo) -> ReadView:
    """I have read up to this message: at most once in two seconds a chat, please."""
    READS.consume(request.user.pk)
    mark = actions.read(access.access_chat_to_read(request.user, chat), upto=body.upto)
    return ReadView(upto=mark.upto, unread=mark.unread)


@router.post("/stream/digest", response={200: Digest, 401: Problem, 422: Problem, 429: Problem})
def make_digest(request: UserRequest, body: Known) -> Digest:
    """What differs from what I know: the beginning of every round of polling."""
    DIGESTS.consume(request.user.pk)
    return digest_of(request.user, heads=dict(body.heads))


@router.post("/stream/diff", response={200: Differences, 401: Problem, 422: Problem, 429: Problem})
def list_missed_events(request: UserRequest, body: ChatPositions) -> Differences:
    """What I missed of these chats, or their end afresh where that is too much."""
    DIFFERENCES.consume(request.user.pk)
    wishes = [Missing(chat=wish.chat, after=wish.from_, limit=wish.limit) for wish in body.reqs]
    return Differences(answers=difference_of(request.user, wishes))


@router.post("/stream/udiff", response={200: OwnDifference, 401: Problem, 422: Problem, 429: Problem})
def list_own_missed_events(request: UserRequest, body: OwnPosition) -> OwnDifference:
    """What I missed of my own stream: read elsewhere, a chat came or went, lasting events."""
    DIFFERENCES.consume(request.user.pk)
    return OwnDifference(answer=own_difference(request.user, after=body.from_))


def numbers(ids: str) -> list[int]:
    return [int(number) for number in ids.split(",")]
