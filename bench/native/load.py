"""A load on open sockets, run by `load.c` in one thread, and what came of it."""

import ctypes
import json
import os
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from bench.native.compiled import library
from bench.report import CannotMeasure, percentile

MOST_SERVERS = 16
MOST_BODY_BYTES = 3000
SATURATED = 0.9
"""Share of the measured time in which the generator's thread ran, above which it may have measured itself."""
MOST_LATE = 0.05
"""Share of posts that may have left more than 1 ms after they were due (open loop). Acks are timed from due, so that a
machine that did not wake the generator in time makes the figures worse, never better."""
ANSWERS_PER_SECOND = 200_000


class Saturated(CannotMeasure):
    """The generator was the bottleneck, or was not let run: its figures say nothing about the server."""


class NotWhole(CannotMeasure):
    """Something got lost or was refused, so that the figures would be those of another load."""


class Protocol(IntEnum):
    PARTA = 0
    XMPP = 1
    """Messages to one room of a server for XMPP."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What the sockets do. Without posters they only listen."""

    seconds: float
    """The measured time; the load begins `warm_up_seconds` earlier and is waited for `drain_seconds` at most."""
    warm_up_seconds: float = 1.0
    drain_seconds: float = 5.0
    posters: Sequence[int] = ()
    """Indices of the sockets that post."""
    chats: Sequence[Sequence[int]] = ()
    """For each poster, equally many: each post goes to one of them by lot."""
    depth: int = 1
    """Closed loop: a poster has so many posts without an answer, always."""
    rate_per_second: float = 0.0
    """Open loop: posters take turns by the clock, whatever became of earlier posts; `depth` is ignored."""
    listeners_read_bytes: int = 0
    """Sockets that do not post are read when so much has come: saves the generator's share of the cores. 0: at once."""
    deliveries_per_post: int = 0
    """To others than the poster, when it is the same for every chat: how the end is known. 0: unknown."""
    body: str = "Завтра первый урок в девять, не забудьте сменку."
    protocol: Protocol = Protocol.PARTA
    room: str = ""
    """XMPP: the address of the room."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came of a load. `all_…` from the first post to the end of the drain, the others in the measured time."""

    seconds: float
    posted: int
    acked: int
    delivered: int
    """Events that sockets received, the posters' acks not among them."""
    all_posted: int
    all_acked: int
    all_delivered: int
    refused: int
    first_refusal: str
    poked: int
    closed: int
    """Sockets that the server closed."""
    unsent: int
    """Writes that a socket did not take at once."""
    other_frames: int
    received_bytes: int
    reads: int
    """Calls of recv() that brought these: how well the server joins what it writes."""
    late: int
    """Open loop: posts that left more than 1 ms after they were due."""
    worst_late_ms: float
    generator_cpu_cores: float
    generator_ready_cores: float
    """Share of the time in which the generator could have run and was not let."""
    server_cpu_s: Mapping[str, float]
    """Of each server's whole tree of processes, those that ended included."""
    others_cpu_cores: float
    """What everybody else on this machine took: the more, the worse are times and rates than they could be."""
    answer_ms: Sequence[float] = field(repr=False)
    """From due (open loop) or sent (closed loop) to the ack."""
    delivered_to: Sequence[int] = field(repr=False)
    """By socket, all of the time."""

    @property
    def accepted_per_s(self) -> float:
        return self.acked / self.seconds

    @property
    def delivered_per_s(self) -> float:
        return self.delivered / self.seconds

    def ack_ms(self, share: float) -> float:
        return round(percentile(self.answer_ms, share), 2)

    def require_whole(self, load: Load) -> None:
        """Raise NotWhole unless every post was accepted and, where their number is known, every event arrived."""
        if self.refused or self.closed or self.poked or self.all_acked != self.all_posted:
            raise NotWhole(
                f"of {self.all_posted} posts {self.all_acked} were acked and {self.refused} refused "
                f"({self.first_refusal}); {self.closed} sockets were closed, {self.poked} were too slow"
            )
        expected = self.all_acked * load.deliveries_per_post
        if load.deliveries_per_post and self.all_delivered != expected:
            raise NotWhole(f"{self.all_delivered} events arrived instead of {expected}")


def run_load(sockets: Sequence[socket.socket], load: Load, *, servers: Mapping[str, int] | None = None) -> Report:
    """Run the load to its end; `servers` are the pids of trees of processes whose CPU is wanted, by name.

    Raises Saturated when the generator was the bottleneck.
    """
    report = run_unjudged(sockets, load, servers=servers or {})
    require_unsaturated(report)
    return report


def require_unsaturated(report: Report) -> None:
    if report.generator_cpu_cores > SATURATED:
        raise Saturated(
            f"the generator's thread ran {report.generator_cpu_cores:.0%} of the time: it would measure itself"
        )
    if report.late > report.posted * MOST_LATE:
        raise Saturated(
            f"{report.late} of {report.posted} posts left more than 1 ms late (the worst {report.worst_late_ms} ms): "
            "the machine did not let the generator keep the clock"
        )
    if report.unsent:
        raise Saturated(f"{report.unsent} writes of the generator were not taken")


def run_unjudged(sockets: Sequence[socket.socket], load: Load, *, servers: Mapping[str, int]) -> Report:
    """As `run_load`, whatever the generator itself was like."""
    given = _given(sockets, load, servers)
    answers = int((load.seconds + load.drain_seconds) * ANSWERS_PER_SECOND)
    answer_ms = (ctypes.c_double * answers)()
    delivered_to = (ctypes.c_int64 * len(sockets))()
    came = _Report(answers_capacity=answers, answer_ms=answer_ms, delivered_to=delivered_to)
    failed = library("load").run_load(ctypes.byref(given), ctypes.byref(came))
    if failed:
        raise OSError(failed, os.strerror(failed))
    others = max(0.0, came.machine_cpu_s - came.generator_cpu_s - sum(came.server_cpu_s))
    return Report(
        seconds=came.seconds,
        posted=came.posted,
        acked=came.acked,
        delivered=came.delivered,
        all_posted=came.all_posted,
        all_acked=came.all_acked,
        all_delivered=came.all_delivered,
        refused=came.refused,
        first_refusal=came.first_refusal.decode(errors="replace"),
        poked=came.poked,
        closed=came.closed,
        unsent=came.unsent,
        other_frames=came.other_frames,
        received_bytes=came.bytes,
        reads=came.reads,
        late=came.late,
        worst_late_ms=round(came.worst_late_ms, 2),
        generator_cpu_cores=round(came.generator_cpu_s / came.seconds, 3),
        generator_ready_cores=round(came.generator_ready_s / came.seconds, 3),
        server_cpu_s={name: came.server_cpu_s[i] for i, name in enumerate(servers)},
        others_cpu_cores=round(others / came.seconds, 3),
        answer_ms=answer_ms[: came.answers],
        delivered_to=delivered_to[:],
    )


def cpu_seconds(pid: int) -> float:
    """What a tree of processes has taken so far, those that ended included."""
    seconds = library("load").cpu_of_tree
    seconds.restype = ctypes.c_double
    return float(seconds(pid))


def _given(sockets: Sequence[socket.socket], load: Load, servers: Mapping[str, int]) -> "_Load":
    if len(load.chats) != len(load.posters) or len(set(map(len, load.chats))) > 1:
        raise ValueError("each poster needs its chats, all equally many")
    if len(set(load.posters)) != len(load.posters) or not (load.posters or not load.rate_per_second):
        raise ValueError("each poster needs a socket of its own, and a rate needs posters")
    # Words as they stand between quotes in JSON; a body for XMPP must not need escaping.
    body = json.dumps(load.body, ensure_ascii=False)[1:-1] if load.protocol is Protocol.PARTA else load.body
    if len(body.encode()) > MOST_BODY_BYTES:
        raise ValueError(f"a body has at most {MOST_BODY_BYTES} bytes here")
    return _Load(
        protocol=load.protocol,
        sockets=len(sockets),
        fds=_ints(one.fileno() for one in sockets),
        senders=len(load.posters),
        sender_socket=_ints(load.posters),
        chats_per_sender=len(load.chats[0]) if load.chats else 0,
        chats=_longs(chat for chats in load.chats for chat in chats),
        depth=load.depth,
        rate=load.rate_per_second,
        warm_up_s=load.warm_up_seconds,
        measure_s=load.seconds,
        drain_s=load.drain_seconds,
        listeners_read_bytes=load.listeners_read_bytes,
        deliveries_per_post=load.deliveries_per_post,
        body=body.encode(),
        room=load.room.encode(),
        servers=len(servers),
        server_pids=_ints(servers.values()),
    )


# --- the structures of load.c


class _Load(ctypes.Structure):
    _fields_ = (
        ("protocol", ctypes.c_int64),
        ("sockets", ctypes.c_int64),
        ("fds", ctypes.POINTER(ctypes.c_int)),
        ("senders", ctypes.c_int64),
        ("sender_socket", ctypes.POINTER(ctypes.c_int)),
        ("chats_per_sender", ctypes.c_int64),
        ("chats", ctypes.POINTER(ctypes.c_int64)),
        ("depth", ctypes.c_int64),
        ("rate", ctypes.c_double),
        ("warm_up_s", ctypes.c_double),
        ("measure_s", ctypes.c_double),
        ("drain_s", ctypes.c_double),
        ("listeners_read_bytes", ctypes.c_int64),
        ("deliveries_per_post", ctypes.c_int64),
        ("body", ctypes.c_char_p),
        ("room", ctypes.c_char_p),
        ("servers", ctypes.c_int64),
        ("server_pids", ctypes.POINTER(ctypes.c_int)),
    )


class _Report(ctypes.Structure):
    _fields_ = (
        ("seconds", ctypes.c_double),
        ("posted", ctypes.c_int64),
        ("acked", ctypes.c_int64),
        ("delivered", ctypes.c_int64),
        ("all_posted", ctypes.c_int64),
        ("all_acked", ctypes.c_int64),
        ("all_delivered", ctypes.c_int64),
        ("refused", ctypes.c_int64),
        ("poked", ctypes.c_int64),
        ("closed", ctypes.c_int64),
        ("unsent", ctypes.c_int64),
        ("other_frames", ctypes.c_int64),
        ("bytes", ctypes.c_int64),
        ("reads", ctypes.c_int64),
        ("late", ctypes.c_int64),
        ("worst_late_ms", ctypes.c_double),
        ("generator_cpu_s", ctypes.c_double),
        ("generator_ready_s", ctypes.c_double),
        ("server_cpu_s", ctypes.c_double * MOST_SERVERS),
        ("machine_cpu_s", ctypes.c_double),
        ("first_refusal", ctypes.c_char * 256),
        ("answers", ctypes.c_int64),
        ("answers_capacity", ctypes.c_int64),
        ("answer_ms", ctypes.POINTER(ctypes.c_double)),
        ("delivered_to", ctypes.POINTER(ctypes.c_int64)),
    )


def _ints(numbers: Iterable[int]) -> "ctypes.Array[ctypes.c_int]":
    listed = list(numbers)
    return (ctypes.c_int * len(listed))(*listed)


def _longs(numbers: Iterable[int]) -> "ctypes.Array[ctypes.c_int64]":
    listed = list(numbers)
    return (ctypes.c_int64 * len(listed))(*listed)
