"""The summary of a period: sums that agree with each other, and flows that follow the window, not the quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.support.registers import ISSUED, TODAY, Clerk, day, records_in
from tuphap_cli.domain import periods
from tuphap_cli.domain.model import TaskKind
from tuphap_cli.domain.periods import Period, PeriodKind
from tuphap_cli.reports import summary
from tuphap_cli.reports.base import Json, Report
from tuphap_cli.store import queries
from tuphap_cli.store.queries import Filters

BOXES = (
    "assigned", "done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended", "cancelled",
)  # fmt: skip
QUARTER = PeriodKind.QUARTER


def report(
    clerk: Clerk, period: Period, as_of: date = TODAY, scheme: str = "decree09", filters: Filters | None = None,
    scope: str = "",
) -> Report:  # fmt: skip
    window = periods.window(period, periods.SCHEMES[scheme])
    return summary.make(clerk.register.connection, window, as_of, filters=filters, scope=scope)


def quarter(clerk: Clerk, index: int, as_of: date = TODAY, scheme: str = "decree09") -> Mapping[str, Json]:
    return report(clerk, Period(QUARTER, index, 2021), as_of, scheme).more


def part(more: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    """A part of the machine form that has keys of its own."""
    found = more[key]
    assert isinstance(found, Mapping)
    return found


def flows(clerk: Clerk, index: int, scheme: str = "decree09") -> tuple[int, ...]:
    found = part(quarter(clerk, index, day("31/12"), scheme), "flows")
    return tuple(int(str(found[key])) for key in ("due_in_period", "done_in_period", "due_in_period_done"))


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


def test_every_occurrence_flows_in_its_own_quarter_and_a_task_without_date_flows_out_only(clerk: Clerk) -> None:
    plan = clerk.decision()
    task = clerk.task(plan, due=[day("31/3"), day("10/6"), day("30/9"), day("10/12")])
    free = clerk.task(plan)
    clerk.done(task, day("30/3"))
    clerk.done(free, day("1/4"))
    assert [flows(clerk, index) for index in (1, 2, 3, 4)] == [(0, 0, 0), (2, 2, 1), (0, 0, 0), (2, 0, 0)]


def test_the_states_are_those_of_the_day_and_the_flows_those_known_by_then(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), due=day("20/6"))
    clerk.done(1, day("5/7"))
    before, after = quarter(clerk, 3, day("4/7")), quarter(clerk, 3, day("5/7"))
    assert before["flows"] == {"due_in_period": 1, "done_in_period": 0, "due_in_period_done": 0}
    assert after["flows"] == {"due_in_period": 1, "done_in_period": 1, "due_in_period_done": 1}
    assert (part(before, "totals")["open_overdue"], part(after, "totals")["done_late"]) == (1, 1)


@pytest.mark.parametrize(
    ("period", "scheme", "told", "title"),
    [
        (
            Period(PeriodKind.MONTH, 5, 2021), "decree09",
            {"name": "M5/2021", "scheme": "decree09", "from": "2021-04-15", "to": "2021-05-14",
             "basis": "Decree 09/2019/NĐ-CP"},
            "Summary of month 5/2021",
        ),
        (
            Period(QUARTER, 1, 2021), "decree09",
            {"name": "Q1/2021", "scheme": "decree09", "from": "2020-12-15", "to": "2021-03-14",
             "basis": "Decree 09/2019/NĐ-CP"},
            "Summary of quarter I/2021",
        ),
        (
            Period(PeriodKind.HALF, 1, 2021), "calendar",
            {"name": "H1/2021", "scheme": "calendar", "from": "2021-01-01", "to": "2021-06-30",
             "basis": "calendar periods"},
            "Summary of the first six months of 2021",
        ),
        (
            Period(PeriodKind.HALF, 2, 2021), "decree09",
            {"name": "H2/2021", "scheme": "decree09", "from": "2021-06-15", "to": "2021-12-14",
             "basis": "Decree 09/2019/NĐ-CP"},
            "Summary of the last six months of 2021",
        ),
        (
            Period(PeriodKind.NINE, 1, 2021), "decree09",
            {"name": "nine 2021", "scheme": "decree09", "from": "2020-12-15", "to": "2021-09-14",
             "basis": "Decree 09/2019/NĐ-CP"},
            "Summary of nine months of 2021",
        ),
        (
            Period(PeriodKind.YEAR, 1, 2021), "decree09",
            {"name": "year 2021", "scheme": "decree09", "from": "2020-12-15", "to": "2021-12-14",
             "basis": "Decree 09/2019/NĐ-CP"},
            "Summary of the year 2021",
        ),
    ],
)  # fmt: skip
def test_every_report_prints_its_window_and_its_basis(
    clerk: Clerk, period: Period, scheme: str, told: dict[str, str], title: str
) -> None:
    made = report(clerk, period, scheme=scheme, scope="Văn phòng")
    assert made.more["period"] == told
    assert made.title == title
    start, end = (date.fromisoformat(told[key]).strftime("%d/%m/%Y") for key in ("from", "to"))
    assert made.heading == (
        f"Reporting window: {start} – {end} ({told['basis']}).",
        "Figures as of 09/07/2021.",
        "Only Văn phòng.",
    )


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
    assert more["totals"] == dict(zip(BOXES, (8, 1, 1, 1, 2, 1, 1, 1), strict=True))
    assert more["rates"] == {
        "finished_of_with_deadline": 40.0, "finished_of_due": 50.0, "on_time_of_finished": 50.0,
        "overdue_of_with_deadline": 40.0,
    }  # fmt: skip


def test_the_figures_stand_under_units_groups_and_kinds(eight: Clerk) -> None:
    more = quarter(eight, 2)

    def boxes(key: str, *names: str) -> list[tuple[object, ...]]:
        return [(*(row[n] for n in names), *(row[box] for box in BOXES)) for row in records_in(more[key])]

    assert boxes("by_unit", "unit", "unit_name") == [
        ("DK", "Phòng Đăng ký", 2, 0, 0, 1, 1, 0, 0, 0),
        ("VP", "Văn phòng Sở", 5, 1, 1, 0, 0, 1, 1, 1),
        ("", "", 1, 0, 0, 0, 1, 0, 0, 0),
    ]
    assert boxes("by_group", "group", "title") == [
        ("I", "Văn bản", 2, 1, 1, 0, 0, 0, 0, 0),
        ("II", "Hộ tịch", 2, 0, 0, 1, 1, 0, 0, 0),
        ("", "", 4, 0, 0, 0, 1, 1, 1, 1),
    ]
    assert boxes("by_kind", "kind") == [
        ("key", 6, 1, 1, 1, 1, 0, 1, 1),
        ("ad_hoc", 1, 0, 0, 0, 1, 0, 0, 0),
        ("regular", 1, 0, 0, 0, 0, 1, 0, 0),
    ]


def test_the_drawn_tables_hold_the_same_figures(eight: Clerk) -> None:
    made = report(eight, Period(QUARTER, 2, 2021))
    totals, by_unit, by_group, by_kind = made.tables
    assert [(line.cells[0], line.cells[1], line.cells[2]) for line in totals.lines][3] == (
        "open, overdue",
        2,
        "25.00%",
    )
    assert totals.footer == ("Total", 8, "100.00%")
    assert [line.cells[:2] for line in by_unit.lines] == [
        ("Phòng Đăng ký", 2),
        ("Văn phòng Sở", 5),
        ("no lead unit", 1),
    ]
    assert [line.cells[:2] for line in by_group.lines] == [("I. Văn bản", 2), ("II. Hộ tịch", 2), ("no group", 4)]
    assert [line.cells[:2] for line in by_kind.lines] == [("key task", 6), ("ad hoc task", 1), ("regular task", 1)]
    for table in (by_unit, by_group, by_kind):
        assert table.footer == ("Total", 8, 1, 1, 1, 2, 1, 1, 1, "40.00%")
        assert [sum(int(str(line.cells[n])) for line in table.lines) for n in range(1, 9)] == list(table.footer[1:9])
    assert made.closing == (
        "In the period 0 deadlines fell due (0 of them done); 0 were completed.",
        "Rate: finished ÷ tasks with a deadline = 2/5 = 40.00%.",
        "Rate: finished ÷ (finished + overdue) = 2/4 = 50.00%.",
    )


def test_an_empty_register_gives_noughts_and_no_rates(clerk: Clerk) -> None:
    made = report(clerk, Period(QUARTER, 2, 2021))
    assert made.more["totals"] == dict.fromkeys(BOXES, 0)
    assert set(part(made.more, "rates").values()) == {None}
    assert made.more["by_unit"] == made.more["by_group"] == made.more["by_kind"] == list(made.rows) == []
    assert made.schema == "tuphap.summary/1"
    assert made.tables[0].footer == ("Total", 0, "–")


def test_the_keys_are_those_of_the_contract(eight: Clerk) -> None:
    more = quarter(eight, 2)
    assert list(more) == ["period", "against", "totals", "by_unit", "by_group", "by_kind", "flows", "rates"]
    assert set(part(more, "period")) == {"name", "scheme", "from", "to", "basis"}
    assert set(part(more, "totals")) == set(BOXES)
    assert {"due_in_period", "done_in_period"} <= set(part(more, "flows"))


def test_a_filter_narrows_states_and_flows(eight: Clerk) -> None:
    made = report(eight, Period(QUARTER, 3, 2021), filters=Filters(units=(1,)))
    assert made.more["totals"] == dict(zip(BOXES, (5, 1, 1, 0, 0, 1, 1, 1), strict=True))
    assert made.more["flows"] == {"due_in_period": 4, "done_in_period": 2, "due_in_period_done": 2}


def test_figures_of_an_old_day_stay_under_the_old_unit(clerk: Clerk) -> None:
    giver, taker = clerk.unit("A"), clerk.unit("B")
    clerk.task(clerk.decision(), unit=giver, due=day("30/6"))
    clerk.transfer(giver, taker, day("1/7"))
    for as_of, unit in ((day("30/6"), "A"), (day("1/7"), "B")):
        assert [row["unit"] for row in report(clerk, Period(QUARTER, 2, 2021), as_of).rows] == [unit]


# -- any register --------------------------------------------------------------------------------------------

KINDS = list(TaskKind)
SPECS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(KINDS),
        st.none() | st.integers(0, 300),
        st.sampled_from(["", "", "start", "done", "suspend", "cancel"]),
        st.integers(0, 133),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(specs=SPECS, as_of=st.integers(0, 400), index=st.integers(1, 4))
def test_totals_are_the_sums_by_unit_by_group_and_by_kind_and_the_boxes_fill_them(
    memory_register: InMemory, specs: list[tuple[int, int, TaskKind, int | None, str, int]], as_of: int, index: int
) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        with clerk.at_once():
            plan = clerk.decision()
            units: list[int | None] = [None, *(clerk.unit(f"U{n}") for n in range(3))]
            groups: list[int | None] = [None, *(clerk.group(plan, f"{n}", f"Nhóm {n}", n) for n in range(1, 4))]
            for unit, group, kind, due, act, when in specs:
                days = None if due is None else ISSUED + timedelta(days=due)
                task = clerk.task(plan, unit=units[unit], group=groups[group], kind=kind, due=days)
                on = ISSUED + timedelta(days=when)
                if act in {"start", "done"}:
                    clerk.act(act, task, on)
                elif act:
                    clerk.halt(act, task, on)
        day_ = ISSUED + timedelta(days=as_of)
        more = quarter(clerk, index, day_)
        totals = part(more, "totals")
        assert totals["assigned"] == len(specs) == sum(int(str(totals[box])) for box in BOXES[1:])
        for key in ("by_unit", "by_group", "by_kind"):
            rows = records_in(more[key])
            assert {box: sum(int(str(row[box])) for row in rows) for box in BOXES} == totals, key
        counted = Counter(row.state(day_).value for row in queries.task_rows(register.connection, day_))
        assert counted["done_on_time"] == totals["done_on_time"]
        assert counted["overdue_under_way"] + counted["overdue_not_started"] == totals["open_overdue"]
