"""The mark by which `parta migrate` knows that it has nothing to do."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest

from parta.ops.database_mark import is_up_to_date, leave_mark
from parta.ops.roles import Addresses, addresses, ensure_roles


@pytest.fixture
def of() -> Iterator[Addresses]:
    """An empty database beside that of the tests, with a migration in it and the roles of ours."""
    url = os.environ["DATABASE_URL"]
    here = urlsplit(url)
    name = f"marked_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            of = addresses(here._replace(path=f"/{name}").geturl(), secret=os.environ["PARTA_SECRET"])
            ensure_roles(of)
            with psycopg.connect(of.owner) as owner:
                owner.execute("CREATE TABLE django_migrations (id int)")
            yield of
        finally:
            connection.execute(f"DROP DATABASE {name}")


def test_a_database_without_the_mark_is_to_be_migrated(of: Addresses) -> None:
    assert not is_up_to_date(of)


def test_a_marked_database_is_up_to_date(of: Addresses) -> None:
    marked(of)

    assert is_up_to_date(of)


def test_a_migration_by_another_program_undoes_the_mark(of: Addresses) -> None:
    marked(of)
    with psycopg.connect(of.owner) as owner:
        owner.execute("INSERT INTO django_migrations VALUES (1)")

    assert not is_up_to_date(of)


def test_another_password_of_a_role_undoes_the_mark(of: Addresses) -> None:
    marked(of)

    assert not is_up_to_date(addresses(of.owner, secret="another secret of thirty-two letters"))


def test_a_schema_of_somebody_else_goes_without_the_mark(of: Addresses) -> None:
    with psycopg.connect(of.owner) as owner:
        owner.execute("GRANT SELECT ON django_migrations TO PUBLIC")
    with psycopg.connect(of.app, autocommit=True) as stranger:
        leave_mark(stranger, of)

    assert not is_up_to_date(of)


def marked(of: Addresses) -> None:
    with psycopg.connect(of.owner, autocommit=True) as owner:
        leave_mark(owner, of)
