"""An office's own template: what it may ask for, and how what it may not is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx.document import Document as Docx
from docx.oxml.ns import qn

from tests.support.documents import ROOT
from tests.support.word import across, by_unit, framed, made, office_template, paragraphs, report
from tuphap_cli import zipsafe
from tuphap_cli.errors import BadTemplate
from tuphap_cli.render.docx import TEMPLATE, as_docx
from tuphap_cli.render.word import package, words

PAGE = ROOT / "docs" / "mau-bao-cao.md"


def template(*lines: str) -> bytes:
    """A template of such paragraphs."""
    return office_template(lambda document: [document.add_paragraph(line) for line in lines])


def texts(data: bytes, **kind: bool) -> list[str]:
    told = report(by_unit(3), letter=None) if kind.get("plain") else report(by_unit(3))
    return [p.text for p in paragraphs(made(told, data)) if p.text]


def refused(data: bytes) -> BadTemplate:
    with pytest.raises(BadTemplate) as caught:
        as_docx(report(by_unit(3)), data)
    assert caught.value.exit_code == 4
    return caught.value


# -- what it may ask for -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("{{ superior }}", "ỦY BAN NHÂN DÂN TỈNH BẮC NINH"),
        ("{{ office }} – {{number}}", "SỞ TƯ PHÁP – 05/BC-STP"),
        ("{{ office_name }}, {{ superior_name }}", "Sở Tư pháp, Ủy ban nhân dân tỉnh Bắc Ninh"),
        ("{{ place_date }}", "Bắc Ninh, 09/02/2021"),
        ("{{ kind }} {{ title }}", "BÁO CÁO Kết quả quý II năm 2021"),
        ("{{ authority }}, {{ post }}, {{ signer }}", "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC, Nguyễn Văn A"),
        ("{{ mark }} {{ as_of }}", "3f2a9c0d 14/06/2021"),
        ("{{ period.name }}: {{ period.start }} – {{ period.end }}", "II/2021: 15/03/2021 – 14/06/2021"),
        ("Giao {{ figures.assigned }}, đúng hạn {{ figures['done_on_time'] }}", "Giao 1,234, đúng hạn 850"),
        ("{{ rates.finished_of_due }} {{ rates.on_time }}", "98.62% –"),
        ("{{ figures.assigned - figures.done_on_time }}", "384"),
        ("{{ office | lower }}", "sở tư pháp"),
        ("{% if official %}có{% else %}không{% endif %}", "có"),
        ("{% for line in recipients %}[{{ line }}]{% endfor %}", "[- UBND tỉnh (để báo cáo);][- Lưu: VT, VP.]"),
        ("{{ “x” }}", "x"),
    ],
)
def test_a_placeholder_gives_its_value(line: str, shown: str) -> None:
    assert shown in texts(template(line, "{{ body }}"))


@pytest.mark.parametrize("form", ["{{ body }}", "{{p body }}", "  {{body}} "])
def test_the_body_comes_where_its_placeholder_stands(form: str) -> None:
    found = texts(template("Trước", form, "Sau"))
    assert found[0] == "Trước"
    assert found.index("By unit") < found.index("Trên đây là báo cáo của Sở Tư pháp.") < found.index("Sau")
    assert not any("body" in text for text in found)


def test_lines_take_on_the_looks_of_the_paragraph_that_held_them() -> None:
    def fill(document: Docx) -> None:
        run = document.add_paragraph(style="List Bullet").add_run("{{ reci")
        run.italic = True
        run._r.getparent().append(document.add_paragraph().add_run("pients }}")._r)
        document.add_paragraph("{{ heading }}")
        document.add_paragraph("{{ body }}")

    document = made(report(), office_template(fill))
    lines = [p for p in paragraphs(document) if p.style is not None and p.style.name == "List Bullet"]
    assert [p.text for p in lines] == ["- UBND tỉnh (để báo cáo);", "- Lưu: VT, VP."]
    assert all(p.runs[0].italic for p in lines)


def test_lines_that_are_none_leave_an_empty_cell_or_no_paragraph() -> None:
    def fill(document: Docx) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{ recipients }}"
        document.add_paragraph("{{ heading }}")
        document.add_paragraph("{{ body }}")

    told = report(by_unit(3), letter=None)._replace(heading=())
    document = made(told, office_template(fill))
    assert document.tables[0].cell(0, 0).text == ""
    assert paragraphs(document)


def test_without_a_placeholder_for_them_annexes_come_last() -> None:
    told = report(by_unit(3), by_unit(9, annex=True, title="PHỤ LỤC"))
    document = made(told, template("{{ body }}", "Người lập biểu"))
    found = [p.text for p in paragraphs(document) if p.text]
    assert found.index("Người lập biểu") < found.index("PHỤ LỤC")
    assert [across(section) for section in document.sections] == [False, True]


def test_a_template_gets_the_styles_that_it_lacks_and_keeps_those_that_it_has() -> None:
    def fill(document: Docx) -> None:
        document.styles.add_style("BC Nội dung", 1).font.bold = True
        document.add_paragraph("{{ body }}")

    document = made(report(by_unit(3)), office_template(fill))
    assert document.styles["BC Nội dung"].font.bold
    assert document.styles["BC Ô bảng"].font.name == "Times New Roman"
    table = framed(document)[0]
    assert {p.style.name for p in table.columns[0].cells[1].paragraphs if p.style is not None} == {"BC Ô bảng"}


def test_a_template_that_lies_across_stays_so() -> None:
    def fill(document: Docx) -> None:
        section = document.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
        document.add_paragraph("{{ body }}")

    document = made(report(by_unit(9), by_unit(3, rows=40)), office_template(fill))
    assert [across(section) for section in document.sections] == [True]


def test_a_list_across_leaves_no_empty_page_for_empty_paragraphs_after_it() -> None:
    told = report(by_unit(9, rows=50), letter=None)
    assert [across(section) for section in made(told, template("{{ body }}", "", "")).sections] == [True]
    assert [across(section) for section in made(told, template("{{ body }}", "Lập biểu")).sections] == [True, False]


def test_a_template_without_any_page_size_gets_one_where_a_table_needs_it() -> None:
    def fill(document: Docx) -> None:
        document.add_paragraph("{{ body }}")
        document.element.body.remove(document.element.body[-1])

    document = made(report(by_unit(9)), office_template(fill))
    assert [across(section) for section in document.sections] == [False, True, False]


def test_the_package_s_own_template_can_be_given_as_an_office_s() -> None:
    told = report(by_unit(3), by_unit(9, annex=True))
    assert as_docx(told, TEMPLATE.read_bytes()) == as_docx(told)


def test_a_template_serves_lists_too_when_it_asks_first() -> None:
    bare = report(by_unit(3), letter=None)._replace(more={})
    asking = template("{% if figures %}Giao {{ figures.assigned }}{% endif %}", "{{ body }}")
    assert not [p.text for p in paragraphs(made(bare, asking)) if p.text.startswith("Giao")]
    with pytest.raises(BadTemplate, match="assigned"):
        as_docx(bare, template("{{ figures.assigned }}", "{{ body }}"))


# -- what is refused -----------------------------------------------------------------------------------------


def test_unknown_placeholders_are_named_with_all_that_there_are() -> None:
    error = refused(template("{{ so_hieu }} {{ figures.lost }}", "{{ body }}"))
    assert str(error) == "The Word template cannot be used: it asks for figures.lost, so_hieu, which there is not."
    advice = str(error.facts["advice"])
    for name in ("superior", "place_date", "body", "figures.assigned", "rates.finished_of_due", "period.start"):
        assert name in advice


def test_an_unknown_placeholder_in_a_header_is_found() -> None:
    def fill(document: Docx) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ nobody }}"
        document.add_paragraph("{{ body }}")

    assert "nobody" in str(refused(office_template(fill)))


@pytest.mark.parametrize("line", ["{{ title", "{{ title + }}", "{% if title %}x", "{% endfor %}", "{{ 'a }}"])
def test_a_broken_expression_is_shown(line: str) -> None:
    said = str(refused(template(line, "{{ body }}")))
    assert "is not understood" in said
    assert ".." not in said  # Jinja ends its own sentence, and so does ours


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__ }}", "{{ title.__class__.__mro__ }}", "{{ figures.__class__ }}", "{{ title.upper() }}",
        "{% for a in range(10) %}x{% endfor %}", "{{ 'x' * 999999999 }}", "{{ 9 ** 99999 }}",
        "{{ title | attr('x') }}",
        "{% macro m() %}{{ m() }}{% endmacro %}", "{% include 'x' %}", "{% import 'x' as y %}",
        "{{ title | center(9) }}",
        "{% for a in mark %}{% for b in mark %}{% for c in mark %}x{% endfor %}{% endfor %}{% endfor %}",
        "{{ figures.assigned / 0 }}", "{{ title + 1 }}", "{{ figures }}", "{{ title['__class__'] }}",
        "{{ mark.upper }}", "{% if mark %}" * 400 + "{% endif %}" * 400,
    ],
)  # fmt: skip
def test_what_could_do_more_than_fill_in_is_refused(line: str) -> None:
    refused(template(line, "{{ body }}"))


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        (lambda d: d.add_paragraph("Không có chỗ"), "{{ body }}, where the report itself comes, is lacking"),
        (lambda d: d.add_paragraph("Nội dung: {{ body }}"), "must stand alone"),
        (lambda d: setattr(d.add_table(1, 1).cell(0, 0), "text", "{{ body }}"), "must stand alone"),
        (lambda d: [d.add_paragraph("{{ body }}") for _ in "ab"], "more than once"),
    ],
)
def test_the_body_must_stand_once_and_alone(fill: Callable[[Docx], object], said: str) -> None:
    assert said in str(refused(office_template(fill)))


def changed(name: str, text: bytes, of: bytes = b"", to: bytes = b"") -> bytes:
    """The package's template with one more part, and with its list of parts changed."""
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, data.replace(of, to) if entry == "[Content_Types].xml" and of else data)
        if name:
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no Word document"),
        (b"Khong phai Word", "no Word document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "old form"),
        (b"x" * (package.MAX_FILE + 1), "larger than 10 MB"),
        (TEMPLATE.read_bytes()[:3000], "damaged or cut off"),
        (changed("word/vbaProject.bin", b"x"), "macros"),
        (changed("", b"", b"document.main+xml", b"document.macroEnabled.main+xml"), "macros"),
        (changed("", b"", b"document.main+xml", b"template.main+xml"), ".dotx"),
        (changed("", b"", b"document.main+xml", b"sheet.main+xml"), "no Word document"),
        (changed("word/bomb.xml", b" " * (package.MAX_XML + 1)), "unpacks to more"),
        (changed("word/open.xml", b"{{r " * package.MAX_BRACES), "more braces"),
        (changed("word/media/bomb.bin", b"\0" * (package.LIMITS.unpacked + 1)), "unpacks to more"),
        (changed("word/e.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "document type"),
        (changed("word/e.xml", "\ufeff<!DOCTYPE x><x/>".encode("utf-16-le")), "document type"),
        (changed("WORD/document.xml", b"<x/>"), "the same name"),
        (changed("word/media/x.bin", b"\0" * (zipsafe.RATIO_MATTERS_FROM + 1)), "100 times"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # the bytes hold the time
)
def test_a_file_that_is_no_template_is_refused_with_the_reason(data: bytes, said: str) -> None:
    assert said in str(refused(data))


def test_parts_without_end_and_damaged_parts_are_refused() -> None:
    with zipfile.ZipFile(out := io.BytesIO(), "w") as many:
        for number in range(package.LIMITS.entries + 1):
            many.writestr(str(number), b"")
    assert "too many parts" in str(refused(out.getvalue()))
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(out := io.BytesIO(), "w") as new:
        for entry in old.namelist():
            new.writestr(entry, b"<w:broken" if entry == "word/document.xml" else old.read(entry))
    assert "damaged" in str(refused(out.getvalue()))


def test_a_part_with_a_password_is_refused() -> None:
    flagged = bytearray(TEMPLATE.read_bytes())
    entry = flagged.find(b"PK\x01\x02")
    flagged[entry + 8] |= 1  # the flag that says so, in the list of parts
    assert "encrypted" in str(refused(bytes(flagged)))


def test_a_template_attached_from_elsewhere_does_not_come_along() -> None:
    def fill(document: Docx) -> None:
        document.add_paragraph("{{ body }}")
        settings = next(p for p in document.part.package.iter_parts() if p.partname == "/word/settings.xml")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        name = settings.relate_to("https://example.org/x.dotm", kind, is_external=True)
        attached = document.settings.element.makeelement(qn("w:attachedTemplate"), {qn("r:id"): name})
        document.settings.element.insert(0, attached)

    data = office_template(fill)
    assert b"example.org" in b"".join(zipfile.ZipFile(io.BytesIO(data)).read(n) for n in names(data))
    done = as_docx(report(by_unit(3)), data)
    assert b"example.org" not in b"".join(zipfile.ZipFile(io.BytesIO(done)).read(n) for n in names(done))


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


# -- the page of the manual ----------------------------------------------------------------------------------


def test_the_manual_s_page_names_every_placeholder() -> None:
    page = PAGE.read_text(encoding="utf-8")
    known = {*words.values(report()), *words.BLOCKS} - set(words.MAPPINGS)
    assert [name for name in sorted(known) if f"`{{{{ {name} }}}}`" not in page] == []
    for name in words.MAPPINGS:
        assert f"{{{{ {name}." in page
