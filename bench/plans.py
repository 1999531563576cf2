"""Prints, for each plan in a folder, what the import finds in it against what its table holds.

    python bench/plans.py FOLDER [--details] [--year=2021]

FOLDER holds one .tsv for each plan (original headings, then a line for each row); where a .md of the same name says
"Date: dd/mm/yyyy", that year is the plan's, else the one given, else the plan itself has to say it. What is expected
is worked out from the rows alone, by simple rules that share nothing with the import:

* a task is a row with a text and at least a lead or a deadline, or with a plain number; a row with neither number
  nor lead carries on the row above, a row that equals the headings is none;
* the lead is the first unit that the cell names: the whole cell where it holds no separator, else what stands before
  the first separator that a word for a unit follows, or before the verb of a sentence;
* the deadline is checked where the row's own cell is one of the commonest wordings as a whole (DEADLINES in
  planrows.py): a reading that is sure and says anything else is wrong. Other wordings, and readings that are asked
  about, are not checked.

Then all of them once more, one after the other into one growing list of units, as an import with --create-units
makes it; a lead is right where its unit bears the name that the cell has, or one of its abbreviations.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.planrows import Expected, expected, plain_day
from tests.support.plans import built, rows_of
from tuphap_cli.domain.draft import DraftTask, KnownUnit, PlanDraft
from tuphap_cli.domain.model import Reading
from tuphap_cli.errors import TuphapError
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.text import fold


def is_wrong(reading: Reading, right: date) -> bool:
    """Whether what would be stored is not the one day that the words name."""
    return (reading.occurrences or (reading.due,)) != (right,)


@dataclass(slots=True)
class Row:
    """One line of the printed table."""

    tasks: int = 0
    found: int = 0
    titles: int = 0
    leads: int = 0
    sure: int = 0
    asked: int = 0
    no_date: int = 0
    checked: int = 0
    wrong: int = 0
    lost: int = 0
    seconds: float = 0.0


def measured(tsv: Path, path: Path, details: bool, year: int | None = None) -> Row:
    """What the import makes of ``path`` against the rows of ``tsv``."""
    wanted = expected(tsv)
    row = Row(tasks=len(wanted))
    started = time.perf_counter()
    try:
        draft = read_plan(path, year=_year(tsv) or year, issued=None, known=(), create_units=True)
    except TuphapError as error:
        print(f"  {path.name}: {error}")
        return row
    row.seconds = time.perf_counter() - started
    row.found, row.lost = len(draft.tasks), lost_rows(tsv, draft, details)
    row.sure = sum(t.reading.sure and bool(t.reading.due or t.reading.occurrences) for t in draft.tasks)
    row.no_date = sum(t.reading.sure and not (t.reading.due or t.reading.occurrences) for t in draft.tasks)
    row.asked = row.found - row.sure - row.no_date
    by_title: dict[str, list[DraftTask]] = {}
    for task in draft.tasks:
        by_title.setdefault(_key(task.title), []).append(task)
    for want in wanted:
        key = next((k for k in by_title if by_title[k] and _same(k, _key(want.title))), None)
        if key is not None:
            _compare(want, by_title[key].pop(0), row, details)
        elif details:
            print("  title not found:", want.title[:100].replace("\n", " "))
    return row


def _compare(want: Expected, task: DraftTask, row: Row, details: bool) -> None:
    right = _name(task.lead or "") == _name(want.lead)
    row.titles, row.leads = row.titles + 1, row.leads + right
    if details and not right:
        print(f"  lead: {want.lead!r} read as {task.lead!r}")
    # A blank cell takes the words of the one above it, which the draft then repeats.
    words = want.deadline or task.deadline_text
    day = plain_day(words)
    if not task.reading.sure or day is None:
        return
    wrong = is_wrong(task.reading, day)
    row.checked, row.wrong = row.checked + 1, row.wrong + wrong
    if wrong:
        print(f"  WRONG DATE: {words!r} is {day}, stored as {task.reading.occurrences or task.reading.due}")


def _year(tsv: Path) -> int | None:
    """The year of the plan's date, where a description stands beside the table."""
    about = tsv.with_suffix(".md")
    found = re.search(r"Date: \d{1,2}/\d{1,2}/(\d{4})", about.read_text(encoding="utf-8")) if about.exists() else None
    return int(found[1]) if found else None


def _key(title: str) -> str:
    return re.sub(r"\W+", "", fold(re.sub(r"\[\d+\]", "", title)))


def _name(unit: str) -> str:
    """A unit's name without the little word and the comma that are left out as often as written."""
    return "".join(w for w in re.findall(r"\w+", fold(unit)) if w != "va")


def _abbreviates(short: str, name: str) -> bool:
    """Whether the cell's capitals are the initials of the unit's name: "Sở KH&CN" of "Sở Khoa học và Công nghệ"."""
    initials = [
        "".join(w if w.isupper() else w[0] for w in re.findall(r"\w+", t) if w != "và") for t in (short, name)
    ]
    return any(w.isupper() and len(w) > 1 for w in short.split()) and fold(initials[0]) == fold(initials[1])


def _same(found: str, wanted: str) -> bool:
    """Whether the found title is the wanted one: where it went on over a page it is longer; in prose the label
    "Nội dung" is left out and the heading of several tasks stands over them instead of in them."""
    if found == wanted or found.startswith(wanted):
        return True
    bare, own = (t.replace("noidungthuchien", "").replace("noidung", "") for t in (wanted, found))
    return own == bare or (len(own) > 25 and bare.endswith(own))


def lost_rows(tsv: Path, draft: PlanDraft, details: bool) -> int:
    """How many cells with more than three words are nowhere in the draft: no task, group or finding."""
    pieces: list[str] = [f"{g.label}. {g.title}" for g in draft.groups]
    for task in draft.tasks:
        pieces.extend([task.title, task.product, task.lead_text, task.support_text, task.deadline_text, task.note])
        pieces.extend(task.extra.values())
    pieces.extend(p.value for p in draft.problems)
    everything = _key(" ".join(pieces))
    rows = rows_of(tsv)
    headings = {_key(c) for c in (*rows[0], *rows[1]) if len(c) < 40}
    told = [i for i, heading in enumerate(rows[0]) if not heading.startswith("Nhãn ")]
    lost = 0
    for row in rows[1:]:
        lines = [line for i in told for line in row[i].split("\n")]
        texts = [line for line in lines if len(line.split()) > 3 and _key(line) not in headings]
        missing = [t for t in texts if _key(re.sub(r"^[-+ ]*[^:]{0,30}:", "", t)) not in everything]
        if missing and details:
            print("  lost:", missing)
        lost += bool(missing)
    return lost


def one_register(files: Sequence[tuple[Path, Path]], details: bool, year: int | None) -> tuple[int, int]:
    """How many leads are right, and of how many tasks, where each plan finds the units of those before it."""
    known: dict[str, KnownUnit] = {}
    right = total = 0
    for tsv, path in files:
        draft = read_plan(path, year=_year(tsv) or year, issued=None, known=tuple(known.values()), create_units=True)
        known |= {unit.code: KnownUnit(unit.code, unit.name, (), unit.kind) for unit in draft.new_units}
        by_title: dict[str, list[DraftTask]] = {}
        for task in draft.tasks:
            by_title.setdefault(_key(task.title), []).append(task)
        for want in expected(tsv):
            total += 1
            key = next((k for k in by_title if by_title[k] and _same(k, _key(want.title))), None)
            if key is None:
                continue
            lead = by_title[key].pop(0).lead or ""
            name = known[lead].name if lead in known else lead
            same = _name(name) == _name(want.lead) or _abbreviates(want.lead, name)
            right += same
            if details and not same:
                print(f"  one register: {want.lead!r} read as {name!r}")
    return right, total


def main(arguments: list[str]) -> int:
    """Prints the table."""
    folder = Path(arguments[0])
    details = "--details" in arguments
    year = next((int(a.partition("=")[2]) for a in arguments if a.startswith("--year=")), None)
    head = f"{'plan':<44} {'file':<5} {'tasks':>5} {'found':>5} {'titles':>6} {'leads':>5} {'sure':>5} {'asked':>5}"
    print(f"{head} {'no date':>7} {'checked':>7} {'wrong':>5} {'lost':>4} {'ms':>6}")
    total = Row()
    files: list[tuple[Path, Path]] = []
    with tempfile.TemporaryDirectory() as made:
        for tsv in sorted(folder.glob("*.tsv")):
            for kind, path in built(tsv, Path(made)).items():
                files.append((tsv, path))
                row = measured(tsv, path, details, year)
                _print(tsv.stem, kind, row)
                for name in (f.name for f in fields(Row)):
                    setattr(total, name, getattr(total, name) + getattr(row, name))
        one_right, one_total = one_register(files, details, year)
    _print("all", "", total)
    print(f"leads, one register: {one_right} of {one_total} right")
    print(
        f"leads right: {100 * total.leads / max(total.tasks, 1):.1f} %; rows lost: {total.lost}; wrong dates stored"
        f" as sure: {total.wrong} of {total.checked} checked, {total.sure - total.checked} sure ones not checked"
    )
    return 0 if total.found == total.tasks and total.lost == total.wrong == 0 else 1


def _print(plan: str, kind: str, row: Row) -> None:
    print(
        f"{plan:<44} {kind:<5} {row.tasks:>5} {row.found:>5} {row.titles:>6} {row.leads:>5} {row.sure:>5}"
        f" {row.asked:>5} {row.no_date:>7} {row.checked:>7} {row.wrong:>5} {row.lost:>4} {row.seconds * 1000:>6.0f}"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
