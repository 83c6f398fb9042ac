"""Pages, edits, deletions, readers; and who is told of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.accounts.make import signed_in
from parta.accounts.models import User
from parta.messaging import actions, api
from parta.messaging.access import access_chat_to_read
from parta.messaging.actions import rules
from parta.messaging.make import a_chat, a_direct_chat, a_message, post
from parta.messaging.models import (
    Chat,
    ChatEvent,
    ChatFollowup,
    ChatKind,
    ChatMember,
    ChatRole,
    Message,
    MessageRevision,
    UserEvent,
)
from parta.messaging.tests.conftest import Cast
from parta.organizations import actions as organizations
from parta.organizations.make import a_member
from parta.organizations.models import Application, Membership, MembershipState, Role
from parta.platform.models import AuditEntry
from parta.platform.testing import run_jobs
from parta.roster import actions as roster
from parta.roster.access import access_inside
from parta.roster.make import a_pupil
from parta.roster.models import Standing


def page(person: User, chat: Chat, **query: Any) -> dict[str, Any]:
    response = signed_in(person).get(f"/api/chats/{chat.chat_id}/messages", query)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def seqs(found: dict[str, Any]) -> list[int]:
    return [message["seq"] for message in found["messages"]]


# --- pages -----------------------------------------------------------------------------------------------------------


def test_pages_go_both_ways_and_around_a_message(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    for number in range(1, 8):
        a_message(chat, by=cast["pupil"], body=f"Сообщение {number}")
    reader = cast["teacher"]

    newest = page(reader, chat, limit=3)
    assert (seqs(newest), newest["has_before"], newest["has_after"]) == ([5, 6, 7], True, False)
    older = page(reader, chat, before=5, limit=3)
    assert (seqs(older), older["has_before"], older["has_after"]) == ([2, 3, 4], True, True)
    newer = page(reader, chat, after=4, limit=2)
    assert (seqs(newer), newer["has_after"]) == ([5, 6], True)
    assert seqs(page(reader, chat, around=4, limit=3)) == [3, 4, 5]
    chat.refresh_from_db()
    assert (newest["pts"], newest["last_seq"], newest["floor"]) == (chat.pts, 7, 1)
    assert [person["id"] for person in newest["people"]] == [cast["pupil"].pk]


def test_newcomers_of_a_group_see_what_is_said_from_then_on(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["class teacher"]])
    a_message(chat, by=cast["teacher"], body="До него")

    added = signed_in(cast["teacher"]).post(
        f"/api/chats/{chat.chat_id}/members", {"user_ids": [cast["other teacher"].pk]}
    )
    assert added.status_code == 200
    a_message(chat, by=cast["teacher"], body="При нём")

    assert seqs(page(cast["other teacher"], chat)) == [2]
    assert seqs(page(cast["class teacher"], chat)) == [1, 2]
    client = signed_in(cast["other teacher"])
    assert client.get(f"/api/chats/{chat.chat_id}/messages/1/readers").status_code == 404
    assert client.delete(f"/api/chats/{chat.chat_id}/messages/1").status_code == 404


# --- edits and deletions ---------------------------------------------------------------------------------------------


def test_an_edit_changes_the_message_and_appends_one_step(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    message = a_message(chat, by=cast["pupil"], body="Завтро")
    client, path = signed_in(cast["pupil"]), f"/api/chats/{chat.chat_id}/messages/{message.seq}"
    before = ChatEvent.objects.filter(chat_id=chat.chat_id).count()

    changed = {"body": "Завтра", "entities": [{"kind": "bold", "offset": 0, "length": 6}]}
    view = client.patch(path, changed).json()
    again = client.patch(path, changed).json()

    chat.refresh_from_db()
    assert (view["body"], view["rev"], view["pts"]) == ("Завтра", 1, chat.pts)
    assert view["entities"] == [{"kind": "bold", "offset": 0, "length": 6}]
    assert again == view
    assert ChatEvent.objects.filter(chat_id=chat.chat_id).count() == before + 1
    assert MessageRevision.objects.get(chat_id=chat.chat_id).body == "Завтро"
    assert ChatFollowup.objects.get(chat_id=chat.chat_id).pts == chat.pts
    assert seqs(page(cast["teacher"], chat)) == [message.seq]


def test_what_cannot_be_posted_cannot_be_edited_in_either(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    message = a_message(chat, by=cast["pupil"])
    client, path = signed_in(cast["pupil"]), f"/api/chats/{chat.chat_id}/messages/{message.seq}"

    for body in ({"body": ""}, {"body": "x" * 5000}, {"body": "a\x00b"}):
        refused = client.patch(path, body)
        assert (refused.status_code, refused.json()["code"]) == (422, "messaging.bad_text")
    link = {"kind": "link", "offset": 0, "length": 1, "href": "javascript:alert(1)"}
    assert client.patch(path, {"body": "x", "entities": [link]}).status_code == 422
    assert client.patch(path, {"body": "x", "entities": [{"kind": "blink"}]}).status_code == 422


def test_a_deleted_message_leaves_a_tombstone_without_words(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    message = a_message(chat, by=cast["pupil"], body="Лишнее")

    response = signed_in(cast["class teacher"]).delete(f"/api/chats/{chat.chat_id}/messages/{message.seq}")

    assert response.status_code == 204
    (view,) = page(cast["teacher"], chat)["messages"]
    assert (view["seq"], view["deleted"]) == (message.seq, True)
    assert "body" not in view
    assert "sender" not in view
    stored = Message.objects.get(chat_id=chat.chat_id, seq=message.seq)
    assert (stored.body, stored.entities) == ("", None)
    assert MessageRevision.objects.get(chat_id=chat.chat_id).body == "Лишнее"
    assert AuditEntry.objects.get(action="messaging.message_deleted").actor_id == cast["class teacher"].pk
    assert (
        signed_in(cast["pupil"])
        .patch(f"/api/chats/{chat.chat_id}/messages/{message.seq}", {"body": "Снова"})
        .status_code
        == 404
    )


def test_whoever_speaks_for_the_organisation_changes_what_was_said_in_its_name(cast: Cast) -> None:
    channel = cast.chat(ChatKind.SCHOOL_CHANNEL)
    message = a_message(channel, by=cast["administrator"], body="Каникулы с 24 декабря")
    second = a_member(of=cast.school, roles=[Role.ADMINISTRATOR], given_name="Завуч")
    run_jobs()

    response = signed_in(second).patch(
        f"/api/chats/{channel.chat_id}/messages/{message.seq}", {"body": "Каникулы с 26 декабря"}
    )

    assert response.status_code == 200
    assert "sender" not in response.json()


def test_a_right_taken_away_meanwhile_does_not_count_any_more(cast: Cast) -> None:
    """The bits still say yes; the door looks at what is true."""
    chat = cast.chat(ChatKind.CLASS)
    message = a_message(chat, by=cast["pupil"])
    roster.take_out(
        cast.school_class, user=cast["class teacher"], standing=Standing.CLASS_TEACHER, by=cast["administrator"]
    )

    response = signed_in(cast["class teacher"]).delete(f"/api/chats/{chat.chat_id}/messages/{message.seq}")

    assert response.status_code == 404


# --- readers ---------------------------------------------------------------------------------------------------------


def test_readers_are_named_in_small_chats_only(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    message = a_message(chat, by=cast["teacher"])
    ChatMember.objects.filter(chat_id=chat.chat_id, user_id=cast["pupil"].pk).update(read_seq=message.seq)
    path = f"/api/chats/{chat.chat_id}/messages/{message.seq}/readers"

    card = signed_in(cast["teacher"]).get(f"/api/chats/{chat.chat_id}").json()
    assert card["others_read_seq"] == message.seq
    readers = signed_in(cast["older pupil"]).get(path).json()
    assert readers["count"] == 1
    assert [person["id"] for person in readers["people"]] == [cast["pupil"].pk]

    a_pupil(cast.school_class, given_name="Новенький")
    rules.follow_class(cast.school_class.pk)
    assert signed_in(cast["older pupil"]).get(path).json()["count"] == 1  # a newcomer was not there

    Chat.objects.filter(chat_id=chat.chat_id).update(member_count=51)
    assert signed_in(cast["older pupil"]).get(path).status_code == 403
    assert signed_in(cast["teacher"]).get(path).json() == {"count": 1, "people": None}


# --- groups ----------------------------------------------------------------------------------------------------------


def create(cast: Cast, by: str, members: list[str]) -> tuple[int, str]:
    response = signed_in(cast[by]).post(
        "/api/chats",
        {"org_id": cast.school.pk, "title": "Поездка", "member_ids": [cast[who].pk for who in members]},
    )
    body = response.json()
    return response.status_code, body.get("kind") or body["code"]


def test_who_may_make_a_group_and_of_whom(cast: Cast) -> None:
    assert create(cast, "teacher", ["other teacher", "administrator"]) == (201, "group")
    assert create(cast, "teacher", ["other teacher", "parent"]) == (201, "group")
    assert create(cast, "administrator", []) == (201, "group")
    assert create(cast, "teacher", ["pupil", "other pupil"]) == (201, "pupil_group")
    assert create(cast, "teacher", ["pupil", "parent"]) == (409, "messaging.not_for_this_chat")
    assert create(cast, "pupil", ["older pupil"]) == (403, "messaging.may_not_create_chat")
    assert create(cast, "parent", ["teacher"]) == (403, "messaging.may_not_create_chat")
    assert create(cast, "teacher", ["stranger"]) == (404, "messaging.person_not_found")
    assert create(cast, "teacher", ["removed member"]) == (404, "messaging.person_not_found")
    assert create(cast, "stranger", [])[0] == 404
    assert create(cast, "removed member", [])[0] == 404
    assert create(cast, "nobody", [])[0] == 404


def test_the_owner_who_leaves_hands_over(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["other teacher"], cast["parent"]])

    assert signed_in(cast["teacher"]).post(f"/api/chats/{chat.chat_id}/leave").status_code == 204

    owner = ChatMember.objects.get(chat_id=chat.chat_id, role=ChatRole.OWNER, left_seq=None)
    assert owner.user_id == cast["other teacher"].pk
    assert signed_in(cast["teacher"]).get(f"/api/chats/{chat.chat_id}").status_code == 404
    assert signed_in(cast["other teacher"]).get(f"/api/chats/{chat.chat_id}").json()["my"]["role"] == "owner"


def test_an_owner_who_is_staff_no_more_hands_over_and_stays(cast: Cast) -> None:
    teacher = cast["other teacher"]
    organizations.admit(org=cast.school, user=teacher, role=Role.PARENT, by=None)
    chat = a_chat(of=cast.school, by=teacher, members=[cast["parent"], cast["teacher"]])

    organizations.set_roles(org=cast.school, user=teacher, roles=[Role.PARENT], subjects=None, by=cast["administrator"])
    run_jobs()

    standing = {row.user_id: row.role for row in ChatMember.objects.filter(chat_id=chat.chat_id, left_seq=None)}
    assert standing[teacher.pk] == ChatRole.MEMBER
    assert standing[cast["teacher"].pk] == ChatRole.OWNER


def test_a_class_taken_away_is_read_no_more_before_any_job_ran(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    roster.take_out(cast.school_class, user=cast["pupil"], standing=Standing.PUPIL, by=cast["administrator"])

    assert signed_in(cast["pupil"]).get(f"/api/chats/{chat.chat_id}/messages").status_code == 404


def test_when_the_last_of_the_staff_leaves_pupils_only_read(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["pupil"], cast["older pupil"]])
    assert post(chat, by=cast["pupil"])[0] == "ok"

    signed_in(cast["teacher"]).post(f"/api/chats/{chat.chat_id}/leave")

    assert post(chat, by=cast["pupil"])[0] == "rights.denied"
    assert signed_in(cast["pupil"]).get(f"/api/chats/{chat.chat_id}").json()["may"]["write"] is False


def test_who_leaves_the_school_is_out_of_its_groups(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["other teacher"], cast["parent"]])

    roster.remove_member(org=cast.school, user=cast["teacher"], by=cast["administrator"])
    run_jobs()

    standing = {row.user_id: row.role for row in ChatMember.objects.filter(chat_id=chat.chat_id, left_seq=None)}
    assert standing == {cast["other teacher"].pk: ChatRole.OWNER, cast["parent"].pk: ChatRole.MEMBER}


def test_members_come_in_pages_by_standing_and_name(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = cast.chat(ChatKind.CLASS)
    monkeypatch.setattr(api, "MEMBERS_A_PAGE", 2)
    client, found, cursor = signed_in(cast["pupil"]), [], ""
    while cursor is not None:
        answer = client.get(f"/api/chats/{chat.chat_id}/members", {"cursor": cursor}).json()
        found += [(view["person"]["name"], view["role"], view["supervises"]) for view in answer["members"]]
        cursor = answer["next"]

    assert found == [
        ("Ольга Витальевна Галутина", "administrator", True),
        ("Маша Петрова", "member", False),
        ("Юра Старших", "member", False),
        ("Яна Старшова", "member", False),
        ("Андрей Павлович Химин", "member", True),
    ]
    assert answer["total"] == 5


# --- who is told -----------------------------------------------------------------------------------------------------


def people_told_after(action: Callable[[], object]) -> set[int]:
    before = set(UserEvent.objects.values_list("user_id", "upts"))
    action()
    return {
        user_id for user_id, upts in UserEvent.objects.values_list("user_id", "upts") if (user_id, upts) not in before
    }


def test_only_the_two_hear_of_a_direct_chat(cast: Cast) -> None:
    heard = people_told_after(lambda: a_direct_chat(of=cast.school, by=cast["teacher"], to=cast["pupil"]))

    assert heard == {cast["teacher"].pk, cast["pupil"].pk}


def test_only_members_hear_of_a_group_and_only_the_one_of_his_removal(cast: Cast) -> None:
    made: list[Chat] = []
    heard = people_told_after(
        lambda: made.append(a_chat(of=cast.school, by=cast["teacher"], members=[cast["pupil"], cast["older pupil"]]))
    )
    assert heard == {cast["teacher"].pk, cast["pupil"].pk, cast["older pupil"].pk}

    seat = access_chat_to_read(cast["teacher"], made[0].chat_id)
    heard = people_told_after(lambda: actions.remove_member(seat, user_id=cast["pupil"].pk))
    assert heard == {cast["pupil"].pk}


def test_nobody_but_oneself_hears_that_a_chat_was_marked_unread(cast: Cast) -> None:
    seat = access_chat_to_read(cast["pupil"], cast.chat(ChatKind.CLASS).chat_id)

    assert people_told_after(lambda: actions.mark_unread(seat)) == {cast["pupil"].pk}
    assert people_told_after(lambda: actions.mark_unread(seat)) == set()


def test_an_edit_is_told_in_the_stream_of_the_chat_and_to_nobody_else(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    message = a_message(chat, by=cast["pupil"])
    seat = access_chat_to_read(cast["pupil"], chat.chat_id)
    others = set(ChatEvent.objects.exclude(chat_id=chat.chat_id).values_list("chat_id", "pts"))

    heard = people_told_after(lambda: actions.edit_message(seat, seq=message.seq, body="Иначе", entities=()))

    assert heard == set()
    assert set(ChatEvent.objects.exclude(chat_id=chat.chat_id).values_list("chat_id", "pts")) == others


# --- how many queries ------------------------------------------------------------------------------------------------


def queries_of(person: User, path: str) -> int:
    client = signed_in(person)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_lists_take_the_same_queries_however_long_they_are(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    a_message(chat, by=cast["pupil"])
    paths = [
        f"/api/chats/{chat.chat_id}/messages",
        f"/api/chats/{chat.chat_id}/members",
        f"/api/chats/{chat.chat_id}/people?ids={cast['pupil'].pk},{cast['teacher'].pk}",
        f"/api/chats/{chat.chat_id}/messages/1/readers",
        f"/api/organizations/{cast.school.pk}/people",
    ]
    few = [queries_of(cast["teacher"], path) for path in paths]

    for number in range(5):
        pupil = a_pupil(cast.school_class, given_name=f"Новенький {number}")
        rules.follow_class(cast.school_class.pk)
        a_message(chat, by=pupil)

    assert [queries_of(cast["teacher"], path) for path in paths] == few
    assert max(few) <= 18  # six of them are the session's


# --- answers to applications -----------------------------------------------------------------------------------------


def test_an_applicant_reads_why_he_was_declined_and_nothing_else(cast: Cast) -> None:
    applicant = cast["nobody"]
    application = Application.objects.create(
        org=cast.school, user=applicant, role="parent", state="declined", decline_reason="unidentified"
    )
    organizations.ensure_guest(cast.school, applicant)

    actions.post_answer_to_application(application.pk)
    actions.post_answer_to_application(application.pk)

    (card,) = signed_in(applicant).get("/api/chats").json()["chats"]
    assert (card["kind"], card["title"], card["unread"]) == ("service", cast.school.name, 1)
    assert card["may"]["write"] is False
    assert card["preview"]["service"] == {
        "code": "organizations.application_declined",
        "params": {"reason": "unidentified", "text": "", "role": "parent"},
    }
    chat = Chat.objects.get(chat_id=card["id"])
    assert post(chat, by=applicant)[0] == "rights.denied"
    for who in ("administrator", "teacher", "stranger"):
        assert signed_in(cast[who]).get(f"/api/chats/{chat.chat_id}/messages").status_code == 404
    assert Membership.objects.get(org=cast.school, user=applicant).state == MembershipState.GUEST
    assert rules.recompile_everything() == 0


def test_an_accepted_applicant_hears_it_from_the_organisation(cast: Cast) -> None:
    applicant = cast["nobody"]
    invitation = organizations.create_invitation(
        org=cast.school,
        by=cast["administrator"],
        role=Role.TEACHER,
        class_ids=[],
        lifetime=timedelta(days=1),
        max_uses=1,
    )
    application = organizations.apply(
        invitation=invitation, by=applicant, class_ids=[], subjects=[], child_names="", note="", also_tell=[]
    )
    run_jobs()
    assert signed_in(applicant).get("/api/chats").json()["chats"] == []

    roster.accept_application(application, decider=access_inside(cast["administrator"], cast.school.pk))
    run_jobs()

    chats = {card["kind"]: card for card in signed_in(applicant).get("/api/chats").json()["chats"]}
    assert set(chats) == {"service", "school_channel", "staff_channel", "staff_room"}
    assert chats["service"]["preview"]["service"]["code"] == "organizations.application_accepted"
    assert UserEvent.objects.filter(user_id=applicant.pk, chat_id=chats["service"]["id"]).exists()
