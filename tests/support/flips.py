"""Damage by single bytes: one byte of a register is changed, the examination is run, and what came of it is judged.

``bench/faults.py`` runs hundreds of these, the tests some dozens. What must never happen: a traceback, and a register
that holds other rows than before without the examination saying so.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tests.support.registers import Dump, dump_file
from tuphap_cli.main import main

# What the examination says of every copy, flipped or not.
ALWAYS = {"backup.none", "clock.fixed", "rights"}


class Outcome(StrEnum):
    """What came of a flip."""

    FOUND = "found"
    HARMLESS = "harmless"  # the same rows, and nothing was said
    SILENT = "silent"  # other rows, and nothing was said: must not happen
    TRACEBACK = "traceback"  # must not happen


class Flip(NamedTuple):
    """One byte changed: where, into what, what came of it, and what was said."""

    offset: int
    value: int
    outcome: Outcome
    said: tuple[str, ...]


def flips(register: Path, folder: Path, number: int, seed: int) -> Iterator[Flip]:
    """``number`` single random bytes changed, each in a fresh copy of ``register`` under ``folder``."""
    chance = random.Random(seed)
    content = register.read_bytes()
    sound = dump_file(register)
    for _ in range(number):
        offset = chance.randrange(len(content))
        value = content[offset] ^ chance.randrange(1, 256)
        yield flip(content, sound, folder, offset, value)


def flip(content: bytes, sound: Dump, folder: Path, offset: int, value: int) -> Flip:
    """One byte of ``content`` changed into ``value``; ``sound`` is the dump of the unchanged register."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / "so.db"
    copy.write_bytes(content[:offset] + bytes([value]) + content[offset + 1 :])
    copy.chmod(0o600)
    try:
        return Flip(offset, value, *examined(copy, sound))
    finally:
        for path in folder.glob("so.db*"):
            path.unlink()


def examined(copy: Path, sound: Dump) -> tuple[Outcome, tuple[str, ...]]:
    """What the examination of ``copy`` came to, and the codes of its findings (or what it said instead)."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _language():
        code = main(["--register", str(copy), "doctor", "--format", "json"])
    if code == 1 or "Traceback" in err.getvalue():
        return Outcome.TRACEBACK, (err.getvalue(),)
    if code not in {0, 3}:
        return Outcome.FOUND, (err.getvalue(),)
    said = tuple(sorted({row["code"] for row in json.loads(out.getvalue())["rows"]} - ALWAYS))
    if said:
        return Outcome.FOUND, said
    return (Outcome.HARMLESS if _same(copy, sound) else Outcome.SILENT), ()


def _same(copy: Path, sound: Dump) -> bool:
    try:
        return dump_file(copy) == sound
    except (sqlite3.Error, UnicodeDecodeError):
        return False


@contextlib.contextmanager
def _language() -> Iterator[None]:
    before = os.environ.get("TUPHAP_LANG")
    os.environ["TUPHAP_LANG"] = "en"
    try:
        yield
    finally:
        if before is None:
            del os.environ["TUPHAP_LANG"]
        else:
            os.environ["TUPHAP_LANG"] = before
