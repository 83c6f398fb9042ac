"""What accounts refuse."""

from parta.platform.errors import Conflict, Invalid, NotFound


class PasswordTooWeak(Invalid):
    """The password breaks these rules."""

    code = "accounts.password_too_weak"
    rules: list[str]
    """password_too_short, password_too_common, password_entirely_numeric"""


class NameNotUsable(Invalid):
    """A name has letters, spaces, hyphens and apostrophes, and at most 60 of them."""

    code = "accounts.name_not_usable"
    field: str


class PhoneNotUsable(Invalid):
    """This is no phone number."""

    code = "accounts.phone_not_usable"


class CodeWrong(Invalid):
    """Not the code that was sent."""

    code = "accounts.code_wrong"
    attempts_left: int


class CodeExpired(Conflict):
    """No code is awaited: none was asked for, it is too old, or there were too many wrong ones. Ask for another."""

    code = "accounts.code_expired"


class SetupLinkWorthless(NotFound):
    """The one-time link was used, is too old, or never was one."""

    code = "accounts.setup_link_worthless"
