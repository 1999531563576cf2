"""The six-month and the annual review: their parts, sentences that are sums, what is compared, what comes next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import InMemory
from tests.support import forty
from tests.support.registers import Clerk, day, in_memory
from tests.support.reports import boxes, gathered, live_figures, part, report, rows_in, table, window
from tuphap_cli import i18n
from tuphap_cli.reports import summary
from tuphap_cli.reports.base import Report
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


def test_a_review_has_four_parts_and_its_annexes(office: Clerk) -> None:
    made = half(office)
    assert [found.part for found in made.tables if found.part] == [
        "Part one. Results", "Part two. Limits and causes", "Part three. Tasks to come", "Part four. Proposals",
    ]  # fmt: skip
    body = [found.name for found in made.tables if not found.annex]
    assert body[:4] == ["opening", "totals", "rates", "by_group"]
    assert body.index("by_month") < body.index("ages") < body.index("obstacles") < body.index("due_next")
    assert body[-2:] == ["proposals", "closing"]
    assert [found.name for found in made.tables if found.annex] == ["overdue", "missed", "tasks"]


@pytest.mark.parametrize("name", ["M5/2021", "Q2/2021", "nine 2021"])
def test_the_other_reports_have_no_parts_and_no_missed_list(office: Clerk, name: str) -> None:
    made = report(office, name, CUT_OFF)
    assert not any(found.part for found in made.tables)
    assert table(made, "proposals").title == "Proposals"
    assert "missed" not in {found.name for found in made.tables}
    assert gathered(office, window(name), CUT_OFF).missed == ()


def test_what_the_register_does_not_hold_is_a_marked_blank(office: Clerk) -> None:
    assert table(half(office), "by_group").intro[-1].startswith("[Statistics of the field")


def test_it_begins_with_the_documents_carried_out_and_ends_with_a_formula(office: Clerk) -> None:
    made = half(office)
    assert table(made, "opening").intro == (
        (
            "Carrying out 10/QĐ-STP of 20/12/2020 by Sở Tư pháp; 40/KH-STP of 01/04/2021 by Sở Tư pháp, "
            "Department of Justice reports: review of the first six months of 2021, tasks of the last six months, as "
            "follows:"
        ),
    )
    assert table(made, "closing").intro == (
        (
            "This is the report of Department of Justice: review of the first six months of 2021, tasks of the "
            "last six months."
        ),
    )


def test_the_documents_implemented_stand_before_those_that_implement_them(clerk: Clerk) -> None:
    clerk.task(clerk.decision("25/QĐ-STP", day("26/2"), implements=clerk.decision("262/QĐ-UBND", day("25/2"))))
    clerk.decision("9/QĐ-STP", day("1/3"))  # no task of it, and none implements it
    [sentence] = table(half(clerk), "opening").intro
    assert "262/QĐ-UBND of 25/02/2021" in sentence
    assert sentence.index("262/QĐ-UBND") < sentence.index("25/QĐ-STP")
    assert "9/QĐ-STP" not in sentence.replace("25/QĐ-STP", "")


def test_of_many_documents_the_first_are_named_and_the_others_counted(clerk: Clerk) -> None:
    with clerk.at_once():
        for n in range(1, 10):
            clerk.task(clerk.decision(f"{n}/QĐ-STP", day(f"{n}/2")))
    [sentence] = table(half(clerk), "opening").intro
    assert "6/QĐ-STP of 06/02/2021" in sentence
    assert "; 3 other documents, " in sentence
    assert "7/QĐ-STP" not in sentence


@pytest.mark.parametrize(
    ("number", "title", "named"),
    [
        ("25/QĐ-STP", "Ban hành Kế hoạch", "Quyết định số 25/QĐ-STP ngày 26/02/2021 ban hành Kế hoạch"),
        ("8/KH-UBND", "Về chuyển đổi số.", "Kế hoạch số 8/KH-UBND ngày 26/02/2021 về chuyển đổi số"),
        ("8/KH-UBND", "V/v rà soát văn bản", "Kế hoạch số 8/KH-UBND ngày 26/02/2021 về việc rà soát văn bản"),
        ("9/CTr-UBND", "Chương trình công tác", "Chương trình số 9/CTr-UBND ngày 26/02/2021 (Chương trình công tác)"),
        ("14/UBND-NC", "", "Công văn số 14/UBND-NC ngày 26/02/2021"),
        ("12-ABC", "", "Văn bản số 12-ABC ngày 26/02/2021"),
    ],
)  # fmt: skip
def test_a_document_is_named_as_the_decree_has_it(clerk: Clerk, number: str, title: str, named: str) -> None:
    i18n.use("vi")
    clerk.task(clerk.decision(number, day("26/2"), issuer="", title=title))
    [sentence] = table(half(clerk), "opening").intro
    assert sentence.startswith(f"Thực hiện {named}, Sở Tư pháp báo cáo sơ kết 6 tháng đầu năm 2021 ")


def test_in_vietnamese_the_counts_have_two_figures_and_nothing_is_said_of_what_is_not_there(clerk: Clerk) -> None:
    i18n.use("vi")
    plan = clerk.decision()
    clerk.task(plan, due=day("31/5"))
    clerk.halt("suspend", clerk.task(plan, due=day("31/5")), day("1/5"))
    clerk.halt("cancel", clerk.task(plan, due=day("31/5")), day("1/5"))
    assert table(half(clerk), "totals").intro[:2] == (
        (
            "Tổng số nhiệm vụ được giao là 03 nhiệm vụ, gồm: 01 nhiệm vụ có thời hạn, 01 nhiệm vụ tạm dừng, 01 "
            "nhiệm vụ đã hủy."
        ),
        (
            "Trong 01 nhiệm vụ có thời hạn: đã hoàn thành 0 nhiệm vụ (đúng hạn 0, quá hạn 0); chưa hoàn thành "
            "01 nhiệm vụ (còn trong hạn 0, đã quá hạn 01)."
        ),
    )


def test_the_groups_ahead_and_those_with_overdue_tasks_are_said_their_figures_in_the_table(office: Clerk) -> None:
    assert table(half(office), "by_group").intro[:-1] == (
        "Most of its tasks finished (41.67%): 10/QĐ-STP: I. Văn bản; 40/KH-STP: I. Chuyển đổi số.",
        (
            "Groups with overdue tasks: 10/QĐ-STP: I. Văn bản (7), 10/QĐ-STP: II. Hộ tịch (3), 40/KH-STP: I. "
            "Chuyển đổi số (2)."
        ),
    )


def paged(office: Clerk, name: str = "H1/2021") -> Report:
    connection = office.register.connection
    return summary.summary_report(live_figures(connection, window(name), CUT_OFF), shown=Shown(paged=True))


@pytest.mark.parametrize("name", ["H1/2021", "Q2/2021"])
def test_what_is_read_from_page_to_page_has_no_table_before_the_signature(office: Clerk, name: str) -> None:
    made = paged(office, name)
    assert not any(found.headed for found in made.tables if not found.annex)
    flowing = report(office, name, CUT_OFF)
    for found in flowing.tables:
        if found.headed and found.lines:
            drawn = [other for other in made.tables if other.name == found.name and other.annex]
            assert [(t.columns, t.lines, t.footer) for t in drawn] == [(found.columns, found.lines, found.footer)]


def test_the_annexes_of_a_paged_review_are_numbered_and_named_where_they_are_meant(office: Clerk) -> None:
    made = paged(office)
    assert [(found.name, found.label) for found in made.tables if found.annex] == [
        ("figures", "Annex I"), ("totals", "1"), ("rates", "2"), ("by_group", "3"), ("by_unit", "4"),
        ("ranking", "5"), ("by_kind", "6"), ("by_decision", "7"), ("by_month", "8"), ("overdue", "Annex II"),
        ("ages", ""), ("missed", "Annex III"), ("due_next", "Annex IV"), ("extensions", "Annex V"),
        ("obstacles", "Annex VI"), ("tasks", "Annex VII"),
    ]  # fmt: skip
    said = {found.name: found.intro[-1] for found in made.tables if not found.annex and found.intro}
    assert said["ages"] == "(Details are in Annex II and Annex III.)"
    assert (said["due_next"], said["obstacles"]) == ("(Details are in Annex IV.)", "(Details are in Annex VI.)")


def test_the_rates_of_a_paged_review_are_said_with_their_bases(two_years: Clerk) -> None:
    lines = [line.cells[0] for line in next(t for t in paged(two_years).tables if t.name == "rates").lines]
    assert lines[3] == (
        "- On time ÷ finished: 100.00% (2/2); +50.00 percentage points against the first six months of 2020."
    )
    assert len(lines) == 5


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
    assert [body[i][1] for i in firsts] == ["I", "I", "I", ""]  # the last part is one section without a title
    numbers = [label for _part, label in body[: firsts[1]]]
    assert numbers == ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
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
        "What moves on as well: 12 overdue tasks, 8 without a deadline.",
        "There fall due: 7 deadlines of 5 tasks.",
    )


def test_what_is_due_after_the_days_to_come_is_counted(clerk: Clerk) -> None:
    plan = clerk.decision()
    for due in ("14/6", "15/6", "31/12", "1/1/2022", "30/6/2022"):
        clerk.task(plan, due=day(due))
    clerk.task(plan, due=[day("30/6"), day("31/3/2022")])  # its next day lies in these days
    clerk.halt("suspend", clerk.task(plan, due=day("31/3/2022")), day("1/6"))
    found = table(half(clerk), "due_next")
    assert found.intro[0] == "What moves on as well: 2 due after 31/12/2021."
    days = [line.cells[3] for line in found.lines if line.tone != "head"]
    assert days == [day("15/6"), day("30/6"), day("31/12")]


def test_proposals_come_from_the_obstacles_that_are_still_open(office: Clerk) -> None:
    assert [line.cells for line in table(half(office), "proposals").lines] == [
        ("Trung tâm Trợ giúp (task V11): Đề nghị Bộ hướng dẫn.",)
    ]
    earlier = report(office, "H1/2021", day("31/5"))  # the other one was cleared on 1/6
    assert [line.cells[0] for line in table(earlier, "proposals").lines] == [
        "Phòng Phổ biến: Đề nghị bổ sung biên chế.", "Trung tâm Trợ giúp (task V11): Đề nghị Bộ hướng dẫn.",
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
    assert len(table(made, "proposals").lines) == proposals
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
