"""What people do to classes, families and who is in the organisation. Each function is one transaction.

Each first locks, in the one order of all writers, the gate rows of everybody whose rights it changes: the person, the
parents of a pupil (their chats follow his classes), both ends of a guardian link. Then come class rows, then the rest.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction

from parta.accounts.models import User
from parta.organizations import actions as organizations
from parta.organizations import queries as members
from parta.organizations.errors import AdministratorsOnly, ApplicationNotFound
from parta.organizations.models import Application, DeclineReason, Membership, Organization, Role
from parta.platform import audit, clock, events
from parta.roster import access, errors, queries
from parta.roster.access import Insider
from parta.roster.models import Enrolment, Guardian, SchoolClass, Standing
from protocol.events import ClassChanged, EnrolmentChanged, GuardiansChanged

ROLE_FOR = {
    Standing.PUPIL: Role.PUPIL,
    Standing.TEACHER: Role.TEACHER,
    Standing.CLASS_TEACHER: Role.TEACHER,
}

# --- classes -------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_class(*, org: Organization, by: User, grade: int | None, letter: str, title: str) -> SchoolClass:
    """Make a class («7А», from grade and letter unless it has a title of its own) or a group without a grade."""
    school_class = SchoolClass(org=org, grade=grade, letter=letter, title=_title(grade, letter, title))
    _save_class(school_class)
    audit.record("roster.class_made", by=by.pk, org_id=org.pk, class_id=school_class.pk)
    _tell_of_class(school_class)
    return school_class


@dataclass(frozen=True)
class ClassChanges:
    """New values; None leaves a field as it is. `grade` and `letter` without `title` make a title of their own."""

    grade: int | None = None
    letter: str | None = None
    title: str | None = None
    parents_read: bool | None = None


@transaction.atomic
def edit_class(school_class: SchoolClass, *, by: User, changes: ClassChanges) -> SchoolClass:
    """Rename a class, move it up a grade, or let its parents read its chat."""
    parents = queries.parents_of_class(school_class.pk)
    if changes.parents_read is not None:
        organizations.lock_gates(school_class.org_id, parents)
    school_class = _lock_class(school_class)
    if changes.grade is not None:
        school_class.grade = changes.grade
    if changes.letter is not None:
        school_class.letter = changes.letter
    if changes.title or changes.grade is not None or changes.letter is not None:
        school_class.title = _title(school_class.grade, school_class.letter, changes.title or "")
    if changes.parents_read is not None:
        school_class.parents_read = changes.parents_read
        organizations.outdate_rights(school_class.org_id, queries.parents_of_class(school_class.pk))
    _save_class(school_class)
    audit.record("roster.class_edited", by=by.pk, org_id=school_class.org_id, class_id=school_class.pk)
    _tell_of_class(school_class)
    return school_class


@transaction.atomic
def archive_class(school_class: SchoolClass, *, by: User) -> SchoolClass:
    """Close a class: everybody leaves it, and its title is free again. Who was in it stays on record."""
    org_id = school_class.org_id
    organizations.lock_gates(org_id, _everybody_in(school_class.pk))
    school_class = _lock_class(school_class)
    people = _everybody_in(school_class.pk)
    now = clock.now()
    Enrolment.objects.filter(queries.CURRENT, school_class=school_class).update(until=now)
    school_class.archived_at = now
    school_class.save(update_fields=["archived_at"])
    organizations.outdate_rights(org_id, people)
    audit.record("roster.class_archived", by=by.pk, org_id=org_id, class_id=school_class.pk)
    _tell_of_enrolment(org_id, class_ids={school_class.pk}, user_ids=people)
    _tell_of_class(school_class)
    return school_class


def _title(grade: int | None, letter: str, title: str) -> str:
    if title:
        return title
    if grade is None:
        raise errors.ClassTitleRequired
    return f"{grade}{letter}"


def _save_class(school_class: SchoolClass) -> None:
    try:
        with transaction.atomic():
            school_class.save()
    except IntegrityError:
        raise errors.ClassTitleTaken(title=school_class.title) from None


def _lock_class(school_class: SchoolClass) -> SchoolClass:
    """Take the row of a class that is still in use, so that nobody enters one that is being archived."""
    locked = SchoolClass.objects.select_for_update(of=("self",)).select_related("org").get(pk=school_class.pk)
    if locked.archived_at is not None:
        raise errors.ClassArchived(title=locked.title)
    return locked


def _everybody_in(class_id: int) -> set[int]:
    people = queries.people_of_class(class_id)
    return {*people.class_teachers, *people.teachers, *people.pupils, *people.parents}


# --- who is in a class ---------------------------------------------------------------------------------------------


@transaction.atomic
def enrol(school_class: SchoolClass, *, user: User, standing: Standing, by: User) -> None:
    """Put a member into a class; who is in it already stays."""
    family = _lock_family(school_class.org_id, [user.pk])
    _check_role(family, user.pk, ROLE_FOR[standing])
    _enter(school_class, user_id=user.pk, standing=standing, by=by)


@transaction.atomic
def take_out(school_class: SchoolClass, *, user: User, standing: Standing, by: User) -> None:
    """Take somebody out of a class."""
    _lock_family(school_class.org_id, [user.pk])
    if not _leave(school_class.org_id, user_id=user.pk, class_ids={school_class.pk}, standings={standing}, by=by):
        raise errors.NotInClass


@transaction.atomic
def move_pupil(school_class: SchoolClass, *, user: User, to: SchoolClass, by: User) -> None:
    """Take a pupil from one class to another in one step."""
    family = _lock_family(school_class.org_id, [user.pk])
    _check_role(family, user.pk, Role.PUPIL)
    left = _leave(school_class.org_id, user_id=user.pk, class_ids={school_class.pk}, standings={Standing.PUPIL}, by=by)
    if not left:
        raise errors.NotInClass
    _enter(to, user_id=user.pk, standing=Standing.PUPIL, by=by)


def _lock_family(org_id: int, user_ids: Iterable[int], *, besides: Iterable[int] = ()) -> dict[int, Membership]:
    """Lock the gates of these people and of the parents of the pupils among them."""
    return organizations.lock_gates(org_id, {*queries.family_of(org_id, user_ids), *besides})


def _check_role(gates: dict[int, Membership], user_id: int, role: Role) -> None:
    if user_id not in gates or role not in gates[user_id].roles:
        raise errors.RoleMissing(role=role)


def _enter(school_class: SchoolClass, *, user_id: int, standing: Standing, by: User) -> None:
    """Write the enrolment of somebody whose gate is locked."""
    school_class = _lock_class(school_class)
    current = Enrolment.objects.filter(queries.CURRENT, user_id=user_id, standing=standing)
    if current.filter(school_class=school_class).exists():
        return
    if standing == Standing.PUPIL and school_class.grade is not None:
        elsewhere = current.filter(school_class__org_id=school_class.org_id, school_class__grade__isnull=False)
        if elsewhere.exists():
            raise errors.OneGradeOnly
    Enrolment.objects.create(school_class=school_class, user_id=user_id, standing=standing)
    _outdate_family(school_class.org_id, user_id)
    audit.record(
        "roster.enrolled",
        by=by.pk,
        org_id=school_class.org_id,
        class_id=school_class.pk,
        user_id=user_id,
        standing=standing,
    )
    _tell_of_enrolment(
        school_class.org_id,
        class_ids={school_class.pk},
        user_ids=queries.family_of(school_class.org_id, [user_id]),
    )


def _leave(
    org_id: int,
    *,
    user_id: int,
    by: User,
    class_ids: Collection[int] | None = None,
    standings: Collection[Standing] = tuple(Standing),
) -> bool:
    """End enrolments of somebody whose gate is locked (`class_ids`: None means all); say whether there were any."""
    found = Enrolment.objects.filter(
        queries.CURRENT, school_class__org_id=org_id, user_id=user_id, standing__in=standings
    )
    if class_ids is not None:
        found = found.filter(school_class_id__in=class_ids)
    ended = list(found)
    if not ended:
        return False
    Enrolment.objects.filter(pk__in=[enrolment.pk for enrolment in ended]).update(until=clock.now())
    _outdate_family(org_id, user_id)
    for enrolment in ended:
        audit.record(
            "roster.taken_out",
            by=by.pk,
            org_id=org_id,
            class_id=enrolment.school_class_id,
            user_id=user_id,
            standing=enrolment.standing,
        )
    _tell_of_enrolment(
        org_id,
        class_ids={enrolment.school_class_id for enrolment in ended},
        user_ids=queries.family_of(org_id, [user_id]),
    )
    return True


def _outdate_family(org_id: int, user_id: int) -> None:
    # Read again under the lock of his gate, without which nobody links parents to him.
    organizations.outdate_rights(org_id, queries.family_of(org_id, [user_id]))


# --- parents and children ------------------------------------------------------------------------------------------


@transaction.atomic
def link_guardian(*, org: Organization, parent: User, child: User, by: User) -> None:
    """Note that a parent of the organisation answers for a pupil of it; linked ones stay."""
    gates = organizations.lock_gates(org.pk, [parent.pk, child.pk])
    _check_role(gates, parent.pk, Role.PARENT)
    _link(org.pk, parent_id=parent.pk, child_ids={child.pk}, gates=gates, by=by)


@transaction.atomic
def unlink_guardian(*, org: Organization, parent: User, child: User, by: User) -> None:
    organizations.lock_gates(org.pk, [parent.pk, child.pk])
    links = Guardian.objects.filter(org=org, parent=parent, child=child)
    if not _unlink(org.pk, links, by=by):
        raise errors.NotGuardian


def _link(org_id: int, *, parent_id: int, child_ids: Collection[int], gates: dict[int, Membership], by: User) -> None:
    """Link a parent to children; all their gates are locked."""
    if parent_id in child_ids:
        raise errors.NobodyGuardsHimself
    for child_id in child_ids:
        _check_role(gates, child_id, Role.PUPIL)
    known = queries.children_of(org_id, [parent_id]).get(parent_id, set())
    fresh = sorted(set(child_ids) - known)
    Guardian.objects.bulk_create([Guardian(org_id=org_id, parent_id=parent_id, child_id=child) for child in fresh])
    _families_changed(org_id, [(parent_id, child) for child in fresh], action="roster.guardian_linked", by=by)


def _unlink(org_id: int, links: Iterable[Guardian], *, by: User) -> bool:
    """Delete guardian links whose gates are locked; say whether there were any."""
    pairs = {link.pk: (link.parent_id, link.child_id) for link in links}
    Guardian.objects.filter(pk__in=pairs).delete()
    _families_changed(org_id, pairs.values(), action="roster.guardian_unlinked", by=by)
    return bool(pairs)


def _families_changed(org_id: int, pairs: Collection[tuple[int, int]], *, action: str, by: User) -> None:
    if not pairs:
        return
    organizations.outdate_rights(org_id, {person for pair in pairs for person in pair})
    administrators = members.administrator_ids(org_id)
    for parent_id, child_id in pairs:
        audit.record(action, by=by.pk, org_id=org_id, parent_id=parent_id, child_id=child_id)
        events.publish(
            GuardiansChanged(org_id=org_id, parent_id=parent_id, child_id=child_id),
            users={parent_id, child_id, *administrators},
        )


# --- members -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MemberChanges:
    """What a member is from now on; None leaves a part as it is. Ids have passed `access`."""

    roles: frozenset[Role]
    subjects: tuple[str, ...] | None = None
    teaches_in: frozenset[int] | None = None
    learns_in: frozenset[int] | None = None
    child_ids: frozenset[int] | None = None


@transaction.atomic
def change_member(*, org: Organization, user: User, by: User, changes: MemberChanges) -> None:
    """Give a member other roles, classes or children. With a role goes all that stands on it."""
    gates = _lock_member(org.pk, user.pk, by=by, besides=changes.child_ids or ())
    organizations.set_roles(org=org, user=user, roles=changes.roles, subjects=changes.subjects, by=by)
    # As they are now: `_link` asks for the role of the children only, whom nobody has changed here.
    _strip(org.pk, user.pk, lost=set(Role) - changes.roles, by=by)
    if Role.TEACHER in changes.roles and changes.teaches_in is not None:
        _set_classes(org.pk, user.pk, wanted=changes.teaches_in, standings=queries.TEACHING, by=by)
    if Role.PUPIL in changes.roles and changes.learns_in is not None:
        _set_classes(org.pk, user.pk, wanted=changes.learns_in, standings={Standing.PUPIL}, by=by)
    if Role.PARENT in changes.roles and changes.child_ids is not None:
        links = Guardian.objects.filter(org=org, parent=user).exclude(child_id__in=changes.child_ids)
        _unlink(org.pk, links, by=by)
        _link(org.pk, parent_id=user.pk, child_ids=changes.child_ids, gates=gates, by=by)


@transaction.atomic
def remove_member(*, org: Organization, user: User, by: User) -> None:
    """End a membership, with the person's classes and family links here; also his own doing, who leaves."""
    _lock_member(org.pk, user.pk, by=by)
    organizations.end_membership(org=org, user=user, by=by)
    _strip(org.pk, user.pk, lost=set(Role), by=by)


def _lock_member(org_id: int, user_id: int, *, by: User, besides: Iterable[int] = ()) -> dict[int, Membership]:
    """Lock everybody whom a change of this member's roles may concern, all at once."""
    children = queries.children_of(org_id, [user_id]).get(user_id, set())
    return _lock_family(org_id, [user_id], besides={by.pk, *children, *besides, *members.administrator_ids(org_id)})


def _strip(org_id: int, user_id: int, *, lost: Collection[Role], by: User) -> None:
    """End what stands on roles that the member does not hold any more."""
    standings = {standing for standing, role in ROLE_FOR.items() if role in lost}
    _leave(org_id, user_id=user_id, standings=standings, by=by)
    links: list[Guardian] = []
    if Role.PARENT in lost:
        links += Guardian.objects.filter(org_id=org_id, parent_id=user_id)
    if Role.PUPIL in lost:
        links += Guardian.objects.filter(org_id=org_id, child_id=user_id)
    _unlink(org_id, links, by=by)


def _set_classes(
    org_id: int, user_id: int, *, wanted: Collection[int], standings: Collection[Standing], by: User
) -> None:
    """Make `wanted` the classes in which the member has one of the standings; a class teacher of one stays that."""
    places = queries.classes_of(org_id, [user_id]).get(user_id, [])
    current = {place.class_id for place in places if place.standing in standings}
    _leave(org_id, user_id=user_id, class_ids=current - set(wanted), standings=standings, by=by)
    standing = Standing.PUPIL if Standing.PUPIL in standings else Standing.TEACHER
    for school_class in SchoolClass.objects.filter(org_id=org_id, pk__in=set(wanted) - current).order_by("pk"):
        _enter(school_class, user_id=user_id, standing=standing, by=by)


# --- applications --------------------------------------------------------------------------------------------------


@transaction.atomic
def accept_application(application: Application, *, decider: Insider) -> Application:
    """Let the applicant in as what the application says: role, classes, children."""
    application = organizations.lock_pending(application)
    _check_still_about_own(decider, application)
    org, user, by, role = application.org, application.user, decider.user, Role(application.role)
    organizations.ensure_guest(org, user)
    gates = _lock_family(org.pk, [user.pk], besides={by.pk, *application.child_ids})
    _check_still_decides(decider, application, gates=gates)
    organizations.admit(org=org, user=user, role=role, subjects=application.subjects, by=by.pk)
    if role == Role.PARENT:
        if not application.child_ids and not queries.children_of(org.pk, [user.pk]):
            raise errors.ParentNeedsChild
        _link(org.pk, parent_id=user.pk, child_ids=application.child_ids, gates=gates, by=by)
    if role in {Role.TEACHER, Role.PUPIL}:
        standing = Standing.PUPIL if role == Role.PUPIL else Standing.TEACHER
        for school_class in SchoolClass.objects.filter(org=org, pk__in=application.class_ids).order_by("pk"):
            _enter(school_class, user_id=user.pk, standing=standing, by=by)
    return organizations.mark_accepted(
        application=application, by=by, also_tell=deciders(role=role, class_ids=application.class_ids)
    )


@transaction.atomic
def edit_application(application: Application, *, decider: Insider, changes: Mapping[str, Any]) -> Application:
    """Change role, class_ids, subjects or child_ids before deciding; the changes have passed `access`."""
    told = deciders(role=application.role, class_ids=application.class_ids)
    application = organizations.lock_pending(application)
    _check_still_about_own(decider, application)
    return organizations.edit_application(application=application, by=decider.user, changes=changes, also_tell=told)


@transaction.atomic
def decline_application(application: Application, *, decider: Insider, reason: DeclineReason, text: str) -> Application:
    application = organizations.lock_pending(application)
    _check_still_about_own(decider, application)
    return organizations.decline_application(
        application=application,
        by=decider.user,
        reason=reason,
        text=text,
        also_tell=deciders(role=application.role, class_ids=application.class_ids),
    )


def _check_still_about_own(decider: Insider, application: Application) -> None:
    """Somebody may have edited the application since it was looked at."""
    if not access.may_decide_about(decider, role=application.role, class_ids=application.class_ids):
        raise ApplicationNotFound


def _check_still_decides(decider: Insider, application: Application, *, gates: Mapping[int, Membership]) -> None:
    """He may have lost the role, or the class, since he was let through the door; his gate is locked now."""
    gate = gates.get(decider.user.pk)
    roles = frozenset(Role(role) for role in gate.roles) if gate else frozenset()
    fresh = access.insider(replace(decider.member, roles=roles))
    if not access.may_decide_about(fresh, role=application.role, class_ids=application.class_ids):
        raise AdministratorsOnly


def deciders(*, role: str, class_ids: Collection[int]) -> set[int]:
    """Class teachers who may decide about such an application, besides the administrators."""
    if role not in access.ROLES_BY_CLASS_TEACHERS:
        return set()
    return queries.class_teachers_of(class_ids)


# --- telling -------------------------------------------------------------------------------------------------------


def _tell_of_class(school_class: SchoolClass) -> None:
    events.publish(
        ClassChanged(org_id=school_class.org_id, class_id=school_class.pk),
        users=members.staff_ids(school_class.org_id) | _everybody_in(school_class.pk),
    )


def _tell_of_enrolment(org_id: int, *, class_ids: Collection[int], user_ids: Collection[int]) -> None:
    """Tell those whose chats may change, and those who look at lists of the classes."""
    audience = {*user_ids, *queries.teachers_of_classes(class_ids), *members.administrator_ids(org_id)}
    for class_id in sorted(class_ids):
        events.publish(
            EnrolmentChanged(org_id=org_id, class_id=class_id, user_ids=tuple(sorted(user_ids))), users=audience
        )
