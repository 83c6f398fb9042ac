"""Reads about organisations and their members, each with a shape; none of them asks who is looking."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Literal

from django.db.models import Count, Q

from parta.organizations.models import (
    Invitation,
    Membership,
    MembershipState,
    Organization,
    OrganizationState,
    Role,
)
from parta.platform import clock

ADULT_YEARS = 18

STAFF_ROLES = frozenset({Role.ADMINISTRATOR, Role.TEACHER})
ADULT_ROLES = STAFF_ROLES | {Role.PARENT}
"""Roles that give power over children, or over one child."""
ACTIVE = Q(state=MembershipState.ACTIVE)
STAFF = Q(roles__overlap=sorted(STAFF_ROLES))


def administrator_ids(org_id: int) -> set[int]:
    return member_ids(org_id, roles={Role.ADMINISTRATOR})


def staff_ids(org_id: int) -> set[int]:
    return member_ids(org_id, roles=STAFF_ROLES)


def member_ids(org_id: int, *, roles: Collection[Role] = ()) -> set[int]:
    """Active members who hold at least one of the roles; without roles: all of them."""
    members = Membership.objects.filter(ACTIVE, org_id=org_id)
    if roles:
        members = members.filter(roles__overlap=sorted(roles))
    return set(members.values_list("user_id", flat=True))


def members_by_id(org_id: int, user_ids: Collection[int]) -> dict[int, Membership]:
    """The active ones among these people, in one query."""
    return {row.user_id: row for row in Membership.objects.filter(ACTIVE, org_id=org_id, user_id__in=user_ids)}


def member_numbers(org_id: int) -> dict[str, int]:
    """How many active members there are, and how many hold each role; somebody with two roles counts in both."""
    return Membership.objects.filter(ACTIVE, org_id=org_id).aggregate(
        total=Count("user_id"),
        teachers=Count("user_id", filter=Q(roles__contains=[Role.TEACHER])),
        pupils=Count("user_id", filter=Q(roles__contains=[Role.PUPIL])),
        parents=Count("user_id", filter=Q(roles__contains=[Role.PARENT])),
    )


def member_totals(org_ids: Collection[int]) -> dict[int, int]:
    """How many active members each of these organisations has."""
    return dict(
        Membership.objects.filter(ACTIVE, org_id__in=org_ids)
        .values("org_id")
        .annotate(total=Count("user_id"))
        .values_list("org_id", "total")
    )


def names_of_organizations_of(user_ids: Collection[int], *, besides: int) -> dict[int, list[str]]:
    """Where else each of these people is a member, by name."""
    names: dict[int, list[str]] = defaultdict(list)
    elsewhere = Membership.objects.filter(ACTIVE, user_id__in=user_ids).exclude(org_id=besides)
    for user_id, name in elsewhere.order_by("org__name").values_list("user_id", "org__name"):
        names[user_id].append(name)
    return dict(names)


def teaches_anywhere(user_id: int) -> bool:
    return Membership.objects.filter(ACTIVE, user_id=user_id, roles__contains=[Role.TEACHER]).exists()


InvitationState = Literal["open", "expired", "used_up", "revoked", "unverified", "suspended"]


def invitation_state(invitation: Invitation) -> InvitationState:
    """The first reason why nobody can apply by it; `unverified`: the organisation may not let the role in yet."""
    org = invitation.org
    if invitation.revoked_at is not None:
        return "revoked"
    if invitation.expires_at <= clock.now():
        return "expired"
    if invitation.uses >= invitation.max_uses:
        return "used_up"
    if org.state == OrganizationState.SUSPENDED:
        return "suspended"
    if not may_admit(org, invitation.role):
        return "unverified"
    return "open"


def may_admit(org: Organization, role: str) -> bool:
    """An unverified organisation lets in staff only, a suspended one nobody."""
    if org.state == OrganizationState.UNVERIFIED:
        return role in STAFF_ROLES
    return org.state == OrganizationState.VERIFIED


def is_adult(birth_date: date | None) -> bool:
    """18 or older today; whoever has no date of birth is not known to be."""
    if birth_date is None:
        return False
    today = clock.now().date()
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not had_birthday) >= ADULT_YEARS
