"""Limits, with Valkey there and away."""

from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from parta.platform.errors import TooMany
from parta.platform.limits import Limit
from parta.platform.models import FallbackCache

pytestmark = pytest.mark.django_db

TRIES = Limit("tries", amount=3, seconds=60)


@pytest.fixture(params=["valkey is there", "valkey is away"])
def valkey(request: pytest.FixtureRequest, settings: Settings) -> Any:
    if request.param == "valkey is away":
        settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1"}}
    else:
        cache.clear()
    return request.param


def test_a_limit_allows_its_amount_to_each_key(valkey: str) -> None:
    for _ in range(3):
        TRIES.consume("olga")

    with pytest.raises(TooMany) as refused:
        TRIES.consume("olga")
    TRIES.consume("pyotr")

    assert 55 <= refused.value.params["retry_after"] <= 60


def test_a_limit_that_is_forgotten_starts_from_zero(valkey: str) -> None:
    for _ in range(3):
        TRIES.consume("olga")

    TRIES.forget("olga")

    TRIES.consume("olga")


def test_the_cache_answers_the_same_wherever_it_is(valkey: str) -> None:
    assert cache.add("key", [1.5], timeout=60)
    assert not cache.add("key", [2.5], timeout=60)
    assert cache.get("key") == [1.5]
    cache.set("key", [3.5], timeout=60)
    assert cache.get_many(["key", "other"]) == {"key": [3.5]}
    assert cache.delete("key")
    assert cache.get("key", "nothing") == "nothing"
    assert FallbackCache.objects.count() == 0


def test_keys_are_not_kept_in_clear(settings: Settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1"}}

    TRIES.consume("+79211234567")

    assert "79211234567" not in FallbackCache.objects.get().cache_key
