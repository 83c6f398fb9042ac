"""The only place where an id from outside becomes a row of accounts."""

from ipaddress import ip_address

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from parta.accounts.models import User
from parta.platform.errors import NotFound
from parta.platform.http import client_address


def access_own_session(user: User, session_id: int) -> UserSession:
    """Somebody else's session looks like none."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        raise NotFound
    return session


def current_session(request: HttpRequest) -> UserSession:
    """The session of the request's own cookie."""
    session = UserSession.objects.filter(session_key=request.session.session_key).first()
    if session is None:
        raise NotFound
    return session


def address_of(request: HttpRequest) -> str:
    """The caller's address for the list of devices; 0.0.0.0 when a proxy tells nonsense."""
    address = client_address(request)
    try:
        return str(ip_address(address))
    except ValueError:
        return "0.0.0.0"  # noqa: S104  nothing listens there


class UserRequest(HttpRequest):
    """A request behind `platform.http.signed_in`: somebody is signed in."""

    user: User
