"""A mark in the database that says which program brought it up to date.

Without Django, so that a start that has nothing to migrate does not wait for it: the mark is the comment on the schema
`public`, a hash of everything that `parta migrate` works from. It travels with the data; whatever differs (another
program, a restored database without its roles, another secret) leads to the whole of `parta migrate`.
"""

import hashlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

from parta.ops.roles import Addresses

_PROGRAM = Path(__file__).parents[1]
# Packages that bring tables of their own.
_PACKAGES = ("django", "django-allauth", "procrastinate")


def is_up_to_date(of: Addresses) -> bool:
    """The database carries our mark, and both roles get in."""
    try:
        with psycopg.connect(of.owner) as connection:
            found = connection.execute("SELECT obj_description('public'::regnamespace)").fetchone()
            if found is None or found[0] != mark(connection, of):
                return False
        for address in (of.app, of.gateway):
            psycopg.connect(address).close()
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return False
    return True


def leave_mark(connection: psycopg.Connection, of: Addresses) -> None:
    """Mark the database; one whose schema belongs to somebody else goes without, and is only slower to start."""
    comment = sql.SQL("COMMENT ON SCHEMA public IS {}").format(sql.Literal(mark(connection, of)))
    with suppress(psycopg.errors.InsufficientPrivilege):
        connection.execute(comment)


def mark(connection: psycopg.Connection, of: Addresses) -> str:
    """What stands in a database that this program brought up to date for these roles."""
    applied = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in _PACKAGES).encode())
    digest.update(f"{applied} {of.app} {of.gateway}".encode())
    for file in sorted([*_PROGRAM.glob("*/migrations/*.py"), *_PROGRAM.glob("*/sql/*"), *_PROGRAM.glob("ops/*.py")]):
        if file.is_file():
            digest.update(f"{file.relative_to(_PROGRAM)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return f"parta {digest.hexdigest()}"
