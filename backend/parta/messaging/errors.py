"""What the messenger refuses."""

from parta.platform.errors import Conflict, Forbidden, Invalid, NotFound


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
