"""What may be read about people, and in which shape."""

from collections.abc import Iterable

from ninja import Schema

from parta.accounts.models import User


class Person(Schema):
    """Somebody, as everybody who may know of them sees them. Neither phone nor e-mail address is ever part of it."""

    id: int
    name: str
    """«Ольга Витальевна Галутина» for whoever teaches, else «Имя Фамилия»."""
    short_name: str
    initials: str
    is_teacher: bool


def person_of(user: User) -> Person:
    return Person(
        id=user.pk, name=user.name, short_name=user.short_name, initials=user.initials, is_teacher=user.teaches
    )


def people_by_id(user_ids: Iterable[int]) -> dict[int, Person]:
    """One query, whatever the number; who does not exist is missing."""
    return {user.pk: person_of(user) for user in User.objects.filter(pk__in=set(user_ids))}
