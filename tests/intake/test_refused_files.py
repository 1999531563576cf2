"""Files that would hide something from the checks, fell the process or lose a value: each is refused or told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwt
from openpyxl import load_workbook
from openpyxl.styles import Font

from tests.support.plans import docx_of_rows, xlsx_of_rows
from tuphap_cli.errors import UnreadableFile
from tuphap_cli.intake.plan import read_plan

HEAD = ["STT", "Nội dung công việc", "Cơ quan thực hiện", "Thời gian hoàn thành"]
ROW = ["1", "Rà soát hộ tịch", "Văn phòng Sở", "31/3/2024"]
SHEET, RELATIONS, BODY = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "word/document.xml"
DOCTYPE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
Change = Callable[[bytes], bytes]


def why(path: Path) -> str:
    """Why ``path`` is refused."""
    with pytest.raises(UnreadableFile) as refused:
        read_plan(path, year=2024, issued=date(2024, 1, 15), known=[], create_units=True)
    return str(refused.value)


def changed(path: Path, *, packed: int = zipfile.ZIP_DEFLATED, **parts: Change) -> Path:
    """``path`` with parts changed; the parts are named SHEET, RELATIONS, BODY."""
    names = {"sheet": SHEET, "relations": RELATIONS, "body": BODY}
    by_name = {names[key]: change for key, change in parts.items()}
    with zipfile.ZipFile(path) as package:
        content = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", packed) as package:
        for name, data in content.items():
            package.writestr(name, by_name[name](data) if name in by_name else data)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return xlsx_of_rows(tmp_path / "a.xlsx", [HEAD, ROW])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return docx_of_rows(tmp_path / "a.docx", [HEAD, ROW])


def headed(head: str, encoding: str = "utf-8") -> Change:
    def change(data: bytes) -> bytes:
        body = data.decode("utf-8").split("?>", 1)[1]
        return f'<?xml version="1.0" encoding="{encoding}"?>{head}{body}'.encode(encoding)

    return change


@pytest.mark.parametrize("before", ["<!-- <a> -->", "<?x <a?>", "\n<!-- a > b -->\n<?y?>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tags_before_a_document_type_do_not_hide_it(text: Path, before: str, encoding: str) -> None:
    assert "document type" in why(changed(text, body=headed(before + DOCTYPE, encoding)))


def test_signs_that_look_like_a_tag_byte_by_byte_do_not_hide_a_document_type(text: Path) -> None:
    # "--><a" in the bytes of a comment in UTF-16
    sly = "<!-- " + b"-->\x3c<a".decode("utf-16-le", "ignore") + " -->"
    assert "document type" in why(changed(text, body=headed(sly + DOCTYPE, "utf-16")))


@pytest.mark.parametrize("before", ["<!-- <!DOCTYPE a> -->", "<?x <!DOCTYPE a?>"])
def test_a_document_type_in_a_comment_is_none(text: Path, before: str) -> None:
    draft = read_plan(changed(text, body=headed(before)), year=2024, issued=None, known=[], create_units=True)
    assert len(draft.tasks) == 1


def test_an_encoding_that_hides_a_document_type_is_refused(text: Path) -> None:
    hidden = DOCTYPE.replace("<!", "+ADwAIQ-")

    def change(data: bytes) -> bytes:
        body = data.decode("utf-8").split("?>", 1)[1].encode("ascii", "xmlcharrefreplace").decode()
        return f'<?xml version="1.0" encoding="UTF-7"?>{hidden}{body}'.encode()

    assert "encoding that office files never have" in why(changed(text, body=change))


def test_a_document_type_in_a_part_of_any_name_is_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as package:
        package.writestr("xl/worksheets/sheet1.dat", f"<?xml version='1.0'?>{DOCTYPE}<worksheet/>")
    assert "document type" in why(book)


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_way_of_packing_is_refused(book: Path, packed: int) -> None:
    assert "packed in a way" in why(changed(book, packed=packed))


@pytest.mark.parametrize(
    "place", ["ZZZZ99999999", "A99999999999999999999", "A" * 20 + "1", "A0", "1A", "", "A", "$A$1"]
)
def test_a_cell_without_a_place_is_refused_before_the_reader_counts_on(book: Path, place: str) -> None:
    assert "damaged" in why(changed(book, sheet=lambda data: data.replace(b'r="A1"', f'r="{place}"'.encode())))


@pytest.mark.parametrize("target", ["/xl/worksheets/SHEET1.XML", "xl/worksheets/sheet1.xml", "Worksheets/Sheet1.xml"])
def test_a_sheet_is_looked_through_however_it_is_named(book: Path, target: str) -> None:
    def renamed(data: bytes) -> bytes:
        return data.replace(b"/xl/worksheets/sheet1.xml", target.encode())

    changed(book, relations=renamed, sheet=lambda data: data.replace(b'r="A1"', b'r="ZZZZ99999999"'))
    assert "damaged" in why(book)


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_a_font_of_an_old_encoding_is_named(book: Path, font: str) -> None:
    workbook = load_workbook(book)
    sheet = workbook.worksheets[0]
    sheet["B2"] = "Rµ so¸t"
    sheet["B2"].font = Font(name=font)
    workbook.save(book)
    assert font in why(book)


@pytest.mark.parametrize("words", ["Rµ so¸t v¨n b¶n quy ph¹m", "Raø soaùt vaên baûn quy phaïm"])
@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv"])
def test_one_cell_in_an_old_encoding_is_enough(tmp_path: Path, words: str, ending: str) -> None:
    rows = [HEAD, ["1", words, *ROW[2:]]]
    path = tmp_path / f"a.{ending}"
    if ending == "csv":
        path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    else:
        (xlsx_of_rows if ending == "xlsx" else docx_of_rows)(path, rows)
    assert "old encoding" in why(path)


@pytest.mark.parametrize(
    "words", ["Microsoft® Office® × 5 ½", "Hợp tác với Zürich, Köln, Düsseldorf", "Đo 5 µm, 3 µg"]
)
def test_signs_of_other_languages_are_no_old_encoding(tmp_path: Path, words: str) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", [HEAD, ["1", words, *ROW[2:]]])
    assert read_plan(path, year=2024, issued=None, known=[], create_units=True).tasks[0].title == words


@pytest.mark.parametrize("value", ["#REF!", "#SPILL!", "#CALC!", "Err:502"])
def test_an_error_value_that_is_text_is_told(tmp_path: Path, value: str) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", [HEAD, [*ROW[:3], value]])
    draft = read_plan(path, year=2024, issued=None, known=[], create_units=True)
    assert ("cell.error", value) in [(p.code, p.value) for p in draft.problems]


def test_an_error_value_in_an_old_workbook_is_told_with_its_sheet_and_row(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    for name in ("Bìa", "Phụ lục"):
        sheet = book.add_sheet(name)
        for y, row in enumerate([HEAD, ROW] if name != "Bìa" else [["trang bìa"]]):
            for x, value in enumerate(row):
                sheet.write(y, x, value)
    sheet.row(2).write(0, "2")
    sheet.row(2).write(1, "Kiểm tra chứng thực")
    sheet.row(2).set_cell_error(2, 0x17)
    book.save(str(tmp_path / "a.xls"))
    draft = read_plan(tmp_path / "a.xls", year=2024, issued=None, known=[], create_units=True)
    found = next(p for p in draft.problems if p.code == "cell.error")
    assert found.place is not None
    assert (found.place.sheet, found.place.row, found.value) == ("Phụ lục", 3, "#REF!")
