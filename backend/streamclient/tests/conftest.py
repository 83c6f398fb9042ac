"""The gateway's own fixtures: a database with committed rows, and gateways on real ports."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest_asyncio

from gateway.server import Gateway
from gateway.tests.conftest import a_config, a_gateway, gateway, school, sql, stream_database
from gateway.tests.make import Someone
from streamclient.client import Client, following

__all__ = ["a_config", "a_gateway", "gateway", "school", "sql", "stream_database"]

Follower = Callable[..., Awaitable[Client]]


@pytest_asyncio.fixture
async def follow() -> AsyncIterator[Follower]:
    """Let somebody follow his chats at a gateway until the test is over."""
    async with AsyncExitStack() as stack:

        async def start(gateway: Gateway, who: Someone, **more: Any) -> Client:
            async def ticket() -> str:
                return who.ticket()

            url = f"ws://127.0.0.1:{gateway.port}/ws"
            return await stack.enter_async_context(following(url, me=who.user, ticket=ticket, **more))

        yield start
