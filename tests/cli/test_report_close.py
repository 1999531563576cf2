"""report close, reopen, list: what was signed stays as it was signed, in every format, whatever is entered since."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support import formats, read_back
from tests.support.registers import Clerk, dump_file

SIGNED = "Closed on 09/07/2021: these are the signed figures."
GROUND = ("--by", "12/STP-VP", "--reason", "Số liệu của hai đơn vị sai")
# Of the second quarter of tests/support/forty.py: the line of the total, signed, and once task 6 was done late.
BEFORE = ["Total", "40", "6", "5", "6", "12", "8", "1", "2", "27.50%"]
AFTER = ["Total", "40", "6", "6", "6", "11", "8", "1", "2", "30.00%"]


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run(*argv, "--format", "json").out)


def quarter(run: Run, *argv: str) -> Any:
    return answer(run, "report", "quarter", "2/2021", *argv)


def adjust(run: Run) -> None:
    """Record in the closed quarter that task 6 was done late."""
    ran = run("task", "done", "6", "--on", "10/6/2021", "--doc", "6/BC-STP", "--adjust")
    assert (ran.code, ran.err) == (0, "")


@pytest.fixture
def closed(forty_office: Clerk, run: Run) -> Clerk:
    """The forty tasks, their second quarter closed."""
    assert run("report", "close", "Q2/2021", "--doc", "45/BC-STP").code == 0
    return forty_office


# -- closing -------------------------------------------------------------------------------------------------


def test_closing_says_what_is_kept_and_what_to_do_next(forty_office: Clerk, run: Run) -> None:
    seq, head = forty_office.register.connection.execute("SELECT MAX(seq), hash FROM journal").fetchone()
    ran = run("report", "close", "quý II/2021", "--doc", "45/BC-STP")
    assert (ran.code, ran.err) == (0, "")
    said = f"quarter II/2021 is closed with the figures of 14/06/2021, verification mark {seq}-{head[:16]}."
    assert said in ran.out.splitlines()
    assert "tuphap report diff --closed Q2/2021" in ran.out
    assert entries(forty_office)[-1].command == "report close"
    row = answer(run, "report", "list")["rows"][0]
    assert (row["period"], row["scheme"], row["from"], row["to"]) == (
        "Q2/2021",
        "decree09",
        "2021-03-15",
        "2021-06-14",
    )
    assert (row["as_of"], row["closed_on"], row["document"]) == ("2021-06-14", "2021-07-09", "45/BC-STP")
    assert (row["head"], row["reopened_on"]) == (f"{seq}-{head[:16]}", None)


@pytest.mark.parametrize(
    ("typed", "words", "command"),
    [
        (("quý II/2021",), "quarter II/2021", "Q2/2021"),
        (("6 tháng đầu năm 2021",), "the first six months of 2021", "H1/2021"),
        (("tháng 5/2021",), "month 5/2021", "M5/2021"),
        (("năm 2020",), "the year 2020", "2020"),
        (("9 tháng 2020",), "nine months of 2020", '"nine 2020"'),
        (("Q2/2021", "--scheme", "calendar"), "quarter II/2021", "Q2/2021 --scheme calendar"),
    ],
    ids=str,
)
def test_closing_and_opening_name_the_period_in_words_and_the_command_as_it_is_typed(
    forty_office: Clerk, run: Run, typed: tuple[str, ...], words: str, command: str
) -> None:
    closed = run("report", "close", *typed)
    assert (closed.code, closed.err) == (0, "")
    assert closed.out.startswith(f"{words} is closed with the figures of ")
    assert closed.out.splitlines()[-1].endswith(f"tuphap report diff --closed {command}")
    assert run("report", "diff", "--closed", *shlex.split(command)).code == 0
    opened = run("report", "reopen", *shlex.split(command), *GROUND)
    assert (opened.code, opened.err) == (0, "")
    assert opened.out.splitlines()[0] == f"{words} is open again."
    assert opened.out.splitlines()[-1].endswith(f"tuphap report close {command}")
    assert run("report", "close", *shlex.split(command)).code == 0


def test_a_trial_closes_nothing(forty_office: Clerk, run: Run) -> None:
    before = dump_file(forty_office.register.path)
    ran = run("report", "close", "Q2/2021", "--dry-run")
    assert ran.code == 0
    assert "nothing was written" in ran.out
    assert dump_file(forty_office.register.path) == before


@pytest.mark.parametrize(
    ("today", "period", "code"),
    [("2021-06-14", "Q2/2021", 4), ("2021-06-15", "Q2/2021", 0), ("2021-07-09", "Q3/2021", 4),
     ("2021-07-09", "2021", 4), ("2021-07-09", "H1/2021", 0)],
)  # fmt: skip
def test_a_period_is_closed_from_the_day_after_its_end(
    forty_office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, today: str, period: str, code: int
) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", today)
    before = dump_file(forty_office.register.path)
    ran = run("report", "close", period)
    assert ran.code == code
    if code:
        assert ran.out == ""
        assert "it can be closed from the day after" in ran.err
        assert dump_file(forty_office.register.path) == before


def test_a_closed_period_is_not_closed_twice(closed: Clerk, run: Run) -> None:
    ran = run("report", "close", "Q2/2021")
    assert (ran.code, ran.out) == (5, "")
    assert "quarter II/2021 was closed on 09/07/2021 already" in ran.err
    assert run("report", "close", "Q2/2021", "--scheme", "calendar").code == 0  # other windows, another report


@pytest.mark.parametrize(
    "words", [("nine 2020",), ("2020",), ("Q2/2021", "--scheme", "calendar"), ("T5/2021",)], ids=str
)
def test_who_closes_a_period_twice_is_told_a_command_that_can_be_given(
    forty_office: Clerk, run: Run, words: tuple[str, ...]
) -> None:
    assert run("report", "close", *words).code == 0
    ran = run("report", "close", *words)
    assert (ran.code, ran.out) == (5, "")
    command = ran.err.partition("`tuphap ")[2].partition("`")[0]
    assert run(*shlex.split(command)).code == 0, command


def test_the_list_says_by_which_windows_a_period_was_closed(closed: Clerk, run: Run) -> None:
    assert run("report", "close", "Q2/2021", "--scheme", "calendar").code == 0
    lines = run("report", "list").out.splitlines()
    assert [line.split()[2:4] for line in lines if line.startswith("quarter II/2021")] == [
        ["decree09", "15/03/2021"],
        ["calendar", "01/04/2021"],
    ]


@pytest.mark.parametrize("words", ["2/2021", "Q5/2021", "quý hai"])
def test_a_period_must_say_of_which_kind_it_is(forty_office: Clerk, run: Run, words: str) -> None:
    for command in ("close", "reopen", "diff"):
        ran = run("report", command, words)
        assert (ran.code, ran.out) == (2, "")
        assert "Q2/2021" in ran.err


def test_a_period_that_the_rule_does_not_have_is_refused(forty_office: Clerk, run: Run) -> None:
    ran = run("report", "close", "Q1/2021", "--scheme", "circular03")
    assert (ran.code, ran.out) == (2, "")
    assert "Choose others with --scheme: decree09, calendar." in ran.err


# -- the signed figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", formats.PAPER)
def test_a_closed_report_prints_what_was_signed_and_as_of_what_holds_now(
    closed: Clerk, run: Run, tmp_path: Path, ending: str
) -> None:
    adjust(run)
    signed, live = (tmp_path / f"{name}.{ending}" for name in ("signed", "live"))
    run("report", "quarter", "2/2021", "-o", str(signed))
    run("report", "quarter", "2/2021", "--as-of", "14/6/2021", "-o", str(live))
    for file, figures in ((signed, BEFORE), (live, AFTER)):  # Markdown has the level in a column of its own
        assert read_back.headed(read_back.of_file(file), "Unit")[-1][: len(figures)] == figures


def test_a_closed_report_says_so_in_text_json_and_csv(closed: Clerk, run: Run) -> None:
    adjust(run)
    text, live = (
        run("report", "quarter", "2/2021").out,
        run("report", "quarter", "2/2021", "--as-of", "14/6/2021").out,
    )
    assert SIGNED in text.splitlines()
    assert SIGNED not in live.splitlines()
    assert read_back.in_text(text, "Unit", 9)[-1] == BEFORE
    assert read_back.in_text(live, "Unit", 9)[-1] == AFTER
    assert (quarter(run)["closed_on"], quarter(run, "--as-of", "14/6/2021")["closed_on"]) == ("2021-07-09", None)
    assert quarter(run)["totals"]["open_overdue"] == 12
    rows = {
        row["unit"]: row for row in csv.DictReader(io.StringIO(run("report", "quarter", "2/2021", "-f", "csv").out))
    }
    assert (rows["HC"]["open_overdue"], rows["HC"]["done_late"]) == ("3", "0")


def test_a_closed_report_is_the_one_that_was_made_before_it_was_closed(forty_office: Clerk, run: Run) -> None:
    before = quarter(run), quarter(run, "--unit", "HC"), quarter(run, "--rows", "open_overdue")
    run("report", "close", "Q2/2021")
    half = answer(run, "report", "half", "1/2021")
    run("report", "close", "H1/2021")
    adjust(run)
    assert run("unit", "edit", "HC", "--name", "Phòng Hành chính tư pháp").code == 0
    for then, now in zip(
        before, (quarter(run), quarter(run, "--unit", "HC"), quarter(run, "--rows", "open_overdue")), strict=True
    ):
        assert now | {"closed_on": None} == then | {"closed_on": None}
    review = answer(run, "report", "half", "1/2021")
    assert review["closed_on"] == "2021-07-09"
    assert review | {"closed_on": None} == half


def test_the_rows_behind_a_signed_figure_say_that_it_is_signed(closed: Clerk, run: Run) -> None:
    words = ("report", "quarter", "2/2021", "--rows", "open_overdue")
    assert SIGNED in run(*words).out.splitlines()
    assert SIGNED not in run(*words, "--as-of", "14/6/2021").out
    assert SIGNED not in run("report", "quarter", "1/2021", "--rows", "open_overdue").out


def test_the_mark_of_a_closed_report_is_that_of_its_day(closed: Clerk, run: Run) -> None:
    mark = answer(run, "report", "list")["rows"][0]["head"]
    adjust(run)
    assert run("report", "quarter", "2/2021").out.splitlines()[-1] == f"Verification mark of the register: {mark}."
    live = run("report", "quarter", "2/2021", "--as-of", "14/6/2021").out.splitlines()[-1]
    assert live.startswith("Verification mark")
    assert mark not in live


def test_the_next_report_compares_with_what_was_signed(closed: Clerk, run: Run) -> None:
    adjust(run)
    compared = answer(run, "report", "quarter", "3/2021")["compared"]
    assert (compared["name"], compared["closed"], compared["as_of"]) == ("Q2/2021", True, "2021-06-14")
    assert compared["totals"]["open_overdue"] == 12


def test_a_report_by_other_windows_is_not_closed(closed: Clerk, run: Run) -> None:
    assert quarter(run, "--scheme", "calendar")["closed_on"] is None


# -- diff --closed -------------------------------------------------------------------------------------------


def test_diff_closed_names_what_stands_otherwise_since(closed: Clerk, run: Run) -> None:
    assert answer(run, "report", "diff", "--closed", "Q2/2021")["rows"] == []
    assert "Every task stands as it stood." in run("report", "diff", "--closed", "Q2/2021").out
    adjust(run)
    found = answer(run, "report", "diff", "--closed", "Q2/2021")
    assert [(row["task"], row["from"], row["to"], row["what"]) for row in found["rows"]] == [
        (6, "overdue_not_started", "done_late", "box")
    ]
    assert found["moves"] == [{"from": "open_overdue", "to": "done_late", "tasks": 1}]
    assert answer(run, "report", "diff", "--closed", "Q2/2021", "--unit", "TG")["rows"] == []
    text = run("report", "diff", "--closed", "Q2/2021", "-f", "md").out
    assert "| As signed | Now | Tasks |" in text
    assert "| No. | Item | Task | Lead | As signed | Now | Due |" in text


def test_what_is_recorded_of_later_days_is_no_difference(closed: Clerk, run: Run) -> None:
    assert run("task", "done", "7", "--on", "20/6/2021", "--doc", "7/BC-STP").code == 0
    assert answer(run, "report", "diff", "--closed", "Q2/2021")["rows"] == []


def test_diff_closed_needs_a_period_that_was_closed(forty_office: Clerk, run: Run) -> None:
    ran = run("report", "diff", "--closed", "Q2/2021")
    assert (ran.code, ran.out) == (5, "")
    assert "is not closed" in ran.err


# -- opening again -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lacking", [(), GROUND[:2], GROUND[2:]], ids=["both", "reason", "document"])
def test_opening_again_needs_its_grounds(closed: Clerk, run: Run, lacking: tuple[str, ...]) -> None:
    ran = run("report", "reopen", "Q2/2021", *lacking)
    assert (ran.code, ran.out) == (4, "")
    assert "is lacking" in ran.err
    assert quarter(run)["closed_on"] == "2021-07-09"


def test_a_period_that_is_not_closed_cannot_be_opened(forty_office: Clerk, run: Run) -> None:
    ran = run("report", "reopen", "Q2/2021", *GROUND)
    assert (ran.code, ran.out) == (5, "")


def test_opened_again_it_takes_entries_and_is_closed_anew(closed: Clerk, run: Run) -> None:
    ran = run("report", "reopen", "Q2/2021", *GROUND)
    assert (ran.code, ran.err) == (0, "")
    assert entries(closed)[-1].command == "report reopen"
    assert run("task", "done", "6", "--on", "10/6/2021", "--doc", "6/BC-STP").code == 0
    assert entries(closed)[-1].command == "task done"
    assert (quarter(run)["closed_on"], quarter(run)["totals"]["open_overdue"]) == (None, 11)
    # What was signed stays on record.
    assert [row["task"] for row in answer(run, "report", "diff", "--closed", "Q2/2021")["rows"]] == [6]
    assert run("report", "close", "Q2/2021", "--doc", "60/BC-STP").code == 0
    assert answer(run, "report", "diff", "--closed", "Q2/2021")["rows"] == []
    assert quarter(run)["totals"]["open_overdue"] == 11
    found = answer(run, "report", "list")
    assert [(row["document"], row["reopened_on"], row["reopened_by"]) for row in found["rows"]] == [
        ("45/BC-STP", "2021-07-09", "12/STP-VP"), ("60/BC-STP", None, ""),
    ]  # fmt: skip
    assert found["totals"] == {"closed": 1}
    assert "reopened on 09/07/2021: Số liệu của hai đơn vị sai" in run("report", "list").out


def test_the_list_is_empty_at_first(register_path: Path, run: Run) -> None:
    assert answer(run, "report", "list")["rows"] == []
    assert "No period has been closed." in run("report", "list").out
