"""The judge of the crash benchmark: it finds what was planted, and nothing where nothing is wrong."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from protocol.views import MessageView
from streamclient.verdict import Changed, Held, Row, Said, judge

CHAT = 7
ROWS = [
    Row(CHAT, 1, 1, "cid 1", "раз", 0, deleted=False),
    Row(CHAT, 2, 5, "cid 2", "два, исправлено", 1, deleted=False),
    Row(CHAT, 3, 4, "cid 3", "", 0, deleted=True),
]
SAID = [Said("телефон", CHAT, f"cid {number}", number) for number in (1, 2, 3)]
CHANGED = [Changed(CHAT, 2, rev=1, deleted=False), Changed(CHAT, 3, rev=0, deleted=True)]


def view(row: Row) -> MessageView:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    if row.deleted:
        return MessageView(seq=row.seq, pts=row.pts, ts=at, kind="text", deleted=True)
    return MessageView(seq=row.seq, pts=row.pts, ts=at, kind="text", cid=row.cid, body=row.body, rev=row.rev)


MESSAGES = {row.seq: view(row) for row in ROWS}
STRANGE = view(Row(CHAT, 4, 6, "cid 4", "лишнее", 0, deleted=False))


def test_where_all_agree_nothing_is_found() -> None:
    newcomer = Held("новый", CHAT, 3, {3: MESSAGES[3]})

    verdict = judge(table=ROWS, said=SAID, changed=CHANGED, held=[Held("телефон", CHAT, 1, MESSAGES), newcomer])

    assert verdict.is_clean, verdict.findings
    assert verdict.acked == 3


@pytest.mark.parametrize(
    ("kind", "table", "said", "messages"),
    [
        ("lost", ROWS[:2], SAID, {1: MESSAGES[1], 2: MESSAGES[2]}),
        ("lost", ROWS, SAID, {1: MESSAGES[1], 3: MESSAGES[3]}),
        ("lost", ROWS, SAID, MESSAGES | {2: view(replace(ROWS[1], rev=0, body="два"))}),
        ("lost", [ROWS[0], replace(ROWS[1], rev=0, body="два"), ROWS[2]], SAID, MESSAGES),
        ("doubled", [*ROWS, replace(ROWS[0], seq=4)], SAID, MESSAGES),
        ("doubled", ROWS, SAID, MESSAGES | {4: STRANGE}),
        ("disordered", ROWS, [SAID[1], SAID[0], SAID[2]], MESSAGES),
        ("disordered", ROWS, [replace(SAID[0], seq=2), SAID[1], SAID[2]], MESSAGES),
        ("disordered", [ROWS[0], ROWS[2]], [SAID[0], SAID[2]], {1: MESSAGES[1], 3: MESSAGES[3]}),
        ("disordered", ROWS, SAID, MESSAGES | {1: view(replace(ROWS[0], cid="cid 9"))}),
    ],
)
def test_what_was_planted_is_found(
    kind: str, table: list[Row], said: list[Said], messages: dict[int, MessageView]
) -> None:
    verdict = judge(table=table, said=said, changed=CHANGED, held=[Held("телефон", CHAT, 1, messages)])

    assert getattr(verdict, kind) > 0, verdict.findings
    assert not verdict.is_clean
