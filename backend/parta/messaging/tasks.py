"""What the messenger does when something happens on a lower floor, and at night."""

import structlog
from prometheus_client import Gauge

from parta.messaging import actions
from parta.messaging.actions import rules
from parta.platform import clock
from parta.platform.events import on
from parta.platform.tasks import app
from protocol.events import (
    ApplicationChanged,
    ClassChanged,
    EnrolmentChanged,
    GuardiansChanged,
    MembershipChanged,
    OrganizationChanged,
    OrganizationFounded,
)

log = structlog.get_logger(__name__)

rows_at_night = Gauge(
    "parta_messaging_recompiled_rows",
    "Rows of chat_member that the nightly recompile had to change; anything but 0 is a missed event.",
)


@on(OrganizationFounded)
def give_organization_its_chats(event: OrganizationFounded) -> None:
    rules.make_chats_of_organization(event.org_id)


@on(OrganizationChanged)
def compile_new_policy(event: OrganizationChanged) -> None:
    """Only a change of state or policy touches rights; that of a name or an address does not."""
    if rules.has_outdated_policy(event.org_id):
        rules.recompile_organization(event.org_id)


@on(MembershipChanged)
def follow_member(event: MembershipChanged) -> None:
    rules.recompile_person(event.org_id, [event.user_id])


@on(ClassChanged)
def follow_class(event: ClassChanged) -> None:
    rules.follow_class(event.class_id)


@on(EnrolmentChanged)
def follow_enrolment(event: EnrolmentChanged) -> None:
    rules.recompile_person(event.org_id, event.user_ids)


@on(GuardiansChanged)
def follow_guardians(event: GuardiansChanged) -> None:
    rules.recompile_person(event.org_id, [event.parent_id, event.child_id])


@on(ApplicationChanged)
def answer_application(event: ApplicationChanged) -> None:
    if event.state in {"accepted", "declined"}:
        actions.post_answer_to_application(event.application_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="parta.messaging.recompile_expired", queue="nightly")
def recompile_expired(timestamp: int) -> None:
    """Rights that change by time alone: birthdays."""
    rules.recompile_expired(clock.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="parta.messaging.recompile_all", queue="nightly")
def recompile_all(timestamp: int) -> None:
    rows = rules.recompile_everything()
    rows_at_night.set(rows)
    if rows:
        log.warning("rights were out of date rows=%s", rows)
