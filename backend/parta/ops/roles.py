"""The database's roles: the owner migrates, the app reads and writes, the gateway may only execute functions.

Names and passwords of app and gateway follow from the database's name and the installation's secret, unless addresses
with others are given.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from protocol.tickets import derived_key


@dataclass(frozen=True)
class Addresses:
    """One database as its three roles see it."""

    owner: str
    app: str
    gateway: str


_GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {app}, {gateway}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    # What was done stays done, whoever may have taken over the app.
    "REVOKE UPDATE, DELETE ON audit_entry FROM {app}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {gateway}",
    "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC, {gateway}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}",
)
# The gateway's functions are exactly those that act with their owner's rights.
_GATEWAY_FUNCTIONS = """
    SELECT p.oid::regprocedure::text
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prosecdef
"""


def addresses(owner_url: str, *, secret: str, app_url: str = "", gateway_url: str = "") -> Addresses:
    """The addresses of all three; those not given are derived."""
    return Addresses(
        owner=owner_url,
        app=app_url or _derived(owner_url, role="app", secret=secret),
        gateway=gateway_url or _derived(owner_url, role="gateway", secret=secret),
    )


def ensure_roles(of: Addresses) -> None:
    """Make the log-in roles and set their passwords; again and again leads to the same."""
    with psycopg.connect(of.owner, autocommit=True) as connection:
        for address in (of.app, of.gateway):
            _ensure_role(connection, name=role_of(address), password=unquote(urlsplit(address).password or ""))


def grant(of: Addresses) -> None:
    """Give each role what it may do, after every migration; what it may no longer do is taken."""
    app, gateway = sql.Identifier(role_of(of.app)), sql.Identifier(role_of(of.gateway))
    with psycopg.connect(of.owner) as connection:
        for statement in _GRANTS:
            connection.execute(sql.SQL(statement).format(app=app, gateway=gateway))
        for (function,) in connection.execute(_GATEWAY_FUNCTIONS).fetchall():
            connection.execute(
                sql.SQL("GRANT EXECUTE ON FUNCTION {function} TO {gateway}").format(
                    function=sql.SQL(str(function)),
                    gateway=gateway,  # quoted by regprocedure
                )
            )


def role_of(address: str) -> str:
    return unquote(urlsplit(address).username or "")


def _ensure_role(connection: psycopg.Connection[tuple[object, ...]], *, name: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    words = "ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
    connection.execute(sql.SQL(words).format(sql.Identifier(name), sql.Literal(password)))


def _derived(owner_url: str, *, role: str, secret: str) -> str:
    parts = urlsplit(owner_url)
    name = f"{unquote(parts.path.lstrip('/'))}_{role}"
    password = derived_key(f"database.{name}", secret=secret).hex()
    where = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(name, safe='')}:{password}@{where}"))
