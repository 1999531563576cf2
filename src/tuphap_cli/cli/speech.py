"""What commands say to a person: sentences about what happened on stdout, remarks beside the data on stderr."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from ..domain.model import vn_date
from ..i18n import _

if TYPE_CHECKING:
    from ..store.read.deadline_choice import Booked


def say(text: str = "") -> None:
    """Write a sentence about what happened to stdout."""
    sys.stdout.write(f"{text}\n")


def tried() -> None:
    """Say that this was only a trial."""
    say(_("Tried only; nothing was written."))


def advise(dry_run: bool, text: str) -> None:
    """Say the next useful command after a change; nothing after a trial."""
    if not dry_run:
        say(text)


def remark(text: str) -> None:
    """Write a sentence beside the data to stderr."""
    sys.stderr.write(f"{text}\n")


def remark_year(booked: Booked, day: date) -> None:
    """Warn where the year of an entry may be a mistake.

    That is an entry of ``day`` for an occurrence of another year, or a name without its year that an open occurrence
    of an earlier year has too.
    """
    if booked.other_year is not None:
        text = _("Please check: {period} of task {task} is an occurrence of {year}, and the entry is of {day}.")
        remark(text.format(period=booked.name, task=booked.task, year=booked.other_year, day=vn_date(day)))
    if booked.earlier:
        text = _("Please check: {earlier} of task {task} is still open; if it was meant, name it: --period {earlier}")
        remark(text.format(earlier=booked.earlier, task=booked.task))
