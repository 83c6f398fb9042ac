"""Mails through a real mail server, short messages through a real gateway, both on this machine."""

import base64
import json
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import socket
from threading import Thread
from typing import Any, ClassVar
from urllib.error import URLError

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from procrastinate.contrib.django.models import ProcrastinateJob

from parta.platform import mail, sms
from parta.platform.config import config
from parta.platform.models import SentMessage
from parta.platform.testing import run_jobs
from protocol.settings import Mode

pytestmark = pytest.mark.django_db

PARAMS: dict[str, object] = {"installation": "Школа «Ясень» & Ко", "url": "https://school.example", "code": "123456"}


@pytest.fixture
def set_config(monkeypatch: pytest.MonkeyPatch) -> Any:
    def change(**values: Any) -> None:
        for name, value in values.items():
            monkeypatch.setitem(config.__dict__, name, value)

    return change


class Mailbox:
    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.users: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, credentials: Any) -> AuthResult:
        assert isinstance(credentials, LoginPassword)
        self.users.append(f"{credentials.login.decode()}:{credentials.password.decode()}")
        return AuthResult(success=True)


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A mail server and its address without the scheme."""
    box = Mailbox()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port, authenticator=box.authenticate, auth_require_tls=False)
    server.start()
    try:
        yield box, f"127.0.0.1:{port}"
    finally:
        server.stop()


def test_a_mail_goes_out_by_a_job_whose_arguments_tell_nothing(mailbox: tuple[Mailbox, str], set_config: Any) -> None:
    box, address = mailbox
    set_config(smtp_url=f"smtp://school:p%40ss@{address}", mail_from="Парта <parta@school.example>")

    mail.send_mail("olga@example.org", template="confirm_address", params=PARAMS, language="ru")
    waiting = str(ProcrastinateJob.objects.get().args)
    run_jobs()

    assert "123456" not in waiting
    assert "olga" not in waiting
    assert not SentMessage.objects.exists()
    assert box.users == ["school:p@ss"]
    (envelope,) = box.envelopes
    assert envelope.rcpt_tos == ["olga@example.org"]
    assert isinstance(envelope.content, bytes)
    letter = message_from_bytes(envelope.content, policy=default)
    assert letter["Subject"].strip() == "123456 — код подтверждения, Школа «Ясень» & Ко"
    assert letter["From"] == "Парта <parta@school.example>"
    assert letter["Message-ID"].endswith("@school.example>")
    text = letter.get_content().replace("\r\n", "\n")
    assert text.startswith("Здравствуйте!\n\nВаш код подтверждения: 123456\n")
    assert "Школа «Ясень» & Ко" in text


def test_a_mail_server_that_is_away_leaves_the_job_to_be_tried_again(set_config: Any) -> None:
    set_config(smtp_url="smtp://127.0.0.1:1")
    mail.send_mail("olga@example.org", template="confirm_address", params=PARAMS, language="ru")

    with pytest.raises(OSError, match="refused"):
        run_jobs()

    assert ProcrastinateJob.objects.filter(status="todo").exists()


def test_a_mail_that_waited_too_long_is_not_sent(
    mailbox: tuple[Mailbox, str], set_config: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, address = mailbox
    set_config(smtp_url=f"smtp://{address}")
    mail.send_mail("olga@example.org", template="confirm_address", params=PARAMS, language="ru")

    monkeypatch.setattr(mail, "WORTH_SENDING", -mail.WORTH_SENDING)
    run_jobs()

    assert box.envelopes == []


@pytest.mark.parametrize("template", ["confirm_address", "already_registered", "reset_password", "unknown_address"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_mail_has_a_subject_and_a_text_in_both_languages(template: str, language: str, set_config: Any) -> None:
    set_config(mode=Mode.DEMO)

    mail.send_mail("olga@example.org", template=template, params=PARAMS, language=language)

    message = SentMessage.objects.get()
    assert "Ясень" in message.subject
    assert "https://school.example" in message.text
    assert "{" not in message.text


@pytest.mark.parametrize("template", ["confirm_number", "already_registered", "reset_password"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_short_message_has_a_text_in_both_languages(template: str, language: str, set_config: Any) -> None:
    set_config(mode=Mode.DEMO)

    sms.send_sms("+79211234567", template=template, params=PARAMS, language=language)

    text = SentMessage.objects.get().text
    assert "Ясень" in text
    assert "\n" not in text


def test_a_school_without_a_mail_server_or_a_gateway_refuses(set_config: Any) -> None:
    set_config(mode=Mode.SCHOOL)

    with pytest.raises(mail.MailUnavailable):
        mail.send_mail("olga@example.org", template="confirm_address", params=PARAMS, language="ru")
    with pytest.raises(sms.SmsUnavailable):
        sms.send_sms("+79211234567", template="confirm_number", params=PARAMS, language="ru")


class Gateway(BaseHTTPRequestHandler):
    status: ClassVar[int]
    received: ClassVar[list[tuple[str, str, dict[str, str]]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.received.append((self.path, self.headers.get("Authorization", ""), body))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[str]:
    """The address of an SMS gateway, without the scheme."""
    Gateway.status, Gateway.received = 200, []
    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_short_message_goes_out_by_a_job_whose_arguments_tell_nothing(gateway: str, set_config: Any) -> None:
    set_config(sms_url=f"http://school:p%40ss@{gateway}/send?from=Parta")

    sms.send_sms("+79211234567", template="confirm_number", params=PARAMS, language="ru")
    waiting = str(ProcrastinateJob.objects.get().args)
    run_jobs()

    assert "123456" not in waiting
    assert "79211234567" not in waiting
    assert Gateway.received == [
        (
            "/send?from=Parta",
            "Basic " + base64.b64encode(b"school:p@ss").decode(),
            {
                "to": "+79211234567",
                "text": "123456 — код подтверждения, Школа «Ясень» & Ко. Никому его не сообщайте.",
            },
        )
    ]


def test_a_gateway_that_refuses_leaves_the_job_to_be_tried_again(gateway: str, set_config: Any) -> None:
    Gateway.status = 503
    set_config(sms_url=f"http://{gateway}/")
    sms.send_sms("+79211234567", template="confirm_number", params=PARAMS, language="ru")

    with pytest.raises(URLError) as refused:
        run_jobs()

    refused.value.close()  # type: ignore[attr-defined]  # an HTTPError holds its connection
    assert ProcrastinateJob.objects.filter(status="todo").exists()
