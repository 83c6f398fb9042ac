"""Django's session store (SESSION_ENGINE): sealed at rest, and one with allauth's list of devices.

allauth keeps the awaited codes in the session; sealed, a dump of the database tells none of them. A session that is
deleted (signing out) leaves the list of devices and closes its sockets; one that changes its key (a new password, in
the same browser) keeps its place there.
"""

import json
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from parta.accounts import actions
from parta.platform.sealed import Unreadable, seal, unseal

PURPOSE = "session"


class SessionStore(DatabaseSessions):
    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal(json.dumps(session_dict, separators=(",", ":")), purpose=PURPOSE)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(unseal(str(session_data), purpose=PURPOSE))
        except Unreadable:
            return {}
        return found

    def cycle_key(self) -> None:
        old_key = self.session_key
        contents = self._session  # type: ignore[attr-defined]  # missing in django-stubs
        self.create()
        self._session_cache = contents
        if old_key:
            actions.rename_session(old_key, new_key=str(self.session_key))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            actions.end_session(key)
