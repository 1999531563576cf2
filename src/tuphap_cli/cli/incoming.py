"""Standard input in the place of a file that is read: "-" is a file of our own with what is piped in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .. import errors, settings
from ..i18n import _

EVIDENCE = "evidence"
# How parameters are called that name files to be read.
READ = ("file", "files", "units", "annex", "map_", "template", EVIDENCE)
PIPED = "-"
# How pictures begin: evidence, and never a plan.
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"II*\0": "tif", b"MM\0*": "tif", b"GIF8": "gif"}


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
        path = _kept(Path(folder), evidence=wanted[0] == EVIDENCE)
        value = given[wanted[0]]
        if isinstance(value, list | tuple):
            given[wanted[0]] = [type(one)(path) if str(one) == PIPED else one for one in value]
        else:
            given[wanted[0]] = type(value)(path)
        try:
            yield
        except errors.TuphapError as error:  # nobody but us knows the file of our own
            error.facts = {
                name: fact.replace(str(path), _("Standard input")) if isinstance(fact, str) else fact
                for name, fact in error.facts.items()
            }
            raise


def _values(value: object) -> list[object] | tuple[object, ...]:
    return value if isinstance(value, list | tuple) else [value]


def _kept(folder: Path, *, evidence: bool) -> Path:
    """The file in ``folder`` with what is piped in, its ending that of its content; ``evidence`` may be of any kind."""
    name = _("Standard input")
    if evidence:
        from ..store.file.evidence_folder import MEGABYTE

        data = piped_bytes(settings.number("evidence_mb") * MEGABYTE)
        ending = _evidence_ending(data)
    else:
        data = piped_bytes()
        ending = _ending(data, name)
    path = folder / f"{name}.{ending}"
    path.write_bytes(data)
    return path


def _ending(data: bytes, name: str) -> str:
    from ..intake.files import door
    from ..intake.files.file_kind import FileKind

    kind = door.piped(data, name).kind
    return "csv" if kind is FileKind.TEXT else str(kind)


def _evidence_ending(data: bytes) -> str:
    """Return the ending that evidence without a name gets: "bin" where nothing tells what it is."""
    for head, ending in _PICTURES.items():
        if data.startswith(head):
            return ending
    with suppress(errors.UnreadableFile):  # no document or workbook, or one that is damaged or has a password
        if (ending := _ending(data, "")) != "csv":
            return ending
    try:
        return "bin" if "\0" in data.decode("utf-8") else "txt"
    except UnicodeDecodeError:
        return "bin"


def piped_bytes(most: int = 0) -> bytes:
    """What comes in on standard input, one byte more than the ``most`` that a file may have (0: as a plan's).

    Raises:
        UsageFault: somebody sits there at a terminal, and would wait
    """
    from ..intake.files.file_kind import MAX_BYTES

    if sys.stdin is None or sys.stdin.isatty():
        raise errors.UsageFault(what=_("Standard input is a terminal: pipe a list into it, or name a file."))
    return sys.stdin.buffer.read((most or MAX_BYTES) + 1)
