"""deadline, second part: the open questions of imports, out as a list and back in with the answers."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import Note, Reading, vn_date
from ..i18n import _, ngettext, show
from ..store.file.register import Connection
from . import access, refused_lists, scanned, speech
from .app import group, verb
from .done import Done, preview
from .options import Adjust, DoneFormat, DryRun, Encoding, Format, OfDecision, Output
from .output import Reply
from .output_formats import BY_NAME, format_of

if TYPE_CHECKING:
    from ..intake.clerk_lists.answers import Answer
    from ..reports.questions import Question
    from ..store.read.entries import DecisionRow

app = group("deadline")


def _questions(connection: Connection, decision: str = "") -> list[Question]:
    from ..domain import deadlines, numbers
    from ..reports import questions
    from ..store.read import names
    from ..store.read.filters import Filters
    from ..store.write import days_off

    counts, workday = settings.flag("before_counts"), days_off.workday(connection)

    def read(words: str, owner: DecisionRow) -> Reading:
        return deadlines.read_deadline(
            words,
            owner.year,
            issued=owner.issued_on,
            before_counts=counts,
            workday=workday,
            is_plan=numbers.is_plan(owner.number),
        )

    filters = Filters(decision=names.decision(connection, decision).id) if decision else None
    return questions.question_rows(connection, settings.today(), read, filters)


@verb(
    app,
    "questions",
    _("List the deadlines that were not surely read, to be answered."),
    "deadline questions --decision 25/QĐ-STP -o cau-hoi.xlsx",
    "deadline questions --format json",
)
def questions(decision: OfDecision = "", format: Format = "", output: Output = "") -> Reply:
    from ..reports import questions as report

    with access.reading() as connection:
        found = _questions(connection, decision)
    form = format_of(format, output)
    if form == "xlsx":
        found = scanned.with_pictures(found)
    advice = ""
    if found and (form == "xlsx" or BY_NAME[form].flat) and output not in ("", "-"):
        command = f"tuphap deadline answer {shlex.quote(output)}"
        advice = _("Fill in the column due, then: {command}").format(command=command)
    return Reply(report.question_report(found, settings.today(), filled=form == "xlsx"), next=advice)


@verb(
    app,
    "answer",
    _("Enter the answers: the filled list, or one by one on a terminal."),
    "deadline answer cau-hoi.xlsx --dry-run",
    "deadline answer",
)
def answer(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help=_("the list, .xlsx or .csv, with the column due filled in; several days as “30/6/2021; 30/9/2021”"),
            show_default=False,
        ),
    ] = None,
    encoding: Encoding = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..intake.clerk_lists import answers

    given, problems = answers.read_answers(file, encoding or None) if file else answers.Answers(_asked(format), [])
    with access.writing("deadline answer", dry_run=dry_run, adjust=adjust) as change:
        outcome = answers.apply_answers(change, given)
        name = file.name if file else _("Answers")
        refused_lists.refuse(name, [*problems, *outcome.problems], outcome.conflicts)
        change.summary = ", ".join(map(str, outcome.answered))
    if not dry_run and scanned.kept():
        with access.reading() as connection:
            scanned.sweep_answered(_questions(connection))
    said = ngettext("{n} deadline answered", "{n} deadlines answered", len(outcome.answered))
    had = ngettext("{n} was there already", "{n} were there already", outcome.already)
    return Done(
        [f"{said}, {had}." if outcome.already else f"{said}."],
        [{"task": task} for task in outcome.answered],
        _("Next: tuphap deadline questions, tuphap overdue"),
        dry_run,
    )


def _asked(format_: str) -> list[Answer]:
    """Ask for one task after the other; nothing is locked meanwhile."""
    from ..intake.clerk_lists.answers import Answer

    if not speech.on_terminal():
        raise errors.NotConfirmed(option="FILE")
    with access.reading() as connection:
        found = _questions(connection)
    if not found:
        preview([_("No deadline waits for an answer.")], format_, asking=True)
    given = []
    for at, question in enumerate(found, start=1):
        speech.remark(_heading(question, at, len(found)))
        said = _one(question)
        if said == "q":
            break
        if not isinstance(said, str):
            given.append(Answer(0, question.row.task, said, question.version))
    return given


def _heading(question: Question, at: int, count: int) -> str:
    row = question.row
    numbered = "   ".join(f"[{n}] {vn_date(day)}" for n, day in enumerate(question.candidates, start=1))
    named = f"{row.task} ({row.decision}:{row.item}) {row.title.splitlines()[0]}"
    label, words = _("Deadline"), row.deadline_text or _("(empty)")
    lines = [f"{at}/{count}  {named}", f"  {label}: {words}"]
    return "\n".join([*lines, *([f"  {numbered}"] if numbered else [])])


def _one(question: Question) -> tuple[date, ...] | str:
    """The days (none: no deadline) that were typed, "" for a question passed over, "q" for the end."""
    from ..intake.clerk_lists.answers import too_early, typed_answer
    from ..text import clean

    prompt = _("Due day (a number, 28/6/2021, several with “;”, none; Enter skips, q stops)")
    while True:
        line = speech.typed_line(f"  {prompt}: ")
        text = clean(line)
        if not line or text.casefold() == "q":
            return "q"
        if not text:
            return ""
        said = typed_answer(text, question.candidates)
        if not isinstance(said, Note):
            wrong = too_early(question.row, said)
            if wrong is None:
                return said
            said = wrong
        speech.remark(f"  {show(said)}")
