"""The policy over the full product of roles, kinds and actions, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parta.messaging.access.policy import (
    PAIRS,
    TEMPLATES,
    WITH_PUPILS,
    Action,
    Actor,
    ChatFacts,
    OrganizationFacts,
    Party,
    Standing,
    birthday,
    can,
    ceiling,
    compile_rights,
    default_masks,
)
from parta.messaging.models import ChatKind, ChatRole, ChatState
from parta.organizations.models import MembershipState, OrganizationState, Role
from protocol.rights import NOTHING, Right

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SCHOOL = OrganizationFacts(state=OrganizationState.VERIFIED)
STAFF = {Role.ADMINISTRATOR, Role.TEACHER}
ALL_ROLE_SETS = [frozenset(roles) for size in range(5) for roles in combinations(Role, size)]
CLASS_7A, CLASS_8B = 7, 8

classes = st.frozensets(st.sampled_from([CLASS_7A, CLASS_8B]))
parties = st.builds(
    Party,
    gate=st.sampled_from(MembershipState),
    roles=st.frozensets(st.sampled_from(Role)),
    birth_date=st.none() | st.dates(date(1950, 1, 1), date(2020, 12, 31)),
    learns_in=classes,
    teaches_in=classes,
    leads=classes,
    children_in=classes,
)
organizations = st.builds(
    OrganizationFacts,
    state=st.sampled_from(OrganizationState),
    time_zone=st.sampled_from(["Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka"]),
    pupils_talk_from=st.integers(10, 18),
)
chats = st.builds(
    ChatFacts,
    kind=st.sampled_from(ChatKind),
    org=organizations,
    state=st.sampled_from(ChatState),
    by_rule=st.booleans(),
    class_id=st.sampled_from([None, CLASS_7A, CLASS_8B]),
    parents_read=st.booleans(),
    supervised=st.booleans(),
    masks=st.sampled_from([(), default_masks(channel=True), default_masks(channel=False)]),
    peer=st.none() | parties,
)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
standings = st.builds(Standing, role=st.sampled_from(ChatRole), muted_until=st.none() | instants)
actors = st.builds(Actor, party=parties, standing=st.none() | standings)
actions = st.sampled_from(Action)


@settings(max_examples=200)
@given(actor=actors, action=actions, chat=chats, at=instants)
def test_nobody_outside_a_chat_reads_or_does_anything_in_it(
    actor: Actor, action: Action, chat: ChatFacts, at: datetime
) -> None:
    outside = replace(actor, standing=None)

    assert action is Action.CREATE or not can(outside, action, chat, at=at)


@settings(max_examples=200)
@given(actor=actors, action=actions, chat=chats, at=instants, kept=st.frozensets(st.sampled_from(Role)))
def test_fewer_roles_never_give_more(
    actor: Actor, action: Action, chat: ChatFacts, at: datetime, kept: frozenset[Role]
) -> None:
    narrower = replace(actor, party=replace(actor.party, roles=actor.party.roles & kept))

    assert can(actor, action, chat, at=at) or not can(narrower, action, chat, at=at)


@settings(max_examples=200)
@given(actor=actors, action=actions, chat=chats, at=instants, other=st.sampled_from(ALL_ROLE_SETS))
def test_several_roles_give_the_union_of_what_each_gives(
    actor: Actor, action: Action, chat: ChatFacts, at: datetime, other: frozenset[Role]
) -> None:
    with_roles = [
        replace(actor, party=replace(actor.party, roles=roles))
        for roles in (actor.party.roles | other, actor.party.roles, other)
    ]

    together, *each = [can(one, action, chat, at=at) for one in with_roles]

    assert together == any(each)


@settings(max_examples=200)
@given(actor=actors, peer=parties, chat=chats, at=instants, action=st.sampled_from([Action.CREATE, Action.WRITE]))
def test_no_adult_outside_the_staff_starts_or_writes_a_direct_chat_with_a_pupil(
    actor: Actor, peer: Party, chat: ChatFacts, at: datetime, action: Action
) -> None:
    outsider = replace(actor, party=replace(actor.party, roles=actor.party.roles - STAFF - {Role.PUPIL}))
    pupil = replace(peer, roles=(peer.roles | {Role.PUPIL}) - STAFF)
    direct = replace(chat, kind=ChatKind.DIRECT, peer=pupil)

    assert not can(outsider, action, direct, at=at)


@settings(max_examples=200)
@given(actor=actors, chat=chats, at=instants, action=actions)
def test_being_a_parent_adds_nothing_towards_a_pupil(
    actor: Actor, chat: ChatFacts, at: datetime, action: Action
) -> None:
    pupil = Party(
        gate=MembershipState.ACTIVE,
        roles=frozenset({Role.PUPIL}),
        birth_date=date(2012, 9, 1),
        learns_in=frozenset({CLASS_7A}),
    )
    direct = replace(chat, kind=ChatKind.DIRECT, peer=pupil)
    roles = actor.party.roles - {Role.PARENT}
    without, with_it = [
        replace(actor, party=replace(actor.party, roles=roles | more)) for more in (set(), {Role.PARENT})
    ]

    contacts = action not in {Action.READ}
    assert not contacts or can(with_it, action, direct, at=at) == can(without, action, direct, at=at)


@settings(max_examples=200)
@given(actor=actors, chat=chats, at=instants, action=actions)
def test_whoever_is_no_active_member_does_nothing_but_read_an_answer_of_the_organisation(
    actor: Actor, chat: ChatFacts, at: datetime, action: Action
) -> None:
    for gate in (MembershipState.GUEST, MembershipState.SUSPENDED, MembershipState.ENDED):
        gone = replace(actor, party=replace(actor.party, gate=gate))
        allowed = chat.kind is ChatKind.SERVICE and gate is MembershipState.GUEST and action is Action.READ
        assert allowed or not can(gone, action, chat, at=at)


@settings(max_examples=200)
@given(actor=actors, chat=chats, at=instants)
def test_what_is_denied_wins_over_what_is_granted(actor: Actor, chat: ChatFacts, at: datetime) -> None:
    muted = replace(actor, standing=Standing(ChatRole.OWNER, muted_until=at + timedelta(minutes=1)))
    closed = replace(chat, state=ChatState.CLOSED)
    suspended = replace(chat, org=replace(chat.org, state=OrganizationState.SUSPENDED))

    for action in set(Action) - {Action.READ, Action.CREATE}:
        assert not can(muted, action, chat, at=at)
        assert not can(actor, action, closed, at=at)
        assert not can(actor, action, suspended, at=at)
    assert not can(actor, Action.CREATE, suspended, at=at)


@settings(max_examples=200)
@given(actor=actors, chat=chats, at=instants, action=actions)
def test_a_narrower_mask_never_gives_more(actor: Actor, chat: ChatFacts, at: datetime, action: Action) -> None:
    wide = replace(chat, masks=(~NOTHING,) * 4)
    narrow = replace(chat, masks=(Right.READ,) * 4)

    assert can(actor, action, wide, at=at) or not can(actor, action, chat, at=at)
    if action not in {Action.READ, Action.CREATE}:
        assert not can(actor, action, narrow, at=at)


@settings(max_examples=200)
@given(party=parties, chat=chats, at=instants, later=st.timedeltas(timedelta(0), timedelta(days=30 * 365)))
def test_compiled_rights_hold_until_the_instant_that_is_compiled_with_them(
    party: Party, chat: ChatFacts, at: datetime, later: timedelta
) -> None:
    rights, until = compile_rights(party, chat, at=at)

    assert until is None or until > at
    if until is None or at + later < until:
        assert ceiling(party, chat, at=at + later).rights == rights
    if until is not None:
        assert ceiling(party, chat, at=until).rights != rights


@settings(max_examples=200)
@given(actor=actors, chat=chats, at=instants)
def test_minors_only_read_where_nobody_of_the_staff_is(actor: Actor, chat: ChatFacts, at: datetime) -> None:
    child = replace(actor, party=replace(actor.party, birth_date=at.date() - timedelta(days=12 * 365)))
    for kind in WITH_PUPILS:
        unattended = replace(chat, kind=kind, supervised=False)
        assert not can(child, Action.WRITE, unattended, at=at)


@pytest.mark.parametrize("kind", ChatKind)
@pytest.mark.parametrize("roles", ALL_ROLE_SETS, ids=lambda roles: "+".join(sorted(roles)) or "none")
def test_every_combination_has_an_answer(kind: ChatKind, roles: frozenset[Role]) -> None:
    """And pupils never administer, nor does anybody but administrators speak for the organisation."""
    party = Party(MembershipState.ACTIVE, roles, date(1990, 1, 1), *[frozenset({CLASS_7A})] * 4)
    for role in ChatRole:
        actor = Actor(party, Standing(role))
        for peer_roles in ALL_ROLE_SETS if kind is ChatKind.DIRECT else [frozenset[Role]()]:
            chat = ChatFacts(kind, SCHOOL, class_id=CLASS_7A, peer=replace(party, roles=peer_roles))
            allowed = {action for action in Action if can(actor, action, chat, at=NOW)}
            if not roles & STAFF:
                assert not allowed & {Action.INVITE, Action.REMOVE, Action.MODERATE, Action.ADMINISTER, Action.AS_ORG}
            if Role.ADMINISTRATOR not in roles:
                assert Action.AS_ORG not in allowed
            assert Action.READ in allowed or not allowed - {Action.CREATE}


# --- the rows of permissions.md, as a reader would check them --------------------------------------------------------

ADULT, CHILD, YOUTH = date(1985, 4, 12), date(2014, 9, 1), date(2011, 9, 1)
ADMINISTRATOR = Party(MembershipState.ACTIVE, frozenset({Role.ADMINISTRATOR}), ADULT)
TEACHER = Party(MembershipState.ACTIVE, frozenset({Role.TEACHER}), ADULT)
OWN_TEACHER = replace(TEACHER, teaches_in=frozenset({CLASS_7A}))
CLASS_TEACHER = replace(OWN_TEACHER, leads=frozenset({CLASS_7A}))
PUPIL = Party(MembershipState.ACTIVE, frozenset({Role.PUPIL}), CHILD, learns_in=frozenset({CLASS_7A}))
OLDER_PUPIL = replace(PUPIL, birth_date=YOUTH)
OTHER_PUPIL = replace(OLDER_PUPIL, learns_in=frozenset({CLASS_8B}))
PARENT = Party(MembershipState.ACTIVE, frozenset({Role.PARENT}), ADULT, children_in=frozenset({CLASS_7A}))
PARENT_AND_TEACHER = replace(PARENT, roles=frozenset({Role.PARENT, Role.TEACHER}))
GUEST = Party(MembershipState.GUEST, frozenset(), ADULT)


@pytest.mark.parametrize(
    ("actor", "peer", "starts", "writes"),
    [
        (TEACHER, TEACHER, True, True),
        (TEACHER, ADMINISTRATOR, True, True),
        (ADMINISTRATOR, TEACHER, True, True),
        (ADMINISTRATOR, PARENT, True, True),
        (PARENT, ADMINISTRATOR, False, True),
        (ADMINISTRATOR, PUPIL, True, True),
        (PUPIL, ADMINISTRATOR, False, True),
        (TEACHER, PARENT, True, True),
        (PARENT, OWN_TEACHER, True, True),
        (PARENT, TEACHER, False, False),
        (TEACHER, PUPIL, True, True),
        (PUPIL, TEACHER, False, True),
        (PUPIL, OWN_TEACHER, True, True),
        (PUPIL, PUPIL, False, False),
        (OLDER_PUPIL, OLDER_PUPIL, True, True),
        (OLDER_PUPIL, PUPIL, False, False),
        (OLDER_PUPIL, OTHER_PUPIL, False, False),
        (PARENT, PARENT, False, False),
        (PARENT, PUPIL, False, False),
        (PUPIL, PARENT, False, False),
        (PARENT_AND_TEACHER, PUPIL, True, True),
        (PARENT_AND_TEACHER, PARENT, True, True),
        (GUEST, PUPIL, False, False),
        (TEACHER, GUEST, False, False),
        (PUPIL, GUEST, False, False),
    ],
)
def test_who_may_talk_alone_with_whom(actor: Party, peer: Party, starts: bool, writes: bool) -> None:
    chat = ChatFacts(ChatKind.DIRECT, SCHOOL, peer=peer)
    inside = Actor(actor, Standing(ChatRole.MEMBER))

    assert can(Actor(actor), Action.CREATE, chat, at=NOW) is starts
    assert can(inside, Action.WRITE, chat, at=NOW) is writes


R, W, M = Action.READ, Action.WRITE, Action.MODERATE


@pytest.mark.parametrize(
    ("kind", "party", "role", "allowed"),
    [
        (ChatKind.SCHOOL_CHANNEL, ADMINISTRATOR, ChatRole.ADMINISTRATOR, {R, W, M}),
        (ChatKind.SCHOOL_CHANNEL, TEACHER, ChatRole.READER, {R}),
        (ChatKind.SCHOOL_CHANNEL, PUPIL, ChatRole.READER, {R}),
        (ChatKind.SCHOOL_CHANNEL, PARENT, ChatRole.READER, {R}),
        (ChatKind.SCHOOL_CHANNEL, GUEST, ChatRole.READER, set()),
        (ChatKind.STAFF_CHANNEL, ADMINISTRATOR, ChatRole.ADMINISTRATOR, {R, W, M}),
        (ChatKind.STAFF_CHANNEL, TEACHER, ChatRole.READER, {R}),
        (ChatKind.STAFF_CHANNEL, PUPIL, ChatRole.READER, set()),
        (ChatKind.STAFF_CHANNEL, PARENT, ChatRole.READER, set()),
        (ChatKind.STAFF_ROOM, TEACHER, ChatRole.MEMBER, {R, W}),
        (ChatKind.STAFF_ROOM, PARENT, ChatRole.MEMBER, set()),
        (ChatKind.CLASS, CLASS_TEACHER, ChatRole.ADMINISTRATOR, {R, W, M}),
        (ChatKind.CLASS, OWN_TEACHER, ChatRole.MEMBER, {R, W}),
        (ChatKind.CLASS, TEACHER, ChatRole.MEMBER, set()),
        (ChatKind.CLASS, PUPIL, ChatRole.MEMBER, {R, W}),
        (ChatKind.CLASS, OTHER_PUPIL, ChatRole.MEMBER, set()),
        (ChatKind.CLASS, PARENT, ChatRole.READER, set()),
        (ChatKind.CLASS_PARENTS, PARENT, ChatRole.MEMBER, {R, W}),
        (ChatKind.CLASS_PARENTS, PUPIL, ChatRole.MEMBER, set()),
        (ChatKind.GROUP, TEACHER, ChatRole.OWNER, {R, W, M}),
        (ChatKind.GROUP, TEACHER, ChatRole.MEMBER, {R, W}),
        (ChatKind.GROUP, PARENT, ChatRole.OWNER, {R, W}),
        (ChatKind.GROUP, PUPIL, ChatRole.MEMBER, set()),
        (ChatKind.PUPIL_GROUP, PUPIL, ChatRole.OWNER, {R, W}),
        (ChatKind.PUPIL_GROUP, PARENT, ChatRole.MEMBER, set()),
        (ChatKind.SERVICE, GUEST, ChatRole.READER, {R}),
        (ChatKind.SERVICE, ADMINISTRATOR, ChatRole.OWNER, {R}),
    ],
)
def test_what_each_role_does_in_each_kind(kind: ChatKind, party: Party, role: ChatRole, allowed: set[Action]) -> None:
    chat = ChatFacts(kind, SCHOOL, class_id=CLASS_7A)

    assert {action for action in (R, W, M) if can(Actor(party, Standing(role)), action, chat, at=NOW)} == allowed


def test_parents_read_the_class_chat_if_the_class_says_so() -> None:
    chat = ChatFacts(ChatKind.CLASS, SCHOOL, class_id=CLASS_7A, parents_read=True)
    reader = Actor(PARENT, Standing(ChatRole.READER))

    assert can(reader, Action.READ, chat, at=NOW)
    assert not can(reader, Action.WRITE, chat, at=NOW)


def test_an_unverified_organisation_has_neither_pupils_nor_parents() -> None:
    chat = ChatFacts(ChatKind.CLASS, OrganizationFacts(OrganizationState.UNVERIFIED), class_id=CLASS_7A)

    assert not can(Actor(PUPIL, Standing(ChatRole.MEMBER)), Action.READ, chat, at=NOW)
    assert can(Actor(CLASS_TEACHER, Standing(ChatRole.MEMBER)), Action.WRITE, chat, at=NOW)


def test_two_classmates_may_talk_from_the_birthday_of_the_younger_one_on() -> None:
    younger = replace(OLDER_PUPIL, birth_date=date(2012, 11, 22))
    chat = ChatFacts(ChatKind.DIRECT, SCHOOL, peer=younger)

    rights, until = compile_rights(OLDER_PUPIL, chat, at=NOW)

    assert rights == Right.READ
    assert until == datetime(2026, 11, 21, 21, 0, tzinfo=UTC)  # midnight in Moscow


def test_who_was_born_on_29_february_has_a_birthday_on_1_march() -> None:
    assert birthday(date(2012, 2, 29), 14) == date(2026, 3, 1)
    assert birthday(date(2012, 2, 29), 16) == date(2028, 2, 29)


def test_the_table_has_a_row_for_every_kind_that_is_not_judged_otherwise() -> None:
    assert set(TEMPLATES) == set(ChatKind) - {ChatKind.DIRECT, ChatKind.SERVICE}
    assert all(STAFF & {one, other} or {one, other} == {Role.PUPIL} for one, other in PAIRS)
