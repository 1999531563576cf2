"""The problems of a file that came in, as rows of a machine and as a table: those of plans, lists and forms alike."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.model import Severity
from ..domain.problems import Problem
from ..i18n import _, show
from .base import Column, Line, Record, Table
from .import_lists import where

PROBLEM_FIELDS = ("where", "column", "value", "code", "severity", "hint")


def by_weight(problems: Sequence[Problem]) -> list[Problem]:
    """The problems with errors first, then questions, then notes; those of one weight as they come."""
    order = list(Severity)
    return sorted(problems, key=lambda problem: order.index(problem.severity))


def problem_record(problem: Problem) -> Record:
    """A problem in the machine form."""
    return {
        "where": where(problem.place),
        "column": problem.column,
        "value": problem.value,
        "code": problem.code,
        "severity": problem.severity.value,
        "hint": show(problem.hint),
    }


def problem_table(problems: Sequence[Problem]) -> Table:
    """The problems with their places and what to do about them."""
    words = {Severity.ERROR: _("error"), Severity.QUESTION: _("question"), Severity.NOTE: _("note")}
    tones = {Severity.ERROR: "bad", Severity.QUESTION: "warn", Severity.NOTE: ""}
    columns = (
        Column(""),
        Column(_("Where")),
        Column(_("Column"), roomy=True),
        Column(_("Value"), flexible=True),
        Column(_("What to do"), flexible=True),
    )
    lines = tuple(
        Line((words[p.severity], where(p.place), p.column, p.value, show(p.hint)), tones[p.severity])
        for p in problems
    )
    return Table(columns, lines, title=_("Findings"))
