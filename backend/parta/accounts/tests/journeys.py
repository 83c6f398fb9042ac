"""What people do in these tests, by the calls that the page makes."""

import re
from typing import TYPE_CHECKING, Any

from parta.accounts.make import JsonClient
from parta.platform.models import SentMessage

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PASSWORD = "Тихая-Заводь-71"
PHONE = "+79211234567"
EMAIL = "olga@example.org"

OLGA = {
    "surname": "Галутина",
    "given_name": "Ольга",
    "patronymic": "Витальевна",
    "birth_date": "1985-04-12",
    "password": PASSWORD,
}


def sign_up(browser: JsonClient, **changes: Any) -> "Answer":
    return allauth(browser, "auth/signup", {**OLGA, **changes})


def verify_phone(browser: JsonClient, code: str) -> "Answer":
    return allauth(browser, "auth/phone/verify", {"code": code})


def verify_email(browser: JsonClient, code: str) -> "Answer":
    return allauth(browser, "auth/email/verify", {"key": code})


def log_in(browser: JsonClient, **credentials: str) -> "Answer":
    return allauth(browser, "auth/login", credentials)


def log_out(browser: JsonClient) -> "Answer":
    return browser.delete("/_allauth/browser/v1/auth/session")


def allauth(browser: JsonClient, door: str, body: dict[str, Any] | None = None) -> "Answer":
    return browser.post(f"/_allauth/browser/v1/{door}", body)


def register_by_phone(browser: JsonClient, phone: str = PHONE) -> None:
    sign_up(browser, phone=phone)
    assert verify_phone(browser, code_sent_to(phone)).status_code == 200


def register_by_email(browser: JsonClient, email: str = EMAIL) -> None:
    sign_up(browser, email=email)
    assert verify_email(browser, code_sent_to(email)).status_code == 200


def code_sent_to(address: str) -> str:
    message = SentMessage.objects.filter(to=address).latest("pk")
    found = re.search(r"\b\d{6}\b", message.text)
    assert found, message.text
    return found[0]


def another_code(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def pending(response: "Answer") -> list[str]:
    """What the server waits for before it signs the browser in."""
    return [flow["id"] for flow in response.json()["data"]["flows"] if flow.get("is_pending")]


def problems(response: "Answer") -> list[tuple[str, str]]:
    """(field, code) of what allauth refused."""
    return [(error.get("param", ""), error["code"]) for error in response.json()["errors"]]


def is_signed_in(browser: JsonClient) -> bool:
    return browser.get("/api/me").status_code == 200
