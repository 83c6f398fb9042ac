"""What PostgreSQL plans before it knows anything about its tables must be right when they have grown."""

from typing import Any

import psycopg

from gateway.tests.make import School


def test_a_post_reads_nothing_of_what_was_said_before(school: School, sql: psycopg.Connection[Any]) -> None:
    anna = school.someone()
    chat = school.chat([anna])
    with psycopg.connect(sql.info.dsn, password=sql.info.password, autocommit=True) as fresh:
        here = School(fresh, school.org)
        fresh.execute("SET plan_cache_mode = force_generic_plan")
        here.posts(chat, anna, "первое")
        here.posts(chat, anna, *(f"ещё {number}" for number in range(500)))

        with fresh.transaction():
            here.posts(chat, anna, "последнее")
            row = fresh.execute(
                "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'message'"
            ).fetchone()

    assert row == (0,)
