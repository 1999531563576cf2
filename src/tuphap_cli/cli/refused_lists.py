"""Refuses a list that a clerk has filled in, with every problem that was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import errors
from ..i18n import _, ngettext, show
from . import speech

if TYPE_CHECKING:
    from ..domain.problems import Problem


def refuse(name: str, problems: Sequence[Problem], conflicts: Sequence[errors.Changed] = ()) -> None:
    """Say each problem on stderr, in the order of the lines.

    Raises:
        Changed: All problems are ``conflicts``: somebody has changed the tasks since the list was made.
        Refused: There are other problems in the list ``name``.
    """
    if not problems:
        return
    for line, text in sorted((problem.place.row if problem.place else 0, show(problem.hint)) for problem in problems):
        speech.remark(_("line {line}: {problem}").format(line=line, problem=text) if line else text)
    if len(conflicts) == len(problems):
        raise conflicts[0]
    tally = ngettext("{n} problem", "{n} problems", len(problems))
    raise errors.Refused(what=_("{file}: {problems}; nothing was written.").format(file=name, problems=tally))
