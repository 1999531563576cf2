"""backup: checked copies of the register, and the rule by which they stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import N_, note
from ..i18n import _
from . import access, office_books, safekeeping
from .app import single, verb
from .done import Done, with_keys
from .options import DryRun, Format, Output
from .outfile import check_output
from .output_formats import format_of

if TYPE_CHECKING:
    from ..reports.backup_list import ListedBackup
    from ..reports.base import Report
    from ..store.backup.backups import Listed
    from ..store.backup.safety import Backup
    from ..store.health.file_checks import FileFacts

app = single("backup")
APPS = {"backup": app}

SHOWN = 5  # names of files in a sentence, at the most


@verb(
    app,
    "backup",
    _("Make a checked backup of the register, or list those that are there."),
    "backup",
    "backup --night",
    "backup --list --verify",
)
def backup(
    night: Annotated[bool, typer.Option("--night", help=_("the word for the nightly script"))] = False,
    list_: Annotated[bool, typer.Option("--list", help=_("list the backups, the newest first"))] = False,
    verify: Annotated[bool, typer.Option("--verify", help=_("list them and check each of them now"))] = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Report | Done:
    from ..reports import backup_list
    from ..store.backup import safety

    format_of(format, output)  # a wrong one must not come up after the backup has been made
    check_output(output)
    register, policy = safekeeping.register(), safekeeping.policy()
    folder = policy.folder_of(register)
    if list_ or verify:
        from ..store.backup import backups

        seen = [_seen(listed, verify=verify) for listed in backups.listed_backups(folder, register)]
        return backup_list.backup_report(seen, policy, str(folder), settings.today())
    if dry_run:
        return _trial()
    try:
        made = safety.make_backup(register, folder, "night" if night else "hand", server=safekeeping.server())
    except (errors.RegisterDamaged, errors.NotARegister) as error:
        from .damage import with_last_backup

        raise with_last_backup(error) from error
    made = made._replace(cleared=safety.clear(register, folder, policy.rule, own=made.facts))
    safekeeping.tell(made.cleared)
    if format or output:
        return with_keys(backup_list.made(made, settings.today()), "backup", _done(made))
    return _done(made)


def _done(made: Backup) -> Done:
    """What is said of a backup that was made."""
    from ..reports import backup_list

    text = _("{size}, {tasks} tasks, {rows} journal rows, mark {mark}")
    size, facts = backup_list.size(made.size), made.facts
    return Done(
        [
            _("Backup made and checked: {path}").format(path=made.path),
            text.format(size=size, tasks=facts.tasks, rows=facts.seq, mark=facts.mark),
            *safekeeping.evidence_sentences(made.evidence),
            *(_("Removed by the rule: {path}").format(path=gone) for gone in made.cleared.removed),
        ],
        warnings=[
            *safekeeping.evidence_warnings(made.evidence),
            *office_books.left_out(facts.rows.get("office", 0), office_books.for_each_below("backup")),
        ],
        next=_("Next: tuphap backup --list, tuphap restore --drill"),
    )


def _trial() -> Done:
    """Say where a backup would go and which would then be cleared; nothing is written, not even the folder."""
    from ..store.backup import backups, safety
    from ..store.health import file_checks

    register, policy = safekeeping.register(), safekeeping.policy()
    folder = policy.folder_of(register)
    own = _facts_on_server() if safekeeping.server() else file_checks.checked_file(register)
    cleared = safety.clear(register, folder, policy.rule, dry_run=True, coming=backups.now(), own=own)
    said = [
        _("The backup would go to {path}.").format(path=folder),
        *(_("The rule would remove: {path}").format(path=gone) for gone in cleared.removed),
    ]
    safekeeping.tell(cleared)
    return Done(said, dry_run=True)


def _facts_on_server() -> FileFacts:
    """What the register in force on a server holds."""
    from ..store.health import file_checks

    with access.reading() as connection:
        return file_checks.facts(connection)


def _seen(listed: Listed, *, verify: bool) -> ListedBackup:
    """A backup as the list shows it, read at a glance or checked through."""
    from ..reports.backup_list import ListedBackup
    from ..store.backup import evidence_copies
    from ..store.health import file_checks

    size = listed.path.stat().st_size
    try:
        facts = file_checks.good_backup(listed.path) if verify else file_checks.glance(listed.path)
    except errors.RegisterFault as error:
        return ListedBackup(listed, size, None, False if verify else None, file_checks.why_of(error))
    if verify and (lost := evidence_copies.evidence_lost(listed.path)):
        why = note(N_("evidence is missing or changed: {names}"), names=", ".join(lost[:SHOWN]))
        return ListedBackup(listed, size, facts, False, why)
    return ListedBackup(listed, size, facts, True if verify else None)
