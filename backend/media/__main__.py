"""`python -m media`: serve until SIGTERM or SIGINT."""

import uvicorn

from media.app import app
from media.config import PORT_OFFSET, config

uvicorn.run(
    app,
    host=config.host,
    port=config.port + PORT_OFFSET,
    log_level="warning",
    access_log=False,
    server_header=False,
    timeout_graceful_shutdown=5,
)
