"""The bench `latency` for half a second."""

from bench.tests.apart import run_apart

HALF_A_SECOND = """
from bench import latency
calls, report = latency.watched(seconds=0.5)
assert report.all_acked == report.all_posted > 0
assert {"ack_ms_p50", "ack_ms_p99", "call_ms_p50", "call_ms_p99"} <= latency.figures(calls, report).keys()
"""


def test_every_post_is_acked_and_reaches_everybody_else() -> None:
    run_apart(HALF_A_SECOND)
