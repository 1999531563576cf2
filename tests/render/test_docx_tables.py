"""The tables of a Word document: the report's own figures, whole words, headings that repeat, pages that fit."""

from __future__ import annotations

from datetime import date

import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.word import LETTER, LONG, UNITS, across, by_unit, framed, grid, made, paragraphs, report, styled
from tuphap_cli.render.cells import shown
from tuphap_cli.render.word import columns
from tuphap_cli.render.word.measure import MM, longest_word
from tuphap_cli.reports.base import Column, Line, Report, Table, sentence_list

HOSTILE = [
    "{{ body }}", "{% for x in y %}", "{{ ''.__class__ }}", "{_{ a }_}", "{_% if %_}", "{#",
    "<b>đậm</b>", "&amp; & ]]>", "a\tb",
    "{{p annexes }}", "=1+1",
]  # fmt: skip


def upright_room() -> int:
    return round(165 * MM)


def test_the_cells_read_back_are_those_of_the_report() -> None:
    tables = [by_unit(3), by_unit(6, rows=12), by_unit(9)]
    document = made(report(*tables))
    for drawn, told in zip(framed(document), tables, strict=True):
        expected = [[column.heading for column in told.columns]]
        expected += [[shown(cell) for cell in line.cells] for line in told.lines]
        expected.append([shown(cell) for cell in told.footer])
        assert grid(drawn) == expected
    assert grid(framed(document)[0])[-1] == ["", "Tổng cộng", "1,234", "1,234", "–"]


def test_headings_repeat_and_rows_stay_whole_with_figures_on_the_right() -> None:
    table = framed(made(report(by_unit(3, rows=130, annex=True))))[0]._tbl
    rows = table.tr_lst
    assert len(rows) == 132
    assert [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows] == [True, *[False] * 131]
    assert all(row.xpath("w:trPr/w:cantSplit") for row in rows)
    sides = [cell.xpath("w:p/w:pPr/w:jc/@w:val") for cell in rows[5].tc_lst]
    assert sides == [["right"], [], ["right"], ["right"], ["right"]]
    assert table.tblPr.find(qn("w:tblBorders")) is not None


def test_a_heading_row_keeps_with_its_rows_and_the_total_with_the_last() -> None:
    rows = framed(made(report(by_unit(3, rows=30))))[0]._tbl.tr_lst
    kept = [bool(row.xpath("w:tc[1]/w:p/w:pPr/w:keepNext")) for row in rows[1:]]
    assert (kept[0], kept[-3:]) == (True, [True, True, False])
    assert not any(kept[1:-3])


def test_rows_that_head_others_are_merged_across_and_bold_and_levels_are_set_in() -> None:
    told = Table(
        (Column("Nhiệm vụ", flexible=True), Column("Thời hạn"), Column("Ngày", right=True)),
        (Line(("Nhóm I",), "head"), Line(("Cha", date(2021, 6, 1), 9)), Line(("Con", None, 1), level=1),
         Line(("Cháu", None, 1), level=2), Line(("Nhóm II", None, 5), "head")),
    )  # fmt: skip
    rows = framed(made(report(told)))[0]._tbl.tr_lst[1:]
    assert [len(row.tc_lst) for row in rows] == [1, 3, 3, 3, 3]
    assert rows[0].tc_lst[0].grid_span == 3
    bold = [bool(row.xpath("w:tc[1]//w:b")) for row in rows]
    assert bold == [True, False, False, False, True]
    inset = [int(next(iter(row.xpath("w:tc[1]/w:p/w:pPr/w:ind/@w:left")), 0)) for row in rows]
    assert inset[1] == 0 < inset[2] < inset[3]
    assert rows[1].xpath("w:tc[2]/w:p/w:pPr/w:jc/@w:val") == ["center"]


def test_a_table_without_lines_is_its_sentence_and_titles_stay_with_what_follows() -> None:
    told = Table((Column("A"),), (), title="Quá hạn", empty="Không có nhiệm vụ quá hạn.")
    document = made(report(told, sentence_list("Việc", ["một"])))
    assert not framed(document)
    assert "Không có nhiệm vụ quá hạn." in styled(document, "BC Nội dung")
    assert document.styles["BC Tên bảng"].paragraph_format.keep_with_next


def test_a_list_says_its_cells_after_a_dash_and_each_level_further_in() -> None:
    told = Table((Column(""), Column("", flexible=True)), (Line(("Sổ:", "/a/b")), Line(("Con", None), level=1)))
    document = made(report(told))
    assert styled(document, "BC Gạch đầu dòng") == ["- Sổ: /a/b", "- Con"]
    items = [p for p in paragraphs(document) if p.text == "- Con"]
    assert items[0].paragraph_format.left_indent is not None


# -- hostile texts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_come_out_as_they_are_wherever_they_stand(text: str) -> None:
    told = report(
        Table((Column("A", flexible=True),), (Line((text,)),), title=text, part="", intro=(text,)),
        sentence_list("x", [text]),
        title=text,
        letter=LETTER._replace(signer=text, recipients=(text,), place=text),
    )._replace(heading=(text,), mark=text)
    document = made(told)
    shows = " ".join(text.split())
    assert grid(framed(document)[0])[1] == [shows]
    assert styled(document, "BC Tên bảng")[0] == styled(document, "BC Trích yếu")[0] == shows
    assert styled(document, "BC Người ký") == styled(document, "BC Dòng dẫn") == [shows]
    assert document.sections[0].footer.paragraphs[0].text.endswith(shows)


@given(st.text(st.characters(codec=None), max_size=30))
@settings(max_examples=60)
def test_no_text_breaks_the_document(text: str) -> None:
    told = report(Table((Column(text or "A"),), (Line((text,)),), intro=(text,)), title=text)
    read = grid(framed(made(told))[0])[1][0]
    assert not {c for c in read if ord(c) < 32 and c != "\n"} | (set(read) & set("\u202e\u2066\ufffe\uffff"))


# -- pages ---------------------------------------------------------------------------------------------------


def directions(told: Report) -> list[bool]:
    return [across(section) for section in made(told).sections]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (report(by_unit(3)), [False]),
        (report(by_unit(6)), [False]),
        (report(by_unit(7)), [False, True, False]),
        (report(by_unit(3), by_unit(9), by_unit(9)), [False, True, False]),
        (report(by_unit(3, wide=True)), [False, True, False]),
        (report(by_unit(9), by_unit(3), by_unit(9)), [False, True, False]),
        (report(by_unit(9), by_unit(3, rows=40), by_unit(9)), [False, True, False, True, False]),
        (report(by_unit(3), by_unit(3, annex=True, wide=True)), [False, True]),
        (report(by_unit(9, annex=True), by_unit(3, annex=True)), [False, True, False]),
        (report(by_unit(9), by_unit(9, annex=True)), [False, True, False, True]),
        (report(by_unit(9))._replace(closing=()), [False, True, False]),
        (report(Table((), (), intro=("Câu.",) * 9), by_unit(9)._replace(intro=("Câu.",) * 9)), [False, True, False]),
        (report(by_unit(9, rows=50), letter=None), [True]),
        (report(by_unit(3), letter=None), [False]),
        (report(by_unit(3, rows=50), by_unit(9, rows=50), letter=None), [False, True]),
        (report(by_unit(9), by_unit(9, annex=True), letter=None), [True, True]),
    ],
)
def test_wide_tables_lie_across_and_the_rest_upright(told: Report, expected: list[bool]) -> None:
    assert directions(told) == expected


def test_each_annex_begins_a_page_once() -> None:
    annexes = [by_unit(3, annex=True, title=f"PHỤ LỤC {n}") for n in range(3)]
    whole = report(by_unit(3), *annexes, by_unit(9, annex=True, title="PHỤ LỤC 3"))
    assert not [p.text for p in paragraphs(made(whole)) if p.paragraph_format.page_break_before]
    assert directions(whole) == [False, False, False, False, True]  # a section of its own begins each page
    assert {section.start_type for section in made(whole).sections[1:]} == {WD_SECTION.NEW_PAGE}


def test_what_goes_on_in_an_annex_is_on_its_pages_and_in_its_direction() -> None:
    head = Table((), (), "Số liệu", annex=True, label="Phụ lục I")
    within = [by_unit(n, annex=True, title=f"Bảng {n}")._replace(goes_on=True) for n in (3, 9)]
    whole = report(by_unit(3), head, *within, by_unit(3, annex=True, title="Danh mục"))
    assert directions(whole) == [False, True, False]
    said = [p.text for p in paragraphs(made(whole))]
    assert said.index("SỐ LIỆU") < said.index("Bảng 3") < said.index("Bảng 9") < said.index("DANH MỤC")


def test_sections_show_the_same_header_and_footer() -> None:
    document = made(report(by_unit(9), by_unit(9, annex=True)))
    shown_at = [str(section.header._element.xml) + str(section.footer._element.xml) for section in document.sections]
    assert len(set(shown_at)) == 1


# -- widths --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("figures", [1, 3, 5, 6, 9])
def test_columns_fill_the_room_and_tear_no_word(figures: int) -> None:
    told = by_unit(figures, rows=10)
    room = upright_room() if figures < 7 else round(252 * MM)
    fitted = columns.fit(told, room)
    assert sum(fitted.widths) == room
    assert fitted.size in {11, 12}
    for i, width in enumerate(fitted.widths):
        texts = [told.columns[i].heading, *(shown(line.cells[i]) for line in told.lines)]
        assert max(longest_word(text, fitted.size, bold=True) for text in texts) < width


def test_long_texts_share_the_room_so_that_the_table_stays_low() -> None:
    heads = (Column("TT", right=True), Column("Nhiệm vụ", flexible=True), Column("Chủ trì", flexible=True),
             Column("Thời hạn"), Column("Tình trạng"))  # fmt: skip
    lines = tuple(Line((n, LONG, UNITS[1], date(2021, 6, 1), "trong hạn, chưa bắt đầu")) for n in range(200))
    widths = columns.fit(Table(heads, lines), upright_room()).widths
    assert sum(widths) == upright_room()
    assert widths[1] > widths[2] > widths[4] > widths[0]
    assert widths[3] > longest_word("01/06/2021", 12)


def test_what_cannot_fit_is_set_smaller_and_still_fills_the_room() -> None:
    heads = tuple(Column(f"Cột{n}dàidàidài", right=True) for n in range(8))
    table = Table(heads, (Line(tuple(range(8))),))
    fitted = columns.fit(table, round(150 * MM))
    assert fitted.size == columns.SMALLEST
    assert sum(fitted.widths) == round(150 * MM)


def test_an_overlong_word_may_be_torn_so_that_the_other_columns_keep_their_upright_room() -> None:
    address = "https://dichvucong.example.vn/thu-tuc-hanh-chinh/ho-tich/2021/06/chi-tiet"
    told = Table(
        (Column("TT", right=True), Column("Nhiệm vụ", flexible=True), Column("Đơn vị", flexible=True), Column("Hạn")),
        tuple(Line((n, LONG, address if n == 3 else "Phòng Hộ tịch", date(2021, 6, n))) for n in range(1, 9)),
    )
    fitted = columns.fit(told, upright_room())
    assert sum(fitted.widths) == upright_room()
    assert fitted.size == columns.STYLE_SIZE  # the letters are not made small for its sake
    assert fitted.widths[2] < longest_word(address, fitted.size)
    assert fitted.widths[1] > fitted.widths[2]
