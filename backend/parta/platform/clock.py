"""The time. Tests that need another hour replace `now` here and nowhere else."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(tz=UTC)
