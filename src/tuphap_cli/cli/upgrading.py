"""The register in force brought to the present format, after a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .. import settings
from ..i18n import _
from . import safekeeping, speech, whereabouts

if TYPE_CHECKING:
    from ..store.file.upgrade import Upgraded


def upgraded(*, dry_run: bool = False) -> Upgraded:
    """Bring the register in force to the present format; a backup is always made first, whatever the settings say."""
    from ..store.file import upgrade

    path, policy = whereabouts.register_path(), safekeeping.policy()._replace(first=True)

    def keep() -> Path:
        made = safekeeping.made_once(upgrade.COMMAND, policy)
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
        speech.remark(text.format(found=done.found, known=done.known, backup=done.backup))
