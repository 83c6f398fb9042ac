"""Shapes that several endpoints of the roster share."""

from collections.abc import Collection

from ninja import Schema

from parta.organizations.models import Organization, OrganizationKind
from parta.platform.http import Problem

READ = {401: Problem, 404: Problem, 422: Problem}
"""Refusals of an endpoint that shows something inside an organisation."""

WRITE = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}
"""Refusals of an endpoint that changes something."""


class OrganizationLink(Schema):
    id: int
    name: str
    short_name: str
    kind: OrganizationKind


class ClassLink(Schema):
    id: int
    title: str


def organization_link(org: Organization) -> OrganizationLink:
    return OrganizationLink(id=org.pk, name=org.name, short_name=org.short_name, kind=OrganizationKind(org.kind))


def class_links(class_ids: Collection[int], titles: dict[int, str]) -> list[ClassLink]:
    return [ClassLink(id=class_id, title=titles[class_id]) for class_id in class_ids if class_id in titles]
