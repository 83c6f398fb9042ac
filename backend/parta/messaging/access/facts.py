"""Read what the policy judges by, for many people at once: gates, ages, classes, children."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from parta.messaging.access.policy import ChatFacts, OrganizationFacts, Party, compile_rights
from parta.messaging.models import Chat, ChatKind, ChatState
from parta.organizations.models import Membership, MembershipState, Organization, OrganizationState, Role
from parta.roster.models import Enrolment, Guardian, SchoolClass
from parta.roster.models import Standing as ClassStanding
from protocol.rights import Right

CLASS_RULE = "class:"
STAFF_ROLES = [Role.ADMINISTRATOR, Role.TEACHER]


@dataclass(frozen=True)
class Known:
    """A person in an organisation, and the version of the gate row that this was read with."""

    party: Party
    access_ver: int


STRANGER = Known(Party(), access_ver=0)


@dataclass(frozen=True)
class Compiled:
    """What goes into a row of `chat_member`: the bits and the versions that they were compiled for."""

    rights: Right
    rights_until: datetime | None
    compiled_ver: int
    compiled_peer_ver: int
    compiled_policy_ver: int


@dataclass(frozen=True)
class Snapshot:
    """All that the policy looks at for some people in one chat, read at one moment."""

    chat: Chat
    facts: ChatFacts
    """As anybody meets the chat: of a direct chat the peer is still missing."""
    policy_ver: int
    known: dict[int, Known]

    def party(self, user_id: int) -> Party:
        return self.known.get(user_id, STRANGER).party

    def compiled(self, user_id: int, *, at: datetime, supervised: bool) -> Compiled:
        person = self.known.get(user_id, STRANGER)
        peer = self.known.get(peer_of(self.chat, user_id), STRANGER) if self.chat.kind == ChatKind.DIRECT else None
        facts = replace(self.facts, supervised=supervised, peer=peer.party if peer else None)
        rights, until = compile_rights(person.party, facts, at=at)
        return Compiled(
            rights=rights,
            rights_until=until,
            compiled_ver=person.access_ver,
            compiled_peer_ver=peer.access_ver if peer else 0,
            compiled_policy_ver=self.policy_ver,
        )

    def may_read(self, user_id: int, *, at: datetime) -> bool:
        return Right.READ in self.compiled(user_id, at=at, supervised=True).rights

    def is_staff(self, user_id: int) -> bool:
        party = self.party(user_id)
        return party.gate is MembershipState.ACTIVE and not party.roles.isdisjoint(STAFF_ROLES)


def snapshot(chat: Chat, user_ids: Iterable[int]) -> Snapshot:
    """Read what concerns these people in the chat; five queries, however many they are."""
    # The versions first: if the policy changes between these queries, what is compiled from them counts as outdated.
    org = Organization.objects.get(pk=chat.org_id)
    known = people_in(chat.org_id, {*user_ids, *peers_of(chat)})
    class_id = class_of(chat)
    school_class = SchoolClass.objects.filter(pk=class_id).first() if class_id else None
    facts = ChatFacts(
        kind=ChatKind(chat.kind),
        org=organization_facts(org),
        state=ChatState(chat.state),
        by_rule=bool(chat.rule),
        class_id=class_id,
        parents_read=school_class is not None and school_class.parents_read,
        masks=tuple(Right(mask) for mask in chat.role_masks),
    )
    return Snapshot(chat, facts, policy_ver=org.policy_ver, known=known)


def organization_facts(org: Organization) -> OrganizationFacts:
    return OrganizationFacts(state=OrganizationState(org.state), time_zone=org.time_zone)


def has_staff(chat: Chat) -> bool:
    """Somebody of the staff is in the chat and still is staff."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT FROM chat_member
                JOIN membership USING (org_id, user_id)
                WHERE org_id = %s AND chat_id = %s AND left_seq IS NULL AND state = 'active' AND roles && %s::varchar[]
            )
            """,
            [chat.org_id, chat.chat_id, STAFF_ROLES],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def people_in(org_id: int, user_ids: Iterable[int]) -> dict[int, Known]:
    """What these people are in the organisation; who has no gate row is missing. Three queries."""
    wanted = sorted(set(user_ids))
    # The versions first: if somebody is changed between these queries, what is compiled from them counts as outdated.
    gates = list(
        Membership.objects.filter(org_id=org_id, user_id__in=wanted).values_list(
            "user_id", "state", "roles", "access_ver", "user__birth_date"
        )
    )
    enrolled = classes_by_standing(org_id, wanted)
    children_in = classes_of_children(org_id, wanted)
    return {
        user_id: Known(
            party=Party(
                gate=MembershipState(state),
                roles=frozenset(Role(role) for role in roles),
                birth_date=birth_date,
                learns_in=frozenset(enrolled[user_id, ClassStanding.PUPIL]),
                teaches_in=frozenset(
                    enrolled[user_id, ClassStanding.TEACHER] | enrolled[user_id, ClassStanding.CLASS_TEACHER]
                ),
                leads=frozenset(enrolled[user_id, ClassStanding.CLASS_TEACHER]),
                children_in=frozenset(children_in[user_id]),
            ),
            access_ver=access_ver,
        )
        for user_id, state, roles, access_ver, birth_date in gates
    }


def classes_by_standing(org_id: int, user_ids: list[int]) -> defaultdict[tuple[int, str], set[int]]:
    found: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for user_id, standing, class_id in Enrolment.objects.filter(
        school_class__org_id=org_id, school_class__archived_at=None, user_id__in=user_ids, until=None
    ).values_list("user_id", "standing", "school_class_id"):
        found[user_id, standing].add(class_id)
    return found


def classes_of_children(org_id: int, parent_ids: list[int]) -> defaultdict[int, set[int]]:
    """Classes in which a child of theirs learns now."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for parent_id, class_id in Guardian.objects.filter(
        org_id=org_id,
        parent_id__in=parent_ids,
        child__enrolments__standing=ClassStanding.PUPIL,
        child__enrolments__until=None,
        child__enrolments__school_class__org_id=org_id,
        child__enrolments__school_class__archived_at=None,
    ).values_list("parent_id", "child__enrolments__school_class_id"):
        found[parent_id].add(class_id)
    return found


def class_of(chat: Chat) -> int | None:
    """The class whose chat it is."""
    return int(chat.rule.removeprefix(CLASS_RULE)) if chat.rule.startswith(CLASS_RULE) else None


def peer_of(chat: Chat, user_id: int) -> int:
    """The other one of a direct chat; 0 in any other."""
    if chat.kind != ChatKind.DIRECT or chat.user_low is None or chat.user_high is None:
        return 0
    return chat.user_high if user_id == chat.user_low else chat.user_low


def peers_of(chat: Chat) -> set[int]:
    return (
        {user_id for user_id in (chat.user_low, chat.user_high) if user_id} if chat.kind == ChatKind.DIRECT else set()
    )
