"""A socket of the load: posts at any time, wakes whoever waits for the ack, counts what else comes."""

import asyncio
import uuid
from contextlib import suppress

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from gateway.tests.make import Someone
from protocol.frames import SUBPROTOCOL, Ack, ChatEvent, Hello, Nack, Post, ServerFrame, Welcome

_decode = msgspec.json.Decoder(ServerFrame).decode
_encode = msgspec.json.Encoder().encode


class Line:
    def __init__(self, socket: ClientConnection) -> None:
        self.delivered = 0
        self._socket = socket
        self._acks: dict[str, asyncio.Future[Ack]] = {}
        self._reading = asyncio.create_task(self._read())

    async def post(self, chat: int, body: str) -> None:
        """Post and wait for the ack; a refusal is an error."""
        cid = str(uuid.uuid4())
        ack = self._acks[cid] = asyncio.get_running_loop().create_future()
        await self._socket.send(_encode(Post(cid=cid, chat=chat, body=body)).decode())
        await ack

    async def close(self) -> None:
        await self._socket.close()
        await self._reading

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for message in self._socket:
                frame = _decode(message)
                if isinstance(frame, Ack):
                    self._acks.pop(frame.cid).set_result(frame)
                elif isinstance(frame, ChatEvent):
                    self.delivered += 1
                elif isinstance(frame, Nack):
                    self._acks.pop(frame.cid).set_exception(RuntimeError(frame.code))


async def open_line(port: int, person: Someone) -> Line:
    """Open a socket and say hello."""
    socket = await connect(
        f"ws://127.0.0.1:{port}/ws",
        subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]  # a str
        compression=None,
        ping_interval=None,
    )
    hello = Hello(device=str(uuid.uuid4()), ticket=person.ticket())
    await socket.send(_encode(hello).decode())
    while not isinstance(_decode(await socket.recv()), Welcome):
        pass
    return Line(socket)
