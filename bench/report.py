"""Figures as people read them."""

from collections.abc import Mapping, Sequence


class CannotMeasure(Exception):
    """No figure can be given; the message says why and what to do."""


def table(title: str, figures: Mapping[str, object]) -> str:
    width = max(map(len, figures))
    return "\n".join([f"\n{title}", *(f"  {name:<{width}}  {value}" for name, value in figures.items())])


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed; 0 when there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
