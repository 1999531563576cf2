"""Layouts that real annexes have: frames around tables, lists over several pages, headings in another order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from openpyxl import load_workbook

from tests.support.plans import docx_of_rows, xlsx_of_rows
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.domain.model import Severity
from tuphap_cli.intake.plan import read_plan

HEAD = ["STT", "Nội dung công việc", "Cơ quan thực hiện", "Thời gian hoàn thành"]
ONE = ["1", "Rà soát hộ tịch", "Văn phòng Sở", "31/3/2024"]
TWO = ["2", "Kiểm tra chứng thực", "Thanh tra Sở", "30/6/2024"]
DAY = date(2024, 1, 15)


def read(path: Path) -> PlanDraft:
    return read_plan(path, year=2024, issued=DAY, known=[], create_units=True)


def facts(draft: PlanDraft) -> list[tuple[str, str, str | None, date | None]]:
    return [(t.item, t.title, t.lead, t.reading.due if t.reading.sure else None) for t in draft.tasks]


BOTH = [
    ("1", "Rà soát hộ tịch", "Văn phòng Sở", date(2024, 3, 31)),
    ("2", "Kiểm tra chứng thực", "Thanh tra Sở", date(2024, 6, 30)),
]


def framed(element: BaseOxmlElement, *, unfilled: bool = False, name: str = "w:sdt") -> None:
    """Puts a content control around ``element``."""
    frame, content = OxmlElement(name), OxmlElement("w:sdtContent")
    above = element.getparent()
    above.replace(element, frame)
    if name == "w:sdt":
        properties = OxmlElement("w:sdtPr")
        if unfilled:
            properties.append(OxmlElement("w:showingPlcHdr"))
        frame.append(properties)
        frame.append(content)
        content.append(element)
    else:
        frame.append(element)


@pytest.mark.parametrize("name", ["w:sdt", "w:customXml"])
@pytest.mark.parametrize("what", ["table", "row", "cell", "word", "all"])
def test_what_stands_in_a_content_control_is_read(tmp_path: Path, what: str, name: str) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=4)
    for y, row in enumerate([HEAD, ONE, TWO]):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    row = table.rows[1]
    parts = {
        "word": row.cells[3].paragraphs[0].runs[0]._r,
        "cell": row.cells[2]._tc,
        "row": table.rows[2]._tr,
        "table": table._tbl,
    }
    for part in parts.values() if what == "all" else [parts[what]]:
        framed(part, name=name)
    document.save(str(tmp_path / "a.docx"))
    assert facts(read(tmp_path / "a.docx")) == BOTH


def test_what_word_shows_in_an_empty_control_is_no_text(tmp_path: Path) -> None:
    path = docx_of_rows(tmp_path / "a.docx", [HEAD, ONE, [*TWO[:3], "Nhấn vào đây để nhập văn bản"]])
    document = Document(str(path))
    framed(document.tables[0].cell(2, 3).paragraphs[0].runs[0]._r, unfilled=True)
    document.save(str(path))
    assert [t.deadline_text for t in read(path).tasks] == ["31/3/2024", ""]


def test_text_that_was_moved_away_is_left(tmp_path: Path) -> None:
    path = docx_of_rows(tmp_path / "a.docx", [HEAD, ONE, TWO])
    document = Document(str(path))
    run = document.tables[0].cell(2, 3).paragraphs[0].runs[0]._r
    moved = OxmlElement("w:moveFrom")
    old = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "31/5/2024"
    old.append(text)
    moved.append(old)
    run.addprevious(moved)
    document.save(str(path))
    assert facts(read(path)) == BOTH


def test_headings_in_another_order_change_the_columns(tmp_path: Path) -> None:
    rows = [
        HEAD, ONE,
        ["II", "Việc thường xuyên", "", ""],
        ["STT", "Cơ quan thực hiện", "Nội dung công việc", "Thời gian hoàn thành"],
        ["2", "Thanh tra Sở", "Kiểm tra chứng thực", "30/6/2024"],
    ]  # fmt: skip
    assert [fact[1:] for fact in facts(read(xlsx_of_rows(tmp_path / "a.xlsx", rows)))] == [fact[1:] for fact in BOTH]
    rows[3], rows[4] = ["STT", "Nội dung công việc", "Thời hạn", "Chủ trì"], ["2", TWO[1], TWO[3], TWO[2]]
    assert [fact[1:] for fact in facts(read(xlsx_of_rows(tmp_path / "b.xlsx", rows)))] == [fact[1:] for fact in BOTH]


def test_two_lists_beside_each_other_are_refused(tmp_path: Path) -> None:
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", [[*HEAD, "", *HEAD], [*ONE, "", *TWO]]))
    found = next(p for p in draft.problems if p.severity is Severity.ERROR)
    assert (found.code, found.place and found.place.row) == ("table.twice", 1)


def pages(path: Path, *tables: list[list[str]]) -> Path:
    document = Document()
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=4)
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
        document.add_paragraph("")
    document.save(str(path))
    return path


def test_a_list_whose_headings_are_printed_on_each_page_goes_on(tmp_path: Path) -> None:
    first = [HEAD, ["I", "Hành chính tư pháp", "", ""], ONE, [TWO[0], "Kiểm tra", *TWO[2:]]]
    draft = read(pages(tmp_path / "a.docx", first, [HEAD, ["", "chứng thực", "", ""], ["3", "Sơ kết", *ONE[2:]]]))
    assert [t.item for t in draft.tasks] == ["1", "2", "3"]
    assert draft.tasks[1].title == "Kiểm tra chứng thực"
    assert {t.group for t in draft.tasks} == {0}


def test_a_heading_at_the_foot_of_a_page_keeps_its_tasks(tmp_path: Path) -> None:
    first = [HEAD, ["I", "Hành chính tư pháp", "", ""], ONE, ["II", "Thanh tra", "", ""]]
    draft = read(pages(tmp_path / "a.docx", first, [HEAD, ["1", *TWO[1:]]]))
    assert [t.item for t in draft.tasks] == ["I.1", "II.1"]


def test_a_list_that_begins_again_is_another_one(tmp_path: Path) -> None:
    first = [HEAD, ["I", "Hành chính tư pháp", "", ""], ONE]
    draft = read(pages(tmp_path / "a.docx", first, [HEAD, ["1", *TWO[1:]]]))
    assert [t.group for t in draft.tasks] == [0, None]


def test_headings_over_three_rows(tmp_path: Path) -> None:
    document = Document()
    rows = [
        ["STT", "Nhiệm vụ", "Tổ chức thực hiện", "", ""],
        ["", "", "Trách nhiệm", "", "Thời gian"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["1", "Rà soát hộ tịch", "Văn phòng Sở", "Thanh tra Sở", "31/3/2024"],
    ]
    table = document.add_table(rows=4, cols=5)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for top, left, bottom, right in [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 4), (1, 2, 1, 3), (1, 4, 2, 4)]:
        table.cell(top, left).merge(table.cell(bottom, right))
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx")
    assert facts(draft) == BOTH[:1]
    assert draft.tasks[0].supports == ["Thanh tra Sở"]
    assert draft.problems == []


@pytest.mark.parametrize("heading", ["Hoàn thành trước", "Hoàn thành trước ngày"])
@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("15/6", date(2024, 6, 14)),
        ("ngày 15/6/2024", date(2024, 6, 14)),
        ("15 tháng 6 năm 2024", date(2024, 6, 14)),
        ("Trước 15/6/2024", date(2024, 6, 14)),
        ("đến 15/6/2024", date(2024, 6, 15)),
        ("Thường xuyên", None),
    ],
)
def test_a_heading_that_says_before_is_part_of_the_day(
    tmp_path: Path, heading: str, cell: str, due: date | None
) -> None:
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", [[*HEAD[:3], heading], [*ONE[:3], cell]]))
    assert (draft.tasks[0].reading.due, draft.tasks[0].reading.sure) == (due, True)


@pytest.mark.parametrize("cell", ["6/2024", "Quý II", "Tháng 6"])
def test_before_a_month_is_asked(tmp_path: Path, cell: str) -> None:
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", [[*HEAD[:3], "Hoàn thành trước"], [*ONE[:3], cell]]))
    assert not draft.tasks[0].reading.sure


def test_a_file_whose_only_task_is_a_broken_formula_says_so(tmp_path: Path) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", [HEAD, ONE])
    book = load_workbook(path)
    book.worksheets[0]["B2"] = '="Rà soát"&" hộ tịch"'
    book.save(path)
    draft = read(path)
    assert "cell.formula" in [p.code for p in draft.problems]


def test_damaged_letters_in_a_heading_are_an_error(tmp_path: Path) -> None:
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", [HEAD, ["I", "CÃ´ng tÃ¡c há»™ tá»‹ch", "", ""], ONE]))
    assert [(p.code, p.place and p.place.row) for p in draft.problems] == [("text.mojibake", 2)]
