"""Run one benchmark by name, or all of them in short form."""

import argparse
import importlib
import json

from bench.report import table

NAMES = ("latency",)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES, help="run this one; without a name, all in short form")
    parser.add_argument("--seconds", type=float, default=0, help="how long to measure; 0: the benchmark's own choice")
    chosen = parser.parse_args()
    for name in [chosen.name] if chosen.name else NAMES:
        bench = importlib.import_module(f"bench.{name}")
        figures = bench.measure(seconds=chosen.seconds or (bench.SECONDS if chosen.name else bench.SHORT_SECONDS))
        print(table(name, figures))  # noqa: T201  it is what a benchmark is for
        print(json.dumps({"bench": name, **figures}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
