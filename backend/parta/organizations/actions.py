"""What people do to an organisation. Each function is one transaction, or part of the caller's.

Whoever changes what a person may do raises `membership.access_ver` in the same transaction: rights that the messenger
compiled before are worthless from the commit on. Gate rows are locked first and in the order of user ids
(`lock_gates`), as every writer does; an action that goes on to lock others' gates takes them all at once, up front.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from functools import cache
from typing import Any, cast
from zoneinfo import available_timezones

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from parta.accounts import actions as accounts
from parta.accounts.models import User
from parta.organizations import errors, queries
from parta.organizations.models import (
    Application,
    ApplicationState,
    DeclineReason,
    Invitation,
    Membership,
    MembershipState,
    Organization,
    OrganizationKind,
    OrganizationState,
    Role,
)
from parta.organizations.regions import REGIONS
from parta.platform import audit, clock, events
from protocol.events import (
    ApplicationChanged,
    InvitationChanged,
    MembershipChanged,
    OrganizationChanged,
    OrganizationFounded,
)

KINDS_FOR_OPERATORS = frozenset({OrganizationKind.MINISTRY, OrganizationKind.PLATFORM})
UNVERIFIED_PER_FOUNDER = 3
TOKEN_BYTES = 18

# --- the organisation ----------------------------------------------------------------------------------------------


@transaction.atomic
def found_organization(
    *, by: User, kind: OrganizationKind, name: str, short_name: str, region: str, time_zone: str
) -> Organization:
    """Make an organisation whose first administrator is its founder.

    What an operator founds is verified by that, and everything is in demo mode; else the operator has to look at it.
    """
    if kind in KINDS_FOR_OPERATORS and not by.is_operator:
        raise errors.KindForOperatorsOnly
    if not queries.is_adult(by.birth_date):
        raise errors.AdultsOnly
    _check_place(region=region, time_zone=time_zone)
    verified = by.is_operator or settings.DEMO
    if not verified:
        _check_few_unverified(by)
    org = Organization.objects.create(
        kind=kind,
        name=name,
        short_name=short_name,
        region=region,
        time_zone=time_zone,
        state=OrganizationState.VERIFIED if verified else OrganizationState.UNVERIFIED,
        verified_at=clock.now() if verified else None,
        created_by=by,
    )
    Membership.objects.create(org=org, user=by, state=MembershipState.ACTIVE, roles=[Role.ADMINISTRATOR])
    audit.record("organizations.founded", by=by.pk, org_id=org.pk, kind=kind, state=org.state)
    events.publish(OrganizationFounded(org_id=org.pk, founder_id=by.pk), users=[by.pk])
    events.publish(MembershipChanged(org_id=org.pk, user_id=by.pk), users=[by.pk])
    return org


def _check_place(*, region: str, time_zone: str) -> None:
    if region not in REGIONS:
        raise errors.UnknownRegion
    if time_zone not in _time_zones():
        raise errors.UnknownTimeZone


@cache
def _time_zones() -> set[str]:
    return available_timezones()


def _check_few_unverified(founder: User) -> None:
    # The row of the founder, so that two requests at once do not both find room.
    User.objects.select_for_update(no_key=True).get(pk=founder.pk)
    waiting = Organization.objects.filter(created_by=founder, state=OrganizationState.UNVERIFIED).count()
    if waiting >= UNVERIFIED_PER_FOUNDER:
        raise errors.TooManyUnverified(limit=UNVERIFIED_PER_FOUNDER)


@transaction.atomic
def edit_card(*, org: Organization, by: User, changes: Mapping[str, str]) -> Organization:
    """Change fields of the organisation's card: name, short_name, region, time_zone, description, site, contacts."""
    for field, value in changes.items():
        setattr(org, field, value)
    _check_place(region=org.region, time_zone=org.time_zone)
    org.save(update_fields=list(changes))
    audit.record("organizations.card_edited", by=by.pk, org_id=org.pk, fields=sorted(changes))
    _tell_members(org)
    return org


@transaction.atomic
def verify_organization(*, org: Organization, by: User) -> Organization:
    """Let it admit pupils and parents from now on."""
    org = _lock_organization(org, expected={OrganizationState.UNVERIFIED})
    org.verified_at = clock.now()
    return _change_state(org, by=by, state=OrganizationState.VERIFIED)


@transaction.atomic
def suspend_organization(*, org: Organization, by: User) -> Organization:
    """Stop everything in the organisation at once: nobody writes, nothing changes, nobody comes in."""
    org = _lock_organization(org, expected={OrganizationState.UNVERIFIED, OrganizationState.VERIFIED})
    return _change_state(org, by=by, state=OrganizationState.SUSPENDED)


@transaction.atomic
def restore_organization(*, org: Organization, by: User) -> Organization:
    """End a suspension: the organisation is again what it was before."""
    org = _lock_organization(org, expected={OrganizationState.SUSPENDED})
    state = OrganizationState.VERIFIED if org.verified_at else OrganizationState.UNVERIFIED
    return _change_state(org, by=by, state=state)


def _lock_organization(org: Organization, *, expected: Collection[OrganizationState]) -> Organization:
    locked = Organization.objects.select_for_update(no_key=True).get(pk=org.pk)
    if locked.state not in expected:
        raise errors.OtherState(state=locked.state)
    return locked


def _change_state(org: Organization, *, by: User, state: OrganizationState) -> Organization:
    audit.record("organizations.state_changed", by=by.pk, org_id=org.pk, before=org.state, after=state)
    org.state = state
    org.policy_ver += 1
    org.save(update_fields=["state", "verified_at", "policy_ver"])
    _tell_members(org)
    return org


def _tell_members(org: Organization) -> None:
    events.publish(OrganizationChanged(org_id=org.pk), users=queries.member_ids(org.pk))


# --- gates and roles -----------------------------------------------------------------------------------------------


def lock_gates(org_id: int, user_ids: Iterable[int]) -> dict[int, Membership]:
    """Lock these people's gate rows in the one order that all writers keep, and read them as they are then."""
    rows = (
        Membership.objects.select_for_update()
        .filter(org_id=org_id, user_id__in=sorted(set(user_ids)))
        .order_by("user_id")
    )
    return {row.user_id: row for row in rows}


def outdate_rights(org_id: int, user_ids: Iterable[int]) -> None:
    """Make worthless, from the commit on, what was compiled for these people. Their gates are locked by the caller."""
    Membership.objects.filter(org_id=org_id, user_id__in=sorted(set(user_ids))).update(access_ver=F("access_ver") + 1)


@transaction.atomic
def ensure_guest(org: Organization, user: User) -> None:
    """Give the person a gate row, so that the organisation can write to him; who has one keeps it as it is."""
    Membership.objects.bulk_create([Membership(org=org, user=user, state=MembershipState.GUEST)], ignore_conflicts=True)


@transaction.atomic
def admit(*, org: Organization, user: User, role: Role, subjects: Collection[str] = (), by: int | None) -> None:
    """Let the person in with the role, besides what he is here already; one whose membership ended begins anew."""
    check_may_hold(org, user, roles={role})
    ensure_guest(org, user)
    gate = lock_gates(org.pk, [user.pk])[user.pk]
    if gate.state != MembershipState.ACTIVE:
        gate.joined_at = clock.now()
        gate.roles, gate.subjects = [], []
    gate.state = MembershipState.ACTIVE
    gate.ended_at = None
    gate.roles = sorted({*gate.roles, role})
    gate.subjects = sorted({*gate.subjects, *subjects})
    _save_gate(gate)
    audit.record("organizations.admitted", by=by, org_id=org.pk, user_id=user.pk, role=role)


@transaction.atomic
def set_roles(
    *, org: Organization, user: User, roles: Collection[Role], subjects: Collection[str] | None, by: User
) -> None:
    """Replace what the member is here (`subjects`: None leaves them)."""
    gates = lock_gates(org.pk, {user.pk, by.pk, *queries.administrator_ids(org.pk)})
    _check_still_administrator(gates, by)
    gate = gates.get(user.pk)
    if gate is None or gate.state != MembershipState.ACTIVE:
        raise errors.MemberNotFound
    if Role.ADMINISTRATOR not in roles:
        _check_another_administrator(gates, besides=user.pk)
    check_may_hold(org, user, roles=set(roles) - set(gate.roles))
    before = gate.roles
    gate.roles = sorted(set(roles))
    if subjects is not None:
        gate.subjects = sorted(set(subjects))
    if Role.TEACHER not in roles:
        gate.subjects = []
    _save_gate(gate)
    audit.record(
        "organizations.roles_changed", by=by.pk, org_id=org.pk, user_id=user.pk, before=before, after=gate.roles
    )


@transaction.atomic
def end_membership(*, org: Organization, user: User, by: User) -> None:
    """Shut the gate behind a member: by an administrator, or by himself, who leaves."""
    gates = lock_gates(org.pk, {user.pk, by.pk, *queries.administrator_ids(org.pk)})
    gate = gates.get(user.pk)
    if gate is None or gate.state != MembershipState.ACTIVE:
        raise errors.MemberNotFound
    if user.pk != by.pk:
        _check_still_administrator(gates, by)
    if Role.ADMINISTRATOR in gate.roles:
        _check_another_administrator(gates, besides=user.pk)
    before = gate.roles
    gate.state = MembershipState.ENDED
    gate.ended_at = clock.now()
    gate.roles, gate.subjects = [], []
    _save_gate(gate)
    audit.record("organizations.membership_ended", by=by.pk, org_id=org.pk, user_id=user.pk, before=before)


def check_may_hold(org: Organization, user: User, *, roles: Collection[str]) -> None:
    """Refuse roles that the organisation may not give yet, or that a minor may not hold."""
    state = Organization.objects.values_list("state", flat=True).get(pk=org.pk)
    if state == OrganizationState.SUSPENDED:
        raise errors.OrganizationSuspended
    if state == OrganizationState.UNVERIFIED and not queries.STAFF_ROLES.issuperset(roles):
        raise errors.OrganizationUnverified
    if not queries.ADULT_ROLES.isdisjoint(roles) and not queries.is_adult(user.birth_date):
        raise errors.AdultsOnly


def _check_still_administrator(gates: Mapping[int, Membership], by: User) -> None:
    """Two administrators may be demoting each other: whoever was slower is one no longer."""
    gate = gates.get(by.pk)
    if gate is None or Role.ADMINISTRATOR not in gate.roles:
        raise errors.AdministratorsOnly


def _check_another_administrator(gates: Mapping[int, Membership], *, besides: int) -> None:
    """Among the gates, which are locked, somebody else must be administrator if this person is the one now."""
    if Role.ADMINISTRATOR not in gates[besides].roles:
        return
    if not any(Role.ADMINISTRATOR in gate.roles for user_id, gate in gates.items() if user_id != besides):
        raise errors.LastAdministrator


def _save_gate(gate: Membership) -> None:
    """Write a locked gate row, outdating what was compiled for it, and tell whom it concerns."""
    Membership.objects.filter(org_id=gate.org_id, user_id=gate.user_id).update(
        state=gate.state,
        roles=gate.roles,
        subjects=gate.subjects,
        joined_at=gate.joined_at,
        ended_at=gate.ended_at,
        access_ver=F("access_ver") + 1,
    )
    # Locked, so that a change in another organisation at the same time sees this one, or is seen.
    User.objects.select_for_update(no_key=True).get(pk=gate.user_id)
    accounts.set_teaches(gate.user_id, teaches=queries.teaches_anywhere(gate.user_id))
    events.publish(
        MembershipChanged(org_id=gate.org_id, user_id=gate.user_id),
        users={gate.user_id, *queries.administrator_ids(gate.org_id)},
    )


# --- invitations ---------------------------------------------------------------------------------------------------


@transaction.atomic
def create_invitation(
    *, org: Organization, by: User, role: Role, class_ids: Collection[int], lifetime: timedelta, max_uses: int
) -> Invitation:
    """Make a link that leads to applications for `role` (and these classes)."""
    invitation = Invitation.objects.create(
        org=org,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        role=role,
        class_ids=sorted(set(class_ids)),
        expires_at=clock.now() + lifetime,
        max_uses=max_uses,
        created_by=by,
    )
    audit.record("organizations.invitation_made", by=by.pk, org_id=org.pk, invitation_id=invitation.pk, role=role)
    _tell_of_invitation(invitation)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Make the link worthless; doing it again changes nothing. Applications already made stay."""
    revoked = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=clock.now())
    if revoked:
        audit.record(
            "organizations.invitation_revoked", by=by.pk, org_id=invitation.org_id, invitation_id=invitation.pk
        )
        _tell_of_invitation(invitation)
    invitation.refresh_from_db(fields=["revoked_at"])
    return invitation


def _tell_of_invitation(invitation: Invitation) -> None:
    """Tell who looks at it in a list: administrators, and the class teacher who made it, if he is one still."""
    author = queries.staff_ids(invitation.org_id) & {invitation.created_by_id}
    events.publish(
        InvitationChanged(org_id=invitation.org_id, invitation_id=invitation.pk),
        users=author | queries.administrator_ids(invitation.org_id),
    )


# --- applications --------------------------------------------------------------------------------------------------


@transaction.atomic
def apply(
    *,
    invitation: Invitation,
    by: User,
    class_ids: Collection[int],
    subjects: Collection[str],
    child_names: str,
    note: str,
    also_tell: Iterable[int],
) -> Application:
    """Ask to be let in by a link, which is used once by this. `also_tell`: who may decide, besides administrators."""
    invitation = Invitation.objects.select_related("org").select_for_update(of=("self",)).get(pk=invitation.pk)
    _check_open(invitation)
    _check_may_apply(invitation, by)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                org=invitation.org,
                user=by,
                invitation=invitation,
                role=invitation.role,
                class_ids=sorted(set(class_ids)),
                subjects=sorted(set(subjects)),
                child_names=child_names,
                note=note,
            )
    except IntegrityError:
        # By another link, at the same moment or before.
        raise errors.AlreadyApplied from None
    Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") + 1)
    _tell_of_invitation(invitation)
    _tell_of_application(application, also_tell)
    return application


def _check_open(invitation: Invitation) -> None:
    match queries.invitation_state(invitation):
        case "revoked":
            raise errors.InvitationRevoked
        case "expired":
            raise errors.InvitationExpired
        case "used_up":
            raise errors.InvitationUsedUp
        case "suspended":
            raise errors.OrganizationSuspended
        case "unverified":
            raise errors.OrganizationUnverified


def _check_may_apply(invitation: Invitation, by: User) -> None:
    if invitation.role in queries.ADULT_ROLES and not queries.is_adult(by.birth_date):
        raise errors.AdultsOnly
    member = queries.members_by_id(invitation.org_id, [by.pk]).get(by.pk)
    # A parent applies again for a further child.
    if member and invitation.role in member.roles and invitation.role != Role.PARENT:
        raise errors.AlreadyMember


def lock_pending(application: Application) -> Application:
    """Take the application for deciding about it; of two who do so at once the second is refused."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("org", "user").get(pk=application.pk)
    if locked.state != ApplicationState.PENDING:
        raise errors.AlreadyDecided(state=locked.state)
    return locked


@transaction.atomic
def edit_application(
    *, application: Application, by: User, changes: Mapping[str, Any], also_tell: Iterable[int]
) -> Application:
    """Change role, class_ids, subjects or child_ids before deciding; who calls has checked the classes and children."""
    application = lock_pending(application)
    for field, value in changes.items():
        setattr(application, field, value)
    application.save(update_fields=list(changes))
    audit.record(
        "organizations.application_edited",
        by=by.pk,
        org_id=application.org_id,
        application_id=application.pk,
        fields=sorted(changes),
    )
    _tell_of_application(application, also_tell)
    return application


@transaction.atomic
def mark_accepted(*, application: Application, by: User, also_tell: Iterable[int]) -> Application:
    """Close an application that `lock_pending` gave; letting the person in is the caller's part."""
    return _decide(application, by=by, state=ApplicationState.ACCEPTED, also_tell=also_tell)


@transaction.atomic
def decline_application(
    *, application: Application, by: User, reason: DeclineReason, text: str, also_tell: Iterable[int]
) -> Application:
    """Refuse with a reason, which the applicant reads; he gets a gate for the message that says it."""
    if reason == DeclineReason.OTHER and not text:
        raise errors.DeclineTextRequired
    application = lock_pending(application)
    application.decline_reason = reason
    application.decline_text = text
    ensure_guest(application.org, application.user)
    return _decide(application, by=by, state=ApplicationState.DECLINED, also_tell=also_tell)


@transaction.atomic
def withdraw_application(*, application: Application, also_tell: Iterable[int]) -> Application:
    application = lock_pending(application)
    return _decide(application, by=None, state=ApplicationState.WITHDRAWN, also_tell=also_tell)


def _decide(
    application: Application, *, by: User | None, state: ApplicationState, also_tell: Iterable[int]
) -> Application:
    application.state = state
    application.decided_by = by
    application.decided_at = clock.now()
    application.save(update_fields=["state", "decided_by", "decided_at", "decline_reason", "decline_text"])
    if by is not None:
        audit.record(
            f"organizations.application_{state}",
            by=by.pk,
            org_id=application.org_id,
            application_id=application.pk,
            user_id=application.user_id,
            role=application.role,
            reason=application.decline_reason,
        )
    _tell_of_application(application, also_tell)
    return application


def _tell_of_application(application: Application, also_tell: Iterable[int]) -> None:
    events.publish(
        ApplicationChanged(
            org_id=application.org_id,
            application_id=application.pk,
            user_id=application.user_id,
            state=cast(Any, application.state),  # the constraint of the column: one of the event's literals
        ),
        users={application.user_id, *queries.administrator_ids(application.org_id), *also_tell},
    )
