"""What is drawn: within the width of a terminal, one line a row in a pipe, and nothing that steers the screen."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Run
from tests.support.keyboard import Tty
from tests.support.registers import TODAY, Clerk, day
from tests.support.reports import live_figures, window
from tuphap_cli import i18n
from tuphap_cli.cli import speech
from tuphap_cli.main import main
from tuphap_cli.render import feeds, terminal
from tuphap_cli.render.cells import shown
from tuphap_cli.reports import lists, missed_list, overdue, preferences, summary, unit_list
from tuphap_cli.reports.base import Column, Line, Report, Table
from tuphap_cli.store.file.register import Connection
from tuphap_cli.store.read import entries, queries

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
LONG = (
    "Tham mưu Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện công tác phổ biến, giáo dục pháp luật; "
    "hòa giải; chuẩn tiếp cận pháp luật và xây dựng cấp xã đạt chuẩn tiếp cận pháp luật trên địa bàn tỉnh năm 2021"
)


def summary_of(connection: Connection, name: str) -> Report:
    """The report on a period as of today."""
    covered = window(name)
    return summary.summary_report(live_figures(connection, covered, TODAY))


REPORTS: dict[str, Callable[[Connection], Report]] = {
    "overdue": lambda c: overdue.overdue_report(c, TODAY, soon=90),
    "overdue by age": lambda c: overdue.overdue_report(c, TODAY, by="age"),
    "missed": lambda c: missed_list.missed_report(c, TODAY, 92),
    "summary": lambda c: summary_of(c, "Q2/2021"),
    "review": lambda c: summary_of(c, "H1/2021"),
    "tasks": lambda c: lists.task_list(c, list(queries.task_rows(c, TODAY)), TODAY),
    "units": lambda c: unit_list.unit_list(entries.unit_rows(c), TODAY),
    "decisions": lambda c: lists.decision_list(entries.decision_rows(c), TODAY),
    "settings": lambda c: preferences.settings_report(TODAY),
}
HOSTILE = {
    "a closing tag": "Rà soát [/red] văn bản",
    "an opening tag": "[bold red]Rà soát[abc] văn bản",
    "a name of an emoji": "Rà soát :smile: văn bản",
    "a title of the window": "Rà soát \x1b]0;x\x07văn bản",
    "a cleared screen": "Rà soát \x1b[2Jvăn bản",
    "a colour": "\x1b[31mRà soát văn bản",
    "turned writing": "Rà soát \u202evăn bản",
    "isolated writing": "Rà soát \u2066văn bản\u2069",
    "a bell": "Rà soát \x07văn bản",
    "a carriage return": "Rà soát\rvăn bản",
    "a backspace": "Rà soát\b\b văn bản",
    "an eight-bit escape": "Rà soát \x9b2Jvăn bản",
}
# A letter that would move the cursor, ring, colour, or turn the direction.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def full(office: Clerk) -> Connection:
    """The office with what makes tables wide: long titles, long names, several decisions, a line break."""
    with office.at_once():
        long_unit = office.unit(
            "TP-PHUOC-LONG", "Phòng Tư pháp huyện Phước Long, tỉnh Bạc Liêu", kind="district_office",
            aliases=["P. Tư pháp Phước Long", "PTP huyện Phước Long"],
        )  # fmt: skip
        plan = office.decision("1234/2021/QĐ-UBND", title=LONG, issuer="Ủy ban nhân dân tỉnh Bạc Liêu", declares=200)
        group = office.group(plan, "XII", LONG)
        for item in range(1, 6):
            office.task(plan, f"{LONG} – đợt {item}\nđối với cấp xã", unit=long_unit, due=day(f"{item}/6"),
                        item=f"XII.{item}", group=group, text=LONG, product=LONG)  # fmt: skip
        office.task(plan, "SẢNPHẨMKHÔNGCÓDẤUCÁCH" * 9, unit=long_unit, due=day("20/7"), item="XII.6", group=group)
    return office.register.connection


def drawn(report: Report, width: int) -> list[str]:
    """The lines of a report on a terminal of ``width`` columns."""
    return terminal.drawn(report, width).splitlines()


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("name", REPORTS)
def test_no_line_is_wider_than_the_terminal(full: Connection, name: str, width: int, language: str) -> None:
    i18n.use(language)
    lines = drawn(REPORTS[name](full), width)
    assert len(lines) > 3
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["overdue", "overdue by age", "missed", "tasks"])
def test_every_task_stands_in_the_table_with_its_number_and_item(full: Connection, name: str, width: int) -> None:
    report = REPORTS[name](full)
    text = "\n".join(drawn(report, width))
    wanted = [(row["task"], row["item"]) for row in report.rows if row["task"]]
    assert wanted
    for task, item in wanted:
        assert re.search(rf"^ *{task} *{re.escape(str(item))} ", text, re.MULTILINE), (task, item)


@pytest.mark.parametrize("width", [80, 120])
def test_no_word_of_a_title_is_lost_on_a_terminal(full: Connection, width: int) -> None:
    one = [row for row in queries.task_rows(full, TODAY) if row.item == "XII.1"]
    text = " ".join(drawn(lists.task_list(full, one, TODAY), width))
    for word in set(one[0].title.split()):
        assert word in text


@pytest.mark.parametrize("width", [20, 40])
def test_a_very_narrow_terminal_gets_a_table_and_no_fault(full: Connection, width: int) -> None:
    for make in REPORTS.values():
        assert drawn(make(full), width)


def test_the_wide_table_has_columns_that_the_narrow_one_leaves_out(full: Connection) -> None:
    narrow, wide = ("\n".join(drawn(REPORTS["overdue"](full), width)) for width in (80, 120))
    assert "1234/2021/QĐ-UBND" in wide
    assert "1234/2021/QĐ-UBND" not in narrow


@pytest.mark.parametrize("name", REPORTS)
def test_a_pipe_gets_one_line_a_row_whole_and_without_escapes(full: Connection, name: str) -> None:
    report = REPORTS[name](full)
    text = feeds.as_text(report)
    assert STEERING.search(text) is None
    lines = text.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    for table in report.tables:
        for row in table.lines if not table.annex else ():
            cells = [" ".join(shown(cell).split()) for cell in row.cells]
            assert any(all(cell in line for cell in cells) for line in lines), cells


def test_the_columns_of_a_pipe_stand_below_each_other(office: Clerk, run: Run) -> None:
    lines = [line for line in run("task", "list").out.splitlines() if "25/QĐ-STP" in line]
    assert len(lines) == 7
    assert len({line.index("25/QĐ-STP") for line in lines}) == 1


def test_a_pipe_does_not_care_how_wide_the_terminal_is(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = run("overdue").out
    monkeypatch.setenv("COLUMNS", "20")
    assert run("overdue").out == wide


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nhiệm vụ 1 hoàn thành: Rà soát văn bản", "Nhiệm vụ 1 hoàn thành: Rà soát\nvăn bản"),
        ("Hai dòng\n  - một dòng dài trong danh sách", "Hai dòng\n  - một dòng dài trong danh\n    sách"),
        ("12. một dòng dài trong danh sách", "12. một dòng dài trong danh\n    sách"),
        ("Tiếp theo: tuphap task done 40 --doc SỐ", "Tiếp theo:\ntuphap task done 40 --doc SỐ"),
        ("Tạo bằng `tuphap init`, hoặc chỉ rõ sổ khác", "Tạo bằng `tuphap init`, hoặc\nchỉ rõ sổ khác"),
        ("Tiếp theo: tuphap overdue, tuphap missed", "Tiếp theo: tuphap overdue,\ntuphap missed"),
        ("Sổ mới: /mot/thu/muc/rat/dai/so-nhiem-vu.db", "Sổ mới:\n/mot/thu/muc/rat/dai/so-nhiem-vu.db"),
        ("Vừa một dòng", "Vừa một dòng"),
        ("", ""),
    ],
)
def test_a_sentence_is_broken_between_words_and_a_command_never(
    monkeypatch: pytest.MonkeyPatch, text: str, shown: str
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert speech.fitted(text, Tty()) == shown
    assert speech.fitted(text, io.StringIO()) == text


def test_a_command_below_a_report_is_never_broken() -> None:
    command = "tuphap -R '/mot/thu muc/rat/dai/so-nhiem-vu.db' check --all"
    said = (f"Xem tất cả: {command}", "một dòng dài trong danh sách")
    lines = drawn(Report("tuphap.x/1", TODAY, [], heading=said), 24)
    assert [line.rstrip() for line in lines] == ["Xem tất cả:", command, "một dòng dài trong danh", "sách"]


# -- colour -------------------------------------------------------------------------------------------------


def on_screen(monkeypatch: pytest.MonkeyPatch, report: Report) -> str:
    """What a report writes to a terminal."""
    screen = Tty()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "100")
    return terminal.drawn(report)


@pytest.mark.parametrize("form", ["csv", "ics", "json"])
def test_what_a_program_reads_has_the_line_ends_of_a_terminal(
    clerk: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    with clerk.at_once():
        clerk.task(clerk.decision("25/QĐ-STP"), "Rà soát văn bản", due=day("30/6"))
    piped = run("overdue", "-f", form).out
    monkeypatch.setattr(sys, "stdout", screen := Tty(newline=""))
    assert main(["overdue", "-f", form]) == 0
    assert screen.getvalue() == piped.replace("\r\n", "\n")
    assert ("\r\n" in piped) == (form != "json")


@pytest.fixture
def colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can show colours, and nobody who forbids them."""
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)


def colours(text: str) -> list[str]:
    """The colour codes (30–38, 90–97) in ``text``."""
    codes = [code for found in re.findall(r"\x1b\[([0-9;]*)m", text) for code in found.split(";")]
    return [code for code in codes if re.fullmatch(r"3[0-8]|9[0-7]", code)]


@pytest.mark.usefixtures("colourful")
def test_a_terminal_gets_colour_for_what_is_overdue(full: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert colours(on_screen(monkeypatch, REPORTS["overdue"](full)))


@pytest.mark.usefixtures("colourful")
@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_where_it_is_not_wanted(
    full: Connection, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert colours(on_screen(monkeypatch, REPORTS["overdue"](full))) == []


@pytest.mark.usefixtures("colourful")
def test_colour_is_never_the_only_carrier_of_meaning(full: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    report = REPORTS["tasks"](full)
    coloured = on_screen(monkeypatch, report)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = on_screen(monkeypatch, report)
    shown = [line for line in ESCAPES.sub("", coloured).splitlines() if not line.startswith("■")]
    assert shown == ESCAPES.sub("", plain).splitlines()  # but for the legend of the colours
    assert "overdue, not" in plain
    assert "done late" in plain


# -- hostile text -------------------------------------------------------------------------------------------


def hostile_report(text: str) -> Report:
    """A report that holds ``text`` wherever text can stand."""
    table = Table(
        (Column(text), Column("Việc", flexible=True)), (Line((text, text)), Line((1, text), "head")), title=text
    )
    empty = Table((Column("Việc"),), (), empty=text)
    return Report("tuphap.test/1", date(2021, 7, 9), [], title=text, heading=(text,), tables=(table, empty),
                  closing=(text,))  # fmt: skip


def to_screen(report: Report) -> str:
    return terminal.drawn(report, 80)


@pytest.mark.parametrize("draw", [to_screen, feeds.as_text, feeds.as_markdown])
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_text_in_a_report_cannot_steer_the_terminal(text: str, draw: Callable[[Report], str]) -> None:
    made = draw(hostile_report(text))
    assert STEERING.search(ESCAPES.sub("", made)) is None
    assert "Rà soát" in made


@pytest.mark.parametrize("text", ["Rà soát [/red] văn bản", "[bold red]Rà soát[abc]", "Rà soát :smile: văn bản"])
def test_markup_is_shown_as_it_was_written(text: str) -> None:
    assert sum(text in line for line in drawn(hostile_report(text), 80)) >= 5


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_a_hostile_title_that_was_typed_is_harmless_everywhere(clerk: Clerk, run: Run, text: str) -> None:
    clerk.decision()
    assert run("task", "add", text, "--decision", "25/QĐ-STP", "--due", "1/6/2021").code == 0
    for words in (("overdue",), ("missed",), ("task", "list"), ("task", "show", "1"), ("check", "--all")):
        for form in ("table", "md", "csv", "json"):
            ran = run(*words, "-f", form)
            assert STEERING.search(ran.out.replace("\r\n", "\n")) is None
            assert "Rà soát" in ran.out
    assert STEERING.search(run("task", "done", "1").out) is None


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
@pytest.mark.parametrize(
    "words",
    [
        ("{}",), ("task", "show", "{}"), ("task", "show", "25/QĐ-STP:{}"), ("task", "find", "{}"),
        ("unit", "show", "{}"), ("decision", "show", "{}"), ("overdue", "--as-of", "{}"),
        ("overdue", "--unit", "{}"), ("task", "list", "--{}"),
        ("task", "list", "--kind", "{}"), ("overdue", "{}"), ("overdue", "-f", "{}"), ("report", "quarter", "{}"),
        ("settings", "{}"), ("settings", "lang", "{}"), ("import", "{}.docx", "--decision", "1/QĐ-X"),
        ("deadline", "read", "{}"), ("-R", "{}.db", "status"), ("overdue", "-o", "khong-co/{}.json"),
        ("overdue", "--soon", "{}"), ("import", "a.docx", "--decision", "25/QĐ-STP", "--map", "{}"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_hostile_argument_is_harmless_in_what_is_answered(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*(word.replace("{}", text) for word in words))
    assert ran.code in {0, 2, 4, 6, 7}
    assert ran.out + ran.err
    assert STEERING.search(ran.out + ran.err) is None
