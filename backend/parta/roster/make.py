"""Classes and families for tests and for the demo school: through the actions, so that every rule holds."""

from datetime import date
from itertools import takewhile

from parta.accounts.make import ADULT, CHILD
from parta.accounts.models import User
from parta.organizations.make import a_member
from parta.organizations.models import Organization, Role
from parta.roster import actions
from parta.roster.models import SchoolClass, Standing


def a_class(*, of: Organization, title: str = "7А") -> SchoolClass:
    """A class of the school; «7А» is grade 7, «Кружок» has no grade."""
    digits = "".join(takewhile(str.isdigit, title))
    return actions.create_class(
        org=of,
        by=of.created_by,
        grade=int(digits) if digits else None,
        letter=title[len(digits) :] if digits else "",
        title=title,
    )


def a_pupil(
    in_class: SchoolClass,
    *,
    person: User | None = None,
    given_name: str = "Маша",
    surname: str = "Петрова",
    patronymic: str = "Олеговна",
    birth_date: date = CHILD,
) -> User:
    """A pupil of the class."""
    pupil = a_member(
        of=in_class.org,
        roles=[Role.PUPIL],
        person=person,
        given_name=given_name,
        surname=surname,
        patronymic=patronymic,
        birth_date=birth_date,
    )
    actions.enrol(in_class, user=pupil, standing=Standing.PUPIL, by=in_class.org.created_by)
    return pupil


def a_class_teacher(
    of_class: SchoolClass,
    *,
    person: User | None = None,
    given_name: str = "Ольга",
    surname: str = "Галутина",
    patronymic: str = "Витальевна",
) -> User:
    """The class teacher («классный руководитель») of the class."""
    return _teacher(
        of_class,
        standing=Standing.CLASS_TEACHER,
        person=person,
        names=(given_name, surname, patronymic),
    )


def a_teacher(
    in_class: SchoolClass,
    *,
    person: User | None = None,
    given_name: str = "Андрей",
    surname: str = "Химин",
    patronymic: str = "Павлович",
) -> User:
    """Teaches a subject in the class."""
    return _teacher(in_class, standing=Standing.TEACHER, person=person, names=(given_name, surname, patronymic))


def _teacher(
    school_class: SchoolClass, *, standing: Standing, person: User | None, names: tuple[str, str, str]
) -> User:
    given_name, surname, patronymic = names
    teacher = a_member(
        of=school_class.org,
        roles=[Role.TEACHER],
        person=person,
        given_name=given_name,
        surname=surname,
        patronymic=patronymic,
    )
    actions.enrol(school_class, user=teacher, standing=standing, by=school_class.org.created_by)
    return teacher


def a_parent(
    *,
    of: User,
    school: Organization,
    person: User | None = None,
    given_name: str = "Анна",
    surname: str = "Петрова",
    patronymic: str = "Ивановна",
    birth_date: date = ADULT,
) -> User:
    """A parent of the child, as the school knows it; `person` for one who has another child (or role) already."""
    parent = a_member(
        of=school,
        roles=[Role.PARENT],
        person=person,
        given_name=given_name,
        surname=surname,
        patronymic=patronymic,
        birth_date=birth_date,
    )
    actions.link_guardian(org=school, parent=parent, child=of, by=school.created_by)
    return parent
