"""export: the whole register as open data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from .. import errors
from ..domain import journal
from ..i18n import _, ngettext
from ..store.any_register import copied
from ..store.file.sqlite_faults import translated
from . import access, doubts, office_books, speech, whereabouts
from .app import single, verb
from .done import Done
from .failures import account_of
from .options import DoneFormat, DryRun
from .outfile import check_folder, write_folder

export_app = single("export")
APPS = {"export": export_app}

README = Path(__file__).parents[1] / "templates" / "open-data.md"
# What each table is for, in Vietnamese and in English: the README of the folder is in both.
MEANINGS = {
    "check_told": ("điều đã báo trong các lần kiểm tra", "what checks have told"),
    "closed_period": ("báo cáo đã ký, chốt số liệu", "reports that were signed, with their figures"),
    "day_off": ("lịch làm việc riêng của cơ quan", "the office's own working calendar"),
    "deadline": ("thời hạn của nhiệm vụ, mỗi kỳ một dòng", "days on which tasks are due, one row an occurrence"),
    "decision": ("văn bản giao nhiệm vụ", "documents that assign tasks"),
    "evidence": ("tệp minh chứng của một dòng tiến độ", "files that are the evidence of an entry"),
    "extension": ("gia hạn, điều chỉnh thời hạn", "extensions of deadlines"),
    "filing": ("báo cáo định kỳ đơn vị đã gửi", "periodic reports that units have sent"),
    "journal": ("nhật ký: ai ghi gì, lúc nào", "the journal: who changed what and when"),
    "obstacle": ("khó khăn, vướng mắc", "obstacles, proposals, resolutions"),
    "office": ("cơ quan trực thuộc", "offices below this one"),
    "own_setting": ("thiết lập riêng của cơ quan", "the office's own settings"),
    "period_text": ("lời văn của báo cáo", "texts of reports"),
    "progress": ("sổ cái tiến độ", "the ledger of progress"),
    "task": ("nhiệm vụ", "tasks"),
    "task_group": ("nhóm nhiệm vụ", "groups of tasks"),
    "task_support": ("đơn vị phối hợp", "supporting units"),
    "unit": ("đơn vị", "units"),
    "unit_alias": ("tên gọi khác của đơn vị", "other names of units"),
    "unit_name": ("tên cũ của đơn vị", "former names of units"),
    "unit_succession": ("chuyển giao giữa các đơn vị", "handovers between units"),
    "urged_deadline": ("thời hạn được đôn đốc trong công văn", "deadlines urged by a letter"),
    "urging_letter": ("công văn đôn đốc", "letters that urge"),
}


@verb(
    export_app,
    "export",
    _(
        "Write the whole register as open data: a file of JSON Lines for each table, JSON Schema, a Data Package. init "
        "--from makes an equal register of it."
    ),
    "export --all du-lieu-mo",
    "export --all /srv/du-lieu/so-2021 --dry-run",
)
def export(
    everything: Annotated[
        str,
        typer.Option(
            "--all",
            metavar="DIR",
            help=_("the folder for all tables, a new one or one written before"),
            show_default=False,
        ),
    ],
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from ..store.interchange import package_writer
    from ..store.read import periodic

    folder = everything
    if not folder.strip():
        raise errors.UsageFault(what=_("Name the folder to write to."))
    check_folder(folder)
    with access.reading() as connection:
        doubts.looked_at(connection, doubts.Care.REPORT)
        copy = copied(connection)  # others may write meanwhile
    with closing(copy), translated(whereabouts.register_shown()):
        counts = package_writer.row_counts(copy)
        seq, head = periodic.journal_head(copy)
        mark = journal.journal_mark(seq, head) if seq else "–"
        if not dry_run:
            write_folder(folder, chain(package_writer.package_files(copy, _readme(counts, mark)), _evidence(copy)))
    rows, tables = sum(counts.values()), len(counts)
    said = _("{rows} of {tables} in {folder}; journal mark {mark}.").format(
        rows=ngettext("{n} row", "{n} rows", rows),
        tables=ngettext("{n} table", "{n} tables", tables),
        folder=folder,
        mark=mark,
    )
    beside = _("Not among them: settings, Word templates, backups. Copy these by themselves.")
    return Done(
        [said, beside],
        [{"folder": folder, "tables": dict(counts), "rows": rows, "mark": mark if seq else None}],
        _("An equal register: tuphap --register NEW.db init --from {folder}").format(folder=folder),
        dry_run,
        warnings=office_books.left_out(counts["office"], office_books.for_each_below(f"export --all {_('DIR')}")),
    )


def _evidence(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """The files of evidence that are whole, under their sums; a register on a server has none, which is told."""
    from ..store.backup import evidence_copies
    from ..store.file import evidence_folder
    from ..store.write import evidence
    from .safekeeping import register

    for sha256, (name, _size) in evidence.kept_files(connection).items():
        try:
            yield f"{evidence_copies.FOLDER}/{sha256}", evidence_folder.content_of(register(), sha256, name)
        except errors.EvidenceLost as lost:
            speech.remark(account_of(lost).sentence)


def _readme(counts: Mapping[str, int], mark: str) -> str:
    """The text for those who open the folder, in Vietnamese and in English."""
    lines = (f"| `{name}` | {n} | {' | '.join(MEANINGS.get(name, ('', '')))} |" for name, n in counts.items())
    return Template(README.read_text(encoding="utf-8")).substitute(mark=mark, tables="\n".join(lines))
