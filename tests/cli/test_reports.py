"""overdue, missed, check and deadline read: what a clerk sees, asks for and can rely on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day
from tuphap_cli.domain.model import DeadlineKind, Reading
from tuphap_cli.store.write import ledger


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def answer(run: Run, *argv: str) -> Any:
    """The JSON that a command writes."""
    return json.loads(run(*argv, "--format", "json").out)


def late(run: Run, *options: str) -> dict[int, int]:
    """Days late by the number of the overdue task."""
    return {row["task"]: row["days_late"] for row in answer(run, "overdue", *options)["rows"]}


def reasons(run: Run, *options: str) -> dict[int | None, list[str]]:
    """The reasons by the number of the missed task (None: a decision)."""
    return {row["task"]: row["reasons"] for row in answer(run, "missed", *options)["rows"]}


# -- overdue ------------------------------------------------------------------------------------------------


def test_overdue_counts_days_from_the_due_day(office: Clerk, run: Run) -> None:
    assert late(run) == {2: 39, 1: 9}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--as-of", "31/5/2021"), {}), (("--as-of", "1/6/2021"), {2: 1}), (("--as-of", "2/6"), {2: 2, 6: 1}),
        (("--as-of", "5/6"), {2: 5}), (("--as-of", "30/6"), {2: 30}), (("--as-of", "hôm qua"), {2: 38, 1: 8}),
        (("--unit", "HCTP"), {1: 9}), (("--unit", "STP"), {1: 9}), (("--unit", "PBPL"), {}),
        (("--unit", "HCTP", "--as-of", "30/6"), {}),
    ],
    ids=named,
)  # fmt: skip
def test_overdue_on_a_day_and_of_a_unit(
    office: Clerk, run: Run, options: tuple[str, ...], expected: dict[int, int]
) -> None:
    assert late(run, *options) == expected


def test_overdue_by_unit_puts_each_unit_above_its_tasks(office: Clerk, run: Run) -> None:
    lines = [line.strip() for line in run("overdue").out.splitlines()]
    assert lines[0] == "Overdue tasks on 09/07/2021"
    heads = [lines.index("Phòng Hành chính tư pháp (1)"), lines.index("Văn phòng Sở (1)")]
    assert heads == sorted(heads)
    assert lines[heads[0] + 1].startswith("1 ")
    assert lines[heads[1] + 1].startswith("2 ")
    assert lines[-1] == "Overdue: 2 deadlines of 2 tasks, 2 units; the longest delay is 39 days."


def test_overdue_by_age_puts_the_longest_first(office: Clerk, run: Run) -> None:
    lines = [line.strip() for line in run("overdue", "--by", "age").out.splitlines()]
    assert lines.index("31 to 60 days (1)") < lines.index("up to 30 days (1)")


def test_soon_adds_what_falls_due_within_so_many_days(office: Clerk, run: Run) -> None:
    def soon(days: str) -> list[int]:
        return [row["task"] for row in answer(run, "overdue", "--soon", days)["soon"]]

    assert (soon("0"), soon("6"), soon("7"), soon("83")) == ([], [], [3], [3, 4])
    assert "soon" not in answer(run, "overdue")
    assert "Due within 7 days" in run("overdue", "--soon", "7").out


def test_nothing_overdue_is_said_in_words(office: Clerk, run: Run) -> None:
    ran = run("overdue", "--as-of", "1/3/2021")
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing is overdue." in ran.out


# -- missed -------------------------------------------------------------------------------------------------


def test_missed_gives_every_reason_of_every_task(office: Clerk, run: Run) -> None:
    assert reasons(run) == {1: ["never_started"], 6: ["no_product"], 7: ["no_unit", "silent"]}


def test_missed_knows_the_reasons_that_a_register_can_show(office: Clerk, run: Run) -> None:
    unread = office.task(1, "Việc chưa rõ ngày", unit=4, item="II.5", text="Theo tiến độ",
                         reading=Reading("Theo tiến độ", DeadlineKind.UNREAD))  # fmt: skip
    skipped = office.task(1, "Báo cáo tháng", unit=4, item="II.6", due=[day("31/5"), day("30/6"), day("31/7")])
    office.start(skipped, day("20/5"))
    with office.register.writing("test", "clerk") as change:
        later = change.connection.execute(
            "SELECT id FROM deadline WHERE task_id = ? ORDER BY due LIMIT 1 OFFSET 1", (skipped,)
        ).fetchone()[0]
        ledger.append(change, skipped, "done", day("30/6"), deadline_id=later, percent=100)
    office.transfer(2, 4, day("1/7"))
    found = reasons(run)
    assert found[unread] == ["no_date"]
    assert found[skipped] == ["skipped"]
    assert found[4] == ["handover"]
    assert found[1] == ["never_started", "handover"]


def test_missed_on_a_past_day(office: Clerk, run: Run) -> None:
    assert reasons(run, "--as-of", "2/6/2021") == {6: ["never_started"], 7: ["no_unit", "silent"]}
    assert reasons(run, "--as-of", "29/5/2021") == {7: ["no_unit"]}


def test_silence_is_measured_by_the_setting(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_SILENT", "133")
    assert reasons(run)[7] == ["no_unit"]
    monkeypatch.setenv("TUPHAP_SILENT", "132")
    assert reasons(run)[7] == ["no_unit", "silent"]


def test_missed_of_a_unit_leaves_other_units_and_decisions_out(office: Clerk, run: Run) -> None:
    office.decision("26/QĐ-STP", declares=3)
    assert set(reasons(run)) == {1, 6, 7, None}
    assert set(reasons(run, "--unit", "HCTP")) == {1}


@pytest.mark.parametrize(
    ("declares", "items", "detail"),
    [
        (3, ["1", "2"], "declares 3 tasks, 2 are registered"), (2, ["1", "2"], None), (None, ["1", "2"], None),
        (None, ["1", "3", "4"], "no item 2"), (None, ["I.1", "I.3", "II.1"], "no item I.2"), (1, ["1", "2"], None),
    ],
)  # fmt: skip
def test_a_decision_whose_tasks_are_not_all_registered_is_missed(
    office: Clerk, run: Run, declares: int | None, items: list[str], detail: str | None
) -> None:
    plan = office.decision("26/QĐ-STP", declares=declares)
    for item in items:
        office.task(plan, f"Việc {item}", unit=4, due=day("30/9"), item=item)
    assert (reasons(run).get(None) == ["not_registered"]) is (detail is not None)
    if detail:
        assert f"26/QĐ-STP: {detail}" in run("missed").out


def test_the_missed_table_groups_by_the_first_reason_and_counts(office: Clerk, run: Run) -> None:
    text = run("missed").out
    for head in ("Overdue, never started (1)", "No lead unit (1)", "Done without a document (1)"):
        assert head in text
    assert text.splitlines()[-2].startswith("3 findings – overdue, never started: 1; no lead unit: 1; ")
    assert text.splitlines()[-1] == "Some have several reasons: counted by reason they are 4."


def test_nothing_missed_is_said_in_words(register_path: object, run: Run) -> None:
    assert "Nothing has been missed." in run("missed").out


# -- check --------------------------------------------------------------------------------------------------


def test_check_is_silent_when_there_is_nothing(register_path: object, run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_check_gathers_overdue_missed_and_soon(office: Clerk, run: Run) -> None:
    ran = run("check", "--all")
    assert (ran.code, ran.err) == (3, "")
    assert ran.out.splitlines()[0] == (
        "Check of 09/07/2021: overdue: 2 deadlines of 2 tasks; 3 missed; due soon: 1 deadline of 1 task"
    )
    found = answer(run, "check")
    assert found["totals"] == {"overdue": 2, "missed": 3, "soon": 1, "overdue_tasks": 2, "soon_tasks": 1}
    assert [row["task"] for row in found["rows"]] == [2, 1]
    assert {row["task"] for row in found["missed"]} == {1, 6, 7}
    assert [row["task"] for row in found["soon"]] == [3]


def test_what_falls_due_soon_is_shown_but_is_no_finding(clerk: Clerk, run: Run) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("12/7"))
    ran = run("check")
    assert ran.code == 0
    assert "Due within 7 days: 1 deadline of 1 task" in ran.out
    assert run("check", "--soon", "2").out == ""


# -- deadline read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "kind", "due", "occurrences", "sure"),
    [
        ("Trước ngày 15/11/2021", "before", "2021-11-14", [], True), ("30/6/2021", "by", "2021-06-30", [], True),
        ("Quý II", "within", "2021-06-30", [], True), ("Thường xuyên", "ongoing", None, [], True),
        ("Hàng quý", "every", None, ["2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31"], True),
        ("", "none", None, [], True), ("Lúc nào xong thì xong", "unread", None, [], False),
    ],
)  # fmt: skip
def test_a_phrase_is_read_as_the_import_reads_it(
    env: object, run: Run, phrase: str, kind: str, due: str | None, occurrences: list[str], sure: bool
) -> None:
    found = answer(run, "deadline", "read", phrase, "--year", "2021")
    assert (found["phrase"], found["kind"], found["sure"]) == (phrase, kind, sure)
    assert found["occurrences"] == occurrences
    if not occurrences:
        assert found["due"] == due


def test_a_term_runs_from_the_day_of_issue(env: object, run: Run) -> None:
    words = ("deadline", "read", "Trong vòng 10 ngày kể từ ngày ban hành", "--year", "2021")
    assert answer(run, *words, "--issued", "26/2/2021")["due"] == "2021-03-08"
    assert run(*words, "--issued", "31/2/2021").code == 2


def test_an_unsure_phrase_is_shown_with_what_it_may_mean(env: object, run: Run) -> None:
    text = run("deadline", "read", "Quý II, III", "--year", "2021").out
    assert "no – a person has to decide" in text
    assert "30/06/2021, 30/09/2021" in text


def test_only_a_day_that_would_be_stored_is_shown_as_due(env: object, run: Run) -> None:
    def shown(phrase: str) -> list[str]:
        return [line.split()[0] for line in run("deadline", "read", phrase, "--year", "2021").out.splitlines()]

    assert "Due" in shown("Trước ngày 30/6/2021")
    assert "Due" not in shown("Quý II, III")
    assert shown("Hàng quý").count("Due") == 1  # the days that come again, not the last of them


def test_the_rule_is_told_in_a_sentence(env: object, run: Run) -> None:
    text = run("deadline", "read", "Trước ngày 30/6/2021", "--year", "2021").out
    assert "the day before it is the last one in time" in text


def test_without_a_year_the_current_one_is_taken(env: object, run: Run) -> None:
    assert answer(run, "deadline", "read", "Quý III")["due"] == "2021-09-30"
