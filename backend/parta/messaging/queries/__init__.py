"""Reads of the messenger, each with a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec
from django.db import connection
from django.db.models import Q
from ninja import Schema

from parta.accounts.models import User
from parta.accounts.queries import Person, people_by_id
from parta.messaging import errors
from parta.messaging.access import facts
from parta.messaging.access.doors import Seat, seats_of, storable
from parta.messaging.access.policy import (
    Action,
    Actor,
    ChatFacts,
    OrganizationFacts,
    Party,
    can,
    needs_supervision,
)
from parta.messaging.models import Chat, ChatKind, ChatMember, ChatRole, ChatState, UserChat
from parta.organizations.models import Membership, MembershipState, Organization, OrganizationState, Role
from parta.platform import clock
from parta.platform.structs import Wire
from protocol.rights import Right
from protocol.views import MessageView

NAMED_READERS = 50
"""Up to so many members a chat tells who has read; above only how many, and only the author (minors' rule)."""

RoleName = Literal["owner", "administrator", "member", "reader"]
ROLE_NAMES: dict[ChatRole, RoleName] = {
    ChatRole.OWNER: "owner",
    ChatRole.ADMINISTRATOR: "administrator",
    ChatRole.MEMBER: "member",
    ChatRole.READER: "reader",
}

# --- the chat list ---------------------------------------------------------------------------------------------------


class MyPlace(Schema):
    """As what the caller is in the chat."""

    role: RoleName
    rights: int
    """Bits of `protocol.rights.Right`."""
    rights_names: list[str]


class ChatMay(Schema):
    """What the caller may do in the chat now."""

    write: bool
    post_as_org: bool
    """Every post is in the name of the organisation."""
    moderate: bool
    """Delete other people's messages for all."""
    rename: bool
    describe: bool
    add_members: bool
    remove_members: bool
    see_members: bool
    leave: bool


class ChatView(Schema):
    """A chat as one of its members sees it."""

    id: int
    org_id: int
    kind: ChatKind
    title: str
    """Empty where the client has the words: direct chats (`peer`), chats of the whole organisation. Of a class chat the
    class («7А»), of a service chat the organisation."""
    description: str
    peer: Person | None
    """The other one of a direct chat."""
    member_count: int
    class_id: int | None
    state: ChatState
    by_rule: bool
    """Its members follow roles and classes."""
    supervised: bool
    """A minor takes part, and somebody of the staff sees it."""
    my: MyPlace
    may: ChatMay
    pts: int
    mv: int
    last_seq: int
    read_seq: int
    others_read_seq: int
    """Up to where somebody else has read, 0 if nobody: own messages up to it show two ticks. Not told in channels."""
    visible_from_seq: int
    unread: int
    """Others' messages after `read_seq` that are not deleted; at most 100."""
    mentions: int
    """Those of them that mention the caller."""
    marked_unread: bool
    muted: bool
    pinned_rank: int | None
    preview: Wire[MessageView] | None
    """The newest message that the caller may see and that is not deleted."""


class Chats(Schema):
    chats: list[ChatView]
    people: list[Person]
    """Authors of the previews."""


@dataclass(frozen=True)
class Digest:
    """What is new for one person in one chat."""

    unread: int
    mentions: int
    others_read_seq: int
    preview: MessageView | None


def chats_of(user: User, *, org_id: int | None = None, chat_ids: Collection[int] | None = None) -> Chats:
    """All chats of the person, or these of them; who is in none of the given ones gets fewer."""
    seats = [seat for seat in seats_of(user.pk, chat_ids=chat_ids) if org_id in {None, seat.chat.org_id}]
    mine = {row.chat_id: row for row in UserChat.objects.filter(user_id=user.pk, chat_id__in=ids_of(seats))}
    digests = digests_of(seats, mine)
    authors = {digest.preview.sender for digest in digests.values() if digest.preview and digest.preview.sender}
    people = people_by_id(authors | {facts.peer_of(seat.chat, user.pk) for seat in seats} - {0})
    names = names_of_organizations(seats)
    supervised = supervised_chats(seats)
    views = [
        chat_view(
            seat,
            mine=mine.get(seat.chat.chat_id) or UserChat(read_seq=seat.chat.last_seq),
            digest=digests[seat.chat.chat_id],
            peer=people.get(facts.peer_of(seat.chat, user.pk)),
            org_name=names.get(seat.chat.org_id, ""),
            supervised=seat.chat.chat_id in supervised,
        )
        for seat in seats
    ]
    return Chats(chats=views, people=[people[author] for author in sorted(authors) if author in people])


def chat_card(user: User, chat_id: int) -> ChatView:
    """One chat of the list."""
    views = chats_of(user, chat_ids=[chat_id]).chats
    if not views:
        raise errors.ChatNotFound
    return views[0]


def ids_of(seats: Iterable[Seat]) -> list[int]:
    return [seat.chat.chat_id for seat in seats]


def digests_of(seats: list[Seat], mine: dict[int, UserChat]) -> dict[int, Digest]:
    if not seats:
        return {}
    user_id = seats[0].user_id
    hidden = [hidden_upto(seat, mine.get(seat.chat.chat_id)) for seat in seats]
    read = [max(start, read_upto(seat, mine.get(seat.chat.chat_id))) for start, seat in zip(hidden, seats, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT k.chat_id, unread.n, unread.mentions, coalesce(others.read_seq, 0), newest.view
            FROM unnest(%(org)s::bigint[], %(chat)s::bigint[], %(hidden)s::bigint[], %(read)s::bigint[],
                        %(meets)s::boolean[]) AS k (org_id, chat_id, hidden, read, meets)
            CROSS JOIN LATERAL (
                SELECT count(*) AS n,
                       count(*) FILTER (WHERE entities @> %(mention)s::jsonb) AS mentions
                FROM (
                    SELECT m.entities FROM message m
                    WHERE m.org_id = k.org_id AND m.chat_id = k.chat_id AND m.seq > k.read
                        AND m.sender_id <> %(user)s AND m.deleted_at IS NULL
                    LIMIT 100) AS capped
            ) unread
            LEFT JOIN LATERAL (
                SELECT max(r.read_seq) AS read_seq FROM chat_member r
                WHERE k.meets AND r.org_id = k.org_id AND r.chat_id = k.chat_id
                    AND r.user_id <> %(user)s AND r.left_seq IS NULL AND r.read_seq > r.joined_seq
            ) others ON true
            LEFT JOIN LATERAL (
                SELECT message_view(m) AS view FROM message m
                WHERE m.org_id = k.org_id AND m.chat_id = k.chat_id AND m.seq > k.hidden AND m.deleted_at IS NULL
                ORDER BY m.seq DESC LIMIT 1
            ) newest ON true
            """,
            {
                "org": [seat.chat.org_id for seat in seats],
                "chat": ids_of(seats),
                "hidden": hidden,
                "read": read,
                "meets": [not seat.chat.posts_as_org for seat in seats],
                "user": user_id,
                "mention": msgspec.json.encode([{"kind": "mention", "user": user_id}]).decode(),
            },
        )
        return {
            chat_id: Digest(unread=unread, mentions=mentions, others_read_seq=others, preview=message_from(view))
            for chat_id, unread, mentions, others, view in cursor.fetchall()
        }


def hidden_upto(seat: Seat, mine: UserChat | None) -> int:
    return max(seat.member.visible_from_seq - 1, mine.cleared_upto_seq if mine else 0)


def read_upto(seat: Seat, mine: UserChat | None) -> int:
    return mine.read_seq if mine else seat.chat.last_seq


def message_from(view: Any) -> MessageView | None:
    if view is None:
        return None
    return msgspec.json.decode(view, type=MessageView) if isinstance(view, str) else msgspec.convert(view, MessageView)


def names_of_organizations(seats: Iterable[Seat]) -> dict[int, str]:
    """For service chats, whose reader may be no member, so that no other answer tells him the name."""
    wanted = {seat.chat.org_id for seat in seats if seat.chat.kind == ChatKind.SERVICE}
    if not wanted:
        return {}
    orgs = Organization.objects.filter(pk__in=wanted).values_list("pk", "name", "short_name")
    return {org_id: short_name or name for org_id, name, short_name in orgs}


def supervised_chats(seats: Iterable[Seat]) -> set[int]:
    """Direct chats of a minor with somebody of the staff, and groups in which pupils are. One query."""
    direct = [seat for seat in seats if seat.chat.kind == ChatKind.DIRECT]
    found = {seat.chat.chat_id for seat in seats if ChatKind(seat.chat.kind) in SUPERVISED_KINDS}
    if not direct:
        return found
    both = {user_id for seat in direct for user_id in facts.peers_of(seat.chat)}
    rows = Membership.objects.filter(
        org_id__in={seat.chat.org_id for seat in direct}, user_id__in=both, state=MembershipState.ACTIVE
    ).values_list("org_id", "user_id", "roles", "org__time_zone", "user__birth_date", "org__state")
    parties = {
        (org_id, user_id): Party(
            gate=MembershipState.ACTIVE, roles=frozenset(Role(role) for role in roles), birth_date=birth_date
        )
        for org_id, user_id, roles, _, birth_date, _ in rows
    }
    places = {org_id: OrganizationFacts(OrganizationState(state), zone) for org_id, _, _, zone, _, state in rows}
    now = clock.now()
    for seat in direct:
        pair = [parties.get((seat.chat.org_id, user_id), Party()) for user_id in facts.peers_of(seat.chat)]
        staff = any(not party.roles.isdisjoint(facts.STAFF_ROLES) for party in pair)
        org = places.get(seat.chat.org_id)
        if org and staff and needs_supervision(org, parties=pair, at=now):
            found.add(seat.chat.chat_id)
    return found


SUPERVISED_KINDS = frozenset({ChatKind.CLASS, ChatKind.PUPIL_GROUP, ChatKind.SUBJECT, ChatKind.CLUB})


def chat_view(
    seat: Seat, *, mine: UserChat, digest: Digest, peer: Person | None, org_name: str, supervised: bool
) -> ChatView:
    chat, rights = seat.chat, seat.rights
    return ChatView(
        id=chat.chat_id,
        org_id=chat.org_id,
        kind=ChatKind(chat.kind),
        title=org_name if chat.kind == ChatKind.SERVICE else chat.title,
        description=chat.description,
        peer=peer,
        member_count=chat.member_count,
        class_id=facts.class_of(chat),
        state=ChatState(chat.state),
        by_rule=bool(chat.rule),
        supervised=supervised,
        my=MyPlace(
            role=ROLE_NAMES[ChatRole(seat.member.role)],
            rights=int(rights),
            rights_names=[str(right.name).lower() for right in Right if right in rights],
        ),
        may=may_in(seat),
        pts=chat.pts,
        mv=chat.member_ver,
        last_seq=chat.last_seq,
        read_seq=read_upto(seat, mine),
        others_read_seq=digest.others_read_seq,
        visible_from_seq=seat.member.visible_from_seq,
        unread=digest.unread,
        mentions=digest.mentions,
        marked_unread=mine.marked_unread,
        muted=mine.muted_until is not None and mine.muted_until > clock.now(),
        pinned_rank=mine.pinned_rank,
        preview=digest.preview,
    )


def may_in(seat: Seat) -> ChatMay:
    rights, by_hand = seat.rights, not seat.chat.rule
    writes = Right.WRITE in rights and seat.chat.state == ChatState.OPEN
    return ChatMay(
        write=writes and (Right.AS_ORG in rights or not seat.chat.posts_as_org),
        post_as_org=writes and seat.chat.posts_as_org and Right.AS_ORG in rights,
        moderate=Right.MODERATE in rights,
        rename=Right.EDIT_CARD in rights and by_hand,
        describe=Right.EDIT_CARD in rights,
        add_members=Right.INVITE in rights,
        remove_members=Right.REMOVE in rights,
        see_members=may_see_members(seat),
        leave=by_hand and seat.chat.kind not in {ChatKind.DIRECT, ChatKind.SERVICE},
    )


def may_see_members(seat: Seat) -> bool:
    """In a channel nobody meets anybody: only who administers it sees who reads."""
    return not seat.chat.posts_as_org or Right.ADMINISTER in seat.rights


# --- messages --------------------------------------------------------------------------------------------------------


class Page(Schema):
    """Messages as they are at `pts`, the oldest first."""

    messages: list[Wire[MessageView]]
    people: list[Person]
    """Authors of the messages."""
    pts: int
    mv: int
    floor: int
    """Smallest seq that the caller may see."""
    last_seq: int
    read_seq: int
    has_before: bool
    has_after: bool


def page_of(seat: Seat, *, before: int | None, after: int | None, around: int | None, limit: int) -> Page:
    """One page of the chat: before or after a message, around it, or the newest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT messages, pts, mv, floor, last_seq, read_seq, has_before, has_after"
            " FROM fetch_page(%s, %s, %s, %s, %s, %s, %s)",
            [seat.user_id, seat.chat.org_id, seat.chat.chat_id, before, after, around, limit],
        )
        row = cursor.fetchone()
    if row is None:
        raise errors.ChatNotFound
    raw, pts, mv, floor, last_seq, read_seq, has_before, has_after = row
    messages = msgspec.json.decode(raw, type=list[MessageView]) if isinstance(raw, str) else messages_from(raw)
    authors = people_by_id({message.sender for message in messages} - {0})
    return Page(
        messages=messages,
        people=[authors[author] for author in sorted(authors)],
        pts=pts,
        mv=mv,
        floor=floor,
        last_seq=last_seq,
        read_seq=read_seq,
        has_before=has_before,
        has_after=has_after,
    )


def messages_from(raw: Any) -> list[MessageView]:
    return msgspec.convert(raw, list[MessageView])


def message_card(chat: Chat, seq: int) -> MessageView:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT message_view(m) FROM message m WHERE org_id = %s AND chat_id = %s AND seq = %s",
            [chat.org_id, chat.chat_id, seq],
        )
        row = cursor.fetchone()
    message = message_from(row[0]) if row else None
    if message is None:
        raise errors.MessageNotFound
    return message


class Readers(Schema):
    """Who of the others has read a message."""

    count: int
    people: list[Person] | None
    """None in a chat of more than 50 members and in channels: only the number is told, and only to the author."""


def readers_of(seat: Seat, *, seq: int, author_id: int) -> Readers:
    named = seat.chat.member_count <= NAMED_READERS and not seat.chat.posts_as_org
    is_author = seat.user_id == author_id or (seat.chat.posts_as_org and Right.AS_ORG in seat.rights)
    if not named and not is_author:
        raise errors.NotAllowedInChat(right="readers")
    # A newcomer's cursor begins at the end; what was posted before he came he has not read.
    readers = ChatMember.objects.filter(
        org_id=seat.chat.org_id, chat_id=seat.chat.chat_id, left_seq=None, read_seq__gte=seq, joined_seq__lt=seq
    ).exclude(user_id=author_id)
    if not named:
        return Readers(count=readers.count(), people=None)
    people = people_by_id(readers.values_list("user_id", flat=True))
    return Readers(count=len(people), people=sorted(people.values(), key=lambda person: person.name))


# --- people ----------------------------------------------------------------------------------------------------------


class ChatMemberMay(Schema):
    remove: bool


class ChatMemberView(Schema):
    person: Person
    role: RoleName
    supervises: bool
    """Of the staff, in a chat with pupils."""
    may: ChatMemberMay


@dataclass(frozen=True)
class MemberRow:
    user_id: int
    role: ChatRole
    sort_name: str


def members_of(seat: Seat, *, after: tuple[int, str, int] | None, limit: int) -> list[MemberRow]:
    """Members by standing and name, from a position on."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT user_id, role, sort_name FROM (
                SELECT m.user_id, m.role,
                       replace(lower(a.surname || ' ' || a.given_name || ' ' || a.patronymic), 'ё', 'е') AS sort_name
                FROM chat_member m
                JOIN account a ON a.id = m.user_id
                WHERE m.org_id = %(org)s AND m.chat_id = %(chat)s AND m.left_seq IS NULL
            ) named
            WHERE %(role)s::int IS NULL OR (role, sort_name, user_id) > (%(role)s::int, %(name)s, %(user)s::bigint)
            ORDER BY role, sort_name, user_id
            LIMIT %(limit)s
            """,
            {
                "org": seat.chat.org_id,
                "chat": seat.chat.chat_id,
                "role": after[0] if after else None,
                "name": after[1] if after else None,
                "user": after[2] if after else None,
                "limit": limit,
            },
        )
        return [MemberRow(user_id, ChatRole(role), sort_name) for user_id, role, sort_name in cursor.fetchall()]


def member_views(seat: Seat, rows: Collection[MemberRow]) -> list[ChatMemberView]:
    people = people_by_id(row.user_id for row in rows)
    staff = set(
        Membership.objects.filter(
            org_id=seat.chat.org_id,
            user_id__in=[row.user_id for row in rows],
            state=MembershipState.ACTIVE,
            roles__overlap=facts.STAFF_ROLES,
        ).values_list("user_id", flat=True)
    )
    supervised = ChatKind(seat.chat.kind) in SUPERVISED_KINDS
    removes = Right.REMOVE in seat.rights
    return [
        ChatMemberView(
            person=people[row.user_id],
            role=ROLE_NAMES[row.role],
            supervises=supervised and row.user_id in staff,
            may=ChatMemberMay(remove=removes and row.role > seat.member.role),
        )
        for row in rows
    ]


def people_of(seat: Seat, user_ids: Collection[int]) -> list[Person]:
    """These people, as far as they are or were in the chat and its members meet there."""
    wanted = set(storable(user_ids))
    if not may_see_members(seat):
        wanted &= {seat.user_id}
    in_it = ChatMember.objects.filter(
        org_id=seat.chat.org_id, chat_id=seat.chat.chat_id, user_id__in=wanted
    ).values_list("user_id", flat=True)
    people = people_by_id(in_it)
    return [people[user_id] for user_id in sorted(people)]


class WritableMay(Schema):
    write: bool


class WritableView(Schema):
    """Somebody to whom the caller may speak first."""

    person: Person
    roles: list[Role]
    chat_id: int | None
    """The direct chat that the two have already."""
    may: WritableMay


def to_whom_may_write(
    user: User, org: Organization, candidates: Collection[int], *, limit: int, at: datetime
) -> list[int]:
    """Those of the candidates, in their order, with whom the policy lets the person start a chat. Five queries."""
    known = facts.people_in(org.pk, {user.pk, *candidates})
    actor = Actor(known.get(user.pk, facts.STRANGER).party)
    of_org = facts.organization_facts(org)
    found = []
    for user_id in candidates:
        chat = ChatFacts(kind=ChatKind.DIRECT, org=of_org, peer=known.get(user_id, facts.STRANGER).party)
        if user_id != user.pk and can(actor, Action.CREATE, chat, at=at):
            found.append(user_id)
            if len(found) == limit:
                break
    return found


def writable_views(user: User, org_id: int, user_ids: list[int]) -> list[WritableView]:
    people = people_by_id(user_ids)
    roles = dict(Membership.objects.filter(org_id=org_id, user_id__in=user_ids).values_list("user_id", "roles"))
    chats = direct_chats(user.pk, org_id, user_ids)
    return [
        WritableView(
            person=people[user_id],
            roles=[Role(role) for role in roles.get(user_id, [])],
            chat_id=chats.get(user_id),
            may=WritableMay(write=True),
        )
        for user_id in user_ids
    ]


def direct_chats(user_id: int, org_id: int, others: Collection[int]) -> dict[int, int]:
    """The direct chat with each of these people, where there is one."""
    chats = Chat.objects.filter(
        Q(user_low=user_id, user_high__in=others) | Q(user_high=user_id, user_low__in=others),
        org_id=org_id,
        kind=ChatKind.DIRECT,
    )
    return {facts.peer_of(chat, user_id): chat.chat_id for chat in chats}
