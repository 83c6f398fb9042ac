"""Found an organisation, see and edit its card, know one's own, leave."""

from typing import Annotated

from ninja import Field, Router, Schema, Status
from pydantic import AfterValidator

from parta.accounts.access import UserRequest
from parta.organizations import actions as organization_actions
from parta.organizations import queries as members
from parta.organizations.models import OrganizationKind, OrganizationState, Role
from parta.platform.http import Problem
from parta.platform.inputs import Id, Line, Text
from parta.platform.limits import Limit
from parta.roster import access, actions
from parta.roster.access import Insider
from parta.roster.api.shapes import READ, WRITE

router = Router(tags=["organizations"])

FOUNDING = Limit("founding", amount=10, seconds=3600)


def _web_address(site: str) -> str:
    if site and not site.startswith(("https://", "http://")):
        raise ValueError("not a web address")
    return site


Name = Annotated[Line, Field(min_length=2)]
ShortName = Annotated[Line, Field(max_length=40)]
Site = Annotated[Line, AfterValidator(_web_address)]


class OrganizationNew(Schema):
    kind: OrganizationKind
    name: Name
    short_name: ShortName = ""
    region: Annotated[Line, Field(description="Code from `GET /regions`.")]
    time_zone: Annotated[Line, Field(max_length=40, description="IANA name.")]


class OrganizationChanges(Schema):
    """Omitted fields stay as they are."""

    name: Name | None = None
    short_name: ShortName | None = None
    region: Line | None = None
    time_zone: Annotated[Line, Field(max_length=40)] | None = None
    description: Text | None = None
    site: Site | None = None
    contacts: Annotated[Text, Field(max_length=1000)] | None = None


class MemberNumbers(Schema):
    """Active members; somebody with two roles counts in both."""

    total: int
    teachers: int
    pupils: int
    parents: int


class OrganizationMay(Schema):
    """What the caller may do here."""

    edit: bool
    change_members: bool
    create_classes: bool
    invite: bool
    """For somebody: a class teacher for classes of his own."""
    decide_applications: bool


class OrganizationView(Schema):
    """An organisation as its members see it."""

    id: int
    kind: OrganizationKind
    name: str
    short_name: str
    region: str
    time_zone: str
    description: str
    site: str
    contacts: str
    state: OrganizationState
    members: MemberNumbers
    my_roles: list[Role]
    may: OrganizationMay


class MyOrganization(Schema):
    id: int
    name: str
    short_name: str
    kind: OrganizationKind
    state: OrganizationState
    roles: list[Role]
    applications_pending: int
    """Waiting for a decision that the caller may take."""


class MyOrganizations(Schema):
    organizations: list[MyOrganization]


@router.post(
    "/organizations",
    response={200: OrganizationView, 401: Problem, 403: Problem, 409: Problem, 422: Problem, 429: Problem},
)
def found_organization(request: UserRequest, body: OrganizationNew) -> OrganizationView:
    """Found an organisation and become its administrator.

    Unless the founder is an operator, or the installation is a demo, it is unverified: it may prepare everything and
    let staff in, but no pupil and no parent.
    """
    FOUNDING.consume(request.user.pk)
    org = organization_actions.found_organization(by=request.user, **body.dict())
    return _view(access.access_inside(request.user, org.pk))


@router.get("/me/organizations", response={200: MyOrganizations, 401: Problem})
def list_my_organizations(request: UserRequest) -> MyOrganizations:
    """The organisations of which the caller is a member, by name, each with what waits for him there."""
    mine = access.own_memberships(request.user)
    pending = access.pending_by_organization(request.user, mine)
    return MyOrganizations(
        organizations=[
            MyOrganization(
                id=membership.org.pk,
                name=membership.org.name,
                short_name=membership.org.short_name,
                kind=OrganizationKind(membership.org.kind),
                state=OrganizationState(membership.org.state),
                roles=[Role(role) for role in membership.roles],
                applications_pending=pending.get(membership.org_id, 0),
            )
            for membership in mine
        ]
    )


@router.get("/organizations/{org}", response={200: OrganizationView, **READ})
def get_organization(request: UserRequest, org: Id) -> OrganizationView:
    return _view(access.access_inside(request.user, org))


@router.patch("/organizations/{org}", response={200: OrganizationView, **WRITE})
def edit_organization(request: UserRequest, org: Id, body: OrganizationChanges) -> OrganizationView:
    """Edit the card; administrators only."""
    viewer = access.access_to_administer(request.user, org)
    changes = body.dict(exclude_none=True)
    if changes:
        organization_actions.edit_card(org=viewer.org, by=request.user, changes=changes)
    return _view(viewer)


@router.post("/organizations/{org}/leave", response={204: None, **WRITE})
def leave_organization(request: UserRequest, org: Id) -> Status[None]:
    """End one's own membership; the last administrator stays."""
    viewer = access.access_inside(request.user, org)
    actions.remove_member(org=viewer.org, user=request.user, by=request.user)
    return Status(204, None)


def _view(viewer: Insider) -> OrganizationView:
    org = viewer.org
    administers = viewer.is_administrator and viewer.may_change
    return OrganizationView(
        id=org.pk,
        kind=OrganizationKind(org.kind),
        name=org.name,
        short_name=org.short_name,
        region=org.region,
        time_zone=org.time_zone,
        description=org.description,
        site=org.site,
        contacts=org.contacts,
        state=OrganizationState(org.state),
        members=MemberNumbers(**members.member_numbers(org.pk)),
        my_roles=sorted(viewer.member.roles),
        may=OrganizationMay(
            edit=administers,
            change_members=administers,
            create_classes=administers,
            invite=viewer.decides and viewer.may_change,
            decide_applications=viewer.decides and viewer.may_change,
        ),
    )
