"""Domain events: what the HTTP side tells clients (as `note`, or durable in the person's stream) and other domains.

Ids and numbers only, never words that people wrote: an event may outlive the message, the person or the right to know.
Clients use them to refresh what they show; `type` is the tag. A new event is a new class here and nothing else.
"""

from typing import Literal

from msgspec import Struct


class Event(Struct, frozen=True, tag_field="type"):
    """Base of all domain events."""


class SessionEnded(Event, frozen=True, tag="accounts.session_ended"):
    """A session was ended: its devices sign out, its sockets are closed."""

    user_id: int
    session_ids: tuple[int, ...]


class ProfileChanged(Event, frozen=True, tag="accounts.profile_changed"):
    """Name, language or another field of one's own profile changed."""

    user_id: int


class OrganizationChanged(Event, frozen=True, tag="organizations.organization_changed"):
    """The card, the state (verified, suspended) or the policy of an organisation changed."""

    org_id: int


class OrganizationFounded(Event, frozen=True, tag="organizations.organization_founded"):
    org_id: int
    founder_id: int


class MembershipChanged(Event, frozen=True, tag="organizations.membership_changed"):
    """Somebody became a member, has other roles, or is a member no longer."""

    org_id: int
    user_id: int


class ApplicationChanged(Event, frozen=True, tag="organizations.application_changed"):
    """An application was made, edited, accepted, declined or withdrawn. Goes to the applicant and who may decide."""

    org_id: int
    application_id: int
    user_id: int
    state: Literal["pending", "accepted", "declined", "withdrawn"]


class InvitationChanged(Event, frozen=True, tag="organizations.invitation_changed"):
    org_id: int
    invitation_id: int


class ClassChanged(Event, frozen=True, tag="roster.class_changed"):
    """A class was made, renamed or archived."""

    org_id: int
    class_id: int


class EnrolmentChanged(Event, frozen=True, tag="roster.enrolment_changed"):
    """Somebody entered or left a class, or teaches in it now; `user_ids` are those whose chats may change."""

    org_id: int
    class_id: int
    user_ids: tuple[int, ...]


class GuardiansChanged(Event, frozen=True, tag="roster.guardians_changed"):
    """A parent was linked to a child of the organisation, or unlinked."""

    org_id: int
    parent_id: int
    child_id: int


ServerEvent = (
    SessionEnded
    | ProfileChanged
    | OrganizationChanged
    | OrganizationFounded
    | MembershipChanged
    | ApplicationChanged
    | InvitationChanged
    | ClassChanged
    | EnrolmentChanged
    | GuardiansChanged
)
