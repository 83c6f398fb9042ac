"""The load generator against a server of a few lines at the other end of socket pairs."""

import json
import os
import selectors
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from bench.native import Load, NotWhole, Protocol, Report, Saturated
from bench.native.load import cpu_seconds, require_unsaturated, run_unjudged

LOAD = Load(seconds=0.2, warm_up_seconds=0.05, drain_seconds=20)
Answer = Callable[[int, bytes], Sequence[tuple[int, bytes]]]
"""(who, what he sent) → (to whom, what)"""


def test_every_post_is_acked_and_reaches_everybody_else() -> None:
    load = replace(LOAD, posters=[0, 1], chats=[[7], [7]], depth=3, deliveries_per_post=2)

    report = run_with(3, ack_and_tell(3), load)

    report.require_whole(load)
    assert report.all_posted >= 6
    assert report.all_acked == report.all_posted
    assert report.all_delivered == report.delivered_to[2] + report.delivered_to[1] + report.delivered_to[0]
    assert report.delivered_to[2] == report.all_posted
    assert len(report.answer_ms) == report.acked


def test_frames_in_small_pieces_are_put_together() -> None:
    load = replace(LOAD, posters=[0], chats=[[7]], deliveries_per_post=1)

    report = run_with(2, ack_and_tell(2), load, piece=7)

    report.require_whole(load)
    assert report.all_posted >= 1


def test_what_listeners_let_pile_up_is_counted_at_the_end() -> None:
    load = replace(LOAD, posters=[0], chats=[[7]], listeners_read_bytes=1 << 20, deliveries_per_post=1)

    report = run_with(2, ack_and_tell(2), load, over_tcp=True)

    report.require_whole(load)
    assert report.delivered_to == [0, report.all_posted]


def test_a_poster_waits_for_answers_when_as_many_posts_as_his_depth_are_on_their_way() -> None:
    load = replace(LOAD, posters=[0], chats=[[7]], depth=5, drain_seconds=0)

    report = run_with(1, lambda who, post: [], load)

    assert report.all_posted == 5
    assert report.all_acked == 0
    with pytest.raises(NotWhole, match="of 5 posts 0 were acked"):
        report.require_whole(load)


def test_posts_by_the_clock_do_not_wait_for_answers() -> None:
    load = replace(LOAD, posters=[0, 1], chats=[[7], [8]], rate_per_second=100, drain_seconds=0)

    report = run_with(2, lambda who, post: [], load)

    # 0.05 s of warm-up and 0.2 s, or longer on a machine that stands still.
    assert report.all_posted >= 24
    assert report.all_acked == 0


def test_a_refusal_is_counted_and_quoted() -> None:
    load = replace(LOAD, posters=[0], chats=[[7]])

    report = run_with(1, lambda who, post: [(who, text(type="nack", code="chat.not_found", cid=cid_of(post)))], load)

    assert report.refused == report.all_posted >= 1
    assert "chat.not_found" in report.first_refusal
    with pytest.raises(NotWhole, match=r"chat\.not_found"):
        report.require_whole(load)


def test_a_ping_is_answered_with_what_it_carried() -> None:
    heard = []
    ack = ack_and_tell(1)

    def ping_first(who: int, frame: bytes) -> Sequence[tuple[int, bytes]]:
        heard.append(frame)
        ping = [(who, bytes((0x89, 4)) + b"beat")] if len(heard) == 1 else []
        return [*ping, *ack(who, frame)] if frame.startswith(b"{") else []

    run_with(1, ping_first, replace(LOAD, posters=[0], chats=[[7]]))

    assert heard[1] == b"beat"


def test_a_closed_socket_is_counted() -> None:
    load = replace(LOAD, posters=[0], chats=[[7]])

    report = run_with(1, lambda who, post: [(who, bytes((0x88, 0)))], load)

    assert report.closed == 1


def test_a_room_of_xmpp_answers_its_poster_with_his_own_stanza() -> None:
    load = replace(
        LOAD, protocol=Protocol.XMPP, posters=[0], chats=[[0]], room="r@localhost", body="Звонок", deliveries_per_post=1
    )

    report = run_with(2, echo_stanzas(2), load, frames=stanzas)

    report.require_whole(load)
    assert report.all_posted >= 1
    assert report.delivered_to == [0, report.all_posted]


def test_no_figure_is_given_when_the_generator_was_the_bottleneck() -> None:
    report = run_with(1, ack_and_tell(1), replace(LOAD, posters=[0], chats=[[7]]))

    with pytest.raises(Saturated, match="95%"):
        require_unsaturated(replace(report, generator_cpu_cores=0.95))
    with pytest.raises(Saturated, match="6 of 100 posts"):
        require_unsaturated(replace(report, generator_cpu_cores=0.1, posted=100, late=6))
    require_unsaturated(replace(report, generator_cpu_cores=0.5, posted=100, late=5))


def test_the_cpu_of_a_child_that_has_ended_belongs_to_its_parent() -> None:
    before = cpu_seconds(os.getpid())

    busy = "import time\nwhile time.process_time() < 0.3: pass"
    subprocess.run([sys.executable, "-c", busy], check=True)

    assert cpu_seconds(os.getpid()) - before >= 0.28


def run_with(
    people: int,
    answer: Answer,
    load: Load,
    *,
    piece: int = 1 << 20,
    frames: Callable[[bytes], tuple[list[bytes], bytes]] | None = None,
    over_tcp: bool = False,
) -> Report:
    """Run the load on that many sockets, with `answer` at their other ends, which writes in pieces of so many bytes."""
    pairs = [tcp_pair() if over_tcp else socket.socketpair() for _ in range(people)]
    with serving([theirs for _, theirs in pairs], answer, piece=piece, frames=frames or client_frames):
        report = run_unjudged([ours for ours, _ in pairs], load, servers={})
        for ours, _ in pairs:
            ours.shutdown(socket.SHUT_RDWR)
    for pair in pairs:
        for end in pair:
            end.close()
    return report


def tcp_pair() -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = socket.create_connection(server.getsockname())
        return ours, server.accept()[0]


@contextmanager
def serving(
    ends: Sequence[socket.socket],
    answer: Answer,
    *,
    piece: int,
    frames: Callable[[bytes], tuple[list[bytes], bytes]],
) -> Iterator[None]:
    """Answer what comes until every other end is shut."""

    def serve() -> None:
        rests = [b""] * len(ends)
        with selectors.DefaultSelector() as open_ends:
            for who, end in enumerate(ends):
                open_ends.register(end, selectors.EVENT_READ, who)
            while open_ends.get_map():
                for key, _ in open_ends.select():
                    received = ends[key.data].recv(65536)
                    if not received:
                        open_ends.unregister(key.fileobj)
                    payloads, rests[key.data] = frames(rests[key.data] + received)
                    # The load may have ended in the meantime, and its sockets with it.
                    with suppress(BrokenPipeError):
                        for to, words in (told for payload in payloads for told in answer(key.data, payload)):
                            for start in range(0, len(words), piece):
                                ends[to].sendall(words[start : start + piece])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield
    thread.join(timeout=60)
    assert not thread.is_alive()


def ack_and_tell(people: int) -> Answer:
    """As the gateway does: an ack to the poster, an event to everybody else."""

    def answer(who: int, post: bytes) -> Sequence[tuple[int, bytes]]:
        ack = text(type="ack", cid=cid_of(post), chat=7, seq=1, pts=1, ts="2026-09-01T09:00:00Z")
        event = text(type="ev", chat=7, pts=1, kind="message", message={"body": "слово " * 40})
        return [(who, ack), *((other, event) for other in range(people) if other != who)]

    return answer


def echo_stanzas(people: int) -> Answer:
    """As a room of ejabberd does: the same stanza to everybody."""

    def answer(who: int, stanza: bytes) -> Sequence[tuple[int, bytes]]:
        number = stanza.split(b" id='", 1)[1].split(b"'", 1)[0]
        echo = b"<message to='me' from='r@localhost/u0' type='groupchat' id='%s'><body>.</body></message>" % number
        return [(other, b"<presence from='r@localhost/u1'/>" + echo) for other in range(people)]

    return answer


def text(**frame: object) -> bytes:
    payload = json.dumps(frame, separators=(",", ":"), ensure_ascii=False).encode()
    size = len(payload)
    return (bytes((0x81, size)) if size < 126 else b"\x81\x7e" + size.to_bytes(2, "big")) + payload


def cid_of(post: bytes) -> str:
    cid = json.loads(post)["cid"]
    assert str(uuid.UUID(cid)) == cid
    assert uuid.UUID(cid).version == 7
    return str(cid)


def client_frames(received: bytes) -> tuple[list[bytes], bytes]:
    """The payloads of a client's frames, whose mask is 0, and what is left."""
    payloads = []
    while len(received) >= 6:
        head, size = 6, received[1] & 127
        if size == 126:
            head, size = 8, int.from_bytes(received[2:4], "big")
        if len(received) < head + size:
            break
        payloads.append(received[head : head + size])
        received = received[head + size :]
    return payloads, received


def stanzas(received: bytes) -> tuple[list[bytes], bytes]:
    *whole, rest = received.split(b"</message>")
    return whole, rest
