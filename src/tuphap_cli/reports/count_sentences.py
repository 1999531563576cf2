"""The sentences of a periodic report that are counts: sums that the reader can check, in the words of an office."""

from __future__ import annotations

from ..domain import periods, tallies
from ..domain.missed import Reason
from ..domain.model import vn_date
from ..domain.tallies import AGES, Tally, per_cent
from ..i18n import _, ngettext, two_figures, vn_decimal
from . import labels, side_tables, summary_tables
from .figures import Figures, Selection
from .material import is_review
from .period_words import window_name

FULLEST = 3  # units or groups named for having most of something
LATE_GROUPS = 12  # groups named for having overdue tasks: the programme of the Ministry has twelve


def whole_sentences(figures: Figures) -> tuple[str, ...]:
    """All tasks by state, and what fell due in the period: each sentence a sum."""
    t = figures.total
    if not t["assigned"]:
        return (_("No task has been assigned."),)
    n = {name: two_figures(t[name]) for name in (*tallies.FIGURES, *tallies.FLOWS)}
    boxes = (
        ("with_deadline", _("{n} with a deadline")),
        ("no_deadline", _("{n} without a deadline")),
        ("suspended", _("{n} suspended")),
        ("cancelled", _("{n} cancelled")),
    )
    parts = ", ".join(words.format(n=n[box]) for box, words in boxes if t[box])
    found = [_("{assigned} tasks have been assigned: {parts}.").format(parts=parts, **n)]
    if t["with_deadline"]:
        found.append(
            _(
                "With a deadline ({with_deadline}): {finished} finished ({done_on_time} on time + {done_late} late) "
                "and {unfinished} unfinished ({open_in_time} in time + {open_overdue} overdue)."
            ).format(unfinished=two_figures(t["open_in_time"] + t["open_overdue"]), **n)
        )
    if t["no_deadline"]:
        found.append(
            _(
                "Without a deadline ({no_deadline}): {no_deadline_regular} regular ones "
                "({no_deadline_regular_with_result} with a result already) and {no_deadline_other} that wait for a "
                "date ({no_deadline_other_with_result} with a result already)."
            ).format(**n)
        )
    due, done = (summary_tables.flow_words(t, flow) for flow in ("due_in_period", "done_in_period"))
    found.append(
        _("In the period fell due: {due} ({due_in_period_done} of these deadlines done); completed: {done}.").format(
            due=due, done=done, **n
        )
    )
    if figures.covered.estimated_from is not None:
        found.append(
            _("Of these, from {day} on by estimate: {due_in_estimated} due, {done_in_estimated} completed.").format(
                day=vn_date(figures.covered.estimated_from), **n
            )
        )
    return tuple(found)


def rate_sentences(figures: Figures) -> tuple[str, ...]:
    """The rates with their bases, each with its change against the period compared with."""
    earlier = figures.material.earlier
    before = tallies.rates_of(figures.earlier) if figures.earlier is not None else {}
    found = []
    for name, (part, base) in tallies.rates_of(figures.total).items():
        share = per_cent(part, base)
        if share is None:
            continue
        sentence = _("{rate}: {share}% ({part}/{base})").format(
            rate=summary_tables.rate_name(name),
            share=vn_decimal(share),
            part=two_figures(part),
            base=two_figures(base),
        )
        old = per_cent(*before[name]) if name in before else None
        if old is not None and earlier is not None:
            sentence = _("{sentence}; {change} percentage points against {period}").format(
                sentence=sentence, change=summary_tables.points(share, old), period=window_name(earlier.name)
            )
        found.append(f"{sentence[:1].upper()}{sentence[1:]}.")
    return tuple(found)


def group_sentences(figures: Figures) -> tuple[str, ...]:
    """Which groups are ahead and which have overdue tasks; the figures of each are in a table."""
    named = list(zip(summary_tables.group_names(figures), figures.by_group.values(), strict=True))
    found = []
    shares = {name: per_cent(tally["finished"], tally["assigned"]) or 0.0 for name, tally in named}
    best = max(shares.values(), default=0.0)
    ahead = [name for name, share in shares.items() if share == best]
    if best and len(named) > 1 and len(ahead) <= FULLEST:
        words = _("Most of its tasks finished ({share}%): {names}.")
        found.append(words.format(share=vn_decimal(best), names="; ".join(ahead)))
    short = [key[1] or name for key, (name, _tally) in zip(figures.by_group, named, strict=True)]
    if len(figures.by_decision) > 1:
        short = [name for name, _tally in named]
    late = [(name, tally["open_overdue"]) for name, (_long, tally) in zip(short, named, strict=True)]
    late = [(name, number) for name, number in late if number]
    rest = len(late) - LATE_GROUPS
    if rest > 0:
        late = sorted(late, key=lambda group: -group[1])[:LATE_GROUPS]
    names = [f"{name} ({two_figures(number)})" for name, number in late]
    if rest > 0:
        names.append(ngettext("{n} other group", "{n} other groups", rest, said=True))
    if names:
        found.append(_("Groups with overdue tasks: {names}.").format(names=", ".join(names)))
    return tuple(found)


def overdue_sentences(figures: Figures, *, ages: bool) -> tuple[str, ...]:
    """What is overdue and with whom, what may be missed; ``ages``: and for how long, where no table says so."""
    return (_overdue(figures), *(_ages(figures.total) if ages else ()), *_fullest(figures), *_missed(figures))


def _overdue(figures: Figures) -> str:
    total = figures.total
    share = per_cent(*tallies.rates_of(total)["overdue_of_with_deadline"])
    if share is None:
        return _("No task has a deadline.")
    sentence = _("{n} of {base} tasks with a deadline are overdue ({share}%)").format(
        n=two_figures(total["open_overdue"]), base=two_figures(total["with_deadline"]), share=vn_decimal(share)
    )
    earlier = figures.material.earlier
    before = per_cent(*tallies.rates_of(figures.earlier)["overdue_of_with_deadline"]) if figures.earlier else None
    if before is None or earlier is None:
        return f"{sentence}."
    change = summary_tables.points(share, before)
    name = window_name(earlier.name)
    words = _("{sentence}; {change} percentage points against {period}")
    return f"{words.format(sentence=sentence, change=change, period=name)}."


def _ages(total: Tally) -> tuple[str, ...]:
    named = ((summary_tables.age_name(name), total[name]) for name, _last in AGES if total[name])
    parts = ", ".join(f"{age[:1].lower()}{age[1:]} ({two_figures(number)})" for age, number in named)
    return (_("By the length of the delay: {parts}.").format(parts=parts),) if parts else ()


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
    names = ", ".join(f"{summary_tables.unit_name(line)} ({two_figures(line.own['open_overdue'])})" for line in named)
    return (_("Most overdue tasks: {names}.").format(names=names),)


def _missed(figures: Figures) -> tuple[str, ...]:
    if figures.selection != Selection() or not is_review(figures.covered):
        return ()
    subjects, counts = figures.missed_counts()
    if not subjects:
        return ()
    parts = "; ".join(
        f"{labels.reason(reason)} ({two_figures(counts[reason])})" for reason in Reason if counts[reason]
    )
    words = _("On the missed list for the whole office: {n}, by reason: {parts}.")
    found = [words.format(n=ngettext("{n} case", "{n} cases", subjects, said=True), parts=parts)]
    return (*found, *labels.several_reasons(subjects, counts.total()))


def coming_sentences(figures: Figures) -> tuple[str, ...]:
    """What falls due after the cut-off, month by month, and what else moves on."""
    start, end = periods.coming_window(figures.covered)
    counts = [(first, figures.number_due_in(first, last)) for first, last in periods.calendar_months(start, end)]
    months = "; ".join(
        _("month {n}: {count}").format(n=f"{first.month}/{first.year}", count=two_figures(count.deadlines))
        for first, count in counts
        if count.deadlines
    )
    words = _("From {start} to {end} fall due: {deadlines} ({months}).")
    if not months:
        words = _("Nothing falls due from {start} to {end}.")
    deadlines = labels.deadlines_of_tasks(*figures.number_due_in(start, end), said=True)
    due = words.format(deadlines=deadlines, months=months, start=vn_date(start), end=vn_date(end))
    return (due, *carried_sentences(figures))


def carried_sentences(figures: Figures) -> tuple[str, ...]:
    """What moves on beside the deadlines to come; nothing where nothing does."""
    _start, end = periods.coming_window(figures.covered)
    parts = (
        (figures.total["open_overdue"], _("{n} overdue tasks")),
        (figures.total["no_deadline"], _("{n} without a deadline")),
        (figures.in_time_after(end), _("{n} due after {day}")),
    )
    said = ", ".join(words.format(n=two_figures(n), day=vn_date(end)) for n, words in parts if n)
    return (_("What moves on as well: {parts}.").format(parts=said),) if said else ()


def moved_sentences(figures: Figures) -> tuple[str, ...]:
    """How many deadlines were moved in the period, and what was entered into closed ones."""
    moved, entered = len(side_tables.extensions_of(figures)), len(side_tables.adjusted_of(figures))
    found = []
    if moved:
        found.append(
            ngettext(
                "{n} deadline was moved in the period.", "{n} deadlines were moved in the period.", moved, said=True
            )
        )
    if entered:
        found.append(side_tables.adjusted_sentence(entered))
    return tuple(found)
