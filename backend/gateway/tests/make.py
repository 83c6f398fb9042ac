"""Rows for the gateway's tests, written as the domains write them, and committed: the gateway reads by itself.

Plain SQL and plain ids. A school has an administrator and whoever is asked for; each test makes its own.
"""

import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

import psycopg

from protocol.rights import Right
from protocol.tickets import ResumeToken, Ticket, sign

SECRET = "the secret of the gateway's tests, known to everybody"
MEMBER_RIGHTS = int(Right.READ | Right.WRITE | Right.REACT)
ALL_RIGHTS = 2047

_numbers = count(1)


@dataclass(frozen=True)
class Someone:
    user: int
    session: int

    def ticket(self, *, nonce: str = "", seconds: float = 60) -> str:
        nonce = nonce or uuid.uuid4().hex
        claims = Ticket(user=self.user, session=self.session, nonce=nonce, exp=time.time() + seconds)
        return sign(claims, secret=SECRET)

    def resume(self, *, device: str, seconds: float = 3600) -> str:
        claims = ResumeToken(user=self.user, session=self.session, device=device, exp=time.time() + seconds)
        return sign(claims, secret=SECRET)


@dataclass(frozen=True)
class School:
    sql: psycopg.Connection
    org: int
    people: list[Someone] = field(default_factory=list)

    def someone(self, *, state: str = "active") -> Someone:
        """A member with one session."""
        person = a_person(self.sql)
        roles = ["teacher"] if state == "active" else []
        self.sql.execute(
            "INSERT INTO membership (org_id, user_id, state, roles, subjects, access_ver, joined_at)"
            " VALUES (%s, %s, %s, %s, '{}', 1, now())",
            [self.org, person.user, state, roles],
        )
        self.people.append(person)
        return person

    def chat(
        self,
        members: Iterable[Someone],
        *,
        kind: str = "group",
        posts_as_org: bool = False,
        rights: int = MEMBER_RIGHTS,
        masks: Sequence[int] = (ALL_RIGHTS, ALL_RIGHTS, ALL_RIGHTS, int(Right.READ)),
    ) -> int:
        members = list(members)
        low, high = (None, None)
        if kind == "direct":
            low, high = sorted(person.user for person in members)
        row = self.sql.execute(
            "INSERT INTO chat (org_id, chat_id, kind, title, description, posts_as_org, last_seq, pts, pts_floor,"
            " member_ver, member_count, role_masks, state, rule, user_low, user_high)"
            " VALUES (%s, nextval('chat_id_seq'), %s, '', '', %s, 0, 0, 0, 1, %s, %s, 'open', '', %s, %s)"
            " RETURNING chat_id",
            [self.org, kind, posts_as_org, len(members), list(masks), low, high],
        ).fetchone()
        assert row is not None
        chat = int(row[0])
        for person in members:
            self._member(chat, person, rights=rights, peer_ver=1 if kind == "direct" else 0)
        return chat

    def _member(self, chat: int, person: Someone, *, rights: int, visible_from: int = 1, peer_ver: int = 0) -> None:
        self.sql.execute(
            "INSERT INTO chat_member (org_id, chat_id, user_id, role, rights, compiled_ver, compiled_peer_ver,"
            " compiled_policy_ver, joined_seq, visible_from_seq, via_rule, read_seq)"
            " VALUES (%s, %s, %s, 3, %s, 1, %s, 1, 0, %s, false, %s)"
            " ON CONFLICT (org_id, chat_id, user_id) DO UPDATE SET left_seq = NULL, left_pts = NULL,"
            " visible_from_seq = excluded.visible_from_seq",
            [self.org, chat, person.user, rights, peer_ver, visible_from, visible_from - 1],
        )
        self.sql.execute(
            "INSERT INTO user_chat (user_id, chat_id, org_id, read_seq, marked_unread, cleared_upto_seq, archived)"
            " VALUES (%s, %s, %s, %s, false, 0, false) ON CONFLICT DO NOTHING",
            [person.user, chat, self.org, visible_from - 1],
        )

    # --- what messaging/actions.py does, each in one transaction

    def add(self, chat: int, person: Someone, *, sees_history: bool = False) -> int:
        """Let somebody in; returns the pts of it."""
        with self.sql.transaction():
            last = self._lock(chat)
            self._member(chat, person, rights=MEMBER_RIGHTS, visible_from=1 if sees_history else last + 1)
            self.sql.execute("UPDATE chat SET member_count = member_count + 1 WHERE chat_id = %s", [chat])
            self.tell_person(person, chat)
            return self.event(chat, "members", user=person.user, state="joined")

    def remove(self, chat: int, person: Someone) -> int:
        with self.sql.transaction():
            self._lock(chat)
            self.sql.execute(
                "UPDATE chat_member SET left_seq = c.last_seq, left_pts = c.pts + 1 FROM chat AS c"
                " WHERE c.chat_id = chat_member.chat_id AND c.chat_id = %s AND user_id = %s",
                [chat, person.user],
            )
            self.sql.execute("UPDATE chat SET member_count = member_count - 1 WHERE chat_id = %s", [chat])
            self.tell_person(person, chat)
            return self.event(chat, "members", user=person.user, state="left")

    def edit(self, chat: int, seq: int, body: str) -> int:
        with self.sql.transaction():
            self._lock(chat)
            self.sql.execute(
                "UPDATE message SET body = %s, rev = rev + 1, edited_at = now() WHERE chat_id = %s AND seq = %s",
                [body, chat, seq],
            )
            return self.event(chat, "edit", seq=seq)

    def delete(self, chat: int, seq: int) -> int:
        with self.sql.transaction():
            self._lock(chat)
            self.sql.execute(
                "UPDATE message SET body = '', entities = NULL, deleted_at = now() WHERE chat_id = %s AND seq = %s",
                [chat, seq],
            )
            return self.event(chat, "delete", seq=seq)

    def event(self, chat: int, kind: str, *, seq: int | None = None, user: int | None = None, state: str = "") -> int:
        row = self.sql.execute(
            "SELECT pts FROM append_events(ARRAY[%s::bigint], ARRAY[%s::bigint], ARRAY[%s], ARRAY[%s::bigint],"
            " ARRAY[%s::bigint], ARRAY[%s])",
            [self.org, chat, kind, seq, user, state],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def tell_person(self, person: Someone, chat: int) -> int:
        row = self.sql.execute(
            "SELECT upts FROM append_user_events(ARRAY[%s::bigint], ARRAY['chat'], ARRAY[%s::bigint],"
            " ARRAY[NULL::jsonb])",
            [person.user, chat],
        ).fetchone()
        assert row is not None
        return int(row[0])

    def posts(self, chat: int, by: Someone, *bodies: str) -> list[int]:
        """Messages as the gateway writes them; returns their seqs."""
        n = len(bodies)
        rows = self.sql.execute(
            "SELECT status, seq FROM post_messages(%s::bigint[], %s::bigint[], %s::bigint[], %s::uuid[], %s::text[],"
            " %s::jsonb[], %s::bigint[], %s::boolean[])",
            [
                [self.org] * n,
                [chat] * n,
                [by.user] * n,
                [uuid.uuid4() for _ in bodies],
                list(bodies),
                [None] * n,
                [None] * n,
                [False] * n,
            ],
        ).fetchall()
        assert {row[0] for row in rows} == {"ok"}
        return [row[1] for row in rows]

    def _lock(self, chat: int) -> int:
        row = self.sql.execute("SELECT last_seq FROM chat WHERE chat_id = %s FOR UPDATE", [chat]).fetchone()
        assert row is not None
        return int(row[0])

    def head(self, chat: int) -> tuple[int, int]:
        """(pts, last_seq)"""
        row = self.sql.execute("SELECT pts, last_seq FROM chat WHERE chat_id = %s", [chat]).fetchone()
        assert row is not None
        return row[0], row[1]


def a_school(sql: psycopg.Connection) -> School:
    founder = a_person(sql)
    row = sql.execute(
        "INSERT INTO organization (kind, name, short_name, region, time_zone, description, site, contacts, state,"
        " policy_ver, created_by_id, created_at)"
        " VALUES ('school', 'Школа', '', '78', 'Europe/Moscow', '', '', '', 'verified', 1, %s, now()) RETURNING id",
        [founder.user],
    ).fetchone()
    assert row is not None
    return School(sql, int(row[0]))


def a_person(sql: psycopg.Connection) -> Someone:
    number = next(_numbers)
    row = sql.execute(
        "INSERT INTO account (password, surname, given_name, patronymic, gender, email, phone_verified, teaches,"
        " is_operator, language, theme, is_active, created_at)"
        " VALUES ('', %s, 'Имя', '', '', '', false, false, false, 'ru', 'auto', true, now()) RETURNING id",
        [f"Фамилия {number}"],
    ).fetchone()
    assert row is not None
    return Someone(user=int(row[0]), session=a_session(sql, user=int(row[0])))


def a_session(sql: psycopg.Connection, *, user: int) -> int:
    key = uuid.uuid4().hex
    sql.execute(
        "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, '', now() + interval '1 day')",
        [key],
    )
    row = sql.execute(
        "INSERT INTO usersessions_usersession (user_id, created_at, ip, last_seen_at, session_key, user_agent, data)"
        " VALUES (%s, now(), '127.0.0.1', now(), %s, '', '{}') RETURNING id",
        [user, key],
    ).fetchone()
    assert row is not None
    return int(row[0])


def end_session(sql: psycopg.Connection, session: int) -> None:
    sql.execute("DELETE FROM usersessions_usersession WHERE id = %s", [session])
