"""The HTTP door of roster."""

from ninja import Router

router = Router(tags=["roster"])
