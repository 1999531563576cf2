"""unit edit --name --on --by: a unit keeps every name with its days, and each report bears the names of its days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries as journal
from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.store.read import entries
from tuphap_cli.store.write import renaming

OLD, NEW = "Phòng Hành chính tư pháp", "Phòng Hành chính và Bổ trợ tư pháp"
RENAME = ("unit", "edit", "HCTP", "--name", NEW, "--on", "1/7/2021", "--by", "30/QĐ-STP")


def rows(run: Run, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*argv, "-f", "json").out)["rows"]
    return found


def test_both_names_are_kept_with_their_days_and_told(office: Clerk, run: Run) -> None:
    ran = run(*RENAME)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Unit HCTP is called “{NEW}” from 01/07/2021 on by 30/QĐ-STP; before that: “{OLD}”.",
        "Next: tuphap unit show HCTP",
    ]
    row = rows(run, "unit", "show", "HCTP")[0]
    assert (row["name"], row["former_names"], row["renamed_on"], row["renamed_by"]) == (
        NEW, [OLD], ["2021-07-01"], ["30/QĐ-STP"],
    )  # fmt: skip
    assert f"Former names  {OLD} (until 30/06/2021; renamed by 30/QĐ-STP)" in run("unit", "show", "HCTP").out
    assert f"{OLD} (until 30/06/2021); P. HCTP" in run("unit", "list").out
    assert rows(run, "unit", "show", OLD)[0]["code"] == "HCTP"
    assert {row["task"] for row in rows(run, "task", "list", "--unit", OLD)} == {1, 4}


def test_as_json_it_says_what_was_recorded_and_a_trial_writes_nothing(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    tried = json.loads(run(*RENAME, "--dry-run", "--format", "json").out)
    assert (tried["dry_run"], dump_file(office.register.path)) == (True, before)
    done = json.loads(run(*RENAME, "--format", "json").out)
    assert done["rows"] == tried["rows"] == [
        {"unit": "HCTP", "fields": ["name"], "name": NEW, "before": OLD, "from": "2021-07-01", "until": None,
         "document": "30/QĐ-STP"},
    ]  # fmt: skip


def test_it_is_one_command_of_the_journal_and_is_taken_back(office: Clerk, run: Run) -> None:
    before = run("unit", "show", "HCTP", "-f", "json").out
    run(*RENAME)
    after = run("unit", "show", "HCTP", "-f", "json").out
    assert journal(office)[-1].summary == f"HCTP: name; {OLD} → {NEW}, 30/QĐ-STP"
    assert "former name of a unit HCTP, 01/07/2021" in run("journal", "show", str(len(journal(office)))).out
    assert run("undo", "--yes").code == 0
    assert run("unit", "show", "HCTP", "-f", "json").out == before
    assert run("redo", "--yes").code == 0
    assert run("unit", "show", "HCTP", "-f", "json").out == after
    found = json.loads(run("doctor", "-f", "json").out)["rows"]
    assert not [finding for finding in found if finding["severity"] == "error"]


@pytest.mark.parametrize(("as_of", "name"), [("30/6/2021", OLD), ("1/7/2021", NEW), ("8/7/2021", NEW)])
def test_every_list_and_report_bears_the_names_of_its_day(office: Clerk, run: Run, as_of: str, name: str) -> None:
    run(*RENAME)
    run("obstacle", "add", "Thiếu người", "--unit", "HCTP", "--on", "1/6/2021")
    other = NEW if name == OLD else OLD
    for command in (
        ("overdue",), ("missed",), ("task", "list"), ("obstacle", "list"), ("report", "quarter", "2/2021"),
        ("report", "half", "1/2021"), ("filing", "list", "Q2/2021"), ("task", "why", "1"),
    ):  # fmt: skip
        said = run(*command, "--as-of", as_of, "-f", "json").out
        assert other not in said, command
        if command[0] in {"task", "obstacle", "report"}:
            assert name in said, command


def test_the_figures_of_a_closed_period_keep_the_name_under_which_they_were_signed(office: Clerk, run: Run) -> None:
    assert run("report", "close", "Q2/2021", "--doc", "45/BC-STP").code == 0
    signed = run("report", "quarter", "2/2021", "-f", "json").out
    assert run("unit", "edit", "HCTP", "--name", NEW, "--on", "1/4/2021", "--by", "3/QĐ-STP").code == 0
    assert run("report", "quarter", "2/2021", "-f", "json").out == signed


def test_a_name_without_a_day_stays_a_correction(office: Clerk, run: Run) -> None:
    assert run("unit", "edit", "HCTP", "--name", NEW).out.splitlines()[0] == "Unit HCTP changed."
    row = rows(run, "unit", "show", "HCTP")[0]
    assert (row["name"], row["former_names"]) == (NEW, [])
    assert NEW in run("report", "quarter", "2/2021", "--as-of", "30/6/2021", "-f", "json").out


def test_a_renaming_that_is_entered_late_takes_its_place_among_the_others(office: Clerk, run: Run) -> None:
    run(*RENAME)
    ran = run("unit", "edit", "HCTP", "--name", "Phòng Tư pháp", "--on", "1/3/2021", "--by", "3/QĐ-STP")
    assert ran.out.splitlines()[0] == (
        f"Unit HCTP is called “Phòng Tư pháp” from 01/03/2021 until 30/06/2021 by 3/QĐ-STP; before that: “{OLD}”; "
        "the name entered from 01/07/2021 on stays."
    )
    row = rows(run, "unit", "show", "Phòng Tư pháp")[0]
    assert (row["name"], row["former_names"]) == (NEW, [OLD, "Phòng Tư pháp"])


def test_a_renaming_of_a_day_that_has_one_corrects_it(office: Clerk, run: Run) -> None:
    run(*RENAME)
    assert run("unit", "edit", "HCTP", "--name", "Phòng Hộ tịch", "--on", "1/7/2021", "--by", "31/QĐ-STP").code == 0
    row = rows(run, "unit", "show", "HCTP")[0]
    assert (row["name"], row["former_names"], row["renamed_by"]) == ("Phòng Hộ tịch", [OLD], ["31/QĐ-STP"])


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("--on", "1/7/2021", "--by", "30/QĐ-STP"), 2, "add --name NAME"),
        (("--name", NEW, "--on", "1/7/2021"), 2, "add --by NUMBER"),
        (("--name", NEW, "--on", "1/8/2021", "--by", "9/QĐ-STP"), 4, "is in the future"),
        (("--name", OLD, "--on", "1/6/2021", "--by", "9/QĐ-STP"), 5, "no earlier name of it is recorded"),
        (("--name", NEW, "--on", "1/6/2021", "--by", "9/QĐ-STP"), 5, "already: from 01/07/2021 on"),
        (("--name", NEW, "--on", "5/7/2021", "--by", "9/QĐ-STP"), 5, "already: from 01/07/2021 on"),
        (("--name", NEW, "--on", "1/7/2021", "--by", "30/QĐ-STP"), 5, "already: from 01/07/2021 on"),
        (("--name", "Văn phòng Sở", "--on", "5/7/2021", "--by", "9/QĐ-STP"), 5, "already in the register"),
        (("--name", "Phòng X", "--on", "5/7/2021", "--by", "9/QĐ-STP (MẬT)"), 4, "State secrecy"),
    ],
)
def test_what_cannot_be_is_refused(office: Clerk, run: Run, argv: tuple[str, ...], code: int, said: str) -> None:
    run(*RENAME)
    before = dump_file(office.register.path)
    ran = run("unit", "edit", "HCTP", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert dump_file(office.register.path) == before


def test_a_unit_that_has_ended_is_renamed_only_before_its_end(office: Clerk, run: Run) -> None:
    run("unit", "add", "CC2", "--name", "Phòng Công chứng số 2")
    run("unit", "close", "CC2", "--on", "1/6/2021")
    ran = run("unit", "edit", "CC2", "--name", "Văn phòng công chứng", "--on", "1/7/2021", "--by", "9/QĐ-STP")
    assert (ran.code, "the unit CC2 ended on 01/06/2021" in ran.err) == (4, True)
    assert run("unit", "edit", "CC2", "--name", "VPCC", "--on", "1/6/2021", "--by", "9/QĐ-STP").code == 0


@pytest.mark.parametrize("name", [OLD, NEW, "phong hanh chinh tu phap"])
def test_an_annex_may_name_the_unit_by_any_of_its_names(office: Clerk, run: Run, tmp_path: Path, name: str) -> None:
    run(*RENAME)
    plan = [["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"], ["1", "Kiểm tra sổ hộ tịch", name, "30/9/2021"]]
    file = csv_of_rows(tmp_path / "phu-luc.csv", plan)
    assert run("import", str(file), "--decision", "9/QĐ-STP", "--issued", "1/3/2021").code == 0
    assert [row["unit"] for row in rows(run, "task", "list", "--decision", "9/QĐ-STP")] == ["HCTP"]


# -- any order -----------------------------------------------------------------------------------------------

CHANGES = (("Phòng B", "1/2/2021"), ("Phòng C", "1/5/2021"), ("Phòng D", "1/6/2021"))


@pytest.mark.parametrize("order", list(permutations(CHANGES)))
def test_the_order_of_entry_does_not_matter(clerk: Clerk, order: Sequence[tuple[str, str]]) -> None:
    unit = clerk.unit("X", "Phòng A")
    for name, when in order:
        with clerk.writing() as change:
            renaming.rename_unit(change, unit, name, day(when), "9/QĐ-STP")
    connection = clerk.register.connection
    row = entries.unit_rows(connection)[0]
    for when in ("31/1", "1/2", "30/4", "1/5", "31/5", "1/6"):  # as SQL says it
        assert entries.unit_names(connection, day(when))[unit] == ("X", row.name_on(day(when)))
    assert [row.name_on(day(when)) for when in ("31/1", "1/2", "30/4", "1/5", "31/5", "1/6")] == [
        "Phòng A", "Phòng B", "Phòng B", "Phòng C", "Phòng C", "Phòng D",
    ]  # fmt: skip
