"""What holds for the tests of every package."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(autouse=True)
def _leave_no_jobs(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Empty the queue after a test that really commits: Django flushes its own tables only, and a job that is left
    would be done by some later test, in which nothing of what it is about exists."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        from procrastinate.contrib.django.models import ProcrastinateJob

        with django_db_blocker.unblock():
            ProcrastinateJob.objects.all()._raw_delete(using="default")
