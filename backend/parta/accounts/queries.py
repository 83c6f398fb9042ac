"""What may be read about people, and in which shape."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from ninja import Schema

from parta.accounts.models import User
from parta.platform import clock
from parta.platform.models import SentMessage


class Person(Schema):
    """Somebody, as everybody who may know of them sees them. Neither phone nor e-mail address is ever part of it."""

    id: int
    name: str
    """«Ольга Витальевна Галутина» for whoever teaches, else «Имя Фамилия»."""
    short_name: str
    initials: str
    is_teacher: bool


def person_of(user: User) -> Person:
    return Person(
        id=user.pk, name=user.name, short_name=user.short_name, initials=user.initials, is_teacher=user.teaches
    )


def people_by_id(user_ids: Iterable[int]) -> dict[int, Person]:
    """One query, whatever the number; who does not exist is missing."""
    return {user.pk: person_of(user) for user in User.objects.filter(pk__in=set(user_ids))}


def is_proved(*, email: str = "", phone: str = "") -> bool:
    """Somebody has shown by a code that the address or number is theirs."""
    if phone:
        return User.objects.filter(phone=phone, phone_verified=True).exists()
    return bool(EmailAddress.objects.filter(email__iexact=email, verified=True).exists())


def user_by_phone(phone: str) -> User | None:
    """Whoever gave the number, proved or not."""
    return User.objects.filter(phone=phone).first()


def has_other_proved_address(address: EmailAddress) -> bool:
    others = EmailAddress.objects.filter(user=address.user, verified=True).exclude(pk=address.pk)
    return bool(others.exists())


def living_sessions(user: User, *, current_key: str) -> list[UserSession]:
    """The current one first, then the latest used."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=clock.now())
    sessions = UserSession.objects.filter(Exists(alive), user=user).order_by("-last_seen_at", "-pk")
    return sorted(sessions, key=lambda session: session.session_key != current_key)


def other_sessions(user: User, *, current_key: str) -> list[UserSession]:
    return list(UserSession.objects.filter(user=user).exclude(session_key=current_key))


def has_operator() -> bool:
    return User.objects.filter(is_operator=True).exists()


def latest_sent_messages() -> list[SentMessage]:
    return list(SentMessage.objects.order_by("-pk")[:50])
