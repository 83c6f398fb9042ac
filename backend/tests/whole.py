"""A whole installation with several gateways, as `parta up` runs it for a school; its processes, and how they fare."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from parta.ops.tests.running import Up, free_ports, get, reachable, running

GATEWAYS = 2
PROCESSES = 4
"""web, gateway, media and worker answer at neighbouring ports."""


@dataclass(frozen=True)
class Whole:
    folder: Path
    port: int
    status_port: int
    """Of the first gateway; the next ones follow."""
    up: Up

    async def answers(self, *, without: psutil.Process) -> None:
        """Return when every process of the installation answers, and that one is gone."""
        # Other processes become ready: there is nothing but to ask.
        while without.is_running() or bool(await asyncio.to_thread(self.silent_ports)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    def children(self, words: str) -> list[psutil.Process]:
        """The processes of `parta up` that were started with these words."""
        return [child for child in psutil.Process(self.up.process.pid).children() if words in command(child)]

    def silent_ports(self) -> list[int]:
        """Where nobody says that he is ready."""
        ports = [*range(self.port, self.port + PROCESSES), *range(self.status_port, self.status_port + GATEWAYS)]
        return [port for port in ports if get(f"http://127.0.0.1:{port}/readyz")[0] != 200]


@contextmanager
def whole_installation(folder: Path) -> Iterator[Whole]:
    port, status_port = free_ports(), free_ports()
    while status_port == port:
        status_port = free_ports()
    settings = {
        "PARTA_GATEWAYS": str(GATEWAYS),
        "PARTA_GATEWAY_STATUS_PORT": str(status_port),
        # Nobody is written to.
        "SMTP_URL": "smtp://127.0.0.1:9",
    }
    with running(reachable(folder), port=port, environment=settings) as up:
        up.wait_for("Ctrl\\+C stops everything")
        yield Whole(folder, port, status_port, up)


def command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
