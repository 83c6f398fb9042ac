"""The socket's verbs over HTTPS: posts, read marks, the digest and differences, with the socket's ids and promises."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parta.accounts.make import a_person, signed_in
from parta.accounts.models import User
from parta.messaging import actions, api
from parta.messaging.access import access_chat_to_read
from parta.messaging.actions import posting
from parta.messaging.make import a_chat, a_direct_chat, a_message
from parta.messaging.models import Chat, ChatEvent, ChatKind, ChatMember, ChatRole, ChatState, Message, UserChat
from parta.messaging.tests.conftest import Cast, undone
from parta.organizations.models import Membership
from parta.platform import clock, valkey
from parta.platform.limits import Limit
from parta.platform.models import Installation
from protocol.frames import MAX_DIFF_REQUESTS

CID = "01935d5a-7c1e-7000-8000-000000000001"


def call(person: User, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    response = signed_in(person).post(f"/api{path}", body)
    return response.status_code, response.json()


def post(person: User, chat: Chat, body: str = "Здравствуйте!", **more: Any) -> tuple[int, dict[str, Any]]:
    return call(person, f"/chats/{chat.chat_id}/messages", {"cid": str(uuid.uuid4()), "body": body, **more})


def read(person: User, chat: Chat, upto: int) -> tuple[int, dict[str, Any]]:
    return call(person, f"/chats/{chat.chat_id}/read", {"upto": upto})


def digest(person: User, heads: list[tuple[int, int]]) -> dict[str, Any]:
    status, answer = call(person, "/stream/digest", {"heads": heads})
    assert status == 200, answer
    return answer


def diff(person: User, *wishes: tuple[Chat, int]) -> list[dict[str, Any]]:
    reqs = [{"chat": chat.chat_id, "from": after} for chat, after in wishes]
    status, answer = call(person, "/stream/diff", {"reqs": reqs})
    assert status == 200, answer
    answers: list[dict[str, Any]] = answer["answers"]
    return answers


def udiff(person: User, after: int) -> dict[str, Any]:
    status, answer = call(person, "/stream/udiff", {"from": after})
    assert status == 200, answer
    found: dict[str, Any] = answer["answer"]
    return found


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What leaves our process for the gateways: (channel, what it says)."""
    said: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        valkey, "hint", lambda channel, payload: said.append((channel, json.loads(payload.partition("\n")[2])))
    )
    return said


Committed = Callable[..., Any]

# --- posting ---------------------------------------------------------------------------------------------------------


def test_a_post_is_acked_with_its_place_and_the_gateways_are_woken(
    cast: Cast, heard: list[tuple[str, Any]], django_capture_on_commit_callbacks: Committed
) -> None:
    chat = cast.chat(ChatKind.CLASS)
    first = a_message(chat, by=cast["pupil"])
    words = {"entities": [{"kind": "bold", "offset": 0, "length": 6}], "reply": first.seq, "silent": True}

    with django_capture_on_commit_callbacks(execute=True):
        status, ack = post(cast["teacher"], chat, "Завтра контрольная", cid=CID, **words)

    chat.refresh_from_db()
    message = Message.objects.get(chat_id=chat.chat_id, seq=chat.last_seq)
    assert status == 200
    assert (ack["type"], ack["cid"], ack["chat"], ack["seq"], ack["pts"], ack["mv"]) == (
        "ack",
        CID,
        chat.chat_id,
        message.seq,
        chat.pts,
        chat.member_ver,
    )
    assert "dup" not in ack
    assert (message.body, message.reply_to, message.silent, message.sender_id) == (
        "Завтра контрольная",
        first.seq,
        True,
        cast["teacher"].pk,
    )
    assert message.entities == words["entities"]
    assert heard == [(f"c:{chat.chat_id}", {"pts": chat.pts})]


def test_the_same_cid_is_posted_once_whatever_its_words(
    cast: Cast, heard: list[tuple[str, Any]], django_capture_on_commit_callbacks: Committed
) -> None:
    chat = cast.chat(ChatKind.CLASS)
    _, first = post(cast["pupil"], chat, "Первое", cid=CID)

    with django_capture_on_commit_callbacks(execute=True):
        status, again = post(cast["pupil"], chat, "Второе", cid=CID)
    other_status, other = post(cast["older pupil"], chat, "Чужое", cid=CID)

    assert (status, again) == (200, first | {"dup": True, "mv": again["mv"]})
    assert (other_status, other["seq"]) == (200, first["seq"] + 1)
    assert list(Message.objects.filter(chat_id=chat.chat_id, cid=CID).values_list("body", flat=True)) == [
        "Первое",
        "Чужое",
    ]
    # Nobody may have heard of the first: the answer that was lost may have taken its wake-up along.
    assert heard == [(f"c:{chat.chat_id}", {"pts": first["pts"]})]


def test_somebody_put_out_still_learns_that_his_message_was_posted(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["class teacher"]])
    _, first = post(cast["class teacher"], chat, cid=CID)
    actions.remove_member(access_chat_to_read(cast["teacher"], chat.chat_id), user_id=cast["class teacher"].pk)

    again = post(cast["class teacher"], chat, cid=CID)
    another = post(cast["class teacher"], chat)

    assert (again[0], again[1]["seq"], again[1]["dup"]) == (200, first["seq"], True)
    assert (another[0], another[1]["code"]) == (404, "chat.not_found")


WHO_MAY_POST = [
    ("pupil", ChatKind.CLASS, 200, ""),
    ("older pupil", ChatKind.CLASS, 200, ""),
    ("parent", ChatKind.CLASS, 404, "chat.not_found"),
    ("class teacher", ChatKind.CLASS, 200, ""),
    ("other teacher", ChatKind.CLASS, 404, "chat.not_found"),
    ("other pupil", ChatKind.CLASS, 404, "chat.not_found"),
    ("removed member", ChatKind.CLASS, 404, "chat.not_found"),
    ("stranger", ChatKind.CLASS, 404, "chat.not_found"),
    ("stranger who rules", ChatKind.CLASS, 404, "chat.not_found"),
    ("nobody", ChatKind.CLASS, 404, "chat.not_found"),
    ("administrator", ChatKind.SCHOOL_CHANNEL, 200, ""),
    ("teacher", ChatKind.SCHOOL_CHANNEL, 403, "rights.denied"),
    ("pupil", ChatKind.SCHOOL_CHANNEL, 403, "rights.denied"),
    ("removed member", ChatKind.SCHOOL_CHANNEL, 404, "chat.not_found"),
    ("stranger", ChatKind.SCHOOL_CHANNEL, 404, "chat.not_found"),
]


def test_who_may_post(cast: Cast) -> None:
    answered = []
    for who, kind, _, _ in WHO_MAY_POST:
        with undone():
            status, answer = post(cast[who], cast.chat(kind))
            answered.append((who, kind, status, answer.get("code", "")))

    assert answered == WHO_MAY_POST


def test_each_refusal_has_the_code_of_the_socket(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    pupil = ChatMember.objects.filter(chat_id=chat.chat_id, user_id=cast["pupil"].pk)
    gate = Membership.objects.filter(org_id=cast.school.pk, user_id=cast["pupil"].pk)
    until = clock.now() + timedelta(hours=1)

    def refused(**more: Any) -> tuple[int, str, list[str]]:
        status, problem = post(cast["pupil"], chat, **more)
        return status, problem["code"], sorted(problem["params"])

    assert refused(reply=99) == (404, "message.reply_not_found", [])
    with undone():
        pupil.update(muted_until=until)
        assert refused() == (403, "rights.muted", ["until"])
    with undone():
        gate.update(access_ver=99)
        assert refused() == (409, "rights.recompiling", ["retry_ms"])
    with undone():
        Chat.objects.filter(chat_id=chat.chat_id).update(state=ChatState.READ_ONLY)
        assert refused() == (409, "chat.read_only", [])
    assert not Message.objects.filter(chat_id=chat.chat_id).exists()


BAD_POSTS: list[tuple[dict[str, Any], str]] = [
    ({"body": ""}, "text.empty"),
    ({"body": " \n"}, "text.empty"),
    ({"body": "a\x00b"}, "text.characters"),
    ({"body": "x" * 4097}, "text.too_long"),
    ({"entities": [{"kind": "bold", "offset": 0, "length": 99}]}, "text.entities"),
    ({"entities": [{"kind": "link", "offset": 0, "length": 1, "href": "javascript:alert(1)"}]}, "text.entities"),
    ({"cid": "nonsense"}, "platform.invalid_fields"),
    ({"cid": CID.upper()}, "platform.invalid_fields"),
    ({"reply": -1}, "platform.invalid_fields"),
    ({"reply": 2**53}, "platform.invalid_fields"),
    ({"entities": [{"kind": "blink", "offset": 0, "length": 1}]}, "platform.invalid_fields"),
]


def test_what_cannot_be_stored_is_refused_before_the_database(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    for bad, rule in BAD_POSTS:
        status, problem = post(cast["pupil"], chat, **bad)

        assert status == 422, bad
        assert rule in {problem["code"], problem["params"].get("rule")}, bad
    assert not Message.objects.filter(chat_id=chat.chat_id).exists()


def test_half_of_a_surrogate_pair_is_refused(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    answer = signed_in(cast["pupil"]).generic(
        "POST",
        f"/api/chats/{chat.chat_id}/messages",
        f'{{"cid": "{CID}", "body": "\\ud83d"}}',
        content_type="application/json",
    )

    assert answer.status_code == 422


def test_a_channel_speaks_for_the_organisation(cast: Cast) -> None:
    channel = cast.chat(ChatKind.SCHOOL_CHANNEL)
    _, ack = post(cast["administrator"], channel, "Каникулы с 1 июня")

    (answer,) = diff(cast["pupil"], (channel, ack["pts"] - 1))

    message = answer["events"][-1]["message"]
    assert (message["as_org"], message.get("sender", 0)) == (True, 0)


def test_a_database_that_cannot_write_is_told_with_a_time_to_try_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("the line broke")

    monkeypatch.setattr(posting, "write_post", away)

    status, problem = post(cast["pupil"], cast.chat(ChatKind.CLASS))

    assert (status, problem["code"], problem["params"]) == (503, "stream.unavailable", {"retry_ms": 2000})


# --- reading ---------------------------------------------------------------------------------------------------------


def test_reading_tells_the_own_devices_and_whoever_looks(
    cast: Cast, heard: list[tuple[str, Any]], django_capture_on_commit_callbacks: Committed
) -> None:
    chat, pupil = cast.chat(ChatKind.CLASS), cast["pupil"]
    for _ in range(3):
        a_message(chat, by=cast["teacher"])

    with django_capture_on_commit_callbacks(execute=True):
        assert read(pupil, chat, 2) == (200, {"upto": 2, "unread": 1})
    own = UserChat.objects.get(user_id=pupil.pk, chat_id=chat.chat_id)

    assert own.read_seq == 2
    (to_own, (own_frame,)), (to_others, (receipt,)) = heard
    assert (to_own, own_frame["type"], own_frame["upto"], own_frame["unread"]) == (f"u:{pupil.pk}", "uev", 2, 1)
    assert (to_others, receipt) == (
        f"f:{chat.chat_id}",
        {"type": "rr", "chat": chat.chat_id, "upto": 2, "user": pupil.pk},
    )
    assert udiff(pupil, own_frame["upts"] - 1)["events"][-1] == own_frame


def test_a_read_mark_never_goes_back_nor_beyond_the_end(
    cast: Cast, heard: list[tuple[str, Any]], django_capture_on_commit_callbacks: Committed
) -> None:
    chat = cast.chat(ChatKind.CLASS)
    for _ in range(3):
        a_message(chat, by=cast["teacher"])

    assert read(cast["pupil"], chat, 99) == (200, {"upto": 3, "unread": 0})
    with django_capture_on_commit_callbacks(execute=True):
        assert read(cast["pupil"], chat, 1) == (200, {"upto": 3, "unread": 0})

    assert heard == []


def test_in_a_channel_only_the_author_learns_and_only_how_many(
    cast: Cast, heard: list[tuple[str, Any]], django_capture_on_commit_callbacks: Committed
) -> None:
    channel = cast.chat(ChatKind.SCHOOL_CHANNEL)
    message = a_message(channel, by=cast["administrator"])

    with django_capture_on_commit_callbacks(execute=True):
        read(cast["pupil"], channel, message.seq)

    told = {channel: frames for channel, frames in heard if frames[0]["type"] == "rr"}
    assert told == {
        f"u:{cast['administrator'].pk}": [{"type": "rr", "chat": channel.chat_id, "upto": message.seq, "count": 1}]
    }


WHO_MAY_READ = [
    ("pupil", 200),
    ("teacher", 200),
    ("parent", 404),
    ("other pupil", 404),
    ("removed member", 404),
    ("stranger", 404),
    ("stranger who rules", 404),
    ("nobody", 404),
]


def test_who_may_mark_as_read(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    message = a_message(chat, by=cast["class teacher"])

    assert [(who, read(cast[who], chat, message.seq)[0]) for who, _ in WHO_MAY_READ] == WHO_MAY_READ


# --- the digest ------------------------------------------------------------------------------------------------------


def test_the_digest_tells_what_differs_and_nothing_else(cast: Cast) -> None:
    chat, other = cast.chat(ChatKind.CLASS), cast.chat(ChatKind.SCHOOL_CHANNEL)
    a_message(chat, by=cast["teacher"], body="Раз")
    message = a_message(chat, by=cast["teacher"], body="Два")
    chat.refresh_from_db()
    other.refresh_from_db()
    everything = digest(cast["pupil"], [])

    known = [(line["chat"], line["pts"]) for line in everything["changed"] if line["chat"] != chat.chat_id]
    found = digest(cast["pupil"], [*known, (chat.chat_id, chat.pts - 1)])

    assert {chat.chat_id, other.chat_id} <= {line["chat"] for line in everything["changed"]}
    (line,) = found["changed"]
    assert (line["chat"], line["org"], line["pts"], line["last_seq"], line["unread"]) == (
        chat.chat_id,
        cast.school.pk,
        chat.pts,
        message.seq,
        2,
    )
    assert line["preview"]["body"] == "Два"
    assert found["gone"] == []
    assert found["epoch"] == str(Installation.objects.get().epoch)
    assert found["limits"]["diff_requests"] == MAX_DIFF_REQUESTS
    assert found["poll_ms"] > 0
    assert digest(cast["pupil"], [*known, (chat.chat_id, chat.pts)])["changed"] == []


def test_chats_that_are_not_his_are_gone_and_never_told_of(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    a_message(chat, by=cast["teacher"], body="Тайна")

    for who in ("stranger", "stranger who rules", "removed member", "nobody", "parent", "other pupil"):
        found = digest(cast[who], [(chat.chat_id, 0)])
        assert found["gone"] == [chat.chat_id], who
        assert chat.chat_id not in {line["chat"] for line in found["changed"]}
        assert "Тайна" not in json.dumps(found, ensure_ascii=False)


def test_a_newcomer_sees_no_preview_from_before_his_time(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["class teacher"]])
    a_message(chat, by=cast["teacher"], body="До него")
    actions.add_members(
        access_chat_to_read(cast["teacher"], chat.chat_id), user_ids=frozenset({cast["other teacher"].pk})
    )

    (line,) = [line for line in digest(cast["other teacher"], [])["changed"] if line["chat"] == chat.chat_id]

    assert "До него" not in json.dumps(line, ensure_ascii=False)
    assert line["unread"] == 0


@pytest.mark.parametrize("chats", [1, 20])
def test_a_digest_costs_three_queries_however_many_chats(cast: Cast, chats: int) -> None:
    for number in range(chats):
        a_message(a_chat(of=cast.school, by=cast["teacher"], members=[], title=f"Группа {number}"), by=cast["teacher"])
    client = signed_in(cast["teacher"])
    client.post("/api/stream/digest", {})

    with CaptureQueriesContext(connection) as queries:
        assert client.post("/api/stream/digest", {}).status_code == 200

    # Two more for the session and its person.
    assert len(queries) == 3 + 2, [query["sql"] for query in queries]


# --- differences -----------------------------------------------------------------------------------------------------


def test_a_difference_has_every_event_after_the_position(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    start = chat.pts
    message = a_message(chat, by=cast["pupil"], body="Завтро")
    actions.edit_message(access_chat_to_read(cast["pupil"], chat.chat_id), seq=message.seq, body="Завтра", entities=())
    chat.refresh_from_db()

    (answer,) = diff(cast["teacher"], (chat, start))

    assert (answer["type"], answer["to"]) == ("diff", chat.pts)
    assert [event["kind"] for event in answer["events"]] == ["message", "edit"]
    assert [event["message"]["body"] for event in answer["events"]] == ["Завтра", "Завтра"]
    (rest,) = diff(cast["teacher"], (chat, chat.pts))
    assert (rest["to"], rest["events"]) == (chat.pts, [])


def test_a_page_of_a_difference_says_that_there_is_more(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    start = chat.pts
    for _ in range(3):
        a_message(chat, by=cast["pupil"])

    reqs = [{"chat": chat.chat_id, "from": start, "limit": 2}]
    _, answer = call(cast["teacher"], "/stream/diff", {"reqs": reqs})

    (first,) = answer["answers"]
    assert (first["to"], first["more"], len(first["events"])) == (start + 2, True, 2)


def test_ahead_of_the_chat_or_too_far_behind_is_a_reset(cast: Cast) -> None:
    chat, group = cast.chat(ChatKind.CLASS), a_chat(of=cast.school, by=cast["teacher"])
    message = a_message(chat, by=cast["pupil"])
    a_message(group, by=cast["teacher"])
    chat.refresh_from_db()
    Chat.objects.filter(chat_id=group.chat_id).update(pts_floor=1)
    ChatEvent.objects.filter(chat_id=group.chat_id, pts__lte=1).delete()

    ahead, behind = diff(cast["teacher"], (chat, chat.pts + 5), (group, 0))

    assert (ahead["type"], ahead["chat"], ahead["to"], ahead["last_seq"]) == (
        "reset",
        chat.chat_id,
        chat.pts,
        message.seq,
    )
    assert [found["seq"] for found in ahead["messages"]] == [message.seq]
    assert (behind["type"], behind["chat"]) == ("reset", group.chat_id)


def test_one_answer_for_each_chat_in_the_order_asked_and_a_nack_for_a_foreign_one(cast: Cast) -> None:
    mine, foreign = cast.chat(ChatKind.CLASS), a_chat(of=cast.school, by=cast["teacher"], members=[])
    a_message(foreign, by=cast["teacher"], body="Тайна")

    answers = diff(cast["pupil"], (foreign, 0), (mine, mine.pts))

    assert [(answer["type"], answer["chat"]) for answer in answers] == [
        ("nack", foreign.chat_id),
        ("diff", mine.chat_id),
    ]
    assert answers[0]["code"] == "chat.not_found"


def test_strangers_get_no_difference_of_any_chat(cast: Cast) -> None:
    chats = [cast.chat(ChatKind.CLASS), cast.chat(ChatKind.SCHOOL_CHANNEL)]
    chats.append(a_direct_chat(of=cast.school, by=cast["teacher"], to=cast["pupil"]))
    for chat in chats:
        ChatMember.objects.filter(chat_id=chat.chat_id).update(rights=1023)

    for who in ("stranger", "stranger who rules", "removed member", "nobody"):
        answers = diff(cast[who], *((chat, 0) for chat in chats))
        assert {answer["type"] for answer in answers} == {"nack"}, who


def test_the_difference_of_one_who_was_put_out_ends_there(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["class teacher"]])
    a_message(chat, by=cast["teacher"], body="При нём")
    actions.remove_member(access_chat_to_read(cast["teacher"], chat.chat_id), user_id=cast["class teacher"].pk)
    a_message(chat, by=cast["teacher"], body="Без него")

    (answer,) = diff(cast["class teacher"], (chat, 1))

    told = json.dumps(answer, ensure_ascii=False)
    assert answer["type"] == "diff"
    assert "При нём" in told
    assert "Без него" not in told


def test_what_was_said_before_ones_time_is_withheld_but_covered(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["class teacher"]])
    a_message(chat, by=cast["teacher"], body="До него")
    actions.add_members(
        access_chat_to_read(cast["teacher"], chat.chat_id), user_ids=frozenset({cast["other teacher"].pk})
    )
    a_message(chat, by=cast["teacher"], body="При нём")
    chat.refresh_from_db()

    (answer,) = diff(cast["other teacher"], (chat, 1))

    told = json.dumps(answer, ensure_ascii=False)
    assert answer["to"] == chat.pts
    assert "При нём" in told
    assert "До него" not in told


@pytest.mark.parametrize("chats", [1, MAX_DIFF_REQUESTS])
def test_differences_and_resets_cost_three_queries_however_many_chats(cast: Cast, chats: int) -> None:
    groups = [a_chat(of=cast.school, by=cast["teacher"], title=f"Группа {number}") for number in range(chats)]
    reqs = [{"chat": group.chat_id, "from": 10_000} for group in groups]
    client = signed_in(cast["teacher"])
    client.post("/api/stream/diff", {"reqs": reqs})

    with CaptureQueriesContext(connection) as queries:
        answers = client.post("/api/stream/diff", {"reqs": reqs}).json()["answers"]

    assert {answer["type"] for answer in answers} == {"reset"}
    assert len(queries) == 3 + 2, [query["sql"] for query in queries]


WRONG_POSITIONS: list[list[dict[str, int]]] = [
    [],
    [{"chat": 1, "from": 0}] * (MAX_DIFF_REQUESTS + 1),
    [{"chat": 0, "from": 0}],
    [{"chat": 2**53, "from": 0}],
    [{"chat": 1, "from": -1}],
    [{"chat": 1, "from": 0, "limit": 0}],
    [{"chat": 1, "from": 0, "limit": 101}],
    [{"chat": 1}],
]


def test_wrong_positions_are_refused(db: None) -> None:
    client = signed_in(a_person())

    answered = [client.post("/api/stream/diff", {"reqs": reqs}).status_code for reqs in WRONG_POSITIONS]

    assert answered == [422] * len(WRONG_POSITIONS)


# --- the person's own stream -----------------------------------------------------------------------------------------


def test_the_own_stream_tells_what_was_read_elsewhere_with_what_is_unread_now(cast: Cast) -> None:
    chat, pupil = cast.chat(ChatKind.CLASS), cast["pupil"]
    for _ in range(3):
        a_message(chat, by=cast["teacher"])
    before = digest(pupil, [])["upts"]
    read(pupil, chat, 1)
    a_message(chat, by=cast["teacher"])

    answer = udiff(pupil, before)

    assert (answer["type"], answer["to"]) == ("udiff", before + 1)
    (step,) = answer["events"]
    assert (step["kind"], step["chat"], step["upto"], step["unread"]) == ("read", chat.chat_id, 1, 3)


def test_ahead_of_the_own_stream_is_a_reset(cast: Cast) -> None:
    head = digest(cast["pupil"], [])["upts"]

    assert udiff(cast["pupil"], head + 7) == {"type": "ureset", "to": head}


def test_nobody_hears_of_anothers_stream(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    a_message(chat, by=cast["teacher"])
    before = digest(cast["older pupil"], [])["upts"]

    read(cast["pupil"], chat, 1)

    assert digest(cast["older pupil"], [])["upts"] == before


LIMITED = [
    ("POSTS", "/chats/{chat}/messages", {"cid": CID, "body": "да"}),
    ("READS", "/chats/{chat}/read", {"upto": 0}),
    ("DIGESTS", "/stream/digest", {}),
    ("DIFFERENCES", "/stream/diff", {"reqs": [{"chat": 1, "from": 0}]}),
    ("DIFFERENCES", "/stream/udiff", {"from": 0}),
]


def test_nobody_asks_or_posts_without_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    chat, client = cast.chat(ChatKind.CLASS).chat_id, signed_in(cast["pupil"])
    for number, (name, path, body) in enumerate(LIMITED):
        # A window that no machine is too slow for.
        monkeypatch.setattr(api, name, Limit(f"test_{number}", amount=2, seconds=3600))

        answers = [client.post(f"/api{path.format(chat=chat)}", body) for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 429], path
        assert answers[-1].json()["code"] == "platform.too_many"
        assert int(answers[-1]["Retry-After"]) >= 1


def test_over_https_one_may_post_as_much_as_over_a_socket() -> None:
    assert (api.POSTS.amount, api.POSTS.amount / api.POSTS.seconds) == (50, 5)


def test_a_chat_that_somebody_holds_holds_no_thread_of_the_web_server(cast: Cast) -> None:
    chat = cast.chat(ChatKind.CLASS)
    with transaction.atomic():
        post(cast["pupil"], chat)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
            assert cursor.fetchone() == ("200ms", "5s")


def test_a_reader_of_a_chat_is_refused_by_role(cast: Cast) -> None:
    chat = a_chat(of=cast.school, by=cast["teacher"], members=[cast["class teacher"]])
    ChatMember.objects.filter(chat_id=chat.chat_id, user_id=cast["class teacher"].pk).update(
        role=ChatRole.READER, rights=1
    )

    assert post(cast["class teacher"], chat)[1]["code"] == "rights.denied"
