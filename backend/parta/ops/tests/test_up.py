"""`parta up` as a person runs it: the whole of an installation, really started."""

import json
import re
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from parta.ops.tests.running import (
    Up,
    environment_of,
    free_ports,
    parta,
    reachable,
    run_parta,
    running,
    wait_until,
    working_in,
)

PROCESSES = {"web", "gateway", "media", "worker"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    with running(reachable(tmp_path_factory.mktemp("demo")), demo=True) as up:
        up.wait_for("Ctrl\\+C stops everything")
        yield up


def test_a_demo_says_where_it_is_and_how_to_get_in(demo: Up) -> None:
    said = "\n".join(demo.lines)

    assert f"Parta is at http://127.0.0.1:{demo.port}" in said
    assert "This is a demo" in said
    accounts = json.loads(parta(demo, "demo", "accounts", "--json").stdout)
    assert {"operator", "administrator", "teacher", "pupil", "parent"} <= {account["role"] for account in accounts}
    for account in accounts:
        assert account["login"] in said
        assert account["password"] in said


def test_every_process_answers_for_itself(demo: Up) -> None:
    for offset in range(4):
        assert demo.get("/healthz", offset=offset)[0] == 200
        assert demo.get("/readyz", offset=offset)[0] == 200
        assert b"python_info" in demo.get("/metrics", offset=offset)[1]


def test_the_page_knows_that_this_is_a_demo(demo: Up) -> None:
    installation = json.loads(demo.get("/api/installation")[1])

    assert installation["mode"] == "demo"
    assert installation["set_up"] is True
    assert demo.get("/api/outbox")[0] == 200


@pytest.mark.parametrize("name", ["web", "gateway", "media", "worker", "valkey-server", "postgres"])
def test_what_is_killed_is_back_soon(demo: Up, name: str) -> None:
    before = demo.child(name)

    before.kill()

    wait_until(lambda: demo.child(name).pid != before.pid)
    wait_until(lambda: all(demo.get("/readyz", offset=offset)[0] == 200 for offset in range(4)))


def test_secrets_are_for_their_owner_alone(demo: Up) -> None:
    for name in ("secret", "demo-accounts.json"):
        assert stat.S_IMODE((demo.folder / name).stat().st_mode) == 0o600


def test_no_process_but_migrate_has_the_owners_password(demo: Up) -> None:
    environments = [demo.child(name).environ() for name in PROCESSES]

    for environment in environments:
        assert "parta_app:" in environment.get("DATABASE_URL", "parta_app:")
        assert not any("://parta:" in value for value in environment.values())
    assert "DATABASE_URL" not in demo.child("gateway").environ()
    assert "DATABASE_URL" not in demo.child("media").environ()


def test_the_gateways_role_can_read_no_table(demo: Up) -> None:
    address = demo.child("gateway").environ()["DATABASE_GATEWAY_URL"]

    with psycopg.connect(address, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        assert len(tables) > 20
        for (table,) in tables:
            for verb in ("SELECT 1 FROM", "DELETE FROM"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"{verb} {table}".encode())


def test_the_apps_role_cannot_change_what_was_done(demo: Up) -> None:
    with psycopg.connect(demo.child("web").environ()["DATABASE_URL"], autocommit=True) as connection:
        for statement in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "DROP TABLE audit_entry"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_a_folder_in_use_is_refused(demo: Up) -> None:
    refused = parta(demo, "up", "--demo", port=free_ports())

    assert refused.returncode == 1
    assert "is in use by another `parta up`" in refused.stderr
    assert f"process {demo.process.pid}" in refused.stderr


def test_a_taken_port_is_refused(demo: Up, tmp_path: Path) -> None:
    refused = run_parta("up", "--demo", environment=environment_of(tmp_path / "other", demo.port))

    assert refused.returncode == 1
    assert f"port {demo.port} is taken" in refused.stderr
    assert f"PARTA_PORT={demo.port + 100}" in refused.stderr


def test_another_mode_than_the_kept_one_is_refused(demo: Up, tmp_path: Path) -> None:
    (tmp_path / "mode").write_text("demo\n")

    refused = run_parta("up", environment=environment_of(tmp_path, free_ports()) | {"PARTA_MODE": "school"})

    assert refused.returncode == 1
    assert "is a demo installation and stays one" in refused.stderr


def test_the_doctor_finds_everything_in_order(demo: Up) -> None:
    examined = parta(demo, "doctor")

    assert "running: web, gateway, media, worker" in examined.stdout
    assert "PostgreSQL 18 answers" in examined.stdout
    assert "Valkey answers" in examined.stdout


def test_ctrl_c_ends_it_in_order_and_starting_again_is_quick(tmp_path: Path) -> None:
    folder = reachable(tmp_path)
    with running(folder, demo=True) as up:
        up.wait_for("Ctrl\\+C stops everything")
        assert up.end(signal.SIGINT) == 0
        assert working_in(folder) == []
        accounts = (folder / "demo-accounts.json").read_bytes()

    with running(folder, demo=True) as up:
        up.wait_for("Ctrl\\+C stops everything")
        assert not any(line.startswith("demo ") for line in up.lines)
        assert (folder / "demo-accounts.json").read_bytes() == accounts
        up.process.kill()

    # Killed without a chance to end anything, it still leaves nothing behind that would stand in the way.
    with running(folder, port=up.port, demo=True) as again:
        again.wait_for("Ctrl\\+C stops everything")
        again.process.kill()
        wait_until(lambda: working_in(folder) == [])


def test_a_school_does_not_start_without_mail_or_sms(tmp_path: Path) -> None:
    refused = run_parta("up", environment=environment_of(tmp_path, free_ports()))

    assert refused.returncode == 1
    assert "set SMTP_URL" in refused.stderr
    # Nothing is decided by a refusal: the folder may still become a demo.
    assert not (tmp_path / "mode").exists()


def test_a_school_has_nothing_of_the_demo(tmp_path: Path) -> None:
    folder = reachable(tmp_path)
    with running(folder, environment={"SMTP_URL": "smtp://127.0.0.1:9"}) as up:
        up.wait_for("Ctrl\\+C stops everything")

        said = "\n".join(up.lines)
        assert re.search(rf"http://127\.0\.0\.1:{up.port}/setup#[\w-]{{30,}}", said)
        assert "demo" not in said.replace(str(folder), "").lower()
        assert up.get("/api/outbox")[0] == 404
        installation = json.loads(up.get("/api/installation")[1])
        assert installation["mode"] == "school"
        assert installation["set_up"] is False
        assert installation["registration"] == {"phone": False, "email": True}
        refused = parta(up, "demo", "make")
        assert refused.returncode == 1
        assert not (folder / "demo-accounts.json").exists()
        with psycopg.connect(up.child("web").environ()["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT count(*) FROM account").fetchone() == (0,)


def test_data_of_a_newer_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / "version").write_text("99.0\n")

    refused = run_parta("up", "--demo", environment=environment_of(tmp_path, free_ports()))

    assert refused.returncode == 1
    assert "belong to Parta 99.0" in refused.stderr


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    refused = run_parta("up", "--demo", environment=environment_of(tmp_path / "file" / "var", free_ports()))

    assert refused.returncode == 1
    assert "cannot write into" in refused.stderr


def test_a_full_disk_is_refused(tmp_path: Path) -> None:
    small = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(tmp_path)], check=False)
    if small.returncode != 0:
        return
    try:
        refused = run_parta("up", "--demo", environment=environment_of(tmp_path, free_ports()))
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)

    assert refused.returncode == 1
    assert "is full" in refused.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PARTA_PORT", "many"),
        ("PARTA_MODE", "museum"),
        ("PARTA_URL", "school.example"),
        ("PARTA_SECRET", "short"),
        ("PARTA_GATEWAYS", "0"),
    ],
)
def test_nonsense_in_a_setting_names_the_variable(tmp_path: Path, variable: str, value: str) -> None:
    refused = run_parta("up", environment=environment_of(tmp_path, 8000) | {variable: value})

    assert refused.returncode == 78
    assert refused.stderr.startswith(variable)


def test_several_gateways_are_asked_each_at_a_port_of_its_own() -> None:
    from parta.ops.config import UpConfig

    def ports(**settings: int) -> list[int]:
        return UpConfig.model_validate({"PARTA_PORT": 9000, **settings}).gateway_status_ports

    assert ports() == []
    assert ports(PARTA_GATEWAYS=3) == [9011, 9012, 9013]
    assert ports(PARTA_GATEWAYS=2, PARTA_GATEWAY_STATUS_PORT=9500) == [9500, 9501]
    assert ports(PARTA_GATEWAY_STATUS_PORT=9500) == [9500]


def test_plain_http_for_others_says_what_will_not_work(demo: Up, tmp_path: Path) -> None:
    from parta.ops.config import UpConfig
    from parta.ops.installation import Installation
    from parta.ops.up import welcome
    from protocol.settings import Mode

    installation = Installation(folder=tmp_path, mode=Mode.SCHOOL, secret="")

    said = "\n".join(welcome(installation, UpConfig(PARTA_URL="http://192.168.1.10:8000")))  # type: ignore[call-arg]

    assert "no camera" in said
