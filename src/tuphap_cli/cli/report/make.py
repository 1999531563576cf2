"""From the words of a `report` command to its report: window, selection, material (live or signed), report object."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ... import errors, settings
from ...domain import periods
from ...domain.model import TaskKind
from ...domain.periods import FORMS, PeriodKind, Window
from ...domain.tallies import FIGURES, FLOWS
from ...i18n import _
from ...store.file.register import Connection
from ...store.read import names, queries
from ...store.write import closings
from .. import access, doubts, typed
from ..output import format_of
from . import windows

if TYPE_CHECKING:
    from ...reports.base import Letter, Report
    from ...reports.figures import Selection
    from ...reports.kept.contents import Material
    from ...reports.moves import Side

LARGEST_TEMPLATE = 20_000_000  # bytes of a Word file that is read at all


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What was asked for, as it was typed; see the options of `report`."""

    kind: PeriodKind
    period: str = ""
    scheme: str = ""
    start: str = ""
    end: str = ""
    as_of: str = ""
    unit: str = ""
    alone: bool = False
    decision: str = ""
    group: str = ""
    task_kind: str = ""
    against: str = queries.PRESENT
    rows: str = ""


def report_of(wish: ReportRequest, letter: Letter) -> Report:
    """The report that is wished for, or the rows behind one of its figures."""
    from ...reports import summary
    from ...reports.figures import Figures

    typed.choice(wish.against, "--against", queries.AGAINST)
    if wish.rows:
        typed.choice(wish.rows, "--rows", (*FIGURES, *FLOWS))
    if wish.task_kind:
        typed.choice(wish.task_kind, "--kind", tuple(kind.value for kind in TaskKind))
    covered = window(wish)
    with access.reading() as connection:
        noted = doubts.looked_at(connection, doubts.Care.REPORT)
        selection, scope = select(connection, wish)
        material, covered, closed_on = material_of(connection, covered, wish)
        if wish.rows:
            figures = Figures(material, covered, selection, wish.against)
            supporting = queries.supports(connection, [row.task for row in figures.behind(wish.rows)])
            return noted(summary.behind(figures, wish.rows, supporting, scope, closed_on))
    made = summary.summary_report(
        material, covered, selection=selection, scope=scope, against=wish.against, letter=letter, closed_on=closed_on
    )
    return noted(made)


def window(wish: ReportRequest) -> Window:
    """The window of the period, of the days given, or of the last complete period.

    Raises:
        BadPeriod: the words name no period
        NoWindow: the rule has no window for it
    """
    if wish.start or wish.end:
        return _freely(wish)
    rules = windows.scheme(wish.scheme)
    if wish.period:
        period = periods.parse_period(wish.kind, wish.period)
        if period is None:
            raise errors.BadPeriod(value=wish.period, forms=FORMS[wish.kind])
    else:
        try:
            period = periods.last_complete_period(wish.kind, rules, settings.today())
        except LookupError:
            raise windows.no_window(rules, windows.kind_of(wish.kind)) from None
    return windows.of_period(period, rules)


def _freely(wish: ReportRequest) -> Window:
    if wish.period or wish.scheme:
        raise errors.UsageFault(what=_("--from and --to stand in place of PERIOD and --scheme."))
    start, end = typed.optional_day(wish.start), typed.day(wish.end)
    if start is None:
        raise errors.UsageFault(what=_("--to needs --from, the first day."))
    if start > end:
        raise errors.BadPeriod(value=f"{wish.start} – {wish.end}", forms="--from 1/3/2021 --to 31/5/2021")
    return periods.chosen_scheme(start, end)


def select(connection: Connection, wish: ReportRequest) -> tuple[Selection, str]:
    """What the report is narrowed to, and the words for it."""
    from ...reports import labels
    from ...reports.figures import NONE, Selection

    if wish.alone and wish.unit in {"", NONE}:
        raise errors.UsageFault(what=_("--alone needs --unit: the unit without those below it."))
    unit, scope = wish.unit, []
    if unit == NONE:
        scope.append(_("no lead unit"))
    elif unit:
        found = names.find_unit(connection, unit)
        unit = found.code
        scope.append(found.name)
    decision = names.decision(connection, wish.decision) if wish.decision else None
    if decision:
        scope.append(decision.number)
    kind = TaskKind(wish.task_kind) if wish.task_kind else None
    if wish.group:
        if wish.group != NONE:
            names.find_group(connection, wish.group)
        scope.append(_("no group") if wish.group == NONE else wish.group)
    scope += [labels.task_kind(kind)] if kind else []
    selection = Selection(unit, wish.alone, wish.group, kind, decision.id if decision else None)
    return selection, ", ".join(scope)


def material_of(connection: Connection, covered: Window, wish: ReportRequest) -> tuple[Material, Window, date | None]:
    """The material of the report: the signed one of a closed period with its window and the day of its closing, else
    what the register says."""
    from ...reports import material
    from ...reports.kept.material_text import load_material

    closing = closings.standing(connection, covered)
    if closing is not None and not wish.as_of:
        kept = load_material(closings.material(connection, closing))
        return kept, material.as_signed(kept, covered, closing), closing.closed_on
    # The figures of a report are those of its cut-off day, unless that day is still to come.
    day = typed.day(wish.as_of) if wish.as_of else min(covered.end, settings.today())
    return live(connection, covered, day, made_on=None if wish.as_of else settings.today()), covered, None


def live(connection: sqlite3.Connection, covered: Window, day: date, *, made_on: date | None = None) -> Material:
    """The material as the register holds it now, as of ``day``; the units' own reports up to ``made_on``."""
    from ...reports import material

    return material.gather(
        connection, covered, day, silent=settings.number("silent"), filed_by=windows.filed_by(), made_on=made_on
    )


def letter(number: str, signed: str, format_: str, output: str) -> Letter:
    """Return what surrounds an official report.

    Raises:
        UsageFault: it is given for a format that does not show it
    """
    from ...reports import letter as letters

    if (number or signed) and format_of(format_, output) != "docx":
        raise errors.UsageFault(what=_("--number and --signed stand on a Word report only: -o REPORT.docx."))

    return letters.office_letter(typed.document(number), typed.optional_day(signed))


def word_template(template: str, format_: str, output: str) -> bytes | None:
    """The office's own Word template; BadField where the report does not become a Word file, BadTemplate."""
    from ...domain.model import N_, note

    if not template:
        return None
    if format_of(format_, output) != "docx":
        raise errors.BadField(field="--template", value=template, why=N_("only a Word report has a template"))
    path, why = Path(template), N_("it is not an ordinary file")  # a pipe or a device could wait for ever
    try:
        if path.is_file() or not path.exists():
            with path.open("rb") as file:
                return file.read(LARGEST_TEMPLATE + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
    advice = N_("Name the office's own file behind --template, or make one: `tuphap report template -o FILE.docx`.")
    raise errors.BadTemplate(why=note(N_("{path} cannot be read ({why})"), path=template, why=why), advice=advice)


def sides(connection: Connection, first: Window, second: Window | None) -> tuple[Side, Side]:
    """The two sides of a comparison: two windows, or (without ``second``) what was signed of one and what the register has now.

    Raises:
        NotClosed: the period was not closed
    """
    from ...reports import period_words
    from ...reports.kept.material_text import load_material
    from ...reports.moves import Side

    def side(covered: Window) -> Side:
        found, _window, closed_on = material_of(connection, covered, ReportRequest(PeriodKind.QUARTER))
        return Side(covered.name, found, signed=closed_on is not None)

    if second is not None:
        return side(first), side(second)
    closing = closings.latest(closings.closings(connection), first)
    if closing is None:
        raise errors.NotClosed(period=period_words.window_name(first.name))
    signed = load_material(closings.material(connection, closing))
    return Side(first.name, signed, signed=True), Side(first.name, live(connection, first, signed.as_of))
