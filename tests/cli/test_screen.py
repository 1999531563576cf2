"""`tuphap tui`: the screen by its keys alone, on Textual's pilot; what it records is what the commands record."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("textual")

from rich.text import Text
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Checkbox, Footer, Input, Static, Tabs

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump, dump_file
from tuphap_cli import i18n
from tuphap_cli.cli.done import Done
from tuphap_cli.cli.screen import desk, task_grid
from tuphap_cli.cli.screen.clerk_screen import ClerkScreen
from tuphap_cli.cli.screen.dialogs import EntryDialog, UndoDialog
from tuphap_cli.cli.screen.task_page import TaskPage
from tuphap_cli.reports.base import Column, Table


@dataclass
class Hand:
    """Who sits at the screen: presses keys and looks."""

    screen: ClerkScreen
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press ``keys`` and wait until all that follows from them stands on the screen."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        for _again in range(2):  # what was read may have been asked before the last key
            await self.pilot.pause()
            while self.screen.grid.waiting:
                await asyncio.sleep(0.001)
            await self.screen.workers.wait_for_complete()
        await self.pilot.pause()

    async def type(self, letter: str) -> None:
        """Press a key of the box for words and wait until the list is to follow; not until it does."""
        await self.pilot.press(letter)
        while self.screen.grid.waiting:
            await asyncio.sleep(0.001)
        await self.pilot.pause()

    async def write(self, words: str) -> None:
        """Type ``words`` into the box that has the keys."""
        box = self.screen.focused
        assert isinstance(box, Input)
        box.value = words
        await self.settle()

    @property
    def keys(self) -> list[str]:
        """The numbers of the tasks or entries in the list that is shown."""
        rows = [row.value or "" for row in self.screen.grid.table.rows]
        return [row.partition(":")[2] for row in rows if not row.endswith(":")]

    @property
    def rows(self) -> list[str]:
        """The lines of the list that is shown."""
        table = self.screen.grid.table
        return [" ".join(str(cell) for cell in table.get_row(row)) for row in table.rows]

    @property
    def above(self) -> str:
        """What stands above the list that is shown."""
        return text_of(self.screen.grid.query_one(".said", Static))

    @property
    def said(self) -> str:
        """What the screen said last."""
        return text_of(self.screen.screen_stack[0].query_one("#said", Static))

    @property
    def fault(self) -> str:
        """Why the dialog does not do what was asked."""
        return text_of(self.screen.screen.query_one(".fault", Static))

    def page(self) -> str:
        """All that the page on a task says."""
        shown = self.screen.page
        assert shown is not None
        width = 200
        pieces = shown.query_one("#page", Static).content
        from rich.console import Console

        console = Console(width=width, color_system=None)
        with console.capture() as kept:
            console.print(pieces)
        return kept.get()


def text_of(shown: Static) -> str:
    content = shown.content
    return content.plain if isinstance(content, Text) else str(content)


Scenario = Callable[[Hand], Awaitable[None]]


def at_screen(scenario: Scenario, *, size: tuple[int, int] = (80, 24), dry_run: bool = False) -> ClerkScreen:
    """Carry out ``scenario`` at a screen, and leave it."""
    screen = ClerkScreen(dry_run=dry_run)

    async def sit() -> None:
        async with screen.run_test(size=size) as pilot:
            hand = Hand(screen, pilot)
            await hand.settle()
            await scenario(hand)

    asyncio.run(sit())
    return screen


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list follows the keys without a pause."""
    monkeypatch.setattr(task_grid, "PAUSE", 0.001)


def test_each_list_is_a_key_away_and_shows_what_its_command_shows(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        assert hand.keys == ["3"], "due within seven days"
        await hand.press("2")
        assert sorted(hand.keys) == ["1", "2"], "overdue"
        await hand.press("3")
        assert set(hand.keys) == {"1", "6", "7"}, "missed"
        await hand.press("4")
        assert hand.keys == ["1", "2", "3", "4", "7"], "open, before anything is typed"
        await hand.press("escape", "5")
        assert hand.keys[0] == str(len(office.journal())), "the newest entry first"

    at_screen(scenario)


@pytest.mark.parametrize("name", ["missed", "today"])
def test_a_key_pressed_while_the_screen_is_being_made_is_not_lost(office: Clerk, name: str) -> None:
    screen = ClerkScreen()

    async def sit() -> None:
        async with screen.run_test(message_hook=press_early) as pilot:
            hand = Hand(screen, pilot)
            await hand.settle()
            assert screen.grid.id == f"{name}-list"
            assert hand.keys, "the list has been read"

    def press_early(message: Message) -> None:
        if isinstance(message, Tabs.TabActivated) and not pressed:  # of the first list, not dealt with yet
            pressed.append(name)
            screen.action_tab(name)

    pressed: list[str] = []
    asyncio.run(sit())
    assert pressed


def test_tasks_are_found_while_words_are_typed(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("4", *"ra soat ho")
        assert hand.keys == ["1"]
        await hand.press("down", "enter")
        assert isinstance(hand.screen.screen, TaskPage)
        assert "Rà soát văn bản về hộ tịch" in hand.page()

    at_screen(scenario)


def test_what_is_found_is_said_without_options(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuphap_cli.cli.output_formats.FIRST", 1)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert desk.found("ra soat ho").sentences == ("1 task.",)
    assert desk.found("cong tac khac").sentences[1:] == ("Only the first of them are shown; type more words.",)
    assert desk.found("5").sentences == ("Enter opens task 5.",)


def test_that_nothing_is_found_is_said_and_is_no_fault(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("4", *"xyz")
        assert hand.keys == []
        assert "No task fits." in hand.above
        assert hand.said == ""
        await hand.press(*["backspace"] * 3)
        assert hand.keys == ["1", "2", "3", "4", "7"]

    at_screen(scenario)


def test_a_register_without_tasks_has_an_empty_list(env: Path, register_path: Path) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("4")
        assert "No task fits." in hand.above
        assert hand.said == ""

    at_screen(scenario)


class SlowRegister:
    """Answers only when it is let, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0
        self._answers = threading.Semaphore(0)

    def answer(self, number: int = 1) -> None:
        """Let ``number`` questions be answered."""
        for _one in range(number):
            self._answers.release()

    def found(self, typed: str) -> desk.ScreenView:
        """Stand in for ``desk.found``."""
        self.asked.append(typed)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        assert self._answers.acquire(timeout=30)
        self.at_once -= 1
        return desk.ScreenView((f"Found: {typed}",), Table((Column("No."),), ()))


def test_of_what_is_typed_while_a_question_is_under_way_only_the_last_is_asked(
    office: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowRegister()
    monkeypatch.setattr(desk, "found", slow.found)

    async def scenario(hand: Hand) -> None:
        slow.answer()
        await hand.press("4")
        assert slow.asked == [""]
        for letter in "hòa giải":
            await hand.type(letter)
        assert slow.asked == ["", "h"], "the first is under way, the rest wait"
        slow.answer(2)
        await hand.settle()
        assert slow.asked == ["", "h", "hòa giải"]
        assert hand.above == "Found: hòa giải\n"
        assert slow.most_at_once == 1

    at_screen(scenario)


def test_the_answer_to_what_is_no_longer_typed_is_not_shown(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, shown = SlowRegister(), list[str]()
    monkeypatch.setattr(desk, "found", slow.found)
    draw = task_grid.TaskGrid.draw

    def drawn(grid: task_grid.TaskGrid) -> None:
        draw(grid)
        shown.append(text_of(grid.query_one(".said", Static)))

    async def scenario(hand: Hand) -> None:
        slow.answer()
        await hand.press("4")
        await hand.type("h")
        await hand.type("o")
        monkeypatch.setattr(task_grid.TaskGrid, "draw", drawn)
        slow.answer(2)
        await hand.settle()
        assert shown == ["Found: ho\n"]

    at_screen(scenario)


def test_enter_pressed_twice_records_once_and_esc_takes_nothing_back(
    office: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, calls, go_on = desk.record, list[desk.Entry](), threading.Event()

    def slowly(entry: desk.Entry) -> Done:
        calls.append(entry)
        assert go_on.wait(30)
        return record(entry)

    monkeypatch.setattr(desk, "record", slowly)

    async def scenario(hand: Hand) -> None:
        await hand.press("2", "t")
        await hand.write("40")
        await hand.pilot.press("enter", "enter", "escape", "enter")
        go_on.set()
        await hand.settle()
        assert "at 40% on 09/07/2021" in hand.said
        assert len(hand.screen.screen_stack) == 1

    screen = at_screen(scenario)
    assert len(calls) == len(screen.recorded) == 1


def test_a_number_and_enter_opens_the_task(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("4", "5", "enter")
        assert "88/BC-STP" in hand.page(), "its ledger"
        await hand.press("v")
        assert "10/06/2021" in hand.page()
        await hand.press("escape")
        assert hand.screen.page is None

    at_screen(scenario)


def test_a_task_that_is_not_there_is_told_as_by_the_command(office: Clerk, run: Run) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("4", *"99", "enter")
        told = run("task", "show", "99").err
        assert " ".join(told.split()) in " ".join(hand.page().split())

    at_screen(scenario)


def test_other_lists_are_narrowed_by_words(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("2", "l", *"doc")
        assert hand.keys == ["2"]
        assert len(hand.rows) == 2, "the heading of its unit alone"
        await hand.press("escape")
        assert hand.screen.focused is hand.screen.grid.table

    at_screen(scenario)


def test_done_with_day_and_document_is_what_the_command_records(
    office: Clerk, env: Path, filled: bytes, tmp_path: Path, run: Run
) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("2", "x")
        assert isinstance(hand.screen.screen, EntryDialog)
        await hand.write("28/6")
        await hand.press("tab")
        await hand.write("45/BC-STP")
        await hand.press("enter")
        assert hand.screen.page is None
        assert "1 (25/QĐ-STP:I.1) done on 28/06/2021, document 45/BC-STP – on time" in hand.said
        assert hand.keys == ["2"], "the list follows"

    screen = at_screen(scenario)
    assert len(screen.recorded) == 1
    other = tmp_path / "other.db"
    other.write_bytes(filled)
    assert run("-R", str(other), "task", "done", "1", "--on", "28/6", "--doc", "45/BC-STP").code == 0
    assert dump_file(env).keys() == dump_file(other).keys()
    but = {"journal"}
    assert {k: v for k, v in dump_file(env).items() if k not in but} == {
        k: v for k, v in dump_file(other).items() if k not in but
    }
    assert office.journal()[-1].command == "task done"


def test_what_is_refused_stays_open_with_the_sentence_of_the_command(office: Clerk) -> None:
    before = dump(office.register.connection)

    async def scenario(hand: Hand) -> None:
        await hand.press("2", "x")
        await hand.write("30/2")
        await hand.press("enter")
        assert "“30/2” is not a date" in hand.fault
        assert dump(office.register.connection) == before
        await hand.write("10/7")
        await hand.press("enter")
        assert "10/07/2021" in hand.fault, "not in the future"
        await hand.write("hôm qua")
        await hand.press("enter")
        assert "done on 08/07/2021" in hand.said

    at_screen(scenario)
    assert office.state(1) == "done_late"


def test_a_file_is_kept_as_evidence_and_stands_on_the_page(office: Clerk, env: Path, tmp_path: Path) -> None:
    scan = tmp_path / "quét.pdf"
    scan.write_bytes(b"%PDF-1.7")

    async def scenario(hand: Hand) -> None:
        await hand.press("2", "x")
        hand.screen.screen.query_one("#file", Input).value = str(tmp_path / "khac.pdf")
        await hand.press("enter")
        assert "cannot be kept as evidence" in hand.fault
        hand.screen.screen.query_one("#file", Input).value = str(scan)
        await hand.press("enter")
        assert "Kept as evidence: quét.pdf." in hand.said
        await hand.press("4", *"1", "enter")
        assert "quét.pdf" in hand.page()

    at_screen(scenario)
    assert len(list(env.with_name(f"{env.name}.minh-chung").iterdir())) == 1


def test_esc_records_nothing(office: Clerk) -> None:
    before = dump(office.register.connection)

    async def scenario(hand: Hand) -> None:
        await hand.press("2", "x", "escape", "t", "escape", "b", "escape", "u", "escape")
        assert len(hand.screen.screen_stack) == 1

    assert at_screen(scenario).recorded == []
    assert dump(office.register.connection) == before


def test_progress_and_start_are_recorded(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("4", "escape", "t")
        await hand.write("nửa")
        await hand.press("enter")
        assert "0 to 100" in hand.fault
        await hand.write("60 %")
        await hand.press("enter")
        assert "1 (25/QĐ-STP:I.1) at 60% on 09/07/2021" in hand.said
        await hand.press("4", "escape", "down", "down", "down", "b", "enter")
        assert "4 (25/QĐ-STP:II.1) started" in hand.said

    at_screen(scenario)
    assert office.row(1).percent == 60
    assert office.state(4) == "in_time_under_way"


def test_a_closed_period_is_refused_and_overruled_by_a_box(office: Clerk, run: Run) -> None:
    assert run("report", "close", "Q2/2021").code == 0

    async def scenario(hand: Hand) -> None:
        await hand.press("2", "x")
        box = hand.screen.screen.query_one(Checkbox)
        assert not box.display
        await hand.write("1/6")
        await hand.press("enter")
        assert "closed" in hand.fault
        assert box.display
        box.value = True
        await hand.press("enter")
        assert "done on 01/06/2021" in hand.said

    at_screen(scenario)
    assert office.journal()[-1].command == "task done --adjust"


def test_undo_shows_what_it_does_and_does_it(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("2", "x", "enter")
        before = dump(office.register.connection, but=("journal", "progress"))
        await hand.press("u")
        assert isinstance(hand.screen.screen, UndoDialog)
        shown = " ".join(text_of(one) for one in hand.screen.screen.query(Static))
        assert "task done" in shown
        await hand.press("enter")
        assert "Undone: entry" in hand.said
        assert hand.keys == ["1", "2"] or sorted(hand.keys) == ["1", "2"]
        assert dump(office.register.connection, but=("journal", "progress")) != before

    at_screen(scenario)
    assert office.state(1) == "overdue_not_started"


def test_an_entry_of_the_journal_is_taken_back_from_its_list(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("5")
        rows = hand.keys
        await hand.press("down", "u", "enter")
        assert f"Undone: entry {rows[1]}" in hand.said

    at_screen(scenario)
    assert office.state(5) == "overdue_not_started", "the completion before the last entry"


def test_the_list_of_entries_says_what_was_done_in_words(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    i18n.use("vi")

    async def scenario(hand: Hand) -> None:
        await hand.press("5", "u", "enter")
        done, *others = (" ".join(row.split()) for row in hand.rows)
        assert "hoàn tác dòng 5 ghi hoàn thành" in done
        assert any("ghi hoàn thành" in row for row in others)
        assert not re.search(r"tuphap|task|undo", "".join([done, *others[:-1]])), (
            "but for the first, which is a test's"
        )

    at_screen(scenario)


def test_nothing_left_to_undo_is_said(env: Path, register_path: Path) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("u")
        assert "nothing" in hand.said.casefold()

    at_screen(scenario)


def test_what_another_program_writes_is_seen(office: Clerk) -> None:
    async def scenario(hand: Hand) -> None:
        await hand.press("2")
        office.done(1, day("8/7"))
        await hand.press("f5")
        assert hand.keys == ["2"]
        office.done(2, day("8/7"))
        hand.screen.look()
        await hand.settle()
        assert hand.keys == []

    at_screen(scenario)


def test_a_trial_writes_nothing(office: Clerk) -> None:
    before = dump(office.register.connection)

    async def scenario(hand: Hand) -> None:
        await hand.press("2", "x", "enter")
        assert "Tried only" in hand.said

    at_screen(scenario, dry_run=True)
    assert dump(office.register.connection) == before


@pytest.mark.parametrize("width", [80, 120])
def test_lists_fit_the_screen_and_cut_titles_stand_whole_below(office: Clerk, width: int) -> None:
    title = (
        "Tham mưu Ủy ban nhân dân tỉnh ban hành [red]Kế hoạch[/red] " + "triển khai thực hiện công tác " * 4 + "cuối"
    )
    plan = office.decision("262/QĐ-UBND")
    task = office.task(plan, title, due=day("1/3"))

    async def scenario(hand: Hand) -> None:
        for tab in "12345":
            await hand.press("escape", tab)
            table = hand.screen.grid.table
            assert table.virtual_size.width <= table.size.width
        await hand.press("2")
        hand.screen.grid.table.move_cursor(row=next(i for i, row in enumerate(hand.rows) if "[red]" in row))
        await hand.settle()
        assert hand.screen.grid.key == str(task)
        assert text_of(hand.screen.query_one("#whole", Static)) == title

    at_screen(scenario, size=(width, 24))


def test_of_many_tasks_the_first_are_drawn(office: Clerk) -> None:
    plan = office.decision("262/QĐ-UBND")
    with office.at_once():
        for number in range(150):
            office.task(plan, f"Việc mã{number}", due=day("1/3"))

    async def scenario(hand: Hand) -> None:
        await hand.press("2")
        assert len(hand.rows) == 100
        assert "152 rows" in text_of(hand.screen.grid.query_one(".said", Static))
        await hand.press("l", *"ma149")
        assert len(hand.keys) == 1, "words reach what is not drawn"

    at_screen(scenario)


def test_the_keys_stand_at_the_foot_in_the_language_in_use(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    i18n.use("vi")

    async def scenario(hand: Hand) -> None:
        assert hand.screen.query(Footer)
        shown = {one.binding.description for one in hand.screen.active_bindings.values() if one.binding.show}
        assert shown == {"Mở", "Hoàn thành", "Tiến độ", "Bắt đầu", "Vì sao", "Hoàn tác", "Lọc", "Thoát"}
        drawn = re.sub(r"<[^>]+>", " ", hand.screen.export_screenshot()).replace("&#160;", " ")
        for words in ("Hoàn thành", "Hoàn tác", "Thoát", "Hôm nay", "Quá hạn", "Bỏ sót"):
            assert words in drawn

    at_screen(scenario)


def test_without_a_terminal_it_says_so(office: Clerk, run: Run) -> None:
    ran = run("tui")
    assert (ran.code, ran.out) == (2, "")
    assert "terminal" in ran.err


def test_without_textual_it_says_how_to_install_it(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuphap_cli.cli.screen.find_spec", lambda _name: None)
    ran = run("tui")
    assert (ran.code, ran.out) == (2, "")
    assert "uv tool install 'FILE.whl[tui]'" in ran.err


def _until(screen: int, words: bytes, seconds: float = 60) -> bytes:
    """What is drawn on ``screen`` until ``words`` are, or (b"") until the program has left it."""
    seen, end = b"", time.monotonic() + seconds
    while not words or words not in seen:
        assert select.select([screen], [], [], max(0, end - time.monotonic()))[0], seen[-3000:]
        try:
            part = os.read(screen, 65536)
        except OSError:  # Linux says so when the other end is closed
            part = b""
        if not part:
            assert not words, seen[-3000:]
            break
        seen += part
    return seen


@pytest.fixture
def real_thing(office: Clerk, env: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process of the screen with its list drawn, and the other end of its terminal, which the test closes."""
    screen, program = pty.openpty()
    variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tuphap_cli", "tui"], stdin=program, stdout=program, stderr=program, env=variables
    )
    os.close(program)
    try:
        _until(screen, b"16/07/2021")
        yield process, screen
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_it_ends_with_its_terminal(real_thing: tuple[subprocess.Popen[bytes], int]) -> None:
    """Also where no signal comes, since the terminal is not the one that governs the process."""
    process, screen = real_thing
    os.close(screen)
    assert process.wait(timeout=30) == 130


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("end", "code", "told"), [("q", 0, "done on"), ("", 130, "Stopped")])
def test_the_real_thing_records_and_leaves_the_terminal_as_it_was(
    office: Clerk, real_thing: tuple[subprocess.Popen[bytes], int], end: str, code: int, told: str
) -> None:
    """x and Enter record; q leaves, and so does a polite request of the system."""
    process, screen = real_thing
    os.write(screen, b"x")
    _until(screen, b"Enter: record")
    os.write(screen, b"\r")
    _until(screen, b"done on")
    if end:
        os.write(screen, end.encode())
    else:
        process.send_signal(signal.SIGTERM)
    seen = _until(screen, b"")
    os.close(screen)
    assert process.wait(timeout=30) == code
    after = seen.rpartition(b"\x1b[?1049l")
    assert after[1], "the screen that was there before is shown again"
    assert told.encode() in after[2]
    assert office.state(3) == "done_on_time"
