"""Settings of the `media` process; read once, at import."""

from protocol.settings import Shared

PORT_OFFSET = 2


class MediaConfig(Shared):
    """Nothing of its own: it signs nothing, asks no database and knows nobody."""


config = MediaConfig.from_environment()
