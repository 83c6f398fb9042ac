"""Read marks: the newest per person and chat, written once a second as a set."""

import asyncio
import logging
from dataclasses import dataclass

import msgspec

from gateway.database import DATABASE_AWAY, Database, Row
from gateway.focus import Focused
from gateway.personal import Personal
from protocol.frames import ReadReceipt, UserEvent

log = logging.getLogger("gateway.receipts")

EVERY_SECONDS = 1.0
MOST_MARKS = 50_000
MOST_IN_CALL = 2000
MOST_TRIES = 10

encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Mark:
    org: int
    upto: int
    tries: int = 0


class Receipts:
    def __init__(self, *, database: Database, personal: Personal, focused: Focused) -> None:
        self._database = database
        self._personal = personal
        self._focused = focused
        self._marks: dict[tuple[int, int], Mark] = {}

    def read(self, *, user: int, org: int, chat: int, upto: int) -> None:
        mark = self._marks.get((user, chat))
        if mark is not None:
            mark.upto = max(mark.upto, upto)
        elif len(self._marks) < MOST_MARKS:
            self._marks[user, chat] = Mark(org, upto)

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Write what there is now; what could not be written stays for the next time."""
        waiting, self._marks = self._marks, {}
        keys = list(waiting)
        for start in range(0, len(keys), MOST_IN_CALL):
            part = {key: waiting[key] for key in keys[start : start + MOST_IN_CALL]}
            try:
                await self._write(part)
            except DATABASE_AWAY as error:
                log.warning("read marks wait, postgresql does not answer marks=%s error=%r", len(part), error)
                self._keep(part)
                self._keep({key: waiting[key] for key in keys[start + MOST_IN_CALL :]})
                return

    async def _write(self, marks: dict[tuple[int, int], Mark]) -> None:
        rows = await self._database.mark_read(
            [(mark.org, chat, user, mark.upto) for (user, chat), mark in marks.items()]
        )
        done = {(row["user_id"], row["chat_id"]): row for row in rows}
        own = await self._database.mark_own_read([(user, chat, row["read_seq"]) for (user, chat), row in done.items()])
        for row in own:
            self._tell_own_devices(row, done[row["user_id"], row["chat_id"]])
        await self._tell_others([row for row in rows if row["changed"]])
        # Rows that were locked at that instant; also marks in chats that are not theirs, which give up after a while.
        self._try_again({key: mark for key, mark in marks.items() if key not in done})

    def _tell_own_devices(self, row: Row, read: Row) -> None:
        event = UserEvent(
            upts=row["upts"], kind="read", chat=row["chat_id"], upto=read["read_seq"], unread=read["unread"]
        )
        self._personal.tell(row["user_id"], [encode(event)])

    async def _tell_others(self, changed: list[Row]) -> None:
        named: dict[int, list[bytes]] = {}
        counted: set[tuple[int, int]] = set()
        for row in changed:
            if row["named"]:
                receipt = ReadReceipt(chat=row["chat_id"], upto=row["read_seq"], user=row["user_id"])
                named.setdefault(row["chat_id"], []).append(encode(receipt))
            else:
                counted.add((row["org_id"], row["chat_id"]))
        for chat, frames in named.items():
            self._focused.tell(chat, frames)
        if counted:
            for row in await self._database.read_counts(sorted(counted)):
                receipt = ReadReceipt(chat=row["chat_id"], upto=row["seq"], count=row["count"])
                self._personal.tell(row["author"], [encode(receipt)])

    def _try_again(self, marks: dict[tuple[int, int], Mark]) -> None:
        for mark in marks.values():
            mark.tries += 1
        self._keep({key: mark for key, mark in marks.items() if mark.tries < MOST_TRIES})

    def _keep(self, marks: dict[tuple[int, int], Mark]) -> None:
        for (user, chat), mark in marks.items():
            newer = self._marks.get((user, chat))
            if newer is None:
                self._marks[user, chat] = mark
            else:
                newer.upto = max(newer.upto, mark.upto)
