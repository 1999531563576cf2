"""Work that is handed down after its due day: what is to be said of it."""

from __future__ import annotations

from datetime import date

from .model import N_, Note, Reading, note


def passed_remark(reading: Reading, assigned: date, task: int, year: int) -> Note | None:
    """What a clerk should know where the due days of a task of a plan of ``year`` had passed on the day ``assigned``.

    Of a recurring deadline some may have passed, which is as usual; where all have, its first is next year's.
    """
    days = reading.dates(assigned)
    if reading.passed(assigned) and not days:
        template = N_(
            "its occurrences of {year} had all passed when it was assigned on {day}; the first is next year's: "
            "`tuphap task renew {task} --year {next}`"
        )
        return note(template, year=year, day=assigned, task=task, next=year + 1)
    early = [day for day in days if day < assigned]
    template = N_("the due day {due} had passed already when it was assigned on {day}")
    return note(template, due=early[0], day=assigned) if early else None
