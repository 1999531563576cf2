"""What a writing command did, as a value, and the one place where it is given out as sentences or as JSON."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .. import errors, settings
from . import attempts, speech
from .command_table import COMMANDS, OF_NO_REGISTER, SHORT_FORMS

if TYPE_CHECKING:
    from ..reports.base import Record, Report

SCHEMA = "tuphap.done/1"
FORMATS = ("table", "json")  # sentences for a person, or JSON for a program


class Done(NamedTuple):
    """What a writing command recorded.

    ``sentences`` are for a person, ``rows`` for a program, with days in ISO form. ``next`` names the next useful
    command, ``warnings`` are for a person to look at again. ``previewed`` was said before it was done, where somebody
    had to be asked. After a trial (``dry_run``) nothing of it has been written.
    """

    sentences: Sequence[str]
    rows: Sequence[Record] = ()
    next: str = ""
    dry_run: bool = False
    warnings: Sequence[str] = ()
    previewed: Sequence[str] = ()


def check_format(format_: str) -> None:
    """Refuse a format in which no change is given out, before anything is written.

    Raises:
        BadFormat: it is not "table", "json" or empty
    """
    if format_ and format_ not in FORMATS:
        raise errors.BadFormat(value=format_, choices=", ".join(FORMATS))


def preview(lines: Sequence[str], format_: str, *, asking: bool) -> Sequence[str]:
    """Say what is about to be done; returns what is left to be given out afterwards, as JSON.

    As JSON, stdout is kept for the one object: where somebody is asked on a terminal (``asking``), the lines go to
    stderr too, and so with --quiet.
    """
    if format_ != "json" and not speech.hushed():
        for line in lines:
            speech.say(line)
        return ()
    if asking:
        text = "".join(f"{line}\n" for line in lines)
        attempts.once(("previewed", text), lambda: sys.stderr.write(text))
    return lines


def give_done(done: Done, command: str, format_: str) -> None:
    """Write what ``command`` ("task done") did to stdout; as text, its warnings to stderr."""
    done = _of_this_register(done)
    if format_ == "json":
        found = {
            "schema": SCHEMA,
            "as_of": settings.today().isoformat(),
            **keys(command, done),
            "rows": list(done.rows),
            "warnings": list(done.warnings),
        }
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return
    if done.dry_run:
        speech.tried()
    for sentence in done.sentences:
        speech.say(sentence)
    for warning in done.warnings:
        speech.remark(warning)
    if done.next:
        speech.advise(done.dry_run, done.next)


def keys(command: str, done: Done) -> Record:
    """Return the keys that the JSON of every writing command has."""
    done = _of_this_register(done)
    return {
        "command": command,
        "dry_run": done.dry_run,
        "sentences": [*done.previewed, *done.sentences],
        "next": None if done.dry_run or not done.next else done.next,
    }


def _of_this_register(done: Done) -> Done:
    sentences, warnings = ([in_this_register(text) for text in texts] for texts in (done.sentences, done.warnings))
    return done._replace(sentences=sentences, warnings=warnings, next=in_this_register(done.next))


def in_this_register(text: str, options: Mapping[str, str] | None = None) -> str:
    """``text`` with the commands in it for the register and the office that are named on this command line.

    Typed without them, they would be about the usual one, which is not named even where the command line did.
    ``options`` are those that named it, if not those in force.
    """
    given = settings.options() if options is None else options
    named, office = given.get("register", ""), given.get("in_office", "")
    if named and _is_usual(named):
        named = ""
    if not (named or office) or settings.written(named) != named:  # an address with a password is not repeated
        return text
    import re
    import shlex

    own = f"-R {shlex.quote(named)} " if named else ""
    book = f"-O {shlex.quote(office)} " if office else ""
    said = re.sub(r"\btuphap (?=-O )", lambda _found: f"tuphap {own}", text)
    commands = (*(COMMANDS.keys() - OF_NO_REGISTER), *SHORT_FORMS)
    command = rf"\btuphap (?=(?:{'|'.join(commands)})\b)"  # not the program's name in a sentence
    return re.sub(command, lambda _found: f"tuphap {own}{book}", said)


def _is_usual(register: str) -> bool:
    """Whether ``register``, as an option named it, is the one that is used without the option."""
    from . import whereabouts

    places = []
    for name in (register, None):
        with settings.overridden("register", name), contextlib.suppress(errors.TuphapError):
            places.append(whereabouts.register_path())
    return len(places) == 2 and places[0] == places[1]


def with_keys(report: Report, command: str, done: Done) -> Report:
    """Return the report of a writing command with those keys in its JSON."""
    return report._replace(more={**report.more, **keys(command, done)})
