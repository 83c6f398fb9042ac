"""Channels of Valkey: kept for a while when nobody wants them, and left then."""

import asyncio
import os

import pytest
from redis import Redis

from gateway import bus
from gateway.tests.conftest import eventually


async def test_a_channel_that_nobody_wants_any_more_is_left_and_one_that_is_wanted_again_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bus, "LINGER_SECONDS", 0)
    monkeypatch.setattr(bus, "PING_SECONDS", 0.05)
    ours = bus.Bus(os.environ["VALKEY_URL"], received=lambda channel, payload: None, came_back=lambda: None)
    running = asyncio.create_task(ours.run())
    try:
        await eventually(lambda: ours.is_up)
        ours.subscribe("bus-test:left", "bus-test:kept")
        await ours.settled()
        ours.unsubscribe("bus-test:left", "bus-test:kept")
        ours.subscribe("bus-test:kept")

        with Redis.from_url(os.environ["VALKEY_URL"]) as valkey:
            channels = ("bus-test:left", "bus-test:kept")
            expected = {b"bus-test:left": 0, b"bus-test:kept": 1}
            await eventually(lambda: dict(valkey.pubsub_numsub(*channels)) == expected)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
