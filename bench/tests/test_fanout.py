"""The bench `fanout` in a small room."""

from bench.fanout import FRAME_BYTES, an_event
from bench.tests.apart import run_apart
from gateway.framing import wire

A_SMALL_ROOM = """
from bench import fanout
costs = fanout.costs_of_all(seconds=0.8, sockets=20)
assert len(costs) == 4
for cost in costs.values():
    assert cost.listeners.all_delivered * 20 == cost.frames * 19 > 0
    assert fanout.figures(cost)["cpu_s_per_million"] >= 0
"""


def test_every_frame_reaches_everybody() -> None:
    run_apart(A_SMALL_ROOM)


def test_an_event_is_a_frame_of_300_bytes() -> None:
    assert {len(wire(an_event(chat, pts=pts))) for chat, pts in ((1, 1), (12_345, 999_999))} == {FRAME_BYTES}
