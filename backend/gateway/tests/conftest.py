"""A database of its own with committed rows, and gateways that listen on real ports."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import pytest_asyncio
from pytest_django.plugin import DjangoDbBlocker

from gateway.config import GatewayConfig
from gateway.server import Gateway, running
from gateway.tests.client import Client, open_line
from gateway.tests.make import SECRET, School, Someone, a_school
from parta.ops.roles import Addresses, addresses, ensure_roles, grant

GatewayMaker = Callable[..., Awaitable[Gateway]]
LineOpener = Callable[..., Awaitable[Client]]


@pytest.fixture(scope="session")
def stream_database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Addresses]:
    """A migrated database of our own: gateway tests commit, and must not be in the way of other tests."""
    name = f"stream_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    owner = urlsplit(os.environ["DATABASE_URL"])
    maintenance = urlunsplit(owner._replace(path="/postgres"))
    with psycopg.connect(maintenance, autocommit=True) as sql:
        sql.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        sql.execute(f"CREATE DATABASE {name}")
    with django_db_blocker.unblock():
        _migrate(name)
    of = addresses(urlunsplit(owner._replace(path=f"/{name}")), secret=SECRET)
    ensure_roles(of)
    grant(of)
    yield of
    with psycopg.connect(maintenance, autocommit=True) as sql:
        sql.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _migrate(name: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@pytest.fixture
def sql(stream_database: Addresses) -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection; every statement commits."""
    with psycopg.connect(stream_database.owner, autocommit=True) as connection:
        yield connection


@pytest.fixture
def school(sql: psycopg.Connection[Any]) -> School:
    return a_school(sql)


@pytest.fixture
def a_config(stream_database: Addresses) -> Callable[..., GatewayConfig]:
    """Settings of a gateway of these tests, but for those that are given."""

    def make(**settings: Any) -> GatewayConfig:
        return GatewayConfig.model_validate(
            {
                "DATABASE_GATEWAY_URL": stream_database.gateway,
                "VALKEY_URL": os.environ["VALKEY_URL"],
                "PARTA_SECRET": SECRET,
                "PARTA_DRAIN_SECONDS": 0,
                "PARTA_CHECK_SECONDS": 0.5,
                **settings,
            }
        )

    return make


@pytest_asyncio.fixture
async def a_gateway(a_config: Callable[..., GatewayConfig]) -> AsyncIterator[GatewayMaker]:
    """Start a gateway with these settings, on any port unless one is given; it drains when the test is over."""
    async with AsyncExitStack() as stack:

        async def start(**settings: Any) -> Gateway:
            port = None if "PARTA_PORT" in settings else 0
            gateway = await stack.enter_async_context(running(a_config(**settings), port=port))
            await eventually(lambda: gateway.bus.is_up)
            return gateway

        yield start


@pytest_asyncio.fixture
async def gateway(a_gateway: GatewayMaker) -> Gateway:
    return await a_gateway()


@pytest_asyncio.fixture
async def line_at() -> AsyncIterator[LineOpener]:
    """Open a socket to a gateway; with somebody: say hello as him."""
    async with AsyncExitStack() as stack:

        async def open_one(gateway: Gateway, who: Someone | None = None, **hello: Any) -> Client:
            client = await open_line(gateway.port)
            stack.push_async_callback(client.close)
            if who is not None:
                await client.hello(who, **hello)
            return client

        yield open_one


@pytest_asyncio.fixture
async def line(gateway: Gateway, line_at: LineOpener) -> LineOpener:
    """Open a socket to the one gateway of the test."""
    return partial(line_at, gateway)


async def eventually(holds: Callable[[], object], *, within: float = 30.0) -> None:
    """Wait until it holds; a deadline, not a pause."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110  what is waited for has no event: rows, another process
            await asyncio.sleep(0.01)
