"""The Autobahn cases (PyPI's `kosoku`) against the gateway's own framing: the same class, limits and checks.

What answers is an application that sends back what it got; it lives here, so that the product cannot start it.
"""

import asyncio
from collections.abc import Sequence

import uvloop
from kosoku import FailureError, run_fuzzingclient
from picows import WSMsgType, WSUpgradeRequest, WSUpgradeResponse, WSUpgradeResponseWithListener

from gateway.framing import MessageListener, listen

SECONDS = SHORT_SECONDS = 60.0
LEFT_OUT = {
    "9.*": "messages of up to 16 MiB, where the limit is 64 KiB, and their speed",
    "12.*": "compression, which the gateway does not offer",
    "13.*": "compression, which the gateway does not offer",
    "7.1.6": "a message of 256 KiB",
}


def measure(*, seconds: float) -> dict[str, object]:
    return uvloop.run(judged(within=seconds))


async def judged(*, within: float, cases: Sequence[str] = ("*",)) -> dict[str, object]:
    """Run the cases; `failures` says what was wrong with each that did not pass."""
    server = await listen(_upgrade, host="127.0.0.1", port=0, handshake_seconds=5, heartbeat_seconds=25)
    port = server.sockets[0].getsockname()[1]
    try:
        async with asyncio.timeout(within):
            results = await run_fuzzingclient(f"ws://127.0.0.1:{port}/", list(cases), list(LEFT_OUT), concurrency=8)
    except FailureError as failure:
        results = failure.results
    finally:
        server.close()
    passed = [result for result in results if result.passed]
    return {
        "passed": len(passed),
        "failed": len(results) - len(passed),
        "failures": {
            result.case_id: f"{result.result} {result.result_close}" for result in results if not result.passed
        },
        "left_out": LEFT_OUT,
    }


class Echo(MessageListener):
    def on_text(self, message: bytes) -> None:
        if self.transport is not None:
            self.transport.send(WSMsgType.TEXT, message)

    def on_binary(self, message: bytes) -> None:
        if self.transport is not None:
            self.transport.send(WSMsgType.BINARY, message)


def _upgrade(request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
    return WSUpgradeResponseWithListener(WSUpgradeResponse.create_101_response(), Echo())
