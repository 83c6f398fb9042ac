"""The browser's reducer on a real line: the web app's code in Node, this client's socket, the product's HTTP door.

Cards and pages are fetched when the world's time comes for it (`fetch_what_it_wants`), as a browser's answers come
whenever they come.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from protocol.frames import Hello, ServerFrame
from streamclient.client import Client

FRONTEND = Path(__file__).parents[3] / "frontend"
ENTRY = FRONTEND / "src" / "lib" / "stream" / "oracle.node.ts"


class Node:
    """One Node process that runs the reducer for any number of devices."""

    def __init__(self, *, folder: Path) -> None:
        node = shutil.which("node")
        assert node is not None, "the oracle runs the web app's reducer, and finds no node: make set-up-to-test"
        bundle = folder / "oracle.mjs"
        rolldown = FRONTEND / "node_modules" / "rolldown" / "bin" / "cli.mjs"
        subprocess.run(
            [node, rolldown, ENTRY, "--format", "esm", "--platform", "node", "--file", bundle],
            cwd=FRONTEND,
            check=True,
            capture_output=True,
            timeout=120,
        )
        self._process = subprocess.Popen(
            [node, bundle], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def ask(self, **order: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the reducer fell over, see above"
        return json.loads(answer)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)


class Browser(Client):
    """A device whose replica is the web app's own."""

    def __init__(self, url: str | Callable[[], str], *, node: Node, me: int, **more: Any) -> None:
        super().__init__(url, me=me, **more)
        self._node = node
        node.ask(device=self.device, me=me)
        self._wanted: set[int] | None = set()
        """Chats whose cards it wants; None: all."""
        self.take({"type": "loaded", "saved": {"epoch": "", "upts": 0, "chats": [], "outbox": []}})
        self._want("all")

    # --- what a person does

    def take(self, input_: dict[str, Any]) -> None:
        for effect in self._node.ask(device=self.device, input=input_, now=self.clock.now()):
            self._do(effect)
        self._changed.set()

    def post_soon(self, chat: int, body: str, *, cid: str = "", as_org: bool = False, **more: Any) -> str:
        post = {"cid": cid, "chat": chat, "body": body, "asOrg": as_org, "entities": [], "reply": 0, "silent": False}
        self.take({"type": "post", "post": post})
        return cid

    def read(self, chat: int, *, upto: int) -> None:
        self.take({"type": "read", "chat": chat, "upto": upto})

    def open(self, chats: list[int]) -> None:
        """Show these chats, each in a tab of its own."""
        for chat in chats:
            self.take({"type": "look", "tab": f"tab {chat}", "look": {"chat": chat, "users": [], "active": True}})

    def known(self) -> dict[str, Any]:
        known: dict[str, Any] = self._node.ask(device=self.device)
        return known

    def fetch_what_it_wants(self, get: Callable[..., Any], *, opened: list[int]) -> None:
        """What the shell of the web app does: cards that the reducer asked for, the newest page of an open chat."""
        if self._wanted is None or self._wanted:
            wanted, self._wanted = self._wanted, set()
            query = {} if wanted is None else {"ids": ",".join(map(str, sorted(wanted)))}
            cards = get("/api/chats", query).json()["chats"]
            self.take({"type": "cards", "asked": "all" if wanted is None else sorted(wanted), "cards": cards})
        for chat in self.known()["chats"]:
            held = {message["seq"] for message in chat["messages"]}
            is_behind = chat["pts"] < chat["head"]["pts"]
            if chat["id"] in opened and not is_behind and chat["head"]["lastSeq"] not in held | {0}:
                answer = get(f"/api/chats/{chat['id']}/messages")
                if answer.status_code == 200:
                    page = answer.json()
                    self.take(
                        {
                            "type": "page",
                            "chat": chat["id"],
                            "generation": chat["generation"],
                            "messages": page["messages"],
                            "floor": page["floor"],
                        }
                    )

    # --- the reducer behind it

    def _hello(self, *, ticket: str, resume: str) -> Hello:
        known = self.known()
        heads = tuple((chat["id"], chat["pts"]) for chat in known["chats"])
        return Hello(
            device=self.device, ticket=ticket, resume=resume, epoch=known["epoch"], upts=known["upts"], heads=heads
        )

    def _on_frame(self, frame: ServerFrame, raw: bytes) -> None:
        self.take({"type": "frame", "frame": json.loads(raw)})

    def _on_line_lost(self) -> None:
        self.take({"type": "line", "line": "down"})

    def _on_timer(self, key: str) -> None:
        self.take({"type": "timer", "key": key})

    def _do(self, effect: dict[str, Any]) -> None:
        match effect:
            case {"type": "send", "frame": frame}:
                self.say(frame)
            case {"type": "timer", "key": key, "ms": ms}:
                self._ring_after(ms, key)
            case {"type": "fetchCards", "chats": chats}:
                self._want(chats)
            case {"type": "hydrate", "chat": chat, "generation": generation}:
                self.take({"type": "hydrated", "chat": chat, "generation": generation, "messages": []})
            case {"type": "reconnect"}:
                self.lose_line()

    def _want(self, chats: Any) -> None:
        if chats == "all":
            self._wanted = None
        elif self._wanted is not None:
            self._wanted |= set(chats)
