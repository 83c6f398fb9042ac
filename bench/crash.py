"""kill −9 in a loop under load: gateways, web, worker, Valkey, PostgreSQL's back ends and its postmaster.

A whole installation runs, as `parta up` runs it for a school. People post over sockets and HTTPS, edit and delete,
without pause. Something is killed; at that moment somebody posts in every chat, and the recovery is over when that is
acked and on every device of the chat, and every process answers again. At the end the table, what people were told,
and what their devices hold are compared (`streamclient.verdict`): nothing may be lost, doubled or in another order.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import psutil

from bench.report import CannotMeasure, percentile
from streamclient.verdict import Verdict
from tests.talk import Talk, examined, talking
from tests.whole import Whole, command, whole_installation

SECONDS = 60.0
SHORT_SECONDS = 10.0
PEOPLE = 24
RECOVERY_MAY_TAKE_SECONDS = 60.0
IN_STEP_WITHIN_SECONDS = 60.0


def measure(*, seconds: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="parta-crash-") as folder:
        with whole_installation(Path(folder)) as whole:
            recoveries, verdict = asyncio.run(_measure(whole, seconds=seconds))
            examination = examined(whole)
        deadlocks = sum("deadlock detected" in line for line in whole.up.lines)
    for finding in verdict.findings:
        sys.stderr.write(f"{finding}\n")
    times = [took for _, took in recoveries]
    return {
        "acked": verdict.acked,
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "disordered": verdict.disordered,
        "kills": len(recoveries),
        "recovery_s_p50": round(percentile(times, 0.5), 2),
        "recovery_s_max": round(max(times), 2),
        "deadlocks": deadlocks,
        "jobs_are_done": examination.jobs_are_done,
        "recompiled_rows": examination.rows_to_recompile,
        "recovery_s_max_of": {
            kind: round(max(took for other, took in recoveries if other == kind), 2) for kind, _ in recoveries
        },
    }


async def _measure(whole: Whole, *, seconds: float) -> tuple[list[tuple[str, float]], Verdict]:
    async with talking(whole, people=PEOPLE) as talk:
        going_on = asyncio.create_task(talk.go_on())
        try:
            recoveries = await _kill_in_a_loop(whole, talk, seconds=seconds)
            talk.end()
            async with asyncio.timeout(IN_STEP_WITHIN_SECONDS):
                await going_on
            with suppress(TimeoutError):
                # What a device does not have by then counts as lost.
                await talk.in_step(within=IN_STEP_WITHIN_SECONDS)
        except TimeoutError:
            last = "\n".join(whole.up.lines[-40:])
            raise CannotMeasure(
                f"it did not come back: silent at ports {whole.silent_ports()}, not in step {talk.not_in_step()}; "
                f"the last that was said:\n{last}"
            ) from None
        finally:
            going_on.cancel()
        return recoveries, talk.verdict()


async def _kill_in_a_loop(whole: Whole, talk: Talk, *, seconds: float) -> list[tuple[str, float]]:
    chance = random.Random(20_261_121)  # noqa: S311  the same order of deaths every time
    recoveries: list[tuple[str, float]] = []
    await talk.roll_call(within=RECOVERY_MAY_TAKE_SECONDS)
    end = monotonic() + seconds
    for kind, victims in _deaths(chance):
        if monotonic() > end:
            break
        await asyncio.sleep(chance.uniform(0.2, 1.5))
        victim = chance.choice(victims(whole))
        began = monotonic()
        victim.kill()
        async with asyncio.timeout(RECOVERY_MAY_TAKE_SECONDS), asyncio.TaskGroup() as recovering:
            recovering.create_task(talk.roll_call(within=RECOVERY_MAY_TAKE_SECONDS))
            recovering.create_task(whole.answers(without=victim))
        recoveries.append((kind, monotonic() - began))
    return recoveries


# --- who dies


def _deaths(chance: random.Random) -> Iterator[tuple[str, Callable[[Whole], list[psutil.Process]]]]:
    """Every kind once a round, each round in another order."""
    kinds: list[tuple[str, Callable[[Whole], list[psutil.Process]]]] = [
        ("gateway", lambda whole: whole.children("-m gateway")),
        ("web", lambda whole: _with_their_own(whole.children("-m parta web"))),
        ("worker", lambda whole: whole.children("-m parta worker")),
        ("valkey", lambda whole: whole.children("valkey-server")),
        ("postmaster", lambda whole: whole.children("/postgres ")),
        ("back_end", _back_ends),
    ]
    while True:
        chance.shuffle(kinds)
        yield from kinds


def _with_their_own(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Granian serves in a child of its own: either may die."""
    return [one for process in processes for one in (process, *process.children())]


def _back_ends(whole: Whole) -> list[psutil.Process]:
    """Those that serve somebody: «postgres: parta_gateway parta [local] SELECT»."""
    [postmaster] = whole.children("/postgres ")
    return [child for child in postmaster.children() if "[local]" in command(child)]
