"""What a shell is offered for an argument or option, by what its value is called in the code: UNIT, PERIOD, FILE, …

Where nothing is known that would fit, nothing is offered. Silent on every error, since a shell is waiting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ..i18n import _

if TYPE_CHECKING:
    from typer._click.core import Context, Parameter
    from typer._click.shell_completion import CompletionItem

Words = Iterable[tuple[str, str]]  # each with what it means

WIDEST = 60  # letters of what a word means


def complete(ctx: Context, parameter: Parameter, meant: str, incomplete: str) -> list[CompletionItem]:
    """Return what may stand for ``parameter``, whose value is called ``meant`` in the code."""
    from typer._click.shell_completion import CompletionItem

    name = re.sub(r"[\[\].]", "", meant)
    if name in {"FILE", "BACKUP", "DIR"}:
        return [CompletionItem(incomplete, type="dir" if name == "DIR" else "file")]
    try:
        return [CompletionItem(word, help=told) for word, told in _fitting(_words(ctx, parameter, name), incomplete)]
    except Exception:  # noqa: BLE001 - a shell that completes must never see an error
        return []


def _fitting(words: Words, incomplete: str) -> Words:
    from ..text import fold

    begun = fold(incomplete)
    return [(word, " ".join(told.split())[:WIDEST]) for word, told in words if fold(word).startswith(begun)]


def _words(ctx: Context, parameter: Parameter, name: str) -> Words:
    """The words for a value called ``name``; an option may have words of its own."""
    option = next((one for one in parameter.opts if one.startswith("--")), "")
    if "|" in name:
        return [(word, "") for word in name.split("|")]
    if found := _BY_BOTH.get((option, name)) or _BY_NAME.get(name):
        return found(ctx, parameter)
    return [(name, "")] if name.islower() else ()


def _formats(_ctx: Context, parameter: Parameter) -> Words:
    """The formats that the help of ``parameter`` names."""
    from .output_formats import FORMATS

    offered = str(getattr(parameter, "help", ""))
    found = [made.name for made in FORMATS if re.search(rf"\b{made.name}\b", offered)]
    return [(name, "") for name in dict.fromkeys(["table", *found])]


def _periods(ctx: Context, _parameter: Parameter) -> Words:
    """The reporting periods of this year and the last one, of the kind that the command is of."""
    from ..domain.periods import Period, PeriodKind, count_of_kind
    from ..reports.period_words import period_name
    from ..settings import today

    kinds = [kind for kind in PeriodKind if kind.value == ctx.command.name] or [
        kind for kind in PeriodKind if kind is not PeriodKind.NINE
    ]
    for year in (today().year, today().year - 1):
        for kind in kinds:
            for index in range(1, count_of_kind(kind) + 1):
                period = Period(kind, index, year)
                whole = kind in {PeriodKind.NINE, PeriodKind.YEAR}
                yield str(year) if whole else period.name, period_name(period)


def _occurrences(ctx: Context, _parameter: Parameter) -> Words:
    """The occurrences of the tasks on the line; without any, the names that occurrences have."""
    named = ctx.params.get("tasks") or ctx.params.get("task") or ctx.args
    if found := _from_register(ctx, "occurrences", [named] if isinstance(named, str) else list(named)):
        return found
    return [(name, "") for name in ("Q1", "Q2", "Q3", "Q4", "6T1", "6T2", *(f"T{n}" for n in range(1, 13)))]


def _choices(make: str) -> Callable[[Context, Parameter], Words]:
    """The choices that ``word_choices.make`` gives."""

    def found(ctx: Context, _parameter: Parameter) -> Words:
        from . import word_choices

        units = make == "task_kinds" and ctx.command_path.split()[1:2] == ["unit"]
        choices: word_choices.Choices = getattr(word_choices, "unit_kinds" if units else make)()
        return choices.words.items()

    return found


def _settings(_ctx: Context, _parameter: Parameter) -> Words:
    from ..setting_table import SETTINGS

    return [(name, _(setting.help)) for name, setting in SETTINGS.items()]


def _setting_values(ctx: Context, _parameter: Parameter) -> Words:
    """What the setting named on the line takes, where that is a choice."""
    from ..setting_table import SETTINGS

    setting = SETTINGS[str(ctx.params.get("name"))]
    if setting.name == "scheme":
        return _schemes(ctx, _parameter)
    if isinstance(setting.default, bool):
        return [("true", _("yes")), ("false", _("no"))]
    return [(choice, "") for choice in setting.choices]


def _schemes(_ctx: Context, _parameter: Parameter) -> Words:
    from .. import schemes

    return [(name, scheme.basis) for name, scheme in schemes.every().items()]


def _commands(_ctx: Context, _parameter: Parameter) -> Words:
    from .command_table import COMMANDS

    return [(name, _(text)) for name, (_module, text) in COMMANDS.items() if " " not in name]


def _parts(_ctx: Context, _parameter: Parameter) -> Words:
    from ..domain.report_text import TextPart
    from ..reports import written_text

    return [(part.value, written_text.title_of(part)) for part in TextPart]


def _years(_ctx: Context, _parameter: Parameter) -> Words:
    from ..settings import today

    return [(str(today().year + step), "") for step in (0, 1, -1)]


def _entries(ctx: Context, _parameter: Parameter) -> Words:
    """The last entries of the journal, for the commands that take one by its number."""
    return _from_register(ctx, "entries") if ctx.command.name in {"undo", "redo", "show"} else ()


def _decisions(ctx: Context, _parameter: Parameter) -> Words:
    """The decisions that are there; to enter one, a number is needed that is not."""
    return () if ctx.command.name == "add" else _from_register(ctx, "decisions")


def _offices(ctx: Context, _parameter: Parameter) -> Words:
    """The offices that are there; to enter one, a code is needed that is not."""
    return () if ctx.command.name == "add" else _from_register(ctx, "offices")


def _of_register(what: str) -> Callable[[Context, Parameter], Words]:
    return lambda ctx, _parameter: _from_register(ctx, what)


def _from_register(ctx: Context, what: str, *given: list[str]) -> list[tuple[str, str]]:
    """What ``store.read.completion`` reads as ``what`` from the register that the line, or the setting, names."""
    from ..settings import override
    from ..store import any_register
    from ..store.read import completion
    from .whereabouts import reading_path

    of_line = ctx.find_root().params
    for option, setting in (("register", "register"), ("office", "in_office")):
        if of_line.get(option):
            override(setting, of_line[option])
    with any_register.open_register(reading_path()) as register:
        found: list[tuple[str, str]] = getattr(completion, what)(register.connection, *given)
        return found


_BY_NAME: dict[str, Callable[[Context, Parameter], Words]] = {
    "FORMAT": _formats,
    "PERIOD": _periods,
    "UNIT": _of_register("units"),
    "TASK": _of_register("open_tasks"),
    "OFFICE": _offices,
    "GROUP": _of_register("groups"),
    "LABEL": _of_register("groups"),
    "COMMAND": _commands,
    "ID": _of_register("open_obstacles"),
    "FIGURE": _choices("report_figures"),
    "PART": _parts,
    "YEAR": _years,
    "STATE": _choices("task_states"),
    "KIND": _choices("task_kinds"),
    "VALUE": _setting_values,
}
# An option by its name too, "" for an argument.
_BY_BOTH: dict[tuple[str, str], Callable[[Context, Parameter], Words]] = {
    ("--scheme", "NAME"): _schemes,
    ("--status", "STATE"): _choices("filing_states"),
    ("--against", "KIND"): _choices("due_days"),
    ("--prefer", "KIND"): _choices("form_or_register"),
    ("--by", "KIND"): _choices("overdue_groupings"),
    ("--period", "NAME"): _occurrences,
    ("", "NAME"): _settings,
    ("", "N"): _entries,
    ("--leader", "NAME"): _of_register("leaders"),
    ("--officer", "NAME"): _of_register("officers"),
    ("--decision", "NUMBER"): _of_register("decisions"),
    ("--implements", "NUMBER"): _of_register("decisions"),
    ("", "NUMBER"): _decisions,
}
