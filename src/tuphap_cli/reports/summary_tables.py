"""The tables of figures of a summary: the whole, rates, ages, by unit, group, kind, decision, month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..domain import periods, tallies
from ..domain.model import N_, vn_date
from ..domain.tallies import AGES, BOXES, Tally, per_cent
from ..i18n import _, ngettext, vn_decimal
from . import labels
from .base import Chart, Column, Line, Share, Table
from .figures import Figures, UnitLine
from .in_charge import nobody
from .period_words import window_name

# The lines of the table of the whole: figure, words, level. What is deeper is part of the line above it.
WHOLE = (
    ("done_on_time", N_("done on time"), 0),
    ("done_late", N_("done late"), 0),
    ("open_in_time", N_("open, in time"), 0),
    ("in_time_under_way", N_("under way"), 1),
    ("in_time_not_started", N_("not started"), 1),
    ("open_overdue", N_("open, overdue"), 0),
    ("overdue_under_way", N_("under way"), 1),
    ("overdue_not_started", N_("not started"), 1),
    ("no_deadline", N_("without deadline"), 0),
    ("no_deadline_regular", N_("regular, ongoing"), 1),
    ("no_deadline_other", N_("waiting for a date"), 1),
    ("suspended", N_("suspended"), 0),
    ("cancelled", N_("cancelled"), 0),
)
RATES = {
    "finished_of_total": N_("finished ÷ all tasks"),
    "finished_of_due": N_("finished ÷ (finished + overdue)"),
    "finished_of_with_deadline": N_("finished ÷ tasks with a deadline"),
    "on_time_of_finished": N_("on time ÷ finished"),
    "overdue_of_with_deadline": N_("overdue ÷ tasks with a deadline"),
}
_COUNTS = (2, 3, 4, 5, 6)  # the columns of a table by unit that its picture shows


def whole(figures: Figures) -> Table:
    """All tasks by state, each with its share of them."""
    total = figures.total
    lines = tuple(
        Line(
            (_(words), total[name], Share(per_cent(total[name], total["assigned"]))),
            "bad" if name == "open_overdue" and total[name] else "",
            level,
        )
        for name, words, level in WHOLE
        if level == 0 or total[name]
    )
    columns = (Column(_("Result"), flexible=True), Column(_("Tasks"), right=True), Column(_("Share"), right=True))
    footer = (_("Total"), total["assigned"], Share(per_cent(total["assigned"], total["assigned"])))
    intro = _rounded(total["assigned"], _sums(total))
    return Table(columns, lines, _("All tasks"), footer, name="totals", intro=intro)


def _sums(total: Tally) -> list[tuple[int, list[int]]]:
    """The sums in the table of the whole: what is set in adds to the line above it, the others to all tasks."""
    found = [(total["assigned"], [total[box] for box in BOXES])]
    for name, _words, level in WHOLE:
        if level == 0:
            found.append((total[name], []))
        else:
            found[-1][1].append(total[name])
    return [(whole, parts) for whole, parts in found if parts]


def _rounded(base: int, sums: Sequence[tuple[int, Sequence[int]]]) -> tuple[str, ...]:
    """What says by how much shares of ``base`` miss the share of their sum, where rounding lets any do so."""

    def share(count: int) -> float:
        return per_cent(count, base) or 0.0

    off = max(round(abs(sum(map(share, parts)) - share(whole)), 2) for whole, parts in sums)
    if not off:
        return ()
    return (
        _("Each share is rounded by itself; sums may differ by {n} percentage points.").format(n=vn_decimal(off)),
    )


def flow_words(counted: Tally, flow: str) -> str:
    """How many deadlines a figure counts, and of how many tasks."""
    return labels.deadlines_of_tasks(counted[flow], counted[tallies.TASKS_OF[flow]], said=True)


def rates_table(figures: Figures) -> Table:
    """The rates with their bases, beside those of the period compared with."""
    now = tallies.rates_of(figures.total)
    before = tallies.rates_of(figures.earlier) if figures.earlier is not None else {}
    earlier = figures.material.earlier
    lines = []
    for name, words in RATES.items():
        value = per_cent(*now[name])
        old = per_cent(*before[name]) if name in before else None
        lines.append(Line((_(words), *now[name], Share(value), Share(old), points(value, old))))
    columns = (
        Column(_("Rate"), flexible=True),
        Column(_("Part"), right=True),
        Column(_("Base"), right=True),
        Column(_("This period"), right=True),
        Column(window_name(earlier.name) if earlier else _("Period before"), right=True),
        Column(_("Change (points)"), right=True),
    )
    intro = () if figures.earlier is not None else (_("There are no figures of the period before to compare with."),)
    return Table(columns, tuple(lines), _("Rates"), name="rates", intro=intro)


def rate_name(rate: str) -> str:
    """The words for a rate, with its base."""
    return _(RATES[rate])


def points(now: float | None, before: float | None) -> str:
    """A change in percentage points with its sign; "–" where one side has none."""
    if now is None or before is None:
        return "–"
    change = round(now - before, 2)
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{vn_decimal(abs(change))}"


def ages(figures: Figures) -> Table:
    """The overdue tasks by how long they have been so."""
    total = figures.total
    counts = [total[name] for name, _last in AGES]
    lines = tuple(
        Line((age_name(name), count, Share(per_cent(count, total["open_overdue"]))), "bad" if count else "")
        for (name, _last), count in zip(AGES, counts, strict=True)
    )
    if figures.longest is None:
        return Table((), (), _("Age of what is overdue"), name="ages", empty=_("Nothing is overdue."))
    first = figures.longest
    words = _("The longest delay: task {task}, {title}, {days}, lead {unit}.")
    if not first.unit_name:
        words = _("The longest delay: task {task}, {title}, {days}, without a lead unit.")
    days = ngettext("{n} day", "{n} days", figures.late_by(first), said=True)
    longest = words.format(task=first.task, title=first.title, days=days, unit=first.unit_name)
    columns = (
        Column(_("Days overdue"), flexible=True),
        Column(_("Tasks"), right=True, tone="bad"),
        Column(_("Share"), right=True),
    )
    footer = (_("Total"), total["open_overdue"], Share(100.0))
    title = _("Age of what is overdue")
    intro = (longest, *_rounded(total["open_overdue"], [(total["open_overdue"], counts)]))
    return Table(columns, lines, title, footer, name="ages", intro=intro, chart=Chart("bars", title, 0, (1,)))


def age_name(figure: str) -> str:
    """The words for an age of what is overdue."""
    lasts = [last for _name, last in AGES]
    place = [name for name, _last in AGES].index(figure)
    last = lasts[place]
    if place == 0:
        return _("up to {n} days").format(n=last)
    first = lasts[place - 1] or 0
    return (
        _("more than {n} days").format(n=first) if last is None else _("{a} to {b} days").format(a=first + 1, b=last)
    )


def count_columns(first: str) -> tuple[Column, ...]:
    """The columns of the official table, the one of names first."""
    return (
        Column(first, flexible=True),
        Column(_("Total"), right=True),
        Column(_("Done on time"), right=True, tone="good"),
        Column(_("Done late"), right=True, tone="warn"),
        Column(_("Open in time"), right=True, tone="calm"),
        Column(_("Open overdue"), right=True, tone="bad"),
        Column(_("No deadline"), right=True, tone="pale"),
        Column(_("Suspended"), right=True),
        Column(_("Cancelled"), right=True),
        Column(_("Finished"), right=True),
    )


def count_cells(tally: Tally) -> tuple[int | Share, ...]:
    """The cells of the official table, with the share of the finished in all."""
    boxes = [tally[box] for box in BOXES]
    return (tally["assigned"], *boxes, Share(per_cent(tally["finished"], tally["assigned"])))


class FigureLine(NamedTuple):
    """A line of a table of figures before it is drawn."""

    name: str
    tally: Tally
    level: int = 0


def counted(
    title: str, first: str, lines: Sequence[FigureLine], total: Tally, *, name: str, picture: str = ""
) -> Table:
    """A table of figures with its total; ``picture`` is the title of its chart."""
    drawn = tuple(
        Line((line.name, *count_cells(line.tally)), "bad" if line.tally["open_overdue"] else "", line.level)
        for line in lines
    )
    chart = Chart("stacked", picture, 0, _COUNTS) if picture else None
    footer = (_("Total"), *count_cells(total))
    return Table(count_columns(first), drawn, title, footer, empty=_("No task fits."), name=name, chart=chart)


def by_unit(figures: Figures) -> Table:
    """By lead unit; one with others below it has their figures too, and what it leads itself on a line of its own."""
    lines: list[FigureLine] = []
    for line, following in zip(figures.by_unit, (*figures.by_unit[1:], None), strict=False):
        lines.append(FigureLine(unit_name(line), line.whole, line.level))
        if following and following.level > line.level and line.own["assigned"]:
            itself = _("{unit} (by itself)").format(unit=unit_name(line))
            lines.append(FigureLine(itself, line.own, line.level + 1))
    table = counted(
        _("By unit"), _("Unit"), lines, figures.total, name="by_unit", picture=_("State of tasks by unit")
    )
    if any(line.level for line in figures.by_unit):
        table = table._replace(intro=(_("The figures of a unit include those of the units below it, set in."),))
    return table


def unit_name(line: UnitLine) -> str:
    """What a unit is called in a table."""
    return line.name or _("no lead unit")


def by_group(figures: Figures) -> Table:
    """By group of the plan's programme."""
    lines = [
        FigureLine(name, tally) for name, tally in zip(group_names(figures), figures.by_group.values(), strict=True)
    ]
    return counted(_("By group"), _("Group"), lines, figures.total, name="by_group")


def group_names(figures: Figures) -> list[str]:
    """What the groups are called; with their decision where there are several, since labels come again."""
    numbers = {plan.id: plan.number for plan in figures.material.plans}
    several = len(figures.by_decision) > 1
    names = [(numbers.get(key[0], ""), group_name(key[1], figures.group_titles[key])) for key in figures.by_group]
    return [f"{number}: {name}" if several else name for number, name in names]


def group_name(label: str, title: str) -> str:
    """What a group is called in a table."""
    return f"{label}. {title}" if label and title else title or label or _("no group")


def by_kind(figures: Figures) -> Table:
    """By kind of task."""
    lines = [FigureLine(labels.task_kind(kind), tally) for kind, tally in figures.by_kind.items()]
    return counted(_("By kind"), _("Kind"), lines, figures.total, name="by_kind")


def by_decision(figures: Figures) -> Table:
    """By assigning document."""
    names: Mapping[int, str] = {
        plan.id: f"{plan.number}, {vn_date(plan.issued_on)}" for plan in figures.material.plans
    }
    lines = [FigureLine(names.get(key, ""), tally) for key, tally in figures.by_decision.items()]
    return counted(_("By decision"), _("Decision"), lines, figures.total, name="by_decision")


def by_people(figures: Figures) -> list[Table]:
    """By leader and by officer in charge, where any task has one."""
    both = (
        ("leader", figures.by_leader, _("By leader"), _("Leader")),
        ("officer", figures.by_officer, _("By officer"), _("Officer")),
    )
    return [
        counted(
            title,
            first,
            [FigureLine(person or nobody(name), tally) for person, tally in found.items()],
            figures.total,
            name=f"by_{name}",
        )
        for name, found, title, first in both
        if found
    ]


def by_month(figures: Figures) -> Table:
    """What fell due against what was done, month by month."""
    lines = tuple(Line((month.name, month.due, month.done)) for month in figures.by_month)
    columns = (
        Column(_("Month"), flexible=True),
        Column(_("Fell due"), right=True, tone="calm"),
        Column(_("Completed"), right=True, tone="good"),
    )
    footer = (_("Total"), sum(m.due for m in figures.by_month), sum(m.done for m in figures.by_month))
    chart = Chart("columns", _("Due and done by month"), 0, (1, 2))
    title = _("Deadlines due and done by month")
    empty = _("Nothing fell due.")
    return Table(columns, lines, title, footer, name="by_month", chart=chart, empty=empty, intro=_months(figures))


def _months(figures: Figures) -> tuple[str, ...]:
    """What the months count: deadlines, of fewer tasks where some have several."""
    if not figures.by_month:
        return ()
    first, last = periods.opening(figures.covered), figures.covered.end
    counted = figures.flows(first, last, ("due_in_period", "done_in_period"))
    words = _("Deadlines are counted here, from {first} to {last}. Fell due: {due}; completed: {done}.")
    due, done = (flow_words(counted, name) for name in ("due_in_period", "done_in_period"))
    return (words.format(first=vn_date(first), last=vn_date(last), due=due, done=done),)
