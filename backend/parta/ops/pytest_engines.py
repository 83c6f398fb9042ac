"""Pytest plugin: a PostgreSQL and a Valkey of their own for every test run, gone when it ends.

Loaded by `-p` in pyproject.toml, because pytest-django reads the settings, and with them the addresses of the engines,
before any conftest. All workers of pytest-xdist share one PostgreSQL (each has its own database) and have a Valkey each
(its channels are not divided by database). An address that is in the environment already is used as it is.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest

from parta.ops.engines import embedded_postgres, embedded_valkey

TEST_SECRET = "the secret of a test run, known to everybody"  # noqa: S105  signs nothing outside a test run

_engines = ExitStack()
# How the controller of pytest-xdist tells its workers, which may end without a word, where to leave their files.
_FOLDER_OF_RUN = "PARTA_TEST_FOLDER"
_PREFIX = "parta-test-"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Start what is not given.

    A wrapper, so that it runs before pytest-django imports the settings.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    folder = Path(os.environ[_FOLDER_OF_RUN]) / worker if worker else _new_folder()
    os.environ[_FOLDER_OF_RUN] = str(folder)
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = _engines.enter_context(embedded_postgres(folder / "postgres", durable=False))
    if "VALKEY_URL" not in os.environ or worker:
        os.environ["VALKEY_URL"] = _engines.enter_context(embedded_valkey(folder / "valkey"))
    if "PARTA_DATA" not in os.environ or worker:
        os.environ["PARTA_DATA"] = str(folder / "data")
    os.environ.setdefault("PARTA_SECRET", TEST_SECRET)
    return (yield)


def pytest_unconfigure() -> None:
    _engines.close()


def _new_folder() -> Path:
    _remove_what_killed_runs_left()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    (folder / "pid").write_text(str(os.getpid()))
    # PostgreSQL may run as another user than the tests.
    folder.chmod(0o711)
    _engines.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _remove_what_killed_runs_left() -> None:
    for mark in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/pid"):
        with suppress(OSError, ValueError):
            if not psutil.pid_exists(int(mark.read_text())):
                shutil.rmtree(mark.parent, ignore_errors=True)
