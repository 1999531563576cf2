"""What is looked at in every value of a command line before a command begins: blanks, letters that were lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import BadDate, LostLetters, UsageFault
from ..i18n import _

if TYPE_CHECKING:
    from typer._click.core import Parameter

# What chooses: blank, it would silently mean everything, or the usual.
CHOOSING = ("PERIOD", "[PERIOD]", "--unit", "--group", "--state", "--kind", "--decision", "--scheme", "--rows")
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
