"""`parta up` with engines of somebody else's: Debian's PostgreSQL, Debian's Redis or Valkey, a mail server.

On a machine that has none of Debian's, the servers of the wheels stand in for them, by address all the same.
"""

import http.cookiejar
import json
import os
import pwd
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from parta.ops import engines
from parta.ops.tests.running import Up, free_ports, reachable, running, wait_until

DEBIANS_POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))


class Mailbox:
    """A mail server's end: keeps what is sent to it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.port = free_ports()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@pytest.fixture
def postgres_url(tmp_path: Path) -> Iterator[str]:
    """A PostgreSQL over TCP whose owner of the database may make roles and is no superuser."""
    programs = DEBIANS_POSTGRES[-1] if DEBIANS_POSTGRES else engines.postgres_program("postgres").parent
    port = free_ports()
    with server(programs, reachable(tmp_path) / "outside-postgres", port) as superuser:
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("CREATE ROLE school LOGIN CREATEROLE PASSWORD 'of the school'")
            connection.execute("CREATE DATABASE school OWNER school")
        yield f"postgresql://school:of%20the%20school@127.0.0.1:{port}/school"


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("valkey-server") or shutil.which("redis-server") or str(engines.valkey_program())
    port = free_ports()
    words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as child:
        yield f"redis://127.0.0.1:{port}/0"
        child.terminate()


def test_a_school_runs_on_engines_of_its_own(
    tmp_path: Path, postgres_url: str, redis_url: str, mailbox: Mailbox
) -> None:
    folder = reachable(tmp_path / "var")
    outside = {"DATABASE_URL": postgres_url, "VALKEY_URL": redis_url, "SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}"}

    with running(folder, environment=outside) as up:
        up.wait_for("Ctrl\\+C stops everything")

        assert not (folder / "postgres").exists()
        assert not (folder / "valkey").exists()
        assert json.loads(up.get("/readyz")[1]) == {"postgresql": True, "valkey": True}
        page = Page(up)
        # allauth's 401: something is still to be done, here to type the code.
        assert page.post("/_allauth/browser/v1/auth/signup", OLGA) == 401
        # The worker took the job out of PostgreSQL and handed the code to the mail server.
        wait_until(lambda: bool(mailbox.letters))
        [letter] = mailbox.letters
        assert letter["To"] == OLGA["email"]
        body = letter.get_body(("plain",))
        assert body is not None
        code = re.search(r"\b\d{6}\b", body.get_content())
        assert code
        assert page.post("/_allauth/browser/v1/auth/email/verify", {"key": code[0]}) == 200
        assert page.get("/api/me")["surname"] == "Галутина"


OLGA = {
    "surname": "Галутина",
    "given_name": "Ольга",
    "patronymic": "Витальевна",
    "birth_date": "1985-04-12",
    "email": "olga@example.org",
    "password": "Тихая-Заводь-71",
}


class Page:
    """A browser's cookies and CSRF token."""

    def __init__(self, up: Up) -> None:
        self._address = f"http://127.0.0.1:{up.port}"
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self.get("/api/installation")

    def get(self, path: str) -> Any:
        with self._opener.open(self._address + path, timeout=10) as response:
            return json.loads(response.read())

    def post(self, path: str, body: dict[str, str]) -> int:
        token = next((cookie.value for cookie in self._cookies if cookie.name == "csrftoken"), "")
        headers = {"Content-Type": "application/json", "X-CSRFToken": token or ""}
        request = urllib.request.Request(self._address + path, json.dumps(body).encode(), headers)  # noqa: S310
        try:
            with self._opener.open(request, timeout=10) as response:
                return int(response.status)
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code


@contextmanager
def server(programs: Path, folder: Path, port: int) -> Iterator[str]:
    """A PostgreSQL as an administrator would run it; yields the superuser's address."""
    run_as = pwd.getpwnam("postgres" if DEBIANS_POSTGRES else engines.UNPRIVILEGED_USER) if os.geteuid() == 0 else None
    folder.mkdir(mode=0o700)
    options: dict[str, Any] = {}
    if run_as is not None:
        os.chown(folder, run_as.pw_uid, run_as.pw_gid)
        options = {"user": run_as.pw_uid, "group": run_as.pw_gid, "extra_groups": [], "cwd": "/"}
    auth = ["--auth-local=trust", "--auth-host=scram-sha-256"]
    initialize = [
        str(programs / "initdb"),
        "-D",
        str(folder),
        "-U",
        "postgres",
        *auth,
        "--encoding=UTF8",
        "--no-locale",
    ]
    subprocess.run(initialize, check=True, stdout=subprocess.DEVNULL, **options)
    serve = [str(programs / "postgres"), "-D", str(folder), "-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-F"]
    url = f"postgresql://postgres@/postgres?host={folder}&port={port}"
    with subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options) as child:
        wait_until(lambda: answers(url))
        yield url
        child.terminate()


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
