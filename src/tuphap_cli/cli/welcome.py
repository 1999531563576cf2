"""What ``tuphap`` alone says: how to begin where there is no register, else the counts of today and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .. import errors, settings
from ..domain.model import vn_date
from ..i18n import _, ngettext, vn_number
from . import access, checking, whereabouts
from .done import in_this_register


class NextStep(NamedTuple):
    """A command and what it is for."""

    command: str
    purpose: str


class Today(NamedTuple):
    """What stands where on the day: the counts of a check, and how many tasks the register holds."""

    tasks: int
    overdue: int
    soon: int
    missed: int
    awaited: int
    ahead: int  # days that count as soon


def welcome() -> Iterator[str]:
    """Return the lines that ``tuphap`` without a command shows.

    Raises:
        RegisterFault: there is a register that cannot be read
    """
    try:
        found = _today()
    except errors.NoOfficeBook:
        raise
    except errors.NoRegister:
        return _beginning()
    return _going_on(found)


def _today() -> Today:
    from ..reports.pressing import survey
    from ..store.read import entries

    with access.reading() as connection:
        asked = checking.asked(connection, settings.today(), None)
        found = survey(connection, asked)
        tasks = entries.register_counts(connection).tasks
    return Today(tasks, found.overdue.tasks, found.soon.tasks, found.missed, found.unfiled, asked.soon)


def _beginning() -> Iterator[str]:
    yield _("There is no register yet. It would be at: {path}").format(path=whereabouts.register_shown())
    yield ""
    yield _("Three commands to begin with:")
    yield from _listed(
        (
            NextStep("tuphap demo", _("see it at work on a sample, in a register of its own")),
            NextStep("tuphap init", _("make the register of your office")),
            _importing(),
        )
    )
    yield from _more()


def _going_on(found: Today) -> Iterator[str]:
    day = vn_date(settings.today())
    yield _("The register today, {day}: {path}").format(day=day, path=whereabouts.register_shown())
    yield ""
    counts = (
        (_("Overdue tasks"), found.overdue),
        (ngettext("Tasks due within {n} day", "Tasks due within {n} days", found.ahead), found.soon),
        (_("Missed"), found.missed),
        (_("Units whose periodic report is awaited"), found.awaited),
        (_("All tasks"), found.tasks),
    )
    room = max(len(label) for label, _number in counts)
    for label, number in counts:
        yield f"  {label:<{room}}  {vn_number(number):>6}"
    yield ""
    yield _("What to do next:")
    yield from _listed(_steps(found))
    yield from _more()


def _steps(found: Today) -> Iterator[NextStep]:
    """The commands that the counts call for, and those of every day."""
    if not found.tasks:
        yield _importing()
        return
    if found.overdue or found.soon:
        soon = f" --soon {found.ahead}" if found.soon else ""
        yield NextStep(f"tuphap overdue{soon}", _("what is overdue or due soon, by unit"))
    if found.missed:
        yield NextStep("tuphap missed", _("what has been missed, and why"))
    if found.awaited:
        yield NextStep("tuphap filing list", _("which units have not sent in their report"))
    if found.overdue:
        yield NextStep("tuphap urge --all", _("letters to the units that are late"))
    yield NextStep(_("tuphap find WORDS"), _("look for a task, marks or not"))
    yield NextStep(_("tuphap done N --doc DOCUMENT"), _("record what is done"))


def _importing() -> NextStep:
    command = "tuphap import phu-luc.docx --decision 25/QĐ-STP --issued 26/02/2021 --create-units"
    return NextStep(command, _("bring in the annex that was issued"))


ROOM = 34  # columns of a command beside its purpose; a longer one has it below


def _listed(steps: Iterable[NextStep]) -> Iterator[str]:
    for step in steps:
        command = in_this_register(step.command)
        if len(command) > ROOM:
            yield f"  {command}"
            yield f"  {'':{ROOM}}  {step.purpose}"
        else:
            yield f"  {command:<{ROOM}}  {step.purpose}"


def _more() -> Iterator[str]:
    yield ""
    yield _("All commands: tuphap help. The manual: tuphap manual.")
