"""The rules by which the words of deadlines are read, each as a sentence to be said aloud."""

from __future__ import annotations

from ..domain.model import N_
from ..domain.model import DeadlineRule as Rule
from ..i18n import _

# The reader's name of a form -> what the form means.
RULES: dict[str, str] = {
    Rule.NOT_READ: N_("No rule fits these words, so no date was read."),
    Rule.EMPTY: N_("The plan says nothing of a deadline."),
    Rule.ENTERED: N_("A person settled this; it was not read from the words."),
    # a day or a period
    Rule.DAY: N_("A day is named; it is the last day in time."),
    Rule.BEFORE: N_(
        "The words say before a day; the day before it is the last one in time, unless a setting says otherwise."
    ),
    Rule.MONTH: N_("A month is named; the deadline is its last day."),
    Rule.QUARTER: N_("A quarter of the calendar is named; the deadline is its last day."),
    Rule.YEAR: N_("A year is named; the deadline is its last day, 31 December."),
    Rule.IN_YEAR: N_("The work is to be done within a year; the deadline is 31 December."),
    Rule.PART_OF_YEAR: N_("A part of a year is named; the deadline is its last day."),
    Rule.HALF_OF_MONTH: N_(
        "A half of a month is named: days 1 to 15, or 16 to the end; the deadline is its last day."
    ),
    Rule.THIRD: N_(
        "A third of a month is named: days 1 to 10, 11 to 20, 21 to the end; the deadline is its last day."
    ),
    Rule.WEEK: N_("A week of a month is named; the deadline is its last day."),
    Rule.DAYS_OF_MONTH: N_("The first or last days of a month are named; the deadline is the last of them."),
    Rule.BEGINNING: N_("The beginning of a period is named; a person has to say which day that is."),
    Rule.MIDDLE: N_("The middle of a period is named; a person has to say which day that is."),
    Rule.MIDDLE_OF_MONTH: N_("The middle of a month is its 15th day."),
    Rule.END: N_("The end of a period is its last day."),
    Rule.END_OF_YEAR: N_("The end of a year is 31 December."),
    Rule.RANGE: N_("The words go from one day to another; the deadline is the second."),
    Rule.PEAK: N_("A term with its busiest part is named; the whole term counts."),
    Rule.BEFORE_PERIOD: N_(
        "The words say before a period; a person has to say whether its beginning or end is meant."
    ),
    Rule.SPREADSHEET: N_("A spreadsheet made a date of these figures; a person has to say what was meant."),
    # several days
    Rule.LIST: N_("Several dates are named; each is a deadline of its own."),
    Rule.SEVERAL: N_("The words give several dates or conditions; a person has to say which one binds."),
    # what comes again
    Rule.EVERY: N_("The work comes again in every period, due on its last day; of weeks and days no date is fixed."),
    Rule.EVERY_YEAR: N_("The work comes again every year on the days named."),
    Rule.EVERY_QUARTER: N_("The work comes again every quarter on the days named."),
    Rule.EVERY_MONTH: N_("The work comes again on a fixed day of the month."),
    Rule.EVERY_WEEK: N_("The work comes again every week on a weekday named."),
    Rule.PERIODIC: N_("The work comes again, but the words do not say how often."),
    Rule.TIMES: N_("The work is to be done a number of times; the words fix no days."),
    Rule.NEXT_YEAR: N_("The work comes again, on a day of the year after the one reported on."),
    # what hangs on something else
    Rule.TERM: N_("A term runs from an event; its first day is the day after, and working days leave out days off."),
    Rule.AT_ONCE: N_("The work is to be done at once after the document is issued."),
    Rule.WHEN: N_("The work waits for an event; its day must be entered when it is known."),
    Rule.AFTER: N_("The work comes after a day or an event; no last day is named."),
    Rule.BEFORE_EVENT: N_("The work must be done before an event; the day of the event must be entered."),
    Rule.FEAST: N_("The day follows a public feast or the lunar calendar and must be entered."),
    Rule.MEETING: N_("The work is due at a meeting; the day of the meeting must be entered."),
    Rule.EXTERNAL: N_("Another document or agency sets the date; it must be entered."),
    Rule.ON_DEMAND: N_("The work is done when somebody asks for it; it has no day."),
    Rule.POSTPONED: N_("The words speak of a postponement; a document must say until when."),
    # no end
    Rule.FROM: N_("The work begins on a day and has no end."),
    Rule.FROM_ISSUE: N_("The work begins with the day of issue and has no end."),
    Rule.ONGOING: N_("The work goes on all the time; it has no last day and is never overdue."),
    # what is no deadline
    Rule.DOCUMENT: N_("The words name a document; its date is no deadline."),
    Rule.STATUS: N_("The words say how far the work is; they are no deadline."),
    Rule.NO_DEADLINE: N_("The plan itself says that there is no deadline."),
}


def sentence(rule: str) -> str:
    """What the reader's rule means, as a sentence in the language in use."""
    return _(RULES.get(rule, RULES[Rule.NOT_READ]))
