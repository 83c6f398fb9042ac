"""Bring the database to what this program expects: roles, tables, functions, grants."""

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from parta.ops.database_mark import leave_mark
from parta.ops.installation import CannotStart
from parta.ops.roles import Addresses, ensure_roles, grant

OLDEST_POSTGRES = 15
# Any number will do, as long as every node takes the same.
MIGRATION_LOCK = 7_252_813


def migrate(addresses: Addresses) -> None:
    """Migrate as the owner; of several nodes that start at once, one does it and the others wait."""
    with psycopg.connect(addresses.owner, autocommit=True) as lock:
        refuse_old_server(lock.info.server_version)
        lock.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        refuse_newer_data()
        ensure_roles(addresses)
        call_command("migrate", interactive=False, verbosity=0)
        grant(addresses)
        leave_mark(lock, addresses)


def refuse_old_server(version: int) -> None:
    if version // 10_000 < OLDEST_POSTGRES:
        raise CannotStart(f"this is PostgreSQL {version // 10_000}; Parta needs {OLDEST_POSTGRES} or newer")


def refuse_newer_data() -> None:
    """Refuse a database on which a newer program has worked: we do not know what its tables mean."""
    loader = MigrationLoader(connection)
    unknown = sorted(name for name in loader.applied_migrations if name not in loader.disk_migrations)
    if unknown:
        app, migration = unknown[0]
        raise CannotStart(
            f"the database belongs to a newer Parta (it has the migration {app}.{migration}, unknown here): "
            "start the newer program, or choose another database"
        )
