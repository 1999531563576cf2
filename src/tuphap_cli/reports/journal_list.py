"""The journal as it is read: its entries, one entry with every row that it changed, and whether the chain holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from ..domain import journal
from ..domain.journal import Anchor, JournalEntry, JournalFinding, RowChange, Verdict
from ..domain.model import vn_date
from ..i18n import _, ngettext
from ..store.read import journalbook
from . import journal_words, office_words
from .base import Column, Json, Line, Record, Report, Table
from .command_words import act_words, command_words, summary_words
from .journal_words import Words

COMMAND = 3  # the column of a list's table that names the command
FIELDS = ("seq", "at", "actor", "command", "summary", "changes")


def journal_record(entry: JournalEntry) -> Record:
    """An entry in the machine form: the moment in UTC, every changed row with its columns before and after."""
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "command": entry.command,
        "summary": entry.summary,
        "changes": [_change(change) for change in journal_words.told_changes(journal.changes_of(entry.changes))],
    }


def _change(change: RowChange) -> Json:
    columns: list[Json] = [cell._asdict() for cell in journal_words.cells(change)]
    return {"table": change.table, "row": change.row, "act": office_words.act(change), "columns": columns}


def when(at: str) -> str:
    """A moment by the clock of the office, or as it is in the file where it is none."""
    moment = journalbook.local(at)
    return f"{vn_date(moment.date())} {moment:%H:%M}" if moment else at


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), right=True),
        Column(_("When")),
        Column(_("Who")),
        Column(_("Command")),
        Column(_("What"), flexible=True),
    )


def _line(entry: JournalEntry) -> Line:
    return Line((entry.seq, when(entry.at), entry.actor, entry.command, summary_words(entry.command, entry.summary)))


def journal_report(entries: Sequence[JournalEntry], as_of: date, *, found: int, whole: int) -> Report:
    """The list of ``entries``, newest last, the last of ``found`` that fit, of ``whole`` in the journal."""
    shown = ngettext("{n} entry", "{n} entries", len(entries))
    closing = _("{shown} of {whole} in the journal.").format(shown=shown, whole=whole)
    if len(entries) < found:
        closing = _("The last {n} of {found}; all of them: --last {found}").format(n=len(entries), found=found)
    return Report(
        schema="tuphap.journal/1",
        as_of=as_of,
        rows=[journal_record(entry) for entry in entries],
        more={"totals": {"shown": len(entries), "found": found, "entries": whole}},
        title=_("Journal"),
        tables=(Table(_columns(), tuple(map(_line, entries)), empty=_("No entry fits.")),),
        fields=FIELDS,
        closing=(closing,) if entries else (),
    )


def in_words(listed: Report) -> Table:
    """The table of a list of entries with what each command did in the place of its name."""
    table = listed.tables[0]
    lines = [
        line._replace(cells=(*line.cells[:COMMAND], act_words(str(line.cells[COMMAND])), *line.cells[COMMAND + 1 :]))
        for line in table.lines
    ]
    columns = (*table.columns[:COMMAND], Column(_("Act")), *table.columns[COMMAND + 1 :])
    return table._replace(columns=columns, lines=tuple(lines))


def one(connection: sqlite3.Connection, entry: JournalEntry, as_of: date) -> Report:
    """One entry with every row that it changed, in the office's words."""
    changes = journal.changes_of(entry.changes)
    columns = (
        Column(_("Row"), flexible=True),
        Column(_("Act")),
        Column(_("Column")),
        Column(_("Before"), flexible=True),
        Column(_("After"), flexible=True),
    )
    return Report(
        schema="tuphap.journal/1",
        as_of=as_of,
        rows=[journal_record(entry)],
        title=_("Journal entry {n}").format(n=entry.seq),
        heading=(
            f"{when(entry.at)}, {entry.actor}: {command_words(entry.command)}",
            *filter(None, [summary_words(entry.command, entry.summary)]),
        ),
        tables=(Table(columns, tuple(_rows(changes, Words(connection, changes)))),),
        fields=FIELDS,
    )


def _rows(changes: Iterable[RowChange], words: Words) -> Iterable[Line]:
    for change in journal_words.told_changes(changes):
        act = office_words.act_word(office_words.act(change))
        said: tuple[str, str] = (words.row(change), act)
        for cell in journal_words.cells(change):
            before = words.value(change.table, cell.column, cell.before)
            after = words.value(change.table, cell.column, cell.after)
            yield Line((*said, office_words.column_word(cell.column), before, after))
            said = ("", "")
        if said != ("", ""):
            yield Line((*said, "", "", ""))


# -- the chain -------------------------------------------------------------------------------------------------


def verified_report(verdict: Verdict, anchor: Anchor | None, as_of: date) -> Report:
    """What a verification has found, and plainly what it proves."""
    shown = journal.journal_mark(verdict.length, verdict.head)
    return Report(
        schema="tuphap.verify/1",
        as_of=as_of,
        rows=[{"finding": verdict.finding.value, "entry": verdict.at}],
        more={
            "length": verdict.length,
            "head": verdict.head,
            "mark": shown,
            "anchor": None if anchor is None else f"{anchor.seq}-{anchor.digest}",
        },
        title=_("Verification of the journal"),
        closing=tuple(journal_sentences(verdict, anchor)),
        fields=("finding", "entry"),
        findings=int(verdict.finding is not JournalFinding.FINE),
    )


def journal_sentences(verdict: Verdict, anchor: Anchor | None) -> list[str]:
    """The verdict in words, and what it proves."""
    said = {
        JournalFinding.FINE: _("The chain holds: {entries}, mark {mark}."),
        JournalFinding.BROKEN: _(
            "Broken at entry {n}: its hash does not follow from what it says and the entry before."
        ),
        JournalFinding.GAP: _("Entry {n} is lacking."),
        JournalFinding.SHORTER: _(
            "The journal ends at entry {length}, before the entry of the mark: its tail was cut off."
        ),
        JournalFinding.DIFFERS: _(
            "Entry {n} is not the one of the mark: it or an entry before was changed, and the chain made anew."
        ),
    }[verdict.finding]
    entries = ngettext("{n} entry", "{n} entries", verdict.length)
    mark = journal.journal_mark(verdict.length, verdict.head)
    first = said.format(n=verdict.at, length=verdict.length, entries=entries, mark=mark)
    if verdict.finding in {JournalFinding.BROKEN, JournalFinding.GAP}:
        sound = _("Up to there ({entries}) the chain holds; nothing after it can be relied on.")
        return [first, sound.format(entries=entries)]
    if verdict.finding is not JournalFinding.FINE:
        return [first, _("The present chain holds in itself; only the mark kept elsewhere shows this.")]
    return [first, *_proven(verdict, anchor)]


def _proven(verdict: Verdict, anchor: Anchor | None) -> list[str]:
    if anchor is None:
        return [
            _("This shows that no single entry was changed, taken out or put elsewhere."),
            _(
                "It does not show that the whole chain was not made anew, nor that its tail was not cut off:"
                " whoever can write the file can do both. That shows only against a mark kept elsewhere, as on a"
                " printed report: tuphap journal verify --anchor MARK"
            ),
        ]
    text = _("It agrees with the mark: the entries up to {seq} are those of the day on which the mark was given.")
    found = [text.format(seq=anchor.seq)]
    later = verdict.length - anchor.seq
    if later:
        text = _("What came after ({entries}) is held by the chain alone; keep the present mark, too.")
        found.append(text.format(entries=ngettext("{n} entry", "{n} entries", later)))
    return found


def head_report(seq: int, digest: str, as_of: date) -> Report:
    """The journal's mark and length."""
    shown = journal.journal_mark(seq, digest)
    return Report(
        schema="tuphap.head/1",
        as_of=as_of,
        rows=[{"length": seq, "head": digest, "mark": shown}],
        tables=(Table((Column(_("Verification mark")), Column(_("Entries"), right=True)), (Line((shown, seq)),)),),
        fields=("length", "head", "mark"),
    )
