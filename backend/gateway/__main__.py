"""`python -m gateway`: serve until SIGTERM or Ctrl+C."""

import asyncio
import gc
import logging
import resource
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
    # Sockets are many and live long, and next to nothing here is cyclic: what the imports made is never looked through
    # again, and the young rarely. Else ten thousand sockets that come at once cost a tenth more.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    # A socket is a file; what the system gives by default is often 1,024.
    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    uvloop.run(serve(config))


if __name__ == "__main__":
    main()
