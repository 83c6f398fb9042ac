"""Who may see or do what with classes, members, invitations and applications.

The only place where an id from outside becomes an object of the roster, and where the rows «list «Участники»»,
«applications, invitations» and «organisation's card, structure, roles» of the table of permissions live.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

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
    Invitation,
    Membership,
    Organization,
    OrganizationState,
    Role,
)
from parta.roster import errors, queries
from parta.roster.models import SchoolClass, Standing

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


def access_member_for_class(user: User, class_id: int, member_id: int) -> tuple[Insider, SchoolClass, User]:
    """A class to fill and a member whom the person may put into it or take out of it."""
    viewer, school_class = access_class_to_fill(user, class_id)
    return viewer, school_class, _member(viewer.org, member_id)


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
    return invitations.filter(_for_classes_of(viewer))


def _for_classes_of(viewer: Insider) -> Q:
    """Rows with `role` and `class_ids` about which a class teacher decides."""
    return Q(role__in=ROLES_BY_CLASS_TEACHERS, class_ids__len__gt=0, class_ids__contained_by=sorted(viewer.leads))


def access_invitation(user: User, org_id: int, invitation_id: int) -> tuple[Insider, Invitation]:
    viewer = access_to_invite(user, org_id)
    invitation = visible_invitations(viewer).select_related("org").filter(pk=invitation_id).first()
    if invitation is None:
        raise InvitationNotFound
    return viewer, invitation


def access_classes_to_choose(invitation: Invitation, class_ids: Collection[int]) -> list[int]:
    """Classes that an applicant names himself, where the invitation names none."""
    if invitation.class_ids:
        return sorted(invitation.class_ids)
    known = list(
        SchoolClass.objects.filter(org_id=invitation.org_id, pk__in=class_ids, archived_at=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if len(known) != len(set(class_ids)):
        raise errors.ClassNotFound
    return known


# --- applications --------------------------------------------------------------------------------------------------


def visible_applications(viewer: Insider) -> QuerySet[Application]:
    applications = Application.objects.filter(org_id=viewer.org.pk)
    if viewer.is_administrator:
        return applications
    # His own application is somebody else's to decide.
    return applications.filter(_for_classes_of(viewer)).exclude(user_id=viewer.user.pk)


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
