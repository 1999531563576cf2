"""Half a year of a clerk's work as a diary: each entry is what was typed on a day, and what the register then said.

Papers come late, a unit gets a new name and hands its work over, a night's check tells what is new; at the end the
review of the first half is written, signed and kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows

PLAN = [
    ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Sản phẩm", "Thời hạn hoàn thành"],
    ["1", "Ban hành kế hoạch kiểm tra văn bản", "Văn phòng", "Kế hoạch", "31/3/2021"],
    ["2", "Báo cáo kết quả công tác tư pháp", "Văn phòng", "Báo cáo", "Hằng quý"],
    ["3", "Rà soát văn bản còn hiệu lực", "Phòng Hành chính tư pháp", "Báo cáo", "30/6/2021"],
    ["4", "Tập huấn hòa giải viên ở cơ sở", "Phòng Phổ biến pháp luật", "Báo cáo", "Quý II/2021"],
    ["5", "Trả lời kiến nghị của công dân", "Phòng Hành chính tư pháp", "", "Thường xuyên"],
    ["6", "Số hóa sổ hộ tịch", "Phòng Hành chính tư pháp", "Đề án", "31/5/2021"],
]
Typed = Callable[..., str]


@pytest.fixture
def on(run: Run, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command on a day and gives what it printed; it must end with ``code``."""

    def typed(today: str, *words: str, code: int = 0) -> str:
        day, month = today.split("/")
        monkeypatch.setenv("TUPHAP_TODAY", f"2021-{int(month):02d}-{int(day):02d}")
        ran = run(*words)
        assert ran.code == code, (words, ran)
        return ran.out

    return typed


def states(on: Typed, today: str, *words: str) -> Mapping[str, str]:
    """The state of each task by its item."""
    rows: list[dict[str, Any]] = json.loads(on(today, "task", "list", *words, "-f", "json"))["rows"]
    return {row["item"]: row["state"] for row in rows}


def test_half_a_year(on: Typed, register_path: Path, tmp_path: Path) -> None:
    # 1 March: the annex of the decision goes in as it was issued.
    plan = csv_of_rows(tmp_path / "phu-luc.csv", PLAN)
    on("1/3", "import", str(plan), "--decision", "25/QĐ-STP", "--issued", "26/2/2021", "--create-units")
    assert set(states(on, "1/3").values()) == {"in_time_not_started", "no_deadline"}

    # The spring: one task in time, the first report of the year.
    on("15/3", "task", "start", "1")
    on("30/3", "task", "done", "1", "--doc", "12/KH-STP")
    on("5/4", "task", "done", "2", "--period", "Q1", "--on", "31/3", "--doc", "15/BC-STP")
    assert states(on, "5/4")["2"] == "in_time_under_way"  # the second quarter is still to come

    # 10 May: something is in the way.
    on("10/5", "task", "progress", "6", "--percent", "40", "--note", "Khó khăn: thiếu máy quét")
    on("10/5", "obstacle", "add", "Thiếu máy quét", "--task", "6", "--proposal", "Bố trí kinh phí")

    # 1 June: the night's check tells it once.
    told = json.loads(on("1/6", "check", "--new", "-f", "json", code=3))
    assert 6 in {row["task"] for row in told["rows"]}
    assert on("1/6", "check", "--new") == ""

    # 3 June: the decision of 28 May to extend it arrives; it never was late.
    on(
        "3/6",
        "task",
        "extend",
        "6",
        "--to",
        "31/7/2021",
        "--by",
        "20/QĐ-STP",
        "--reason",
        "Chờ kinh phí",
        "--on",
        "28/5",
    )
    assert states(on, "3/6", "--as-of", "1/6/2021")["6"] == "in_time_under_way"
    first = json.loads(on("3/6", "overdue", "--as-of", "1/6/2021", "--against", "original", "-f", "json"))["rows"]
    assert [row["item"] for row in first] == ["6"]

    # July: the report of 30 June comes after progress of 1 July was recorded; it was in time.
    on("1/7", "task", "progress", "3", "--percent", "90")
    on("5/7", "task", "done", "3", "--on", "30/6", "--doc", "44/BC-STP")
    assert states(on, "5/7")["3"] == "done_on_time"

    # 9 July: from 1 July the office for legal education bears another name and hands its work over; what it had
    # finished before, though it is entered last, stays its own.
    code = next(
        row["unit"] for row in json.loads(on("9/7", "task", "list", "-f", "json"))["rows"] if row["item"] == "4"
    )
    on(
        "9/7",
        "unit",
        "edit",
        code,
        "--name",
        "Phòng Phổ biến, theo dõi pháp luật",
        "--on",
        "1/7/2021",
        "--by",
        "30/QĐ-STP",
    )
    to = next(
        row["unit"] for row in json.loads(on("9/7", "task", "list", "-f", "json"))["rows"] if row["item"] == "3"
    )
    on("9/7", "unit", "transfer", code, "--to", to, "--on", "1/7/2021", "--by", "31/QĐ-STP", "--reason", "Sắp xếp")
    on("9/7", "task", "done", "4", "--on", "28/6", "--doc", "50/BC-STP")
    [row] = [r for r in json.loads(on("9/7", "task", "list", "-f", "json"))["rows"] if r["item"] == "4"]
    assert (row["state"], row["unit"]) == ("done_on_time", code)

    # The review of the first half: its own words, its figures, its signature.
    half = ("report", "half", "1/2021", "--scheme", "calendar", "--as-of", "30/6/2021")
    figures = json.loads(on("9/7", *half, "-f", "json"))
    totals = figures["totals"]
    assert (totals["assigned"], totals["done_on_time"], totals["done_late"], totals["no_deadline"]) == (6, 3, 0, 1)
    assert {row["unit_name"] for row in figures["rows"]} >= {"Phòng Phổ biến pháp luật"}  # the name of its days
    on("9/7", "report", "text", "H1/2021", "--scheme", "calendar", "--part", "han-che", "Việc số hóa còn chậm.")
    for ending in ("docx", "xlsx", "html", "md"):
        on("9/7", *half, "-o", str(tmp_path / f"so-ket.{ending}"))
    assert "Việc số hóa còn chậm." in (tmp_path / "so-ket.md").read_text(encoding="utf-8")
    on("9/7", "report", "close", "H1/2021", "--scheme", "calendar", "--doc", "52/BC-STP")
    on("12/7", "task", "progress", "6", "--percent", "60", "--on", "29/6", code=5)
    on("12/7", "task", "progress", "6", "--percent", "60", "--on", "29/6", "--adjust")
    again = json.loads(on("12/7", "report", "half", "1/2021", "--scheme", "calendar", "-f", "json"))
    assert again["totals"] == totals

    # And nothing of all this has been written but by the program.
    on("12/7", "doctor")
