"""Short work that nobody waits for: it has a parent all the same, and its failure is its own."""

import asyncio
import logging
from collections.abc import Coroutine

log = logging.getLogger("gateway.tasks")


class Tasks:
    """Runs short work; what it does not catch is logged and ends nothing else. `close` cancels and waits."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[object, None, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def close(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task failed work=%s", task.get_coro(), exc_info=error)
