"""What Typer finds wrong with a command line, said as a colleague would: what is lacking, with an example."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..i18n import _

_SHORTEST = 3  # letters of a beginning that stands for a word
_SHOWN = 3  # suggestions, at the most
_FIRST_PART = re.compile(r"[^,;:(–]+")


def complaint(kind: str, error: Exception) -> str:
    """Return the sentence about an ``error`` of Typer's class ``kind``."""
    parameter = getattr(error, "param", None)
    if kind == "MissingParameter":
        return _missing(error, parameter)
    if kind == "NoSuchOption":
        return _no_option(error)
    if kind == "BadParameter":
        return _("The value of {parameter} does not fit: {why}").format(
            parameter=_named(parameter), why=_expected(parameter)
        )
    if kind == "BadOptionUsage":
        return _lacks_or_has_value(error)
    if extra := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", str(error)):
        return _("This command does not take: {words}").format(words=extra[1])
    return str(error)


def no_command(name: str, names: Iterable[str], further: Iterable[str]) -> str:
    """Return the sentence about a command ``name`` that is none of ``names``.

    The nearest are suggested; where none is near, whole command lines (``further``) whose last word is.
    """
    text = _("No such command {name!r}.").format(name=name)
    near = [repr(one) for one in nearest(name, names)]
    if not near:
        last = {line: line.rpartition(" ")[2].lstrip("-") for line in further}
        wanted = nearest(name, last.values())[:1]
        near = [f"`{line}`" for line in last if last[line] in wanted][:_SHOWN]
    return text + " " + _("Did you mean {near}?").format(near=", ".join(near)) if near else text


def nearest(word: str, words: Iterable[str]) -> list[str]:
    """Return those of ``words`` that ``word`` is most likely a slip of, at most three; else those it begins.

    A letter too many, too few or wrong is one slip, and so are two that have changed places.
    """
    known = dict.fromkeys(words)
    slips = {one: _slips(word, one) for one in known}
    fewest = min(slips.values(), default=0)
    if fewest <= max(1, (len(word.strip("-")) + 1) // 3):
        return [one for one in known if slips[one] == fewest][:_SHOWN]
    return [one for one in known if len(word.strip("-")) >= _SHORTEST and one.startswith(word)][:_SHOWN]


def _slips(typed: str, meant: str) -> int:
    """Return how many slips of the hand lie between two words (the distance of Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for n, letter in enumerate(typed, start=1):
        before, above, row = row, before, [n]
        for m, wanted in enumerate(meant, start=1):
            found = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != wanted))
            if n > 1 and m > 1 and typed[n - 2 : n] == meant[m - 2 : m][::-1]:
                found = min(found, above[m - 2] + 1)
            row.append(found)
    return row[-1]


def _named(parameter: object) -> str:
    """Return what is typed for a parameter: "--to", or the name of an argument's value."""
    last = str((getattr(parameter, "opts", None) or [""])[-1])
    return last if last.startswith("-") else str(getattr(parameter, "metavar", None) or last.upper())


def _missing(error: Exception, parameter: object) -> str:
    """Return what was not given, with a command line that has it."""
    context = getattr(error, "ctx", None)
    what = _named(parameter)
    if what.startswith("-"):
        what = f"{what} {getattr(parameter, 'metavar', None) or ''}".rstrip()
    elif found := _FIRST_PART.match(getattr(parameter, "help", None) or ""):
        what = found[0].strip()
    example = _example(context, _named(parameter))
    if not example:
        return _("Not given: {what}.").format(what=what)
    return _("Not given: {what}; for example: {example}").format(what=what, example=example)


def _example(context: object, wanted: str) -> str:
    """Return a command line of those in the help that has ``wanted``, as short as it may be."""
    command = getattr(context, "command", None)
    lines = (getattr(command, "epilog", None) or "").splitlines()
    if wanted.startswith("-"):
        return next((line for line in lines if f" {wanted} " in line), "")
    needed = any(one.required and one.opts[0].startswith("-") for one in getattr(command, "params", ()))
    words = len(getattr(context, "command_path", "").split())
    for line in lines:
        short = line if needed else re.split(r" -", line, maxsplit=1)[0]
        if len(short.split()) > words:
            return short
    return ""


def _no_option(error: Exception) -> str:
    """Return that an option is unknown, with the nearest; else how words are typed that begin with a dash."""
    name, context = getattr(error, "option_name", ""), getattr(error, "ctx", None)
    text = _("There is no option {option}.").format(option=name)
    parameters = getattr(getattr(context, "command", None), "params", ())
    known = [word for one in parameters for word in (*one.opts, *one.secondary_opts) if word.startswith("--")]
    if near := nearest(name, [*known, "--help"]):
        return text + " " + _("Did you mean {near}?").format(near=", ".join(near))
    if not name.startswith("--") and any(not one.opts[0].startswith("-") for one in parameters):
        return text + " " + _("Words that begin with a dash are typed behind --.")
    return text


def _lacks_or_has_value(error: Exception) -> str:
    option = getattr(error, "option_name", "")
    if "requires" in str(error):
        return _("{option} needs a value.").format(option=option)
    return _("{option} takes no value.").format(option=option)


def _expected(parameter: object) -> str:
    """What a number on the command line must be; Typer checks no other values of ours."""
    kind = getattr(parameter, "type", None)
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is None or high is None:
        return _("a whole number is needed.")
    return _("a whole number from {low} to {high} is needed.").format(low=low, high=high)
