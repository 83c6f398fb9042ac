"""Settings of `parta up`: what is given from outside; all the rest it makes itself."""

from pathlib import Path
from urllib.parse import urlsplit

from protocol.settings import Mode, Shared, setting

ROOT = Path(__file__).parents[3]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class UpConfig(Shared):
    data: Path = setting(
        "Folder for everything that the installation writes; by default var beside the README.",
        env="PARTA_DATA",
        default=ROOT / "var",
    )
    asked_mode: Mode | None = setting(
        "demo or school, for a new data folder; an existing one stays what it is.", env="PARTA_MODE", default=None
    )
    secret: str = setting(
        "Secret of the installation; empty: one is made and kept in PARTA_DATA.",
        env="PARTA_SECRET",
        default="",
        secret=True,
        pattern=r"^$|^.{32,}$",
    )
    valkey_url: str = setting(
        "Address of a Valkey or Redis of your own; empty: an embedded one is started.", env="VALKEY_URL", default=""
    )
    database_url: str = setting(
        "Address of a PostgreSQL (≥ 15) of your own, as the owner of the database, who may make roles; "
        "empty: an embedded one is started.",
        env="DATABASE_URL",
        default="",
        secret=True,
    )
    database_app_url: str = setting(
        "The same database as the role of web and worker; empty: NAME_app with a derived password.",
        env="DATABASE_APP_URL",
        default="",
        secret=True,
    )
    database_gateway_url: str = setting(
        "The same database as the role of the gateway; empty: NAME_gateway with a derived password.",
        env="DATABASE_GATEWAY_URL",
        default="",
        secret=True,
    )
    gateways: int = setting(
        "Gateways on this machine; all of them listen on PARTA_PORT+1. One serves 10,000 people and one core.",
        env="PARTA_GATEWAYS",
        default=1,
        ge=1,
        le=16,
    )
    gateway_status_port: int = setting(
        "First of the ports on which each of several gateways alone answers /healthz, /readyz and /metrics; "
        "0: PARTA_PORT+11.",
        env="PARTA_GATEWAY_STATUS_PORT",
        default=0,
        ge=0,
        le=65000,
    )
    smtp_url: str = setting("Mail server, as for web.", env="SMTP_URL", default="", secret=True)
    sms_url: str = setting("SMS gateway, as for web.", env="SMS_URL", default="", secret=True)

    @property
    def folder(self) -> Path:
        return self.data.absolute()

    @property
    def gateway_status_ports(self) -> list[int]:
        """One a gateway; none for a gateway that has the shared port to itself."""
        if self.gateways == 1 and not self.gateway_status_port:
            return []
        first = self.gateway_status_port or self.port + 11
        return list(range(first, first + self.gateways))

    @property
    def asked_at(self) -> str:
        """The address at which this machine reaches the processes: "all addresses" can be listened on, not asked."""
        return "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104  compared, not listened on

    @property
    def reached_over_plain_http(self) -> bool:
        """People on other machines come over http: browsers then deny the page much."""
        parts = urlsplit(self.public_url)
        return parts.scheme == "http" and parts.hostname not in LOOPBACK
