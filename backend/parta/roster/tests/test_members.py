"""Members: whom each sees and as what, roles, leaving, and what becomes worthless when rights narrow."""

from typing import Any

import pytest

from parta.accounts.make import a_person, signed_in
from parta.accounts.models import User
from parta.organizations.make import a_member, a_school
from parta.organizations.models import Membership, Organization, Role
from parta.platform.models import AuditEntry, Outbox
from parta.roster import queries
from parta.roster.make import a_class, a_parent, a_pupil
from parta.roster.models import Enrolment, Guardian
from parta.roster.tests.cast import Cast, a_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def seen_by(cast: Cast, who: str, **query: object) -> set[str]:
    """Names in our cast of everybody in the answer; «founder» for him who founded the school."""
    answer = cast.client(who).get(f"/api/organizations/{cast.school.pk}/members", query)
    assert answer.status_code == 200, answer.content
    body = answer.json()
    names = {person.pk: name for name, person in cast.people.items() if person}
    names[cast.school.created_by_id] = "founder"
    assert body["total"] == len(body["members"])
    return {names[member["user_id"]] for member in body["members"]}


def versions(school: Organization) -> dict[int, int]:
    return dict(Membership.objects.filter(org=school).values_list("user_id", "access_ver"))


def outdated(school: Organization, before: dict[int, int]) -> set[int]:
    return {user_id for user_id, version in versions(school).items() if version != before.get(user_id)}


def member_row(cast: Cast, viewer: str, of: str, **query: object) -> dict[str, Any]:
    rows = cast.client(viewer).get(f"/api/organizations/{cast.school.pk}/members", query).json()["members"]
    found: dict[str, Any] = next(row for row in rows if row["user_id"] == cast[of].pk)
    return found


# --- who sees whom -------------------------------------------------------------------------------------------------

STAFF = {"founder", "administrator", "class teacher", "teacher", "other teacher"}
EVERYBODY = STAFF | {"pupil", "other pupil", "parent", "other parent"}


@pytest.mark.parametrize(
    ("viewer", "whom"),
    [
        ("administrator", EVERYBODY),
        ("class teacher", STAFF | {"pupil", "parent"}),
        ("teacher", STAFF | {"pupil", "parent"}),
        ("other teacher", STAFF | {"other pupil", "other parent"}),
        ("pupil", {"pupil", "class teacher", "teacher"}),
        ("other pupil", {"other pupil", "other teacher"}),
        ("parent", STAFF | {"parent", "pupil"}),
        ("other parent", STAFF | {"other parent", "other pupil"}),
    ],
)
def test_whom_each_sees(cast: Cast, viewer: str, whom: set[str]) -> None:
    assert seen_by(cast, viewer) == whom


@pytest.mark.parametrize(
    ("viewer", "whom"),
    [
        ("administrator", {"other pupil", "other parent", "other teacher"}),
        ("teacher", {"other pupil", "other parent", "other teacher"}),
        ("pupil", set()),
        ("parent", {"other teacher"}),
    ],
)
def test_staff_search_the_school_by_name_and_others_only_what_they_see(cast: Cast, viewer: str, whom: set[str]) -> None:
    assert seen_by(cast, viewer, search="Восьм") == whom


def test_one_letter_is_no_name(cast: Cast) -> None:
    assert "other pupil" not in seen_by(cast, "teacher", search="в")


@pytest.mark.parametrize("search", ["елкина", "ЁЛКИНА", "алён елк", "ёлк алёна", "  Алёна   Ёлкина "])
def test_search_finds_parts_of_a_name_in_any_order_whatever_the_case(cast: Cast, search: str) -> None:
    a_member(of=cast.school, roles=[Role.TEACHER], given_name="Алёна", surname="Ёлкина", patronymic="Юрьевна")

    found = cast.client("administrator").get(f"/api/organizations/{cast.school.pk}/members", {"search": search})

    assert [row["person"]["name"] for row in found.json()["members"]] == ["Алёна Юрьевна Ёлкина"]


@pytest.mark.parametrize("search", ["%", "_", "\\", "'", "%%%%"])
def test_signs_of_patterns_are_only_signs(cast: Cast, search: str) -> None:
    assert seen_by(cast, "administrator", search=search) == set()


def test_filters_by_role_and_class(cast: Cast) -> None:
    assert seen_by(cast, "administrator", role="parent") == {"parent", "other parent"}
    assert seen_by(cast, "administrator", class_id=cast.seven.pk) == {"class teacher", "teacher", "pupil", "parent"}
    assert seen_by(cast, "teacher", class_id=cast.eight.pk) == {"other teacher"}
    assert seen_by(cast, "parent", class_id=cast.seven.pk) == {"class teacher", "teacher", "pupil", "parent"}
    assert seen_by(cast, "pupil", class_id=cast.seven.pk, role="teacher") == {"class teacher", "teacher"}


def test_to_pupils_and_parents_a_teacher_with_a_child_here_is_a_teacher(cast: Cast) -> None:
    a_parent(of=cast["other pupil"], school=cast.school, person=cast["class teacher"])

    for viewer in ("pupil", "parent"):
        row = member_row(cast, viewer, "class teacher")
        assert (row["roles"], row["children"]) == (["teacher"], [])
        assert [place["standing"] for place in row["classes"]] == ["class_teacher"]
        assert "class teacher" not in seen_by(cast, viewer, role="parent")
    for viewer, children in (("administrator", 1), ("other teacher", 1), ("teacher", 0)):
        row = member_row(cast, viewer, "class teacher")
        assert (row["roles"], len(row["children"])) == (["parent", "teacher"], children)


def test_members_are_sorted_as_people_read_names(cast: Cast) -> None:
    school = a_school(name="Школа № 3")
    for surname in ("Емельянова", "Ёлкина", "Елизарова", "Яшина", "Жукова"):
        a_member(of=school, roles=[Role.PARENT], given_name="Анна", surname=surname)

    rows = signed_in(school.created_by).get(f"/api/organizations/{school.pk}/members?role=parent").json()["members"]

    assert [row["person"]["name"].split()[1] for row in rows] == [
        "Елизарова",
        "Ёлкина",
        "Емельянова",
        "Жукова",
        "Яшина",
    ]


def test_pages_hold_everybody_once_in_few_queries(django_assert_max_num_queries: Any) -> None:
    school = a_school()
    seven = a_class(of=school)
    people = User.objects.bulk_create(
        User(given_name="Анна", surname=f"Петрова{'абвгд'[number % 5]}", phone=f"+7911{number:07d}")
        for number in range(120)
    )
    Membership.objects.bulk_create(
        Membership(org=school, user=person, state="active", roles=["pupil"]) for person in people
    )
    Enrolment.objects.bulk_create(Enrolment(school_class=seven, user=person, standing="pupil") for person in people)
    browser, address = signed_in(school.created_by), f"/api/organizations/{school.pk}/members"

    browser.get("/api/me/organizations")  # the first request of a session writes when it was seen

    with django_assert_max_num_queries(10):
        page = browser.get(address).json()
    seen = [row["user_id"] for row in page["members"]]
    while page["next"]:
        page = browser.get(address, {"cursor": page["next"]}).json()
        seen += [row["user_id"] for row in page["members"]]

    assert (len(seen), len(set(seen)), page["total"]) == (121, 121, 121)


@pytest.mark.parametrize("cursor", ["x", "!!!", "WzFd", "WyJhIiwgMV0x", "W10", "WyJcdTAwMDAiLCAxXQ", "WyJhIiwgMWUzMF0"])
def test_a_cursor_that_nobody_gave_is_refused(cast: Cast, cursor: str) -> None:
    answer = cast.client("administrator").get(f"/api/organizations/{cast.school.pk}/members", {"cursor": cursor})

    assert (answer.status_code, answer.json()["code"]) == (422, "platform.cursor_invalid")


# --- roles ---------------------------------------------------------------------------------------------------------


def test_a_member_holds_several_roles_with_their_classes_and_children(cast: Cast) -> None:
    changed = cast.client("administrator").patch(
        f"/api/organizations/{cast.school.pk}/members/{cast['parent'].pk}",
        {
            "roles": ["parent", "teacher", "parent"],
            "subjects": ["Труд"],
            "teaches_in": [cast.eight.pk],
            "child_ids": [cast["pupil"].pk, cast["other pupil"].pk],
        },
    )

    row = changed.json()
    assert (row["roles"], row["subjects"]) == (["parent", "teacher"], ["Труд"])
    assert sorted((place["title"], place["standing"]) for place in row["classes"]) == [
        ("7А", "parent"),
        ("8Б", "parent"),
        ("8Б", "teacher"),
    ]
    assert len(row["children"]) == 2
    assert row["person"]["name"] == "Анна Ивановна Петрова"
    assert AuditEntry.objects.filter(action="organizations.roles_changed", org_id=cast.school.pk).count() == 1


def test_with_a_role_goes_all_that_stands_on_it(cast: Cast) -> None:
    teacher, address = cast["class teacher"], f"/api/organizations/{cast.school.pk}/members"
    administrator = cast.client("administrator")

    row = administrator.patch(f"{address}/{teacher.pk}", {"roles": ["administrator"]}).json()
    assert (row["classes"], row["subjects"], row["person"]["is_teacher"]) == ([], [], False)
    administrator.patch(f"{address}/{cast['parent'].pk}", {"roles": ["teacher"]})

    assert not Guardian.objects.filter(parent=cast["parent"]).exists()
    assert not queries.people_of_class(cast.seven.pk).class_teachers


def test_an_administrator_who_steps_down_may_change_nobody(cast: Cast) -> None:
    address = f"/api/organizations/{cast.school.pk}/members/{cast['administrator'].pk}"

    row = cast.client("administrator").patch(address, {"roles": ["teacher"]}).json()

    assert (row["roles"], row["may"]) == (["teacher"], {"edit": False, "remove": False})
    assert cast.client("administrator").patch(address, {"roles": ["administrator"]}).status_code == 403


def test_whoever_teaches_elsewhere_is_a_teacher_still(cast: Cast) -> None:
    teacher = cast["teacher"]
    elsewhere = a_member(of=cast.elsewhere.org, roles=[Role.TEACHER], person=teacher)

    cast.client("administrator").delete(f"/api/organizations/{cast.school.pk}/members/{teacher.pk}")
    elsewhere.refresh_from_db()
    assert elsewhere.teaches
    cast.client("stranger").delete(f"/api/organizations/{cast.elsewhere.org_id}/members/{teacher.pk}")

    elsewhere.refresh_from_db()
    assert not elsewhere.teaches


@pytest.mark.parametrize("roles", [[], ["director"], ["guest"], "teacher"])
def test_roles_are_some_of_the_four(cast: Cast, roles: object) -> None:
    answer = cast.client("administrator").patch(
        f"/api/organizations/{cast.school.pk}/members/{cast['teacher'].pk}", {"roles": roles}
    )

    assert answer.status_code == 422


def test_the_last_administrator_stays() -> None:
    school = a_school()
    founder, address = signed_in(school.created_by), f"/api/organizations/{school.pk}"

    answers = [
        founder.post(f"{address}/leave"),
        founder.delete(f"{address}/members/{school.created_by_id}"),
        founder.patch(f"{address}/members/{school.created_by_id}", {"roles": ["teacher"]}),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (409, "organizations.last_administrator")
    ] * 3


def test_who_is_removed_loses_everything_here_and_nothing_elsewhere(cast: Cast) -> None:
    parent = cast["parent"]
    a_member(of=cast.elsewhere.org, roles=[Role.TEACHER], person=parent)

    removed = cast.client("administrator").delete(f"/api/organizations/{cast.school.pk}/members/{parent.pk}")

    assert removed.status_code == 204
    gate = Membership.objects.get(org=cast.school, user=parent)
    assert (gate.state, gate.roles) == ("ended", [])
    assert gate.ended_at is not None
    assert not Guardian.objects.filter(org=cast.school, parent=parent).exists()
    mine = signed_in(parent).get("/api/me/organizations").json()["organizations"]
    assert [org["id"] for org in mine] == [cast.elsewhere.org_id]


# --- what becomes worthless in the same transaction ----------------------------------------------------------------


def test_rights_compiled_before_are_worthless_for_exactly_those_whose_rights_change(cast: Cast) -> None:
    """Peers of a direct chat need no new version: the messenger compares the other one's, too."""
    school, here = cast.school, f"/api/organizations/{cast.school.pk}"
    administrator = cast.client("administrator")
    pupil, parent, teacher = cast["pupil"].pk, cast["parent"].pk, cast["teacher"].pk
    seven, eight = f"/api/classes/{cast.seven.pk}", f"/api/classes/{cast.eight.pk}"
    family = f"parent_id={parent}&child_id={pupil}"

    steps: list[tuple[str, Any, set[int]]] = [
        (
            "teacher leaves a class",
            lambda: administrator.delete(f"{seven}/people/{teacher}?standing=teacher"),
            {teacher},
        ),
        ("teacher enters a class", lambda: administrator.post(f"{seven}/people/{teacher}?standing=teacher"), {teacher}),
        (
            "pupil is moved",
            lambda: administrator.post(f"{seven}/people/{pupil}/move", {"to_class_id": cast.eight.pk}),
            {pupil, parent},
        ),
        ("pupil is taken out", lambda: administrator.delete(f"{eight}/people/{pupil}?standing=pupil"), {pupil, parent}),
        ("pupil is put in", lambda: administrator.post(f"{seven}/people/{pupil}?standing=pupil"), {pupil, parent}),
        ("parents read", lambda: administrator.patch(seven, {"parents_read": True}), {parent}),
        ("link ends", lambda: administrator.delete(f"{seven}/guardians?{family}"), {pupil, parent}),
        (
            "link begins",
            lambda: administrator.post(f"{seven}/guardians", {"parent_id": parent, "child_id": pupil}),
            {pupil, parent},
        ),
        ("role", lambda: administrator.patch(f"{here}/members/{teacher}", {"roles": ["administrator"]}), {teacher}),
        ("pupil is none any more", lambda: administrator.delete(f"{here}/members/{pupil}"), {pupil, parent}),
        (
            "class ends",
            lambda: administrator.post(f"{eight}/archive"),
            {cast["other teacher"].pk, cast["other pupil"].pk, cast["other parent"].pk},
        ),
        ("parent leaves", lambda: cast.client("parent").post(f"{here}/leave"), {parent}),
    ]

    for what, step, whose in steps:
        before = versions(school)
        answer = step()
        assert answer.status_code in {200, 204}, (what, answer.content)
        assert (what, outdated(school, before)) == (what, whose)


def test_who_hears_of_a_changed_membership(cast: Cast) -> None:
    Outbox.objects.all().delete()

    cast.client("administrator").patch(
        f"/api/organizations/{cast.school.pk}/members/{cast['teacher'].pk}", {"roles": ["teacher", "administrator"]}
    )

    (told,) = (row for row in Outbox.objects.all() if row.event["type"] == "organizations.membership_changed")
    assert told.event == {
        "type": "organizations.membership_changed",
        "org_id": cast.school.pk,
        "user_id": cast["teacher"].pk,
    }
    assert set(told.users) == {cast["teacher"].pk, cast["administrator"].pk, cast.school.created_by_id}
    assert not {cast["stranger"].pk, cast["removed"].pk, cast["pupil"].pk, cast["guest"].pk} & set(told.users)


def test_people_of_two_schools_are_counted_apart() -> None:
    first, second = a_school(), a_school(name="Школа № 2")
    person = a_person()
    a_member(of=first, roles=[Role.TEACHER, Role.PARENT], person=person)
    a_member(of=second, roles=[Role.PARENT], person=person)

    numbers = signed_in(person).get(f"/api/organizations/{first.pk}").json()["members"]

    assert numbers == {"total": 2, "teachers": 1, "pupils": 0, "parents": 1}


def test_the_roster_of_one_school_says_nothing_about_another() -> None:
    first, second = a_school(), a_school(name="Школа № 2")
    here, there = a_class(of=first), a_class(of=second)
    child = a_pupil(here)
    a_pupil(there, person=child)
    parent = a_parent(of=child, school=first)
    a_member(of=second, roles=[Role.PARENT], person=parent)

    assert queries.parents_of_class(there.pk) == set()
    assert queries.people_of_class(here.pk).parents == {parent.pk}
    assert queries.children_of(second.pk, [parent.pk]) == {}
    assert [place.class_id for place in queries.classes_of(second.pk, [child.pk])[child.pk]] == [there.pk]
