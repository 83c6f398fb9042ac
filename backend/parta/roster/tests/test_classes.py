"""Classes: their list, a page of one as each sees it, its life, its people and families."""

from typing import Any

import pytest

from parta.accounts.make import signed_in
from parta.organizations.make import a_school
from parta.organizations.models import Organization
from parta.platform.models import Outbox
from parta.roster import queries
from parta.roster.make import a_class, a_class_teacher, a_parent, a_pupil
from parta.roster.models import Enrolment
from parta.roster.tests.cast import Cast, a_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def classes(school: Organization) -> str:
    return f"/api/organizations/{school.pk}/classes"


# --- making and changing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ({"grade": 7, "letter": "А"}, "7А"),
        ({"grade": 11}, "11"),
        ({"grade": 1, "letter": "Б", "title": "1 «Звёздочки»"}, "1 «Звёздочки»"),
        ({"title": "Шахматы"}, "Шахматы"),
    ],
)
def test_a_class_has_the_title_that_people_say(body: dict[str, object], title: str) -> None:
    school = a_school()

    made = signed_in(school.created_by).post(classes(school), body).json()

    assert (made["title"], made["grade"], made["counts"]) == (
        title,
        body.get("grade"),
        {"pupils": 0, "teachers": 0, "parents": 0},
    )
    assert [row.event["type"] for row in Outbox.objects.filter(event__class_id=made["id"])] == ["roster.class_changed"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"grade": 0, "letter": "А"}, "platform.invalid_fields"),
        ({"grade": 12, "letter": "А"}, "platform.invalid_fields"),
        ({"letter": "А"}, "roster.class_title_required"),
        ({"title": "  "}, "roster.class_title_required"),
        ({"title": "Т" * 41}, "platform.invalid_fields"),
        ({"title": "Т\0"}, "platform.invalid_fields"),
    ],
)
def test_nonsense_makes_no_class(body: dict[str, object], code: str) -> None:
    school = a_school()

    answer = signed_in(school.created_by).post(classes(school), body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_title_is_given_once_in_a_school() -> None:
    school = a_school()
    a_class(of=school, title="7А")
    a_class(of=a_school(name="Школа № 2"), title="7А")
    browser = signed_in(school.created_by)
    other = browser.post(classes(school), {"grade": 7, "letter": "Б"}).json()

    again = browser.post(classes(school), {"grade": 7, "letter": "А"})
    renamed = browser.patch(f"/api/classes/{other['id']}", {"letter": "А"})

    for answer in (again, renamed):
        assert (answer.status_code, answer.json()["code"]) == (409, "roster.class_title_taken")
        assert answer.json()["params"] == {"title": "7А"}


def test_a_class_moves_up_and_is_renamed() -> None:
    school = a_school()
    browser = signed_in(school.created_by)
    address = f"/api/classes/{a_class(of=school, title='7А').pk}"

    assert browser.patch(address, {"grade": 8}).json()["title"] == "8А"
    assert browser.patch(address, {"title": "8 «Альфа»"}).json()["title"] == "8 «Альфа»"
    assert browser.patch(address, {"parents_read": True}).json()["title"] == "8 «Альфа»"
    assert browser.patch(address, {}).json()["parents_read"] is True


def test_an_archived_class_has_nobody_and_nobody_enters_it(cast: Cast) -> None:
    administrator = cast.client("administrator")

    archived = administrator.post(f"/api/classes/{cast.seven.pk}/archive").json()

    assert (archived["archived"], archived["pupils"], archived["may"]["edit"]) == (True, [], False)
    assert Enrolment.objects.filter(school_class=cast.seven).exclude(until=None).count() == 3
    refused = [
        administrator.post(f"/api/classes/{cast.seven.pk}/people/{cast['pupil'].pk}?standing=pupil"),
        administrator.post(f"/api/classes/{cast.seven.pk}/archive"),
        administrator.patch(f"/api/classes/{cast.seven.pk}", {"title": "7"}),
        administrator.post(
            f"/api/classes/{cast.eight.pk}/people/{cast['other pupil'].pk}/move", {"to_class_id": cast.seven.pk}
        ),
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(409, "roster.class_archived")}
    assert [row["title"] for row in administrator.get(classes(cast.school)).json()["classes"]] == ["8Б"]
    assert administrator.post(classes(cast.school), {"grade": 7, "letter": "А"}).status_code == 200


# --- the list ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewer", "titles"),
    [
        ("administrator", ["7А", "8Б"]),
        ("other teacher", ["8Б", "7А"]),
        ("pupil", ["7А"]),
        ("other parent", ["8Б"]),
    ],
)
def test_own_classes_stand_first_and_others_are_for_staff(cast: Cast, viewer: str, titles: list[str]) -> None:
    listed = cast.client(viewer).get(classes(cast.school)).json()["classes"]

    assert [row["title"] for row in listed] == titles


def test_grades_stand_in_the_order_of_numbers() -> None:
    school = a_school()
    for title in ("11А", "2Б", "Шахматы", "10А", "2А"):
        a_class(of=school, title=title)

    listed = signed_in(school.created_by).get(classes(school)).json()["classes"]

    assert [row["title"] for row in listed] == ["2А", "2Б", "10А", "11А", "Шахматы"]


def test_the_list_has_counts_and_class_teachers_in_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(1, 12):
        a_class_teacher(a_class(of=cast.school, title=f"{number}Я"))
    browser = cast.client("administrator")
    browser.get("/api/me/organizations")

    with django_assert_max_num_queries(10):
        listed = browser.get(classes(cast.school)).json()["classes"]

    (seven,) = (row for row in listed if row["title"] == "7А")
    assert seven["counts"] == {"pupils": 1, "teachers": 2, "parents": 1}
    assert [person["short_name"] for person in seven["class_teachers"]] == ["Ольга Витальевна"]
    assert len(listed) == 13


# --- the page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewer", "pupils", "parents"),
    [
        ("administrator", {"pupil"}, {"parent": ["pupil"]}),
        ("class teacher", {"pupil"}, {"parent": ["pupil"]}),
        ("teacher", {"pupil"}, {"parent": ["pupil"]}),
        ("other teacher", set(), {}),
        ("pupil", {"pupil"}, {}),
        ("parent", {"pupil"}, {"parent": ["pupil"]}),
    ],
)
def test_whom_of_a_class_each_sees(cast: Cast, viewer: str, pupils: set[str], parents: dict[str, list[str]]) -> None:
    page = cast.client(viewer).get(f"/api/classes/{cast.seven.pk}").json()

    assert {person["id"] for person in page["pupils"]} == {cast[who].pk for who in pupils}
    assert {row["person"]["id"]: [child["id"] for child in row["children"]] for row in page["parents"]} == {
        cast[parent].pk: [cast[child].pk for child in children] for parent, children in parents.items()
    }
    assert [row["person"]["id"] for row in page["teachers"]] == [cast["class teacher"].pk, cast["teacher"].pk]
    assert page["counts"] == {"pupils": 1, "teachers": 2, "parents": 1}


def test_a_parent_sees_his_own_child_only_among_pupils_and_no_other_parents(cast: Cast) -> None:
    classmate = a_pupil(cast.seven, given_name="Саша", surname="Яшин")
    second = a_parent(of=classmate, school=cast.school, given_name="Инна")

    page = cast.client("parent").get(f"/api/classes/{cast.seven.pk}").json()

    assert [person["id"] for person in page["pupils"]] == [cast["pupil"].pk]
    assert [row["person"]["id"] for row in page["parents"]] == [cast["parent"].pk]
    assert second.name not in str(page)
    assert [person["id"] for person in cast.client("pupil").get(f"/api/classes/{cast.seven.pk}").json()["pupils"]] == [
        cast["pupil"].pk,
        classmate.pk,
    ]


def test_a_page_takes_as_many_queries_for_thirty_as_for_one(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        a_parent(of=a_pupil(cast.seven, given_name=f"Имя{number}"), school=cast.school)
    browser = cast.client("class teacher")
    browser.get("/api/me/organizations")

    with django_assert_max_num_queries(12):
        page = browser.get(f"/api/classes/{cast.seven.pk}").json()

    assert page["counts"] == {"pupils": 11, "teachers": 2, "parents": 11}


# --- people --------------------------------------------------------------------------------------------------------


def test_a_pupil_moves_in_one_step(cast: Cast) -> None:
    browser, pupil = cast.client("administrator"), cast["pupil"].pk
    Outbox.objects.all().delete()

    left = browser.post(f"/api/classes/{cast.seven.pk}/people/{pupil}/move", {"to_class_id": cast.eight.pk}).json()

    assert (left["id"], left["pupils"]) == (cast.seven.pk, [])
    assert queries.people_of_class(cast.eight.pk).pupils == {pupil, cast["other pupil"].pk}
    assert queries.people_of_class(cast.eight.pk).parents == {cast["parent"].pk, cast["other parent"].pk}
    changed = Outbox.objects.filter(event__type="roster.enrolment_changed").order_by("id")
    assert [(row.event["class_id"], sorted(row.event["user_ids"])) for row in changed] == [
        (cast.seven.pk, sorted([pupil, cast["parent"].pk])),
        (cast.eight.pk, sorted([pupil, cast["parent"].pk])),
    ]
    for row in changed:
        assert not {cast["other pupil"].pk, cast["other parent"].pk, cast["stranger"].pk} & set(row.users)
    again = browser.post(f"/api/classes/{cast.seven.pk}/people/{pupil}/move", {"to_class_id": cast.eight.pk})
    assert (again.status_code, again.json()["code"]) == (404, "roster.not_in_class")


def test_a_class_has_only_those_with_the_role_for_it(cast: Cast) -> None:
    browser, address = cast.client("administrator"), f"/api/classes/{cast.seven.pk}/people"

    for who, standing, role in (
        ("parent", "pupil", "pupil"),
        ("pupil", "teacher", "teacher"),
        ("administrator", "class_teacher", "teacher"),
    ):
        refused = browser.post(f"{address}/{cast[who].pk}?standing={standing}")
        assert (refused.status_code, refused.json()["code"]) == (409, "roster.role_missing")
        assert refused.json()["params"] == {"role": role}
    assert browser.post(f"{address}/{cast['pupil'].pk}").status_code == 422
    assert browser.post(f"{address}/{cast['pupil'].pk}?standing=parent").status_code == 422


def test_putting_in_twice_changes_nothing_and_a_pupil_is_in_one_grade(cast: Cast) -> None:
    browser, pupil = cast.client("administrator"), cast["pupil"].pk
    club = a_class(of=cast.school, title="Шахматы")

    for _ in range(2):
        assert browser.post(f"/api/classes/{cast.seven.pk}/people/{pupil}?standing=pupil").status_code == 200
    refused = browser.post(f"/api/classes/{cast.eight.pk}/people/{pupil}?standing=pupil")
    assert refused.json()["code"] == "roster.one_grade_only"

    assert browser.post(f"/api/classes/{club.pk}/people/{pupil}?standing=pupil").status_code == 200
    assert Enrolment.objects.filter(user=pupil, until=None).count() == 2


def test_one_may_be_class_teacher_and_subject_teacher_and_lose_one_of_it(cast: Cast) -> None:
    browser, teacher = cast.client("administrator"), cast["class teacher"].pk
    address = f"/api/classes/{cast.seven.pk}/people/{teacher}"

    browser.post(f"{address}?standing=teacher")
    page = browser.delete(f"{address}?standing=class_teacher").json()

    (row,) = (row for row in page["teachers"] if row["person"]["id"] == teacher)
    assert row["class_teacher"] is False
    assert browser.delete(f"{address}?standing=class_teacher").json()["code"] == "roster.not_in_class"


def test_families_are_of_parents_and_pupils_of_the_class(cast: Cast) -> None:
    browser, address = cast.client("administrator"), f"/api/classes/{cast.seven.pk}/guardians"
    parent, pupil = cast["parent"].pk, cast["pupil"].pk

    def link(parent_id: int, child_id: int) -> str:
        answer = browser.post(address, {"parent_id": parent_id, "child_id": child_id})
        return str(answer.json().get("code", "linked"))

    assert link(parent, pupil) == "linked"
    assert link(cast["teacher"].pk, pupil) == "roster.role_missing"
    assert link(parent, cast["other pupil"].pk) == "roster.child_not_found"
    assert link(cast["stranger"].pk, pupil) == "organizations.member_not_found"
    assert link(pupil, pupil) == "roster.role_missing"
    query = f"?parent_id={cast['other parent'].pk}&child_id={pupil}"
    assert browser.delete(address + query).json()["code"] == "roster.not_guardian"


def test_who_hears_of_a_family(cast: Cast) -> None:
    Outbox.objects.all().delete()

    cast.client("class teacher").delete(
        f"/api/classes/{cast.seven.pk}/guardians?parent_id={cast['parent'].pk}&child_id={cast['pupil'].pk}"
    )

    (row,) = Outbox.objects.filter(event__type="roster.guardians_changed")
    assert set(row.users) == {
        cast["parent"].pk,
        cast["pupil"].pk,
        cast["administrator"].pk,
        cast.school.created_by_id,
    }


# --- what upstairs asks --------------------------------------------------------------------------------------------


def test_what_the_rest_of_the_house_asks_about_people(cast: Cast) -> None:
    org, pupil = cast.school.pk, cast["pupil"].pk

    assert queries.children_of(org, [cast["parent"].pk]) == {cast["parent"].pk: {pupil}}
    assert queries.parents_of(org, [pupil]) == {pupil: {cast["parent"].pk}}
    assert queries.family_of(org, [pupil, cast["teacher"].pk]) == {pupil, cast["parent"].pk, cast["teacher"].pk}
    assert [(place.title, place.standing) for place in queries.classes_of(org, [pupil])[pupil]] == [("7А", "pupil")]
