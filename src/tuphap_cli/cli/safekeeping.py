"""Backups as the settings want them, for the commands before which one is made."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors, paths, settings
from ..domain.model import N_, note
from ..i18n import _, ngettext, show
from . import attempts, speech, whereabouts

NAMED = 5  # files in a sentence, at the most

if TYPE_CHECKING:
    from ..store.backup.evidence_copies import EvidenceCopied
    from ..store.backup.identity import Identity
    from ..store.backup.safety import Backup, Cleared, Policy


def register() -> Path:
    """The file of the register in force, whether it is there or not, behind any link; for one on a server the path
    after which its backups on this machine are named."""
    return paths.followed(whereabouts.register_home())


def register_file(advice: str) -> Path:
    """The file of the register in force, for what has no meaning on a server; ``advice`` says what to do there.

    Raises:
        ServerRegister: it is on a server
    """
    if server():
        raise errors.ServerRegister(path=whereabouts.register_shown(), advice=note(advice))
    return register()


def evidence_home() -> Path:
    """The file of the register in force, beside which its files of evidence lie.

    Raises:
        ServerRegister: it is on a server
    """
    return register_file(N_("No files are kept with it: give the number of the document, with --doc."))


def server() -> str:
    """The address of the register in force where it is on a server; else ""."""
    place = whereabouts.register_path()
    return place if isinstance(place, str) else ""


def policy() -> Policy:
    """Folder, rule and habit of backups, from the settings."""
    from ..domain import retention
    from ..store.backup.safety import Policy

    rule = retention.read_retention(settings.text("keep")) or retention.STANDARD
    return Policy(whereabouts.backups_folder(), rule, settings.flag("backup_first"))


def folder() -> Path:
    """The folder of the backups of the register in force."""
    from ..store.backup import backups

    return whereabouts.backups_folder() or register().parent / backups.FOLDER


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
    made = made_once(why, policy())
    if made is not None:
        speech.remark(_("Backup first: {path}").format(path=made.path))
        tell(made.cleared)
        for warning in evidence_warnings(made.evidence):
            speech.remark(warning)
    return made


def made_once(why: str, wanted: Policy) -> Backup | None:
    """The backup before the command ``why``, as ``wanted``: made once, however often the command is repeated.

    Raises:
        BackupFirstFailed: it could not be made
    """
    from ..store.backup import safety

    return attempts.once(("backup", why), lambda: safety.backup_before(register(), why, wanted, server=server()))


def evidence_sentences(copied: EvidenceCopied) -> list[str]:
    """Say how many files of evidence a backup names, and how many were copied for it; nothing where it names none."""
    if not copied.files:
        return []
    text = ngettext(
        "{n} file of evidence is with it", "{n} files of evidence are with it", copied.files - len(copied.lost)
    )
    return [text + " " + ngettext("({n} copied now).", "({n} copied now).", copied.new)]


def evidence_warnings(copied: EvidenceCopied) -> list[str]:
    """Say which files of evidence are lost: the copy beside the register is missing or changed. A server keeps none."""
    if not copied.lost or server():
        return []
    names = ", ".join(copied.lost[:NAMED]) + (" …" if len(copied.lost) > NAMED else "")
    return [_("No whole copy is left of this evidence: {names}. Look: tuphap doctor").format(names=names)]


def tell(cleared: Cleared) -> None:
    """What the clerk should know of the backups that were left where they are, on stderr."""
    for notice in cleared.notices:
        speech.remark(show(notice))
