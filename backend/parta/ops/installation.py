"""The data folder of an installation that `parta up` carries: what it is for, its secret, and who works in it now."""

import errno
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from parta.ops.config import UpConfig
from protocol.settings import Mode
from protocol.tickets import derived_key

LEAST_FREE_MEGABYTES = 256


class CannotStart(Exception):
    """The message says why and what to do next."""


@dataclass(frozen=True)
class Installation:
    folder: Path
    mode: Mode
    secret: str
    cut_off: bool = False
    """Whoever worked here last was killed; what he had started may still be ending."""

    def password_of(self, role: str) -> str:
        """The password of a database role, the same for ever, written nowhere."""
        return derived_key(f"database.{role}", secret=self.secret).hex()


@contextmanager
def opened(config: UpConfig, *, new_is: Mode) -> Iterator[Installation]:
    """The installation in PARTA_DATA, made with the mode `new_is` if there is none; nobody else's while it is open."""
    folder = config.folder
    _make_writable(folder)
    with _locked(folder) as cut_off:
        _refuse_newer(folder)
        mode = _kept_mode(folder, asked=config.asked_mode, new_is=new_is)
        secret = config.secret or _kept_secret(folder)
        yield Installation(folder=folder, mode=mode, secret=secret, cut_off=cut_off)


def existing(config: UpConfig) -> Installation | None:
    """The installation in PARTA_DATA, whoever works in it, or None where there is none."""
    mode = existing_mode(config.folder)
    if mode is None:
        return None
    return Installation(folder=config.folder, mode=mode, secret=config.secret or _kept_secret(config.folder))


def existing_mode(folder: Path) -> Mode | None:
    """What the installation in `folder` is for, or None where there is none."""
    try:
        return Mode((folder / "mode").read_text().strip())
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        # What cannot be reached is told by whoever wants to write there.
        return None
    except ValueError as error:
        raise CannotStart(
            f"{folder / 'mode'} says neither demo nor school ({error}): is this a data folder?"
        ) from error


def write_privately(file: Path, text: str) -> None:
    """Write a whole file that only its owner may read; a cut-off writing leaves the old one."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text)
    unfinished.rename(file)


def _make_writable(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        (folder / ".probe").write_bytes(b"0" * 4096)
        (folder / ".probe").unlink()
    except OSError as error:
        raise CannotStart(_about_folder(folder, error)) from error
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < LEAST_FREE_MEGABYTES:
        raise CannotStart(
            f"the disk of {folder} is full ({free} MB free, {LEAST_FREE_MEGABYTES} MB needed): "
            "make room, or choose another folder with PARTA_DATA"
        )


def _about_folder(folder: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"the disk of {folder} is full: make room, or choose another folder with PARTA_DATA"
    return (
        f"cannot write into {folder} ({error.strerror}): give this user the folder, or choose another with PARTA_DATA"
    )


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Keep others out; say whether the one before us could not clear his name out of the lock."""
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"{folder} is in use by another `parta up` (process {lock.read().strip() or 'unknown'}): "
                "stop that one, or start a copy beside it: PARTA_DATA=another-folder PARTA_PORT=8100 make run"
            ) from None
        lock.seek(0)
        cut_off = bool(lock.read())
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield cut_off
        lock.truncate(0)


def _refuse_newer(folder: Path) -> None:
    mark = folder / "version"
    ours = version("parta")
    theirs = mark.read_text().strip() if mark.exists() else ours
    if _parts(theirs) > _parts(ours):
        raise CannotStart(
            f"the data in {folder} belong to Parta {theirs}, and this is {ours}: "
            "start the newer program, or choose another folder with PARTA_DATA"
        )
    if not mark.exists() or theirs != ours:
        mark.write_text(f"{ours}\n")


def _parts(dotted: str) -> tuple[int, ...]:
    return tuple(int(part) for part in dotted.split(".") if part.isdigit())


def _kept_mode(folder: Path, *, asked: Mode | None, new_is: Mode) -> Mode:
    kept = existing_mode(folder)
    if kept is None:
        kept = asked or new_is
        (folder / "mode").write_text(f"{kept}\n")
    if asked and asked != kept:
        raise CannotStart(
            f"PARTA_MODE={asked}, but {folder} is a {kept} installation and stays one: "
            "leave PARTA_MODE out, or choose another folder with PARTA_DATA"
        )
    return kept


def _kept_secret(folder: Path) -> str:
    file = folder / "secret"
    if not file.exists():
        write_privately(file, secrets.token_urlsafe(48) + "\n")
    return file.read_text().strip()
