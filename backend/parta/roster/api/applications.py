"""«Заявки»: ask to be let in, and decide about those who ask."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from parta.accounts.access import UserRequest
from parta.accounts.queries import Person, person_of
from parta.organizations import access as organizations
from parta.organizations import actions as organization_actions
from parta.organizations import queries as members
from parta.organizations.models import Application, ApplicationState, DeclineReason, Role
from parta.platform.errors import AppError
from parta.platform.http import Problem
from parta.platform.inputs import Cursor, Id, Line, Search, Text
from parta.platform.limits import Limit
from parta.platform.paging import make_cursor, read_cursor
from parta.roster import access, actions, queries
from parta.roster.access import Insider
from parta.roster.api.members import ChildIds, ClassIds, Subjects
from parta.roster.api.shapes import (
    READ,
    WRITE,
    ClassLink,
    OrganizationLink,
    class_links,
    organization_link,
)

router = Router(tags=["applications"])

PAGE = 50
MOST_AT_ONCE = 100
APPLYING = Limit("applying", amount=30, seconds=3600)


class ApplicationNew(Schema):
    class_ids: ClassIds = []
    """From `choice` of the invitation."""
    subjects: Subjects = []
    child_names: Line = ""
    """A parent says whose: surnames and names of the children, class."""
    note: Annotated[Text, Field(max_length=500)] = ""


class MyApplicationMay(Schema):
    withdraw: bool


class MyApplicationView(Schema):
    """An application as its applicant sees it."""

    id: int
    organization: OrganizationLink
    role: Role
    classes: list[ClassLink]
    subjects: list[str]
    child_names: str
    note: str
    state: ApplicationState
    decline_reason: DeclineReason | None
    decline_text: str
    created_at: datetime
    decided_at: datetime | None
    may: MyApplicationMay


class MyApplications(Schema):
    applications: list[MyApplicationView]


class ApplicationMay(Schema):
    decide: bool
    """Edit, accept, decline."""


class ApplicationView(Schema):
    """An application as those see it who may decide about it."""

    id: int
    person: Person
    full_name: str
    """Surname, name, patronymic: as in the class register."""
    birth_date: date | None
    role: Role
    classes: list[ClassLink]
    subjects: list[str]
    child_names: str
    children: list[Person]
    """Whom a decider has recognised by these names; a parent needs at least one."""
    note: str
    state: ApplicationState
    decline_reason: DeclineReason | None
    decline_text: str
    created_at: datetime
    decided_at: datetime | None
    decided_by: Person | None
    roles_now: list[Role]
    """What the applicant is in the organisation already."""
    other_organizations: list[str]
    """Names, for administrators only."""
    may: ApplicationMay


class Applications(Schema):
    applications: list[ApplicationView]
    next: str | None
    total: int


class ApplicationsQuery(Schema):
    state: ApplicationState | None = None
    search: Annotated[Search, Field(description="Parts of the applicant's name.")] = ""
    cursor: Cursor = ""


class ApplicationChanges(Schema):
    """Omitted fields stay as they are."""

    role: Role | None = None
    class_ids: ClassIds | None = None
    subjects: Subjects | None = None
    child_ids: ChildIds | None = None


class Decline(Schema):
    reason: DeclineReason
    text: Annotated[Text, Field(max_length=500)] = ""
    """Needed for the reason `other`."""


class Several(Schema):
    ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_AT_ONCE)]


class AcceptanceResult(Schema):
    id: int
    accepted: bool
    code: str
    """Of the refusal; empty when accepted."""
    params: dict[str, Any]


class AcceptanceResults(Schema):
    results: list[AcceptanceResult]


# --- the applicant -------------------------------------------------------------------------------------------------


@router.post("/invitations/{token}/applications", response={200: MyApplicationView, 429: Problem, **WRITE})
def apply(request: UserRequest, token: str, body: ApplicationNew) -> MyApplicationView:
    """Ask to be let in by a link; this uses the link once. One application at a time per organisation."""
    APPLYING.consume(request.user.pk)
    invitation = organizations.access_invitation_by_token(token)
    class_ids = access.access_classes_to_choose(invitation, body.class_ids)
    application = organization_actions.apply(
        invitation=invitation,
        by=request.user,
        class_ids=class_ids,
        subjects=body.subjects if invitation.role == Role.TEACHER else [],
        child_names=body.child_names,
        note=body.note,
        also_tell=actions.deciders(role=invitation.role, class_ids=class_ids),
    )
    return _my_views([application])[0]


@router.get("/me/applications", response={200: MyApplications, 401: Problem})
def list_my_applications(request: UserRequest) -> MyApplications:
    """One's own applications, the newest first; at most 100."""
    return MyApplications(applications=_my_views(organizations.own_applications(request.user)))


@router.delete("/me/applications/{id}", response={200: MyApplicationView, **WRITE})
def withdraw(request: UserRequest, id: Id) -> MyApplicationView:
    """Take an application back before it is decided; the link stays used."""
    application = organizations.access_own_application(request.user, id)
    withdrawn = organization_actions.withdraw_application(
        application=application,
        also_tell=actions.deciders(role=application.role, class_ids=application.class_ids),
    )
    return _my_views([withdrawn])[0]


# --- who decides ---------------------------------------------------------------------------------------------------


@router.get("/organizations/{org}/applications", response={200: Applications, 403: Problem, **READ})
def list_applications(request: UserRequest, org: Id, query: Query[ApplicationsQuery]) -> Applications:
    """The newest first: administrators see all, class teachers those of pupils and parents for their classes."""
    viewer = access.access_to_invite(request.user, org)
    found = access.visible_applications(viewer).annotate(sort_name=queries.sort_name("user__"))
    if query.state:
        found = found.filter(state=query.state)
    for word in queries.normalised(query.search).split():
        found = found.filter(sort_name__contains=word)
    total = found.count()
    if query.cursor:
        (before,) = read_cursor(query.cursor, int)
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("user", "decided_by").order_by("-pk")[: PAGE + 1])
    return Applications(
        applications=_views(viewer, rows[:PAGE]),
        next=make_cursor(rows[PAGE - 1].pk) if len(rows) > PAGE else None,
        total=total,
    )


@router.post("/organizations/{org}/applications/accept", response={200: AcceptanceResults, **WRITE})
def accept_several(request: UserRequest, org: Id, body: Several) -> AcceptanceResults:
    """Accept many, each for itself: one that cannot be accepted does not hold up the others."""
    access.access_to_invite(request.user, org)
    return AcceptanceResults(results=[_accept_one(request, org, id) for id in dict.fromkeys(body.ids)])


def _accept_one(request: UserRequest, org: int, id: int) -> AcceptanceResult:
    try:
        viewer, application = access.access_application_to_decide(request.user, org, id)
        actions.accept_application(application, decider=viewer)
    except AppError as refusal:
        return AcceptanceResult(id=id, accepted=False, code=refusal.code, params=refusal.params)
    return AcceptanceResult(id=id, accepted=True, code="", params={})


@router.get("/organizations/{org}/applications/{id}", response={200: ApplicationView, 403: Problem, **READ})
def get_application(request: UserRequest, org: Id, id: Id) -> ApplicationView:
    viewer, application = access.access_application(request.user, org, id)
    return _views(viewer, [application])[0]


@router.patch("/organizations/{org}/applications/{id}", response={200: ApplicationView, **WRITE})
def edit_application(request: UserRequest, org: Id, id: Id, body: ApplicationChanges) -> ApplicationView:
    """Put right what the applicant said, and say which children he means, before accepting."""
    viewer, application = access.access_application_to_decide(request.user, org, id)
    changes = access.access_application_changes(viewer, application, body.dict(exclude_none=True))
    edited = actions.edit_application(application, decider=viewer, changes=changes)
    return _views(viewer, [edited])[0]


@router.post("/organizations/{org}/applications/{id}/accept", response={200: ApplicationView, **WRITE})
def accept_application(request: UserRequest, org: Id, id: Id) -> ApplicationView:
    """Let the applicant in as what the application says; a member gets the role besides his others."""
    viewer, application = access.access_application_to_decide(request.user, org, id)
    return _views(viewer, [actions.accept_application(application, decider=viewer)])[0]


@router.post("/organizations/{org}/applications/{id}/decline", response={200: ApplicationView, **WRITE})
def decline_application(request: UserRequest, org: Id, id: Id, body: Decline) -> ApplicationView:
    """Refuse with a reason, which the applicant gets."""
    viewer, application = access.access_application_to_decide(request.user, org, id)
    declined = actions.decline_application(application, decider=viewer, reason=body.reason, text=body.text)
    return _views(viewer, [declined])[0]


def _my_views(rows: Sequence[Application]) -> list[MyApplicationView]:
    titles = queries.titles_of(class_id for row in rows for class_id in row.class_ids)
    return [
        MyApplicationView(
            id=row.pk,
            organization=organization_link(row.org),
            role=Role(row.role),
            classes=class_links(row.class_ids, titles),
            subjects=row.subjects,
            child_names=row.child_names,
            note=row.note,
            state=ApplicationState(row.state),
            decline_reason=DeclineReason(row.decline_reason) if row.decline_reason else None,
            decline_text=row.decline_text,
            created_at=row.created_at,
            decided_at=row.decided_at,
            may=MyApplicationMay(withdraw=row.state == ApplicationState.PENDING),
        )
        for row in rows
    ]


def _views(viewer: Insider, rows: Sequence[Application]) -> list[ApplicationView]:
    titles = queries.titles_of(class_id for row in rows for class_id in row.class_ids)
    children = queries.people_by_name({child for row in rows for child in row.child_ids})
    applicants = {row.user_id for row in rows}
    roles_now = {user_id: row.roles for user_id, row in members.members_by_id(viewer.org.pk, applicants).items()}
    elsewhere: dict[int, list[str]] = {}
    if viewer.is_administrator:
        elsewhere = members.names_of_organizations_of(applicants, besides=viewer.org.pk)
    return [
        ApplicationView(
            id=row.pk,
            person=person_of(row.user),
            full_name=f"{row.user.surname} {row.user.given_name} {row.user.patronymic}".strip(),
            birth_date=row.user.birth_date,
            role=Role(row.role),
            classes=class_links(row.class_ids, titles),
            subjects=row.subjects,
            child_names=row.child_names,
            children=[person for child, person in children.items() if child in row.child_ids],
            note=row.note,
            state=ApplicationState(row.state),
            decline_reason=DeclineReason(row.decline_reason) if row.decline_reason else None,
            decline_text=row.decline_text,
            created_at=row.created_at,
            decided_at=row.decided_at,
            decided_by=person_of(row.decided_by) if row.decided_by else None,
            roles_now=[Role(role) for role in roles_now.get(row.user_id, [])],
            other_organizations=elsewhere.get(row.user_id, []),
            may=ApplicationMay(decide=row.state == ApplicationState.PENDING and viewer.may_change),
        )
        for row in rows
    ]
