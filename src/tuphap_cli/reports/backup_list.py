"""The list of the backups, and the report on one that was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..domain.model import Note, vn_date
from ..i18n import _, show, vn_number
from ..store.backup.backups import Listed
from ..store.backup.safety import Backup, Policy
from ..store.health.file_checks import FileFacts
from .base import Column, Json, Line, Record, Report, Table

FIELDS = ("number", "name", "path", "made_at", "why", "tasks", "journal", "mark", "size", "verified", "problem")


class ListedBackup(NamedTuple):
    """A backup in the list: ``facts`` None where it cannot be read; ``verified`` None: it was not checked now."""

    listed: Listed
    size: int
    facts: FileFacts | None
    verified: bool | None
    problem: Note | None = None


def backup_report(seen: Sequence[ListedBackup], policy: Policy, folder: str, as_of: date) -> Report:
    """The backups, the newest first, under the numbers by which ``restore`` takes them."""
    columns = (
        Column("#", right=True),
        Column(_("Made")),
        Column(_("For")),
        Column(_("Tasks"), right=True),
        Column(_("Journal"), right=True),
        Column(_("Mark")),
        Column(_("Size"), right=True),
        Column(_("Checked"), flexible=True),
        Column(_("File"), roomy=True),
    )
    lines = tuple(_line(number, backup) for number, backup in enumerate(seen, start=1))
    more: dict[str, Json] = {"folder": folder, "keep": str(policy.rule), "totals": {"backups": len(seen)}}
    return Report(
        schema="tuphap.backups/1",
        as_of=as_of,
        rows=[_record(number, backup) for number, backup in enumerate(seen, start=1)],
        more=more,
        title=_("Backups in {folder}").format(folder=folder),
        tables=(Table(columns, lines, empty=_("There is no backup yet.")),),
        closing=(_("Kept: {rule}").format(rule=policy.rule),),
        fields=FIELDS,
    )


def made(backup: Backup, as_of: date) -> Report:
    """The backup that was made, with what was cleared away after it."""
    record: Record = {
        "path": str(backup.path),
        "made_at": backup.at.isoformat(timespec="milliseconds"),
        "why": backup.why,
        "size": backup.size,
        "tasks": backup.facts.tasks,
        "journal": backup.facts.seq,
        "mark": backup.facts.mark,
    }
    facts = ((_("File"), str(backup.path)), (_("Size"), size(backup.size)), (_("Mark"), backup.facts.mark))
    removed = [str(path) for path in backup.cleared.removed]
    notices = [show(notice) for notice in backup.cleared.notices]
    return Report(
        schema="tuphap.backup/1",
        as_of=as_of,
        rows=[record],
        more={"removed": removed, "notices": notices},
        title=_("Backup made and checked"),
        tables=(Table((Column(_("Field")), Column(_("Value"), flexible=True)), tuple(map(Line, facts))),),
        closing=tuple(_("Removed by the rule: {path}").format(path=path) for path in removed),
        fields=tuple(record),
    )


def reason_kept(code: str) -> str:
    """What a backup was made for, in the language in use."""
    words = {
        "hand": _("by hand"),
        "night": _("the nightly one"),
        "import": _("before import"),
        "upgrade": _("before upgrade"),
        "restore": _("before restore"),
        "transfer": _("before a transfer"),
    }
    return words.get(code, code)


def size(count: int) -> str:
    """A file's size for people."""
    return _("{n} KB").format(n=vn_number(max(1, round(count / 1024))))


def _line(number: int, backup: ListedBackup) -> Line:
    facts = backup.facts
    at = backup.listed.at
    return Line(
        (
            number,
            f"{vn_date(at.date())} {at:%H:%M}",
            reason_kept(backup.listed.why),
            facts.tasks if facts else None,
            facts.seq if facts else backup.listed.seq,
            facts.mark if facts else "",
            size(backup.size),
            _state(backup),
            backup.listed.path.name,
        ),
        "bad" if backup.problem else "",
    )


def _state(backup: ListedBackup) -> str:
    if backup.problem is not None:
        return _("damaged: {why}").format(why=show(backup.problem))
    return _("good") if backup.verified else _("not now")


def _record(number: int, backup: ListedBackup) -> Record:
    facts = backup.facts
    return {
        "number": number,
        "name": backup.listed.path.name,
        "path": str(backup.listed.path),
        "made_at": backup.listed.at.isoformat(timespec="milliseconds"),
        "why": backup.listed.why,
        "tasks": facts.tasks if facts else None,
        "journal": facts.seq if facts else None,
        "mark": facts.mark if facts else None,
        "size": backup.size,
        "verified": backup.verified,
        "problem": show(backup.problem) if backup.problem else None,
    }
