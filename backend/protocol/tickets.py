"""Signed, short-lived tokens by which `web` vouches to another process: socket tickets, resume tokens, file links.

Token = base64url(JSON claims) "." base64url(HMAC-SHA256). The key is derived from PARTA_SECRET per purpose, so that a
token of one kind is worth nothing as another.
"""

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import TypeVar

import msgspec
from msgspec import Struct


class Ticket(Struct, frozen=True):
    """Opens one socket once: the gateway lets PostgreSQL use the nonce up."""

    user: int
    session: int
    nonce: str
    exp: float
    """Unix time, seconds."""


class ResumeToken(Struct, frozen=True):
    """Opens further sockets of the same session and device for a day."""

    user: int
    session: int
    device: str
    exp: float


class FileLink(Struct, frozen=True):
    """Lets `media` serve one object of the store until `exp`."""

    key: str
    exp: float
    name: str = ""
    """File name offered on download; empty: shown in place if its type is safe."""


Claims = TypeVar("Claims", Ticket, ResumeToken, FileLink)


class BadToken(Exception):
    """Forged, damaged or out of date; which one is nobody's business."""


def sign(claims: Ticket | ResumeToken | FileLink, *, secret: str) -> str:
    body = base64.urlsafe_b64encode(msgspec.json.encode(claims)).rstrip(b"=")
    return f"{body.decode()}.{_mac(body, kind=type(claims).__name__, secret=secret).decode()}"


def verify(token: str, kind: type[Claims], *, secret: str, now: float) -> Claims:
    """Return the claims, or raise BadToken."""
    try:
        body, mac = token.encode("ascii").split(b".")
        if not hmac.compare_digest(mac, _mac(body, kind=kind.__name__, secret=secret)):
            raise BadToken
        claims = msgspec.json.decode(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)), type=kind)
    except (ValueError, msgspec.MsgspecError) as error:
        raise BadToken from error
    if claims.exp < now:
        raise BadToken
    return claims


@lru_cache
def derived_key(purpose: str, *, secret: str) -> bytes:
    """A key for one purpose, from the installation's secret."""
    return hmac.digest(secret.encode(), f"parta/{purpose}".encode(), hashlib.sha256)


def _mac(body: bytes, *, kind: str, secret: str) -> bytes:
    return base64.urlsafe_b64encode(hmac.digest(derived_key(kind, secret=secret), body, hashlib.sha256)).rstrip(b"=")
