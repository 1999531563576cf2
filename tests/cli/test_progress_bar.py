"""The bar of what takes long: on a terminal it is gone before anything is said after it; elsewhere there is none."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk
from tests.support.terminal import on_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

HEAD = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]
GOOD = ["1", "Lập kế hoạch kiểm tra", "VP", "31/8/2021"]
BAD = ["2", "", "VP", "30/9/2021"]  # no task
BAR = "Reading and storing"
GONE = "\x1b[2K"  # erase the line


def imported(folder: Path, rows: list[list[str]], *words: str, **own: str) -> tuple[int, str]:
    """Import a plan with ``rows`` at a terminal; its exit code and all that was sent to the screen."""
    plan = csv_of_rows(folder / "ke-hoach.csv", [HEAD, *rows])
    command = ["import", str(plan), "--decision", "90/QĐ-STP", "--issued", "1/7/2021", *words]
    return on_terminal(command, {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **own}, folder)


@pytest.mark.parametrize(
    ("rows", "code", "says"),
    [([GOOD], 0, "1 new task"), ([GOOD, BAD], 4, "nothing was written")],
    ids=["taken", "refused"],
)
def test_it_ends_before_the_report_also_of_what_is_refused(
    office: Clerk, tmp_path: Path, rows: list[list[str]], code: int, says: str
) -> None:
    left, screen = imported(tmp_path, rows)
    assert left == code, screen
    assert BAR in screen
    *_drawn, rest = screen.split(BAR)
    assert GONE in rest, "the last line of the bar is taken away"
    said = rest.rpartition(GONE)[2]
    assert re.search(says, said)
    assert "━" not in said, "no part of a bar stands in what is said"


def test_there_is_none_where_it_cannot_be_drawn_or_all_is_to_be_quiet(office: Clerk, tmp_path: Path) -> None:
    assert BAR not in imported(tmp_path, [GOOD], "--dry-run", TERM="dumb")[1]
    assert imported(tmp_path, [GOOD], "--quiet") == (0, "")
