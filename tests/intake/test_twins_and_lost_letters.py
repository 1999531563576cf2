"""Sheets that repeat another, and words whose letters were lost: nothing doubled, nothing damaged goes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import UnreadableFile
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.text import lost_letters

HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
FIRST = [["I", "Nhóm", "", ""], ["1", "Rà soát", "Phòng A", "30/6/2026"], ["2", "Kiểm tra", "Phòng B", "Quý III"]]
OLDER = [["I", "Nhóm", "", ""], ["1", "Rà soát", "Phòng A", "15/6/2026"], ["2", "Kiểm tra", "Phòng B", "Quý III"]]
OTHER = [["I", "Nhóm khác", "", ""], ["1", "Báo cáo", "Phòng C", "Quý I"]]


def read(path: Path, tables: tuple[int, ...] = ()) -> PlanDraft:
    return read_plan(path, year=2026, issued=None, known=(), create_units=True, tables=tables)


def book(path: Path, **sheets: list[list[str]]) -> Path:
    made = Workbook()
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in (HEAD, *rows):
            sheet.append(row)
    made.remove(made.worksheets[0])
    made.save(path)
    return path


def test_a_sheet_that_repeats_another_is_asked(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", Chính=FIRST, Trang_2=OLDER, Khác=OTHER)
    draft = read(path)
    assert [(t.title, draft.groups[t.group or 0].title) for t in draft.tasks] == [
        ("Rà soát", "Nhóm"),
        ("Kiểm tra", "Nhóm"),
        ("Báo cáo", "Nhóm khác"),
    ]
    (asked,) = (p for p in draft.problems if p.code == "sheet.twin")
    assert (asked.place and asked.place.sheet, asked.value) == ("Trang 2", "1: 15/6/2026 ≠ 30/6/2026")
    assert [t.taken for t in draft.tables] == [True, False, True]
    assert [t.deadline_text for t in read(path, (2,)).tasks] == ["15/6/2026", "Quý III"]


def test_the_older_one_is_left_out_by_its_name(tmp_path: Path) -> None:
    draft = read(book(tmp_path / "a.xlsx", Bản_cũ=OLDER, Bản_mới=FIRST))
    assert [t.deadline_text for t in draft.tasks] == ["30/6/2026", "Quý III"]


WORDS = [
    ("V?n ph?ng S?", "V?n"),
    ("??n ??c", "??n"),
    ("(?i?u tra", "(?i?u"),
    ("B?O C?O", "B?O"),
    ("Rà so\ufffdt", "so\ufffdt"),
    ("b\udce1o", "b\ufffdo"),
    ("Xong chưa?", ""),
    ("việc nào?Ai làm?", ""),
    ("https://vbpl.vn/tw?id=1", ""),
    ("(?) 1?2 ? ??", ""),
    ("Báo cáo ai?gửi ai?còn hạn?", ""),
    ("dichvucong.gov.vn/dvc?ma", ""),
    ("THƯ?NG XUYÊN", "THƯ?NG"),
]


@pytest.mark.parametrize(("text", "word"), WORDS)
def test_words_that_lost_letters(text: str, word: str) -> None:
    assert lost_letters(text) == word


def test_a_file_whose_letters_are_lost(tmp_path: Path) -> None:
    rows = [["TT", "Noi dung", "Chu tri", "Thoi han"], ["1", "R? so?t", "Ph?ng A", "30/6/2026"]]
    with pytest.raises(UnreadableFile, match="letters have been lost"):
        read_plan(
            csv_of_rows(tmp_path / "a.csv", rows), year=2026, issued=None, known=(), mapping={"Noi dung": "title"}
        )
    once = [HEAD, ["1", "Rà so?t", "Phòng A", "30/6/2026"]]
    draft = read(csv_of_rows(tmp_path / "b.csv", once))
    assert [(p.code, p.value) for p in draft.problems] == [("text.mojibake", "Rà so?t")]


@pytest.mark.parametrize("word", ["V?n ph?ng", "b\udce1o c\udce1o", "Ph\ufffdng"])
@pytest.mark.usefixtures("register_path")
def test_a_command_line_whose_letters_are_lost(run: Run, word: str) -> None:
    ran = run("unit", "add", "VP", "--name", word)
    assert ran.code == 4
    assert "UTF-8" in ran.err
    assert run("unit", "list", "-f", "json").out.count('"code"') == 0
