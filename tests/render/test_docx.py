"""The Word document has the measures of Decree 30/2020/NĐ-CP, read back from the file."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.support import word, word_template
from tests.support.word import LETTER, LONG, by_unit, made, report, styled
from tuphap_cli.render.docx import LETTER_TEMPLATE, TEMPLATE, as_docx
from tuphap_cli.render.word import words
from tuphap_cli.reports.base import Letter, Line, Table, sentence_list

UPPER, NORMAL = True, False
# The elements of DOMAIN's table: style, text, sizes allowed, bold, italic, whether in capitals.
ELEMENTS = [
    ("BC Quốc hiệu", "SOCIALIST REPUBLIC OF VIET NAM", (12, 13), True, False),
    ("BC Tiêu ngữ", "Independence - Freedom - Happiness", (13, 14), True, False),
    ("BC Cơ quan chủ quản", "ỦY BAN NHÂN DÂN TỈNH BẮC NINH", (12, 13), False, False),
    ("BC Cơ quan ban hành", "SỞ TƯ PHÁP", (12, 13), True, False),
    ("BC Số ký hiệu", "No.: 05/BC-STP", (13, 13), False, False),
    ("BC Địa danh ngày tháng", "Bắc Ninh, 09/02/2021", (13, 14), False, True),
    ("BC Tên loại", "BÁO CÁO", (13, 14), True, False),
    ("BC Trích yếu", "Kết quả quý II năm 2021", (13, 14), True, False),
    ("BC Quyền hạn chức vụ", "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC", (13, 14), True, False),
    ("BC Người ký", "Nguyễn Văn A", (13, 14), True, False),
    ("BC Nơi nhận", "Recipients:", (12, 12), True, True),
    ("BC Danh sách nơi nhận", "- UBND tỉnh (để báo cáo);|- Lưu: VT, VP.", (11, 11), False, False),
    ("BC Dòng dẫn", "Số liệu tính đến ngày 14/06/2021.", (13, 14), False, True),
    ("BC Chân trang", "", (9, 10), False, False),
    ("BC Số trang", "", (13, 14), False, False),
]


@pytest.mark.parametrize(("style", "text", "sizes", "bold", "italic"), ELEMENTS, ids=[e[0] for e in ELEMENTS])
def test_each_element_stands_there_in_its_size_and_style(
    style: str, text: str, sizes: tuple[int, int], bold: bool, italic: bool
) -> None:
    document = made(report(by_unit(3)))
    font = document.styles[style].font
    assert font.size is not None
    assert Pt(sizes[0]) <= font.size <= Pt(sizes[1])
    assert (bool(font.bold), bool(font.italic), font.name) == (bold, italic, "Times New Roman")
    assert "|".join(styled(document, style)) == text


def test_every_style_is_black_times_new_roman_for_every_script_and_vietnamese() -> None:
    for style in made(report()).styles:
        if style.name is None or not style.name.startswith("BC "):
            continue
        properties = style.element.rPr
        fonts = properties.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "Times New Roman"
        }
        assert properties.find(qn("w:color")).get(qn("w:val")) == "000000"
        assert properties.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


@pytest.mark.parametrize("name", ["BC Nội dung", "BC Gạch đầu dòng"])
def test_the_body_is_justified_set_in_and_spaced(name: str) -> None:
    form = made(report()).styles[name].paragraph_format
    assert form.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert form.first_line_indent is not None
    assert Mm(10) <= form.first_line_indent <= Mm(12.8)
    assert form.space_after is not None
    assert form.space_after >= Pt(6)
    assert form.line_spacing_rule in {
        WD_LINE_SPACING.SINGLE,
        WD_LINE_SPACING.MULTIPLE,
        WD_LINE_SPACING.ONE_POINT_FIVE,
    }
    assert isinstance(form.line_spacing, float)
    assert 1 <= form.line_spacing <= 1.5


def test_pages_are_a4_within_the_margins_upright_and_across() -> None:
    document = made(report(by_unit(3), by_unit(9), by_unit(3, rows=30)))
    assert [word.across(section) for section in document.sections] == [False, True, False]
    for section in document.sections:
        sides = (section.page_width, section.page_height)
        assert {round(side.mm) for side in sides if side is not None} == {210, 297}
        top, bottom, left, right = (
            edge.mm if edge is not None else 0
            for edge in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        )
        assert 20 <= top <= 25
        assert 20 <= bottom <= 25
        assert 30 <= left <= 35
        assert 15 <= right <= 20


def test_the_page_number_is_a_centred_field_that_page_one_lacks_and_each_annex_counts_its_own() -> None:
    document = made(report(by_unit(3), by_unit(9), by_unit(9, annex=True), by_unit(3, annex=True), by_unit(3)))
    anew = [[e.get(qn("w:start")) for e in s._sectPr.iter(qn("w:pgNumType"))] for s in document.sections]
    firsts = [section.different_first_page_header_footer for section in document.sections]
    assert list(zip(anew, firsts, strict=True)) == [
        ([], True), ([], False), ([], False), (["1"], True), (["1"], True),
    ]  # fmt: skip
    for section in document.sections:
        fields = [e.text.strip() for e in section.header._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE"]
    assert not list(document.sections[0].first_page_header._element.iter(qn("w:instrText")))
    assert document.styles["BC Số trang"].paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_the_mark_stands_at_the_foot_of_every_page() -> None:
    document = made(report(by_unit(9)))
    footers = [document.sections[0].first_page_footer, *(section.footer for section in document.sections)]
    assert {footer.paragraphs[0].text for footer in footers} == {"Verification mark of the register: 3f2a9c0d"}
    unmarked = made(report(by_unit(3))._replace(mark=""))
    assert unmarked.sections[0].footer.paragraphs[0].text == ""


def test_the_lines_are_as_long_as_the_motto_and_a_third_to_a_half_of_the_other_texts() -> None:
    document = made(report())
    found: dict[str, list[float]] = {}
    for rule in (p for p in word.paragraphs(document) if p.style is not None and "Đường kẻ" in str(p.style.name)):
        above = rule._p.getprevious()
        parent = rule._p.getparent()
        room = parent.width.pt if parent.tag == qn("w:tc") else Mm(165).pt
        form = rule.paragraph_format
        length = room - form.left_indent.pt - form.right_indent.pt
        text = "".join(t.text for t in above.iter(qn("w:t")))
        found.setdefault(text, []).append(length)
    lengths = {text: values[0] for text, values in found.items()}
    assert set(lengths) == {"SỞ TƯ PHÁP", "Independence - Freedom - Happiness", "Kết quả quý II năm 2021"}
    # The widths of these texts in Times New Roman bold, reckoned from its own table.
    assert lengths["Independence - Freedom - Happiness"] == pytest.approx(226, abs=12)
    assert 77 / 3 <= lengths["SỞ TƯ PHÁP"] <= 77 / 2
    assert 150 / 3 <= lengths["Kết quả quý II năm 2021"] <= 150 / 2


# -- blanks and numbers --------------------------------------------------------------------------------------


def test_what_the_office_has_not_entered_is_left_blank() -> None:
    document = made(report(letter=Letter("BÁO CÁO")))
    assert styled(document, "BC Cơ quan chủ quản") == ["PEOPLE'S COMMITTEE OF …"]
    assert styled(document, "BC Cơ quan ban hành") == ["DEPARTMENT OF JUSTICE"]
    assert styled(document, "BC Số ký hiệu") == ["No.:       /BC-DOJ"]
    assert styled(document, "BC Địa danh ngày tháng") == ["…, …/…/2021"]
    assert styled(document, "BC Quyền hạn chức vụ") == ["DIRECTOR"]
    assert styled(document, "BC Danh sách nơi nhận") == ["- …;", "- Archive: VT, …."]


def test_recipients_are_punctuated_and_end_with_the_archive() -> None:
    told = report(letter=LETTER._replace(recipients=("- UBND tỉnh", "Giám đốc Sở;", "Như trên.")))
    lines = styled(made(told), "BC Danh sách nơi nhận")
    assert lines == ["- UBND tỉnh;", "- Giám đốc Sở;", "- Như trên.", "- Archive: VT, …."]


@pytest.mark.parametrize(
    ("given", "shown"),
    [("5/BC-STP", "05/BC-STP"), ("15/BC-STP", "15/BC-STP"), ("7", "07/BC-STP"), ("123", "123/BC-STP"),
     ("", "      /BC-STP"), ("/BC-STP", "      /BC-STP"), ("105/BC-STP", "105/BC-STP")],
)  # fmt: skip
def test_numbers_below_ten_have_a_leading_zero(given: str, shown: str) -> None:
    assert words.number(LETTER._replace(number=given)) == shown


@pytest.mark.parametrize(
    ("office", "sign"),
    [("Sở Nội vụ tỉnh Hà Nam", "TB-SNV"), ("UBND TỈNH BẠC LIÊU", "TB-UBND"), ("Ủy ban nhân dân xã X", "TB-UBND"),
     ("UBND huyện Đông Hải", "TB-UBND"), ("Sở Giáo dục và Đào tạo", "TB-SGDĐT"), ("SỞ GD&ĐT", "TB-SGDĐT"),
     ("Sở Văn hóa, Thể thao và Du lịch", "TB-SVHTTDL"), ("Sở Y tế", "TB-SYT"), ("Sở LĐ-TB&XH", "TB-SLĐTBXH")],
)  # fmt: skip
def test_the_sign_is_made_of_the_office_and_the_kind(office: str, sign: str) -> None:
    assert words.number(Letter("Thông báo", office=office)) == f"      /{sign}"


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2021, 1, 5), "05/01/2021"), (date(2021, 2, 28), "28/02/2021"), (date(2021, 3, 9), "09/3/2021"),
     (date(2021, 12, 31), "31/12/2021")],
)  # fmt: skip
def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(day: date, shown: str) -> None:
    assert words.place_date(LETTER._replace(signed_on=day), word.AS_OF) == f"Bắc Ninh, {shown}"


# -- the order of the document -------------------------------------------------------------------------------


def test_a_report_runs_from_heading_through_body_and_signature_to_the_annexes() -> None:
    told = report(
        Table((), (), part="I. Kết quả", title="1. Chung", intro=("Câu thứ nhất.", "Câu thứ hai.")),
        sentence_list("2. Việc", ["Việc một", "- Việc hai"]),
        by_unit(3, title="PHỤ LỤC I", annex=True),
    )
    texts = [p.text for p in word.paragraphs(made(told)) if p.text]
    order = [
        "BÁO CÁO", told.title, *told.heading, "I. KẾT QUẢ", "1. Chung", "Câu thứ nhất.", "Câu thứ hai.", "2. Việc",
        "- Việc một", "- Việc hai", *told.closing, "Recipients:", "Nguyễn Văn A", "PHỤ LỤC I",
        "(Attached to Báo cáo No. 05/BC-STP of 09/02/2021 of Sở Tư pháp)", "TT",
    ]  # fmt: skip
    places = [texts.index(text) for text in order]
    assert places == sorted(places)


def test_a_list_without_a_letter_has_its_title_alone_and_no_signature() -> None:
    document = made(report(by_unit(3), letter=None, title="Nhiệm vụ quá hạn"))
    assert next(p.text for p in word.paragraphs(document) if p.text) == "NHIỆM VỤ QUÁ HẠN"
    for name in ("BC Quốc hiệu", "BC Tên loại", "BC Số ký hiệu", "BC Nơi nhận", "BC Người ký", "BC Kèm theo"):
        assert styled(document, name) == []
    assert len(document.tables) == 1


def test_the_signature_never_stands_alone_on_a_page() -> None:
    document = made(report())
    closing = next(p for p in word.paragraphs(document) if p.text == "Trên đây là báo cáo của Sở Tư pháp.")
    element = closing._p
    while element.tag == qn("w:p"):
        assert element.xpath("w:pPr/w:keepNext")
        element = element.getnext()
    assert element.tag == qn("w:tbl")


def test_no_document_ends_in_a_table_without_a_paragraph_after_it() -> None:
    for told in (report(by_unit(3)), report(by_unit(9, annex=True)), report(by_unit(3), letter=None)):
        body = made(told._replace(closing=())).element.body
        assert [child.tag for child in body[-2:]] == [qn("w:p"), qn("w:sectPr")]


# -- the file ------------------------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes_without_names_or_clock() -> None:
    told = report(by_unit(3), by_unit(9, rows=80, annex=True))
    data = as_docx(told)
    assert data == as_docx(told)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in package.infolist()} == {0}
    core = made(told).core_properties
    assert (core.author, core.last_modified_by, core.title) == ("", "", told.title)
    assert core.created is not None
    assert core.created.date() == core.modified.date() == word.AS_OF


def test_the_templates_in_the_package_are_what_their_script_makes() -> None:
    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}

    made_now = (word_template.made(), word_template.made_letter())
    for path, made_by_script in zip((TEMPLATE, LETTER_TEMPLATE), made_now, strict=True):
        assert parts(path.read_bytes()) == parts(made_by_script), "run python -m tests.support.word_template"


def test_a_title_of_several_lines_and_long_sentences_pass() -> None:
    told = report(Table((), (Line(()),), title=LONG, intro=(LONG * 5,)), title=f"{LONG}\n{LONG}")
    assert styled(made(told), "BC Trích yếu") == [f"{LONG}\n{LONG}"]
