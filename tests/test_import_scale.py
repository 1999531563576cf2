"""A long import: what is entered at once stands as if entered one by one, and others read and write meanwhile."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, dump_file
from tuphap_cli.domain.deadlines import read_deadline
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.intake import plan
from tuphap_cli.store import any_register
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.write import entering, standing_table

HEADINGS = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"]
WORDS = ("Quý III/2021", "Hằng quý", "Thường xuyên", "", "Chờ hướng dẫn", "Trước ngày 15/12/2021")
COUNT = 40


def annex(path: Path, count: int = COUNT) -> Path:
    """A plan of ``count`` tasks."""
    rows = [[str(n), f"Việc thứ {n}", "Văn phòng", "Thanh tra", WORDS[n % len(WORDS)]] for n in range(1, count + 1)]
    return csv_of_rows(path / "phu-luc.csv", [HEADINGS, *rows])


def bring(run: Run, file: Path, *options: str) -> Any:
    """Import ``file``; the answer as JSON."""
    ran = run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "10/3/2021", *options, "-f", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """A register with two units."""
    with clerk.at_once():
        clerk.unit("VP", "Văn phòng")
        clerk.unit("TTRA", "Thanh tra")
    return clerk


def facts_of(decision: int, units: tuple[int, int]) -> list[entering.NewTask]:
    """Tasks with every sort of deadline, some of which support; each fifth has no item and no place of its own."""
    return [
        entering.NewTask(
            title=f"Việc thứ {n}", decision_id=decision, assigned_on=date(2021, 3, 10),
            item=str(n) if n % 5 else "", position=n if n % 5 else 0, product="Báo cáo" if n % 2 else "",
            lead_unit_id=units[n % 2], supports=units[: n % 3], deadline_text=words,
            reading=read_deadline(words, 2021, issued=date(2021, 3, 10)),
        )
        for n, words in enumerate(WORDS * 2, start=1)
    ]  # fmt: skip


def test_tasks_entered_at_once_stand_as_if_entered_one_by_one(office: Clerk, tmp_path: Path) -> None:
    made = []
    for name in ("one", "all"):
        with create_register(tmp_path / f"{name}.db") as register, register.writing("test", "clerk") as change:
            units = (
                change.insert(
                    "unit", {"code": "VP", "name": "Văn phòng", "kind": "division", "email": "", "version": 1}
                ),
                change.insert(
                    "unit", {"code": "TT", "name": "Thanh tra", "kind": "division", "email": "", "version": 1}
                ),
            )
            decision = change.insert(
                "decision",
                {"number": "40/QĐ-STP", "key": "40qdstp", "issued_on": "2021-03-10", "issuer": "", "title": "",
                 "year": 2021, "withdrawn_by": "", "version": 1},
            )  # fmt: skip
            several = facts_of(decision, units)
            for part in [[facts] for facts in several] if name == "one" else [several]:
                entering.add_tasks(change, part)
            if name == "one":
                standing_table.fill(change.connection)  # from what is stored, not from what was entered
        with contextlib.closing(sqlite3.connect(tmp_path / f"{name}.db")) as connection:
            changes = connection.execute("SELECT changes FROM journal ORDER BY seq DESC LIMIT 1").fetchone()[0]
            tables = {
                table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
                for table in ("task", "task_support", "deadline", "standing")
            }
        made.append((changes, tables))
    assert made[0] == made[1]
    assert len(made[0][1]["deadline"]) > len(WORDS)


def test_a_register_can_be_written_while_the_file_is_read_and_the_file_is_read_again_where_that_matters(
    office: Clerk, run: Run, tmp_path: Path, register_path: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, readings = plan.read_plan, []

    def reading(path: Path, **wishes: Any) -> PlanDraft:
        readings.append(len(wishes["known"]))
        if len(readings) == 1:
            other = any_register.open_register(register_path, write=True)
            with other, other.writing("test", "other") as change:
                change.insert(
                    "unit", {"code": "PCT", "name": "Phòng Công tác", "kind": "division", "email": "", "version": 1}
                )
        return real(path, **wishes)

    monkeypatch.setattr(plan, "read_plan", reading)
    assert bring(run, annex(tmp_path))["counts"]["tasks"] == COUNT
    assert readings == [2, 3]


def test_what_does_not_touch_the_reading_lets_it_stand(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(run, annex(tmp_path))
    real, readings = plan.read_plan, []

    def reading(path: Path, **wishes: Any) -> PlanDraft:
        readings.append(1)
        assert run("task", "start", "1", "--on", "11/3/2021").code == 0
        return real(path, **wishes)

    monkeypatch.setattr(plan, "read_plan", reading)
    assert bring(run, annex(tmp_path))["counts"]["unchanged"] == COUNT
    assert readings == [1]


@pytest.mark.file_register
def test_readers_see_the_old_state_while_much_is_written(office: Clerk) -> None:
    path = office.register.path
    before = dump_file(path)
    with (
        Register.open(path, write=True) as register,
        register.writing("test", "clerk", dry_run=True) as change,
        contextlib.closing(sqlite3.connect(path, timeout=0)) as reader,
    ):
        for number in range(200):
            change.insert(
                "decision",
                {"number": f"{number}/QĐ", "key": f"{number}qd", "issued_on": "2021-01-04", "issuer": "",
                 "title": "x" * 50_000, "year": 2021, "withdrawn_by": "", "version": 1},
            )  # fmt: skip
        assert reader.execute("SELECT COUNT(*) FROM decision").fetchone()[0] == 0
    assert dump_file(path) == before
