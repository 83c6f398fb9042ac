"""Every endpoint of organisations and roster, and what each kind of caller gets from it: (who, status)."""

import pytest

from parta.accounts.make import CHILD, a_person, signed_in
from parta.organizations import actions as organizations
from parta.organizations.make import a_link, a_member, an_application
from parta.organizations.models import Invitation, Role
from parta.roster.tests.cast import Cast, a_cast, expected

pytestmark = pytest.mark.django_db

DAY = {"lifetime_hours": 24, "max_uses": 5}


@pytest.fixture
def cast() -> Cast:
    return a_cast()


# --- the organisation ----------------------------------------------------------------------------------------------


def test_who_sees_the_card(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.get(f"/api/organizations/{cast.school.pk}")) == expected(members=200)


def test_who_edits_the_card(cast: Cast) -> None:
    assert cast.statuses(
        lambda client: client.patch(f"/api/organizations/{cast.school.pk}", {"name": "Школа имени Пушкина"})
    ) == expected(members=403, administrator=200)


def test_who_leaves(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.post(f"/api/organizations/{cast.school.pk}/leave")) == expected(
        members=204
    )


def test_who_founds_an_organisation(cast: Cast) -> None:
    """Whoever is an adult."""
    body = {"kind": "school", "name": "Новая школа", "region": "78", "time_zone": "Europe/Moscow"}

    assert cast.statuses(lambda client: client.post("/api/organizations", body)) == expected(
        members=200, others=200, pupil=409, other_pupil=409, guest=409
    )


def test_who_founds_a_ministry(cast: Cast) -> None:
    body = {"kind": "ministry", "name": "Министерство", "region": "78", "time_zone": "Europe/Moscow"}

    assert cast.statuses(lambda client: client.post("/api/organizations", body)) == expected(
        members=403, others=403, operator=200
    )


@pytest.mark.parametrize("address", ["/api/me/organizations", "/api/me/applications"])
def test_whoever_is_signed_in_sees_what_is_his_own(cast: Cast, address: str) -> None:
    assert cast.statuses(lambda client: client.get(address)) == expected(members=200, others=200)


def test_regions_are_for_everybody(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.get("/api/regions")) == expected(members=200, others=200, nobody=200)


# --- the operator --------------------------------------------------------------------------------------------------


def test_who_lists_organisations(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.get("/api/operator/organizations")) == expected(
        members=403, others=403, operator=200
    )


@pytest.mark.parametrize("step", ["suspend", "verify", "restore"])
def test_who_changes_the_state_of_an_organisation(cast: Cast, step: str) -> None:
    done = 200 if step == "suspend" else 409  # it is verified already, and not suspended

    assert cast.statuses(
        lambda client: client.post(f"/api/operator/organizations/{cast.school.pk}/{step}")
    ) == expected(members=403, others=403, operator=done)


# --- members -------------------------------------------------------------------------------------------------------


def test_who_lists_members(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.get(f"/api/organizations/{cast.school.pk}/members")) == expected(
        members=200
    )


def test_who_changes_a_member(cast: Cast) -> None:
    address = f"/api/organizations/{cast.school.pk}/members/{cast['teacher'].pk}"

    assert cast.statuses(lambda client: client.patch(address, {"roles": ["teacher"]})) == expected(
        members=403, administrator=200
    )


def test_who_removes_a_member(cast: Cast) -> None:
    address = f"/api/organizations/{cast.school.pk}/members/{cast['teacher'].pk}"

    assert cast.statuses(lambda client: client.delete(address)) == expected(members=403, administrator=204)


# --- classes -------------------------------------------------------------------------------------------------------


def test_who_lists_classes(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.get(f"/api/organizations/{cast.school.pk}/classes")) == expected(
        members=200
    )


def test_who_makes_a_class(cast: Cast) -> None:
    assert cast.statuses(
        lambda client: client.post(f"/api/organizations/{cast.school.pk}/classes", {"grade": 5, "letter": "В"})
    ) == expected(members=403, administrator=200)


def test_who_sees_a_class(cast: Cast) -> None:
    """Staff see every class, others their own."""
    assert cast.statuses(lambda client: client.get(f"/api/classes/{cast.seven.pk}")) == expected(
        members=200, other_pupil=404, other_parent=404
    )


def test_who_edits_a_class(cast: Cast) -> None:
    assert cast.statuses(
        lambda client: client.patch(f"/api/classes/{cast.seven.pk}", {"title": "7 Альфа"})
    ) == expected(members=403, administrator=200, other_pupil=404, other_parent=404)


def test_who_archives_a_class(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.post(f"/api/classes/{cast.seven.pk}/archive")) == expected(
        members=403, administrator=200, other_pupil=404, other_parent=404
    )


@pytest.mark.parametrize(
    ("standing", "class_teacher"),
    [("pupil", 200), ("teacher", 200), ("class_teacher", 403)],
)
def test_who_puts_somebody_into_a_class(cast: Cast, standing: str, class_teacher: int) -> None:
    role = Role.PUPIL if standing == "pupil" else Role.TEACHER
    newcomer = a_member(of=cast.school, roles=[role])
    address = f"/api/classes/{cast.seven.pk}/people/{newcomer.pk}?standing={standing}"

    assert cast.statuses(lambda client: client.post(address)) == expected(
        members=403, administrator=200, class_teacher=class_teacher, other_pupil=404, other_parent=404
    )


def test_who_takes_somebody_out_of_a_class(cast: Cast) -> None:
    address = f"/api/classes/{cast.seven.pk}/people/{cast['pupil'].pk}?standing=pupil"

    assert cast.statuses(lambda client: client.delete(address)) == expected(
        members=403, administrator=200, class_teacher=200, other_pupil=404, other_parent=404
    )


def test_who_moves_a_pupil(cast: Cast) -> None:
    address = f"/api/classes/{cast.seven.pk}/people/{cast['pupil'].pk}/move"

    assert cast.statuses(lambda client: client.post(address, {"to_class_id": cast.eight.pk})) == expected(
        members=403, administrator=200, other_pupil=404, other_parent=404
    )


def test_who_links_a_parent(cast: Cast) -> None:
    body = {"parent_id": cast["other parent"].pk, "child_id": cast["pupil"].pk}

    assert cast.statuses(lambda client: client.post(f"/api/classes/{cast.seven.pk}/guardians", body)) == expected(
        members=403, administrator=200, class_teacher=200, other_pupil=404, other_parent=404
    )


def test_who_unlinks_a_parent(cast: Cast) -> None:
    query = f"parent_id={cast['parent'].pk}&child_id={cast['pupil'].pk}"

    assert cast.statuses(lambda client: client.delete(f"/api/classes/{cast.seven.pk}/guardians?{query}")) == expected(
        members=403, administrator=200, class_teacher=200, other_pupil=404, other_parent=404
    )


# --- invitations ---------------------------------------------------------------------------------------------------


def test_who_lists_invitations(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.get(f"/api/organizations/{cast.school.pk}/invitations")) == expected(
        members=403, administrator=200, class_teacher=200, other_teacher=200
    )


@pytest.mark.parametrize("role", ["pupil", "parent"])
def test_who_invites_to_a_class(cast: Cast, role: str) -> None:
    body = {"role": role, "class_ids": [cast.seven.pk], **DAY}

    assert cast.statuses(
        lambda client: client.post(f"/api/organizations/{cast.school.pk}/invitations", body)
    ) == expected(members=403, administrator=200, class_teacher=200)


@pytest.mark.parametrize("role", ["administrator", "teacher", "pupil", "parent"])
def test_only_administrators_invite_to_the_school(cast: Cast, role: str) -> None:
    assert cast.statuses(
        lambda client: client.post(f"/api/organizations/{cast.school.pk}/invitations", {"role": role, **DAY})
    ) == expected(members=403, administrator=200)


@pytest.mark.parametrize("role", ["administrator", "teacher"])
def test_class_teachers_invite_no_staff_to_their_classes(cast: Cast, role: str) -> None:
    body = {"role": role, "class_ids": [cast.seven.pk], **DAY}

    answer = cast.client("class teacher").post(f"/api/organizations/{cast.school.pk}/invitations", body)

    assert (answer.status_code, answer.json()["code"]) == (403, "roster.own_classes_only")


def test_who_sees_and_revokes_an_invitation(cast: Cast) -> None:
    invitation = a_link(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk])
    address = f"/api/organizations/{cast.school.pk}/invitations/{invitation.pk}"
    row = expected(members=403, administrator=200, class_teacher=200, other_teacher=404)

    assert cast.statuses(lambda client: client.get(address)) == row
    assert cast.statuses(lambda client: client.delete(address)) == row


def test_whoever_has_the_link_sees_what_it_says(cast: Cast) -> None:
    invitation = a_link(to=cast.school, role=Role.PUPIL)

    assert cast.statuses(lambda client: client.get(f"/api/invitations/{invitation.token}")) == expected(
        members=200, others=200, nobody=200
    )


def test_who_applies(cast: Cast) -> None:
    """Everybody who is not yet what the link is for; a removed member, too."""
    invitation = a_link(to=cast.school, role=Role.PUPIL)

    assert cast.statuses(lambda client: client.post(f"/api/invitations/{invitation.token}/applications")) == expected(
        members=200, others=200, pupil=409, other_pupil=409
    )


# --- applications --------------------------------------------------------------------------------------------------


def test_who_lists_applications(cast: Cast) -> None:
    assert cast.statuses(lambda client: client.get(f"/api/organizations/{cast.school.pk}/applications")) == expected(
        members=403, administrator=200, class_teacher=200, other_teacher=200
    )


def test_who_sees_edits_and_decides_an_application_to_a_class(cast: Cast) -> None:
    application = an_application(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk])
    address = f"/api/organizations/{cast.school.pk}/applications/{application.pk}"
    row = expected(members=403, administrator=200, class_teacher=200, other_teacher=404)

    assert cast.statuses(lambda client: client.get(address)) == row
    assert cast.statuses(lambda client: client.patch(address, {"subjects": []})) == row
    assert cast.statuses(lambda client: client.post(f"{address}/accept")) == row
    assert cast.statuses(lambda client: client.post(f"{address}/decline", {"reason": "foreign"})) == row


def test_who_decides_an_application_to_the_school(cast: Cast) -> None:
    application = an_application(to=cast.school, role=Role.TEACHER)
    address = f"/api/organizations/{cast.school.pk}/applications/{application.pk}"
    row = expected(members=403, administrator=200, class_teacher=404, other_teacher=404)

    assert cast.statuses(lambda client: client.get(address)) == row
    assert cast.statuses(lambda client: client.patch(address, {"subjects": ["Физика"]})) == row
    assert cast.statuses(lambda client: client.post(f"{address}/accept")) == row
    assert cast.statuses(lambda client: client.post(f"{address}/decline", {"reason": "foreign"})) == row


def test_who_accepts_many(cast: Cast) -> None:
    application = an_application(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk])
    address = f"/api/organizations/{cast.school.pk}/applications/accept"

    assert cast.statuses(lambda client: client.post(address, {"ids": [application.pk]})) == expected(
        members=403, administrator=200, class_teacher=200, other_teacher=200
    )
    refused = cast.client("other teacher").post(address, {"ids": [application.pk]}).json()["results"]
    assert refused == [
        {"id": application.pk, "accepted": False, "code": "organizations.application_not_found", "params": {}}
    ]


def test_only_the_applicant_withdraws(cast: Cast) -> None:
    applicant = a_person(birth_date=CHILD)
    application = an_application(to=cast.school, role=Role.PUPIL, person=applicant)
    address = f"/api/me/applications/{application.pk}"

    assert cast.statuses(lambda client: client.delete(address)) == expected(members=404)
    assert signed_in(applicant).delete(address).json()["state"] == "withdrawn"


# --- ids from elsewhere --------------------------------------------------------------------------------------------


def test_what_belongs_to_another_school_does_not_exist_here(cast: Cast) -> None:
    here, client = cast.school.pk, cast.client("administrator")
    foreign_link: Invitation = a_link(to=cast.elsewhere.org, role=Role.PUPIL)
    foreign_application = an_application(to=cast.elsewhere.org, role=Role.PUPIL)
    stranger, pupil = cast["stranger"].pk, cast["pupil"].pk

    answers = {
        "class": client.get(f"/api/classes/{cast.elsewhere.pk}"),
        "member": client.delete(f"/api/organizations/{here}/members/{stranger}"),
        "class of an invitation": client.post(
            f"/api/organizations/{here}/invitations", {"role": "pupil", "class_ids": [cast.elsewhere.pk], **DAY}
        ),
        "class of a member": client.patch(
            f"/api/organizations/{here}/members/{cast['teacher'].pk}",
            {"roles": ["teacher"], "teaches_in": [cast.elsewhere.pk]},
        ),
        "child": client.patch(
            f"/api/organizations/{here}/members/{cast['parent'].pk}", {"roles": ["parent"], "child_ids": [stranger]}
        ),
        "class to move to": client.post(
            f"/api/classes/{cast.seven.pk}/people/{pupil}/move", {"to_class_id": cast.elsewhere.pk}
        ),
        "person of a class": client.post(f"/api/classes/{cast.seven.pk}/people/{stranger}?standing=teacher"),
        "invitation": client.delete(f"/api/organizations/{here}/invitations/{foreign_link.pk}"),
        "application": client.post(f"/api/organizations/{here}/applications/{foreign_application.pk}/accept"),
        "parent": client.post(f"/api/classes/{cast.seven.pk}/guardians", {"parent_id": stranger, "child_id": pupil}),
        "list of a class": client.get(f"/api/organizations/{here}/members?class_id={cast.elsewhere.pk}"),
    }

    assert {what: answer.status_code for what, answer in answers.items()} == dict.fromkeys(answers, 404)


def test_a_class_teacher_links_no_children_of_other_classes(cast: Cast) -> None:
    application = an_application(to=cast.school, role=Role.PARENT, class_ids=[cast.seven.pk])
    address = f"/api/organizations/{cast.school.pk}/applications/{application.pk}"

    answer = cast.client("class teacher").patch(address, {"child_ids": [cast["other pupil"].pk]})

    assert answer.json()["code"] == "roster.child_not_found"


@pytest.mark.parametrize("change", [{"role": "teacher"}, {"role": "administrator"}, {"class_ids": []}])
def test_a_class_teacher_makes_of_an_application_only_what_he_may_decide(cast: Cast, change: dict[str, object]) -> None:
    application = an_application(to=cast.school, role=Role.PUPIL, class_ids=[cast.seven.pk])
    address = f"/api/organizations/{cast.school.pk}/applications/{application.pk}"

    answer = cast.client("class teacher").patch(address, change)

    assert (answer.status_code, answer.json()["code"]) == (403, "roster.own_classes_only")


def test_nobody_but_administrators_decides_about_himself(cast: Cast) -> None:
    applicant = cast["class teacher"]
    application = an_application(to=cast.school, role=Role.PARENT, class_ids=[cast.seven.pk], person=applicant)
    address = f"/api/organizations/{cast.school.pk}/applications/{application.pk}"

    answer = cast.client("class teacher").patch(address, {"child_ids": [cast["pupil"].pk]})

    assert answer.status_code == 404
    assert (
        cast.client("class teacher").get("/api/me/organizations").json()["organizations"][0]["applications_pending"]
        == 0
    )


def test_in_a_suspended_organisation_people_look_and_leave_and_nothing_else(cast: Cast) -> None:
    here, client = cast.school.pk, cast.client("administrator")
    application = an_application(to=cast.school, role=Role.PUPIL)
    organizations.suspend_organization(org=cast.school, by=cast["operator"])

    assert client.get(f"/api/organizations/{here}").json()["may"] == {
        "edit": False,
        "change_members": False,
        "create_classes": False,
        "invite": False,
        "decide_applications": False,
    }
    for answer in (
        client.patch(f"/api/organizations/{here}", {"name": "Другая"}),
        client.post(f"/api/organizations/{here}/classes", {"grade": 1, "letter": "А"}),
        client.post(f"/api/organizations/{here}/invitations", {"role": "teacher", **DAY}),
        client.post(f"/api/organizations/{here}/applications/{application.pk}/accept"),
        client.post(f"/api/classes/{cast.seven.pk}/archive"),
        client.delete(f"/api/organizations/{here}/members/{cast['teacher'].pk}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "organizations.suspended")
    assert client.post(f"/api/organizations/{here}/leave").status_code == 204
