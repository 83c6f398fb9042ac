"""Keep a set of programs running on one machine, and leave nothing behind.

Programs stand in stages. A stage starts when every program of the one before answers; they end in the opposite order.
What dies comes back after 0.2 s, doubling to 2 s, and back to 0.2 s after 10 s of health. Why our own:
`docs/adr/own-supervisor.md`.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TextIO

from parta.ops.engines import Engine, EngineFailed, child_options, die_with_parent

FIRST_DELAY_SECONDS = 0.2
LONGEST_DELAY_SECONDS = 2.0
HEALTHY_AFTER_SECONDS = 10.0
START_MAY_TAKE_SECONDS = 120.0
STOP_MAY_TAKE_SECONDS = 15.0
POLL_SECONDS = 0.1
LAST_LINES = 15


@dataclass(frozen=True)
class Program:
    """Something to keep running: how to start it, when it is ready, how to stop it."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    is_ready: Callable[[], bool]
    """Blocking; asked in a thread."""
    prepare: Callable[[], None] = lambda: None
    """Blocking; before every start."""
    everyday: tuple[str, ...] = ()
    """Lines with these words in them are not printed."""
    stop_signal: signal.Signals = signal.SIGTERM
    options: Mapping[str, object] = field(default_factory=dict)
    """More words for `subprocess.Popen`."""


@dataclass(frozen=True)
class Task:
    """Something to run to its end before the next stage."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    what: str = ""
    """Said before it starts."""


Stage = Sequence[Program] | Task


class StartFailed(Exception):
    """A program did not come up; the message holds its last words."""


async def supervise(stages: Sequence[Stage], *, output: "Output", on_ready: Callable[[], None]) -> None:
    """Start the stages in order, keep them, and end them in the opposite order when asked to stop (SIGINT, SIGTERM)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    started: list[list[Kept]] = []
    try:
        for stage in stages:
            if isinstance(stage, Task):
                await _or_stop(run_to_its_end(stage, output=output), stop)
            else:
                kept = [Kept(program, output=output) for program in stage]
                started.append(kept)
                await _or_stop(_all_ready(kept), stop)
            if stop.is_set():
                return
        on_ready()
        await stop.wait()
        output.say("stopping")
    finally:
        for kept in reversed(started):
            await asyncio.gather(*(one.end() for one in kept))


def next_delay(last: float | None, *, lived: float) -> float:
    """How long to wait before starting again what lived so long, when the last wait was so long."""
    if last is None or lived >= HEALTHY_AFTER_SECONDS:
        return FIRST_DELAY_SECONDS
    return min(last * 2, LONGEST_DELAY_SECONDS)


class Kept:
    """One program that is being kept running."""

    def __init__(self, program: Program, *, output: "Output") -> None:
        self.name = program.name
        self._program = program
        self._output = output
        self._child: asyncio.subprocess.Process | None = None
        self._ending = False
        self._last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self.ready = asyncio.Event()
        self.keeping = asyncio.create_task(self._keep(), name=f"keep {self.name}")

    async def end(self) -> None:
        """Stop it in an orderly way; after its time is up, without one."""
        self._ending = True
        if self._child is None:
            self.keeping.cancel()
        else:
            await _stop(self._child, with_signal=self._program.stop_signal)
        with suppress(asyncio.CancelledError, StartFailed):
            await self.keeping

    async def _keep(self) -> None:
        delay = None
        while True:
            born = time.monotonic()
            how_it_ended = await self._live_once()
            if self._ending:
                return
            if not self.ready.is_set():
                raise StartFailed(_last_words(f"{self.name} {how_it_ended}", self._last_lines))
            delay = next_delay(delay, lived=time.monotonic() - born)
            self._output.say(f"{self.name} {how_it_ended}; it starts again in {delay:.1f} s")
            await asyncio.sleep(delay)

    async def _live_once(self) -> str:
        """Start it, wait for its end, and say how it ended."""
        try:
            await asyncio.to_thread(self._program.prepare)
        except EngineFailed as failure:
            return f"cannot start: {failure}"
        child, words = await _start(self._program.argv, self._program.env, self._program.options)
        self._child = child
        printing = asyncio.create_task(
            self._output.copy(words, name=self.name, keep=self._last_lines, without=self._program.everyday)
        )
        watching = asyncio.create_task(self._watch_for_ready())
        try:
            code = await child.wait()
            # Whatever the child had started itself goes with it.
            _signal_group(child.pid, signal.SIGKILL)
            # A grandchild in a group of its own may hold the pipe; its words are not waited for.
            await asyncio.wait([printing], timeout=1)
            return f"ended with code {code}"
        finally:
            self._child = None
            watching.cancel()
            printing.cancel()

    async def _watch_for_ready(self) -> None:
        # Another process becomes ready, not one of our tasks: there is nothing but to ask.
        while not await asyncio.to_thread(self._program.is_ready):  # noqa: ASYNC110
            await asyncio.sleep(POLL_SECONDS)
        self.ready.set()


async def run_to_its_end(task: Task, *, output: "Output") -> None:
    last_lines: deque[str] = deque(maxlen=LAST_LINES)
    if task.what:
        output.say(task.what)
    child, words = await _start(task.argv, task.env, {})
    try:
        await output.copy(words, name=task.name, keep=last_lines)
        code = await child.wait()
    finally:
        if child.returncode is None:
            await _stop(child, with_signal=signal.SIGTERM)
    if code != 0:
        raise StartFailed(_last_words(f"{task.name} ended with code {code}", last_lines))


def _last_words(how_it_ended: str, lines: Sequence[str]) -> str:
    """What a program said before it ended; only its own sentence where it has one (`parta: …`)."""
    if lines and lines[-1].startswith("parta: "):
        return lines[-1].removeprefix("parta: ")
    return "\n".join([f"{how_it_ended}:", *lines])


class Output:
    """The terminal: a line of ours, or a child's line behind its coloured name."""

    _COLOURS = ("36", "33", "32", "35", "34", "31")

    def __init__(self, stream: TextIO = sys.stdout, *, prefixed: bool = True) -> None:
        self._stream = stream
        self._prefixed = prefixed
        self._colours = dict[str, str]()
        self._coloured = stream.isatty() and "NO_COLOR" not in os.environ

    def say(self, sentence: str) -> None:
        if self._prefixed:
            self._write(f"{self._prefix('parta')}{sentence}\n")
        else:
            # Beside lines of JSON, a sentence would be in the way.
            sys.stderr.write(f"{sentence}\n")

    async def copy(
        self, stream: asyncio.StreamReader, *, name: str, keep: deque[str], without: tuple[str, ...] = ()
    ) -> None:
        """Print what a child says, line by line, and keep its last lines; not the lines `without` interest."""
        rest = b""
        while chunk := await stream.read(1 << 16):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._print_line(line, name=name, keep=keep, without=without)
        if rest:
            self._print_line(rest, name=name, keep=keep, without=without)

    def _print_line(self, line: bytes, *, name: str, keep: deque[str], without: tuple[str, ...]) -> None:
        words = line.decode(errors="replace").rstrip("\r")
        if any(part in words for part in without):
            return
        keep.append(words)
        self._write(f"{self._prefix(name) if self._prefixed else ''}{words}\n")

    def _prefix(self, name: str) -> str:
        if not self._coloured:
            return f"{name:<8} | "
        colour = self._colours.setdefault(name, self._COLOURS[len(self._colours) % len(self._COLOURS)])
        return f"\x1b[{colour}m{name:<8} |\x1b[0m "

    def _write(self, text: str) -> None:
        # Whoever read us may be gone (`parta up | head`); the programs must still end in order.
        with suppress(BrokenPipeError):
            self._stream.write(text)
            self._stream.flush()


def program_of(engine: Engine) -> Program:
    options = child_options(engine)
    env = options.pop("env")
    assert isinstance(env, dict)
    return Program(
        name=engine.name,
        argv=engine.argv,
        env=env,
        is_ready=engine.is_ready,
        prepare=engine.prepare,
        everyday=engine.everyday,
        stop_signal=engine.stop_signal,
        options=options,
    )


async def _start(
    argv: Sequence[str], env: Mapping[str, str], options: Mapping[str, object]
) -> tuple[asyncio.subprocess.Process, asyncio.StreamReader]:
    """Start a child; return it and what it says.

    The pipe is ours and not asyncio's, whose `wait` would wait for everybody who holds the other end.
    """
    defaults: dict[str, object] = {"process_group": 0, "preexec_fn": die_with_parent, "stdin": subprocess.DEVNULL}
    read_end, write_end = os.pipe()
    words = asyncio.StreamReader()
    with os.fdopen(write_end, "wb"):
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(words), os.fdopen(read_end, "rb", buffering=0)
        )
        child = await asyncio.create_subprocess_exec(
            *argv,
            env=env,
            stdout=write_end,
            stderr=write_end,
            **(defaults | dict(options)),  # type: ignore[arg-type]  # Popen's own words
        )
    return child, words


async def _stop(child: asyncio.subprocess.Process, *, with_signal: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        child.send_signal(with_signal)
    try:
        await asyncio.wait_for(child.wait(), STOP_MAY_TAKE_SECONDS)
    except TimeoutError:
        _signal_group(child.pid, signal.SIGKILL)
        await child.wait()


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


async def _all_ready(kept: Sequence[Kept]) -> None:
    """Wait until every one is ready; the first that ends before that fails the start."""
    waiting = asyncio.create_task(_wait_for_all(kept))
    try:
        async with asyncio.timeout(START_MAY_TAKE_SECONDS):
            await asyncio.wait([waiting, *(one.keeping for one in kept)], return_when=asyncio.FIRST_COMPLETED)
    except TimeoutError:
        late = ", ".join(one.name for one in kept if not one.ready.is_set())
        raise StartFailed(f"not ready within {START_MAY_TAKE_SECONDS:.0f} s: {late}") from None
    finally:
        waiting.cancel()
    for one in kept:
        if one.keeping.done():
            one.keeping.result()


async def _wait_for_all(kept: Sequence[Kept]) -> None:
    for one in kept:
        await one.ready.wait()


async def _or_stop(work: Awaitable[None], stop: asyncio.Event) -> None:
    """Do the work, or leave it when asked to stop."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        stopping.cancel()
        if not working.done():
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
