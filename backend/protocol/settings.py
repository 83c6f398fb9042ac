"""How a setting is read, and the settings that more than one process reads.

Every process builds its own subclass of `Shared` once, at start. A variable that is missing or nonsense ends the
process with the variable's name and what it should be: better at the door than as a 500 three weeks later.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Mode(StrEnum):
    """What an installation is for; kept in its data folder, so that nothing of a demo reaches a real school."""

    DEMO = "demo"
    SCHOOL = "school"


class LogFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


def setting(description: str, *, env: str, default: Any = ..., secret: bool = False, **rules: Any) -> Any:
    """Declare one setting: what it means, its variable, its default and its limits.

    The description goes into `docs/operations/configuration.md` word for word; a secret's value is never printed.
    """
    return Field(
        default=default,
        description=description,
        validation_alias=env,
        repr=not secret,
        json_schema_extra={"secret": secret},
        **rules,
    )


class Shared(BaseSettings):
    """Settings that several processes read."""

    model_config = SettingsConfigDict(extra="ignore", case_sensitive=True, populate_by_name=False, frozen=True)

    mode: Mode = setting("What the installation is for: demo or school.", env="PARTA_MODE", default=Mode.SCHOOL)
    data: Path = setting("Folder for everything that the installation writes.", env="PARTA_DATA", default=Path("var"))
    port: int = setting(
        "First of the ports: web +0, gateway +1, media +2, engines +3 and on.",
        env="PARTA_PORT",
        default=8000,
        ge=1,
        le=65000,
    )
    host: str = setting("Address on which the processes listen.", env="PARTA_HOST", default="127.0.0.1")
    url: str = setting(
        "Address under which people reach the web app; empty: http://127.0.0.1:PARTA_PORT.",
        env="PARTA_URL",
        default="",
        pattern=r"^(https?://[^/\s]+)?$",
    )
    secret: str = setting(
        "Secret of the installation, at least 32 characters: signs sessions, tickets and links.",
        env="PARTA_SECRET",
        secret=True,
        min_length=32,
    )
    valkey_url: str = setting("Address of Valkey or Redis (≥ 7.0): redis://… or unix://….", env="VALKEY_URL")
    s3_url: str = setting(
        "S3 bucket for files: s3://key:secret@host:port/bucket?region=…&tls=0; empty: a folder under PARTA_DATA.",
        env="S3_URL",
        default="",
        secret=True,
    )
    log: LogFormat = setting("Form of log lines: text or json.", env="PARTA_LOG", default=LogFormat.TEXT)

    @property
    def public_url(self) -> str:
        return self.url or f"http://127.0.0.1:{self.port}"

    @classmethod
    def from_environment(cls) -> Self:
        """Read the environment; end the process with a sentence for each variable that cannot be used."""
        try:
            return cls()
        except ValidationError as error:
            for line in complaints(error):
                print(line, file=sys.stderr)  # noqa: T201  logging is not set up before the settings are read
            raise SystemExit(78) from None  # EX_CONFIG of sysexits.h


def complaints(error: ValidationError) -> list[str]:
    """One sentence per variable, without the values of secrets."""
    lines = []
    for problem in error.errors():
        name = str(problem["loc"][0])
        if problem["type"] == "missing":
            lines.append(f"{name} is not set. See docs/operations/configuration.md.")
        elif "SECRET" in name:
            lines.append(f"{name}: {problem['msg']}")
        else:
            lines.append(f"{name}={problem['input']!r}: {problem['msg']}")
    return lines
