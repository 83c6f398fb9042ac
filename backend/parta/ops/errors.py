"""What the operator's side refuses."""

from parta.platform.errors import Conflict, NotFound


class SetupLinkUnknown(NotFound):
    """No such link was ever printed, or a newer one has taken its place."""

    code = "ops.setup_link_unknown"


class SetupLinkUsed(Conflict):
    """Somebody has opened it before; `parta operator link` prints another."""

    code = "ops.setup_link_used"


class SetupLinkExpired(Conflict):
    """It was good for a day; `parta operator link` prints another."""

    code = "ops.setup_link_expired"
