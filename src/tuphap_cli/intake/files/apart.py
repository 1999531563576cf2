"""Runs a function over a file from outside in a process of its own, within limits; knows no format.

A malformed file can keep a library busy for hours or have it take all memory. What happens to the process that reads
it does not happen to the one that holds the register. It is no wall against a file that takes the library over.
"""

from __future__ import annotations

import importlib
import io
import pickle
import subprocess
import sys
from enum import EnumType
from typing import NoReturn

from ...domain.model import N_
from ...errors import Refused, SecretDocument, UnreadableFile
from .limits import SMALLER, too_large

SECONDS = 30  # of processor time
WAIT = 4 * SECONDS  # of the clock: other programs may want the processor too
BYTES = 1 << 30
_PACKAGE = "tuphap_cli."
_OUT_OF_MEMORY = 77
_REFUSALS: dict[str, type[Refused]] = {cls.__name__: cls for cls in (UnreadableFile, SecretDocument)}


class ReaderCrashed(Exception):
    """What a reader's process left on its stderr: the cause of the refusal, for a maintainer."""


def run_apart(function: str, name: str, *arguments: object, seconds: int = SECONDS, size: int = BYTES) -> object:
    """What ``function`` ("module:name", of this package) returns for ``arguments``, run in a process of its own.

    ``name`` is the file's, for messages. Arguments and result are values of Python or of this package. The limit
    ``size`` (bytes of memory) holds where the platform has one, as Linux does; that on time everywhere.

    Raises:
        UnreadableFile: the limits were passed, or the process failed
        SecretDocument: raised by ``function``, as other refusals are
    """
    given = pickle.dumps((function, arguments, seconds, size))
    # -P: nothing is imported from the folder in which the clerk happens to be.
    command = [sys.executable, "-P", "-m", __name__]
    wait = WAIT * seconds // SECONDS
    try:
        # Nothing but this interpreter and this module is run.
        ran = subprocess.run(command, input=given, capture_output=True, timeout=wait, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise _took_too_long(name) from error
    if ran.returncode:
        _refuse(name, ran.returncode, ran.stderr)
    refusal, result = _Values(io.BytesIO(ran.stdout)).load()
    if refusal is not None:
        raise _REFUSALS[refusal](**result)
    return result


def _refuse(name: str, code: int, said: bytes) -> NoReturn:
    """Turn the end of a process that failed into an error.

    Raises:
        UnreadableFile: with what the end of the process means
    """
    crash = ReaderCrashed(said.decode("utf-8", "replace")[-4000:])
    if code == _OUT_OF_MEMORY:
        raise too_large(name, N_("reading it takes more memory than a plan may need")) from crash
    if code < 0 and -code in _cpu_signals():
        raise _took_too_long(name) from crash
    advice = N_("Open it, save it anew under another name, and import that.")
    refused = UnreadableFile(file=name, why=N_("it is damaged"), advice=advice)
    refused.unexpected = True
    raise refused from crash


def _took_too_long(name: str) -> UnreadableFile:
    return UnreadableFile(file=name, why=N_("reading it takes longer than a plan may need"), advice=SMALLER)


def _cpu_signals() -> tuple[int, ...]:
    import signal

    return tuple(int(getattr(signal, s)) for s in ("SIGXCPU", "SIGKILL") if hasattr(signal, s))


class _Values(pickle.Unpickler):
    """Takes values and classes of this package back, and nothing that could be called besides."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) == ("builtins", "getattr"):  # by which some Pythons name the member of an enumeration
            return _member
        found = super().find_class(module, name) if module.startswith(_PACKAGE) else None
        # Its own: by a name with dots, or by one imported there, a module leads to every other.
        if not (isinstance(found, type) and found.__module__ == module):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def _member(kind: object, name: str) -> object:
    """The member of an enumeration of this package."""
    if not (isinstance(kind, EnumType) and kind.__module__.startswith(_PACKAGE)):
        raise pickle.UnpicklingError(f"{kind}.{name}")
    return kind[name]


def _limit(seconds: int, size: int) -> None:
    """Lowers what this process may take, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows has none of it; the parent's clock still runs
        return
    for what, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(what, (most, hard))
        except (OSError, ValueError):  # macOS refuses some of them
            continue


def main() -> int:
    """The process: one call read from stdin, its outcome written to stdout."""
    function, arguments, seconds, size = _Values(sys.stdin.buffer).load()
    _limit(seconds, size)
    module, _colon, called = function.partition(":")
    assert module.startswith(_PACKAGE), "functions of this package only"
    outcome: tuple[str | None, object]
    try:
        try:
            outcome = None, getattr(importlib.import_module(module), called)(*arguments)
        except Refused as refused:
            outcome = type(refused).__name__, refused.facts
        sys.stdout.buffer.write(pickle.dumps(outcome))
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
