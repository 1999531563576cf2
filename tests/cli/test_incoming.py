"""Standard input in the place of a file, wherever a command reads one."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_help import VERBS
from tests.conftest import Run
from tests.support.plans import csv_of_rows, docx_of_paragraphs, docx_of_rows, xlsx_of_rows
from tests.support.registers import Clerk
from tuphap_cli.cli.incoming import READ
from tuphap_cli.intake.files.file_kind import MAX_BYTES

PLAN = [
    ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
    ["1", "Lập kế hoạch kiểm tra", "VP", "31/8/2021"],
    ["2", "Báo cáo kết quả kiểm tra", "VP", "30/9/2021"],
]
UNITS = [["Mã", "Tên"], ["PMH", "Phòng Minh họa"]]
DAYS = [["date", "kind", "reason", "document"], ["24/12/2021", "off", "Minh họa", "1/TB"]]
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
IMPORT = ("import", "-", "--decision", "90/QĐ-STP", "--issued", "1/7/2021")


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path | bytes], None]:
    """Pipe a file in; temporary files go to a folder of the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()

    def piped(content: Path | bytes) -> None:
        data = content.read_bytes() if isinstance(content, Path) else content
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return piped


Pipe = Callable[[Path | bytes], None]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
def test_a_plan_is_known_by_its_content(office: Clerk, run: Run, pipe: Pipe, tmp_path: Path, ending: str) -> None:
    make: dict[str, Callable[[Path, list[list[str]]], Path]] = {
        "csv": csv_of_rows, "xlsx": xlsx_of_rows, "docx": docx_of_rows,
    }  # fmt: skip
    pipe(make[ending](tmp_path / "ke-hoach.bin", PLAN))
    ran = run(*IMPORT, "--format", "json")
    assert (ran.code, json.loads(ran.out)["counts"]["tasks"]) == (0, 2)
    assert f"Standard input.{ending}" in office.journal()[-1].summary
    assert list((tmp_path / "tam").iterdir()) == [], "the file of our own is gone"


def test_lists_come_in_so_too(office: Clerk, run: Run, pipe: Pipe, tmp_path: Path) -> None:
    pipe(csv_of_rows(tmp_path / "a.csv", UNITS))
    assert run("unit", "import", "-").code == 0
    pipe(csv_of_rows(tmp_path / "b.csv", DAYS))
    assert run("calendar", "import", "-").code == 0
    pipe(xlsx_of_rows(tmp_path / "c.xlsx", UNITS))
    plan = docx_of_rows(tmp_path / "p.docx", PLAN)
    assert run("import", str(plan), *IMPORT[2:], "--units", "-").code == 0
    assert run("unit", "show", "PMH").code == 0


def test_answers_and_forms_come_in_so_too(office: Clerk, run: Run, pipe: Pipe, tmp_path: Path) -> None:
    answers, form = tmp_path / "tra-loi.csv", tmp_path / "phieu.xlsx"
    vague = ("--decision", "25/QĐ-STP", "--unit", "VP", "--deadline", "Đầu quý IV")
    assert run("task", "add", "Việc A", *vague).code == 0
    assert run("deadline", "questions", "-o", str(answers)).code == 0
    rows = list(csv.DictReader(io.StringIO(answers.read_text(encoding="utf-8-sig"))))
    csv_of_rows(answers, [list(rows[0]), *([*(row | {"due": "1/10/2021"}).values()] for row in rows)])
    pipe(answers)
    ran = run("deadline", "answer", "-")
    assert ran.code == 0, ran.err
    assert json.loads(run("task", "list", "-f", "json").out)["rows"][-1]["due"] == "2021-10-01"
    assert run("form", "make", "--unit", "VP", "--period", "Q3/2021", "-o", str(form)).code == 0
    pipe(form)
    ran = run("form", "collect", "-", "-f", "json")
    assert json.loads(ran.out)["rows"][0]["file"] == "Standard input.xlsx"
    assert "cannot be read" not in ran.err


def test_the_annex_of_init_too(env: Path, run: Run, pipe: Pipe, tmp_path: Path) -> None:
    pipe(docx_of_paragraphs(tmp_path / "a.docx", ["UBND TỈNH MINH HỌA", "SỞ THỬ NGHIỆM"]))
    assert "papers from now on: UBND TỈNH MINH HỌA; SỞ THỬ NGHIỆM." in run("init", "--annex", "-").out


def test_every_parameter_that_takes_a_file_to_be_read_takes_it() -> None:
    others = {"output", "page", "source", "target"}  # written; registers
    others |= {"register", "listed", "all_from", "text_file", "backup"}  # with readers of their own
    named = {
        parameter.name
        for command in VERBS.values()
        for parameter in command.params
        if "FILE" in str(command.meant.get(parameter.name))
    }
    assert named - others - {"file"} <= set(READ)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.4\n%%EOF\n", "pdf"), (b"\x89PNG\r\n\x1a\n0", "png"), (b"\xff\xd8\xff\xe0", "jpg"),
        (b"II*\0\x08", "tif"), (b"GIF89a", "gif"), ("Đã họp ngày 28/6".encode(), "txt"), (b"{\\rtf1 x}", "rtf"),
        (b"PK\x03\x04\xff", "bin"), (LOCKED, "bin"), (b"\x00\x01\xfe", "bin"),
    ],
    ids=["pdf", "png", "jpeg", "tiff", "gif", "text", "rtf", "a damaged package", "with a password", "bytes"],
)  # fmt: skip
def test_evidence_of_any_kind_is_kept_with_the_ending_of_its_content(
    office: Clerk, run: Run, pipe: Pipe, content: bytes, ending: str
) -> None:
    pipe(content)
    ran = run("done", "1", "--doc", "45/BC-STP", "--file", "-")
    assert (ran.code, f"Kept as evidence: Standard input.{ending}." in ran.out) == (0, True), ran


def test_a_workbook_is_evidence_too_and_what_is_too_large_is_not_cut(
    office: Clerk, run: Run, pipe: Pipe, tmp_path: Path
) -> None:
    pipe(xlsx_of_rows(tmp_path / "ke-hoach.xlsx", PLAN))
    assert "Standard input.xlsx" in run("progress", "1", "--percent", "20", "--file", "-").out
    run("settings", "evidence_mb", "1")
    pipe(b"%PDF-1.4\n" + b"x" * 1_000_000)
    ran = run("progress", "1", "--percent", "30", "--file", "-")
    assert (ran.code, "Standard input cannot be kept as evidence: it is larger than 1 MB" in ran.err) == (4, True)
    pipe(b"")
    ran = run("progress", "1", "--percent", "30", "--file", "-")
    assert (ran.code, "Standard input cannot be kept as evidence: the file is empty." in ran.err) == (4, True)


@pytest.mark.parametrize("argv", [
    ("done", "1", "--doc", "45/BC-STP", "--file", "-"), IMPORT, ("form", "collect", "-"), ("unit", "import", "-"),
    ("calendar", "import", "-"), ("deadline", "answer", "-"),
], ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a"], ids=["empty", "bytes", "letter"])
def test_no_refusal_names_the_file_of_our_own(
    office: Clerk,
    run: Run,
    pipe: Pipe,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    argv: tuple[str, ...],
    content: bytes,
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    pipe(content)
    ran = run(*argv)
    assert str(tmp_path / "tam") not in ran.err + ran.out
    assert "Đầu vào chuẩn" in ran.err + ran.out
    assert not re.search(r"\b(the|it|is|cannot)\b", ran.err + ran.out), ran


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", 4, "Standard input cannot be read: it is empty"),
        (b"PK\x03\x04 broken", 4, "Standard input cannot be read"),
        (b"x" * (MAX_BYTES + 1), 4, "larger than 25 MB"),
    ],
    ids=["empty", "broken", "large"],
)
def test_what_cannot_be_read_is_refused(
    office: Clerk, run: Run, pipe: Pipe, content: bytes, code: int, says: str
) -> None:
    pipe(content)
    ran = run(*IMPORT)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err


def test_it_is_one_file_only_and_nobody_waits_at_a_terminal(
    office: Clerk, run: Run, pipe: Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(b"a;b\n")
    assert run("form", "collect", "-", "-").code == 2
    assert run(*IMPORT, "--units", "-").code == 2
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    ran = run(*IMPORT)
    assert (ran.code, ran.err) == (2, "Standard input is a terminal: pipe a list into it, or name a file.\n")
