"""Organisations and members for tests and for the demo school: through the actions, so that every rule holds."""

from collections.abc import Collection
from datetime import date, timedelta

from parta.accounts.make import ADULT, CHILD, a_person
from parta.accounts.models import User
from parta.organizations import actions
from parta.organizations.models import (
    Application,
    Invitation,
    Organization,
    OrganizationKind,
    OrganizationState,
    Role,
)


def a_school(
    *,
    founder: User | None = None,
    name: str = "Школа № 1",
    short_name: str = "",
    kind: OrganizationKind = OrganizationKind.SCHOOL,
    region: str = "78",
    time_zone: str = "Europe/Moscow",
    verified: bool = True,
) -> Organization:
    """An organisation whose administrator is its founder (`school.created_by`)."""
    founder = founder or a_person(given_name="Вера", surname="Директорова", patronymic="Николаевна")
    org = actions.found_organization(
        by=founder, kind=kind, name=name, short_name=short_name, region=region, time_zone=time_zone
    )
    if verified and org.state == OrganizationState.UNVERIFIED:
        org = actions.verify_organization(org=org, by=founder)
    return org


def a_member(
    *,
    of: Organization,
    roles: Collection[Role],
    person: User | None = None,
    given_name: str = "Пётр",
    surname: str = "Иванов",
    patronymic: str = "Сергеевич",
    birth_date: date | None = None,
    subjects: Collection[str] = (),
) -> User:
    """A member of the organisation with these roles; `person` for somebody who exists already."""
    pupil_only = set(roles) == {Role.PUPIL}
    person = person or a_person(
        given_name=given_name,
        surname=surname,
        patronymic=patronymic,
        birth_date=birth_date or (CHILD if pupil_only else ADULT),
    )
    for role in roles:
        actions.admit(
            org=of, user=person, role=role, subjects=subjects if role == Role.TEACHER else (), by=of.created_by_id
        )
    person.refresh_from_db()
    return person


def a_removed_member(*, of: Organization, role: Role = Role.TEACHER) -> User:
    """Somebody who was a member and is one no longer."""
    person = a_member(of=of, roles=[role], given_name="Бывший")
    actions.end_membership(org=of, user=person, by=of.created_by)
    person.refresh_from_db()
    return person


def a_link(
    *,
    to: Organization,
    role: Role,
    class_ids: Collection[int] = (),
    lifetime: timedelta = timedelta(days=1),
    max_uses: int = 100,
) -> Invitation:
    return actions.create_invitation(
        org=to, by=to.created_by, role=role, class_ids=class_ids, lifetime=lifetime, max_uses=max_uses
    )


def an_application(
    *,
    to: Organization,
    role: Role,
    class_ids: Collection[int] = (),
    person: User | None = None,
    subjects: Collection[str] = (),
) -> Application:
    """Made by a link of its own; by somebody new unless `person` is given."""
    return actions.apply(
        invitation=a_link(to=to, role=role, class_ids=class_ids),
        by=person or a_person(birth_date=CHILD if role == Role.PUPIL else ADULT),
        class_ids=class_ids,
        subjects=subjects,
        child_names="",
        note="",
        also_tell=(),
    )
