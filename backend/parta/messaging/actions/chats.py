"""Make chats by hand, and change who is in them. Of chats by rule: `rules`.

Each function is one transaction with the locks of docs/guides/stream.md (gates, chat, people's streams). Rights are
judged again when the locks are held: what was taken away meanwhile does not count any more.
"""

from collections.abc import Collection, Sequence

from django.db import transaction

from parta.accounts.models import User
from parta.messaging import errors
from parta.messaging.access import facts
from parta.messaging.access.doors import Seat, access_people, seats_of
from parta.messaging.access.policy import Action, Actor, ChatFacts, Party, can
from parta.messaging.actions import membership, stream
from parta.messaging.actions.membership import held, new_chat
from parta.messaging.models import Chat, ChatKind, ChatRole, UserChat
from parta.organizations.models import MembershipState, Organization, Role
from parta.platform import audit, clock
from protocol.rights import Right

MAX_MEMBERS = 500
"""Of a group; the chats of a whole organisation have no limit."""


@transaction.atomic
def open_direct_chat(*, by: User, org_id: int, with_user_id: int) -> Chat:
    """Find the chat of the two in this organisation, or make it if `by` may speak first.

    Two who do it at once get the same chat.
    """
    if with_user_id == by.pk:
        raise errors.MayNotWriteTo
    membership.hold_gates(org_id, [by.pk, with_user_id])
    low, high = sorted([by.pk, with_user_id])
    found = Chat.objects.filter(org_id=org_id, kind=ChatKind.DIRECT, user_low=low, user_high=high).first()
    if found is not None and seats_of(by.pk, chat_ids=[found.chat_id]):
        return found
    access_people(by, org_id, [with_user_id])
    check_may_speak_first(by.pk, org_id=org_id, to=with_user_id)
    if found is None:
        Chat.objects.bulk_create(
            [new_chat(org_id, ChatKind.DIRECT, by=by, user_low=low, user_high=high)], ignore_conflicts=True
        )
        found = Chat.objects.get(org_id=org_id, kind=ChatKind.DIRECT, user_low=low, user_high=high)
    both = {low: ChatRole.MEMBER, high: ChatRole.MEMBER}
    seen = facts.snapshot(membership.hold_chat(found), both)
    membership.set_members(seen, both, among=both, at=clock.now(), see_history=True)
    return found


def check_may_speak_first(user_id: int, *, org_id: int, to: int) -> None:
    """Who is not in the organisation looks the same as nobody."""
    known = facts.people_in(org_id, [user_id, to])
    actor, peer = known.get(user_id, facts.STRANGER).party, known.get(to, facts.STRANGER).party
    if actor.gate is not MembershipState.ACTIVE or peer.gate is not MembershipState.ACTIVE:
        raise errors.PersonNotFound
    org = Organization.objects.get(pk=org_id)
    chat = ChatFacts(kind=ChatKind.DIRECT, org=facts.organization_facts(org), peer=peer)
    if not can(Actor(actor), Action.CREATE, chat, at=clock.now()):
        raise errors.MayNotWriteTo


@transaction.atomic
def create_group(*, by: User, org_id: int, title: str, user_ids: Collection[int]) -> Chat:
    """Make a group that `by` owns. With a pupil in it, it is a supervised group of pupils, else one of adults."""
    members = {by.pk, *user_ids}
    if len(members) > MAX_MEMBERS:
        raise errors.ChatIsFull(limit=MAX_MEMBERS)
    membership.hold_gates(org_id, members)
    known = facts.people_in(org_id, members)
    if any(known.get(user_id, facts.STRANGER).party.gate is not MembershipState.ACTIVE for user_id in members):
        raise errors.PersonNotFound
    chat = new_chat(org_id, kind_for([person.party for person in known.values()]), by=by, title=title)
    org = Organization.objects.get(pk=org_id)
    of_chat = ChatFacts(kind=ChatKind(chat.kind), org=facts.organization_facts(org))
    if not can(Actor(known[by.pk].party), Action.CREATE, of_chat, at=clock.now()):
        raise errors.MayNotCreateChat
    chat.save(force_insert=True)
    seen = facts.snapshot(membership.hold_chat(chat), members)
    check_suitable(seen, members)
    roles = {user_id: ChatRole.OWNER if user_id == by.pk else ChatRole.MEMBER for user_id in members}
    membership.set_members(seen, roles, among=members, at=clock.now(), see_history=True)
    return chat


def kind_for(parties: Sequence[Party]) -> ChatKind:
    """Staff who learn something, too, do not make a group one of pupils."""
    pupils = any(Role.PUPIL in party.roles and party.roles.isdisjoint(facts.STAFF_ROLES) for party in parties)
    return ChatKind.PUPIL_GROUP if pupils else ChatKind.GROUP


def check_suitable(seen: facts.Snapshot, user_ids: Collection[int]) -> None:
    """Everybody could read it: no parent sits among another's children, nobody comes from outside."""
    now = clock.now()
    unfit = sorted(user_id for user_id in user_ids if not seen.may_read(user_id, at=now))
    if unfit:
        raise errors.NotForThisChat(user_ids=unfit)


@transaction.atomic
def edit_card(seat: Seat, *, title: str | None, description: str | None) -> None:
    seat = held(seat, Right.EDIT_CARD)
    if title is not None and seat.chat.rule:
        raise errors.MembersFollowRule
    changes = {name: value for name, value in (("title", title), ("description", description)) if value is not None}
    if all(getattr(seat.chat, name) == value for name, value in changes.items()):
        return
    Chat.objects.filter(org_id=seat.chat.org_id, chat_id=seat.chat.chat_id).update(**changes)
    stream.append([stream.Step(seat.chat, "chat")])


@transaction.atomic
def add_members(seat: Seat, *, user_ids: Collection[int]) -> None:
    """Let people of the organisation in; they see what is said from now on. Who is in it already stays as he is."""
    seat = held(seat, Right.INVITE, with_gates={*user_ids, *membership.present_ids(seat.chat)})
    everybody = membership.present_ids(seat.chat)
    seen = facts.snapshot(seat.chat, everybody | set(user_ids))
    if any(seen.party(user_id).gate is not MembershipState.ACTIVE for user_id in user_ids):
        raise errors.PersonNotFound
    check_suitable(seen, user_ids)
    if len(everybody | set(user_ids)) > MAX_MEMBERS:
        raise errors.ChatIsFull(limit=MAX_MEMBERS)
    wanted = dict.fromkeys(user_ids, ChatRole.MEMBER) | membership.roles_in(seat.chat, everybody)
    membership.set_members(seen, wanted, among=wanted, at=clock.now(), see_history=False)


@transaction.atomic
def remove_member(seat: Seat, *, user_id: int) -> None:
    """Put somebody of a lower standing out of the chat."""
    seat = held(seat, Right.REMOVE, with_gates=membership.present_ids(seat.chat))
    theirs = membership.roles_in(seat.chat, [user_id]).get(user_id)
    if theirs is None:
        raise errors.PersonNotFound
    if theirs <= seat.member.role:
        raise errors.NotAllowedInChat(right="remove")
    audit.record(
        "messaging.member_removed",
        by=seat.user_id,
        org_id=seat.chat.org_id,
        chat_id=seat.chat.chat_id,
        user_id=user_id,
    )
    send_away(seat.chat, user_id)


@transaction.atomic
def leave(seat: Seat) -> None:
    """Go out of a group. The owner hands over to whoever may administer and is longest in it."""
    if seat.chat.rule or seat.chat.kind in {ChatKind.DIRECT, ChatKind.SERVICE}:
        raise errors.MembersFollowRule
    seat = held(seat, Right.READ, with_gates=membership.present_ids(seat.chat))
    send_away(seat.chat, seat.user_id)


def send_away(chat: Chat, user_id: int) -> None:
    """Everybody is compiled anew: without anybody of the staff the chat is read-only for minors."""
    now = clock.now()
    everybody = membership.present_ids(chat)
    stays = {one: role for one, role in membership.roles_in(chat, everybody).items() if one != user_id}
    seen = facts.snapshot(chat, everybody)
    wanted = membership.with_an_owner(seen, stays, at=now)
    membership.set_members(seen, wanted, among=everybody, at=now, see_history=False)


def mark_unread(seat: Seat) -> None:
    """Show the chat as unread on all devices of the person, until it is read again."""
    with transaction.atomic():
        marked = UserChat.objects.filter(user_id=seat.user_id, chat_id=seat.chat.chat_id, marked_unread=False).update(
            marked_unread=True
        )
        if marked:
            stream.append([], card_changed_for=[(seat.user_id, seat.chat.chat_id)])
