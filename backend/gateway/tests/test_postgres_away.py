"""PostgreSQL is away, dead, full, read-only or in a bad mood: a refusal with a time, and nothing lost or doubled."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import msgspec
import psycopg
import pytest
import pytest_asyncio
from prometheus_client import REGISTRY

from gateway import writer
from gateway.server import Gateway
from gateway.tests.client import Client
from gateway.tests.conftest import GatewayMaker, LineOpener, eventually
from gateway.tests.engines import Cable, a_cable
from gateway.tests.make import School, Someone
from parta.ops.roles import Addresses
from protocol.frames import Ack, Bye, ChatEvent, Diff, DiffRequest, Hello, Nack, Note, Post, Read, UserEvent
from streamclient.client import following


@pytest_asyncio.fixture
async def cable_and_url(stream_database: Addresses) -> AsyncIterator[tuple[Cable, str]]:
    async with a_cable(stream_database.gateway) as both:
        yield both


@pytest.fixture
def cable(cable_and_url: tuple[Cable, str]) -> Cable:
    return cable_and_url[0]


@pytest_asyncio.fixture
async def gateway(cable_and_url: tuple[Cable, str], a_gateway: GatewayMaker) -> Gateway:
    """A gateway whose way to PostgreSQL is the cable."""
    return await a_gateway(DATABASE_GATEWAY_URL=cable_and_url[1])


# --- away


async def test_who_writes_while_postgresql_is_away_is_acked_once_it_is_back(
    school: School, cable: Cable, gateway: Gateway, line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_boris = await line(boris)

    async with following(f"ws://127.0.0.1:{gateway.port}/ws", me=anna.user, ticket=_ticket_of(anna)) as of_anna:
        await of_anna.post(chat, "до")
        refusals: list[Nack] = []
        of_anna.came = lambda frame: refusals.append(frame) if isinstance(frame, Nack) else None
        cable.pull_out()
        posted = [asyncio.create_task(of_anna.post(chat, f"во время {number}")) for number in range(10)]
        # Longer than a post waits here.
        await of_anna.until(lambda: refusals)
        assert {(refusal.code, refusal.retry_ms > 0) for refusal in refusals} == {("stream.unavailable", True)}
        cable.mend()
        async with asyncio.timeout(60):
            seqs = [(await one).seq for one in posted]

    assert sorted(seqs) == list(range(2, 12))
    assert school.head(chat) == (11, 11)
    await eventually(lambda: of_boris.pts_of(chat) == list(range(1, 12)))


@pytest.mark.parametrize("how", ["pulled out", "dead"])
async def test_every_question_gets_a_refusal_with_a_time(
    school: School, cable: Cable, gateway: Gateway, line: LineOpener, how: str
) -> None:
    anna = school.someone()
    chat, unheard = school.chat([anna]), school.chat([school.someone()])
    of_anna, late = await line(anna), await line()

    (cable.pull_out if how == "pulled out" else cable.go_dead)()
    cid, stray = of_anna.post(chat, "есть кто?"), of_anna.post(unheard, "а здесь?")
    of_anna.send(Diff(reqs=(DiffRequest(chat, 0),)))
    late.send(Hello(device=str(uuid.uuid4()), ticket=anna.ticket()))

    for asked in (cid, stray, ""):
        await eventually(partial(_is_refused, of_anna, asked))
    bye = await late.next(Bye)
    assert (bye.code, bye.after_ms > 0) == ("", True)
    await eventually(lambda: not gateway._is_ready())
    cable.mend()
    await eventually(gateway._is_ready)
    assert (await _answered(of_anna, Post(cid=cid, chat=chat, body="есть кто?"))).seq == 1


async def test_what_was_read_while_postgresql_was_away_is_marked_afterwards(
    school: School, sql: psycopg.Connection[Any], cable: Cable, gateway: Gateway, line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    school.posts(chat, anna, "раз")
    of_boris = await line(boris)

    cable.pull_out()
    of_boris.send(Read(chat=chat, upto=1))
    await eventually(lambda: (boris.user, chat) in gateway.receipts._marks)
    # However often it is tried.
    for _ in range(20):
        await gateway.receipts.flush()
    cable.mend()

    assert (await of_boris.next(UserEvent)).upto == 1
    assert sql.execute("SELECT max(read_seq) FROM chat_member WHERE chat_id = %s", [chat]).fetchone() == (1,)


async def test_a_change_of_membership_that_could_not_be_read_is_read_later(
    school: School, sql: psycopg.Connection[Any], cable: Cable, gateway: Gateway, line: LineOpener
) -> None:
    anna, boris = school.someone(), school.someone()
    chat = school.chat([anna, boris])
    of_anna, of_boris = await line(anna), await line(boris)

    cable.pull_out()
    sql.execute("UPDATE membership SET state = 'ended', roles = '{}' WHERE user_id = %s", [boris.user])
    # He was told, and the gateway could not ask what it means. The chat's own stream has not moved.
    news = {"type": "organizations.membership_changed", "org_id": school.org, "user_id": boris.user}
    gateway.personal.tell(boris.user, [msgspec.json.encode({"type": "note", "event": news})])
    await of_boris.next(Note)
    await eventually(lambda: gateway.personal._stale)
    cable.mend()

    person = gateway.people.get(boris.user)
    assert person is not None
    await eventually(lambda: chat not in person.chats)
    await _answered(of_anna, Post(cid=str(uuid.uuid4()), chat=chat, body="без него"))
    assert "без него" not in repr(of_boris.frames)


async def test_out_of_connections_is_a_refusal_and_then_none(
    school: School, sql: psycopg.Connection[Any], stream_database: Addresses, gateway: Gateway, line: LineOpener
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)
    role = urlsplit(stream_database.gateway).username

    sql.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT 0')
    try:
        _end_back_ends(sql, of=role)
        refusal = await _refused(of_anna, Post(cid=str(uuid.uuid4()), chat=chat, body="тесно"))
        assert (refusal.code, refusal.retry_ms > 0) == ("stream.unavailable", True)
    finally:
        sql.execute(f'ALTER ROLE "{role}" CONNECTION LIMIT -1')

    assert (await _answered(of_anna, Post(cid=refusal.cid, chat=chat, body="тесно"))).seq == 1


# --- in a bad mood


@pytest.mark.parametrize("state", ["40001", "40P01", "57014", "55P03"])
async def test_what_fails_once_is_tried_again_and_acked(
    school: School, sql: psycopg.Connection[Any], line: LineOpener, state: str
) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    of_anna = await line(anna)

    # A sequence is not rolled back: the first attempt fails, the next does not.
    sql.execute("CREATE SEQUENCE mood")
    try:
        with _trap(sql, f"IF nextval('mood') = 1 THEN RAISE EXCEPTION USING ERRCODE = '{state}'; END IF;"):
            ack = await of_anna.posted(chat, "со второго раза")
    finally:
        sql.execute("DROP SEQUENCE mood")

    assert (ack.seq, ack.dup) == (1, False)
    assert school.head(chat) == (1, 1)


@pytest.mark.parametrize(
    ("state", "code", "comes_again"),
    [
        ("40001", "stream.unavailable", True),
        ("57014", "stream.unavailable", True),
        ("XX000", "stream.unavailable", True),
        ("42703", "stream.unavailable", True),
        ("22021", "frame.invalid", False),
        ("23514", "frame.invalid", False),
    ],
)
async def test_what_fails_every_time_fails_alone(
    school: School, sql: psycopg.Connection[Any], line: LineOpener, state: str, code: str, comes_again: bool
) -> None:
    anna, boris = school.someone(), school.someone()
    chat, other_chat = school.chat([anna]), school.chat([boris])
    of_anna, of_boris = await line(anna), await line(boris)

    with _trap(sql, f"IF NEW.body = 'яд' THEN RAISE EXCEPTION USING ERRCODE = '{state}'; END IF;"):
        # While both chats are locked the posts gather, and leave together.
        with sql.transaction():
            sql.execute("SELECT 1 FROM chat WHERE chat_id = ANY(%s) FOR UPDATE", [[chat, other_chat]])
            poison = of_anna.post(chat, "яд")
            others = [of_boris.post(other_chat, f"{number}") for number in range(5)]
        refusal = await of_anna.next(Nack, where=lambda nack: nack.cid == poison)
        for number, cid in enumerate(others):
            await _answered(of_boris, Post(cid=cid, chat=other_chat, body=f"{number}"))

    assert (refusal.code, refusal.retry_ms > 0) == (code, comes_again)
    assert school.head(other_chat) == (5, 5)
    assert school.head(chat) == (0, 0)


async def test_a_statement_that_takes_too_long_is_ended_and_refused(
    school: School,
    sql: psycopg.Connection[Any],
    a_gateway: GatewayMaker,
    line_at: LineOpener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(writer.SETTINGS, "statement_timeout", "300ms")
    gateway = await a_gateway()
    anna, boris = school.someone(), school.someone()
    chat, other_chat = school.chat([anna]), school.chat([boris])
    of_anna, of_boris = await line_at(gateway, anna), await line_at(gateway, boris)

    with _trap(sql, "IF NEW.body = 'долго' THEN PERFORM pg_sleep(60); END IF;"):
        slow = of_anna.post(chat, "долго")
        refusal = await of_anna.next(Nack, where=lambda nack: nack.cid == slow)
        await of_boris.posted(other_chat, "а я быстро")

    assert (refusal.code, refusal.retry_ms > 0) == ("stream.unavailable", True)


async def test_another_default_of_isolation_changes_nothing(
    school: School, sql: psycopg.Connection[Any], a_gateway: GatewayMaker, line_at: LineOpener
) -> None:
    name = sql.info.dbname
    failures = _serialization_failures()
    sql.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    try:
        one, two = await a_gateway(), await a_gateway()
        anna, boris = school.someone(), school.someone()
        chat = school.chat([anna, boris])
        of_anna, of_boris = await line_at(one, anna), await line_at(two, boris)
        for number in range(20):
            of_anna.post(chat, f"от Анны {number}")
            of_boris.post(chat, f"от Бориса {number}")
        for client in (of_anna, of_boris):
            await eventually(lambda client=client: client.pts_of(chat) == list(range(1, 41)))  # type: ignore[misc]
            assert client.came(Nack) == []
    finally:
        sql.execute(f"ALTER DATABASE {name} RESET default_transaction_isolation")
    assert len(of_anna.came(ChatEvent)) == 20
    assert _serialization_failures() == failures


# ---


def _serialization_failures() -> float:
    return REGISTRY.get_sample_value("parta_gateway_writer_failures_total", {"kind": "SerializationError"}) or 0.0


def _ticket_of(who: Someone) -> Callable[[], Any]:
    async def ticket() -> str:
        return who.ticket()

    return ticket


@contextmanager
def _trap(sql: psycopg.Connection[Any], body: str) -> Iterator[None]:
    """Let PostgreSQL do this before a message is inserted."""
    sql.execute(
        f"CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" AS $$ BEGIN {body} RETURN NEW; END $$"
    )
    sql.execute("CREATE TRIGGER trap BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION trap()")
    try:
        yield
    finally:
        sql.execute("DROP TRIGGER trap ON message")
        sql.execute("DROP FUNCTION trap()")


def _is_refused(client: Client, cid: str) -> bool:
    refusals = [nack for nack in client.came(Nack) if nack.cid == cid]
    assert all((nack.code, nack.retry_ms > 0) == ("stream.unavailable", True) for nack in refusals)
    return bool(refusals)


async def _refused(client: Client, post: Post) -> Nack:
    client.send(post)
    nack: Nack = await client.next(Nack, where=lambda nack: nack.cid == post.cid)
    return nack


async def _answered(client: Client, post: Post) -> Ack:
    """The ack of a post, sent again as long as it is refused with a time."""
    async with asyncio.timeout(60):
        while True:
            client._unread = 0
            acks = [ack for ack in client.came(Ack) if ack.cid == post.cid]
            if acks:
                return acks[0]  # type: ignore[no-any-return]  # frames of a test's client are of any kind
            client.frames = [frame for frame in client.frames if getattr(frame, "cid", "") != post.cid]
            client._unread = len(client.frames)
            client.send(post)
            await client.next((Ack, Nack), where=lambda frame: frame.cid == post.cid)


def _end_back_ends(sql: psycopg.Connection[Any], *, of: str | None) -> None:
    sql.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [of])
