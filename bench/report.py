"""Figures as people read them."""

from collections.abc import Iterator, Mapping, Sequence


class CannotMeasure(Exception):
    """No figure can be given; the message says why and what to do."""


def table(title: str, figures: Mapping[str, object]) -> str:
    """A line a figure; what is nested stands side by side, a column for each."""
    single = {name: value for name, value in figures.items() if not isinstance(value, Mapping)}
    columns = {path: group for name, value in figures.items() for path, group in groups(name, value)}
    names = list(dict.fromkeys(name for group in columns.values() for name in group))
    first = max(map(len, [*single, *names]))
    lines = [title, *(f"  {name:<{first}}  {shown(value)}" for name, value in single.items())]
    if columns:
        rows = [["", *columns], *([name, *(shown(of.get(name, "")) for of in columns.values())] for name in names)]
        width = max(len(word) for row in rows for word in row[1:])
        lines += [f"  {row[0]:<{first}}" + "".join(f"  {word:>{width}}" for word in row[1:]) for row in rows]
    return "\n" + "\n".join(line.rstrip() for line in lines)


def groups(path: str, value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every mapping in `value` with what stands in it directly, by its path."""
    if not isinstance(value, Mapping):
        return
    direct = {name: inner for name, inner in value.items() if not isinstance(inner, Mapping)}
    if direct:
        yield path, direct
    for name, inner in value.items():
        yield from groups(f"{path} {name}", inner)


def shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed; 0 when there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
