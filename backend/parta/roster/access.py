"""Who may see or do what with classes, members, invitations and applications.

The only place where an id from outside becomes an object of the roster, and where the rows «list «Участники»»,
«applications, invitations» and «organisation's card, structure, roles» of the table of permissions live.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from django.db.models import Count, Q, QuerySet

from parta.accounts.models import User
from parta.organizations import access as organizations
from parta.organizations import queries as members
from parta.organizations.access import Member
from parta.organizations.errors import (
    AdministratorsOnly,
    ApplicationNotFound,
    InvitationNotFound,
    MemberNotFound,
    OrganizationNotFound,
)
from parta.organizations.models import (
    Application,
    ApplicationState,
    Invitation,
    Membership,
    Organization,
    OrganizationState,
    Role,
)
from parta.roster import errors, queries
from parta.roster.models import SchoolClass, Standing
from parta.roster.queries import ClassPeople, Place

ROLES_BY_CLASS_TEACHERS = frozenset({Role.PUPIL, Role.PARENT})
"""Whom class teachers invite and let in, for classes of their own."""

SHORTEST_SEARCH = 2
"""Letters from which on a teacher finds people of the whole school by name."""


@dataclass(frozen=True)
class Insider:
    """A member with his places in the roster: all that the rules here look at."""

    member: Member
    leads: frozenset[int]
    """Classes of which he is a class teacher."""
    teaches: frozenset[int]
    """Classes in which he teaches, those included."""
    learns: frozenset[int]
    children: frozenset[int]
    classes_of_children: frozenset[int]

    @property
    def user(self) -> User:
        return self.member.user

    @property
    def org(self) -> Organization:
        return self.member.org

    @property
    def is_administrator(self) -> bool:
        return self.member.is_administrator

    @property
    def may_change(self) -> bool:
        """Nothing changes in a suspended organisation."""
        return self.org.state != OrganizationState.SUSPENDED

    @property
    def decides(self) -> bool:
        """Invites, and decides about applications: everybody's, or those for classes of his own."""
        return self.is_administrator or bool(self.leads)

    @property
    def own_classes(self) -> frozenset[int]:
        return self.teaches | self.learns | self.classes_of_children


# --- the organisation seen from inside -----------------------------------------------------------------------------


def access_inside(user: User, org_id: int) -> Insider:
    return insider(organizations.access_organization(user, org_id))


def insider(member: Member) -> Insider:
    org_id, user_id = member.org.pk, member.user.pk
    children = queries.children_of(org_id, [user_id]).get(user_id, set())
    places = queries.classes_of(org_id, {user_id, *children})
    own = places.get(user_id, [])
    return Insider(
        member=member,
        leads=frozenset(place.class_id for place in own if place.standing == Standing.CLASS_TEACHER),
        teaches=frozenset(place.class_id for place in own if place.standing in queries.TEACHING),
        learns=frozenset(place.class_id for place in own if place.standing == Standing.PUPIL),
        children=frozenset(children),
        classes_of_children=frozenset(place.class_id for child in children for place in places.get(child, [])),
    )


def access_to_administer(user: User, org_id: int) -> Insider:
    return insider(organizations.access_to_administer(user, org_id))


# --- members -------------------------------------------------------------------------------------------------------


def visible_members(viewer: Insider, *, by_name: bool = False) -> QuerySet[Membership]:
    """Members whom the viewer may see in the list «Участники»; `by_name`: among those whose name he has typed."""
    everyone = Membership.objects.filter(members.ACTIVE, org_id=viewer.org.pk)
    if viewer.is_administrator or (viewer.member.is_teacher and by_name):
        return everyone
    visible = Q(user_id__in={viewer.user.pk, *viewer.children})
    if viewer.member.is_teacher:
        visible |= members.STAFF
        visible |= Q(user_id__in=queries.pupils_of_classes(viewer.teaches))
        visible |= Q(user_id__in=queries.parents_of_classes(viewer.teaches))
    if Role.PARENT in viewer.member.roles:
        visible |= members.STAFF
    if Role.PUPIL in viewer.member.roles:
        visible |= Q(user_id__in=queries.pupils_of_classes(viewer.learns))
        visible |= Q(user_id__in=queries.teachers_of_classes(viewer.learns))
    return everyone.filter(visible)


def shown_role(viewer: Insider, role: Role) -> Q:
    """Members of whom the viewer may know that they hold the role."""
    holders = Q(roles__contains=[role])
    if viewer.member.is_staff or role in members.STAFF_ROLES:
        return holders
    # To pupils and parents a teacher who is a parent as well is a teacher.
    return holders & (~members.STAFF | Q(user_id=viewer.user.pk))


def people_shown_of_class(viewer: Insider, class_id: int) -> set[int]:
    """People of a class, parents only for whoever may see them; `visible_members` narrows it further."""
    if not visible_classes(viewer).filter(pk=class_id).exists():
        raise errors.ClassNotFound
    people = queries.people_of_class(class_id)
    parents = people.parents if may_see_people(viewer, class_id) else people.parents & {viewer.user.pk}
    return {*people.class_teachers, *people.teachers, *people.pupils, *parents}


StandingShown = Literal["pupil", "class_teacher", "teacher", "parent"]
"""`parent`: of a child in the class."""


@dataclass(frozen=True)
class Known:
    """What the viewer may know about one member whom he sees."""

    roles: list[Role]
    places: list[tuple[StandingShown, Place]]
    children: list[int]


def known_about(
    viewer: Insider, membership: Membership, *, children: Collection[int], places: Mapping[int, list[Place]]
) -> Known:
    """Narrow what is known about a member (`children` are his, `places` also theirs) to the viewer's part.

    Of families only administrators and the teachers of the child learn; pupils and parents learn of staff what they
    teach, and of others only the classes that they share.
    """
    user_id = membership.user_id
    roles = [Role(role) for role in membership.roles]
    own = [(cast(StandingShown, place.standing.value), place) for place in places.get(user_id, [])]
    parental: dict[int, tuple[StandingShown, Place]] = {
        place.class_id: ("parent", place) for child in children for place in places.get(child, [])
    }
    if viewer.is_administrator or user_id == viewer.user.pk:
        return Known(roles=roles, places=[*own, *parental.values()], children=sorted(children))
    if viewer.member.is_teacher:
        taught = [
            child for child in children if any(place.class_id in viewer.teaches for place in places.get(child, []))
        ]
        shared = [entry for class_id, entry in parental.items() if class_id in viewer.teaches]
        return Known(roles=roles, places=[*own, *shared], children=sorted(taught))
    if user_id in viewer.children:
        return Known(roles=roles, places=own, children=[])
    staff_roles = [role for role in roles if role in members.STAFF_ROLES]
    if staff_roles:
        teaching = [(standing, place) for standing, place in own if place.standing in queries.TEACHING]
        return Known(roles=staff_roles, places=teaching, children=[])
    classmate = [(standing, place) for standing, place in own if place.class_id in viewer.learns]
    return Known(roles=[role for role in roles if role == Role.PUPIL], places=classmate, children=[])


def access_membership(viewer: Insider, user_id: int) -> Membership:
    """A member whom the viewer sees in the list."""
    membership = visible_members(viewer).select_related("user").filter(user_id=user_id).first()
    if membership is None:
        raise MemberNotFound
    return membership


def access_member_to_change(user: User, org_id: int, member_id: int) -> tuple[Insider, User]:
    administrator = access_to_administer(user, org_id)
    return administrator, _member(administrator.org, member_id)


def _member(org: Organization, user_id: int) -> User:
    membership = (
        Membership.objects.filter(members.ACTIVE, org_id=org.pk, user_id=user_id).select_related("user").first()
    )
    if membership is None:
        raise MemberNotFound
    return membership.user


# --- classes -------------------------------------------------------------------------------------------------------


def visible_classes(viewer: Insider) -> QuerySet[SchoolClass]:
    """Staff know of all classes of the organisation, others of their own or their children's."""
    classes = SchoolClass.objects.filter(org_id=viewer.org.pk)
    if viewer.member.is_staff:
        return classes
    return classes.filter(pk__in=viewer.own_classes)


def access_class(user: User, class_id: int) -> tuple[Insider, SchoolClass]:
    """A class that the person may know of, with himself as a member of its organisation."""
    school_class = SchoolClass.objects.select_related("org").filter(pk=class_id).first()
    if school_class is None:
        raise errors.ClassNotFound
    try:
        viewer = access_inside(user, school_class.org_id)
    except OrganizationNotFound:
        raise errors.ClassNotFound from None
    if not visible_classes(viewer).filter(pk=class_id).exists():
        raise errors.ClassNotFound
    return viewer, school_class


def access_class_to_administer(user: User, class_id: int) -> tuple[Insider, SchoolClass]:
    viewer, school_class = access_class(user, class_id)
    organizations.require_administrator(viewer.member)
    organizations.require_working(viewer.org)
    return viewer, school_class


def access_class_to_fill(user: User, class_id: int) -> tuple[Insider, SchoolClass]:
    """A class whose people the person may change: as administrator, or as its class teacher."""
    viewer, school_class = access_class(user, class_id)
    if not may_fill(viewer, class_id):
        raise errors.OwnClassesOnly
    organizations.require_working(viewer.org)
    return viewer, school_class


def access_member_for_class(
    user: User, class_id: int, member_id: int, *, standing: Standing
) -> tuple[Insider, SchoolClass, User]:
    """A class to fill and a member whom the person may give this standing in it, or take it from."""
    viewer, school_class = access_class_to_fill(user, class_id)
    if standing == Standing.CLASS_TEACHER:
        organizations.require_administrator(viewer.member)
    return viewer, school_class, _member(viewer.org, member_id)


def access_pupil_to_move(
    user: User, class_id: int, member_id: int, *, to: int
) -> tuple[Insider, SchoolClass, User, SchoolClass]:
    """A pupil of the class, and the class of the same organisation where he goes."""
    viewer, school_class = access_class_to_administer(user, class_id)
    other = visible_classes(viewer).filter(pk=to).first()
    if other is None:
        raise errors.ClassNotFound
    return viewer, school_class, _member(viewer.org, member_id), other


def access_family(
    user: User, class_id: int, *, parent_id: int, child_id: int
) -> tuple[Insider, SchoolClass, User, User]:
    """A parent of the organisation and a pupil of a class that the person fills."""
    viewer, school_class = access_class_to_fill(user, class_id)
    if child_id not in queries.pupils_of_classes([class_id]):
        raise errors.ChildNotFound
    return viewer, school_class, _member(viewer.org, parent_id), _member(viewer.org, child_id)


@dataclass(frozen=True)
class ShownOfClass:
    """Whom of a class, besides its teachers, the viewer sees."""

    pupils: frozenset[int]
    families: dict[int, list[int]]
    """Parents with their children in the class; the children are among the pupils."""


def shown_of_class(viewer: Insider, class_id: int, everybody: ClassPeople) -> ShownOfClass:
    """Teachers of the class see all; its pupils one another; parents their own children, as long as nobody has agreed
    to be shown to other parents; other staff nobody."""
    if may_see_people(viewer, class_id):
        return ShownOfClass(pupils=everybody.pupils, families=queries.guardians_in_class(class_id))
    own = viewer.children & everybody.pupils
    families = {viewer.user.pk: sorted(own)} if own else {}
    pupils = everybody.pupils if class_id in viewer.learns else own
    return ShownOfClass(pupils=pupils, families=families)


def may_fill(viewer: Insider, class_id: int) -> bool:
    return viewer.is_administrator or class_id in viewer.leads


def may_see_people(viewer: Insider, class_id: int) -> bool:
    """See pupils and parents of the class: administrators, and whoever teaches in it."""
    return viewer.is_administrator or class_id in viewer.teaches


def access_classes(viewer: Insider, class_ids: Collection[int]) -> list[int]:
    """Classes of the organisation that are not archived, from ids; one unknown id refuses them all."""
    found = visible_classes(viewer).filter(pk__in=class_ids, archived_at=None).order_by("pk")
    known = list(found.values_list("pk", flat=True))
    if len(known) != len(set(class_ids)):
        raise errors.ClassNotFound
    return known


def access_children(viewer: Insider, child_ids: Collection[int]) -> list[int]:
    """Pupils whom the person may link to parents: as administrator any, as class teacher those of his classes."""
    pupils = Membership.objects.filter(
        members.ACTIVE, org_id=viewer.org.pk, user_id__in=child_ids, roles__contains=[Role.PUPIL]
    )
    if not viewer.is_administrator:
        pupils = pupils.filter(user_id__in=queries.pupils_of_classes(viewer.leads))
    known = sorted(pupils.values_list("user_id", flat=True))
    if len(known) != len(set(child_ids)):
        raise errors.ChildNotFound
    return known


# --- invitations ---------------------------------------------------------------------------------------------------


def access_to_invite(user: User, org_id: int) -> Insider:
    """An organisation where the person has invitations or applications to look at."""
    viewer = access_inside(user, org_id)
    if not viewer.decides:
        raise AdministratorsOnly
    return viewer


def access_to_invite_for(
    user: User, org_id: int, *, role: Role, class_ids: Collection[int]
) -> tuple[Insider, list[int]]:
    """The classes for which the person may make an invitation of this role, now."""
    viewer = access_to_invite(user, org_id)
    organizations.require_working(viewer.org)
    known = access_classes(viewer, class_ids)
    if not may_decide_about(viewer, role=role, class_ids=known):
        raise errors.OwnClassesOnly
    return viewer, known


def may_decide_about(viewer: Insider, *, role: str, class_ids: Collection[int]) -> bool:
    """Administrators about everybody; class teachers about pupils and parents of their own classes."""
    if viewer.is_administrator:
        return True
    return role in ROLES_BY_CLASS_TEACHERS and bool(class_ids) and viewer.leads.issuperset(class_ids)


def visible_invitations(viewer: Insider) -> QuerySet[Invitation]:
    invitations = Invitation.objects.filter(org_id=viewer.org.pk)
    if viewer.is_administrator:
        return invitations
    return invitations.filter(_for_classes(viewer.leads))


def _for_classes(led: Collection[int]) -> Q:
    """Rows with `role` and `class_ids` about which the class teacher of these classes decides."""
    return Q(role__in=ROLES_BY_CLASS_TEACHERS, class_ids__len__gt=0, class_ids__contained_by=sorted(led))


def access_invitation(user: User, org_id: int, invitation_id: int) -> tuple[Insider, Invitation]:
    viewer = access_to_invite(user, org_id)
    invitation = visible_invitations(viewer).select_related("org").filter(pk=invitation_id).first()
    if invitation is None:
        raise InvitationNotFound
    return viewer, invitation


def classes_to_choose(invitation: Invitation) -> dict[int, str]:
    """Classes, with their titles, that an applicant may name himself, where the invitation names none."""
    if invitation.class_ids:
        return {}
    classes = SchoolClass.objects.filter(org_id=invitation.org_id, archived_at=None)
    return dict(classes.order_by("grade", "title").values_list("pk", "title"))


def access_classes_to_choose(invitation: Invitation, class_ids: Collection[int]) -> list[int]:
    """The classes of an application by this invitation: its own, or those that the applicant names."""
    if invitation.class_ids:
        return sorted(invitation.class_ids)
    chosen = set(class_ids)
    if not chosen <= classes_to_choose(invitation).keys():
        raise errors.ClassNotFound
    return sorted(chosen)


@dataclass(frozen=True)
class Visitor:
    """Who follows a link, towards the organisation that he is invited to."""

    member: bool
    application_id: int | None


STRANGER = Visitor(member=False, application_id=None)


def visitor(user: User, invitation: Invitation) -> Visitor:
    pending = Application.objects.filter(org_id=invitation.org_id, user_id=user.pk, state=ApplicationState.PENDING)
    return Visitor(
        member=bool(members.members_by_id(invitation.org_id, [user.pk])),
        application_id=pending.values_list("pk", flat=True).first(),
    )


# --- applications --------------------------------------------------------------------------------------------------


def visible_applications(viewer: Insider) -> QuerySet[Application]:
    applications = Application.objects.filter(org_id=viewer.org.pk)
    if viewer.is_administrator:
        return applications
    # His own application is somebody else's to decide.
    return applications.filter(_for_classes(viewer.leads)).exclude(user_id=viewer.user.pk)


def access_application(user: User, org_id: int, application_id: int) -> tuple[Insider, Application]:
    viewer = access_to_invite(user, org_id)
    application = (
        visible_applications(viewer).select_related("org", "user", "decided_by").filter(pk=application_id).first()
    )
    if application is None:
        raise ApplicationNotFound
    return viewer, application


def access_application_to_decide(user: User, org_id: int, application_id: int) -> tuple[Insider, Application]:
    viewer, application = access_application(user, org_id, application_id)
    organizations.require_working(viewer.org)
    return viewer, application


def access_application_changes(viewer: Insider, application: Application, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Check what somebody makes of an application: its classes and children, and that it stays his to decide."""
    checked = dict(changes)
    if "class_ids" in checked:
        checked["class_ids"] = access_classes(viewer, checked["class_ids"])
    if "child_ids" in checked:
        checked["child_ids"] = access_children(viewer, checked["child_ids"])
    role, class_ids = checked.get("role", application.role), checked.get("class_ids", application.class_ids)
    if not may_decide_about(viewer, role=role, class_ids=class_ids):
        raise errors.OwnClassesOnly
    return checked


# --- all of one's organisations ------------------------------------------------------------------------------------


def own_memberships(user: User) -> list[Membership]:
    """Where the person is a member, by name of the organisation."""
    mine = Membership.objects.filter(members.ACTIVE, user_id=user.pk).select_related("org")
    return list(mine.order_by("org__name", "org_id"))


def pending_by_organization(user: User, memberships: Collection[Membership]) -> dict[int, int]:
    """How many applications wait for a decision that the person may take, in two queries for all organisations."""
    pending = Application.objects.filter(state=ApplicationState.PENDING)
    administered = [row.org_id for row in memberships if Role.ADMINISTRATOR in row.roles]
    led = queries.classes_led_by(user.pk)
    mine = Q(org_id__in=administered)
    if led:
        mine |= _for_classes(led) & ~Q(user_id=user.pk)
    return dict(pending.filter(mine).values("org_id").annotate(number=Count("pk")).values_list("org_id", "number"))
