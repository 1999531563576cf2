"""What a command of the journal is called in the office: "task start" is the record that work has begun."""

from __future__ import annotations

import re

from ..domain.model import N_
from ..i18n import _
from .office_words import known_column

_ADJUST = " --adjust"
_COMMANDS = {
    "calendar add": N_("a special day entered"),
    "calendar import": N_("special days entered from a list"),
    "calendar remove": N_("a special day taken out"),
    "deadline answer": N_("deadlines settled"),
    "decision add": N_("a decision entered"),
    "decision edit": N_("a decision corrected"),
    "decision withdraw": N_("a decision withdrawn"),
    "filing record": N_("a unit's report recorded"),
    "form collect": N_("forms of units taken in"),
    "import": N_("an annex brought in"),
    "obstacle add": N_("an obstacle entered"),
    "obstacle resolve": N_("an obstacle cleared"),
    "report close": N_("a report signed and closed"),
    "report reopen": N_("a signed report opened again"),
    "report text": N_("the text of a report written"),
    "task add": N_("a task entered"),
    "task assign": N_("the lead of tasks given"),
    "task cancel": N_("tasks cancelled"),
    "task done": N_("tasks recorded as done"),
    "task edit": N_("a task corrected"),
    "task extend": N_("a deadline moved"),
    "task progress": N_("progress recorded"),
    "task record": N_("results recorded from a list"),
    "task remove": N_("tasks taken out"),
    "task renew": N_("occurrences of a further year made"),
    "task reopen": N_("a completion taken back, or a task let run again"),
    "task start": N_("the beginning of work recorded"),
    "task suspend": N_("tasks suspended"),
    "unit add": N_("a unit entered"),
    "unit close": N_("a unit ended"),
    "unit edit": N_("a unit corrected"),
    "unit import": N_("units entered from a list"),
    "unit reorganise": N_("a reorganisation carried out"),
    "unit transfer": N_("tasks handed over"),
    "urge write": N_("a letter that urges written"),
}
_EDITS = ("decision edit", "task edit", "unit edit")
_FIELD = re.compile(r"[a-z_]+")


def command_words(command: str) -> str:
    """Return what was done, with the command behind it: "tasks recorded as done (tuphap task done)"."""
    words = _COMMANDS.get(command.removesuffix(_ADJUST))
    return f"{_(words)} (tuphap {command})" if words else f"tuphap {command}"


def summary_words(command: str, summary: str) -> str:
    """Return the journal's ``summary`` of a command; an edit names the columns that were changed by their codes."""
    subject, colon, fields = summary.partition(": ")
    if command.removesuffix(_ADJUST) not in _EDITS or not colon:
        return summary
    named, rest = re.fullmatch(r"([a-z_, ]*)(.*)", fields, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{subject}: {_FIELD.sub(lambda found: known_column(found[0]), named)}{rest}"
