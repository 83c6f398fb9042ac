"""People for tests and for the demo school: plain functions, fixed values."""

from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client

from parta.accounts.models import User

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PASSWORD = "Тихая-Заводь-71"
ADULT = date(1985, 4, 12)
CHILD = date(2012, 9, 1)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"

_numbers = count(1)


def a_person(
    *,
    given_name: str = "Пётр",
    surname: str = "Иванов",
    patronymic: str = "Сергеевич",
    birth_date: date = ADULT,
    teaches: bool = False,
    is_operator: bool = False,
    phone: str = "",
    email: str = "",
    password: str = "",
) -> User:
    """Somebody who has proved a phone number and an e-mail address (each their own, unless given).

    Without `password` nobody can log in by form; `signed_in` needs none, and hashing one takes a tenth of a second.
    """
    number = next(_numbers)
    person = User(
        given_name=given_name,
        surname=surname,
        patronymic=patronymic,
        birth_date=birth_date,
        teaches=teaches,
        is_operator=is_operator,
        phone=phone or f"+7921{number:07d}",
        phone_verified=True,
        email=email or f"person-{number}@example.org",
    )
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


class JsonClient(Client):
    """A browser that speaks JSON: bodies are plain Python values. No CSRF check, as in Django's test client."""

    def get(self, path: str, query: Any = None, **extra: Any) -> "Answer":  # type: ignore[override]  # fewer parameters
        return super().get(path, query, **extra)

    def post(self, path: str, body: Any = None, **extra: Any) -> "Answer":  # type: ignore[override]  # fewer parameters
        return super().post(path, {} if body is None else body, content_type="application/json", **extra)

    def put(self, path: str, body: Any = None, **extra: Any) -> "Answer":  # type: ignore[override]  # fewer parameters
        return super().put(path, {} if body is None else body, content_type="application/json", **extra)

    def patch(self, path: str, body: Any = None, **extra: Any) -> "Answer":  # type: ignore[override]  # fewer parameters
        return super().patch(path, {} if body is None else body, content_type="application/json", **extra)

    def delete(self, path: str, body: Any = None, **extra: Any) -> "Answer":  # type: ignore[override]  # fewer parameters
        return super().delete(path, {} if body is None else body, content_type="application/json", **extra)


def signed_in(person: User, *, user_agent: str = FIREFOX) -> JsonClient:
    """A browser in which the person is signed in."""
    client = JsonClient()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    # Logging in through the door makes this row; force_login does not pass there.
    UserSession.objects.create(
        user=person, session_key=client.session.session_key, ip="127.0.0.1", user_agent=user_agent
    )
    return client


def signed_out() -> JsonClient:
    """A browser in which nobody is signed in."""
    return JsonClient()
