"""The headless client makes of every vector in contract/stream what the web app makes of it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from protocol.frames import ClientFrame, Post, ServerFrame
from protocol.views import MessageView
from streamclient.replica import Chat, Reconnect, Replica, Send, Timer, Wish

FOLDER = Path(__file__).parents[3] / "contract" / "stream"
ME = 1


class Device:
    def __init__(self, given: dict[str, Any]) -> None:
        self.now = 0.0
        self.replica = Replica(me=ME)
        self.replica.epoch, self.replica.upts = "e1", 10
        self.replica.is_live = given.get("line") != "down"
        for chat in given["chats"]:
            messages = msgspec.convert(chat["messages"], list[MessageView])
            self.replica.chats[chat["id"]] = Chat(
                chat["id"],
                pts=max(message.pts for message in messages),
                head_pts=max(message.pts for message in messages),
                last_seq=messages[-1].seq,
                messages={message.seq: message for message in messages},
            )

    def take(self, step: dict[str, Any]) -> list[Wish]:
        if "hear" in step:
            return self.replica.on_frame(msgspec.convert(step["hear"], ServerFrame), now=self.now)
        match step["do"]:
            case {"post": post}:
                return self.replica.post(msgspec.convert(post, Post), now=self.now)
            case {"read": {"chat": chat, "upto": upto}}:
                return self.replica.read(chat, upto=upto, now=self.now)
            case {"line": "down"}:
                return self.replica.on_line_lost()
            case {"timer": key}:
                return self.replica.on_timer(key, now=self.now)
            case {"wait": ms}:
                self.now += ms
                return []
            case unknown:
                raise AssertionError(unknown)

    def chat(self, number: str, *, of: dict[str, Any]) -> dict[str, Any] | None:
        """The chat as a vector speaks of it, of its messages only what the vector asks about."""
        chat = self.replica.chats.get(int(number))
        if chat is None:
            return None
        shown = {seq: msgspec.to_builtins(message) for seq, message in chat.messages.items()}
        return {
            "pts": chat.pts,
            "last_seq": chat.last_seq,
            "read_seq": chat.read_seq,
            "unread": self.replica.unread(chat.id),
            "seqs": sorted(chat.messages),
            "held": [event.pts for event in chat.held],
            "messages": {
                seq: {name: shown.get(int(seq), {}).get(name) for name in wanted}
                for seq, wanted in of.get("messages", {}).items()
            },
        }


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in sorted(FOLDER.glob("*.json"))
        for case in json.loads(file.read_text(encoding="utf-8"))["cases"]
    ]


@pytest.mark.parametrize("case", cases())
def test_the_device_ends_where_the_vector_says(case: dict[str, Any]) -> None:
    device = Device(case["given"])
    for number, step in enumerate(case["steps"]):
        wishes = device.take(step)
        assert outcome(device, wishes, of=step.get("then", {})) == step.get("then", {}), f"step {number}"


def outcome(device: Device, wishes: list[Wish], *, of: dict[str, Any]) -> dict[str, Any]:
    """What happened, cut down to what the vector names."""
    replica = device.replica
    happened: dict[str, Any] = {
        "upts": replica.upts,
        "outbox": {cid: type(pending.progress).__name__.lower() for cid, pending in replica.outbox.items()},
        "says": [said(wish.frame) for wish in wishes if isinstance(wish, Send)],
        "reconnect": Reconnect() in wishes,
    }
    if "chats" in of:
        chats = {number: device.chat(number, of=wanted or {}) for number, wanted in of["chats"].items()}
        happened["chats"] = {
            number: chat and {name: chat[name] for name in (of["chats"][number] or {})}
            for number, chat in chats.items()
        }
    if "timers" in of:
        timers = [{"key": wish.key, "ms": wish.ms} for wish in wishes if isinstance(wish, Timer)]
        happened["timers"] = [timer for timer in of["timers"] if timer in timers]
    return {name: happened[name] for name in of}


def said(frame: ClientFrame) -> Any:
    return json.loads(msgspec.json.encode(frame))
