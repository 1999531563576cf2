"""task file: the files kept as evidence of a task, listed, written out, or opened with the system's own program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors, settings
from ...i18n import _, ngettext
from ..app import verb
from ..done import Done
from ..options import Format, OneTask, Output
from . import app

if TYPE_CHECKING:
    from ...reports.base import Record, Report
    from ...store.write.evidence import EvidenceRow

# What the system's program for it only shows; anything else might be run by it, or be a page with scripts.
SHOWN_ONLY = {
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".txt", ".csv",
    ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".heic",
}  # fmt: skip


@verb(
    app,
    "file",
    _("List the files kept as evidence of a task, write them out, or open one."),
    "task file 12",
    "task file 12 1 -o ban-quet.pdf",
    "task file 12 -o minh-chung/",
)
def file(
    task: OneTask,
    number: Annotated[
        int | None,
        typer.Argument(metavar="[N]", min=1, max=10_000, help=_("only this file of the list"), show_default=False),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help=_("open it with the system's program; documents and pictures only"))
    ] = False,
    format: Format = "",
    output: Output = "",
) -> Report | Done | None:
    from ...reports import evidence_list
    from ...store.read import names
    from ...store.write import evidence
    from .. import access
    from ..safekeeping import evidence_home

    with access.reading() as connection:
        known = names.task(connection, task)
        rows = evidence.evidence_of_task(connection, known, settings.today())
    if number is None and not open_ and not _into_folder(output):
        return evidence_list.evidence_report(known, rows, evidence_home(), settings.today())
    if not rows:
        raise errors.Refused(what=_("No file is kept of this task."))
    chosen = rows if number is None else rows[number - 1 : number]
    if not chosen:
        raise errors.NotFound(thing=_("evidence file"), value=number, nearest="", command=f"tuphap task file {known}")
    if output == "-" and not open_:
        _poured(evidence_home(), chosen[-1])
        return None
    return _opened(evidence_home(), chosen[-1]) if open_ else _written(evidence_home(), chosen, output)


def _into_folder(output: str) -> bool:
    """Whether ``output`` names a folder for the files, not a file for their list."""
    if output in {"", "-"}:
        return False
    path = Path(output)
    return output.endswith(("/", os.sep)) or path.is_dir() or not (path.suffix or path.exists())


def _written(register: Path, rows: Sequence[EvidenceRow], output: str) -> Done:
    """Write the files out, each under the name that it came with; a second of one name gets a number."""
    from ...store.file import evidence_folder, lasting
    from ..outfile import write_file

    folder = _into_folder(output) or not output
    if folder and output:
        lasting.make_folder(Path(output))
    said: list[Record] = []
    taken = set[str]()
    for row in {(row.name, row.sha256): row for row in rows}.values():  # what was entered again is there twice
        content = evidence_folder.content_of(register, row.sha256, row.name)
        place = str(Path(output or ".") / _free(row.name, taken)) if folder else output
        write_file(place, content)
        said.append({"name": row.name, "path": place, "sha256": row.sha256})
    text = ngettext(
        "{n} file written; it is as it was kept.", "{n} files written; they are as they were kept.", len(said)
    )
    return Done([text], said)


def _poured(register: Path, row: EvidenceRow) -> None:
    """Write a file to stdout, which must lead to a program or a file."""
    from ...store.file import evidence_folder

    if sys.stdout.isatty():
        raise errors.BadField(field="--output", value="-", why=_("name a file for it with --output"))
    content = evidence_folder.content_of(register, row.sha256, row.name)
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _free(name: str, taken: set[str]) -> str:
    """``name`` without what is no part of a name, or with a number where it is ``taken``; it is taken then."""
    plain = Path(name.replace("\\", "/")).name.lstrip(".") or "tep"
    found, number = plain, 2
    while found.casefold() in taken:
        found, number = f"{Path(plain).stem} ({number}){Path(plain).suffix}", number + 1
    taken.add(found.casefold())
    return found


def _opened(register: Path, row: EvidenceRow) -> Done:
    """Open a copy of the file; what it is given to may run nothing, so that only documents and pictures go there."""
    import shutil
    import tempfile

    from ...store.file import evidence_folder
    from .. import speech

    if Path(row.name).suffix.lower() not in SHOWN_ONLY:
        text = _("{name} is no document or picture and is not opened; write it out with -o.")
        raise errors.UsageFault(what=text.format(name=row.name))
    if not speech.on_terminal():
        raise errors.UsageFault(what=_("--open needs a terminal; in a script write the file out with -o."))
    content = evidence_folder.content_of(register, row.sha256, row.name)
    folder = Path(tempfile.mkdtemp(prefix="tuphap-"))
    place = folder / _free(row.name, set())
    place.write_bytes(content)
    if not _show(place):
        shutil.rmtree(folder)
        raise errors.UsageFault(what=_("No program here opens {name}; write it out with -o.").format(name=row.name))
    return Done([_("Opened: {path}").format(path=place)], [{"name": row.name, "path": str(place)}])


def _show(place: Path) -> bool:
    """Have the system's program for it show a file; False where there is none, or it fails."""
    import shutil
    import subprocess

    if sys.platform == "win32":
        try:
            os.startfile(place)  # noqa: S606 - the system's way; only documents and pictures come here
        except OSError:
            return False
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    ran = subprocess.run([program, str(place)], check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - the same
    return ran.returncode == 0
