"""Standard input in the place of a file that is read: "-" is a file of our own with what is piped in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .. import errors
from ..i18n import _

READ = ("file", "files", "units", "annex", "map_", "template")  # how parameters are called that name files to be read
PIPED = "-"


@contextmanager
def stdin_as_file(given: dict[str, Any]) -> Iterator[None]:
    """Put a file with what comes in on standard input in the place of "-" among the parameters ``given``.

    It is named by its content, kept within the limits of all files, and gone at the end.

    Raises:
        UsageFault: "-" is given twice, or somebody sits there at a terminal and would wait
        UnreadableFile: with why, and what to do
    """
    wanted = [name for name in READ for value in _values(given.get(name)) if str(value) == PIPED]
    if not wanted:
        yield
        return
    if len(wanted) > 1:
        raise errors.UsageFault(what=_("Standard input can be one file only."))
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tuphap-") as folder:
        path = _kept(Path(folder))
        value = given[wanted[0]]
        if isinstance(value, list | tuple):
            given[wanted[0]] = [type(one)(path) if str(one) == PIPED else one for one in value]
        else:
            given[wanted[0]] = type(value)(path)
        yield


def _values(value: object) -> list[object] | tuple[object, ...]:
    return value if isinstance(value, list | tuple) else [value]


def _kept(folder: Path) -> Path:
    """The file in ``folder`` with what is piped in, its ending that of its content."""
    from ..intake.files import door
    from ..intake.files.file_kind import FileKind

    name, data = _("Standard input"), piped_bytes()
    kind = door.piped(data, name).kind
    path = folder / f"{name}.{'csv' if kind is FileKind.TEXT else kind}"
    path.write_bytes(data)
    return path


def piped_bytes() -> bytes:
    """What comes in on standard input, as much as a file may have.

    Raises:
        UsageFault: somebody sits there at a terminal, and would wait
    """
    from ..intake.files.file_kind import MAX_BYTES

    if sys.stdin is None or sys.stdin.isatty():
        raise errors.UsageFault(what=_("Standard input is a terminal: pipe a list into it, or name a file."))
    return sys.stdin.buffer.read(MAX_BYTES + 1)
