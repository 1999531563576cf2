"""Tells on stderr why a command failed: a sentence and its remedy, or one JSON object; gives the exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NamedTuple

from .. import __version__, errors, i18n, settings
from ..i18n import _
from . import speech

ERROR_SCHEMA = "tuphap.error/1"


class ErrorAccount(NamedTuple):
    """What is told of an error: its dotted code, the exit code, the sentence, the remedy ("" where there is none)."""

    code: str
    exit_code: int
    sentence: str
    remedy: str = ""


def explain(error: errors.TuphapError) -> int:
    """Tell the error on stderr, the remedy last; returns its exit code."""
    return tell(*account_of(error))


def account_of(error: errors.TuphapError) -> ErrorAccount:
    """Return what is told of an error of ours, in the language in use."""
    remedy = i18n.show(error.in_words(error.remedy))
    if remedy:
        from ..store import offices
        from . import whereabouts
        from .done import in_this_register

        options = settings.options() if error.options is None else error.options
        if isinstance(error, errors.NoOfficeBook):  # no command works in a book that is not there
            options = {"register": str(offices.top(whereabouts.register_path()))}
        remedy = in_this_register(remedy, options)
    if isinstance(error, errors.UnreadableFile) and error.unexpected:
        remedy += " " + _("Details: {path}").format(path=_logged(error))
    sentence = i18n.show(error.sentence)
    if error.consequence is not None:
        sentence += " " + i18n.show(error.consequence)
    return ErrorAccount(error.code, error.exit_code, sentence, remedy)


def tell(code: str, exit_code: int, sentence: str, remedy: str) -> int:
    """Tell what went wrong on stderr: up to two texts, or one JSON object where the command line asks for JSON.

    They may repeat what was typed, so nothing in them may steer the terminal. Returns ``exit_code``.
    """
    from ..text import clean_lines

    sentence, remedy = clean_lines(sentence), clean_lines(remedy)
    remarks = speech.held_remarks()
    if remarks is None:
        told = "".join(f"{line}\n" for line in (sentence, remedy) if line)
    else:
        import json

        found = {
            "schema": ERROR_SCHEMA,
            "code": code,
            "exit": exit_code,
            "sentence": sentence,
            "remedy": remedy or None,
            "remarks": remarks,
        }
        told = json.dumps(found, ensure_ascii=False) + "\n"
    with suppress(OSError, ValueError):
        sys.stderr.write(told if remarks is not None else speech.fitted(told, sys.stderr))
    return exit_code


def explain_usage(error: Exception) -> int | None:
    """Explain one of Typer's own complaints about the command line; None for any other error."""
    from typer.exceptions import Abort, TyperException

    if isinstance(error, Abort):
        return explain(errors.Interrupted())
    if not isinstance(error, TyperException):
        return None
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        sys.stderr.write(f"{error.message}\n")
        return errors.USAGE
    from . import usage_faults

    where = "" if context is None else _("See `{command} --help`.").format(command=context.command_path)
    return tell(errors.UsageFault.code, errors.USAGE, usage_faults.complaint(kind, error), where)


def explain_fault(error: Exception) -> int:
    """Tell a fault of the program on stderr: a short text, and the whole story in a log file."""
    return tell(*account_of_fault(error))


def account_of_fault(error: Exception) -> ErrorAccount:
    """Return what is told of a fault of the program, whose whole story goes into a log file."""
    return ErrorAccount(
        errors.TuphapError.code,
        errors.FAULT,
        _("The program met a fault: {what}.").format(what=f"{type(error).__name__}: {error}"),
        _("Nothing half-done is left in the register. Details: {path}").format(path=_logged(error)),
    )


def _logged(error: Exception) -> str:
    """Keeps the whole story of a fault in a log file; returns its path, or a dash where none could be written."""
    import tempfile
    import traceback
    from pathlib import Path

    where = "–"
    with suppress(Exception):  # no room, no folder, nothing that can be written: the fault is reported all the same
        story = "".join(traceback.format_exception(error))
        handle, name = tempfile.mkstemp(prefix="tuphap-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"tuphap {__version__}, Python {sys.version}\n{story}")
        where = str(Path(name))
    return where
