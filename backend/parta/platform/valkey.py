"""Wake-ups through Valkey from the Django processes. What is sent here may be lost; the truth is in PostgreSQL."""

from functools import cache

import structlog
from redis import Redis
from redis.exceptions import RedisError

from parta.platform.config import config

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 0.5
"""Nobody waits longer than this for a Valkey that does not answer."""


def hint(channel: str, payload: str) -> None:
    """Publish now; call it after the commit of what it tells. Away or slow: logged and forgotten."""
    try:
        _client().publish(channel, payload)
    except (RedisError, OSError) as error:
        log.warning("hint not sent channel=%s error=%s", channel, error)


def answers() -> bool:
    try:
        return bool(_client().ping())
    except (RedisError, OSError):
        return False


@cache
def _client() -> Redis:
    return Redis.from_url(config.valkey_url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS)
