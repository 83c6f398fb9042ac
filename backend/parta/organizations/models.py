"""Organisations, who belongs to them, and how one gets in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parta.accounts.models import User


class OrganizationKind(models.TextChoices):
    """Kinds of organisation (product B10)."""

    SCHOOL = "school"
    COLLEGE = "college"
    KINDERGARTEN = "kindergarten"
    SUPPLEMENTARY = "supplementary"
    TRAINING = "training"
    CULTURE = "culture"
    ACADEMY = "academy"
    ADMINISTRATION = "administration"
    MINISTRY = "ministry"
    PLATFORM = "platform"


class OrganizationState(models.TextChoices):
    UNVERIFIED = "unverified"
    """May prepare everything and let staff in, but no pupil and no parent (B14)."""
    VERIFIED = "verified"
    SUSPENDED = "suspended"


class Role(models.TextChoices):
    """What a member is in an organisation; anybody holds any set of them."""

    ADMINISTRATOR = "administrator"
    TEACHER = "teacher"
    PUPIL = "pupil"
    PARENT = "parent"


class Organization(models.Model):
    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16, choices=OrganizationKind.choices)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=2)
    """Code of `regions.REGIONS`."""
    time_zone = models.CharField(max_length=40, default="Europe/Moscow")
    """IANA name; edges of days and quiet hours are counted in it."""
    description = models.TextField(blank=True, max_length=4000)
    site = models.URLField(blank=True)
    contacts = models.TextField(blank=True, max_length=1000)
    state = models.CharField(max_length=12, choices=OrganizationState.choices, default=OrganizationState.UNVERIFIED)
    verified_at = models.DateTimeField(null=True)
    """What a suspension goes back to: an organisation that was never verified is not verified by it."""
    policy_ver = models.BigIntegerField(default=1)
    """Raised in the transaction that narrows the organisation's policy: rights compiled before are worthless."""
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "organization"
        indexes = [models.Index(fields=["state", "-id"], name="organization_by_state")]


class MembershipState(models.TextChoices):
    ACTIVE = "active"
    GUEST = "guest"
    """Not a member: may be in single chats (an answer to an application), sees nothing of the organisation."""
    SUSPENDED = "suspended"
    ENDED = "ended"


class Membership(models.Model):
    """The gate between a person and an organisation; the stored functions of the messenger look at it on every post."""

    pk = models.CompositePrimaryKey("org_id", "user_id")
    org = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=10, choices=MembershipState.choices)
    roles = ArrayField(models.CharField(max_length=16, choices=Role.choices), default=list)
    subjects = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """What a teacher teaches here."""
    access_ver = models.BigIntegerField(default=1)
    """Raised in every transaction that changes what the person may do here; rights compiled for another version are
    worthless (`post_messages` answers `rights.recompiling`)."""
    joined_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "membership"
        indexes = [models.Index(fields=["user", "state"], name="membership_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="active") | models.Q(roles=[]), name="only_active_members_have_roles"
            ),
        ]


class Invitation(models.Model):
    """A link that leads to an application; nobody enters an organisation by a link alone (B4)."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="invitations")
    token = models.CharField(max_length=32, unique=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    class_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    """Classes of the roster, one floor up: opaque numbers here; the roster gives and checks them."""
    expires_at = models.DateTimeField()
    max_uses = models.PositiveIntegerField()
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "invitation"
        indexes = [models.Index(fields=["org", "-id"], name="invitation_newest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(uses__lte=models.F("max_uses")), name="uses_within_limit")
        ]


class ApplicationState(models.TextChoices):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DeclineReason(models.TextChoices):
    """Why an application is declined (B5)."""

    FOREIGN = "foreign"
    """Does not belong to the organisation."""
    UNIDENTIFIED = "unidentified"
    """It cannot be told who the person is."""
    WRONG_AUDIENCE = "wrong_audience"
    OTHER = "other"
    """With a text of its own."""


class Application(models.Model):
    """A person asks to be let in («заявка»)."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="applications")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="applications")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    class_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    subjects = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    child_names = models.CharField(max_length=200, blank=True)
    """What a parent writes, so that the administrator finds the children."""
    child_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    """Whom who decides has recognised by these names; opaque here like `class_ids`."""
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.PENDING)
    decline_reason = models.CharField(max_length=16, choices=DeclineReason.choices, blank=True)
    decline_text = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "application"
        indexes = [
            models.Index(fields=["org", "state", "-id"], name="application_newest"),
            models.Index(fields=["user", "-id"], name="application_of_user"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["org", "user"], condition=models.Q(state="pending"), name="one_pending_application"
            )
        ]
