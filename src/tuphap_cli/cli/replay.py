"""The main job on the sample: annex in, half a year of progress, then what is overdue, missed and done on 9/7/2021."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .. import paths, schemes, settings
from ..domain.model import vn_date
from ..domain.periods import Period, PeriodKind, window_of
from ..i18n import _
from ..store.file.register import Register
from . import pager
from .done import in_this_register
from .speech import say

if TYPE_CHECKING:
    from ..reports.base import Report

REVIEW_DAY = date(2021, 7, 9)  # the conference that reviewed the first half of 2021
ACTOR = "demo"


def sample() -> Path:
    """The folder of the sample: inside the installed package, or beside the source."""
    installed = Path(__file__).parents[1] / "data" / "sample"
    return installed if installed.exists() else Path(__file__).parents[3] / "data" / "sample"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (sample() / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def run(folder: str) -> None:
    """Build the demo's register in ``folder`` (else a new temporary one) and print the three reports."""
    place = paths.named_path(folder) if folder else Path(tempfile.mkdtemp(prefix="tuphap-demo-"))
    path = place / "so-nhiem-vu.db"
    say(
        _(
            "The sample is an illustration: only the numbers and days of the two decisions and the count of 130 tasks in 12 groups are facts."
        )
    )
    from ..store.file.making import create_register

    with create_register(path) as register:
        _enter_units(register)
        say(_import(register))
        say(_replay(register))
        *lists, quarter = _reports(register)

    def there(text: str) -> str:
        return in_this_register(text, {"register": str(path)})

    _show([*lists, _in_short(quarter)])
    say()
    say(there(_("The whole report, with -o bao-cao.docx as a Word file: tuphap report quarter 2/2021")))
    say(there(_("Go on with: tuphap task list --state open --as-of 9/7/2021")))


def _enter_units(register: Register) -> None:
    from ..store.read import names
    from ..store.write import records

    with register.writing("unit add", ACTOR) as change:
        for row in _rows("units.tsv"):
            parent = names.find_unit(change.connection, row["parent"]).id if row["parent"] else None
            aliases = [alias for alias in row["aliases"].split("|") if alias]
            records.add_unit(change, records.UnitFacts(row["code"], row["name"], row["kind"], parent, "", aliases))
        change.summary = "units.tsv"


def _import(register: Register) -> str:
    from ..domain.draft import KnownUnit
    from ..domain.model import TaskKind
    from ..intake.apply import PlanImport
    from ..intake.plan import read_plan
    from ..store.read import entries, names
    from ..store.write import records

    counted = ""
    for row in _rows("decisions.tsv"):
        with register.writing("import", ACTOR) as change:
            above = names.decision(change.connection, row["implements"]).id if row["implements"] else None
            declares = int(row["declares"]) if row["declares"] else None
            facts = records.DecisionFacts(
                row["number"], _day(row["issued"]), row["issuer"], row["title"], above, declares
            )
            decision = records.add_decision(change, facts)
            if row["file"]:
                known = [KnownUnit(u.code, u.name, u.aliases, u.kind) for u in entries.unit_rows(change.connection)]
                draft = read_plan(sample() / row["file"], year=decision.year, issued=decision.issued_on, known=known)
                outcome = PlanImport(change, draft, decision, TaskKind.KEY).run()
                text = _("{file} imported: {tasks} tasks in {groups} groups, {deadlines} deadlines.")
                counted = text.format(
                    file=row["file"], tasks=outcome.tasks, groups=outcome.groups, deadlines=outcome.deadlines
                )
            change.summary = row["number"]
    return counted


def _replay(register: Register) -> str:
    from ..store.read import names
    from ..store.write import ledger

    number = 0
    for row in _rows("progress.tsv"):
        day = _day(row["day"])
        percent = int(row["percent"]) if row["percent"] and row["action"] != "done" else None
        act = ledger.Act(row["action"], day, REVIEW_DAY, percent, row["document"], row["note"])
        with register.writing(f"task {row['action']}", ACTOR) as change:
            task = names.task(change.connection, f"25/QĐ-STP:{row['task']}")
            ledger.record_progress(change, [task], act)
            change.summary = f"{task}, {vn_date(day)}"
        number += 1
    return _("{number} entries of progress replayed, up to {day}.").format(number=number, day=vn_date(REVIEW_DAY))


def _reports(register: Register) -> tuple[Report, ...]:
    """What is overdue, missed and done on the day of the review."""
    from ..reports import missed_list, overdue, summary
    from ..reports.figures_live import LiveFigures
    from .report.make import live

    quarter = window_of(Period(PeriodKind.QUARTER, 2, 2021), schemes.named("decree09"))
    with register.reading() as connection:
        return (
            overdue.overdue_report(connection, REVIEW_DAY),
            missed_list.missed_report(connection, REVIEW_DAY, settings.number("silent")),
            summary.summary_report(LiveFigures(connection, live(connection, quarter, REVIEW_DAY), quarter)),
        )


def _show(reports: Sequence[Report]) -> None:
    """Show ``reports`` below each other; on a terminal page by page."""
    from ..render import feeds, terminal

    drawn = terminal.drawn if sys.stdout.isatty() else feeds.as_text
    pager.show("".join(f"\n{drawn(report)}" for report in reports))


def _in_short(report: Report) -> Report:
    """The figures of a summary and the picture by unit."""
    return report._replace(
        tables=tuple(table for table in report.tables if table.name in {"totals", "rates", "ages", "by_unit"})
    )
