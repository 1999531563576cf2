"""The choices of options: each has a code, for programs, and the office's word; either may be typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .. import errors
from ..i18n import _, language


class Choices(NamedTuple):
    """What an ``option`` takes: the word in the language in use by code, and further words that are understood."""

    option: str
    words: Mapping[str, str]
    also: Mapping[str, str] = {}

    def read(self, value: str) -> str:
        """Return the code that ``value`` means: a code, a word, or a part that only one word has; marks may lack.

        Raises:
            BadChoice: it is none
        """
        wanted = _plain(value)
        if value in self.words:
            return value
        known = {_plain(code): code for code in self.words} | {_plain(word): code for word, code in self.also.items()}
        known |= {_plain(word): code for code, word in self.words.items()}
        if wanted in known:
            return known[wanted]
        near = {code for code, word in self.words.items() if wanted.strip() and wanted in _plain(word)}
        if len(near) == 1:
            return near.pop()
        raise errors.BadChoice(value=value, option=self.option, choices=", ".join(self._shown()))

    def listed(self) -> str:
        """Return all of them as the help has them: "key | regular", in Vietnamese "trọng tâm (key) | …"."""
        return " | ".join(self._shown())

    def _shown(self) -> list[str]:
        """Each choice as it is shown; English has the codes alone, which are English words."""
        if language() == "en":
            return list(self.words)
        return [code if _plain(code) == _plain(word) else f"{word} ({code})" for code, word in self.words.items()]


def _plain(value: str) -> str:
    """Return the folded words of ``value``, one blank between and around: "ad_hoc" is two words."""
    from ..text import words

    return f" {' '.join(words(value))} "


def named(option: str, codes: Iterable[str]) -> Choices:
    """Return the choices of an option whose codes are names that are the same in every language."""
    return Choices(option, {str(code): str(code) for code in codes})


def task_kinds() -> Choices:
    """Return the kinds of tasks."""
    from ..domain.model import TaskKind
    from ..reports import labels

    return Choices("--kind", {kind.value: labels.task_kind(kind) for kind in TaskKind})


def unit_kinds() -> Choices:
    """Return the kinds of units."""
    from ..domain.model import UnitKind
    from ..reports import labels

    return Choices("--kind", {kind.value: labels.unit_kind(kind) for kind in UnitKind})


def task_states() -> Choices:
    """Return the states of tasks, and the three groups of them."""
    from ..domain.model import State
    from ..reports import labels

    groups = {"open": _("not completed"), "overdue": _("overdue"), "done": _("completed")}
    words = groups | {state.value: labels.state_label(state) for state in State}
    return Choices("--state", words, {_("finished"): "done", _("unfinished"): "open"})


def followed_states() -> Choices:
    """Return how a task that offices below carry out may be there."""
    words = {"open": _("not completed"), "overdue": _("overdue"), "done": _("completed")}
    return Choices(
        "--state", words | {"differs": _("registers differ")}, {_("finished"): "done", _("unfinished"): "open"}
    )


def due_days() -> Choices:
    """Return the due days against which a report may measure."""
    from ..domain.states import ORIGINAL, PRESENT

    return Choices("--against", {PRESENT: _("due day in force"), ORIGINAL: _("original due day")})


def overdue_groupings() -> Choices:
    """Return by what the list of what is overdue may be grouped."""
    words = {"unit": _("unit"), "age": _("days overdue"), "leader": _("leader in charge")}
    return Choices("--by", words | {"officer": _("officer in charge")})


def report_figures() -> Choices:
    """Return the figures of a summary."""
    from ..domain.tallies import FIGURES, FLOWS
    from ..reports.summary import figure_name

    return Choices("--rows", {name: figure_name(name) for name in (*FIGURES, *FLOWS)})


def filing_states() -> Choices:
    """Return whether a unit's periodic report may be in time."""
    from ..domain.filings import FilingStatus
    from ..reports.filing_list import status_word

    return Choices("--status", {status.value: status_word(status) for status in FilingStatus})


def form_or_register() -> Choices:
    """Return what may count where a form and the register differ."""
    from ..forms.collecting import FORM, REGISTER

    return Choices("--prefer", {FORM: _("form"), REGISTER: _("register")})
