"""PostgreSQL as the gateway sees it: one typed function per stored function that reads or marks.

Posts have a connection and a module of their own (`writer`).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import asyncpg

from gateway.batches import Batches
from gateway.tasks import Tasks

QUERY_SECONDS = 5.0
# What a connection can die of, or a server refuse for a while.
DATABASE_AWAY = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)

MOST_OPENINGS = 64
MOST_DIGESTED_CHATS = 1000
MOST_DIFFERENCES = 40

Row = Mapping[str, Any]
Opening = tuple[int, int, str | None, datetime | None]
"""User, session, nonce and expiry of a ticket."""
KnownChat = tuple[int, int, int, int, int]
"""Org, chat, read, cleared, pts that the client knows."""
WishedEvents = tuple[int, int, int, int]
"""Org, chat, from, limit."""


class Database:
    """A pool for everything but posts. Every call ends within seconds, or raises one of DATABASE_AWAY."""

    def __init__(self, url: str, *, connections: int, tasks: Tasks) -> None:
        self._openings = Batches(self._open_sockets, weight=lambda _: 1, most=MOST_OPENINGS, tasks=tasks)
        self._digests = Batches(
            self._connect_digests,
            weight=lambda digest: len(digest[1]),
            most=MOST_DIGESTED_CHATS,
            tasks=tasks,
        )
        self._differences = Batches(
            self._fetch_events,
            weight=lambda difference: len(difference[1]),
            most=MOST_DIFFERENCES,
            tasks=tasks,
        )
        self._pool = asyncpg.create_pool(
            url,
            min_size=0,
            max_size=connections,
            command_timeout=QUERY_SECONDS,
            # Our functions leave nothing behind; asyncpg's reset would be a round trip per call.
            reset=_no_reset,
            server_settings={
                "application_name": "parta gateway",
                "default_transaction_isolation": "read committed",
                "statement_timeout": "5s",
                "lock_timeout": "1s",
            },
        )

    async def open(self) -> None:
        await self._pool

    async def close(self) -> None:
        try:
            await self._pool.close()
        except DATABASE_AWAY:
            self._pool.terminate()

    async def answers(self) -> bool:
        try:
            await self._call("SELECT 1")
        except DATABASE_AWAY:
            return False
        return True

    async def open_socket(self, *, user: int, session: int, nonce: str | None, expires: datetime | None) -> Row:
        return await self._openings.ask((user, session, nonce, expires))

    async def connect_digest(self, user: int, chats: Sequence[KnownChat]) -> list[Row]:
        return await self._digests.ask((user, chats))

    async def find_chats(self, user: int, chats: Sequence[int]) -> list[Row]:
        return await self._call("SELECT * FROM find_chats($1, $2)", user, chats)

    async def chat_members(self, *, org: int, chat: int) -> list[Row]:
        return await self._call("SELECT * FROM chat_members($1, $2)", org, chat)

    async def chat_heads(self, chats: Sequence[tuple[int, int]]) -> list[Row]:
        """`chats`: (org, chat)."""
        return await self._call("SELECT * FROM chat_heads($1, $2)", *_columns(chats, 2))

    async def user_heads(self, users: Sequence[int]) -> list[Row]:
        return await self._call("SELECT * FROM user_heads($1)", users)

    async def live_events(self, *, org: int, chat: int, after: int, limit: int) -> list[Row]:
        return await self._call("SELECT * FROM live_events($1, $2, $3, $4)", org, chat, after, limit)

    async def fetch_events(self, user: int, wishes: Sequence[WishedEvents]) -> list[Row]:
        return await self._differences.ask((user, wishes))

    async def newest_page(self, user: int, *, org: int, chat: int, limit: int) -> Row | None:
        rows = await self._call("SELECT * FROM fetch_page($1, $2, $3, NULL, NULL, NULL, $4)", user, org, chat, limit)
        return rows[0] if rows else None

    async def fetch_user_events(self, user: int, *, after: int) -> Row:
        return (await self._call("SELECT * FROM fetch_user_events($1, $2)", user, after))[0]

    async def unread_counts(self, user: int, chats: Sequence[tuple[int, int, int]]) -> dict[int, int]:
        """`chats`: (org, chat, read)."""
        rows = await self._call("SELECT * FROM unread_counts($1, $2, $3, $4)", user, *_columns(chats, 3))
        return {row["chat_id"]: row["unread"] for row in rows}

    async def mark_read(self, marks: Sequence[tuple[int, int, int, int]]) -> list[Row]:
        """`marks`: (org, chat, user, upto)."""
        return await self._call("SELECT * FROM mark_read($1, $2, $3, $4)", *_columns(marks, 4))

    async def mark_own_read(self, marks: Sequence[tuple[int, int, int]]) -> list[Row]:
        """`marks`: (user, chat, read)."""
        return await self._call("SELECT * FROM mark_own_read($1, $2, $3)", *_columns(marks, 3))

    async def read_counts(self, chats: Sequence[tuple[int, int]]) -> list[Row]:
        """`chats`: (org, chat)."""
        return await self._call("SELECT * FROM read_counts($1, $2)", *_columns(chats, 2))

    async def live_sessions(self, sessions: Sequence[int]) -> set[int]:
        rows = await self._call("SELECT session_id FROM live_sessions($1)", sessions)
        return {row["session_id"] for row in rows}

    async def visible_people(self, user: int, *, orgs: Sequence[int], users: Sequence[int]) -> set[int]:
        rows = await self._call("SELECT user_id FROM visible_people($1, $2, $3)", user, orgs, users)
        return {row["user_id"] for row in rows}

    async def _open_sockets(self, openings: Sequence[Opening]) -> list[Row]:
        rows = await self._call("SELECT * FROM open_sockets($1, $2, $3, $4)", *_columns(openings, 4))
        return sorted(rows, key=lambda row: row["ord"])

    async def _connect_digests(self, digests: Sequence[tuple[int, Sequence[KnownChat]]]) -> list[list[Row]]:
        wishes = [(user, *chat) for user, chats in digests for chat in chats]
        rows = await self._call("SELECT * FROM connect_digests($1, $2, $3, $4, $5, $6)", *_columns(wishes, 6))
        return _dealt_out(rows, [len(chats) for _, chats in digests])

    async def _fetch_events(self, differences: Sequence[tuple[int, Sequence[WishedEvents]]]) -> list[list[Row]]:
        wishes = [(user, *chat) for user, chats in differences for chat in chats]
        rows = await self._call("SELECT * FROM fetch_events($1, $2, $3, $4, $5)", *_columns(wishes, 5))
        return _dealt_out(rows, [len(chats) for _, chats in differences])

    async def _call(self, sql: str, *values: Any) -> list[Row]:
        async with self._pool.acquire(timeout=QUERY_SECONDS) as connection:
            rows: list[Row] = await connection.fetch(sql, *values)
            return rows


def _columns(rows: Iterable[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows turned into the arrays that the functions take."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


def _dealt_out(rows: Iterable[Row], counts: Sequence[int]) -> list[list[Row]]:
    """The rows of a call for many, to each who asked: `ord` of a row is its question, and each asked so many."""
    owners = [owner for owner, count in enumerate(counts) for _ in range(count)]
    answers: list[list[Row]] = [[] for _ in counts]
    for row in rows:
        answers[owners[row["ord"] - 1]].append(row)
    return answers


async def _no_reset(connection: asyncpg.Connection) -> None:
    pass
