"""Everything that accounts write."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from parta.accounts.access import address_of
from parta.accounts.errors import SetupLinkWorthless
from parta.accounts.models import OperatorLink, User
from parta.platform import audit, clock, events, valkey
from parta.platform.config import config
from protocol import bus
from protocol.events import ProfileChanged, SessionEnded

LIFETIME_OF_OPERATOR_LINK = timedelta(hours=24)


@dataclass(frozen=True)
class ProfileChanges:
    """New values; None leaves a field as it is."""

    surname: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    gender: str | None = None
    language: str | None = None
    theme: str | None = None


# --- the profile -----------------------------------------------------------------------------------------------------


@transaction.atomic
def change_profile(user: User, changes: ProfileChanges) -> User:
    """Change one's own profile. A changed name is logged: others recognise people by it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = [field for field, value in vars(changes).items() if value is not None and value != getattr(user, field)]
    if not changed:
        return user
    for field in changed:
        setattr(user, field, getattr(changes, field))
    user.save(update_fields=changed)
    names = [field for field in changed if field in {"surname", "given_name", "patronymic"}]
    if names:
        audit.record("accounts.name_changed", by=user.pk, org_id=None, user_id=user.pk, fields=names)
    events.publish(ProfileChanged(user_id=user.pk), users=[user.pk])
    return user


@transaction.atomic
def set_teaches(user_id: int, *, teaches: bool) -> None:
    """Note whether the person teaches anywhere: organisations call this when a role is given or taken."""
    if User.objects.filter(pk=user_id).exclude(teaches=teaches).update(teaches=teaches):
        events.publish(ProfileChanged(user_id=user_id), users=[user_id])


# --- registration ----------------------------------------------------------------------------------------------------


def forget_unproved(*, phone: str = "", email: str = "", but: User | None = None) -> int:
    """Delete registrations (`but` one's own) that never proved this number or address, and hold it from who can."""
    holding = Q(phone=phone) if phone else Q(email__iexact=email) | Q(emailaddress__email__iexact=email)
    return _delete_unproved(holding & ~Q(pk=but.pk) if but else holding)


def forget_stale_registrations() -> int:
    """Delete registrations that were begun more than a day ago and never proved anything."""
    begun_alone = ~Q(phone=None, email="")  # who was registered by a teacher has neither
    return _delete_unproved(begun_alone & Q(created_at__lt=clock.now() - timedelta(days=1)))


def _delete_unproved(which: Q) -> int:
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    _, deleted = User.objects.filter(which, last_login=None, phone_verified=False).exclude(Exists(proved)).delete()
    return deleted.get(User._meta.label, 0)


@transaction.atomic
def set_phone(user: User, phone: str, *, verified: bool) -> None:
    user.phone = phone
    user.phone_verified = verified
    user.save(update_fields=["phone", "phone_verified"])
    if verified:
        events.publish(ProfileChanged(user_id=user.pk), users=[user.pk])


# --- passwords and sessions ------------------------------------------------------------------------------------------


def set_password(user: User, password: str, *, keep_session: str | None) -> None:
    """Set the password and end, in the same moment, every session but the one with the key `keep_session`."""
    # Hashing takes a tenth of a second on purpose; not while rows are locked.
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        end_sessions(UserSession.objects.filter(user=user).exclude(session_key=keep_session or ""))


@transaction.atomic
def end_sessions(sessions: Iterable[UserSession]) -> None:
    """End sessions: their cookies and tickets are worth nothing, their sockets are closed."""
    by_user: dict[int, list[UserSession]] = {}
    for session in sessions:
        by_user.setdefault(session.user_id, []).append(session)
    for user_id, ended in by_user.items():
        Session.objects.filter(session_key__in=[session.session_key for session in ended]).delete()
        UserSession.objects.filter(pk__in=[session.pk for session in ended]).delete()
        tell_ended(user_id, [session.pk for session in ended])


@transaction.atomic
def end_session(session_key: str) -> None:
    """End one session, which need not be anybody's yet."""
    Session.objects.filter(session_key=session_key).delete()
    end_sessions(UserSession.objects.filter(session_key=session_key))


@transaction.atomic
def rename_session(old_key: str, *, new_key: str) -> None:
    """Give a session another key; its row in the list of devices stays the same."""
    UserSession.objects.filter(session_key=old_key).update(session_key=new_key)
    Session.objects.filter(session_key=old_key).delete()


def tell_ended(user_id: int, session_ids: list[int]) -> None:
    events.publish(SessionEnded(user_id=user_id, session_ids=tuple(session_ids)), users=[user_id])
    # The relay tells the page; the gateways are told at once, since what they close must not go on reading.
    transaction.on_commit(lambda: valkey.hint(bus.SESSIONS, json.dumps(session_ids)))


def note_session_seen(request: HttpRequest) -> None:
    """Write down when and from where the session was used last."""
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=clock.now(), ip=address_of(request), user_agent=request.headers.get("User-Agent", "")[:200]
    )


def forget_dead_sessions() -> int:
    """Delete what is left in the list of devices of sessions that have expired."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=clock.now())
    number: int = UserSession.objects.exclude(Exists(alive)).delete()[0]
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    return number


# --- the operator ----------------------------------------------------------------------------------------------------


@transaction.atomic
def make_operator_link() -> str:
    """Make the one-time link that turns who opens it, signed in, into an operator. Links made before are worth nothing.

    Valid for 24 hours. The token stands in the fragment, which browsers send to nobody.
    """
    token = secrets.token_urlsafe(24)
    OperatorLink.objects.filter(used_at=None).delete()
    OperatorLink.objects.create(token_hash=_hash(token), expires_at=clock.now() + LIFETIME_OF_OPERATOR_LINK)
    audit.record("accounts.operator_link_made", by=None, org_id=None)
    return f"{config.public_url}/setup#{token}"


@transaction.atomic
def use_operator_link(user: User, token: str) -> User:
    """Make the person an operator, if the link is unused and young enough."""
    used = OperatorLink.objects.filter(token_hash=_hash(token), used_at=None, expires_at__gt=clock.now()).update(
        used_at=clock.now(), used_by=user
    )
    if not used:
        raise SetupLinkWorthless
    user.is_operator = True
    user.save(update_fields=["is_operator"])
    audit.record("accounts.operator_appointed", by=user.pk, org_id=None, user_id=user.pk)
    events.publish(ProfileChanged(user_id=user.pk), users=[user.pk])
    return user


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
