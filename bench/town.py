"""A town of schools, written set by set: chats as schools have them, only names are missing.

A school of 1,000 has a channel of everybody, ten chats of a year (100 people), 40 class chats and 120 subject chats
(25 each), and each person writes with two others: 1,171 chats, eight a person.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import psycopg

from gateway.tests.make import ALL_RIGHTS, MEMBER_RIGHTS, Someone, a_school
from protocol.rights import Right

SCHOOL = 1000
YEAR = 100
CLASS = 25
SUBJECTS = 3


@dataclass(frozen=True)
class Inhabitant:
    someone: Someone
    org: int
    school: int
    """Which school, from 0."""
    chats: list[int] = field(default_factory=list)
    """The class chat stands first."""


def a_town(sql: psycopg.Connection, *, people: int) -> list[Inhabitant]:
    """Make that many people and their chats, in schools of a thousand."""
    someones = _people(sql, people)
    inhabitants: list[Inhabitant] = []
    for school, start in enumerate(range(0, people, SCHOOL)):
        org = a_school(sql).org
        pupils = [Inhabitant(someone, org, school) for someone in someones[start : start + SCHOOL]]
        _members(sql, org, [pupil.someone for pupil in pupils])
        _chats(sql, org, pupils)
        inhabitants += pupils
    sql.execute("ANALYZE")
    return inhabitants


def _people(sql: psycopg.Connection, count: int) -> list[Someone]:
    users = sql.execute(
        "INSERT INTO account (password, surname, given_name, patronymic, gender, email, phone_verified, teaches,"
        " is_operator, language, theme, is_active, created_at)"
        " SELECT '', 'Фамилия', 'Имя', '', '', '', false, false, false, 'ru', 'auto', true, now()"
        " FROM generate_series(1, %s) RETURNING id",
        [count],
    ).fetchall()
    keys = [uuid.uuid4().hex for _ in users]
    sql.execute(
        "INSERT INTO django_session (session_key, session_data, expire_date)"
        " SELECT key, '', now() + interval '1 day' FROM unnest(%s::text[]) AS key",
        [keys],
    )
    sessions = sql.execute(
        "INSERT INTO usersessions_usersession (user_id, created_at, ip, last_seen_at, session_key, user_agent, data)"
        " SELECT u, now(), '127.0.0.1', now(), key, '', '{}' FROM unnest(%s::int[], %s::text[]) AS t (u, key)"
        " RETURNING user_id, id",
        [[user for (user,) in users], keys],
    ).fetchall()
    return [Someone(user=user, session=session) for user, session in sessions]


def _members(sql: psycopg.Connection, org: int, people: Sequence[Someone]) -> None:
    sql.execute(
        "INSERT INTO membership (org_id, user_id, state, roles, subjects, access_ver, joined_at)"
        " SELECT %s, u, 'active', '{pupil}', '{}', 1, now() FROM unnest(%s::bigint[]) AS u",
        [org, [person.user for person in people]],
    )


def _chats(sql: psycopg.Connection, org: int, people: Sequence[Inhabitant]) -> None:
    plan = [*_plan(people)]
    ids = [row[0] for row in sql.execute("SELECT nextval('chat_id_seq') FROM generate_series(1, %s)", [len(plan)])]
    masks = [ALL_RIGHTS, ALL_RIGHTS, ALL_RIGHTS, int(Right.READ)]
    cursor = sql.cursor()
    with cursor.copy(
        "COPY chat (org_id, chat_id, kind, title, description, posts_as_org, last_seq, pts, pts_floor, member_ver,"
        " member_count, role_masks, state, rule, user_low, user_high) FROM STDIN"
    ) as copy:
        for chat, (kind, members) in zip(ids, plan, strict=True):
            low, high = sorted(m.someone.user for m in members) if kind == "direct" else (None, None)
            is_channel = kind == "school_channel"
            row = (org, chat, kind, "", "", is_channel, 0, 0, 0, 1, len(members), masks, "open", "", low, high)
            copy.write_row(row)
    with cursor.copy(
        "COPY chat_member (org_id, chat_id, user_id, role, rights, compiled_ver, compiled_peer_ver,"
        " compiled_policy_ver, joined_seq, visible_from_seq, via_rule, read_seq) FROM STDIN"
    ) as copy:
        for chat, (kind, members) in zip(ids, plan, strict=True):
            for m in members:
                peer_ver = 1 if kind == "direct" else 0
                copy.write_row(
                    (
                        org,
                        chat,
                        m.someone.user,
                        3,
                        ALL_RIGHTS if kind == "school_channel" else MEMBER_RIGHTS,
                        1,
                        peer_ver,
                        1,
                        0,
                        1,
                        False,
                        0,
                    )
                )
                m.chats.append(chat)
    with cursor.copy(
        "COPY user_chat (user_id, chat_id, org_id, read_seq, marked_unread, cleared_upto_seq, archived) FROM STDIN"
    ) as copy:
        for m in people:
            for chat in m.chats:
                copy.write_row((m.someone.user, chat, org, 0, False, 0, False))


def _plan(people: Sequence[Inhabitant]) -> Iterator[tuple[str, Sequence[Inhabitant]]]:
    """Kind and members of each chat of a school."""
    for members in _runs(people, CLASS):
        yield "class", members
    yield "school_channel", people
    for members in _runs(people, YEAR):
        yield "group", members
    for subject in range(SUBJECTS):
        # Every fourth person and so on, so that a subject's chat is another set of people than a class.
        mixed = [person for offset in range(subject + 2) for person in people[offset :: subject + 2]]
        for members in _runs(mixed, CLASS):
            yield "subject", members
    for i, person in enumerate(people):
        yield "direct", [person, people[(i + 1) % len(people)]]


def _runs(people: Sequence[Inhabitant], size: int) -> Iterable[Sequence[Inhabitant]]:
    return (people[i : i + size] for i in range(0, len(people), size))
