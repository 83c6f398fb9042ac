"""The command line as somebody meets it for the first time."""

from pathlib import Path

import pytest

from parta.ops.config_docs import DOCUMENT
from parta.ops.tests.running import environment_of, run_parta

COMMANDS = ("up", "web", "gateway", "media", "worker", "migrate", "doctor", "demo", "operator", "config", "contract")


def test_help_names_every_command(tmp_path: Path) -> None:
    said = run_parta("--help", environment=environment_of(tmp_path, 8000)).stdout

    assert [command for command in COMMANDS if f" {command} " not in said] == []


@pytest.mark.parametrize(
    ("words", "example"),
    [
        (["up"], "parta up --demo"),
        (["migrate"], "parta migrate"),
        (["demo", "accounts"], "parta demo accounts --json"),
        (["operator", "link"], "parta operator link"),
        (["contract"], "parta contract --check"),
        (["config", "docs"], "parta config docs --check"),
    ],
)
def test_help_has_examples(tmp_path: Path, words: list[str], example: str) -> None:
    said = run_parta(*words, "--help", environment=environment_of(tmp_path, 8000)).stdout

    assert example in said


def test_there_are_no_log_ins_before_a_demo(tmp_path: Path) -> None:
    refused = run_parta("demo", "accounts", environment=environment_of(tmp_path, 8000))

    assert refused.returncode == 1
    assert "start one with make run" in refused.stderr


def test_a_process_without_its_settings_names_them(tmp_path: Path) -> None:
    refused = run_parta("web", environment=environment_of(tmp_path, 8000))

    assert refused.returncode == 78
    assert "DATABASE_URL is not set" in refused.stderr


def test_the_page_of_settings_is_what_the_code_says(tmp_path: Path) -> None:
    checked = run_parta("config", "docs", "--check", environment=environment_of(tmp_path, 8000))

    assert checked.returncode == 0, checked.stderr
    assert "`PARTA_GATEWAY_READERS`" in DOCUMENT.read_text(encoding="utf-8")


def test_the_doctor_says_what_there_is_before_there_is_anything(tmp_path: Path) -> None:
    examined = run_parta("doctor", environment=environment_of(tmp_path, 8000))

    assert "embedded PostgreSQL" in examined.stdout
    assert f"no installation in {tmp_path} yet" in examined.stdout
