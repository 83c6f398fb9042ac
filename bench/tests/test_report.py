from bench.report import percentile, table


def test_nested_figures_stand_side_by_side() -> None:
    shown = table("rooms", {"ratio": 34.5, "r100": {"ratio": 34.5, "us": {"rate": 10000}, "peer": {"rate": 470}}})

    assert shown.splitlines() == [
        "",
        "rooms",
        "  ratio  34.5",
        "              r100    r100 us  r100 peer",
        "  ratio       34.5",
        "  rate                 10,000        470",
    ]


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([1, 2], 0.99) == 2
    assert percentile([], 0.5) == 0
