"""The whole way: found a school, invite, apply, accept; through HTTP, as people do it."""

import pytest

from parta.accounts.make import CHILD, JsonClient, a_person, signed_in, signed_out

pytestmark = pytest.mark.django_db


def invite(administrator: JsonClient, org: int, **invitation: object) -> str:
    answer = administrator.post(
        f"/api/organizations/{org}/invitations", {"lifetime_hours": 24, "max_uses": 5, **invitation}
    )
    assert answer.status_code == 200, answer.content
    return str(answer.json()["token"])


def test_a_school_is_founded_and_its_people_come_in() -> None:
    director = signed_in(a_person(is_operator=True))
    teacher, pupil, parent = a_person(given_name="Ольга"), a_person(birth_date=CHILD), a_person(given_name="Анна")

    school = director.post(
        "/api/organizations", {"kind": "school", "name": "Школа № 5", "region": "78", "time_zone": "Europe/Moscow"}
    ).json()
    org = school["id"]
    seven = director.post(f"/api/organizations/{org}/classes", {"grade": 7, "letter": "А"}).json()

    token = invite(director, org, role="teacher")
    poster = signed_out().get(f"/api/invitations/{token}").json()
    assert (poster["organization"]["name"], poster["state"], poster["choice"]) == ("Школа № 5", "open", [])
    choice = signed_in(teacher).get(f"/api/invitations/{token}").json()["choice"]
    applied = signed_in(teacher).post(
        f"/api/invitations/{token}/applications", {"subjects": ["Химия"], "class_ids": [choice[0]["id"]]}
    )
    assert applied.json()["classes"] == [{"id": seven["id"], "title": "7А"}]
    assert director.get("/api/me/organizations").json()["organizations"][0]["applications_pending"] == 1
    accepted = director.post(f"/api/organizations/{org}/applications/{applied.json()['id']}/accept")
    assert accepted.json()["state"] == "accepted"
    named = director.post(f"/api/classes/{seven['id']}/people/{teacher.pk}?standing=class_teacher")
    assert named.status_code == 200

    for_pupils = invite(signed_in(teacher), org, role="pupil", class_ids=[seven["id"]])
    application = signed_in(pupil).post(f"/api/invitations/{for_pupils}/applications").json()["id"]
    assert signed_in(teacher).post(f"/api/organizations/{org}/applications/{application}/accept").status_code == 200

    for_parents = invite(signed_in(teacher), org, role="parent", class_ids=[seven["id"]])
    application = (
        signed_in(parent).post(f"/api/invitations/{for_parents}/applications", {"child_names": "Пётр"}).json()["id"]
    )
    address = f"/api/organizations/{org}/applications/{application}"
    assert signed_in(teacher).post(f"{address}/accept").json()["code"] == "roster.parent_needs_child"
    assert signed_in(teacher).patch(address, {"child_ids": [pupil.pk]}).json()["children"][0]["id"] == pupil.pk
    assert signed_in(teacher).post(f"{address}/accept").status_code == 200

    page = signed_in(teacher).get(f"/api/classes/{seven['id']}").json()
    assert page["counts"] == {"pupils": 1, "teachers": 1, "parents": 1}
    assert page["parents"][0]["children"][0]["id"] == pupil.pk
    assert page["teachers"][0]["subjects"] == ["Химия"]
    members = director.get(f"/api/organizations/{org}/members").json()
    assert (members["total"], len(members["members"])) == (4, 4)
    assert signed_in(pupil).get(f"/api/organizations/{org}").json()["my_roles"] == ["pupil"]
