"""The set-up of a bare machine: what is done once is not done again, and the locks hold what pyproject.toml names."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tools/bootstrap.py, working in a folder of the test."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "stamps")
    return module


def test_a_step_is_done_once_and_again_when_its_inputs_change(bootstrap: ModuleType, tmp_path: Path) -> None:
    lock, made = tmp_path / "lock", tmp_path / "made"
    lock.write_text("one")
    done = []

    def set_up() -> None:
        with bootstrap.step("packages", depends_on=[lock], made=made) as wanted:
            if wanted:
                made.touch()
                done.append(lock.read_text())

    set_up()
    set_up()
    lock.write_text("two")
    set_up()
    made.unlink()
    set_up()

    assert done == ["one", "two", "two"]


def test_a_step_that_fails_is_done_again(bootstrap: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("one")

    def set_up() -> None:
        with bootstrap.step("packages", depends_on=[lock], made=lock) as wanted:
            assert wanted
            raise bootstrap.CannotSetUp("no network")

    for _ in range(2):
        with pytest.raises(bootstrap.CannotSetUp):
            set_up()


def test_a_missing_part_of_the_repository_is_named(bootstrap: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(bootstrap.CannotSetUp, match=r"package-lock\.json is missing"):
        bootstrap.fingerprint_of([tmp_path / "package-lock.json"])


def test_what_a_program_said_before_it_failed_is_shown(bootstrap: ModuleType) -> None:
    with pytest.raises(bootstrap.CannotSetUp, match="no such host"):
        bootstrap.run(["sh", "-c", "echo no such host; exit 3"])


@pytest.mark.parametrize(
    ("lock", "group"), [("runtime.txt", "dependencies"), ("dev.txt", "dependencies"), ("dev.txt", "dev")]
)
def test_the_locks_hold_what_the_project_names(lock: str, group: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = project["project"]["dependencies"] if group == "dependencies" else project["dependency-groups"]["dev"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / lock).read_text(), re.MULTILINE))

    assert {re.split(r"[\[<>=]", line)[0].lower() for line in named} - locked == set()


def test_the_locks_name_no_index_and_no_machine() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text
        assert str(ROOT) not in text
        assert "--hash=sha256:" in text
