"""The same figures in every format: written out, read back, and held to what was worked out by hand.

The register is that of tests/support/forty.py; the reasoning behind the figures stands in test_report_forty.py.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support import formats, read_back
from tests.support.keyboard import Tty
from tests.support.read_back import Rows
from tuphap_cli.main import main


def rows(text: str) -> Rows:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


WHOLE = rows("""
    done on time | 6 | 15.00%
    done late | 5 | 12.50%
    open, in time | 6 | 15.00%
    under way | 4 | 10.00%
    not started | 2 | 5.00%
    open, overdue | 12 | 30.00%
    under way | 5 | 12.50%
    not started | 7 | 17.50%
    without deadline | 8 | 20.00%
    regular, ongoing | 3 | 7.50%
    waiting for a date | 5 | 12.50%
    suspended | 1 | 2.50%
    cancelled | 2 | 5.00%
    Total | 40 | 100.00%
""")
RATES = rows("""
    finished ÷ all tasks | 11 | 40 | 27.50% | 7.69% | +19.81
    finished ÷ (finished + overdue) | 11 | 23 | 47.83% | 40.00% | +7.83
    finished ÷ tasks with a deadline | 11 | 29 | 37.93% | 9.52% | +28.41
    on time ÷ finished | 6 | 11 | 54.55% | 50.00% | +4.55
    overdue ÷ tasks with a deadline | 12 | 29 | 41.38% | 14.29% | +27.09
""")
RATES_ALONE = [[*row[:4], "–", "–"] for row in RATES]  # nothing to compare with
AGES = rows("""
    up to 30 days | 2 | 16.67%
    31 to 60 days | 5 | 41.67%
    61 to 90 days | 2 | 16.67%
    91 to 120 days | 2 | 16.67%
    more than 120 days | 1 | 8.33%
    Total | 12 | 100.00%
""")
BY_UNIT = rows("""
    Sở Tư pháp | 30 | 4 | 4 | 6 | 8 | 6 | 1 | 1 | 26.67%
    Sở Tư pháp (by itself) | 4 | 0 | 1 | 2 | 1 | 0 | 0 | 0 | 25.00%
    Phòng Hành chính | 19 | 4 | 3 | 3 | 4 | 4 | 0 | 1 | 36.84%
    Phòng Hành chính (by itself) | 7 | 0 | 0 | 2 | 3 | 1 | 0 | 1 | 0.00%
    Tổ Hộ tịch | 6 | 1 | 2 | 1 | 0 | 2 | 0 | 0 | 50.00%
    Tổ Quốc tịch | 6 | 3 | 1 | 0 | 1 | 1 | 0 | 0 | 66.67%
    Phòng Phổ biến | 7 | 0 | 0 | 1 | 3 | 2 | 1 | 0 | 0.00%
    Trung tâm Trợ giúp | 7 | 2 | 1 | 0 | 2 | 1 | 0 | 1 | 42.86%
    no lead unit | 3 | 0 | 0 | 0 | 2 | 1 | 0 | 0 | 0.00%
    Total | 40 | 6 | 5 | 6 | 12 | 8 | 1 | 2 | 27.50%
""")
BY_GROUP = rows("""
    10/QĐ-STP: I. Văn bản | 12 | 2 | 3 | 0 | 7 | 0 | 0 | 0 | 41.67%
    10/QĐ-STP: II. Hộ tịch | 14 | 1 | 0 | 4 | 3 | 6 | 0 | 0 | 7.14%
    40/KH-STP: I. Chuyển đổi số | 12 | 3 | 2 | 2 | 2 | 1 | 1 | 1 | 41.67%
    40/KH-STP: no group | 2 | 0 | 0 | 0 | 0 | 1 | 0 | 1 | 0.00%
    Total | 40 | 6 | 5 | 6 | 12 | 8 | 1 | 2 | 27.50%
""")
BY_KIND = rows("""
    key task | 32 | 5 | 4 | 5 | 10 | 6 | 1 | 1 | 28.13%
    regular task | 3 | 0 | 0 | 0 | 1 | 2 | 0 | 0 | 0.00%
    ad hoc task | 5 | 1 | 1 | 1 | 1 | 0 | 0 | 1 | 40.00%
    Total | 40 | 6 | 5 | 6 | 12 | 8 | 1 | 2 | 27.50%
""")
BY_DECISION = rows("""
    10/QĐ-STP, 20/12/2020 | 26 | 3 | 3 | 4 | 10 | 6 | 0 | 0 | 23.08%
    40/KH-STP, 01/04/2021 | 14 | 3 | 2 | 2 | 2 | 2 | 1 | 2 | 35.71%
    Total | 40 | 6 | 5 | 6 | 12 | 8 | 1 | 2 | 27.50%
""")
BY_MONTH = rows("""
    1/2021 | 2 | 2
    2/2021 | 4 | 0
    3/2021 | 7 | 5
    4/2021 | 6 | 2
    5/2021 | 5 | 2
    6/2021 | 5 | 5
    Total | 29 | 16
""")
RANKING = rows("""
    1 | Tổ Hộ tịch | 3 | 0 | 3 | 100.00% | 66.67%
    2 | Tổ Quốc tịch | 4 | 1 | 5 | 80.00% | 25.00%
    3 | Trung tâm Trợ giúp | 3 | 2 | 5 | 60.00% | 33.33%
    4 | Sở Tư pháp | 1 | 1 | 2 | 50.00% | 100.00%
    5 | Phòng Hành chính | 0 | 3 | 3 | 0.00% | –
    5 | Phòng Phổ biến | 0 | 3 | 3 | 0.00% | –
""")
# The first heading of a table: its rows in a quarter's report and in a half-year's review.
TABLES = {
    "Result": (WHOLE, WHOLE), "Rate": (RATES, RATES_ALONE), "Days overdue": (AGES, AGES), "Unit": (BY_UNIT, BY_UNIT),
    "Group": (BY_GROUP, BY_GROUP), "Kind": (BY_KIND, BY_KIND), "Decision": (BY_DECISION, BY_DECISION),
    "Month": (BY_MONTH, BY_MONTH), "Rank": (RANKING, RANKING),
}  # fmt: skip
SENTENCES = (
    "40 tasks have been assigned: 29 with a deadline, 8 without a deadline, 1 suspended, 2 cancelled.",
    "With a deadline (29): 11 finished (6 on time + 5 late) and 18 unfinished (6 in time + 12 overdue).",
)
FLOWS = (
    (
        "In the period fell due: 22 deadlines of 20 tasks (9 of these deadlines done); "
        "completed: 12 deadlines of 11 tasks."
    ),
    (
        "In the period fell due: 29 deadlines of 25 tasks (14 of these deadlines done); "
        "completed: 16 deadlines of 13 tasks."
    ),
)
PERIODS = (("quarter", "2/2021"), ("half", "1/2021"))
BOTH = pytest.mark.parametrize("which", [0, 1], ids=["quarter", "half"])

pytestmark = pytest.mark.usefixtures("forty_office")


@BOTH
@pytest.mark.parametrize("ending", formats.PAPER)
def test_a_file_holds_the_figures(run: Run, tmp_path: Path, ending: str, which: int) -> None:
    file = tmp_path / f"bao-cao.{ending}"
    assert run("report", *PERIODS[which], "--as-of", "14/6/2021", "-o", str(file)).code == 0
    found = read_back.of_file(file)
    for heading, expected in TABLES.items():
        shown = read_back.headed(found, heading)
        width = len(expected[which][0])  # behind it Markdown names the level of what is set in
        assert [row[:width] for row in shown] == expected[which], heading


@BOTH
def test_plain_text_holds_the_figures(run: Run, which: int) -> None:
    text = run("report", *PERIODS[which]).out
    for heading, found in TABLES.items():
        expected = as_text(heading, found[which])
        assert read_back.in_text(text, heading, len(expected[0]) - 1) == expected, heading


def as_text(heading: str, expected: Rows) -> Rows:
    """The rows as they are read out of plain text: there the rank belongs to the name beside it."""
    return [[f"{row[0]} {row[1]}", *row[2:]] for row in expected] if heading == "Rank" else expected


@BOTH
@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_shows_the_figures(monkeypatch: pytest.MonkeyPatch, columns: int, which: int) -> None:
    screen = Tty()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["report", *PERIODS[which]]) == 0
    text = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    assert max(map(len, text.splitlines())) <= columns
    for heading, found in TABLES.items():
        shown = as_text(heading, found[which])
        assert read_back.in_text(text, heading, len(shown[0]) - 1) == shown, heading


@BOTH
def test_the_sentences_stand_in_every_format(run: Run, tmp_path: Path, which: int) -> None:
    for ending in ("txt", "md", "html"):
        file = tmp_path / f"bao-cao.{ending}"
        run("report", *PERIODS[which], "-o", str(file))
        text = file.read_text(encoding="utf-8").replace("\\", "")
        for sentence in (*SENTENCES, FLOWS[which]):
            assert sentence in text, (ending, sentence)


@BOTH
def test_json_holds_the_figures(run: Run, which: int) -> None:
    found = json.loads(run("report", *PERIODS[which], "-f", "json").out)
    boxes = ("assigned", "done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended",
             "cancelled")  # fmt: skip
    assert [str(found["totals"][box]) for box in boxes] == BY_UNIT[-1][1:9]
    below = [
        [row["unit_name"] or "no lead unit", *(str(row["with_below"][b]) for b in boxes)] for row in found["by_unit"]
    ]
    own = ["unit", "unit_name", "parent", "level", *boxes]
    assert [list(row) for row in found["rows"]] == [[*own, *(f"with_below_{box}" for box in boxes)]] * 7
    assert [[row[key] for key in own] for row in found["rows"]] == [
        [row[key] for key in own] for row in found["by_unit"]
    ]
    assert [[str(row[f"with_below_{box}"]) for box in boxes] for row in found["rows"]] == [row[1:] for row in below]
    assert below == [row[:9] for row in BY_UNIT[:-1] if "by itself" not in row[0]]
    for key, expected in (("by_group", BY_GROUP), ("by_kind", BY_KIND), ("by_decision", BY_DECISION)):
        assert [[str(row[box]) for box in boxes] for row in found[key]] == [row[1:9] for row in expected[:-1]]
    assert [f"{value:.2f}%" for value in found["rates"].values()] == [row[3] for row in RATES]
    assert [[row["month"], str(row["due"]), str(row["done"])] for row in found["by_month"]] == BY_MONTH[:-1]
    assert [str(row["tasks"]) for row in found["ageing"]] == [row[1] for row in AGES[:-1]]
    assert (found["flows"]["due_in_period"], found["flows"]["done_in_period"]) == ((22, 12), (29, 16))[which]


@BOTH
def test_csv_holds_the_figures_of_each_unit_which_add_to_the_whole(run: Run, which: int) -> None:
    out = run("report", *PERIODS[which], "-f", "csv").out
    found = {row["unit"]: row for row in csv.DictReader(io.StringIO(out, newline=""))}
    assert list(found) == ["STP", "HC", "HT", "QT", "PB", "TG", ""]
    assert [found["HC"][box] for box in ("assigned", "open_in_time", "open_overdue", "cancelled")] == [
        "7",
        "2",
        "3",
        "1",
    ]
    assert "with_below" not in found["HC"]  # a cell of a table is no record
    assert sum(int(row["assigned"]) for row in found.values()) == 40
    assert sum(int(row["open_overdue"]) for row in found.values()) == 12


@pytest.mark.parametrize("ending", [form for form in formats.PAPER if form != "md"])
def test_the_annexes_are_in_the_files_and_not_on_the_terminal(run: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"bao-cao.{ending}"
    run("report", "quarter", "2/2021", "-o", str(file))
    if ending == "xlsx":
        import openpyxl

        sheets = openpyxl.load_workbook(file).worksheets
        # A title, a heading, the lines; the legend of their colours behind an empty row.
        assert [sheet.max_row for sheet in sheets[1:3]] == [14 + 3, 42 + 5]
        assert [sheet.title for sheet in sheets[:3]] == ["Summary", "Annex I", "Annex II"]
        assert [sheet.title for sheet in sheets[3:]] == [
            "State of tasks by unit", "Due and done by month", "Age of what is overdue",
        ]  # fmt: skip
        assert sheets[1]["A1"].value == "Annex I. Tasks overdue on 14/06/2021"
    else:
        found = read_back.of_file(file)
        late = next(table for table in found if "Days late" in table[0])
        every = next(table for table in found if table[0][-1] == "State" and "Result" in table[0])
        assert [row[5] for row in late[1:]] == [
            "121",
            "120",
            "91",
            "90",
            "61",
            "60",
            "45",
            "45",
            "45",
            "31",
            "30",
            "1",
        ]
        assert sum(row[0].isdecimal() for row in every) == 40
    assert "Days late" not in run("report", "quarter", "2/2021").out


def test_the_sheets_of_the_annexes_bear_their_vietnamese_labels(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    monkeypatch.setenv("TUPHAP_LANG", "vi")
    file = tmp_path / "bao-cao.xlsx"
    assert run("report", "half", "1/2021", "-o", str(file)).code == 0
    names = openpyxl.load_workbook(file).sheetnames
    assert names[1:4] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
