"""Posts into PostgreSQL: all that wait go as one call, and the next call leaves as soon as the connection is free.

There is one writer connection and no timer: under load batches grow by themselves. A call that fails is split on a
second connection, by chat and then by row, so that only the culprit is refused; while that lasts, later posts of those
chats wait, so that nobody's messages change places. When it is unknown whether a call was committed the same posts go
again: their cids make that safe, and what comes back as a duplicate is published once more.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import asyncpg
import msgspec

from gateway import metrics
from gateway.connection import Connection
from gateway.tasks import Tasks
from protocol.frames import Nack, Post

log = logging.getLogger("gateway.writer")

MOST_IN_BATCH = 512
CALL_SECONDS = 6.0
WAIT_SECONDS = 3.0
"""How long a post waits before its sender is told to try again: not so long that he gives up the line."""
DEAR_SECONDS = 0.00025
"""Where giving out takes longer than this for each post (some two hundred sockets), the next call waits for it."""
RETRY_MS = 2000
BUSY_RETRY_MS = 500
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0

CALL = "SELECT * FROM post_messages($1, $2, $3, $4, $5, $6, $7, $8)"
SETTINGS = {
    # What another transaction has just committed must be seen by the next statement, whatever the server's default is.
    "default_transaction_isolation": "read committed",
    "application_name": "parta gateway writer",
    # Re-planning costs a one-row batch four times its time.
    "plan_cache_mode": "force_generic_plan",
    "lock_timeout": "200ms",
    "statement_timeout": "5s",
}

# The server said no before anything was committed, and may say yes a moment later.
TRY_AGAIN = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
)
# Nobody can write now, whatever it is: not the fault of any post.
NOBODY_CAN_WRITE = (
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.UndefinedFunctionError,
)
# What is wrong with a post that the gateway's own checks let through.
CONTENT = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.ProgramLimitExceededError,
    asyncpg.RaiseError,
    # asyncpg itself could not put a value on the wire.
    ValueError,
)
# The line broke, or was too slow: whether the call was committed is unknown.
OUTCOME_UNKNOWN = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    # asyncpg lost count of what it had asked, as when a line dies between two of its messages.
    asyncpg.InternalClientError,
    OSError,
    TimeoutError,
)


@dataclass(eq=False, slots=True)
class Waiting:
    """A post on its way into the table."""

    socket: Connection
    user: int
    org: int
    post: Post
    entities: str | None
    since: float


@dataclass(slots=True)
class Outcome:
    """What became of one post."""

    waiting: Waiting
    is_second_try: bool
    """The answer to a first call was lost: of what is a duplicate now, nobody may have heard."""
    status: str
    seq: int
    pts: int
    at: datetime
    mv: int
    as_org: bool
    until: datetime | None


Done = Callable[[Sequence[Outcome]], None]


class Writer:
    def __init__(self, url: str, *, done: Done, most_waiting: int, tasks: Tasks) -> None:
        self._url = url
        self._done = done
        self._most_waiting = most_waiting
        self._tasks = tasks
        self._queue: list[Waiting] = []
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._held: set[int] = set()
        """Chats whose posts are being tried one by one elsewhere."""
        self._in_hand = 0
        self._unknown: list[Waiting] = []
        """In a call when the line broke: perhaps in the table, perhaps not."""

    def post(self, waiting: Waiting) -> None:
        if len(self._queue) >= self._most_waiting:
            refuse([waiting], code="stream.unavailable", retry_ms=RETRY_MS)
            return
        self._queue.append(waiting)
        self._idle.clear()
        self._wake.set()

    async def drained(self) -> None:
        """Wait until every accepted post has its answer."""
        await self._idle.wait()

    async def run(self) -> None:
        """Write until cancelled."""
        pause = FIRST_PAUSE_SECONDS
        expiring = asyncio.create_task(self._expire())
        try:
            while True:
                try:
                    async with _connected(self._url) as connection:
                        await self._settle_unknown(connection)
                        pause = FIRST_PAUSE_SECONDS
                        await self._write(connection)
                except (*OUTCOME_UNKNOWN, asyncpg.PostgresError) as error:
                    log.warning("postgresql is away error=%r retry_s=%s unknown=%s", error, pause, len(self._unknown))
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        finally:
            expiring.cancel()

    async def _write(self, connection: asyncpg.Connection) -> None:
        """The fast path: while the results of one call are given out, the next one is under way.

        Unless giving out is what takes the time: then the next one waits, and takes more.
        """
        call = await connection.prepare(CALL)
        loop = asyncio.get_running_loop()
        giving_out_a_post = 0.0
        under_way = self._next_call(call)
        while True:
            if under_way is None:
                self._rest()
                await self._wake.wait()
                under_way = self._next_call(call)
                continue
            batch, answer = under_way
            try:
                rows = await answer
            except (*TRY_AGAIN, *CONTENT, *NOBODY_CAN_WRITE) as error:
                self._split(batch, error)
                self._in_hand = 0
                under_way = self._next_call(call)
                continue
            except OUTCOME_UNKNOWN:
                self._unknown = batch
                self._in_hand = 0
                raise
            except asyncpg.PostgresError as error:
                # Whatever it is, the server lived to say it: nothing was committed.
                self._split(batch, error)
                self._in_hand = 0
                under_way = self._next_call(call)
                continue
            self._in_hand = 0
            # A large room is a write to every socket, however few posts it hears of: two batches that take turns would
            # be written twice as often as one that waits. The last batch tells what this one will be like.
            is_dear_to_give_out = giving_out_a_post > DEAR_SECONDS
            if not is_dear_to_give_out:
                under_way = self._next_call(call)
                # Let the task send its call before this turn of the loop is spent on the results.
                await asyncio.sleep(0)
            began = loop.time()
            self._give_out(batch, rows, is_second_try=False)
            # They are written in the next turn.
            await asyncio.sleep(0)
            giving_out_a_post = (loop.time() - began) / len(batch)
            if is_dear_to_give_out:
                # One more turn, to read what their posters send next.
                await asyncio.sleep(0)
                under_way = self._next_call(call)

    async def _settle_unknown(self, connection: asyncpg.Connection) -> None:
        """Send again what was in a call when the line broke."""
        self._unknown = self._without_expired(self._unknown)
        for posts in _by_chat(self._unknown):
            await self._try_chat(connection, posts, is_second_try=True)
            self._unknown = [waiting for waiting in self._unknown if waiting not in posts]

    def _next_call(
        self, call: asyncpg.prepared_stmt.PreparedStatement
    ) -> tuple[list[Waiting], asyncio.Task[list[asyncpg.Record]]] | None:
        batch = self._take()
        if not batch:
            return None
        self._in_hand = len(batch)
        metrics.BATCHES.observe(len(batch))
        return batch, asyncio.create_task(_call(call, batch))

    def _take(self) -> list[Waiting]:
        if not self._held:
            batch = self._queue[:MOST_IN_BATCH]
            del self._queue[:MOST_IN_BATCH]
            return batch
        batch = [waiting for waiting in self._queue if waiting.post.chat not in self._held][:MOST_IN_BATCH]
        taken = set(map(id, batch))
        self._queue = [waiting for waiting in self._queue if id(waiting) not in taken]
        return batch

    def _rest(self) -> None:
        self._wake.clear()
        if not (self._queue or self._held or self._in_hand or self._unknown):
            self._idle.set()

    # --- when a call fails

    def _split(self, batch: list[Waiting], error: Exception) -> None:
        metrics.WRITER_FAILURES.labels(type(error).__name__).inc()
        if isinstance(error, NOBODY_CAN_WRITE):
            log.warning("postgresql takes no posts now posts=%s error=%r", len(batch), error)
            refuse(batch, code="stream.unavailable", retry_ms=RETRY_MS)
            return
        log.warning("a call failed and is split posts=%s error=%r", len(batch), error)
        self._held.update(waiting.post.chat for waiting in batch)
        self._tasks.spawn(self._one_by_one(batch))

    async def _one_by_one(self, batch: list[Waiting]) -> None:
        chats = _by_chat(batch)
        try:
            async with _connected(self._url) as connection:
                while chats:
                    await self._try_chat(connection, chats[0], is_second_try=False)
                    del chats[0]
        except (*OUTCOME_UNKNOWN, asyncpg.PostgresError) as error:
            # Whatever became of them: the clients send the same cids again.
            log.warning("posts could not be tried one by one error=%r", error)
            for posts in chats:
                refuse(posts, code="stream.unavailable", retry_ms=RETRY_MS)
        finally:
            self._held.difference_update(waiting.post.chat for waiting in batch)
            self._wake.set()

    async def _try_chat(self, connection: asyncpg.Connection, posts: list[Waiting], *, is_second_try: bool) -> None:
        """The posts of a chat together; if that fails for what is in them, each alone."""
        try:
            rows = await connection.fetch(CALL, *_columns(posts), timeout=CALL_SECONDS)
        except TRY_AGAIN as error:
            log.info("a chat is busy chat=%s posts=%s error=%r", posts[0].post.chat, len(posts), error)
            refuse(posts, code="stream.unavailable", retry_ms=BUSY_RETRY_MS)
        except CONTENT as error:
            if len(posts) == 1:
                log.warning("postgresql refused a post chat=%s error=%r", posts[0].post.chat, error)
                refuse(posts, code="frame.invalid", retry_ms=0)
                return
            await self._try_each(connection, posts, is_second_try=is_second_try)
        except NOBODY_CAN_WRITE as error:
            log.warning("postgresql takes no posts now posts=%s error=%r", len(posts), error)
            refuse(posts, code="stream.unavailable", retry_ms=RETRY_MS)
        except OUTCOME_UNKNOWN:
            raise
        except asyncpg.PostgresError as error:
            if len(posts) == 1:
                log.error("postgresql failed on a post chat=%s error=%r", posts[0].post.chat, error)
                refuse(posts, code="stream.unavailable", retry_ms=RETRY_MS)
                return
            await self._try_each(connection, posts, is_second_try=is_second_try)
        else:
            self._give_out(posts, rows, is_second_try=is_second_try)

    async def _try_each(self, connection: asyncpg.Connection, posts: list[Waiting], *, is_second_try: bool) -> None:
        for waiting in posts:
            await self._try_chat(connection, [waiting], is_second_try=is_second_try)

    # --- when nobody answers

    async def _expire(self) -> None:
        """Tell those who wait too long to come back; a post that is in a call has its own time limit."""
        while True:
            await asyncio.sleep(0.5)
            self._queue = self._without_expired(self._queue)
            self._unknown = self._without_expired(self._unknown)
            if not (self._queue or self._held or self._in_hand or self._unknown):
                self._idle.set()

    def _without_expired(self, posts: list[Waiting]) -> list[Waiting]:
        oldest = asyncio.get_running_loop().time() - WAIT_SECONDS
        late = [waiting for waiting in posts if waiting.since < oldest]
        if not late:
            return posts
        refuse(late, code="stream.unavailable", retry_ms=RETRY_MS)
        return [waiting for waiting in posts if waiting.since >= oldest]

    def _give_out(self, posts: Sequence[Waiting], rows: Sequence[asyncpg.Record], *, is_second_try: bool) -> None:
        self._done([Outcome(waiting, is_second_try, *row) for waiting, row in zip(posts, rows, strict=True)])


def refuse(posts: Iterable[Waiting], *, code: str, retry_ms: int) -> None:
    for waiting in posts:
        metrics.POSTS.labels(code).inc()
        waiting.socket.send(Nack(code, cid=waiting.post.cid, chat=waiting.post.chat, retry_ms=retry_ms))


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own; what is wrong with it at the end does not matter any more."""
    connection = await asyncpg.connect(url, server_settings=SETTINGS, timeout=5)
    try:
        yield connection
    finally:
        connection.terminate()


def entities_json(post: Post) -> str | None:
    return msgspec.json.encode(post.entities).decode() if post.entities else None


async def _call(call: asyncpg.prepared_stmt.PreparedStatement, posts: Sequence[Waiting]) -> list[asyncpg.Record]:
    # A function of its own: asyncpg says "the line is closed" before it returns something to wait for.
    rows: list[asyncpg.Record] = await call.fetch(*_columns(posts), timeout=CALL_SECONDS)
    return rows


def _by_chat(posts: Iterable[Waiting]) -> list[list[Waiting]]:
    chats: dict[int, list[Waiting]] = {}
    for waiting in posts:
        chats.setdefault(waiting.post.chat, []).append(waiting)
    return list(chats.values())


def _columns(posts: Sequence[Waiting]) -> tuple[list[object], ...]:
    return (
        [w.org for w in posts],
        [w.post.chat for w in posts],
        [w.user for w in posts],
        # Text does: `intake` let only UUIDs in.
        [w.post.cid for w in posts],
        [w.post.body for w in posts],
        [w.entities for w in posts],
        [w.post.reply or None for w in posts],
        [w.post.silent for w in posts],
    )
