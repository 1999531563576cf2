"""The sample in data/: complete, consistent with itself, and marked as an illustration."""

from __future__ import annotations

import csv
import re
import runpy
import unicodedata
import zipfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from tuphap_cli.domain.model import UnitKind
from tuphap_cli.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"
SAMPLE = DATA / "sample"
DOCX = SAMPLE / "phu-luc-25-QD-STP.docx"
XLSX = SAMPLE / "phu-luc-25-QD-STP.xlsx"
GROUPS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
TABLES = ("decisions", "units", "groups", "tasks", "progress")
ANNEX_COLUMNS = ("item", "title", "product", "lead", "supports", "deadline", "note")

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (SAMPLE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def item(task: Row) -> str:
    return f"{task['group']}.{task['item']}"


def day_of(entry: Row) -> date:
    return datetime.strptime(entry["day"], "%d/%m/%Y").date()  # noqa: DTZ007 - a plain date


def known_names() -> set[str]:
    return {fold(name) for unit in read("units") for name in (unit["name"], *unit["aliases"].split("|")) if name}


def annex_rows() -> list[tuple[str, ...]]:
    """What the annex must hold below its headings: group rows as (label, title), tasks as seven cells."""
    rows: list[tuple[str, ...]] = []
    for group in read("groups"):
        rows.append((group["group"], group["title"]))
        rows += [
            tuple(task[name] for name in ANNEX_COLUMNS) for task in read("tasks") if task["group"] == group["group"]
        ]
    return rows


@pytest.mark.parametrize("name", TABLES)
def test_every_line_of_a_table_is_whole_and_clean(name: str) -> None:
    lines = (SAMPLE / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    for cell in (cell for line in lines for cell in line.split("\t")):
        assert cell == cell.strip()
        assert cell == unicodedata.normalize("NFC", cell)
        assert "  " not in cell


def test_130_tasks_in_12_groups_numbered_without_holes() -> None:
    tasks = read("tasks")
    assert len(tasks) == 130
    assert [group["group"] for group in read("groups")] == GROUPS
    sizes = Counter(task["group"] for task in tasks)
    expected = [f"{group}.{n}" for group in GROUPS for n in range(1, sizes[group] + 1)]
    assert [item(task) for task in tasks] == expected


def test_no_two_tasks_are_alike_and_none_lacks_a_cell() -> None:
    tasks = read("tasks")
    assert len({fold(task["title"]) for task in tasks}) == len(tasks)
    for task in tasks:
        assert all(task[name] for name in ("title", "product", "lead", "supports", "deadline")), item(task)


def test_every_lead_and_support_is_a_known_unit() -> None:
    known = known_names()
    for task in read("tasks"):
        for name in (task["lead"], *task["supports"].split(";")):
            assert fold(name) in known, (item(task), name)


def test_a_unit_has_a_plain_code_a_kind_and_names_of_its_own() -> None:
    units = read("units")
    codes = [unit["code"] for unit in units]
    assert len(set(codes)) == len(codes)
    names = Counter(fold(name) for unit in units for name in {unit["name"], *unit["aliases"].split("|")} if name)
    assert [name for name, count in names.items() if count > 1] == []
    for position, unit in enumerate(units):
        assert re.fullmatch(r"[A-Z][A-Z0-9-]*", unit["code"])
        UnitKind(unit["kind"])
        assert unit["parent"] in {"", *codes[:position]}
    assert sum(unit["kind"] == UnitKind.DISTRICT_OFFICE for unit in units) == 7


def test_the_decisions_carry_their_true_numbers_dates_and_count() -> None:
    programme, plan = read("decisions")
    assert (programme["number"], programme["issued"]) == ("262/QĐ-UBND", "25/02/2021")
    assert (plan["number"], plan["issued"]) == ("25/QĐ-STP", "26/02/2021")
    assert (programme["implements"], programme["declares"], programme["file"]) == ("", "", "")
    assert (plan["implements"], plan["declares"], plan["file"]) == (programme["number"], "130", DOCX.name)


def test_progress_is_in_order_and_belongs_to_the_plan() -> None:
    entries = read("progress")
    days = [day_of(entry) for entry in entries]
    assert days == sorted(days)
    assert date(2021, 3, 1) <= days[0]
    assert days[-1] == date(2021, 7, 9)
    assert {entry["task"] for entry in entries} <= {item(task) for task in read("tasks")}


def test_progress_of_a_task_only_goes_forward_and_ends_when_done() -> None:
    """A recurring task is done once for each of its occurrences."""
    recurring = {f"{task['group']}.{task['item']}" for task in read("tasks") if task["deadline"].startswith("Hàng")}
    seen: dict[str, list[Row]] = {}
    for entry in read("progress"):
        if entry["task"] in recurring:
            assert entry["action"] == "done"
            continue
        before = seen.setdefault(entry["task"], [])
        percent = int(entry["percent"])
        assert 0 <= percent <= 100
        assert entry["action"] in {"start", "progress", "done"}
        assert (entry["action"] == "done") == (percent == 100)
        assert not (before and entry["action"] == "start"), entry
        assert all(earlier["action"] != "done" for earlier in before), entry
        assert not before or int(before[-1]["percent"]) < percent, entry
        assert not before or day_of(before[-1]) < day_of(entry), entry
        before.append(entry)


def test_document_numbers_are_written_once_and_rise_with_the_day() -> None:
    last: dict[str, int] = {}
    for entry in read("progress"):
        if not entry["document"]:
            continue
        number, symbol = entry["document"].split("/")
        series = "công văn" if symbol.startswith("STP-") else symbol
        assert int(number) > last.get(series, 0), entry
        last[series] = int(number)


def test_the_word_annex_holds_the_rows_of_the_table() -> None:
    table = docx.Document(str(DOCX)).tables[-1]
    grid = [[cell.text for cell in row.cells] for row in table.rows]
    assert grid[0][1] == "Nội dung nhiệm vụ"
    found = [(row[0], row[1]) if row[1] == row[-1] else tuple(row) for row in grid[1:]]
    assert found == annex_rows()


def test_the_excel_annex_holds_the_rows_of_the_table() -> None:
    sheet = openpyxl.load_workbook(XLSX).worksheets[0]
    grid = [["" if value is None else str(value) for value in row] for row in sheet.values]
    group_rows = set()
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        if right > left:
            group_rows.add(top - 1)
        for row in range(top, bottom):
            grid[row][left - 1] = grid[top - 1][left - 1]
    start = next(n for n, row in enumerate(grid) if row[0] == "TT") + 1
    found = [
        tuple(row[:2]) if number in group_rows else tuple(row) for number, row in enumerate(grid) if number >= start
    ]
    assert found == annex_rows()


def test_both_annexes_have_leads_merged_over_several_tasks() -> None:
    sheet = openpyxl.load_workbook(XLSX).worksheets[0]
    spans = [merged for merged in sheet.merged_cells.ranges if merged.bounds[1] < merged.bounds[3]]
    table = docx.Document(str(DOCX)).tables[-1]
    merged_down = table._tbl.xpath('.//w:vMerge[@w:val="restart"]')
    assert len(spans) == len(merged_down) == 4


@pytest.mark.parametrize("name", TABLES)
def test_every_table_row_says_where_it_comes_from(name: str) -> None:
    rows = read(name)
    assert all(row["source"] for row in rows)
    if name == "units":  # the places are real; codes, other names and the rest of the list are not
        rows = [row for row in rows if row["kind"] != UnitKind.DISTRICT_OFFICE]
    assert all("minh họa" in row["source"] for row in rows)


def test_the_annexes_and_the_readme_say_that_they_are_illustrations() -> None:
    document = docx.Document(str(DOCX))
    assert any(paragraph.text.startswith("Bản minh họa:") for paragraph in document.paragraphs)
    assert "minh họa" in document.sections[0].footer.paragraphs[0].text
    assert "minh họa" in document.sections[0].first_page_footer.paragraphs[0].text
    sheet = openpyxl.load_workbook(XLSX).worksheets[0]
    assert any(str(value).startswith("Bản minh họa:") for row in sheet.values for value in row)
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center is not None
    assert "minh họa" in (sheet.oddFooter.center.text or "")
    assert "minh họa" in (DATA / "README.md").read_text(encoding="utf-8")
    assert "minh họa" in (DATA / "build_sample.py").read_text(encoding="utf-8")


def test_the_annexes_name_no_author_and_carry_fixed_dates() -> None:
    word = docx.Document(str(DOCX)).core_properties
    assert (word.author, word.last_modified_by) == ("", "")
    assert word.created is not None
    assert word.created.date() == date(2021, 2, 26)
    book = openpyxl.load_workbook(XLSX).properties
    assert not book.creator
    assert book.created is not None
    assert book.created.date() == date(2021, 2, 26)


def test_the_annexes_are_what_the_script_builds(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    script = runpy.run_path(str(DATA / "build_sample.py"))
    script["main"]([str(tmp_path)])
    for committed in (DOCX, XLSX):
        with zipfile.ZipFile(committed) as old, zipfile.ZipFile(tmp_path / committed.name) as new:
            assert new.namelist() == old.namelist()
            for name in old.namelist():
                assert new.read(name) == old.read(name), name
