"""Rule 13: state before + events = state fetched afresh.

People write, edit, delete, read, come and go; lines break, frames are lost, doubled and late, streams are trimmed.
After every step each device that could know holds exactly what the tables say: the sender's, another member's, a second
device's, that of one who was just removed, of one who is in no chat, of one that got a `reset`; the headless client's
and the web app's reducer alike; and nothing more comes. Two gateways, PostgreSQL and Valkey are real.

`STORIES=500 pytest backend/streamclient/tests/test_oracle.py` tells many more stories than every run can afford, other
ones each time, and shortens one that ends badly.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pytest_django.plugin import DjangoDbBlocker

from gateway.config import GatewayConfig
from gateway.server import running
from parta.messaging.actions import rules
from parta.ops.roles import Addresses
from parta.organizations.models import Role
from protocol.rights import Right
from streamclient.tests.browser import Node
from streamclient.tests.world import Device, Gateways, World

STORIES = int(os.environ.get("STORIES", "0"))
USUAL_STORIES = 4
STEPS = 30

WRITERS = st.sampled_from(["anna", "boris", "vera", "head"])
COMERS = st.sampled_from(["boris", "vera"])
WORDS = st.sampled_from(["Здравствуйте", "Завтра контрольная", "Принесите сменку", "Спасибо 👍"])
FATES = st.lists(st.sampled_from(["is lost", "is late", "comes twice", "arrives"]), min_size=1, max_size=6)
LUCK = st.integers(min_value=0, max_value=10**6)


@pytest.fixture
def a_world(
    stream_database: Addresses,
    a_config: Callable[..., GatewayConfig],
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
) -> Iterator[Callable[[], World]]:
    """Make a school; the gateways and the reducer's process serve all of them."""
    node = Node(folder=tmp_path)
    loop = asyncio.new_event_loop()
    usual = connection.settings_dict["NAME"]
    with (
        django_db_blocker.unblock(),
        serving(a_config(PARTA_POSTS_PER_SECOND=1000, PARTA_FRAMES_PER_SECOND=5000)) as at,
    ):
        connection.close()
        connection.settings_dict["NAME"] = urlsplit(stream_database.owner).path[1:]
        try:
            yield lambda: World(loop=loop, gateways=at, node=node)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            node.close()
            loop.close()


@contextmanager
def serving(config: GatewayConfig) -> Iterator[Gateways]:
    """Two gateways in a thread of their own: they go on while the test asks the tables."""
    started: Future[Gateways] = Future()

    async def serve() -> None:
        async with running(config, port=0) as one, running(config, port=0) as other:
            over = asyncio.Event()
            started.set_result(Gateways([one, other], loop=asyncio.get_running_loop(), over=over))
            await over.wait()

    with ThreadPoolExecutor(max_workers=1) as threads:
        serving = threads.submit(asyncio.run, serve())
        gateways = started.result(timeout=60)
        try:
            yield gateways
        finally:
            gateways.loop.call_soon_threadsafe(gateways.over.set)
            serving.result(timeout=60)


class Story(RuleBasedStateMachine):
    make_world: Callable[[], World]

    def __init__(self) -> None:
        super().__init__()
        self.world = type(self).make_world()

    @invariant()
    def every_device_holds_what_the_tables_say(self) -> None:
        self.world.settle()

    def teardown(self) -> None:
        try:
            self.world.heal()
            self.world.switch_on("vera", "phone")
            self.world.switch_on("vera", "web")
            self.world.settle()
            assert rules.recompile_organization(self.world.school.pk) == 0
        finally:
            self.world.close()

    # --- writing

    @rule(luck=LUCK, words=WORDS)
    def somebody_posts(self, luck: int, words: str) -> None:
        device, chat = self._a_place_to_write(luck)
        self.world.post(device, chat, words)

    @rule(luck=LUCK, words=WORDS)
    def the_line_breaks_right_after_a_post(self, luck: int, words: str) -> None:
        device, chat = self._a_place_to_write(luck)
        self.world.post(device, chat, words)
        self.world.loop.run_until_complete(asyncio.sleep(luck % 5 / 1000))
        self.world.break_line(device)

    @rule(luck=LUCK)
    def a_post_comes_twice_with_other_words(self, luck: int) -> None:
        device, chat = self._a_place_to_write(luck)
        self.world.post_again(device, chat, "другие слова")

    @rule(luck=LUCK, count=st.sampled_from([1, 3, 60]))
    def posts_of_which_no_wake_up_tells(self, luck: int, count: int) -> None:
        device, chat = self._a_place_to_write(luck)
        self.world.post_unheard(device.owner.name, chat, count)

    @rule(luck=LUCK, words=WORDS)
    def a_message_is_edited(self, luck: int, words: str) -> None:
        if (found := self._a_message(luck)) is not None:
            self.world.edit(*found, body=f"{words} (исправлено {luck})")

    @rule(luck=LUCK)
    def a_message_is_deleted(self, luck: int) -> None:
        if (found := self._a_message(luck)) is not None:
            self.world.delete(*found)

    # --- reading

    @rule(luck=LUCK)
    def somebody_reads(self, luck: int) -> None:
        device, chat = self._a_place_to_read(luck)
        last = self.world.truths()[device.owner.name][chat].last_seq
        self.world.read(device, chat, max(1, last - luck % 3))

    @rule(luck=LUCK)
    def a_chat_is_marked_unread(self, luck: int) -> None:
        device, chat = self._a_place_to_read(luck)
        self.world.mark_unread(device.owner.name, chat)

    # --- coming and going

    @rule(who=COMERS)
    def somebody_is_let_in(self, who: str) -> None:
        if self.world.is_member(who) and self.world.may("anna", Right.INVITE, self.world.group.chat_id):
            self.world.add(who, by="anna")

    @rule(who=COMERS)
    def somebody_is_put_out(self, who: str) -> None:
        if self._is_in_group(who):
            self.world.remove(who, by="anna")

    @rule(who=COMERS)
    def somebody_leaves(self, who: str) -> None:
        if self._is_in_group(who):
            self.world.leave(who)

    @rule()
    def the_gate_shuts_or_opens(self) -> None:
        if self.world.is_member("vera"):
            self.world.end_membership("vera")
        else:
            self.world.admit("vera")

    @rule(roles=st.sampled_from([[Role.TEACHER], [Role.TEACHER, Role.ADMINISTRATOR], [Role.PARENT]]), who=COMERS)
    def somebody_gets_other_roles(self, roles: list[Role], who: str) -> None:
        if self.world.is_member(who):
            self.world.set_roles(who, roles)

    @rule(words=WORDS)
    def the_group_is_renamed(self, words: str) -> None:
        self.world.rename("anna", words)

    # --- what the world does to devices

    @rule(luck=LUCK)
    def a_line_breaks(self, luck: int) -> None:
        self.world.break_line(self._a_device(luck))

    @rule(luck=LUCK)
    def a_device_is_put_away_or_taken_up(self, luck: int) -> None:
        device = self._a_device(luck)
        if device.is_away:
            self.world.take_up(device)
        else:
            self.world.put_away(device)

    @rule(luck=LUCK, fates=FATES)
    def the_network_is_bad(self, luck: int, fates: list[str]) -> None:
        self.world.spoil_network(self._a_device(luck), fates)

    @rule(keep=st.sampled_from([0, 2, 10]))
    def streams_are_trimmed(self, keep: int) -> None:
        self.world.trim(keep)

    # --- who and what

    def _a_device(self, luck: int) -> Device:
        devices = list(self.world.devices.values())
        return devices[luck % len(devices)]

    def _a_place_to_write(self, luck: int) -> tuple[Device, int]:
        places = [
            (device, chat)
            for device in self.world.devices.values()
            for chat in self.world.truths()[device.owner.name]
            if self.world.may(device.owner.name, Right.WRITE, chat)
        ]
        return places[luck % len(places)]

    def _a_place_to_read(self, luck: int) -> tuple[Device, int]:
        truths = self.world.truths()
        places = [(device, chat) for device in self.world.devices.values() for chat in truths[device.owner.name]]
        return places[luck % len(places)]

    def _a_message(self, luck: int) -> tuple[str, int, int] | None:
        """Somebody's own message that he may change."""
        messages = [
            (person.name, chat, seq)
            for person in self.world.people.values()
            for chat, truth in self.world.truths()[person.name].items()
            for seq, message in truth.messages.items()
            if message["sender"] == person.user.pk
            and not message["deleted"]
            and self.world.may(person.name, Right.WRITE, chat)
        ]
        return messages[luck % len(messages)] if messages else None

    def _is_in_group(self, who: str) -> bool:
        return self.world.group.chat_id in self.world.truths()[who]


def test_state_before_and_events_are_the_state_fetched_afresh(a_world: Callable[[], World]) -> None:
    class ThisStory(Story):
        make_world = staticmethod(a_world)

    run_state_machine_as_test(
        ThisStory,
        settings=settings(
            max_examples=STORIES or USUAL_STORIES,
            stateful_step_count=STEPS,
            derandomize=not STORIES,
            phases=[Phase.generate, Phase.shrink] if STORIES else [Phase.generate],
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
