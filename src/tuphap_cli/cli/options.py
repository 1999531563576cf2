"""The options that mean the same everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from ..i18n import _
from . import word_choices
from .output_formats import names_for_help


def _format(*offered: str) -> typer.models.OptionInfo:
    """Return the option ``--format`` whose help names the formats for all commands, and those ``offered`` to some."""
    found: typer.models.OptionInfo = typer.Option(
        "--format", "-f", metavar="FORMAT", help=names_for_help(*offered), show_default=False
    )
    return found


Format = Annotated[str, _format()]
DoneFormat = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help=_("json: what was written, for a program"), show_default=False
    ),
]
ReportFormat = Annotated[str, _format("summaries", "letters")]
DatedFormat = Annotated[str, _format("dated")]
Output = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help=_("write to FILE (format from its ending)"), show_default=False
    ),
]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DAY", help=_("state on that day; otherwise today"), show_default=False)
]
OfUnit = Annotated[
    str,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help=_("only this unit and those below it"),
        show_default=False,
    ),
]
OfLeader = Annotated[
    str,
    typer.Option(
        "--leader",
        metavar="NAME",
        help=_("only tasks of this leader (a post or a name); - for tasks without"),
        show_default=False,
    ),
]
OfOfficer = Annotated[
    str,
    typer.Option(
        "--officer",
        metavar="NAME",
        help=_("only tasks of this officer (a post or a name); - for tasks without"),
        show_default=False,
    ),
]
OfDecision = Annotated[
    str,
    typer.Option(
        "--decision",
        metavar="NUMBER",
        help=_("only this decision"),
        show_default=False,
    ),
]
Against = Annotated[
    str,
    typer.Option(
        "--against",
        metavar="KIND",
        help=_("by which due days it is measured; otherwise by those in force:")
        + " "
        + word_choices.due_days().listed(),
        show_default=False,
    ),
]
All = Annotated[bool, typer.Option("--all", help=_("every row, also on a terminal"))]
Soon = Annotated[
    int | None, typer.Option("--soon", metavar="DAYS", min=0, max=3660, help=_("also what falls due within DAYS"))
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help=_("exit with 3 when something is found"))]
Adjust = Annotated[
    bool, typer.Option("--adjust", help=_("also into a closed period; its next report shows it apart"))
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=_("nothing on stdout; the exit code says it"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("try everything, write nothing"))]
Tasks = Annotated[
    list[str],
    typer.Argument(metavar="TASK...", help=_("task numbers, or DECISION:ITEM"), show_default=False),
]
TasksOrWords = Annotated[
    list[str],
    typer.Argument(
        metavar="TASK...",
        help=_("task numbers, DECISION:ITEM, or words that one open task has"),
        show_default=False,
    ),
]
OneTask = Annotated[
    str,
    typer.Argument(metavar="TASK", help=_("a task number, or DECISION:ITEM"), show_default=False),
]
OneDecision = Annotated[
    str,
    typer.Argument(
        metavar="NUMBER",
        help=_("a decision's number, @YEAR where it needs it"),
        show_default=False,
    ),
]
OneUnit = Annotated[
    str,
    typer.Argument(metavar="UNIT", help=_("a unit's code, name or alias"), show_default=False),
]
On = Annotated[
    str, typer.Option("--on", metavar="DAY", help=_("the day it happened; otherwise today"), show_default=False)
]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="NAME",
        help=_("the occurrence of a recurring task: Q2, T5, 6T1, 2021, with its year Q2/2022, or its due day"),
    ),
]
Encoding = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help=_("of a .csv that is not UTF-8"), show_default=False)
]
By = Annotated[
    str,
    typer.Option("--by", metavar="DOCUMENT", help=_("number of the document that decides it"), show_default=False),
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("the reason"), show_default=False)]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help=_("a remark"), show_default=False)]
Scheme = Annotated[
    str,
    typer.Option(
        "--scheme",
        metavar="NAME",
        help=_("reporting windows: decree09, calendar, circular03, or the office's own"),
        show_default=False,
    ),
]
