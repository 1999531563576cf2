"""task why for a deadline that was read from a term: how it was counted, and what its words would give today."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day

TERM = "Trong 10 ngày làm việc kể từ ngày ký"
SIGNED = "Counted from {day}, the day on which 25/QĐ-STP was signed; that day itself does not count."
COUNTED = "Counting begins on the next day: 10 working days, the first of them {first}, the last {end}."


def enter(clerk: Clerk, run: Run, words: str, issued: str = "26/2/2021") -> None:
    clerk.decision(issued=day(issued))
    assert run("task", "add", "Báo cáo kết quả", "--decision", "25/QĐ-STP", "--deadline", words).code == 0


def page(run: Run, task: str = "1") -> list[str]:
    ran = run("task", "why", task)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


def record(run: Run, task: str = "1") -> dict[str, Any]:
    row: dict[str, Any] = json.loads(run("task", "why", task, "-f", "json").out)["rows"][0]
    return row


@pytest.mark.parametrize(
    ("words", "issued", "expected"),
    [
        (
            TERM, "26/2/2021",
            [
                SIGNED.format(day="Friday 26/02/2021"),
                COUNTED.format(first="Monday 01/03/2021", end="Friday 12/03/2021"),
                "Not counted: 4 days of weekends.",
                "In force: Friday 12/03/2021; it has not been moved.",
            ],
        ),
        (
            TERM, "5/2/2021",  # Tết
            [
                COUNTED.format(first="Monday 08/02/2021", end="Friday 26/02/2021"),
                "Not counted: 6 days of weekends; Wednesday 10/02/2021 (29 Tết), Thursday 11/02/2021 (Giao thừa",
                "Tuesday 16/02/2021 (Mùng năm Tết Nguyên Đán) by 45/2019/QH14.",
            ],
        ),
        (
            TERM, "22/4/2024",  # a swap of working days
            [
                "làm bù thứ Bảy 04/05/2024) by 2450/VPCP-KGVX; Tuesday 30/04/2024",
                "Counted, though at a weekend: Saturday 04/05/2024 (Làm bù cho ngày 29/04/2024) by 2450/VPCP-KGVX.",
            ],
        ),
        (
            "Trong 1 ngày làm việc kể từ ngày ký", "25/2/2021",
            ["Counting begins on the next day: 1 working day, up to Friday 26/02/2021.", "No day off lies between."],
        ),
        (
            "Trong 30 ngày kể từ ngày ban hành", "26/2/2021",
            ["Counting begins on the next day: 30 days, days off among them, up to Sunday 28/03/2021."],
        ),
        (
            "Trong 02 tháng kể từ ngày ký Quyết định này", "26/2/2021",
            [
                SIGNED.format(day="Friday 26/02/2021"),
                "Counting begins on the next day: 2 months, days off among them, up to Monday 26/04/2021.",
            ],
        ),
        (
            "Trong 3 tuần kể từ ngày ký", "26/2/2021",
            ["Counting begins on the next day: 3 weeks, days off among them, up to Friday 19/03/2021."],
        ),
    ],
)  # fmt: skip
def test_the_page_counts_the_term_aloud(words: str, issued: str, expected: list[str], clerk: Clerk, run: Run) -> None:
    enter(clerk, run, words, issued)
    lines = run("task", "why", "1", "--as-of", f"31/12/{issued[-4:]}").out.splitlines()
    assert [text for text in expected if not any(text in line for line in lines)] == []
    assert not [line for line in lines if line.startswith("Read again")]


def test_the_machine_form_holds_the_account(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM, "19/4/2021")
    assert record(run)["term"] == {
        "n": 10, "unit": "working_day", "base": "2021-04-19", "base_is": "signed", "settled": True,
        "first": "2021-04-20", "end": "2021-05-06", "weekly_rest": 4,
        "days_off": [
            {"date": "2021-04-21", "reason": "Ngày Giỗ Tổ Hùng Vương", "document": "45/2019/QH14"},
            {"date": "2021-04-30", "reason": "Ngày Chiến thắng", "document": "45/2019/QH14"},
            {"date": "2021-05-03", "reason": "Ngày Quốc tế Lao động (nghỉ bù)", "document": "45/2019/QH14"},
        ],
        "made_up": [], "notes": [], "differs": False,
    }  # fmt: skip


def test_the_machine_form_of_a_term_in_months_has_no_days_off(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, "Trong 02 tháng kể từ ngày ký")
    term = record(run)["term"]
    assert (term["unit"], term["end"]) == ("month", "2021-04-26")
    assert [term[name] for name in ("first", "weekly_rest", "days_off", "made_up")] == [None] * 4


@pytest.mark.parametrize("words", ["Quý II/2021", "Trong 5 ngày làm việc kể từ ngày nhận được văn bản", ""])
def test_other_deadlines_have_no_account(words: str, clerk: Clerk, run: Run) -> None:
    enter(clerk, run, words)
    assert record(run)["term"] is None
    assert not [line for line in page(run) if "Counting begins" in line]


def test_a_day_that_a_person_entered_has_no_account(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM)
    run("task", "edit", "1", "--due", "15/3/2021", "--reason", "Gõ nhầm")
    assert record(run)["term"] is None


# -- what the words would give today --------------------------------------------------------------------------


def swap(run: Run) -> None:
    """A day off within the term, entered after the words were read."""
    assert run("calendar", "add", "1/3/2021", "--reason", "Hoán đổi", "--by", "1/VPCP-KGVX").code == 0


def test_a_day_off_entered_since_does_not_move_the_deadline_and_is_told(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM)
    swap(run)
    lines = page(run)
    assert "Not counted: 6 days of weekends; Monday 01/03/2021 (Hoán đổi) by 1/VPCP-KGVX." in lines
    assert (
        "Read again by the decision and the working calendar as they are today, the words give Monday 15/03/2021; "
        "the stored deadline 12/03/2021 was not moved."
    ) in lines
    assert (
        "To move it by a document: tuphap task extend 1 --to 15/03/2021 --by DOCUMENT --reason …; "
        "to correct the reading: tuphap task edit 1 --due 15/03/2021 --reason …"
    ) in lines
    row = record(run)
    assert (row["due"], row["term"]["end"], row["term"]["differs"]) == ("2021-03-12", "2021-03-15", True)


@pytest.mark.parametrize("what", ["edit", "extend"])
def test_the_commands_named_move_it(what: str, clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM)
    swap(run)
    command = next(line for line in page(run) if line.startswith("To move it"))
    said = command.split("; to correct the reading: ")[what == "edit"].split("tuphap ")[1]
    argv = said.replace("DOCUMENT", "5/STP-VP").replace("…", "Hoán-đổi").split()
    assert run(*argv).code == 0
    assert record(run)["due"] == "2021-03-15"
    assert not [line for line in page(run) if line.startswith("To move it")]


@pytest.mark.parametrize("kind", ["done", "suspend"])
def test_what_is_done_or_halted_needs_no_command(kind: str, clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM)
    swap(run)
    if kind == "done":
        clerk.done(1, day("10/3"), "5/BC-STP")
    else:
        clerk.halt("suspend", 1, day("10/3"))
    lines = page(run)
    assert [line for line in lines if line.startswith("Read again")]
    assert not [line for line in lines if line.startswith("To move it")]


def test_the_register_is_left_as_it_was(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM)
    swap(run)
    entries = len(clerk.journal())
    page(run)
    assert len(clerk.journal()) == entries


# -- what is not certain --------------------------------------------------------------------------------------


def test_a_year_that_is_not_certain_is_said_once(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM, "22/12/2020")
    lines = page(run)
    assert len([line for line in lines if "2020 not certain" in line]) == 1
    assert "This reading is not sure, so no date was stored." in lines
    assert any("the last Wednesday 06/01/2021" in line for line in lines)
    assert record(run)["term"]["settled"] is True
    assert record(run)["term"]["notes"] == ["2020 not certain: the official days off are not known"]


def test_a_stored_day_is_said_to_be_uncertain_when_the_calendar_has_become_so(clerk: Clerk, run: Run) -> None:
    """The clerk's own day had made it certain; it was taken out again."""
    run("calendar", "add", "24/11/2026", "--reason", "Ngày Văn hóa", "--by", "1/QĐ-TTg")
    enter(clerk, run, TERM, "10/11/2026")
    run("calendar", "remove", "24/11/2026")
    ran = run("task", "why", "1", "--as-of", "11/11/2026")
    assert "24/11/2026 not certain, counted as a working day:" in ran.out
    assert "the words give Tuesday 24/11/2026; the stored deadline 25/11/2026 was not moved." in ran.out


def test_words_that_have_become_certain_may_be_entered(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, TERM, "10/11/2026")
    before = run("task", "why", "1", "--as-of", "11/11/2026").out
    run("calendar", "add", "24/11/2026", "--reason", "Ngày Văn hóa", "--by", "1/QĐ-TTg")
    after = run("task", "why", "1", "--as-of", "11/11/2026").out
    told = "The words can be read with certainty now; to enter the day: tuphap task edit 1 --due 25/11/2026"
    assert (told in before, told in after) == (False, True)


def test_a_base_that_is_not_settled_is_only_supposed(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, "Trong vòng 10 ngày làm việc kể từ ngày ban hành văn bản")
    signed = (
        "If it runs from Friday 26/02/2021, the day on which 25/QĐ-STP was signed, that day itself does not count."
    )
    assert signed in page(run)
    assert record(run)["term"]["settled"] is False
    assert not [told for told in page(run) if "with certainty now" in told]


@pytest.mark.parametrize(
    "words",
    [
        "10 ngày làm việc trước ngày 30/6/2021", "trước 10 ngày kể từ ngày 15/4/2021",
        "báo cáo 6 tháng trước ngày 15/6/2021", "Trong 02 năm, 3 tháng kể từ ngày 15/3/2021",
    ],
)  # fmt: skip
def test_words_that_mean_another_term_have_no_account(words: str, clerk: Clerk, run: Run) -> None:
    enter(clerk, run, words)
    assert record(run)["term"] is None


def test_a_base_that_the_words_name_is_called_so(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, "Trong 10 ngày làm việc kể từ ngày 15/4/2021")
    lines, term = page(run), record(run)["term"]
    assert "Counted from Thursday 15/04/2021, which the words name; that day itself does not count." in lines
    assert [told for told in lines if "the last Tuesday 04/05/2021" in told]
    assert (term["base"], term["base_is"], term["end"]) == ("2021-04-15", "named", "2021-05-04")


def test_a_base_in_the_words_stays_named_where_the_year_is_not_certain(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, "Trong 10 ngày làm việc kể từ ngày 24/12/2026", "1/12/2026")
    term = json.loads(run("task", "why", "1", "--as-of", "2/12/2026", "-f", "json").out)["rows"][0]["term"]
    assert (term["base"], term["base_is"], term["settled"]) == ("2026-12-24", "named", True)
    assert term["notes"] == ["2027 not certain: the official days off are not known"]


def test_a_term_in_years_is_counted(clerk: Clerk, run: Run) -> None:
    enter(clerk, run, "Trong 02 năm kể từ ngày 15/3/2021")
    assert "Counting begins on the next day: 2 years, days off among them, up to Wednesday 15/03/2023." in page(run)
