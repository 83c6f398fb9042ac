"""Classes: their list, a class with its people, who is in it, whose parents they are."""

from typing import Annotated

from ninja import Field, Query, Router, Schema

from parta.accounts.access import UserRequest
from parta.accounts.queries import Person
from parta.organizations import queries as members
from parta.platform.inputs import Id, Line
from parta.roster import access, actions, queries
from parta.roster.access import Insider
from parta.roster.api.shapes import READ, WRITE
from parta.roster.models import SchoolClass, Standing

router = Router(tags=["classes"])

Grade = Annotated[int, Field(ge=1, le=11)]
Letter = Annotated[Line, Field(max_length=10)]
Title = Annotated[Line, Field(max_length=40)]


class ClassNew(Schema):
    """A class («7А», from grade and letter) or, without a grade, a group with a title of its own."""

    grade: Grade | None = None
    letter: Letter = ""
    title: Title = ""


class ClassEdit(Schema):
    """Omitted fields stay; a new grade or letter without a title makes a new title."""

    grade: Grade | None = None
    letter: Letter | None = None
    title: Title | None = None
    parents_read: bool | None = None
    """Parents of the class read its chat."""


class ClassNumbers(Schema):
    pupils: int
    teachers: int
    parents: int


class ClassMay(Schema):
    edit: bool
    archive: bool
    see_people: bool
    """Pupils and parents."""
    manage_people: bool
    """Put pupils and teachers in and take them out, link parents."""
    name_class_teacher: bool
    move_pupils: bool
    invite: bool


class ClassSummary(Schema):
    id: int
    org_id: int
    grade: int | None
    letter: str
    title: str
    mine: bool
    """The caller, or a child of his, is in it."""
    class_teachers: list[Person]
    counts: ClassNumbers
    may: ClassMay


class Classes(Schema):
    classes: list[ClassSummary]


class TeacherOfClass(Schema):
    person: Person
    class_teacher: bool
    subjects: list[str]


class ParentOfClass(Schema):
    person: Person
    children: list[Person]
    """In this class."""


class ClassView(Schema):
    """A class with its people, as far as the caller may see them: others get empty lists and the numbers."""

    id: int
    org_id: int
    grade: int | None
    letter: str
    title: str
    archived: bool
    parents_read: bool
    mine: bool
    teachers: list[TeacherOfClass]
    pupils: list[Person]
    parents: list[ParentOfClass]
    counts: ClassNumbers
    may: ClassMay


class PlaceQuery(Schema):
    standing: Standing


class Move(Schema):
    to_class_id: Id


class Family(Schema):
    parent_id: Id
    child_id: Id


@router.get("/organizations/{org}/classes", response={200: Classes, **READ})
def list_classes(request: UserRequest, org: Id) -> Classes:
    """Classes in use that the caller may know of: his own first, then by grade."""
    viewer = access.access_inside(request.user, org)
    found = list(access.visible_classes(viewer).filter(archived_at=None).order_by("grade", "title"))
    found.sort(key=lambda school_class: school_class.pk not in viewer.own_classes)
    ids = [school_class.pk for school_class in found]
    numbers = queries.numbers_of_classes(ids)
    leaders = queries.class_teachers_by_class(ids)
    people = queries.people_by_name(set().union(*leaders.values()))
    return Classes(
        classes=[
            ClassSummary(
                id=school_class.pk,
                org_id=school_class.org_id,
                grade=school_class.grade,
                letter=school_class.letter,
                title=school_class.title,
                mine=school_class.pk in viewer.own_classes,
                class_teachers=[
                    person for user_id, person in people.items() if user_id in leaders.get(school_class.pk, ())
                ],
                counts=_numbers(numbers[school_class.pk]),
                may=_may(viewer, school_class),
            )
            for school_class in found
        ]
    )


@router.post("/organizations/{org}/classes", response={200: ClassView, **WRITE})
def create_class(request: UserRequest, org: Id, body: ClassNew) -> ClassView:
    viewer = access.access_to_administer(request.user, org)
    school_class = actions.create_class(
        org=viewer.org, by=request.user, grade=body.grade, letter=body.letter, title=body.title
    )
    return _view(viewer, school_class)


@router.get("/classes/{id}", response={200: ClassView, **READ})
def get_class(request: UserRequest, id: Id) -> ClassView:
    viewer, school_class = access.access_class(request.user, id)
    return _view(viewer, school_class)


@router.patch("/classes/{id}", response={200: ClassView, **WRITE})
def edit_class(request: UserRequest, id: Id, body: ClassEdit) -> ClassView:
    viewer, school_class = access.access_class_to_administer(request.user, id)
    changes = actions.ClassChanges(**body.dict())
    return _view(viewer, actions.edit_class(school_class, by=request.user, changes=changes))


@router.post("/classes/{id}/archive", response={200: ClassView, **WRITE})
def archive_class(request: UserRequest, id: Id) -> ClassView:
    """Close a class that has ended: everybody leaves it, its title is free again."""
    viewer, school_class = access.access_class_to_administer(request.user, id)
    return _view(viewer, actions.archive_class(school_class, by=request.user))


@router.post("/classes/{id}/people/{user}", response={200: ClassView, **WRITE})
def put_into_class(request: UserRequest, id: Id, user: Id, query: Query[PlaceQuery]) -> ClassView:
    """Put a member into the class. A class teacher may do so in his class, but not name class teachers."""
    viewer, school_class, member = access.access_member_for_class(request.user, id, user, standing=query.standing)
    actions.enrol(school_class, user=member, standing=query.standing, by=request.user)
    return _view(viewer, school_class)


@router.delete("/classes/{id}/people/{user}", response={200: ClassView, **WRITE})
def take_out_of_class(request: UserRequest, id: Id, user: Id, query: Query[PlaceQuery]) -> ClassView:
    viewer, school_class, member = access.access_member_for_class(request.user, id, user, standing=query.standing)
    actions.take_out(school_class, user=member, standing=query.standing, by=request.user)
    return _view(viewer, school_class)


@router.post("/classes/{id}/people/{user}/move", response={200: ClassView, **WRITE})
def move_pupil(request: UserRequest, id: Id, user: Id, body: Move) -> ClassView:
    """Take a pupil to another class in one step; the class that he leaves is shown. Administrators only."""
    viewer, school_class, member, other = access.access_pupil_to_move(request.user, id, user, to=body.to_class_id)
    actions.move_pupil(school_class, user=member, to=other, by=request.user)
    return _view(viewer, school_class)


@router.post("/classes/{id}/guardians", response={200: ClassView, **WRITE})
def link_guardian(request: UserRequest, id: Id, body: Family) -> ClassView:
    """Note that a parent of the organisation is the parent of a pupil of this class."""
    viewer, school_class, parent, child = access.access_family(
        request.user, id, parent_id=body.parent_id, child_id=body.child_id
    )
    actions.link_guardian(org=viewer.org, parent=parent, child=child, by=request.user)
    return _view(viewer, school_class)


@router.delete("/classes/{id}/guardians", response={200: ClassView, **WRITE})
def unlink_guardian(request: UserRequest, id: Id, query: Query[Family]) -> ClassView:
    viewer, school_class, parent, child = access.access_family(
        request.user, id, parent_id=query.parent_id, child_id=query.child_id
    )
    actions.unlink_guardian(org=viewer.org, parent=parent, child=child, by=request.user)
    return _view(viewer, school_class)


def _view(viewer: Insider, school_class: SchoolClass) -> ClassView:
    everybody = queries.people_of_class(school_class.pk)
    shown = access.shown_of_class(viewer, school_class.pk, everybody)
    teachers = everybody.class_teachers | everybody.teachers
    people = queries.people_by_name({*teachers, *shown.pupils, *shown.families})
    subjects = {user_id: row.subjects for user_id, row in members.members_by_id(viewer.org.pk, teachers).items()}
    return ClassView(
        id=school_class.pk,
        org_id=school_class.org_id,
        grade=school_class.grade,
        letter=school_class.letter,
        title=school_class.title,
        archived=school_class.archived_at is not None,
        parents_read=school_class.parents_read,
        mine=school_class.pk in viewer.own_classes,
        # Class teachers first; Python's sort keeps the order of names.
        teachers=sorted(
            [
                TeacherOfClass(
                    person=person,
                    class_teacher=user_id in everybody.class_teachers,
                    subjects=subjects.get(user_id, []),
                )
                for user_id, person in people.items()
                if user_id in teachers
            ],
            key=lambda teacher: not teacher.class_teacher,
        ),
        pupils=[person for user_id, person in people.items() if user_id in shown.pupils],
        parents=[
            ParentOfClass(person=person, children=[people[child] for child in shown.families[user_id]])
            for user_id, person in people.items()
            if user_id in shown.families
        ],
        counts=ClassNumbers(pupils=len(everybody.pupils), teachers=len(teachers), parents=len(everybody.parents)),
        may=_may(viewer, school_class),
    )


def _numbers(numbers: queries.ClassNumbers) -> ClassNumbers:
    return ClassNumbers(pupils=numbers.pupils, teachers=numbers.teachers, parents=numbers.parents)


def _may(viewer: Insider, school_class: SchoolClass) -> ClassMay:
    works = viewer.may_change and school_class.archived_at is None
    administers = viewer.is_administrator and works
    fills = access.may_fill(viewer, school_class.pk) and works
    return ClassMay(
        edit=administers,
        archive=administers,
        see_people=access.may_see_people(viewer, school_class.pk),
        manage_people=fills,
        name_class_teacher=administers,
        move_pupils=administers,
        invite=fills,
    )
