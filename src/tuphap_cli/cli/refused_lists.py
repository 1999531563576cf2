"""Lists that are taken whole or not at all: tasks named on the command line, a list that a clerk has filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .. import errors
from ..domain.model import N_, note
from ..i18n import _, ngettext, show
from . import speech

if TYPE_CHECKING:
    from ..domain.problems import Problem


@contextmanager
def all_or_none(tasks: Sequence[str]) -> Iterator[None]:
    """Say of what is refused within that nothing was written for any of several ``tasks``."""
    try:
        yield
    except (errors.Refused, errors.Conflict) as error:
        if len(tasks) > 1:
            error.consequence = note(N_("Nothing at all was written, for none of the {n} tasks."), n=len(tasks))
        raise


def refuse(name: str, problems: Sequence[Problem], conflicts: Sequence[errors.Changed] = ()) -> None:
    """Say each problem on stderr, in the order of the lines.

    Raises:
        Changed: All problems are ``conflicts``: somebody has changed the tasks since the list was made.
        Refused: There are other problems in the list ``name``.
    """
    if not problems:
        return
    told = [(p.place.sheet if p.place else "", p.place.row if p.place else 0, show(p.hint)) for p in problems]
    for sheet, line, text in sorted(told):
        said = _("line {line}: {problem}").format(line=line, problem=text) if line else text
        speech.remark(_("{sheet}, {problem}").format(sheet=sheet, problem=said) if sheet else said)
    if len(conflicts) == len(problems):
        raise conflicts[0]
    tally = ngettext("{n} problem", "{n} problems", len(problems))
    raise errors.Refused(what=_("{file}: {problems}; nothing was written.").format(file=name, problems=tally))
