"""Run one benchmark by name, or all of them in short form, one after the other."""

import argparse
import importlib
import json
import subprocess
import sys

from bench.report import CannotMeasure, table

NAMES = ("messages", "rooms", "fanout", "latency", "races", "sockets", "storm", "history", "crash", "autobahn")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES, help="run this one; without a name, all in short form")
    parser.add_argument("--seconds", type=float, default=0, help="how long to measure; 0: the benchmark's own choice")
    parser.add_argument("--short", action="store_true", help="measure as long as is enough to see that all is well")
    chosen = parser.parse_args()
    if chosen.name:
        return run(chosen.name, seconds=chosen.seconds, short=chosen.short)
    return run_all()


def run(name: str, *, seconds: float, short: bool) -> int:
    """Measure, print a table and the line of JSON; 1 with a sentence when there is nothing that may be printed."""
    bench = importlib.import_module(f"bench.{name}")
    try:
        figures = bench.measure(seconds=seconds or (bench.SHORT_SECONDS if short else bench.SECONDS))
    except CannotMeasure as reason:
        print(f"{name}: {reason}", file=sys.stderr)  # noqa: T201  it is what a benchmark is for
        return 1
    print(table(name, figures))  # noqa: T201
    print(json.dumps({"bench": name, **figures}), flush=True)  # noqa: T201
    return 0


def run_all() -> int:
    """Each in a process of its own, so that none inherits another's settings or memory. 1 when one of them failed."""
    failed = [
        name
        for name in NAMES
        if subprocess.run([sys.executable, "-m", "bench", name, "--short"], check=False).returncode
    ]
    if failed:
        print(f"without figures: {', '.join(failed)}", file=sys.stderr)  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
