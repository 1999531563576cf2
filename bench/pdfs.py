"""Prints, for each plan in a folder, whether its PDF gives the tasks, leads and dates that its office file gives.

    python bench/pdfs.py FOLDER… [--details] [--keep=DIR]
    python bench/pdfs.py --long=100

FOLDER holds .docx, .xlsx and .ods files, or the .tsv tables of bench/plans.py, of which both are made. LibreOffice
prints each to a PDF in a temporary folder (or DIR), and both are read. A date counts as

``lost`` counts the headings of groups that the PDF lacks.

* same: both readings give the same days (or none), surely or not;
* asked: the PDF's is a question where the office file's was sure;
* told: the office file asks, and the PDF is sure of a day;
* WRONG: the PDF is sure of something else than the office file is sure of.

``--long`` reads a PDF of so many dense pages, made of the sample, and prints what the reading process takes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.plans import built
from tuphap_cli.domain.draft import DraftTask, PlanDraft
from tuphap_cli.errors import TuphapError
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.text import fold

ROOT = Path(__file__).resolve().parents[1]
YEAR = date(2025, 12, 1)


@dataclass(slots=True)
class Row:
    """One line of the printed table."""

    tasks: int = 0
    found: int = 0
    titles: int = 0
    leads: int = 0
    lost: int = 0
    same: int = 0
    asked: int = 0
    told: int = 0
    wrong: int = 0
    seconds: float = 0.0


def printed(files: list[Path], folder: Path) -> dict[Path, Path]:
    """The PDF that LibreOffice makes of each of ``files``."""
    made = {}
    for path in files:
        into = folder / path.suffix[1:]
        into.mkdir(exist_ok=True)
        made[path] = into / f"{path.stem}.pdf"
        if not made[path].exists():
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(into), str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=180)
    return made


def ruled(path: Path) -> Path:
    """``path`` with lines round its cells and set to the page as an office prints it."""
    if path.suffix == ".docx":
        from docx import Document
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        document = Document(str(path))
        for table in document.tables:
            table.style = "Table Grid"
        for section in document.sections if document.tables else ():
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            section.left_margin = section.right_margin = Mm(15)
        document.save(str(path))
        return path
    from openpyxl import load_workbook
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = load_workbook(path)
    thin = Side(style="thin")
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
                cell.alignment = Alignment(wrap_text=True, vertical="center")
            lines = max(_lines(str(cell.value or "")) for cell in cells)
            sheet.row_dimensions[cells[0].row or 1].height = min(15 * lines, 400)
        for number, column in enumerate(sheet.iter_cols(values_only=True), start=1):
            longest = max(len(str(value or "")) for value in column)
            sheet.column_dimensions[get_column_letter(number)].width = min(max(longest, 6), 40)
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    book.save(path)
    return path


def _lines(text: str) -> int:
    return sum(len(line) // 32 + 1 for line in text.split("\n"))


def compared(path: Path, pdf: Path, details: bool) -> Row:
    """What reading ``pdf`` gives beside what reading ``path`` gives."""
    draft = read(path)
    row = Row(tasks=len(draft.tasks) if draft else 0)
    started = time.perf_counter()
    other = read(pdf)
    row.seconds = time.perf_counter() - started
    if draft is None or other is None:
        return row
    row.found = len(other.tasks)
    row.lost = len(set(_groups(draft)) - set(_groups(other)))
    facts = [(d.number, d.issued_on, d.issuer, d.title) for d in (draft, other)]
    if details and facts[0] != facts[1]:
        print(f"  of itself: {facts[0]} / {facts[1]}")
    by_title: dict[str, list[DraftTask]] = {}
    for task in other.tasks:
        by_title.setdefault(_key(task.title), []).append(task)
    for task in draft.tasks:
        found = by_title.get(_key(task.title))
        if found:
            _task(task, found.pop(0), row, details)
        elif details:
            print(f"  no such title: {task.item} {task.title[:150]!r}")
    if details:
        for left in (task for found in by_title.values() for task in found):
            print(f"  only in the PDF: {left.item} {left.title[:150]!r}")
    return row


def read(path: Path) -> PlanDraft | None:
    """The draft of the plan in ``path``; None, and why, where it is refused."""
    try:
        return read_plan(path, year=YEAR.year, issued=YEAR, known=(), create_units=True)
    except TuphapError as error:
        print(f"  {path.name}: {error}")
        return None


def _task(task: DraftTask, other: DraftTask, row: Row, details: bool) -> None:
    row.titles += 1
    same_lead = [_key(u or "") for u in (task.lead, *task.supports)] == [
        _key(u or "") for u in (other.lead, *other.supports)
    ]
    row.leads += same_lead
    if details and not same_lead:
        print(f"  lead: {task.item} {task.lead!r} {task.supports} / {other.lead!r} {other.supports}")
    ours, theirs = (t.reading.occurrences or (t.reading.due,) for t in (task, other))
    if ours == theirs:
        row.same += 1
        return
    if not other.reading.sure:
        row.asked += 1
    elif not task.reading.sure:
        row.told += 1
    else:
        row.wrong += 1
    if details or other.reading.sure:
        print(f"  date: {task.item} {task.deadline_text!r} {ours} / {other.deadline_text!r} {theirs}")


def _groups(draft: PlanDraft) -> list[str]:
    return [_key(f"{g.label} {g.title}") for g in draft.groups]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def long_pdf(pages: int) -> None:
    """Prints the time and memory that the reader's process takes for a PDF of ``pages`` pages."""
    import resource

    from pypdfium2 import PdfDocument

    sample = PdfDocument(ROOT / "tests/data/pdf/phu-luc-25-QD-STP.pdf")
    long = PdfDocument.new()
    for at in range(0, pages, len(sample)):
        long.import_pages(sample, pages=list(range(min(len(sample), pages - at))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        long.save(path)
        started = time.perf_counter()
        draft = read(path)
        seconds = time.perf_counter() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        tasks = len(draft.tasks) if draft else 0
        print(
            f"{pages} pages, {path.stat().st_size / 1e6:.1f} MB, {tasks} tasks: {seconds:.1f} s in all; the reader's"
            f" process {used.ru_utime + used.ru_stime:.1f} s of processor time, {used.ru_maxrss / 1024:.0f} MB"
        )


def main(arguments: list[str]) -> int:
    """Prints the table."""
    if pages := next((int(a.partition("=")[2]) for a in arguments if a.startswith("--long=")), 0):
        long_pdf(pages)
        return 0
    details = "--details" in arguments
    keep = next((Path(a.partition("=")[2]) for a in arguments if a.startswith("--keep=")), None)
    print(f"{'plan':<48} {'file':<5}" + "".join(f" {f.name:>6}" for f in fields(Row)))
    total = Row()
    with tempfile.TemporaryDirectory() as made:
        folder = keep or Path(made)
        folder.mkdir(exist_ok=True)
        files = [
            path for a in arguments if not a.startswith("--") for kind in ("docx", "xlsx", "ods")
            for path in sorted(Path(a).glob(f"*.{kind}"))
        ]  # fmt: skip
        for tsv in (tsv for a in arguments if not a.startswith("--") for tsv in sorted(Path(a).glob("*.tsv"))):
            if tsv.with_suffix(".md").exists():
                files.extend(ruled(path) for path in built(tsv, folder).values())
        for path, pdf in printed(files, folder).items():
            row = compared(path, pdf, details)
            _print(path.stem, path.suffix[1:], row)
            for field in fields(Row):
                setattr(total, field.name, getattr(total, field.name) + getattr(row, field.name))
    _print("all", "", total)
    return 0 if total.wrong == 0 and total.found == total.tasks else 1


def _print(plan: str, kind: str, row: Row) -> None:
    values = [getattr(row, field.name) for field in fields(Row)[:-1]]
    print(f"{plan:<48} {kind:<5}" + "".join(f" {value:>6}" for value in values) + f" {row.seconds:>6.1f}s")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
