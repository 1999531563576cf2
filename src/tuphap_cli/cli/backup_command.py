"""backup: checked copies of the register, and the rule by which they stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..i18n import _
from . import safekeeping, speech
from .app import single, verb
from .options import DryRun, Format, Output
from .output import format_of, give

if TYPE_CHECKING:
    from ..reports.backup_list import ListedBackup
    from ..store.backup.backups import Listed

app = single("backup")
APPS = {"backup": app}


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
) -> None:
    from ..reports import backup_list
    from ..store.backup import safety

    format_of(format, output)  # a wrong one must not come up after the backup has been made
    register, policy = safekeeping.register(), safekeeping.policy()
    folder = policy.folder_of(register)
    if list_ or verify:
        from ..store.backup import backups

        seen = [_seen(listed, verify=verify) for listed in backups.listed_backups(folder, register)]
        give(backup_list.backup_report(seen, policy, str(folder), settings.today()), format, output)
        return
    if dry_run:
        _tried()
        return
    try:
        made = safety.make_backup(register, folder, "night" if night else "hand")
    except (errors.RegisterDamaged, errors.NotARegister) as error:
        from .damage import with_last_backup

        raise with_last_backup(error) from error
    made = made._replace(cleared=safety.clear(register, folder, policy.rule))
    if format or output:
        give(backup_list.made(made, settings.today()), format, output)
    else:
        speech.say(_("Backup made and checked: {path}").format(path=made.path))
        text = _("{size}, {tasks} tasks, {rows} journal rows, mark {mark}")
        speech.say(
            text.format(
                size=backup_list.size(made.size), tasks=made.facts.tasks, rows=made.facts.seq, mark=made.facts.mark
            )
        )
        for gone in made.cleared.removed:
            speech.say(_("Removed by the rule: {path}").format(path=gone))
        speech.say(_("Next: tuphap backup --list, tuphap restore --drill"))
    safekeeping.tell(made.cleared)


def _tried() -> None:
    """Say where a backup would go and which would then be cleared; nothing is written, not even the folder."""
    from ..store.backup import backups, safety
    from ..store.health import file_checks

    register, policy = safekeeping.register(), safekeeping.policy()
    folder = policy.folder_of(register)
    file_checks.checked_file(register)
    speech.tried()
    speech.say(_("The backup would go to {path}.").format(path=folder))
    cleared = safety.clear(register, folder, policy.rule, dry_run=True, coming=backups.now())
    for gone in cleared.removed:
        speech.say(_("The rule would remove: {path}").format(path=gone))
    safekeeping.tell(cleared)


def _seen(listed: Listed, *, verify: bool) -> ListedBackup:
    """A backup as the list shows it, read at a glance or checked through."""
    from ..reports.backup_list import ListedBackup
    from ..store.health import file_checks

    size = listed.path.stat().st_size
    try:
        facts = file_checks.good_backup(listed.path) if verify else file_checks.glance(listed.path)
    except errors.RegisterFault as error:
        return ListedBackup(listed, size, None, False if verify else None, file_checks.why_of(error))
    return ListedBackup(listed, size, facts, True if verify else None)
