"""A list on the screen: what narrows it, the sentences above it, and its lines with the cursor on one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.timer import Timer
from textual.widgets import DataTable, Input, Static

from ...i18n import _, ngettext
from ...render.cells import indented, places, shown
from ...render.terminal import HEADING_LINES, INSET, TONES, Fitted, broken
from ...reports.base import Table
from ..failures import ErrorAccount
from . import desk
from .asking import Asker
from .desk import Called, ScreenView

PAUSE = 0.15  # seconds without a key after which a list is narrowed to what was typed
SCROLLBAR = 1  # places that it takes
LINES = 2  # of the screen that a row takes


class Lines(DataTable[Text], inherit_bindings=False):
    """The table of a list; Enter is left to the screen, which says so at its foot."""

    BINDINGS: ClassVar = [one for one in DataTable.BINDINGS if isinstance(one, Binding) and one.key != "enter"]


class TaskGrid(Vertical):
    """One of the lists. ``ask`` gives its view for what was typed; with ``narrow`` the lines of one view are narrowed.

    It asks in a thread, so that a busy register never holds up the keys.
    """

    DEFAULT_CSS: ClassVar[str] = """
    TaskGrid { height: 1fr; }
    TaskGrid .said { height: auto; max-height: 6; padding: 0 1; }
    TaskGrid Lines { height: 1fr; scrollbar-size-vertical: 1; }
    TaskGrid Input { padding: 0 1; }
    """

    class Failed(Message):
        """A list could not be read: ``failure`` says why."""

        def __init__(self, failure: ErrorAccount) -> None:
            super().__init__()
            self.failure = failure

    class Looked(Message):
        """The cursor is on another line: ``text`` is all of it, where the table has room for a part."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Chosen(Message):
        """Somebody wants to see the task or entry ``key``, which lies under the cursor or was typed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, ask: Callable[[str], ScreenView], hint: str, *, narrow: bool, id: str) -> None:
        super().__init__(id=id)
        self._ask, self._hint, self._narrow = ask, hint, narrow
        self._asker = Asker[ScreenView](self, self._answered)
        self._view: ScreenView | None = None
        self._timer: Timer | None = None
        self._full: dict[str, str] = {}  # the whole text of each line, by its row

    def compose(self) -> ComposeResult:
        """The box for words, the sentences, the table."""
        yield Input(placeholder=self._hint, compact=True)
        yield Static(classes="said", markup=False)
        yield Lines(cursor_type="row", cell_padding=0, zebra_stripes=True)

    @property
    def table(self) -> Lines:
        """The table of the list."""
        return self.query_one(Lines)

    @property
    def key(self) -> str:
        """The number of the task or entry under the cursor; "" where there is none."""
        return self._row.partition(":")[2]

    @property
    def typing(self) -> bool:
        """Whether the keys go into the box for words."""
        return self.query_one(Input).has_focus

    @property
    def waiting(self) -> bool:
        """Whether keys were typed that the list does not follow yet."""
        return self._timer is not None

    @property
    def whole(self) -> str:
        """All the words of the line under the cursor."""
        return self._full.get(self._row, "")

    @property
    def _row(self) -> str:
        table = self.table
        if not table.row_count:
            return ""
        return table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value or ""

    def load(self) -> None:
        """Read the list anew; the cursor stays on the line that it was on."""
        typed = "" if self._narrow else self.query_one(Input).value
        self._asker.ask(lambda: self._ask(typed))

    def _answered(self, answer: Called[ScreenView]) -> None:
        if answer.value is None:
            if answer.failure is not None:
                self.post_message(self.Failed(answer.failure))
            return
        self._view = answer.value
        self.draw()

    def draw(self) -> None:
        """Draw the lines that fit, as wide as there is room."""
        if self._view is None or not self.size.width:
            return
        typed = self.query_one(Input).value if self._narrow else ""
        lines, number = desk.shown(self._view, typed)
        said = [*self._view.sentences]
        if number > sum(line.tone != "head" for line in lines):
            text = _("The first rows of {n}; type words to narrow the list.")
            said.append(text.format(n=ngettext("{n} row", "{n} rows", number)))
        if not lines:
            said.append(_("Nothing fits.") if typed else self._view.table.empty)
        self.query_one(".said", Static).update("\n".join(said))
        self._fill(self._view.table._replace(lines=lines), self._view.key)

    def _fill(self, table: Table, key: int) -> None:
        lines, before = self.table, self.key
        kept, widths = Fitted(table).layout(self.size.width - SCROLLBAR - 1)
        rights = [table.columns[column].right for column in kept]
        columns = list(zip(kept, widths, rights, strict=True))
        lines.clear(columns=True)
        self._full.clear()
        headings = [_fitting(shown(table.columns[i].heading), width, HEADING_LINES) for i, width, _right in columns]
        lines.header_height = max(heading.count("\n") + 1 for heading in headings)
        for heading, (_i, width, _right) in zip(headings, columns, strict=True):
            lines.add_column(Text(heading), width=width + 1)
        flexible = next((i for i, column in enumerate(table.columns) if column.flexible), 0)
        for number, line in enumerate(table.lines):
            cells = indented(table, line, INSET)
            row = f"{number}:{line.cells[key] or ''}"
            self._full[row] = cells[flexible]
            high = 1 if line.tone == "head" else LINES
            texts = [
                _fitting(cells[i] if i < len(cells) else "", width, high, right=right) for i, width, right in columns
            ]
            lines.add_row(*(Text(text, TONES[line.tone]) for text in texts), height=high, key=row)
        self._put_cursor(before)

    def _put_cursor(self, before: str) -> None:
        """Put the cursor on the line of ``before``, or on the first that is no heading."""
        keys = [row.partition(":")[2] for row in self._full]
        wanted = (
            keys.index(before) if before and before in keys else next((i for i, key in enumerate(keys) if key), 0)
        )
        self.table.move_cursor(row=wanted)

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self.draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list once the keys pause."""
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._follow)

    def _follow(self) -> None:
        """Let the list follow what was typed."""
        self._timer = None
        if self._narrow:
            self.draw()
        else:
            self.load()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the task whose number was typed, else go to the list."""
        event.stop()
        typed = event.value.strip()
        if typed.isdecimal() or ":" in typed:
            self.post_message(self.Chosen(typed))
        else:
            self.table.focus()

    def on_key(self, event: Key) -> None:
        """Go from the box down to the list."""
        if self.typing and event.key == "down":
            event.stop()
            self.table.focus()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say all of the line under the cursor."""
        event.stop()
        self.post_message(self.Looked(self._full.get(event.row_key.value or "", "")))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open what is under the cursor."""
        event.stop()
        if self.key:
            self.post_message(self.Chosen(self.key))


def _fitting(text: str, width: int, high: int, *, right: bool = False) -> str:
    """``text`` in at most ``high`` lines of ``width`` places, with an ellipsis where it goes on."""
    lines = broken(text, width)
    if len(lines) > high:
        lines = lines[:high]
        lines[-1] = f"{lines[-1][: width - 1].rstrip()}…"
    return "\n".join(" " * (width - places(line)) + line if right else line for line in lines)
