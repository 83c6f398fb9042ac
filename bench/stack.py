"""What is measured: PostgreSQL as a school runs it (fsync and synchronous commit on), Valkey, one gateway process.

The gateway's limits per socket and address are set wide, because one socket of a load stands for many people.
"""

import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, sleep

import psutil
import psycopg
import redis
from prometheus_client.parser import text_string_to_metric_families

from gateway.tests.make import SECRET
from parta.ops.engines import embedded_postgres, embedded_valkey
from parta.ops.tests.running import free_ports

START_SECONDS = 30.0
WIDE_LIMITS = {
    "PARTA_POSTS_PER_SECOND": "1000000",
    "PARTA_FRAMES_PER_SECOND": "1000000",
    "PARTA_HELLOS_PER_SECOND": "1000000",
    "PARTA_SOCKETS_PER_ADDRESS": "100000",
    "PARTA_UNKNOWN_SOCKETS_PER_ADDRESS": "100000",
}


@dataclass(frozen=True)
class Stack:
    port: int
    """Of the gateway."""
    sql: psycopg.Connection
    """The owner's connection; every statement commits."""
    gateway: psutil.Process
    gateway_url: str
    """PostgreSQL as the gateway's role sees it."""
    servers: Mapping[str, int]
    """The pids of gateway, postgres and valkey: roots of trees of processes."""

    def metric(self, name: str) -> float:
        """The sum of all series of a metric of the gateway now."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
            families = text_string_to_metric_families(answer.read().decode())
        return sum(sample.value for family in families for sample in family.samples if sample.name == name)


@contextmanager
def running(*, port: int = 0, settings: Mapping[str, str] | None = None) -> Iterator[Stack]:
    """Start the stack on an empty folder; nothing is left of it afterwards.

    `settings` are variables for the gateway, in place of those above.
    """
    port = port or free_ports() + 1
    with (
        folder_for_engines() as folder,
        embedded_postgres(folder / "postgres") as owner,
        embedded_valkey(folder / "valkey") as valkey,
    ):
        gateway_url = migrated(owner, valkey=valkey, folder=folder)
        with (
            gateway(port=port, database=gateway_url, valkey=valkey, settings=settings or {}) as process,
            psycopg.connect(owner, autocommit=True) as sql,
        ):
            servers = {
                "gateway": process.pid,
                "postgres": postmaster(folder / "postgres"),
                "valkey": valkey_process(valkey),
            }
            yield Stack(port=port, sql=sql, gateway=process, gateway_url=gateway_url, servers=servers)


@contextmanager
def folder_for_engines() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="parta-bench-") as name:
        # PostgreSQL may run as another user.
        Path(name).chmod(0o711)
        yield Path(name)


def disk_sync_ms(*, times: int = 100) -> float:
    """How long this disk takes, in the median, to make 8 KiB durable: below that no batch can be committed."""
    took = []
    with folder_for_engines() as folder, (folder / "synced").open("wb", buffering=0) as file:
        for _ in range(times):
            begin = perf_counter()
            file.seek(0)
            file.write(bytes(8192))
            os.fdatasync(file.fileno())
            took.append(perf_counter() - begin)
    return round(median(took) * 1000, 2)


def postmaster(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text().split("\n", 1)[0])


def valkey_process(url: str) -> int:
    with redis.Redis.from_url(url) as valkey:
        return int(valkey.info("server")["process_id"])


def migrated(owner: str, *, valkey: str, folder: Path) -> str:
    """Make tables, functions and roles; return the gateway's address."""
    os.environ |= {
        "DATABASE_URL": owner,
        "VALKEY_URL": valkey,
        "PARTA_SECRET": SECRET,
        "PARTA_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "parta.settings",
    }
    import django

    django.setup()
    # Django must be set up before anything of the project is imported.
    from parta.ops.migrate import migrate
    from parta.ops.roles import addresses

    of = addresses(owner, secret=SECRET)
    migrate(of)
    return of.gateway


@contextmanager
def gateway(*, port: int, database: str, valkey: str, settings: Mapping[str, str]) -> Iterator[psutil.Process]:
    environment = {
        "DATABASE_GATEWAY_URL": database,
        "VALKEY_URL": valkey,
        "PARTA_SECRET": SECRET,
        "PARTA_PORT": str(port - 1),
        "PARTA_DRAIN_SECONDS": "0",
        **WIDE_LIMITS,
        **settings,
    }
    child = subprocess.Popen([sys.executable, "-m", "gateway"], env={**os.environ, **environment})
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        yield psutil.Process(child.pid)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(timeout=20)


def wait_for(url: str) -> None:
    deadline = monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310  our own loopback address
                return
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.1)
