"""A real mail server of the tests' own, and what arrived there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class PostOffice:
    """`arrived` are the messages as a mail program reads them, `sent_to` their recipients by the envelope.

    `answer` is what it says to messages, such as "451 Try again later"; it has no mailbox for the `unknown`.
    """

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.sent_to: list[list[str]] = []
        self.answer = "250 OK"
        self.unknown: set[str] = set()
        self.controller: Controller | None = None

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self.answer.startswith("250"):
            return self.answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        message: Any = message_from_bytes(content, policy=policy.default)
        self.arrived.append(message)
        self.sent_to.append(list(envelope.rcpt_tos))
        return self.answer

    def parts(self, number: int = -1) -> tuple[str, str]:
        """The text and the HTML of a message."""
        text, html = (self.arrived[number].get_body((kind,)) for kind in ("plain", "html"))
        assert text
        assert html
        return text.get_content(), html.get_content()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Nobody answers the door meanwhile."""
        assert self.controller
        self.controller.stop()
        try:
            yield
        finally:
            self.controller = _opened(self, self.controller.port)


def _opened(office: PostOffice, port: int) -> Controller:
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    return controller


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    office = PostOffice()
    office.controller = _opened(office, _free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.controller.port
    settings.DEFAULT_FROM_EMAIL = "Colloquy <site@colloquy.example>"
    settings.SITE_URL = "https://essays.example.edu"
    yield office
    office.controller.stop()
