"""What every command does the same way: open the register, read a day, name a format, give out a report."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors, settings
from ..i18n import _
from ..store.register import Connection, Register

__all__ = ["Connection", "Recorded"]

if TYPE_CHECKING:
    from ..reports.base import Report
    from ..store.change import Change
    from ..store.ledger import Ground, Recorded
    from ..store.queries import Filters

FORMATS = ("table", "json", "csv", "md")
_ENDINGS = {".json": "json", ".csv": "csv", ".md": "md", ".txt": "table"}


@contextmanager
def reading() -> Iterator[Connection]:
    """A read-only view of the register in force."""
    with Register.open(settings.register_path()) as register, register.reading() as connection:
        yield connection


@contextmanager
def writing(command: str, *, dry_run: bool = False) -> Iterator[Change]:
    """A transaction of the register in force; one journal row when it ends well."""
    from ..text import clean

    path = settings.register_path()
    with (
        Register.open(path, write=True) as register,
        register.writing(command, settings.actor(), dry_run=dry_run) as change,
    ):
        yield change
        change.summary = clean(change.summary)  # it may repeat what was typed


def say(text: str = "") -> None:
    """A sentence about what happened, on stdout."""
    sys.stdout.write(f"{text}\n")


def advise(dry_run: bool, text: str) -> None:
    """The next useful command after a change; after a trial, that it was one."""
    say(_("Tried only; nothing was written.") if dry_run else text)


def remark(text: str) -> None:
    """A sentence beside the data, on stderr."""
    sys.stderr.write(f"{text}\n")


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

    return numbers.parse(clean(text)).text if text.strip() else ""


def ground(by: str, reason: str, on: str) -> Ground:
    """The document, reason and day on which something is decided, as they were typed."""
    from ..store.ledger import Ground
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
    from ..store import names, queries

    return queries.unit_tree(connection, names.unit(connection, text).id)


def unit_filter(connection: Connection, text: str) -> Filters | None:
    """The filter for --unit, or None."""
    from ..store.queries import Filters

    ids = unit_ids(connection, text)
    return Filters(units=ids) if ids else None


def end_of_term(start: date, n: int) -> date:
    """The ``n``-th working day after ``start`` by the calendar of the register, or without one where there is none.

    :raises NotCertain: the days off are not all known
    """
    from ..store import calendar

    try:
        with reading() as connection:
            return calendar.workday(connection)(start, n)
    except errors.NoRegister:
        return calendar.workday(None)(start, n)


def give(report: Report, format_: str, output: str) -> None:
    """Draw ``report`` on stdout, or write it to ``output``, in the format asked for or told by the file's ending."""
    chosen = format_of(format_, output)
    if output and output != "-":
        _write_file(Path(output), _rendered(report, chosen), excel=chosen == "csv")
        remark(_("Written: {path}").format(path=output))
    elif chosen == "table" and sys.stdout.isatty():
        from ..render import terminal

        terminal.draw(report)
    else:
        sys.stdout.write(_rendered(report, chosen))


def format_of(format_: str, output: str) -> str:
    """The format asked for, or told by the file's ending; BadFormat for one that is not made."""
    ending = _ENDINGS.get(Path(output).suffix.lower()) if output and output != "-" else None
    chosen = format_ or ending or ("table" if not output or output == "-" else "")
    if chosen not in FORMATS:
        raise errors.BadFormat(value=format_ or Path(output).suffix, choices=", ".join(FORMATS))
    return chosen


def _rendered(report: Report, chosen: str) -> str:
    from ..render import feeds

    if chosen == "json":
        return feeds.as_json(report)
    if chosen == "csv":
        return feeds.as_csv(report)
    if chosen == "md":
        return feeds.as_markdown(report)
    return feeds.as_text(report)


def _write_file(path: Path, text: str, *, excel: bool) -> None:
    """Write beside the target and move into place, so that the old file stays whole until the new one is."""
    if not path.name:
        raise errors.OutputFailed(path=path, why=_("it is a folder"))
    draft = path.with_name(f".{path.name}.tmp")
    try:
        # Excel takes a CSV without the mark for the system's old code page.
        draft.write_text(text, encoding="utf-8-sig" if excel else "utf-8", newline="")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise errors.OutputFailed(path=path, why=error.strerror or error) from None
