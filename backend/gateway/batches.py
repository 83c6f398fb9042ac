"""Questions of many sockets as one call: whatever comes while PostgreSQL answers goes into the next call together.

No timer: a question that finds nobody asking leaves at the end of the turn of the loop. A storm of ten thousand costs a
few hundred calls, a single socket waits for nobody. One call at a time: two would be twice as dear, and not faster.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from gateway.tasks import Tasks

Question = TypeVar("Question")
Answer = TypeVar("Answer")

CROWD = 4
CROWD_SECONDS = 0.02
"""After a call for so many questions, the next gathers for so long: each call costs as much as ten of its questions."""


class Batches(Generic[Question, Answer]):
    """Asks `call` for many at once; it answers in the order of the questions, or raises for all of them.

    `weight` says what a question costs; a call takes questions up to `most` of it, and at least one.
    """

    def __init__(
        self,
        call: Callable[[Sequence[Question]], Awaitable[Sequence[Answer]]],
        *,
        weight: Callable[[Question], int],
        most: int,
        tasks: Tasks,
    ) -> None:
        self._call = call
        self._weight = weight
        self._most = most
        self._is_asking = False
        self._tasks = tasks
        self._waiting: deque[tuple[Question, asyncio.Future[Answer]]] = deque()
        self._waiting_weight = 0

    async def ask(self, question: Question) -> Answer:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        self._waiting_weight += self._weight(question)
        if not self._is_asking:
            self._is_asking = True
            self._tasks.spawn(self._work())
        return await answer

    async def _work(self) -> None:
        try:
            while self._waiting:
                batch = self._take()
                await self._answer(batch)
                if len(batch) >= CROWD and self._waiting_weight < self._most:
                    await asyncio.sleep(CROWD_SECONDS)
        finally:
            self._is_asking = False

    async def _answer(self, batch: Sequence[tuple[Question, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._call([question for question, _ in batch])
        except Exception as error:  # Whoever asked deals with it.
            for _, waits in batch:
                if not waits.done():
                    waits.set_exception(error)
            return
        for (_, waits), answer in zip(batch, answers, strict=True):
            if not waits.done():
                waits.set_result(answer)

    def _take(self) -> list[tuple[Question, asyncio.Future[Answer]]]:
        batch: list[tuple[Question, asyncio.Future[Answer]]] = []
        taken = 0
        while self._waiting:
            weight = self._weight(self._waiting[0][0])
            if batch and taken + weight > self._most:
                break
            batch.append(self._waiting.popleft())
            taken += weight
        self._waiting_weight -= taken
        return batch
