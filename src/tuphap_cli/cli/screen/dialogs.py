"""What the screen asks for before it records something: a few boxes, or a yes to what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Checkbox, Input, Label, Static

from ... import errors
from ...i18n import _
from ...store.write.undo.undoing import UndoPlan
from ..done import Done
from ..failures import ErrorAccount
from . import desk
from .desk import Called, Entry

STYLE = """
Dialog { align: center middle; }
Dialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 96%; border: round $accent; padding: 0 1; }
Dialog .fault { color: $text-error; height: auto; }
Dialog .lines { height: auto; max-height: 14; }
Dialog Horizontal { height: 1; }
Dialog Label { width: 14; }
Dialog Checkbox { display: none; height: auto; border: none; }
Dialog Checkbox.asked { display: block; }
Dialog .keys { color: $text-muted; }
"""


def told(failure: ErrorAccount) -> str:
    """The sentence and the remedy, as a command tells them."""
    return "\n".join(filter(None, (failure.sentence, failure.remedy)))


class Dialog(ModalScreen[Called[Done] | None]):
    """Asks, carries out what was meant, and stays open with the reason where that is refused.

    A refusal by a closed period can be overruled with a box, as with ``--adjust``.
    """

    DEFAULT_CSS: ClassVar[str] = STYLE
    AUTO_FOCUS: ClassVar[str] = "Input"

    def __init__(self, heading: str, keys: str) -> None:
        super().__init__()
        self._heading, self._keys = heading, keys
        self._under_way = False

    def compose(self) -> ComposeResult:
        """The heading, what is asked, the reason of a refusal, the keys."""
        with Vertical():
            yield Static(self._heading, markup=False)
            yield from self.asked()
            yield Checkbox(_("record it in the closed period all the same"))
            yield Static(classes="fault", markup=False)
            yield Static(self._keys, classes="keys", markup=False)

    def asked(self) -> ComposeResult:
        """What this dialog asks for."""
        raise NotImplementedError

    def act(self) -> Done:
        """Carry out what was asked for, with what stands in the boxes; called in a thread."""
        raise NotImplementedError

    @property
    def adjust(self) -> bool:
        """Whether it goes into a closed period as well."""
        return self.query_one(Checkbox).value

    @work
    async def carry_out(self, act: Callable[[], Done]) -> None:
        """Do it once, however often Enter is pressed; close where it was done, else say why not."""
        if self._under_way:
            return
        self._under_way = True
        answer = await asyncio.to_thread(desk.called, act)
        if answer.failure is None:
            self.dismiss(answer)
            return
        self._under_way = False
        if answer.failure.code == errors.PeriodClosed.code:
            self.query_one(Checkbox).add_class("asked")
        self.query_one(".fault", Static).update(told(answer.failure))

    def on_key(self, event: Key) -> None:
        """Leave with Esc, unless it is being recorded already; everything else is for the boxes."""
        if event.key == "escape":
            event.stop()
            if not self._under_way:
                self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a dialog: what it fills of an :class:`Entry`, what it is called, and what it means when empty."""

    name: str
    label: str
    hint: str = ""


def boxes(kind: str) -> Sequence[Box]:
    """The boxes for ``kind`` of entry ("done", "start", "progress")."""
    day = Box("on", _("Day"), _("today; or 28/6, hôm qua, …"))
    doc = Box("doc", _("Document"), _("its number, as 45/BC-STP"))
    period = Box("period", _("Occurrence"), _("of a recurring task: Q2, T5, …; empty: the earliest open one"))
    note = Box("note", _("Note"))
    file = Box("file", _("File"), _("kept as evidence: its name, with the folder"))
    percent = Box("percent", _("Percent"), _("0 to 100"))
    return {"done": (day, doc, file, period, note), "progress": (percent, day, doc, file, period, note)}.get(
        kind, (day, period, note)
    )


class EntryDialog(Dialog):
    """Asks what is to be recorded of one task."""

    def __init__(self, kind: str, task: str, title: str, *, dry_run: bool) -> None:
        heading = {
            "done": _("Record task {task} as done: {title}"),
            "start": _("Record that work on task {task} has begun: {title}"),
            "progress": _("Record how far task {task} is: {title}"),
        }[kind]
        super().__init__(heading.format(task=task, title=title), _("Enter: record · Tab: next box · Esc: leave it"))
        self._entry = Entry(kind, task, dry_run=dry_run)

    def asked(self) -> ComposeResult:
        """A box for each fact."""
        for box in boxes(self._entry.kind):
            with Horizontal():
                yield Label(box.label, markup=False)
                yield Input(placeholder=box.hint, id=box.name, compact=True)

    def on_input_submitted(self) -> None:
        """Record it."""
        typed = {box.id or "": box.value for box in self.query(Input)}
        adjust = self.adjust
        entry = Entry(self._entry.kind, self._entry.task, adjust=adjust, dry_run=self._entry.dry_run, **typed)
        self.carry_out(lambda: desk.record(entry))


class UndoDialog(Dialog):
    """Shows what taking back an entry would do, and asks for a yes."""

    AUTO_FOCUS: ClassVar[str] = ".lines"

    def __init__(self, plan: UndoPlan, lines: Sequence[str], *, dry_run: bool) -> None:
        super().__init__(_("Take this back?"), _("Enter: take it back · Esc: leave it"))
        self._plan, self._lines, self._dry_run = plan, lines, dry_run

    def asked(self) -> ComposeResult:
        """What would become of the rows."""
        with VerticalScroll(classes="lines"):
            yield Static("\n".join(self._lines), markup=False)

    def on_key(self, event: Key) -> None:
        """Take it back with Enter; Textual has asked what the other keys do before."""
        if event.key == "enter":
            event.stop()
            adjust = self.adjust
            self.carry_out(lambda: desk.undo(self._plan, adjust=adjust, dry_run=self._dry_run))
