"""What a command answers given out: what goes with a report, and the order in which all of it is said."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from .. import errors
from ..i18n import _
from . import speech, whereabouts
from .done import Done, give_done, in_this_register
from .output_formats import BY_NAME, Target, format_of, to_file

if TYPE_CHECKING:
    from ..reports.base import Report


class Reply(NamedTuple):
    """The report that a command answers with, and what goes with it.

    ``exit_code`` is the command's; ``next`` is a sentence beside the report, on stderr; ``template`` is an office's
    own Word template; ``format`` is set where the command makes one format only. A command that has to refuse what
    the report shows ends with ``error`` once it is given out. ``delivered`` is called when the report is where it was
    to go. A ``quiet`` one goes to a file or nowhere.
    """

    report: Report
    exit_code: int = 0
    next: str = ""
    template: bytes | None = None
    format: str = ""
    error: errors.TuphapError | None = None
    delivered: Callable[[], None] | None = None
    quiet: bool = False


def with_findings(report: Report, *, count: bool = True) -> Reply:
    """Return ``report`` with the exit code of findings where it has any and they ``count``.

    That the register is not sound (the notes) is one, since it may hide what is late.
    """
    found = report.findings or report.more.get("notes")
    return Reply(report, errors.FINDINGS if count and found else 0)


def give_out(answer: object, command: str, given: Mapping[str, str]) -> int:
    """Give out what ``command`` ("task list") answers, in the format and to the file ``given``; returns its exit code.

    ``answer`` is a report, alone or with what goes with it, what was recorded, or None where all has been said.
    """
    if answer is None:
        return 0
    if isinstance(answer, Done):
        give_done(answer, command, given["format"])
        return 0
    from ..reports.base import Report

    reply = Reply(answer) if isinstance(answer, Report) else answer
    if not isinstance(reply, Reply):
        raise TypeError(command)
    if to_file(given["output"]) or not (reply.quiet or (speech.hushed() and not given.get("format"))):
        draw_report(reply, given.get("format", ""), given["output"], given.get("headings", ""))
        if reply.delivered is not None:
            sys.stdout.flush()
            reply.delivered()
    if reply.next:
        speech.remark(in_this_register(reply.next))
    if reply.error is not None:
        raise reply.error
    return reply.exit_code


def draw_report(reply: Reply, format_: str, output: str, headings: str = "") -> None:
    """Draw a report in the format asked for, the one meant by the file's ending, or the only one of its command.

    ``headings`` "vi" gives a CSV or TSV Vietnamese ones.
    """
    report = reply.report
    report = report._replace(closing=tuple(map(in_this_register, report.closing)))
    dated, letter = report.agenda is not None, report.letter is not None
    chosen = BY_NAME[format_of(reply.format or format_, output, dated=dated, letter=letter)]
    if headings and not chosen.flat:
        raise errors.UsageFault(what=_("--headings is about CSV and TSV: --format csv, or -o NAME.csv."))
    target = Target(output, chosen, reply.template, headings)
    chosen.draw(_marked(report) if chosen.paper else report, target)


def _marked(report: Report) -> Report:
    """``report`` with the journal's mark of this moment, unless it has one or there is no register to mark.

    A letter to others bears none: it says nothing that they could check by it.
    """
    if report.mark or (report.letter is not None and report.letter.addressees):
        return report
    from ..domain import journal
    from ..store import any_register
    from ..store.read import periodic

    try:
        with any_register.open_register(whereabouts.reading_path()) as register, register.reading() as connection:
            seq, head = periodic.journal_head(connection)
    except errors.TuphapError:
        return report
    return report._replace(mark=journal.journal_mark(seq, head)) if seq else report
