"""What goes wrong outside the gateway: a Valkey that dies or stands still, and a line to PostgreSQL that does."""

import asyncio
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

from parta.ops import engines


class OwnValkey:
    """A Valkey that no other test uses."""

    def __init__(self, folder: Path) -> None:
        self._engine = engines.valkey(folder)
        self._child: subprocess.Popen[bytes] | None = None
        self.url = self._engine.url

    def start(self) -> None:
        self._engine.prepare()
        self._child = engines.start(self._engine)

    def die(self) -> None:
        """As of kill -9; also what was frozen."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def freeze(self) -> None:
        """It keeps its connections and says nothing any more."""
        assert self._child is not None
        self._child.send_signal(signal.SIGSTOP)


class Cable:
    """A line to PostgreSQL that can be pulled out or go dead."""

    def __init__(self, to: str) -> None:
        self._to = to
        self._lines: set[asyncio.StreamWriter] = set()
        self._is_plugged_in = True
        self._passes = asyncio.Event()
        self._passes.set()

    def pull_out(self) -> None:
        """Every line breaks, and whoever tries again gets none."""
        self._is_plugged_in = False
        for line in list(self._lines):
            line.transport.abort()

    def go_dead(self) -> None:
        """Nothing gets through any more, and nobody is told."""
        self._passes.clear()

    def mend(self) -> None:
        self._is_plugged_in = True
        self._passes.set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._is_plugged_in:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_unix_connection(self._to)
        lines = {writer, far_writer}
        self._lines |= lines
        try:
            await asyncio.gather(self._copy(reader, far_writer), self._copy(far_reader, writer))
        finally:
            self._lines -= lines

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while some := await reader.read(1 << 16):
                await self._passes.wait()
                writer.write(some)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def a_cable(url: str) -> AsyncIterator[tuple[Cable, str]]:
    """A cable to the PostgreSQL at `url`, and the address of its near end."""
    parts = urlsplit(url)
    cable = Cable(f"{parse_qs(parts.query)['host'][0]}/.s.PGSQL.{engines.POSTGRES_PORT}")
    server = await asyncio.start_server(cable.carry, "127.0.0.1", 0)
    who, port = parts.netloc.rpartition("@")[0], server.sockets[0].getsockname()[1]
    try:
        yield cable, urlunsplit(parts._replace(netloc=f"{who}@127.0.0.1:{port}", query=""))
    finally:
        server.close()
        cable.mend()
        cable.pull_out()
