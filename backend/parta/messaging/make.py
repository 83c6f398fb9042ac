"""Chats and messages for tests and the demo school: through the actions and stored functions, so that rules hold."""

import uuid
from collections.abc import Collection

from django.db import connection

from parta.accounts.models import User
from parta.messaging import actions
from parta.messaging.models import Chat, ChatKind, Message
from parta.organizations.models import Organization


def a_direct_chat(*, of: Organization, by: User, to: User) -> Chat:
    """The chat of two, in which `by` spoke first."""
    return actions.open_direct_chat(by=by, org_id=of.pk, with_user_id=to.pk)


def a_chat(
    *, of: Organization, by: User, members: Collection[User] = (), title: str = "Методическое объединение"
) -> Chat:
    """A group of `by`, who is staff."""
    return actions.create_group(by=by, org_id=of.pk, title=title, user_ids={member.pk for member in members})


def chat_of(org: Organization, kind: ChatKind, *, rule: str = "") -> Chat:
    """A chat by rule, once the jobs of what founded it are done (`run_jobs`)."""
    chats = Chat.objects.filter(org_id=org.pk, kind=kind)
    return chats.get(rule=rule) if rule else chats.get()


def a_message(chat: Chat, *, by: User, body: str = "Здравствуйте!", reply_to: int | None = None) -> Message:
    """A message, posted as the gateway posts it."""
    status, seq = post(chat, by=by, body=body, reply_to=reply_to)
    assert status == "ok", status
    return Message.objects.get(org_id=chat.org_id, chat_id=chat.chat_id, seq=seq)


def post(chat: Chat, *, by: User, body: str = "Здравствуйте!", reply_to: int | None = None) -> tuple[str, int]:
    """What `post_messages` answers to one post: status and seq."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, seq FROM post_messages(ARRAY[%s]::bigint[], ARRAY[%s]::bigint[], ARRAY[%s]::bigint[],"
            " ARRAY[%s]::uuid[], ARRAY[%s]::text[], ARRAY[NULL]::jsonb[], ARRAY[%s]::bigint[], ARRAY[false])",
            [chat.org_id, chat.chat_id, by.pk, str(uuid.uuid4()), body, reply_to],
        )
        row = cursor.fetchone()
    assert row is not None
    return str(row[0]), int(row[1] or 0)
