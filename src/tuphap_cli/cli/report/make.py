"""From the words of a `report` command to its report: window, selection, material (live or signed), report object."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ... import errors, settings
from ...domain import periods
from ...domain.model import TaskKind, vn_date
from ...domain.periods import FORMS, PeriodKind, Window
from ...domain.states import PRESENT
from ...i18n import _
from ...store.file.register import Connection
from ...store.read import names, queries
from ...store.write import closings
from .. import access, doubts, typed, word_choices
from ..output_formats import BY_NAME, first_rows, format_of
from . import windows

if TYPE_CHECKING:
    from ...reports.base import Letter, Report
    from ...reports.figures import Figures, Selection, Shown
    from ...reports.kept.contents import Material
    from ...reports.material import Live
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
    leader: str = ""
    officer: str = ""
    against: str = PRESENT
    rows: str = ""
    all: bool = False
    signed: date | None = None


def report_of(wish: ReportRequest, letter: Letter, format_: str, output: str) -> Report:
    """The report that is wished for, or the rows behind one of its figures; ``format_`` and ``output`` decide what is
    read."""
    from ...reports import summary

    wish = _as_codes(wish)
    covered = window(wish)
    with access.reading() as connection:
        noted = doubts.looked_at(connection, doubts.Care.REPORT)
        selection, scope = select(connection, wish, day_of(covered, wish))
        figures, closed_on = figures_of(connection, covered, wish, selection)
        if wish.rows:
            rows = list(figures.behind(wish.rows))
            supporting = queries.supports(connection, [row.task for row in rows])
            return noted(summary.behind(figures, rows, wish.rows, supporting, scope, closed_on))
        shown = _shown(format_, output, every=wish.all)
        return noted(summary.summary_report(figures, scope=scope, letter=letter, closed_on=closed_on, shown=shown))


def _as_codes(wish: ReportRequest) -> ReportRequest:
    """What was asked for with the codes of its choices in the place of the words that were typed."""
    return replace(
        wish,
        against=word_choices.due_days().read(wish.against),
        rows=word_choices.report_figures().read(wish.rows) if wish.rows else "",
        task_kind=word_choices.task_kinds().read(wish.task_kind) if wish.task_kind else "",
    )


def _shown(format_: str, output: str, *, every: bool) -> Shown:
    """What a format shows of a report: a terminal no annexes and only the first rows of a list, the others no lists
    for machines."""
    from ...reports.figures import Shown

    if format_ == "json" or BY_NAME[format_].flat:
        return Shown(annexes=False)
    limit = first_rows(format_, output, every=every)
    return Shown(machine=False, annexes=format_ != "table", limit=limit, paged=BY_NAME[format_].paged)


def figures_of(
    connection: Connection, covered: Window, wish: ReportRequest, selection: Selection | None = None
) -> tuple[Figures, date | None]:
    """The figures of the report: the signed ones of a closed period with the day of its closing, else the register's.

    Those of the register are counted and read as they are asked for: ``connection`` has to stay open.
    """
    from ...reports.figures_kept import KeptFigures
    from ...reports.figures_live import LiveFigures

    signed = signed_material(connection, covered) if not wish.as_of else None
    if signed is not None:
        kept, window_then, closed_on = signed
        return KeptFigures(kept, window_then, selection, wish.against), closed_on
    made_on = None if wish.as_of else min(wish.signed or settings.today(), settings.today())
    found = live(connection, covered, day_of(covered, wish), made_on=made_on)
    return LiveFigures(connection, found, covered, selection, wish.against), None


def day_of(covered: Window, wish: ReportRequest) -> date:
    """The day of the figures: the cut-off of the period, unless that day is still to come or another was asked for.

    Never a day after that on which the report is signed.

    Raises:
        UsageFault: it is to be signed before its figures
    """
    if not wish.as_of:
        return min(covered.end, settings.today(), wish.signed or covered.end)
    day = typed.day(wish.as_of)
    if wish.signed is not None and wish.signed < day:
        raise errors.UsageFault(
            what=_("A report signed on {day} has no later figures.").format(day=vn_date(wish.signed))
        )
    return day


def signed_material(connection: Connection, covered: Window) -> tuple[Material, Window, date] | None:
    """What was kept of a closed period, with its window then and the day of its closing."""
    from ...reports import material
    from ...reports.kept.material_text import load_material

    closing = closings.standing(connection, covered)
    if closing is None:
        return None
    kept = load_material(closings.material(connection, closing))
    return kept, material.as_signed(kept, covered, closing), closing.closed_on


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
            raise windows.unread(wish.period, FORMS[wish.kind], partial(periods.parse_period, wish.kind))
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


def select(connection: Connection, wish: ReportRequest, day: date) -> tuple[Selection, str]:
    """What the report as of ``day`` is narrowed to, and the words for it."""
    from ...reports import labels
    from ...reports.figures import NONE, Selection
    from ...reports.in_charge import nobody

    if wish.alone and wish.unit in {"", NONE}:
        raise errors.UsageFault(what=_("--alone needs --unit: the unit without those below it."))
    unit, scope = wish.unit, []
    if unit == NONE:
        scope.append(_("no lead unit"))
    elif unit:
        found = names.find_unit(connection, unit)
        unit = found.code
        scope.append(found.name_on(day))
    decision = names.decision(connection, wish.decision) if wish.decision else None
    if decision:
        scope.append(decision.number)
    kind = TaskKind(wish.task_kind) if wish.task_kind else None
    if wish.group:
        if wish.group != NONE:
            names.find_group(connection, wish.group)
        scope.append(_("no group") if wish.group == NONE else wish.group)
    scope += [labels.task_kind(kind)] if kind else []
    leaders = typed.in_charge(connection, "leader", wish.leader)
    officers = typed.in_charge(connection, "officer", wish.officer)
    scope += [name or nobody(kind) for kind, them in (("leader", leaders), ("officer", officers)) for name in them]
    owner = decision.id if decision else None
    selection = Selection(unit, wish.alone, wish.group, kind, owner, leaders, officers)
    return selection, ", ".join(scope)


def live(connection: sqlite3.Connection, covered: Window, day: date, *, made_on: date | None = None) -> Live:
    """What the register holds now for a report as of ``day``; the units' own reports up to ``made_on``."""
    from ...reports import material

    return material.live_material(
        connection, covered, day, silent=settings.number("silent"), filed_by=windows.filed_by(), made_on=made_on
    )


def gathered(connection: sqlite3.Connection, covered: Window, day: date, *, made_on: date | None = None) -> Material:
    """The same with every task read, so that it can be kept or compared."""
    from ...reports import material

    return material.gather(live(connection, covered, day, made_on=made_on), connection, covered)


def letter(number: str, signed: str, format_: str, output: str) -> Letter:
    """Return what surrounds an official report.

    Raises:
        UsageFault: it is given for a format that does not show it
    """
    from ...reports import letter as letters

    if (number or signed) and not BY_NAME[format_of(format_, output, letter=True)].paged:
        raise errors.UsageFault(what=_("--number and --signed stand on a Word or PDF report only: -o REPORT.docx."))

    return letters.office_letter(typed.document(number), typed.optional_day(signed))


def word_template(template: str, format_: str, output: str) -> bytes | None:
    """The office's own Word template; BadField where the report does not become a Word file, BadTemplate."""
    from ...domain.model import N_, note

    if not template:
        return None
    if not BY_NAME[format_of(format_, output, letter=True)].paged:
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
        wish = ReportRequest(PeriodKind.QUARTER)
        signed = signed_material(connection, covered)
        found = signed[0] if signed else gathered(connection, covered, day_of(covered, wish))
        return Side(covered.name, found, signed=signed is not None)

    if second is not None:
        return side(first), side(second)
    closing = closings.latest(closings.closings(connection), first)
    if closing is None:
        raise errors.NotClosed(period=period_words.window_name(first.name))
    signed = load_material(closings.material(connection, closing))
    return Side(first.name, signed, signed=True), Side(first.name, gathered(connection, first, signed.as_of))
