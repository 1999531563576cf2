"""Prints, for each plan in a folder, what the import finds in it against what its table holds.

    python bench/plans.py FOLDER [--details]

FOLDER holds one .tsv for each plan (original headings, then a line for each row). What is expected is worked out
from the rows alone, by simple rules that share nothing with the import:

* a task is a row with a text and at least a lead or a deadline, or with a plain number; a row with neither number
  nor lead carries on the row above, a row that equals the headings is none;
* the lead is the first unit that the cell names: the whole cell where it holds no separator, else what stands before
  the first separator that a word for a unit follows, or before the verb of a sentence.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.plans import built, is_prose, rows_of
from tuphap_cli.intake.draft import PlanDraft
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


def expected(tsv: Path) -> list[Expected]:
    """The tasks that the rows of ``tsv`` hold."""
    rows = rows_of(tsv)
    start = next(i for i, row in enumerate(rows) if sum(bool(c) for c in row) > 2)
    at = {what: _column(rows[start], words) for what, words in _HEADING.items()}
    prose = is_prose(tsv)
    headings = {fold(c) for c in rows[start] if c}
    tasks: list[Expected] = []
    for row in rows[start + 1 :]:
        item, lead, deadline = row[at["item"]], row[at["lead"]], row[at["deadline"]]
        title = (row[1] if prose else "") + "\n" + row[at["title"]]
        filled = {fold(c) for c in row if c}
        if len(filled & headings) > 2:
            continue
        numbered = bool(re.fullmatch(r"\d+(?:\.\d+)*\.?", item))
        if not title.strip() or not (lead or deadline or prose):
            continue
        if numbered or prose or (lead and deadline and not re.fullmatch(r"[IVX]+\.?", item)):
            tasks.append(Expected(title.strip(), first_unit(lead)))
    return tasks


def _column(headings: list[str], words: tuple[str, ...]) -> int:
    folded = [fold(h) for h in headings]
    whole = [i for i, h in enumerate(folded) if h in words]
    part = [
        i for i, h in enumerate(folded) if any(w in h for w in words) and "nguyen van" not in h and "giao" not in h
    ]
    return (whole or part)[0]


def first_unit(cell: str) -> str:
    """The first unit that a lead cell names."""
    text = _VERB.split(_FIRST_UNIT.split(cell.strip())[0])[0] if cell.strip() else ""
    return clean(text).strip(" .,;")


@dataclass(slots=True)
class Row:
    """One line of the printed table."""

    tasks: int
    found: int
    titles: int
    leads: int
    sure: int
    asked: int
    no_date: int
    lost: int
    seconds: float


def measured(tsv: Path, path: Path, details: bool) -> Row:
    """What the import makes of ``path`` against the rows of ``tsv``."""
    wanted = expected(tsv)
    started = time.perf_counter()
    draft = read_plan(path, year=2025, issued=None, known=(), create_units=True)
    seconds = time.perf_counter() - started
    by_title: dict[str, list[int]] = {}
    for index, task in enumerate(draft.tasks):
        by_title.setdefault(_key(task.title), []).append(index)
    titles = leads = 0
    for want in wanted:
        keys = [k for k in by_title if by_title[k] and _same(k, _key(want.title))]
        if not keys:
            if details:
                print("  title not found:", want.title[:100].replace("\n", " "))
            continue
        titles += 1
        got = draft.tasks[by_title[keys[0]].pop(0)].lead or ""
        right = _name(got) == _name(want.lead)
        leads += right
        if details and not right:
            print(f"  lead: {want.lead!r} read as {got!r}")
    kinds = [t.reading for t in draft.tasks]
    sure = sum(r.sure and bool(r.due or r.occurrences) for r in kinds)
    no_date = sum(r.sure and not (r.due or r.occurrences) for r in kinds)
    return Row(
        len(wanted),
        len(draft.tasks),
        titles,
        leads,
        sure,
        len(kinds) - sure - no_date,
        no_date,
        lost_rows(tsv, draft, details),
        seconds,
    )


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
    head = f"{'plan':<44} {'file':<5} {'tasks':>5} {'found':>5} {'titles':>6} {'leads':>5} {'sure':>5} {'asked':>5}"
    print(f"{head} {'no date':>7} {'lost':>4} {'ms':>6}")
    total = Row(0, 0, 0, 0, 0, 0, 0, 0, 0.0)
    with tempfile.TemporaryDirectory() as made:
        for tsv in sorted(folder.glob("*.tsv")):
            for kind, path in built(tsv, Path(made)).items():
                row = measured(tsv, path, details)
                _print(tsv.stem, kind, row)
                for name in Row.__slots__:
                    setattr(total, name, getattr(total, name) + getattr(row, name))
    _print("all", "", total)
    print(f"leads right: {100 * total.leads / max(total.tasks, 1):.1f} %; rows lost: {total.lost}")
    return 0 if total.found == total.tasks and total.lost == 0 else 1


def _print(plan: str, kind: str, row: Row) -> None:
    print(
        f"{plan:<44} {kind:<5} {row.tasks:>5} {row.found:>5} {row.titles:>6} {row.leads:>5} {row.sure:>5}"
        f" {row.asked:>5} {row.no_date:>7} {row.lost:>4} {row.seconds * 1000:>6.0f}"
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
