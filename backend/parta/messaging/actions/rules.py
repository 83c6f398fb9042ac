"""Chats that follow the organisation: they come with it and its classes, and their members follow roles and classes.

Whoever may read such a chat by the policy is in it, and as what follows from the policy, too; so there is no second
list of who belongs where. Every function here is repeatable: it brings one chat to where it should be, in one short
transaction, and does nothing when it is there already.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from parta.messaging.access import facts
from parta.messaging.access.policy import ceiling, default_masks
from parta.messaging.actions import membership, stream
from parta.messaging.actions.membership import next_chat_id
from parta.messaging.models import Chat, ChatKind, ChatMember, ChatRole, ChatState
from parta.organizations.models import Membership, MembershipState, Organization, OrganizationState
from parta.platform import clock
from parta.roster.models import Enrolment, Guardian, SchoolClass
from protocol.rights import Right

EVERYONE, STAFF = "everyone", "staff"


@dataclass(frozen=True)
class Founding:
    """A chat that every organisation has."""

    kind: ChatKind
    rule: str
    channel: bool


OF_EVERY_ORGANIZATION = (
    Founding(ChatKind.SCHOOL_CHANNEL, EVERYONE, channel=True),
    Founding(ChatKind.STAFF_CHANNEL, STAFF, channel=True),
    Founding(ChatKind.STAFF_ROOM, STAFF, channel=False),
)


def make_chats_of_organization(org_id: int) -> None:
    """«Общешкольный канал», «Сотрудники», «Учительская», with whoever belongs there."""
    for founding in OF_EVERY_ORGANIZATION:
        follow(chat_by_rule(org_id, founding.kind, founding.rule, title="", channel=founding.channel))


def follow_class(class_id: int) -> None:
    """The chat «Общий · 7А» of a class: its people, its title; read-only once the class is archived."""
    school_class = SchoolClass.objects.get(pk=class_id)
    rule = f"{facts.CLASS_RULE}{class_id}"
    chat = chat_by_rule(school_class.org_id, ChatKind.CLASS, rule, title=school_class.title, channel=False)
    follow(chat)


def chat_by_rule(org_id: int, kind: ChatKind, rule: str, *, title: str, channel: bool) -> Chat:
    """Find the chat, or make it without anybody in it."""
    chat = Chat(
        org_id=org_id,
        chat_id=next_chat_id(),
        kind=kind,
        title=title,
        rule=rule,
        posts_as_org=channel,
        role_masks=[int(mask) for mask in default_masks(channel=channel)],
    )
    Chat.objects.bulk_create([chat], ignore_conflicts=True)
    return Chat.objects.get(org_id=org_id, kind=kind, rule=rule)


def recompile_person(org_id: int, user_ids: Iterable[int]) -> None:
    """Bring every chat of these people to what they may there now, and let them into those that they belong to."""
    people = set(user_ids)
    for chat in chats_by_rule_for(org_id, people):
        follow(chat, among=people)
    for chat in chats_by_hand_of(org_id, people):
        recompile(chat)


def recompile_organization(org_id: int) -> int:
    """Bring all chats of the organisation to what its policy and people are now; return how many rows that changed."""
    return sum(
        follow(chat) if chat.rule else recompile(chat)
        for chat in Chat.objects.filter(org_id=org_id).order_by("chat_id").iterator()
    )


def recompile_everything() -> int:
    """The same for the whole installation: changes nothing, unless an event was missed."""
    return sum(
        recompile_organization(org_id) for org_id in Organization.objects.order_by("pk").values_list("pk", flat=True)
    )


def has_outdated_policy(org_id: int) -> bool:
    policy_ver = Organization.objects.values_list("policy_ver", flat=True).get(pk=org_id)
    return ChatMember.objects.filter(org_id=org_id, left_seq=None).exclude(compiled_policy_ver=policy_ver).exists()


def recompile_expired(at: datetime) -> int:
    """Compile what has changed by time alone (birthdays); return how many rows that changed."""
    expired = ChatMember.objects.filter(rights_until__lte=at, left_seq=None)
    return sum(
        follow(chat) if chat.rule else recompile(chat)
        for chat in Chat.objects.filter(chat_id__in=set(expired.values_list("chat_id", flat=True)))
    )


def chats_by_rule_for(org_id: int, user_ids: set[int]) -> Iterable[Chat]:
    """Chats by rule that these people are in or may belong to."""
    learns_or_teaches = Enrolment.objects.filter(
        school_class__org_id=org_id, school_class__archived_at=None, user_id__in=user_ids, until=None
    ).values_list("school_class_id", flat=True)
    through_children = Enrolment.objects.filter(
        school_class__org_id=org_id,
        school_class__archived_at=None,
        until=None,
        user__guardians__org_id=org_id,
        user__guardians__parent_id__in=user_ids,
    ).values_list("school_class_id", flat=True)
    rules = {f"{facts.CLASS_RULE}{class_id}" for class_id in {*learns_or_teaches, *through_children}}
    return (
        Chat.objects.filter(org_id=org_id)
        .exclude(rule="")
        .filter(Q(rule__in={EVERYONE, STAFF, *rules}) | Q(chat_id__in=chat_ids_of(org_id, user_ids)))
        .order_by("chat_id")
    )


def chats_by_hand_of(org_id: int, user_ids: set[int]) -> Iterable[Chat]:
    return Chat.objects.filter(org_id=org_id, rule="", chat_id__in=chat_ids_of(org_id, user_ids)).order_by("chat_id")


def chat_ids_of(org_id: int, user_ids: set[int]) -> list[int]:
    """Chats that these people are in, and direct chats with them."""
    members = ChatMember.objects.filter(org_id=org_id, user_id__in=user_ids, left_seq=None)
    return sorted(set(members.values_list("chat_id", flat=True)))


# --- one chat, one transaction ---------------------------------------------------------------------------------------


@transaction.atomic
def follow(chat: Chat, *, among: Collection[int] | None = None) -> int:
    """Let in and out of a chat by rule whom the policy says, among these people, and compile; return rows changed."""
    if chat.kind == ChatKind.CLASS or among is None:
        # In a class everybody's rights depend on whether somebody of the staff is there.
        among = everybody_concerned(chat)
    membership.hold_gates(chat.org_id, among)
    chat = with_card_of_class(membership.hold_chat(chat))
    now = clock.now()
    seen = facts.snapshot(chat, among)
    wanted = belonging(seen, among, at=now) if chat.state == ChatState.OPEN else staying(seen, among, at=now)
    return membership.set_members(seen, wanted, among=among, at=now, see_history=True).rows


def with_card_of_class(chat: Chat) -> Chat:
    """The chat of a class has its title, and is read-only once it is archived; from then on nobody comes or goes."""
    class_id = facts.class_of(chat)
    if class_id is None:
        return chat
    school_class = SchoolClass.objects.get(pk=class_id)
    state = ChatState.READ_ONLY if school_class.archived_at else ChatState.OPEN
    if (chat.title, chat.state) != (school_class.title, state):
        chat.title, chat.state = school_class.title, state
        Chat.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id).update(title=chat.title, state=chat.state)
        stream.append([stream.Step(chat, "chat")])
    return chat


@transaction.atomic
def recompile(chat: Chat) -> int:
    """Compile the rights in a chat whose members were chosen by hand; who may not be in it any more is out."""
    everybody = membership.present_ids(chat)
    membership.hold_gates(chat.org_id, everybody)
    chat = membership.hold_chat(chat)
    now = clock.now()
    seen = facts.snapshot(chat, everybody)
    wanted = membership.with_an_owner(seen, staying(seen, everybody, at=now), at=now)
    return membership.set_members(seen, wanted, among=everybody, at=now, see_history=False).rows


def everybody_concerned(chat: Chat) -> set[int]:
    """Who is in a chat by rule, and who may have to be."""
    class_id = facts.class_of(chat)
    if class_id is None:
        belong = Membership.objects.filter(org_id=chat.org_id, state=MembershipState.ACTIVE).values_list(
            "user_id", flat=True
        )
        return membership.present_ids(chat) | set(belong)
    enrolled = set(Enrolment.objects.filter(school_class_id=class_id, until=None).values_list("user_id", flat=True))
    parents = Guardian.objects.filter(org_id=chat.org_id, child_id__in=enrolled).values_list("parent_id", flat=True)
    return membership.present_ids(chat) | enrolled | set(parents)


def belonging(seen: facts.Snapshot, user_ids: Collection[int], *, at: datetime) -> dict[int, ChatRole]:
    """Who of these people belongs in the chat by its rule, and as what."""
    of_chat = replace(seen.facts, supervised=True)
    if of_chat.org.state is OrganizationState.SUSPENDED:  # which stops everybody and sends nobody away
        of_chat = replace(of_chat, org=replace(of_chat.org, state=OrganizationState.VERIFIED))
    rights = {user_id: ceiling(seen.party(user_id), of_chat, at=at).rights for user_id in user_ids}
    return {user_id: role_for(granted) for user_id, granted in rights.items() if Right.READ in granted}


def role_for(rights: Right) -> ChatRole:
    if Right.ADMINISTER in rights:
        return ChatRole.ADMINISTRATOR
    return ChatRole.MEMBER if Right.WRITE in rights else ChatRole.READER


def staying(seen: facts.Snapshot, user_ids: Collection[int], *, at: datetime) -> dict[int, ChatRole]:
    """Who of the members may read the chat still, and as what they are in it.

    The two of a direct chat stay always, though perhaps without any right in it.
    """
    roles = membership.roles_in(seen.chat, user_ids)
    if seen.chat.kind in {ChatKind.DIRECT, ChatKind.SERVICE}:
        return roles
    return {user_id: role for user_id, role in roles.items() if seen.may_read(user_id, at=at)}
