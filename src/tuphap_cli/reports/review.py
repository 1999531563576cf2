"""The six-month and the annual review: results, limits and causes, the tasks to come, proposals, annexes.

What the register does not hold (the statistics of the fields) is left as a marked blank for the office to fill in.
"""

from __future__ import annotations

from itertools import islice

from ..domain import periods, tallies
from ..domain.missed import Reason
from ..domain.model import vn_date
from ..domain.tallies import Tally, per_cent
from ..i18n import _, ngettext, vn_decimal, vn_number
from . import annexes, labels, side_tables, summary_tables, unit_ranking
from .base import Table, sentence_list
from .figures import EVERYTHING, Figures, Selection, Shown
from .period_words import window_name

FULLEST = 3  # units named for having the most overdue tasks


def review_tables(figures: Figures, shown: Shown = EVERYTHING) -> tuple[Table, ...]:
    """The parts of the review in their order."""
    found = (*_results(figures, shown.limit), *_limits(figures), *_to_come(figures, shown.limit))
    annexed = (
        (annexes.overdue_table(figures), annexes.missed_table(figures), annexes.everything_table(figures))
        if shown.annexes
        else ()
    )
    return (*(table for table in found if table is not None), *annexed)


def _results(figures: Figures, limit: int | None) -> tuple[Table | None, ...]:
    named = zip(summary_tables.group_names(figures), figures.by_group.values(), strict=True)
    groups = tuple(_group(name, tally) for name, tally in islice(named, limit))
    blank = _("[Statistics of the field: to be filled in by the division in charge.]")
    by_group = summary_tables.by_group(figures)._replace(title=_("Results by group of tasks"), intro=(*groups, blank))
    return (
        summary_tables.whole(figures)._replace(
            part=_("Part one. Results"),
            title=_("Direction and management"),
            intro=(*_direction(figures, limit), *summary_tables.whole_sentences(figures)),
        ),
        summary_tables.rates_table(figures),
        by_group,
        summary_tables.by_unit(figures)._replace(title=_("Results by unit")),
        unit_ranking.ranking(figures),
        summary_tables.by_kind(figures) if len(figures.by_kind) > 1 else None,
        summary_tables.by_decision(figures) if len(figures.by_decision) > 1 else None,
        summary_tables.by_month(figures),
        side_tables.extensions_table(figures),
        side_tables.adjusted_table(figures),
    )


def _direction(figures: Figures, limit: int | None) -> tuple[str, ...]:
    """Which documents have handed tasks down; ``limit``: only the first so many by name."""
    plans = [plan for plan in figures.material.plans if plan.id in figures.by_decision]
    words = (_("{number} of {day}"), _("{number} of {day} by {issuer}"))
    names = "; ".join(
        words[bool(plan.issuer)].format(number=plan.number, day=vn_date(plan.issued_on), issuer=plan.issuer)
        for plan in plans[:limit]
    ) + ("; …" if limit is not None and len(plans) > limit else "")
    count = ngettext("Tasks are handed down by {n} document", "Tasks are handed down by {n} documents", len(plans))
    return (f"{count}: {names}.",) if plans else ()


def _group(name: str, tally: Tally) -> str:
    """The results of a group in a sentence."""
    parts = [
        _("{finished} finished ({on_time} on time, {late} late)").format(
            finished=vn_number(tally["finished"]),
            on_time=vn_number(tally["done_on_time"]),
            late=vn_number(tally["done_late"]),
        ),
        _("{n} under way in time").format(n=vn_number(tally["open_in_time"])),
        _("{n} overdue").format(n=vn_number(tally["open_overdue"])),
    ]
    rest = (
        ("no_deadline", _("{n} without a deadline, {with_result} of these with a result")),
        ("suspended", _("{n} suspended")),
        ("cancelled", _("{n} cancelled")),
    )
    parts += [
        words.format(n=vn_number(tally[box]), with_result=vn_number(tally["no_deadline_with_result"]))
        for box, words in rest
        if tally[box]
    ]
    return _("{group}: {assigned} assigned; {parts}.").format(
        group=name[:1].upper() + name[1:], assigned=vn_number(tally["assigned"]), parts="; ".join(parts)
    )


def _limits(figures: Figures) -> tuple[Table | None, ...]:
    sentences = [_overdue_sentence(figures), *_fullest(figures), *_missed_sentence(figures)]
    ages = summary_tables.ages(figures)
    title = _("What is overdue or may be missed")
    first = ages._replace(part=_("Part two. Limits and causes"), title=title, intro=(*sentences, *ages.intro))
    return (first, side_tables.obstacles_table(figures), side_tables.filings_table(figures))


def _overdue_sentence(figures: Figures) -> str:
    total = figures.total
    share = per_cent(*tallies.rates_of(total)["overdue_of_with_deadline"])
    if share is None:
        return _("No task has a deadline.")
    sentence = _("{n} of {base} tasks with a deadline are overdue ({share}%)").format(
        n=vn_number(total["open_overdue"]), base=vn_number(total["with_deadline"]), share=vn_decimal(share)
    )
    earlier = figures.material.earlier
    before = per_cent(*tallies.rates_of(figures.earlier)["overdue_of_with_deadline"]) if figures.earlier else None
    if before is None or earlier is None:
        return f"{sentence}."
    change = summary_tables.points(share, before)
    name = window_name(earlier.name)
    return _("{sentence}; {change} percentage points against {period}.").format(
        sentence=sentence, change=change, period=name
    )


def _fullest(figures: Figures) -> tuple[str, ...]:
    late = sorted(
        (line for line in figures.by_unit if line.own["open_overdue"]),
        key=lambda line: -line.own["open_overdue"],
    )
    if not late:
        return ()
    # All that tie with the last one named, or none of them.
    least = late[:FULLEST][-1].own["open_overdue"]
    named = [line for line in late if line.own["open_overdue"] >= least]
    if len(named) > 2 * FULLEST:
        named = [line for line in late if line.own["open_overdue"] > least]
    if not named:
        return ()
    names = ", ".join(f"{summary_tables.unit_name(line)} ({vn_number(line.own['open_overdue'])})" for line in named)
    return (_("Most overdue tasks: {names}.").format(names=names),)


def _missed_sentence(figures: Figures) -> tuple[str, ...]:
    if figures.selection != Selection():
        return ()
    subjects, counts = figures.missed_counts()
    if not subjects:
        return ()
    parts = "; ".join(f"{labels.reason(reason)} ({counts[reason]})" for reason in Reason if counts[reason])
    words = _("On the missed list for the whole office: {n}, by reason: {parts}.")
    found = [words.format(n=ngettext("{n} case", "{n} cases", subjects), parts=parts)]
    return (*found, *labels.several_reasons(subjects, counts.total()))


def _to_come(figures: Figures, limit: int | None) -> tuple[Table, ...]:
    start, end = periods.coming_window(figures.covered)
    title = _("Tasks due from {start} to {end}, by month").format(start=vn_date(start), end=vn_date(end))
    first = annexes.due_next(figures, title, by_month=True, limit=limit)
    later = figures.in_time_after(end)
    carried = _(
        "{overdue} overdue tasks, {undated} without a date and {later} due after {day} move on as well."
    ).format(
        overdue=vn_number(figures.total["open_overdue"]),
        undated=vn_number(figures.total["no_deadline"]),
        later=vn_number(later),
        day=vn_date(end),
    )
    first = first._replace(part=_("Part three. Tasks to come"), intro=(carried, *first.intro))
    open_obstacles = [o for o in side_tables.obstacles_of(figures) if o.resolved_on is None and o.proposal]
    proposals = sentence_list(_("Proposals"), [o.proposal for o in open_obstacles])
    if not open_obstacles:
        proposals = proposals._replace(empty=_("None was recorded."))
    return (first, proposals)
