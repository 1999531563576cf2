"""What a reading of a deadline tells the clerk, in English templates to be translated where they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import N_, Note, note

YEAR_TAKEN = N_("the words name no year: {year}, the plan's year, was taken")
PASSED = note(N_("in the plan's year this had passed before the plan was issued: is the next year meant?"))
NO_SUCH_DAY = note(N_("there is no such day or month"))
SHORT_YEAR = note(N_("the year is written with two digits: which year is meant?"))
FAR_YEAR = N_("the year {year} is far from the plan's year: is it right?")
NOT_UNDERSTOOD = note(N_("a part of the words that may change the date was not understood"))
UNMARKED = note(N_("a word lacks marks without which it may be another word"))
NOTHING_READ = note(N_("no deadline was recognised in these words"))
TOO_LONG = note(N_("the words are too long for a deadline and were not read"))
BROKEN_YEAR = note(N_("a year with a space in it: is it this year?"))
CUT_OFF = note(N_("the words seem to be cut off"))
ROUND_ALONE = note(N_("a single round is named: what of the others?"))
ONLY_FIGURES = note(N_("figures beside other words: is this the deadline, or part of a name or number?"))
SEVERAL = note(N_("several dates stand here: which one is the deadline?"))
NEIGHBOURS = note(N_("neighbouring periods: one task that ends with the last, or one each?"))
MIXED_YEARS = note(N_("it is not clear which year belongs to which date"))
EITHER = note(N_("the words leave a choice between dates"))
SIGN_LOST = note(N_("a sign between two numbers seems to be lost"))
BACKWARDS = note(N_("the end lies before the beginning"))
DAY_OR_RANGE = note(N_("this may be a day and a month, or two numbers"))
DAY_OR_MONTH = note(N_("figures without a word: day and month, or something else?"))
MOVED_OR_RANGE = note(N_("the arrow may join two days, or move one to the other"))
ROUND_THE_CLOCK = note(N_("these figures usually mean round the clock; a day and a month only where that is meant"))
ROMAN = note(N_("a Roman number: a month, a quarter, or part of a document's number?"))
SPREADSHEET = note(N_("a spreadsheet may have made a date of a month and a year, or exchanged day and month"))
SERIAL = note(N_("a number alone: a spreadsheet keeps days as such numbers, but this may be any number"))
WEEKDAY_DIFFERS = note(N_("the weekday named does not fall on the date named"))
LETTER_MONTH = note(N_("the letter T may stand for month or for weekday"))
BEGINNING = note(
    N_("the beginning is its first day by the Civil Code (91/2015/QH13, art. 146); offices often mean its first part")
)
MIDDLE_OF_MONTH = note(N_("the middle of a month is its 15th day (Civil Code 91/2015/QH13, art. 146)"))
MIDDLE = note(N_("the middle of this period is not one certain day"))
END_OF = note(N_("the end of a period is its last day (Civil Code 91/2015/QH13, art. 146)"))
WEEK_OF_MONTH = note(N_("weeks of a month are counted by sevens from its first day; offices may count otherwise"))
TEN_DAYS = note(N_("a third of a month was read as ten days"))
BEFORE_PERIOD = note(N_("before a period: before it begins, or before it ends?"))
UNTIL_PERIOD = note(N_("until a period: does the period itself still count?"))
BEFORE_DAY_COUNTS = note(N_("the day named after «trước» still counts as in time"))
PLANNED = note(N_("the words only plan or estimate the date"))
POSTPONED = note(N_("the words speak of moving or suspending the deadline: record it as an extension"))
NO_END = note(N_("it begins then and has no end"))
WORKDAYS_UNKNOWN = note(N_("working days can only be counted with the working calendar"))
ISSUE_UNKNOWN = note(N_("the term runs from the day of issue, which is not known"))
OTHER_START = note(N_("the term runs from an event whose day must be entered"))
OTHER_DOCUMENT = note(N_("is this the day on which this plan was issued, or another document?"))
AT_ONCE = note(N_("at once after issue: the day of issue is proposed"))
AFTER_TERM = note(N_("after a term: on its last day, or at any time from then on?"))
COUNTED_BACK = note(N_("a term counted back from a day: when it is due must be decided"))
WAITS = note(N_("no date until the event has happened and someone enters it"))
ON_DEMAND = note(N_("done when asked for: no date is expected"))
ELSEWHERE = note(N_("the date is set by another document or agency and must be entered"))
MEETING = note(N_("the day of the meeting must be entered"))
MEETING_PERIOD = note(N_("the meeting falls in this period; its last day is proposed until the day is known"))
LUNAR = note(N_("the day follows the lunar calendar or a public feast and must be entered"))
STATUS = note(N_("this is a status, not a deadline"))
DOCUMENT = note(N_("this names a document; its date is not a deadline"))
EVENT_AND_DATE = note(N_("a date and a condition stand together: which one binds?"))
ONGOING = note(N_("regular work without an end; it is reviewed with every report"))
YEARLY_REVIEW = note(N_("regular work, reviewed every year"))
NO_DAYS = note(N_("recurring, but the words fix no days; none were invented"))
EQUAL_PARTS = note(N_("recurring, but the words fix no days: the ends of equal parts of the year are proposed"))
INTERVAL_MISSING = note(N_("recurring, but how often is not said"))
STAGES = note(N_("besides the yearly date there are stages without dates"))
ONCE_OR_EVERY = note(N_("once, or in every period? the words do not say"))
NEXT_YEAR = note(N_("the day lies in the year after the period"))
PEAK = note(N_("a part of the term is named as its peak; the whole term counts"))
GOES_ON = note(N_("regular work goes on after it; only the day is a deadline"))
YEAR_ONWARD = note(N_("it runs on in the years after; no end is named"))
RELATIVE_YEAR = note(N_("a year counted from another one: which year is meant?"))
SHORT_MONTH = note(N_("not every month has this day"))

# What tells how something was read, and is no reason to ask.
_TOLD_ASIDE = frozenset(
    (END_OF, MIDDLE_OF_MONTH, BEFORE_DAY_COUNTS, NO_END, ON_DEMAND, ONGOING, YEARLY_REVIEW, NEXT_YEAR, GOES_ON, PEAK)
)
_FIRST = frozenset((NO_SUCH_DAY, POSTPONED, UNMARKED, BROKEN_YEAR, PASSED))
_LAST = frozenset((NOT_UNDERSTOOD, CUT_OFF, ONLY_FIGURES))
_REASONS = 2


def reasons(found: Iterable[Note]) -> tuple[Note, ...]:
    """Why a person has to decide: at most two of the notes ``found``, those that weigh most."""
    apart = list(dict.fromkeys(found))
    doubts = [n for n in apart if n not in _TOLD_ASIDE and n.template != YEAR_TAKEN] or apart
    return tuple(sorted(doubts, key=lambda n: 0 if n in _FIRST else 2 if n in _LAST else 1)[:_REASONS])
