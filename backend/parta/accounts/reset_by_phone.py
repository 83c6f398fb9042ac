"""A forgotten password, by a code to the phone; allauth does the same by e-mail only.

What is awaited stands in the (sealed) session of the browser that asked, so that the code is worth nothing elsewhere.
Nothing tells whether the number belongs to anybody: the answers are the same, and an unknown number gets no message,
since foreign numbers that are sent something cost money.
"""

import secrets
import time
from typing import TypedDict

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.password_reset import finalize_password_reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from parta.accounts import actions, queries
from parta.accounts.errors import CodeExpired, CodeWrong, PasswordTooWeak, PhoneNotUsable
from parta.accounts.inputs import parse_phone
from parta.accounts.models import User
from parta.platform.config import config
from parta.platform.http import client_address
from parta.platform.limits import Limit
from parta.platform.sms import SmsUnavailable, can_send_sms, send_sms

KEY = "reset_by_phone"
SECONDS_OF_A_CODE = 15 * 60
ATTEMPTS = 3
ASKED = Limit("reset_by_phone", amount=3, seconds=15 * 60)
ASKED_IN_A_DAY = Limit("reset_by_phone_in_a_day", amount=20, seconds=24 * 3600)
ASKED_FROM = Limit("reset_by_phone_from", amount=60, seconds=60)
# Beside ATTEMPTS, which guesses that are sent in the same moment could pass.
GUESSED = Limit("reset_by_phone_guess", amount=10, seconds=15 * 60)


class Awaited(TypedDict):
    phone: str
    code: str
    """Empty when the number is nobody's: then no code fits."""
    at: float
    failed: int


def ask_for_code(request: HttpRequest, phone: str) -> None:
    """Send a code to the number, if it is somebody's; a code that was sent before is worth nothing."""
    phone = number(phone)
    if not can_send_sms():
        raise SmsUnavailable
    ASKED_FROM.consume(client_address(request))
    ASKED.consume(phone)
    ASKED_IN_A_DAY.consume(phone)
    user = owner(phone)
    code = f"{secrets.randbelow(10**6):06}" if user else ""
    if user:
        with transaction.atomic():
            send_sms(
                phone,
                template="reset_password",
                params={"installation": config.installation_name, "code": code},
                language=user.language,
            )
    request.session[KEY] = Awaited(phone=phone, code=code, at=time.time(), failed=0)


def set_password_by_code(request: HttpRequest, *, phone: str, code: str, password: str) -> User:
    """Set the password, end all sessions of the person, and sign this browser in."""
    phone = number(phone)
    awaited: Awaited | None = request.session.get(KEY)
    if awaited is None or awaited["phone"] != phone or time.time() - awaited["at"] > SECONDS_OF_A_CODE:
        raise CodeExpired
    GUESSED.consume(phone)
    user = owner(phone)
    if user is None or not awaited["code"] or not secrets.compare_digest(awaited["code"], digits(code)):
        raise CodeWrong(attempts_left=count_failure(request, awaited))
    check_password(password, user=user)
    del request.session[KEY]
    actions.set_password(user, password, keep_session=None)
    get_adapter()._delete_login_attempts_cached_email(request, phone=phone)
    finalize_password_reset(request, user)
    return user


def number(phone: str) -> str:
    try:
        return parse_phone(phone)
    except ValueError as error:
        raise PhoneNotUsable from error


def owner(phone: str) -> User | None:
    user = queries.user_by_phone(phone)
    return user if user and user.phone_verified and user.is_active else None


def digits(code: str) -> str:
    """People type spaces and dashes into codes."""
    return "".join(character for character in code if character in "0123456789")


def count_failure(request: HttpRequest, awaited: Awaited) -> int:
    left = ATTEMPTS - awaited["failed"] - 1
    if left > 0:
        request.session[KEY] = awaited | {"failed": awaited["failed"] + 1}
    else:
        del request.session[KEY]
    return max(left, 0)


def check_password(password: str, *, user: User) -> None:
    try:
        get_adapter().clean_password(password, user=user)
    except ValidationError as error:
        raise PasswordTooWeak(rules=[str(problem.code) for problem in error.error_list]) from error
