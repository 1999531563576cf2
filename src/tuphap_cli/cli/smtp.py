"""The mail server of the settings: reached by TLS with its certificate verified, and nothing sent where that fails."""

from __future__ import annotations

import ipaddress
import os
import smtplib
import socket
import ssl
from contextlib import ExitStack
from email.message import EmailMessage
from typing import NamedTuple, Self

from .. import errors, settings
from ..domain.model import N_, Note, note

PASSWORD = "TUPHAP_SMTP_PASSWORD"  # noqa: S105 - the variable's name
KEYRING = "tuphap-smtp"  # the service under which a keyring has the password of the user
TIMEOUT = 30  # seconds that the server may take for each answer
PORTS = {"starttls": 587, "tls": 465, "none": 25}
_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, N_("its certificate is not to be trusted ({why})")),
    (ConnectionRefusedError, N_("nobody answers at port {port}")),
    (socket.gaierror, N_("no machine of this name was found ({why})")),
    (smtplib.SMTPNotSupportedError, N_("it does not offer what is needed ({why})")),
)


class NotTaken(Exception):
    """A mail that the server has not taken; it may take others. ``why`` is for a person."""

    def __init__(self, why: Note) -> None:
        super().__init__(why.template)
        self.why = why


class Unreachable(NotTaken):
    """A server that takes no mail at all, or no more."""


class Server(NamedTuple):
    """A mail server and how it is reached; ``user`` is empty where nobody logs in."""

    host: str
    port: int
    security: str
    user: str


def of_settings() -> Server:
    """The server that the settings name.

    Raises:
        MailNotSet: none is named
        MailInClear: the way to another machine is not secured
    """
    host, security = required("smtp_host"), settings.text("smtp_security")
    if security == "none" and not _this_machine(host):
        raise errors.MailInClear(host=host)
    return Server(host, settings.number("smtp_port") or PORTS[security], security, settings.text("smtp_user"))


def required(name: str) -> str:
    """The text of a setting that mails cannot do without; MailNotSet where it is empty."""
    found = settings.text(name)
    if not found:
        raise errors.MailNotSet(name=name)
    return found


def _this_machine(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _password(user: str) -> str | None:
    """The password of ``user``: the environment's, else the keyring's where there is one."""
    if found := os.environ.get(PASSWORD):
        return found
    try:
        import keyring

        kept: str | None = keyring.get_password(KEYRING, user)
    except Exception:  # noqa: BLE001 - not installed, locked, no backend: there is no password
        return None
    return kept


class Post:
    """An open connection to ``server``, which takes mails; a context manager."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._secret = _password(server.user) if server.user else None

    def __enter__(self) -> Self:
        """Connect, secure the way, log in; Unreachable where any of it fails."""
        if self.server.user and not self._secret:
            text = N_("there is no password of {user}, neither in {variable} nor in the keyring")
            raise Unreachable(note(text, user=self.server.user, variable=PASSWORD))
        with ExitStack() as opened:
            try:
                self._smtp = self._connected()
                opened.callback(self._smtp.close)
                if self.server.security == "starttls":
                    self._smtp.starttls(context=ssl.create_default_context())
                if self._secret:
                    self._smtp.login(self.server.user, self._secret)
            except UnicodeError:  # its text would repeat a piece of the password
                raise Unreachable(note(N_("the password has letters that cannot be sent in logging in"))) from None
            except OSError as error:  # whatever smtplib raises is one
                raise Unreachable(self._words(error)) from None
            opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._smtp.quit()
        except OSError:
            self._smtp.close()

    def deliver(self, message: EmailMessage) -> None:
        """Hand ``message`` over; NotTaken where the server does not take it."""
        try:
            self._smtp.send_message(message)
        except OSError as error:
            answered = isinstance(error, smtplib.SMTPException)
            lost = not answered or isinstance(error, smtplib.SMTPServerDisconnected)
            raise (Unreachable if lost else NotTaken)(self._words(error)) from None

    def _connected(self) -> smtplib.SMTP:
        host, port = self.server.host, self.server.port
        if self.server.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=TIMEOUT)

    def _words(self, error: Exception) -> Note:
        """Why a mail did not go, for a person; never with the password in it."""
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            return self._said(*next(iter(error.recipients.values())))
        if isinstance(error, smtplib.SMTPResponseException):
            return self._said(error.smtp_code, error.smtp_error)
        if isinstance(error, TimeoutError) or "timed out" in str(error):
            return note(N_("no answer within {n} seconds"), n=TIMEOUT)
        known = next((words for kind, words in _WORDS if isinstance(error, kind)), "{why}")
        why = getattr(error, "verify_message", None) or getattr(error, "strerror", None) or str(error)
        return note(known, why=self._clean(why), port=str(self.server.port))

    def _said(self, code: int, said: bytes | str) -> Note:
        text = said.decode(errors="replace") if isinstance(said, bytes) else said
        return note("{code} {said}", code=code, said=self._clean(text))

    def _clean(self, text: str) -> str:
        from ..text import clean

        return clean(text.replace(self._secret, "…") if self._secret else text)
