"""C beside Python: compiled at first use into `.cache/`, loaded through ctypes."""

import ctypes
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from bench.report import CannotMeasure

HERE = Path(__file__).parent
CACHE = HERE.parent.parent / ".cache" / "bench"
OPTIONS = ("-O2", "-Wall", "-Wextra", "-shared", "-fPIC")


class CannotCompile(CannotMeasure):
    """The message says what is missing and what to do."""


def library(name: str) -> ctypes.CDLL:
    """`name`.c of this folder as a library; its calls let other threads of Python run."""
    source = HERE / f"{name}.c"
    compiled = CACHE / f"{name}-{hashlib.sha256(source.read_bytes()).hexdigest()[:16]}.so"
    if not compiled.exists():
        _compile(source, compiled)
    return ctypes.CDLL(str(compiled), use_errno=True)


def _compile(source: Path, compiled: Path) -> None:
    compiler = shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        raise CannotCompile(
            "the load generator is written in C, and this machine has no C compiler: "
            "install one (Debian: apt-get install gcc libc6-dev) and run this again"
        )
    CACHE.mkdir(parents=True, exist_ok=True)
    # Renamed when it is whole: another benchmark may be compiling the same.
    unfinished = compiled.with_suffix(f".{os.getpid()}")
    result = subprocess.run([compiler, *OPTIONS, "-o", unfinished, source], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise CannotCompile(f"{compiler} could not compile {source.name}:\n{result.stderr}")
    unfinished.rename(compiled)
