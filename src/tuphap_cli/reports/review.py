"""The parts of a periodic report in their order: results, limits and causes, the tasks to come, proposals, annexes.

What the register does not hold (the statistics of the fields) is left as a marked blank for the office to fill in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..domain import periods
from ..domain.model import vn_date
from ..domain.report_text import TextPart
from ..i18n import _
from ..text import roman
from . import annexes, count_sentences, opening, side_tables, summary_tables, unit_ranking, written_text
from .base import Line, Table
from .figures import Figures, Shown
from .material import is_review

OBSTACLES = 8  # told in the report itself; more are in their annex alone


class Frame(NamedTuple):
    """What the sentences around a report need: its ``title``, who reports (``office``), what it is narrowed to."""

    title: str
    office: str = ""
    scope: str = ""


def report_tables(figures: Figures, shown: Shown, frame: Frame) -> tuple[Table, ...]:
    """The report with all its parts; what its format does not show is left out (``shown``)."""
    composer = _Composer(figures, shown)
    found = [
        _words("opening", opening.opening(figures, frame.title, frame.office, frame.scope)),
        *composer.results(),
        *composer.limits(),
        *composer.to_come(),
        *composer.proposals(),
        _words("closing", opening.closing(frame.title, frame.office)),
    ]
    if not is_review(figures.covered):
        found = [table._replace(part="") for table in found]
    return (*found, *composer.annexed())


def _words(name: str, *sentences: str, title: str = "", part: str = "", empty: str = "") -> Table:
    """A section that is only said."""
    return Table((), (), title, name=name, intro=tuple(sentences), part=part, empty=empty)


class _Composer:
    """Composes the sections of one report: flowing, each with its table; or paged, with the tables in annexes."""

    def __init__(self, figures: Figures, shown: Shown) -> None:
        self.figures = figures
        self.shown = shown
        self.paged = shown.paged
        self.lists = self._lists()
        first = (table for table in self.lists if not table.goes_on)
        self.labels = {table.name: _("Annex {n}").format(n=roman(n)) for n, table in enumerate(first, 2)}

    def results(self) -> list[Table]:
        """Part one: what was done."""
        figures = self.figures
        sentences, whole = count_sentences.whole_sentences(figures), summary_tables.whole(figures)
        by_group = (
            *count_sentences.group_sentences(figures),
            _("[Statistics of the field: to be filled in by the division in charge.]"),
        )
        part, title = _("Part one. Results"), _("General results")
        groups = summary_tables.by_group(figures)._replace(title=_("Results by group of tasks"))
        if self.paged:
            where = _("The figures by group, unit and month are in annex I.")
            return [
                _words(
                    "totals", *sentences, *count_sentences.moved_sentences(figures), where, title=title, part=part
                ),
                self._rates(),
                _words("by_group", *by_group, title=groups.title),
                *self._written(TextPart.ASSESSMENT),
            ]
        return [
            whole._replace(title=title, part=part, intro=(*sentences, *whole.intro)),
            summary_tables.rates_table(figures),
            groups._replace(intro=by_group),
            *self._divided(),
            side_tables.extensions_table(figures),
            *_there(side_tables.adjusted_table(figures)),
            *self._written(TextPart.ASSESSMENT),
        ]

    def _written(self, *parts: TextPart) -> list[Table]:
        """What the clerk has written; on paper lines to write on where it is nothing yet."""
        blanks = self.shown.annexes
        return [table for part in parts for table in written_text.section(self.figures, part, blanks=blanks)]

    def _rates(self) -> Table:
        """The rates as a list of sentences."""
        table = summary_tables.rates_table(self.figures)
        lines = tuple(Line((f"- {sentence}",)) for sentence in count_sentences.rate_sentences(self.figures))
        return table._replace(columns=side_tables.SENTENCES, lines=lines)

    def _divided(self) -> list[Table]:
        """The figures by unit, kind, decision and month."""
        figures = self.figures
        return [
            summary_tables.by_unit(figures)._replace(title=_("Results by unit")),
            unit_ranking.ranking(figures),
            *_there(summary_tables.by_kind(figures) if len(figures.by_kind) > 1 else None),
            *_there(summary_tables.by_decision(figures) if len(figures.by_decision) > 1 else None),
            *summary_tables.by_people(figures),
            summary_tables.by_month(figures),
        ]

    def limits(self) -> list[Table]:
        """Part two: what is late or may be missed, and what is in the way."""
        figures = self.figures
        part, title = _("Part two. Limits and causes"), _("What is overdue or may be missed")
        ages = summary_tables.ages(figures)._replace(title=title, part=part)
        sentences = count_sentences.overdue_sentences(figures, ages=self.paged)
        filings = side_tables.filings_table(figures)
        written = self._written(TextPart.LIMITS, TextPart.CAUSES)
        if self.paged:
            late = _words(
                "ages", *sentences, *ages.intro[:1], *self._where("overdue", "missed"), title=title, part=part
            )
            filed = _words("filings", *filings.intro, title=filings.title, empty=filings.empty)
            return [late, *written, self._obstacles(), filed]
        late = ages._replace(intro=(*sentences, *ages.intro))
        return [late, *written, side_tables.obstacles_table(figures), filings]

    def _obstacles(self) -> Table:
        """The obstacles that are still open, each with whose it is."""
        found = side_tables.obstacles_of(self.figures)
        still = [o for o in found if o.resolved_on is None]
        table = side_tables.obstacles_table(self.figures)
        if not found:
            return _words("obstacles", title=table.title, empty=table.empty)
        told = side_tables.obstacles_sentence(len(found), len(still))
        lines = tuple(Line((side_tables.obstacle_words(o),)) for o in still) if len(still) <= OBSTACLES else ()
        intro = (told, *self._where("obstacles"))
        return table._replace(columns=side_tables.SENTENCES, lines=lines, intro=intro, empty="")

    def to_come(self) -> list[Table]:
        """Part three: what falls due next."""
        figures = self.figures
        part = _("Part three. Tasks to come")
        if self.paged:
            sentences = (*count_sentences.coming_sentences(figures), *self._where("due_next"))
            due = _words("due_next", *sentences, title=_("Deadlines to come"), part=part)
        else:
            due = self._due_next(self.shown.limit)
            due = due._replace(part=part, intro=(*count_sentences.carried_sentences(figures), *due.intro))
        return [due, *self._written(TextPart.SOLUTIONS)]

    def _due_next(self, limit: int | None) -> Table:
        start, end = periods.coming_window(self.figures.covered)
        review = is_review(self.figures.covered)
        words = _("Tasks due from {start} to {end}, by month") if review else _("Due from {start} to {end}")
        title = words.format(start=vn_date(start), end=vn_date(end))
        return annexes.due_next(self.figures, title, by_month=review, limit=limit)

    def proposals(self) -> list[Table]:
        """Part four: what is asked for."""
        asked = [o for o in side_tables.obstacles_of(self.figures) if o.resolved_on is None and o.proposal]
        lines = tuple(Line((side_tables.proposal_words(o),)) for o in asked)
        intro = written_text.paragraphs_of(self.figures, TextPart.PROPOSALS)
        if not (lines or intro) and self.shown.annexes and written_text.has_text(self.figures):
            intro = written_text.BLANK
        empty = "" if lines or intro else _("None was recorded.")
        part, title = _("Part four. Proposals"), ""
        if not is_review(self.figures.covered):
            part, title = "", written_text.title_of(TextPart.PROPOSALS)
        return [Table(side_tables.SENTENCES, lines, title, name="proposals", part=part, empty=empty, intro=intro)]

    def _where(self, *names: str) -> Sequence[str]:
        """The sentence that says in which annexes the lists ``names`` are, as far as there are any."""
        labels = [self.labels[name] for name in names if name in self.labels]
        if not labels:
            return ()
        where = labels[0] if len(labels) == 1 else _("{first} and {second}").format(first=labels[0], second=labels[1])
        return (_("(Details are in {annexes}.)").format(annexes=where),)

    def _lists(self) -> list[Table]:
        """The lists that a paged report has in annexes; those with nothing in them are not there."""
        if not self.paged:
            return []
        figures = self.figures
        ages = summary_tables.ages(figures)  # the first sentence of it is in the report
        found = [
            annexes.overdue_table(figures),
            ages._replace(intro=ages.intro[1:], goes_on=True),
            *_there(annexes.missed_table(figures) if is_review(figures.covered) else None),
            self._due_next(None),
            side_tables.extensions_table(figures),
            *_there(side_tables.adjusted_table(figures)),
            side_tables.obstacles_table(figures),
            side_tables.filings_table(figures),
            annexes.everything_table(figures),
        ]
        return [table._replace(annex=True, wide=True) for table in found if table.lines]

    def annexed(self) -> list[Table]:
        """The annexes: of a paged report the tables of figures first, then its lists."""
        figures = self.figures
        if not self.shown.annexes:
            return []
        if not self.paged:
            missed = annexes.missed_table(figures) if is_review(figures.covered) else None
            return [annexes.overdue_table(figures), *_there(missed), annexes.everything_table(figures)]
        tables = [
            summary_tables.whole(figures),
            summary_tables.rates_table(figures),
            summary_tables.by_group(figures)._replace(title=_("Results by group of tasks")),
            *self._divided(),
        ]
        head = Table((), (), _("Figures of the results"), name="figures", annex=True, wide=True)
        return [
            head,
            *(table._replace(annex=True, wide=True, goes_on=True) for table in tables if table.lines),
            *self.lists,
        ]


def _there(table: Table | None) -> list[Table]:
    return [table] if table is not None else []
