"""What a second column for the same thing adds to a task: another deadline, a title where the first is blank."""

from __future__ import annotations

from collections.abc import Sequence

from ..plan_findings import Findings
from .heading_words import Field
from .headings import meaning
from .plan_columns import Header
from .rawtask import RawTask, View


def other_title(header: Header, view: View) -> str:
    """The text of a second column that names the work, where the first one is blank."""
    for column in header.all(Field.EXTRA):
        found = meaning(column.heading)
        if found and found[0] is Field.TITLE and (text := view.row.cell(column.index).text):
            return text
    return ""


def weigh_rivals(header: Header, view: View, task: RawTask) -> None:
    """Two columns that give a deadline: where they differ, a person decides; where one is blank, the other is
    proposed."""
    for column in header.rivals:
        text = view.row.cell(column.index).text
        own = task.text(Field.DEADLINE)
        if not text or text == own:
            continue
        task.rivals[column.heading] = text
        task.values[Field.DEADLINE] = own or text


def tell_rivals(tasks: Sequence[RawTask], header: Header, findings: Findings) -> None:
    """One question for each column that may hold the deadlines as well, and one for that which may hold none."""
    deadline = header.column(Field.DEADLINE)
    chosen = deadline.heading if deadline else ""
    for heading in (c.heading for c in header.columns if c.rival):
        differing = [t for t in tasks if heading in t.rivals]
        if differing:
            first = differing[0]
            findings.add(
                "deadline.several",
                first.place,
                heading,
                first.rivals[heading],
                heading=heading,
                text=first.rivals[heading],
                rows=len(differing),
                chosen=chosen,
            )
    doubted = [t for t in tasks if t.text(Field.DEADLINE)] if header.doubt else []
    for task in doubted:
        task.rivals.setdefault(header.doubt, task.text(Field.DEADLINE))
    if doubted:
        findings.add("deadline.column", doubted[0].place, header.doubt, "", heading=header.doubt, rows=len(doubted))


def tell_kept(tasks: Sequence[RawTask], header: Header, findings: Findings) -> None:
    """One remark for a column of days of completion, and one for that of adjusted deadlines."""
    for what, code in ((Field.DONE, "column.done"), (Field.EXTENDED, "column.extended")):
        column = header.column(what)
        filled = [t for t in tasks if t.text(what)] if column else []
        if column and filled:
            findings.add(code, filled[0].place, column.heading, "", heading=column.heading, rows=len(filled))
