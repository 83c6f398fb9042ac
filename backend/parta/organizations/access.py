"""Who may see or do what with an organisation: the only place where an id from outside becomes an object.

Whoever is no active member (a stranger, a guest, one whose membership has ended) gets the same answer as for an
organisation that does not exist. Operators are no members: they have doors of their own and see no people.
"""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from parta.accounts.models import User
from parta.organizations import errors
from parta.organizations.models import (
    Application,
    Invitation,
    Membership,
    MembershipState,
    Organization,
    OrganizationState,
    Role,
)

TOKEN = re.compile(r"[A-Za-z0-9_-]{22,32}")


@dataclass(frozen=True)
class Member:
    """An active member, looking at his own organisation."""

    user: User
    org: Organization
    roles: frozenset[Role]

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_teacher(self) -> bool:
        return Role.TEACHER in self.roles

    @property
    def is_staff(self) -> bool:
        return self.is_administrator or self.is_teacher


def access_organization(user: User, org_id: int) -> Member:
    """An organisation of which the person is an active member."""
    membership = (
        Membership.objects.filter(org_id=org_id, user_id=user.pk, state=MembershipState.ACTIVE)
        .select_related("org")
        .first()
    )
    if membership is None:
        raise errors.OrganizationNotFound
    return Member(user=user, org=membership.org, roles=frozenset(Role(role) for role in membership.roles))


def access_to_administer(user: User, org_id: int) -> Member:
    """An organisation in which the person may change things as its administrator."""
    member = access_organization(user, org_id)
    require_administrator(member)
    require_working(member.org)
    return member


def require_administrator(member: Member) -> None:
    if not member.is_administrator:
        raise errors.AdministratorsOnly


def require_working(org: Organization) -> None:
    """A suspended organisation can be looked at, and left; nothing in it changes."""
    if org.state == OrganizationState.SUSPENDED:
        raise errors.OrganizationSuspended


def organizations_of_operator(user: User) -> QuerySet[Organization]:
    """All organisations of the installation, for an operator."""
    if not user.is_operator:
        raise errors.OperatorsOnly
    return Organization.objects.all()


def access_organization_as_operator(user: User, org_id: int) -> Organization:
    org = organizations_of_operator(user).filter(pk=org_id).first()
    if org is None:
        raise errors.OrganizationNotFound
    return org


def access_invitation_by_token(token: str) -> Invitation:
    """Whoever has the link may see what it says; a link that lets nobody in says why."""
    if not TOKEN.fullmatch(token):
        raise errors.InvitationNotFound
    invitation = Invitation.objects.select_related("org").filter(token=token).first()
    if invitation is None:
        raise errors.InvitationNotFound
    return invitation


def access_own_application(user: User, application_id: int) -> Application:
    application = Application.objects.select_related("org").filter(pk=application_id, user_id=user.pk).first()
    if application is None:
        raise errors.ApplicationNotFound
    return application


def own_applications(user: User) -> list[Application]:
    """One's own applications, the newest first; at most 100, which nobody has."""
    return list(Application.objects.select_related("org").filter(user_id=user.pk).order_by("-pk")[:100])
