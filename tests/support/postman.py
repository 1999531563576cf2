"""A mail server of the tests: a real one on this machine, with TLS, a log-in and a certificate of its own."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

HOST = "localhost"
USER, PASSWORD = "van-thu", "mat-khau-rieng-7f3a"


@dataclass
class Box:
    """What arrived, and how the server behaves: it refuses the addresses ``refused``, and hangs up on ``hung_up``."""

    port: int = 0
    authority: Path = Path()
    mails: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    hung_up: set[str] = field(default_factory=set)
    logins: list[str] = field(default_factory=list)

    def to(self, address: str) -> EmailMessage:
        """The one mail that arrived for ``address``."""
        [found] = [mail for mail in self.mails if mail["To"] == address]
        return found

    # -- what aiosmtpd calls -----------------------------------------------------------------------------------

    async def handle_RCPT(  # noqa: N802 - its names
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.hung_up.intersection(envelope.rcpt_tos):
            assert server.transport is not None
            server.transport.close()
            return "421 gone"
        content = envelope.content
        assert isinstance(content, bytes)
        found = message_from_bytes(content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        return "250 OK"

    def login(self, _server: SMTP, _session: Any, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        """Whether who logs in is the one user."""
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.logins.append("right" if right else "wrong")
        return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(folder: Path, security: str, *, name: str = HOST) -> Iterator[Box]:
    """A server on a free port, secured by "starttls", "tls" or "none"; its certificate is for ``name``."""
    authority = trustme.CA()
    box = Box(port=_free_port(), authority=folder / "authority.pem")
    authority.cert_pem.write_to_path(str(box.authority))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        authenticator=box.login if security != "none" else None,
        auth_required=security == "starttls",  # it does not count TLS from the first byte on as such
        auth_require_tls=security == "starttls",
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
