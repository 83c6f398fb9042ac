"""ejabberd as Debian packs it, on loopback, with its archive in a PostgreSQL of the same make and durability as ours.

Everything that is not needed for writing into a room is left out: no modules but rooms and the archive, no TLS, no log,
no roster, anonymous log-in, a bare `erl` without a cluster around it. PostgreSQL is reached over TCP, because
ejabberd's driver knows no unix sockets.
"""

import os
import pwd
import selectors
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

import psycopg

from bench.report import CannotMeasure
from bench.stack import folder_for_engines, postmaster
from parta.ops.engines import POSTGRES_DATABASE, POSTGRES_USER, Engine, die_with_parent, postgres, start
from parta.ops.tests.running import free_ports

USER = "ejabberd"
"""Debian's package makes this user."""
DRIVERS = Path("/usr/lib/erlang/lib")
SCHEMA = Path("/usr/share/ejabberd/sql/pg.sql")
START_SECONDS = 60.0
ANSWER_SECONDS = 60.0
AT_ONCE = 50
"""People who enter a room side by side."""

CONFIGURATION = """
loglevel: error
hosts: [localhost]
auth_method: [anonymous]
anonymous_protocol: sasl_anon
allow_multiple_connections: true
default_db: mnesia
sql_type: pgsql
sql_server: "127.0.0.1"
sql_port: {sql_port}
sql_database: ejabberd
sql_username: {user}
sql_password: {password}
sql_start_interval: 1
max_fsm_queue: 100000
listen:
  - port: {port}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    max_stanza_size: 262144
    access: c2s
    starttls_required: false
    backlog: 2048
access_rules:
  c2s:
    allow: all
  muc:
    allow: all
modules:
  mod_mam:
    db_type: sql
    default: always
    assume_mam_usage: true
  mod_muc:
    access: all
    access_create: all
    access_persistent: all
    history_size: 0
    max_users: 5000
    # Else everybody hears of everybody who enters: a million stanzas before the load has begun.
    max_users_presence: 10
    max_user_conferences: 100
    min_message_interval: 0
    default_room_options:
      mam: true
      persistent: true
      max_users: 5000
      anonymous: false
"""

STREAM = (
    "<?xml version='1.0'?><stream:stream to='localhost' xmlns='jabber:client'"
    " xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
)
LOG_IN = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>"
BIND = "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
UNLOCK = (
    "<iq type='set' id='unlock' to='{room}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
    "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
)
ENTER = (
    "<presence to='{room}/u{number}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>"
)


class NoPeer(CannotMeasure):
    """The message says what is missing and what to do."""


@dataclass(frozen=True)
class Peer:
    port: int
    sql: psycopg.Connection
    servers: dict[str, int]
    """The pids of ejabberd and postgres: roots of trees of processes."""

    def archived(self) -> int:
        """Messages in the archive."""
        row = self.sql.execute("SELECT count(*) FROM archive").fetchone()
        assert row is not None
        return int(row[0])


@contextmanager
def running() -> Iterator[Peer]:
    """Start both on an empty folder; nothing is left of them afterwards."""
    require_installed()
    port = free_ports()
    with (
        folder_for_engines() as folder,
        archive(folder / "postgres", port=port + 1) as url,
        psycopg.connect(url, autocommit=True) as sql,
        ejabberd(folder / "ejabberd", port=port, sql_port=port + 1) as pid,
    ):
        yield Peer(port=port, sql=sql, servers={"ejabberd": pid, "postgres": postmaster(folder / "postgres")})


def require_installed() -> None:
    if shutil.which("erl") is None or not SCHEMA.exists() or not any(DRIVERS.glob("p1_pgsql-*")):
        raise NoPeer(
            "rooms are measured beside ejabberd, which is not installed. As root: python3 tools/bootstrap.py bench, "
            "or apt-get install ejabberd erlang-p1-pgsql (its service is not needed)"
        )


@contextmanager
def archive(folder: Path, *, port: int) -> Iterator[str]:
    """PostgreSQL on a port of loopback, with ejabberd's tables; yields the address."""
    engine = on_a_port(postgres(folder, password=POSTGRES_USER), port=port)
    engine.prepare()
    child = start(engine, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(engine.is_ready, child, name="PostgreSQL")
        with psycopg.connect(engine.url, autocommit=True) as sql:
            sql.execute("CREATE DATABASE ejabberd")
        url = engine.url.removesuffix(POSTGRES_DATABASE) + "ejabberd"
        with psycopg.connect(url, autocommit=True) as sql:
            sql.execute(SCHEMA.read_bytes())
        yield url
    finally:
        child.send_signal(engine.stop_signal)
        child.wait(timeout=30)


def on_a_port(engine: Engine, *, port: int) -> Engine:
    """The same engine, reached over TCP."""
    return replace(
        engine,
        url=f"postgresql://{POSTGRES_USER}:{quote(POSTGRES_USER)}@127.0.0.1:{port}/{POSTGRES_DATABASE}",
        argv=[*engine.argv, "-c", "listen_addresses=127.0.0.1", "-c", f"port={port}"],
        is_ready=lambda: answers(port),
    )


@contextmanager
def ejabberd(folder: Path, *, port: int, sql_port: int) -> Iterator[int]:
    """The server itself, on its port when the body begins; yields its pid."""
    run_as = pwd.getpwnam(USER) if os.geteuid() == 0 else None
    folder.mkdir()
    configuration = folder / "ejabberd.yml"
    words = {"port": port, "sql_port": sql_port, "user": POSTGRES_USER, "password": POSTGRES_USER}
    configuration.write_text(CONFIGURATION.format(**words))
    if run_as is not None:
        os.chown(folder, run_as.pw_uid, run_as.pw_gid)
    environment = {
        "EJABBERD_CONFIG_PATH": str(configuration),
        "EJABBERD_LOG_PATH": str(folder / "ejabberd.log"),
        "ERL_CRASH_DUMP_BYTES": "0",
        "ERL_LIBS": str(next(Path("/usr/lib").glob("*/ejabberd-*")).parent),
        "ERL_MAX_PORTS": "32000",
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
    }
    said = folder / "said"
    # Debian's own options, but that its schedulers sleep instead of spinning: it answers as fast and takes less CPU.
    quiet = ["+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none"]
    program = ["erl", "+K", "true", "+P", "250000", *quiet, "-noinput"]
    command = [*program, "-mnesia", "dir", f'"{folder}"', "-s", "ejabberd"]
    with said.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            user=run_as.pw_uid if run_as else None,
            group=run_as.pw_gid if run_as else None,
            extra_groups=[] if run_as else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=die_with_parent,
        )
    try:
        try:
            wait_until(lambda: answers(port), child, name="ejabberd")
        except NoPeer as problem:
            raise NoPeer(f"{problem}\n{said.read_text(errors='replace')}") from None
        yield child.pid
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait_until(is_ready: Callable[[], bool], child: subprocess.Popen[bytes], *, name: str) -> None:
    deadline = monotonic() + START_SECONDS
    while not is_ready():
        if child.poll() is not None or monotonic() > deadline:
            raise NoPeer(f"{name} did not start (its exit code: {child.poll()})")
        sleep(0.1)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


# --- people in a room


def enter_room(port: int, name: str, *, people: int) -> tuple[str, list[socket.socket]]:
    """Make a room and let so many people in; its address, and their sockets with nothing left to read."""
    room = f"{name}@conference.localhost"
    sockets = sign_in(port, 1)
    say(sockets, ENTER.format(room=room, number=0))
    hear(sockets, b"</presence>")
    say(sockets, UNLOCK.format(room=room))
    hear(sockets, b"id='unlock'")
    while len(sockets) < people:
        more = sign_in(port, min(AT_ONCE, people - len(sockets)))
        for number, one in enumerate(more, start=len(sockets)):
            say([one], ENTER.format(room=room, number=number))
        # His own presence comes last of the list that he is sent.
        hear(more, b"code='110'")
        sockets += more
    read_until_quiet(sockets)
    return room, sockets


def sign_in(port: int, count: int) -> list[socket.socket]:
    sockets = [socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) for _ in range(count)]
    for one in sockets:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for words, answer in (
        (STREAM, b"</stream:features>"),
        (LOG_IN, b"<success"),
        (STREAM, b"</stream:features>"),
        (BIND, b"</iq>"),
    ):
        say(sockets, words)
        hear(sockets, answer)
    return sockets


def say(sockets: Iterable[socket.socket], words: str) -> None:
    for one in sockets:
        one.sendall(words.encode())


def hear(sockets: Iterable[socket.socket], words: bytes) -> None:
    """Read from each until the words came."""
    for one in sockets:
        received = b""
        while words not in received:
            more = one.recv(65536)
            if not more:
                raise NoPeer(f"ejabberd closed a socket instead of saying {words!r}: {received[-300:]!r}")
            received += more


def read_until_quiet(sockets: Sequence[socket.socket], *, seconds: float = 1.0) -> None:
    """Read what is still on its way, until nothing came for so long."""
    with selectors.DefaultSelector() as waiting:
        for one in sockets:
            waiting.register(one, selectors.EVENT_READ)
        while ready := waiting.select(timeout=seconds):
            for key, _ in ready:
                assert isinstance(key.fileobj, socket.socket)
                if not key.fileobj.recv(1 << 20):
                    raise NoPeer("ejabberd closed a socket in the room")
