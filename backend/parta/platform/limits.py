"""How often something may be tried. Counted in Valkey; while Valkey is away in PostgreSQL, so that no limit opens."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import structlog
from django.core.cache import cache
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from parta.platform.errors import TooMany
from parta.platform.models import FallbackCache
from parta.platform.valkey import PATIENCE_SECONDS

log = structlog.get_logger(__name__)

SECONDS_WITHOUT_VALKEY = 5.0
"""After a failure PostgreSQL is used for so long, before Valkey is tried again."""


@dataclass(frozen=True)
class Limit:
    """At most `amount` times within any `seconds`, for each key.

        RESET_BY_PHONE = Limit("reset_by_phone", amount=3, seconds=900)
        RESET_BY_PHONE.consume(phone)

    Take it before the transaction: what is rolled back was not counted.
    """

    name: str
    amount: int
    seconds: int

    def consume(self, key: str | int) -> None:
        """Count one, or raise TooMany."""
        # Each time that is allowed holds a place until it is `seconds` old; `add` is atomic in both stores.
        free_again = time.time() + self.seconds
        places = self._places(key)
        for place in places:
            if cache.add(place, free_again, timeout=self.seconds):
                return
        earliest = min(cache.get_many(places).values(), default=time.time())
        raise TooMany(retry_after=max(1, round(earliest - time.time())))

    def forget(self, key: str | int) -> None:
        """Start again from zero."""
        cache.delete_many(self._places(key))

    def _places(self, key: str | int) -> list[str]:
        # Keys may be phone numbers and addresses: these need not stand in Valkey.
        digest = sha256(str(key).encode()).hexdigest()[:32]
        return [f"limit:{self.name}:{digest}:{number}" for number in range(self.amount)]


class SharedCache(RedisCache):
    """Django's cache in Valkey, or in PostgreSQL as long as Valkey does not answer (also allauth's limits use it).

    What Valkey knew is not known to PostgreSQL: counting then starts anew, but it goes on.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        super().__init__(server, {**params, "OPTIONS": options | params.get("OPTIONS", {})})
        # Django throws out entries at random above this number, 300 unless told: limits would open.
        self.fallback = DatabaseCache(FallbackCache._meta.db_table, {"max_entries": 1_000_000})
        self.away_until = 0.0

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(
            self._either(
                lambda: super(SharedCache, self).add(key, value, timeout, version),
                lambda: self.fallback.add(key, value, timeout, version),
            )
        )

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._either(
            lambda: super(SharedCache, self).get(key, default, version),
            lambda: self.fallback.get(key, default, version),
        )

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self._either(
            lambda: super(SharedCache, self).get_many(keys, version),
            lambda: self.fallback.get_many(keys, version),
        )
        return found

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._either(
            lambda: super(SharedCache, self).set(key, value, timeout, version),
            lambda: self.fallback.set(key, value, timeout, version),
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(
            self._either(
                lambda: super(SharedCache, self).delete(key, version),
                lambda: self.fallback.delete(key, version),
            )
        )

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._either(
            lambda: super(SharedCache, self).delete_many(keys, version),
            lambda: self.fallback.delete_many(keys, version),
        )

    def _either(self, in_valkey: Callable[[], Any], in_postgresql: Callable[[], Any]) -> Any:
        if time.monotonic() >= self.away_until:
            try:
                return in_valkey()
            except (RedisError, OSError) as error:
                self.away_until = time.monotonic() + SECONDS_WITHOUT_VALKEY
                log.warning("valkey is away, limits are kept in postgresql error=%s", error)
        return in_postgresql()
