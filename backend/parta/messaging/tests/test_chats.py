"""The chat list, chats by rule, direct chats and groups, through HTTP."""

from typing import Any

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test.utils import CaptureQueriesContext

from parta.accounts.make import a_person, signed_in
from parta.accounts.models import User
from parta.messaging.actions import rules
from parta.messaging.make import a_chat, a_direct_chat, a_message, post
from parta.messaging.models import Chat, ChatEvent, ChatKind, ChatMember, UserEvent
from parta.messaging.tests.conftest import Cast, undone
from parta.organizations import actions as organizations
from parta.organizations.make import a_member, a_school
from parta.organizations.models import Role
from parta.platform.testing import run_jobs
from parta.roster import actions as roster
from parta.roster.actions import ClassChanges
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil
from parta.roster.models import Standing


def chats_of(person: User, **query: Any) -> list[dict[str, Any]]:
    response = signed_in(person).get("/api/chats", query)
    assert response.status_code == 200, response.content
    chats: list[dict[str, Any]] = response.json()["chats"]
    return chats


def kinds_of(person: User) -> list[str]:
    return sorted(chat["kind"] for chat in chats_of(person))


# --- by rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_school_and_its_class_have_their_chats_and_the_right_people_in_them() -> None:
    school = a_school()
    school_class = a_class(of=school)
    class_teacher = a_class_teacher(school_class)
    pupil = a_pupil(school_class)
    parent = a_parent(of=pupil, school=school)

    run_jobs()

    assert kinds_of(school.created_by) == ["school_channel", "staff_channel", "staff_room"]
    assert kinds_of(class_teacher) == ["class", "school_channel", "staff_channel", "staff_room"]
    assert kinds_of(pupil) == ["class", "school_channel"]
    assert kinds_of(parent) == ["school_channel"]
    assert kinds_of(a_person()) == []


def test_doing_the_jobs_again_changes_nothing(cast: Cast) -> None:
    before = ChatEvent.objects.count(), UserEvent.objects.count(), Chat.objects.count()

    rules.make_chats_of_organization(cast.school.pk)
    rules.follow_class(cast.school_class.pk)
    rules.recompile_person(cast.school.pk, [person.pk for person in cast.people.values()])

    assert rules.recompile_everything() == 0
    assert (ChatEvent.objects.count(), UserEvent.objects.count(), Chat.objects.count()) == before


POSTING = [
    (ChatKind.SCHOOL_CHANNEL, "administrator", "ok"),
    (ChatKind.SCHOOL_CHANNEL, "teacher", "rights.denied"),
    (ChatKind.SCHOOL_CHANNEL, "pupil", "rights.denied"),
    (ChatKind.SCHOOL_CHANNEL, "parent", "rights.denied"),
    (ChatKind.SCHOOL_CHANNEL, "stranger", "chat.not_found"),
    (ChatKind.STAFF_CHANNEL, "administrator", "ok"),
    (ChatKind.STAFF_CHANNEL, "teacher", "rights.denied"),
    (ChatKind.STAFF_CHANNEL, "pupil", "chat.not_found"),
    (ChatKind.STAFF_ROOM, "teacher", "ok"),
    (ChatKind.STAFF_ROOM, "parent", "chat.not_found"),
    (ChatKind.CLASS, "class teacher", "ok"),
    (ChatKind.CLASS, "teacher", "ok"),
    (ChatKind.CLASS, "pupil", "ok"),
    (ChatKind.CLASS, "parent", "chat.not_found"),
    (ChatKind.CLASS, "administrator", "chat.not_found"),
    (ChatKind.CLASS, "other pupil", "chat.not_found"),
    (ChatKind.CLASS, "other teacher", "chat.not_found"),
    (ChatKind.CLASS, "removed member", "chat.not_found"),
    (ChatKind.CLASS, "nobody", "chat.not_found"),
]


def test_who_may_post_in_chats_by_rule(cast: Cast) -> None:
    found = [(kind, who, post(cast.chat(kind), by=cast[who])[0]) for kind, who, _ in POSTING]

    assert found == POSTING


def test_a_class_chat_follows_who_comes_and_goes(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    said = a_message(chat, by=cast["pupil"])
    newcomer = a_pupil(cast.school_class, given_name="Новая")
    run_jobs()

    card = next(card for card in chats_of(newcomer) if card["id"] == chat.chat_id)
    assert card["visible_from_seq"] == 1
    assert card["preview"]["seq"] == said.seq
    assert card["unread"] == 0

    roster.take_out(cast.school_class, user=newcomer, standing=Standing.PUPIL, by=cast["administrator"])
    run_jobs()

    assert chat.chat_id not in {card["id"] for card in chats_of(newcomer)}
    events = list(ChatEvent.objects.filter(chat_id=chat.chat_id, user_id=newcomer.pk).order_by("pts"))
    assert [event.state for event in events] == ["joined", "left"]
    row = ChatMember.objects.get(chat_id=chat.chat_id, user_id=newcomer.pk)
    assert row.left_pts == events[-1].pts
    chat.refresh_from_db()
    assert chat.member_count == ChatMember.objects.filter(chat_id=chat.chat_id, left_seq=None).count()


def test_a_renamed_class_renames_its_chat_and_an_archived_one_is_read_only(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    a_message(chat, by=cast["pupil"])
    roster.edit_class(cast.school_class, by=cast["administrator"], changes=ClassChanges(title="7Б"))
    run_jobs()
    assert {card["title"] for card in chats_of(cast["pupil"]) if card["kind"] == "class"} == {"7Б"}

    roster.archive_class(cast.school_class, by=cast["administrator"])
    run_jobs()

    card = next(card for card in chats_of(cast["pupil"]) if card["kind"] == "class")
    assert card["state"] == "read_only"
    assert card["may"]["write"] is False
    assert post(chat, by=cast["pupil"])[0] in {"chat.read_only", "rights.denied"}
    assert signed_in(cast["pupil"]).get(f"/api/chats/{chat.chat_id}/messages").status_code == 200


def test_parents_read_the_class_chat_once_the_class_says_so(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    roster.edit_class(cast.school_class, by=cast["administrator"], changes=ClassChanges(parents_read=True))
    run_jobs()

    assert "class" in kinds_of(cast["parent"])
    assert post(chat, by=cast["parent"])[0] == "rights.denied"

    roster.edit_class(cast.school_class, by=cast["administrator"], changes=ClassChanges(parents_read=False))
    run_jobs()

    assert "class" not in kinds_of(cast["parent"])


def test_without_anybody_of_the_staff_the_class_chat_is_read_only_for_minors(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    for who, standing in (("class teacher", Standing.CLASS_TEACHER), ("teacher", Standing.TEACHER)):
        roster.take_out(cast.school_class, user=cast[who], standing=standing, by=cast["administrator"])
    run_jobs()

    assert post(chat, by=cast["pupil"])[0] == "rights.denied"

    roster.enrol(cast.school_class, user=cast["teacher"], standing=Standing.TEACHER, by=cast["administrator"])
    run_jobs()

    assert post(chat, by=cast["pupil"])[0] == "ok"


def test_a_suspended_organisation_reads_and_keeps_everybody_where_he_was(cast: Cast) -> None:
    members = set(ChatMember.objects.filter(left_seq=None).values_list("chat_id", "user_id"))
    operator = a_person(is_operator=True)
    organizations.suspend_organization(org=cast.school, by=operator)

    assert post(cast.chat(ChatKind.STAFF_ROOM), by=cast["teacher"])[0] == "rights.recompiling"
    run_jobs()
    assert post(cast.chat(ChatKind.STAFF_ROOM), by=cast["teacher"])[0] == "rights.denied"
    assert signed_in(cast["teacher"]).get(f"/api/chats/{cast.chat(ChatKind.CLASS).chat_id}").status_code == 200

    cast.school.refresh_from_db()
    organizations.restore_organization(org=cast.school, by=operator)
    run_jobs()
    assert post(cast.chat(ChatKind.STAFF_ROOM), by=cast["teacher"])[0] == "ok"
    assert set(ChatMember.objects.filter(left_seq=None).values_list("chat_id", "user_id")) == members


# --- the very next post ----------------------------------------------------------------------------------------------


def test_the_next_post_is_refused_before_any_job_ran_when_a_role_is_taken_away(cast: Cast) -> None:
    room = cast.chat(ChatKind.STAFF_ROOM)
    teacher = cast["other teacher"]
    organizations.admit(org=cast.school, user=teacher, role=Role.PARENT, by=None)
    run_jobs()
    assert post(room, by=teacher)[0] == "ok"

    organizations.set_roles(org=cast.school, user=teacher, roles=[Role.PARENT], subjects=None, by=cast["administrator"])

    assert post(room, by=teacher)[0] == "rights.recompiling"
    run_jobs()
    assert post(room, by=teacher)[0] == "chat.not_found"


def test_the_next_post_is_refused_before_any_job_ran_when_a_class_changes(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    roster.take_out(cast.school_class, user=cast["pupil"], standing=Standing.PUPIL, by=cast["administrator"])

    assert post(chat, by=cast["pupil"])[0] == "rights.recompiling"


def test_the_next_post_is_refused_and_nothing_is_read_before_any_job_ran_when_a_membership_ends(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    roster.remove_member(org=cast.school, user=cast["teacher"], by=cast["administrator"])

    assert post(chat, by=cast["teacher"])[0] == "chat.not_found"
    assert signed_in(cast["teacher"]).get(f"/api/chats/{chat.chat_id}/messages").status_code == 404
    assert chats_of(cast["teacher"]) == []


def test_a_parent_writes_no_more_to_who_teaches_his_child_no_more(cast: Cast) -> None:
    chat = a_direct_chat(of=cast.school, by=cast["parent"], to=cast["teacher"])
    assert post(chat, by=cast["parent"])[0] == "ok"

    roster.take_out(cast.school_class, user=cast["teacher"], standing=Standing.TEACHER, by=cast["administrator"])

    assert post(chat, by=cast["parent"])[0] == "rights.recompiling"
    run_jobs()
    assert post(chat, by=cast["parent"])[0] == "rights.denied"
    assert post(chat, by=cast["teacher"])[0] == "ok"


def test_a_parent_writes_no_more_to_a_teacher_when_his_child_leaves_the_class(cast: Cast) -> None:
    chat = a_direct_chat(of=cast.school, by=cast["parent"], to=cast["teacher"])

    roster.take_out(cast.school_class, user=cast["pupil"], standing=Standing.PUPIL, by=cast["administrator"])

    assert post(chat, by=cast["parent"])[0] == "rights.recompiling"
    run_jobs()
    assert post(chat, by=cast["parent"])[0] == "rights.denied"


# --- direct chats ----------------------------------------------------------------------------------------------------


OPENING = [
    ("teacher", "pupil", 200),
    ("teacher", "other pupil", 200),
    ("teacher", "parent", 200),
    ("teacher", "administrator", 200),
    ("teacher", "other teacher", 200),
    ("administrator", "pupil", 200),
    ("administrator", "parent", 200),
    ("pupil", "teacher", 200),
    ("pupil", "class teacher", 200),
    ("pupil", "other teacher", 404),
    ("pupil", "administrator", 404),
    ("pupil", "older pupil", 403),
    ("older pupil", "oldest pupil", 200),
    ("older pupil", "other pupil", 404),
    ("pupil", "parent", 404),
    ("parent", "teacher", 200),
    ("parent", "other teacher", 403),
    ("parent", "administrator", 403),
    ("parent", "pupil", 403),
    ("parent", "other pupil", 404),
    ("teacher", "teacher", 403),
    ("teacher", "removed member", 404),
    ("teacher", "stranger", 404),
    ("teacher", "nobody", 404),
    ("stranger", "teacher", 404),
    ("stranger", "pupil", 404),
    ("stranger who rules", "pupil", 404),
    ("removed member", "pupil", 404),
    ("nobody", "pupil", 404),
]


def test_who_may_open_a_direct_chat_with_whom(cast: Cast) -> None:
    found = []
    for by, to, _ in OPENING:
        with undone():
            response = open_chat(cast, by, to)
            assert Chat.objects.filter(kind=ChatKind.DIRECT).exists() is (response.status_code == 200)
            found.append((by, to, response.status_code))

    assert found == OPENING


def open_chat(cast: Cast, by: str, to: str) -> HttpResponseBase:
    return signed_in(cast[by]).post("/api/chats/direct", {"org_id": cast.school.pk, "user_id": cast[to].pk})


def test_the_same_two_have_one_chat_whoever_opens_it(cast: Cast) -> None:
    first = signed_in(cast["teacher"]).post(
        "/api/chats/direct", {"org_id": cast.school.pk, "user_id": cast["pupil"].pk}
    )
    again = signed_in(cast["pupil"]).post(
        "/api/chats/direct", {"org_id": cast.school.pk, "user_id": cast["teacher"].pk}
    )

    assert first.json()["id"] == again.json()["id"]
    assert first.json()["peer"]["id"] == cast["pupil"].pk
    assert again.json()["peer"]["name"] == "Андрей Павлович Химин"
    assert first.json()["supervised"] is True
    assert first.json()["may"]["see_members"] is True


def test_who_was_written_to_may_answer_where_he_may_not_begin(cast: Cast) -> None:
    chat = a_direct_chat(of=cast.school, by=cast["other teacher"], to=cast["pupil"])

    assert post(chat, by=cast["pupil"])[0] == "ok"
    answer = signed_in(cast["pupil"]).post(
        "/api/chats/direct", {"org_id": cast.school.pk, "user_id": cast["other teacher"].pk}
    )
    assert answer.json()["id"] == chat.chat_id


def test_a_teacher_who_becomes_only_a_parent_writes_to_no_pupil(cast: Cast) -> None:
    teacher = cast["other teacher"]
    chat = a_direct_chat(of=cast.school, by=teacher, to=cast["pupil"])
    organizations.admit(org=cast.school, user=teacher, role=Role.PARENT, by=None)
    run_jobs()
    assert post(chat, by=teacher)[0] == "ok"

    organizations.set_roles(org=cast.school, user=teacher, roles=[Role.PARENT], subjects=None, by=cast["administrator"])
    assert post(chat, by=teacher)[0] == "rights.recompiling"
    assert post(chat, by=cast["pupil"])[0] == "rights.recompiling"

    run_jobs()
    assert post(chat, by=teacher)[0] == "rights.denied"
    assert post(chat, by=cast["pupil"])[0] == "rights.denied"
    assert signed_in(teacher).get(f"/api/chats/{chat.chat_id}/messages").status_code == 200


def test_whom_may_i_write_to_lists_exactly_those_with_whom_a_chat_can_be_opened(cast: Cast) -> None:
    for by in ("administrator", "teacher", "pupil", "older pupil", "parent"):
        listed = signed_in(cast[by]).get(f"/api/organizations/{cast.school.pk}/people").json()
        found = {view["person"]["id"] for view in listed["people"]}
        for who, person in cast.people.items():
            with undone():
                opened = open_chat(cast, by, who).status_code
            if (by, who) != ("teacher", "other pupil"):  # teachers find the whole school, but by name
                assert (opened == 200) is (person.pk in found), (by, who)


def test_people_to_write_to_are_found_by_the_beginnings_of_their_names(cast: Cast) -> None:
    names = {person.pk: who for who, person in cast.people.items()}

    def found(who: str, search: str) -> list[str]:
        response = signed_in(cast[who]).get(f"/api/organizations/{cast.school.pk}/people", {"search": search})
        return [names[view["person"]["id"]] for view in response.json()["people"]]

    assert found("teacher", "сосед кол") == ["other pupil"]
    assert found("teacher", "Химин") == []
    assert found("parent", "галу") == ["class teacher"]
    assert found("parent", "сосед") == []
    assert found("pupil", "старш") == []
    assert found("older pupil", "стар") == ["oldest pupil"]


def test_nobody_from_outside_learns_whom_one_may_write_to(cast: Cast) -> None:
    for who in ("removed member", "stranger", "stranger who rules", "nobody"):
        assert signed_in(cast[who]).get(f"/api/organizations/{cast.school.pk}/people").status_code == 404, who


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_says_what_is_new_and_what_i_may(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    a_message(chat, by=cast["teacher"], body="Завтра экскурсия")
    a_message(chat, by=cast["pupil"], body="Ура!")

    card = next(card for card in chats_of(cast["pupil"]) if card["id"] == chat.chat_id)

    assert (card["unread"], card["last_seq"], card["read_seq"]) == (1, 2, 0)
    assert card["preview"]["body"] == "Ура!"
    assert (card["title"], card["class_id"], card["by_rule"]) == ("7А", cast.school_class.pk, True)
    assert card["my"]["role"] == "member"
    assert card["supervised"] is True
    assert card["may"] == {
        "write": True,
        "post_as_org": False,
        "moderate": False,
        "rename": False,
        "describe": False,
        "add_members": False,
        "remove_members": False,
        "see_members": True,
        "leave": False,
    }


def test_the_list_takes_the_same_queries_however_many_chats(cast: Cast) -> None:
    def queries() -> int:
        client = signed_in(cast["teacher"])
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/api/chats").status_code == 200
        return len(captured)

    a_message(a_direct_chat(of=cast.school, by=cast["teacher"], to=cast["pupil"]), by=cast["teacher"])
    few = queries()
    for who in ("older pupil", "parent", "other teacher", "administrator"):
        a_message(a_direct_chat(of=cast.school, by=cast["teacher"], to=cast[who]), by=cast["teacher"])
        a_chat(of=cast.school, by=cast["teacher"], members=[cast[who]])

    assert queries() == few
    assert few <= 11  # six of them are the session's


def test_the_list_can_be_narrowed_to_an_organisation_or_to_ids(cast: Cast) -> None:
    teacher = cast["teacher"]
    elsewhere = a_school(name="Вторая школа")
    a_member(of=elsewhere, roles=[Role.TEACHER], person=teacher)
    run_jobs()
    chat = cast.chat(ChatKind.CLASS)

    assert {card["org_id"] for card in chats_of(teacher)} == {cast.school.pk, elsewhere.pk}
    assert {card["org_id"] for card in chats_of(teacher, org=elsewhere.pk)} == {elsewhere.pk}
    assert [card["id"] for card in chats_of(teacher, ids=f"{chat.chat_id},999999999")] == [chat.chat_id]
    assert chats_of(cast["stranger"], ids=str(chat.chat_id)) == []
    assert signed_in(teacher).get("/api/chats", {"ids": "1,x"}).status_code == 422


def test_a_chat_marked_unread_is_so_until_it_is_read_again(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    a_message(chat, by=cast["teacher"])

    assert signed_in(cast["pupil"]).post(f"/api/chats/{chat.chat_id}/unread").status_code == 204

    card = next(card for card in chats_of(cast["pupil"]) if card["id"] == chat.chat_id)
    assert card["marked_unread"] is True
    other = next(card for card in chats_of(cast["older pupil"]) if card["id"] == chat.chat_id)
    assert other["marked_unread"] is False
