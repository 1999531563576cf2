"""Damage by single bytes: one byte of a register is changed, the examination is run, and what came of it is judged.

``bench/faults.py`` runs hundreds of these, the tests some dozens. What must never happen: a traceback, a register
that holds other rows than before without the examination saying so, and a report that says otherwise than before
without a word of it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.registers import Dump, dump_file
from tuphap_cli.main import main

# What the examination says of every copy, flipped or not.
ALWAYS = {"backup.none", "clock.fixed", "rights"}


Json = dict[str, Any] | None


class Outcome(StrEnum):
    """What came of a flip."""

    FOUND = "found"
    HARMLESS = "harmless"  # the same rows, and nothing was said
    SILENT = "silent"  # other rows, and nothing was said: must not happen
    TRACEBACK = "traceback"  # must not happen


class Answer(StrEnum):
    """What a command answers from a flipped register, against its answer from the sound one."""

    SAME = "same"
    TOLD = "told"  # another, with a note on the register, or an error in its place
    UNTOLD = "untold"  # another, and not a word


Command = tuple[str, ...]


class Flip(NamedTuple):
    """One byte changed: where, into what, what came of it, what was said, and what the commands asked answered."""

    offset: int
    value: int
    outcome: Outcome
    said: tuple[str, ...]
    answers: dict[Command, Answer]


def flips(register: Path, folder: Path, number: int, seed: int, ask: Sequence[Command] = ()) -> Iterator[Flip]:
    """``number`` single random bytes changed, each in a fresh copy of ``register`` under ``folder``.

    Where that was found, the commands in ``ask`` are run on the copy too.
    """
    chance = random.Random(seed)
    content = register.read_bytes()
    sound = dump_file(register)
    right = {command: _answered(register, command) for command in ask}
    for _ in range(number):
        offset = chance.randrange(len(content))
        value = content[offset] ^ chance.randrange(1, 256)
        yield flip(content, sound, folder, offset, value, right)


def flip(
    content: bytes, sound: Dump, folder: Path, offset: int, value: int, right: Mapping[Command, Json] | None = None
) -> Flip:
    """One byte of ``content`` changed into ``value``; ``sound`` is the dump of the unchanged register, and ``right``
    what the commands to be asked answer from it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / "so.db"
    copy.write_bytes(content[:offset] + bytes([value]) + content[offset + 1 :])
    copy.chmod(0o600)
    try:
        outcome, said = examined(copy, sound)
        asked = {} if outcome is Outcome.HARMLESS or right is None else right
        answers = {command: _judged(_answered(copy, command), answer) for command, answer in asked.items()}
        return Flip(offset, value, outcome, said, answers)
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


def _answered(register: Path, command: Command) -> Json:
    """The JSON that a command gives; None for an error of the register."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _language():
        code = main(["--register", str(register), *command, "--format", "json"])
    assert code in {0, 3, 6}, (command, code, err.getvalue())
    answer: Json = json.loads(out.getvalue()) if code != 6 else None
    return answer


def _judged(answer: Json, right: Json) -> Answer:
    assert right is not None
    if answer == right:
        return Answer.SAME
    if answer is None or answer["notes"]:
        return Answer.TOLD
    return Answer.UNTOLD


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
