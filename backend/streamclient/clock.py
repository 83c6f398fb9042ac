"""When a client's timers ring: by the wall, or by the hand of a test."""

import asyncio
import heapq
import random
from collections.abc import Callable
from itertools import count
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    def now(self) -> float:
        """Milliseconds since some moment."""

    def after(self, ms: float, ring: Callable[[], None]) -> None: ...

    def chance(self) -> float:
        """A number from 0 up to 1: what spreads clients over time."""


class WallClock:
    def __init__(self) -> None:
        self._random = random.Random()  # noqa: S311  jitter

    def now(self) -> float:
        return monotonic() * 1000

    def after(self, ms: float, ring: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(ms / 1000, ring)

    def chance(self) -> float:
        return self._random.random()


class HandClock:
    """Stands still until it is moved; what comes due then rings in order. Chance is what the test says."""

    def __init__(self, *, chance: float = 0.0) -> None:
        self._now = 0.0
        self._chance = chance
        self._numbers = count()
        self._due: list[tuple[float, int, Callable[[], None]]] = []

    def now(self) -> float:
        return self._now

    def after(self, ms: float, ring: Callable[[], None]) -> None:
        heapq.heappush(self._due, (self._now + ms, next(self._numbers), ring))

    def chance(self) -> float:
        return self._chance

    @property
    def next_ring(self) -> float | None:
        """Milliseconds until something comes due; None: nobody waits."""
        return self._due[0][0] - self._now if self._due else None

    def advance(self, ms: float) -> None:
        until = self._now + ms
        while self._due and self._due[0][0] <= until:
            self._now, _, ring = heapq.heappop(self._due)
            ring()
        self._now = until
