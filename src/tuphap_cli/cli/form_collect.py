"""form collect: what units have sent back, each form whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, schemes, settings
from ..domain import periods
from ..i18n import _, show
from ..reports.period_words import period_name, window_name
from . import access, typed, word_choices
from .app import verb
from .done import Done, with_keys
from .form import OfPeriod, app
from .options import Adjust, DryRun, Format, Output, Scheme
from .outfile import check_output
from .output import Reply
from .output_formats import format_of
from .report import windows
from .task.entry_warnings import entry_notes

if TYPE_CHECKING:
    import sqlite3

    from ..domain.periods import Window
    from ..forms.collecting import CollectedForm, Collecting
    from ..forms.returned import ReturnedForm
    from ..reports.collected_forms import FormAnswer
    from ..store.read.entries import UnitRow

ENDINGS = {".xlsx", ".xlsm", ".ods", ".xls"}
_OF_PROGRAMS = ("~$", ".~lock", ".")  # how files begin that programs leave beside an open workbook


@verb(
    app,
    "collect",
    _("Take in the forms that units have sent back: each whole or not at all."),
    "form collect phieu --period Q3/2021 --dry-run",
    "form collect tgpl.xlsx vp.xlsx --prefer register",
)
def collect(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help=_("workbooks as they came back (.xlsx, .ods, .xls), or folders with them"),
            show_default=False,
        ),
    ],
    period: OfPeriod = "",
    scheme: Scheme = "",
    prefer: Annotated[
        str,
        typer.Option(
            "--prefer",
            metavar="KIND",
            help=_("what counts where the register has got entries since the form was made:")
            + " "
            + word_choices.form_or_register().listed(),
            show_default=False,
        ),
    ] = "",
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="DAY",
            help=_("the day on which they came in; otherwise that of the unit's report, else today"),
            show_default=False,
        ),
    ] = "",
    adjust: Adjust = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..forms import collecting
    from ..reports.collected_forms import REFUSED, forms_report

    prefer = word_choices.form_or_register().read(prefer) if prefer else ""
    format_of(format, output)
    check_output(output)
    wanted = windows.named(period, scheme) if period else None
    came_on = typed.past_day(on) if on else None
    how = collecting.Collecting(settings.today(), settings.number("filing_days"), prefer, came_on)
    answers: list[FormAnswer] = []
    conflicts = 0
    seen: dict[tuple[str, str], str] = {}
    for file in _files(files):
        answer, conflict = _one_file(file, wanted, how, seen, adjust=adjust, dry_run=dry_run)
        answers.append(answer)
        conflicts += conflict
    report = forms_report(answers, settings.today(), dry_run=dry_run)
    refused = sum(answer.status == REFUSED for answer in answers)
    advice = _("Next: tuphap form status, tuphap overdue") if refused < len(answers) and not dry_run else ""
    whole = with_keys(report, "form collect", Done((), next=advice, dry_run=dry_run))
    return Reply(whole, next=advice, error=_refusal(refused, len(answers), conflicts))


def _refusal(refused: int, number: int, conflicts: int) -> errors.TuphapError | None:
    if not refused:
        return None
    text = _("{refused} of {number} forms refused; nothing of them was written.")
    what = text.format(refused=refused, number=number)
    return errors.Conflict(what=what) if conflicts == refused else errors.Refused(what=what)


def _files(named: list[Path]) -> Iterator[Path]:
    """The files named, and of a folder the workbooks in it.

    Raises:
        Refused: there is none
    """
    found: dict[Path, None] = {}
    for path in named:
        if not path.is_dir():
            found[path] = None
            continue
        try:
            inside = sorted(path.iterdir(), key=lambda one: one.name)
        except OSError as error:
            why = _("you may not read it") if isinstance(error, PermissionError) else _("it cannot be opened")
            raise errors.UnreadableFile(file=str(path), why=why, advice=_("Check the path.")) from error
        found |= dict.fromkeys(
            one for one in inside if one.suffix.casefold() in ENDINGS and not one.name.startswith(_OF_PROGRAMS)
        )
    if not found:
        raise errors.Refused(what=_("There is no workbook in {folder}.").format(folder=", ".join(map(str, named))))
    return iter(found)


def _one_file(
    file: Path,
    wanted: Window | None,
    how: Collecting,
    seen: dict[tuple[str, str], str],
    *,
    adjust: bool,
    dry_run: bool,
) -> tuple[FormAnswer, bool]:
    """Take in one file; returns what became of it, and whether only a decision of the clerk is lacking."""
    from ..forms.collecting import COMMAND, collect_form
    from ..forms.returned import read_form
    from ..reports.collected_forms import COLLECTED, REFUSED, UNCHANGED, FormAnswer

    refusal: errors.TuphapError | None = None
    found: CollectedForm | None = None
    answer = FormAnswer(file.name, REFUSED)
    try:
        form = read_form(file, how.today)
        answer = answer._replace(unit=form.key.unit, period=form.key.period.name, missing=form.missing)
        with access.writing(COMMAND, dry_run=dry_run, adjust=adjust) as change:
            unit, covered = _belongs(change.connection, form, wanted)
            answer = answer._replace(unit_name=unit.name)
            _only_one(seen, unit.code, covered.name, str(file))
            found = collect_form(change, form, unit, covered, how)
            answer = answer._replace(problems=found.problems)
            if found.refused:
                refusal = errors.Refused(what=file.name)
                raise refusal
            found.problems += [said for entry in found.entries for said in entry_notes(entry)]
            change.summary = f"{file.name}: {unit.code}, {covered.name}"
    except errors.TuphapError as error:
        if isinstance(error, errors.RegisterFault):
            raise
        if error is not refusal:
            answer = answer._replace(why=_said(error))
        only_conflicts = found.conflicts == found.refused if found else isinstance(error, errors.Conflict)
        return answer, only_conflicts
    return answer._replace(
        status=COLLECTED if found.changed else UNCHANGED,
        entries=len(found.entries),
        obstacles=len(found.obstacles),
        filed=found.filed,
        already=found.already,
    ), False


def _said(error: errors.TuphapError) -> str:
    """An error with its remedy, as one sentence of a list."""
    from ..intake.clerk_lists.listfile import told

    return show(told(error))


def _belongs(connection: sqlite3.Connection, form: ReturnedForm, wanted: Window | None) -> tuple[UnitRow, Window]:
    """The unit and the window of a form of this register.

    Raises:
        Refused: it is of another register, or of a unit or a rule of windows that is not there any more
        Conflict: it is of another period than the one wanted
    """
    from ..store.read import journalbook, names

    key = form.key
    if key.origin != journalbook.ends(connection).origin:
        raise errors.Refused(what=_("The form was made from another register: collect it there (--register)."))
    if wanted is not None and (wanted.period, wanted.scheme.name) != (key.period, key.scheme):
        text = _("The form is of {period}, and {wanted} is collected: collect it with --period {typed}.")
        raise errors.Conflict(
            what=text.format(period=period_name(key.period), wanted=window_name(wanted.name), typed=key.period.name)
        )
    rules = schemes.every().get(key.scheme)
    if rules is None:
        raise errors.Refused(
            what=_("The form counts by the reporting windows “{name}”, which are in no setting.").format(
                name=key.scheme
            )
        )
    return names.find_unit(connection, key.unit), periods.window_of(key.period, rules)


def _only_one(seen: dict[tuple[str, str], str], unit: str, period: str, file: str) -> None:
    """Conflict where a form of the same unit and period has come in by the same command."""
    first = seen.setdefault((unit, period), file)
    if first != file:
        text = _("{first} is the form of the same unit and period: collect the one that counts alone.")
        raise errors.Conflict(what=text.format(first=Path(first).name))
