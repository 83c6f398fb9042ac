"""A rolling restart of everything while people write: an upgrade on a school day."""

import asyncio
import signal
from pathlib import Path

from tests.talk import Examination, examined, talking
from tests.whole import whole_installation

IN_TIME_SECONDS = 180.0
ORDERLY = {
    "-m parta worker": signal.SIGTERM,
    "-m parta web": signal.SIGTERM,
    "-m gateway": signal.SIGTERM,
    "valkey-server": signal.SIGTERM,
    "/postgres ": signal.SIGINT,
}


async def test_everything_is_restarted_while_people_write_and_nobody_notices(tmp_path: Path) -> None:
    with whole_installation(tmp_path) as whole:
        async with talking(whole, people=8) as talk:
            going_on = asyncio.create_task(talk.go_on())
            await talk.roll_call(within=IN_TIME_SECONDS)

            for words, number in ORDERLY.items():
                for process in whole.children(words):
                    process.send_signal(number)
                    async with asyncio.timeout(IN_TIME_SECONDS):
                        await whole.answers(without=process)
                    await talk.roll_call(within=IN_TIME_SECONDS)
            talk.end()
            async with asyncio.timeout(IN_TIME_SECONDS):
                await going_on
            await talk.in_step(within=IN_TIME_SECONDS)
            verdict = talk.verdict()
        examination = await asyncio.to_thread(examined, whole)

    assert verdict.is_clean, verdict.findings
    assert verdict.acked > 100
    assert examination == Examination(jobs_are_done=True, rows_to_recompile=0)
    for gateway in ("gateway-1", "gateway-2"):
        assert any(f"{gateway} ended with code 0;" in line for line in whole.up.lines)
