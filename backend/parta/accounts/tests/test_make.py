import pytest
from allauth.usersessions.models import UserSession

from parta.accounts.make import a_person, signed_in
from parta.accounts.queries import person_of


@pytest.mark.django_db
def test_who_teaches_is_shown_with_the_patronymic() -> None:
    teacher = a_person(given_name="Ольга", patronymic="Витальевна", surname="Галутина", teaches=True)
    parent = a_person(given_name="Ольга", patronymic="Витальевна", surname="Галутина")

    assert person_of(teacher).name == "Ольга Витальевна Галутина"
    assert person_of(teacher).short_name == "Ольга Витальевна"
    assert person_of(parent).name == "Ольга Галутина"
    assert person_of(parent).initials == "ОГ"


@pytest.mark.django_db
def test_a_signed_in_browser_is_one_session() -> None:
    person = a_person()

    browser = signed_in(person)

    assert UserSession.objects.filter(user=person).count() == 1
    assert browser.get("/api/nothing").status_code == 404
