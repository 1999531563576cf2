"""journal: who changed what and when, and whether the chain of entries holds."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import N_
from ..i18n import _, ngettext
from . import access, typed
from .app import group, verb
from .done import Done
from .options import Format, Output, Quiet
from .output import Reply, with_findings
from .output_formats import format_of

if TYPE_CHECKING:
    from ..reports.base import Report

app = group("journal")
APPS = {"journal": app}

SHOWN = 20  # entries on a terminal, where nothing narrows the list


@verb(
    app,
    "list",
    _("List the commands that wrote, newest last; on a terminal the last 20 unless --last says otherwise."),
    "journal list --task 17",
    'journal list --command "task done" --since 1/6/2021 --until 30/6/2021 -o nhat-ky.xlsx',
)
def list_(
    task: Annotated[
        str,
        typer.Option(
            "--task",
            metavar="TASK",
            help=_("only what concerns this task"),
            show_default=False,
        ),
    ] = "",
    command: Annotated[
        str,
        typer.Option(
            "--command", metavar="WORDS", help=_("only this command: task, “task done”"), show_default=False
        ),
    ] = "",
    actor: Annotated[
        str, typer.Option("--actor", metavar="NAME", help=_("only what this person wrote"), show_default=False)
    ] = "",
    since: Annotated[
        str, typer.Option("--since", metavar="DAY", help=_("from this day on"), show_default=False)
    ] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help=_("up to this day"), show_default=False)] = "",
    last: Annotated[
        int | None,
        typer.Option(
            "--last", metavar="N", min=1, max=1_000_000, help=_("only the last N that fit"), show_default=False
        ),
    ] = None,
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..domain.journal import JournalEntry
    from ..reports import journal_list as report
    from ..store.read import journalbook, names, periodic

    on_screen = format_of(format, output) == "table" and not output and sys.stdout.isatty()
    most = last or (SHOWN if on_screen else None)
    with access.reading() as connection:
        number = names.task(connection, task) if task else None
        wanted = journalbook.Wanted(number, command, actor, typed.optional_day(since), typed.optional_day(until))
        kept: deque[JournalEntry] = deque(maxlen=most)
        found = 0
        for entry in journalbook.entries(connection, wanted):
            kept.append(entry)
            found += 1
        whole = periodic.journal_head(connection)[0]
    return report.journal_report(list(kept), settings.today(), found=found, whole=whole)


@verb(
    app,
    "show",
    _("Show one entry: every row that it changed, before and after."),
    "journal show 17",
    "journal show 17 --format json",
)
def show_(
    number: Annotated[
        int,
        typer.Argument(metavar="N", min=1, max=10**15, help=_("the entry's number"), show_default=False),
    ],
    format: Format = "",
    output: Output = "",
) -> Report:
    from ..reports import journal_list as report
    from ..store.read import journalbook

    with access.reading() as connection:
        entry = journalbook.entry(connection, number)
        if entry is None:
            raise errors.NotFound(thing=N_("journal entry"), value=number, nearest="", command="tuphap journal list")
        return report.one(connection, entry, settings.today())


@verb(
    app,
    "verify",
    _("Check the chain of the journal, against a mark kept elsewhere with --anchor. Exit 3 with a finding."),
    "journal verify",
    "journal verify --anchor 17-0123456789abcdef",
)
def verify(
    anchor: Annotated[
        str | None,
        typer.Option(
            "--anchor", metavar="MARK", help=_("a verification mark, as on a printed report"), show_default=False
        ),
    ] = None,
    quiet: Quiet = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..domain import journal
    from ..reports import journal_list as report
    from ..store.read import journalbook

    held = None if anchor is None else journal.read_anchor(anchor)
    if anchor is not None and held is None:  # also an empty one, as of a script whose variable is not set
        raise errors.BadMark(value=anchor)
    with access.reading() as connection:
        verdict = journal.verify_chain(journalbook.chained(connection), held)
    made = report.verified_report(verdict, held, settings.today())
    return with_findings(made)._replace(quiet=quiet)


@verb(
    app,
    "head",
    _("Print the verification mark of the journal as it is now: keep it where nobody can change it."),
    "journal head",
    "journal head --format json",
)
def head(format: Format = "", output: Output = "") -> Report | Done:
    from ..domain import journal
    from ..reports import journal_list as report
    from ..store.read import periodic

    with access.reading() as connection:
        seq, digest = periodic.journal_head(connection)
    if format or output:
        return report.head_report(seq, digest, settings.today())
    held = _("{entries} in the journal.").format(entries=ngettext("{n} entry", "{n} entries", seq))
    return Done([journal.journal_mark(seq, digest)], warnings=[held])
