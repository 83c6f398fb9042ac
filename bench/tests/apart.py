"""A bench starts a stack of its own, for which Django is set up anew: not in the process of the tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run_apart(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=300)
