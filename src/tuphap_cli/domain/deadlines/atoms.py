"""The forms of days, months, quarters, halves, years, terms and recurrences: one line a form."""

from __future__ import annotations

from ..model import DeadlineKind
from ..model import DeadlineRule as Rule
from . import notes
from .dates import (
    after_comma,
    as_often,
    dashed_day,
    day_of_quarter,
    days_of_month,
    days_of_month_in_figures,
    every_month_in_words,
    every_months,
    five,
    fixed_months,
    mark,
    month_of_quarter,
    number_in_name,
    numbered_day,
    once_in_months,
    one_day,
    part_number,
    part_of_year,
    same_number,
    short_year,
    spreadsheet_day,
    spreadsheet_day_of_month,
    times_in_period,
    times_in_year,
    two_figures,
    week_by_weekday,
    weekday_by_number,
    whole_year,
)
from .daylists import dashed_days_every_month
from .grammar import Grammar
from .odd_figures import (
    clock_in_words,
    day_of_listed_months,
    fifth_month,
    fourth_month,
    months_listed,
    months_or_day,
    roman_month,
    roman_month_or_quarter,
    serial_day,
    sixth_month,
    spreadsheet_month,
    three_figures,
    winter,
    year_first,
)
from .spans import DAILY, MONTHLY, QUARTERLY, WEEKLY, YEARLY

_NAMES = {
    "month": "month|of_month",
    "N": "n|w",
    "K": "n|r|w|misread",
    "TM": "tmonth|th",
    "RM": "r|rm",
    "NEXT": "next|after|to",
}

# "06 (sáu)": the number again in words.
REPEATED = Grammar(("n ( w )", same_number), ("n ( year )", five))

_SEPARATED = [
    row
    for sep in "/-."
    for row in (
        (f"day n {sep} n {sep} y", one_day()),
        (f"n {sep} n {sep} y", one_day(bare=True)),
        (f"[day] n {sep} n {sep} n", three_figures if sep == "/" else one_day(notes.SHORT_YEAR, bare=True)),
        (f"[day] n {sep} RM {sep} y", roman_month),
        (f"month N {sep} [year] y", part_number("M", 1)),
        (f"n {sep} [year] y", part_number("M", 1, bare=True)),
        (f"month N {sep} y year y", part_number("M", 1)),
        (f"quarter [.] K {sep} [year] y", part_number("Q", 3)),
        (f"quarter_name {sep} [year] y", part_number("Q", 3)),
        (f"month_name {sep} [year] y", part_number("M", 1)),
        (f"TM [.] n {sep} [year] y", part_number("M", 1)),
        (f"[day] n [/|-] TM [.] n {sep} y", one_day()),
        (f"day N month N {sep} [year] y", one_day()),
    )
]
_RECURRING = [
    row
    for unit, size in (("year", YEARLY), ("quarter", QUARTERLY), ("month", MONTHLY), ("week", WEEKLY), ("day", DAILY))
    for row in (
        (f"every {unit}", mark("E", size)),
        (f"follow every {unit}", mark("E", size)),
        (f"follow {unit}", mark("per", size)),
        (f"[at_least] [every] N once|round|no|x / {unit}", times_in_period(size)),
        (f"[at_least] N once [in] every|w|n {unit}", times_in_period(size)),
        (f"[at_least] every {unit} [at_least] N once", times_in_period(size)),
    )
]

_DAY_TO_DAY = [
    row
    for sep in ("-", "arrow")
    for row in (
        (f"[day] n {sep} n / n / y", days_of_month),
        (f"[day] n {sep} n / n year y", days_of_month),
        (f"day|from n {sep} n month n [year|/|-] y", days_of_month),
        (f"day|from n {sep} n month n", days_of_month),
        (f"n {sep} n month n [year|/|-] y", days_of_month_in_figures),
        (f"n {sep} n month n", days_of_month_in_figures),
        (f"day n {sep} n / n", days_of_month),
        (f"from n {sep} n / n", days_of_month),
        (f"from n {sep} n / n / y", days_of_month),
        (f"from n {sep} n / n year y", days_of_month),
        (f"n {sep} n / n", days_of_month_in_figures),
        (f"day n {sep} n every month", dashed_days_every_month),
    )
]
_IN_OTHER_YEAR = [
    row
    for words, shift, doubts in (
        ("year NEXT", 1, ()),
        ("year this", 0, ()),
        ("year before", -1, (notes.RELATIVE_YEAR,)),
    )
    for row in (
        (f"[day] n / n {words}", one_day(*doubts, shift=shift)),
        (f"[day] n -|. n {words}", one_day(*doubts, shift=shift)),
        (f"day N month N {words}", one_day(*doubts, shift=shift)),
        (f"n month N {words}", one_day(*doubts, shift=shift)),
        (f"[day] N month_name {words}", one_day(*doubts, shift=shift)),
    )
]

_COUNTED = [
    row
    for unit, size in (("year", YEARLY), ("quarter", QUARTERLY), ("week", WEEKLY))
    for row in (
        (f"N once / N {unit}", times_in_period(size)),
        (f"N {unit} [/] [N] once", as_often(size)),
    )
]

_OF_MONTHS = [
    (f"{months}{year}", day_of_listed_months)
    for count in range(2, 13)
    for months in months_listed(count)
    for year in ("", " [year] y", " / y")
]

ATOMS = Grammar(
    *_SEPARATED,
    *_DAY_TO_DAY,
    *_IN_OTHER_YEAR,
    *_OF_MONTHS,
    ("n hour / n [hour|day]", clock_in_words),
    ("n / n hour", clock_in_words),
    ("n hour / day", clock_in_words),
    ("n day / week", clock_in_words),
    ("[day] n / RM [year] [y]", roman_month),
    ("day n month RM [year|/] [y]", roman_month),
    ("day N month year [year] [y]", fifth_month),
    ("month year [year] y", fifth_month),
    ("day N month from", fourth_month),
    ("day N next_month [year|/] y", sixth_month),
    ("next_month [year|/] y", sixth_month),
    ("month RM [year|/] [y]", roman_month_or_quarter),
    ("rm [year|/] y", roman_month_or_quarter),
    ("[day] n - n / y", months_or_day),
    ("day n / n", one_day()),
    ("n / n", two_figures),
    ("day n -|. n", dashed_day(bare=False)),
    ("n -|. n", dashed_day(bare=True)),
    ("day N month N [year] y", one_day()),
    ("n month N [year] y", one_day()),
    ("[day] n / n [,] year y", one_day()),
    ("day N month N", one_day()),
    ("n month n", one_day(bare=True)),
    ("day N month_name", one_day()),
    ("[day] N month_name [year] y", one_day()),
    ("y iso n n", spreadsheet_day),
    ("month N [year] y", part_number("M", 1)),
    ("month N , year y", part_number("M", 1)),
    ("month N", part_number("M", 1)),
    ("month N year before", part_number("M", 1, shift=-1)),
    ("month N year NEXT", part_number("M", 1, shift=1)),
    ("month N year this", part_number("M", 1, shift=0)),
    ("month N /|- n", short_year),
    ("month N , y", after_comma("M", 1)),
    ("month_name , [year] y", after_comma("M", 1)),
    ("quarter [.] K , y", after_comma("Q", 3)),
    ("quarter_name , [year] y", after_comma("Q", 3)),
    ("emonth - y", spreadsheet_month()),
    ("emonth - n", spreadsheet_month(notes.SHORT_YEAR)),
    ("n - emonth", spreadsheet_day_of_month),
    ("n - emonth [-] y", one_day()),
    ("n - emonth - n", one_day(notes.SHORT_YEAR)),
    ("month N year before to [end] month N year NEXT", winter),
    ("y -|/ n", year_first),
    ("y serial n n", serial_day),
    ("TM [.] n [year] y", part_number("M", 1)),
    ("TM [.] n", part_number("M", 1, doubt=notes.LETTER_MONTH)),
    ("day n [/|-] TM [.] n", one_day(notes.LETTER_MONTH)),
    ("month_name [year] y", part_number("M", 1)),
    ("month_name", part_number("M", 1)),
    ("month_name year before", part_number("M", 1, shift=-1)),
    ("month_name year NEXT", part_number("M", 1, shift=1)),
    ("month_name year this", part_number("M", 1, shift=0)),
    ("month first quarter K [/] [year] y", month_of_quarter(1)),
    ("month first quarter K", month_of_quarter(1)),
    ("month last quarter K [/] [year] y", month_of_quarter(3)),
    ("month last quarter K", month_of_quarter(3)),
    ("day N month first quarter K [/] [year] y", day_of_quarter(1)),
    ("day N month first quarter K", day_of_quarter(1)),
    ("day N month last quarter K [/] [year] y", day_of_quarter(3)),
    ("day N month last quarter K", day_of_quarter(3)),
    ("quarter [.] K [year] y", part_number("Q", 3)),
    ("quarter [.] K , year y", part_number("Q", 3)),
    ("quarter [.] K", part_number("Q", 3)),
    ("quarter K year before", part_number("Q", 3, shift=-1)),
    ("quarter K year NEXT", part_number("Q", 3, shift=1)),
    ("quarter K year this", part_number("Q", 3, shift=0)),
    ("quarter_name [year] y", part_number("Q", 3)),
    ("quarter_name", part_number("Q", 3)),
    ("quarter_name year before", part_number("Q", 3, shift=-1)),
    ("quarter_name year NEXT", part_number("Q", 3, shift=1)),
    ("quarter_name year this", part_number("Q", 3, shift=0)),
    ("quarter rm", part_number("Q", 3)),
    ("quarter first year [y]", fixed_months("Q", 1, 3, Rule.QUARTER)),
    ("quarter last year [y]", fixed_months("Q", 10, 12, Rule.QUARTER)),
    ("month first year [y]", fixed_months("M", 1, 1, Rule.MONTH)),
    ("month last year [y]", fixed_months("M", 12, 12, Rule.MONTH)),
    ("N month first [year] [y]", part_of_year(first=True)),
    ("N month first year /|year y", part_of_year(first=True)),
    ("N month last [year] [y]", part_of_year(first=False)),
    ("N month last year /|year y", part_of_year(first=False)),
    ("N month after year [y]", part_of_year(first=False, doubt=notes.EITHER)),
    ("N quarter first year [y]", part_of_year(first=True, size=3)),
    ("N quarter last year [y]", part_of_year(first=False, size=3)),
    ("half first year [y]", fixed_months("P", 1, 6, Rule.PART_OF_YEAR, kind=DeadlineKind.RANGE)),
    ("half last year [y]", fixed_months("P", 7, 12, Rule.PART_OF_YEAR, kind=DeadlineKind.RANGE)),
    ("half year first [y]", fixed_months("P", 1, 6, Rule.PART_OF_YEAR, kind=DeadlineKind.RANGE)),
    ("half year last [y]", fixed_months("P", 7, 12, Rule.PART_OF_YEAR, kind=DeadlineKind.RANGE)),
    ("first year [y]", fixed_months("P", 1, 3, Rule.PART_OF_YEAR, doubt=notes.BEGINNING)),
    ("mid year [y]", fixed_months("P", 6, 6, Rule.PART_OF_YEAR, doubt=notes.MIDDLE)),
    ("last year [y]", fixed_months("P", 12, 12, Rule.END_OF_YEAR, kind=DeadlineKind.BY)),
    ("last_months [y]", fixed_months("P", 10, 12, Rule.PART_OF_YEAR, doubt=notes.EITHER)),
    ("first_months [y]", fixed_months("P", 1, 3, Rule.PART_OF_YEAR, doubt=notes.BEGINNING)),
    ("year y", whole_year()),
    ("y", whole_year(bare=True)),
    ("in year y", whole_year(rule=Rule.IN_YEAR)),
    ("in year [this]", whole_year(rule=Rule.IN_YEAR)),
    ("year this", whole_year(shift=0)),
    ("year NEXT", whole_year(shift=1, doubt=notes.RELATIVE_YEAR)),
    ("whole year [y]", mark("whole")),
    ("annual_report y", mark("year_report")),
    ("report|review N year", mark("report")),  # "tổng kết 5 năm"
    *_RECURRING,
    *_COUNTED,
    ("periodic|every N month", every_months),
    ("N month [/] [N] once", every_months),
    ("N month_name once", every_month_in_words),
    ("every month_name once", every_month_in_words),
    ("N once / N month", once_in_months),
    ("year N once", times_in_period(YEARLY)),
    ("N once [in] year [this]", times_in_year),
    ("month NEXT", mark("next_month")),
    ("quarter NEXT", mark("next_quarter")),
    ("month first [every] quarter", mark("MQ", 1)),
    ("month first [every] quarter NEXT", mark("MQnext", 1)),
    ("month last [every] quarter", mark("MQ", 3)),
    ("month mid [every] quarter", mark("MQ", 2)),
    ("day N", mark("DOM")),
    ("day ord N", numbered_day),
    ("week [ord] K", mark("WK")),
    ("week ord1", mark("WK", 1)),
    ("week weekday", week_by_weekday),
    ("N workday", mark("Twork")),
    ("N day", mark("Tday")),
    ("N week", mark("Tweek")),
    ("N month", mark("Tmonth")),
    ("N hour [n] [minute]", mark("clock")),
    ("n : n", mark("clock")),
    ("n : n : n", mark("time")),
    ("council r|rm|n|x", number_in_name),
    ("meeting ord n", mark("meeting")),
    ("meeting ord1", mark("meeting")),
    ("ord n", weekday_by_number),
    ("no n", mark("docno")),
    ("ref K|y", number_in_name),
    ("place n", number_in_name),
    names=_NAMES,
)
