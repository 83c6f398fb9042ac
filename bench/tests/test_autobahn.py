"""The gateway's framing keeps RFC 6455: the cases of Autobahn are the judge."""

from bench.autobahn import measure


def test_every_case_of_autobahn_passes() -> None:
    verdict = measure(seconds=120)

    assert verdict["failures"] == {}
    assert verdict["passed"] == 246
