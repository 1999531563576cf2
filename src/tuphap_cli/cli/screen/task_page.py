"""One task on the screen: in full with its ledger, or why it stands as it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from ...render import terminal
from . import desk
from .asking import Asker
from .desk import Called
from .dialogs import told

if TYPE_CHECKING:
    from ...reports.base import Report


class TaskPage(Screen[None]):
    """The page that ``tuphap task show`` gives; with ``why`` that of ``tuphap task why``."""

    AUTO_FOCUS: ClassVar[str] = "VerticalScroll"
    DEFAULT_CSS: ClassVar[str] = """
    TaskPage Static { height: auto; }
    TaskPage VerticalScroll { padding: 0 1; }
    TaskPage .fault { color: $text-error; }
    """

    def __init__(self, task: str, *, why: bool = False) -> None:
        super().__init__()
        self.number, self.why = task, why
        self.title_of_task = ""
        self._asker: Asker[Report] = Asker(self, self._answered)

    def compose(self) -> ComposeResult:
        """The page, what was said, the keys."""
        with VerticalScroll():
            yield Static(id="page", markup=False)
        yield Static(id="page-said", markup=False)
        yield Footer(compact=True)

    def say(self, text: str, *, fault: bool) -> None:
        """Say ``text`` under the page."""
        said = self.query_one("#page-said", Static)
        said.set_class(fault, "fault")
        said.display = bool(text)
        said.update(text)

    def on_mount(self) -> None:
        """Read the task."""
        self.load()

    def load(self) -> None:
        """Read the page anew; where that fails, say why in its place."""
        self._asker.ask(partial(desk.task_page, self.number, why=self.why))

    def _answered(self, answer: Called[Report]) -> None:
        page = self.query_one("#page", Static)
        if answer.value is None:
            page.update(told(answer.failure) if answer.failure else "")
            return
        self.number = str(answer.value.rows[0]["task"])
        self.title_of_task = str(answer.value.rows[0]["title"])
        width = self.size.width - 4
        page.update(Group(*terminal.pieces(answer.value, width, coloured=False)))
