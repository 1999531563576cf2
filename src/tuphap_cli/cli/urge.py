"""urge: official letters to units with overdue tasks (công văn đôn đốc), recorded once they have their number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors
from ..domain.model import N_, vn_date
from ..i18n import _, ngettext
from . import access, speech, typed
from .app import group, verb
from .done import Done, with_keys
from .options import AsOf, DryRun, Format, OfUnit, Output, ReportFormat
from .outfile import check_output, parts_of_names, write_template
from .output import Reply, draw_report
from .output_formats import BY_ENDING, BY_NAME, Target, format_of

if TYPE_CHECKING:
    from ..reports.base import Record, Report
    from ..reports.urging_letter import UrgingDraft
    from ..store.write.urging import UrgingFacts
    from .urging_drafts import UrgingWish

app = group("urge")
APPS = {"urge": app}
USUAL = {"urge": "write"}  # the verb that is meant where a unit, and no verb, follows


@verb(
    app,
    "write",
    _(
        "Write the official letter that urges a unit to carry out what is overdue. With its number it is recorded as sent. The word write may be left out."
    ),
    "urge write HCTP -o don-doc.docx",
    'urge write --all --number 51/STP-VP --sign-by "TL. GIÁM ĐỐC; CHÁNH VĂN PHÒNG; Trần Văn Bình" -o don-doc.docx',
)
def write(
    units: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[UNIT]...",
            help=_("units by code, name or alias; a letter each"),
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("every unit with overdue tasks"))] = False,
    one: Annotated[bool, typer.Option("--one", help=_("one letter to all of them"))] = False,
    number: Annotated[
        str,
        typer.Option(
            "--number",
            metavar="NUMBER",
            help=_("the number of the letter, the first of several; without it the letter is a draft"),
            show_default=False,
        ),
    ] = "",
    signed: Annotated[
        str,
        typer.Option("--signed", metavar="DAY", help=_("the day of signing; otherwise today"), show_default=False),
    ] = "",
    sign_by: Annotated[
        str,
        typer.Option(
            "--sign-by",
            metavar="WHO",
            help=_("“AUTHORITY; POST; NAME”; otherwise as in the settings"),
            show_default=False,
        ),
    ] = "",
    answer_by: Annotated[
        str,
        typer.Option(
            "--answer-by",
            metavar="DAY",
            help=_("the day by which to answer; otherwise by the setting answer_days"),
            show_default=False,
        ),
    ] = "",
    template: Annotated[
        str, typer.Option("--template", metavar="FILE", help=_("the office's own Word template"), show_default=False)
    ] = "",
    dry_run: DryRun = False,
    format: ReportFormat = "",
    output: Output = "",
) -> Reply | Done:
    from ..reports.letter import signing
    from ..store.write.urging import check_letters
    from ..text import clean
    from .report.make import word_template
    from .urging_drafts import UrgingWish, drafts_of, whole_number

    named = units or []
    if bool(named) is every:
        raise errors.UsageFault(what=_("Name the units to be urged, or give --all in their place."))
    form = _form(format, output)
    word = word_template(template, form, output)
    wish = UrgingWish(
        units=tuple(named),
        one=one,
        number=whole_number(number),
        day=typed.past_day(signed),
        dated=bool(signed or number),
        signed_by=signing(clean(sign_by)),
        answer_by=typed.optional_day(answer_by),
    )
    while True:
        with access.reading() as connection:
            drafts, warnings = drafts_of(connection, wish)
            check_letters(connection, _facts(drafts, wish))
        if not drafts:
            return Done([_("Nothing is overdue there; there is no letter to write.")], (), "", dry_run, warnings)
        files = _files(drafts, output)
        _check_target(drafts, form, files, dry_run=dry_run)
        if not dry_run:  # outside of the transaction, since a PDF takes its time
            for draft, file in zip(drafts, files, strict=False):
                draw_report(Reply(_report([draft]), template=word), form, file)
        if not wish.number or _recorded(drafts, wish, dry_run=dry_run):
            break
    said = [_sentence(draft) for draft in drafts]
    done = Done(said, _rows(drafts, files), _next(drafts), dry_run, warnings)
    if files:
        return done
    whole = with_keys(_report(drafts), "urge write", done)
    beside = "\n".join(filter(None, (*warnings, *said, "" if dry_run else done.next)))
    return Reply(whole, next=beside, template=word)


@verb(
    app,
    "list",
    _("List the letters that urged units, the latest first, with what is still overdue of it."),
    "urge list --open",
    "urge list --unit HCTP --as-of 30/6/2021 -o don-doc.csv",
)
def list_(
    open_: Annotated[bool, typer.Option("--open", help=_("only those with tasks that are still overdue"))] = False,
    unit: OfUnit = "",
    as_of: AsOf = "",
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..reports.urging_list import letters_list
    from ..store.read import names
    from ..store.read.urging_letters import urgings

    day = typed.day(as_of)
    with access.reading() as connection:
        rows = urgings(connection, day)
        if unit:
            codes = names.codes(connection, unit)
            rows = [row for row in rows if row.unit in codes]
    return letters_list(rows, day, open_only=open_)


@verb(
    app,
    "template",
    _("Write the Word template of the letters into a file, to be changed for the office."),
    "urge template -o mau-cong-van-so.docx",
    "urge template --output mau/cong-van.docx",
)
def template(output: Output = "") -> None:
    """The template's placeholders are explained in docs/mau-bao-cao.md."""
    from ..render.docx import LETTER_TEMPLATE

    write_template(LETTER_TEMPLATE, output)
    speech.say(_("Change it in Word, then: tuphap urge UNIT --template {path} -o LETTER.docx").format(path=output))


def _form(format_: str, output: str) -> str:
    """The format of the letters. JSON beside a file of another kind says what was done, on stdout."""
    ending = BY_ENDING.get(Path(output).suffix.lower())
    beside = format_ == "json" and ending is not None and ending.name != "json"
    return format_of("" if beside else format_, output, letter=True)


def _files(drafts: Sequence[UrgingDraft], output: str) -> list[str]:
    """The file of each letter: ``output``, for several with the unit's code before its ending; none to stdout."""
    if output in {"", "-"}:
        return []
    path = Path(output)
    if len(drafts) == 1:
        return [output]
    parts = parts_of_names(draft.rows[0].unit for draft in drafts)
    return [str(path.with_name(f"{path.stem}-{part}{path.suffix}")) for part in parts]


def _check_target(drafts: Sequence[UrgingDraft], form: str, files: Sequence[str], *, dry_run: bool) -> None:
    """Refuse where the letters cannot go, before anything is recorded."""
    chosen = BY_NAME[form]
    if not chosen.readable and not files and (len(drafts) > 1 or Target("", chosen).on_terminal):
        raise errors.BadField(field="--format", value=form, why=N_("name a file for it with --output"))
    if not dry_run:
        for file in files:
            check_output(file)


def _facts(drafts: Sequence[UrgingDraft], wish: UrgingWish) -> list[UrgingFacts]:
    """What is to be recorded of the letters; nothing of drafts."""
    from ..store.write.urging import UrgingFacts

    signer = wish.signed_by.words
    return [UrgingFacts(one.number, one.as_of, one.answer_by, signer) for one in drafts if one.number]


def _recorded(drafts: Sequence[UrgingDraft], wish: UrgingWish, *, dry_run: bool) -> bool:
    """Record the letters; False, and nothing is recorded, where they would say something else by now."""
    from ..store.read import entries
    from ..store.write.urging import Urged, record_letter
    from .urging_drafts import drafts_of

    with access.writing("urge write", dry_run=dry_run) as change:
        if drafts_of(change.connection, wish)[0] != drafts:
            return False
        ids = {unit.code: unit.id for unit in entries.unit_rows(change.connection)}
        for draft, facts in zip(drafts, _facts(drafts, wish), strict=True):
            urged = [
                Urged(row.task, ids[row.unit], row.due, row.original_due)
                for row in draft.rows
                if row.due is not None and row.original_due is not None
            ]
            record_letter(change, facts, urged)
        change.summary = "; ".join(f"{draft.number}: {', '.join(draft.codes)}" for draft in drafts)
    return True


def _report(drafts: Sequence[UrgingDraft]) -> Report:
    from ..reports.urging_letter import letters_report

    return letters_report(drafts)


def _rows(drafts: Sequence[UrgingDraft], files: Sequence[str]) -> list[Record]:
    from ..reports.urging_letter import letter_record

    named: Sequence[str | None] = files or [None] * len(drafts)
    return [letter_record(draft) | {"file": file} for draft, file in zip(drafts, named, strict=True)]


def _sentence(draft: UrgingDraft) -> str:
    """What was written, in a sentence."""
    from ..reports.labels import joined_units

    tasks = ngettext("{n} task", "{n} tasks", draft.tasks)
    text = _("Draft of a letter to {units}: {tasks} overdue, answer by {day}.")
    if draft.number:
        text = _("Letter {number} of {signed} to {units} recorded: {tasks} overdue, answer by {day}.")
    return text.format(
        number=draft.number,
        signed=vn_date(draft.as_of),
        units=joined_units(draft.units),
        tasks=tasks,
        day=vn_date(draft.answer_by),
    )


def _next(drafts: Sequence[UrgingDraft]) -> str:
    if drafts[0].number:
        return _("Next: tuphap urge list --open")
    return _("It is not in the register yet: once it is signed, give the same command with --number and --signed.")
