"""Small secrets at rest: what a stolen dump of the database must not tell (codes, the state of a session, mails).

Fernet (AES-128-CBC and HMAC-SHA256) under a key that is derived from PARTA_SECRET, one per purpose.
"""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken

from parta.platform.config import config
from protocol.tickets import derived_key


class Unreadable(Exception):
    """Sealed under another secret, damaged, or older than allowed."""


def seal(text: str, *, purpose: str) -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str, max_age_seconds: int | None = None) -> str:
    """Return the text, or raise Unreadable."""
    try:
        return _box(purpose).decrypt(sealed, ttl=max_age_seconds).decode()
    except InvalidToken as error:
        raise Unreadable from error


@cache
def _box(purpose: str) -> Fernet:
    return Fernet(urlsafe_b64encode(derived_key(f"sealed/{purpose}", secret=config.secret)))
