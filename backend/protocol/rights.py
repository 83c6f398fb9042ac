"""Rights of one member in one chat, as a bitmask.

`messaging/access.py` computes them from roles, relations and settings; the stored functions check the bit; clients get
them as `may` and never compute them. A bit is never given another meaning: old rows and old clients live on.
"""

from enum import IntFlag


class Right(IntFlag):
    READ = 1 << 0
    """See messages from `visible_from_seq` on."""
    WRITE = 1 << 1
    """Post, and edit or delete one's own."""
    REACT = 1 << 2
    INVITE = 1 << 3
    """Add members whom the chat's kind allows."""
    REMOVE = 1 << 4
    """Remove members of a lower standing."""
    EDIT_CARD = 1 << 5
    """Change title, description and avatar."""
    PIN = 1 << 6
    MODERATE = 1 << 7
    """Delete other people's messages for all."""
    AS_ORG = 1 << 8
    """Post in the name of the organisation; in a channel every post is one."""
    CALL = 1 << 9
    """Start a call in the chat."""
    ADMINISTER = 1 << 10
    """Appoint administrators of the chat and change its settings."""


NOTHING = Right(0)
