"""The demo school, made in a test's transaction."""

import json
from pathlib import Path

import pytest

from parta.accounts.make import signed_in
from parta.accounts.models import User
from parta.messaging.actions import rules
from parta.messaging.models import Chat, Message
from parta.ops import demo, demo_accounts
from parta.ops.installation import CannotStart
from parta.organizations.models import Organization
from parta.platform.config import config
from protocol.settings import Mode


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(config.__dict__, "mode", Mode.DEMO)
    monkeypatch.setitem(config.__dict__, "data", tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_a_school_installation_gets_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(config.__dict__, "mode", Mode.SCHOOL)

    with pytest.raises(CannotStart, match="nothing of the demo belongs there"):
        demo.make_demo_school()

    assert not User.objects.exists()


@pytest.mark.django_db
def test_the_demo_school_talks_and_its_log_ins_work(folder: Path, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]

    demo.make_demo_school()

    school = Organization.objects.get()
    assert school.state == "verified"
    accounts = demo_accounts.kept(folder)
    assert {account.role for account in accounts} == {"operator", "administrator", "teacher", "pupil", "parent"}
    for account in accounts:
        assert User.objects.get(email=account.login).check_password(account.password)
    # What the jobs about single people would have done is done.
    assert rules.recompile_everything() == 0
    # Everybody has something to read, and a pupil's class chat is among it.
    masha = User.objects.get(email="masha@gymnasium1.example")
    chats = signed_in(masha).get("/api/chats").json()["chats"]
    class_chat = next(chat for chat in chats if chat["kind"] == "class")
    assert class_chat["title"] == "7А"
    assert 0 < class_chat["unread"] < 6
    assert class_chat["preview"]["body"]
    # Each chat is in the order of time.
    for chat in Chat.objects.all():
        times = Message.objects.filter(chat_id=chat.chat_id).order_by("seq").values_list("at", flat=True)
        assert list(times) == sorted(times)


@pytest.mark.django_db
def test_lost_log_ins_are_made_anew_for_the_same_people(folder: Path, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    demo.make_demo_school()
    before = json.loads((folder / "demo-accounts.json").read_text())
    people = User.objects.count()
    (folder / "demo-accounts.json").unlink()

    demo.make_demo_school()

    after = json.loads((folder / "demo-accounts.json").read_text())
    assert User.objects.count() == people
    assert [one["login"] for one in after] == [one["login"] for one in before]
    assert all(new["password"] != old["password"] for new, old in zip(after, before, strict=True))
