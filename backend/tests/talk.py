"""People who talk without pause to a whole installation (`parta up`), and note what they are told.

They post over sockets and over HTTPS, and edit and delete over HTTP.

Whatever is killed or restarted meanwhile: a message is sent until it is acked, an edit until it is answered. At the end
`verdict` compares what they were told, the table, and what their devices hold.
"""

import asyncio
import json
import logging
import random
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

from parta.ops import engines
from parta.ops.installation import Installation
from parta.ops.tests.running import environment_of, run_module
from protocol.frames import Reset, ServerFrame
from protocol.settings import Mode
from streamclient.client import Client
from streamclient.verdict import Changed, Held, Row, Said, Verdict, judge
from tests.whole import Whole

PAUSE_SECONDS = 0.25
"""Between two messages of a device, on average: within what the gateway lets one socket post."""
AMEND_SECONDS = 2.0
HTTP_PAUSE_SECONDS = 1.0
ASK_AGAIN_SECONDS = 0.3
CSRF = "talkingschoolcsrftokenthirtytwo1"
ROWS = (
    "SELECT chat_id, seq, pts, cid::text, body, rev, deleted_at IS NOT NULL FROM message"
    " WHERE chat_id = ANY (%s) ORDER BY chat_id, seq"
)
# A line for every request says nothing about who failed.
logging.getLogger("httpx").setLevel(logging.WARNING)
HEADS = "SELECT chat_id, pts FROM chat WHERE chat_id = ANY (%s)"


@dataclass(frozen=True)
class Person:
    user: int
    cookies: dict[str, str]
    chats: list[int]


@dataclass
class Device:
    name: str
    person: Person
    client: Client
    was_reset: set[int] = field(default_factory=set)
    """Chats of which it holds only the end."""

    def note(self, frame: ServerFrame) -> None:
        if isinstance(frame, Reset):
            self.was_reset.add(frame.chat)


class Talk:
    """Made by `talking`."""

    def __init__(self, whole: Whole, devices: Sequence[Device], http: httpx.AsyncClient) -> None:
        self.said: list[Said] = []
        self.changed: list[Changed] = []
        self.chats = sorted({chat for device in devices for chat in device.person.chats})
        self._whole = whole
        self._devices = devices
        self._http = http
        self._random = random.Random(7)
        self._over = asyncio.Event()

    async def go_on(self) -> None:
        """Talk until `end`."""
        async with asyncio.TaskGroup() as everybody:
            for device in self._devices:
                everybody.create_task(self._talk(device))
            for device in self._devices[::3]:
                everybody.create_task(self._amend(device))
            for device in self._devices[::5]:
                everybody.create_task(self._post_over_http(device))

    def end(self) -> None:
        """Whoever waits for an answer still gets it."""
        self._over.set()

    async def roll_call(self, *, within: float) -> None:
        """In every chat somebody posts now; return when it is acked and on every device of the chat."""
        async with asyncio.timeout(within), asyncio.TaskGroup() as calls:
            for chat in self.chats:
                calls.create_task(self._call(chat))

    async def in_step(self, *, within: float) -> None:
        """Return when every device is where the table is; nobody may talk any more."""
        with self._sql() as sql:
            heads = dict(sql.execute(HEADS, [self.chats]).fetchall())
        async with asyncio.timeout(within):
            for device in self._devices:
                mine = {chat: heads[chat] for chat in device.person.chats}
                await device.client.until(lambda d=device, m=mine: _is_at(d.client, m), within=within)  # type: ignore[misc]  # bound at once

    def not_in_step(self) -> list[str]:
        """The devices that wait for something."""
        return [device.name for device in self._devices if not device.client.replica.is_in_step]

    def verdict(self) -> Verdict:
        with self._sql() as sql:
            table = [Row(*row) for row in sql.execute(ROWS, [self.chats]).fetchall()]
        held = [_held(device, chat) for device in self._devices for chat in device.person.chats]
        return judge(table=table, said=self.said, changed=self.changed, held=held)

    # --- what each does

    async def _talk(self, device: Device) -> None:
        while not self._over.is_set():
            await self._post(device, self._random.choice(device.person.chats), by=device.name)
            await self._pause(PAUSE_SECONDS)

    async def _post(self, device: Device, chat: int, *, by: str) -> Said:
        body = f"{by}: {len(self.said)}"
        posted = await device.client.post(chat, body)
        said = Said(by, chat, posted.cid, posted.seq)
        self.said.append(said)
        return said

    async def _post_over_http(self, device: Device) -> None:
        """As from a network without WebSockets."""
        by = f"{device.name} over HTTP"
        while not self._over.is_set():
            chat, cid = self._random.choice(device.person.chats), str(uuid.uuid4())
            answer = await self._ask(
                device, "POST", f"/api/chats/{chat}/messages", {"cid": cid, "body": f"{by}: {len(self.said)}"}
            )
            assert answer.status_code == 200, answer.text
            self.said.append(Said(by, chat, cid, answer.json()["seq"]))
            await self._pause(HTTP_PAUSE_SECONDS)

    async def _amend(self, device: Device) -> None:
        """Edit or delete messages of one's own over HTTP, each at most once."""
        seen = 0
        while not self._over.is_set():
            await self._pause(AMEND_SECONDS)
            own = [said for said in self.said[seen:] if said.by == device.name]
            seen = len(self.said)
            if not own:
                continue
            said = self._random.choice(own)
            path = f"/api/chats/{said.chat}/messages/{said.seq}"
            if self._random.random() < 0.7:
                answer = await self._ask(device, "PATCH", path, {"body": f"{device.name}: исправлено"})
                # Where his message is gone, or another's stands in its place, the verdict will say so.
                assert answer.status_code in (200, 403, 404), answer.text
                rev = answer.json().get("rev", 0)
                self.changed.append(Changed(said.chat, said.seq, rev=rev, deleted=False))
            else:
                answer = await self._ask(device, "DELETE", path)
                # Gone already: the answer to an earlier try was lost.
                assert answer.status_code in (204, 403, 404), answer.text
                self.changed.append(Changed(said.chat, said.seq, rev=0, deleted=True))

    async def _call(self, chat: int) -> None:
        present = [device for device in self._devices if chat in device.person.chats]
        caller = self._random.choice(present)
        said = await self._post(caller, chat, by=f"перекличка {caller.name}")
        for device in present:
            await device.client.until(lambda d=device: _has(d.client, chat, said.seq), within=300)  # type: ignore[misc]  # bound at once

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds * 2 * self._random.random()):
                await self._over.wait()
        except TimeoutError:
            pass

    async def _ask(self, device: Device, method: str, path: str, body: object = None) -> httpx.Response:
        """Ask until there is an answer that is not "later"."""
        while True:
            try:
                answer = await self._http.request(method, path, json=body, headers=_headers(device.person), timeout=10)
                if answer.status_code < 500 and answer.status_code != 429:
                    return answer
            except httpx.TransportError:
                pass
            await asyncio.sleep(ASK_AGAIN_SECONDS)

    def _sql(self) -> psycopg.Connection[Any]:
        return psycopg.connect(owner_url(self._whole), autocommit=True)


@asynccontextmanager
async def talking(whole: Whole, *, people: int) -> AsyncIterator[Talk]:
    """A school in the installation, and the devices of its people on line: every fourth person has two."""
    school = await asyncio.to_thread(_in_the_installation, whole, "make", str(people))
    persons = [_person(row, school) for row in school["people"]]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{whole.port}") as http:
        devices = [
            Device(f"{person.user}/{number}", person, _client(whole, person, http))
            for place, person in enumerate(persons)
            for number in range(2 if place % 4 == 0 else 1)
        ]
        running = [asyncio.create_task(device.client.run()) for device in devices]
        try:
            for device in devices:
                device.client.came = device.note
                await device.client.until(lambda d=device: d.client.replica.is_live)  # type: ignore[misc]  # bound at once
            yield Talk(whole, devices, http)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


@dataclass(frozen=True)
class Examination:
    """How an installation is after all that."""

    jobs_are_done: bool
    rows_to_recompile: int
    """What the nightly recompile of the rights changes."""


def examined(whole: Whole) -> Examination:
    return Examination(**_in_the_installation(whole, "examine"))


def owner_url(whole: Whole) -> str:
    """The embedded PostgreSQL of an installation, as its owner."""
    secret = (whole.folder / "secret").read_text().strip()
    installation = Installation(folder=whole.folder, mode=Mode.SCHOOL, secret=secret)
    return engines.postgres(whole.folder / "postgres", password=installation.password_of("owner")).url


def _in_the_installation(whole: Whole, *words: str) -> dict[str, Any]:
    done = run_module("tests.talking_school", *words, environment=environment_of(whole.folder, whole.port))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _person(row: dict[str, Any], school: dict[str, Any]) -> Person:
    chats = [int(chat) for chat, members in school["chats"].items() if row["user"] in members]
    cookies = {school["cookie_name"]: row["cookie"], school["csrf_cookie_name"]: CSRF}
    return Person(user=row["user"], cookies=cookies, chats=chats)


def _client(whole: Whole, person: Person, http: httpx.AsyncClient) -> Client:
    async def ticket() -> str:
        try:
            answer = await http.post("/api/me/ticket", headers=_headers(person), timeout=10)
        except httpx.TransportError as error:
            raise ConnectionError(str(error)) from error
        if answer.status_code >= 500:
            raise ConnectionError(answer.text)
        return str(answer.raise_for_status().json()["ticket"])

    return Client(f"ws://127.0.0.1:{whole.port + 1}/ws", me=person.user, ticket=ticket)


def _headers(person: Person) -> dict[str, str]:
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    return {"Cookie": cookies, "X-CSRFToken": CSRF}


def _is_at(client: Client, heads: dict[int, int]) -> bool:
    chats = client.replica.chats
    return client.replica.is_in_step and all(chat in chats and chats[chat].pts == pts for chat, pts in heads.items())


def _has(client: Client, chat: int, seq: int) -> bool:
    known = client.replica.chats.get(chat)
    return known is not None and seq in known.messages


def _held(device: Device, chat: int) -> Held:
    known = device.client.replica.chats.get(chat)
    messages = known.messages if known is not None else {}
    floor = min(messages, default=1) if chat in device.was_reset else 1
    return Held(device.name, chat, floor, messages)
