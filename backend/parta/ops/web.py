"""The `web` process: Django on granian, with threads."""

import importlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from parta.ops.engines import die_with_parent
from parta.platform.config import config

THREADS = 8
"""Each holds one connection to PostgreSQL."""


def serve() -> None:
    """Serve until SIGTERM or SIGINT."""
    # All doors, now: what cannot be imported ends the process here, and not each request with a 500.
    importlib.import_module(settings.ROOT_URLCONF)
    Granian(
        "parta.wsgi:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        # An attacker who opens many requests fills this queue, not the memory.
        backlog=1024,
        backpressure=THREADS * 8,
        websockets=False,
        # Requests are logged by our own side, with their ids; it would warn of so many threads on a small machine.
        log_level=LogLevels.error,
        respawn_failed_workers=False,
        workers_kill_timeout=10,
    ).serve(target_loader=_application)


def _application(*_: object) -> Callable[..., Any]:
    # Granian serves in a child of its own, which must not outlive a killed parent.
    die_with_parent()
    from parta.wsgi import application

    return application
