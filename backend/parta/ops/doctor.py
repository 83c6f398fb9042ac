"""`parta doctor`: what is there, what is missing, what to do."""

import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from parta.ops import engines
from parta.ops.config import ROOT, UpConfig
from parta.ops.environment import PORT_OF, Environments, environments_of
from parta.ops.installation import LEAST_FREE_MEGABYTES, existing
from parta.ops.up import is_free
from protocol.settings import Mode

OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRES = 15


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool
    remedy: str = ""

    def as_line(self) -> str:
        return f"{'ok      ' if self.well else 'MISSING '} {self.what}" + (
            "" if self.well else f"\n          → {self.remedy}"
        )


def examine() -> list[Finding]:
    """Look at the machine, the build and the installation; change nothing."""
    config = UpConfig.from_environment()
    return [*the_machine(config), *the_build(), *the_installation(config)]


def the_machine(config: UpConfig) -> Iterator[Finding]:
    yield Finding(
        f"Python {sys.version.split()[0]}",
        sys.version_info >= OLDEST_PYTHON,
        "install Python 3.11 or newer, then: make run",
    )
    yield _embedded("PostgreSQL", lambda: engines.postgres_program("postgres"))
    yield _embedded("Valkey", engines.valkey_program)
    folder = next(parent for parent in [config.folder, *config.folder.parents] if parent.exists())
    free = shutil.disk_usage(folder).free // 1_000_000
    yield Finding(
        f"{free} MB free for {config.folder}",
        free >= LEAST_FREE_MEGABYTES,
        "make room, or choose another folder with PARTA_DATA",
    )


def the_build() -> Iterator[Finding]:
    built = ROOT / "frontend" / "dist" / "index.html"
    yield Finding("the web app is built", built.is_file(), "run: make run (it builds the web app first)")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    yield Finding(
        f"a browser for the tests: {chromium or 'none'}",
        chromium is not None,
        "run: make test (or: apt-get install chromium)",
    )


def the_installation(config: UpConfig) -> Iterator[Finding]:
    installation = existing(config)
    if installation is None:
        yield Finding(f"no installation in {config.folder} yet", True)
        return
    yield Finding(f"a {installation.mode} installation in {config.folder}", True)
    if installation.mode is Mode.SCHOOL:
        yield Finding(
            "mail or SMS for codes",
            bool(config.smtp_url or config.sms_url),
            "set SMTP_URL or SMS_URL; without them parta up refuses",
        )
    if config.reached_over_plain_http:
        yield Finding(
            f"https for {config.public_url}",
            False,
            "put a reverse proxy with a certificate before it (deploy/README.md)",
        )
    running = [name for name, offset in PORT_OF.items() if not is_free(config.host, config.port + offset)]
    if not running:
        yield Finding("it is not running", True)
        return
    yield Finding(
        f"running: {', '.join(running)}",
        len(running) == len(PORT_OF),
        "look into the output of parta up, or restart it",
    )
    yield from the_engines(environments_of(installation, config))


def the_engines(environments: Environments) -> Iterator[Finding]:
    try:
        with psycopg.connect(environments.app["DATABASE_URL"], connect_timeout=3) as connection:
            version = connection.info.server_version // 10_000
        yield Finding(
            f"PostgreSQL {version} answers", version >= OLDEST_POSTGRES, f"upgrade it to {OLDEST_POSTGRES} or newer"
        )
    except psycopg.OperationalError as error:
        yield Finding("PostgreSQL answers", False, f"{str(error).strip()}: check DATABASE_URL, or restart parta up")
    address = environments.app["VALKEY_URL"]
    yield Finding("Valkey answers", _valkey_listens(address), "check VALKEY_URL, or restart parta up")


def _embedded(name: str, program: Callable[[], Path]) -> Finding:
    try:
        found = program()
    except engines.EngineFailed as problem:
        return Finding(f"embedded {name}", False, str(problem))
    return Finding(f"embedded {name}", found.is_file(), "this kind of machine has none; give the address of your own")


def _valkey_listens(address: str) -> bool:
    parts = urlsplit(address)
    try:
        if parts.scheme == "unix":
            with socket.socket(socket.AF_UNIX) as probe:
                probe.settimeout(3)
                probe.connect(unquote(parts.path))
        else:
            socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379), timeout=3).close()
    except OSError:
        return False
    return True
