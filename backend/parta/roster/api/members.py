"""«Участники»: who belongs to the organisation, as far as the caller may see it."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from django.db.models import Q
from ninja import Field, Query, Router, Schema, Status

from parta.accounts.access import UserRequest
from parta.accounts.queries import Person, person_of
from parta.organizations.models import Membership, Role
from parta.platform.inputs import Cursor, Id, Line, Search
from parta.platform.paging import make_cursor, read_cursor
from parta.roster import access, actions, queries
from parta.roster.access import Insider
from parta.roster.api.shapes import READ, WRITE

router = Router(tags=["members"])

PAGE = 50

Subject = Annotated[Line, Field(min_length=1, max_length=60)]
Subjects = Annotated[list[Subject], Field(max_length=20)]
ClassIds = Annotated[list[Id], Field(max_length=50)]
ChildIds = Annotated[list[Id], Field(max_length=20)]


class ClassOfMember(Schema):
    id: int
    title: str
    standing: access.StandingShown


class MemberMay(Schema):
    edit: bool
    remove: bool


class MemberView(Schema):
    """A member as far as the caller may know him: to pupils and parents, staff are staff and nothing besides."""

    user_id: int
    person: Person
    roles: list[Role]
    classes: list[ClassOfMember]
    """Standing `parent`: a class of one of his children."""
    subjects: list[str]
    children: list[Person]
    joined_at: datetime
    may: MemberMay


class Members(Schema):
    members: list[MemberView]
    next: str | None
    total: int
    """Of all pages; counts only whom the caller may see."""


class MembersQuery(Schema):
    search: Annotated[
        Search,
        Field(description="Parts of the name in any order. With two letters or more a teacher searches the school."),
    ] = ""
    role: Role | None = None
    class_id: Id | None = None
    cursor: Cursor = ""


class MemberChanges(Schema):
    """Omitted fields stay as they are; with a role goes all that stands on it."""

    roles: Annotated[list[Role], Field(min_length=1, max_length=4)]
    subjects: Subjects | None = None
    teaches_in: ClassIds | None = None
    """Classes in which a teacher teaches; class teachers are named on the page of the class."""
    learns_in: ClassIds | None = None
    child_ids: ChildIds | None = None


@router.get("/organizations/{org}/members", response={200: Members, **READ})
def list_members(request: UserRequest, org: Id, query: Query[MembersQuery]) -> Members:
    """Members by surname whom the caller may see.

    Administrators see all; teachers the staff, pupils and parents of their classes, and by name everybody; pupils their
    classes and teachers; parents the staff and their children.
    """
    viewer = access.access_inside(request.user, org)
    words = queries.normalised(query.search).split()
    by_name = len("".join(words)) >= access.SHORTEST_SEARCH
    found = access.visible_members(viewer, by_name=by_name).annotate(sort_name=queries.sort_name("user__"))
    for word in words:
        found = found.filter(sort_name__contains=word)
    if query.role:
        found = found.filter(access.shown_role(viewer, query.role))
    if query.class_id:
        found = found.filter(user_id__in=access.people_shown_of_class(viewer, query.class_id))
    total = found.count()
    if query.cursor:
        name, user_id = read_cursor(query.cursor, str, int)
        found = found.filter(Q(sort_name__gt=name) | Q(sort_name=name, user_id__gt=user_id))
    rows = list(found.select_related("user").order_by("sort_name", "user_id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Members(
        members=member_views(viewer, rows[:PAGE]),
        next=make_cursor(last.sort_name, last.user_id) if last else None,
        total=total,
    )


@router.patch("/organizations/{org}/members/{user}", response={200: MemberView, **WRITE})
def change_member(request: UserRequest, org: Id, user: Id, body: MemberChanges) -> MemberView:
    """Give a member other roles, classes or children; administrators only."""
    viewer, member = access.access_member_to_change(request.user, org, user)
    changes = actions.MemberChanges(
        roles=frozenset(body.roles),
        subjects=None if body.subjects is None else tuple(body.subjects),
        teaches_in=None if body.teaches_in is None else frozenset(access.access_classes(viewer, body.teaches_in)),
        learns_in=None if body.learns_in is None else frozenset(access.access_classes(viewer, body.learns_in)),
        child_ids=None if body.child_ids is None else frozenset(access.access_children(viewer, body.child_ids)),
    )
    actions.change_member(org=viewer.org, user=member, by=request.user, changes=changes)
    # Afresh: he may have changed himself.
    viewer = access.access_inside(request.user, org)
    return member_views(viewer, [access.access_membership(viewer, user)])[0]


@router.delete("/organizations/{org}/members/{user}", response={204: None, **WRITE})
def remove_member(request: UserRequest, org: Id, user: Id) -> Status[None]:
    """End a membership, with the person's classes and family links here; administrators only."""
    viewer, member = access.access_member_to_change(request.user, org, user)
    actions.remove_member(org=viewer.org, user=member, by=request.user)
    return Status(204, None)


# --- what is shown of whom -----------------------------------------------------------------------------------------


def member_views(viewer: Insider, rows: Collection[Membership]) -> list[MemberView]:
    """Show members, in three queries however many."""
    org_id = viewer.org.pk
    children = queries.children_of(org_id, [row.user_id for row in rows])
    all_children: set[int] = set().union(*children.values())
    places = queries.classes_of(org_id, {*(row.user_id for row in rows), *all_children})
    people = queries.people_by_name(all_children)

    def view(row: Membership) -> MemberView:
        known = access.known_about(viewer, row, children=children.get(row.user_id, set()), places=places)
        return MemberView(
            user_id=row.user_id,
            person=person_of(row.user),
            roles=known.roles,
            classes=[
                ClassOfMember(id=place.class_id, title=place.title, standing=standing)
                for standing, place in known.places
            ],
            subjects=row.subjects,
            children=[person for child, person in people.items() if child in known.children],
            joined_at=row.joined_at,
            may=MemberMay(
                edit=viewer.is_administrator and viewer.may_change,
                remove=viewer.is_administrator and viewer.may_change,
            ),
        )

    return [view(row) for row in rows]
