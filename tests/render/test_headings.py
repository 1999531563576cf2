"""The headings of CSV and TSV: the keys, or Vietnamese where they are asked for."""

from __future__ import annotations

import csv
import importlib
import io
import json
import pkgutil
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day
from tuphap_cli import reports
from tuphap_cli.render.vietnamese_headings import HEADINGS


@pytest.fixture(autouse=True)
def _task(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("HC", "Phòng Hành chính"), due=day("31/5"))


def head(run: Run, *wish: str) -> list[str]:
    made = run(*wish, "--format", "csv")
    assert made.code == 0, made.err
    return next(csv.reader(made.out.splitlines()))


def test_they_are_vietnamese_where_asked_for_and_else_the_keys(run: Run) -> None:
    assert head(run, "overdue")[:4] == ["task", "item", "decision", "decision_issued"]
    assert head(run, "overdue", "--headings", "vi")[:4] == ["Số nhiệm vụ", "Mục", "Văn bản", "Ngày văn bản"]
    assert "Tổng số (gồm đơn vị trực thuộc)" in head(run, "report", "quarter", "2/2021", "--headings", "vi")


@pytest.mark.parametrize("more", [(), ("--headings", "vi")])
def test_a_tsv_has_the_headings_and_fields_of_a_csv_with_tabs_between(
    clerk: Clerk, run: Run, more: tuple[str, ...]
) -> None:
    clerk.task(clerk.decision("26/QĐ-STP"), "Lập\tdanh sách\n- các xã", due=day("31/5"))
    rows = list(csv.reader(io.StringIO(run("overdue", "-f", "csv", *more).out, newline="")))
    text = run("overdue", "-f", "tsv", *more).out
    assert [line.split("\t") for line in text.splitlines()] == [
        [field.replace("\t", " ").replace("\n", " ") for field in row] for row in rows
    ]
    assert len(rows) == 3
    assert '"' not in text
    assert "\r" not in text


def test_a_tsv_file_is_known_by_its_ending_and_read_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "danh-sach.tsv"
    assert run("task", "list", "-o", str(file)).code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbftask\t")
    again = run("import", str(file), "--decision", "25/QĐ-STP@2021", "--dry-run", "-f", "json")
    assert json.loads(again.out)["counts"]["unchanged"] == 1


def test_every_key_of_every_list_has_one() -> None:
    found = set()
    for info in pkgutil.walk_packages(reports.__path__, f"{reports.__name__}."):
        module = importlib.import_module(info.name)
        found |= {
            key
            for name, keys in vars(module).items()
            if name.endswith("FIELDS") and type(keys) is tuple
            for key in keys
        }
    assert len(found) > 90
    assert found - HEADINGS.keys() == set()


@pytest.mark.parametrize(
    ("wish", "headings"),
    [
        (("decision", "list"), ("Trích yếu", "Tổng số nhiệm vụ")),
        (("filing", "list", "Q2/2021"), ("Mã đơn vị", "Hạn nộp", "Văn bản báo cáo")),
        (("form", "status"), ("Mã đơn vị", "Hạn nộp", "Văn bản báo cáo")),
        (("report", "quarter", "2/2021"), ("Mã đơn vị",)),
        (("report", "list"), ("Văn bản báo cáo",)),
        (("report", "text", "Q2/2021"), ("Tên phần",)),
        (("obstacle", "list"), ("Nhiệm vụ", "Văn bản", "Văn bản tháo gỡ")),
        (("calendar", "days", "2021"), ("Văn bản",)),
        (("overdue",), ("Nhiệm vụ", "Chủ trì", "Thời hạn", "Cán bộ thực hiện")),
    ],
)
def test_a_key_is_called_what_it_means_in_its_list(
    run: Run, wish: tuple[str, ...], headings: tuple[str, ...]
) -> None:
    found = head(run, *wish, "--headings", "vi")
    assert set(headings) <= set(found)
    assert len(set(found)) == len(found)
    if wish[0] != "overdue":
        assert ("Nhiệm vụ" in found) == ("Nhiệm vụ" in headings)
        assert ("Chủ trì" in found) == ("Nhiệm vụ" in headings)


@pytest.mark.parametrize(
    "wrong", [("--headings", "fr", "-f", "csv"), ("--headings", "vi"), ("--headings", "vi", "-f", "json")]
)
def test_it_is_about_csv_and_tsv_alone(run: Run, wrong: tuple[str, ...]) -> None:
    assert run("overdue", *wrong).code == 2
