"""What the follower does with the chats that have news, and with what the streams need no longer."""

from collections.abc import Collection
from typing import Any

import psycopg

KEEP_STEPS = 5000
KEEP_DAYS = 30
MOST_STREAMS = 200

NEWS = "SELECT chat_id, pts FROM chat_followup ORDER BY org_id, chat_id LIMIT %s"
# Rows that a post holds at this moment are left for the next second: nobody waits for the follower, nor it for anybody.
FOLLOWED = """
    DELETE FROM chat_followup AS f
    USING (SELECT u.org_id, u.chat_id FROM chat_followup AS u
           WHERE u.chat_id = ANY (%s) ORDER BY u.org_id, u.chat_id FOR UPDATE SKIP LOCKED) AS free
    WHERE f.org_id = free.org_id AND f.chat_id = free.chat_id
    RETURNING f.chat_id, f.pts
"""
STALE_TICKETS = "DELETE FROM used_ticket WHERE expires_at < now() - interval '1 minute'"


async def chats_with_news(connection: psycopg.AsyncConnection[Any], *, most: int) -> dict[int, int]:
    """Chats (id → pts) that nobody has followed yet."""
    cursor = await connection.execute(NEWS, [most])
    return dict(await cursor.fetchall())


async def count_as_followed(connection: psycopg.AsyncConnection[Any], chats: Collection[int]) -> dict[int, int]:
    """Cross these chats off; return where they stood by then."""
    cursor = await connection.execute(FOLLOWED, [list(chats)])
    return dict(await cursor.fetchall())


async def forget_old_steps(connection: psycopg.AsyncConnection[Any]) -> None:
    """Forget steps that are too old to be asked for, and tickets that are past their time."""
    await connection.execute(STALE_TICKETS)
    forgotten = 1
    while forgotten:
        cursor = await connection.execute("SELECT trim_events(%s, %s, %s)", [KEEP_STEPS, KEEP_DAYS, MOST_STREAMS])
        row = await cursor.fetchone()
        forgotten = int(row[0]) if row is not None else 0
