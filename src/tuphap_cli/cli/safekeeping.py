"""Backups as the settings want them, for the commands before which one is made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors, paths, settings
from ..i18n import _, show
from . import speech

if TYPE_CHECKING:
    from ..store.backup.identity import Identity
    from ..store.backup.safety import Backup, Cleared, Policy


def register() -> Path:
    """The file of the register in force, whether it is there or not, behind any link; ServerRegister for a URL."""
    path = settings.register_path()
    if isinstance(path, str):
        from ..store.file.register import Register

        return Register.check_place(path)
    return paths.followed(path)


def policy() -> Policy:
    """Folder, rule and habit of backups, from the settings."""
    from ..domain import retention
    from ..store.backup.safety import Policy

    rule = retention.read_retention(settings.text("keep")) or retention.STANDARD
    return Policy(settings.backups_folder(), rule, settings.flag("backup_first"))


def folder() -> Path:
    """The folder of the backups of the register in force."""
    from ..store.backup import backups

    return settings.backups_folder() or register().parent / backups.FOLDER


def last(present: Identity) -> datetime | None:
    """When the newest backup of the register ``present`` was made, by its name; None without any.

    For a glance: it is not checked.
    """
    from ..store.backup import backups, identity

    try:
        newest = next(identity.own(backups.listed_backups(folder(), register()), present), None)
    except errors.RegisterFault:
        return None
    return newest.at if newest else None


def before(why: str, *, dry_run: bool = False) -> Backup | None:
    """The backup that comes before the command ``why`` ("import", "transfer", "upgrade"); it is named on stderr.

    None for a trial, and where the setting ``backup_first`` wants none.

    Raises:
        BackupFirstFailed: it could not be made; the command must not go on
    """
    if dry_run:
        return None
    from ..store.backup import safety

    made = safety.backup_before(register(), why, policy())
    if made is not None:
        speech.remark(_("Backup first: {path}").format(path=made.path))
        tell(made.cleared)
    return made


def tell(cleared: Cleared) -> None:
    """What the clerk should know of the backups that were left where they are, on stderr."""
    for notice in cleared.notices:
        speech.remark(show(notice))
