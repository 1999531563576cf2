"""What was understood of a plan's file, before anything is written: groups, tasks, problems, places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .model import Note, Reading
from .problems import Place, Problem

UNKNOWN_UNIT = "unit.unknown"  # the code of the problem that a unit is not in the register


@dataclass(slots=True)
class DraftGroup:
    """A heading of the plan: its label as printed ("I", "A", "1.1"), its title, its parent's index or None."""

    label: str
    title: str
    parent: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Completion:
    """What a tracker says of the day on which a task was done.

    ``day`` is None where none could be read from ``text``; ``contradicted`` says that the row's state says otherwise,
    ``doubtful`` that the day may be another. ``column`` is the heading over it.
    """

    day: date | None
    document: str
    text: str
    column: str = ""
    contradicted: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class MovedTo:
    """An adjusted deadline beside the original: the new day, the document and day of the decision if named."""

    due: date
    document: str
    decided_on: date | None
    text: str
    column: str = ""


@dataclass(slots=True)
class DraftTask:
    """A task row. ``item`` is unique in the plan where the plan's own numbering is ("II.3").

    ``lead_text`` and ``support_text`` are as printed; ``lead`` and ``supports`` are unit codes, or the
    cleaned names of units that the register does not know yet. ``extra`` holds the other columns by heading.
    ``asked_as`` is the heading of a second column that may hold the deadline, where that was asked.
    """

    item: str
    group: int | None
    title: str
    product: str
    lead_text: str
    support_text: str
    lead: str | None
    supports: list[str]
    deadline_text: str
    reading: Reading
    note: str
    extra: dict[str, str]
    place: Place
    asked_as: str = ""
    completion: Completion | None = None
    extension: MovedTo | None = None
    leader: str = ""
    officer: str = ""
    deadline_picture: bytes = b""  # PNG, where the words were recognised in a scan


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table, sheet or prose section met in the file, whether it was taken, and why or why not."""

    name: str
    rows: int
    taken: bool
    reason: Note


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that the file names and the register does not know, as it would be entered.

    ``rows`` says how many rows name it, ``nearest`` which names of known units look like it.
    """

    name: str
    code: str
    kind: str
    rows: int
    nearest: tuple[str, ...] = ()


@dataclass(slots=True)
class PlanDraft:
    """Everything understood of one file. ``heading`` facts are None where the file does not state them."""

    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    tables: list[SeenTable] = field(default_factory=list)
    groups: list[DraftGroup] = field(default_factory=list)
    tasks: list[DraftTask] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    exported: bool = False  # it is a list that this program has made of tasks
    new_units: list[NewUnit] = field(default_factory=list)  # those that the register does not know


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the register as the intake needs it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "division"
