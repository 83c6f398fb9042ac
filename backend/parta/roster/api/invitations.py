"""«Приглашения по ссылке»: links that lead to applications."""

from datetime import datetime, timedelta
from typing import Annotated

from ninja import Field, Query, Router, Schema

from parta.accounts.access import UserRequest
from parta.accounts.queries import Person, person_of
from parta.organizations import access as organizations
from parta.organizations import actions, queries
from parta.organizations.models import Invitation, Role
from parta.organizations.queries import InvitationState
from parta.platform.config import config
from parta.platform.http import Problem
from parta.platform.inputs import Cursor, Id
from parta.platform.paging import make_cursor, read_cursor
from parta.roster import access
from parta.roster import queries as roster
from parta.roster.access import Insider
from parta.roster.api.shapes import (
    READ,
    WRITE,
    ClassLink,
    OrganizationLink,
    class_links,
    organization_link,
)

router = Router(tags=["invitations"])

PAGE = 50
LONGEST_HOURS = 365 * 24
MOST_USES = 1000


class InvitationNew(Schema):
    role: Role
    class_ids: Annotated[list[Id], Field(max_length=50)] = []
    """Whom a class teacher invites comes to classes of his own."""
    lifetime_hours: Annotated[int, Field(ge=1, le=LONGEST_HOURS)]
    max_uses: Annotated[int, Field(ge=1, le=MOST_USES)]


class InvitationMay(Schema):
    revoke: bool


class InvitationView(Schema):
    id: int
    token: str
    url: str
    """What the QR code says."""
    role: Role
    classes: list[ClassLink]
    expires_at: datetime
    uses: int
    max_uses: int
    state: InvitationState
    """The first reason why nobody can apply by it; `unverified`: the organisation may not let the role in yet."""
    created_by: Person
    created_at: datetime
    may: InvitationMay


class Invitations(Schema):
    invitations: list[InvitationView]
    next: str | None
    total: int


class InvitationsQuery(Schema):
    cursor: Cursor = ""


class PublicInvitation(Schema):
    """What a poster on the wall may say, and what the caller, if signed in, needs for applying."""

    organization: OrganizationLink
    role: Role
    classes: list[ClassLink]
    state: InvitationState
    choice: list[ClassLink]
    """Classes that an applicant may name himself: when signed in, and the invitation is open and names none."""
    member: bool
    """The caller is a member of the organisation."""
    my_application_id: int | None
    """The caller's application that waits for a decision there."""


@router.get("/organizations/{org}/invitations", response={200: Invitations, 403: Problem, **READ})
def list_invitations(request: UserRequest, org: Id, query: Query[InvitationsQuery]) -> Invitations:
    """The newest first: administrators see all, class teachers those for their classes."""
    viewer = access.access_to_invite(request.user, org)
    found = access.visible_invitations(viewer)
    total = found.count()
    if query.cursor:
        (before,) = read_cursor(query.cursor, int)
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("org", "created_by").order_by("-pk")[: PAGE + 1])
    return Invitations(
        invitations=_views(viewer, rows[:PAGE]),
        next=make_cursor(rows[PAGE - 1].pk) if len(rows) > PAGE else None,
        total=total,
    )


@router.post("/organizations/{org}/invitations", response={200: InvitationView, **WRITE})
def create_invitation(request: UserRequest, org: Id, body: InvitationNew) -> InvitationView:
    """Make a link: administrators for every role, class teachers for pupils and parents of their classes."""
    viewer, class_ids = access.access_to_invite_for(request.user, org, role=body.role, class_ids=body.class_ids)
    invitation = actions.create_invitation(
        org=viewer.org,
        by=request.user,
        role=body.role,
        class_ids=class_ids,
        lifetime=timedelta(hours=body.lifetime_hours),
        max_uses=body.max_uses,
    )
    return _views(viewer, [invitation])[0]


@router.get("/organizations/{org}/invitations/{id}", response={200: InvitationView, 403: Problem, **READ})
def get_invitation(request: UserRequest, org: Id, id: Id) -> InvitationView:
    viewer, invitation = access.access_invitation(request.user, org, id)
    return _views(viewer, [invitation])[0]


@router.delete("/organizations/{org}/invitations/{id}", response={200: InvitationView, **WRITE})
def revoke_invitation(request: UserRequest, org: Id, id: Id) -> InvitationView:
    """Make the link worthless; applications that were made by it stay."""
    viewer, invitation = access.access_invitation(request.user, org, id)
    return _views(viewer, [actions.revoke_invitation(invitation=invitation, by=request.user)])[0]


@router.get("/invitations/{token}", auth=None, response={200: PublicInvitation, 404: Problem, 422: Problem})
def look_at_invitation(request: UserRequest, token: str) -> PublicInvitation:
    """Follow a link, signed in or not."""
    invitation = organizations.access_invitation_by_token(token)
    state = queries.invitation_state(invitation)
    signed_in = request.user.is_authenticated
    choice = access.classes_to_choose(invitation) if signed_in and state == "open" else {}
    visitor = access.visitor(request.user, invitation) if signed_in else access.STRANGER
    return PublicInvitation(
        organization=organization_link(invitation.org),
        role=Role(invitation.role),
        classes=class_links(invitation.class_ids, roster.titles_of(invitation.class_ids)),
        state=state,
        choice=class_links(choice, choice),
        member=visitor.member,
        my_application_id=visitor.application_id,
    )


def _views(viewer: Insider, rows: list[Invitation]) -> list[InvitationView]:
    titles = roster.titles_of(class_id for row in rows for class_id in row.class_ids)
    return [
        InvitationView(
            id=row.pk,
            token=row.token,
            url=f"{config.public_url}/join/{row.token}",
            role=Role(row.role),
            classes=class_links(row.class_ids, titles),
            expires_at=row.expires_at,
            uses=row.uses,
            max_uses=row.max_uses,
            state=queries.invitation_state(row),
            created_by=person_of(row.created_by),
            created_at=row.created_at,
            may=InvitationMay(revoke=row.revoked_at is None),
        )
        for row in rows
    ]
