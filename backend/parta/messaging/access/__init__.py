"""Who may do what in chats, and the only doors by which an id from outside becomes a chat.

`policy`: the table and `can`, pure. `facts`: what it judges by. `doors`: ids become objects.
"""

from parta.messaging.access.doors import (
    Seat,
    access_candidates,
    access_chat_to,
    access_chat_to_post,
    access_chat_to_read,
    access_members,
    access_message,
    access_people,
    orgs_of_chats,
)

__all__ = [
    "Seat",
    "access_candidates",
    "access_chat_to",
    "access_chat_to_post",
    "access_chat_to_read",
    "access_members",
    "access_message",
    "access_people",
    "orgs_of_chats",
]
