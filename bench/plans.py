"""Prints, for each plan in a folder, what the import finds in it against what its table holds.

    python bench/plans.py FOLDER [--details] [--year=2021]

FOLDER holds one .tsv for each plan (original headings, then a line for each row); where a .md of the same name says
"Date: dd/mm/yyyy", that year is the plan's, else the one given, else the plan itself has to say it. What is expected
is worked out from the rows alone, by simple rules that share nothing with the import:

* a task is a row with a text and at least a lead or a deadline, or with a plain number; a row with neither number
  nor lead carries on the row above, a row that equals the headings is none;
* the lead is the first unit that the cell names: the whole cell where it holds no separator, else what stands before
  the first separator that a word for a unit follows, or before the verb of a sentence;
* the deadline is checked where the row's own cell is one of the commonest wordings as a whole (DEADLINES below): a
  reading that is sure and says anything else is wrong. Other wordings, and readings that are asked about, are not
  checked.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from calendar import monthrange
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.plans import built, is_prose, rows_of
from tuphap_cli.domain.model import Reading
from tuphap_cli.errors import TuphapError
from tuphap_cli.intake.draft import DraftTask, PlanDraft
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.text import clean, fold

_UNIT = r"(?:Sở|Bộ|Ban|Phòng|UBND|Ủy ban|Văn phòng|Công an|Tòa án|Viện|Ngân hàng|Thanh tra|[Cc]ác|Đài)"
_FIRST_UNIT = re.compile(
    rf"(?:;|\n|(?<=VTV),|,\s+(?={_UNIT}\s+(?!ngang|thuộc))|\s+và\s+(?={_UNIT}\s)|\s+(?=(?:Sở|Bộ)\s+[A-ZĐ]))"
)
_VERB = re.compile(r"\s+(?:chủ trì|tiến hành|với các|là chủ quản|trong phạm vi)(?:\s|$)")
_HEADING = {
    "lead": ("chu tri", "don vi thuc hien", "co quan thuc hien"),
    "deadline": ("thoi gian", "thoi han"),
    "title": ("noi dung", "nhiem vu"),
    "item": ("stt", "tt", "muc"),
}


@dataclass(slots=True)
class Expected:
    """A task as its row in the table says."""

    title: str
    lead: str
    deadline: str


def expected(tsv: Path) -> list[Expected]:
    """The tasks that the rows of ``tsv`` hold."""
    rows = rows_of(tsv)
    start = next((i for i, row in enumerate(rows) if sum(bool(c) for c in row) > 2), None)
    if start is None:
        return []
    at = {what: _column(rows[start], words) for what, words in _HEADING.items()}
    prose = is_prose(tsv)
    headings = {fold(c) for c in rows[start] if c}
    tasks: list[Expected] = []
    for row in rows[start + 1 :]:
        item, lead, deadline, title = (_cell(row, at[what]) for what in ("item", "lead", "deadline", "title"))
        title = (row[1] if prose else "") + "\n" + title
        filled = {fold(c) for c in row if c}
        if len(filled & headings) > 2:
            continue
        numbered = bool(re.fullmatch(r"\d+(?:\.\d+)*\.?", item))
        if not title.strip() or not (lead or deadline or prose):
            continue
        if numbered or prose or (lead and deadline and not re.fullmatch(r"[IVX]+\.?", item)):
            tasks.append(Expected(title.strip(), first_unit(lead), deadline))
    return tasks


def _cell(row: list[str], column: int | None) -> str:
    return "" if column is None else row[column]


def _column(headings: list[str], words: tuple[str, ...]) -> int | None:
    folded = [fold(h) for h in headings]
    whole = [i for i, h in enumerate(folded) if h in words]
    part = [
        i for i, h in enumerate(folded) if any(w in h for w in words) and "nguyen van" not in h and "giao" not in h
    ]
    return next(iter(whole or part), None)


def first_unit(cell: str) -> str:
    """The first unit that a lead cell names."""
    text = _VERB.split(_FIRST_UNIT.split(cell.strip())[0])[0] if cell.strip() else ""
    return clean(text).strip(" .,;")


_DAY = r"(?P<d>\d{1,2})(?:/| thang )(?P<m>\d{1,2})(?:/| nam )(?P<y>20\d\d)"
_QUARTER = r"qu[yi] (?P<q{0}>i{{1,3}}|iv|[1-4])(?: nam | ?[/.-] ?| )(?P<qy{0}>20\d\d)"
# The commonest wordings, folded, each a whole cell; "before" a day means that the day before is the last one.
DEADLINES = (
    ("before", re.compile(rf"(?:hoan thanh |xong )?truoc (?:ngay )?{_DAY}")),
    ("day", re.compile(rf"(?:(?:den )?ngay |den |cham nhat (?:la )?(?:ngay )?)?{_DAY}")),
    ("month", re.compile(r"(?:trong )?(?:thang )?(?P<m>\d{1,2})/(?P<y>20\d\d)")),
    ("month", re.compile(r"(?:trong )?thang (?P<m>\d{1,2}) nam (?P<y>20\d\d)")),
    ("quarter", re.compile(rf"(?:trong )?{_QUARTER.format('')}")),
    ("quarters", re.compile(rf"{_QUARTER.format('1')} ?(?:-|–|den) ?{_QUARTER.format('')}")),
    ("year", re.compile(r"(?:trong )?(?:nam )?(?P<y>20\d\d)")),
    ("years", re.compile(r"(?:giai doan |nam )?20\d\d ?(?:-|–|den) ?(?P<y>20\d\d)")),
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def plain_day(cell: str) -> date | None:
    """The last day in time by the commonest wordings; None for every other one, and where there is no such day."""
    text = fold(cell).strip(" .;")
    found = next(((kind, f) for kind, pattern in DEADLINES if (f := pattern.fullmatch(text))), None)
    if found is None:
        return None
    kind, parts = found[0], found[1].groupdict()
    try:
        if kind in ("before", "day"):
            day = date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
            return day - timedelta(days=kind == "before")
        if kind in ("quarter", "quarters"):
            year, month = int(parts["qy"]), 3 * (_QUARTERS.get(parts["q"]) or int(parts["q"]))
        else:
            year, month = int(parts["y"]), int(parts.get("m") or 12)
        return date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


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


def main(arguments: list[str]) -> int:
    """Prints the table."""
    folder = Path(arguments[0])
    details = "--details" in arguments
    year = next((int(a.partition("=")[2]) for a in arguments if a.startswith("--year=")), None)
    head = f"{'plan':<44} {'file':<5} {'tasks':>5} {'found':>5} {'titles':>6} {'leads':>5} {'sure':>5} {'asked':>5}"
    print(f"{head} {'no date':>7} {'checked':>7} {'wrong':>5} {'lost':>4} {'ms':>6}")
    total = Row()
    with tempfile.TemporaryDirectory() as made:
        for tsv in sorted(folder.glob("*.tsv")):
            for kind, path in built(tsv, Path(made)).items():
                row = measured(tsv, path, details, year)
                _print(tsv.stem, kind, row)
                for name in (f.name for f in fields(Row)):
                    setattr(total, name, getattr(total, name) + getattr(row, name))
    _print("all", "", total)
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
