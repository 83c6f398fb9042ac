"""What the messenger refuses.

Posting is refused over HTTPS with the codes of the socket's `nack`; `retry_ms`: try the same again after this long.
"""

from datetime import datetime

from parta.platform.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable


class ChatNotFound(NotFound):
    code = "messaging.chat_not_found"


class MessageNotFound(NotFound):
    """There is no such message, it was deleted, or it was posted before the caller may see."""

    code = "messaging.message_not_found"


class PersonNotFound(NotFound):
    """Nobody in this organisation of whom the caller may know."""

    code = "messaging.person_not_found"


class NotAllowedInChat(Forbidden):
    """Who is in the chat may not do this there; `right` is the one that is missing."""

    code = "messaging.not_allowed_in_chat"
    right: str


class MayNotWriteTo(Forbidden):
    """The two may not talk alone."""

    code = "messaging.may_not_write_to"


class MayNotCreateChat(Forbidden):
    code = "messaging.may_not_create_chat"


class NotOwnMessage(Forbidden):
    """Only who posted a message may change it; deleting another's needs the right to moderate."""

    code = "messaging.not_own_message"


class MembersFollowRule(Conflict):
    """Members and title of this chat come from roles and classes; nobody changes them by hand, or leaves."""

    code = "messaging.members_follow_rule"


class NotForThisChat(Conflict):
    """Some of these people may not be in a chat of this kind."""

    code = "messaging.not_for_this_chat"
    user_ids: list[int]


class ChatIsFull(Conflict):
    code = "messaging.chat_is_full"
    limit: int


class NothingToEdit(Conflict):
    """A service message, or one that was deleted meanwhile."""

    code = "messaging.nothing_to_edit"


class BadMessageText(Invalid):
    """`rule` is text.empty, text.too_long, text.characters or text.entities."""

    code = "messaging.bad_text"
    rule: str


# --- posting: the codes of `nack` ------------------------------------------------------------------------------------


class NoChatToPostIn(NotFound):
    """No such chat for this person: not in it, or out of the organisation."""

    code = "chat.not_found"


class RightsRecompiling(Conflict):
    """Something about the person has just changed, and what he may do is being worked out."""

    code = "rights.recompiling"
    retry_ms: int


class MayNotPost(Forbidden):
    code = "rights.denied"


class Muted(Forbidden):
    """A sanction, until `until`."""

    code = "rights.muted"
    until: datetime


class ChatIsReadOnly(Conflict):
    """Nobody writes here now."""

    code = "chat.read_only"


class ReplyNotFound(NotFound):
    """`reply` is no message that the sender can see."""

    code = "message.reply_not_found"


class StreamUnavailable(Unavailable):
    """The database is away or busy. Whether the post is there nobody knows: the same `cid` makes trying again safe."""

    code = "stream.unavailable"
    retry_ms: int
