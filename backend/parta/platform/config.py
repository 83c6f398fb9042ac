"""Settings of the Django processes (`web`, `worker`, commands); `config` is read once, at import."""

from pathlib import Path

from protocol.settings import Shared, setting

FRONTEND_DIST = Path(__file__).parents[3] / "frontend" / "dist"


class Config(Shared):
    database_url: str = setting(
        "Address of PostgreSQL (≥ 15) as the app's role. The owner's role is needed by `parta migrate` alone.",
        env="DATABASE_URL",
        secret=True,
    )
    smtp_url: str = setting(
        "Mail server: smtp://, smtps:// or smtp+tls://user:password@host:port. Empty in demo mode: the outbox page.",
        env="SMTP_URL",
        default="",
        secret=True,
    )
    mail_from: str = setting(
        "Sender of mails.",
        env="PARTA_MAIL_FROM",
        default="Parta <parta@localhost>",
    )
    sms_url: str = setting(
        "HTTP gateway for SMS: a POST with JSON {to, text} goes there; user:password in it becomes basic auth.",
        env="SMS_URL",
        default="",
        secret=True,
    )
    trusted_proxies: int = setting(
        "Number of reverse proxies in front of `web` whose X-Forwarded-For is believed.",
        env="PARTA_TRUSTED_PROXIES",
        default=0,
        ge=0,
    )
    socket_url: str = setting(
        "Address of the gateway's socket as browsers see it; empty: PARTA_PORT+1 on loopback, else /ws of PARTA_URL.",
        env="PARTA_SOCKET_URL",
        default="",
    )
    media_url: str = setting(
        "Address of `media` as browsers see it; empty: PARTA_PORT+2 on loopback, else /media of PARTA_URL.",
        env="PARTA_MEDIA_URL",
        default="",
    )
    frontend_dist: Path = setting("Folder of the built web app.", env="PARTA_FRONTEND", default=FRONTEND_DIST)
    installation_name: str = setting("Name shown on the log-in page.", env="PARTA_NAME", default="Парта")

    @property
    def public_socket_url(self) -> str:
        if self.socket_url:
            return self.socket_url
        if not self.url:
            return f"ws://127.0.0.1:{self.port + 1}/ws"
        return self.url.replace("http", "ws", 1) + "/ws"

    @property
    def public_media_url(self) -> str:
        if self.media_url:
            return self.media_url
        return f"{self.url}/media" if self.url else f"http://127.0.0.1:{self.port + 2}"


config = Config.from_environment()
