"""Texts that try to be more than text stay text in every format, wherever in a report they stand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support import hostile
from tests.support.hostile import CHECKS, STRINGS, alive, drawn
from tuphap_cli.cli.output_formats import FORMATS
from tuphap_cli.intake.files.file_kind import FileKind, Opened
from tuphap_cli.intake.files.textfile import read_text
from tuphap_cli.text import clean


def test_there_are_enough_of_them_and_each_once() -> None:
    assert len(set(STRINGS)) == len(STRINGS) >= 120


def test_every_format_has_its_check() -> None:
    # A table is drawn for a screen or a pipe; a PDF is the Word document as LibreOffice prints it.
    assert {made.name for made in FORMATS} - {"table", "pdf"} | {"screen", "text"} == set(CHECKS)


@pytest.mark.parametrize("form", CHECKS)
def test_nothing_of_a_hostile_text_is_alive(form: str) -> None:
    living = {text: found for text in STRINGS if (found := alive(form, drawn(form, hostile.report(text))))}
    assert living == {}


ALIVE = {
    "screen": "a\x1b[2Jb", "text": "a\u202eb", "json": '{"a": "\u202e"}', "csv": '"=1+1"\r\n', "tsv": "a\t=1+1\n",
    "md": "[a](http://x.vn)\n", "html": "<script></script><style></style><p onclick=x>a</p>",
    "ics": "BEGIN:VCALENDAR\r\nATTACH:http://x.vn\r\nEND:VCALENDAR\r\n",
}  # fmt: skip


@pytest.mark.parametrize("form", ALIVE)
def test_the_check_finds_what_is_alive(form: str) -> None:
    assert alive(form, ALIVE[form].encode())


def test_the_check_finds_formulas_links_and_fields_in_packages() -> None:
    import docx
    import xlsxwriter

    book = xlsxwriter.Workbook(out := io.BytesIO())
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1")
    sheet.write_url(1, 0, "http://x.vn")
    book.close()
    assert len(alive("xlsx", out.getvalue())) >= 2
    document = docx.Document()
    document.add_paragraph()._p.append(_field())
    document.save(made := io.BytesIO())
    assert alive("docx", made.getvalue())


def _field() -> object:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "DDEAUTO c:\\a.exe")
    return field


@pytest.mark.parametrize("text", STRINGS)
def test_what_the_register_may_hold_comes_back_from_csv_as_it_was(text: str) -> None:
    """The register holds clean text; the reader takes off again what the writer puts before a formula."""
    kept = clean(text)
    data = drawn("csv", hostile.report(kept))
    assert list(csv.reader(io.StringIO(data.decode(), newline="")))[1][1].removeprefix("'") in {
        kept,
        kept.removeprefix("'"),
    }
    row = read_text(Opened("a.csv", FileKind.TEXT, data)).grids[0].rows[1]
    assert row.cell(1).text == kept


@pytest.mark.parametrize(
    "words", [("task", "show", "{}"), ("import", "{}.csv", "--decision", "1/QĐ-X"), ("overdue", "-o", "{}/a.csv")]
)
def test_what_was_typed_is_harmless_in_what_is_answered(
    register_path: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in STRINGS:
        if "\0" in text:
            continue  # no command line can hold it
        ran = run(*(word.replace("{}", text) for word in words))
        assert ran.code in {2, 4, 7}, (text, ran)
        assert ran.err.strip()
        assert hostile.STEERING.search(ran.out + ran.err) is None, text
