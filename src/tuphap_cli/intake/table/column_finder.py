"""Recognises the columns of a plan by the meaning of their headings; knows nothing of the rows below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...errors import BadChoice
from ...text import clean, fold
from ..files.source import Covered, SourceRow
from .cellkinds import profile
from .heading_words import Field
from .headings import meaning, person_of, words_of
from .marks import over_periods, period_of, with_months, year_headed
from .namecolumns import told_apart
from .plan_columns import Header, PlanColumn
from .timecolumns import LOOKED_AT, MAPPED, Tense, TimeColumns, tense_of

_MAX_HEADING = 90
_PERIOD_WEIGHT = 7
_PERSON_WEIGHT = 5
_SIDE_BY_SIDE = 2
_MAPPABLE = tuple(f.value for f in Field)


def header_at(rows: Sequence[SourceRow], start: int, mapping: Mapping[str, str]) -> Header | None:
    """The header whose first row is ``rows[start]``, over one, two or three rows, or None.

    Raises:
        BadChoice: where ``mapping`` names a field that does not exist
    """
    if start + 1 < len(rows) and _is_lower_half(rows[start], rows[start + 1]):
        upper = rows[start : start + 2]
        if start + 2 < len(rows) and _is_lower_half(_over(*upper), rows[start + 2]):
            three = _header([_over(*upper), rows[start + 2]], rows, start + 3, mapping)
            if three and three.is_plan:
                return replace(three, rows=tuple(r.number for r in rows[start : start + 3]))
        both = _header(upper, rows, start + 2, mapping)
        if both and both.is_plan:
            return both
    one = _header([rows[start]], rows, start + 1, mapping)
    return one if one and one.is_plan else None


def _is_lower_half(first: SourceRow, second: SourceRow) -> bool:
    """Whether the second row splits headings of the first: its texts are only under merged or blank cells."""
    texts = [(i, c.text) for i, c in enumerate(second.cells) if c.text]
    if sum(bool(c.text) for c in first.cells) < 2 or len(texts) < 2 or any(len(t) > _MAX_HEADING for _, t in texts):
        return False  # a title line is no upper half, and a task no lower one
    spans = {i for start, c in enumerate(first.cells) if c.span > 1 for i in range(start, start + c.span)}
    return all(i in spans or not first.cell(i).text or _left_of_blank(first, i) for i, _ in texts)


def _over(first: SourceRow, second: SourceRow) -> SourceRow:
    """Two rows of headings as one: for each column the lower text, where there is one, with how it is merged."""
    width = max(len(first.cells), len(second.cells))
    lower = (second.cell(i) for i in range(width))
    under = (c.text or c.covered is Covered.LEFT for c in lower)
    return SourceRow(first.number, tuple((second if own else first).cell(i) for i, own in enumerate(under)))


def _left_of_blank(row: SourceRow, column: int) -> bool:
    return column + 1 < len(row.cells) and not row.cell(column + 1).text


def _header(
    rows: Sequence[SourceRow], grid: Sequence[SourceRow], below: int, mapping: Mapping[str, str]
) -> Header | None:
    """The header whose headings are in ``rows``, above the rows of ``grid`` from the index ``below`` on."""
    headings = with_months(_headings(rows))
    if not headings or any(len(h) > 2 * _MAX_HEADING for h, _ in headings.values()):
        return None
    columns = []
    for index, (heading, above) in sorted(headings.items()):
        what, weight = _mapped(heading, above, mapping) or _meant(heading, above) or (Field.EXTRA, 0)
        columns.append(PlanColumn(index, heading, what, weight, above, _stands_for(what, heading, above)))
    columns = _with_people(columns)
    columns = _stood_in(columns, grid[below : below + LOOKED_AT])
    known, mapped = sum(map(_is_known, columns)), any(c.weight == MAPPED for c in columns)
    if (known * 2 < len(columns) and not mapped) or known < 2:
        return None
    columns = _told_by_above(columns)
    times = TimeColumns(told_apart(columns, grid[below : below + LOOKED_AT]), grid[below : below + LOOKED_AT])
    columns = times.settle()
    return Header(
        _settled(columns),
        tuple(r.number for r in rows),
        max(len(r.cells) for r in rows),
        {i: words_of(h) for i, (h, _) in headings.items()},
        times.doubt,
    )


def _is_known(column: PlanColumn) -> bool:
    """Whether the heading says what the column holds, or which time it stands for."""
    return column.weight > 0 or bool(period_of(column.heading, column.above))


def _with_people(columns: list[PlanColumn]) -> list[PlanColumn]:
    """The columns, those that name people taken for the leaders and officers, where another one names the unit that
    leads; without such a one they stand for it."""
    open_to_it = (Field.LEAD, Field.EXTRA)
    people = {
        c.index: who for c in columns if c.field in open_to_it and c.weight < MAPPED and (who := person_of(c.heading))
    }
    if not any((c.field is Field.LEAD and c.index not in people) or _names_both(c) for c in columns):
        return columns
    return [replace(c, field=people[c.index], weight=_PERSON_WEIGHT) if c.index in people else c for c in columns]


def _told_by_above(columns: list[PlanColumn]) -> list[PlanColumn]:
    """The columns, those of one heading called by the heading above as well: "Thực tế – Kết thúc"."""
    often = Counter(c.heading for c in columns)
    return [
        replace(c, heading=f"{c.above} – {c.heading}") if often[c.heading] > 1 and c.above and not c.mark else c
        for c in columns
    ]


def _headings(rows: Sequence[SourceRow]) -> dict[int, tuple[str, str]]:
    """For each column with a heading: the lowest text over it, and the text above that one."""
    found: dict[int, tuple[str, str]] = {}
    width = max(len(r.cells) for r in rows)
    above: dict[int, str] = {}
    if len(rows) > 1:
        text = ""
        for index in range(width):
            cell = rows[0].cell(index)
            under = rows[1].cell(index)
            # A blank to the right belongs to the heading on its left only where the row below has a text of its own.
            text = cell.text or (text if under.text or cell.covered is Covered.LEFT else "")
            above[index] = text
    for index in range(width):
        low = rows[-1].cell(index).text
        top = above.get(index, "")
        if low or top:
            found[index] = (clean(low or top), clean(top) if low else "")
    return found


def _meant(heading: str, above: str) -> tuple[Field, int] | None:
    own = meaning(heading)
    if not above:
        return own
    if not own and period_of(heading, above) and over_periods(above):
        return (Field.DEADLINE, _PERIOD_WEIGHT)
    both = meaning(f"{above} {heading}")
    if own and own[0] is Field.DEADLINE and both and both[0] in (Field.DONE, Field.EXTENDED, Field.EXTRA):
        return both  # "Kết thúc" under "Thực tế"
    if own and own[0] is not Field.TITLE:
        return own
    return both or meaning(above)


def _stands_for(what: Field, heading: str, above: str) -> str:
    """What a cross in the column means: its quarter or month, or the unit whose name is the heading."""
    if what is Field.DEADLINE:
        return period_of(heading, above) or year_headed(heading)
    return heading if what in (Field.LEAD, Field.SUPPORT) and above and not meaning(heading) else ""


def _mapped(heading: str, above: str, mapping: Mapping[str, str]) -> tuple[Field, int] | None:
    for named, what in mapping.items():
        if words_of(named) in {words_of(heading), words_of(f"{above} {heading}")}:
            if what not in _MAPPABLE:
                raise BadChoice(value=what, option="--map", choices=", ".join(_MAPPABLE))
            return (Field(what), MAPPED)
    return None


def _settled(columns: list[PlanColumn]) -> list[PlanColumn]:
    """The columns with one for each field; the others are kept under their headings.

    Columns side by side under one heading that hold marks (quarters, units) are one field together.
    """
    best: dict[Field, PlanColumn] = {}
    for column in columns:
        if column.field not in best or column.weight > best[column.field].weight:
            best[column.field] = column
    shared = Counter((c.field, c.above) for c in columns if c.mark)
    settled = []
    for column in columns:
        chosen = best[column.field]
        together = column.mark and chosen.mark and column.above == chosen.above
        if column is chosen or together or column.field is Field.EXTRA or column.rival:
            # A single column has its own words; crosses need others beside it to mean something.
            alone = column.mark and shared[column.field, column.above] < _SIDE_BY_SIDE
            settled.append(replace(column, mark="") if alone else column)
            continue
        rival = column.field is Field.DEADLINE and _rivals(column, chosen)
        settled.append(replace(column, field=Field.EXTRA, mark="", rival=rival))
    return settled


def _rivals(column: PlanColumn, chosen: PlanColumn) -> bool:
    """Whether a second column of deadlines may as well be meant as the one that was chosen."""
    if chosen.weight == MAPPED:
        return False
    planned = tense_of(column) is Tense.PLANNED and tense_of(chosen) is Tense.PLANNED
    return planned or column.weight == chosen.weight


def _stood_in(columns: list[PlanColumn], rows: Sequence[SourceRow]) -> list[PlanColumn]:
    """The columns, with others in the place of the task, lead and deadline columns where there are none."""
    fields = {c.field for c in columns}
    if Field.TITLE not in fields:
        stand_in = next((f for f in (Field.PRODUCT, Field.GROUP) if f in fields), None)
        columns = [replace(c, field=Field.TITLE) if c.field is stand_in else c for c in columns]
    if Field.LEAD not in fields:
        # "Đơn vị thực hiện, phối hợp" names both; "Đơn vị phối hợp thực hiện" only those who support.
        columns = [replace(c, field=Field.LEAD) if _names_both(c) else c for c in columns]
    if Field.DEADLINE not in fields and Field.TITLE in {c.field for c in columns}:
        periods = {c.index: mark for c in columns if c.weight == 0 and (mark := _period_in(c, rows))}
        years = sum(mark.startswith("Năm") for mark in periods.values())
        led = Field.LEAD in {c.field for c in columns}
        if years or (led and len(periods) > _SIDE_BY_SIDE):
            columns = [
                replace(c, field=Field.DEADLINE, weight=_PERIOD_WEIGHT, mark=periods[c.index])
                if c.index in periods
                else c
                for c in columns
            ]
    return columns


def _period_in(column: PlanColumn, rows: Sequence[SourceRow]) -> str:
    """The period that a column stands for, where its cells are times or crosses and no figures."""
    mark = period_of(column.heading, column.above)
    if not mark or not rows:
        return mark
    found = profile(r.cell(column.index).text for r in rows)
    times = found.days + found.periods + found.marks
    return mark if 2 * times > found.filled or not found.filled else ""


def _names_both(column: PlanColumn) -> bool:
    return column.field is Field.SUPPORT and bool(re.search(r"\bthuc hien\b.*\bphoi hop\b", words_of(column.heading)))


def repeats(row: SourceRow, header: Header) -> bool:
    """Whether ``row`` is the heading row of ``header`` printed again, or a row of column numbers (1) (2) (3)."""
    texts = [(i, c.text) for i, c in enumerate(row.cells) if c.text and len(c.text) <= _MAX_HEADING]
    if not texts:
        return False
    if texts[0][1].strip(" ().") == "1":
        numbers = [c.text.strip(" ().") for c in row.cells if c.text]
        if len(numbers) >= 3 and numbers == [str(n + 1) for n in range(len(numbers))]:
            return True
    same, left = 0, len(texts)
    for index, text in texts:
        if 2 * (same + left) < len(texts):
            return False  # thousands of rows are tasks: their words are not looked at further than needed
        heading = header.folded.get(index, "")
        same += _begin_alike(text, heading) and heading == words_of(text)
        left -= 1
    return same >= 2 and same * 2 >= len(texts) and not _is_another(row, header)


def _begin_alike(text: str, heading: str) -> bool:
    """Whether the folded words ``heading`` may be those of ``text``, by the first letter; looked at before the words
    are, since of thousands of rows hardly one repeats a heading."""
    first = text[0]
    if not heading or first in "123456789":  # a number is no heading, and a footnote's mark never begins one
        return heading[:1] == first
    return not first.isalpha() or not heading[0].isalpha() or fold(first) == heading[0]


def _is_another(row: SourceRow, header: Header) -> bool:
    """Whether a row with headings in it has a number and words of its own: "B | Khoa, bộ môn | Đợt 1 | Đợt 2"."""
    item, title = header.column(Field.ITEM), header.column(Field.TITLE)
    own = [c for c in (item, title) if c and words_of(row.cell(c.index).text) not in ("", header.folded.get(c.index))]
    return len(own) == 2 and meaning(row.cell(own[1].index).text) is None
