"""`python -m gateway`: serve until SIGTERM or Ctrl+C."""

import asyncio
import logging
import signal

import uvloop

from gateway.config import GatewayConfig
from gateway.logs import configure
from gateway.server import running

log = logging.getLogger("gateway")


async def serve(config: GatewayConfig) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with running(config):
        await stop.wait()
        log.info("gateway drains")


def main() -> None:
    config = GatewayConfig.from_environment()
    configure(config.log)
    uvloop.run(serve(config))


if __name__ == "__main__":
    main()
