"""What the processes of an installation are told through their environment.

They never learn whether an engine is embedded: each gets an address, given from outside or made here.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from parta.ops import engines
from parta.ops.config import UpConfig
from parta.ops.installation import Installation, existing
from parta.ops.roles import Addresses, addresses

# Offsets from PARTA_PORT; the worker's is for its health and metrics only.
Kind = Literal["owner", "app", "gateway", "media"]
PORT_OF = {"web": 0, "gateway": 1, "media": 2, "worker": 3}
_DATABASE = ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_GATEWAY_URL")
# Passwords of mail and SMS are no business of who faces the network without Django.
_ONLY_FOR_APP = ("SMTP_URL", "SMS_URL")


@dataclass(frozen=True)
class Environments:
    """The environment of each kind of process, and the engines that must run for it."""

    owner: Mapping[str, str]
    """`parta migrate`: may change tables and roles."""
    app: Mapping[str, str]
    """web, worker and commands."""
    gateway: Mapping[str, str]
    """May execute functions and nothing else."""
    media: Mapping[str, str]
    """Reads files; knows no database."""
    engines: tuple[engines.Engine, ...]


def environments_of(installation: Installation, config: UpConfig) -> Environments:
    """Work out every address from the installation and from what is given from outside."""
    embedded: list[engines.Engine] = []
    if not (owner_url := config.database_url):
        postgres = engines.postgres(installation.folder / "postgres", password=installation.password_of("owner"))
        embedded.append(postgres)
        owner_url = postgres.url
    if not (valkey_url := config.valkey_url):
        valkey = engines.valkey(installation.folder / "valkey")
        embedded.append(valkey)
        valkey_url = valkey.url
    database = addresses(
        owner_url,
        secret=installation.secret,
        app_url=config.database_app_url,
        gateway_url=config.database_gateway_url,
    )
    common = {key: value for key, value in os.environ.items() if key not in _DATABASE} | {
        "PARTA_DATA": str(installation.folder),
        "PARTA_MODE": str(installation.mode),
        "PARTA_PORT": str(config.port),
        "PARTA_SECRET": installation.secret,
        "VALKEY_URL": valkey_url,
        "DJANGO_SETTINGS_MODULE": "parta.settings",
        # Lines reach the terminal when they are said, not when a buffer is full.
        "PYTHONUNBUFFERED": "1",
    }
    outward = {key: value for key, value in common.items() if key not in _ONLY_FOR_APP}
    return Environments(
        owner=common | _all_addresses(database),
        app=common | {"DATABASE_URL": database.app},
        gateway=outward | {"DATABASE_GATEWAY_URL": database.gateway},
        media=outward,
        engines=tuple(embedded),
    )


def adopt(kind: Kind = "app") -> None:
    """Take the environment of the installation in the data folder, for a command beside a running `parta up`.

    Where the addresses are given from outside, nothing is changed.
    """
    if "DATABASE_URL" in os.environ or "DATABASE_GATEWAY_URL" in os.environ:
        return
    config = UpConfig.from_environment()
    installation = existing(config)
    if installation is not None:
        os.environ.update(getattr(environments_of(installation, config), kind))


def _all_addresses(database: Addresses) -> dict[str, str]:
    return {
        "DATABASE_URL": database.owner,
        "DATABASE_APP_URL": database.app,
        "DATABASE_GATEWAY_URL": database.gateway,
    }
