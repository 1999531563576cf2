"""filing: a clerk records which units have sent in their periodic report, and sees which have not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.domain import periods
from tuphap_cli.store.write import filing_records, handing_over

ROW = ["unit", "unit_name", "period", "due", "filed_on", "days_late", "document", "note", "status"]
Q2 = ("record", "VP", "Q2/2021", "--on", "15/6", "--doc", "45 /BC-VP", "--note", "Bản giấy")


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def answer(run: Run, *argv: str) -> dict[str, Any]:
    """What ``filing list`` gives as JSON."""
    made: dict[str, Any] = json.loads(run("filing", "list", *argv, "-f", "json").out)
    return made


def statuses(run: Run, *argv: str) -> dict[str, str]:
    """How the report of each unit stands, in the order of the list."""
    return {row["unit"]: row["status"] for row in answer(run, *argv)["rows"]}


def owing(run: Run, *argv: str) -> dict[str, str]:
    """The units on the missed list, with the day since when."""
    rows = json.loads(run("missed", *argv, "-f", "json").out)["rows"]
    return {row["unit"]: row["since"] for row in rows if row["subject"] == "unit"}


@pytest.fixture
def own_rule(tmp_path: Path) -> Path:
    """The settings file, with a rule of the office's own."""
    path = tmp_path / "config" / "tuphap" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text(
        '[schemes.nhanh]\nbasis = "Công văn 12/STP-VP"\nopens = { day = 1, month = 0 }\nkinds = { month = [6] }\n'
        "closes = { day = 25, month = 0 }\n",
        encoding="utf-8",
    )
    return path


# -- record --------------------------------------------------------------------------------------------------


def test_record_says_how_the_report_stands_and_what_comes_next(office: Clerk, run: Run) -> None:
    ran = run("filing", *Q2)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Văn phòng Sở: report for quarter II/2021 filed on 15/06/2021, due 15/06/2021: filed on time.",
        "Next: tuphap filing list Q2/2021",
    ]
    assert answer(run, "Q2/2021")["rows"][2] == {
        "unit": "VP", "unit_name": "Văn phòng Sở", "period": "Q2/2021", "due": "2021-06-15",
        "filed_on": "2021-06-15", "days_late": 0, "document": "45/BC-VP", "note": "Bản giấy", "status": "on_time",
    }  # fmt: skip


def test_several_units_are_recorded_at_once_or_not_at_all(office: Clerk, run: Run) -> None:
    before = dump_file(office.register.path)
    assert run("filing", "record", "VP", "KHAC", "Q2/2021").code == 4
    assert dump_file(office.register.path) == before
    ran = run("filing", "record", "VP", "p. hctp", "vp", "Q2/2021", "--on", "18/6")
    stands = "report for quarter II/2021 filed on 18/06/2021, due 15/06/2021: filed late, 3 days."
    assert ran.out.splitlines()[:-1] == [f"Văn phòng Sở: {stands}", f"Phòng Hành chính tư pháp: {stands}"]
    assert statuses(run, "Q2/2021") == {"HCTP": "late", "PBPL": "not_filed", "VP": "late"}


@pytest.mark.parametrize(
    ("period", "name", "shown", "command"),
    [
        ("Q2/2021", "Q2/2021", "quarter II/2021", "Q2/2021"),
        ("quý II/2021", "Q2/2021", "quarter II/2021", "Q2/2021"),
        ("tháng 5/2021", "M5/2021", "month 5/2021", "M5/2021"),
        ("6 tháng đầu năm 2021", "H1/2021", "the first six months of 2021", "H1/2021"),
        ("6 tháng cuối năm 2020", "H2/2020", "the last six months of 2020", "H2/2020"),
        ("9 tháng 2020", "nine 2020", "nine months of 2020", '"nine 2020"'),
        ("2020", "year 2020", "the year 2020", "2020"),
    ],
)
def test_a_period_says_itself_of_which_kind_it_is(
    office: Clerk, run: Run, period: str, name: str, shown: str, command: str
) -> None:
    ran = run("filing", "record", "VP", period)
    assert f"report for {shown} filed" in ran.out
    assert ran.out.splitlines()[-1] == f"Next: tuphap filing list {command}"
    assert answer(run, command.strip('"'))["period"]["name"] == name


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (("VP", "2/2021"), 2, "tháng 5/2021, Q2/2021"),
        (("VP", "Q5/2021"), 2, "Q2/2021"),
        (("Q2/2021",), 2, "units by code"),
        (("KHAC", "Q2/2021"), 4, "tuphap unit list"),
        (("VP", "Q2/2021", "--on", "10/7"), 4, "in the future"),
        (("VP", "Q2/2021", "--on", "14/3"), 4, "only begins on 15/03/2021"),
        (("VP", "Q2/2021", "--due", "14/3"), 4, "only begins on 15/03/2021"),
        (("VP", "Q2/2021", "--scheme", "khac"), 2, "decree09"),
        (("VP", "Q2/2021", "--scheme", "circular03"), 2, "none for quarter II/2021"),
        (("VP", "Q2/2021", "--doc", "5/BC-VP (MẬT)"), 4, "State secrecy"),
        (("VP", "Q2/2021", "--note", "Báo cáo – MẬT"), 4, "State secrecy"),
        (("VP", "Q2/2021", "--replace"), 2, "Nothing to change"),
    ],
    ids=named,
)
def test_record_refuses_what_cannot_stand(
    office: Clerk, run: Run, argv: tuple[str, ...], code: int, says: str
) -> None:
    before = dump_file(office.register.path)
    ran = run("filing", "record", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert dump_file(office.register.path) == before


def test_a_second_record_is_a_conflict_that_shows_the_first(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    before = dump_file(office.register.path)
    ran = run("filing", "record", "VP", "quý II/2021")
    assert (ran.code, ran.out) == (5, "")
    assert "VP filed its report for quarter II/2021 on 15/06/2021 (45/BC-VP) already." in ran.err
    assert "--replace" in ran.err
    assert dump_file(office.register.path) == before
    run("filing", "record", "PBPL", "Q2/2021")
    assert "quarter II/2021 on 09/07/2021 already" in run("filing", "record", "PBPL", "Q2/2021").err


def test_replace_corrects_what_is_given_and_keeps_the_rest(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    ran = run("filing", "record", "VP", "Q2/2021", "--on", "16/6", "--replace")
    assert "filed on 16/06/2021, due 15/06/2021: filed late, 1 day." in ran.out
    (row,) = answer(run, "Q2/2021", "--unit", "VP")["rows"]
    assert (row["filed_on"], row["document"], row["note"]) == ("2021-06-16", "45/BC-VP", "Bản giấy")
    assert "filed on time" in run("filing", "record", "VP", "Q2/2021", "--due", "16/6", "--replace").out
    changes = office.register.connection.execute("SELECT changes FROM journal ORDER BY seq DESC LIMIT 2").fetchall()
    assert json.loads(changes[1][0]) == [
        ["filing", 1, {"filed_on": "2021-06-15", "version": 1}, {"filed_on": "2021-06-16", "version": 2}]
    ]


def test_replacing_by_the_same_writes_nothing_and_what_is_lacking_is_recorded(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    before = dump_file(office.register.path)
    assert run("filing", *Q2, "--replace").code == 0
    assert dump_file(office.register.path) == before
    run("filing", "record", "VP", "PBPL", "Q2/2021", "--on", "14/6", "--replace")
    assert statuses(run, "Q2/2021") == {"HCTP": "not_filed", "PBPL": "on_time", "VP": "on_time"}


def test_a_report_from_before_the_end_of_its_window_is_recorded_with_a_remark(office: Clerk, run: Run) -> None:
    ran = run("filing", "record", "VP", "PBPL", "Q2/2021", "--on", "11/6")
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "Please check: the figures of this report go up to 14/06/2021, and it was sent in before that day was over."
    ]
    assert run("filing", "record", "HCTP", "Q2/2021", "--on", "14/6").err == ""


def test_a_day_of_its_own_may_be_set_for_one_report(office: Clerk, run: Run) -> None:
    run("filing", "record", "VP", "Q2/2021", "--on", "18/6", "--due", "20/6")
    assert [(row["due"], row["status"]) for row in answer(run, "Q2/2021")["rows"]] == [
        ("2021-06-15", "not_filed"), ("2021-06-15", "not_filed"), ("2021-06-20", "on_time"),
    ]  # fmt: skip


@pytest.mark.parametrize("argv", [Q2, ("record", "HCTP", "Q1/2021", "--on", "14/3", "--replace")], ids=named)
def test_a_trial_writes_nothing_and_the_deed_is_one_row_of_the_journal(
    office: Clerk, run: Run, argv: tuple[str, ...]
) -> None:
    run("filing", "record", "HCTP", "Q1/2021", "--on", "15/3")
    before = dump_file(office.register.path)
    tried = run("filing", *argv, "--dry-run")
    assert dump_file(office.register.path) == before
    assert tried.out.splitlines()[0] == "Tried only; nothing was written."
    done = run("filing", *argv)
    assert done.out.splitlines()[0] == tried.out.splitlines()[1]
    (written,) = entries(office)[len(before["journal"]) :]
    assert (written.command, written.summary) == ("filing record", f"{argv[1]}: {argv[2]}")


# -- list ----------------------------------------------------------------------------------------------------


def test_the_list_names_every_unit_that_has_to_report_in_vietnamese_order(office: Clerk, run: Run) -> None:
    office.unit("TGPL", "Đoàn trợ giúp", kind="centre")
    office.unit("TP-HD", "Phòng Tư pháp huyện Hồng Dân", kind="district_office")
    office.unit("CPD", "Các phòng, đơn vị thuộc Sở", kind="collective")
    office.unit("CAT", "Công an tỉnh", kind="external")
    found = answer(run, "Q2/2021")
    assert [row["unit"] for row in found["rows"]] == ["TGPL", "HCTP", "PBPL", "TP-HD", "VP"]
    assert {tuple(row) for row in found["rows"]} == {tuple(ROW)}
    assert found["totals"] == {"on_time": 0, "late": 0, "waiting": 0, "not_filed": 5}
    assert found["period"] == {
        "name": "Q2/2021", "scheme": "decree09", "from": "2021-03-15", "to": "2021-06-14",
        "basis": "Nghị định số 09/2019/NĐ-CP", "due": "2021-06-15", "notes": [],
    }  # fmt: skip
    run("filing", "record", "CAT", "Q2/2021")
    assert statuses(run, "Q2/2021")["CAT"] == "late"


def test_a_unit_that_ended_before_the_window_did_has_not_to_report(office: Clerk, run: Run) -> None:
    for code, end in (("A", "14/6"), ("B", "15/6")):
        ended = office.unit(code)
        with office.writing() as change:
            handing_over.close_unit(change, ended, day(end))
    assert list(statuses(run, "Q2/2021")) == ["B", "HCTP", "PBPL", "VP"]


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        ("14/6", ["waiting"] * 3), ("15/6", ["waiting", "waiting", "on_time"]),
        ("16/6", ["not_filed", "not_filed", "on_time"]), ("18/6", ["not_filed", "late", "on_time"]),
    ],
)  # fmt: skip
def test_the_list_knows_what_was_sent_in_by_a_day(office: Clerk, run: Run, as_of: str, found: list[str]) -> None:
    run("filing", *Q2)
    run("filing", "record", "PBPL", "Q2/2021", "--on", "18/6")
    assert list(statuses(run, "Q2/2021", "--as-of", as_of).values()) == found


def test_the_list_is_narrowed_by_state_and_unit(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    assert statuses(run, "Q2/2021", "--status", "on_time") == {"VP": "on_time"}
    assert list(statuses(run, "Q2/2021", "--unit", "STP")) == ["HCTP", "PBPL"]
    assert answer(run, "Q2/2021", "--unit", "STP")["totals"]["not_filed"] == 2
    assert statuses(run, "Q2/2021", "--status", "waiting") == {}
    assert run("filing", "list", "--status", "xong").code == 2


def test_without_a_period_it_is_the_last_complete_quarter_of_the_rule(office: Clerk, run: Run) -> None:
    assert answer(run)["period"]["name"] == "Q2/2021"
    assert answer(run, "--as-of", "14/6")["period"]["name"] == "Q1/2021"
    assert answer(run, "--scheme", "calendar")["period"]["to"] == "2021-06-30"
    assert answer(run, "--scheme", "circular03")["period"]["name"] == "H1/2021"


def test_days_are_counted_by_the_working_calendar_and_its_doubts_are_told(office: Clerk, run: Run) -> None:
    assert answer(run, "Q4/2021", "--scheme", "calendar")["period"]["due"] == "2022-01-04"
    run("settings", "filing_days", "3")
    assert answer(run, "Q4/2021", "--scheme", "calendar")["period"]["due"] == "2022-01-06"
    period = answer(run, "Q4/2026", "--scheme", "calendar")["period"]
    assert (period["due"], len(period["notes"])) == ("2027-01-06", 1)
    assert "2027 not certain" in run("filing", "list", "Q4/2026", "--scheme", "calendar").out


def test_the_list_is_drawn_under_its_window_basis_and_due_day(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    text = run("filing", "list", "Q2/2021").out
    assert text.splitlines()[:3] == [
        "The units' reports for quarter II/2021, as of 09/07/2021",
        "Reporting window: 15/03/2021 – 14/06/2021 (Decree 09/2019/NĐ-CP).",
        "To be sent in by 15/06/2021 at the latest.",
    ]
    assert text.splitlines()[-1] == "3 units – filed on time: 1; not filed: 2."


def test_on_days_chosen_freely_nobody_reports(office: Clerk) -> None:
    covered = periods.chosen_scheme(day("1/3"), day("30/6"))
    assert filing_records.filing_rows(office.register.connection, covered, day("9/7"), 1) == []


def test_an_own_rule_is_named_in_the_next_command(office: Clerk, run: Run, own_rule: Path) -> None:
    ran = run("filing", "record", "VP", "M6/2021", "--scheme", "nhanh")
    assert ran.out.splitlines()[-1] == "Next: tuphap filing list M6/2021 --scheme nhanh"
    assert answer(run, "--scheme", "nhanh")["period"]["basis"] == "Công văn 12/STP-VP"


# -- missed --------------------------------------------------------------------------------------------------


def test_where_no_report_is_recorded_none_is_missed(office: Clerk, run: Run) -> None:
    assert owing(run) == {}


def test_once_a_report_is_recorded_the_others_are_missed_from_the_day_after(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    assert owing(run) == {"HCTP": "2021-06-16", "PBPL": "2021-06-16"}
    assert [owing(run, "--as-of", on) for on in ("14/6", "15/6")] == [{}, {}]
    assert list(owing(run, "--as-of", "16/6")) == ["HCTP", "PBPL"]
    run("filing", "record", "HCTP", "Q2/2021", "--on", "18/6")
    assert list(owing(run)) == ["PBPL"]
    assert list(owing(run, "--as-of", "17/6")) == ["HCTP", "PBPL"]


def test_a_unit_owes_all_reports_since_the_first_recorded_of_each_kind(office: Clerk, run: Run) -> None:
    run("filing", "record", "VP", "PBPL", "HCTP", "Q1/2021", "--on", "15/3")
    run("filing", *Q2)
    run("filing", "record", "PBPL", "M6/2021", "--on", "15/6")
    rows = {
        row["unit"]: row for row in json.loads(run("missed", "-f", "json").out)["rows"] if row["subject"] == "unit"
    }
    assert rows["HCTP"] == {
        "subject": "unit", "task": None, "item": None, "decision": None, "title": "Phòng Hành chính tư pháp",
        "unit": "HCTP", "reasons": ["not_filed"], "since": "2021-06-16", "leader": None, "officer": None,
    }  # fmt: skip
    assert list(rows) == ["HCTP", "PBPL", "VP"]
    text = run("missed").out
    assert "Report not filed (3)" in text
    assert "Phòng Hành chính tư pháp: no report for month 6/2021, quarter II/2021" in text
    assert "Văn phòng Sở: no report for month 6/2021 " in text


def test_what_is_expected_begins_with_the_earliest_period_whenever_it_was_entered(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    run("filing", "record", "VP", "Q1/2021", "--on", "15/3")
    assert owing(run) == {"HCTP": "2021-03-16", "PBPL": "2021-03-16"}


def test_a_filter_by_unit_leaves_the_reports_of_that_unit(office: Clerk, run: Run) -> None:
    run("filing", *Q2)
    assert list(owing(run, "--unit", "HCTP")) == ["HCTP"]
    assert list(owing(run, "--unit", "STP")) == ["HCTP", "PBPL"]
    assert owing(run, "--unit", "VP") == {}


def test_the_nightly_check_counts_what_was_not_filed(office: Clerk, run: Run) -> None:
    before = json.loads(run("check", "-f", "json").out)["totals"]["missed"]
    run("filing", *Q2)
    assert json.loads(run("check", "-f", "json").out)["totals"]["missed"] == before + 2


def test_a_rule_that_is_no_longer_there_expects_nothing(office: Clerk, run: Run, own_rule: Path) -> None:
    run("filing", "record", "VP", "M6/2021", "--scheme", "nhanh")
    assert list(owing(run)) == ["HCTP", "PBPL"]
    own_rule.unlink()
    assert owing(run) == {}
