"""What is measured: PostgreSQL as a school runs it (fsync and synchronous commit on), Valkey, one gateway process."""

import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import psutil
import psycopg

from gateway.tests.make import SECRET
from parta.ops.engines import embedded_postgres, embedded_valkey

START_SECONDS = 30.0


@dataclass(frozen=True)
class Stack:
    port: int
    """Of the gateway."""
    sql: psycopg.Connection
    """The owner's connection; every statement commits."""
    gateway: psutil.Process


@contextmanager
def running(*, port: int = 18_900) -> Iterator[Stack]:
    """Start the stack on an empty folder; nothing is left of it afterwards."""
    with tempfile.TemporaryDirectory(prefix="parta-bench-") as name:
        folder = Path(name)
        # PostgreSQL may run as another user.
        folder.chmod(0o711)
        with embedded_postgres(folder / "postgres") as owner, embedded_valkey(folder / "valkey") as valkey:
            gateway_url = migrated(owner, valkey=valkey, folder=folder)
            with (
                gateway(port=port, database=gateway_url, valkey=valkey) as process,
                psycopg.connect(owner, autocommit=True) as sql,
            ):
                yield Stack(port=port, sql=sql, gateway=process)


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
def gateway(*, port: int, database: str, valkey: str) -> Iterator[psutil.Process]:
    settings = {
        "DATABASE_GATEWAY_URL": database,
        "VALKEY_URL": valkey,
        "PARTA_SECRET": SECRET,
        "PARTA_PORT": str(port - 1),
        "PARTA_DRAIN_SECONDS": "0",
    }
    child = subprocess.Popen([sys.executable, "-m", "gateway"], env={**os.environ, **settings})
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
