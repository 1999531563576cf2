"""The rules by which the words of deadlines are read, each as a sentence to be said aloud."""

from __future__ import annotations

from ..domain.model import ENTERED, N_
from ..i18n import _

# The reader's name of a form -> what the form means.
RULES = {
    "": N_("No rule fits these words, so no date was read."),
    "empty": N_("The plan says nothing of a deadline."),
    ENTERED: N_("A person settled this; it was not read from the words."),
    # a day or a period
    "day": N_("A day is named; it is the last day in time."),
    "before": N_(
        "The words say before a day; the day before it is the last one in time, unless a setting says otherwise."
    ),
    "month": N_("A month is named; the deadline is its last day."),
    "quarter": N_("A quarter of the calendar is named; the deadline is its last day."),
    "year": N_("A year is named; the deadline is its last day, 31 December."),
    "in_year": N_("The work is to be done within a year; the deadline is 31 December."),
    "part_of_year": N_("A part of a year is named; the deadline is its last day."),
    "half_of_month": N_("A half of a month is named: days 1 to 15, or 16 to the end; the deadline is its last day."),
    "third": N_("A third of a month is named: days 1 to 10, 11 to 20, 21 to the end; the deadline is its last day."),
    "week": N_("A week of a month is named; the deadline is its last day."),
    "days_of_month": N_("The first or last days of a month are named; the deadline is the last of them."),
    "beginning": N_("The beginning of a period is named; a person has to say which day that is."),
    "middle": N_("The middle of a period is named; a person has to say which day that is."),
    "middle_of_month": N_("The middle of a month is its 15th day."),
    "end": N_("The end of a period is its last day."),
    "end_of_year": N_("The end of a year is 31 December."),
    "range": N_("The words go from one day to another; the deadline is the second."),
    "peak": N_("A term with its busiest part is named; the whole term counts."),
    "before_period": N_("The words say before a period; a person has to say whether its beginning or end is meant."),
    "spreadsheet": N_("A spreadsheet made a date of these figures; a person has to say what was meant."),
    # several days
    "list": N_("Several dates are named: each a deadline of its own, or all of them parts of one term."),
    "several": N_("The words give several dates or conditions; a person has to say which one binds."),
    # what comes again
    "every": N_("The work comes again in every period; where days are fixed, it is due on each one's last day."),
    "every_year": N_("The work comes again every year on the days named."),
    "every_quarter": N_("The work comes again every quarter on the days named."),
    "every_month": N_("The work comes again on a fixed day of the month."),
    "every_week": N_("The work comes again every week on a weekday named."),
    "periodic": N_("The work comes again, but the words do not say how often."),
    "times": N_("The work is to be done a number of times; the words fix no days."),
    "next_year": N_("The work comes again, on a day of the year after the one reported on."),
    # what hangs on something else
    "term": N_("A term runs from an event; its first day is the day after, and working days leave out days off."),
    "at_once": N_("The work is to be done at once after the document is issued."),
    "when": N_("The work waits for an event; its day must be entered when it is known."),
    "after": N_("The work comes after a day or an event; no last day is named."),
    "before_event": N_("The work must be done before an event; the day of the event must be entered."),
    "feast": N_("The day follows a public feast or the lunar calendar and must be entered."),
    "meeting": N_("The work is due at a meeting; the day of the meeting must be entered."),
    "external": N_("Another document or agency sets the date; it must be entered."),
    "on_demand": N_("The work is done when somebody asks for it; it has no day."),
    "postponed": N_("The words speak of a postponement; a document must say until when."),
    # no end
    "from": N_("The work begins on a day and has no end."),
    "from_issue": N_("The work begins with the day of issue and has no end."),
    "ongoing": N_("The work goes on all the time; it has no last day and is never overdue."),
    # what is no deadline
    "document": N_("The words name a document; its date is no deadline."),
    "status": N_("The words say how far the work is; they are no deadline."),
    "no_deadline": N_("The plan itself says that there is no deadline."),
}


def sentence(rule: str) -> str:
    """What the reader's rule means, as a sentence in the language in use."""
    return _(RULES.get(rule, RULES[""]))
