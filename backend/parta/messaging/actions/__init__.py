"""Every write of the messenger. Posts come by the gateway, which calls the stored function `post_messages` itself.

`chats`: made and filled by hand. `posting`: posts and read marks over HTTPS. `messages`: edits and deletions.
`service`: what an organisation says to one person. `rules`: chats that follow the roster, and compiling of rights.
Under them `membership` and `stream`.
"""

from parta.messaging.actions.chats import (
    MAX_MEMBERS,
    add_members,
    create_group,
    edit_card,
    leave,
    mark_unread,
    open_direct_chat,
    remove_member,
)
from parta.messaging.actions.messages import delete_message, edit_message
from parta.messaging.actions.posting import NewPost, ReadMark, post_message, read
from parta.messaging.actions.service import post_answer_to_application

__all__ = [
    "MAX_MEMBERS",
    "NewPost",
    "ReadMark",
    "add_members",
    "create_group",
    "delete_message",
    "edit_card",
    "edit_message",
    "leave",
    "mark_unread",
    "open_direct_chat",
    "post_answer_to_application",
    "post_message",
    "read",
    "remove_member",
]
