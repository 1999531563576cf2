"""check --mail: what is new, to the office and to each unit that has an address; each is told for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from .. import errors, settings
from ..domain.model import N_, Note, note, vn_date
from ..i18n import _, ngettext, show
from ..reports.base import Column, Line, Record, Report, Table, sentence_list
from . import access, attempts, checking, doubts, smtp, typed
from .output import Reply

if TYPE_CHECKING:
    from email.message import EmailMessage

    from ..reports.pressing import Asked
    from ..store.file.register import Connection
    from ..store.read.entries import UnitRow
    from ..store.write.told import Listener, Told

NOT_TOLD = N_("The mail to {address} has gone, but does not count as told: the next run sends it again.")
SENT, FAILED, NO_ADDRESS, NOTHING_NEW = "sent", "failed", "no_address", "nothing_new"
_RESULTS = {
    SENT: N_("sent"),
    FAILED: N_("not taken"),
    NO_ADDRESS: N_("no address; see `tuphap unit edit CODE --email`"),
    NOTHING_NEW: N_("nothing new"),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """What one listener is to hear; ``unit`` and ``unit_name`` are empty for the office. ``result`` is one of SENT, …"""

    unit: str
    unit_name: str
    address: str
    listener: Listener
    before: Told
    marks: frozenset[str]
    news: int
    brief: Report
    detailed: Report
    result: str = NOTHING_NEW
    why: str = ""

    @property
    def due(self) -> bool:
        """Whether there is something to send, and somewhere to send it to."""
        return bool(self.brief.title and self.address)

    def record(self) -> Record:
        """The machine form."""
        found: Record = {
            "unit": self.unit or None,
            "unit_name": self.unit_name or None,
            "address": self.address or None,
        }
        return found | {"new": self.news, "result": self.result, "why": self.why or None}


def mailed(soon: int | None, unit: str, *, dry_run: bool, quiet: bool) -> Reply:
    """Send the mails, or show them (``dry_run``); the exit code of findings where anything is new.

    Raises:
        MailNotSet, NobodyToMail, MailInClear: the settings do not allow it
        RegisterFault: what was told could not be recorded
    """
    digests = _digests(soon, unit)
    if not any(digest.address for digest in digests):
        raise errors.NobodyToMail
    code = errors.FINDINGS if any(digest.due for digest in digests) else 0
    if dry_run:
        return Reply(_trial([digest for digest in digests if digest.due]), code, quiet=quiet)
    server = smtp.of_settings()
    if any(digest.due for digest in digests):
        with access.to_write():  # where nothing can be recorded, nothing is sent
            pass
        digests = list(_sent(server, digests))
    for digest in digests:
        if digest.address and digest.result == NOTHING_NEW:
            _remember(digest, checking.UNTOLD)  # that some of what it was told is no longer so
    return Reply(_report(digests), code, error=_failure(server, digests), quiet=quiet)


def _failure(server: smtp.Server, digests: Sequence[Digest]) -> errors.MailFailed | None:
    """The error for the mails that were not taken, if any."""
    due = [digest for digest in digests if digest.due]
    failed = [digest for digest in due if digest.result == FAILED]
    if not failed:
        return None
    return errors.MailFailed(failed=len(failed), all=len(due), host=server.host, why=failed[0].why)


# -- what there is to tell -----------------------------------------------------------------------------------


def _digests(soon: int | None, unit: str) -> list[Digest]:
    """What the office (not with a unit named) and each unit are to hear today."""
    as_of = settings.today()
    with access.reading() as connection:
        blank = Report("tuphap.check/1", as_of, ())
        notes = doubts.looked_at(connection, doubts.Care.REPORT)(blank).heading
        found = [] if unit else [_digest(connection, checking.asked(connection, as_of, soon), None, notes)]
        for each in _units(connection, as_of, unit):
            question = checking.asked(connection, as_of, soon, each)
            filters = question.filters and question.filters._replace(units=(each.id,))
            found.append(_digest(connection, question._replace(filters=filters), each))
    return found


def _units(connection: Connection, as_of: date, unit: str) -> list[UnitRow]:
    """The units that exist on ``as_of``; of a unit named, it and those below it."""
    from ..store.read import entries

    ids = typed.unit_ids(connection, unit)
    rows = entries.unit_rows(connection)
    return [row for row in rows if (not ids or row.id in ids) and (row.valid_to is None or row.valid_to > as_of)]


def _digest(connection: Connection, asked: Asked, unit: UnitRow | None, notes: tuple[str, ...] = ()) -> Digest:
    """What ``unit`` is to hear, or the office; ``notes`` say that the register is not sound, once a day."""
    from ..reports import check_brief
    from ..reports.pressing import survey
    from ..store.write import told
    from ..store.write.told import Channel, Listener

    listener = Listener(Channel.MAIL, unit.id if unit else 0)
    before = told.told(connection, listener)
    found = survey(connection, asked, before.marks)
    marks = {point.mark for point in found.points} | ({f"unsound {asked.as_of}"} if notes else set())
    brief = check_brief.brief_report(
        connection,
        asked,
        found,
        told_on=before.last,
        only_new=True,
        answer_to=(settings.text("mail_office") or settings.text("mail_sender")) if unit else None,
        doubtful=not marks <= before.marks,
    )
    brief = brief._replace(heading=(*notes, *brief.heading))
    detailed = check_brief.with_details(connection, asked, found, brief)
    name, code = (unit.email, unit.code) if unit else (settings.text("mail_office"), "")
    digest = Digest(code, asked.unit_name, name, listener, before, frozenset(marks), len(found.news), brief, detailed)
    return replace(digest, result=NO_ADDRESS) if brief.title and not digest.address else digest


# -- sending -------------------------------------------------------------------------------------------------


def _sent(server: smtp.Server, digests: Sequence[Digest]) -> Iterator[Digest]:
    """``digests`` with what became of each, one by one; what was taken is recorded before the next is sent."""
    sender = smtp.required("mail_sender")
    closed: Note | None = None  # why the server takes nothing more
    with ExitStack() as stack:
        try:
            post = stack.enter_context(smtp.Post(server))
        except smtp.Unreachable as error:
            closed = error.why
        for digest in digests:
            if not digest.due:
                yield digest
            elif closed is not None:
                yield replace(digest, result=FAILED, why=show(closed))
            else:
                try:
                    post.deliver(_message(digest, sender))
                except smtp.NotTaken as error:
                    closed = error.why if isinstance(error, smtp.Unreachable) else None
                    yield replace(digest, result=FAILED, why=show(error.why))
                else:
                    attempts.keep()
                    _remember(digest, NOT_TOLD)
                    yield replace(digest, result=SENT)


def _message(digest: Digest, sender: str) -> EmailMessage:
    """The mail; NotTaken where an address is none."""
    from ..render.mail import Addressed, as_mail

    answer_to = settings.text("mail_office") if digest.unit else ""
    addressed = Addressed(sender, settings.text("office"), digest.address, answer_to)
    try:
        return as_mail(digest.brief, digest.detailed, addressed, _subject(digest))
    except (ValueError, LookupError):
        raise smtp.NotTaken(note(N_("this is no address of a mail"))) from None


def _subject(digest: Digest) -> str:
    if not digest.news:
        return digest.brief.title
    new = ngettext("{n} piece of news", "{n} pieces of news", digest.news)
    return f"{digest.brief.title} ({new})"


def _remember(digest: Digest, consequence: str) -> None:
    try:
        checking.remember(digest.listener, digest.before, digest.marks, settings.today())
    except errors.TuphapError as error:
        error.consequence = note(consequence, address=digest.address)
        raise


# -- what became of it -----------------------------------------------------------------------------------------


def _report(digests: Sequence[Digest]) -> Report:
    """To whom a mail went and to whom not; without a title where there was nothing to tell."""
    lines = [
        Line(
            (
                digest.unit or _("the office"),
                digest.address or "–",
                digest.news,
                f"{_(_RESULTS[digest.result])}: {digest.why}" if digest.why else _(_RESULTS[digest.result]),
            ),
            "bad" if digest.result == FAILED else "",
        )
        for digest in digests
        if digest.result != NOTHING_NEW
    ]
    columns = (
        Column(_("To")),
        Column(_("Address"), flexible=True),
        Column(_("New"), right=True),
        Column(_("Result"), flexible=True),
    )
    day = settings.today()
    told = any(digest.due for digest in digests)
    return Report(
        schema="tuphap.mails/1",
        as_of=day,
        rows=[digest.record() for digest in digests],
        title=_("Mails of {day}").format(day=vn_date(day)) if told else "",
        tables=(Table(columns, tuple(lines)),) if told else (),
        fields=("unit", "unit_name", "address", "new", "result", "why"),
    )


def _trial(digests: Iterable[Digest]) -> Report:
    """The mails as they would go."""
    from ..render.feeds import as_text

    tables, rows = [], list[Record]()
    for digest in digests:
        text = as_text(digest.brief)
        title = _("To {address}: {subject}").format(address=digest.address, subject=_subject(digest))
        tables.append(sentence_list(title, text.splitlines()))
        rows.append(digest.record() | {"subject": _subject(digest), "text": text})
    closing = (_("Tried only; nothing was written."),)
    return Report("tuphap.mails/1", settings.today(), rows, tables=tuple(tables), closing=closing)
