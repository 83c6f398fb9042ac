"""Rooms of 100 and of 1,000 with everyone on line, beside ejabberd with its archive in PostgreSQL, in the same run.

The same load for both, a closed loop: POSTERS people each have one message on its way and send the next when the last
is answered. The answer is our `ack` and the echo that a room of XMPP sends to its poster: both come after the message
is in the table, and in the end the rows are counted. A delivery is a message at the socket of somebody else; who only
listens reads 16 KiB at a time, because a thousand devices would not take their CPU from the server's two cores.

One server runs at a time. Its CPU is that of its whole tree of processes with PostgreSQL (and Valkey): `ratio` compares
deliveries per CPU second, `wall_ratio` deliveries a second.
"""

import uuid
from dataclasses import replace
from typing import TypedDict

from bench import ejabberd
from bench.messages import cpu_shares
from bench.native import Load, NotWhole, Protocol, Report, open_sockets, run_load, shut
from bench.stack import Stack, disk_sync_ms, running
from gateway.tests.make import a_school
from protocol.frames import Hello

SECONDS = 10.0
SHORT_SECONDS = 3.0
SIZES = (100, 1000)
POSTERS = 20
LISTENERS_READ_BYTES = 16 * 1024


class Room(TypedDict):
    ratio: float
    """Deliveries per server CPU second against the peer's."""
    wall_ratio: float
    """Deliveries a second against the peer's."""
    parta: dict[str, float]
    ejabberd: dict[str, float]


def measure(*, seconds: float) -> dict[str, object]:
    ejabberd.require_installed()
    with running() as stack:
        ours = [our_room(stack, size, seconds=seconds) for size in SIZES]
    with ejabberd.running() as peer:
        theirs = [their_room(peer, size, seconds=seconds) for size in SIZES]
    rooms = {f"r{size}": beside(our, their) for size, our, their in zip(SIZES, ours, theirs, strict=True)}
    return {
        "ratio": min(room["ratio"] for room in rooms.values()),
        "wall_ratio": min(room["wall_ratio"] for room in rooms.values()),
        "disk_sync_ms": disk_sync_ms(),
        **rooms,
    }


def our_room(stack: Stack, size: int, *, seconds: float) -> dict[str, float]:
    school = a_school(stack.sql)
    with stack.sql.transaction():
        people = [school.someone() for _ in range(size)]
        chat = school.chat(people)
    stack.sql.execute("ANALYZE")
    sockets = open_sockets(stack.port, [Hello(device=str(uuid.uuid4()), ticket=p.ticket()) for p in people])
    load = room_load(size, chat=chat, seconds=seconds)
    report = run_load(sockets, load, servers=stack.servers)
    report.require_whole(load)
    shut(sockets)
    _, last_seq = school.head(chat)
    return figures(report, rows=last_seq)


def their_room(peer: ejabberd.Peer, size: int, *, seconds: float) -> dict[str, float]:
    rows = peer.archived()
    room, sockets = ejabberd.enter_room(peer.port, f"room{size}", people=size)
    # It takes longer to come to the end of what it was given.
    load = replace(room_load(size, chat=0, seconds=seconds), protocol=Protocol.XMPP, room=room, drain_seconds=20.0)
    report = run_load(sockets, load, servers=peer.servers)
    report.require_whole(load)
    shut(sockets)
    return figures(report, rows=peer.archived() - rows)


def room_load(size: int, *, chat: int, seconds: float) -> Load:
    return Load(
        seconds=seconds,
        warm_up_seconds=2.0,
        posters=range(POSTERS),
        chats=[[chat]] * POSTERS,
        depth=1,
        listeners_read_bytes=LISTENERS_READ_BYTES,
        deliveries_per_post=size - 1,
    )


def figures(report: Report, *, rows: int) -> dict[str, float]:
    if rows != report.all_acked:
        raise NotWhole(f"{report.all_acked} messages were answered and {rows} are in the table")
    cpu = sum(report.server_cpu_s.values())
    return {
        "accepted_per_s": round(report.accepted_per_s, 1),
        "delivered_per_s": round(report.delivered_per_s),
        "cpu_s_per_million_deliveries": round(cpu / report.delivered * 1e6, 3),
        "ack_ms_p50": report.ack_ms(0.5),
        "ack_ms_p99": report.ack_ms(0.99),
        "rows": rows,
        **cpu_shares(report),
    }


def beside(ours: dict[str, float], theirs: dict[str, float]) -> Room:
    return {
        "ratio": round(theirs["cpu_s_per_million_deliveries"] / ours["cpu_s_per_million_deliveries"], 1),
        "wall_ratio": round(ours["delivered_per_s"] / theirs["delivered_per_s"], 1),
        "parta": ours,
        "ejabberd": theirs,
    }
