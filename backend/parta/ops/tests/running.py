"""`parta up` under test: start it, read what it says, find its processes, stop it."""

import os
import queue
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import psutil

from parta.ops.up import is_free

READY_WITHIN_SECONDS = 240
FIRST_PORT = 12_000


class Up:
    """A running `parta up`, what it says, and its processes."""

    def __init__(self, folder: Path, port: int, *, demo: bool, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.port = port
        self.lines: list[str] = []
        self._said: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "parta", "up", *(["--demo"] if demo else [])],
            env=environment_of(folder, port) | dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, pattern: str) -> str:
        """Read on until a line matches; fail when it ends or takes too long."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while True:
            line = self._said.get(timeout=max(0.1, deadline - time.monotonic()))
            assert line is not None, f"ended before {pattern!r}:\n" + "\n".join(self.lines)
            if re.search(pattern, line):
                return line

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop it; return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        self._reader.join(timeout=10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def child(self, name: str) -> psutil.Process:
        marks = {"gateway": ["-m", "gateway"], "media": ["-m", "media"]}.get(name, ["parta", name])
        [found] = [
            child
            for child in psutil.Process(self.process.pid).children()
            if child.cmdline()[-len(marks) :] == marks or child.name() == name
        ]
        return found

    def get(self, path: str, *, offset: int = 0) -> tuple[int, bytes]:
        return get(f"http://127.0.0.1:{self.port + offset}{path}")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            self._said.put(line)
        self._said.put(None)


@contextmanager
def running(
    folder: Path, *, demo: bool = False, port: int | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Up]:
    up = Up(folder, port or free_ports(), demo=demo, environment=environment or {})
    try:
        yield up
    finally:
        up.end()


def environment_of(folder: Path, port: int) -> dict[str, str]:
    """Ours without the engines and settings of the test run."""
    ours = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PARTA_", "DATABASE_", "DJANGO_")) and key != "VALKEY_URL"
    }
    return ours | {"PARTA_DATA": str(folder), "PARTA_PORT": str(port)}


def parta(up: Up, *words: str, port: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command beside the running installation."""
    return run_parta(*words, environment=environment_of(up.folder, port or up.port))


def run_parta(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return run_module("parta", *words, environment=environment)


def run_module(name: str, *words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", name, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def free_ports() -> int:
    """The first of four neighbouring ports that nobody uses.

    Below those that the kernel gives to outgoing connections: between this look and the server's own bind, any
    connection of any test could take one of these.
    """
    slots = range(FIRST_PORT, _first_ephemeral_port(), 4)
    # Parallel workers of one run never meet on a slot.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    ours = slots[worker % 16 :: 16]
    while True:
        first = random.choice(ours)
        if all(is_free("127.0.0.1", first + offset) for offset in range(4)):
            return first


def _first_ephemeral_port() -> int:
    return int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])


def get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310  our own address
            return response.status, response.read()
    except HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()
    except OSError:
        return 0, b""


def reachable(folder: Path) -> Path:
    """Let another user through: as root, PostgreSQL runs as one."""
    folder.mkdir(exist_ok=True)
    for parent in [folder, *folder.parents]:
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return folder


def working_in(folder: Path) -> list[int]:
    found = []
    for process in psutil.process_iter(["cmdline", "environ"]):
        words = " ".join(process.info["cmdline"] or [])
        if str(folder) in words or (process.info["environ"] or {}).get("PARTA_DATA") == str(folder):
            found.append(process.pid)
    return found


def wait_until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
        except (ValueError, psutil.Error):
            # A process between its death and its return.
            pass
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)
