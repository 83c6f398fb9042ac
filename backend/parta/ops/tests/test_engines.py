"""The embedded engines, really started and really killed."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from parta.ops import engines
from parta.ops.engines import EngineFailed, embedded_postgres, embedded_valkey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that PostgreSQL can reach even when it runs as another user."""
    for parent in [tmp_path, *tmp_path.parents]:
        if parent.owner() == Path.home().owner() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    return tmp_path


def test_data_outlive_a_stop(folder: Path) -> None:
    with embedded_postgres(folder / "postgres") as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT upper('ёжик') AS word")

    with embedded_postgres(folder / "postgres") as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("ЁЖИК",)


def test_a_home_closed_to_others_will_do(folder: Path) -> None:
    (folder / "home").mkdir(mode=0o700)

    with embedded_postgres(folder / "home" / "postgres", durable=False) as url:
        psycopg.connect(url).close()

    # As root another user must pass through; he still cannot look around.
    assert (folder / "home").stat().st_mode & 0o066 == 0


def test_a_cut_off_making_of_the_database_is_begun_anew(folder: Path) -> None:
    (folder / "postgres" / "unfinished").mkdir(parents=True)
    (folder / "postgres" / "unfinished" / "half").touch()

    with embedded_postgres(folder / "postgres", durable=False) as url:
        psycopg.connect(url).close()

    assert not (folder / "postgres" / "unfinished").exists()


def test_nobody_gets_in_without_the_password(folder: Path) -> None:
    refused = pytest.raises(psycopg.OperationalError, match="password authentication failed")

    with embedded_postgres(folder / "postgres", durable=False, password="right") as url, refused:
        psycopg.connect(url.replace("right", "wrong"))


def test_a_folder_too_long_for_a_socket_will_do(folder: Path) -> None:
    long = folder / ("a" * 60) / ("b" * 60)

    with embedded_postgres(long / "postgres", durable=False) as url, embedded_valkey(long / "valkey") as valkey_url:
        psycopg.connect(url).close()
        assert len(valkey_url) < len(str(long))


def test_after_a_killed_postmaster_the_next_waits_for_its_orphans(folder: Path) -> None:
    engine = engines.postgres(folder / "postgres", password="parta", durable=False)
    engine.prepare()
    postmaster = engines.start(engine)
    wait_until(engine.is_ready)
    busy = psycopg.connect(engine.url, autocommit=True)
    # Keeps a back end at work, deaf to the death of the postmaster, for a second.
    busy.execute("SET client_min_messages = error")
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 6000000)")

    postmaster.kill()
    postmaster.wait()
    busy.close()
    with embedded_postgres(folder / "postgres", durable=False) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_second_server_in_the_same_folder_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "ORPHANS_MAY_TAKE_SECONDS", 0.2)

    refused = pytest.raises(EngineFailed, match="another PostgreSQL")

    with embedded_postgres(folder / "postgres", durable=False), refused:
        engines.postgres(folder / "postgres", password="parta").prepare()


def test_what_keeps_an_engine_from_starting_is_told(folder: Path) -> None:
    with embedded_postgres(folder / "postgres", durable=False):
        pass
    (folder / "postgres" / "postgresql.auto.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(EngineFailed, match="no_such_setting"), embedded_postgres(folder / "postgres"):
        pass


def test_engines_end_with_a_parent_that_is_killed(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        assert len(working_in(folder)) > 2

        parent.kill()

    wait_until(lambda: not working_in(folder))


PARENT = """
import sys, time
from pathlib import Path
from parta.ops.engines import embedded_postgres, embedded_valkey

folder = Path(sys.argv[1])
with embedded_postgres(folder / "postgres", durable=False), embedded_valkey(folder / "valkey"):
    print("ready", flush=True)
    time.sleep(600)
"""


def working_in(folder: Path) -> list[int]:
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if any(str(folder) in word for word in process.info["cmdline"] or []):
            found.append(process.pid)
    return found


def wait_until(condition: Callable[[], bool], *, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)
