"""The `worker` process: jobs, and the two loops that carry what was committed to whoever waits for it."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import uvicorn
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ProcrastinateException
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from parta.messaging import follower
from parta.ops.environment import PORT_OF
from parta.platform import relay
from parta.platform.config import config

log = logging.getLogger(__name__)

CONCURRENT_JOBS = 4
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 2.0
HEALTHY_AFTER_SECONDS = 10.0
# Longer than any job of ours takes; what is cut off is taken up again (`parta.ops.tasks.retry_stalled`).
GRACE_SECONDS = 8


def work() -> None:
    """Work until SIGTERM or SIGINT."""
    asyncio.run(_work())


async def _work() -> None:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()):
        async with app.open_async(), _health(), asyncio.TaskGroup() as loops:
            addresses = {"database_url": config.database_url, "valkey_url": config.valkey_url}
            running = [
                loops.create_task(relay.run(**addresses), name="relay"),
                loops.create_task(follower.run(**addresses), name="follower"),
            ]
            working = loops.create_task(_do_jobs(), name="jobs")
            await _asked_to_stop()
            # Takes no more jobs, and lets those that run end in their time.
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            for loop in running:
                loop.cancel()


async def _do_jobs() -> None:
    """Do jobs until cancelled. procrastinate's worker gives up when it loses PostgreSQL; another takes its place."""
    me = asyncio.current_task()
    assert me is not None
    pause = FIRST_PAUSE_SECONDS
    while True:
        began = time.monotonic()
        try:
            await app.run_worker_async(
                concurrency=CONCURRENT_JOBS,
                delete_jobs="successful",
                shutdown_graceful_timeout=GRACE_SECONDS,
                install_signal_handlers=False,
            )
        except ProcrastinateException as error:
            log.warning("jobs cannot be taken error=%r", error)
            if me.cancelling():
                # In the middle of its orderly end it lost PostgreSQL.
                return
        if time.monotonic() - began > HEALTHY_AFTER_SECONDS:
            pause = FIRST_PAUSE_SECONDS
        log.warning("jobs wait for postgresql retry_s=%s", pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


async def _asked_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
    # PostgreSQL may have gone with whoever asked us to stop, and what waits for its answer would wait on.
    last_resort = threading.Timer(GRACE_SECONDS + 2, os._exit, [1])
    last_resort.daemon = True
    last_resort.start()


@asynccontextmanager
async def _health() -> AsyncIterator[None]:
    server = _Server(
        uvicorn.Config(
            Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]),
            host=config.host,
            port=config.port + PORT_OF["worker"],
            log_config=None,
            log_level="warning",
            access_log=False,
        )
    )
    serving = asyncio.create_task(server.serve(), name="health")
    try:
        yield
    finally:
        server.should_exit = True
        await serving


async def healthz(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """200 when the table of jobs can be read."""
    ready = await app.check_connection_async()
    return JSONResponse({"jobs": ready}, status_code=200 if ready else 503)


async def metrics(request: Request) -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


class _Server(uvicorn.Server):
    """Leaves the signals to the worker, whose process this is."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
