"""Who may do what in a chat: one pure function over frozen facts, no queries.

Source: the table of docs/guides/permissions.md, row by row. A right is granted only where a row grants it; several
roles give the union of their rows; everything after the tables only takes away. Whoever adds a kind of chat, a role or
a right changes the tables here, and `recompile_all` brings the rows of `chat_member` after them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum, StrEnum, auto
from zoneinfo import ZoneInfo

from parta.messaging.models import ChatKind, ChatRole, ChatState
from parta.organizations.models import MembershipState, OrganizationState, Role
from protocol.rights import NOTHING, Right

ADULT_FROM = 18
PUPILS_TALK_FROM = 14
"""Age from which two classmates may talk alone, unless the organisation says otherwise; younger ones may not."""


# --- facts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Party:
    """What one person is in one organisation. Classes are those of the roster, current ones."""

    gate: MembershipState = MembershipState.ENDED
    roles: frozenset[Role] = frozenset()
    birth_date: date | None = None
    learns_in: frozenset[int] = frozenset()
    teaches_in: frozenset[int] = frozenset()
    """As class teacher or of a subject."""
    leads: frozenset[int] = frozenset()
    """As class teacher."""
    children_in: frozenset[int] = frozenset()
    """Classes of own children."""


@dataclass(frozen=True)
class Standing:
    """How somebody is inside one chat."""

    role: ChatRole
    muted_until: datetime | None = None
    """A sanction: until then only reading is left."""


@dataclass(frozen=True)
class Actor:
    party: Party
    standing: Standing | None = None
    """None: not in the chat."""


@dataclass(frozen=True)
class OrganizationFacts:
    state: OrganizationState
    time_zone: str = "Europe/Moscow"
    pupils_talk_from: int = PUPILS_TALK_FROM


@dataclass(frozen=True)
class ChatFacts:
    kind: ChatKind
    org: OrganizationFacts
    state: ChatState = ChatState.OPEN
    by_rule: bool = False
    """Its members follow the roster: nobody adds or removes them by hand."""
    class_id: int | None = None
    parents_read: bool = False
    """The class lets its parents read."""
    supervised: bool = True
    """Somebody of the staff is in it."""
    masks: tuple[Right, ...] = ()
    """What each ChatRole may have at most: the settings of the chat. Empty: those of `default_masks`."""
    peer: Party | None = None
    """The other one of a direct chat."""


class Action(StrEnum):
    """What can be asked of `can`. All but CREATE are the Right of the same name."""

    CREATE = auto()
    """Make such a chat; of a direct chat: write the first word."""
    READ = auto()
    WRITE = auto()
    REACT = auto()
    INVITE = auto()
    REMOVE = auto()
    EDIT_CARD = auto()
    PIN = auto()
    MODERATE = auto()
    AS_ORG = auto()
    ADMINISTER = auto()


# --- the table -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grant:
    """What one cell of the table gives."""

    rights: Right = NOTHING
    create: bool = False

    def __or__(self, other: "Grant") -> "Grant":
        return Grant(self.rights | other.rights, create=self.create or other.create)


class As(Enum):
    """In which capacity somebody meets a chat."""

    ADMINISTRATOR = auto()
    TEACHER = auto()
    CLASS_TEACHER = auto()
    """Of the chat's class."""
    SUBJECT_TEACHER = auto()
    PUPIL = auto()
    CLASS_PUPIL = auto()
    PARENT = auto()
    CLASS_PARENT = auto()
    """Has a child in the chat's class."""


READS = Right.READ
REACTS = READS | Right.REACT
WRITES = REACTS | Right.WRITE
MANAGES = Right.INVITE | Right.REMOVE | Right.EDIT_CARD | Right.PIN | Right.ADMINISTER
MODERATES = Right.MODERATE
SPEAKS_FOR_ORG = Right.AS_ORG

# Kinds without a row here: DIRECT stands in PAIRS; SERVICE is read by whom it is for, and nobody writes in it.
# MANAGES is the ceiling: inside the chat it is cut to what the member's ChatRole may have (`masks`).
TEMPLATES: dict[ChatKind, dict[As, Grant]] = {
    ChatKind.SCHOOL_CHANNEL: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES | SPEAKS_FOR_ORG, create=True),
        As.TEACHER: Grant(REACTS),
        As.PUPIL: Grant(REACTS),
        As.PARENT: Grant(REACTS),
    },
    ChatKind.STAFF_CHANNEL: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES | SPEAKS_FOR_ORG, create=True),
        As.TEACHER: Grant(REACTS),
    },
    ChatKind.STAFF_ROOM: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.TEACHER: Grant(WRITES),
    },
    # Pupils and parents enter where the chat is meant for them, a setting that is not built.
    ChatKind.PUBLIC: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.TEACHER: Grant(WRITES),
    },
    ChatKind.CLASS: {
        As.ADMINISTRATOR: Grant(MANAGES | MODERATES, create=True),
        As.CLASS_TEACHER: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.SUBJECT_TEACHER: Grant(WRITES),
        As.CLASS_PUPIL: Grant(WRITES),
        As.CLASS_PARENT: Grant(READS),  # only if the class says so: `capacities`
    },
    ChatKind.CLASS_PARENTS: {
        As.ADMINISTRATOR: Grant(MANAGES | MODERATES, create=True),
        As.CLASS_TEACHER: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.CLASS_PARENT: Grant(WRITES),
    },
    ChatKind.SUBJECT: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.TEACHER: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.PUPIL: Grant(WRITES),
    },
    ChatKind.CLUB: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.TEACHER: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.PUPIL: Grant(WRITES),
    },
    ChatKind.PUPIL_GROUP: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.TEACHER: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.PUPIL: Grant(WRITES),
    },
    ChatKind.GROUP: {
        As.ADMINISTRATOR: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.TEACHER: Grant(WRITES | MANAGES | MODERATES, create=True),
        As.PARENT: Grant(WRITES),
    },
}

WITH_PUPILS = frozenset({ChatKind.CLASS, ChatKind.SUBJECT, ChatKind.CLUB, ChatKind.PUPIL_GROUP, ChatKind.PUBLIC})
"""Supervised: without anybody of the staff in them they are read-only for minors."""


Relation = Callable[[Party, Party, OrganizationFacts, date], bool]


def always(actor: Party, peer: Party, org: OrganizationFacts, today: date) -> bool:
    return True


def never(actor: Party, peer: Party, org: OrganizationFacts, today: date) -> bool:
    return False


def is_own_teacher(actor: Party, peer: Party, org: OrganizationFacts, today: date) -> bool:
    """The peer teaches the actor."""
    return bool(actor.learns_in & peer.teaches_in)


def teaches_own_child(actor: Party, peer: Party, org: OrganizationFacts, today: date) -> bool:
    """The peer teaches a child of the actor."""
    return bool(actor.children_in & peer.teaches_in)


def are_classmates_of_age(actor: Party, peer: Party, org: OrganizationFacts, today: date) -> bool:
    old_enough = all(is_at_least(org.pupils_talk_from, party.birth_date, today) for party in (actor, peer))
    return old_enough and bool(actor.learns_in & peer.learns_in)


@dataclass(frozen=True)
class Pair:
    """What one role may do towards another in a direct chat."""

    write: Relation
    create: Relation


# (as whom, to whom). A pair that is not here never talks: parent and another's child, parent and parent (until both
# can consent), anybody and a guest. Only a row of another role of theirs lifts that, with its own condition.
PAIRS: dict[tuple[Role, Role], Pair] = {
    (Role.ADMINISTRATOR, Role.ADMINISTRATOR): Pair(write=always, create=always),
    (Role.ADMINISTRATOR, Role.TEACHER): Pair(write=always, create=always),
    (Role.TEACHER, Role.ADMINISTRATOR): Pair(write=always, create=always),
    (Role.TEACHER, Role.TEACHER): Pair(write=always, create=always),
    (Role.ADMINISTRATOR, Role.PARENT): Pair(write=always, create=always),
    (Role.PARENT, Role.ADMINISTRATOR): Pair(write=always, create=never),
    (Role.ADMINISTRATOR, Role.PUPIL): Pair(write=always, create=always),
    (Role.PUPIL, Role.ADMINISTRATOR): Pair(write=always, create=never),
    (Role.TEACHER, Role.PARENT): Pair(write=always, create=always),
    (Role.PARENT, Role.TEACHER): Pair(write=teaches_own_child, create=teaches_own_child),
    (Role.TEACHER, Role.PUPIL): Pair(write=always, create=always),
    (Role.PUPIL, Role.TEACHER): Pair(write=always, create=is_own_teacher),
    (Role.PUPIL, Role.PUPIL): Pair(write=are_classmates_of_age, create=are_classmates_of_age),
}


# --- the judgement ---------------------------------------------------------------------------------------------------


def can(actor: Actor, action: Action, chat: ChatFacts, *, at: datetime) -> bool:
    """Whether the actor may do this in the chat, or make such a chat, at this moment."""
    granted = ceiling(actor.party, chat, at=at)
    if action is Action.CREATE:
        return granted.create
    if actor.standing is None:
        return False  # no role reads, or does anything else in, a chat that it is not in
    rights = granted.rights & masks_of(chat)[actor.standing.role - 1]
    if actor.standing.muted_until is not None and at < actor.standing.muted_until:
        rights &= Right.READ
    return Right[action.name] in rights


def compile_rights(party: Party, chat: ChatFacts, *, at: datetime) -> tuple[Right, datetime | None]:
    """The bits for `chat_member.rights`, and the next instant at which they would be others if no fact changed.

    Neither the masks of the chat nor a sanction are in them: the stored functions apply these at every post.
    """
    rights = ceiling(party, chat, at=at).rights
    for instant in birthdays_after(at, party=party, chat=chat):
        if ceiling(party, chat, at=instant).rights != rights:
            return rights, instant
    return rights, None


def ceiling(party: Party, chat: ChatFacts, *, at: datetime) -> Grant:
    """What the chat's template and people's relations give, before the settings of the chat and sanctions."""
    if chat.kind is ChatKind.SERVICE:
        return Grant(READS if party.gate in {MembershipState.ACTIVE, MembershipState.GUEST} else NOTHING)
    present = in_force(party, chat.org)
    if not present.roles:
        return Grant()
    if chat.state is not ChatState.OPEN:
        return Grant(READS)  # for those who are in it: nobody is let into a chat that is not open
    granted = (
        towards(present, in_force(chat.peer or Party(), chat.org), org=chat.org, at=at)
        if chat.kind is ChatKind.DIRECT
        else by_template(present, chat)
    )
    return without_what_is_denied(granted, party=present, chat=chat, at=at)


def in_force(party: Party, org: OrganizationFacts) -> Party:
    """The party with the roles that count now; of an unverified organisation those of pupils and parents do not."""
    if party.gate is not MembershipState.ACTIVE:
        return replace(party, roles=frozenset())
    if org.state is OrganizationState.UNVERIFIED:
        return replace(party, roles=party.roles - {Role.PUPIL, Role.PARENT})
    return party


def by_template(party: Party, chat: ChatFacts) -> Grant:
    granted = Grant()
    for capacity in capacities(party, chat):
        granted |= TEMPLATES[chat.kind].get(capacity, Grant())
    return granted


def capacities(party: Party, chat: ChatFacts) -> Iterator[As]:
    if Role.ADMINISTRATOR in party.roles:
        yield As.ADMINISTRATOR
    if Role.TEACHER in party.roles:
        yield As.TEACHER
        if chat.class_id in party.leads:
            yield As.CLASS_TEACHER
        if chat.class_id in party.teaches_in:
            yield As.SUBJECT_TEACHER
    if Role.PUPIL in party.roles:
        yield As.PUPIL
        if chat.class_id in party.learns_in:
            yield As.CLASS_PUPIL
    if Role.PARENT in party.roles:
        yield As.PARENT
        if chat.class_id in party.children_in and (chat.kind is not ChatKind.CLASS or chat.parents_read):
            yield As.CLASS_PARENT


def without_what_is_denied(granted: Grant, *, party: Party, chat: ChatFacts, at: datetime) -> Grant:
    rights = granted.rights
    if Right.READ not in rights:
        rights = NOTHING  # administrators of a class chat that they are not in: nobody acts on what he may not see
    if chat.org.state is OrganizationState.SUSPENDED:
        return Grant(rights & Right.READ)
    if chat.by_rule:
        rights &= ~(Right.INVITE | Right.REMOVE)
    unattended = chat.kind in WITH_PUPILS and not chat.supervised
    if unattended and not is_at_least(ADULT_FROM, party.birth_date, local_date(at, chat.org)):
        rights &= Right.READ
    return replace(granted, rights=rights)


def towards(actor: Party, peer: Party, *, org: OrganizationFacts, at: datetime) -> Grant:
    """What the actor may do in a direct chat with the peer.

    One's own old conversation stays readable, whatever became of the relation.
    """
    granted = Grant(READS)
    today = local_date(at, org)
    for role in actor.roles:
        for role_of_peer in peer.roles:
            pair = PAIRS.get((role, role_of_peer))
            if pair and pair.write(actor, peer, org, today):
                granted |= Grant(WRITES, create=pair.create(actor, peer, org, today))
    return granted


def needs_supervision(org: OrganizationFacts, *, parties: list[Party], at: datetime) -> bool:
    """Whether a minor takes part, so that the chat shows that it is supervised."""
    today = local_date(at, org)
    return any(Role.PUPIL in party.roles and not is_at_least(ADULT_FROM, party.birth_date, today) for party in parties)


def default_masks(*, channel: bool) -> tuple[Right, ...]:
    """Ceilings of owner, administrator, member and reader, in the order of ChatRole."""
    everything = ~NOTHING
    return (everything, everything, REACTS if channel else WRITES, REACTS)


def masks_of(chat: ChatFacts) -> tuple[Right, ...]:
    return chat.masks or default_masks(channel=False)


# --- ages ------------------------------------------------------------------------------------------------------------


def is_at_least(years: int, birth_date: date | None, today: date) -> bool:
    """An unknown birth date counts as too young."""
    return birth_date is not None and birthday(birth_date, years) <= today


def birthday(birth_date: date, years: int) -> date:
    """The day on which somebody becomes so old; who was born on 29 February, on 1 March."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)


def birthdays_after(at: datetime, *, party: Party, chat: ChatFacts) -> list[datetime]:
    """Instants at which an age rule may begin to answer otherwise, soonest first."""
    zone = ZoneInfo(chat.org.time_zone)
    days = [
        birthday(person.birth_date, years)
        for person in (party, chat.peer or Party())
        if person.birth_date is not None
        for years in (chat.org.pupils_talk_from, ADULT_FROM)
    ]
    instants = (datetime.combine(day, time(), tzinfo=zone) for day in days)
    return sorted(instant for instant in instants if instant > at)


def local_date(at: datetime, org: OrganizationFacts) -> date:
    return at.astimezone(ZoneInfo(org.time_zone)).date()
