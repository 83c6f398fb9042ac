"""Frames of clients, judged before anything else happens with them: pure functions of the bytes.

What PostgreSQL could not hold must not get past here: in a batch it would fail the posts of five hundred strangers.
"""

import re

import msgspec

from protocol.frames import (
    MAX_DIFF_EVENTS,
    MAX_DIFF_REQUESTS,
    MAX_FOCUS,
    ClientFrame,
    Diff,
    Focus,
    Hello,
    Post,
    Presence,
    Read,
    Typing,
    UserDiff,
)
from protocol.text import BadText, check_text

MAX_ID = 2**53 - 1
MAX_TOKEN_CHARS = 2000
MAX_HEADS = 5000

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_decode = msgspec.json.Decoder(ClientFrame).decode


class BadFrame(Exception):
    """The frame cannot be used. `cid` and `chat` name the post that it was, if it can be told."""

    def __init__(self, code: str, *, cid: str = "", chat: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.cid = cid
        self.chat = chat


def read_frame(message: bytes) -> ClientFrame:
    """Return the frame, sound in every field, or raise BadFrame."""
    try:
        frame: ClientFrame = _decode(message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise _bad_frame_of(message) from None
    match frame:
        case Post():
            _check_post(frame)
        case Hello():
            _require(len(frame.ticket) <= MAX_TOKEN_CHARS and len(frame.resume) <= MAX_TOKEN_CHARS)
            _require(len(frame.heads) <= MAX_HEADS and is_uuid(frame.device) and 0 <= frame.upts <= MAX_ID)
            _require(all(is_id(chat) and 0 <= pts <= MAX_ID for chat, pts in frame.heads))
            _require(0 <= frame.open <= MAX_ID and len(frame.epoch) <= 64)
        case Read():
            _require(is_id(frame.chat) and 0 <= frame.upto <= MAX_ID)
        case Diff():
            _require(0 < len(frame.reqs) <= MAX_DIFF_REQUESTS)
            _require(
                all(is_id(r.chat) and 0 <= r.from_ <= MAX_ID and 0 < r.limit <= MAX_DIFF_EVENTS for r in frame.reqs)
            )
        case UserDiff():
            _require(0 <= frame.from_ <= MAX_ID)
        case Typing():
            _require(is_id(frame.chat))
        case Focus():
            _require(len(frame.chats) + len(frame.users) <= MAX_FOCUS)
            _require(all(is_id(number) for number in (*frame.chats, *frame.users)))
        case Presence():
            pass
    return frame


def is_id(number: int) -> bool:
    return 0 < number <= MAX_ID


def is_uuid(text: str) -> bool:
    """In the one form that PostgreSQL gives back, so that it can be compared as text."""
    return _UUID.fullmatch(text) is not None


def _check_post(post: Post) -> None:
    cid = post.cid if is_uuid(post.cid) else ""
    if not cid or not is_id(post.chat) or not 0 <= post.reply <= MAX_ID:
        raise BadFrame("frame.invalid", cid=cid, chat=post.chat if is_id(post.chat) else 0)
    try:
        check_text(post.body, post.entities)
    except BadText as bad:
        raise BadFrame(bad.code, cid=cid, chat=post.chat) from None


def _require(sound: bool) -> None:
    if not sound:
        raise BadFrame("frame.invalid")


class _Trace(msgspec.Struct):
    cid: str = ""
    chat: int = 0


def _bad_frame_of(message: bytes) -> BadFrame:
    """Whatever can still be told of a frame that is not one."""
    try:
        trace = msgspec.json.decode(message, type=_Trace)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return BadFrame("frame.invalid")
    return BadFrame(
        "frame.invalid",
        cid=trace.cid if is_uuid(trace.cid) else "",
        chat=trace.chat if is_id(trace.chat) else 0,
    )
