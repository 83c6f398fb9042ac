"""Invitations and applications: what a link allows, how one applies, what deciding does, who hears of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from parta.accounts.make import CHILD, a_person, signed_in, signed_out
from parta.organizations.errors import AdministratorsOnly
from parta.organizations.make import a_link, a_member, a_removed_member, a_school, an_application
from parta.organizations.models import Application, Invitation, Membership, Organization, Role
from parta.platform import clock
from parta.platform.models import AuditEntry, Outbox
from parta.roster import access, queries
from parta.roster import actions as roster
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil
from parta.roster.models import SchoolClass
from parta.roster.tests.cast import Cast, a_cast

pytestmark = pytest.mark.django_db

DAY = {"lifetime_hours": 24, "max_uses": 5}


@pytest.fixture
def school() -> Organization:
    return a_school()


@pytest.fixture
def seven(school: Organization) -> SchoolClass:
    return a_class(of=school, title="7А")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    def jump(by: timedelta) -> None:
        moment: datetime = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: moment)

    return jump


def told(kind: str) -> list[Outbox]:
    return [row for row in Outbox.objects.order_by("id") if row.event["type"] == kind]


def here(school: Organization, rest: str = "") -> str:
    return f"/api/organizations/{school.pk}{rest}"


# --- links ---------------------------------------------------------------------------------------------------------


def test_a_link_says_what_a_poster_may_say_and_no_more(school: Organization, seven: SchoolClass) -> None:
    made = (
        signed_in(school.created_by)
        .post(here(school, "/invitations"), {"role": "pupil", "class_ids": [seven.pk], **DAY})
        .json()
    )
    assert (made["state"], made["uses"], made["classes"]) == ("open", 0, [{"id": seven.pk, "title": "7А"}])
    assert made["url"].endswith(f"/join/{made['token']}")
    assert len(made["token"]) >= 22

    poster = signed_out().get(f"/api/invitations/{made['token']}").json()

    assert poster == {
        "organization": {"id": school.pk, "name": "Школа № 1", "short_name": "", "kind": "school"},
        "role": "pupil",
        "classes": [{"id": seven.pk, "title": "7А"}],
        "state": "open",
        "choice": [],
        "member": False,
        "my_application_id": None,
    }


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("lifetime_hours", 0, 422),
        ("lifetime_hours", 1, 200),
        ("lifetime_hours", 8760, 200),
        ("lifetime_hours", 8761, 422),
        ("max_uses", 0, 422),
        ("max_uses", 1, 200),
        ("max_uses", 1000, 200),
        ("max_uses", 1001, 422),
        ("role", "guest", 422),
        ("class_ids", [2**60], 422),
        ("class_ids", [10**9], 404),
    ],
)
def test_limits_of_a_link(school: Organization, field: str, value: object, status: int) -> None:
    answer = signed_in(school.created_by).post(
        here(school, "/invitations"), {"role": "teacher", **DAY} | {field: value}
    )

    assert answer.status_code == status


@pytest.mark.parametrize("token", ["x", "a" * 24, "%00", "..%2F..", "é" * 24])
def test_an_unknown_link_is_not_found(token: str) -> None:
    assert signed_out().get(f"/api/invitations/{token}").status_code == 404
    assert signed_in(a_person()).post(f"/api/invitations/{token}/applications").status_code == 404


def test_a_link_that_is_over_says_why(school: Organization, later: Callable[[timedelta], None]) -> None:
    used_up, revoked, expired = (
        a_link(to=school, role=Role.TEACHER, max_uses=uses, lifetime=timedelta(hours=hours))
        for uses, hours in ((1, 48), (9, 48), (9, 1))
    )
    signed_in(a_person()).post(f"/api/invitations/{used_up.token}/applications")
    administrator = signed_in(school.created_by)
    administrator.delete(here(school, f"/invitations/{revoked.pk}"))
    later(timedelta(hours=2))

    applicant = signed_in(a_person())
    for link, state in ((used_up, "used_up"), (revoked, "revoked"), (expired, "expired")):
        assert applicant.get(f"/api/invitations/{link.token}").json()["state"] == state
        refused = applicant.post(f"/api/invitations/{link.token}/applications")
        assert (refused.status_code, refused.json()["code"]) == (409, f"organizations.invitation_{state}")
    listed = administrator.get(here(school, "/invitations")).json()["invitations"]
    assert {row["id"]: row["state"] for row in listed} == {
        used_up.pk: "used_up",
        revoked.pk: "revoked",
        expired.pk: "expired",
    }
    assert Application.objects.count() == 1


def test_revoking_twice_changes_nothing(school: Organization) -> None:
    link = a_link(to=school, role=Role.TEACHER)
    administrator = signed_in(school.created_by)

    first, second = (administrator.delete(here(school, f"/invitations/{link.pk}")) for _ in range(2))

    assert (first.json()["state"], second.json()["state"]) == ("revoked", "revoked")
    assert first.json()["may"] == {"revoke": False}
    assert AuditEntry.objects.filter(action="organizations.invitation_revoked").count() == 1


def test_the_list_of_links_has_pages_and_few_queries(school: Organization, django_assert_max_num_queries: Any) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            org=school,
            token=f"{number:024d}",
            role="teacher",
            expires_at=clock.now() + timedelta(days=1),
            max_uses=1,
            created_by=school.created_by,
        )
        for number in range(60)
    )
    administrator = signed_in(school.created_by)
    administrator.get("/api/me/organizations")

    with django_assert_max_num_queries(9):
        first = administrator.get(here(school, "/invitations")).json()
    second = administrator.get(here(school, "/invitations"), {"cursor": first["next"]}).json()

    ids = [row["id"] for row in first["invitations"] + second["invitations"]]
    assert (len(ids), len(set(ids)), first["total"], second["next"]) == (60, 60, 60, None)
    assert ids == sorted(ids, reverse=True)


# --- applying ------------------------------------------------------------------------------------------------------


def test_an_applicant_follows_his_application(school: Organization, seven: SchoolClass) -> None:
    link = a_link(to=school, role=Role.TEACHER)
    applicant = a_person()

    applied = signed_in(applicant).post(
        f"/api/invitations/{link.token}/applications",
        {"class_ids": [seven.pk], "subjects": ["Химия", "Химия"], "note": "Новый учитель."},
    )

    mine = signed_in(applicant).get("/api/me/applications").json()["applications"]
    assert mine == [applied.json()]
    assert (mine[0]["state"], mine[0]["subjects"], mine[0]["may"]) == ("pending", ["Химия"], {"withdraw": True})
    assert mine[0]["organization"]["name"] == "Школа № 1"
    assert signed_in(applicant).get(f"/api/invitations/{link.token}").json()["my_application_id"] == mine[0]["id"]
    assert signed_in(applicant).get("/api/me/organizations").json() == {"organizations": []}


def test_one_application_at_a_time(school: Organization) -> None:
    applicant = signed_in(a_person())
    first, second = a_link(to=school, role=Role.TEACHER), a_link(to=school, role=Role.PARENT)
    made = applicant.post(f"/api/invitations/{first.token}/applications").json()

    refused = applicant.post(f"/api/invitations/{second.token}/applications")
    assert (refused.status_code, refused.json()["code"]) == (409, "organizations.already_applied")
    assert applicant.delete(f"/api/me/applications/{made['id']}").json()["state"] == "withdrawn"

    assert applicant.post(f"/api/invitations/{second.token}/applications").status_code == 200
    uses = dict(Invitation.objects.values_list("pk", "uses"))
    assert uses == {first.pk: 1, second.pk: 1}


def test_an_applicant_names_no_class_of_another_school(school: Organization, seven: SchoolClass) -> None:
    elsewhere = a_class(of=a_school(name="Школа № 2"))
    link = a_link(to=school, role=Role.PUPIL)

    refused = signed_in(a_person(birth_date=CHILD)).post(
        f"/api/invitations/{link.token}/applications", {"class_ids": [elsewhere.pk]}
    )

    assert refused.json()["code"] == "roster.class_not_found"


def test_the_class_of_a_link_is_not_the_applicants_to_change(school: Organization, seven: SchoolClass) -> None:
    eight = a_class(of=school, title="8Б")
    link = a_link(to=school, role=Role.PUPIL, class_ids=[seven.pk])

    applied = signed_in(a_person(birth_date=CHILD)).post(
        f"/api/invitations/{link.token}/applications", {"class_ids": [eight.pk]}
    )

    assert [row["title"] for row in applied.json()["classes"]] == ["7А"]


@pytest.mark.parametrize(
    "body",
    [
        {"subjects": [""]},
        {"subjects": ["Х" * 61]},
        {"subjects": ["Химия"] * 21},
        {"note": "х" * 501},
        {"note": "\0"},
        {"child_names": "х" * 201},
        {"class_ids": ["7А"]},
        {"class_ids": [0]},
    ],
)
def test_nonsense_is_no_application(school: Organization, body: dict[str, object]) -> None:
    link = a_link(to=school, role=Role.TEACHER)

    assert signed_in(a_person()).post(f"/api/invitations/{link.token}/applications", body).status_code == 422


# --- deciding ------------------------------------------------------------------------------------------------------


def test_administrators_see_where_else_the_applicant_is_and_class_teachers_do_not() -> None:
    cast = a_cast()
    applicant = a_person(given_name="Лев", surname="Толстой", patronymic="Николаевич")
    a_member(of=a_school(name="Гимназия"), roles=[Role.TEACHER], person=applicant)
    application = an_application(to=cast.school, role=Role.PARENT, class_ids=[cast.seven.pk], person=applicant)
    address = here(cast.school, f"/applications/{application.pk}")

    seen = cast.client("administrator").get(address).json()
    assert (seen["full_name"], seen["birth_date"]) == ("Толстой Лев Николаевич", "1985-04-12")
    assert seen["other_organizations"] == ["Гимназия"]
    assert not {"email", "phone"} & seen["person"].keys()
    assert cast.client("class teacher").get(address).json()["other_organizations"] == []


def test_applications_are_found_by_state_and_name(school: Organization) -> None:
    administrator = signed_in(school.created_by)
    alyona = a_person(given_name="Алёна", surname="Ёлкина")
    waiting = an_application(to=school, role=Role.TEACHER, person=alyona)
    other = an_application(to=school, role=Role.TEACHER)
    administrator.post(here(school, f"/applications/{other.pk}/decline"), {"reason": "foreign"})

    def found(**query: str) -> list[int]:
        return [row["id"] for row in administrator.get(here(school, "/applications"), query).json()["applications"]]

    assert found() == [other.pk, waiting.pk]
    assert found(state="pending") == [waiting.pk]
    assert found(state="declined") == [other.pk]
    assert found(search="елкина ал") == [waiting.pk]
    assert found(search="нет такой") == []


def test_the_list_of_applications_has_pages_and_few_queries(
    school: Organization, seven: SchoolClass, django_assert_max_num_queries: Any
) -> None:
    people = [a_person() for _ in range(52)]
    Application.objects.bulk_create(
        Application(org=school, user=person, role="pupil", class_ids=[seven.pk]) for person in people
    )
    administrator = signed_in(school.created_by)
    administrator.get("/api/me/organizations")

    with django_assert_max_num_queries(11):
        first = administrator.get(here(school, "/applications")).json()
    second = administrator.get(here(school, "/applications"), {"cursor": first["next"]}).json()

    ids = {row["id"] for row in first["applications"] + second["applications"]}
    assert (len(ids), first["total"], second["next"]) == (52, 52, None)


def test_accepting_a_teacher_gives_role_subjects_classes_and_the_patronymic(
    school: Organization, seven: SchoolClass
) -> None:
    application = an_application(to=school, role=Role.TEACHER, class_ids=[seven.pk], subjects=["Химия"])
    before = signed_in(school.created_by).get(here(school, f"/applications/{application.pk}")).json()

    accepted = signed_in(school.created_by).post(here(school, f"/applications/{application.pk}/accept")).json()

    assert (before["person"]["name"], accepted["person"]["id"]) == ("Пётр Иванов", application.user_id)
    assert (accepted["state"], accepted["decided_by"]["id"]) == ("accepted", school.created_by_id)
    gate = Membership.objects.get(org=school, user=application.user)
    assert (gate.state, gate.roles, gate.subjects) == ("active", ["teacher"], ["Химия"])
    assert queries.people_of_class(seven.pk).teachers == {application.user_id}
    application.user.refresh_from_db()
    assert application.user.name == "Пётр Сергеевич Иванов"
    assert AuditEntry.objects.filter(action="organizations.application_accepted", org_id=school.pk).exists()


def test_an_application_is_edited_before_it_is_accepted(school: Organization, seven: SchoolClass) -> None:
    eight = a_class(of=school, title="8Б")
    application = an_application(to=school, role=Role.PUPIL, class_ids=[seven.pk])
    administrator, address = signed_in(school.created_by), here(school, f"/applications/{application.pk}")

    edited = administrator.patch(address, {"class_ids": [eight.pk]}).json()
    assert [row["title"] for row in edited["classes"]] == ["8Б"]
    administrator.post(f"{address}/accept")

    assert application.user_id in queries.people_of_class(eight.pk).pupils
    assert administrator.patch(address, {"class_ids": []}).json()["code"] == "organizations.already_decided"


def test_a_member_gets_another_role_besides_his_own(school: Organization, seven: SchoolClass) -> None:
    teacher = a_class_teacher(seven)
    child = a_pupil(seven)
    application = an_application(to=school, role=Role.PARENT, person=teacher)
    administrator, address = signed_in(school.created_by), here(school, f"/applications/{application.pk}")

    assert administrator.get(address).json()["roles_now"] == ["teacher"]
    administrator.patch(address, {"child_ids": [child.pk]})
    administrator.post(f"{address}/accept")

    assert Membership.objects.get(org=school, user=teacher).roles == ["parent", "teacher"]
    assert queries.people_of_class(seven.pk).class_teachers == {teacher.pk}
    assert queries.children_of(school.pk, [teacher.pk]) == {teacher.pk: {child.pk}}


def test_a_parent_applies_again_for_another_child_and_others_do_not_apply_twice(
    school: Organization, seven: SchoolClass
) -> None:
    first, second = a_pupil(seven), a_pupil(seven, given_name="Саша")
    parent = a_parent(of=first, school=school)
    application = an_application(to=school, role=Role.PARENT, person=parent)
    administrator, address = signed_in(school.created_by), here(school, f"/applications/{application.pk}")
    administrator.patch(address, {"child_ids": [second.pk]})
    assert administrator.post(f"{address}/accept").status_code == 200
    assert queries.children_of(school.pk, [parent.pk])[parent.pk] == {first.pk, second.pk}

    link = a_link(to=school, role=Role.PUPIL)
    refused = signed_in(first).post(f"/api/invitations/{link.token}/applications")
    assert (refused.status_code, refused.json()["code"]) == (409, "organizations.already_member")


def test_a_pupil_comes_into_one_class(school: Organization, seven: SchoolClass) -> None:
    eight = a_class(of=school, title="8Б")
    club = a_class(of=school, title="Шахматы")
    administrator = signed_in(school.created_by)
    application = an_application(to=school, role=Role.PUPIL, class_ids=[seven.pk, eight.pk])
    address = here(school, f"/applications/{application.pk}")

    refused = administrator.post(f"{address}/accept")
    assert (refused.status_code, refused.json()["code"]) == (409, "roster.one_grade_only")
    assert not Membership.objects.filter(user=application.user, state="active").exists()
    administrator.patch(address, {"class_ids": [seven.pk, club.pk]})

    assert administrator.post(f"{address}/accept").status_code == 200
    without_class = an_application(to=school, role=Role.PUPIL)
    assert administrator.post(here(school, f"/applications/{without_class.pk}/accept")).status_code == 200


def test_an_application_to_a_class_that_has_ended_waits_for_another_class(
    school: Organization, seven: SchoolClass
) -> None:
    application = an_application(to=school, role=Role.PUPIL, class_ids=[seven.pk])
    administrator = signed_in(school.created_by)
    administrator.post(f"/api/classes/{seven.pk}/archive")

    refused = administrator.post(here(school, f"/applications/{application.pk}/accept"))

    assert (refused.status_code, refused.json()["code"]) == (409, "roster.class_archived")


def test_one_whose_membership_ended_begins_anew(school: Organization) -> None:
    person = a_removed_member(of=school, role=Role.ADMINISTRATOR)
    before = Membership.objects.get(org=school, user=person).access_ver
    application = an_application(to=school, role=Role.TEACHER, person=person)

    signed_in(school.created_by).post(here(school, f"/applications/{application.pk}/accept"))

    gate = Membership.objects.get(org=school, user=person)
    assert (gate.state, gate.roles, gate.ended_at) == ("active", ["teacher"], None)
    assert gate.access_ver > before


@pytest.mark.parametrize("reason", ["foreign", "unidentified", "wrong_audience", "other"])
def test_a_refusal_reaches_the_applicant_with_its_reason(school: Organization, reason: str) -> None:
    applicant = a_person()
    application = an_application(to=school, role=Role.TEACHER, person=applicant)
    address = here(school, f"/applications/{application.pk}/decline")
    administrator = signed_in(school.created_by)
    text = "Приходите в августе." if reason == "other" else ""
    Outbox.objects.all().delete()

    declined = administrator.post(address, {"reason": reason, "text": text})

    assert declined.json()["state"] == "declined"
    (mine,) = signed_in(applicant).get("/api/me/applications").json()["applications"]
    assert (mine["state"], mine["decline_reason"], mine["decline_text"]) == ("declined", reason, text)
    assert Membership.objects.get(org=school, user=applicant).state == "guest"
    assert signed_in(applicant).get(here(school)).status_code == 404
    (row,) = told("organizations.application_changed")
    assert set(row.users) == {applicant.pk, school.created_by_id}
    again = administrator.post(address, {"reason": reason, "text": text})
    assert (again.status_code, again.json()["params"]) == (409, {"state": "declined"})


def test_the_reason_other_needs_words(school: Organization) -> None:
    application = an_application(to=school, role=Role.TEACHER)

    for text in ("", "  \n "):
        refused = signed_in(school.created_by).post(
            here(school, f"/applications/{application.pk}/decline"), {"reason": "other", "text": text}
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "organizations.decline_text_required")


def test_a_declined_member_stays_what_he_is(school: Organization) -> None:
    teacher = a_member(of=school, roles=[Role.TEACHER])
    application = an_application(to=school, role=Role.PARENT, person=teacher)

    signed_in(school.created_by).post(here(school, f"/applications/{application.pk}/decline"), {"reason": "foreign"})

    gate = Membership.objects.get(org=school, user=teacher)
    assert (gate.state, gate.roles) == ("active", ["teacher"])


def test_of_many_those_are_accepted_that_can_be(school: Organization, seven: SchoolClass) -> None:
    pupils = [an_application(to=school, role=Role.PUPIL, class_ids=[seven.pk]) for _ in range(2)]
    parent = an_application(to=school, role=Role.PARENT)
    administrator = signed_in(school.created_by)
    ids = [pupils[0].pk, parent.pk, pupils[1].pk, pupils[0].pk, 10**9]

    results = administrator.post(here(school, "/applications/accept"), {"ids": ids}).json()["results"]

    assert [(row["id"], row["accepted"], row["code"]) for row in results] == [
        (pupils[0].pk, True, ""),
        (parent.pk, False, "roster.parent_needs_child"),
        (pupils[1].pk, True, ""),
        (10**9, False, "organizations.application_not_found"),
    ]
    assert len(queries.people_of_class(seven.pk).pupils) == 2
    assert administrator.post(here(school, "/applications/accept"), {"ids": [1] * 101}).status_code == 422


@pytest.mark.parametrize("who", ["administrator", "class teacher"])
def test_who_lost_his_office_since_he_came_in_lets_nobody_in(who: str) -> None:
    cast = a_cast()
    application = an_application(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk])
    decider, found = access.access_application_to_decide(cast[who], cast.school.pk, application.pk)
    roster.change_member(
        org=cast.school,
        user=cast[who],
        by=cast.school.created_by,
        changes=roster.MemberChanges(roles=frozenset({Role.TEACHER}), teaches_in=frozenset()),
    )

    with pytest.raises(AdministratorsOnly):
        roster.accept_application(found, decider=decider)

    assert not Membership.objects.filter(org=cast.school, user=application.user, state="active").exists()


# --- who hears of it, and the counter ------------------------------------------------------------------------------


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def test_who_hears_of_an_application_to_a_class(cast: Cast) -> None:
    Outbox.objects.all().delete()
    applicant = a_person(birth_date=CHILD)

    an_application(to=cast.school, role=Role.TEACHER)
    link = a_link(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk])
    signed_in(applicant).post(f"/api/invitations/{link.token}/applications")

    to_school, to_class = told("organizations.application_changed")
    administrators = {cast["administrator"].pk, cast.school.created_by_id}
    assert set(to_school.users) - administrators == {to_school.event["user_id"]}
    assert set(to_class.users) == {*administrators, applicant.pk, cast["class teacher"].pk}
    assert not any("name" in key or "note" in key for key in to_class.event)


def test_the_counter_counts_what_one_may_decide(cast: Cast) -> None:
    an_application(to=cast.school, role=Role.TEACHER)
    an_application(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk])
    an_application(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk, cast.eight.pk])
    an_application(to=cast.elsewhere.org, role=Role.PUPIL)

    counters = {
        who: [
            org["applications_pending"] for org in cast.client(who).get("/api/me/organizations").json()["organizations"]
        ]
        for who in ("administrator", "class teacher", "other teacher", "teacher", "pupil", "stranger", "guest")
    }

    assert counters == {
        "administrator": [3],
        "class teacher": [1],
        "other teacher": [0],
        "teacher": [0],
        "pupil": [0],
        "stranger": [1],
        "guest": [],
    }


def test_my_organizations_take_few_queries(django_assert_max_num_queries: Any) -> None:
    person = a_person()
    for number in range(5):
        a_member(of=a_school(name=f"Школа № {number}"), roles=[Role.ADMINISTRATOR, Role.TEACHER], person=person)
    browser = signed_in(person)
    browser.get("/api/me/organizations")

    with django_assert_max_num_queries(5):
        mine = browser.get("/api/me/organizations").json()["organizations"]

    assert [org["name"] for org in mine] == [f"Школа № {number}" for number in range(5)]
