"""The supervisor with small programs of its own, really started and really killed."""

import asyncio
import os
import signal
import sys
import textwrap
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import psutil
import pytest

from parta.ops import supervisor
from parta.ops.supervisor import Output, Program, StartFailed, Task, next_delay, supervise

# Says in a file that it has started, and that it was asked to end.
ORDERLY = """
    import pathlib, signal, sys
    log = pathlib.Path(sys.argv[1])
    def say(word):
        with log.open("a") as file:
            file.write(f"{sys.argv[2]} {word}\\n")
    def end(*_):
        say("ends")
        sys.exit(0)
    signal.signal(signal.SIGTERM, end)
    say("starts")
    pathlib.Path(sys.argv[3]).touch()
    while True:
        signal.pause()
"""


def a_program(name: str, folder: Path, *, code: str = ORDERLY) -> Program:
    ready = folder / f"{name}.ready"
    return Program(
        name=name,
        argv=[sys.executable, "-c", textwrap.dedent(code), str(folder / "log"), name, str(ready)],
        env=dict(os.environ),
        is_ready=ready.exists,
    )


async def run_until(
    stages: Sequence[Sequence[Program] | Task], *, do: Callable[[], Awaitable[None]] | None = None
) -> str:
    """Supervise until ready, wait for what is to be done, stop as Ctrl+C does; return what was printed."""
    printed = StringIO()
    ready = asyncio.Event()
    running = asyncio.create_task(supervise(stages, output=Output(printed), on_ready=ready.set))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait([running, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not running.done():
        if do is not None:
            await do()
        os.kill(os.getpid(), signal.SIGINT)
    await running
    return printed.getvalue()


@pytest.mark.parametrize(
    ("last", "lived", "expected"),
    [(None, 0, 0.2), (0.2, 1, 0.4), (0.4, 1, 0.8), (1.6, 1, 2.0), (2.0, 1, 2.0), (2.0, 10, 0.2), (0.8, 9.9, 1.6)],
)
def test_how_long_it_waits_before_starting_again(last: float | None, lived: float, expected: float) -> None:
    assert next_delay(last, lived=lived) == expected


async def test_stages_start_in_order_and_end_in_the_opposite_order(tmp_path: Path) -> None:
    await run_until([[a_program("engine", tmp_path)], [a_program("web", tmp_path)]])

    said = (tmp_path / "log").read_text().splitlines()
    assert said == ["engine starts", "web starts", "web ends", "engine ends"]


async def test_a_task_is_done_before_the_next_stage_starts(tmp_path: Path) -> None:
    wait_and_write = "import time; time.sleep(0.3); open(__import__('sys').argv[1], 'a').write('migrated\\n')"
    migrate = Task("migrate", [sys.executable, "-c", wait_and_write, str(tmp_path / "log")], dict(os.environ))

    await run_until([migrate, [a_program("web", tmp_path)]])

    assert (tmp_path / "log").read_text().splitlines()[:2] == ["migrated", "web starts"]


async def test_what_dies_comes_back(tmp_path: Path) -> None:
    async def kill_it() -> None:
        [victim] = children_saying("web", tmp_path)
        victim.kill()
        await until_said("web starts", tmp_path, times=2)

    printed = await run_until([[a_program("web", tmp_path)]], do=kill_it)

    assert "web ended with code -9; it starts again in 0.2 s" in printed


async def test_a_program_that_never_comes_up_ends_the_start_with_its_last_words(tmp_path: Path) -> None:
    broken = a_program("web", tmp_path, code="print('PARTA_URL is nonsense'); raise SystemExit(78)")

    with pytest.raises(StartFailed, match=r"web ended with code 78:\nPARTA_URL is nonsense"):
        await run_until([[a_program("engine", tmp_path)], [broken]])

    assert (tmp_path / "log").read_text().splitlines() == ["engine starts", "engine ends"]


async def test_a_task_that_fails_ends_the_start_with_its_own_sentence(tmp_path: Path) -> None:
    refusing = Task("migrate", [sys.executable, "-c", "print('parta: too new'); raise SystemExit(1)"], dict(os.environ))

    with pytest.raises(StartFailed, match=r"^too new$"):
        await run_until([[a_program("engine", tmp_path)], refusing])

    assert "engine ends" in (tmp_path / "log").read_text()


async def test_a_program_that_is_never_ready_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "START_MAY_TAKE_SECONDS", 0.5)

    with pytest.raises(StartFailed, match="not ready within 0 s: web"):
        await run_until([[a_program("web", tmp_path, code="import time; time.sleep(600)")]])

    assert children_saying("web", tmp_path) == []


async def test_what_a_dead_program_had_started_is_ended_too(tmp_path: Path) -> None:
    parent = """
        import pathlib, subprocess, sys, time
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", sys.argv[1], "grandchild"])
        pathlib.Path(sys.argv[3]).touch()
        time.sleep(600)
    """

    await run_until([[a_program("web", tmp_path, code=parent)]])

    assert children_saying("grandchild", tmp_path) == []


async def test_a_program_deaf_to_the_request_to_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "STOP_MAY_TAKE_SECONDS", 0.3)
    deaf = """
        import pathlib, signal, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        pathlib.Path(sys.argv[3]).touch()
        time.sleep(600)
    """

    await run_until([[a_program("web", tmp_path, code=deaf)]])

    assert children_saying("web", tmp_path) == []


async def test_lines_carry_the_name_of_who_said_them(tmp_path: Path) -> None:
    talking = """
        import pathlib, sys, time
        print("первая\\nвторая", flush=True)
        sys.stdout.buffer.write(b"\\xff no utf-8\\n"); sys.stdout.flush()
        pathlib.Path(sys.argv[3]).touch()
        time.sleep(600)
    """

    printed = await run_until([[a_program("web", tmp_path, code=talking)]])

    assert "web      | первая\nweb      | вторая\nweb      | \N{REPLACEMENT CHARACTER} no utf-8\n" in printed


async def test_everyday_lines_are_not_printed(tmp_path: Path) -> None:
    talking = """
        import pathlib, sys, time
        print("WARNING: all is as always\\nERROR: the disk burns", flush=True)
        pathlib.Path(sys.argv[3]).touch()
        time.sleep(600)
    """

    printed = await run_until([[replace(a_program("web", tmp_path, code=talking), everyday=("as always",))]])

    assert "the disk burns" in printed
    assert "as always" not in printed


def children_saying(word: str, folder: Path) -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [child for child in children if {word, str(folder / "log")} <= set(cmdline_of(child))]


def cmdline_of(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


async def until_said(line: str, folder: Path, *, times: int) -> None:
    async with asyncio.timeout(10):
        # Another process writes the file: there is nothing but to look.
        while not (folder / "log").exists() or (folder / "log").read_text().splitlines().count(line) < times:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
