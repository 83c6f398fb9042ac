"""A client of the stream for tests: a real WebSocket, typed frames, and waits that have a deadline."""

import asyncio
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from gateway.tests.make import Someone
from protocol.frames import (
    SUBPROTOCOL,
    Ack,
    ChatEvent,
    Diff,
    DiffAnswer,
    DiffRequest,
    Hello,
    Nack,
    Post,
    Reset,
    ServerFrame,
    UserDiff,
    UserDiffAnswer,
    UserReset,
    Welcome,
)

F = TypeVar("F")
DEADLINE = 30.0

_decode = msgspec.json.Decoder(ServerFrame).decode


class Client:
    """Somebody's socket. Every frame that came is in `frames`, in its order."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.device = str(uuid.uuid4())
        self.frames: list[Any] = []
        self.resume = ""
        self._unread = 0
        self._came = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for message in self.line:
                assert isinstance(message, str)
                self.frames.append(_decode(message))
                self._came.set()
        self._came.set()

    async def hello(self, who: Someone, *, heads: dict[int, int] | None = None, **more: Any) -> Welcome:
        ticket = "" if "resume" in more else more.pop("ticket", "") or who.ticket()
        self.send(Hello(device=self.device, ticket=ticket, heads=tuple((heads or {}).items()), **more))
        welcome: Welcome = await self.next(Welcome)
        self.resume = welcome.resume
        return welcome

    def send(self, frame: Any) -> None:
        self.send_raw(msgspec.json.encode(frame).decode())

    def send_raw(self, message: str | bytes) -> None:
        self._sending = asyncio.create_task(self.line.send(message))

    def post(self, chat: int, body: str, **more: Any) -> str:
        cid = more.pop("cid", None) or str(uuid.uuid4())
        self.send(Post(cid=cid, chat=chat, body=body, **more))
        return cid

    async def posted(self, chat: int, body: str, **more: Any) -> Ack:
        cid = self.post(chat, body, **more)
        answer = await self.next((Ack, Nack), where=lambda frame: frame.cid == cid)
        assert isinstance(answer, Ack), answer
        return answer

    async def refused(self, chat: int, body: str, **more: Any) -> Nack:
        cid = self.post(chat, body, **more)
        answer = await self.next((Ack, Nack), where=lambda frame: frame.cid == cid)
        assert isinstance(answer, Nack), answer
        return answer

    async def diff(self, chat: int, after: int, *, limit: int = 100) -> DiffAnswer | Reset | Nack:
        self.send(Diff(reqs=(DiffRequest(chat=chat, from_=after, limit=limit),)))
        answer: DiffAnswer | Reset | Nack = await self.next(
            (DiffAnswer, Reset, Nack), where=lambda frame: frame.chat == chat
        )
        return answer

    async def next(
        self, kind: Any, *, where: Callable[[Any], bool] = lambda frame: True, within: float = DEADLINE
    ) -> Any:
        """The next frame of the kind; those before it are passed over."""
        async with asyncio.timeout(within):
            while True:
                while self._unread < len(self.frames):
                    frame = self.frames[self._unread]
                    self._unread += 1
                    if isinstance(frame, kind) and where(frame):
                        return frame
                assert not self._reading.done(), f"closed {self.line.close_code}; came: {self.frames[-5:]}"
                self._came.clear()
                await self._came.wait()

    async def message(self, chat: int, body: str) -> ChatEvent:
        event: ChatEvent = await self.next(
            ChatEvent, where=lambda ev: ev.chat == chat and ev.message is not None and ev.message.body == body
        )
        return event

    async def closed(self, *, within: float = DEADLINE) -> int:
        """Wait for the end; its code."""
        async with asyncio.timeout(within):
            await asyncio.wait([self._reading])
        return self.line.close_code or 0

    def came(self, kind: Any) -> list[Any]:
        """Every frame of the kind so far."""
        return [frame for frame in self.frames if isinstance(frame, kind)]

    async def nothing_more(self) -> None:
        """Return when everything that was sent before is here: the answer to a question comes after it."""
        self.send(UserDiff(from_=0))
        await self.next((UserDiffAnswer, UserReset))

    async def close(self) -> None:
        self.line.transport.resume_reading()
        await self.line.close()
        await asyncio.wait([self._reading])

    def pts_of(self, chat: int) -> list[int]:
        """pts of everything that this socket heard of the chat's stream, in order of arrival."""
        return [
            frame.pts
            for frame in self.frames
            if isinstance(frame, ChatEvent | Ack) and frame.chat == chat and not getattr(frame, "dup", False)
        ]


async def open_line(port: int, *, origin: str | None = None, **more: Any) -> Client:
    line = await connect(
        f"ws://127.0.0.1:{port}/ws",
        subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]  # a str
        origin=origin,  # type: ignore[arg-type]  # a str
        compression=None,
        max_size=None,
        ping_interval=None,
        close_timeout=1,
        **more,
    )
    return Client(line)
