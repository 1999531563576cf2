"""The summary of a period: sums that agree with each other, and flows that follow the window, not the quarter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.support.registers import TODAY, Clerk, day
from tests.support.reports import BOXES, boxes, part, plain, report, rows_in, table
from tuphap_cli.domain import periods
from tuphap_cli.domain.model import TaskKind
from tuphap_cli.reports.base import Json
from tuphap_cli.reports.figures import Selection


def quarter(clerk: Clerk, index: int, as_of: date = TODAY, scheme: str = "decree09") -> Mapping[str, Json]:
    return report(clerk, f"Q{index}/2021", as_of, scheme).more


def three(more: Mapping[str, Json]) -> tuple[Json, ...]:
    """Due, done, and due and done in the period."""
    found = part(more, "flows")
    return tuple(found[key] for key in ("due_in_period", "done_in_period", "due_in_period_done"))


def flows(clerk: Clerk, index: int, scheme: str = "decree09") -> tuple[Json, ...]:
    return three(quarter(clerk, index, day("31/12"), scheme))


# -- windows and flows ---------------------------------------------------------------------------------------


def test_due_in_quarter_two_and_done_on_20_june_is_on_time_and_counted_in_the_third_report(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), due=day("30/6"), text="Quý II/2021")
    clerk.done(1, day("20/6"))
    assert clerk.state(1) == "done_on_time"
    assert flows(clerk, 2) == (0, 0, 0)
    assert flows(clerk, 3) == (1, 1, 1)
    assert flows(clerk, 2, "calendar") == (1, 1, 1)


@pytest.mark.parametrize(
    ("done", "due", "second", "third"),
    [
        ("14/6", "14/6", (1, 1, 1), (0, 0, 0)),
        ("15/6", "15/6", (0, 0, 0), (1, 1, 1)),
        ("14/6", "15/6", (0, 1, 0), (1, 0, 1)),
        ("15/3", "14/3", (0, 1, 0), (0, 0, 0)),
        ("14/3", "15/3", (1, 0, 1), (0, 0, 0)),
    ],
)
def test_both_edges_of_a_window_belong_to_it(
    clerk: Clerk, done: str, due: str, second: tuple[int, ...], third: tuple[int, ...]
) -> None:
    clerk.task(clerk.decision(), due=day(due))
    clerk.done(1, day(done))
    assert (flows(clerk, 2), flows(clerk, 3)) == (second, third)


def test_every_occurrence_flows_in_its_own_quarter_and_a_task_without_date_in_none(clerk: Clerk) -> None:
    plan = clerk.decision()
    task = clerk.task(plan, due=[day("31/3"), day("10/6"), day("30/9"), day("10/12")])
    free = clerk.task(plan)
    clerk.done(task, day("30/3"))
    clerk.done(free, day("1/4"))
    assert [flows(clerk, index) for index in (1, 2, 3, 4)] == [(0, 0, 0), (2, 1, 1), (0, 0, 0), (2, 0, 0)]


def test_the_states_are_those_of_the_day_and_the_flows_those_known_by_then(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), due=day("20/6"))
    clerk.done(1, day("5/7"))
    before, after = quarter(clerk, 3, day("4/7")), quarter(clerk, 3, day("5/7"))
    assert (three(before), three(after)) == ((1, 0, 0), (1, 1, 1))
    assert (part(before, "totals")["open_overdue"], part(after, "totals")["done_late"]) == (1, 1)


@pytest.mark.parametrize(
    ("name", "scheme", "start", "end", "basis", "title"),
    [
        ("M5/2021", "decree09", "2021-04-15", "2021-05-14", "Decree 09/2019/NĐ-CP", "Summary of month 5/2021"),
        ("Q1/2021", "decree09", "2020-12-15", "2021-03-14", "Decree 09/2019/NĐ-CP", "Summary of quarter I/2021"),
        ("H1/2021", "calendar", "2021-01-01", "2021-06-30", "calendar periods",
         "Review of the first six months of 2021, tasks of the last six months"),
        ("H2/2021", "decree09", "2021-06-15", "2021-12-14", "Decree 09/2019/NĐ-CP",
         "Review of the last six months of 2021"),
        ("nine 2021", "decree09", "2020-12-15", "2021-09-14", "Decree 09/2019/NĐ-CP",
         "Summary of nine months of 2021"),
        ("year 2021", "decree09", "2020-12-15", "2021-12-14", "Decree 09/2019/NĐ-CP", "Annual review of 2021"),
    ],
)  # fmt: skip
def test_every_report_prints_its_window_and_its_basis(
    clerk: Clerk, name: str, scheme: str, start: str, end: str, basis: str, title: str
) -> None:
    made = report(clerk, name, scheme=scheme, scope="Văn phòng")
    told = part(made.more, "period")
    assert (told["name"], told["scheme"], told["from"], told["to"]) == (name, scheme, start, end)
    assert told["estimated_from"] is None
    assert made.title == title
    shown = [date.fromisoformat(text).strftime("%d/%m/%Y") for text in (start, end)]
    assert made.heading[:2] == (f"Reporting window: {shown[0]} – {shown[1]} ({basis}).", "Figures as of 09/07/2021.")
    assert made.heading[-1] == "Only Văn phòng."
    over = "The period is not over: the figures are actual up to that day."
    assert (over in made.heading) is (end > "2021-07-09")


def test_the_basis_is_named_in_the_machine_form_as_the_law_is_called(clerk: Clerk) -> None:
    assert part(quarter(clerk, 2), "period")["basis"] == "Nghị định số 09/2019/NĐ-CP"


def test_estimated_days_are_named_and_counted_apart(clerk: Clerk) -> None:
    plan = clerk.decision()
    for due, done in (("31/5", "31/5"), ("1/6", "30/6"), ("30/6", None), ("1/7", None)):
        task = clerk.task(plan, due=day(due))
        if done:
            clerk.done(task, day(done))
    made = report(clerk, "H1/2021", day("30/6"), "circular03")
    assert part(made.more, "period")["estimated_from"] == "2021-06-01"
    assert part(made.more, "flows") == {
        "due_in_period": 3, "done_in_period": 2, "due_in_period_done": 2, "due_in_estimated": 2,
        "done_in_estimated": 1, "due_in_period_tasks": 3, "done_in_period_tasks": 2, "due_in_period_done_tasks": 2,
        "due_in_estimated_tasks": 2, "done_in_estimated_tasks": 1,
    }  # fmt: skip
    assert "From 01/06/2021 on the figures are estimates." in made.heading
    assert "Of these, from 01/06/2021 on by estimate: 2 due, 1 completed." in table(made, "totals").intro


def test_days_chosen_freely_make_a_summary_of_their_own(clerk: Clerk) -> None:
    plan = clerk.decision()
    for due in ("28/2", "1/3", "31/5", "1/6"):
        clerk.task(plan, due=day(due))
    made = report(clerk, periods.chosen_scheme(day("1/3"), day("31/5")), day("31/5"))
    told = part(made.more, "period")
    assert (told["name"], told["scheme"], told["basis"]) == (
        "2021-03-01..2021-05-31", "chosen", "khoảng thời gian tự chọn",
    )  # fmt: skip
    assert made.heading[0] == "Reporting window: 01/03/2021 – 31/05/2021 (freely chosen days)."
    assert made.title == "Summary from 01/03/2021 to 31/05/2021"
    assert three(made.more) == (2, 0, 0)
    assert [row["due"] for row in rows_in(made.more, "due_next")] == ["2021-06-01"]
    assert made.more["coming"] == {"from": "2021-06-01", "to": "2021-08-31"}  # 92 days as well
    assert table(made, "due_next").title == "Due from 01/06/2021 to 31/08/2021"


def test_what_is_due_next_reaches_to_the_calendar_end_of_the_next_quarter(clerk: Clerk) -> None:
    plan = clerk.decision()
    for due in ("14/6", "15/6", "30/9", "1/10"):
        clerk.task(plan, due=day(due))
    made = report(clerk, "Q2/2021", day("14/6"))
    assert table(made, "due_next").title == "Due from 15/06/2021 to 30/09/2021"
    assert [row["due"] for row in rows_in(made.more, "due_next")] == ["2021-06-15", "2021-09-30"]


@pytest.mark.parametrize(("halted", "falls_due"), [("19/6", 0), ("20/6", 0), ("21/6", 1)])
@pytest.mark.parametrize("act", ["suspend", "cancel"])
def test_what_was_halted_by_its_day_does_not_fall_due(clerk: Clerk, act: str, halted: str, falls_due: int) -> None:
    clerk.task(clerk.decision(), due=day("20/6"))
    clerk.halt(act, 1, day(halted))
    made = report(clerk, "Q3/2021", day("14/9"))
    assert three(made.more) == (falls_due, 0, 0)
    assert sum(int(str(row["due"])) for row in rows_in(made.more, "by_month")) == falls_due
    before = report(clerk, "Q3/2021", day("18/6"))  # nobody knew yet
    assert three(before.more) == (1, 0, 0)


def test_what_runs_again_and_what_was_done_before_it_was_halted_fall_due(clerk: Clerk) -> None:
    plan = clerk.decision()
    clerk.task(plan, due=day("20/6"))
    clerk.task(plan, due=[day("20/6"), day("30/8")])
    clerk.task(plan, due=[day("30/8"), day("10/9")])
    clerk.halt("suspend", 1, day("16/6"))
    clerk.resume(1, day("1/7"))
    clerk.done(2, day("18/6"))
    clerk.halt("cancel", 2, day("19/6"))  # before both days, the first of them done
    clerk.halt("cancel", 3, day("1/9"))  # after 30/8, before 10/9
    assert three(quarter(clerk, 3, day("14/9"))) == (3, 1, 1)


@pytest.mark.parametrize(("resumed", "falls_due"), [(False, 0), (True, 1)])
def test_suspended_before_its_day_and_cancelled_after_it_a_task_never_fell_due(
    clerk: Clerk, resumed: bool, falls_due: int
) -> None:
    clerk.task(clerk.decision(), due=day("20/6"))
    clerk.halt("suspend", 1, day("16/6"))
    if resumed:
        clerk.resume(1, day("18/6"))
    clerk.halt("cancel", 1, day("1/7"))
    made = report(clerk, "Q3/2021", day("14/9"))
    assert three(made.more) == (falls_due, 0, 0)
    assert sum(int(str(row["due"])) for row in rows_in(made.more, "by_month")) == falls_due


def test_by_the_original_day_it_fell_due_before_it_was_halted(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), due=day("20/6"))
    clerk.extend(1, day("31/8"), day("16/6"))
    clerk.halt("cancel", 1, day("1/7"))
    present, original = (report(clerk, "Q3/2021", day("14/9"), against=name).more for name in ("present", "original"))
    assert (three(present), three(original)) == ((0, 0, 0), (1, 0, 0))


# -- boxes and sums ------------------------------------------------------------------------------------------


@pytest.fixture
def eight(clerk: Clerk) -> Clerk:
    """One task in every box, two overdue, over two units and none, two groups and none, three kinds."""
    plan = clerk.decision()
    first, second = clerk.unit("VP", "Văn phòng Sở"), clerk.unit("DK", "Phòng Đăng ký")
    one, two = clerk.group(plan, "I", "Văn bản", 1), clerk.group(plan, "II", "Hộ tịch", 2)
    made = [
        clerk.task(plan, unit=first, group=one, due=day("30/6")),
        clerk.task(plan, unit=first, group=one, due=day("30/6")),
        clerk.task(plan, unit=second, group=two, due=day("30/9")),
        clerk.task(plan, unit=second, due=day("30/6"), kind=TaskKind.AD_HOC),
        clerk.task(plan, group=two, due=day("30/6")),
        clerk.task(plan, unit=first, kind=TaskKind.REGULAR),
        clerk.task(plan, unit=first, due=day("30/6")),
        clerk.task(plan, unit=first, due=day("30/6")),
    ]
    clerk.done(made[0], day("30/6"))
    clerk.done(made[1], day("1/7"))
    clerk.halt("suspend", made[6], day("1/6"))
    clerk.halt("cancel", made[7], day("1/6"))
    return clerk


def test_every_task_stands_in_one_box(eight: Clerk) -> None:
    more = quarter(eight, 2)
    assert boxes(part(more, "totals")) == (8, 1, 1, 1, 2, 1, 1, 1)
    assert more["rates"] == {
        "finished_of_total": 25.0, "finished_of_due": 50.0, "finished_of_with_deadline": 40.0,
        "on_time_of_finished": 50.0, "overdue_of_with_deadline": 40.0,
    }  # fmt: skip


def test_the_figures_stand_under_units_groups_and_kinds(eight: Clerk) -> None:
    more = quarter(eight, 2)

    def rows(key: str, *names: str) -> list[tuple[Json, ...]]:
        return [(*(row[n] for n in names), *boxes(row)) for row in rows_in(more, key)]

    assert rows("by_unit", "unit", "unit_name") == [
        ("DK", "Phòng Đăng ký", 2, 0, 0, 1, 1, 0, 0, 0),
        ("VP", "Văn phòng Sở", 5, 1, 1, 0, 0, 1, 1, 1),
        ("", "", 1, 0, 0, 0, 1, 0, 0, 0),
    ]
    assert rows("by_group", "group", "title") == [
        ("I", "Văn bản", 2, 1, 1, 0, 0, 0, 0, 0),
        ("II", "Hộ tịch", 2, 0, 0, 1, 1, 0, 0, 0),
        ("", "", 4, 0, 0, 0, 1, 1, 1, 1),
    ]
    assert rows("by_kind", "kind") == [
        ("key", 6, 1, 1, 1, 1, 0, 1, 1),
        ("regular", 1, 0, 0, 0, 0, 1, 0, 0),
        ("ad_hoc", 1, 0, 0, 0, 1, 0, 0, 0),
    ]
    assert rows("by_decision", "decision", "issued") == [("25/QĐ-STP", "2021-02-26", 8, 1, 1, 1, 2, 1, 1, 1)]


def test_the_drawn_tables_hold_the_same_figures(eight: Clerk) -> None:
    made = report(eight, "Q2/2021")
    totals = {line.cells[0]: plain(line.cells[1:]) for line in table(made, "totals").lines if line.level == 0}
    assert totals["open, overdue"] == [2, 25.0]
    assert [count for count, _share in totals.values()] == [1, 1, 1, 2, 1, 1, 1]
    assert [share for _count, share in totals.values()] == [12.5, 12.5, 12.5, 25.0, 12.5, 12.5, 12.5]
    assert plain(table(made, "totals").footer) == ["Total", 8, 100.0]
    assert [line.cells[:2] for line in table(made, "by_unit").lines] == [
        ("Phòng Đăng ký", 2), ("Văn phòng Sở", 5), ("no lead unit", 1),
    ]  # fmt: skip
    assert [line.cells[:2] for line in table(made, "by_group").lines] == [
        ("I. Văn bản", 2), ("II. Hộ tịch", 2), ("no group", 4),
    ]  # fmt: skip
    assert [line.cells[:2] for line in table(made, "by_kind").lines] == [
        ("key task", 6), ("regular task", 1), ("ad hoc task", 1),
    ]  # fmt: skip
    for name in ("by_unit", "by_group", "by_kind"):
        drawn = table(made, name)
        assert plain(drawn.footer) == ["Total", 8, 1, 1, 1, 2, 1, 1, 1, 25.0]
        sums = [sum(int(str(line.cells[n])) for line in drawn.lines) for n in range(1, 9)]
        assert sums == list(drawn.footer[1:9])
    first, second, third, fourth = table(made, "totals").intro
    assert first == ("8 tasks have been assigned: 5 with a deadline, 1 without a deadline, 1 suspended, 1 cancelled.")
    assert second == "With a deadline (5): 2 finished (1 on time + 1 late) and 3 unfinished (1 in time + 2 overdue)."
    assert third.startswith("Without a deadline (1): 1 regular ones (0 with a result already) and 0 that wait")
    assert fourth == (
        "In the period fell due: 0 deadlines (0 of these deadlines done); completed: 0 deadlines."
    )  # fmt: skip


def test_the_rates_stand_with_part_and_base(eight: Clerk) -> None:
    found = {line.cells[0]: plain(line.cells[1:]) for line in table(report(eight, "Q2/2021"), "rates").lines}
    # On 14/3 all were assigned and none finished or overdue.
    assert found["finished ÷ all tasks"] == [2, 8, 25.0, 0.0, "+25.00"]
    assert found["finished ÷ (finished + overdue)"] == [2, 4, 50.0, None, "–"]
    assert found["finished ÷ tasks with a deadline"] == [2, 5, 40.0, 0.0, "+40.00"]


def test_equal_counts_have_equal_shares_and_a_note_says_what_rounding_does(clerk: Clerk) -> None:
    plan = clerk.decision()
    for due in ("30/9", "30/9", "30/9", "30/6", "30/6", "30/6", None):
        clerk.task(plan, due=day(due) if due else None)
    for begun in (1, 4, 5):
        clerk.start(begun, day("1/6"))
    whole = table(report(clerk, "Q2/2021"), "totals")
    assert [(line.level, *plain(line.cells)[1:]) for line in whole.lines if line.cells[1]] == [
        (0, 3, 42.86), (1, 1, 14.29), (1, 2, 28.57), (0, 3, 42.86), (1, 2, 28.57), (1, 1, 14.29), (0, 1, 14.29),
        (1, 1, 14.29),
    ]  # fmt: skip
    assert whole.intro[-1] == "Each share is rounded by itself; sums may differ by 0.01 percentage points."


def test_nothing_is_said_of_rounding_where_shares_add_up(clerk: Clerk) -> None:
    plan = clerk.decision()
    for due in ("30/9", "30/6", "30/6", "30/6"):
        clerk.task(plan, due=day(due))
    assert "rounded" not in " ".join(table(report(clerk, "Q2/2021"), "totals").intro)


def test_an_empty_register_gives_noughts_and_no_rates(clerk: Clerk) -> None:
    made = report(clerk, "Q2/2021")
    assert set(part(made.more, "totals").values()) == set(part(made.more, "flows").values()) == {0}
    assert set(part(made.more, "rates").values()) == set(part(made.more, "changes").values()) == {None}
    assert made.more["by_unit"] == made.more["by_group"] == made.more["by_kind"] == list(made.rows) == []
    assert (made.more["compared"], made.more["longest"], made.more["closed_on"]) == (None, None, None)
    assert made.schema == "tuphap.summary/1"
    assert plain(table(made, "totals").footer) == ["Total", 0, None]
    assert "There are no figures of the period before to compare with." in table(made, "rates").intro


def test_the_rows_are_flat_and_the_tree_stands_in_by_unit(eight: Clerk) -> None:
    made = report(eight, "Q2/2021")
    below = tuple(f"with_below_{box}" for box in BOXES)
    assert made.fields == ("unit", "unit_name", "parent", "level", *BOXES, *below)
    tree = rows_in(made.more, "by_unit")
    assert [tuple(row) for row in made.rows] == [made.fields] * len(tree)
    for row, of_tree in zip(made.rows, tree, strict=True):
        assert [row[key] for key in ("unit", "level", *BOXES)] == [of_tree[key] for key in ("unit", "level", *BOXES)]
        assert [row[key] for key in below] == list(part(of_tree, "with_below").values())


@pytest.mark.parametrize("decisions", [1, 2])
def test_groups_bear_the_number_of_their_decision_where_there_are_several(clerk: Clerk, decisions: int) -> None:
    for number in range(1, decisions + 1):
        plan = clerk.decision(f"{number}/QĐ-STP")
        clerk.task(plan, group=clerk.group(plan, "I", "Văn bản", 1), due=day("30/6"))
    clerk.task(1, due=day("30/6"))
    made = report(clerk, "Q2/2021")
    names = ["I. Văn bản", "no group"]
    if decisions > 1:
        names = ["1/QĐ-STP: I. Văn bản", "1/QĐ-STP: no group", "2/QĐ-STP: I. Văn bản"]
    assert [line.cells[0] for line in table(made, "by_group").lines] == names
    assert {row["decision_issued"] for row in rows_in(made.more, "by_group")} == {"2021-02-26"}


def test_the_titles_and_numbers_of_the_tables(eight: Clerk) -> None:
    made = report(eight, "Q2/2021")
    assert [found.label for found in made.tables if not found.annex][:4] == ["", "I", "II", "III"]
    assert [found.label for found in made.tables if found.annex] == ["Annex I", "Annex II"]
    assert table(made, "totals").caption == "I. General results"
    assert table(made, "extensions").title == "Deadlines moved in the period"
    assert [column.heading for column in table(made, "ranking").columns][-2:] == ["Rate", "Late among these"]


def test_the_keys_of_the_contract_are_there(eight: Clerk) -> None:
    more = quarter(eight, 2)
    assert set(more) >= {"period", "against", "totals", "by_unit", "by_group", "by_kind", "flows", "rates"}
    assert set(part(more, "period")) >= {"name", "scheme", "from", "to", "basis"}
    assert set(part(more, "totals")) >= set(BOXES)
    assert {"due_in_period", "done_in_period"} <= set(part(more, "flows"))


@pytest.mark.parametrize("name", ["Q2/2021", "H1/2021"])
def test_the_headings_of_an_empty_csv_are_those_of_a_full_one(eight: Clerk, name: str) -> None:
    made = report(eight, name)
    assert list(made.fields) == list(made.rows[0])


def test_a_selection_narrows_states_and_flows(eight: Clerk) -> None:
    made = report(eight, "Q3/2021", selection=Selection(unit="VP"))
    assert boxes(part(made.more, "totals")) == (5, 1, 1, 0, 0, 1, 1, 1)
    assert three(made.more) == (2, 2, 2)  # the suspended and the cancelled one never fell due


def test_figures_of_an_old_day_stay_under_the_old_unit(clerk: Clerk) -> None:
    giver, taker = clerk.unit("A"), clerk.unit("B")
    clerk.task(clerk.decision(), unit=giver, due=day("30/6"))
    clerk.transfer(giver, taker, day("1/7"))
    for as_of, unit in ((day("30/6"), "A"), (day("1/7"), "B")):
        assert [row["unit"] for row in report(clerk, "Q2/2021", as_of).rows] == [unit]


def test_states_and_what_fell_due_follow_the_day_that_is_asked_for(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), due=day("31/5"))
    clerk.extend(1, day("30/6"), day("20/5"))
    present, original = (report(clerk, "Q2/2021", day("14/6"), against=name).more for name in ("present", "original"))
    assert (boxes(part(present, "totals"))[3:5], three(present)) == ((1, 0), (0, 0, 0))
    assert (boxes(part(original, "totals"))[3:5], three(original)) == ((0, 1), (1, 0, 0))
    assert (present["longest"], original["longest"]) == (None, {"task": 1, "unit": "", "days_late": 14})


@pytest.mark.parametrize(
    ("decided", "in_it"), [("14/3", False), ("15/3", True), ("14/6", True), ("15/6", False)]
)  # fmt: skip
def test_both_edges_of_a_window_belong_to_its_extensions(clerk: Clerk, decided: str, in_it: bool) -> None:
    clerk.task(clerk.decision(), due=day("30/6"))
    clerk.extend(1, day("30/9"), day(decided))
    assert bool(quarter(clerk, 2)["extensions"]) is in_it


def test_units_are_ranked_by_what_was_due_and_those_of_which_nothing_was_are_named(clerk: Clerk) -> None:
    plan = clerk.decision()
    units = {code: clerk.unit(code) for code in ("A", "B", "C", "D", "E")}
    for code, due, done in (
        ("A", "31/5", "30/5"), ("A", "31/12", None),  # 1 of 1: what is in time does not count
        ("B", "31/5", "30/5"), ("B", "31/5", None),  # 1 of 2
        ("C", "31/5", "2/6"), ("C", "31/5", "2/6"), ("C", "31/5", None), ("C", "31/5", None),  # 2 of 4: the same
        ("D", "31/5", None),  # 0 of 1
        ("E", "31/12", None), ("E", None, None),  # nothing was due
    ):  # fmt: skip
        task = clerk.task(plan, unit=units[code], due=day(due) if due else None)
        if done:
            clerk.done(task, day(done))
    made = report(clerk, "Q2/2021", day("14/6"))
    assert [(row["rank"], row["unit"], row["finished"], row["due"]) for row in rows_in(made.more, "ranking")] == [
        (1, "A", 1, 1), (2, "B", 1, 2), (2, "C", 2, 4), (4, "D", 0, 1),
    ]  # fmt: skip
    assert made.more["unranked"] == ["E"]
    assert "Not ranked, since nothing of theirs is finished or overdue: 1 unit (Phòng E)." in (
        table(made, "ranking").intro
    )


def test_of_many_units_that_are_not_ranked_only_the_number_is_said(clerk: Clerk) -> None:
    plan = clerk.decision()
    for number in range(6):
        clerk.task(plan, unit=clerk.unit(f"U{number}"), due=day("31/12"))
    made = table(report(clerk, "Q2/2021"), "ranking")
    assert (made.lines, made.empty) == ((), "No unit has a task that is finished or overdue.")
    assert made.intro[1:] == ("Not ranked, since nothing of theirs is finished or overdue: 6 units.",)


def test_of_many_groups_those_with_most_overdue_are_named(clerk: Clerk) -> None:
    with clerk.at_once():
        unit, plan = clerk.unit("VP"), clerk.decision()
        for number in range(14):
            group = clerk.group(plan, f"N{number}", "Việc", number)
            for again in range(2 if number == 13 else 1):
                clerk.task(plan, "Rà soát", unit=unit, group=group, item=f"N{number}.{again}", due=day("30/4"))
    said = " ".join(text for table in report(clerk, "Q2/2021").tables for text in table.intro)
    named = said.partition("Groups with overdue tasks: ")[2].partition(".")[0]
    assert named.startswith("N13")
    assert named.endswith("2 other groups")
    assert named.count("(") == 12
