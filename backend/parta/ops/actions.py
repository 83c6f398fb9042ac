"""What is done to the installation itself."""

import secrets
from datetime import timedelta

from django.db import transaction

from parta.accounts import actions as accounts
from parta.accounts.models import User
from parta.ops.access import access_setup_link, hash_of
from parta.ops.models import SetupLink
from parta.platform import audit, clock
from parta.platform.config import config

LINK_LIVES = timedelta(hours=24)


@transaction.atomic
def make_setup_link() -> str:
    """Print nothing, return the address of a new link; older ones that nobody used are worth nothing from now on."""
    token = secrets.token_urlsafe(32)
    SetupLink.objects.filter(used_at=None).delete()
    SetupLink.objects.create(token_hash=hash_of(token), expires_at=clock.now() + LINK_LIVES)
    audit.record("ops.setup_link_made", by=None, org_id=None)
    # In the fragment: a browser sends it to no server and no log.
    return f"{config.public_url}/setup#{token}"


@transaction.atomic
def use_setup_link(token: str, *, by: User) -> None:
    """Make the person an operator; of two who come at the same time, one."""
    link = access_setup_link(token)
    link.used_at = clock.now()
    link.used_by_id = by.pk
    link.save(update_fields=["used_at", "used_by_id"])
    accounts.make_operator(by)
    audit.record("ops.operator_made", by=by.pk, org_id=None, setup_link=link.pk)
