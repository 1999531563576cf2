"""The six-month and the annual review: their parts, sentences that are sums, what is compared, what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.conftest import InMemory
from tests.support import forty
from tests.support.registers import Clerk, day, in_memory
from tests.support.reports import boxes, gathered, live_figures, part, report, rows_in, table, window
from tuphap_cli.reports import summary
from tuphap_cli.reports.base import Report, Table
from tuphap_cli.reports.figures import Selection, Shown

CUT_OFF = day("14/6")


@pytest.fixture(scope="module")
def office(template: bytes) -> Iterator[Clerk]:
    """The forty tasks; no test here changes them."""
    with in_memory(template) as register:
        forty.fill(clerk := Clerk(register))
        yield clerk


def half(office: Clerk, unit: str = "") -> Report:
    return report(office, "H1/2021", CUT_OFF, selection=Selection(unit=unit))


def titled(made: Report, title: str) -> Table:
    return next(found for found in made.tables if found.title == title)


def test_a_review_has_three_parts_and_its_annexes(office: Clerk) -> None:
    made = half(office)
    assert [found.part for found in made.tables if found.part] == [
        "Part one. Results", "Part two. Limits and causes", "Part three. Tasks to come",
    ]  # fmt: skip
    body = [found.name for found in made.tables if not found.annex]
    assert body[:3] == ["totals", "rates", "by_group"]
    assert body.index("by_month") < body.index("ages") < body.index("obstacles") < body.index("due_next")
    assert [found.name for found in made.tables if found.annex] == ["overdue", "missed", "tasks"]


@pytest.mark.parametrize("name", ["M5/2021", "Q2/2021", "nine 2021"])
def test_the_other_reports_have_no_parts_and_no_missed_list(office: Clerk, name: str) -> None:
    made = report(office, name, CUT_OFF)
    assert not any(found.part for found in made.tables)
    assert "missed" not in {found.name for found in made.tables}
    assert gathered(office, window(name), CUT_OFF).missed == ()


def test_what_the_register_does_not_hold_is_a_marked_blank(office: Clerk) -> None:
    assert table(half(office), "by_group").intro[-1].startswith("[Statistics of the field")


def test_the_documents_that_hand_down_tasks_are_named(office: Clerk) -> None:
    assert table(half(office), "totals").intro[0] == (
        "Tasks are handed down by 2 documents: 10/QĐ-STP of 20/12/2020 by Sở Tư pháp; 40/KH-STP of 01/04/2021 by "
        "Sở Tư pháp."
    )


def test_the_sentence_of_each_group_is_a_sum(office: Clerk) -> None:
    found = table(half(office), "by_group").intro[:-1]
    assert found[1] == (
        "10/QĐ-STP: II. Hộ tịch: 14 assigned; 1 finished (1 on time, 0 late); 4 under way in time; 3 overdue; "
        "6 without a deadline, 2 of these with a result."
    )
    assert found[2] == (
        "40/KH-STP: I. Chuyển đổi số: 12 assigned; 5 finished (3 on time, 2 late); 2 under way in time; 2 overdue; "
        "1 without a deadline, 0 of these with a result; 1 suspended; 1 cancelled."
    )
    for sentence in found:
        _group, assigned, parts = re.fullmatch(r"(.*): (\d+) assigned; (.*)", sentence).groups()  # type: ignore[union-attr]
        assert sum(int(words.split()[0]) for words in parts.split("; ")) == int(assigned), sentence


def test_the_sentence_of_a_plan_without_groups_begins_with_a_capital(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), due=day("14/6"))
    assert table(half(clerk), "by_group").intro[0].startswith("No group: 1 assigned; ")


def test_what_is_late_is_said_with_its_share_and_the_fullest_units(office: Clerk) -> None:
    intro = table(half(office), "ages").intro
    assert intro[0] == "12 of 29 tasks with a deadline are overdue (41.38%)."
    # TG (10 11) is the third; 12 and 13 have no lead and are as many.
    assert intro[1] == (
        "Most overdue tasks: Phòng Hành chính (3), Phòng Phổ biến (3), Trung tâm Trợ giúp (2), no lead unit (2)."
    )


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ((1,), "A (1)"),
        ((4, 3, 2, 1), "A (4), B (3), C (2)"),
        ((4, 2, 2, 2, 1), "A (4), B (2), C (2), D (2)"),
        ((1, 1, 1, 1, 1, 1), "A (1), B (1), C (1), D (1), E (1), F (1)"),
        ((3, 2, 1, 1, 1, 1, 1), "A (3), B (2)"),  # seven would be named: none of those that tie
        ((2, 1, 1, 1, 1, 1, 1), "A (2)"),
        ((1, 1, 1, 1, 1, 1, 1), ""),
    ],
    ids=str,
)
def test_units_that_tie_are_all_named_or_none_of_them(clerk: Clerk, counts: tuple[int, ...], named: str) -> None:
    with clerk.at_once():
        plan = clerk.decision()
        for name, count in zip("ABCDEFG", counts, strict=False):
            unit = clerk.unit(name, name)
            for _ in range(count):
                clerk.task(plan, unit=unit, due=day("31/5"))
    found = [text for text in table(half(clerk), "ages").intro if text.startswith("Most overdue")]
    assert found == ([f"Most overdue tasks: {named}."] if named else [])


def test_the_missed_of_the_whole_office_are_not_said_of_a_part(office: Clerk) -> None:
    for selection in (Selection(unit="HC"), Selection(group="I"), Selection(decision=1)):
        made = report(office, "H1/2021", CUT_OFF, selection=selection)
        assert not any("whole office" in text for text in table(made, "ages").intro)
        assert table(made, "missed").lines


def test_each_part_numbers_its_tables_and_the_annexes_have_their_own(office: Clerk) -> None:
    made = half(office)
    body = [(bool(found.part), found.label) for found in made.tables if not found.annex]
    firsts = [i for i, (part_, _label) in enumerate(body) if part_]
    assert [body[i][1] for i in firsts] == ["I", "I", "I"]
    assert [label for _part, label in body[: firsts[1]]] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert [found.label for found in made.tables if found.annex] == ["Annex I", "Annex II", "Annex III"]
    assert table(made, "missed").caption == "Annex II. Tasks at risk of being missed, 14/06/2021"
    assert table(made, "extensions").caption.endswith(". Deadlines moved in the period")


def test_the_missed_list_is_annexed_and_counted_by_reason(office: Clerk) -> None:
    expected = {
        "never_started": [6, 8, 10, 11, 12, 25, 28],  # overdue, not begun; of 22 three are done, 37 was reopened
        "no_unit": [12, 13, 39],
        "no_date": [20, 35, 39],  # not read; none given; an event (26 waits by a document)
        "silent": [16, 18],  # regular, nothing since 20/12 and 1/3
    }
    found = gathered(office, window("H1/2021"), CUT_OFF).missed
    assert {
        reason: sorted(line.task or 0 for line in found if reason in line.reasons) for reason in expected
    } == expected  # fmt: skip
    assert sum(len(line.reasons) for line in found) == sum(map(len, expected.values()))
    assert len(table(half(office), "missed").lines) == len(found) == 13
    assert table(half(office), "ages").intro[2] == (
        "On the missed list for the whole office: 13 cases, by reason: overdue, never started (7); no lead unit (3); "
        "no date known (3); long silent (2)."
    )
    assert table(half(office), "ages").intro[3] == "Some have several reasons: counted by reason they are 15."


def test_what_comes_next_stands_under_its_months(office: Clerk) -> None:
    found = table(half(office), "due_next")
    assert found.title == "Tasks due from 15/06/2021 to 31/12/2021, by month"
    heads = [str(line.cells[1]) for line in found.lines if line.tone == "head"]
    assert heads == ["Month 6/2021 (4)", "Month 7/2021 (1)", "Month 9/2021 (1)", "Month 12/2021 (1)"]
    assert [line.cells[1] for line in found.lines if line.tone != "head"] == [
        "V38. Việc 38", "V14. Việc 14", "V21. Việc 21", "V22. Việc 22", "V24. Việc 24", "V21. Việc 21",
        "V21. Việc 21",
    ]  # fmt: skip
    assert found.intro == (
        "12 overdue tasks, 8 without a date and 0 due after 31/12/2021 move on as well.",
        "There fall due: 7 deadlines of 5 tasks.",
    )


def test_what_is_due_after_the_days_to_come_is_counted(clerk: Clerk) -> None:
    plan = clerk.decision()
    for due in ("14/6", "15/6", "31/12", "1/1/2022", "30/6/2022"):
        clerk.task(plan, due=day(due))
    clerk.task(plan, due=[day("30/6"), day("31/3/2022")])  # its next day lies in these days
    clerk.halt("suspend", clerk.task(plan, due=day("31/3/2022")), day("1/6"))
    found = table(half(clerk), "due_next")
    assert found.intro[0] == "0 overdue tasks, 0 without a date and 2 due after 31/12/2021 move on as well."
    days = [line.cells[3] for line in found.lines if line.tone != "head"]
    assert days == [day("15/6"), day("30/6"), day("31/12")]


def test_proposals_come_from_the_obstacles_that_are_still_open(office: Clerk) -> None:
    assert [line.cells for line in titled(half(office), "Proposals").lines] == [("Đề nghị Bộ hướng dẫn.",)]
    earlier = report(office, "H1/2021", day("31/5"))  # the other one was cleared on 1/6
    assert [line.cells[0] for line in titled(earlier, "Proposals").lines] == [
        "Đề nghị bổ sung biên chế.", "Đề nghị Bộ hướng dẫn.",
    ]  # fmt: skip


def test_the_causes_stand_beside_what_is_overdue(office: Clerk) -> None:
    causes = {str(line.cells[1]): line.cells[6] for line in table(half(office), "overdue").lines}
    assert causes.pop("V11. Việc 11") == "Chưa có hướng dẫn của Bộ. Đề nghị Bộ hướng dẫn."
    assert set(causes.values()) == {""}


@pytest.mark.parametrize(("unit", "proposals", "missed"), [("TG", 1, {10, 11, 18}), ("HC", 0, {6, 20, 25, 35})])
def test_the_review_of_a_unit_holds_its_own_matters(
    office: Clerk, unit: str, proposals: int, missed: set[int]
) -> None:
    made = half(office, unit)
    assert len(titled(made, "Proposals").lines) == proposals
    assert {int(str(line.cells[1]).split()[-1]) for line in table(made, "missed").lines} == missed
    assert len(table(made, "tasks").lines) > 0
    assert {o["unit"] for o in rows_in(made.more, "obstacles")} <= {unit}


def test_the_results_name_document_and_day(office: Clerk) -> None:
    found = {str(line.cells[1]): line.cells for line in table(half(office), "tasks").lines}
    assert found["V1. Việc 1"][4] == "1/BC-STP, 29/01/2021"
    assert found["V9. Việc 9"][4] == "50%"
    assert found["V17. Việc 17"][4:] == ("17/BC-STP, 10/05/2021", "has a result, no deadline")


# -- the year before -----------------------------------------------------------------------------------------


@pytest.fixture
def two_years(memory_register: InMemory) -> Iterator[Clerk]:
    """Four tasks of 2020, of which one runs on, and three of 2021.

    On 14/6/2020: 1 done on time, 2 done late, 3 overdue, 4 in time (cancelled 1/10/2020).
    On 14/6/2021: 3 still overdue, 5 and 6 done on time, 7 in time; 1, 2 and 4 had ended before 15/12/2020.
    """
    with memory_register() as register:
        clerk = Clerk(register)
        with clerk.at_once():
            old, new = clerk.decision("5/QĐ-STP", day("20/12/2019")), clerk.decision("9/QĐ-STP", day("20/12/2020"))
            for due in ("31/3/2020", "31/5/2020", "31/5/2020", "31/12/2020"):
                clerk.task(old, due=day(due), assigned=day("20/12/2019"))
            for due in ("31/3", "31/5", "31/12"):
                clerk.task(new, due=day(due), assigned=day("20/12/2020"))
        for task, on in ((1, "30/3/2020"), (2, "10/6/2020"), (5, "30/3"), (6, "30/5")):
            clerk.done(task, day(on))
        clerk.halt("cancel", 4, day("1/10/2020"))
        yield clerk


def test_a_review_stands_beside_the_same_period_of_the_year_before(two_years: Clerk) -> None:
    made = report(two_years, "H1/2021", CUT_OFF)
    compared = part(made.more, "compared")
    assert (compared["name"], compared["as_of"]) == ("H1/2020", "2020-06-14")
    assert boxes(part(compared, "totals")) == (4, 1, 1, 1, 1, 0, 0, 0)
    assert boxes(part(made.more, "totals")) == (4, 2, 0, 1, 1, 0, 0, 0)
    rates = part(made.more, "rates")
    assert (rates["on_time_of_finished"], part(made.more, "changes")["on_time_of_finished"]) == (100.0, 50.0)
    # 1/4 = 25 % of both; on time 2/2 against 1/2.
    assert table(made, "ages").intro[0] == (
        "1 of 4 tasks with a deadline are overdue (25.00%); 0.00 percentage points against the first six months of "
        "2020."
    )
    lines = {line.cells[0]: line.cells[-1] for line in table(made, "rates").lines}
    assert (lines["on time ÷ finished"], lines["overdue ÷ tasks with a deadline"]) == ("+50.00", "0.00")


def test_what_had_ended_before_the_reporting_year_is_left_out_and_counted_as_such(two_years: Clerk) -> None:
    made = report(two_years, "H1/2021", CUT_OFF)
    assert made.more["left_out"] == 3
    assert "3 tasks that had ended before 15/12/2020 are not counted." in made.heading
    assert made.more["longest"] == {"task": 3, "unit": "", "days_late": 379}
    assert [row["decision"] for row in rows_in(made.more, "by_decision")] == ["5/QĐ-STP", "9/QĐ-STP"]
    older = report(two_years, "H1/2020", day("14/6/2020"))
    assert (older.more["left_out"], older.more["compared"]) == (0, None)
    assert not any("are not counted" in line for line in older.heading)


@pytest.mark.parametrize(("ended", "left_out"), [("14/12/2020", 1), ("15/12/2020", 0)])
@pytest.mark.parametrize("act", ["done", "cancel"])
def test_the_reporting_year_begins_with_its_first_window(clerk: Clerk, act: str, ended: str, left_out: int) -> None:
    clerk.task(clerk.decision(issued=day("1/2/2020")), due=day("1/6/2020"), assigned=day("1/2/2020"))
    if act == "done":
        clerk.done(1, day(ended))
    else:
        clerk.halt("cancel", 1, day(ended))
    for name in ("Q1/2021", "Q2/2021", "H1/2021", "year 2021"):
        more = report(clerk, name, CUT_OFF).more
        assert (more["left_out"], part(more, "totals")["assigned"]) == (left_out, 1 - left_out), name


def test_a_recurring_task_ends_with_its_last_occurrence(clerk: Clerk) -> None:
    clerk.task(
        clerk.decision(issued=day("1/2/2020")), due=[day("1/6/2020"), day("1/2")], assigned=day("1/2/2020"),
    )  # fmt: skip
    clerk.done(1, day("1/6/2020"))
    assert report(clerk, "Q1/2021", day("14/3")).more["left_out"] == 0


def test_the_annual_review_looks_at_the_year_to_come(two_years: Clerk) -> None:
    made = report(two_years, "year 2021", CUT_OFF)
    assert made.title == "Annual review of 2021"
    assert table(made, "due_next").title == "Tasks due from 15/12/2021 to 31/12/2022, by month"
    assert part(made.more, "compared")["name"] == "year 2020"
    assert [line.cells[1] for line in table(made, "due_next").lines] == [
        "Month 12/2021 (1)",
        "3. Theo dõi thi hành pháp luật",
    ]


@pytest.mark.parametrize("name", ["H1/2021", "Q2/2021"])
def test_a_terminal_shows_the_first_lines_of_every_table_and_says_how_many_more_there_are(
    office: Clerk, name: str
) -> None:
    whole, short = (
        summary.summary_report(
            live_figures(office.register.connection, window(name), CUT_OFF),
            shown=Shown(machine=False, annexes=False, limit=limit),
        )
        for limit in (None, 2)
    )
    cut = 0
    for full, found in zip(whole.tables, short.tables, strict=True):
        lines, shown = ([line for line in t.lines if line.tone != "head"] for t in (full, found))
        assert (found.name, found.footer) == (full.name, full.footer)
        assert shown == lines[:2], found.name
        if len(lines) > 2:
            cut += 1
            assert found.intro[-1] == f"{len(lines) - 2} more; all of them: --all"
        elif found.name not in {"totals", "by_group"}:
            assert found.intro == full.intro
    assert cut > 4
