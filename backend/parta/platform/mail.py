"""Mails. The words are templates of the domain that sends; how they leave depends on the configuration.

With SMTP_URL: a job of the running transaction, whose arguments are sealed, since a mail may carry a code.
In demo mode without SMTP_URL: a row that the outbox page shows.
"""

from datetime import timedelta
from email.utils import make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import msgspec
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.template.loader import render_to_string
from procrastinate import RetryStrategy

from parta.platform.config import config
from parta.platform.errors import Unavailable
from parta.platform.models import SentMessage
from parta.platform.sealed import Unreadable, seal, unseal
from parta.platform.tasks import app
from protocol.settings import Mode

PURPOSE = "mail"
WORTH_SENDING = timedelta(minutes=30)
"""Codes are dead by then; a mail that could not be sent for so long is not sent at all."""
RETRY = RetryStrategy(max_attempts=8, exponential_wait=2)


class MailUnavailable(Unavailable):
    """The installation has no mail server."""

    code = "platform.mail_unavailable"


class Letter(msgspec.Struct, frozen=True):
    to: str
    subject: str
    text: str


def can_send_mail() -> bool:
    return bool(config.smtp_url) or config.mode is Mode.DEMO


def send_mail(to: str, *, template: str, params: dict[str, object], language: str) -> None:
    """Send `mails/<template>.<language>.txt`, whose first line is the subject, if the running transaction commits."""
    subject, _, text = (
        render_to_string(f"mails/{template}.{language}.txt", params, using="text").strip().partition("\n")
    )
    letter = Letter(to=to, subject=subject.strip(), text=text.strip() + "\n")
    if config.smtp_url:
        deliver_mail.defer(sealed=seal(msgspec.json.encode(letter).decode(), purpose=PURPOSE))
    elif config.mode is Mode.DEMO:
        SentMessage.objects.create(channel="mail", to=letter.to, subject=letter.subject, text=letter.text)
    else:
        raise MailUnavailable


@app.task(name="platform.deliver_mail", queue="mail", retry=RETRY)
def deliver_mail(sealed: str) -> None:
    try:
        opened = unseal(sealed, purpose=PURPOSE, max_age_seconds=round(WORTH_SENDING.total_seconds()))
    except Unreadable:
        return
    letter = msgspec.json.decode(opened, type=Letter)
    EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=config.mail_from,
        to=[letter.to],
        headers={
            # Django's own would ask the name server what this machine is called.
            "Message-ID": make_msgid(domain=parseaddr(config.mail_from)[1].rpartition("@")[2]),
            "Auto-Submitted": "auto-generated",
        },
        connection=mail_server(config.smtp_url),
    ).send()


def mail_server(url: str) -> EmailBackend:
    """smtp://, smtps:// (TLS from the first byte) or smtp+tls:// (STARTTLS)."""
    parts = urlsplit(url)
    implicit_tls = parts.scheme == "smtps"
    return EmailBackend(
        host=parts.hostname or "localhost",
        port=parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=implicit_tls,
        use_tls=parts.scheme == "smtp+tls",
        timeout=15,
    )
