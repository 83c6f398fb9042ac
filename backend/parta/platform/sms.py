"""Short messages, like mails: a sealed job where there is a gateway, else a row of the outbox page (demo mode)."""

import base64
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

import msgspec
from django.template.loader import render_to_string

from parta.platform.config import config
from parta.platform.errors import Unavailable
from parta.platform.mail import RETRY, WORTH_SENDING
from parta.platform.models import SentMessage
from parta.platform.sealed import Unreadable, seal, unseal
from parta.platform.tasks import app
from protocol.settings import Mode

PURPOSE = "sms"


class SmsUnavailable(Unavailable):
    """The installation has no SMS gateway."""

    code = "platform.sms_unavailable"


class ShortMessage(msgspec.Struct, frozen=True):
    to: str
    """E.164"""
    text: str


def can_send_sms() -> bool:
    return bool(config.sms_url) or config.mode is Mode.DEMO


def send_sms(to: str, *, template: str, params: dict[str, object], language: str) -> None:
    """Send `sms/<template>.<language>.txt`, if the running transaction commits."""
    message = ShortMessage(to=to, text=render_to_string(f"sms/{template}.{language}.txt", params, using="text").strip())
    if config.sms_url:
        deliver_sms.defer(sealed=seal(msgspec.json.encode(message).decode(), purpose=PURPOSE))
    elif config.mode is Mode.DEMO:
        SentMessage.objects.create(channel="sms", to=message.to, text=message.text)
    else:
        raise SmsUnavailable


@app.task(name="platform.deliver_sms", queue="mail", retry=RETRY)
def deliver_sms(sealed: str) -> None:
    try:
        opened = unseal(sealed, purpose=PURPOSE, max_age_seconds=round(WORTH_SENDING.total_seconds()))
    except Unreadable:
        return
    post_to_gateway(config.sms_url, msgspec.json.decode(opened, type=ShortMessage))


def post_to_gateway(url: str, message: ShortMessage) -> None:
    """POST {"to", "text"}; anything but a 2xx answer raises, and the job is tried again."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("SMS_URL is neither http:// nor https://")
    host = parts.netloc.rpartition("@")[2]
    request = Request(  # noqa: S310  the scheme was looked at above
        urlunsplit(parts._replace(netloc=host)),
        data=msgspec.json.encode(message),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    if parts.username:
        user_and_password = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(user_and_password).decode()}")
    with urlopen(request, timeout=15):  # noqa: S310  as above
        pass
