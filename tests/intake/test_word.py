"""Word documents: merged cells, automatic numbers, nested tables, footnote marks, tables parted by pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.support.plans import docx_of_rows
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import BadChoice, UnreadableFile
from tuphap_cli.intake.files import wordfile
from tuphap_cli.intake.files.file_kind import opened_file
from tuphap_cli.intake.files.numbering import _shown
from tuphap_cli.intake.files.source import Covered
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.text import roman

HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
ROWS = [HEAD, ["1", "Rà soát", "Phòng A", "Quý I"], ["2", "Kiểm tra", "", "Quý II"]]


def read(path: Path, **options: object) -> PlanDraft:
    return read_plan(path, **({"year": 2026, "issued": None, "known": (), "create_units": True} | options))  # type: ignore[arg-type]


def test_cells_merged_down_and_across(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=4)
    for y, row in enumerate(ROWS):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(str(tmp_path / "a.docx"))
    rows = wordfile.read_word(opened_file(tmp_path / "a.docx")).grids[0].rows
    assert rows[2].cells[2].covered is Covered.ABOVE
    draft = read(tmp_path / "a.docx")
    assert [t.lead for t in draft.tasks] == ["Phòng A", "Phòng A"]
    assert draft.problems == []


def test_a_number_merged_over_two_tasks(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=4)
    for y, row in enumerate(ROWS):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    table.cell(2, 0).text = ""
    table.cell(2, 2).text = "Phòng B"
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(tmp_path / "a.docx"))
    assert [(t.item, t.lead) for t in read(tmp_path / "a.docx").tasks] == [("1", "Phòng A"), ("1-2", "Phòng B")]


def test_a_task_merged_over_two_leads(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=4)
    for y, row in enumerate([HEAD, ["1", "Rà soát", "Phòng A", "Quý I"], ["", "", "Phòng B", ""]]):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for column in (0, 1, 3):
        table.cell(1, column).merge(table.cell(2, column))
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx")
    assert [(t.lead, t.supports) for t in draft.tasks] == [("Phòng A", ["Phòng B"])]
    assert [p.code for p in draft.problems] == ["row.joined", "lead.several"]


def test_automatic_numbers(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=4)
    for y, row in enumerate(ROWS):
        for x, text in enumerate(row):
            table.cell(y, x).text = "" if y and x == 0 else text
        if y:
            table.cell(y, 0).paragraphs[0].style = "List Number"
    table.cell(2, 2).text = "Phòng B"
    document.add_paragraph("Mục danh sách", style="List Number")
    document.add_paragraph("gạch đầu dòng", style="List Bullet")
    document.add_paragraph("thường")
    document.save(str(tmp_path / "a.docx"))
    source = wordfile.read_word(opened_file(tmp_path / "a.docx"))
    assert [p.text for p in source.paragraphs] == ["3. Mục danh sách", "- gạch đầu dòng", "thường"]
    assert [t.item for t in read(tmp_path / "a.docx").tasks] == ["1", "2"]


def test_forms_of_automatic_numbers() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90)] == ["I", "IV", "IX", "XIV", "XL", "XC"]
    forms = [
        ("upperRoman", "IV"),
        ("lowerRoman", "iv"),
        ("upperLetter", "D"),
        ("lowerLetter", "d"),
        ("decimalZero", "04"),
    ]
    for form, shown in forms:
        assert _shown(4, form) == shown
    assert _shown(27, "upperLetter") == "AA"


def test_a_list_that_the_document_does_not_define(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Mục")
    properties = paragraph._p.get_or_add_pPr()
    numbered = OxmlElement("w:numPr")
    identity = OxmlElement("w:numId")
    identity.set(qn("w:val"), "99")
    numbered.append(identity)
    properties.append(numbered)
    document.save(str(tmp_path / "a.docx"))
    assert wordfile.read_word(opened_file(tmp_path / "a.docx")).paragraphs[0].text == "Mục"


def test_nested_tables_and_text_boxes_are_told(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=4)
    for y, row in enumerate(ROWS[:2]):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "x", "y"
    box = OxmlElement("w:txbxContent")
    paragraph, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "chữ trong khung"
    run.append(text)
    paragraph.append(run)
    box.append(paragraph)
    document.add_paragraph("trước")._p.append(box)
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx")
    assert draft.tasks[0].title == "Rà soát\nx – y"
    assert [(p.code, p.value) for p in draft.problems] == [("text.nested", "x – y"), ("text.box", "chữ trong khung")]


def test_raised_figures_are_footnotes_but_not_behind_a_measure(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Rà soát")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" trên 20 m")
    paragraph.add_run("2").font.superscript = True
    document.save(str(tmp_path / "a.docx"))
    assert wordfile.read_word(opened_file(tmp_path / "a.docx")).paragraphs[0].text == "Rà soát trên 20 m2"


def test_deleted_text_is_left_and_inserted_text_is_read(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Rà soát ")
    for tag, inside, words in (("w:del", "w:delText", "cũ"), ("w:ins", "w:t", "mới")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inside)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    document.save(str(tmp_path / "a.docx"))
    assert wordfile.read_word(opened_file(tmp_path / "a.docx")).paragraphs[0].text == "Rà soát mới"


def test_bold_headings_without_numbers(tmp_path: Path) -> None:
    document = Document()
    rows = [
        HEAD,
        ["1", "Rà soát.", "Phòng A", "Quý I"],
        ["", "Công tác hộ tịch", "", ""],
        ["2", "Kiểm tra", "Phòng A", "Quý I"],
    ]
    table = document.add_table(rows=4, cols=4)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for run in table.cell(2, 1).paragraphs[0].runs:
        run.bold = True
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx")
    assert [g.title for g in draft.groups] == ["Công tác hộ tịch"]
    assert [t.group for t in draft.tasks] == [None, 0]


def parted(path: Path, *tables: list[list[str]], between: str = "") -> Path:
    document = Document()
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
        if between:
            document.add_paragraph(between)
    document.save(str(path))
    return path


def test_a_table_parted_by_pages_goes_on(tmp_path: Path) -> None:
    first = [HEAD, ["I", "Hộ tịch", "", ""], ["1", "Rà soát văn bản về", "Phòng A", "Quý I"]]
    second = [["", "quốc tịch", "", ""], ["2", "Kiểm tra", "Phòng B", "Quý II"]]
    draft = read(parted(tmp_path / "a.docx", first, second, [["Nơi nhận:", "GIÁM ĐỐC"]]))
    assert [(t.item, t.title, t.group) for t in draft.tasks] == [
        ("1", "Rà soát văn bản về quốc tịch", 0),
        ("2", "Kiểm tra", 0),
    ]
    assert [t.taken for t in draft.tables] == [True, True, False]
    draft = read(parted(tmp_path / "b.docx", first, [["1", "một", "hai", "ba"]], between="Bảng số liệu"))
    assert [t.taken for t in draft.tables] == [True, False]


def test_several_annexes_and_a_choice_among_them(tmp_path: Path) -> None:
    one = [HEAD, ["1", "Rà soát", "Phòng A", "Quý I"]]
    two = [HEAD, ["1", "Kiểm tra", "Phòng B", "Quý II"]]
    path = parted(tmp_path / "a.docx", one, two, between="Phụ lục II. Danh mục kiểm tra")
    draft = read(path)
    assert [(t.item, t.group) for t in draft.tasks] == [("1", None), ("II.1", 0)]
    assert [g.label for g in draft.groups] == ["Phụ lục II"]
    chosen = read(path, tables=(2,))
    assert [t.title for t in chosen.tasks] == ["Kiểm tra"]
    assert [t.taken for t in chosen.tables] == [False, True]
    with pytest.raises(BadChoice):
        read(path, tables=(3,))
    with pytest.raises(BadChoice):
        read(path, mapping={"Nhiệm vụ": "việc"})


def test_a_cell_beyond_the_limit(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="32,767"):
        read(docx_of_rows(tmp_path / "a.docx", [HEAD, ["1", "x" * 33_000, "Phòng A", "Quý I"]]))
