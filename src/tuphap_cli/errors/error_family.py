"""The family of errors: each has a stable dotted code, an exit code, a sentence and a remedy.

A constructor takes facts; :mod:`tuphap_cli.main` alone turns an error into text and an exit code.
Templates are English and marked with ``N_``; they are translated when they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..domain.model import N_, Note, note

FAULT, USAGE, FINDINGS, REFUSED, CONFLICT, REGISTER, OUTPUT, INTERRUPTED = 1, 2, 3, 4, 5, 6, 7, 130


class TuphapError(Exception):
    """The root of the family. ``facts`` fill both templates; ``usual`` are those that need not be given."""

    code: ClassVar[str] = "fault"
    exit_code: ClassVar[int] = FAULT
    template: ClassVar[str] = N_("The program met a fault: {what}.")
    remedy: ClassVar[str] = ""
    usual: ClassVar[Mapping[str, object]] = {}
    consequence: Note | None = None  # a sentence behind the first: what became of the rest of what was asked for
    options: Mapping[str, str] | None = None  # those that named the register it is about, if not those in force

    def __init__(self, **facts: object) -> None:
        self.facts = dict(note("", **{**self.usual, **facts}).values)
        super().__init__(self.template.format_map(self.facts))

    @property
    def sentence(self) -> Note:
        """What went wrong."""
        return self.in_words(self.template)

    def in_words(self, template: str) -> Note:
        """Return ``template`` with the facts, of which words of ours are translated, but not the ``value`` typed."""
        return Note(template, tuple((name, _in_words(name, fact)) for name, fact in self.facts.items()))


def _in_words(name: str, fact: str | Note) -> str | Note:
    return fact if name == "value" or isinstance(fact, Note) else Note(fact.replace("{", "{{").replace("}", "}}"))
