"""restore: a backup in the place of the register, or a drill that changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import N_, vn_date
from ..i18n import _, ngettext, show
from ..text import clean
from . import safekeeping, speech
from .app import single, verb
from .done import Done, preview
from .options import DoneFormat, DryRun

if TYPE_CHECKING:
    from ..reports.base import Record
    from ..store.backup.restoring import Loss, Restored
    from ..store.health.file_checks import FileFacts

app = single("restore")
APPS = {"restore": app}

SHOWN = 5  # commands that would be lost, and are named
ON_SERVER = N_(
    "Copy the backup into a new database, or to where an office's book was lost: `tuphap copy BACKUP ADDRESS`; "
    "`tuphap backup --list` shows the backups."
)


@verb(
    app,
    "restore",
    _("Put a backup in the place of the register, or try that out with --drill."),
    "restore --last --dry-run",
    "restore --drill",
    "restore 2 --yes",
)
def restore(
    backup: Annotated[
        str,
        typer.Argument(
            metavar="[BACKUP]", help=_("a number or name of `tuphap backup --list`, or a path"), show_default=False
        ),
    ] = "",
    last: Annotated[bool, typer.Option("--last", help=_("the newest good backup"))] = False,
    drill: Annotated[bool, typer.Option("--drill", help=_("prove that it restores; change nothing"))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("do not ask"))] = False,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.backup import restoring

    if bool(backup) == last and not (drill and not backup):
        raise errors.UsageFault(what=_("Name one backup, or give --last. `tuphap backup --list` shows them."))
    register = safekeeping.register() if drill else safekeeping.register_file(ON_SERVER)
    folder = safekeeping.folder()
    path, facts = _meant(backup, register, folder)
    if drill:
        return _proved(path, restoring.drill(path, settings.actor()))
    loss = restoring.loss(register, path, shown=SHOWN)
    text = _("It holds {tasks} tasks, {rows} journal rows, mark {mark}.")
    shown = [
        _("Backup: {path}").format(path=_named(path, folder, register)),
        text.format(tasks=facts.tasks, rows=facts.seq, mark=facts.mark),
        *_lost(loss, facts),
    ]
    previewed = preview(shown, format, asking=not (yes or dry_run))
    if dry_run:
        return Done((), [{"backup": str(path)}], dry_run=True, previewed=previewed)
    _writable(register)
    _confirm(register, yes=yes)
    head = loss.present.head if loss.present else ""
    done = restoring.restore_backup(register, path, settings.actor(), safekeeping.policy(), head=head)
    evidence = restoring.evidence_restored(register, path.parent)
    report = _report(register, path, done, previewed)
    back = safekeeping.evidence_sentences(evidence) if evidence.new else []
    warnings = [*report.warnings, *safekeeping.evidence_warnings(evidence)]
    return report._replace(sentences=[*report.sentences, *back], warnings=warnings)


def _meant(word: str, register: Path, folder: Path) -> tuple[Path, FileFacts]:
    """The backup that was named, or the last good one, with what it holds."""
    from ..store.backup import choosing
    from ..store.health import file_checks

    if word:
        path = choosing.find_backup(word, folder, register)
        return path, file_checks.good_backup(path)
    listed, facts, notices = choosing.last_good(folder, register)
    for notice in notices:
        speech.remark(show(notice))
    return listed.path, facts


def _named(path: Path, folder: Path, register: Path) -> str:
    """A backup with, where it is one of the folder's, when and for what it was made."""
    from ..reports import backup_list
    from ..store.backup import backups

    for listed in backups.listed_backups(folder, register):
        if listed.path == path:
            return f"{path} ({vn_date(listed.at.date())} {listed.at:%H:%M}, {backup_list.reason_kept(listed.why)})"
    return str(path)


def _writable(register: Path) -> None:
    """Refuse what every other command would refuse to write because of its place."""
    from ..store.file import place

    found = place.find_place(register)
    if found is not None and found.risky and not settings.flag("shared_folder"):
        raise errors.SharedFolder(path=register, place=found.words)


def _lost(loss: Loss, facts: FileFacts) -> list[str]:
    """Return the sentences that say what the register has that the backup has not."""
    from ..reports.command_words import summary_words

    if loss.present is None:
        return [_("The register as it is cannot be read: {why}").format(why=show(loss.why) if loss.why else "")]
    said = [_("The register as it is passes every check; its mark is {mark}.").format(mark=loss.present.mark)]
    if not loss.shared and facts.seq and loss.present.seq:
        said.append(_("Careful: this is a backup of another register. They share no journal row."))
    elif facts.seq > loss.shared:
        said.append(_("The backup has {n} journal rows that the register has not.").format(n=facts.seq - loss.shared))
    if not loss.rows:
        return [*said, _("Nothing would be lost.")]
    heading = ngettext(
        "{n} journal row would be lost:", "{n} journal rows would be lost, the last of them:", loss.rows
    )
    entries = [
        f"  {entry.seq}  {_when(entry.at)}  {entry.actor}: tuphap {entry.command}"
        f"  {summary_words(entry.command, clean(entry.summary))}".rstrip()
        for entry in loss.last
    ]
    return [*said, heading, *entries]


def _when(text: str) -> str:
    """A journal's time on the clerk's own clock."""
    at = datetime.fromisoformat(text).astimezone()
    return f"{vn_date(at.date())} {at:%H:%M}"


def _confirm(register: Path, *, yes: bool) -> None:
    """Ask before the register is replaced; Interrupted for anything but a yes."""
    if yes:
        return
    if not speech.on_terminal():
        raise errors.NotConfirmed(option="--yes")
    if not speech.agreed(_("Replace {path}? Type yes to go on: ").format(path=register)):
        raise errors.Interrupted


def _report(register: Path, path: Path, done: Restored, previewed: Sequence[str]) -> Done:
    """Say what was done, where the old register is now, and what comes next."""
    from ..store.file.register import FORMAT

    said = [_("Restored: {path} is now {backup}.").format(path=register, backup=path.name)]
    if done.aside is not None:
        said.append(_("The register as it was: {path}").format(path=done.aside))
    if done.kept is not None:
        said.append(_("and, checked, as a backup: {path}").format(path=done.kept.path))
    said.append(_("Its mark is now {mark}.").format(mark=done.facts.mark))
    advice = _("Next: tuphap status")
    if done.facts.format < FORMAT:
        advice = _("It has the older format {found}. Next: tuphap upgrade").format(found=done.facts.format)
    row: Record = {
        "backup": str(path),
        "aside": str(done.aside) if done.aside else None,
        "kept": str(done.kept.path) if done.kept else None,
        "mark": done.facts.mark,
    }
    return Done(said, [row], advice, warnings=[show(notice) for notice in done.notices], previewed=previewed)


def _proved(path: Path, facts: FileFacts) -> Done:
    """What a drill has shown."""
    rows = sum(facts.rows.values())
    equal = _("Restored in a temporary folder: {tables} tables, {rows} rows, all equal to those of the backup.")
    whole = _("The journal's chain is whole: {rows} rows, mark {mark}. The file passes every check.")
    said = [
        _("The drill is passed: {path}").format(path=path),
        equal.format(tables=len(facts.rows), rows=rows),
        whole.format(rows=facts.seq, mark=facts.mark),
        _("The register was not touched; the temporary folder is gone."),
    ]
    return Done(said, [{"backup": str(path), "tables": len(facts.rows), "rows": rows, "mark": facts.mark}])
