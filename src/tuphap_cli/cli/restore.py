"""restore: a backup in the place of the register, or a drill that changes nothing."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import vn_date
from ..i18n import _, ngettext, show
from ..text import clean
from . import safekeeping, speech
from .app import single, verb
from .options import DryRun

if TYPE_CHECKING:
    from ..store.backup.restoring import Loss, Restored
    from ..store.health.file_checks import FileFacts

app = single("restore")
APPS = {"restore": app}

SHOWN = 5  # commands that would be lost, and are named


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
) -> None:
    from ..store.backup import restoring

    if bool(backup) == last and not (drill and not backup):
        raise errors.UsageFault(what=_("Name one backup, or give --last. `tuphap backup --list` shows them."))
    register, folder = safekeeping.register(), safekeeping.folder()
    path, facts = _meant(backup, register, folder)
    if drill:
        _prove(path, restoring.drill(path, settings.actor()))
        return
    speech.say(_("Backup: {path}").format(path=_named(path, folder, register)))
    speech.say(
        _("It holds {tasks} tasks, {rows} journal rows, mark {mark}.").format(
            tasks=facts.tasks, rows=facts.seq, mark=facts.mark
        )
    )
    loss = restoring.loss(register, path, shown=SHOWN)
    _warn(loss, facts)
    if dry_run:
        speech.tried()
        return
    _writable(register)
    _confirm(register, yes=yes)
    head = loss.present.head if loss.present else ""
    done = restoring.restore_backup(register, path, settings.actor(), safekeeping.policy(), head=head)
    _report(register, path, done)


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
    """Refuse what every other command would refuse to write, for the place it lies in."""
    from ..store.file import place

    found = place.find_place(register)
    if found is not None and found.risky and not settings.flag("shared_folder"):
        raise errors.SharedFolder(path=register, place=found.words)


def _warn(loss: Loss, facts: FileFacts) -> None:
    """Say what the register has that the backup has not."""
    if loss.present is None:
        speech.say(_("The register as it is cannot be read: {why}").format(why=show(loss.why) if loss.why else ""))
        return
    speech.say(_("The register as it is passes every check; its mark is {mark}.").format(mark=loss.present.mark))
    if not loss.shared and facts.seq and loss.present.seq:
        speech.say(_("Careful: this is a backup of another register. They share no journal row."))
    elif facts.seq > loss.shared:
        speech.say(_("The backup has {n} journal rows that the register has not.").format(n=facts.seq - loss.shared))
    if not loss.rows:
        speech.say(_("Nothing would be lost."))
        return
    speech.say(
        ngettext("{n} journal row would be lost:", "{n} journal rows would be lost, the last of them:", loss.rows)
    )
    for entry in loss.last:
        speech.say(
            f"  {entry.seq}  {_when(entry.at)}  {entry.actor}: tuphap {entry.command}  {clean(entry.summary)}".rstrip()
        )


def _when(text: str) -> str:
    """A journal's time on the clerk's own clock."""
    at = datetime.fromisoformat(text).astimezone()
    return f"{vn_date(at.date())} {at:%H:%M}"


def _confirm(register: Path, *, yes: bool) -> None:
    """Ask before the register is replaced; Interrupted for anything but a yes."""
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise errors.NotConfirmed(option="--yes")
    sys.stderr.write(_("Replace {path}? Type yes to go on: ").format(path=register))
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in {"yes", "y", "có", "co"}:
        raise errors.Interrupted


def _report(register: Path, path: Path, done: Restored) -> None:
    """What was done, where the register as it was lies now, and what comes next."""
    from ..store.file.register import FORMAT

    for notice in done.notices:
        speech.remark(show(notice))
    speech.say(_("Restored: {path} is now {backup}.").format(path=register, backup=path.name))
    if done.aside is not None:
        speech.say(_("The register as it was: {path}").format(path=done.aside))
    if done.kept is not None:
        speech.say(_("and, checked, as a backup: {path}").format(path=done.kept.path))
    speech.say(_("Its mark is now {mark}.").format(mark=done.facts.mark))
    if done.facts.format < FORMAT:
        speech.say(_("It has the older format {found}. Next: tuphap upgrade").format(found=done.facts.format))
    else:
        speech.say(_("Next: tuphap status"))


def _prove(path: Path, facts: FileFacts) -> None:
    """What a drill has shown."""
    speech.say(_("The drill is passed: {path}").format(path=path))
    rows = sum(facts.rows.values())
    text = _("Restored in a temporary folder: {tables} tables, {rows} rows, all equal to those of the backup.")
    speech.say(text.format(tables=len(facts.rows), rows=rows))
    text = _("The journal's chain is whole: {rows} rows, mark {mark}. The file passes every check.")
    speech.say(text.format(rows=facts.seq, mark=facts.mark))
    speech.say(_("The register was not touched; the temporary folder is gone."))
