"""Of any register: sums that agree, the tasks behind every figure of every cell, material that survives as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.support.any_register import SPECS, Spec, enter
from tests.support.registers import ISSUED, TODAY, Clerk, day
from tests.support.reports import (
    BOXES,
    boxes,
    cells,
    check_rows,
    gathered,
    live_figures,
    part,
    report,
    rows_in,
    window,
)
from tuphap_cli.domain import states
from tuphap_cli.domain.tallies import FLOWS
from tuphap_cli.reports import summary
from tuphap_cli.reports.figures import NONE, Selection
from tuphap_cli.reports.figures_kept import KeptFigures
from tuphap_cli.reports.kept.contents import Material
from tuphap_cli.reports.kept.material_text import dump_material, load_material
from tuphap_cli.store.read import queries
from tuphap_cli.store.write.closings import Adjusted

AS_OF = st.integers(0, 400).map(lambda days: ISSUED + timedelta(days=days))
PERIODS = st.sampled_from(["Q1/2021", "Q2/2021", "Q3/2021", "H1/2021", "year 2021", "Q1/2022"])
MANY = settings(max_examples=40)


@contextmanager
def holding(memory_register: InMemory, specs: list[Spec]) -> Iterator[Clerk]:
    """A clerk whose register holds what is specified."""
    with memory_register() as register:
        enter(clerk := Clerk(register), specs)
        yield clerk


@MANY
@given(specs=SPECS, as_of=AS_OF, name=st.sampled_from(["Q1/2021", "Q2/2021", "Q3/2021", "H1/2021"]))
def test_the_parts_add_up_to_the_totals_and_the_boxes_fill_them(
    memory_register: InMemory, specs: list[Spec], as_of: date, name: str
) -> None:
    with holding(memory_register, specs) as clerk:
        more = report(clerk, name, as_of).more
        totals = part(more, "totals")
        assert totals["assigned"] == len(specs) == sum(int(str(totals[box])) for box in BOXES[1:])
        for key in ("by_unit", "by_group", "by_kind", "by_decision"):
            summed = [sum(int(str(row[box])) for row in rows_in(more, key)) for box in BOXES]
            assert tuple(summed) == boxes(totals), key
        top = [row for row in rows_in(more, "by_unit") if row["level"] == 0]
        assert tuple(sum(int(str(part(row, "with_below")[box])) for row in top) for box in BOXES) == boxes(totals)
        counted = Counter(row.state(as_of).value for row in queries.task_rows(clerk.register.connection, as_of))
        assert counted["done_on_time"] == totals["done_on_time"]
        assert counted["overdue_under_way"] + counted["overdue_not_started"] == totals["open_overdue"]
        assert counted["in_time_under_way"] == totals["in_time_under_way"]


@MANY
@given(specs=SPECS, as_of=AS_OF, name=PERIODS, against=st.sampled_from(states.AGAINST))
def test_behind_every_figure_of_every_cell_stand_as_many_tasks(
    memory_register: InMemory, specs: list[Spec], as_of: date, name: str, against: str
) -> None:
    with holding(memory_register, specs) as clerk:
        covered = window(name)
        connection = clerk.register.connection
        whole = live_figures(connection, covered, as_of, against=against)
        check_rows(clerk, whole)
        for key in FLOWS:  # a flow belongs to one unit, one group, one kind
            narrow = [s for s, _tally in cells(whole) if s.alone]
            parts = [live_figures(connection, covered, as_of, s, against) for s in narrow]
            assert sum(p.total[key] for p in parts) == whole.total[key]


@MANY
@given(specs=SPECS, as_of=AS_OF, name=PERIODS)
def test_the_material_comes_back_from_its_text_as_it_was(
    memory_register: InMemory, specs: list[Spec], as_of: date, name: str
) -> None:
    with holding(memory_register, specs) as clerk:
        found = gathered(clerk, window(name), as_of)
        found = found._replace(adjusted=(Adjusted(1, "1", "Việc", "", "done", as_of, "", 'a"b\n', "Q1/2021"),))
        assert load_material(dump_material(found)) == unshadowed(found)
        assert dump_material(load_material(dump_material(found))) == dump_material(found)


def unshadowed(found: Material) -> Material:
    """The material without the folded words, by which a report never looks."""
    plain = tuple(row._replace(shadow="") for row in found.rows)
    if found.earlier is None:
        return found._replace(rows=plain)
    before = found.earlier._replace(rows=tuple(row._replace(shadow="") for row in found.earlier.rows))
    return found._replace(rows=plain, earlier=before)


@MANY
@given(specs=SPECS, as_of=AS_OF, name=PERIODS)
def test_a_report_from_the_text_is_the_report(
    memory_register: InMemory, specs: list[Spec], as_of: date, name: str
) -> None:
    with holding(memory_register, specs) as clerk:
        covered = window(name)
        found = gathered(clerk, covered, as_of)
        live, kept = (
            summary.summary_report(figures)
            for figures in (
                live_figures(clerk.register.connection, covered, as_of),
                KeptFigures(load_material(dump_material(found)), covered),
            )
        )
        assert live == kept


def test_a_group_without_a_label_counts_with_the_tasks_in_no_group(memory_register: InMemory) -> None:
    with memory_register() as register:
        clerk = Clerk(register)
        plan = clerk.decision()
        clerk.task(plan, group=clerk.group(plan, "", "Việc khác"), due=day("30/6"))
        clerk.task(plan, due=day("30/6"))
        covered = window("Q2/2021")
        assert live_figures(register.connection, covered, TODAY, Selection(group=NONE)).total["assigned"] == 2
