"""Buckets: so much per second on average, so much at once."""


class Bucket:
    """A token bucket that looks at the clock only when it is asked."""

    __slots__ = ("_burst", "_left", "_rate", "_then")

    def __init__(self, *, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._left = burst
        self._then = now

    def take(self, *, now: float) -> bool:
        """Take one if there is one."""
        self._left = min(self._burst, self._left + (now - self._then) * self._rate)
        self._then = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def seconds_until_next(self) -> float:
        """How long until one is there, if nobody else takes it."""
        return max(0.0, (1 - self._left) / self._rate)


class Slots:
    """Lets `rate` a second in and gives everybody else a time of his own to come back.

    The times are `rate` a second too, so that a storm of ten thousand comes back in a queue and not as a storm.
    """

    def __init__(self, *, rate: float, burst: float, now: float) -> None:
        self._bucket = Bucket(rate=rate, burst=burst, now=now)
        self._rate = rate
        self._next_slot = now

    def enter(self, *, now: float) -> float:
        """0: come in. Else: seconds until the slot."""
        if self._bucket.take(now=now):
            return 0.0
        self._next_slot = max(self._next_slot, now) + 1 / self._rate
        return self._next_slot - now
