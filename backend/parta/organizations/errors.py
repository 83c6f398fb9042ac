"""What organisations refuse."""

from parta.platform import errors


class OrganizationNotFound(errors.NotFound):
    code = "organizations.not_found"


class MemberNotFound(errors.NotFound):
    code = "organizations.member_not_found"


class InvitationNotFound(errors.NotFound):
    code = "organizations.invitation_not_found"


class ApplicationNotFound(errors.NotFound):
    code = "organizations.application_not_found"


class AdministratorsOnly(errors.Forbidden):
    code = "organizations.administrators_only"


class OperatorsOnly(errors.Forbidden):
    code = "organizations.operators_only"


class KindForOperatorsOnly(errors.Forbidden):
    """Ministries and the platform itself are founded by the operator."""

    code = "organizations.kind_for_operators_only"


class OrganizationUnverified(errors.Forbidden):
    """No pupil and no parent comes in before the operator has verified the organisation (B14)."""

    code = "organizations.unverified"


class OrganizationSuspended(errors.Forbidden):
    code = "organizations.suspended"


class TooManyUnverified(errors.Conflict):
    """Wait until the operator has looked at those founded before."""

    code = "organizations.too_many_unverified"
    limit: int


class UnknownRegion(errors.Invalid):
    code = "organizations.unknown_region"


class UnknownTimeZone(errors.Invalid):
    code = "organizations.unknown_time_zone"


class OtherState(errors.Conflict):
    """The organisation is not in the state that this step starts from."""

    code = "organizations.other_state"
    state: str


class LastAdministrator(errors.Conflict):
    """An organisation always has an administrator: name another one first."""

    code = "organizations.last_administrator"


class AdultsOnly(errors.Conflict):
    """Administrators, teachers and parents are 18 or older."""

    code = "organizations.adults_only"


class InvitationExpired(errors.Conflict):
    code = "organizations.invitation_expired"


class InvitationUsedUp(errors.Conflict):
    code = "organizations.invitation_used_up"


class InvitationRevoked(errors.Conflict):
    code = "organizations.invitation_revoked"


class AlreadyApplied(errors.Conflict):
    """One application at a time per organisation."""

    code = "organizations.already_applied"


class AlreadyMember(errors.Conflict):
    """The person has this role here already."""

    code = "organizations.already_member"


class AlreadyDecided(errors.Conflict):
    """Somebody else was faster, or the applicant has withdrawn."""

    code = "organizations.already_decided"
    state: str


class DeclineTextRequired(errors.Invalid):
    """The reason «other» needs words of its own."""

    code = "organizations.decline_text_required"
