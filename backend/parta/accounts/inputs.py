"""What people type when they register or sign in, and the rules for it."""

import re
import unicodedata
from datetime import date
from typing import Any

import phonenumbers
from allauth.account.adapter import get_adapter
from allauth.headless.account.inputs import LoginInput, SignupInput
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from parta.accounts import queries
from parta.accounts.models import User
from parta.platform import clock
from parta.platform.mail import can_send_mail
from parta.platform.sms import can_send_sms

YOUNGEST_TO_REGISTER = 10
"""Pupils of grades 1-4 come by their teacher's invitation (A2), so nobody younger registers alone."""
OLDEST = 110
LONGEST_NAME = 60
PHONE = re.compile(r"[\d\s()+.\-\u2010-\u2014]{5,40}")
NAME = re.compile(r"[^\W\d_]+(?:[ \-'’]+[^\W\d_]+)*")


def clean_name(value: str) -> str:
    """Return the name with single spaces and composed letters; ValueError if people are not called so."""
    name = " ".join(unicodedata.normalize("NFC", value).split())
    if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        raise ValueError(value)
    return name


def parse_phone(value: str) -> str:
    """Return E.164 («8 921 123-45-67» is a Russian number); ValueError if it is no number that exists."""
    if not PHONE.fullmatch(value):
        raise ValueError(value)
    try:
        number = phonenumbers.parse(value, "RU")
    except phonenumbers.NumberParseException as error:
        raise ValueError(value) from error
    if not phonenumbers.is_possible_number(number):
        raise ValueError(value)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


class NameField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return clean_name(text)
        except ValueError as error:
            raise ValidationError("letters, spaces, hyphens, apostrophes", code="name_not_usable") from error


class PhoneField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            # `text` is what Python prints for a value that is none.
            return parse_phone(text if isinstance(value, str) else "")
        except ValueError as error:
            raise ValidationError("not a phone number", code="invalid_phone") from error


class BirthDateField(forms.DateField):
    def to_python(self, value: Any) -> date | None:
        # Django's field takes for granted that it is given text.
        return super().to_python(str(value) if value is not None else None)

    def clean(self, value: Any) -> date | None:
        born: date | None = super().clean(value)
        if born is None:
            return None
        age = full_years(born, on=clock.now().date())
        if not 0 <= age <= OLDEST:
            raise ValidationError("not a plausible birth date", code="birth_date_implausible")
        if age < YOUNGEST_TO_REGISTER:
            raise ValidationError("register by the teacher's invitation", code="too_young")
        return born


def full_years(born: date, *, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class RegistrationInput(SignupInput):
    """A phone number or an e-mail address, one of them; who one is; a password."""

    surname = NameField()
    given_name = NameField()
    patronymic = NameField(required=False)
    birth_date = BirthDateField(input_formats=["%Y-%m-%d"])
    gender = forms.ChoiceField(choices=[("", ""), ("female", ""), ("male", "")], required=False)
    language = forms.ChoiceField(choices=[("", ""), ("ru", ""), ("en", "")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].validators.append(MaxLengthValidator(User._meta.get_field("email").max_length))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        email, phone = cleaned.get("email"), cleaned.get("phone")
        if "email" in self.errors or "phone" in self.errors:
            return cleaned
        if bool(email) == bool(phone):
            raise ValidationError("either phone or e-mail", code="phone_or_email")
        if phone and not can_send_sms():
            self.add_error("phone", ValidationError("no SMS gateway", code="sms_unavailable"))
        if email and not can_send_mail():
            self.add_error("email", ValidationError("no mail server", code="mail_unavailable"))
        return cleaned

    # Who began to register but proved nothing holds neither number nor address: such rows make way in `save_user`.

    def validate_unique_email(self, value: str) -> str:
        self.account_already_exists = queries.is_proved(email=value)
        return value

    def _clean_phone(self) -> None:
        if phone := self.cleaned_data.get("phone"):
            self.account_already_exists = queries.is_proved(phone=phone)

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            # Whether somebody is registered must not show in the time that the answer takes.
            make_password(self.cleaned_data["password"])
        return super().try_save(request)


class SignInInput(LoginInput):
    """A phone number, written as people write it, or an e-mail address, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = get_adapter().phone_form_field(required=False)
