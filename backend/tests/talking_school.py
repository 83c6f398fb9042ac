"""A small school that talks: `python -m tests.talking_school make PEOPLE` beside a running `parta up`.

A process of its own, because it is Django of that installation: everything is made by the actions, with real sessions.
It prints JSON: whoever talks (`tests.talk`) needs no Django. `examine` lets somebody in, says whether the worker's job
then brought him into the chats by rule, and how many rows of rights the nightly recompile would change.
"""

import json
import sys
import time

import django
from django.conf import settings

from parta.ops.environment import adopt

JOBS_MAY_TAKE_SECONDS = 60.0
CHATS_BY_RULE = 3
"""«Общешкольный канал», «Сотрудники», «Учительская»: where a teacher without a class belongs."""
CHATS_OF = 8
"""People of a chat; each person is in two."""


def main() -> None:
    adopt()
    django.setup()
    verb, *words = sys.argv[1:]
    found = a_talking_school(people=int(words[0])) if verb == "make" else examination()
    sys.stdout.write(json.dumps(found))


def a_talking_school(*, people: int) -> dict[str, object]:
    """Teachers in groups of eight that overlap by half; who talks with whom, and how each is signed in."""
    # Django must be set up before anything of the project is imported.
    from allauth.usersessions.models import UserSession

    from parta.accounts.make import signed_in
    from parta.messaging.make import a_chat
    from parta.organizations.make import a_member, a_school
    from parta.organizations.models import Role

    school = a_school()
    teachers = [a_member(of=school, roles=[Role.TEACHER], surname=f"Учитель {number}") for number in range(people)]
    chats: dict[int, list[int]] = {}
    for start in range(0, people, CHATS_OF // 2):
        first, *others = [teachers[number % people] for number in range(start, start + CHATS_OF)]
        chat = a_chat(of=school, by=first, members=others, title=f"Кружок {start}")
        chats[chat.chat_id] = [first.pk, *(other.pk for other in others)]
    browsers = {teacher.pk: signed_in(teacher) for teacher in teachers}
    sessions = dict(UserSession.objects.values_list("user_id", "pk"))
    return {
        "cookie_name": settings.SESSION_COOKIE_NAME,
        "csrf_cookie_name": settings.CSRF_COOKIE_NAME,
        "people": [
            {"user": user, "session": sessions[user], "cookie": browser.cookies[settings.SESSION_COOKIE_NAME].value}
            for user, browser in browsers.items()
        ],
        "chats": chats,
    }


def examination() -> dict[str, object]:
    from parta.accounts.make import a_person
    from parta.accounts.models import User
    from parta.messaging.actions import rules
    from parta.messaging.models import ChatMember
    from parta.organizations.make import a_member
    from parta.organizations.models import Organization, Role

    number = User.objects.count()
    person = a_person(phone=f"+7931{number:07d}", email=f"newcomer-{number}@example.org")
    newcomer = a_member(of=Organization.objects.get(), roles=[Role.TEACHER], person=person)
    chats = ChatMember.objects.filter(user_id=newcomer.pk, left_seq=None)
    deadline = time.monotonic() + JOBS_MAY_TAKE_SECONDS
    while chats.count() < CHATS_BY_RULE and time.monotonic() < deadline:
        time.sleep(0.1)
    return {"jobs_are_done": chats.count() == CHATS_BY_RULE, "rows_to_recompile": rules.recompile_everything()}


if __name__ == "__main__":
    main()
