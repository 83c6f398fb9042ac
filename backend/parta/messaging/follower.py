"""Follow the chats: a loop of the worker that looks once a second which of them have news.

Posts leave one row per chat (`chat_followup`) and no job: here the gateways are woken a second time, in case the first
wake-up was lost. It is also the place where jobs about new messages are made (pushes, link previews), once there are
any. Besides, it forgets what the streams need no longer.
"""

import asyncio
import logging
import time
from typing import Any

import psycopg
from redis.asyncio import Redis
from redis.exceptions import RedisError

from parta.messaging.actions.following import chats_with_news, count_as_followed, forget_old_steps
from protocol import bus

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
MOST_CHATS = 1000
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 2.0
PATIENCE_SECONDS = 1.0
HOUSEKEEPING_SECONDS = 600.0


async def run(*, database_url: str, valkey_url: str) -> None:
    """Follow until cancelled; what is away comes back."""
    valkey = Redis.from_url(valkey_url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS)
    pause = FIRST_PAUSE_SECONDS
    clean_at = time.monotonic()
    try:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
                    pause = FIRST_PAUSE_SECONDS
                    while True:
                        if await follow_once(connection, valkey) < MOST_CHATS:
                            await asyncio.sleep(EVERY_SECONDS)
                        if clean_at <= time.monotonic():
                            clean_at = time.monotonic() + HOUSEKEEPING_SECONDS
                            await forget_old_steps(connection)
            except psycopg.Error as error:
                log.warning("the follower lost postgresql error=%r retry_s=%s", error, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
    finally:
        await valkey.aclose()


async def follow_once(connection: psycopg.AsyncConnection[Any], valkey: Redis) -> int:
    """Wake the gateways for the chats that have news; returns how many there were."""
    # No lock is held while Valkey is waited for: posts would wait, too.
    heads = await chats_with_news(connection, most=MOST_CHATS)
    if not heads:
        return 0
    await _wake(valkey, heads)
    # Only now do they count as followed: a hint too many harms nobody.
    followed = await count_as_followed(connection, heads)
    await _wake(valkey, {chat: pts for chat, pts in followed.items() if pts > heads.get(chat, 0)})
    return len(heads)


async def _wake(valkey: Redis, heads: dict[int, int]) -> None:
    if not heads:
        return
    try:
        async with valkey.pipeline(transaction=False) as pipe:
            for chat, pts in heads.items():
                pipe.publish(bus.chat_channel(chat), bus.hint(pts))
            await pipe.execute()
    except (RedisError, OSError) as error:
        log.warning("gateways were not woken, they compare heads themselves chats=%s error=%r", len(heads), error)
