"""What every command does the same way: open the register, read a day, name a format, give out a report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors, settings
from ..domain.model import N_, vn_date
from ..i18n import _, show
from ..store.file.register import Connection, Register

__all__ = ["Connection", "Recorded"]

if TYPE_CHECKING:
    from ..reports.base import Report
    from ..store.read.deadline_choice import Booked
    from ..store.read.queries import Filters
    from ..store.write.change import Change
    from ..store.write.ledger import Ground, Recorded

FORMATS = ("table", "json", "csv", "md", "html", "xlsx", "docx")
ICS = "ics"  # only for what has due days
_ENDINGS = {".txt": "table", ".htm": "html"} | {f".{name}": name for name in (*FORMATS[1:], ICS)}


@contextmanager
def reading() -> Iterator[Connection]:
    """A read-only view of the register in force."""
    with _advised(), opened() as register, register.reading() as connection:
        yield connection


@contextmanager
def _advised() -> Iterator[None]:
    """Let the error about a file that is damaged, or no register, name the last backup."""
    try:
        yield
    except (errors.RegisterDamaged, errors.NotARegister) as error:
        from .opening import with_last_backup

        named = with_last_backup(error)
        if named is error:
            raise
        raise named from error


def opened(*, write: bool = False) -> Register:
    """The register in force; what the clerk should know of it is said on stderr.

    One of an older format is upgraded first where the setting ``auto_upgrade`` allows it.
    """
    path, shared = settings.register_path(), settings.flag("shared_folder")
    try:
        register = Register.open(path, write=write, shared=shared)
    except errors.OlderRegister:
        if not settings.flag("auto_upgrade"):
            raise
        from .opening import upgrade_first

        upgrade_first()
        register = Register.open(path, write=write, shared=shared)
    for text in register.remarks:
        remark(show(text))
    return register


@contextmanager
def writing(command: str, *, dry_run: bool = False, adjust: bool = False, silent: bool = False) -> Iterator[Change]:
    """A transaction of the register in force; one journal row when it ends well.

    ``adjust`` lets entries into closed periods, and the journal says so. After a trial it is said that it was one,
    before the sentences of the command; with ``silent`` its answer says so itself.
    """
    with to_write() as register, transaction(register, command, dry_run=dry_run, adjust=adjust) as change:
        yield change
    if dry_run and not silent:
        tried()


@contextmanager
def to_write() -> Iterator[Register]:
    """The register in force, open for writing; its transaction has not begun, so that nobody waits for it yet."""
    with _advised(), opened(write=True) as register:
        yield register


@contextmanager
def transaction(register: Register, command: str, *, dry_run: bool, adjust: bool) -> Iterator[Change]:
    """The transaction of :func:`writing`, of a register that is open for it."""
    from ..text import clean

    name = f"{command} --adjust" if adjust else command
    with register.writing(name, settings.actor(), dry_run=dry_run) as change:
        change.adjust = adjust
        yield change
        change.summary = clean(change.summary)  # it may repeat what was typed


def say(text: str = "") -> None:
    """A sentence about what happened, on stdout."""
    sys.stdout.write(f"{text}\n")


def tried() -> None:
    """That nothing but a trial was made."""
    say(_("Tried only; nothing was written."))


def advise(dry_run: bool, text: str) -> None:
    """The next useful command after a change; nothing after a trial."""
    if not dry_run:
        say(text)


def remark(text: str) -> None:
    """A sentence beside the data, on stderr."""
    sys.stderr.write(f"{text}\n")


def remark_year(booked: Booked, day: date) -> None:
    """Say what a year may have been mistaken in: an entry of ``day`` for another year's occurrence, or a name without
    its year that an open occurrence of an earlier one has too; silent otherwise."""
    if booked.other_year is not None:
        text = _("Please check: {period} of task {task} is an occurrence of {year}, and the entry is of {day}.")
        remark(text.format(period=booked.name, task=booked.task, year=booked.other_year, day=vn_date(day)))
    if booked.earlier:
        text = _("Please check: {earlier} of task {task} is still open; if it was meant, name it: --period {earlier}")
        remark(text.format(earlier=booked.earlier, task=booked.task))


def day(text: str) -> date:
    """A day typed by a person, or BadDate; the empty text is today."""
    if not text.strip():
        return settings.today()
    from ..domain.typed_dates import read_day

    found = read_day(text, settings.today())
    if found is None:
        raise errors.BadDate(value=text)
    return found


def past_day(text: str) -> date:
    """A typed day that is not in the future, or InTheFuture."""
    found = day(text)
    if found > settings.today():
        raise errors.InTheFuture(day=found, today=settings.today())
    return found


def optional_day(text: str) -> date | None:
    """A typed day, or None for the empty text."""
    return day(text) if text.strip() else None


def document(text: str) -> str:
    """A document's number as it is kept: clean and in its usual form; "" for the empty text."""
    from ..domain import numbers
    from ..text import clean

    return numbers.parse_number(clean(text)).text if text.strip() else ""


def ground(by: str, reason: str, on: str) -> Ground:
    """The document, reason and day on which something is decided, as they were typed."""
    from ..store.write.ledger import Ground
    from ..text import clean

    return Ground(document(by), clean(reason), past_day(on))


def choice(value: str, option: str, choices: Sequence[str]) -> str:
    """``value`` if it is one of ``choices``, else BadChoice."""
    if value not in choices:
        raise errors.BadChoice(value=value, option=option, choices=", ".join(choices))
    return value


def unit_ids(connection: Connection, text: str) -> tuple[int, ...]:
    """The ids of the unit named ``text`` and of those below it; () for the empty text."""
    if not text:
        return ()
    from ..store.read import names, queries

    return queries.unit_tree(connection, names.find_unit(connection, text).id)


def unit_filter(connection: Connection, text: str) -> Filters | None:
    """The filter for --unit, or None."""
    from ..store.read.queries import Filters

    ids = unit_ids(connection, text)
    return Filters(units=ids) if ids else None


def end_of_term(start: date, n: int) -> date:
    """The ``n``-th working day after ``start`` by the calendar of the register, or without one where there is none.

    :raises NotCertain: the days off are not all known
    """
    from ..store.write import days_off

    try:
        with reading() as connection:
            return days_off.workday(connection)(start, n)
    except errors.NoRegister:
        return days_off.workday(None)(start, n)


def give(report: Report, format_: str, output: str, *, template: bytes | None = None) -> None:
    """Draw ``report`` on stdout, or write it to ``output``, in the format asked for or told by the file's ending.

    ``template`` is an office's own Word template.
    """
    chosen = format_of(format_, output, dated=report.agenda is not None)
    if chosen == "table" and not (output and output != "-") and sys.stdout.isatty():
        from ..render import terminal

        terminal.draw(report)
        return
    drawn = _rendered(_marked(report) if chosen in _PAPER else report, chosen, template)
    if output and output != "-":
        # Excel takes a CSV without the mark for the system's old code page.
        mark = b"\xef\xbb\xbf" if chosen == "csv" else b""
        put_file(output, drawn if isinstance(drawn, bytes) else mark + drawn.encode())
    elif isinstance(drawn, str):
        sys.stdout.write(drawn)
    else:
        _binary(drawn, chosen)


_PAPER = ("md", "html", "xlsx", "docx", ICS)  # what is printed or passed on, and bears the register's mark


def _marked(report: Report) -> Report:
    """``report`` with the journal's mark of this moment, unless it bears one or there is no register to mark."""
    if report.mark:
        return report
    from ..domain import journal
    from ..store.read import periodic

    try:
        with Register.open(settings.register_path()) as register, register.reading() as connection:
            seq, head = periodic.journal_head(connection)
    except errors.TuphapError:
        return report
    return report._replace(mark=journal.journal_mark(seq, head)) if seq else report


def put_file(output: str, content: bytes) -> None:
    """Write a file and say so, or OutputFailed."""
    _write_file(Path(output), content)
    remark(_("Written: {path}").format(path=output))


def _binary(drawn: bytes, chosen: str) -> None:
    """A file on stdout: one of Word or Excel must lead into a file or a program, a calendar can also be read."""
    if sys.stdout.isatty() and chosen == ICS:
        sys.stdout.write(drawn.decode().replace("\r\n", "\n"))
        return
    if sys.stdout.isatty():
        raise errors.BadField(field="--format", value=chosen, why=N_("name a file for it with --output"))
    sys.stdout.flush()
    sys.stdout.buffer.write(drawn)
    sys.stdout.buffer.flush()


def format_of(format_: str, output: str, *, dated: bool = False) -> str:
    """The format asked for, or told by the file's ending; BadFormat for one that is not made.

    ``dated`` says that the command gives due days, which a calendar can hold.
    """
    ending = _ENDINGS.get(Path(output).suffix.lower()) if output and output != "-" else None
    chosen = format_ or ending or ("table" if not output or output == "-" else "")
    made = (*FORMATS, ICS) if dated else FORMATS
    if chosen not in made:
        raise errors.BadFormat(value=format_ or Path(output).suffix, choices=", ".join(made))
    return chosen


def _rendered(report: Report, chosen: str, template: bytes | None) -> str | bytes:
    if chosen == "docx":
        from ..render.docx import as_docx

        return as_docx(report, template)
    if chosen == "xlsx":
        from ..render.xlsx import as_xlsx

        return as_xlsx(report)
    if chosen == "html":
        from ..render.html import as_html

        return as_html(report)
    if chosen == ICS:
        from .calendar_export import drawn

        return drawn(report)
    from ..render import feeds

    drawers = {"json": feeds.as_json, "csv": feeds.as_csv, "md": feeds.as_markdown, "table": feeds.as_text}
    return drawers[chosen](report)


def _write_file(path: Path, content: bytes) -> None:
    """Write beside the target and move into place, so that the old file stays whole until the new one is."""
    if not path.name:
        raise errors.OutputFailed(path=path, why=_("it is a folder"))
    from ..store.file import lasting

    try:
        lasting.put_file(path, content, path.with_name(f".{path.name}.tmp"))
    except OSError as error:
        raise errors.OutputFailed(path=path, why=error.strerror or error) from None
