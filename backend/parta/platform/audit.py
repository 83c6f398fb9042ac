"""The append-only log of what people with power do."""

from typing import Any

from parta.platform.logs import current_request_id
from parta.platform.models import AuditEntry


def record(action: str, *, by: int | None, org_id: int | None, **subject: Any) -> None:
    """Write one entry in the running transaction: what was done is logged, or was not done."""
    AuditEntry.objects.create(
        action=action, actor_id=by, org_id=org_id, subject=subject, request_id=current_request_id()
    )
