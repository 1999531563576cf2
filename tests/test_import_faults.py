"""Whatever file is given to a command that reads one: it is read right, or refused at once and nothing written."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.conftest import Run
from tests.intake.test_files import rezipped
from tests.support.plans import csv_of_rows, docx_of_rows, xlsx_of_rows
from tests.support.registers import Clerk, Ran, dump_file
from tests.support.seeds import ROWS, small_docx, small_ods, small_xls, small_xlsx
from tuphap_cli.intake.files import limits

DECISION = ("--decision", "40/QĐ-STP", "--issued", "1/3/2021", "--create-units")
MOMENT = 1.0  # second, for what is refused before it is read
READERS: dict[str, Callable[[str], Sequence[str]]] = {
    "import": lambda path: ("import", path, *DECISION),
    "calendar import": lambda path: ("calendar", "import", path),
    "deadline answer": lambda path: ("deadline", "answer", path),
    "template": lambda path: ("report", "month", "T6/2021", "-o", "khong-ghi.docx", "--template", path),
}
each_reader = pytest.mark.parametrize("reader", READERS)
TEXT_READERS = pytest.mark.parametrize("reader", [name for name in READERS if name != "template"])
HEADINGS = {
    "import": "STT,Nhiệm vụ,Chủ trì,Thời hạn", "calendar import": "ngày,loại,lý do,văn bản",
    "deadline answer": "nhiệm vụ,hạn",
}  # fmt: skip


@pytest.fixture
def refused(register_path: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs a command line that must end with exit 4, without a traceback, and leave the register as it is."""
    monkeypatch.chdir(tmp_path)

    def check(*argv: str, within: float = 10.0) -> Ran:
        before = dump_file(register_path)
        started = time.perf_counter()
        ran = run(*argv)
        assert time.perf_counter() - started < within
        assert ran.code == 4, ran
        assert ran.err.strip()
        assert "Traceback" not in ran.err
        assert dump_file(register_path) == before
        return ran

    return check


@pytest.fixture
def imported(register_path: Path, run: Run) -> Callable[..., list[dict[str, object]]]:
    """Imports a file; the tasks as JSON."""

    def check(path: Path, *options: str) -> list[dict[str, object]]:
        ran = run("import", str(path), *DECISION, *options)
        assert ran.code == 0, ran
        rows: list[dict[str, object]] = json.loads(run("task", "list", "-f", "json").out)["rows"]
        return rows

    return check


# -- paths ---------------------------------------------------------------------------------------------------


@each_reader
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "device", "endless", "loop", "dead link", "long"])
def test_a_path_that_is_no_file_is_refused_at_once(
    refused: Callable[..., Ran], tmp_path: Path, reader: str, kind: str
) -> None:
    paths = {
        "missing": "khong-co.csv", "folder": str(tmp_path), "pipe": "ong.csv", "device": "/dev/null",
        "endless": "/dev/zero", "loop": "vong.csv", "dead link": "gay.csv", "long": "x" * 300 + ".csv",
    }  # fmt: skip
    os.mkfifo(tmp_path / "ong.csv")
    (tmp_path / "vong.csv").symlink_to(tmp_path / "vong.csv")
    (tmp_path / "gay.csv").symlink_to(tmp_path / "khong-co.csv")
    refused(*READERS[reader](paths[kind]), within=3)


def test_a_link_and_a_name_with_an_emoji_and_many_letters_are_read(
    imported: Callable[..., list[dict[str, object]]], tmp_path: Path
) -> None:
    path = csv_of_rows(tmp_path / ("kế hoạch 📎 " + "x" * 200 + ".csv"), ROWS)
    (tmp_path / "lien-ket.csv").symlink_to(path)
    assert len(imported(tmp_path / "lien-ket.csv")) == 4
    assert len(imported(path)) == 4


def test_a_settings_file_that_is_a_pipe_or_no_settings_never_waits(
    register_path: Path, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "config" / "tuphap" / "settings.toml"
    file.parent.mkdir(parents=True)
    os.mkfifo(file)
    assert run("status").code == 6
    file.unlink()
    for content in (b"\xff\xfe", b"lang = ", b"a = " + b"[" * 5000, b"a = " + b"9" * 9999, b"\x00"):
        file.write_bytes(content)
        ran = run("overdue")
        assert ran.code in {2, 6}, content[:9]
        assert "settings" in ran.err or "lang" in ran.err


# -- CSV -----------------------------------------------------------------------------------------------------


def test_mixed_separators_are_refused_with_what_was_seen(refused: Callable[..., Ran], tmp_path: Path) -> None:
    text = "".join(",;\t|"[n % 4].join(row) + "\n" for n, row in enumerate(ROWS))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    refused("import", "a.csv", *DECISION)


@TEXT_READERS
def test_an_open_quotation_mark_is_refused_with_its_line(
    refused: Callable[..., Ran], tmp_path: Path, reader: str
) -> None:
    (tmp_path / "a.csv").write_text(f'{HEADINGS[reader]}\n1,"a,b,c\n2,a,b,c\n', encoding="utf-8")
    assert "line 2" in refused(*READERS[reader]("a.csv")).err


@TEXT_READERS
def test_a_field_of_ten_megabytes_is_refused_with_its_line(
    refused: Callable[..., Ran], tmp_path: Path, reader: str
) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADINGS[reader]}\n1,{'x' * 10_000_000},b,c\n", encoding="utf-8")
    ran = refused(*READERS[reader]("a.csv"))
    assert "line 2" in ran.err
    assert "32,767" in ran.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_utf_16_with_a_mark_are_read(
    imported: Callable[..., list[dict[str, object]]], tmp_path: Path, encoding: str
) -> None:
    rows = imported(csv_of_rows(tmp_path / "a.csv", ROWS, encoding=encoding))
    assert rows[0]["title"] == "Tập huấn nghiệp vụ hộ tịch"


# What the old code pages can hold: cp1252 has no Vietnamese letters of its own.
OLD = [["STT", "Nhiem vu", "Chu tri", "Thoi han"], ["1", "Rà soát, đánh giá", "Phòng HCTP", "30/6/2021"]]


@TEXT_READERS
@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_refused_and_the_option_named(
    refused: Callable[..., Ran], tmp_path: Path, reader: str, encoding: str
) -> None:
    words = f"{HEADINGS[reader]}\n1,Phòng à é,b,c\n"
    data = unicodedata.normalize("NFD", words) if encoding == "cp1258" else words
    (tmp_path / "a.csv").write_bytes(data.encode(encoding, "replace"))
    assert "--encoding" in refused(*READERS[reader]("a.csv")).err


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16-le", "utf-16-be", "CP1258", "windows-1258"])
def test_another_encoding_is_read_when_it_is_named(
    imported: Callable[..., list[dict[str, object]]], tmp_path: Path, encoding: str
) -> None:
    # The code page writes most letters with their tone as a second sign.
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in OLD)
    split = "".join(_as_cp1258(letter) for letter in text) if "1258" in encoding else text
    (tmp_path / "a.csv").write_bytes(split.encode(encoding))
    rows = imported(tmp_path / "a.csv", "--encoding", encoding)
    assert [row["title"] for row in rows] == ["Rà soát, đánh giá"]


def _as_cp1258(letter: str) -> str:
    for form in (letter, *(unicodedata.normalize(f, letter) for f in ("NFD",))):
        try:
            form.encode("cp1258")
        except UnicodeEncodeError:
            continue
        return form
    return letter


@TEXT_READERS
@pytest.mark.parametrize("name", ["base64", "rot13", "punycode", "khong-co", "\x1b[2J"])
def test_an_encoding_that_is_none_is_wrong_usage(
    register_path: Path, run: Run, tmp_path: Path, reader: str, name: str
) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADINGS[reader]}\n1,a,b,c\n", encoding="utf-8")
    ran = run(*READERS[reader](str(tmp_path / "a.csv")), "--encoding", name)
    assert ran.code == 2
    assert "cp1258" in ran.err
    assert "\x1b" not in ran.err


def test_mojibake_inside_is_a_problem_of_its_row(refused: Callable[..., Ran], tmp_path: Path) -> None:
    rows = [ROWS[0], ["1", "Quyáº¿t Ä‘á»‹nh ban hÃ nh", "", "Phòng HCTP", "", "30/6/2021"]]
    csv_of_rows(tmp_path / "a.csv", rows)
    assert "row 2" in refused("import", "a.csv", *DECISION).out


def test_decomposed_headings_and_names_match_and_are_stored_composed(
    imported: Callable[..., list[dict[str, object]]], tmp_path: Path
) -> None:
    apart = [[unicodedata.normalize("NFD", cell) for cell in row] for row in ROWS]
    first = imported(csv_of_rows(tmp_path / "a.csv", ROWS))
    again = imported(csv_of_rows(tmp_path / "b.csv", apart))
    assert first == again
    assert all(unicodedata.is_normalized("NFC", str(row["title"])) for row in again)


def test_control_and_turning_characters_are_taken_out_and_told(register_path: Path, run: Run, tmp_path: Path) -> None:
    rows = [ROWS[0], ["1", "Rà\x00 so\x1b[2Ját \u202evăn bản", "", "Phòng HCTP", "", "30/6/2021"]]
    csv_of_rows(tmp_path / "a.csv", rows)
    ran = run("import", str(tmp_path / "a.csv"), *DECISION)
    assert ran.code == 0
    assert "hidden" in ran.out or "cleaned" in ran.out or "control" in ran.out
    stored = str(dump_file(register_path)["task"])
    assert "Rà soát văn bản" in stored
    assert not {"\x00", "\x1b", "\u202e"} & set(stored + ran.out)


# -- packages ------------------------------------------------------------------------------------------------


def bomb(kind: str, folder: Path) -> Path:
    """A package that is more than it seems."""
    good = folder / "tot.xlsx"
    good.write_bytes(small_xlsx())
    parts: dict[str, bytes | None] = {
        "ratio": {"xl__media__a.bin": bytes(60 << 20)},
        "nested": {"xl__media__a.zip": _zip({f"{n}.bin": bytes(8 << 20) for n in range(5)})},
        "entries": {f"xl__media__{n}": b"" for n in range(100_000)},
        "sheet": {"xl__worksheets__sheet1.xml": b"<worksheet>" + b" " * (60 << 20) + b"</worksheet>"},
    }[kind]  # type: ignore[assignment]
    return rezipped(good, folder / f"bom-{kind}.xlsx", **parts)


def _zip(parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


IN_A_CHILD = """
import resource, sys, time
from pathlib import Path
from tuphap_cli.intake.files.file_kind import opened_file
from tuphap_cli.errors import UnreadableFile
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.perf_counter()
try:
    opened_file(Path(sys.argv[1]))
    refused = False
except UnreadableFile:
    refused = True
spent = time.perf_counter() - started
print(refused, spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.parametrize("kind", ["ratio", "nested", "entries", "sheet"])
def test_a_bomb_is_refused_within_a_second_and_takes_no_memory(tmp_path: Path, kind: str) -> None:
    path = bomb(kind, tmp_path)
    said = subprocess.run(
        [sys.executable, "-c", IN_A_CHILD, str(path)], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    refused, seconds, megabytes = said[0] == "True", float(said[1]), float(said[2])
    # A package in a package is a part like any other: it is never opened.
    assert refused or kind == "nested"
    assert seconds < MOMENT * 2  # the machine may be busy
    assert megabytes < 100


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
LOCAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, LOCAL], ids=["laughs", "outside", "file"])
@pytest.mark.parametrize(
    ("ending", "part"),
    [
        ("docx", "word/document.xml"), ("docx", "word/styles.xml"), ("docx", "[Content_Types].xml"),
        ("xlsx", "xl/workbook.xml"), ("xlsx", "xl/worksheets/sheet1.xml"), ("ods", "content.xml"),
    ],
)  # fmt: skip
def test_a_document_type_in_any_part_is_refused_unparsed(
    refused: Callable[..., Ran], tmp_path: Path, ending: str, part: str, declared: bytes
) -> None:
    good = tmp_path / f"tot.{ending}"
    good.write_bytes({"docx": small_docx, "xlsx": small_xlsx, "ods": small_ods}[ending]())
    with zipfile.ZipFile(good) as package:
        xml = package.read(part)
    at = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    bad = rezipped(good, tmp_path / f"a.{ending}", **{part: xml[:at] + declared + xml[at:]})
    assert "document type" in refused("import", str(bad), *DECISION, within=3).err


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="2000000000"/>'),
        ("word/document.xml", b"<w:tr>", b'<w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>'),
        ("word/document.xml", b"<w:tr>", b'<w:tr><w:trPr><w:gridBefore w:val="-5"/></w:trPr>'),
    ],
)
def test_cells_that_claim_to_be_endless_are_refused(
    refused: Callable[..., Ran], run: Run, tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    good = tmp_path / "tot.docx"
    good.write_bytes(small_docx())
    with zipfile.ZipFile(good) as package:
        xml = package.read(part)
    assert old in xml
    bad = rezipped(good, tmp_path / "a.docx", **{part: xml.replace(old, new, 1)})
    if b"-5" in new:
        assert run("import", str(bad), *DECISION).code in {0, 4}
    else:
        assert "200 columns" in refused("import", str(bad), *DECISION, within=3).err


def test_styles_that_rest_on_each_other_and_endless_numbers_do_not_hang(
    imported: Callable[..., list[dict[str, object]]], tmp_path: Path
) -> None:
    good = tmp_path / "tot.docx"
    good.write_bytes(small_docx())
    with zipfile.ZipFile(good) as package:
        styles, body = package.read("word/styles.xml"), package.read("word/document.xml")
    ring = b'<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="%s"/></w:style>'
    styles = styles.replace(b"</w:styles>", ring % (b"A", b"A", b"B") + ring % (b"B", b"B", b"A") + b"</w:styles>")
    body = body.replace(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>')
    bad = rezipped(good, tmp_path / "a.docx", **{"word__styles.xml": styles, "word__document.xml": body})
    assert len(imported(bad)) == 4


def test_one_text_in_very_many_cells_is_refused_before_it_is_laid_out(
    refused: Callable[..., Ran], tmp_path: Path
) -> None:
    long, rows = "Rà soát " * 3000, 3000
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for row in range(rows):
        sheet.write_string(row, 0, long)
    book.close()
    assert (tmp_path / "a.xlsx").stat().st_size < 100_000
    assert "letters" in refused("import", str(tmp_path / "a.xlsx"), *DECISION).err


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_two_cells_far_apart_are_refused_before_the_sheet_is_laid_out(
    refused: Callable[..., Ran], tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 20)
    path = tmp_path / f"a.{ending}"
    path.write_bytes({"xlsx": small_xlsx, "ods": small_ods}[ending]())
    assert "cells" in refused("import", str(path), *DECISION).err


def test_two_cells_far_apart_in_an_old_workbook_are_refused(refused: Callable[..., Ran], tmp_path: Path) -> None:
    """It is read in a process of its own, to which the limits really apply."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Phụ lục")
    sheet.write(0, 0, "STT")
    sheet.write(60_000, 150, "Thời hạn")
    book.save(str(tmp_path / "a.xls"))
    assert "2,000,000 cells" in refused("import", str(tmp_path / "a.xls"), *DECISION).err


def test_sectors_of_an_old_workbook_that_lead_in_a_circle_are_refused(
    refused: Callable[..., Ran], tmp_path: Path
) -> None:
    """The reader would follow them until the memory is full."""
    data = bytearray(small_xls())
    table = int.from_bytes(data[76:80], "little") * 512 + 512
    first = int.from_bytes(data[48:52], "little")
    data[table + first * 4 : table + first * 4 + 4] = first.to_bytes(4, "little")
    (tmp_path / "a.xls").write_bytes(data)
    assert "damaged" in refused("import", str(tmp_path / "a.xls"), *DECISION, within=3).err


@pytest.mark.parametrize("ending", ["xlsx", "docx", "xls", "ods"])
def test_a_good_small_file_of_each_kind_is_read(
    imported: Callable[..., list[dict[str, object]]], tmp_path: Path, ending: str
) -> None:
    made = {"xlsx": small_xlsx, "docx": small_docx, "xls": small_xls, "ods": small_ods}[ending]
    path = tmp_path / f"a.{ending}"
    path.write_bytes(made())
    assert [row["item"] for row in imported(path)] == ["I.1", "I.2", "II.1", "II.2"]


# -- dates and cells -----------------------------------------------------------------------------------------


def book_of(path: Path, value: object, *, since_1904: bool = False, form: str = "") -> Path:
    """A workbook with one task whose deadline cell holds ``value``."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    for row in (["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", "Rà soát văn bản", "Phòng HCTP", None]):
        sheet.append(row)
    cell = sheet.cell(2, 4)
    cell.value = value  # type: ignore[assignment]
    if form:
        cell.number_format = form
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("value", "form", "since_1904", "due"),
    [
        (date(2021, 6, 30), "dd/mm/yyyy", False, "2021-06-30"), (date(2021, 6, 30), "dd/mm/yyyy", True, "2021-06-30"),
        (datetime.fromisoformat("2021-06-30"), "dd/mm/yyyy", False, "2021-06-30"),
        ("30/6/2021", "", False, "2021-06-30"),
        ("06/30/2021", "", False, None), ("31/02/2021", "", False, None), (44377, "", False, None),
        (60, "", False, None), ("44377", "", False, None), ("30/6/25", "", False, None), ("12/2021/31", "", False,
        None),
    ],
)  # fmt: skip
def test_a_date_cell_is_the_right_day_or_a_question_and_never_another_day(
    register_path: Path, run: Run, tmp_path: Path, value: object, form: str, since_1904: bool, due: str | None
) -> None:
    path = book_of(tmp_path / "a.xlsx", value, since_1904=since_1904, form=form)
    ran = run("import", str(path), *DECISION, "-f", "json")
    assert ran.code in ({0} if due else {0, 4})
    rows = json.loads(run("task", "list", "-f", "json").out)["rows"]
    assert [row["due"] for row in rows] in ([[due]] if due else ([None], []))
    if due is None:
        assert json.loads(ran.out)["problems"]


@pytest.mark.parametrize("fault", ["#REF!", "#N/A", "=A1&B1"])
def test_a_broken_formula_is_a_problem_of_its_row_and_never_a_blank(
    register_path: Path, run: Run, tmp_path: Path, fault: str
) -> None:
    ran = run("import", str(book_of(tmp_path / "a.xlsx", fault)), *DECISION, "-f", "json")
    problems = json.loads(ran.out)["problems"]
    assert any(problem["where"].endswith("row 2") for problem in problems), problems


# -- much ----------------------------------------------------------------------------------------------------


def test_a_few_bad_rows_among_five_thousand_are_all_told_and_nothing_is_written(
    refused: Callable[..., Ran], clerk: Clerk, tmp_path: Path
) -> None:
    clerk.unit("HCTP", "Phòng HCTP")
    rows = [["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]]
    rows += [[str(n), f"Kiểm tra hồ sơ số {n}", "Phòng HCTP", f"{n % 28 + 1}/9/2021"] for n in range(1, 5001)]
    rows[4321][2] = "Phòng không có"
    rows[77][1] = ""
    csv_of_rows(tmp_path / "a.csv", rows)
    ran = refused("import", "a.csv", *DECISION[:-1], "-f", "json", within=30)
    told = {p["where"] for p in json.loads(ran.out)["problems"] if p["severity"] == "error"}
    assert {text.rpartition(" ")[2] for text in told} == {"4322", "78"}


def test_what_a_file_may_hold_is_read_within_bounds_of_time_and_memory(tmp_path: Path) -> None:
    """As many letters as are allowed, in as few bytes as can be."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"])
        writer.writerow(["1", "Rà soát văn bản", "Phòng HCTP", "30/6/2021"])
        for _ in range(600):
            writer.writerow(["", "", "", "", "quý " * 8000])
    script = (
        "import sys, resource; from pathlib import Path; from tuphap_cli.errors import TuphapError\n"
        "from tuphap_cli.intake.plan import read_plan\n"
        "try:\n    read_plan(Path(sys.argv[1]), year=2021, issued=None, known=(), create_units=True)\n"
        "except TuphapError as error:\n    print(type(error).__name__)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    started = time.perf_counter()
    said = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, timeout=120
    ).stdout.split()
    assert time.perf_counter() - started < 30
    assert int(said[-1]) < 1000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def test_the_same_file_and_one_with_other_words_under_the_same_number(
    register_path: Path, run: Run, tmp_path: Path
) -> None:
    """A second import changes nothing; of a changed file, what changed is told and can be undone."""
    path = xlsx_of_rows(tmp_path / "a.xlsx", ROWS)
    assert run("import", str(path), *DECISION).code == 0
    before = dump_file(register_path)
    assert run("import", str(path), *DECISION).code == 0
    assert dump_file(register_path) == before
    other = run("import", str(path), *DECISION[:3], "2/3/2021")
    assert other.code == 5
    assert dump_file(register_path) == before
    changed = [list(row) for row in ROWS]
    changed[2][5] = "30/9/2021"
    docx = docx_of_rows(tmp_path / "b.docx", changed)
    trial = run("import", str(docx), *DECISION, "--dry-run", "-f", "json")
    assert [p["code"] for p in json.loads(trial.out)["problems"]] == ["row.updated"]
    assert dump_file(register_path) == before
    assert run("import", str(docx), *DECISION).code == 0
    assert run("undo", "--yes").code in {0, 2}
