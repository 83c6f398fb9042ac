"""Classes, who learns and teaches in them, and who answers for whom."""

from django.db import models

from parta.accounts.models import User
from parta.organizations.models import Organization


class SchoolClass(models.Model):
    """A class («7А») or another standing group of pupils."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="classes")
    grade = models.PositiveSmallIntegerField(null=True)
    """1 … 11; null for groups without a grade (kindergarten, club)."""
    letter = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=40)
    """«7А»: what people say."""
    parents_read = models.BooleanField(default=False)
    """The class lets its parents read the class chat (permissions.md: «R if the class says so»)."""
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "school_class"
        constraints = [
            models.UniqueConstraint(
                fields=["org", "title"], condition=models.Q(archived_at=None), name="class_title_once"
            )
        ]


class Standing(models.TextChoices):
    """As what somebody is in a class."""

    PUPIL = "pupil"
    CLASS_TEACHER = "class_teacher"
    """«Классный руководитель»; there may be two."""
    TEACHER = "teacher"
    """Teaches a subject in the class."""


class Enrolment(models.Model):
    """Somebody is in a class; ended rows stay as history."""

    id = models.BigAutoField(primary_key=True)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="enrolments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="enrolments")
    standing = models.CharField(max_length=16, choices=Standing.choices)
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "enrolment"
        indexes = [models.Index(fields=["user"], condition=models.Q(until=None), name="enrolment_current")]
        constraints = [
            models.UniqueConstraint(
                fields=["school_class", "user", "standing"],
                condition=models.Q(until=None),
                name="enrolled_once",
            )
        ]


class Guardian(models.Model):
    """A parent answers for a child, as this organisation knows it."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="guardians")
    parent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="guardian_of")
    child = models.ForeignKey(User, on_delete=models.PROTECT, related_name="guardians")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "guardian"
        constraints = [
            models.UniqueConstraint(fields=["org", "parent", "child"], name="guardian_once"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("child")), name="nobody_guards_himself"),
        ]
