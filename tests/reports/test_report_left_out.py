"""What had ended before the reporting year is left out, and counted by what a report is narrowed to."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.registers import Clerk, day
from tests.support.reports import gathered, report, window
from tuphap_cli.domain.model import TaskKind
from tuphap_cli.reports import summary
from tuphap_cli.reports.figures import Selection
from tuphap_cli.reports.figures_kept import KeptFigures
from tuphap_cli.reports.kept.material_text import dump_material, load_material

LAST_YEAR = date(2020, 3, 1)


@pytest.fixture
def two_years(clerk: Clerk) -> Clerk:
    """Four tasks that had ended in 2020, of two units below a third, groups and kinds, and one of 2021."""
    department = clerk.unit("STP", kind="department")
    division, section = clerk.unit("HC", parent=department), clerk.unit("PB", parent=department)
    old, new = clerk.decision("9/QĐ-STP", LAST_YEAR), clerk.decision("25/QĐ-STP")
    one, two = clerk.group(old, "I", "Nhóm một"), clerk.group(old, "II", "Nhóm hai", 2)
    for unit, group, kind in (
        (division, one, TaskKind.KEY),
        (division, two, TaskKind.AD_HOC),
        (section, one, TaskKind.KEY),
        (None, None, TaskKind.KEY),
    ):
        task = clerk.task(old, unit=unit, group=group, kind=kind, due=date(2020, 6, 30), assigned=LAST_YEAR)
        clerk.done(task, date(2020, 6, 30))
    clerk.task(new, unit=division, due=day("30/6"))
    return clerk


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), 4),
        (Selection(unit="HC"), 2),
        (Selection(unit="STP"), 3),
        (Selection(unit="STP", alone=True), 0),
        (Selection(unit="-"), 1),
        (Selection(group="I"), 2),
        (Selection(group="-"), 1),
        (Selection(kind=TaskKind.AD_HOC), 1),
        (Selection(unit="HC", kind=TaskKind.KEY), 1),
        (Selection(decision=1), 4),
        (Selection(decision=2), 0),
    ],
)
def test_what_is_left_out_follows_what_a_report_is_narrowed_to(
    two_years: Clerk, selection: Selection, expected: int
) -> None:
    made = report(two_years, "Q2/2021", selection=selection)  # also from what a signed report keeps
    assert made.more["left_out"] == expected
    said = [line for line in made.heading if "ended before" in line]
    assert said == ([f"{expected} tasks that had ended before 15/12/2020 are not counted."] if expected else [])


def test_a_report_signed_before_this_was_kept_says_whose_number_it_has(two_years: Clerk) -> None:
    covered = window("Q2/2021")
    now = gathered(two_years, covered, two_years.today)
    assert load_material(dump_material(now)).ended == now.ended
    signed = now._replace(ended=())
    whole = summary.summary_report(KeptFigures(signed, covered))
    assert whole.more["left_out"] == 4
    part = summary.summary_report(KeptFigures(signed, covered, Selection(unit="HC")))
    assert part.more["left_out"] is None
    assert "4 tasks of the whole office had ended before 15/12/2020." in part.heading


def test_an_extension_stands_in_its_period_also_when_its_task_has_ended_since(clerk: Clerk) -> None:
    plan, unit = clerk.decision(), clerk.unit("HC")
    done, cancelled, running = (clerk.task(plan, unit=unit, due=day("30/4")) for _ in range(3))
    for task in (done, cancelled, running):
        clerk.extend(task, day("31/5"), day("20/4"))
    clerk.done(done, day("25/5"))
    clerk.halt("cancel", cancelled, day("1/6"))
    expected = [done, cancelled, running]
    for period, as_of in (("Q2/2021", day("14/6")), ("Q2/2021", date(2022, 7, 1)), ("H1/2021", day("14/6"))):
        for selection in (Selection(), Selection(unit="HC")):
            found = report(clerk, period, as_of, selection=selection).more["extensions"]
            assert isinstance(found, list)
            assert [row["task"] for row in found] == expected
