"""allauth, told how this house stores phone numbers, sends codes and sets passwords."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from parta.accounts import actions, queries
from parta.accounts.access import address_of
from parta.accounts.inputs import PhoneField
from parta.accounts.models import User
from parta.platform.config import config
from parta.platform.mail import send_mail
from parta.platform.sms import send_sms

MAILS = {
    "account/email/email_confirmation_signup": "confirm_address",
    "account/email/email_confirmation": "confirm_address",
    "account/email/account_already_exists": "already_registered",
    "account/email/password_reset_code": "reset_password",
    "account/email/unknown_account": "unknown_address",
}


class AccountAdapter(DefaultAccountAdapter):
    request: HttpRequest

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        written = form.cleaned_data
        user.surname = written["surname"]
        user.given_name = written["given_name"]
        user.patronymic = written["patronymic"]
        user.birth_date = written["birth_date"]
        user.gender = written["gender"]
        user.language = written["language"] or language_of(request)
        actions.forget_unproved(phone=written.get("phone") or "", email=written.get("email") or "")
        return super().save_user(request, user, form, commit)

    def set_password(self, user: User, password: str) -> None:
        mine = self.request.user.is_authenticated and self.request.user.pk == user.pk
        actions.set_password(user, password, keep_session=self.request.session.session_key if mine else None)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Not the last means of signing in."""
        return bool(email_address.user.phone_verified) or queries.has_other_proved_address(email_address)

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.account.stages.EmailVerificationStage": "parta.accounts.stages.EmailStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's own key knows no phone number: five wrong passwords of anybody would lock out everybody.
        return str(credentials.get("email") or credentials.get("phone") or "").lower()

    # --- mails -------------------------------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        send_mail(
            email,
            template=MAILS[template_prefix],
            params={"installation": config.installation_name, "url": config.public_url, "code": context.get("code")},
            language=user.language if isinstance(user, User) else language_of(self.request),
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})

    # --- phone numbers -----------------------------------------------------------------------------------------------

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        assert isinstance(user, User)
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:
        assert isinstance(user, User)
        with transaction.atomic():
            actions.forget_unproved(phone=phone)
            actions.set_phone(user, phone, verified=verified)

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        assert isinstance(user, User)
        actions.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return queries.user_by_phone(phone)

    def send_verification_code_sms(self, user: AbstractBaseUser, phone: str, code: str, **kwargs: Any) -> None:
        assert isinstance(user, User)
        self._send_sms(phone, template="confirm_number", code=code, language=user.language)

    def send_account_already_exists_sms(self, phone: str) -> None:
        self._send_sms(phone, template="already_registered", language=language_of(self.request))

    def _send_sms(self, phone: str, *, template: str, language: str, code: str = "") -> None:
        send_sms(
            phone,
            template=template,
            params={"installation": config.installation_name, "url": config.public_url, "code": code},
            language=language,
        )


def language_of(request: HttpRequest) -> str:
    """Language of somebody who is not known yet, by their browser."""
    first = request.headers.get("Accept-Language", "").lower().split(",")[0]
    return "en" if first.startswith("en") else "ru"
