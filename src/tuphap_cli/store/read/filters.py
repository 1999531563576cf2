"""What a list of tasks is narrowed to, as conditions of a statement."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ...domain.model import State, TaskKind
from . import meaning

_UNGROUPED = "NOT EXISTS (SELECT 1 FROM task_group AS h WHERE h.id = s.group_id AND h.label <> '')"


class Filters(NamedTuple):
    """What narrows a list of tasks. ``units`` and ``decision`` are ids; ``words`` are folded, and each has to begin a
    word of the task. ``leaders`` and ``officers`` are texts as the register holds them; ``carries_out`` is the number
    of a task in the book of the office above."""

    units: tuple[int, ...] = ()
    decision: int | None = None
    group: str = ""
    kind: TaskKind | None = None
    words: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    some_words: tuple[str, ...] = ()  # at least one of them, anywhere
    holding: tuple[int, ...] | None = None  # no other task has ``words`` (word_search.narrowed)
    states: tuple[State, ...] = ()  # by the due days in force
    finished: bool | None = None  # whether it is done; also what has no date
    due_from: date | None = None
    due_to: date | None = None
    led: bool | None = None  # False: only what has no lead unit
    grouped: bool | None = None  # False: only what is in no group, or in one without a label
    leaders: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    carries_out: int | None = None
    handed_down: bool | None = None  # False: only what carries out no task of the office above

    def where(self) -> tuple[list[str], dict[str, str | int | None]]:
        """The SQL conditions and their parameters."""
        conditions: list[str] = []
        values: dict[str, str | int | None] = {}
        if self.units:
            conditions.append(f"s.lead_unit_id IN ({', '.join(map(str, self.units))})")
        if self.decision is not None:
            conditions.append("s.decision_id = :decision")
            values["decision"] = self.decision
        if self.group:
            conditions.append("s.group_id IN (SELECT id FROM task_group WHERE label = :group)")
            values["group"] = self.group
        if self.led is False:
            conditions.append("s.lead_unit_id IS NULL")
        if self.grouped is False:
            conditions.append(_UNGROUPED)
        if self.states:
            conditions.append(meaning.in_states(self.states))
        if self.finished is not None:
            conditions.append(f"s.done_on IS {'NOT ' if self.finished else ''}NULL")
        for name, compares in (("due_from", ">="), ("due_to", "<=")):
            if day := getattr(self, name):
                conditions.append(f"s.due {compares} :{name}")
                values[name] = day.isoformat()
        if self.kind:
            conditions.append("s.kind = :kind")
            values["kind"] = self.kind.value
        tests, more = self._words()
        in_charge, people = self._people()
        return [*conditions, *self._numbered(), *self._carrying(), *tests, *in_charge], values | more | people

    def _numbered(self) -> list[str]:
        """The conditions on the numbers of tasks."""
        named = [", ".join(map(str, tasks)) for tasks in (self.tasks or None, self.holding) if tasks is not None]
        return [f"s.task_id IN ({tasks})" if tasks else "1 = 0" for tasks in named]

    def _carrying(self) -> list[str]:
        """The conditions on the task of the office above."""
        if self.carries_out is not None:
            return [f"s.task_id IN (SELECT id FROM task WHERE carries_out = {self.carries_out:d})"]
        none = "s.task_id NOT IN (SELECT id FROM task WHERE carries_out IS NOT NULL)"
        return [none] if self.handed_down is False else []

    def _people(self) -> tuple[list[str], dict[str, str | int | None]]:
        """The conditions on who is in charge."""
        conditions: list[str] = []
        values: dict[str, str | int | None] = {}
        for column, wanted in (("leader", self.leaders), ("officer", self.officers)):
            if wanted:
                found = {f"{column}{number}": text for number, text in enumerate(wanted)}
                marks = ", ".join(f":{name}" for name in found)
                conditions.append(f"s.task_id IN (SELECT id FROM task WHERE {column} IN ({marks}))")
                values |= found
        return conditions, values

    def _words(self) -> tuple[list[str], dict[str, str | int | None]]:
        """The conditions on the words of a task."""
        some = [f"shadow LIKE :some{number} ESCAPE '!'" for number in range(len(self.some_words))]
        all_of = [f"shadow LIKE :word{number} ESCAPE '!'" for number in range(len(self.words))]
        values: dict[str, str | int | None] = {
            f"some{number}": f"%{escaped(word)}%" for number, word in enumerate(self.some_words)
        }
        # Those likely to be rare come first: a task is asked for the next word only where it has those before.
        rarest = sorted(self.words, key=lambda word: (word.isalpha(), -len(word)))
        values |= {f"word{number}": f"% {escaped(word)}%" for number, word in enumerate(rarest)}  # its beginning
        tests = [*([f"({' OR '.join(some)})"] if some else []), *all_of]
        if not tests:
            return [], values
        joined = " AND ".join(tests)
        if self.holding is not None:
            return [f"EXISTS (SELECT 1 FROM task AS w WHERE w.id = s.task_id AND {joined})"], values
        # Asked apart, so that the tasks are gone through once and only those found are looked up.
        return [f"s.task_id IN (SELECT id FROM task WHERE {joined})"], values


def escaped(text: str) -> str:
    """``text`` as it is within the pattern of a LIKE … ESCAPE '!'."""
    return "".join(f"!{letter}" if letter in "!%_" else letter for letter in text)
