"""task: a clerk enters, finds, records, corrects and moves tasks."""

from __future__ import annotations

import json
from datetime import date
from itertools import product

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.cli import output_formats
from tuphap_cli.domain.model import TaskKind

BY = ("--by", "52/STP-VP", "--reason", "Chờ hướng dẫn của Bộ Tư pháp")
TRIED = "Tried only; nothing was written."


def named(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else ""


def listed(run: Run, *options: str) -> list[int]:
    """The numbers of the tasks that a list holds, in its order."""
    return [row["task"] for row in json.loads(run("task", "list", *options, "-f", "json").out)["rows"]]


def found(run: Run, *words: str) -> list[int]:
    return [row["task"] for row in json.loads(run("task", "find", *words, "-f", "json").out)["rows"]]


def shown(run: Run, task: str, *options: str) -> dict[str, object]:
    """A task in full, as JSON."""
    row: dict[str, object] = json.loads(run("task", "show", task, *options, "-f", "json").out)["rows"][0]
    return row


# -- naming a task ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["3", "#3", "25/QĐ-STP:I.3", "25/qd-stp:I.3", "025/QĐ-STP:I.3", "25/QĐ-STP@2021:I.3", " 25/QĐ-STP : I.3 "],
)
def test_a_task_is_named_by_its_number_or_by_decision_and_item(office: Clerk, run: Run, name: str) -> None:
    assert shown(run, name)["task"] == 3


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("99", "There is no task “99” in the register."), ("0", "There is no task “0”"),
        ("25/QĐ-STP", "There is no task “25/QĐ-STP”"), ("25/QĐ-STP:I.9", "Perhaps I.3, I.2, I.1?"),
        ("25/QĐ-STP@2020:I.1", "There is no decision “25/QĐ-STP@2020”"), ("52/QĐ-STP:I.1", "Perhaps 25/QĐ-STP?"),
        ("hộ tịch", "There is no task “hộ tịch”"),
    ],
)  # fmt: skip
def test_a_task_that_is_not_there_is_exit_4_with_where_to_look(office: Clerk, run: Run, name: str, says: str) -> None:
    ran = run("task", "show", name)
    assert (ran.code, ran.out) == (4, "")
    assert says in ran.err
    assert ran.err.splitlines()[-1].startswith("Look for it with `tuphap ")


def test_a_task_number_longer_than_the_register_can_hold_is_not_there(office: Clerk, run: Run) -> None:
    assert run("task", "show", "99999999999999999999").code == 4


def test_a_number_of_several_years_needs_its_year(office: Clerk, run: Run) -> None:
    earlier = office.decision("25/QĐ-STP", date(2020, 3, 2))
    task = office.task(earlier, "Kiểm tra công tác chứng thực", item="I.1", assigned=date(2020, 3, 2))
    ran = run("task", "show", "25/QĐ-STP:I.1")
    assert ran.code == 4
    assert "Several decisions bear the number 25/QĐ-STP: 2020, 2021" in ran.err
    assert "25/QĐ-STP@2021" in ran.err
    assert shown(run, "25/QĐ-STP@2020:I.1")["task"] == task
    assert shown(run, "25/QĐ-STP@2021:I.1")["task"] == 1


# -- done, start, progress ----------------------------------------------------------------------------------


def test_done_says_which_task_when_and_how_late_and_what_next(office: Clerk, run: Run) -> None:
    ran = run("task", "done", "1", "--on", "8/7/2021", "--doc", "210/BC-STP", "--note", "Đã gửi UBND tỉnh")
    assert (ran.code, ran.err) == (0, "")
    first, following = ran.out.splitlines()
    assert (
        first == "1 (25/QĐ-STP:I.1) done on 08/07/2021, document 210/BC-STP – 8 days late: Rà soát văn bản về hộ tịch"
    )
    assert following.endswith("tuphap undo")
    task = shown(run, "1")
    assert (task["state"], task["done_on"], task["percent"]) == ("done_late", "2021-07-08", 100)
    assert task["history"] == [
        {
            "on": "2021-07-08", "kind": "done", "percent": 100, "document": "210/BC-STP", "note": "Đã gửi UBND tỉnh",
            "from_unit": None, "to_unit": None, "actor": "clerk", "taken_back": False,
        "taken_back_on": None, "taken_back_reason": None, "taken_back_by": None, "name": "",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "says"),
    [("30/6", "on time"), ("1/7", "1 day late"), ("9/7", "9 days late")],
)
def test_done_on_the_due_day_is_in_time(office: Clerk, run: Run, on: str, says: str) -> None:
    assert f"– {says}: Rà soát" in run("task", "done", "1", "--on", on).out


def test_start_and_progress_move_a_task_on(office: Clerk, run: Run) -> None:
    started = run("task", "start", "4", "--on", "hôm qua", "--note", "Đã phân công")
    assert started.out.splitlines()[0].startswith("4 (25/QĐ-STP:II.1) started on 08/07/2021: Kiểm tra tổ chức")
    assert shown(run, "4")["state"] == "in_time_under_way"
    moved = run("task", "progress", "4", "--percent", "60", "--doc", "33/TTr-STP")
    assert moved.out.splitlines()[0].startswith("4 (25/QĐ-STP:II.1) at 60% on 09/07/2021, document 33/TTr-STP: ")
    assert "tuphap done 4 --doc NUMBER" in moved.out
    assert shown(run, "4")["percent"] == 60


def test_what_arrives_late_or_after_the_completion_is_kept_with_a_remark(office: Clerk, run: Run) -> None:
    late = run("task", "done", "2", "--on", "1/5/2021")
    assert late.code == 0
    assert "what was recorded for 20/05/2021 lies after that day; it stays as it is" in " ".join(late.err.split())
    after = run("task", "progress", "5", "--percent", "50")
    assert after.code == 0
    assert "Task 5 was completed on 08/06/2021" in after.err
    assert after.out.splitlines()[-1] == "Next: tuphap task show 5"
    assert (shown(run, "5")["state"], shown(run, "5")["percent"]) == ("done_on_time", 100)


def test_a_note_alone_is_progress_and_leaves_the_percentage(office: Clerk, run: Run) -> None:
    assert "at 40%" in run("task", "progress", "2", "--note", "Đang lấy ý kiến").out
    assert shown(run, "2")["percent"] == 40


def test_several_tasks_go_in_together(office: Clerk, run: Run) -> None:
    ran = run("task", "done", "1", "25/QĐ-STP:I.2", "3", "1", "--doc", "45/BC-STP")
    assert [line.split()[0] for line in ran.out.splitlines()[:-1]] == ["1", "2", "3"]
    assert listed(run, "--state", "done") == [1, 2, 3, 5, 6]
    assert len([row for row in entries(office) if row.command == "task done" and "1, 2, 3" in row.summary]) == 1


def test_the_next_step_names_every_task_that_is_left(office: Clerk, run: Run) -> None:
    """Task 5 is done: what is recorded of it later leaves nothing to do."""
    ran = run("task", "start", "1", "4", "5", "--on", "9/7/2021")
    assert ran.out.splitlines()[-1] == "Next: tuphap done 1 4 --doc NUMBER when it is finished."


@pytest.mark.parametrize(
    ("verb", "wrong"),
    [
        (("done",), "5"),
        *product([("done",), ("start",), ("progress", "--percent", "50")], ["99", "25/QĐ-STP:X.1"]),
    ],
    ids=named,
)
def test_one_task_that_cannot_take_it_holds_back_all(
    office: Clerk, run: Run, verb: tuple[str, ...], wrong: str
) -> None:
    before = dump_file(office.register.path)
    ran = run("task", verb[0], "1", "2", wrong, "4", *verb[1:])
    assert (ran.code, ran.out) == (4, "")
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize(
    ("argv", "says", "do"),
    [
        (("done", "5"), "Task 5 was already recorded as done on 08/06/2021.", "tuphap task reopen 5"),
        (("done", "1", "--on", "10/7/2021"), "10/07/2021 is in the future; today is 09/07/2021.", "Correct the date"),
        (("done", "1", "--on", "ngày mai"), "is in the future", "Correct the date"),
        (("done", "1", "--on", "25/2/2021"), "Task 1 was assigned on 26/02/2021", "tuphap decision edit"),
        (("progress", "1", "--percent", "101"), "it must lie between 0 and 100", ""),
        (("progress", "1", "--percent", "-1"), "it must lie between 0 and 100", ""),
        (("start", "1", "--percent", "200"), "it must lie between 0 and 100", ""),
    ],
    ids=named,
)  # fmt: skip
def test_what_contradicts_the_ledger_is_refused_with_what_to_do(
    office: Clerk, run: Run, argv: tuple[str, ...], says: str, do: str
) -> None:
    before = dump_file(office.register.path)
    ran = run("task", *argv)
    assert (ran.code, ran.out) == (4, "")
    assert says in ran.err
    assert do in ran.err.splitlines()[-1]
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize("kind", ["suspend", "cancel"])
@pytest.mark.parametrize("verb", [("done",), ("start",), ("progress", "--percent", "9"), ("suspend", *BY)], ids=named)
def test_a_halted_task_takes_no_work(office: Clerk, run: Run, kind: str, verb: tuple[str, ...]) -> None:
    office.halt(kind, 1, day("5/7"))
    ran = run("task", verb[0], "1", *verb[1:])
    assert (ran.code, ran.out) == (4, "")
    assert f"Task 1 is {'suspended' if kind == 'suspend' else 'cancelled'} since 05/07/2021." in ran.err
    assert "tuphap task reopen 1 --by DOCUMENT --reason" in ran.err


def test_progress_of_nothing_is_wrong_usage(office: Clerk, run: Run) -> None:
    ran = run("task", "progress", "1")
    assert (ran.code, ran.out) == (2, "")
    assert "--percent" in ran.err


def test_a_recurring_task_is_done_one_occurrence_at_a_time(office: Clerk, run: Run) -> None:
    task = str(office.task(1, "Báo cáo tháng", item="II.5", due=[day("31/5"), day("30/6"), day("31/7")]))
    assert "5 days late" in run("task", "done", task, "--on", "5/6").out
    assert (shown(run, task)["state"], shown(run, task)["due"]) == ("overdue_under_way", "2021-06-30")
    run("task", "done", task, "--on", "30/6")
    assert [row["done_on"] for row in shown(run, task)["deadlines"]] == ["2021-06-05", "2021-06-30", None]  # type: ignore[attr-defined]


# -- typed days ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hôm qua", "2021-07-08"), ("hom qua", "2021-07-08"), ("HÔM NAY", "2021-07-09"), ("today", "2021-07-09"),
        ("yesterday", "2021-07-08"), ("28/06", "2021-06-28"), ("28/6/2021", "2021-06-28"), ("28-6", "2021-06-28"),
        ("2021-06-28", "2021-06-28"),
    ],
)  # fmt: skip
def test_days_are_typed_as_people_type_them(office: Clerk, run: Run, typed: str, meant: str) -> None:
    assert run("task", "done", "1", "--on", typed).code == 0
    assert shown(run, "1")["done_on"] == meant


@pytest.mark.parametrize(
    "typed", ["31/6", "29/2/2021", "6/28/2021", "28/6/21", "2021-13-01", "sớm", "28", "20210628", "١/٦"]
)
def test_any_other_day_is_refused_with_the_list_of_forms(office: Clerk, run: Run, typed: str) -> None:
    ran = run("task", "done", "1", "--on", typed)
    assert (ran.code, ran.out) == (2, "")
    assert f"“{typed}” is not a date" in ran.err
    for form in ("28/6/2021", "28/06", "2021-06-28", "hôm nay", "hôm qua", "ngày mai", "thứ sáu tới", "cuối quý"):
        assert form in ran.err.splitlines()[-1]


# -- list ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "tasks"),
    [
        ((), [1, 2, 3, 4, 5, 6, 7, 8]),
        (("--unit", "VP"), [2, 5]), (("--unit", "phòng hành chính tư pháp"), [1, 4]), (("--unit", "P. HCTP"), [1, 4]),
        (("--unit", "STP"), [1, 3, 4, 6]),
        (("--decision", "25/QĐ-STP"), [1, 2, 3, 4, 5, 6, 7]), (("--decision", "26/QĐ-STP"), [8]),
        (("--group", "II"), [4, 5, 6, 7]), (("--group", "III"), []),
        (("--kind", "regular"), [7]), (("--kind", "ad_hoc"), [8]),
        (("--state", "open"), [1, 2, 3, 4, 7, 8]), (("--state", "overdue"), [1, 2, 8]), (("--state", "done"), [5, 6]),
        (("--state", "done_late"), [6]), (("--state", "no_deadline"), [7]), (("--state", "in_time_not_started"), [4]),
        (("--due-from", "30/6"), [1, 3, 4, 8]), (("--due-to", "10/6"), [2, 5, 6]),
        (("--due-from", "1/6", "--due-to", "30/6/2021"), [1, 5, 6]),
        (("hộ tịch",), [1, 2, 3]), (("rà soát", "hộ tịch"), [1]), (("ra soat",), [1]), (("hưởng",), [6]),
        (("--unit", "HCTP", "--state", "open", "--due-to", "30/6"), [1]),
        (("--group", "I", "--unit", "VP", "thi", "đua"), [2]), (("--unit", "VP", "--state", "cancelled"), []),
        (("--as-of", "1/6/2021"), [1, 2, 3, 4, 5, 6, 7]), (("--as-of", "25/2/2021"), []),
        (("--as-of", "2/6", "--state", "overdue"), [2, 6]),
    ],
    ids=named,
)  # fmt: skip
def test_lists_are_narrowed_by_each_filter_and_by_all_together(
    office: Clerk, run: Run, options: tuple[str, ...], tasks: list[int]
) -> None:
    office.task(office.decision("26/QĐ-STP", day("1/7")), "Góp ý dự thảo", kind=TaskKind.AD_HOC, assigned=day("1/7"),
                due=day("5/7"))  # fmt: skip
    assert listed(run, *options) == tasks


def test_the_table_names_each_task_its_lead_day_and_state(office: Clerk, run: Run) -> None:
    ran = run("task", "list", "--unit", "VP")
    assert ran.out.splitlines()[0] == "Tasks on 09/07/2021"
    row = next(line for line in ran.out.splitlines() if line.lstrip().startswith("2 "))
    for part in ("I.2", "Đôn đốc đăng ký", "25/QĐ-STP", "VP", "31/05/2021", "overdue, under way", "40"):
        assert part in row
    assert ran.out.rstrip().endswith("2 tasks.")


def test_a_list_without_tasks_says_so(office: Clerk, run: Run) -> None:
    ran = run("task", "list", "--group", "III")
    assert (ran.code, ran.err) == (0, "")
    assert "No task fits." in ran.out


@pytest.mark.parametrize("options", [("--unit", "PHONG-X"), ("--decision", "9/QĐ-STP")], ids=named)
def test_a_filter_by_something_unknown_is_refused(office: Clerk, run: Run, options: tuple[str, ...]) -> None:
    assert run("task", "list", *options).code == 4


# -- find ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        (("don", "doc"), [2]), (("don doc thi dua",), [2]), (("ĐÔN", "ĐỐC"), [2]), (("đốc", "đôn"), [2]),
        (("hoa giai",), [3]), (("cong chung",), [4]), (("ii.3",), [6]), (("xyz",), []), (("hctp",), [4, 1]),
    ],
    ids=named,
)  # fmt: skip
def test_find_takes_words_with_or_without_marks(
    office: Clerk, run: Run, words: tuple[str, ...], tasks: list[int]
) -> None:
    assert found(run, *words) == tasks


def test_find_puts_the_best_first(office: Clerk, run: Run) -> None:
    plan = office.decision("30/KH-STP")
    scattered = office.task(plan, "Kiểm tra thực hiện quy định về công chứng")
    inside = office.task(plan, "Sơ kết năm năm công tác chứng thực")
    ahead = office.task(plan, "Chứng thực điện tử tại cấp xã")
    assert found(run, "chung", "thuc") == [ahead, inside, scattered]


def test_what_is_quoted_is_a_phrase(office: Clerk, run: Run) -> None:
    plan = office.decision("30/KH-STP")
    office.task(plan, "Kiểm tra thực hiện quy định về công chứng")
    inside = office.task(plan, "Sơ kết năm năm công tác chứng thực")
    assert found(run, "chung thuc") == [inside]
    assert found(run, "chung thuc", "so ket") == [inside]
    assert found(run, "thuc chung") != [], "no task has it as a phrase: its words are looked for"


def test_the_name_of_a_group_weighs_least(office: Clerk, run: Run) -> None:
    """Group I is called "Công tác hộ tịch"; task 1 has the words in its title, 2 and 3 only in the group's name."""
    late = office.task(office.decision("30/KH-STP"), "Lập sổ theo dõi", product="Báo cáo về công tác hộ tịch")
    assert found(run, "hộ", "tịch") == [1, late, 3, 2], "“hòa” begins as “hộ” does"


def test_where_the_words_were_found_is_marked(office: Clerk, run: Run) -> None:
    out = run("task", "find", "hộ tịch").out
    assert "Rà soát văn bản về «hộ tịch»" in out
    assert "Also found in" in out
    lines = out.splitlines()
    assert next(line for line in lines if "thi đua" in line).rstrip().endswith("Group")
    assert "«" not in run("task", "find", "hộ tịch", "-f", "md").out
    assert "Also found in" not in run("task", "find", "thi", "đua").out


def test_find_takes_a_unit_and_those_below_it(office: Clerk, run: Run) -> None:
    assert set(found(run, "công", "tác", "--unit", "PBPL")) == {3, 6}
    assert set(found(run, "công", "tác", "--unit", "STP")) == {1, 3, 4, 6}


def test_find_falls_back_on_some_of_the_words(office: Clerk, run: Run) -> None:
    assert found(run, "công chứng", "vắng mặt")[0] == 4


def test_find_repeats_what_was_sought(office: Clerk, run: Run) -> None:
    assert "Tasks with “don doc”" in run("task", "find", "don", "doc").out


def test_find_shows_the_best_on_a_terminal_and_counts_the_others(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_formats, "FIRST", 2)
    plan = office.decision("30/KH-STP")
    best = [office.task(plan, f"Chứng thực điện tử tại xã {n}") for n in (1, 2, 3)]
    piped = run("task", "find", "chung thuc").out
    monkeypatch.setattr(output_formats, "_on_terminal", lambda _output: True)
    lines = run("task", "find", "chung thuc").out.splitlines()
    numbers = [int(line.split()[0]) for line in lines[:-2] if line.strip()[:1].isdigit()]
    assert numbers == best[:2]
    assert lines[-2:] == ["3 tasks.", "1 more; all of them: --all"]
    for every in (piped, run("task", "find", "chung thuc", "--all").out):
        assert "3 tasks." in every
        assert "--all" not in every


# -- show ---------------------------------------------------------------------------------------------------


def test_show_tells_the_whole_story(office: Clerk, run: Run) -> None:
    office.extend(1, day("5/7"), day("29/6"))
    ran = run("task", "show", "1")
    assert (ran.code, ran.err) == (0, "")
    for part in (
        "Task 1: Rà soát văn bản về hộ tịch", "item I.1", "I Công tác hộ tịch", "Phòng Hành chính tư pháp (HCTP)",
        "Báo cáo rà soát", "Quý II/2021", "Extensions", "52/STP-VP", "30/06/2021", "05/07/2021", "Ledger",
        "Nothing has been recorded yet.",
    ):  # fmt: skip
        assert part in ran.out
    last = ran.out.splitlines()[-1]
    assert last == "State on 09/07/2021: overdue, not started, by 4 days; Phòng Hành chính tư pháp has to act."


def test_show_as_of_a_past_day_knows_only_what_had_happened(office: Clerk, run: Run) -> None:
    office.done(2, day("8/7"))
    then = shown(run, "2", "--as-of", "30/6/2021")
    assert (then["state"], then["done_on"], len(then["history"])) == ("overdue_under_way", None, 1)  # type: ignore[arg-type]
    now = shown(run, "2")
    assert (now["state"], now["done_on"], len(now["history"])) == ("done_late", "2021-07-08", 2)  # type: ignore[arg-type]


def test_show_before_the_task_was_assigned_is_refused(office: Clerk, run: Run) -> None:
    ran = run("task", "show", "1", "--as-of", "25/2/2021")
    assert ran.code in {2, 4}
    assert "had not been assigned yet on 25/02/2021" in ran.err
    assert ran.out == ""


# -- add, edit ----------------------------------------------------------------------------------------------


def test_add_enters_a_task_with_all_that_is_known_of_it(office: Clerk, run: Run) -> None:
    ran = run(
        "task", "add", "Báo cáo  công tác hòa giải\u202e", "--decision", "25/QĐ-STP", "--unit", "p. hctp",
        "--support", "VP", "--support", "Phòng Phổ biến pháp luật", "--deadline", "Trước ngày 15/11/2021", "--kind",
        "key", "--product", "Báo cáo", "--item", "II.5", "--note", "Theo kết luận giao ban",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Task 8 entered (25/QĐ-STP:II.5) as key task; due 14/11/2021.", "Next: tuphap task show 8",
    ]  # fmt: skip
    task = shown(run, "8")
    assert task["title"] == "Báo cáo công tác hòa giải"
    assert (task["unit"], task["supporting"], task["kind"]) == ("HCTP", ["VP", "PBPL"], "key")
    assert (task["deadline_text"], task["due"], task["assigned_on"]) == (
        "Trước ngày 15/11/2021",
        "2021-11-14",
        "2021-02-26",
    )
    assert "Theo kết luận giao ban" in run("task", "show", "8").out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "no due date"), (("--due", "20/5/2021"), "due 20/05/2021"),
        (("--deadline", "Quý III/2021"), "due 30/09/2021"),
        (("--deadline", "Đầu quý III/2021"), "its deadline was not read; set it with --due"),
        (("--deadline", "Quý III/2021", "--due", "15/9"), "due 15/09/2021"),
    ],
    ids=named,
)  # fmt: skip
def test_add_says_what_day_it_took(office: Clerk, run: Run, options: tuple[str, ...], says: str) -> None:
    ran = run("task", "add", "Góp ý dự thảo Thông tư", "--decision", "25/QĐ-STP", *options)
    assert ran.out.splitlines()[0] == f"Task 8 entered (25/QĐ-STP:1) as key task; {says}."


def test_add_says_what_words_that_were_not_surely_read_may_mean(office: Clerk, run: Run) -> None:
    words = ("--deadline", "Đầu quý III/2021")
    said = run("task", "add", "Góp ý dự thảo Thông tư", "--decision", "25/QĐ-STP", *words).out.splitlines()
    assert said[1] == "It may be: 01/07/2021, 31/07/2021."
    assert said[2].startswith("Remark: ")
    assert run("task", "edit", "8", *words).out.splitlines()[2:4] == said[1:3]


@pytest.mark.parametrize("due", ["Quý II/2021", "trước 15/11 hằng năm", "Thường xuyên", "6/2021", "30/6; Quý III"])
@pytest.mark.parametrize("verb", [("add", "Việc", "--decision", "25/QĐ-STP"), ("edit", "1")], ids=["add", "edit"])
def test_a_plans_words_for_a_day_are_led_to_the_option_for_them(
    office: Clerk, run: Run, verb: tuple[str, ...], due: str
) -> None:
    before = dump_file(office.register.path)
    ran = run("task", *verb, "--due", due)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"“{due}” is how a plan words a deadline, not a day."
    assert "--deadline" in ran.err.splitlines()[1]
    assert "28/6/2021, 28/06, 2021-06-28" in ran.err.splitlines()[1]
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize("due", ["31/6/2021", "12/31/2021", "28/6/21", "tuần tới", "bao giờ xong"])
def test_a_slip_of_the_hand_is_no_plans_wording(office: Clerk, run: Run, due: str) -> None:
    ran = run("task", "edit", "1", "--due", due)
    assert (ran.code, "--deadline" in ran.err) == (2, False)
    assert "is not a date that tuphap understands" in ran.err


def test_numbers_of_tasks_are_never_used_again(office: Clerk, run: Run) -> None:
    assert "Task 8 " in run("task", "add", "Việc thứ tám", "--decision", "25/QĐ-STP").out
    run("task", "cancel", "8", *BY)
    assert "Task 9 " in run("task", "add", "Việc thứ chín", "--decision", "25/QĐ-STP").out


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("Việc", "--decision", "9/QĐ-STP"), 4), (("Việc", "--decision", "25/QĐ-STP", "--unit", "KHAC"), 4),
        (("Việc", "--decision", "25/QĐ-STP", "--support", "KHAC"), 4), (("", "--decision", "25/QĐ-STP"), 4),
        ((" \u200b", "--decision", "25/QĐ-STP"), 4), (("Việc", "--decision", "25/QĐ-STP", "--item", "I.1"), 5),
        (("Việc", "--decision", "25/QĐ-STP", "--due", "31/6"), 2),
        (("Việc", "--decision", "25/QĐ-STP", "--kind", "lớn"), 2), (("Việc",), 2),
    ],
    ids=named,
)  # fmt: skip
def test_add_refuses_what_cannot_stand(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    before = dump_file(office.register.path)
    ran = run("task", "add", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert dump_file(office.register.path) == before


def test_an_edit_that_changes_nothing_says_so(office: Clerk, run: Run) -> None:
    before, title = dump_file(office.register.path), str(shown(run, "1")["title"])
    for words in (("--title", title), ("--carries-out", "không")):
        ran = run("task", "edit", "1", *words)
        assert (ran.code, ran.out.splitlines()[0]) == (0, "Task 1 was so already; nothing was changed.")
    assert json.loads(run("task", "edit", "1", "--title", title, "-f", "json").out)["rows"][0]["fields"] == []
    assert dump_file(office.register.path) == before
    ran = run("task", "edit", "1", "--title", title, "--product", "Công văn")
    assert ran.out.startswith("Task 1 changed: product.\n")


def test_edit_changes_what_was_given_and_leaves_the_rest(office: Clerk, run: Run) -> None:
    before = shown(run, "1")
    ran = run("task", "edit", "1", "--title", "Rà soát văn bản về chứng thực", "--support", "VP")
    assert ran.out.splitlines() == ["Task 1 changed: title, supporting.", "Next: tuphap task show 1"]
    after = shown(run, "1")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"title", "supporting"}
    assert found(run, "chung thuc") == [1]


def test_edit_sets_the_due_day_and_keeps_the_words_as_printed(office: Clerk, run: Run) -> None:
    ran = run("task", "edit", "1", "--due", "15/9/2021", "--reason", "Gõ nhầm")
    assert "Task 1: deadline corrected from 30/06/2021 to 15/09/2021." in ran.out
    task = shown(run, "1")
    assert (task["due"], task["deadline_text"], task["deadline_sure"]) == ("2021-09-15", "Quý II/2021", True)


def test_edit_reads_new_words_of_a_deadline(office: Clerk, run: Run) -> None:
    run("task", "edit", "1", "--deadline", "Tháng 8/2021", "--reason", "Chép nhầm")
    assert (shown(run, "1")["due"], shown(run, "1")["deadline_text"]) == ("2021-08-31", "Tháng 8/2021")


def test_edit_of_nothing_is_wrong_usage(office: Clerk, run: Run) -> None:
    ran = run("task", "edit", "1")
    assert (ran.code, ran.out, ran.err) == (2, "", "Nothing to change was given.\n")


# -- by document --------------------------------------------------------------------------------------------


def test_assign_hands_the_lead_over_from_a_day_on(office: Clerk, run: Run) -> None:
    ran = run("task", "assign", "1", "4", "--unit", "VP", "--on", "1/7/2021", "--by", "12/TB-STP")
    assert ran.out.splitlines() == ["Led by Văn phòng Sở from 01/07/2021: 1, 4.", "Next: tuphap task list --unit VP"]
    assert listed(run, "--unit", "VP") == [1, 2, 4, 5]
    assert listed(run, "--unit", "VP", "--as-of", "30/6") == [2, 5]
    assert found(run, "van phong so", "ra soat") == [1]


def test_an_assignment_of_a_later_day_stays_the_lead_and_is_named(office: Clerk, run: Run) -> None:
    run("task", "assign", "4", "--unit", "VP", "--on", "1/7/2021")
    ran = run("task", "assign", "4", "1", "--unit", "PBPL", "--on", "1/6/2021")
    told = "Task 4: an assignment of a later day is in the register; by it Văn phòng Sở stays the lead."
    assert (ran.code, " ".join(ran.err.split())) == (0, told)
    assert (shown(run, "4")["unit"], shown(run, "1")["unit"]) == ("VP", "PBPL")


def test_extend_moves_the_deadline_and_keeps_the_first(office: Clerk, run: Run) -> None:
    ran = run("task", "extend", "4", "--to", "31/10/2021", *BY, "--on", "5/7/2021")
    assert ran.out.splitlines()[0] == "Task 4: deadline moved from 30/09/2021 to 31/10/2021."
    assert len(ran.out.splitlines()) == 2
    task = shown(run, "4")
    assert (task["due"], task["original_due"]) == ("2021-10-31", "2021-09-30")


def test_extend_after_the_deadline_has_passed_says_so(office: Clerk, run: Run) -> None:
    ran = run("task", "extend", "1", "--to", "31/8/2021", *BY)
    assert "after the old deadline had passed" in ran.out
    assert 1 not in listed(run, "--state", "overdue")


@pytest.mark.parametrize("words", ["until further notice", "đến khi có thông báo mới", "CHƯA ẤN ĐỊNH"])
def test_extend_until_further_notice_leaves_no_day(office: Clerk, run: Run, words: str) -> None:
    assert "is put off until further notice." in run("task", "extend", "1", "--to", words, *BY).out
    assert (shown(run, "1")["due"], shown(run, "1")["state"]) == (None, "no_deadline")


@pytest.mark.parametrize("kind", ["suspend", "cancel"])
def test_suspend_and_cancel_take_tasks_out_of_the_overdue(office: Clerk, run: Run, kind: str) -> None:
    word = {"suspend": "suspended", "cancel": "cancelled"}[kind]
    ran = run("task", kind, "1", "2", *BY)
    assert ran.out.splitlines()[0] == f"{word.capitalize()}: 1, 2."
    assert listed(run, "--state", word) == [1, 2]
    assert json.loads(run("overdue", "-f", "json").out)["rows"] == []
    assert listed(run, "--state", "overdue", "--as-of", "8/7") == [1, 2]


@pytest.mark.parametrize("kind", ["suspend", "cancel"])
def test_a_halted_task_runs_again_by_a_document(office: Clerk, run: Run, kind: str) -> None:
    run("task", kind, "1", *BY, "--on", "5/7")
    assert run("task", "reopen", "1").code == 4
    ran = run("task", "reopen", "1", *BY)
    assert ran.out.splitlines() == ["Task 1 runs again.", "Next: tuphap task show 1"]
    assert shown(run, "1")["state"] == "overdue_not_started"


def test_reopen_takes_a_completion_back_and_the_percentage_with_it(office: Clerk, run: Run) -> None:
    run("task", "done", "2")
    assert run("task", "reopen", "2", "--reason", "Ghi nhầm").code == 0
    task = shown(run, "2")
    assert (task["state"], task["percent"], task["done_on"]) == ("overdue_under_way", 40, None)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("cancel", "1"), "--by"), (("cancel", "1", "--by", "52/STP-VP"), "--reason"),
        (("suspend", "1", "--reason", "Chờ"), "--by"), (("extend", "1", "--to", "31/8"), "--by"),
        (("reopen", "5"), "--reason"), (("cancel", "1", "--by", " ", "--reason", "Chờ"), "--by"),
        (("cancel", "1", "--by", "52/STP-VP", "--reason", "\u200b"), "--reason"),
    ],
    ids=named,
)  # fmt: skip
def test_what_stands_only_on_a_document_needs_it(office: Clerk, run: Run, argv: tuple[str, ...], says: str) -> None:
    before = dump_file(office.register.path)
    ran = run("task", *argv)
    assert (ran.code, ran.out) == (4, "")
    assert says in ran.err
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("extend", "7", "--to", "31/8", *BY), 4), (("extend", "1", "--to", "30/6/2021", *BY), 4),
        (("extend", "5", "--to", "31/8", *BY), 4), (("cancel", "5", *BY), 4),
        (("cancel", "1", *BY, "--on", "10/7"), 4), (("cancel", "1", *BY, "--on", "1/1/2021"), 4),
        (("assign", "1", "--unit", "KHAC"), 4),
        (("reopen", "1", "--reason", "Nhầm"), 5), (("extend", "1", "--to", "bao giờ xong", *BY), 2),
    ],
    ids=named,
)  # fmt: skip
def test_moves_that_cannot_be_are_refused(office: Clerk, run: Run, argv: tuple[str, ...], code: int) -> None:
    before = dump_file(office.register.path)
    ran = run("task", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert dump_file(office.register.path) == before


# -- every verb that writes ---------------------------------------------------------------------------------

WRITING = [
    ("add", "Việc mới", "--decision", "25/QĐ-STP", "--due", "30/7"),
    ("edit", "1", "--title", "Tên khác", "--due", "30/7", "--reason", "Gõ nhầm"),
    ("assign", "1", "--unit", "VP"), ("extend", "1", "--to", "31/8", *BY), ("suspend", "1", "2", *BY),
    ("cancel", "1", *BY), ("reopen", "5", "--reason", "Ghi nhầm"), ("start", "4"),
    ("progress", "4", "--percent", "10"), ("done", "1", "2"),
]  # fmt: skip


@pytest.mark.parametrize("argv", WRITING, ids=lambda argv: argv[0])
def test_a_trial_says_what_would_change_and_writes_nothing(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    before = dump_file(office.register.path)
    tried = run("task", *argv, "--dry-run")
    assert tried.code == 0
    assert dump_file(office.register.path) == before
    assert tried.out.splitlines()[0] == TRIED
    done = run("task", *argv)
    assert done.err == tried.err
    assert done.out.splitlines()[:-1] == tried.out.splitlines()[1:]
    assert dump_file(office.register.path) != before


@pytest.mark.parametrize("argv", WRITING, ids=lambda argv: argv[0])
def test_each_verb_is_one_row_of_the_journal_and_names_the_next_command(
    office: Clerk, run: Run, argv: tuple[str, ...]
) -> None:
    before = len(entries(office))
    ran = run("task", *argv)
    assert 2 <= len(ran.out.splitlines()) <= 3
    assert ran.out.splitlines()[-1].startswith("Next: tuphap ")
    rows = entries(office)[before:]
    assert [(row.command, row.actor) for row in rows] == [(f"task {argv[0]}", "clerk")]
    assert rows[0].summary


HOSTILE = "\x1b]0;x\x07\x1b[2J\u202e"


@pytest.mark.parametrize(
    "argv",
    [
        ("add", f"Việc{HOSTILE} mới", "--decision", "25/QĐ-STP", "--note", f"{HOSTILE}x", "--product", f"{HOSTILE}y",
         "--deadline", f"Quý {HOSTILE}III", "--item", f"{HOSTILE}X.1"),
        ("edit", "1", "--title", f"Tên{HOSTILE} khác", "--note", HOSTILE + "x"),
        ("assign", "1", "--unit", "VP", "--by", f"12{HOSTILE}/TB-STP", "--note", f"{HOSTILE}x"),
        ("extend", "1", "--to", "31/8", "--by", f"{HOSTILE}52/STP-VP", "--reason", f"Chờ{HOSTILE}"),
        ("suspend", "1", "--by", f"{HOSTILE}52/STP-VP", "--reason", f"Chờ{HOSTILE}"),
        ("cancel", "1", "--by", f"{HOSTILE}52/STP-VP", "--reason", f"Chờ{HOSTILE}"),
        ("reopen", "5", "--reason", f"Ghi{HOSTILE} nhầm"), ("start", "4", "--note", f"{HOSTILE}x"),
        ("progress", "4", "--doc", f"7{HOSTILE}/BC-STP", "--note", f"{HOSTILE}x"),
        ("done", "1", "--doc", f"7{HOSTILE}/BC-STP", "--note", f"{HOSTILE}x"),
    ],
    ids=lambda argv: argv[0],
)  # fmt: skip
def test_what_is_typed_is_cleaned_before_it_is_kept_and_shown(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    ran = run("task", *argv)
    assert ran.code == 0
    texts = [value for rows in dump_file(office.register.path).values() for row in rows for value in row]
    for text in (*filter(lambda value: isinstance(value, str), texts), ran.out):
        assert not any(mark in str(text) for mark in ("\x1b", "\x07", "\u202e", r"\u001b", r"\u202e"))


def test_done_without_a_document_says_what_is_still_lacking(office: Clerk, run: Run) -> None:
    """Task 1 must give a report; with its number named nothing is lacking."""
    assert "on the missed list: 1." in run("task", "done", "1", "--dry-run").err
    assert "missed list" not in run("task", "done", "1", "--doc", "45/BC-STP", "--dry-run").err


@pytest.mark.parametrize(
    "argv",
    [
        ("task", "done", "1", "--on", ""), ("task", "extend", "1", "--to", "", *BY), ("overdue", "--as-of", " "),
        ("decision", "add", "9/QĐ-STP", "--issued", ""),
        ("calendar", "add", "", "--reason", "Nghỉ", "--by", "9/QĐ-UBND"),
    ],
)  # fmt: skip
def test_a_blank_day_is_never_taken_as_today(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    """An empty shell variable must not become a date."""
    assert run(*argv).code == 2


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (("overdue", "--unit", ""), "--unit"), (("task", "list", "--state", " "), "--state"),
        (("report", "quarter", ""), "PERIOD"), (("report", "quarter", "2/2021", "--scheme", ""), "--scheme"),
        (("report", "quarter", "2/2021", "--rows", ""), "--rows"), (("filing", "list", ""), "PERIOD"),
        (("task", "list", "--decision", ""), "--decision"),
    ],
)  # fmt: skip
def test_a_blank_choice_is_never_taken_for_everything(
    office: Clerk, run: Run, argv: tuple[str, ...], named: str
) -> None:
    ran = run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert f"{named} is blank" in ran.err


@pytest.mark.parametrize(
    "argv", [("task", "extend", "1", "--to", "1/1/2020", *BY), ("task", "edit", "1", "--due", "1/1/2020")]
)
def test_nothing_falls_due_before_it_was_assigned(office: Clerk, run: Run, argv: tuple[str, ...]) -> None:
    ran = run(*argv)
    assert ran.code == 4
    assert "it cannot be due on 01/01/2020" in ran.err


def test_a_completion_taken_back_stays_readable_with_day_reason_and_person(office: Clerk, run: Run) -> None:
    run("task", "reopen", "5", "--reason", "Ghi nhầm nhiệm vụ")
    assert "taken back on 09/07/2021 by clerk: Ghi nhầm nhiệm vụ" in run("task", "show", "5").out


# -- odd entries --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "entry", "warned"),
    [
        ([("start", "4", "--on", "1/6")], ("start", "4"), "task 4 was recorded as started on 01/06/2021 already"),
        ([("progress", "4", "--percent", "60", "--on", "1/6")], ("progress", "4", "--percent", "40"),
         "task 4 is at 40% now, and was at 60% on 01/06/2021"),
        ([("progress", "4", "--percent", "40", "--on", "1/6")], ("progress", "4", "--percent", "40"), ""),
        ([("progress", "4", "--percent", "40", "--on", "1/6")], ("progress", "4", "--note", "Đang làm"), ""),
        ([("progress", "4", "--percent", "60")], ("progress", "4", "--percent", "40", "--on", "1/6"), ""),
        ([("progress", "4", "--percent", "60")], ("done", "4", "--doc", "1/BC"), ""),
        ([("start", "4", "--on", "1/6"), ("done", "4", "--on", "2/6", "--doc", "1/BC"),
          ("reopen", "4", "--on", "3/6", "--reason", "Làm lại")], ("start", "4"), ""),
        ([], ("assign", "4", "--unit", "HCTP"), "task 4 is led by Phòng Hành chính tư pháp already"),
        ([], ("assign", "4", "--unit", "VP"), ""),
    ],
)  # fmt: skip
def test_an_odd_entry_is_recorded_with_a_warning(
    office: Clerk, run: Run, before: list[tuple[str, ...]], entry: tuple[str, ...], warned: str
) -> None:
    for words in before:
        assert run("task", *words).code == 0
    ran = run("task", *entry)
    assert ran.code == 0
    assert (f"Please check: {warned}" in ran.err) if warned else "Please check" not in ran.err


# -- no deadline --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["không", "KHONG", "không có", "none", "-"])
def test_a_deadline_is_taken_away_with_the_reason(office: Clerk, run: Run, typed: str) -> None:
    assert run("task", "edit", "4", "--due", typed).code == 4, "a sure day goes only with the reason"
    ran = run("task", "edit", "4", "--due", typed, "--reason", "Văn bản không nêu")
    assert ran.code == 0
    assert "30/09/2021 no longer stands; no due date" in ran.out
    row = json.loads(run("task", "show", "4", "-f", "json").out)["rows"][0]
    assert (row["due"], row["state"]) == (None, "no_deadline")
    assert "no_date" not in str(json.loads(run("missed", "-f", "json").out)["rows"][:1])
    assert run("undo", "--yes").code == 0
    assert json.loads(run("task", "show", "4", "-f", "json").out)["rows"][0]["due"] == "2021-09-30"


def test_a_deadline_on_which_something_is_recorded_stays(office: Clerk, run: Run) -> None:
    ran = run("task", "edit", "2", "--due", "không", "--reason", "Văn bản không nêu")
    assert (ran.code, ran.out) == (4, "")
    assert "something is recorded on the due day 31/05/2021" in ran.err


def test_a_task_is_entered_without_a_deadline_whatever_its_words_say(office: Clerk, run: Run) -> None:
    words = ("--decision", "25/QĐ-STP", "--deadline", "Quý II", "--due", "không", "-f", "json")
    told = json.loads(run("task", "add", "Việc mới", *words).out)
    assert (told["rows"][0]["due"], told["rows"][0]["sure"]) == ([], True)


# -- occurrences that are not there -------------------------------------------------------------------------


def test_a_task_that_does_not_recur_has_no_occurrences(office: Clerk, run: Run) -> None:
    ran = run("task", "done", "4", "--period", "Q2")
    assert (ran.code, ran.out) == (4, "")
    assert "Task 4 is no recurring task" in ran.err


@pytest.mark.parametrize(
    ("words", "example"),
    [(("report", "quarter", "2"), "2/2021"), (("report", "quarter", "Q2"), "Q2/2021"),
     (("report", "month", "tháng 5"), "tháng 5/2021"), (("report", "close", "Q2"), "Q2/2021"),
     (("filing", "list", "quý II"), "quý II/2021")],
)  # fmt: skip
def test_a_period_without_its_year_is_told_so(office: Clerk, run: Run, words: tuple[str, ...], example: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "lacks the year" in ran.err
    assert f"for example {example}." in ran.err
