"""What --file adds to an entry: the files are read, kept beside the register, and attached in its transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ... import paths, settings
from ...i18n import _

if TYPE_CHECKING:
    from ...reports.base import Json, Record
    from ...store.file.evidence_folder import EvidenceSource
    from ...store.write.change import Change

Attach = Callable[["Change", Sequence[int]], None]  # gives the entries with these ids their evidence


def evidence_named(files: Sequence[str]) -> list[EvidenceSource]:
    """Return the files named with --file, read; each once.

    Raises:
        EvidenceRefused: one of them cannot be kept
    """
    if not files:
        return []
    from ...store.file import evidence_folder

    largest = settings.number("evidence_mb")
    return [evidence_folder.read_source(paths.named_path(name), largest) for name in dict.fromkeys(files)]


@contextmanager
def evidence_kept(sources: Sequence[EvidenceSource], *, dry_run: bool) -> Iterator[Attach]:
    """Keep ``sources`` for the transaction within, and give what attaches them; without any, that does nothing."""
    if not sources:
        yield lambda _change, _entries: None
        return
    from ...store.file import evidence_folder
    from ...store.write import evidence
    from ..safekeeping import evidence_home

    def attach(change: Change, entries: Sequence[int]) -> None:
        for entry in entries:
            evidence.attach(change, entry, sources)
        if not dry_run:  # only now: a copy that a killed command left may be one of these
            evidence_folder.sweep(path, lambda sha256: evidence.is_known(change.connection, sha256))

    path = evidence_home()
    with evidence_folder.keeping(path, [] if dry_run else sources):
        yield attach


def evidence_sentences(sources: Sequence[EvidenceSource]) -> list[str]:
    """Say which files were kept."""
    names = ", ".join(source.name for source in sources)
    return [_("Kept as evidence: {names}.").format(names=names)] if sources else []


def evidence_record(sources: Sequence[EvidenceSource]) -> Record:
    """Return the key of an entry's machine form that names its files; none where there are no files."""
    files: list[Json] = [{"name": one.name, "sha256": one.sha256, "size": len(one.content)} for one in sources]
    return {"evidence": files} if files else {}
