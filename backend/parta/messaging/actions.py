"""What people do with chats and messages over HTTP. Posting is not here: it is the stored function `post_messages`.

Each function is one transaction with the locks of docs/guides/stream.md (gates, chat, people's streams). Rights are
judged again when the locks are held: what was taken away meanwhile does not count any more.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from django.db import transaction

from parta.accounts.models import User
from parta.messaging import errors, membership, stream
from parta.messaging.access import facts
from parta.messaging.access.doors import Seat, access_people, judged_now, seats_of
from parta.messaging.access.policy import Action, Actor, ChatFacts, Party, can, default_masks
from parta.messaging.models import Chat, ChatKind, ChatMember, ChatRole, Message, MessageRevision, UserChat
from parta.messaging.rules import next_chat_id
from parta.organizations.models import Application, ApplicationState, Membership, MembershipState, Organization, Role
from parta.platform import audit, clock
from protocol.rights import Right
from protocol.text import BadText, check_text
from protocol.views import Entity, ServiceText

MAX_MEMBERS = 500
"""Of a group; the chats of a whole organisation have no limit."""

# --- chats -----------------------------------------------------------------------------------------------------------


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


def new_chat(org_id: int, kind: ChatKind, *, by: User | None, **fields: Any) -> Chat:
    return Chat(
        org_id=org_id,
        chat_id=next_chat_id(),
        kind=kind,
        role_masks=[int(mask) for mask in default_masks(channel=False)],
        created_by=by.pk if by else None,
        **fields,
    )


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
    send_away(seat.chat, user_id)
    audit.record(
        "messaging.member_removed",
        by=seat.user_id,
        org_id=seat.chat.org_id,
        chat_id=seat.chat.chat_id,
        user_id=user_id,
    )


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


# --- messages --------------------------------------------------------------------------------------------------------


@transaction.atomic
def edit_message(seat: Seat, *, seq: int, body: str, entities: tuple[Entity, ...]) -> Message:
    """Replace the text; what it was stays for moderation. The same text again changes nothing."""
    check_body(body, entities)
    seat = held(seat, Right.WRITE)
    message = message_to_change(seat, seq)
    if message.kind != "text":
        raise errors.NothingToEdit
    if not is_own(seat, message):
        raise errors.NotOwnMessage
    stored = msgspec.to_builtins(list(entities)) or None
    if (message.body, message.entities) == (body, stored):
        return message
    keep_revision(message, by=seat.user_id)
    message.body, message.entities = body, stored
    message.rev += 1
    message.edited_at = clock.now()
    save(message, ["body", "entities", "rev", "edited_at"])
    (message.pts,) = stream.append([stream.Step(seat.chat, "edit", seq=seq)])
    return message


@transaction.atomic
def delete_message(seat: Seat, *, seq: int) -> None:
    """Delete for everybody: one's own, or as a moderator another's. A tombstone without words stays in its place."""
    seat = held(seat, Right.READ)
    message = message_to_change(seat, seq)
    own = is_own(seat, message) and Right.WRITE in seat.rights
    if not own and Right.MODERATE not in seat.rights:
        raise errors.NotOwnMessage
    keep_revision(message, by=seat.user_id)
    message.body, message.entities, message.service = "", None, None
    message.deleted_at = clock.now()
    save(message, ["body", "entities", "service", "deleted_at"])
    if not own:
        audit.record(
            "messaging.message_deleted",
            by=seat.user_id,
            org_id=seat.chat.org_id,
            chat_id=seat.chat.chat_id,
            seq=seq,
        )
    stream.append([stream.Step(seat.chat, "delete", seq=seq)])


def check_body(body: str, entities: tuple[Entity, ...]) -> None:
    try:
        check_text(body, entities)
    except BadText as refusal:
        raise errors.BadMessageText(rule=refusal.code) from refusal


def message_to_change(seat: Seat, seq: int) -> Message:
    message = Message.objects.filter(
        org_id=seat.chat.org_id, chat_id=seat.chat.chat_id, seq=seq, deleted_at=None
    ).first()
    if message is None or seq < seat.member.visible_from_seq:
        raise errors.MessageNotFound
    return message


def is_own(seat: Seat, message: Message) -> bool:
    """What was said in the name of the organisation belongs to everybody who may speak for it."""
    if message.as_org:
        return Right.AS_ORG in seat.rights
    return message.sender_id == seat.user_id


def keep_revision(message: Message, *, by: int) -> None:
    MessageRevision.objects.create(
        org_id=message.org_id,
        chat_id=message.chat_id,
        seq=message.seq,
        rev=message.rev,
        body=message.body,
        entities=message.entities,
        changed_by=by,
    )


def save(message: Message, fields: Sequence[str]) -> None:
    Message.objects.filter(org_id=message.org_id, chat_id=message.chat_id, seq=message.seq).update(
        **{name: getattr(message, name) for name in fields}
    )


def held(seat: Seat, right: Right, *, with_gates: Collection[int] = ()) -> Seat:
    """Take the locks of a change in this chat, and judge once more whether the person may make it."""
    membership.hold_gates(seat.chat.org_id, {seat.user_id, *facts.peers_of(seat.chat), *with_gates})
    membership.hold_chat(seat.chat)
    found = seats_of(seat.user_id, chat_ids=[seat.chat.chat_id])
    if not found:
        raise errors.ChatNotFound
    seat = judged_now(found[0])
    if right not in seat.rights:
        raise errors.NotAllowedInChat(right=str(right.name).lower())
    return seat


# --- what the installation says --------------------------------------------------------------------------------------


def post_answer_to_application(application_id: int) -> None:
    """Tell an applicant in his chat with the organisation how it was decided; again changes nothing."""
    application = Application.objects.get(pk=application_id)
    if application.state == ApplicationState.DECLINED:
        params = {"reason": application.decline_reason, "text": application.decline_text, "role": application.role}
        said = ServiceText(code="organizations.application_declined", params=params)
    elif application.state == ApplicationState.ACCEPTED:
        said = ServiceText(code="organizations.application_accepted", params={"role": application.role})
    else:
        return
    once = uuid.uuid5(uuid.NAMESPACE_OID, f"application/{application.pk}/{application.state}")
    post_to_person(application.org_id, application.user_id, said, once=once)


@transaction.atomic
def post_to_person(org_id: int, user_id: int, said: ServiceText, *, once: uuid.UUID) -> None:
    """Post into the chat of the organisation with one person, making it at the first time; once per `once`."""
    membership.hold_gates(org_id, [user_id])
    if not Membership.objects.filter(org_id=org_id, user_id=user_id).exists():
        return
    Chat.objects.bulk_create(
        [new_chat(org_id, ChatKind.SERVICE, by=None, user_low=user_id, posts_as_org=True)], ignore_conflicts=True
    )
    chat = membership.hold_chat(Chat.objects.get(org_id=org_id, kind=ChatKind.SERVICE, user_low=user_id))
    if ChatMember.objects.filter(org_id=org_id, chat_id=chat.chat_id, user_id=user_id, left_seq=None).exists():
        post_service_message(chat, said, once=once)
        return
    reader = {user_id: ChatRole.READER}
    membership.set_members(facts.snapshot(chat, reader), reader, among=reader, at=clock.now(), see_history=True)
    post_service_message(membership.hold_chat(chat), said, once=once)


def post_service_message(chat: Chat, said: ServiceText, *, once: uuid.UUID) -> None:
    """Post a message without an author into a chat whose lock is held: a code and values; the client has the words."""
    if Message.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id, sender_id=0, cid=once).exists():
        return
    seq = chat.last_seq + 1
    Message.objects.create(
        org_id=chat.org_id,
        chat_id=chat.chat_id,
        seq=seq,
        pts=0,
        sender_id=0,
        cid=once,
        kind="service",
        body="",
        service=msgspec.to_builtins(said),
    )
    Chat.objects.filter(org_id=chat.org_id, chat_id=chat.chat_id).update(last_seq=seq)
    stream.append([stream.Step(chat, "message", seq=seq)])
