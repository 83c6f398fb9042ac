"""Every endpoint, and who gets what there: each role, one who was removed, strangers."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from parta.accounts.make import JsonClient, signed_in, signed_out
from parta.messaging.make import a_chat, a_message
from parta.messaging.models import Chat, ChatKind
from parta.messaging.tests.conftest import Cast, undone

OUTSIDE = ["removed member", "stranger", "stranger who rules", "nobody", "other teacher", "other pupil"]

# In the class chat: one message of the pupil (1), one of the teacher (2).
IN_CLASS = ["class teacher", "teacher", "pupil", "older pupil"]
NOT_IN_CLASS = [*OUTSIDE, "administrator", "parent"]


@dataclass(frozen=True)
class Row:
    """One endpoint: what is called, and who is answered how. Whoever is not named gets 404."""

    name: str
    call: Callable[[JsonClient, str, Cast], object]
    answers: dict[str, int]


CLASS_CHAT = [
    Row("card", lambda client, chat, cast: client.get(chat), dict.fromkeys(IN_CLASS, 200)),
    Row("page", lambda client, chat, cast: client.get(f"{chat}/messages"), dict.fromkeys(IN_CLASS, 200)),
    Row("members", lambda client, chat, cast: client.get(f"{chat}/members"), dict.fromkeys(IN_CLASS, 200)),
    Row("people", lambda client, chat, cast: client.get(f"{chat}/people", {"ids": "1"}), dict.fromkeys(IN_CLASS, 200)),
    Row("readers", lambda client, chat, cast: client.get(f"{chat}/messages/1/readers"), dict.fromkeys(IN_CLASS, 200)),
    Row("mark unread", lambda client, chat, cast: client.post(f"{chat}/unread"), dict.fromkeys(IN_CLASS, 204)),
    Row("leave", lambda client, chat, cast: client.post(f"{chat}/leave"), dict.fromkeys(IN_CLASS, 409)),
    Row(
        "rename",
        lambda client, chat, cast: client.patch(chat, {"title": "Наш"}),
        {"class teacher": 409, "teacher": 403, "pupil": 403, "older pupil": 403},
    ),
    Row(
        "describe",
        lambda client, chat, cast: client.patch(chat, {"description": "О классе"}),
        {"class teacher": 200, "teacher": 403, "pupil": 403, "older pupil": 403},
    ),
    Row(
        "add",
        lambda client, chat, cast: client.post(f"{chat}/members", {"user_ids": [cast["other pupil"].pk]}),
        dict.fromkeys(IN_CLASS, 403),
    ),
    Row(
        "remove",
        lambda client, chat, cast: client.delete(f"{chat}/members/{cast['oldest pupil'].pk}"),
        dict.fromkeys(IN_CLASS, 403),
    ),
    Row(
        "edit the pupil's message",
        lambda client, chat, cast: client.patch(f"{chat}/messages/1", {"body": "Иначе"}),
        {"class teacher": 403, "teacher": 403, "pupil": 200, "older pupil": 403},
    ),
    Row(
        "delete the pupil's message",
        lambda client, chat, cast: client.delete(f"{chat}/messages/1"),
        {"class teacher": 204, "teacher": 403, "pupil": 204, "older pupil": 403},
    ),
    Row(
        "delete the teacher's message",
        lambda client, chat, cast: client.delete(f"{chat}/messages/2"),
        {"class teacher": 204, "teacher": 204, "pupil": 403, "older pupil": 403},
    ),
]


def test_who_gets_what_in_a_class_chat(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    a_message(chat, by=cast["pupil"])
    a_message(chat, by=cast["teacher"])

    check(CLASS_CHAT, chat, cast, among=[*IN_CLASS, *NOT_IN_CLASS])


GROUP = [
    Row("card", lambda client, chat, cast: client.get(chat), {"teacher": 200, "pupil": 200, "other teacher": 200}),
    Row(
        "members",
        lambda client, chat, cast: client.get(f"{chat}/members"),
        {"teacher": 200, "pupil": 200, "other teacher": 200},
    ),
    Row(
        "rename",
        lambda client, chat, cast: client.patch(chat, {"title": "Экскурсия в музей"}),
        {"teacher": 200, "pupil": 403, "other teacher": 403},
    ),
    Row(
        "add a pupil",
        lambda client, chat, cast: client.post(f"{chat}/members", {"user_ids": [cast["older pupil"].pk]}),
        {"teacher": 200, "pupil": 403, "other teacher": 403},
    ),
    Row(
        "add a parent to pupils",
        lambda client, chat, cast: client.post(f"{chat}/members", {"user_ids": [cast["parent"].pk]}),
        {"teacher": 409, "pupil": 403, "other teacher": 403},
    ),
    Row(
        "add a stranger",
        lambda client, chat, cast: client.post(f"{chat}/members", {"user_ids": [cast["stranger"].pk]}),
        {"teacher": 404, "pupil": 403, "other teacher": 403},
    ),
    Row(
        "remove a pupil",
        lambda client, chat, cast: client.delete(f"{chat}/members/{cast['pupil'].pk}"),
        {"teacher": 204, "pupil": 403, "other teacher": 403},
    ),
    Row(
        "remove the owner",
        lambda client, chat, cast: client.delete(f"{chat}/members/{cast['teacher'].pk}"),
        {"teacher": 403, "pupil": 403, "other teacher": 403},
    ),
    Row(
        "remove who is not in it",
        lambda client, chat, cast: client.delete(f"{chat}/members/{cast['parent'].pk}"),
        {"teacher": 404, "pupil": 403, "other teacher": 403},
    ),
    Row(
        "leave",
        lambda client, chat, cast: client.post(f"{chat}/leave"),
        {"teacher": 204, "pupil": 204, "other teacher": 204},
    ),
]


def test_who_gets_what_in_a_group_with_pupils(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["pupil"], cast["other teacher"]])

    everybody = ["teacher", "pupil", "other teacher", "administrator", "class teacher", "parent", "older pupil"]
    check(GROUP, chat, cast, among=[*everybody, "other pupil", "removed member", "stranger", "stranger who rules"])


def test_readers_of_a_channel_meet_nobody_in_it(cast: Cast) -> None:
    channel = cast.chat(ChatKind.SCHOOL_CHANNEL)
    a_message(channel, by=cast["administrator"])
    path = f"/api/chats/{channel.chat_id}"
    everybody = f"{cast['administrator'].pk},{cast['pupil'].pk},{cast['parent'].pk}"

    for who in ("teacher", "pupil", "parent"):
        client = signed_in(cast[who])
        assert client.get(f"{path}/members").status_code == 403
        assert client.get(f"{path}/messages/1/readers").status_code == 403
        seen = {person["id"] for person in client.get(f"{path}/people", {"ids": everybody}).json()}
        assert seen <= {cast[who].pk}
        (message,) = client.get(f"{path}/messages").json()["messages"]
        assert message["as_org"] is True
        assert "sender" not in message

    ruler = signed_in(cast["administrator"])
    assert ruler.get(f"{path}/members").json()["total"] == channel.member_count
    assert ruler.get(f"{path}/messages/1/readers").json() == {"count": 0, "people": None}


def check(rows: list[Row], chat: Chat, cast: Cast, *, among: list[str]) -> None:
    path = f"/api/chats/{chat.chat_id}"
    expected = {(row.name, who): row.answers.get(who, 404) for row in rows for who in among}
    found = {}
    for row in rows:
        for who in among:
            with undone():
                found[row.name, who] = getattr(row.call(signed_in(cast[who]), path, cast), "status_code", 0)
        assert getattr(row.call(signed_out(), path, cast), "status_code", 0) == 401, row.name

    assert found == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/chats"),
        ("post", "/api/chats"),
        ("post", "/api/chats/direct"),
        ("get", "/api/organizations/1/people"),
    ],
)
def test_nobody_is_answered_without_signing_in(method: str, path: str) -> None:
    assert getattr(signed_out(), method)(path).status_code == 401


NONSENSE = [
    ("/api/chats/0", 422),
    ("/api/chats/9007199254740993", 422),
    ("/api/chats/x", 422),
    ("/api/chats/9007199254740991", 404),
    ("/api/chats/{chat}/messages?before=1&after=1", 422),
    ("/api/chats/{chat}/messages?limit=101", 422),
    ("/api/chats/{chat}/messages?around=9007199254740991", 200),
    ("/api/chats/{chat}/messages?before=1", 200),
    ("/api/chats/{chat}/messages/9007199254740991/readers", 404),
    ("/api/chats/{chat}/members?cursor=nonsense", 422),
    ("/api/chats/{chat}/people?ids=", 422),
]


def test_nonsense_is_refused_or_finds_nothing(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    client = signed_in(cast["pupil"])

    found = [(path, client.get(path.format(chat=chat.chat_id)).status_code) for path, _ in NONSENSE]

    assert found == NONSENSE
