"""A person who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(pk=int(username or 0))


class User(AbstractBaseUser):
    """A person. Signs in by e-mail address (allauth's `EmailAddress`) or by phone number; has no username."""

    id = models.BigAutoField(primary_key=True)
    surname = models.CharField(max_length=60)
    given_name = models.CharField(max_length=60)
    patronymic = models.CharField(max_length=60, blank=True)
    birth_date = models.DateField(null=True)
    gender = models.CharField(max_length=6, blank=True, choices=[("female", "female"), ("male", "male")])
    email = models.EmailField(blank=True)
    """The primary verified address, or empty; allauth keeps it in step with its own table."""
    phone = models.CharField(max_length=16, unique=True, null=True)  # noqa: DJ001  many may have none
    """E.164: +79211234567."""
    phone_verified = models.BooleanField(default=False)
    teaches = models.BooleanField(default=False)
    """A teacher in at least one organisation: shown everywhere with the patronymic (A8). Written by organisations."""
    is_operator = models.BooleanField(default=False)
    """Runs the installation: verifies organisations, reads no messages."""
    language = models.CharField(max_length=2, default="ru", choices=[("ru", "ru"), ("en", "en")])
    theme = models.CharField(
        max_length=5, default="auto", choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")]
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        db_table = "account"
        constraints = [
            models.CheckConstraint(condition=models.Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="phone_is_e164"),
        ]

    @property
    def name(self) -> str:
        """As shown: «Ольга Витальевна Галутина» for whoever teaches, else «Имя Фамилия»."""
        parts = [self.given_name, self.patronymic if self.teaches else "", self.surname]
        return " ".join(part for part in parts if part)

    @property
    def short_name(self) -> str:
        """In a row with little room: «Ольга Витальевна» for whoever teaches, else the given name."""
        return f"{self.given_name} {self.patronymic}".strip() if self.teaches else self.given_name

    @property
    def initials(self) -> str:
        return f"{self.given_name[:1]}{self.surname[:1]}".upper()

    def get_username(self) -> str:
        return str(self.pk)

    # Django's login machinery asks for these; there is no Django admin in the house.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class OperatorLink(models.Model):
    """A one-time link by which the first operator of an installation enters: printed in the terminal, kept as hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256, hex."""
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "operator_link"
