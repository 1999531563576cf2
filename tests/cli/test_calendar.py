"""calendar: a clerk looks up, enters and imports days off, and counts terms in working days."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file

GROUND = ("--reason", "Hoán đổi ngày làm việc", "--by", "12729/VPCP-KGVX")
HEADING = "date,off|worked,reason,document\n"


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def answer(run: Run, *argv: str) -> dict[str, Any]:
    """What a verb gives as JSON."""
    made: dict[str, Any] = json.loads(run("calendar", *argv, "-f", "json").out)
    return made


def kept(clerk: Clerk) -> list[tuple[object, ...]]:
    """The clerk's own days as they stand in the file."""
    rows = clerk.register.connection.execute("SELECT day, worked, reason, document FROM day_off ORDER BY day")
    return [tuple(row) for row in rows]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ngay-nghi.csv"


# -- days ----------------------------------------------------------------------------------------------------


def test_days_gives_days_off_make_up_days_and_working_days_by_month(register_path: Path, run: Run) -> None:
    made = answer(run, "days", "2024")
    assert (made["schema"], made["year"], made["month"], made["certain"]) == ("tuphap.calendar/1", 2024, None, True)
    assert made["totals"] == {"working_days": 251, "days_off": 12, "worked": 1}
    assert [month["month"] for month in made["months"]] == list(range(1, 13))
    assert made["months"][4] == {"month": 5, "working_days": 23}
    assert {row["date"]: row["kind"] for row in made["rows"]}["2024-05-04"] == "worked"
    assert made["rows"][8] == {
        "date": "2024-04-30", "weekday": 2, "kind": "off", "reason": "Ngày Chiến thắng", "document": "45/2019/QH14",
        "source": "package", "certain": True,
    }  # fmt: skip


def test_days_of_one_month_are_drawn_with_their_grounds(register_path: Path, run: Run) -> None:
    text = run("calendar", "days", "2026", "--month", "1").out
    first, *lines = text.splitlines()
    assert first == "Working calendar of 01/2026"
    assert [line.split()[:2] for line in lines if line[:2].isdecimal()] == [
        ["01/01/2026", "Thursday"], ["02/01/2026", "Friday"], ["10/01/2026", "Saturday"], ["01/2026", "21"],
    ]  # fmt: skip
    assert "12729/VPCP-KGVX" in text
    assert "make-up day" in text
    assert "Total" not in text


def test_days_of_this_year_need_not_name_it(register_path: Path, run: Run) -> None:
    assert answer(run, "days")["year"] == 2021


def test_a_month_without_special_days_says_so(register_path: Path, run: Run) -> None:
    assert "No day differs from the weekly rest." in run("calendar", "days", "2021", "--month", "6").out


def test_a_year_without_official_dates_is_called_not_certain(register_path: Path, run: Run) -> None:
    made = answer(run, "days", "2027")
    assert made["certain"] is False
    assert made["notes"] == ["2027 not certain: the official days off are not known"]
    assert not any(row["certain"] for row in made["rows"])
    ran = run("calendar", "days", "2027")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "Enter the official days: tuphap calendar import FILE.csv"


def test_a_day_not_decided_on_is_shown_as_a_working_day_not_certain(register_path: Path, run: Run) -> None:
    made = answer(run, "days", "2026", "--month", "11")
    assert [(row["date"], row["kind"], row["certain"]) for row in made["rows"]] == [("2026-11-24", "worked", False)]
    text = run("calendar", "days", "2026", "--month", "11").out
    assert text.splitlines()[1].startswith("24/11/2026 not certain, counted as a working day")


def test_days_go_into_a_csv_that_can_be_imported_again(office: Clerk, run: Run, file: Path) -> None:
    run("calendar", "add", "5/7/2021", *GROUND)
    assert run("calendar", "days", "2021", "--month", "7", "-o", str(file)).code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert list(rows[0]) == ["date", "weekday", "kind", "reason", "document", "source", "certain"]
    ran = run("calendar", "import", str(file))
    assert (ran.code, ran.out.splitlines()[0]) == (0, "0 days entered, 1 was there already.")


# -- add and remove ------------------------------------------------------------------------------------------


def test_add_enters_a_day_off_which_counts_from_then_on(office: Clerk, run: Run) -> None:
    ran = run("calendar", "add", "5/7/2021", *GROUND)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "05/07/2021 is now a day off: Hoán đổi ngày làm việc (12729/VPCP-KGVX).",
        "Next: tuphap calendar days 2021 --month 7",
    ]
    assert kept(office) == [("2021-07-05", 0, "Hoán đổi ngày làm việc", "12729/VPCP-KGVX")]
    assert answer(run, "plus", "2/7/2021", "1")["to"] == "2021-07-06"


def test_add_enters_a_make_up_day(office: Clerk, run: Run) -> None:
    ran = run("calendar", "add", "10/7/2021", "--worked", *GROUND)
    assert ran.out.startswith("10/07/2021 is now a working day:")
    assert answer(run, "plus", "9/7/2021", "1")["to"] == "2021-07-10"


@pytest.mark.parametrize(("rule", "shown"), [("keep", ""), ("next", " → 19/07/2021"), ("previous", " → 15/07/2021")])
def test_add_names_the_open_tasks_due_that_day_and_moves_none(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, rule: str, shown: str
) -> None:
    monkeypatch.setenv("TUPHAP_REST_DAY", rule)
    ran = run("calendar", "add", "16/7/2021", *GROUND)
    assert ran.out.splitlines()[1:3] == [
        "1 open task is touched; its deadline stands:",
        f"  3 (25/QĐ-STP:I.3) Tập huấn hòa giải ở cơ sở: 16/07/2021{shown}",
    ]
    assert office.row(3).due == day("16/7")


def test_add_names_five_tasks_at_most(clerk: Clerk, run: Run) -> None:
    decision = clerk.decision()
    for _ in range(7):
        clerk.task(decision, due=day("16/7"))
    clerk.done(1, day("1/7"))
    lines = run("calendar", "add", "16/7/2021", *GROUND).out.splitlines()
    assert lines[1] == "6 open tasks are touched; their deadlines stand:"
    assert [line.split()[0] for line in lines[2:7]] == ["2", "3", "4", "5", "6"]
    assert lines[7] == "  … (+1)"


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ((), 2), (("31/2/2021", *GROUND), 2), (("5/7/2021",), 4), (("5/7/2021", "--reason", "Nghỉ"), 4),
        (("5/7/2021", "--by", "1/QĐ-STP"), 4), (("5/7/1021", *GROUND), 2),
        (("5/7/2021", "--reason", "Nghỉ (MẬT)", "--by", "1/QĐ-STP"), 4),
    ],
    ids=named,
)  # fmt: skip
def test_add_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    ran = run("calendar", "add", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert kept(office) == []


def test_a_day_entered_twice_is_a_conflict(office: Clerk, run: Run) -> None:
    run("calendar", "add", "5/7/2021", *GROUND)
    ran = run("calendar", "add", "5/7/2021", "--worked", *GROUND)
    assert (ran.code, ran.out) == (5, "")
    assert "tuphap calendar days 2021 --month 7" in ran.err


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("5/7/2021", ["05/07/2021 taken out; it is now a working day."]),
        ("2/9/2021", ["02/09/2021 taken out; it is now a day off (Quốc khánh)."]),
        ("10/7/2021", ["10/07/2021 taken out; it is now a day off (weekly rest)."]),
        (
            "24/11/2026",
            [
                "24/11/2026 taken out; it is now a working day.",
                "24/11/2026 not certain, counted as a working day: Ngày Văn hóa Việt Nam.",
            ],
        ),
    ],
)
def test_remove_says_what_the_day_is_without_the_clerks_word(
    office: Clerk, run: Run, text: str, left: list[str]
) -> None:
    run("calendar", "add", text, *GROUND)
    ran = run("calendar", "remove", text)
    assert (ran.code, ran.out.splitlines()[:-1]) == (0, left)
    assert kept(office) == []


def test_a_day_that_was_not_entered_cannot_be_removed(office: Clerk, run: Run) -> None:
    ran = run("calendar", "remove", "2/9/2021")
    assert (ran.code, ran.out) == (4, "")
    assert "02/09/2021" in ran.err


# -- import --------------------------------------------------------------------------------------------------

GOOD = """04/02/2027,off,Nghỉ Tết Nguyên đán,100/TB-BNV
2027-02-05,nghỉ,Nghỉ Tết Nguyên đán,100/TB-BNV
13-2-2027,WORKED,Làm bù ngày 4/2,100/TB-BNV
"""
KEPT = [
    ("2027-02-04", 0, "Nghỉ Tết Nguyên đán", "100/TB-BNV"), ("2027-02-05", 0, "Nghỉ Tết Nguyên đán", "100/TB-BNV"),
    ("2027-02-13", 1, "Làm bù ngày 4/2", "100/TB-BNV"),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        HEADING + GOOD, GOOD, "\ufeff" + HEADING + GOOD, "Ngày,Loại,Lý do,Số văn bản\n" + GOOD,
        (HEADING + GOOD).replace(",", ";"), HEADING + "\n" + GOOD + "\n\n",
    ],
    ids=["headings", "none", "mark", "Vietnamese", "semicolons", "blank lines"],
)  # fmt: skip
def test_import_enters_all_the_days_of_a_file(office: Clerk, run: Run, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    ran = run("calendar", "import", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "3 days entered, 0 were there already.", "Next: tuphap calendar days 2027",
    ]  # fmt: skip
    assert kept(office) == KEPT
    assert entries(office)[-1] == ("calendar import", "clerk", "ngay-nghi.csv: +3")


def test_columns_are_found_by_their_headings(office: Clerk, run: Run, file: Path) -> None:
    file.write_text("document,note,reason,kind,date\n1/QĐ-UBND,x,Nghỉ,off,5/7/2021\n", encoding="utf-8")
    run("calendar", "import", str(file))
    assert kept(office) == [("2021-07-05", 0, "Nghỉ", "1/QĐ-UBND")]


def test_the_same_file_again_changes_nothing(office: Clerk, run: Run, file: Path) -> None:
    file.write_text(HEADING + GOOD, encoding="utf-8")
    run("calendar", "import", str(file))
    before = dump_file(office.register.path)
    ran = run("calendar", "import", str(file))
    assert ran.out.splitlines()[0] == "0 days entered, 3 were there already."
    assert dump_file(office.register.path) == before


def test_import_lists_every_problem_and_writes_nothing(office: Clerk, run: Run, file: Path) -> None:
    run("calendar", "add", "5/7/2021", *GROUND)
    before = dump_file(office.register.path)
    bad = [
        "4/2/2027,off,Nghỉ,1/TB-BNV", "31/2/2027,off,Nghỉ,1/TB-BNV", "5/2,off,Nghỉ,1/TB-BNV", "6/2/2027,có,,",
        "4/2/2027,off,Nghỉ,1/TB-BNV", "5/7/2021,worked,Làm bù,1/TB-BNV", "6/2/3027,off,Nghỉ,1/TB-BNV",
        "hôm nay,off,Nghỉ,1/TB-BNV",
    ]  # fmt: skip
    file.write_text(HEADING + "\n".join(bad), encoding="utf-8")
    ran = run("calendar", "import", str(file))
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.splitlines() == [
        "line 3: “31/2/2027” is not a date (28/6/2021 or 2021-06-28)",
        "line 4: “5/2” is not a date (28/6/2021 or 2021-06-28)",
        "line 5: the document is lacking",
        "line 5: the reason is lacking",
        "line 5: “có” is neither off nor worked",
        "line 6: the day stands in line 2 already",
        "line 7: in the register already: 05/07/2021 off: Hoán đổi ngày làm việc, 12729/VPCP-KGVX",
        "line 8: days go from 1900 to 2200",
        "line 9: “hôm nay” is not a date (28/6/2021 or 2021-06-28)",
        "ngay-nghi.csv: 9 problems; nothing was written.",
    ]
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("trong.csv", b"", "columns date, off|worked"), ("thieu.csv", b"date,reason\n5/7/2021,x\n", "kind, document"),
        ("cu.csv", (HEADING + "5/7/2021,off,Nghĩa vụ,1").encode("utf-16-le"), "its text is not UTF-8"),
        ("ngay.json", b"{}", "CSV UTF-8"),
        ("bang.xlsx", b"not a workbook", "content is not what its ending says"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_days_is_refused(
    office: Clerk, run: Run, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = run("calendar", "import", str(tmp_path / name))
    assert (ran.code, ran.out) == (4, "")
    assert says in ran.err


@pytest.mark.parametrize("rows", [(), (("Ngày", "Lý do"), ("4/2/2027", "Tết"))], ids=["empty", "without kind"])
def test_another_workbook_is_not_taken_for_a_list_of_days(
    office: Clerk, run: Run, tmp_path: Path, rows: tuple[tuple[str, ...], ...]
) -> None:
    ran = run("calendar", "import", str(workbook(tmp_path, *rows)))
    assert (ran.code, ran.out) == (4, "")
    assert "it lacks the columns" in ran.err
    assert kept(office) == []


def workbook(folder: Path, *rows: Sequence[object]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    for cells in book.worksheets[0].iter_rows():
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = "mm-dd-yy"  # each machine's own short date
    book.save(folder / "ngay-nghi.xlsx")
    return folder / "ngay-nghi.xlsx"


def test_a_workbook_is_read_from_the_row_of_its_headings_on(office: Clerk, run: Run, tmp_path: Path) -> None:
    tet, ground = "Nghỉ Tết Nguyên đán", "100/TB-BNV"
    file = workbook(
        tmp_path, ("THÔNG BÁO NGHỈ TẾT",), (), ("STT", "Ngày", "Loại", "Lý do", "Văn bản"),
        (1, "04/02/2027", "nghỉ", tet, ground), (2, "05/02/2027", "Nghỉ Tết", tet, ground), (),
        (3, date(2027, 2, 13), "Làm bù", "Làm bù ngày 4/2", ground),
    )  # fmt: skip
    ran = run("calendar", "import", str(file))
    assert (ran.code, ran.err) == (0, "")
    assert kept(office) == KEPT


def test_a_cell_whose_day_and_month_may_be_swapped_is_asked_about(office: Clerk, run: Run, tmp_path: Path) -> None:
    heading = ("date", "kind", "reason", "document")
    file = workbook(tmp_path, heading, (date(2027, 4, 2), "off", "Tết", "1/TB"))
    ran = run("calendar", "import", str(file))
    assert (ran.code, kept(office)) == (4, [])
    assert "line 2: the cell holds a date that may be 02/04/2027 or 04/02/2027" in ran.err


def test_a_missing_file_is_refused(office: Clerk, run: Run, file: Path) -> None:
    assert run("calendar", "import", str(file)).code == 4


# -- counting ------------------------------------------------------------------------------------------------


def test_count_leaves_out_the_first_day_and_names_the_days_off(register_path: Path, run: Run) -> None:
    made = answer(run, "count", "26/4/2024", "4/5/2024")
    assert made["schema"] == "tuphap.workdays/1"
    assert (made["working_days"], made["calendar_days"], made["certain"]) == (3, 8, True)
    assert [row["date"] for row in made["days_off"]] == ["2024-04-29", "2024-04-30", "2024-05-01"]
    assert made["rows"] == [{key: made[key] for key in made["rows"][0]}]
    assert answer(run, "count", "4/5/2024", "26/4/2024")["working_days"] == -3


def test_a_term_is_drawn_with_its_weekdays(register_path: Path, run: Run) -> None:
    lines = run("calendar", "plus", "26/4/2024", "3").out.splitlines()
    assert [" ".join(line.split()) for line in lines[1:5]] == [
        "From (not counted) Friday 26/04/2024", "To Saturday 04/05/2024", "Working days 3", "Calendar days 8",
    ]  # fmt: skip
    assert sum(line.startswith("Day off") for line in lines) == 3


@pytest.mark.parametrize(
    ("argv", "to"),
    [
        (("26/2/2021", "10"), "2021-03-12"), (("26/4/2024", "0"), "2024-04-26"),
        (("30/4/2026", "5", "--before"), "2026-04-22"), (("--", "30/4/2026", "-5"), "2026-04-22"),
        (("30/12/2025", "2"), "2026-01-05"), (("5/1/2026", "2", "--before"), "2025-12-30"),
        (("1/1/2021", "1499"), "2026-12-31"), (("31/12/2026", "1498", "--before"), "2021-01-04"),
    ],
    ids=named,
)  # fmt: skip
def test_plus_finds_the_working_day_across_the_years(
    register_path: Path, run: Run, argv: tuple[str, ...], to: str
) -> None:
    ran = run("calendar", "plus", "-f", "json", *argv)
    assert json.loads(ran.out)["to"] == to


def test_a_term_into_years_not_known_is_not_certain(register_path: Path, run: Run) -> None:
    made = answer(run, "plus", "20/11/2026", "40")
    assert made["certain"] is False
    assert len(made["notes"]) == 2
    assert "Remark" in run("calendar", "plus", "20/11/2026", "40").out


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("count", "1/1/2021"), 2), (("count", "1/1/2021", "ngày nào"), 2), (("count", "1/1/0021", "1/1/2021"), 2),
        (("plus", "1/1/2021", "mười"), 2), (("plus", "1/1/2021", "10000"), 2), (("plus", "31/12/9999", "1"), 2),
        (("days", "1800"), 2), (("days", "2021", "--month", "13"), 2), (("days", "2021", "-f", "pdf"), 2),
    ],
    ids=named,
)  # fmt: skip
def test_wrong_figures_are_refused(register_path: Path, run: Run, argv: tuple[str, ...], code: int) -> None:
    ran = run("calendar", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.strip()


def test_the_farthest_terms_are_found(register_path: Path, run: Run) -> None:
    assert answer(run, "plus", "31/12/2200", "9999")["working_days"] == 9999
    assert answer(run, "plus", "1/1/1900", "9999", "--before")["working_days"] == -9999


# -- what all that write have in common ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "argv", [("add", "16/7/2021", *GROUND), ("remove", "5/7/2021"), ("import",)], ids=lambda argv: argv[0]
)
def test_a_trial_writes_nothing_and_the_deed_is_one_row_of_the_journal(
    office: Clerk, run: Run, file: Path, argv: tuple[str, ...]
) -> None:
    run("calendar", "add", "5/7/2021", *GROUND)
    file.write_text(GOOD, encoding="utf-8")
    words = (*argv, str(file)) if argv == ("import",) else argv
    before = dump_file(office.register.path)
    tried = run("calendar", *words, "--dry-run")
    assert dump_file(office.register.path) == before
    assert tried.out.splitlines()[0] == "Tried only; nothing was written."
    done = run("calendar", *words)
    assert done.out.splitlines()[:-1] == tried.out.splitlines()[1:]
    assert done.out.splitlines()[-1].startswith("Next: tuphap calendar days 20")
    added = len(dump_file(office.register.path)["journal"]) - len(before["journal"])
    assert added == 1
    assert entries(office)[-1].command == f"calendar {argv[0]}"
    assert entries(office)[-1].summary


def test_a_new_day_names_the_terms_that_would_read_differently_and_moves_none(clerk: Clerk, run: Run) -> None:
    assert run("decision", "add", "7/CV-STP", "--issued", "1/6/2021").code == 0
    words = "Trong 10 ngày làm việc kể từ ngày ký"
    assert run("task", "add", "Góp ý dự thảo", "--decision", "7/CV-STP", "--deadline", words).code == 0
    ran = run("calendar", "add", "8/6/2021", "--reason", "Nghỉ theo chỉ đạo", "--by", "9/QĐ-UBND")
    assert "the words now read 16/06/2021; 15/06/2021 stands" in ran.out
    listed = json.loads(run("task", "list", "--format", "json").out)["rows"]
    assert [row["due"] for row in listed] == ["2021-06-15"]
    # A day that the term does not pass over names nothing, though the words still read as they did before it.
    assert "the words now read" not in run("calendar", "add", "5/7/2021", *GROUND).out
    assert "the words now read" not in run("calendar", "remove", "8/6/2021").out
