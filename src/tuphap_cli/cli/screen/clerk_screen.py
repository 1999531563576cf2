"""The screen itself: lists on tabs, one task, what is recorded and taken back; the keys stand at its foot."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.widgets import Footer, Input, Static, TabbedContent, TabPane

from ... import settings
from ...domain.model import vn_date
from ...i18n import _
from .. import whereabouts
from ..done import Done
from . import desk
from .desk import Called, ScreenView
from .dialogs import EntryDialog, UndoDialog, told
from .task_grid import TaskGrid
from .task_page import TaskPage

WATCHING = 2.0  # seconds between two looks at whether something has been written
WRITTEN = "written"  # the tab of the journal, whose lines are entries


class ClerkScreen(App[None]):
    """The screen of ``tuphap tui``; ``recorded`` holds the sentences of what was recorded on it.

    ``stopped`` says that the system, not a key, has ended it. With ``dry_run`` everything is tried and nothing is written.
    """

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    CSS: ClassVar[str] = """
    #top { height: 1; padding: 0 1; text-style: bold; }
    #whole { height: auto; max-height: 3; padding: 0 1; background: $surface; }
    #said { height: auto; max-height: 5; padding: 0 1; }
    #said.fault { color: $text-error; }
    TabbedContent { height: 1fr; }
    TabPane { padding: 0; }
    """

    def __init__(self, *, dry_run: bool = False) -> None:
        super().__init__()
        self.recorded: list[str] = []
        self.stopped = False
        self._on_terminal = _at_a_terminal()
        self._dry_run = dry_run
        self._stamp = self._file_stamp()
        self._begun = False  # whether the first list is there
        self._asked_early = ""  # the list that was asked for before that
        for key, action, words in (
            ("enter", "open", _("Show it")),
            ("x", "record('done')", _("Mark done")),
            ("t", "record('progress')", _("Set progress")),
            ("b", "record('start')", _("Mark begun")),
            ("v", "why", _("Show why")),
            ("u", "undo", _("Take back")),
            ("l", "narrow", _("Narrow")),
            ("escape", "leave", _("Go back")),
            ("q,ctrl+c", "quit", _("Quit")),
        ):
            self.bind(key, action, description=words)
        self.bind("r,f5", "read_anew", show=False)
        for number, (name, _words, _ask) in enumerate(self._lists(), 1):
            self.bind(str(number), f"tab('{name}')", show=False)

    @staticmethod
    def _lists() -> Iterator[tuple[str, str, Callable[[str], ScreenView]]]:
        """Each list: its name, what it is called, what gives its view for the words typed."""
        yield "today", _("Today"), lambda _typed: desk.today()
        yield "overdue", _("Overdue"), lambda _typed: desk.overdue()
        yield "missed", _("Missed"), lambda _typed: desk.missed()
        yield "find", _("Find"), desk.found
        yield WRITTEN, _("Recorded"), lambda _typed: desk.written()

    def compose(self) -> ComposeResult:
        """The register and the day, the lists, the line under the cursor, what was said, the keys."""
        yield Static(self._heading(), id="top", markup=False)
        with TabbedContent(id="tabs"):
            for number, (name, words, ask) in enumerate(self._lists(), 1):
                narrow = name != "find"
                hint = (
                    _("words that narrow the list (key l)")
                    if narrow
                    else _("any words of a task, or its number (key l)")
                )
                with TabPane(f"{number} {words}", id=name):
                    yield TaskGrid(ask, hint, narrow=narrow, id=f"{name}-list")
        yield Static(id="whole", markup=False)
        yield Static(id="said", markup=False)
        yield Footer(compact=True)

    def _heading(self) -> str:
        parts = (settings.text("office"), Path(whereabouts.register_shown()).name, vn_date(settings.today()))
        trial = _("a trial, nothing is written") if self._dry_run else ""
        return " · ".join(filter(None, (*parts, trial)))

    def on_mount(self) -> None:
        """Look now and then whether something has been written; end in good order when the system asks for it."""
        self.set_interval(WATCHING, self.look)
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; not the main thread
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    asyncio.get_running_loop().add_signal_handler(number, self._stop)

    def _stop(self) -> None:
        self.stopped = True
        self.exit()

    @property
    def grid(self) -> TaskGrid:
        """The list that is shown."""
        return self.query_one(f"#{self.query_one(TabbedContent).active}-list", TaskGrid)

    @property
    def page(self) -> TaskPage | None:
        """The task that is shown, if one is."""
        return self.screen if isinstance(self.screen, TaskPage) else None

    # -- what the keys do ------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Whether a key does something here; the others are not at the foot."""
        if self.page is not None:
            return action not in {"open", "narrow", "tab"}
        if not self.query(TabbedContent):
            return True
        if action == "leave":
            return self.grid.typing
        return self.query_one(TabbedContent).active != WRITTEN or action not in {"open", "record", "why"}

    def action_tab(self, name: str) -> None:
        """Show another list; one asked for while the screen is being made comes when it is there."""
        if self._begun:
            self.query_one(TabbedContent).active = name
        else:
            self._asked_early = name

    def action_narrow(self) -> None:
        """Go to the box for words."""
        self.grid.query_one(Input).focus()

    def action_open(self) -> None:
        """Open the task under the cursor."""
        self._open(self.grid.key)

    def action_why(self) -> None:
        """Say why the task stands as it does; once more: show it in full."""
        if self.page is not None:
            self.page.why = not self.page.why
            self.page.load()
        else:
            self._open(self.grid.key, why=True)

    def action_leave(self) -> None:
        """Leave the task, or the box for words."""
        if self.page is not None:
            self.pop_screen()
            self.grid.load()
        else:
            self.grid.table.focus()

    def action_read_anew(self) -> None:
        """Read what is shown anew."""
        self._say("")
        self._load()

    def action_record(self, kind: str) -> None:
        """Ask what is to be recorded of the task, and record it."""
        page = self.page
        task, title = (page.number, page.title_of_task) if page else (self.grid.key, self.grid.whole)
        if task:
            self.push_screen(EntryDialog(kind, task, title, dry_run=self._dry_run), self._recorded)

    @work(exclusive=True, group="undo")
    async def action_undo(self) -> None:
        """Show what taking back the last command, or the chosen entry, would do, and ask."""
        journal = self.page is None and self.query_one(TabbedContent).active == WRITTEN
        number = int(self.grid.key) if journal and self.grid.key else None
        answer = await asyncio.to_thread(desk.called, lambda: desk.undo_planned(number))
        if answer.value is None:
            self._say(told(answer.failure) if answer.failure else "", fault=True)
        else:
            plan, lines = answer.value
            self.push_screen(UndoDialog(plan, lines, dry_run=self._dry_run), self._recorded)

    def action_help_quit(self) -> None:
        """Quit on Ctrl+C, also where a box has the keys."""
        self.exit()

    # -- what happens ------------------------------------------------------------------------------------------

    def on_tabbed_content_tab_activated(self) -> None:
        """Read a list when it is shown."""
        self._begun = True
        name, self._asked_early = self._asked_early, ""
        if name and name != self.query_one(TabbedContent).active:
            self.action_tab(name)
            return
        grid = self.grid
        grid.load()
        (grid.query_one(Input) if grid.id == "find-list" else grid.table).focus()
        self.refresh_bindings()

    def on_task_grid_looked(self, event: TaskGrid.Looked) -> None:
        """Show all of the line under the cursor."""
        self.query_one("#whole", Static).update(event.text)

    def on_task_grid_chosen(self, event: TaskGrid.Chosen) -> None:
        """Open a task; an entry of the journal has no page."""
        if self.query_one(TabbedContent).active != WRITTEN:
            self._open(event.key)

    def on_task_grid_failed(self, event: TaskGrid.Failed) -> None:
        """Say why a list could not be read."""
        self._say(told(event.failure), fault=True)

    def _open(self, task: str, *, why: bool = False) -> None:
        if task:
            self.push_screen(TaskPage(task, why=why))

    def _recorded(self, answer: Called[Done] | None) -> None:
        """Say what was recorded, with what a command would have warned of, and show the lists as they now are."""
        if answer is None or answer.value is None:
            return
        done = answer.value
        self.recorded += done.sentences
        tried = [_("Tried only; nothing was written.")] if done.dry_run else []
        self._say("\n".join([*tried, *done.sentences, *done.warnings, *answer.remarks]))
        self._stamp = self._file_stamp()
        self._load()

    def _load(self) -> None:
        if self.page is not None:
            self.page.load()
        else:
            self.grid.load()

    def look(self) -> None:
        """Read what is shown anew where another program, or another window, has written; end with the terminal."""
        if self._on_terminal and not _at_a_terminal():  # its window is gone, and nothing was said of that
            self._stop()
            return
        stamp = self._file_stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            self._load()

    @staticmethod
    def _file_stamp() -> tuple[int, int] | None:
        try:
            status = Path(whereabouts.register_path()).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def _say(self, text: str, *, fault: bool = False) -> None:
        for said in self.screen_stack[0].query("#said").results(Static):
            said.set_class(fault, "fault")
            said.display = bool(text)
            said.update(text)
        if self.page is not None and text:
            self.page.say(text, fault=fault)


def _at_a_terminal() -> bool:
    return sys.__stdin__ is not None and sys.__stdin__.isatty()
