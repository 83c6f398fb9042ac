"""Jobs: procrastinate, whose queue is a table, so that a job exists exactly when its transaction committed."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

EVENT_RETRY = RetryStrategy(max_attempts=20, exponential_wait=2)
"""For handlers of events: 2, 4, 8 … s; what fails twenty times stays in the table as failed, for a human."""

__all__ = ["EVENT_RETRY", "app"]
