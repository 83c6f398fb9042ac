"""Does a post wait longer while its chat changes under it? 100 posts a second, in peace and then in a storm of changes.

The load is that of `latency`. In the second half, as often as somebody posts, somebody is let into one of the chats or
put out of it, a message is edited or taken back, and old steps are trimmed away, each in a transaction of its own that
takes the same locks as the product's actions do. Every post must be accepted and nothing may deadlock.
"""

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from random import Random
from time import monotonic

import psycopg

from bench.latency import CHATS, MEMBERS, RATE_PER_SECOND, WARM_UP_SECONDS, a_full_school
from bench.native import Load, Report, open_sockets, shut
from bench.native.load import require_unsaturated, run_unjudged
from bench.report import CannotMeasure
from bench.stack import Stack, running
from gateway.tests.make import School, Someone
from protocol.frames import Hello

SECONDS = 15.0
SHORT_SECONDS = 4.0
CHANGES_PER_SECOND = 40
TRIMS_PER_SECOND = 1
GUESTS = 5
KEPT_STEPS = 200
LOT = Random(8)  # noqa: S311  a lot, not a secret; the same in every run

Change = Callable[[], object]


def measure(*, seconds: float) -> dict[str, object]:
    with running() as stack:
        school, people, chats = a_full_school(stack)
        guests = [school.someone() for _ in range(GUESTS)]
        sockets = open_sockets(stack.port, [Hello(device=str(uuid.uuid4()), ticket=p.ticket()) for p in people])
        load = Load(
            seconds=seconds,
            warm_up_seconds=WARM_UP_SECONDS,
            posters=range(len(people)),
            chats=[[chats[i // MEMBERS]] for i in range(CHATS * MEMBERS)],
            rate_per_second=RATE_PER_SECOND,
        )
        quiet = run_unjudged(sockets, load, servers=stack.servers)
        with ExitStack() as connections:
            schools = [School(connections.enter_context(another_line(stack)), school.org) for _ in range(3)]
            changes: list[tuple[Change, float]] = [
                (partial(come_or_go, schools[0], chats, guests, set()), CHANGES_PER_SECOND),
                (partial(edit_or_delete, schools[1], chats), CHANGES_PER_SECOND),
                (partial(trim, schools[2]), TRIMS_PER_SECOND),
            ]
            with repeated(changes) as done:
                racing = run_unjudged(sockets, load, servers=stack.servers)
        shut(sockets)
        for report in (quiet, racing):
            report.require_whole(load)
            require_unsaturated(report)
        return {
            "changes_per_s": round(len(done) / (load.seconds + load.warm_up_seconds), 1),
            "deadlocks": deadlocks(school),
            "quiet": figures(quiet),
            "racing": figures(racing),
        }


def figures(report: Report) -> dict[str, object]:
    return {
        "ack_ms_p50": report.ack_ms(0.5),
        "ack_ms_p99": report.ack_ms(0.99),
        "posted": report.posted,
        "late": report.late,
        "others_cpu_cores": report.others_cpu_cores,
    }


def another_line(stack: Stack) -> psycopg.Connection:
    here = stack.sql.info
    return psycopg.connect(here.dsn, password=here.password, autocommit=True)


def deadlocks(school: School) -> int:
    row = school.sql.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").fetchone()
    assert row is not None
    return int(row[0])


# --- the changers


@contextmanager
def repeated(changes: Sequence[tuple[Change, float]]) -> Iterator[list[float]]:
    """Do each of the changes so many times a second while the body runs; what is yielded grows with each that is done.

    Raises CannotMeasure when one of them failed.
    """
    done: list[float] = []
    failures: list[Exception] = []
    stop = threading.Event()

    def keep_on(change: Change, per_second: float) -> None:
        due = monotonic()
        while not stop.wait(max(0.0, due - monotonic())):
            due += 1 / per_second
            try:
                change()
            except Exception as failure:
                failures.append(failure)  # told below, in the thread that waits for the figures
                return
            done.append(monotonic())

    threads = [threading.Thread(target=keep_on, args=change) for change in changes]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if failures:
        raise CannotMeasure(f"a change failed: {failures[0]!r}") from failures[0]


def come_or_go(
    school: School, chats: Sequence[int], guests: Sequence[Someone], inside: set[tuple[int, Someone]]
) -> None:
    visit = LOT.choice(chats), LOT.choice(guests)
    if visit in inside:
        inside.discard(visit)
        school.remove(*visit)
    else:
        inside.add(visit)
        school.add(*visit)


def edit_or_delete(school: School, chats: Sequence[int]) -> None:
    chat = LOT.choice(chats)
    _, last_seq = school.head(chat)
    if last_seq:
        seq = LOT.randint(max(1, last_seq - 20), last_seq)
        if LOT.random() < 0.5:
            school.edit(chat, seq, "Завтра первый урок в десять.")
        else:
            school.delete(chat, seq)


def trim(school: School) -> None:
    school.sql.execute("SELECT trim_events(%s, 30, 100)", [KEPT_STEPS])
