"""The HTTP door of messaging."""

from ninja import Router

router = Router(tags=["messaging"])
