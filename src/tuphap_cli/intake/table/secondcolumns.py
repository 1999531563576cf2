"""What a second column for the same thing adds to a task: another deadline, a title where the first is blank."""

from __future__ import annotations

from ..plan_findings import Findings
from .headings import Field, meaning
from .plan_columns import Header
from .rawtask import RawTask, View


def other_title(header: Header, view: View) -> str:
    """The text of a second column that names the work, where the first one is blank."""
    for column in header.all(Field.EXTRA):
        found = meaning(column.heading)
        if found and found[0] is Field.TITLE and (text := view.row.cell(column.index).text):
            return text
    return ""


def weigh_rivals(header: Header, view: View, task: RawTask, findings: Findings) -> None:
    """Two columns that give a deadline: where they differ, a person decides; where one is blank, the other is
    proposed."""
    for column in header.columns:
        text = view.row.cell(column.index).text if column.rival else ""
        own = task.text(Field.DEADLINE)
        if not text or text == own:
            continue
        task.guessed_deadline = True
        task.values[Field.DEADLINE] = own or text
        findings.add("deadline.several", view.place, column.heading, text, heading=column.heading, text=text)
