"""Read what the policy judges by, for many people at once: gates, ages, classes, children."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


def compile_for(chat: Chat, user_ids: Iterable[int], *, at: datetime) -> dict[int, Compiled]:
    """Judge these people's rights in the chat by the facts as they are now. Six queries, however many people."""
    wanted = set(user_ids)
    org = Organization.objects.get(pk=chat.org_id)
    known = people_in(chat.org_id, wanted | peers_of(chat))
    facts = chat_facts(chat, org)
    return {
        user_id: compiled(chat, facts, known, user_id=user_id, policy_ver=org.policy_ver, at=at) for user_id in wanted
    }


def compiled(
    chat: Chat, facts: ChatFacts, known: Mapping[int, Known], *, user_id: int, policy_ver: int, at: datetime
) -> Compiled:
    """Judge one person's rights by facts that were read before."""
    person = known.get(user_id, STRANGER)
    peer = known.get(peer_of(chat, user_id), STRANGER) if chat.kind == ChatKind.DIRECT else None
    if peer is not None:
        facts = replace(facts, peer=peer.party)
    rights, until = compile_rights(person.party, facts, at=at)
    return Compiled(
        rights=rights,
        rights_until=until,
        compiled_ver=person.access_ver,
        compiled_peer_ver=peer.access_ver if peer else 0,
        compiled_policy_ver=policy_ver,
    )


def chat_facts(chat: Chat, org: Organization) -> ChatFacts:
    """The facts of a chat as anybody meets it: a direct chat still lacks the peer."""
    class_id = class_of(chat)
    school_class = SchoolClass.objects.filter(pk=class_id).first() if class_id else None
    return ChatFacts(
        kind=ChatKind(chat.kind),
        org=organization_facts(org),
        state=ChatState(chat.state),
        by_rule=bool(chat.rule),
        class_id=class_id,
        parents_read=school_class is not None and school_class.parents_read,
        supervised=has_staff(chat),
        masks=tuple(Right(mask) for mask in chat.role_masks),
    )


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
