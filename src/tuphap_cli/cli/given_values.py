"""What is looked at in a command line before a command begins: blanks, lost letters, options with several words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import BadDate, LostLetters, UsageFault
from ..i18n import _

if TYPE_CHECKING:
    from typer._click.core import Parameter

# What chooses: blank, it would silently mean everything, or the usual.
CHOOSING = (
    "PERIOD",
    "[PERIOD]",
    "--unit",
    "--group",
    "--state",
    "--kind",
    "--decision",
    "--scheme",
    "--rows",
    "--carries-out",
)
DAYS = ("DAY", "FROM", "TO")  # how options and arguments that take a day are called in the help
NAMES_OF_FILES = (
    "FILE",
    "[FILE]",
    "FILE...",
    "OLD",
    "NEW",
    "DIR",
    "[BACKUP]",
)  # and those that take a path, which may have any letters


def check_given(parameter: Parameter, called: set[str], value: object) -> None:
    """See that ``value``, which was given for ``parameter``, ``called`` so in the code, is what was meant.

    Raises:
        BadDate, UsageFault: it is blank (an empty shell variable) where that would mean something else
        LostLetters: words hold bytes that are no UTF-8, or question marks in the place of letters
    """
    if not str(value).strip():
        if called.intersection(DAYS):
            raise BadDate(value="")
        if called.intersection(CHOOSING):
            which = next((word for word in parameter.opts if word.startswith("-")), _("PERIOD"))
            raise UsageFault(what=_("{option} is blank: leave it out, or say which.").format(option=which))
    elif not called.intersection(NAMES_OF_FILES):
        from ..text import lost_letters

        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str) and (word := lost_letters(text)):
                raise LostLetters(value=word)


def several_words(parameters: Sequence[Parameter], args: list[str]) -> list[str]:
    """Return ``args`` with an option --to that may be repeated before each of its words: --to A B.

    The command's own arguments come first, so that a word behind the option is one of its values only where none of
    them is left to be given.
    """
    many = {o for one in parameters if one.name == "to" and getattr(one, "multiple", False) for o in one.opts}
    if not many:
        return args
    arguments = sum(one.param_type_name == "argument" for one in parameters)
    valued = {o for one in parameters for o in one.opts if o.startswith("-") and not getattr(one, "is_flag", False)}
    made: list[str] = []
    option, value = "", False
    for word in args:
        if value or word.startswith("-"):
            option = option if value else word.partition("=")[0]
            value = not value and word in valued
        elif option in many and not arguments:
            made.append(option)
        else:
            arguments -= 1
        made.append(word)
    return made
