"""Files of the installation: put, read, delete, and links by which `media` serves them."""

from collections.abc import Iterable
from functools import cache

import obstore
from obstore.store import ObjectStore

from parta.platform.clock import now
from parta.platform.config import config
from protocol.objects import object_store
from protocol.tickets import FileLink, sign

LINK_SECONDS = 15 * 60


def put(key: str, content: bytes | Iterable[bytes]) -> None:
    """Store an object, whole or not at all; an object of the same key is replaced."""
    obstore.put(_store(), key, content)


def read(key: str) -> bytes:
    """Return an object; FileNotFoundError if there is none."""
    return bytes(obstore.get(_store(), key).bytes())


def delete(key: str) -> None:
    """Delete an object, if it is there."""
    try:
        obstore.delete(_store(), key)
    except FileNotFoundError:
        return


def link(key: str, *, name: str = "", seconds: int = LINK_SECONDS) -> str:
    """Address at which `media` serves the object until the link expires; `name` makes it a download."""
    token = sign(FileLink(key=key, exp=now().timestamp() + seconds, name=name), secret=config.secret)
    return f"{config.public_media_url}/{token}"


@cache
def _store() -> ObjectStore:
    return object_store(config.s3_url, data=config.data)
