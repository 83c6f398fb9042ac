"""When a session was used last, for the list of devices."""

import time

from django.http import HttpRequest, HttpResponse

from parta.accounts import actions
from parta.platform.http import Respond

EVERY_SECONDS = 5 * 60
KEY = "seen"


class LastSeenMiddleware:
    """Note it at most every five minutes: allauth's own middleware writes at every request.

    The session changes then, so that Django prolongs it: who keeps coming stays signed in.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and time.time() - request.session.get(KEY, 0.0) > EVERY_SECONDS:
            request.session[KEY] = time.time()
            actions.note_session_seen(request)
        return self.get_response(request)
