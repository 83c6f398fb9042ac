"""Posting: order, idempotency, and who may not."""

import asyncio
import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from gateway.tests.conftest import GatewayMaker, LineOpener
from gateway.tests.make import School, Someone
from protocol.frames import Ack, ChatEvent, DiffAnswer, Nack
from protocol.rights import Right
from protocol.views import Entity


async def test_everybody_sees_one_order_and_no_hole(school: School, line: LineOpener) -> None:
    people = [school.someone() for _ in range(4)]
    chat = school.chat(people)
    clients = [await line(person) for person in people]

    for number in range(30):
        for client in clients:
            client.post(chat, f"сообщение {number}")

    for client in clients:
        while len(client.pts_of(chat)) < 120:
            await client.next((ChatEvent, Ack))
    assert all(client.pts_of(chat) == list(range(1, 121)) for client in clients)
    assert school.head(chat) == (120, 120)


async def test_the_posting_socket_gets_an_ack_and_no_event_and_ones_other_device_the_event(
    school: School, line: LineOpener
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    phone, desk = await line(anna), await line(anna)

    await phone.posted(chat, "с телефона")

    assert (await desk.message(chat, "с телефона")).pts == 1
    await phone.nothing_more()
    assert phone.came(ChatEvent) == []


async def test_the_same_cid_is_posted_once_whatever_is_in_it(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)
    cid = str(uuid.uuid4())

    first = await of_anna.posted(chat, "первое", cid=cid)
    again = await of_anna.posted(chat, "другое", cid=cid)
    await of_anna.posted(chat, "конец")

    assert (again.seq, again.dup, first.dup) == (first.seq, True, False)
    await of_boris.message(chat, "конец")
    assert [event.message.body for event in of_boris.came(ChatEvent)] == ["первое", "конец"]


async def test_the_same_cid_twice_in_one_batch_is_delivered_once(school: School, sql: psycopg.Connection[Any]) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    cid = uuid.uuid4()

    rows = _post(sql, school, chat, [(anna, cid, "раз"), (anna, uuid.uuid4(), "два"), (anna, cid, "раз, опять")])

    assert [row[:3] for row in rows] == [("ok", 1, 1), ("ok", 2, 2), ("dup", 1, 1)]
    assert school.head(chat) == (2, 2)


async def test_a_duplicate_is_answered_though_the_right_is_gone(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna = await line(anna)
    cid = str(uuid.uuid4())
    first = await of_anna.posted(chat, "до", cid=cid)

    school.remove(chat, anna)

    assert (await of_anna.refused(chat, "после")).code == "chat.not_found"
    assert (await of_anna.posted(chat, "до", cid=cid)).seq == first.seq


async def test_two_racers_with_one_cid_make_one_message(school: School) -> None:
    anna = school.someone()
    chat = school.chat([anna])

    async def race(cid: uuid.UUID) -> str:
        return await asyncio.to_thread(_post_on_a_line_of_its_own, school, chat, anna, cid)

    for _ in range(20):
        cid = uuid.uuid4()
        assert sorted(await asyncio.gather(race(cid), race(cid), race(cid))) == ["dup", "dup", "ok"]
    assert school.head(chat) == (20, 20)


async def test_a_removed_members_next_post_is_refused_before_any_job_ran(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_boris = await line(boris)

    sql.execute(
        "UPDATE membership SET state = 'ended', roles = '{}', access_ver = access_ver + 1"
        " WHERE org_id = %s AND user_id = %s",
        [school.org, boris.user],
    )

    assert (await of_boris.refused(chat, "я ещё здесь")).code == "chat.not_found"
    answer = await of_boris.diff(chat, 0)
    assert isinstance(answer, Nack)
    assert answer.code == "chat.not_found"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE membership SET access_ver = access_ver + 1 WHERE org_id = %(org)s AND user_id = %(user)s",
        "UPDATE organization SET policy_ver = policy_ver + 1 WHERE id = %(org)s",
        "UPDATE chat_member SET rights_until = now() WHERE org_id = %(org)s AND user_id = %(user)s",
    ],
    ids=["a role was narrowed", "the policy was narrowed", "an hour came at which rights end"],
)
async def test_rights_of_another_world_may_not_write_until_they_are_compiled(
    school: School, sql: psycopg.Connection[Any], line: LineOpener, change: str
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)

    sql.execute(change, {"org": school.org, "user": anna.user})
    refusal = await of_anna.refused(chat, "привет")

    assert refusal.code == "rights.recompiling"
    assert refusal.retry_ms > 0


async def test_in_a_direct_chat_the_rights_depend_on_the_other_one_too(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris], kind="direct")
    of_anna = await line(anna)
    await of_anna.posted(chat, "здравствуйте")

    sql.execute("UPDATE membership SET access_ver = 2 WHERE user_id = %s", [boris.user])
    assert (await of_anna.refused(chat, "ещё")).code == "rights.recompiling"

    sql.execute("UPDATE chat_member SET compiled_peer_ver = 2 WHERE user_id = %s", [anna.user])
    await of_anna.posted(chat, "снова можно")

    sql.execute("UPDATE membership SET state = 'ended', roles = '{}' WHERE user_id = %s", [boris.user])
    assert (await of_anna.refused(chat, "его нет")).code == "rights.denied"


async def test_a_setting_of_the_chat_acts_at_once(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)

    sql.execute("UPDATE chat SET role_masks[3] = 1 WHERE chat_id = %s", [chat])
    assert (await of_anna.refused(chat, "привет")).code == "rights.denied"

    sql.execute("UPDATE chat SET role_masks[3] = 3, state = 'read_only' WHERE chat_id = %s", [chat])
    assert (await of_anna.refused(chat, "привет")).code == "chat.read_only"


async def test_a_sanction_says_until_when(school: School, sql: psycopg.Connection[Any], line: LineOpener) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)
    until = datetime.now(UTC) + timedelta(hours=1)

    sql.execute("UPDATE chat_member SET muted_until = %s WHERE chat_id = %s", [until, chat])
    refusal = await of_anna.refused(chat, "привет")

    assert refusal.code == "rights.muted"
    assert datetime.fromisoformat(refusal.params["until"]) == until


async def test_a_stranger_of_another_school_can_not_even_tell_that_the_chat_exists(
    school: School, sql: psycopg.Connection[Any], line: LineOpener
) -> None:
    from gateway.tests.make import a_school

    chat = school.chat([school.someone()])
    stranger = await line(a_school(sql).someone())

    there, nowhere = await stranger.refused(chat, "кто тут?"), await stranger.refused(10**15, "кто тут?")

    assert (there.code, there.params) == (nowhere.code, nowhere.params) == ("chat.not_found", {})


async def test_in_a_channel_nobody_learns_who_wrote(school: School, line: LineOpener) -> None:
    boss, reader = school.someone(), school.someone()
    chat = school.chat([boss, reader], posts_as_org=True, rights=int(Right.READ | Right.WRITE | Right.AS_ORG))
    of_boss, of_reader = await line(boss), await line(reader)

    await of_boss.posted(chat, "Завтра линейка")

    event = await of_reader.message(chat, "Завтра линейка")
    assert event.message is not None
    assert (event.message.as_org, event.message.sender) == (True, 0)
    fresh = await of_reader.diff(chat, 0)
    assert isinstance(fresh, DiffAnswer)
    assert [(step.user, step.message and step.message.sender) for step in fresh.events] == [(0, 0)]


async def test_in_a_channel_the_right_to_write_is_not_enough(school: School, line: LineOpener) -> None:
    reader = school.someone()
    chat = school.chat([reader], posts_as_org=True)

    assert (await (await line(reader)).refused(chat, "и я!")).code == "rights.denied"


async def test_an_answer_goes_to_a_message_that_one_can_see(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna])
    school.posts(chat, anna, "до него")
    school.add(chat, boris)
    of_boris = await line(boris)

    assert (await of_boris.refused(chat, "?", reply=1)).code == "message.reply_not_found"
    assert (await of_boris.refused(chat, "?", reply=99)).code == "message.reply_not_found"
    own = await of_boris.posted(chat, "!")
    await of_boris.posted(chat, "?", reply=own.seq)


async def test_formatting_arrives_as_it_was_written(school: School, line: LineOpener) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)
    entities = (Entity("bold", 0, 6), Entity("link", 7, 6, href="https://школа.example/"))

    await of_anna.posted(chat, "важная ссылка", entities=entities, silent=True)

    live = (await of_boris.message(chat, "важная ссылка")).message
    later = (await of_boris.diff(chat, 0)).events[0].message  # type: ignore[union-attr]  # a difference
    assert live is not None
    assert (live.entities, live.silent) == (entities, True)
    assert later == live


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "text.empty"),
        ("  \n ", "text.empty"),
        ("ы" * 4097, "text.too_long"),
        ("NUL\x00", "text.characters"),
    ],
)
async def test_text_that_cannot_be_stored_is_refused_at_the_door(
    school: School, line: LineOpener, body: str, code: str
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)

    refusal = await of_anna.refused(chat, body)

    assert refusal.code == code
    await of_anna.posted(chat, "ы" * 4096)


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"type":"unheard"}',
        '{"type":"post"}',
        '{"type":"post","cid":1,"chat":"x","body":null}',
        '{"type":"read","chat":0,"upto":1}',
        '{"type":"read","chat":9007199254740992,"upto":1}',
        '{"type":"read","chat":123456789012345678901234567890,"upto":1}',
        '{"type":"diff","reqs":[]}',
        '{"type":"diff","reqs":[{"chat":1,"from":-1}]}',
        '{"type":"diff","reqs":[{"chat":1,"from":1,"limit":101}]}',
        '{"type":"udiff","from":-1}',
        "[" * 60_000,
    ],
)
async def test_what_is_no_frame_is_answered_and_harms_nobody(school: School, line: LineOpener, frame: str) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)

    of_anna.send_raw(frame)

    assert (await of_anna.next(Nack)).code == "frame.invalid"
    await of_anna.posted(chat, "а я пишу дальше")


async def test_a_lone_surrogate_is_refused_and_named(school: School, line: LineOpener) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)
    cid = str(uuid.uuid4())

    of_anna.send_raw(f'{{"type":"post","cid":"{cid}","chat":{chat},"body":"\\ud800"}}')

    refusal = await of_anna.next(Nack)
    assert refusal.code in {"frame.invalid", "text.characters"}


async def test_too_many_messages_at_once_are_refused_with_a_time(
    school: School, a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    gateway = await a_gateway(PARTA_POSTS_PER_SECOND=0.2)
    client = await line_at(gateway)
    await client.hello(anna)

    await client.posted(chat, "раз")
    await client.posted(chat, "два")
    refusal = await client.refused(chat, "три")

    assert refusal.code == "limits.too_many"
    assert refusal.retry_ms > 1000


async def test_whoever_floods_is_closed(school: School, a_gateway: GatewayMaker, line_at: LineOpener) -> None:
    gateway = await a_gateway(PARTA_FRAMES_PER_SECOND=1)
    client = await line_at(gateway)
    await client.hello(school.someone())

    for _ in range(15):
        client.send_raw("{}")

    assert await client.closed() == 1008


@pytest.mark.parametrize(
    ("first", "rest", "code"),
    [
        (b"\x81\xfe\xff\xff", b"", None),
        (b"\xc1\x80\x00\x00\x00\x00", b"", 1002),
        (b"\x80\x80\x00\x00\x00\x00", b"", 1002),
        (b"\x01\x80\x00\x00\x00\x00", b"\x81\x80\x00\x00\x00\x00", 1002),
        (b"\x81\x82\x00\x00\x00\x00\xff\xfe", b"", 1007),
        (b"\x82\x81\x00\x00\x00\x00a", b"", 1003),
        (b"\x81\xff\x00\x00\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00", b"", 1009),
    ],
    ids=[
        "half a frame",
        "reserved bit",
        "stray continuation",
        "text in a text",
        "bad UTF-8",
        "binary",
        "64 KiB and one",
    ],
)
async def test_whoever_breaks_the_framing_is_closed_with_the_right_code(
    school: School, line: LineOpener, first: bytes, rest: bytes, code: int | None
) -> None:
    client = await line(school.someone())
    transport = client.line.transport

    transport.write(first + rest)

    if code is None:
        assert not client.line.close_code
        transport.abort()
    else:
        assert await client.closed() == code


async def test_a_fragmented_message_is_read_as_one(school: School, line: LineOpener) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    client = await line(anna)
    text = json.dumps(
        {"type": "post", "cid": str(uuid.uuid4()), "chat": chat, "body": "по частям"}, ensure_ascii=False
    ).encode()

    async def parts() -> Any:
        for start in range(0, len(text), 7):
            yield text[start : start + 7]

    # Cut in the middle of letters, as a browser may.
    await client.line.send(parts(), text=True)

    assert (await client.next(Ack)).seq == 1


def _post(
    sql: psycopg.Connection[Any], school: School, chat: int, posts: list[tuple[Someone, uuid.UUID, str]]
) -> list[Any]:
    n = len(posts)
    return sql.execute(
        "SELECT * FROM post_messages(%s::bigint[], %s::bigint[], %s::bigint[], %s::uuid[], %s::text[], %s::jsonb[],"
        " %s::bigint[], %s::boolean[])",
        [
            [school.org] * n,
            [chat] * n,
            [who.user for who, _, _ in posts],
            [cid for _, cid, _ in posts],
            [body for _, _, body in posts],
            [None] * n,
            [None] * n,
            [False] * n,
        ],
    ).fetchall()


def _post_on_a_line_of_its_own(school: School, chat: int, who: Someone, cid: uuid.UUID) -> str:
    with psycopg.connect(school.sql.info.dsn, password=school.sql.info.password, autocommit=True) as sql:
        return str(_post(sql, school, chat, [(who, cid, "гонка")])[0][0])
