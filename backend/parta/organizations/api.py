"""The HTTP door of organisations as such: regions, and what the operator does.

All that needs classes as well (cards with `may`, members, invitations, applications) is served by `parta.roster.api`.
"""

from datetime import datetime
from typing import Annotated

from ninja import Field, Query, Router, Schema

from parta.accounts.access import UserRequest
from parta.accounts.queries import Person, person_of
from parta.organizations import access, actions, queries
from parta.organizations.models import Organization, OrganizationKind, OrganizationState
from parta.organizations.regions import REGIONS
from parta.platform.http import Problem
from parta.platform.inputs import Cursor, Id, Search
from parta.platform.paging import make_cursor, read_cursor

router = Router(tags=["organizations"])

PAGE = 50


class RegionView(Schema):
    code: str
    name: str
    time_zone: str
    """Of its capital: what a form proposes."""


@router.get("/regions", auth=None, response=list[RegionView])
def list_regions(request: UserRequest) -> list[RegionView]:
    """The 89 regions by name."""
    regions = sorted(REGIONS.values(), key=lambda region: region.name)
    return [RegionView(code=region.code, name=region.name, time_zone=region.time_zone) for region in regions]


# --- the operator --------------------------------------------------------------------------------------------------


class OperatorMay(Schema):
    verify: bool
    suspend: bool
    restore: bool


class OperatorOrganizationView(Schema):
    """An organisation as the operator sees it: its card and a number, no people but the founder."""

    id: int
    kind: OrganizationKind
    name: str
    short_name: str
    region: str
    state: OrganizationState
    founder: Person
    members_total: int
    created_at: datetime
    may: OperatorMay


class OperatorOrganizations(Schema):
    organizations: list[OperatorOrganizationView]
    next: str | None
    total: int


class OperatorQuery(Schema):
    state: OrganizationState | None = None
    search: Annotated[Search, Field(description="Part of the name.")] = ""
    cursor: Cursor = ""


REFUSALS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


@router.get("/operator/organizations", response={200: OperatorOrganizations, 401: Problem, 403: Problem, 422: Problem})
def list_organizations(request: UserRequest, query: Query[OperatorQuery]) -> OperatorOrganizations:
    """All organisations of the installation, the newest first."""
    found = access.organizations_of_operator(request.user)
    if query.state:
        found = found.filter(state=query.state)
    if query.search:
        found = found.filter(name__icontains=query.search)
    total = found.count()
    if query.cursor:
        (before,) = read_cursor(query.cursor, int)
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("created_by").order_by("-pk")[: PAGE + 1])
    return OperatorOrganizations(
        organizations=_views(rows[:PAGE]),
        next=make_cursor(rows[PAGE - 1].pk) if len(rows) > PAGE else None,
        total=total,
    )


@router.post("/operator/organizations/{org}/verify", response={200: OperatorOrganizationView, **REFUSALS})
def verify_organization(request: UserRequest, org: Id) -> OperatorOrganizationView:
    """From now on it may let pupils and parents in."""
    found = access.access_organization_as_operator(request.user, org)
    return _view(actions.verify_organization(org=found, by=request.user))


@router.post("/operator/organizations/{org}/suspend", response={200: OperatorOrganizationView, **REFUSALS})
def suspend_organization(request: UserRequest, org: Id) -> OperatorOrganizationView:
    """Stop everything in it: nobody writes, nothing changes, nobody comes in."""
    found = access.access_organization_as_operator(request.user, org)
    return _view(actions.suspend_organization(org=found, by=request.user))


@router.post("/operator/organizations/{org}/restore", response={200: OperatorOrganizationView, **REFUSALS})
def restore_organization(request: UserRequest, org: Id) -> OperatorOrganizationView:
    """End its suspension."""
    found = access.access_organization_as_operator(request.user, org)
    return _view(actions.restore_organization(org=found, by=request.user))


def _view(org: Organization) -> OperatorOrganizationView:
    return _views([org])[0]


def _views(orgs: list[Organization]) -> list[OperatorOrganizationView]:
    totals = queries.member_totals([org.pk for org in orgs])
    return [
        OperatorOrganizationView(
            id=org.pk,
            kind=OrganizationKind(org.kind),
            name=org.name,
            short_name=org.short_name,
            region=org.region,
            state=OrganizationState(org.state),
            founder=person_of(org.created_by),
            members_total=totals.get(org.pk, 0),
            created_at=org.created_at,
            may=OperatorMay(
                verify=org.state == OrganizationState.UNVERIFIED,
                suspend=org.state != OrganizationState.SUSPENDED,
                restore=org.state == OrganizationState.SUSPENDED,
            ),
        )
        for org in orgs
    ]
