"""The benches `sockets`, `storm` and `history`, so small that they are over at once."""

import pytest

from bench.tests.apart import run_apart

SMALL = {
    "sockets": """
from bench.sockets import measure
figures = measure(seconds=0.1, people=100)
assert figures["sockets"] == 100 and figures["chats_per_person"] == 8, figures
assert {"kb_per_socket", "gateway_cpu_cores_idle"} <= figures.keys()
""",
    "storm": """
from bench.storm import measure
figures = measure(seconds=100, people=100)
assert figures["sockets"] == 100, figures
assert 0 < figures["in_step_s_p50"] <= figures["all_in_step_s"], figures
assert {"gateway", "postgres", "valkey"} == figures["server_cpu_s"].keys()
""",
    "history": """
from bench.history import measure
figures = measure(seconds=0, messages=2000, chats=20)
assert (figures["messages"], figures["chats"]) == (2000, 20), figures
assert {"digest_ms_p95", "difference_ms_p95", "first_page_ms_p95", "jump_ms_p95"} <= figures.keys()
""",
}


@pytest.mark.parametrize("name", SMALL)
def test_it_measures_what_its_name_says(name: str) -> None:
    run_apart(SMALL[name])
