"""Prints, for each plan of a folder that has its truth beside it, what the import reads right, asks and gets wrong.

    python bench/truths.py FOLDER [--details]

A truth is FILE.truth.json: ``number``, ``issued`` (d/m/yyyy), ``file`` and ``tasks`` with title, leads (any of them
is right), ``due_ok`` (readings that are right: a day, several with ";", "none", "ask") and ``plain`` (a clerk would
not ask). A plan that is refused finds nothing.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.plans import _key, _name, _same
from tuphap_cli.domain.draft import DraftTask
from tuphap_cli.errors import TuphapError
from tuphap_cli.intake.plan import read_plan


@dataclass(slots=True)
class Score:
    """One line of the printed table."""

    tasks: int = 0
    found: int = 0
    titles: int = 0
    leads: int = 0
    due: int = 0
    asked: int = 0
    asked_plain: int = 0
    wrong: int = 0


def scored(truth: Path, details: bool) -> Score:
    """What the import makes of the plan of ``truth``."""
    wanted: Any = json.loads(truth.read_text(encoding="utf-8"))
    score = Score(tasks=len(wanted["tasks"]))
    issued = datetime.strptime(wanted["issued"], "%d/%m/%Y").date()  # noqa: DTZ007 - a day
    try:
        path = truth.parent / wanted["file"]
        draft = read_plan(path, year=issued.year, issued=issued, known=(), create_units=True)
    except TuphapError as error:
        print(f"  {wanted['file']}: {error}")
        return score
    score.found, left = len(draft.tasks), list(draft.tasks)
    for want in wanted["tasks"]:
        found = next((task for task in left if _same(_key(task.title), _key(want["title"]))), None)
        if found is None:
            if details:
                print("  title not found:", want["title"][:90])
            continue
        left.remove(found)
        score.titles += 1
        score.leads += _name(found.lead or "") in {_name(lead) for lead in want["lead"]} or not want["lead"]
        _judge(score, found, want, details)
    return score


def _judge(score: Score, found: DraftTask, want: Any, details: bool) -> None:
    """Count how the deadline was read: right where it is one of the readings that are, or asked where that is one."""
    read = found.reading
    days = read.occurrences or ((read.due,) if read.due else ())
    said = ";".join(day.isoformat() for day in days) or "none"
    asked = not read.sure
    right = "ask" in want["due_ok"] if asked else said in want["due_ok"]
    score.due += right or (asked and not want["plain"])
    score.asked += asked
    score.asked_plain += asked and bool(want["plain"])
    score.wrong += not asked and not right
    if details and not right:
        print(f"  {found.deadline_text!r}: {'asked' if asked else said}; right: {want['due_ok']}")


def main(arguments: list[str]) -> int:
    """Print the table."""
    folder, details = Path(arguments[0]), "--details" in arguments
    names = [field.name for field in fields(Score)]
    print(f"{'plan':<28}" + "".join(f"{name:>12}" for name in names))
    for truth in sorted(folder.glob("*.truth.json")):
        score = scored(truth, details)
        print(f"{truth.name.removesuffix('.truth.json'):<28}" + "".join(f"{getattr(score, n):>12}" for n in names))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
