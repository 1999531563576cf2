"""What is done when a register cannot be opened at once: it is upgraded, or its last backup is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors, settings
from ..domain.model import N_, note
from ..i18n import _
from . import common, safekeeping

if TYPE_CHECKING:
    from ..store.file.upgrade import Upgraded


def upgraded(*, dry_run: bool = False) -> Upgraded:
    """Bring the register in force to the present format; a backup always comes before, whatever the settings say."""
    from ..store.backup import safety
    from ..store.file import upgrade

    path, policy = settings.register_path(), safekeeping.policy()._replace(first=True)

    def keep() -> Path:
        made = safety.backup_before(safekeeping.register(), upgrade.COMMAND, policy)
        assert made is not None
        safekeeping.tell(made.cleared)
        return made.path

    return upgrade.upgrade_register(
        path, settings.actor(), keep, dry_run=dry_run, shared=settings.flag("shared_folder")
    )


def upgrade_first() -> None:
    """Upgrade because the setting ``auto_upgrade`` allows it, and say so."""
    done = upgraded()
    if done.backup is not None:
        text = _("The register was upgraded from format {found} to {known}; the backup made before: {backup}")
        common.remark(text.format(found=done.found, known=done.known, backup=done.backup))


def blamed(error: Exception) -> errors.TuphapError | None:
    """RegisterDamaged where the register in force holds what no command has written, which explains ``error``.

    Reading looks at that by itself; this is for what comes up later, when a report is drawn.
    """
    if not isinstance(error, (AttributeError, LookupError, TypeError, ValueError)):
        return None
    from ..store.file.register import Register
    from ..store.health import soundness

    try:
        path = safekeeping.register()
        with Register.open(path) as register, register.reading() as connection:
            soundness.blame(connection, path, error)
    except errors.RegisterDamaged as damaged:
        return with_last_backup(damaged)
    except Exception:  # noqa: BLE001 - then the register tells nothing, and the error is the program's own
        return None
    return None


def with_last_backup(error: errors.RegisterFault) -> errors.RegisterFault:
    """``error`` with a remedy that names the newest backup and its day, where there is one."""
    from ..store.backup import backups, identity

    try:
        path = safekeeping.register()
        found = list(identity.own(backups.listed_backups(safekeeping.folder(), path), identity.of_file(path)))
    except errors.TuphapError:
        return error
    if not found:
        return error
    text = {
        errors.RegisterDamaged: N_("put back the last backup, of {day}: tuphap restore --last"),
        errors.NotARegister: N_(", or put back the last backup, of {day}: tuphap restore --last"),
    }.get(type(error))
    if text is None:
        return error
    return type(error)(**(error.facts | {"copy": note(text, day=found[0].at.date())}))
