"""`docs/operations/configuration.md`, written from the typed settings of every process."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic.fields import FieldInfo

from gateway.config import GatewayConfig
from media.config import MediaConfig
from parta.ops.config import ROOT, UpConfig
from parta.platform.config import Config
from protocol.settings import Shared

DOCUMENT = ROOT / "docs" / "operations" / "configuration.md"
PROCESSES: dict[str, type[Shared]] = {
    "web, worker": Config,
    "gateway": GatewayConfig,
    "media": MediaConfig,
}
HEAD = """\
# Configuration

Every setting is an environment variable; nothing else is read. A value that cannot be used ends the process at its
start with the variable's name (exit code 78). This page is written by `parta config docs` from the code; a test fails
when it is stale.
"""
UP = """\
## One machine: `parta up`

All of these may be left out. What is not given is made or started, and lies in `PARTA_DATA`.
"""
EACH = """\
## Several machines: each process by itself

`parta web`, `parta gateway`, `parta media` and `parta worker` read these; `parta up` sets them for its children.
Values of variables marked 🔒 are secrets: they are never printed.
"""


@dataclass
class Row:
    variable: str
    meaning: str
    default: str
    secret: bool
    processes: list[str] = field(default_factory=list)


def write() -> None:
    DOCUMENT.parent.mkdir(parents=True, exist_ok=True)
    DOCUMENT.write_text(generate(), encoding="utf-8")


def generate() -> str:
    """The page as it should be now."""
    return "\n".join([HEAD, UP, *up_table(), "", EACH, *process_table(), ""])


def up_table() -> list[str]:
    rows: dict[str, Row] = {}
    for info in UpConfig.model_fields.values():
        row = row_of(info)
        rows[row.variable] = row
    return [
        "| variable | meaning | default |",
        "|---|---|---|",
        *(f"| {_name(row)} | {row.meaning} | {row.default} |" for row in rows.values()),
    ]


def process_table() -> list[str]:
    rows: dict[tuple[str, str], Row] = {}
    for process, settings in PROCESSES.items():
        for info in settings.model_fields.values():
            row = row_of(info)
            rows.setdefault((row.variable, row.meaning), row).processes.append(process)
    return [
        "| variable | meaning | default | read by |",
        "|---|---|---|---|",
        *(
            f"| {_name(row)} | {row.meaning} | {row.default} | {_readers(row)} |"
            for row in sorted(rows.values(), key=lambda row: row.variable)
        ),
    ]


def row_of(info: FieldInfo) -> Row:
    extra = info.json_schema_extra
    secret = isinstance(extra, dict) and bool(extra.get("secret"))
    return Row(
        variable=str(info.validation_alias),
        meaning=" ".join((info.description or "").split()).replace("|", "\\|"),
        default=_default(info),
        secret=secret,
    )


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    value = info.default
    if value in {None, ""}:
        return "empty"
    if isinstance(value, Path) and value.is_relative_to(ROOT):
        # The place of this copy says nothing to others.
        value = value.relative_to(ROOT)
    return f"`{value}`"


def _name(row: Row) -> str:
    return f"`{row.variable}`{' 🔒' if row.secret else ''}"


def _readers(row: Row) -> str:
    return "all" if len(row.processes) == len(PROCESSES) else ", ".join(row.processes)
