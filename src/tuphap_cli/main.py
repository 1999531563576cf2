"""The program: ``main(argv)`` gives an exit code; nothing else turns errors into text or codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from . import __version__, errors, i18n, settings
from .i18n import _


def run() -> None:
    """The console script."""
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        _swallow_output()
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Carry out one command line; returns the exit code of docs/ARCHITECTURE.md and never raises."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console or pipe of another code page cannot hold every Vietnamese letter.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    settings.forget()
    try:
        settings.read_options(argv)
        i18n.use(settings.text("lang"))
    except errors.TuphapError as error:
        i18n.use("vi")
        return _explain(error)
    return _guarded(argv)


def _guarded(argv: Sequence[str]) -> int:
    try:
        return _dispatch(argv)
    except errors.TuphapError as error:
        return _explain(error)
    except BrokenPipeError:
        _swallow_output()
        return 0
    except KeyboardInterrupt:
        return _explain(errors.Interrupted())
    except SystemExit as stop:  # Typer's completion ends this way, and its handling of a closed pipe
        return stop.code if isinstance(stop.code, int) else 0
    except Exception as error:  # noqa: BLE001 - a traceback reaches nobody
        return _fault(error)


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
    """The error as up to two lines on stderr, the remedy last; returns its exit code."""
    facts = {name: _(value) if value else value for name, value in error.facts.items()}
    lines = [_(error.template).format_map(facts)]
    if error.remedy:
        lines.append(_(error.remedy).format_map(facts))
    sys.stderr.write("\n".join(line for line in lines if line) + "\n")
    return error.exit_code


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
    sys.stderr.write(f"{_complaint(kind, error)}\n")
    if context is not None:
        sys.stderr.write(_("See `{command} --help`.").format(command=context.command_path) + "\n")
    return errors.USAGE


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
        return f"{text} {_('Did you mean {near}?').format(near=near)}" if near else text
    if kind == "BadParameter":
        return _("The value of {parameter} does not fit: {why}").format(parameter=named, why=error)
    return str(error)


def _fault(error: Exception) -> int:
    """A fault of the program: a short text, and the whole story in a log file."""
    import tempfile
    import traceback
    from pathlib import Path

    story = "".join(traceback.format_exception(error))
    try:
        handle, name = tempfile.mkstemp(prefix="tuphap-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as log:
            log.write(f"tuphap {__version__}, Python {sys.version}\n{story}")
        where = str(Path(name))
    except OSError:
        where = "–"
    sys.stderr.write(_("The program met a fault: {what}.").format(what=f"{type(error).__name__}: {error}") + "\n")
    sys.stderr.write(_("Nothing half-done is left in the register. Details: {path}").format(path=where) + "\n")
    return errors.FAULT


def _swallow_output() -> None:
    """Send what is still to be written nowhere: the reader has closed the pipe, which is no error."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
