"""Say what happened: to clients, and to the domains upstairs.

`publish` writes in the running transaction only. The relay of the worker carries the outbox row to the gateways within
two seconds (usually at once); handlers that other domains registered with `on` run as jobs of the same transaction,
each retried until it succeeds, so they must be repeatable.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from parta.platform.models import Outbox
from parta.platform.tasks import EVENT_RETRY, app
from protocol.events import Event, ServerEvent

E = TypeVar("E", bound=Event)
Handler = Callable[[E], None]

_handlers: dict[type[Event], list[str]] = defaultdict(list)


def publish(event: Event, *, users: Iterable[int] = (), durable: bool = False) -> None:
    """Tell `users` and every handler upstairs, if and when the running transaction commits.

    `durable`: also for devices that are off line now (the person's stream).
    """
    body = msgspec.to_builtins(event)
    audience = sorted(set(users))
    if audience:
        Outbox.objects.create(users=audience, durable=durable, event=body)
    for task_name in _handlers[type(event)]:
        app.configure_task(task_name, allow_unknown=False).defer(event=body)


def on(event_type: type[E]) -> Callable[[Handler[E]], Handler[E]]:
    """Run the decorated function of a `tasks.py` as a job for each event of the type."""

    def register(handler: Handler[E]) -> Handler[E]:
        name = f"{handler.__module__}.{handler.__qualname__}"

        @app.task(name=name, queue="events", retry=EVENT_RETRY)
        def run(event: dict[str, object]) -> None:
            handler(msgspec.convert(event, event_type))

        _handlers[event_type].append(name)
        return handler

    return register


def decode(body: object) -> ServerEvent:
    """Turn an outbox row's JSON back into its event."""
    event: ServerEvent = msgspec.convert(body, ServerEvent)
    return event
