from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from parta.platform.config import config
from protocol.settings import Mode

Configure = Callable[..., None]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Give settings other values for one test."""

    def change(**values: Any) -> None:
        for name, value in values.items():
            monkeypatch.setitem(config.__dict__, name, value)

    return change


@pytest.fixture(autouse=True)
def demo_mode(configure: Configure) -> None:
    """Codes can be read in the table of the outbox page."""
    configure(mode=Mode.DEMO)


@pytest.fixture(autouse=True)
def no_limit_is_reached_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
