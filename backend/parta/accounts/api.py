"""The HTTP door of accounts: oneself, one's sessions, a forgotten password, the installation.

Registering and signing in is allauth's (`urls.py`, `/_allauth/browser/v1/`).
"""

import re
import secrets
import time
from datetime import date, datetime
from importlib.metadata import version
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Field, Router, Schema, Status
from ninja.security import SessionAuth

from parta.accounts import access, actions, queries, reset_by_phone
from parta.accounts.access import UserRequest
from parta.accounts.devices import Device, device_of
from parta.accounts.errors import NameNotUsable
from parta.accounts.inputs import clean_name
from parta.accounts.models import User
from parta.platform.config import config
from parta.platform.errors import NotFound
from parta.platform.http import Problem, from_loopback
from parta.platform.limits import Limit
from parta.platform.mail import can_send_mail
from parta.platform.sms import can_send_sms
from protocol import tickets
from protocol.settings import Mode

router = Router(tags=["accounts"])

TICKETS = Limit("tickets", amount=60, seconds=60)
SETUP = Limit("setup", amount=10, seconds=600)
PROFILE = Limit("profile", amount=30, seconds=600)
SECONDS_OF_A_TICKET = 60


class Visitor(SessionAuth):
    """Anybody, signed in or not, but from our own pages: the CSRF token is checked."""

    param_name = "parta_session"

    def authenticate(self, request: HttpRequest, key: str | None) -> object:
        return request.user


visitor = Visitor()


# --- oneself ---------------------------------------------------------------------------------------------------------


class Me(Schema):
    """One's own profile."""

    id: int
    surname: str
    given_name: str
    patronymic: str
    name: str
    short_name: str
    initials: str
    is_teacher: bool
    email: str
    phone: str
    """E.164, or empty."""
    birth_date: date | None
    gender: Literal["", "female", "male"]
    is_operator: bool
    language: Literal["ru", "en"]
    theme: Literal["auto", "light", "dark"]


class MyChanges(Schema):
    """What is missing stays as it is. An empty patronymic is none; the birth date is changed by nobody but support."""

    surname: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    gender: Literal["", "female", "male"] | None = None
    language: Literal["ru", "en"] | None = None
    theme: Literal["auto", "light", "dark"] | None = None


class TicketView(Schema):
    ticket: str
    expires_in: int
    """Seconds."""


@router.get("/me", response={200: Me, 401: Problem})
def get_me(request: UserRequest) -> Me:
    return me(request.user)


@router.patch("/me", response={200: Me, 401: Problem, 422: Problem, 429: Problem})
def change_me(request: UserRequest, changes: MyChanges) -> Me:
    """A changed name is written into the audit log."""
    PROFILE.consume(request.user.pk)
    wanted = actions.ProfileChanges(
        surname=usable_name(changes.surname, field="surname"),
        given_name=usable_name(changes.given_name, field="given_name"),
        patronymic=usable_name(changes.patronymic, field="patronymic") if changes.patronymic else changes.patronymic,
        gender=changes.gender,
        language=changes.language,
        theme=changes.theme,
    )
    return me(actions.change_profile(request.user, wanted))


@router.post("/me/ticket", response={200: TicketView, 401: Problem, 404: Problem, 429: Problem})
def make_ticket(request: UserRequest) -> TicketView:
    """A ticket that opens one socket of this session, once."""
    TICKETS.consume(request.user.pk)
    session = access.current_session(request)
    ticket = tickets.Ticket(
        user=request.user.pk, session=session.pk, nonce=secrets.token_hex(16), exp=time.time() + SECONDS_OF_A_TICKET
    )
    return TicketView(ticket=tickets.sign(ticket, secret=config.secret), expires_in=SECONDS_OF_A_TICKET)


def me(user: User) -> Me:
    return Me.model_validate(
        {
            "id": user.pk,
            "surname": user.surname,
            "given_name": user.given_name,
            "patronymic": user.patronymic,
            "name": user.name,
            "short_name": user.short_name,
            "initials": user.initials,
            "is_teacher": user.teaches,
            "email": user.email,
            "phone": user.phone or "",
            "birth_date": user.birth_date,
            "gender": user.gender,
            "is_operator": user.is_operator,
            "language": user.language,
            "theme": user.theme,
        }
    )


def usable_name(value: str | None, *, field: str) -> str | None:
    if value is None:
        return None
    try:
        return clean_name(value)
    except ValueError as error:
        raise NameNotUsable(field=field) from error


# --- sessions --------------------------------------------------------------------------------------------------------


class SessionView(Schema):
    id: int
    device: Device
    ip: str
    signed_in_at: datetime
    last_seen_at: datetime
    """To within five minutes."""
    current: bool


@router.get("/me/sessions", response={200: list[SessionView], 401: Problem})
def list_sessions(request: UserRequest) -> list[SessionView]:
    """Where one is signed in; the current session first, then the latest used."""
    return [
        SessionView(
            id=session.pk,
            device=device_of(session.user_agent),
            ip=session.ip,
            signed_in_at=session.created_at,
            last_seen_at=session.last_seen_at,
            current=session.session_key == request.session.session_key,
        )
        for session in queries.living_sessions(request.user, current_key=str(request.session.session_key))
    ]


@router.delete("/me/sessions", response={204: None, 401: Problem})
def end_other_sessions(request: UserRequest) -> Status[None]:
    """Sign out everywhere but here."""
    actions.end_sessions(queries.other_sessions(request.user, current_key=str(request.session.session_key)))
    return Status(204, None)


@router.delete("/me/sessions/{int:session_id}", response={204: None, 401: Problem, 404: Problem})
def end_session(request: UserRequest, session_id: int) -> Status[None]:
    """Sign out one device; the current one too."""
    session = access.access_own_session(request.user, session_id)
    if session.session_key == request.session.session_key:
        logout(request)
    else:
        actions.end_sessions([session])
    return Status(204, None)


# --- a forgotten password --------------------------------------------------------------------------------------------


class PhoneOfForgotten(Schema):
    phone: str = Field(max_length=40)


class CodeSent(Schema):
    expires_in: int
    """Seconds."""


class NewPasswordByPhone(Schema):
    phone: str = Field(max_length=40)
    code: str = Field(max_length=20)
    password: str = Field(max_length=1000)


@router.post(
    "/accounts/password-reset/phone",
    auth=visitor,
    response={202: CodeSent, 422: Problem, 429: Problem, 503: Problem},
)
def ask_for_code_by_phone(request: HttpRequest, body: PhoneOfForgotten) -> Status[CodeSent]:
    """Send a code by SMS. The answer is the same whether or not the number is known."""
    reset_by_phone.ask_for_code(request, body.phone)
    return Status(202, CodeSent(expires_in=reset_by_phone.SECONDS_OF_A_CODE))


@router.post(
    "/accounts/password-reset/phone/confirm",
    auth=visitor,
    response={200: Me, 409: Problem, 422: Problem, 429: Problem},
)
def set_password_by_phone(request: HttpRequest, body: NewPasswordByPhone) -> Me:
    """Set a new password: all sessions of the person end, this browser is signed in."""
    return me(reset_by_phone.set_password_by_code(request, phone=body.phone, code=body.code, password=body.password))


# --- the installation ------------------------------------------------------------------------------------------------


class Registration(Schema):
    """Whether codes can be sent there."""

    phone: bool
    email: bool


class Installation(Schema):
    name: str
    mode: Literal["demo", "school"]
    demo: bool
    set_up: bool
    """There is an operator."""
    registration: Registration
    socket_url: str
    version: str
    warnings: list[Literal["insecure_address"]]
    """insecure_address: plain http on an address that is not loopback; camera, offline start and notifications fail."""


class SetupToken(Schema):
    token: str = Field(max_length=100)


class SentMessageView(Schema):
    id: int
    at: datetime
    channel: Literal["mail", "sms"]
    to: str
    subject: str
    text: str
    code: str
    """The six digits in it, or empty."""


@router.get("/installation", auth=None, response=Installation)
def get_installation(request: HttpRequest) -> Installation:
    """What a page needs to know before anybody signs in. Also sets the cookie with the CSRF token."""
    get_token(request)
    return Installation(
        name=config.installation_name,
        mode=config.mode.value,
        demo=config.mode is Mode.DEMO,
        set_up=queries.has_operator(),
        registration=Registration(phone=can_send_sms(), email=can_send_mail()),
        socket_url=config.public_socket_url,
        version=version("parta"),
        warnings=[] if is_secure(config.public_url) else ["insecure_address"],
    )


@router.post("/setup", response={200: Me, 401: Problem, 404: Problem, 422: Problem, 429: Problem})
def become_operator(request: UserRequest, body: SetupToken) -> Me:
    """Use the one-time link of `parta operator link`: who is signed in becomes an operator."""
    SETUP.consume(request.user.pk)
    return me(actions.use_operator_link(request.user, body.token))


@router.get("/outbox", auth=None, response={200: list[SentMessageView], 404: Problem})
def list_sent_messages(request: HttpRequest) -> list[SentMessageView]:
    """Mails and SMS that a demo installation did not send, latest first; only for who sits at the machine itself."""
    if config.mode is not Mode.DEMO or not from_loopback(request) or not is_loopback(request.headers.get("Host", "")):
        raise NotFound
    return [
        SentMessageView(
            id=message.pk,
            at=message.at,
            channel="sms" if message.channel == "sms" else "mail",
            to=message.to,
            subject=message.subject,
            text=message.text,
            code=next(iter(re.findall(r"\b\d{6}\b", message.text)), ""),
        )
        for message in queries.latest_sent_messages()
    ]


def is_secure(url: str) -> bool:
    return url.startswith("https://") or is_loopback(urlsplit(url).netloc)


def is_loopback(host_and_port: str) -> bool:
    # The name matters as well as the address of the caller: another site could point its own name at 127.0.0.1.
    try:
        host = urlsplit(f"//{host_and_port}").hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
