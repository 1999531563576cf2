"""The program: ``main(argv)`` gives an exit code; nothing else catches every error."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from types import FrameType

from . import errors, i18n, settings
from .cli import failures, speech

COMPLETING = "_TUPHAP_COMPLETE"  # the variable by which shells ask for completion


def run() -> None:
    """The console script."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the caller has closed it; what would be written there goes nowhere
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    collect_seldom()
    _heed_signals()
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        speech.hold_remarks(hold=_asks_for_json(sys.argv[1:]))
        code = _unwritten(error) or code
    except KeyboardInterrupt:
        code = errors.INTERRUPTED
    gc.freeze()  # files are closed by now: looking through the rest for garbage would take a tenth of a daily command
    sys.exit(code)


def collect_seldom() -> None:
    """Have Python look for garbage seldom: a command is over before its garbage matters, and a long list costs much
    time at the usual rate."""
    gc.set_threshold(200_000)


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
    speech.hush(on=False)
    speech.hold_remarks(hold=_asks_for_json(argv))
    try:
        i18n.use(settings.text("lang"))
    except errors.TuphapError as error:
        i18n.use("vi")
        return failures.explain(error)
    except Exception as error:  # noqa: BLE001 - a traceback reaches nobody
        i18n.use("vi")
        return failures.explain_fault(error)
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
        return failures.explain(errors.Interrupted())
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
            return failures.explain(errors.Interrupted())
        seen.add(id(cause))
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, errors.TuphapError):
        return failures.explain(error)
    if isinstance(error, OSError) and not error.filename:
        return _unwritten(error)
    from .cli.damage import blamed

    damaged = blamed(error)
    return failures.explain(damaged) if damaged is not None else failures.explain_fault(error)


def _dispatch(argv: Sequence[str]) -> int:
    from .cli.root import build

    try:
        result = build().main(args=list(argv), prog_name="tuphap", standalone_mode=False)
    except errors.TuphapError:
        raise
    except Exception as error:
        if isinstance(error, ValueError) and any(
            "\0" in word for word in argv
        ):  # Typer asks the system for such a file
            nul = i18n._("No name can hold the character NUL, which is on the command line.")
            raise errors.UsageFault(what=nul) from error
        code = failures.explain_usage(error)
        if code is None:
            raise
        return code
    if result == errors.INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _unwritten(error: OSError | ValueError) -> int:
    """Standard output could not take what was written. A reader that has closed the pipe is no error."""
    _swallow_output()
    if isinstance(error, BrokenPipeError):
        return 0
    return failures.explain(errors.OutputFailed(path="stdout", why=getattr(error, "strerror", None) or error))


def _swallow_output() -> None:
    """Send what is still to be written nowhere: the reader has closed the pipe, which is no error."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
