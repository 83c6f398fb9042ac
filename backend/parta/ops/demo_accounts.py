"""The log-ins of the demo school, kept in its data folder for its owner alone."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from parta.ops.installation import write_privately


@dataclass(frozen=True)
class DemoAccount:
    role: str
    name: str
    login: str
    """A mail address or a telephone number."""
    password: str


def keep(folder: Path, accounts: Sequence[DemoAccount]) -> None:
    write_privately(_file(folder), as_json(accounts) + "\n")


def kept(folder: Path) -> list[DemoAccount]:
    """The log-ins, or none where no demo school was made."""
    if not _file(folder).exists():
        return []
    return [DemoAccount(**written) for written in json.loads(_file(folder).read_text())]


def as_json(accounts: Sequence[DemoAccount]) -> str:
    return json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=2)


def as_lines(folder: Path) -> list[str]:
    """The log-ins as a table for a terminal."""
    accounts = kept(folder)
    if not accounts:
        return []
    widths = [max(len(getattr(one, column)) for one in accounts) for column in ("role", "login", "password")]
    return [
        "Log-ins:",
        *(
            f"  {one.role:<{widths[0]}}  {one.login:<{widths[1]}}  {one.password:<{widths[2]}}  {one.name}"
            for one in accounts
        ),
    ]


def _file(folder: Path) -> Path:
    return folder / "demo-accounts.json"
