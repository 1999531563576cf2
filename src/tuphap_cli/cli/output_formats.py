"""The one table of output formats: what each is called, which file endings mean it, how a report becomes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import colours, errors
from ..domain.model import N_
from ..i18n import _, ngettext
from . import pager, speech
from .outfile import write_file

if TYPE_CHECKING:
    from ..reports.base import Report


class Target(NamedTuple):
    """Where a drawn report goes: to the file ``output``, or to stdout.

    ``form`` is the format, ``template`` an office's own Word template, ``headings`` the language of the headings of
    a flat one ("": the keys).
    """

    output: str
    form: OutputFormat
    template: bytes | None = None
    headings: str = ""

    @property
    def on_terminal(self) -> bool:
        """Whether somebody looks at it on a terminal."""
        return _on_terminal(self.output)

    def write(self, drawn: str | bytes | Iterator[str]) -> None:
        """Write the whole drawn report, or its pieces; on a terminal only what can be read there, without its line ends.

        Nothing is written before all of it is drawn: half a report beside an error is worse than none.

        Raises:
            BadField: it is a file of Word or Excel, and stdout is a terminal
            OutputFailed: the file cannot be written
        """
        pieces = [drawn] if isinstance(drawn, str | bytes) else drawn
        # The bytes of a piece take half the room of its letters, and the rows in it can go.
        held = [each if isinstance(each, bytes) else each.encode(errors="backslashreplace") for each in pieces]
        if to_file(self.output):
            write_file(self.output, b"".join((self.form.lead, *held)))
        elif isinstance(drawn, bytes) and not self.on_terminal:
            sys.stdout.flush()
            sys.stdout.buffer.write(drawn)
            sys.stdout.buffer.flush()
        elif self.form.readable and self.on_terminal:
            pager.show(b"".join(held).decode().replace("\r\n", "\n"))
        elif self.form.readable:
            sys.stdout.writelines(each.decode() for each in held)
        else:
            raise errors.BadField(field="--format", value=self.form.name, why=N_("name a file for it with --output"))


def to_file(output: str) -> bool:
    """Whether ``output`` is a file, not stdout."""
    return output not in {"", "-"}


def _on_terminal(output: str) -> bool:
    return not to_file(output) and sys.stdout.isatty()


Drawer = Callable[["Report", Target], None]  # draws a report and writes it to its target


class OutputFormat(NamedTuple):
    """One output format: what ``--format`` calls it, which file endings mean it, and how a report becomes it.

    ``paper`` formats are printed or passed on, so that they carry the register's verification mark. ``lead`` is what a
    file of it begins with (on stdout nothing does). ``offered`` says in which commands' help it is named: "all",
    "summaries" (every command makes it, only they have a use for it), "dated" (only reports with due days make it),
    "letters" (only official reports do).
    ``readable`` means that a terminal can show it; ``paged`` that it is read from page to page, with annexes; ``flat``
    that it holds the rows of the machine form and nothing else, below headings.
    """

    name: str
    endings: tuple[str, ...]
    draw: Drawer
    paper: bool = False
    lead: bytes = b""
    offered: str = "all"
    readable: bool = True
    paged: bool = False
    flat: bool = False


def _table(report: Report, target: Target) -> None:
    if target.on_terminal or (colours.forced_colour() and not to_file(target.output)):
        _on_screen(report)
        return
    from ..render import feeds

    target.write(feeds.as_text(report))


def _on_screen(report: Report) -> None:
    """Show ``report`` as a terminal does; of a long one, which goes through the pager, the counts come first."""
    from ..render import terminal

    below = ("", *report.closing) if report.closing and report.tables else report.closing
    head = report._replace(tables=(), closing=())
    tables = terminal.drawn(report._replace(title="", heading=(), closing=()))
    text = terminal.drawn(head) + tables + terminal.drawn(head._replace(title="", heading=below))
    if pager.too_long(text):
        text = terminal.drawn(head._replace(heading=(*report.heading, *report.closing))) + tables
    pager.show(text)


def _json(report: Report, target: Target) -> None:
    from ..render import feeds

    target.write(feeds.as_json(report))


def _csv(report: Report, target: Target) -> None:
    from ..render import feeds

    target.write(feeds.as_csv(report, _headings(report, target)))


def _tsv(report: Report, target: Target) -> None:
    from ..render import feeds

    target.write(feeds.as_tsv(report, _headings(report, target)))


def _headings(report: Report, target: Target) -> Callable[[str], str]:
    """Return what gives the heading of a key, in the language asked for."""
    if target.headings != "vi":
        return str
    from ..render.vietnamese_headings import heading

    return lambda key: heading(key, report.schema)


def _markdown(report: Report, target: Target) -> None:
    from ..render import feeds

    target.write(feeds.as_markdown(report))


def _html(report: Report, target: Target) -> None:
    from ..render.html import as_html

    target.write(as_html(report))


def _excel(report: Report, target: Target) -> None:
    from ..render.xlsx import as_xlsx

    target.write(as_xlsx(report))


def _word(report: Report, target: Target) -> None:
    from ..render.docx import as_docx

    target.write(as_docx(report, target.template))


def _pdf(report: Report, target: Target) -> None:
    from ..render.report_pdf import as_pdf

    target.write(as_pdf(report, target.template))


def _calendar(report: Report, target: Target) -> None:
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
    target.write(as_ics(report))


UTF8_MARK = b"\xef\xbb\xbf"  # Excel takes a CSV without it for the system's old code page

# In the order in which the help names them.
FORMATS = (
    OutputFormat("table", (".txt",), _table),
    OutputFormat("json", (".json",), _json),
    OutputFormat("csv", (".csv",), _csv, lead=UTF8_MARK, flat=True),
    OutputFormat("md", (".md",), _markdown, paper=True),
    OutputFormat("tsv", (".tsv",), _tsv, lead=UTF8_MARK, flat=True),
    OutputFormat("html", (".html", ".htm"), _html, paper=True),
    OutputFormat("xlsx", (".xlsx",), _excel, paper=True, readable=False),
    OutputFormat("docx", (".docx",), _word, paper=True, offered="summaries", readable=False, paged=True),
    OutputFormat("pdf", (".pdf",), _pdf, paper=True, offered="letters", readable=False, paged=True),
    OutputFormat("ics", (".ics",), _calendar, paper=True, offered="dated"),
)
BY_NAME = {made.name: made for made in FORMATS}
BY_ENDING = {ending: made for made in FORMATS for ending in made.endings}
ICS = "ics"


def names_for_help(*offered: str) -> str:
    """Return the names of the formats offered to "all" and to ``offered``, as the help lists them: "a, b or c"."""
    names = [made.name for made in FORMATS if made.offered in {"all", *offered}]
    return _("{names} or {last}").format(names=", ".join(names[:-1]), last=names[-1])


def format_of(format_: str, output: str, *, dated: bool = False, letter: bool = False) -> str:
    """Return the name of the format asked for, or meant by the ending of the file ``output``.

    ``dated`` says that the command gives due days, which a calendar can hold, ``letter`` that it gives an official
    report.

    Raises:
        BadFormat: the command does not make it
    """
    ending = Path(output).suffix.lower() if to_file(output) else ""
    by_ending = BY_ENDING[ending].name if ending in BY_ENDING else ""
    chosen = format_ or by_ending or ("" if to_file(output) else "table")
    lacking = {offered for offered, given in (("dated", dated), ("letters", letter)) if not given}
    made = [one.name for one in FORMATS if one.offered not in lacking]
    if chosen not in made:
        raise errors.BadFormat(value=format_ or Path(output).suffix, choices=", ".join(made))
    return chosen


FIRST = 100  # rows of each kind that a list shows on a terminal


def first_rows(format_: str, output: str, *, every: bool) -> int | None:
    """Return how many rows of each kind a list shows: as a table on a terminal the first, elsewhere all (None)."""
    return FIRST if format_ == "table" and _on_terminal(output) and not every else None
