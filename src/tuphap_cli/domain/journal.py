"""The journal's chain: canonical bytes of an entry and the SHA-256 that ties it to the entry before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal row: ``changes`` is the canonical JSON of what changed, times are UTC in ISO form."""

    seq: int
    at: str
    actor: str
    command: str
    summary: str
    changes: str


def canonical(value: object) -> str:
    """``value`` as JSON with one possible spelling: sorted keys, no blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chain(previous: str, entry: Entry) -> str:
    """The hash (64 hex digits) of ``entry`` on top of the hash of the entry before it."""
    fields = [entry.seq, entry.at, entry.actor, entry.command, entry.summary, entry.changes]
    return hashlib.sha256(f"{previous}\n{canonical(fields)}".encode()).hexdigest()
