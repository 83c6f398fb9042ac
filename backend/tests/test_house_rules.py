"""The house keeps its rules, and each rule can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house_rules import DOMAINS, violations

BACKEND = Path(__file__).parents[1]

# A small house in which everything is in order.
HOUSE = {
    "protocol/__init__.py": "",
    "protocol/events.py": "class MemberJoined:\n    user_id: int\n",
    "gateway/__init__.py": "import protocol\n",
    "media/__init__.py": "import protocol\n",
    "parta/__init__.py": "",
    "parta/urls.py": "from parta.accounts import api\nfrom parta.roster import api as roster\n",
    "parta/platform/__init__.py": "",
    "parta/platform/models.py": "class Outbox:\n    objects = None\n",
    "parta/accounts/__init__.py": "",
    "parta/accounts/models.py": 'class User:\n    objects = None\n    db_table = "account"\n',
    "parta/accounts/queries.py": "from parta.accounts.models import User\n",
    "parta/accounts/actions.py": "from parta.accounts.models import User\n\nUser.objects.create()\n",
    "parta/accounts/secret_codes.py": "",
    "parta/accounts/api.py": "from parta.accounts import actions\n",
    "parta/organizations/__init__.py": "",
    "parta/roster/__init__.py": "",
    "parta/roster/access.py": "from parta.accounts.models import User\n",
    "parta/roster/queries.py": "",
    "parta/roster/actions.py": "from parta.accounts import actions\nfrom parta.roster import access, queries\n",
    "parta/roster/api.py": "from parta.roster import actions\n",
    "parta/roster/tasks.py": "",
    "parta/messaging/__init__.py": "",
    "parta/ops/__init__.py": "",
}


def a_house(folder: Path, *, file: str = "", line: str = "") -> Path:
    """The small house, with a line added to one of its files."""
    for name, text in HOUSE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text}{line}\n" if name == file else text)
    assert not file or file in HOUSE
    return folder


def test_the_house_keeps_its_rules() -> None:
    assert violations(BACKEND) == []


def test_every_domain_has_a_floor() -> None:
    packages = {folder.parent.name for folder in (BACKEND / "parta").glob("*/__init__.py")}

    assert packages <= DOMAINS


def test_the_small_house_is_in_order(tmp_path: Path) -> None:
    assert violations(a_house(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        pytest.param(
            "parta/roster/queries.py",
            "from parta.accounts.secret_codes import code",
            "accounts.secret_codes is accounts's own",
            id="another domain's inside",
        ),
        pytest.param(
            "parta/roster/actions.py",
            "from ..accounts import secret_codes",
            "accounts.secret_codes is accounts's own",
            id="another domain's inside, by a relative import",
        ),
        pytest.param("parta/roster/actions.py", "from parta.roster.tasks import remind", "is a door", id="a door"),
        pytest.param("parta/roster/tasks.py", "from parta.roster import api", "is a door", id="a door by a door"),
        pytest.param(
            "parta/roster/access.py", "from parta.roster import actions", "access may not import actions", id="outward"
        ),
        pytest.param(
            "parta/roster/actions.py",
            "from parta.accounts.models import User\nUser.objects.filter(pk=1).update(x=2)",
            "User belongs to accounts",
            id="another's table",
        ),
        pytest.param(
            "parta/accounts/queries.py",
            "User.objects.all()[:3].delete()",
            "writing is for actions",
            id="a query that writes",
        ),
        pytest.param(
            "parta/roster/actions.py",
            "from parta.accounts import models as people\npeople.User.objects.update(x=2)",
            "people.User belongs to accounts",
            id="another's table, by the module",
        ),
        pytest.param(
            "parta/roster/actions.py",
            "sql = 'UPDATE account SET name = 1'",
            "table account belongs to accounts",
            id="another's table, in SQL",
        ),
        pytest.param(
            "parta/accounts/queries.py",
            "sql = 'DELETE FROM account'",
            "SQL writes account here",
            id="a query that writes SQL",
        ),
        pytest.param("parta/accounts/queries.py", "user.save()", "a row meets save() here", id="a query that saves"),
        pytest.param("parta/roster/access.py", "user.delete()", "a row meets delete() here", id="access that deletes"),
        pytest.param(
            "parta/accounts/api.py",
            "from parta.accounts.models import User\nUser.objects.filter(pk=1)",
            "tables are touched here",
            id="a door that queries",
        ),
        pytest.param(
            "parta/accounts/secret_codes.py",
            "from parta.accounts import models\nmodels.User.objects.get(pk=1)",
            "tables are touched here",
            id="an object that did not come through access",
        ),
        pytest.param(
            "parta/roster/actions.py",
            "from django.shortcuts import get_object_or_404",
            "access.py is where an id becomes an object",
            id="a short cut",
        ),
        pytest.param(
            "parta/accounts/actions.py", "from django.db.models.signals import post_save", "no signals", id="signal"
        ),
        pytest.param(
            "parta/accounts/actions.py", "from django.dispatch import receiver", "no signals", id="signal receiver"
        ),
        pytest.param(
            "parta/accounts/actions.py", "raise ValueError('Так нельзя')", "words for people", id="words in Python"
        ),
        pytest.param("protocol/events.py", "    body: str", "an event carries body", id="a body in an event"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, file: str, line: str, complaint: str) -> None:
    found = violations(a_house(tmp_path, file=file, line=line))

    assert len(found) == 1
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        pytest.param("protocol/events.py", "import parta.platform", "protocol imports nothing of ours", id="protocol"),
        pytest.param("gateway/__init__.py", "import django", "gateway imports only protocol", id="Django in gateway"),
        pytest.param("media/__init__.py", "import parta.accounts", "media imports only protocol", id="media"),
        pytest.param("parta/ops/__init__.py", "import gateway", "does not import the other processes", id="process"),
        pytest.param("parta/accounts/queries.py", "import parta.roster.queries", "stand on floors", id="upstairs"),
        pytest.param("parta/platform/models.py", "import parta.accounts.models", "stand on floors", id="ground floor"),
    ],
)
def test_a_planted_import_breaks_a_contract(tmp_path: Path, file: str, line: str, broken: str) -> None:
    shutil.copy(BACKEND.parent / "pyproject.toml", tmp_path)
    a_house(tmp_path, file=file, line=line)

    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert [line for line in checked.stdout.splitlines() if "BROKEN" in line and broken in line], checked.stdout
