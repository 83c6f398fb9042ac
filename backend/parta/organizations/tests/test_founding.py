"""Founding by the rule of B14, the card, and what the operator does."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings

from parta.accounts.make import CHILD, a_person, signed_in
from parta.organizations.make import a_link, a_member, a_school, an_application
from parta.organizations.models import Organization, OrganizationState, Role
from parta.platform.models import AuditEntry, Outbox

pytestmark = pytest.mark.django_db

SCHOOL: dict[str, Any] = {"kind": "school", "name": "Школа № 5", "region": "78", "time_zone": "Europe/Moscow"}


def events_of(kind: str) -> list[Outbox]:
    return [row for row in Outbox.objects.order_by("id") if row.event["type"] == kind]


def test_a_founded_school_waits_for_the_operator_and_has_its_founder() -> None:
    founder = a_person()

    answer = signed_in(founder).post("/api/organizations", SCHOOL)

    school = answer.json()
    assert (school["state"], school["my_roles"], school["members"]["total"]) == ("unverified", ["administrator"], 1)
    assert [row.users for row in events_of("organizations.organization_founded")] == [[founder.pk]]
    mine = signed_in(founder).get("/api/me/organizations").json()["organizations"]
    assert [(org["id"], org["name"], org["roles"]) for org in mine] == [(school["id"], "Школа № 5", ["administrator"])]


def test_what_an_operator_founds_is_verified() -> None:
    answer = signed_in(a_person(is_operator=True)).post("/api/organizations", SCHOOL)

    assert answer.json()["state"] == "verified"


def test_a_demo_verifies_at_once(settings: Settings) -> None:
    settings.DEMO = True

    assert signed_in(a_person()).post("/api/organizations", SCHOOL).json()["state"] == "verified"


def test_a_founder_with_three_unverified_organisations_waits() -> None:
    founder = signed_in(a_person())
    for _ in range(3):
        assert founder.post("/api/organizations", SCHOOL).status_code == 200

    refused = founder.post("/api/organizations", SCHOOL)

    assert (refused.status_code, refused.json()["code"]) == (409, "organizations.too_many_unverified")
    assert refused.json()["params"] == {"limit": 3}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "platform.invalid_fields"),
        ("name", " \t ", "platform.invalid_fields"),
        ("name", "Ш" * 201, "platform.invalid_fields"),
        ("name", "Шко\0ла", "platform.invalid_fields"),
        ("name", "Шко\nла", "platform.invalid_fields"),
        ("kind", "bank", "platform.invalid_fields"),
        ("region", "00", "organizations.unknown_region"),
        ("region", "Санкт-Петербург", "organizations.unknown_region"),
        ("time_zone", "Europe/Atlantis", "organizations.unknown_time_zone"),
        ("time_zone", "../../etc/passwd", "organizations.unknown_time_zone"),
        ("time_zone", "Europe", "organizations.unknown_time_zone"),
        ("time_zone", "", "organizations.unknown_time_zone"),
    ],
)
def test_nonsense_founds_nothing(field: str, value: str, code: str) -> None:
    answer = signed_in(a_person()).post("/api/organizations", SCHOOL | {field: value})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Organization.objects.exists()


def test_an_administrator_edits_the_card_and_every_member_hears_of_it() -> None:
    school = a_school()
    teacher, stranger = a_member(of=school, roles=[Role.TEACHER]), a_school(name="Другая")
    Outbox.objects.all().delete()

    answer = signed_in(school.created_by).patch(
        f"/api/organizations/{school.pk}",
        {"description": "Основана в 1905 году.\nТри корпуса.", "site": "https://school.example", "short_name": "№ 1"},
    )

    card = answer.json()
    assert (card["name"], card["short_name"], card["site"]) == ("Школа № 1", "№ 1", "https://school.example")
    (told,) = events_of("organizations.organization_changed")
    assert set(told.users) == {school.created_by_id, teacher.pk}
    assert stranger.created_by_id not in told.users
    assert AuditEntry.objects.filter(action="organizations.card_edited", org_id=school.pk).exists()


@pytest.mark.parametrize("site", ["javascript:alert(1)", "school.example", "ftp://school.example"])
def test_a_site_is_a_web_address(site: str) -> None:
    school = a_school()

    assert signed_in(school.created_by).patch(f"/api/organizations/{school.pk}", {"site": site}).status_code == 422


# --- the operator --------------------------------------------------------------------------------------------------


def test_the_operator_finds_organisations_by_state_and_name() -> None:
    operator = signed_in(a_person(is_operator=True))
    waiting = a_school(name="Гимназия «Альфа»", verified=False)
    a_school(name="Гимназия «Бета»")

    unverified = operator.get("/api/operator/organizations?state=unverified").json()
    by_name = operator.get("/api/operator/organizations", {"search": "бета"}).json()

    assert [org["id"] for org in unverified["organizations"]] == [waiting.pk]
    assert unverified["organizations"][0]["may"] == {"verify": True, "suspend": True, "restore": False}
    assert unverified["organizations"][0]["members_total"] == 1
    assert [org["name"] for org in by_name["organizations"]] == ["Гимназия «Бета»"]


def test_the_list_of_the_operator_has_pages_and_few_queries(django_assert_max_num_queries: Any) -> None:
    founder = a_person()
    operator = signed_in(a_person(is_operator=True))
    Organization.objects.bulk_create(
        Organization(kind="school", name=f"Школа № {number}", region="78", created_by=founder) for number in range(60)
    )

    operator.get("/api/me/organizations")  # the first request of a session writes when it was seen

    with django_assert_max_num_queries(6):
        first = operator.get("/api/operator/organizations").json()
    second = operator.get("/api/operator/organizations", {"cursor": first["next"]}).json()

    ids = [org["id"] for org in first["organizations"] + second["organizations"]]
    assert (len(first["organizations"]), len(set(ids)), first["total"], second["next"]) == (50, 60, 60, None)


def test_verifying_lets_pupils_in() -> None:
    school = a_school(verified=False)
    operator = signed_in(a_person(is_operator=True))

    answer = operator.post(f"/api/operator/organizations/{school.pk}/verify")
    again = operator.post(f"/api/operator/organizations/{school.pk}/verify")

    assert answer.json()["state"] == "verified"
    assert (again.status_code, again.json()["params"]) == (409, {"state": "verified"})
    assert a_member(of=Organization.objects.get(pk=school.pk), roles=[Role.PUPIL]).pk


@pytest.mark.parametrize("verified", [True, False])
def test_a_suspension_makes_old_rights_worthless_and_ends_where_it_began(verified: bool) -> None:
    school = a_school(verified=verified)
    before = school.policy_ver
    operator = signed_in(a_person(is_operator=True))

    operator.post(f"/api/operator/organizations/{school.pk}/suspend")
    school.refresh_from_db()
    assert (school.state, school.policy_ver) == (OrganizationState.SUSPENDED, before + 1)
    operator.post(f"/api/operator/organizations/{school.pk}/restore")

    school.refresh_from_db()
    assert (school.state, school.policy_ver) == ("verified" if verified else "unverified", before + 2)
    assert [entry.subject["after"] for entry in AuditEntry.objects.filter(action="organizations.state_changed")][
        -2:
    ] == [
        "suspended",
        school.state,
    ]


# --- before it is verified -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "state"), [("teacher", "open"), ("pupil", "unverified"), ("parent", "unverified")])
def test_an_unverified_school_prepares_links_but_only_staff_apply(role: str, state: str) -> None:
    school = a_school(verified=False)
    link = a_link(to=school, role=Role(role))
    applicant = signed_in(a_person())

    assert applicant.get(f"/api/invitations/{link.token}").json()["state"] == state
    applied = applicant.post(f"/api/invitations/{link.token}/applications")
    assert (applied.status_code == 200) is (role == "teacher")
    if role != "teacher":
        assert applied.json()["code"] == "organizations.unverified"


def test_no_way_leads_a_pupil_or_a_parent_into_an_unverified_school() -> None:
    school = a_school()
    application = an_application(to=school, role=Role.PUPIL)
    as_teacher = an_application(to=school, role=Role.TEACHER)
    teacher = a_member(of=school, roles=[Role.TEACHER])
    Organization.objects.update(state=OrganizationState.UNVERIFIED)
    administrator, here = signed_in(school.created_by), f"/api/organizations/{school.pk}"

    answers = [
        administrator.post(f"{here}/applications/{application.pk}/accept"),
        administrator.patch(f"{here}/members/{teacher.pk}", {"roles": ["teacher", "parent"]}),
        administrator.patch(f"{here}/members/{school.created_by_id}", {"roles": ["administrator", "pupil"]}),
    ]
    administrator.patch(f"{here}/applications/{as_teacher.pk}", {"role": "pupil"})
    answers.append(administrator.post(f"{here}/applications/{as_teacher.pk}/accept"))

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "organizations.unverified")}


def test_a_minor_is_neither_staff_nor_parent() -> None:
    school = a_school()
    minor = a_person(birth_date=CHILD)
    a_member(of=school, roles=[Role.PUPIL], person=minor)
    administrator, address = signed_in(school.created_by), f"/api/organizations/{school.pk}/members/{minor.pk}"

    for role in ("administrator", "teacher", "parent"):
        link = a_link(to=school, role=Role(role))
        applied = signed_in(a_person(birth_date=CHILD)).post(f"/api/invitations/{link.token}/applications")
        assert applied.json()["code"] == "organizations.adults_only"
        assert administrator.patch(address, {"roles": ["pupil", role]}).json()["code"] == "organizations.adults_only"
