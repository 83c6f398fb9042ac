"""Reads about classes, who is in them, and families: set-based, and none of them asks who is looking.

Only current enrolments count. The actions keep these promises, on which readers rely: whoever is in a class or a family
here is an active member with the role for it (pupil, teacher, parent).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower, Replace

from parta.accounts.models import User
from parta.accounts.queries import Person, person_of
from parta.roster.models import Enrolment, Guardian, SchoolClass, Standing

CURRENT = Q(until=None)
TEACHING = frozenset({Standing.CLASS_TEACHER, Standing.TEACHER})


def sort_name(of: str = "") -> Replace:
    """The name by which lists are sorted and searched, as `normalised` makes words; `of` is the path to the person.

    «Ёлкина» stands between «Елизарова» and «Емельянова», and is found by «елкина».
    """
    name = Concat(of + "surname", Value(" "), of + "given_name", Value(" "), of + "patronymic")
    return Replace(Lower(name), Value("ё"), Value("е"))


def normalised(text: str) -> str:
    return text.lower().replace("ё", "е")


@dataclass(frozen=True)
class Place:
    """Somebody's place in a class."""

    class_id: int
    title: str
    standing: Standing


@dataclass(frozen=True)
class ClassPeople:
    """Everybody who belongs to a class, by standing; parents are those of its pupils."""

    class_teachers: frozenset[int]
    teachers: frozenset[int]
    """Teach a subject; without the class teachers."""
    pupils: frozenset[int]
    parents: frozenset[int]


def classes_of(org_id: int, user_ids: Collection[int]) -> dict[int, list[Place]]:
    """The places of these people, by person, sorted by class."""
    places: dict[int, list[Place]] = defaultdict(list)
    rows = Enrolment.objects.filter(CURRENT, school_class__org_id=org_id, user_id__in=user_ids)
    for user_id, class_id, title, standing in rows.order_by(
        "school_class__grade", "school_class__title", "standing"
    ).values_list("user_id", "school_class_id", "school_class__title", "standing"):
        places[user_id].append(Place(class_id=class_id, title=title, standing=Standing(standing)))
    return dict(places)


def people_of_class(class_id: int) -> ClassPeople:
    by_standing: dict[str, set[int]] = defaultdict(set)
    for user_id, standing in Enrolment.objects.filter(CURRENT, school_class_id=class_id).values_list(
        "user_id", "standing"
    ):
        by_standing[standing].add(user_id)
    return ClassPeople(
        class_teachers=frozenset(by_standing[Standing.CLASS_TEACHER]),
        teachers=frozenset(by_standing[Standing.TEACHER] - by_standing[Standing.CLASS_TEACHER]),
        pupils=frozenset(by_standing[Standing.PUPIL]),
        parents=frozenset(parents_of_classes([class_id])),
    )


def pupils_of_classes(class_ids: Collection[int]) -> set[int]:
    return _in_classes(class_ids, standings={Standing.PUPIL})


def teachers_of_classes(class_ids: Collection[int]) -> set[int]:
    """Class teachers and teachers of subjects."""
    return _in_classes(class_ids, standings=TEACHING)


def class_teachers_of(class_ids: Collection[int]) -> set[int]:
    return _in_classes(class_ids, standings={Standing.CLASS_TEACHER})


def _in_classes(class_ids: Collection[int], *, standings: Collection[Standing]) -> set[int]:
    return set(
        Enrolment.objects.filter(CURRENT, school_class_id__in=class_ids, standing__in=standings).values_list(
            "user_id", flat=True
        )
    )


def parents_of_classes(class_ids: Collection[int]) -> set[int]:
    """Parents of the pupils of these classes, in the organisation of the class."""
    return set(_guardians_in_classes(class_ids).values_list("parent_id", flat=True))


def parents_of_class(class_id: int) -> set[int]:
    return parents_of_classes([class_id])


def guardians_in_class(class_id: int) -> dict[int, list[int]]:
    """Parents of the class, each with his children in it."""
    children: dict[int, list[int]] = defaultdict(list)
    for parent_id, child_id in (
        _guardians_in_classes([class_id]).order_by("child_id").values_list("parent_id", "child_id")
    ):
        children[parent_id].append(child_id)
    return dict(children)


def _guardians_in_classes(class_ids: Collection[int]) -> QuerySet[Guardian]:
    child_in_them = Enrolment.objects.filter(
        CURRENT,
        user_id=OuterRef("child_id"),
        standing=Standing.PUPIL,
        school_class_id__in=class_ids,
        school_class__org_id=OuterRef("org_id"),
    )
    return Guardian.objects.filter(Exists(child_in_them))


def classes_led_by(user_id: int) -> set[int]:
    """Classes whose class teacher the person is, in all organisations."""
    return set(
        Enrolment.objects.filter(CURRENT, user_id=user_id, standing=Standing.CLASS_TEACHER).values_list(
            "school_class_id", flat=True
        )
    )


def children_of(org_id: int, parent_ids: Collection[int]) -> dict[int, set[int]]:
    """The children of each of these parents."""
    children: dict[int, set[int]] = defaultdict(set)
    for parent_id, child_id in Guardian.objects.filter(org_id=org_id, parent_id__in=parent_ids).values_list(
        "parent_id", "child_id"
    ):
        children[parent_id].add(child_id)
    return dict(children)


def parents_of(org_id: int, child_ids: Collection[int]) -> dict[int, set[int]]:
    """The parents of each of these children."""
    parents: dict[int, set[int]] = defaultdict(set)
    for parent_id, child_id in Guardian.objects.filter(org_id=org_id, child_id__in=child_ids).values_list(
        "parent_id", "child_id"
    ):
        parents[child_id].add(parent_id)
    return dict(parents)


def family_of(org_id: int, user_ids: Iterable[int]) -> set[int]:
    """These people and the parents of those among them who are children: whose rights change when theirs do."""
    people = set(user_ids)
    return people.union(*parents_of(org_id, people).values())


def people_by_name(user_ids: Collection[int]) -> dict[int, Person]:
    """Show people, in the order of their surnames."""
    people = User.objects.filter(pk__in=set(user_ids)).order_by(sort_name(), "pk")
    return {user.pk: person_of(user) for user in people}


def class_teachers_by_class(class_ids: Collection[int]) -> dict[int, set[int]]:
    leaders: dict[int, set[int]] = defaultdict(set)
    for class_id, user_id in Enrolment.objects.filter(
        CURRENT, school_class_id__in=class_ids, standing=Standing.CLASS_TEACHER
    ).values_list("school_class_id", "user_id"):
        leaders[class_id].add(user_id)
    return dict(leaders)


def titles_of(class_ids: Iterable[int]) -> dict[int, str]:
    return dict(SchoolClass.objects.filter(pk__in=set(class_ids)).values_list("pk", "title"))


@dataclass(frozen=True)
class ClassNumbers:
    pupils: int
    teachers: int
    parents: int


def numbers_of_classes(class_ids: Collection[int]) -> dict[int, ClassNumbers]:
    """How many people each class has, in two queries."""
    people: dict[int, Any] = {
        row["school_class_id"]: row
        for row in Enrolment.objects.filter(CURRENT, school_class_id__in=class_ids)
        .values("school_class_id")
        .annotate(
            pupils=Count("user_id", distinct=True, filter=Q(standing=Standing.PUPIL)),
            teachers=Count("user_id", distinct=True, filter=Q(standing__in=TEACHING)),
        )
    }
    parents = dict(
        Enrolment.objects.filter(
            CURRENT,
            standing=Standing.PUPIL,
            school_class_id__in=class_ids,
            user__guardians__org_id=F("school_class__org_id"),
        )
        .values("school_class_id")
        .annotate(parents=Count("user__guardians__parent_id", distinct=True))
        .values_list("school_class_id", "parents")
    )
    return {
        class_id: ClassNumbers(
            pupils=people.get(class_id, {}).get("pupils", 0),
            teachers=people.get(class_id, {}).get("teachers", 0),
            parents=parents.get(class_id, 0),
        )
        for class_id in class_ids
    }
