"""Was anything lost, doubled or turned round? What people were told, the table, and what their devices hold.

Pure: the crash benchmark and the test of a rolling restart collect the facts, this compares them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from protocol.views import MessageView

MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A message as it stands in the table."""

    chat: int
    seq: int
    pts: int
    cid: str
    body: str
    rev: int
    deleted: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message that somebody was told is posted."""

    by: str
    """The device: it posts one message after the other, each when the one before is acked."""
    chat: int
    cid: str
    seq: int


@dataclass(frozen=True, slots=True)
class Changed:
    """An edit (its `rev`) or a deletion that somebody was told is done."""

    chat: int
    seq: int
    rev: int
    deleted: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What a device holds of a chat of its person."""

    device: str
    chat: int
    floor: int
    """The smallest seq that the person may see."""
    messages: Mapping[int, MessageView]


@dataclass(slots=True)
class Verdict:
    acked: int = 0
    lost: int = 0
    """Told to be posted or changed, and not in the table; in the table, and not on a device."""
    doubled: int = 0
    """One cid under two numbers, in the table or on a device, or a message on a device that the table has not."""
    disordered: int = 0
    """The table or a device has it in another place than it was told, or with a hole before it."""
    findings: list[str] = field(default_factory=list)
    """The first of them, in words."""

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.disordered)

    def _find(self, kind: str, sentence: str) -> None:
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(f"{kind}: {sentence}")


def judge(*, table: Iterable[Row], said: Sequence[Said], changed: Iterable[Changed], held: Iterable[Held]) -> Verdict:
    """Compare. `said` is in the order in which each device was told."""
    rows = {(row.chat, row.seq): row for row in table}
    verdict = Verdict(acked=len({post.cid for post in said}))
    _judge_table(verdict, rows)
    _judge_answers(verdict, rows, said)
    for change in changed:
        row = rows.get((change.chat, change.seq))
        if row is None or row.rev < change.rev or (change.deleted and not row.deleted):
            verdict._find("lost", f"{change} where the table has {row}")
    in_chat: dict[int, list[Row]] = {}
    for row in rows.values():
        in_chat.setdefault(row.chat, []).append(row)
    for device in held:
        _judge_device(verdict, in_chat.get(device.chat, []), device)
    return verdict


def _judge_table(verdict: Verdict, rows: Mapping[tuple[int, int], Row]) -> None:
    for cid, times in Counter(row.cid for row in rows.values()).items():
        if times > 1:
            verdict._find("doubled", f"cid {cid} is in the table {times} times")
    for chat, seq in rows:
        if seq > 1 and (chat, seq - 1) not in rows:
            verdict._find("disordered", f"chat {chat} has no message {seq - 1} before {seq}")


def _judge_answers(verdict: Verdict, rows: Mapping[tuple[int, int], Row], said: Sequence[Said]) -> None:
    places = {row.cid: (row.chat, row.seq) for row in rows.values()}
    by_device: dict[tuple[str, int], list[Said]] = {}
    for post in said:
        by_device.setdefault((post.by, post.chat), []).append(post)
        place = places.get(post.cid)
        if place is None:
            verdict._find("lost", f"{post} is not in the table")
        elif place != (post.chat, post.seq):
            verdict._find("disordered", f"{post} stands at {place}")
    for posts in by_device.values():
        for earlier, later in pairwise(posts):
            if later.seq <= earlier.seq:
                verdict._find("disordered", f"{later} was posted after {earlier}")


def _judge_device(verdict: Verdict, rows: Iterable[Row], device: Held) -> None:
    expected = {row.seq: row for row in rows if row.seq >= device.floor}
    for seq, row in expected.items():
        message = device.messages.get(seq)
        if message is None or (message.rev, message.deleted, message.body) != _state(row):
            verdict._find("lost", f"{device.device} holds {message} where the table has {row}")
        elif not row.deleted and message.cid != row.cid:
            verdict._find("disordered", f"{device.device} holds {message} where the table has {row}")
    for seq in device.messages.keys() - expected.keys():
        verdict._find("doubled", f"{device.device} holds {device.messages[seq]}, and the table has nothing there")
    for cid, times in Counter(message.cid for message in device.messages.values() if message.cid).items():
        if times > 1:
            verdict._find("doubled", f"{device.device} holds cid {cid} {times} times")


def _state(row: Row) -> tuple[int, bool, str]:
    # A tombstone tells neither words nor how often they were changed.
    return (0, True, "") if row.deleted else (row.rev, False, row.body)
