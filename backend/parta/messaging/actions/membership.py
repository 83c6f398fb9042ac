"""Who is in a chat, and with which rights: the one way in which rows of `chat_member` come, go and change.

Lock order of every writer (docs/guides/stream.md): gate rows by user id, then the chat, then people's streams. Only
when the locks are held the inputs of the policy are read: nobody can narrow a right between reading and writing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from parta.accounts.models import User
from parta.messaging import errors
from parta.messaging.access.doors import Seat, judged_now, seats_of
from parta.messaging.access.facts import Compiled, Snapshot, peers_of
from parta.messaging.access.policy import default_masks
from parta.messaging.actions import stream
from parta.messaging.models import Chat, ChatKind, ChatMember, ChatRole, UserChat
from protocol.rights import Right


def hold_gates(org_id: int, user_ids: Iterable[int]) -> None:
    """Let nobody change what these people are in the organisation until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM membership WHERE org_id = %s AND user_id = ANY(%s::bigint[]) ORDER BY user_id FOR SHARE",
            [org_id, sorted(set(user_ids))],
        )


def hold_chat(chat: Chat) -> Chat:
    """Take the chat's row lock, which is its order, and read the row as it is then."""
    return Chat.objects.select_for_update().get(org_id=chat.org_id, chat_id=chat.chat_id)


def held(seat: Seat, right: Right, *, with_gates: Collection[int] = ()) -> Seat:
    """Take the locks of a change in this chat, and judge once more whether the person may make it."""
    hold_gates(seat.chat.org_id, {seat.user_id, *peers_of(seat.chat), *with_gates})
    hold_chat(seat.chat)
    found = seats_of(seat.user_id, chat_ids=[seat.chat.chat_id])
    if not found:
        raise errors.ChatNotFound
    seat = judged_now(found[0])
    if right not in seat.rights:
        raise errors.NotAllowedInChat(right=str(right.name).lower())
    return seat


def present_ids(chat: Chat) -> set[int]:
    return set(
        ChatMember.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id, left_seq=None).values_list(
            "user_id", flat=True
        )
    )


def roles_in(chat: Chat, user_ids: Iterable[int]) -> dict[int, ChatRole]:
    """As what these people are in the chat now."""
    rows = ChatMember.objects.filter(
        org_id=chat.org_id, chat_id=chat.chat_id, left_seq=None, user_id__in=sorted(set(user_ids))
    ).values_list("user_id", "role")
    return {user_id: ChatRole(role) for user_id, role in rows}


def with_an_owner(seen: Snapshot, wanted: Mapping[int, ChatRole], *, at: datetime) -> dict[int, ChatRole]:
    """The same people; where the owner went or may administer no more, who may and is longest in it owns it now.

    Nobody owns a chat by rule, a direct chat, or one in which nobody may administer.
    """
    roles, chat = dict(wanted), seen.chat
    if chat.rule or chat.kind in {ChatKind.DIRECT, ChatKind.SERVICE}:
        return roles
    able = {user_id for user_id in roles if Right.ADMINISTER in seen.compiled(user_id, at=at, supervised=True).rights}
    if not able or any(roles[user_id] is ChatRole.OWNER for user_id in able):
        return roles
    heir = (
        ChatMember.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id, left_seq=None, user_id__in=sorted(able))
        .order_by("role", "joined_at", "user_id")
        .values_list("user_id", flat=True)
        .first()
    )
    former = {user_id: ChatRole.MEMBER for user_id, role in roles.items() if role is ChatRole.OWNER}
    return roles | former | ({} if heir is None else {heir: ChatRole.OWNER})


def new_chat(org_id: int, kind: ChatKind, *, by: User | None, **fields: Any) -> Chat:
    return Chat(
        org_id=org_id,
        chat_id=next_chat_id(),
        kind=kind,
        role_masks=[int(mask) for mask in default_masks(channel=False)],
        created_by=by.pk if by else None,
        **fields,
    )


def next_chat_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('chat_id_seq')")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


@dataclass
class Changed:
    """What a call of `set_members` did, for the streams."""

    joined: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    standing: list[int] = field(default_factory=list)
    """Members with another ChatRole."""
    rights: list[int] = field(default_factory=list)
    """Members with other rights."""
    audience: list[int] = field(default_factory=list)
    """Members of whom the gateways have to know something else: whether they read, or may show that they type."""
    rows: int = 0
    """Rows of `chat_member` that are others now, versions included."""


def set_members(
    seen: Snapshot,
    wanted: Mapping[int, ChatRole],
    *,
    among: Collection[int],
    at: datetime,
    see_history: bool,
) -> Changed:
    """Make exactly `wanted` of the people `among` members, compile their rights anew, and tell whom it concerns.

    The caller holds the gates of `among` and the chat, and took the snapshot after that. In a chat that has to be
    supervised `among` is everybody. Appends to the streams: the last thing that the transaction does. `see_history`:
    newcomers see what was said before.
    """
    chat = seen.chat
    rows = {
        row.user_id: row
        for row in ChatMember.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id, user_id__in=sorted(among))
    }
    present = {user_id for user_id, row in rows.items() if row.left_seq is None}
    changed = Changed(joined=sorted(wanted.keys() - present), left=sorted(present - wanted.keys()))
    dismiss(chat, changed.left)
    seat(chat, {user_id: wanted[user_id] for user_id in changed.joined}, see_history=see_history)
    supervised = any(seen.is_staff(user_id) for user_id in wanted)
    compiled = {user_id: seen.compiled(user_id, at=at, supervised=supervised) for user_id in wanted}
    other: dict[int, Compiled] = {}
    for user_id in sorted(wanted):
        row = rows[user_id] if user_id in present else None
        if row is None or differs(row, wanted[user_id], compiled[user_id]):
            other[user_id] = compiled[user_id]
        if row is not None and row.role != wanted[user_id]:
            changed.standing.append(user_id)
        if row is not None and row.rights != compiled[user_id].rights:
            changed.rights.append(user_id)
            if (row.rights ^ compiled[user_id].rights) & (Right.READ | Right.WRITE):
                changed.audience.append(user_id)
    write(chat, other, roles=wanted)
    changed.rows = len(other) + len(changed.left)
    tell(chat, changed)
    return changed


def dismiss(chat: Chat, user_ids: Collection[int]) -> None:
    if user_ids:
        ChatMember.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id, user_id__in=user_ids).update(
            left_seq=chat.last_seq, rights=0
        )


def seat(chat: Chat, roles: Mapping[int, ChatRole], *, see_history: bool) -> None:
    """Give newcomers, and people who come back, their rows; nothing that was said before counts as unread."""
    if not roles:
        return
    ChatMember.objects.bulk_create(
        [
            ChatMember(
                org_id=chat.org_id,
                chat_id=chat.chat_id,
                user_id=user_id,
                role=role,
                rights=0,
                compiled_ver=0,
                joined_seq=chat.last_seq,
                left_seq=None,
                left_pts=None,
                visible_from_seq=1 if see_history else chat.last_seq + 1,
                via_rule=bool(chat.rule),
                read_seq=chat.last_seq,
            )
            for user_id, role in sorted(roles.items())
        ],
        update_conflicts=True,
        unique_fields=["org_id", "chat_id", "user_id"],
        update_fields=["role", "joined_seq", "left_seq", "left_pts", "visible_from_seq", "via_rule", "read_seq"],
    )
    UserChat.objects.bulk_create(
        [
            UserChat(user_id=user_id, chat_id=chat.chat_id, org_id=chat.org_id, read_seq=chat.last_seq)
            for user_id in sorted(roles)
        ],
        update_conflicts=True,
        unique_fields=["user_id", "chat_id"],
        update_fields=["read_seq"],
    )


def differs(row: ChatMember, role: ChatRole, compiled: Compiled) -> bool:
    return row.role != role or any(getattr(row, name) != value for name, value in vars(compiled).items())


def write(chat: Chat, compiled: Mapping[int, Compiled], *, roles: Mapping[int, ChatRole]) -> None:
    users = sorted(compiled)
    if not users:
        return
    rows = [compiled[user_id] for user_id in users]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE chat_member AS m
            SET role = n.role, rights = n.rights, rights_until = n.until, compiled_ver = n.ver,
                compiled_peer_ver = n.peer_ver, compiled_policy_ver = n.policy_ver
            FROM unnest(%s::bigint[], %s::smallint[], %s::int[], %s::timestamptz[], %s::bigint[], %s::bigint[],
                        %s::bigint[]) AS n (user_id, role, rights, until, ver, peer_ver, policy_ver)
            WHERE m.org_id = %s AND m.chat_id = %s AND m.user_id = n.user_id
            """,
            [
                users,
                [int(roles[user_id]) for user_id in users],
                [int(row.rights) for row in rows],
                [row.rights_until for row in rows],
                [row.compiled_ver for row in rows],
                [row.compiled_peer_ver for row in rows],
                [row.compiled_policy_ver for row in rows],
                chat.org_id,
                chat.chat_id,
            ],
        )


def tell(chat: Chat, changed: Changed) -> None:
    moved = len(changed.joined) - len(changed.left)
    if moved:
        Chat.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id).update(member_count=F("member_count") + moved)
    steps = [
        *(stream.Step(chat, "members", user_id=user_id, state="left") for user_id in changed.left),
        *(stream.Step(chat, "members", user_id=user_id, state="joined") for user_id in changed.joined),
        *(
            stream.Step(chat, "members", user_id=user_id, state="changed")
            for user_id in sorted({*changed.standing, *changed.audience})
        ),
    ]
    concerned = {*changed.joined, *changed.left, *changed.standing, *changed.rights}
    if not steps and not concerned:
        return
    pts = stream.append(steps, card_changed_for=[(user_id, chat.chat_id) for user_id in concerned])
    left = [(step.user_id, end) for step, end in zip(steps, pts, strict=True) if step.state == "left"]
    with connection.cursor() as cursor:
        # What comes after is not theirs.
        cursor.execute(
            "UPDATE chat_member AS m SET left_pts = n.pts FROM unnest(%s::bigint[], %s::bigint[]) AS n (user_id, pts)"
            " WHERE m.org_id = %s AND m.chat_id = %s AND m.user_id = n.user_id",
            [[user_id for user_id, _ in left], [end for _, end in left], chat.org_id, chat.chat_id],
        )
