"""HTTP door of the installation itself."""

from typing import cast

from django.http import HttpRequest
from ninja import Router, Schema

from parta.accounts.models import User
from parta.ops import actions, queries
from parta.platform.config import config
from parta.platform.http import Problem, from_loopback
from protocol.settings import Mode

router = Router(tags=["ops"])


class RegistrationView(Schema):
    """By what a person can register: SMS or mail must be set up for it."""

    phone: bool
    email: bool


class InstallationView(Schema):
    """What everybody may know before signing in."""

    name: str
    version: str
    mode: Mode
    set_up: bool
    """There is an operator."""
    registration: RegistrationView
    socket_url: str
    outbox: bool
    """This caller may read what a demo would have sent."""
    plain_http: bool
    """The page came over plain http from another machine: no camera, no microphone, no work off line."""


class SetupToken(Schema):
    token: str


@router.get("/installation", auth=None, response=InstallationView)
def installation(request: HttpRequest) -> InstallationView:
    """What this installation is; for the log-in page."""
    state = queries.installation_state()
    return InstallationView(
        name=state.name,
        version=state.version,
        mode=state.mode,
        set_up=state.set_up,
        registration=RegistrationView(phone=state.registration.phone, email=state.registration.email),
        socket_url=state.socket_url,
        outbox=state.mode is Mode.DEMO and from_loopback(request),
        plain_http=config.public_url.startswith("http://") and not from_loopback(request),
    )


@router.post("/setup", response={204: None, 404: Problem, 409: Problem})
def set_up(request: HttpRequest, body: SetupToken) -> tuple[int, None]:
    """Become an operator by the one-time link from the terminal."""
    actions.use_setup_link(body.token, by=cast(User, request.user))
    return 204, None
