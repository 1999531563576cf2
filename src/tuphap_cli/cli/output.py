"""A report given out: the one table of output formats, and where the drawn report goes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import errors, settings
from ..domain.model import N_
from ..i18n import _, ngettext
from . import speech

if TYPE_CHECKING:
    from ..reports.base import Report

Drawer = Callable[["Report", bytes | None], str | bytes]  # a report and the office's own Word template, if any


class OutputFormat(NamedTuple):
    """One output format: what ``--format`` calls it, which file endings mean it, and how a report becomes it.

    ``paper`` formats are printed or passed on, so that they carry the register's verification mark. ``lead`` is what a
    file of it begins with (on stdout nothing does). ``offered`` says in which commands' help it is named: "all",
    "summaries" (every command makes it, only they have a use for it), "dated" (only reports with due days make it).
    ``readable`` means that a terminal can show it.
    """

    name: str
    endings: tuple[str, ...]
    draw: Drawer
    paper: bool = False
    lead: bytes = b""
    offered: str = "all"
    readable: bool = True


def _table(report: Report, _template: bytes | None) -> str:
    from ..render import feeds

    return feeds.as_text(report)


def _json(report: Report, _template: bytes | None) -> str:
    from ..render import feeds

    return feeds.as_json(report)


def _csv(report: Report, _template: bytes | None) -> str:
    from ..render import feeds

    return feeds.as_csv(report)


def _markdown(report: Report, _template: bytes | None) -> str:
    from ..render import feeds

    return feeds.as_markdown(report)


def _html(report: Report, _template: bytes | None) -> str:
    from ..render.html import as_html

    return as_html(report)


def _excel(report: Report, _template: bytes | None) -> bytes:
    from ..render.xlsx import as_xlsx

    return as_xlsx(report)


def _word(report: Report, template: bytes | None) -> bytes:
    from ..render.docx import as_docx

    return as_docx(report, template)


def _calendar(report: Report, _template: bytes | None) -> bytes:
    """Draw ``report`` for calendar programs; what of it a calendar does not hold is said on stderr."""
    from ..render.ics import as_ics

    if report.agenda and report.agenda.left_out:
        text = ngettext(
            "{n} row is not in the calendar: nothing is due there any more, or no day is known.",
            "{n} rows are not in the calendar: nothing is due there any more, or no day is known.",
            report.agenda.left_out,
        )
        speech.remark(text)
    if report.agenda and not report.agenda.events:
        speech.remark(_("The calendar is empty: no open task that fits has a due day."))
    return as_ics(report)


UTF8_MARK = b"\xef\xbb\xbf"  # Excel takes a CSV without it for the system's old code page

# In the order in which the help names them.
FORMATS = (
    OutputFormat("table", (".txt",), _table),
    OutputFormat("json", (".json",), _json),
    OutputFormat("csv", (".csv",), _csv, lead=UTF8_MARK),
    OutputFormat("md", (".md",), _markdown, paper=True),
    OutputFormat("html", (".html", ".htm"), _html, paper=True),
    OutputFormat("xlsx", (".xlsx",), _excel, paper=True, readable=False),
    OutputFormat("docx", (".docx",), _word, paper=True, offered="summaries", readable=False),
    OutputFormat("ics", (".ics",), _calendar, paper=True, offered="dated"),
)
BY_NAME = {made.name: made for made in FORMATS}
BY_ENDING = {ending: made for made in FORMATS for ending in made.endings}
ICS = "ics"


def names_for_help(*offered: str) -> str:
    """Return the names of the formats offered to "all" and to ``offered``, as the help lists them: "a, b or c"."""
    names = [made.name for made in FORMATS if made.offered in {"all", *offered}]
    return _("{names} or {last}").format(names=", ".join(names[:-1]), last=names[-1])


def format_of(format_: str, output: str, *, dated: bool = False) -> str:
    """Return the name of the format asked for, or meant by the ending of the file ``output``.

    ``dated`` says that the command gives due days, which a calendar can hold.

    Raises:
        BadFormat: the command does not make it
    """
    to_file = output not in {"", "-"}
    ending = Path(output).suffix.lower() if to_file else ""
    by_ending = BY_ENDING[ending].name if ending in BY_ENDING else ""
    chosen = format_ or by_ending or ("" if to_file else "table")
    made = [one.name for one in FORMATS if dated or one.offered != "dated"]
    if chosen not in made:
        raise errors.BadFormat(value=format_ or Path(output).suffix, choices=", ".join(made))
    return chosen


FIRST = 100  # rows of each kind that a list shows on a terminal


def first_rows(format_: str, output: str, *, every: bool) -> int | None:
    """Return how many rows of each kind a list shows: as a table on a terminal the first, elsewhere all (None)."""
    on_terminal = format_ == "table" and output in {"", "-"} and sys.stdout.isatty()
    return FIRST if on_terminal and not every else None


def give(report: Report, format_: str, output: str, *, template: bytes | None = None) -> None:
    """Draw ``report`` on stdout, or write it to ``output``, in the format asked for or meant by the file's ending.

    ``template`` is an office's own Word template.
    """
    chosen = BY_NAME[format_of(format_, output, dated=report.agenda is not None)]
    to_file = output not in {"", "-"}
    if chosen.name == "table" and not to_file and sys.stdout.isatty():
        from ..render import terminal

        terminal.draw(report)
        return
    drawn = chosen.draw(_marked(report) if chosen.paper else report, template)
    if to_file:
        write_file(output, drawn if isinstance(drawn, bytes) else chosen.lead + drawn.encode())
    elif isinstance(drawn, str):
        sys.stdout.write(drawn)
    else:
        _binary(drawn, chosen)


def _marked(report: Report) -> Report:
    """``report`` with the journal's mark of this moment, unless it has one or there is no register to mark."""
    if report.mark:
        return report
    from ..domain import journal
    from ..store.file.register import Register
    from ..store.read import periodic

    try:
        with Register.open(settings.register_path()) as register, register.reading() as connection:
            seq, head = periodic.journal_head(connection)
    except errors.TuphapError:
        return report
    return report._replace(mark=journal.journal_mark(seq, head)) if seq else report


def _binary(drawn: bytes, chosen: OutputFormat) -> None:
    """Send a file to stdout; on a terminal only one that can be read there, without its line ends.

    Raises:
        BadField: it is one of Word or Excel, and stdout is a terminal
    """
    if sys.stdout.isatty() and chosen.readable:
        sys.stdout.write(drawn.decode().replace("\r\n", "\n"))
        return
    if sys.stdout.isatty():
        raise errors.BadField(field="--format", value=chosen.name, why=N_("name a file for it with --output"))
    sys.stdout.flush()
    sys.stdout.buffer.write(drawn)
    sys.stdout.buffer.flush()


def write_file(output: str, content: bytes) -> None:
    """Write a file beside its place and move it there, so that an old one stays whole until the new one is; say so.

    Raises:
        OutputFailed: it cannot be written
    """
    path = Path(output)
    if not path.name:
        raise errors.OutputFailed(path=path, why=_("it is a folder"))
    from ..store.file import lasting

    try:
        lasting.put_file(path, content, path.with_name(f".{path.name}.tmp"))
    except OSError as error:
        raise errors.OutputFailed(path=path, why=error.strerror or error) from None
    speech.remark(_("Written: {path}").format(path=output))
