"""What an installation tells about itself."""

from dataclasses import dataclass
from importlib.metadata import version

from parta.accounts.models import User
from parta.platform.config import config
from protocol.settings import Mode


@dataclass(frozen=True)
class Registration:
    """By what a person can register here."""

    phone: bool
    email: bool


@dataclass(frozen=True)
class InstallationState:
    name: str
    version: str
    mode: Mode
    set_up: bool
    registration: Registration
    socket_url: str


def has_operator() -> bool:
    return User.objects.filter(is_operator=True).exists()


def installation_state() -> InstallationState:
    demo = config.mode is Mode.DEMO
    return InstallationState(
        name=config.installation_name,
        version=version("parta"),
        mode=config.mode,
        set_up=has_operator(),
        registration=Registration(phone=demo or bool(config.sms_url), email=demo or bool(config.smtp_url)),
        socket_url=config.public_socket_url,
    )
