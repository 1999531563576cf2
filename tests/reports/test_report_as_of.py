"""A report as of a past day is the one that was made on that day: what came later is not in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import InMemory
from tests.support import forty
from tests.support.any_register import SPECS, Spec, enter
from tests.support.registers import ISSUED, Clerk, day
from tests.support.reports import part, report, rows_in
from tuphap_cli.cli import replay
from tuphap_cli.reports.base import Json, Report


def machine(made: Report) -> dict[str, Json]:
    """The machine form but for the journal, which is that of the register and not of the day."""
    return {name: value for name, value in made.more.items() if name != "journal"} | {"rows": list(made.rows)}


def same(now: Report, then: Report) -> None:
    """Both reports say the same, drawn and for machines; only the mark of the register differs."""
    assert machine(now) == machine(then)
    assert (now.title, now.heading, now.tables, now.as_of) == (then.title, then.heading, then.tables, then.as_of)


@pytest.mark.parametrize(
    ("name", "as_of", "made_on"),
    [
        ("Q1/2021", "14/3", "15/3"), ("Q1/2021", "14/3", "14/3"), ("H1/2021", "14/3", "15/3"),
        ("Q2/2021", "31/5", "31/5"), ("Q2/2021", "14/6", "15/6"), ("H1/2021", "14/6", "15/6"),
        ("year 2021", "1/6", "1/6"),
    ],
)  # fmt: skip
def test_the_report_made_today_is_the_one_made_then(
    memory_register: InMemory, name: str, as_of: str, made_on: str
) -> None:
    with memory_register() as now, memory_register() as then:
        forty.fill(Clerk(now))
        forty.fill(Clerk(then, today=day(made_on)), until=day(made_on))
        same(report(Clerk(now), name, day(as_of)), report(Clerk(then), name, day(as_of)))


def test_an_extension_stands_under_the_unit_of_its_day(memory_register: InMemory) -> None:
    with memory_register() as register:
        units = forty.fill(clerk := Clerk(register))
        clerk.assign(25, units["TG"], day("1/7"))
        assert [row["unit"] for row in rows_in(report(clerk, "Q1/2021", day("14/3")).more, "extensions")] == ["QT"]


def test_a_completion_taken_back_was_never_there(memory_register: InMemory) -> None:
    with memory_register() as register:
        forty.fill(clerk := Clerk(register))
        from tuphap_cli.store.write import ledger

        before = part(report(clerk, "Q1/2021", day("14/3")).more, "totals")
        with clerk.writing() as change:
            ledger.take_back(change, 1, day("9/7"), "Ghi nhầm")
        after = part(report(clerk, "Q1/2021", day("14/3")).more, "totals")
        assert (before["done_on_time"], after["done_on_time"]) == (1, 0)
        assert after["overdue_not_started"] == int(str(before["overdue_not_started"])) + 1


# -- the sample ----------------------------------------------------------------------------------------------


def sample(register_of: InMemory, until: date, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """The sample as it had been replayed by a day."""
    read = replay._rows

    def rows(name: str) -> Iterator[dict[str, str]]:
        return (row for row in read(name) if "day" not in row or replay._day(row["day"]) <= until)

    with monkeypatch.context() as patched:
        patched.setattr(replay, "_rows", rows)
        clerk = Clerk(register_of())
        replay._enter_units(clerk.register)
        replay._import(clerk.register)
        replay._replay(clerk.register)
    return clerk


def test_the_sample_s_first_quarter_made_on_9_july_is_the_one_made_on_15_march(
    memory_register: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (replay.sample() / "progress.tsv").open(encoding="utf-8", newline="") as file:
        later = sum(replay._day(row["day"]) > day("15/3") for row in csv.DictReader(file, delimiter="\t"))
    assert later > 50  # else this would prove nothing
    now, then = (sample(memory_register, until, monkeypatch) for until in (day("9/7"), day("15/3")))
    with now.register, then.register:
        same(report(now, "Q1/2021", day("14/3")), report(then, "Q1/2021", day("14/3")))
        assert machine(report(now, "Q1/2021", day("9/7"))) != machine(report(then, "Q1/2021", day("9/7")))


# -- any register --------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(specs=SPECS, after=st.integers(0, 133), name=st.sampled_from(["Q1/2021", "Q2/2021", "Q3/2021", "H1/2021"]))
def test_what_came_later_is_not_in_the_report_of_any_register(
    memory_register: InMemory, specs: list[Spec], after: int, name: str
) -> None:
    as_of = ISSUED + timedelta(days=after)
    # What is taken back counts as never recorded, also on the days before.
    lasting = [spec._replace(befell=tuple(b for b in spec.befell if b.act != "take back")) for spec in specs]
    earlier = [spec._replace(befell=tuple(b for b in spec.befell if b.after <= after)) for spec in lasting]
    with memory_register() as now, memory_register() as then:
        enter(Clerk(now), lasting)
        enter(Clerk(then), earlier)
        same(report(Clerk(now), name, as_of), report(Clerk(then), name, as_of))
