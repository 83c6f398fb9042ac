"""Which link somebody holds."""

import hashlib

from parta.ops.errors import SetupLinkExpired, SetupLinkUnknown, SetupLinkUsed
from parta.ops.models import SetupLink
from parta.platform import clock


def access_setup_link(token: str) -> SetupLink:
    """The link of the token, locked until the transaction ends, if it may still be used."""
    link = SetupLink.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if link is None:
        raise SetupLinkUnknown
    if link.used_at is not None:
        raise SetupLinkUsed
    if link.expires_at <= clock.now():
        raise SetupLinkExpired
    return link


def hash_of(token: str) -> bytes:
    # A random token of 256 bits needs no slow hash.
    return hashlib.sha256(token.encode()).digest()
