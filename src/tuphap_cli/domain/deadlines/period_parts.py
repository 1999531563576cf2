"""The forms that cut parts from periods, list them and join them to ranges: one line a form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model import DeadlineKind, Note
from ..model import DeadlineRule as Rule
from . import notes
from .dates import mark
from .daylists import days_of_a_month, sharing_month
from .grammar import Builder, Grammar, ReadingContext
from .odd_figures import day_that_recurs, day_with_time, lettered, part_of_day
from .pieces import Item
from .recurrences import and_every, and_months, repeated, reports
from .spans import MONTHLY, QUARTERLY, YEARLY, Span, day_span, month_span

_NAMES = {
    "SPAN": "D|M|Q|Y|P",
    "K": "n|r|w",
    "J": ",|;|and",
    "TO": "-|to",
}
_WHOLE_YEAR = Item("Y", spans=(month_span(1, 12, None, "y", Rule.YEAR),))


def _sub(first: int, last: int, rule: Rule, *doubts: Note, kind: DeadlineKind = DeadlineKind.WITHIN) -> Builder:
    """The days ``first`` to ``last`` of a month; 0 is its last day, -6 the sixth before."""

    def build(_: ReadingContext, found: Sequence[Item]) -> Item:
        month = found[-1].spans[0]
        return Item(
            "P",
            spans=(
                month._replace(
                    unit="p",
                    first_day=first,
                    last_day=last,
                    rule=rule,
                    kind=kind,
                    bare=False,
                    doubts=month.doubts + doubts,
                ),
            ),
        )

    return build


def _beginning_of_month(_: ReadingContext, found: Sequence[Item]) -> Item:
    month = found[0].spans[0]
    tenth = month._replace(unit="p", last_day=10, rule=Rule.BEGINNING, bare=False, others=())
    first = day_span(1, month.month, month.year)
    return Item("P", spans=(tenth._replace(others=(first,)).doubt(notes.BEGINNING),))


def _beginning_of_quarter(_: ReadingContext, found: Sequence[Item]) -> Item:
    quarter = found[0].spans[0]
    month = quarter._replace(unit="p", last_month=quarter.month, rule=Rule.BEGINNING, bare=False)
    first = day_span(1, quarter.month, quarter.year)
    return Item("P", spans=(month._replace(others=(first,)).doubt(notes.BEGINNING),))


def _end(_: ReadingContext, found: Sequence[Item]) -> Item:
    span = found[-1].spans[0]
    end = span._replace(unit="p", month=span.last_month, rule=Rule.END, kind=DeadlineKind.BY, bare=False)
    return Item("P", spans=(end,))


def _middle(_: ReadingContext, found: Sequence[Item]) -> Item:
    span = found[0].spans[0]
    middle = span.last_month - (span.last_month - span.month + 1) // 2
    part = span._replace(unit="p", month=middle, last_month=middle, rule=Rule.MIDDLE, bare=False)
    return Item("P", spans=(part.doubt(notes.MIDDLE),))


def _week(_: ReadingContext, found: Sequence[Item]) -> Item | None:
    number, month = found[0].num, found[1].spans[0]
    if not 1 <= number <= 4:
        return None
    span = month._replace(unit="p", first_day=number * 7 - 6, last_day=number * 7, rule=Rule.WEEK, bare=False)
    return Item("P", spans=(span.doubt(notes.WEEK_OF_MONTH),))


def _days(*, first: bool) -> Builder:
    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        count = found[0].num
        if not 1 <= count <= 28:
            return None
        bounds = (1, count) if first else (1 - count, 0)
        return _sub(*bounds, Rule.DAYS_OF_MONTH)(context, found)

    return build


def _again_as_list(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«D and D»: days in a row; the words before them ("trước") govern all."""
    return Item("DL", spans=_one_year([s for item in found for s in item.spans], context))


def _day_of_months(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Ngày 15 tháng 6 và tháng 12»: most likely the 15th of both."""
    day, month = (item.spans[0] for item in found)
    if day.bare or month.bare or month.doubts:
        return None
    again = day_span(day.first_day, month.month, month.year)
    exists = again.bounds(again.year or context.year) is not None
    return Item("DL", spans=_one_year([day, again.doubt(notes.EITHER)], context)) if exists else None


def _one_year(spans: list[Span], context: ReadingContext) -> tuple[Span, ...]:
    """A year named once, at the end, is the year of all; where that is not plain, a person decides."""
    last = spans[-1].year
    missing = [s for s in spans[:-1] if s.year is None]
    filled = [s.in_year(last) for s in spans]
    ordered = all((a.year or 0, a.month) <= (b.year or 0, b.month) for a, b in pairwise(filled))
    elsewhere = last not in (None, context.year) or (last is None and len(missing) < len(spans) - 1)
    if not ordered or (missing and elsewhere) or (last is None and elsewhere):
        filled[-1] = filled[-1].doubt(notes.MIXED_YEARS)
    return tuple(filled)


def _listed(sym: str, *doubts: Note) -> Builder:
    """A list of months, quarters or years; numbers after the first take the first one's kind and its year."""

    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        spans = list(found[0].spans)
        for item in found[1:]:
            if item.spans and item.spans[0].unit == "y" and sym != "YL":
                spans = [s.in_year(item.spans[0].year).doubt(*item.spans[0].doubts) for s in spans]
            elif item.spans:
                spans.extend(item.spans)
            elif (span := _numbered(spans[0], item.num)) is not None:
                spans.append(span)
            else:
                return None
        *others, last = _one_year(lettered(spans), context)
        return Item(sym, spans=(*others, last.doubt(*doubts)))

    return build


def _and_whole_year(context: ReadingContext, found: Sequence[Item]) -> Item:
    """«6 tháng đầu năm và cả năm»: a report of each, or one of the year?"""
    part = found[0].spans[0]
    year = found[1].num if len(found) > 1 else part.year
    whole = month_span(1, 12, year, "p", Rule.PART_OF_YEAR).doubt(notes.SEVERAL)
    return Item("QL", spans=_one_year([part, whole], context))


def _numbered(like: Span, number: int) -> Span | None:
    """The month or quarter ``number``, in the year of none."""
    size = {"m": 1, "q": 3}.get(like.unit)
    if size is None or not 1 <= number <= 12 // size:
        return None
    return like._replace(year=None, month=(number - 1) * size + 1, last_month=number * size, doubts=())


def _range(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """From the beginning of the first to the end of the last; a year named once is at the end."""
    start, end, *years = found
    first = start.spans[0]
    last = end.spans[0] if end.spans else _numbered(first, end.num)
    if last is None or _ill_matched(first, last):
        return None
    if first.bare and not (end.spans or years):  # "01/2021-12"
        last = last.doubt(notes.DAY_OR_RANGE)
    if years:
        last = last.in_year(years[0].spans[0].year).doubt(*years[0].spans[0].doubts)
    return Item("R", spans=(_joined(context, first, last),))


def _ill_matched(first: Span, last: Span) -> bool:
    """A bare year after a day or month, or a month without a year after a year, belongs to something else."""
    if last.unit == "y":
        return last.bare and first.unit != "y"
    return first.unit == "y" and last.year is None


def _range_alike(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """With a dash only like joins like; "Quý 1-2/2021" are quarters though "2/2021" alone is a month."""
    start, end = found
    last = end.spans[0]
    if start.sym == "Q" and end.sym == "M" and last.bare:
        quarter = _numbered(start.spans[0], last.month)
        return quarter and _range(context, [start, Item("Q", spans=(quarter._replace(year=last.year),))])
    return _range(context, found) if start.sym == end.sym else None


def _range_guessed(doubt: Note) -> Builder:
    def build(context: ReadingContext, found: Sequence[Item]) -> Item | None:
        made = _range(context, found)
        return made and Item("R", spans=(made.spans[0].doubt(doubt),))

    return build


def _joined(context: ReadingContext, first: Span, last: Span) -> Span:
    first, last = lettered([first, last])
    doubts = first.doubts + last.doubts
    until = last.year
    own = first.year
    if own is None and until is not None:
        later = (first.month, first.first_day) > (last.last_month, last.last_day or 31)
        own = until - 1 if later and until == context.year + 1 else until
    elif until is None and own not in (None, context.year):
        doubts += (notes.MIXED_YEARS,)
    span = last._replace(
        unit="r",
        year=own,
        month=first.month,
        first_day=first.first_day,
        rule=Rule.RANGE,
        kind=DeadlineKind.RANGE,
        bare=first.bare and last.bare,
        doubts=doubts,
        others=(),
        until_year=until,
    )
    bounds = span.bounds(context.year)
    if bounds is None or bounds[0] > bounds[1]:
        return span.doubt(notes.BACKWARDS)
    return span


def _range_from_day(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """«Từ ngày 01 đến 15/6»: the first day takes the month of the last."""
    last = found[1].spans[0]
    day = found[0].num
    if not 1 <= day < last.last_day:
        return None
    return Item("R", spans=(_joined(context, day_span(day, last.month, last.year), last),))


def _weekday_of(context: ReadingContext, found: Sequence[Item]) -> Item | None:
    """A day with its weekday; where the two differ, one of them is wrong."""
    day = next(item for item in found if item.spans)
    weekday = next((item.num for item in found if not item.spans), 0)  # Monday is 0, which has no value
    bounds = day.spans[0].bounds(context.year)
    if bounds is None or bounds[0].weekday() == weekday:
        return day
    return Item("D", spans=(day.spans[0].doubt(notes.WEEKDAY_DIFFERS),))


PARTS = Grammar(
    ("first M", _beginning_of_month),
    ("mid M", _sub(15, 15, Rule.MIDDLE_OF_MONTH, kind=DeadlineKind.BY)),
    ("[day] last M|Q|Y", _end),
    ("first Q", _beginning_of_quarter),
    ("mid Q|Y", _middle),
    ("half first M", _sub(1, 15, Rule.HALF_OF_MONTH)),
    ("half last M", _sub(16, 0, Rule.HALF_OF_MONTH)),
    ("half M first", _sub(1, 15, Rule.HALF_OF_MONTH)),
    ("week first M", _sub(1, 7, Rule.WEEK, notes.WEEK_OF_MONTH)),
    ("week last M", _sub(-6, 0, Rule.WEEK)),
    ("WK M", _week),
    ("third1 M", _sub(1, 10, Rule.THIRD, notes.TEN_DAYS)),
    ("third2 M", _sub(11, 20, Rule.THIRD, notes.TEN_DAYS)),
    ("third3 M", _sub(21, 0, Rule.THIRD, notes.TEN_DAYS)),
    ("Tday first M", _days(first=True)),
    ("Tday last M", _days(first=False)),
    ("weekday [,] D", _weekday_of),
    ("D [,] weekday", _weekday_of),
    ("D ( weekday )", _weekday_of),
    ("D time", day_with_time),
    names=_NAMES,
)


JOINS = Grammar(
    ("daypart [,] D", part_of_day),
    ("daypart|clock [,] DOM|weekday", day_that_recurs),
    ("D|DL [,] J D", _again_as_list),
    ("D [,] J M", _day_of_months),
    ("DOM|DOMS [,] J D", sharing_month()),
    ("DOM|DOMS [,] J n|DOM", days_of_a_month),
    ("n [,] and D", sharing_month(figures=True)),
    ("n , n [,] and D", sharing_month(figures=True)),
    ("n , n , n [,] and D", sharing_month(figures=True)),
    ("n , D", sharing_month(notes.DAY_OR_MONTH)),
    ("n , n , D", sharing_month(notes.DAY_OR_MONTH)),
    ("M|ML [,] J M", _listed("ML")),
    ("M|ML [,] J n [Y]", _listed("ML")),
    ("Q|QL [,] J Q", _listed("QL")),
    ("Q|QL [,] J K [/|-] [Y]", _listed("QL")),
    ("Y|YL [,] J Y", _listed("YL")),
    ("P [,] J P", _listed("QL")),
    ("M or M|n", _listed("ML", notes.EITHER)),
    ("Q or Q|K", _listed("QL", notes.EITHER)),
    ("D or D", _listed("DL", notes.EITHER)),
    ("n|DOM or D", sharing_month(notes.EITHER)),
    ("Y or Y", _listed("YL", notes.EITHER)),
    ("SPAN - SPAN", _range_alike),
    ("D lost D", _range_guessed(notes.SIGN_LOST)),
    ("SPAN arrow [end] SPAN", _range_guessed(notes.MOVED_OR_RANGE)),
    ("SPAN to [end] SPAN", _range),
    ("SPAN to end year [this]", lambda context, found: _range(context, [*found, _WHOLE_YEAR])),
    ("M TO n [Y]", _range),
    ("Q TO K [/] [Y]", _range),
    ("from n|DOM TO [end] D", _range_from_day),
    ("DOM TO [end] D", _range_from_day),
    ("n to [end] D", _range_from_day),
    ("periodic E", mark("E")),
    ("periodic times", mark("times")),
    ("E [,] J|or|/ E", repeated),
    ("E [,] J|or|/ year", and_every(YEARLY)),
    ("E [,] J|or|/ quarter", and_every(QUARTERLY)),
    ("E [,] J|or|/ month", and_every(MONTHLY)),
    ("E [,] J|or|/ n year", and_every(YEARLY)),
    ("E [,] J|or|/ Tmonth", and_months),
    ("Tmonth [,] J [n] year|whole", reports(YEARLY)),
    ("Tmonth [,] J E", lambda context, found: and_months(context, found[::-1])),
    ("P [,] J whole", _and_whole_year),
    ("quarter [,] J Tmonth [,] J Tmonth [,] J year", reports(QUARTERLY | YEARLY)),
    ("quarter [,] J Tmonth [,] J year", reports(QUARTERLY | YEARLY)),
    ("month [,] J quarter [,] J Tmonth [,] J year", reports(MONTHLY | QUARTERLY | YEARLY)),
    names=_NAMES,
)
