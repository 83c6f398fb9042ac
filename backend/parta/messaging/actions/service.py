"""What an organisation says to one person: a code and values, the words are the client's."""

import uuid

import msgspec
from django.db import transaction

from parta.messaging.access import facts
from parta.messaging.actions import membership, stream
from parta.messaging.actions.membership import new_chat
from parta.messaging.models import Chat, ChatKind, ChatMember, ChatRole, Message
from parta.organizations.models import Application, ApplicationState, Membership
from parta.platform import clock
from protocol.views import ServiceText


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
