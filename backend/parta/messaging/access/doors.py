"""The only place where an id of a chat or message from outside becomes an object.

Who is not in a chat, or not in its organisation any more, gets the same answer as for a chat that does not exist:
administrators and operators too.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower

from parta.accounts.models import User
from parta.messaging import errors
from parta.messaging.access.facts import has_staff, snapshot
from parta.messaging.models import Chat, ChatMember, Message, UserChat
from parta.organizations.models import Organization
from parta.platform import clock
from parta.roster import access as roster
from protocol.rights import NOTHING, Right


@dataclass(frozen=True)
class Seat:
    """A person's place in a chat that he is in."""

    chat: Chat
    member: ChatMember
    rights: Right
    """What he may do now: compiled rights, cut by the settings of the chat and by a sanction."""
    fresh: bool
    """Nothing about him has changed since `rights` were compiled; else they are what they were, and may be less now."""

    @property
    def user_id(self) -> int:
        return self.member.user_id


def access_chat_to_read(user: User, chat_id: int) -> Seat:
    """A chat whose messages the person may read, judged by what is true now and not by what was compiled once."""
    found = seats_of(user.pk, chat_ids=[chat_id])
    if not found:
        raise errors.ChatNotFound
    return judged_now(found[0])


def access_chat_to(right: Right, user: User, chat_id: int) -> Seat:
    """A chat in which the person may do this."""
    seat = access_chat_to_read(user, chat_id)
    if right not in seat.rights:
        raise errors.NotAllowedInChat(right=str(right.name).lower())
    return seat


def access_chat_to_post(user: User, chat_id: int) -> int:
    """The organisation of a chat that is or was the person's. Whether he may post now, `post_messages` judges itself:

    somebody who has left still gets the answer to what he posted before.
    """
    org_id = orgs_of_chats(user, storable([chat_id])).get(chat_id)
    if org_id is None:
        raise errors.NoChatToPostIn
    return org_id


def orgs_of_chats(user: User, chat_ids: Iterable[int]) -> dict[int, int]:
    """Owners of those of these chats that are or were the person's; what he may see of them the functions judge."""
    rows = UserChat.objects.filter(user_id=user.pk, chat_id__in=list(chat_ids))
    return dict(rows.values_list("chat_id", "org_id"))


def access_members(user: User, chat_id: int) -> Seat:
    """A chat whose list of members the person may see: in a channel nobody meets anybody."""
    seat = access_chat_to_read(user, chat_id)
    if seat.chat.posts_as_org:
        return access_chat_to(Right.ADMINISTER, user, chat_id)
    return seat


def access_people(user: User, org_id: int, user_ids: Collection[int]) -> None:
    """Raise unless the person may know of all of these members of his organisation."""
    viewer = roster.access_inside(user, org_id)
    wanted = set(user_ids)
    visible = roster.visible_members(viewer, by_name=True).filter(user_id__in=wanted)
    if visible.count() != len(wanted):
        raise errors.PersonNotFound


def access_candidates(user: User, org_id: int, *, search: str) -> tuple[Organization, list[int]]:
    """Members of whom the person may know, by name; those whose names begin with all the words of `search`."""
    viewer = roster.access_inside(user, org_id)
    found = roster.visible_members(viewer, by_name=len(search) >= roster.SHORTEST_SEARCH)
    for word in search.split():
        found = found.filter(
            Q(user__surname__istartswith=word)
            | Q(user__given_name__istartswith=word)
            | Q(user__patronymic__istartswith=word)
        )
    by_name = found.order_by(Lower("user__surname"), Lower("user__given_name"), "user_id")
    return viewer.org, list(by_name.values_list("user_id", flat=True))


def access_message(seat: Seat, seq: int) -> Message:
    """A message that the member may see; a tombstone counts as gone."""
    chat = seat.chat
    message = Message.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id, seq=seq, deleted_at=None).first()
    if message is None or message.seq < seat.member.visible_from_seq:
        raise errors.MessageNotFound
    return message


def judged_now(seat: Seat) -> Seat:
    """The seat with rights that hold at this moment, even before the job that compiles them anew."""
    if seat.fresh:
        return seat
    now = clock.now()
    seen = snapshot(seat.chat, [seat.user_id])
    compiled = seen.compiled(seat.user_id, at=now, supervised=has_staff(seat.chat))
    rights = effective(compiled.rights, seat.chat, seat.member, at=now)
    if Right.READ not in rights:
        raise errors.ChatNotFound
    return Seat(seat.chat, seat.member, rights, fresh=True)


def seats_of(user_id: int, *, chat_ids: Iterable[int] | None = None) -> list[Seat]:
    """Places in all chats, or in these of them, that the person may read. One query."""
    columns = [f"c.{field.column}" for field in Chat._meta.concrete_fields]
    member_columns = [f"m.{field.column}" for field in ChatMember._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {", ".join(columns)}, {", ".join(member_columns)},
                m.compiled_ver = g.access_ver
                AND m.compiled_policy_ver = o.policy_ver
                AND (c.kind <> 'direct' OR m.compiled_peer_ver = coalesce(p.access_ver, 0))
            FROM membership g
            JOIN chat_member m ON m.org_id = g.org_id AND m.user_id = g.user_id AND m.left_seq IS NULL
            JOIN chat c ON c.org_id = m.org_id AND c.chat_id = m.chat_id
            JOIN organization o ON o.id = g.org_id
            LEFT JOIN membership p ON c.kind = 'direct' AND p.org_id = c.org_id
                AND p.user_id = c.user_low + c.user_high - m.user_id
            WHERE g.user_id = %(user)s AND g.state IN ('active', 'guest')
                AND (%(chats)s::bigint[] IS NULL OR m.chat_id = ANY(%(chats)s::bigint[]))
            ORDER BY c.org_id, c.chat_id
            """,  # noqa: S608  only names of our own columns
            {"user": user_id, "chats": None if chat_ids is None else storable(chat_ids)},
        )
        rows = cursor.fetchall()
    now = clock.now()
    seats = (seat_from(row, columns=len(columns), at=now) for row in rows)
    return [seat for seat in seats if Right.READ in seat.rights]


def seat_from(row: tuple[object, ...], *, columns: int, at: datetime) -> Seat:
    chat = Chat.from_db("default", [field.attname for field in Chat._meta.concrete_fields], row[:columns])
    member = ChatMember.from_db(
        "default", [field.attname for field in ChatMember._meta.concrete_fields], row[columns:-1]
    )
    in_time = member.rights_until is None or at < member.rights_until
    return Seat(chat, member, effective(Right(member.rights), chat, member, at=at), fresh=bool(row[-1]) and in_time)


def effective(rights: Right, chat: Chat, member: ChatMember, *, at: datetime) -> Right:
    rights &= Right(chat.role_masks[member.role - 1])
    if member.muted_until is not None and at < member.muted_until:
        rights &= Right.READ
    return rights or NOTHING


def storable(ids: Iterable[int]) -> list[int]:
    """Without numbers that no bigint holds, hence no row has."""
    return [number for number in ids if 0 < number < 2**53]
