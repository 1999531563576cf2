"""The program: ``main(argv)`` gives an exit code; nothing else turns errors into text or codes."""

from __future__ import annotations

import gc
import io
import os
import re
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from types import FrameType

from . import __version__, errors, i18n, settings
from .cli import speech
from .domain.model import Note
from .i18n import _


def run() -> None:
    """The console script."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the caller has closed it; what would be written there goes nowhere
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    # A command is over before its garbage matters; looking for it at the usual rate costs a long list much time.
    gc.set_threshold(200_000)
    _heed_signals()
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        speech.hold_remarks(hold=_asks_for_json(sys.argv[1:]))
        code = _unwritten(error) or code
    except KeyboardInterrupt:
        code = errors.INTERRUPTED
    sys.exit(code)


def _heed_signals() -> None:
    """End in good order when asked to, or when the window is closed; but who runs under nohup is left alone."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):  # the last is how Windows says it
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """A polite request to end is treated as Ctrl-C: the register is left whole, exit 130."""
    raise KeyboardInterrupt


def main(argv: Sequence[str]) -> int:
    """Carry out one command line; returns the exit code of docs/ARCHITECTURE.md and never raises."""
    try:
        return _carried_out(argv)
    except KeyboardInterrupt:  # while something was being told
        return errors.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - not even what goes wrong in telling what went wrong
        with suppress(Exception):
            sys.stderr.write(f"tuphap: {type(error).__name__}\n")
        return errors.FAULT


def _carried_out(argv: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console or pipe of another code page cannot hold every Vietnamese letter.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    settings.forget()
    speech.hold_remarks(hold=_asks_for_json(argv))
    try:
        settings.read_options(argv)
        i18n.use(settings.text("lang"))
    except errors.TuphapError as error:
        i18n.use("vi")
        return _explain(error)
    except Exception as error:  # noqa: BLE001 - a traceback reaches nobody
        i18n.use("vi")
        return _fault(error)
    code = _guarded(argv)
    with suppress(OSError, ValueError):
        for text in speech.held_remarks() or ():
            speech.remark(text)
    return code


def _asks_for_json(argv: Sequence[str]) -> bool:
    """Whether the command line asks for JSON; looked at before it is understood, since that may fail, too."""
    words = list(argv[: argv.index("--")] if "--" in argv else argv)
    if any(word in {"--format=json", "-fjson"} for word in words):
        return True
    return any(pair in {("--format", "json"), ("-f", "json")} for pair in pairwise(words))


def _guarded(argv: Sequence[str]) -> int:
    try:
        return _dispatch(argv)
    except KeyboardInterrupt:
        return _explain(errors.Interrupted())
    except SystemExit as stop:  # Typer's completion ends this way, and its handling of a closed pipe
        if isinstance(stop.__context__, BrokenPipeError):
            return _unwritten(stop.__context__)
        code = stop.code if isinstance(stop.code, int) else 0
        return errors.USAGE if code == errors.FAULT else code
    except Exception as error:  # noqa: BLE001 - a traceback reaches nobody
        # A shell that completes asks in a form of its own, and must never see an error.
        return errors.USAGE if COMPLETING in os.environ else _failed(error)


def _failed(error: Exception) -> int:
    """Explain what a command ended with; an error met while cleaning up after Ctrl-C is still an interruption."""
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:  # causes can go round
        if isinstance(cause, KeyboardInterrupt):
            return _explain(errors.Interrupted())
        seen.add(id(cause))
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, errors.TuphapError):
        return _explain(error)
    if isinstance(error, OSError) and not error.filename:
        return _unwritten(error)
    from .cli.damage import blamed

    damaged = blamed(error)
    return _explain(damaged) if damaged is not None else _fault(error)


def _dispatch(argv: Sequence[str]) -> int:
    from .cli.root import build

    try:
        result = build().main(args=list(argv), prog_name="tuphap", standalone_mode=False)
    except errors.TuphapError:
        raise
    except Exception as error:
        code = _usage(error)
        if code is None:
            raise
        return code
    if result == errors.INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _explain(error: errors.TuphapError) -> int:
    """Tell the error on stderr, the remedy last; returns its exit code."""
    # Words of ours are translated; what was typed is shown as it was typed.
    facts = {
        name: i18n.show(fact) if isinstance(fact, Note) else fact if name == "value" else _(fact)
        for name, fact in error.facts.items()
    }
    remedy = _(error.remedy).format_map(facts) if error.remedy else ""
    if isinstance(error, errors.UnreadableFile) and error.unexpected:
        remedy += " " + _("Details: {path}").format(path=_logged(error))
    return _tell(error.code, error.exit_code, _(error.template).format_map(facts), remedy)


COMPLETING = "_TUPHAP_COMPLETE"  # the variable by which shells ask for completion
ERROR_SCHEMA = "tuphap.error/1"


def _tell(code: str, exit_code: int, sentence: str, remedy: str) -> int:
    """Tell what went wrong on stderr: up to two texts, or one JSON object where the command line asks for JSON.

    They may repeat what was typed, so nothing in them may steer the terminal. Returns ``exit_code``.
    """
    from .text import clean_lines

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
        sys.stderr.write(told)
    return exit_code


def _unwritten(error: OSError | ValueError) -> int:
    """Standard output could not take what was written. A reader that has closed the pipe is no error."""
    _swallow_output()
    if isinstance(error, BrokenPipeError):
        return 0
    return _explain(errors.OutputFailed(path="stdout", why=getattr(error, "strerror", None) or error))


def _usage(error: Exception) -> int | None:
    """Explain one of Typer's own complaints about the command line; None for any other error."""
    from typer.exceptions import Abort, TyperException

    if isinstance(error, Abort):
        return _explain(errors.Interrupted())
    if not isinstance(error, TyperException):
        return None
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        sys.stderr.write(f"{error.message}\n")
        return errors.USAGE
    where = "" if context is None else _("See `{command} --help`.").format(command=context.command_path)
    return _tell(errors.UsageFault.code, errors.USAGE, _complaint(kind, error), where)


def _complaint(kind: str, error: Exception) -> str:
    parameter = getattr(error, "param", None)
    named = parameter.opts[-1] if parameter is not None and parameter.opts else ""
    if parameter is not None and not named.startswith("-"):
        named = parameter.metavar or named.upper()
    if kind == "MissingParameter":
        return _("{parameter} is missing.").format(parameter=named)
    if kind == "NoSuchOption":
        text = _("There is no option {option}.").format(option=getattr(error, "option_name", ""))
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return text + " " + _("Did you mean {near}?").format(near=near) if near else text
    if kind == "BadParameter":
        return _("The value of {parameter} does not fit: {why}").format(parameter=named, why=_expected(parameter))
    if kind == "BadOptionUsage":
        return _lacks_or_has_value(error)
    if extra := re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", str(error)):
        return _("This command does not take: {words}").format(words=extra[1])
    return re.sub(r"Did you mean (.+)\?$", lambda near: _("Did you mean {near}?").format(near=near[1]), str(error))


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


def _fault(error: Exception) -> int:
    """A fault of the program: a short text, and the whole story in a log file."""
    return _tell(
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


def _swallow_output() -> None:
    """Send what is still to be written nowhere: the reader has closed the pipe, which is no error."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
