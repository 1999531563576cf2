"""unit: a clerk enters, looks up, corrects, merges and ends the units that lead or support tasks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file

GROUND = ("--by", "15/QĐ-STP", "--reason", "Sáp nhập", "--on", "1/7/2021")


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def unit(run: Run, name: str) -> dict[str, Any]:
    """A unit as ``unit show`` gives it."""
    row: dict[str, Any] = json.loads(run("unit", "show", name, "-f", "json").out)["rows"][0]
    return row


def test_add_enters_a_unit_with_its_other_names(office: Clerk, run: Run) -> None:
    ran = run(
        "unit", "add", "tp hồng dân", "--name", "Phòng  Tư pháp huyện Hồng Dân", "--alias", "PTP Hồng Dân", "--alias",
        "Tư pháp Hồng Dân", "--kind", "district_office", "--parent", "STP", "--email", "tuphap@example.vn",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Unit TP-HỒNG-DÂN entered: Phòng Tư pháp huyện Hồng Dân.", "Next: tuphap unit list",
    ]  # fmt: skip
    assert unit(run, "TP-HONG-DAN") == {
        "code": "TP-HỒNG-DÂN", "name": "Phòng Tư pháp huyện Hồng Dân", "kind": "district_office", "parent": "STP",
        "aliases": ["PTP Hồng Dân", "Tư pháp Hồng Dân"], "email": "tuphap@example.vn", "valid_from": None,
        "valid_to": None, "tasks": 0, "former_names": [], "renamed_on": [], "renamed_by": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["HCTP", "hctp", "Phòng Hành chính tư pháp", "PHONG HANH CHINH TU PHAP", "P. HCTP", "p. hctp"]
)
def test_a_unit_is_known_by_code_name_and_alias_marks_and_case_aside(office: Clerk, run: Run, name: str) -> None:
    assert unit(run, name)["code"] == "HCTP"


def test_an_unknown_unit_is_refused_with_the_nearest(office: Clerk, run: Run) -> None:
    ran = run("unit", "show", "HTCP")
    assert (ran.code, ran.out) == (4, "")
    assert "Perhaps HCTP" in ran.err
    assert "tuphap unit list" in ran.err


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("VP", "--name", "Văn phòng khác"), 5), (("vp", "--name", "Văn phòng khác"), 5),
        (("VPS", "--name", "VĂN PHÒNG SỞ"), 5), (("X", "--name", "Phòng X", "--alias", "p. hctp"), 5),
        (("X",), 2), (("X", "--name", " "), 4), (("\u200b", "--name", "Phòng X"), 4),
        (("X", "--name", "Phòng X", "--kind", "phòng"), 2), (("X", "--name", "Phòng X", "--parent", "KHAC"), 4),
    ],
    ids=named,
)  # fmt: skip
def test_add_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    before = dump_file(office.register.path)
    ran = run("unit", "add", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert dump_file(office.register.path) == before


def test_a_wrong_kind_is_answered_with_the_right_ones(office: Clerk, run: Run) -> None:
    ran = run("unit", "add", "X", "--name", "Phòng X", "--kind", "phòng")
    assert "department, division, centre, district_office, collective, external" in ran.err


def test_the_list_gives_every_unit_with_what_it_leads(office: Clerk, run: Run) -> None:
    rows = json.loads(run("unit", "list", "-f", "json").out)["rows"]
    assert {row["code"]: row["tasks"] for row in rows} == {"STP": 0, "HCTP": 2, "PBPL": 2, "VP": 2}
    text = run("unit", "list").out
    assert "P. HCTP" in text
    assert text.splitlines()[0] == "Units"


def test_a_register_without_units_says_so(register_path: object, run: Run) -> None:
    assert "No unit has been entered yet." in run("unit", "list").out


def test_show_gives_the_unit_and_the_tasks_it_leads(office: Clerk, run: Run) -> None:
    text = run("unit", "show", "VP").out
    assert "Văn phòng Sở" in text
    assert "Đôn đốc đăng ký" in text
    assert "Rà soát văn bản" not in text
    assert text.rstrip().endswith("2 tasks.")


def test_a_renamed_unit_is_still_known_by_its_old_name_and_found_by_the_new(office: Clerk, run: Run) -> None:
    ran = run("unit", "edit", "HCTP", "--name", "Phòng Hành chính và Bổ trợ tư pháp", "--alias", "HC&BTTP")
    assert ran.out.splitlines() == ["Unit HCTP changed.", "Next: tuphap unit show HCTP"]
    row = unit(run, "Phòng Hành chính tư pháp")
    assert row["name"] == "Phòng Hành chính và Bổ trợ tư pháp"
    assert set(row["aliases"]) == {"P. HCTP", "HC&BTTP", "Phòng Hành chính tư pháp"}
    found = json.loads(run("task", "find", "bo tro tu phap", "-f", "json").out)["rows"]
    assert {task["task"] for task in found[:2]} == {1, 4}


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("HCTP",), 2), (("KHAC", "--name", "X"), 4), (("HCTP", "--kind", "phòng"), 2),
        (("STP", "--parent", "HCTP"), 4), (("HCTP", "--parent", "HCTP"), 4), (("VP", "--alias", "P. HCTP"), 5),
    ],
    ids=named,
)  # fmt: skip
def test_edit_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    before = dump_file(office.register.path)
    ran = run("unit", "edit", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize(
    "argv",
    [
        ("edit", "VP", "--name", "Phòng Hành chính tư pháp"), ("edit", "VP", "--alias", "Phòng Hành chính tư pháp"),
        ("add", "X", "--name", "Phòng X", "--alias", "Văn phòng Sở"), ("add", "X", "--name", "P. HCTP"),
        ("add", "X", "--name", "Phòng X", "--alias", "VP"),
    ],
    ids=named,
)  # fmt: skip
def test_no_name_stands_for_two_units(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    assert run("unit", *argv).code == 5


def test_a_merger_hands_the_open_tasks_over_and_then_ends_the_unit(office: Clerk, run: Run) -> None:
    refused = run("unit", "close", "HCTP")
    assert (refused.code, refused.out) == (5, "")
    assert "2 open task(s)" in refused.err
    assert "tuphap unit transfer HCTP --to UNIT --by DOCUMENT" in refused.err

    moved = run("unit", "transfer", "HCTP", "--to", "VP", *GROUND)
    assert moved.out.splitlines() == [
        "2 open tasks handed from HCTP to VP.", "Next: tuphap unit close HCTP --on 01/07/2021",
    ]  # fmt: skip
    closed = run("unit", "close", "HCTP", "--on", "1/7/2021")
    assert closed.out.splitlines()[0] == "Unit HCTP ends on 01/07/2021."
    assert unit(run, "HCTP")["valid_to"] == "2021-07-01"
    assert {office.row(task).unit for task in (1, 2, 4, 5)} == {"VP"}
    assert office.row(1, day("30/6")).unit == "HCTP"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("HCTP", "--to", "HCTP", *GROUND), 4), (("HCTP", "--to", "KHAC", *GROUND), 4), (("HCTP", *GROUND), 2),
        (("HCTP", "--to", "VP"), 4), (("HCTP", "--to", "VP", "--by", "15/QĐ-STP"), 4),
        (("HCTP", "--to", "VP", *GROUND[:4], "--on", "10/7/2021"), 4),
    ],
    ids=named,
)  # fmt: skip
def test_transfer_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    before = dump_file(office.register.path)
    ran = run("unit", "transfer", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert dump_file(office.register.path) == before


WRITING = [
    ("add", "X", "--name", "Phòng X"), ("edit", "VP", "--email", "vp@example.vn"), ("close", "STP"),
    ("transfer", "HCTP", "--to", "VP", *GROUND),
]  # fmt: skip


@pytest.mark.parametrize("argv", WRITING, ids=lambda argv: argv[0])
def test_a_trial_writes_nothing_and_the_deed_is_one_row_of_the_journal(
    office: Clerk, run: Run, argv: tuple[str, ...]
) -> None:
    before = dump_file(office.register.path)
    tried = run("unit", *argv, "--dry-run")
    assert dump_file(office.register.path) == before
    assert tried.out.splitlines()[0] == "Tried only; nothing was written."
    done = run("unit", *argv)
    assert done.out.splitlines()[0] == tried.out.splitlines()[1]
    assert done.out.splitlines()[-1].startswith("Next: tuphap ")
    assert [row.command for row in entries(office)[len(before["journal"]) :]] == [f"unit {argv[0]}"]
