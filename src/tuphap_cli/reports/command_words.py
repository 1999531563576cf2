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
    "office add": N_("an office entered"),
    "office edit": N_("an office renamed"),
    "office remove": N_("an office taken off the list"),
    "report close": N_("a report signed and closed"),
    "report reopen": N_("a signed report opened again"),
    "report text": N_("the text of a report written"),
    "settings": N_("settings of the office changed"),
    "task add": N_("a task entered"),
    "task assign": N_("the lead of tasks given"),
    "task cancel": N_("tasks cancelled"),
    "task done": N_("tasks recorded as done"),
    "task edit": N_("a task corrected"),
    "task extend": N_("a deadline moved"),
    "task progress": N_("progress recorded"),
    "task carry-out": N_("tasks of the office above given to those that carry them out"),
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
_TURNS = {"undo": N_("entry {n} undone"), "redo": N_("entry {n} done again")}  # "undo 5" undid the entry 5
_FIELD = re.compile(r"[a-z_]+")
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_COUNTS = re.compile(r": ((?:[+~−]\d+ ?)+)$")


def act_words(command: str) -> str:
    """Return what ``command`` did: "tasks recorded as done"; itself where there are no words for it."""
    verb, _space, number = command.removesuffix(_ADJUST).partition(" ")
    words = _TURNS.get(verb) or _COMMANDS.get(command.removesuffix(_ADJUST))
    return _(words).format(n=number) if words else f"tuphap {command}"


def command_words(command: str) -> str:
    """Return what was done, with the command behind it: "tasks recorded as done (tuphap task done)"."""
    words = act_words(command)
    return words if words == f"tuphap {command}" else f"{words} (tuphap {command})"


def summary_words(command: str, summary: str) -> str:
    """Return the journal's ``summary`` of a command as the office writes it; what is stored stays.

    An edit names the columns that were changed by their codes, an extension its days by the calendar's order, what
    came from a file its counts by signs, and undo and redo name the command that they turn.
    """
    command = command.removesuffix(_ADJUST)
    if command.partition(" ")[0] in _TURNS:
        origin, colon, of_origin = summary.partition(": ")
        return f"{act_words(origin)}{colon}{summary_words(origin, of_origin)}"
    if command == "task extend":
        return _ISO_DAY.sub(lambda found: "/".join(reversed(found[0].split("-"))), summary)
    subject, colon, fields = summary.partition(": ")
    if command not in _EDITS or not colon:
        return _COUNTS.sub(_counts_said, summary)
    named, rest = re.fullmatch(r"([a-z_, ]*)(.*)", fields, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{subject}: {_FIELD.sub(lambda found: known_column(found[0]), named)}{rest}"


def _counts_said(found: re.Match[str]) -> str:
    """Return ": +130 ~2" in words: ": 130 new, 2 changed"."""
    words = {"+": _("{n} new"), "~": _("{n} changed"), "−": _("{n} ended")}
    return ": " + ", ".join(words[one[0]].format(n=one[1:]) for one in found[1].split())
