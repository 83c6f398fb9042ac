"""The command `parta`.

Modules with Django in them are imported inside the commands: settings are read at import, and `parta --help` must
answer on a machine where nothing is set.
"""

import os
import sys
from typing import Annotated

import typer

from parta.ops import demo_accounts
from parta.ops.config import UpConfig
from parta.ops.engines import EngineFailed
from parta.ops.environment import Kind, adopt
from parta.ops.installation import CannotStart
from protocol.settings import Mode

app = typer.Typer(
    help="Parta: a closed communication platform for schools.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
demo = typer.Typer(help="The demo school.", no_args_is_help=True)
operator = typer.Typer(help="Whoever runs this installation.", no_args_is_help=True)
config_commands = typer.Typer(help="Settings.", no_args_is_help=True)
app.add_typer(demo, name="demo")
app.add_typer(operator, name="operator")
app.add_typer(config_commands, name="config")


def main() -> None:
    """Run a command; what cannot be is said in one sentence, and the exit code is 1."""
    # Imported here: the supervisor is needed by one command only.
    from parta.ops.supervisor import StartFailed

    try:
        app()
    except (CannotStart, EngineFailed, StartFailed) as problem:
        typer.echo(f"parta: {problem}", err=True)
        sys.exit(1)


@app.command()
def up(
    demo_if_new: Annotated[
        bool, typer.Option("--demo", help="A new data folder becomes a demo; an existing one stays what it is.")
    ] = False,
) -> None:
    """Run a whole installation on this machine, engines included, until Ctrl+C.

    Examples:

    - `parta up --demo` – try it out

    - `PARTA_DATA=/srv/parta SMTP_URL=smtp+tls://user:password@mail.school.example:587 parta up` – a real school

    - `PARTA_DATA=copy PARTA_PORT=8100 parta up --demo` – a second copy beside the first
    """
    from parta.ops.up import up as run

    run(new_is=Mode.DEMO if demo_if_new else Mode.SCHOOL)


@app.command()
def web() -> None:
    """Serve the HTTP API and the web app (PARTA_PORT)."""
    _use_django()
    from parta.ops.web import serve

    serve()


@app.command()
def gateway() -> None:
    """Serve the live sockets (PARTA_PORT + 1)."""
    adopt("gateway")
    _become("gateway")


@app.command()
def media() -> None:
    """Serve files by signed links (PARTA_PORT + 2)."""
    adopt("media")
    _become("media")


@app.command()
def worker() -> None:
    """Do the jobs: mail, hints, rights, whatever takes its time."""
    _use_django()
    from parta.ops.worker import work

    work()


@app.command()
def migrate() -> None:
    """Bring the database to this program: roles, tables, functions. Needs the owner's DATABASE_URL.

    Example: `DATABASE_URL=postgresql://owner:password@db.example/parta parta migrate`
    """
    adopt("owner")
    from parta.ops.database_mark import is_up_to_date
    from parta.ops.roles import addresses
    from parta.platform.config import config

    of = addresses(
        config.database_url,
        secret=config.secret,
        app_url=os.environ.get("DATABASE_APP_URL", ""),
        gateway_url=os.environ.get("DATABASE_GATEWAY_URL", ""),
    )
    if is_up_to_date(of):
        return
    _use_django("owner")
    from parta.ops.migrate import migrate as bring_up

    bring_up(of)


@app.command()
def doctor() -> None:
    """Say what is there, what is missing and what to do about it. The exit code is 1 if something is missing."""
    from parta.ops.doctor import examine

    findings = examine()
    for finding in findings:
        typer.echo(finding.as_line())
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@app.command()
def contract(check: Annotated[bool, typer.Option(help="Write nothing; fail when it is stale.")] = False) -> None:
    """Write contract/openapi.json: the HTTP API, the live events and the error codes.

    Examples: `parta contract` · `parta contract --check`
    """
    _use_nowhere()
    from parta import contract as module

    if not check:
        module.write()
    elif not module.CONTRACT.exists() or module.CONTRACT.read_text(encoding="utf-8") != module.generate():
        raise _Stale("contract/openapi.json", remedy="make contract")


@config_commands.command("docs")
def config_docs(check: Annotated[bool, typer.Option(help="Write nothing; fail when it is stale.")] = False) -> None:
    """Write docs/operations/configuration.md from the typed settings.

    Examples: `parta config docs` · `parta config docs --check`
    """
    _use_nowhere()
    from parta.ops import config_docs as module

    if not check:
        module.write()
    elif not module.DOCUMENT.exists() or module.DOCUMENT.read_text(encoding="utf-8") != module.generate():
        raise _Stale("docs/operations/configuration.md", remedy="parta config docs")


@demo.command("make")
def demo_make() -> None:
    """Make the demo school, once. Only in a demo installation."""
    _use_django()
    from parta.ops.demo import make_demo_school

    make_demo_school()


@demo.command("accounts")
def demo_accounts_command(
    as_json: Annotated[
        bool, typer.Option("--json", help="For programs: a list of role, name, login, password.")
    ] = False,
) -> None:
    """Print a log-in for each role of the demo school.

    Examples: `parta demo accounts` · `parta demo accounts --json`
    """
    folder = UpConfig.from_environment().folder
    accounts = demo_accounts.kept(folder)
    if not accounts:
        raise CannotStart(f"there is no demo school in {folder}: start one with make run")
    if as_json:
        typer.echo(demo_accounts.as_json(accounts))
        return
    for line in demo_accounts.as_lines(folder):
        typer.echo(line)


@operator.command("link")
def operator_link(
    if_none: Annotated[bool, typer.Option(help="Say nothing when the installation has an operator already.")] = False,
) -> None:
    """Print a link, good once and for a day, that makes whoever opens it an operator of this installation.

    Example: `parta operator link`
    """
    _use_django()
    from parta.accounts.actions import make_operator_link
    from parta.accounts.queries import has_operator

    if if_none and has_operator():
        return
    typer.echo("The first to open this link within 24 hours, and to sign in, becomes an operator of this installation:")
    typer.echo(make_operator_link())


def _become(module: str) -> None:
    # Another program, without Django and without what this one has imported.
    os.execv(sys.executable, [sys.executable, "-m", module])  # noqa: S606  no shell is wanted


def _use_django(kind: Kind = "app") -> None:
    adopt(kind)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parta.settings")
    import django

    django.setup()


def _use_nowhere() -> None:
    """Django without an installation: for what is generated from the sources alone, alike on every machine."""
    for name in [name for name in os.environ if name.startswith("PARTA_")]:
        del os.environ[name]
    os.environ["PARTA_SECRET"] = "for generating documents only, signs nothing"  # noqa: S105  says so itself
    os.environ["DATABASE_URL"] = "postgresql:///nowhere"
    os.environ["VALKEY_URL"] = "redis://nowhere"
    _use_django()


class _Stale(CannotStart):
    def __init__(self, file: str, *, remedy: str) -> None:
        super().__init__(f"{file} is not what the sources say: run {remedy} and commit it")
