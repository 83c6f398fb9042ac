"""What it costs to write one event of 300 bytes to 1,000 sockets, in CPU seconds per million frames.

Events come over Valkey, as from another gateway: PostgreSQL has no part in it, and all that lies between the bus and
the sockets is counted. One at a time (`single`), and `JOINED` at once, which leave in one write to each socket
(`joined`). The next come when the last socket has got these.

`limit` is a loop in C that calls send() with the same 300 bytes for each of 1,000 sockets and does nothing else, paced
and read in the same way, before and after. `of_limit` is its CPU against that of the gateway.
"""

import ctypes
import os
import socket
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

import msgspec
import redis

from bench.native import Load, NotWhole, Report, open_sockets, shut
from bench.native.compiled import library
from bench.native.lines import allow_files
from bench.native.load import cpu_seconds, require_unsaturated, run_unjudged
from bench.stack import Stack, running
from gateway.framing import wire
from gateway.tests.make import a_school
from protocol import bus as channels
from protocol.frames import ChatEvent, Hello
from protocol.views import MessageView

SECONDS = 20.0
SHORT_SECONDS = 6.0
SOCKETS = 1000
FRAME_BYTES = 300
JOINED = 16
NOW = datetime.now(UTC)
CID = str(uuid.uuid4())
EXTRA_SECONDS = 1.0
"""The listeners stay so much longer."""


@dataclass(frozen=True)
class Cost:
    frames: int
    cpu_s: float
    listeners: Report

    @property
    def per_million(self) -> float:
        return self.cpu_s / self.frames * 1e6


def measure(*, seconds: float) -> dict[str, object]:
    costs = costs_of_all(seconds=seconds, sockets=SOCKETS)
    for cost in costs.values():
        require_unsaturated(cost.listeners)
    bare = (costs["before"].cpu_s + costs["after"].cpu_s) / (costs["before"].frames + costs["after"].frames) * 1e6
    return {
        "of_limit": round(bare / costs["single"].per_million, 3),
        "of_limit_joined": round(bare / costs["joined"].per_million, 3),
        "sockets": SOCKETS,
        "frame_bytes": FRAME_BYTES,
        "limit": figures(costs["before"]) | {"cpu_s_per_million": round(bare, 2)},
        "single": figures(costs["single"]),
        "joined": figures(costs["joined"]) | {"at_once": JOINED},
    }


def figures(cost: Cost) -> dict[str, float]:
    return {
        "cpu_s_per_million": round(cost.per_million, 2),
        "frames": cost.frames,
        "reads_per_frame": round(cost.listeners.reads / cost.listeners.all_delivered, 2),
        "listener_cpu_cores": cost.listeners.generator_cpu_cores,
        "others_cpu_cores": cost.listeners.others_cpu_cores,
    }


def costs_of_all(*, seconds: float, sockets: int) -> dict[str, Cost]:
    share = seconds / 4
    with running() as stack:
        before = limit(sockets=sockets, seconds=share)
        room = Room(stack, sockets=sockets)
        single = room.cost(at_once=1, seconds=share)
        joined = room.cost(at_once=JOINED, seconds=share)
        room.close()
        after = limit(sockets=sockets, seconds=share)
    return {"before": before, "single": single, "joined": joined, "after": after}


class Room:
    """A chat with everyone on line at the gateway; its last member is this process, which keeps the pace."""

    def __init__(self, stack: Stack, *, sockets: int) -> None:
        school = a_school(stack.sql)
        with stack.sql.transaction():
            people = [school.someone() for _ in range(sockets)]
            self._chat = school.chat(people)
        stack.sql.execute("ANALYZE")
        hellos = [Hello(device=str(uuid.uuid4()), ticket=person.ticket()) for person in people]
        self._gateway = stack.gateway.pid
        self._others = open_sockets(stack.port, hellos[:-1])
        [self._last] = open_sockets(stack.port, hellos[-1:])
        self._valkey = redis.Redis.from_url(os.environ["VALKEY_URL"])
        self._pts = 0

    def cost(self, *, at_once: int, seconds: float) -> Cost:
        def publish() -> tuple[int, float]:
            rounds, before, end = 0, cpu_seconds(self._gateway), monotonic() + seconds
            while monotonic() < end:
                self._publish(at_once)
                receive_exactly(self._last, at_once * FRAME_BYTES)
                rounds += 1
            return rounds * at_once, cpu_seconds(self._gateway) - before

        return cost_of(publish, listeners=self._others, seconds=seconds)

    def _publish(self, at_once: int) -> None:
        events = [an_event(self._chat, pts=self._pts + i + 1) for i in range(at_once)]
        self._pts += at_once
        self._valkey.publish(channels.chat_channel(self._chat), channels.frames(events, sender=b"bench"))

    def close(self) -> None:
        shut([*self._others, self._last])
        self._valkey.close()


def limit(*, sockets: int, seconds: float) -> Cost:
    """What the loop in C takes."""
    ours, theirs = connected_pairs(sockets)
    fds = (ctypes.c_int * sockets)(*(one.fileno() for one in ours))
    frame = wire(an_event(1, pts=1))

    def send() -> tuple[int, float]:
        rounds, cpu_s = ctypes.c_int64(), ctypes.c_double()
        failed = library("fanout_limit").send_rounds(
            fds,
            ctypes.c_int64(sockets),
            frame,
            ctypes.c_int64(len(frame)),
            theirs[-1].fileno(),
            ctypes.c_double(seconds),
            ctypes.byref(rounds),
            ctypes.byref(cpu_s),
        )
        if failed:
            raise OSError(failed, os.strerror(failed))
        return rounds.value, cpu_s.value

    try:
        return cost_of(send, listeners=theirs[:-1], seconds=seconds)
    finally:
        shut([*ours, *theirs])


def cost_of(write: Callable[[], tuple[int, float]], *, listeners: Sequence[socket.socket], seconds: float) -> Cost:
    """The CPU that `write` says it took for so many frames to everybody, all of which must come out."""
    load = Load(seconds=seconds + EXTRA_SECONDS, warm_up_seconds=0, drain_seconds=0)
    with ThreadPoolExecutor(1) as thread:
        listening = thread.submit(run_unjudged, listeners, load, servers={})
        frames, cpu_s = write()
        report = listening.result()
    if report.all_delivered != frames * len(listeners):
        raise NotWhole(f"{report.all_delivered} frames arrived instead of {frames * len(listeners)}")
    return Cost(frames=frames * (len(listeners) + 1), cpu_s=cpu_s, listeners=report)


def an_event(chat: int, *, pts: int) -> bytes:
    """An event which is a WebSocket frame of FRAME_BYTES on the wire."""

    def with_body(body: str) -> bytes:
        message = MessageView(seq=pts, pts=pts, ts=NOW, kind="text", sender=1, cid=CID, body=body)
        return msgspec.json.encode(ChatEvent(chat=chat, pts=pts, kind="message", seq=pts, mv=1, message=message))

    return with_body("x" * (FRAME_BYTES - len(wire(with_body("x" * 100))) + 100))


def connected_pairs(number: int) -> tuple[list[socket.socket], list[socket.socket]]:
    """Both ends of so many connections over TCP, as the gateway's are."""
    allow_files(2 * number + 200)
    ours, theirs = [], []
    with socket.create_server(("127.0.0.1", 0), backlog=number) as server:
        for _ in range(number):
            theirs.append(socket.create_connection(server.getsockname()))
            accepted, _ = server.accept()
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ours.append(accepted)
    return ours, theirs


def receive_exactly(one: socket.socket, size: int) -> None:
    while size:
        received = len(one.recv(size))
        if not received:
            raise NotWhole("the gateway closed a socket")
        size -= received
