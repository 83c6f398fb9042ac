"""A small school for the oracle of rule 13: people with devices, what they may do, and what the tables say they hold.

Everything is done through the product's own actions and sockets. What a device ought to hold is computed here from bare
rows, by none of the stored functions that are being judged.
"""

import asyncio
import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import msgspec
from allauth.usersessions.models import UserSession
from django.db import connection

from gateway.server import Gateway
from gateway.tests.make import Someone
from parta.accounts.make import JsonClient, signed_in
from parta.accounts.models import User
from parta.messaging import access, actions
from parta.messaging.access.doors import judged_now, seats_of
from parta.messaging.make import a_chat, a_direct_chat, post
from parta.messaging.models import Chat, ChatMember, Message, UserChat, UserState
from parta.organizations import actions as organizations
from parta.organizations.make import a_member, a_school
from parta.organizations.models import Membership, MembershipState, Role
from parta.platform.testing import run_jobs
from protocol.frames import Diff, DiffRequest, Nack, Post, Reset, ServerFrame
from protocol.rights import Right
from streamclient.client import Client
from streamclient.clock import HandClock
from streamclient.replica import Failed
from streamclient.tests.browser import Browser, Node

log = logging.getLogger("oracle")

SETTLED_WITHIN_SECONDS = 60.0
RESET_MESSAGES = 50
NOBODYS_CHAT = 2**52


@dataclass(frozen=True)
class Gateways:
    """They run in another thread, on a loop of their own."""

    them: Sequence[Gateway]
    loop: asyncio.AbstractEventLoop
    over: asyncio.Event

    def url(self, number: int) -> str:
        return f"ws://127.0.0.1:{self.them[number % len(self.them)].port}/ws"

    async def write_read_marks(self) -> None:
        """Now, and not within the second."""
        for gateway in self.them:
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(gateway.receipts.flush(), self.loop))


@dataclass
class Network:
    """What becomes of the next frames that nobody asked for, one fate each; after them it is a good network."""

    fates: list[str] = field(default_factory=list)
    late: list[bytes] = field(default_factory=list)
    lost: bool = False
    """Something did not arrive since the line was opened: the device need not know that it is behind."""

    def __call__(self, raw: bytes) -> list[bytes]:
        kind = msgspec.json.decode(raw)["type"]
        if kind == "welcome":
            self.lost, self.late = False, []
        fate = self.fates.pop(0) if kind in ("ev", "uev") and self.fates else "arrives"
        match fate:
            case "is lost":
                self.lost = True
                return []
            case "is late":
                self.late.append(raw)
                return []
            case "comes twice":
                return [raw, raw]
            case _:
                late, self.late = self.late, []
                return [raw, *late]

    def calm_down(self) -> list[bytes]:
        self.fates = []
        late, self.late = self.late, []
        return late


@dataclass(eq=False)
class Device:
    name: str
    owner: "Person"
    client: Client
    clock: HandClock
    network: Network
    running: asyncio.Task[None]
    is_away: bool = False
    resets: dict[int, int] = field(default_factory=dict)
    """chat → last_seq of the newest `reset` that came."""
    answered: int = 0
    """Answers to questions about the chat of nobody."""

    def heard(self, frame: ServerFrame) -> None:
        if isinstance(frame, Reset):
            self.resets[frame.chat] = frame.last_seq
        if isinstance(frame, Nack) and frame.chat == NOBODYS_CHAT:
            self.answered += 1


@dataclass(eq=False)
class Person:
    name: str
    user: User
    someone: Someone
    browser: JsonClient
    devices: list[Device] = field(default_factory=list)


@dataclass(frozen=True)
class Truth:
    """What somebody who is in a chat ought to know of it."""

    pts: int
    last_seq: int
    visible_from: int
    read_seq: int
    marked_unread: bool
    messages: dict[int, dict[str, Any]]
    """By seq, from visible_from on."""

    @property
    def newest(self) -> int:
        """seq of the newest message with words; 0: none."""
        return max((seq for seq, message in self.messages.items() if not message["deleted"]), default=0)

    def unread(self, user: int) -> int:
        unread = [
            seq
            for seq, message in self.messages.items()
            if seq > self.read_seq and not message["deleted"] and message["sender"] != user
        ]
        return min(100, len(unread))


class World:
    def __init__(self, *, loop: asyncio.AbstractEventLoop, gateways: Gateways, node: Node) -> None:
        self.loop = loop
        self.gateways = gateways
        self.node = node
        self.school = a_school()
        run_jobs()
        self.people = {
            "head": self._person("head", self.school.created_by),
            "anna": self._person("anna", self._teacher()),
            "boris": self._person("boris", self._teacher()),
            "vera": self._person("vera", self._teacher()),
        }
        self.group = a_chat(of=self.school, by=self["anna"].user, members=[self["boris"].user])
        a_direct_chat(of=self.school, by=self["anna"].user, to=self["boris"].user)
        run_jobs()
        self.devices: dict[str, Device] = {}
        self.diary: list[str] = []
        """What happened so far, for whoever has to find out why it ended badly."""
        for person, kind in [
            ("anna", "phone"),
            ("anna", "web"),
            ("boris", "phone"),
            ("boris", "web"),
            ("vera", "phone"),
            ("vera", "web"),
            ("head", "phone"),
        ]:
            self.switch_on(person, kind)
        self.settle()

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def _teacher(self) -> User:
        return a_member(of=self.school, roles=[Role.TEACHER])

    def _person(self, name: str, user: User) -> Person:
        browser = signed_in(user)
        session = UserSession.objects.get(user=user)
        return Person(name, user, Someone(user=user.pk, session=session.pk), browser)

    # --- devices

    def switch_on(self, person: str, kind: str) -> Device:
        """A device that knows nothing: `phone` is the headless client, `web` the web app's reducer."""
        owner, clock, network = self[person], HandClock(), Network()
        number = len(owner.devices)

        def url() -> str:
            # Each new line goes to the other gateway.
            return self.gateways.url(device.client.connections + number)

        async def ticket() -> str:
            return owner.someone.ticket()

        more: dict[str, Any] = {"me": owner.user.pk, "ticket": ticket, "clock": clock, "network": network}
        client = Browser(url, node=self.node, **more) if kind == "web" else Client(url, **more)
        device = Device(
            name=f"{person}'s {kind} {number}",
            owner=owner,
            client=client,
            clock=clock,
            network=network,
            running=self.loop.create_task(client.run()),
        )
        client.came = device.heard
        owner.devices.append(device)
        self.devices[device.name] = device
        return device

    def close(self) -> None:
        """Switch everything off."""
        running = [device.running for device in self.devices.values()]
        for task in running:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*running, return_exceptions=True))

    # --- what happens

    def may(self, person: str, right: Right, chat: int) -> bool:
        user = self[person].user
        found = seats_of(user.pk, chat_ids=[chat])
        return bool(found) and right in judged_now(found[0]).rights

    def post(self, device: Device, chat: int, body: str, *, cid: str = "") -> str:
        self.diary.append(f"{device.name} posts in {chat}: {body}")
        as_org = Chat.objects.get(chat_id=chat).posts_as_org
        return device.client.post_soon(chat, body, cid=cid or str(uuid.uuid4()), as_org=as_org)

    def post_unheard(self, person: str, chat: int, count: int) -> None:
        """Messages of which no wake-up tells: only the comparison of heads finds them."""
        self.diary.append(f"{person} posts {count} unheard in {chat}")
        for number in range(count):
            post(Chat.objects.get(chat_id=chat), by=self[person].user, body=f"неслышно {number}")

    def post_again(self, device: Device, chat: int, body: str) -> None:
        """The cid of one's own newest message once more, with other words."""
        self.diary.append(f"{device.name} posts again in {chat}")
        known = Message.objects.filter(chat_id=chat, sender_id=device.owner.user.pk).order_by("-seq").first()
        if known is not None:
            device.client.say(Post(cid=str(known.cid), chat=chat, body=body))

    def edit(self, person: str, chat: int, seq: int, body: str) -> None:
        self.diary.append(f"{person} edits {chat}/{seq}")
        actions.edit_message(self._seat(person, chat), seq=seq, body=body, entities=())

    def delete(self, person: str, chat: int, seq: int) -> None:
        self.diary.append(f"{person} deletes {chat}/{seq}")
        actions.delete_message(self._seat(person, chat), seq=seq)

    def add(self, person: str, *, by: str) -> None:
        self.diary.append(f"{by} lets {person} in")
        actions.add_members(self._seat(by, self.group.chat_id), user_ids=[self[person].user.pk])

    def remove(self, person: str, *, by: str) -> None:
        self.diary.append(f"{by} puts {person} out")
        actions.remove_member(self._seat(by, self.group.chat_id), user_id=self[person].user.pk)

    def leave(self, person: str) -> None:
        self.diary.append(f"{person} leaves")
        actions.leave(self._seat(person, self.group.chat_id))

    def rename(self, by: str, title: str) -> None:
        self.diary.append(f"{by} renames the group")
        actions.edit_card(self._seat(by, self.group.chat_id), title=title, description=None)

    def mark_unread(self, person: str, chat: int) -> None:
        self.diary.append(f"{person} marks {chat} unread")
        actions.mark_unread(self._seat(person, chat))

    def end_membership(self, person: str) -> None:
        self.diary.append(f"{person} is a member no longer")
        organizations.end_membership(org=self.school, user=self[person].user, by=self["head"].user)
        run_jobs()

    def admit(self, person: str) -> None:
        self.diary.append(f"{person} is a member again")
        organizations.admit(org=self.school, user=self[person].user, role=Role.TEACHER, by=self["head"].user.pk)
        run_jobs()

    def set_roles(self, person: str, roles: Sequence[Role]) -> None:
        self.diary.append(f"{person} is {roles}")
        organizations.set_roles(
            org=self.school, user=self[person].user, roles=roles, subjects=None, by=self["head"].user
        )
        run_jobs()

    def is_member(self, person: str) -> bool:
        return Membership.objects.filter(org=self.school, user=self[person].user, state=MembershipState.ACTIVE).exists()

    def trim(self, keep: int) -> None:
        self.diary.append(f"streams keep {keep}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT trim_events(%s, 30, 1000)", [keep])

    def _seat(self, person: str, chat: int) -> access.Seat:
        return access.access_chat_to_read(self[person].user, chat)

    def read(self, device: Device, chat: int, upto: int) -> None:
        self.diary.append(f"{device.name} reads {chat} up to {upto}")
        device.client.read(chat, upto=upto)

    def break_line(self, device: Device) -> None:
        self.diary.append(f"the line of {device.name} breaks")
        device.client.lose_line()

    def put_away(self, device: Device) -> None:
        self.diary.append(f"{device.name} is put away")
        device.is_away = True
        device.client.pause()

    def take_up(self, device: Device) -> None:
        self.diary.append(f"{device.name} is taken up")
        device.is_away = False
        device.client.go_on()

    def spoil_network(self, device: Device, fates: list[str]) -> None:
        self.diary.append(f"of the next frames of {device.name}: {fates}")
        device.network.fates = fates

    # --- what ought to be known

    def truths(self) -> dict[str, dict[int, Truth]]:
        """The chats that everybody is in, by bare rows."""
        chats = {chat.chat_id: chat for chat in Chat.objects.filter(org_id=self.school.pk)}
        said: dict[int, dict[int, dict[str, Any]]] = {number: {} for number in chats}
        for message in Message.objects.filter(org_id=self.school.pk).order_by("seq"):
            said[message.chat_id][message.seq] = seen(message)
        inside = set(
            Membership.objects.filter(org=self.school, state=MembershipState.ACTIVE).values_list("user_id", flat=True)
        )
        marks = {(row.user_id, row.chat_id): row for row in UserChat.objects.filter(org_id=self.school.pk)}
        names = {person.user.pk: person.name for person in self.people.values()}
        found: dict[str, dict[int, Truth]] = {name: {} for name in self.people}
        for member in ChatMember.objects.filter(org_id=self.school.pk, left_seq=None, user_id__in=names):
            chat, mark = chats[member.chat_id], marks[member.user_id, member.chat_id]
            if member.user_id in inside and member.rights & chat.role_masks[member.role - 1] & Right.READ:
                found[names[member.user_id]][chat.chat_id] = Truth(
                    pts=chat.pts,
                    last_seq=chat.last_seq,
                    visible_from=member.visible_from_seq,
                    read_seq=mark.read_seq,
                    marked_unread=mark.marked_unread,
                    messages={
                        seq: said_ for seq, said_ in said[chat.chat_id].items() if seq >= member.visible_from_seq
                    },
                )
        return found

    def differences(self) -> list[str]:
        """Where a device that could know does not hold what the tables say."""
        truths = self.truths()
        heads = dict(UserState.objects.values_list("user_id", "upts"))
        found = []
        for person in self.people.values():
            for device in person.devices:
                if not device.is_away and not device.network.lost and not device.network.late:
                    judge = differences_on_the_web if isinstance(device.client, Browser) else differences_on_a_phone
                    words = judge(device, truths[person.name], upts=heads.get(person.user.pk, 0))
                    found += [f"{device.name}: {word}" for word in words]
        return found

    def settle(self) -> None:
        """Let everything that is under way arrive; then every device that could know holds what the tables say, and
        nothing more comes."""
        deadline = monotonic() + SETTLED_WITHIN_SECONDS
        while True:
            while found := self.differences():
                assert monotonic() < deadline, self._told(found)
                self._turn()
            before = self.truths()
            self._hear_out(deadline)
            # A device that is out of step may still do something of its own: then it was not the end.
            if self.truths() == before:
                found = self.differences()
                assert not found, self._told(found)
                return

    def _told(self, found: list[str]) -> str:
        story = "\n".join([*self.diary, "and then:", *found])
        # Hypothesis tells the story once more before it reports, and says little if it ends well then.
        log.error("a story ended badly:\n%s", story)
        return story

    def heal(self) -> None:
        """Everybody has a good network and a new line."""
        self.diary.append("everybody has a good network and a new line")
        for device in self.devices.values():
            for raw in device.network.calm_down():
                device.client.hear(raw)
            device.is_away = False
            device.client.go_on()
            device.client.lose_line()
        self.settle()

    def _turn(self) -> None:
        self.loop.run_until_complete(self._a_moment())
        truths = self.truths()
        for person in self.people.values():
            opened = list(truths[person.name])
            for device in person.devices:
                if isinstance(device.client, Browser) and not device.is_away:
                    device.client.open(opened)
                    device.client.fetch_what_it_wants(person.browser.get, opened=opened)

    async def _a_moment(self) -> None:
        """Some milliseconds pass on the wall, more of them on the devices' clocks."""
        await asyncio.sleep(0.005)
        await self.gateways.write_read_marks()
        for device in self.devices.values():
            device.clock.advance(50)
            await asyncio.sleep(0)

    def _hear_out(self, deadline: float) -> None:
        """The answer to a question comes after everything that was sent before."""
        asked = {
            device: device.answered for device in self.devices.values() if not device.is_away and device.client.is_live
        }
        for device in asked:
            device.client.say(Diff(reqs=(DiffRequest(chat=NOBODYS_CHAT, from_=0),)))
        while any(device.answered == before and device.client.is_live for device, before in asked.items()):
            assert monotonic() < deadline
            self._turn()


def seen(message: Message) -> dict[str, Any]:
    """A message as every member sees it."""
    if message.deleted_at is not None:
        return {"seq": message.seq, "pts": message.pts, "kind": message.kind, "deleted": True, "sender": 0, "body": ""}
    return {
        "seq": message.seq,
        "pts": message.pts,
        "kind": message.kind,
        "deleted": False,
        "sender": 0 if message.as_org else message.sender_id,
        "body": message.body,
        "cid": str(message.cid),
        "rev": message.rev,
        "as_org": message.as_org,
    }


def differences_on_a_phone(device: Device, truth: dict[int, Truth], *, upts: int) -> Iterator[str]:
    known = device.client.replica
    if not device.client.is_live:
        yield "is not on line"
    if known.upts != upts:
        yield f"own stream at {known.upts}, not {upts}"
    if known.chats.keys() != truth.keys():
        yield f"knows chats {sorted(known.chats)}, is in {sorted(truth)}"
    for cid, pending in known.outbox.items():
        if not isinstance(pending.progress, Failed):
            yield f"post {cid} is {pending.progress}"
    for number in known.chats.keys() & truth.keys():
        chat, true = known.chats[number], truth[number]
        stands = (chat.pts, chat.head_pts, chat.last_seq, chat.read_seq, bool(chat.held), chat.asking)
        if stands != (true.pts, true.pts, true.last_seq, true.read_seq, False, False):
            yield f"chat {number} stands at {stands}, is {true.pts, true.last_seq, true.read_seq}"
        held = {seq: shown(msgspec.to_builtins(message)) for seq, message in chat.messages.items()}
        # A reset brings the newest only; what was before is fetched by whoever scrolls, which a phone here does not.
        newest_only = device.resets.get(number, 0) - RESET_MESSAGES + 1
        first = min([newest_only, *held]) if held else newest_only
        wanted = {seq: message for seq, message in true.messages.items() if seq >= first}
        if held != wanted:
            yield f"chat {number} holds {other(held, wanted)}"
        if (
            held == wanted
            and true.last_seq - true.read_seq <= len(held)
            and known.unread(number) != true.unread(known.me)
        ):
            yield f"chat {number} counts {known.unread(number)} unread, not {true.unread(known.me)}"


def differences_on_the_web(device: Device, truth: dict[int, Truth], *, upts: int) -> Iterator[str]:
    assert isinstance(device.client, Browser)
    known = device.client.known()
    chats = {chat["id"]: chat for chat in known["chats"]}
    if not device.client.is_live:
        yield "is not on line"
    if known["upts"] != upts:
        yield f"own stream at {known['upts']}, not {upts}"
    if known["asking"] or any(chat["waits"] for chat in known["chats"]):
        yield "waits for something"
    if chats.keys() != truth.keys():
        yield f"knows chats {sorted(chats)}, is in {sorted(truth)}"
    if any(step != "failed" for step in known["outbox"].values()):
        yield f"outbox {known['outbox']}"
    for number in chats.keys() & truth.keys():
        chat, true = chats[number], truth[number]
        head = chat["head"]
        stands = (chat["pts"], head["pts"], head["lastSeq"], head["readSeq"], head["unread"], chat["marked_unread"])
        is_so = (
            true.pts,
            true.pts,
            true.last_seq,
            true.read_seq,
            true.unread(device.owner.user.pk),
            true.marked_unread,
        )
        if stands != is_so:
            yield f"chat {number} stands at {stands}, is {is_so}"
        preview = head["preview"] and shown(head["preview"])
        if preview != true.messages.get(true.newest):
            yield f"chat {number} previews {preview}, newest is {true.messages.get(true.newest)}"
        held = {message["seq"]: shown(message) for message in chat["messages"]}
        wanted = {
            seq: message
            for seq, message in true.messages.items()
            if seq in held or seq > true.last_seq - RESET_MESSAGES
        }
        if held != wanted:
            yield f"chat {number} holds {other(held, wanted)}"


def shown(view: dict[str, Any]) -> dict[str, Any]:
    """A message as it came over the wire, in the shape of `seen`."""
    if view.get("deleted"):
        return {name: view.get(name, default) for name, default in GRAVE.items()}
    return {name: view.get(name, default) for name, default in WORDS.items()}


GRAVE: dict[str, Any] = {"seq": 0, "pts": 0, "kind": "", "deleted": False, "sender": 0, "body": ""}
WORDS: dict[str, Any] = {**GRAVE, "cid": "", "rev": 0, "as_org": False}


def other(held: dict[int, Any], wanted: dict[int, Any]) -> str:
    """Where two sets of messages differ."""
    seqs = sorted(seq for seq in held.keys() | wanted.keys() if held.get(seq) != wanted.get(seq))
    return ", ".join(f"{seq}: {held.get(seq)} instead of {wanted.get(seq)}" for seq in seqs[:3])
