"""What the follower does with the chats that have news, and with what the streams need no longer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg

KEEP_STEPS = 5000
KEEP_DAYS = 30
MOST_STREAMS = 200

# Rows that a post holds at this moment are left for the next second: nobody waits for the follower, nor it for anybody.
NEWS = "SELECT org_id, chat_id, pts FROM chat_followup ORDER BY org_id, chat_id LIMIT %s FOR UPDATE SKIP LOCKED"
DONE = (
    "DELETE FROM chat_followup AS f USING unnest(%s::bigint[], %s::bigint[]) AS d (org_id, chat_id)"
    " WHERE f.org_id = d.org_id AND f.chat_id = d.chat_id"
)
STALE_TICKETS = "DELETE FROM used_ticket WHERE expires_at < now() - interval '1 minute'"


@asynccontextmanager
async def chats_with_news(connection: psycopg.AsyncConnection[Any], *, most: int) -> AsyncIterator[dict[int, int]]:
    """Chats (id → pts) that nobody has followed yet; they count as followed when the body ends well."""
    async with connection.transaction():
        cursor = await connection.execute(NEWS, [most])
        news: list[tuple[int, int, int]] = await cursor.fetchall()
        yield {chat: pts for _, chat, pts in news}
        if news:
            await connection.execute(DONE, [[org for org, _, _ in news], [chat for _, chat, _ in news]])


async def forget_old_steps(connection: psycopg.AsyncConnection[Any]) -> None:
    """Forget steps that are too old to be asked for, and tickets that are past their time."""
    await connection.execute(STALE_TICKETS)
    forgotten = 1
    while forgotten:
        cursor = await connection.execute("SELECT trim_events(%s, %s, %s)", [KEEP_STEPS, KEEP_DAYS, MOST_STREAMS])
        row = await cursor.fetchone()
        forgotten = int(row[0]) if row is not None else 0
