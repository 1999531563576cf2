"""import: an issued annex goes in as it is, once, wholly or not at all; a corrected one changes what it corrects."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.journal import entries
from tests.conftest import Run
from tests.support.plans import csv_of_rows, docx_of_rows, xlsx_of_rows
from tests.support.registers import Clerk, Dump, day, dump_file

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
DOCX = SAMPLE / "phu-luc-25-QD-STP.docx"
XLSX = SAMPLE / "phu-luc-25-QD-STP.xlsx"

NUMBER = "40/QĐ-STP"
ISSUED = ("--issued", "10/3/2021")
HEADINGS = ["STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Ghi chú"]
ABOVE = [
    "SỞ TƯ PHÁP TỈNH BẠC LIÊU",
    "PHỤ LỤC",
    "DANH MỤC NHIỆM VỤ CÔNG TÁC HỘ TỊCH NĂM 2021",
    "(Ban hành kèm theo Quyết định số 40/QĐ-STP ngày 10/3/2021 của Sở Tư pháp tỉnh Bạc Liêu)",
]
Rows = list[list[str]]


def plan() -> Rows:
    """Two groups with five tasks, in the units of the fixture ``units``."""
    return [
        HEADINGS,
        ["I", "Hộ tịch", "", "", "", "", ""],
        ["1", "Tập huấn nghiệp vụ hộ tịch", "Lớp tập huấn", "Phòng HCTP", "Văn phòng", "31/5/2021", ""],
        ["2", "Kiểm tra công tác hộ tịch cấp xã", "Kết luận", "Phòng HCTP", "Thanh tra", "Quý III/2021", "Hai đợt"],
        ["3", "Số hóa sổ hộ tịch lịch sử", "Báo cáo", "Văn phòng", "", "Tháng 11/2021", ""],
        ["II", "Chứng thực", "", "", "", "", ""],
        ["1", "Rà soát thủ tục chứng thực", "Danh mục", "Phòng HCTP", "", "30/6/2021", ""],
        ["2", "Hướng dẫn chứng thực điện tử", "Công văn", "Thanh tra", "", "15/9/2021", ""],
    ]


def row_of(rows: Rows, words: str) -> list[str]:
    """The row whose task holds ``words``."""
    return next(row for row in rows if words in row[1])


@dataclass
class Desk:
    """A clerk who imports plans built in a folder of its own."""

    clerk: Clerk
    run: Run
    folder: Path

    def put(self, rows: Rows, *, ending: str = "xlsx", above: Sequence[str] = ()) -> Path:
        """The plan as a file."""
        path = self.folder / f"phu-luc.{ending}"
        if ending == "docx":
            return docx_of_rows(path, rows, before=above)
        titled = [[line, *[""] * (len(HEADINGS) - 1)] for line in above] + rows
        return xlsx_of_rows(path, titled) if ending == "xlsx" else csv_of_rows(path, titled)

    def bring(self, file: Path, *options: str, code: int = 0) -> Any:
        """Import ``file``; the answer as JSON."""
        ran = self.run("import", str(file), "--decision", NUMBER, *ISSUED, *options, "-f", "json")
        assert ran.code == code, ran.err
        return json.loads(ran.out)

    @property
    def dump(self) -> Dump:
        """Everything in the register."""
        return dump_file(self.clerk.register.path)

    def tasks(self) -> dict[str, dict[str, Any]]:
        """The decision's tasks by item, in the plan's order."""
        rows = json.loads(self.run("task", "list", "--decision", NUMBER, "-f", "json").out)["rows"]
        return {row["item"]: row for row in rows}


@pytest.fixture
def desk(clerk: Clerk, run: Run, tmp_path: Path) -> Desk:
    """A register that knows the units of :func:`plan`."""
    with clerk.at_once():
        clerk.unit("HCTP", "Phòng Hành chính tư pháp", aliases=["Phòng HCTP"])
        clerk.unit("VP", "Văn phòng")
        clerk.unit("TTRA", "Thanh tra")
    folder = tmp_path / "van-ban"
    folder.mkdir()
    return Desk(clerk, run, folder)


@pytest.fixture
def sample(desk: Desk) -> Callable[..., Any]:
    """Imports a file of the sample as 25/QĐ-STP."""

    def bring(file: Path, *options: str, code: int = 0) -> Any:
        ran = desk.run("import", str(file), "--decision", "25/QĐ-STP", *options, "-f", "json")
        assert ran.code == code, ran.err
        return json.loads(ran.out)

    return bring


def codes(answer: Any, severity: str = "") -> list[str]:
    """The codes of the problems, of one severity or all."""
    return [p["code"] for p in answer["problems"] if severity in {"", p["severity"]}]


# -- the sample ---------------------------------------------------------------------------------------------


def test_the_sample_goes_in_whole_and_a_second_time_changes_nothing(desk: Desk, sample: Callable[..., Any]) -> None:
    first = sample(DOCX, "--create-units")
    assert first["written"] is True
    assert first["counts"] | {"units": 0} == {
        "tasks": 130, "deadlines": 118, "groups": 12, "units": 0, "unchanged": 0, "updated": 0,
    }  # fmt: skip
    assert first["counts"]["units"] > 0
    assert codes(first, "error") == []
    before = desk.dump
    assert len(before["task"]) == 130

    for file in (DOCX, XLSX):
        again = sample(file, "--create-units")
        assert again["counts"] == {
            "tasks": 0, "deadlines": 0, "groups": 0, "units": 0, "unchanged": 130, "updated": 0,
        }  # fmt: skip
        assert desk.dump == before


def test_word_and_excel_give_the_same_register(desk: Desk, sample: Callable[..., Any], tmp_path: Path) -> None:
    kept = []
    for file in (DOCX, XLSX):
        place = tmp_path / f"{file.suffix[1:]}.db"
        assert desk.run("-R", str(place), "init").code == 0
        assert desk.run("-R", str(place), "import", str(file), "--decision", "25/QĐ-STP", "--create-units").code == 0
        dumped = dump_file(place)
        kept.append({name: dumped[name] for name in ("task", "deadline", "task_group", "unit", "task_support")})
    assert kept[0] == kept[1]


def test_the_decision_is_made_from_what_the_file_says_of_itself(desk: Desk, sample: Callable[..., Any]) -> None:
    sample(DOCX, "--create-units")
    row = json.loads(desk.run("decision", "list", "-f", "json").out)["rows"][0]
    assert (row["number"], row["issued"], row["issuer"]) == ("25/QĐ-STP", "2021-02-26", "Sở Tư pháp tỉnh Bạc Liêu")
    assert "NHIỆM VỤ TRỌNG TÂM CÔNG TÁC TƯ PHÁP NĂM 2021" in row["title"]
    assert (row["year"], row["tasks"]) == (2021, 130)


def test_unknown_units_are_refused_with_their_places_and_nothing_is_written(
    desk: Desk, sample: Callable[..., Any]
) -> None:
    before = desk.dump
    answer = sample(DOCX, code=4)
    assert answer["written"] is False
    assert set(codes(answer, "error")) == {"unit.unknown"}
    assert "Phòng Tư pháp huyện Hồng Dân" in {p["value"] for p in answer["problems"]}
    assert desk.dump == before


# -- first import -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv"])
def test_every_row_becomes_a_task_with_all_it_says(desk: Desk, ending: str) -> None:
    answer = desk.bring(desk.put(plan(), ending=ending, above=ABOVE if ending != "csv" else ()))
    assert answer["counts"] == {"tasks": 5, "deadlines": 5, "groups": 2, "units": 0, "unchanged": 0, "updated": 0}
    assert codes(answer) == []
    tasks = desk.tasks()
    assert list(tasks) == ["I.1", "I.2", "I.3", "II.1", "II.2"]
    second = tasks["I.2"]
    assert (second["title"], second["product"]) == ("Kiểm tra công tác hộ tịch cấp xã", "Kết luận")
    assert (second["unit"], second["supporting"], second["group"]) == ("HCTP", ["TTRA"], "I")
    assert (second["deadline_text"], second["due"], second["kind"]) == ("Quý III/2021", "2021-09-30", "key")
    assert "Hai đợt" in desk.run("task", "show", str(second["task"])).out


def test_an_import_is_one_row_of_the_journal(desk: Desk) -> None:
    before = len(entries(desk.clerk))
    desk.bring(desk.put(plan()))
    rows = entries(desk.clerk)[before:]
    assert [(row.command, row.actor, row.summary) for row in rows] == [
        ("import", "clerk", "40/QĐ-STP, phu-luc.xlsx: +5 ~0")
    ]


def test_the_report_for_people_says_what_was_taken_and_what_to_do_next(desk: Desk) -> None:
    ran = desk.run("import", str(desk.put(plan())), "--decision", NUMBER, *ISSUED)
    assert (ran.code, ran.err) == (0, "Next: tuphap task list --decision 40/QĐ-STP@2021, tuphap overdue\n")
    first, *_, counted, last = ran.out.splitlines()
    assert ": taken – headings of a plan: 5 task(s)" in first
    assert counted == "40/QĐ-STP: 5 new tasks, 5 deadlines, 2 groups, 0 new units, 0 updated, 0 unchanged."
    assert last == "To take the whole import back: tuphap undo"


def test_options_say_what_the_file_does_not(desk: Desk) -> None:
    desk.clerk.decision("262/QĐ-UBND", day("25/2"))
    desk.bring(
        desk.put(plan()), "--issuer", "Sở Tư pháp", "--title", "Kế hoạch hộ tịch", "--implements", "262/QĐ-UBND",
        "--declares", "6", "--kind", "regular",
    )  # fmt: skip
    row = json.loads(desk.run("decision", "show", NUMBER, "-f", "json").out)["rows"][0]
    assert (row["issuer"], row["title"]) == ("Sở Tư pháp", "Kế hoạch hộ tịch")
    assert (row["implements"], row["declares"], row["tasks"]) == ("262/QĐ-UBND", 6, 5)
    assert {task["kind"] for task in desk.tasks().values()} == {"regular"}


def test_the_plans_year_is_that_of_issue_unless_it_is_given(desk: Desk) -> None:
    rows = [HEADINGS, ["1", "Tổng kết năm", "Báo cáo", "Văn phòng", "", "Tháng 11", ""]]
    desk.bring(desk.put(rows), "--year", "2022")
    assert desk.tasks()["1"]["due"] == "2022-11-30"


def test_a_number_with_its_year_makes_the_decision_without_it(desk: Desk) -> None:
    file = desk.put(plan())
    ran = desk.run("import", str(file), "--decision", f"{NUMBER}@2021", *ISSUED)
    assert ran.code == 0
    assert list(desk.tasks()) == ["I.1", "I.2", "I.3", "II.1", "II.2"]
    assert desk.run("import", str(file), "--decision", f"{NUMBER}@2021").out.rstrip().endswith("5 unchanged.")


def test_a_decision_that_was_entered_before_takes_the_annex(desk: Desk) -> None:
    desk.clerk.decision(NUMBER, day("10/3"), title="Tên do văn thư nhập")
    ran = desk.run("import", str(desk.put(plan(), above=ABOVE)), "--decision", "40/qd-stp")
    assert ran.code == 0
    row = json.loads(desk.run("decision", "list", "-f", "json").out)["rows"]
    assert [(r["number"], r["title"], r["tasks"]) for r in row] == [(NUMBER, "Tên do văn thư nhập", 5)]


# -- a second import ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["xlsx", "docx", "csv"])
def test_the_same_plan_again_in_any_format_changes_nothing(desk: Desk, other: str) -> None:
    desk.bring(desk.put(plan()))
    before = desk.dump
    answer = desk.bring(desk.put(plan(), ending=other))
    assert answer["counts"] == {"tasks": 0, "deadlines": 0, "groups": 0, "units": 0, "unchanged": 5, "updated": 0}
    assert desk.dump == before


CORRECTIONS: list[tuple[str, int, str, dict[str, object]]] = [
    ("Deadline", 5, "31/10/2021", {"due": "2021-10-31", "deadline_text": "31/10/2021"}),
    ("Task", 1, "Kiểm tra hộ tịch, chứng thực cấp xã", {"title": "Kiểm tra hộ tịch, chứng thực cấp xã"}),
    ("Lead", 3, "Văn phòng", {"unit": "VP", "unit_name": "Văn phòng"}),
    ("Supporting", 4, "Văn phòng; Thanh tra", {"supporting": ["VP", "TTRA"]}),
    ("Product", 2, "Báo cáo kiểm tra", {"product": "Báo cáo kiểm tra"}),
    ("Note", 6, "Ba đợt", {}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "column", "value", "expected"), CORRECTIONS, ids=[case[0] for case in CORRECTIONS])
def test_a_correction_changes_that_and_nothing_else(
    desk: Desk, field: str, column: int, value: str, expected: dict[str, object]
) -> None:
    desk.bring(desk.put(plan()))
    before = desk.tasks()
    task = str(before["I.2"]["task"])
    desk.run("task", "progress", task, "--percent", "35", "--on", "1/7/2021", "--doc", "7/BC-STP")
    before = desk.tasks()

    rows = plan()
    row_of(rows, "Kiểm tra")[column] = value
    answer = desk.bring(desk.put(rows))
    assert (answer["counts"]["updated"], answer["counts"]["unchanged"], answer["counts"]["tasks"]) == (1, 4, 0)
    assert codes(answer) == ["row.updated"]
    assert field in answer["problems"][0]["hint"]
    assert desk.tasks() == before | {"I.2": before["I.2"] | expected}
    assert before["I.2"]["percent"] == 35
    history = json.loads(desk.run("task", "show", task, "-f", "json").out)["rows"][0]["history"]
    assert ("7/BC-STP", 35) in [(entry["document"], entry["percent"]) for entry in history]

    settled = desk.dump
    assert desk.bring(desk.put(rows))["counts"]["unchanged"] == 5
    assert desk.dump == settled


def test_a_corrected_deadline_keeps_what_was_done(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    desk.run("task", "done", f"{NUMBER}:I.1", "--on", "2/6/2021")
    assert desk.tasks()["I.1"]["state"] == "done_late"
    rows = plan()
    row_of(rows, "Tập huấn")[5] = "15/6/2021"
    desk.bring(desk.put(rows))
    assert desk.tasks()["I.1"]["state"] == "done_on_time"


def test_renumbered_rows_keep_their_tasks_by_their_words(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    desk.run("task", "done", f"{NUMBER}:I.2", "--on", "1/7/2021")
    before = {task["title"]: task["task"] for task in desk.tasks().values()}
    rows = plan()
    rows.insert(2, ["1", "Lập kế hoạch năm", "Kế hoạch", "Văn phòng", "", "31/3/2021", ""])
    for number, row in enumerate(rows[3:6], start=2):
        row[0] = str(number)
    answer = desk.bring(desk.put(rows))
    assert (answer["counts"]["tasks"], answer["counts"]["updated"], answer["counts"]["unchanged"]) == (1, 3, 2)
    after = {task["title"]: task for task in desk.tasks().values()}
    assert {title: after[title]["task"] for title in before} == before
    assert after["Kiểm tra công tác hộ tịch cấp xã"]["item"] == "I.3"
    assert after["Kiểm tra công tác hộ tịch cấp xã"]["state"] == "done_on_time"
    assert list(desk.tasks()) == ["I.1", "I.2", "I.3", "I.4", "II.1", "II.2"]


def test_two_rows_that_changed_places_stay_the_tasks_they_were(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    before = {task["title"]: task["task"] for task in desk.tasks().values()}
    rows = plan()
    rows[2][1:], rows[3][1:] = rows[3][1:], rows[2][1:]
    desk.bring(desk.put(rows))
    assert {task["title"]: task["task"] for task in desk.tasks().values()} == before


def test_quite_other_words_under_a_known_item_are_another_task(desk: Desk) -> None:
    """What was recorded for one task must never pass to another that only took its number."""
    desk.bring(desk.put(plan()))
    old = next(task for task in desk.tasks().values() if task["title"].startswith("Số hóa"))
    assert desk.run("task", "progress", str(old["task"]), "--percent", "40").code == 0
    rows = plan()
    row_of(rows, "Số hóa")[1] = "Mua sắm trang thiết bị phòng họp"
    answer = desk.bring(desk.put(rows))
    assert codes(answer) == ["item.rewritten"]
    assert answer["problems"][0]["severity"] == "question"
    assert "Số hóa sổ hộ tịch" in answer["problems"][0]["hint"]
    tasks = desk.tasks()
    kept, new = tasks[f"{old['item']}~{old['task']}"], tasks[str(old["item"])]
    assert (kept["task"], kept["title"], kept["percent"]) == (old["task"], old["title"], 40)
    assert (new["title"], new["percent"]) == ("Mua sắm trang thiết bị phòng họp", 0)
    assert codes(desk.bring(desk.put(rows))) == ["row.gone"]


def test_rows_gone_from_the_file_are_reported_and_stay(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    before = desk.tasks()
    rows = plan()
    rows.remove(row_of(rows, "Số hóa"))
    answer = desk.bring(desk.put(rows))
    assert codes(answer) == ["row.gone"]
    problem = answer["problems"][0]
    assert "Số hóa sổ hộ tịch lịch sử" in problem["value"]
    assert "tuphap task cancel 3" in problem["hint"]
    assert {item: task["title"] for item, task in desk.tasks().items()} == {
        item: task["title"] for item, task in before.items()
    }


def test_a_task_entered_by_hand_is_no_row_gone(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    desk.run("task", "add", "Việc phát sinh", "--decision", NUMBER, "--item", "III.1")
    answer = desk.bring(desk.put(plan()))
    assert codes(answer) == []
    assert "III.1" in desk.tasks()


@pytest.mark.parametrize(
    ("edit", "key", "value"),
    [
        (("--title", "Tập huấn hộ tịch cho công chức cấp xã"), "title", "Tập huấn hộ tịch cho công chức cấp xã"),
        (("--due", "10/6/2021", "--reason", "Gõ nhầm"), "due", "2021-06-10"),
        (("--support", "TTRA"), "supporting", ["TTRA"]),
        (("--product", "Tài liệu"), "product", "Tài liệu"), (("--kind", "regular"), "kind", "regular"),
    ],
    ids=["title", "due", "support", "product", "kind"],
)  # fmt: skip
def test_the_clerks_own_correction_survives_another_import(
    desk: Desk, edit: tuple[str, ...], key: str, value: object
) -> None:
    desk.bring(desk.put(plan()))
    assert desk.run("task", "edit", f"{NUMBER}:I.1", *edit).code == 0
    before = desk.dump
    assert desk.bring(desk.put(plan()))["counts"]["unchanged"] == 5
    assert desk.dump == before

    rows = plan()
    row_of(rows, "Tập huấn")[6] = "Có kinh phí"
    assert desk.bring(desk.put(rows))["counts"]["updated"] == 1
    assert desk.tasks()["I.1"][key] == value


def test_a_lead_handed_over_by_document_survives_another_import(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    desk.run("task", "assign", f"{NUMBER}:I.1", "--unit", "VP", "--by", "12/TB-STP")
    desk.bring(desk.put(plan()))
    assert desk.tasks()["I.1"]["unit"] == "VP"


def nested(*, more: bool) -> Rows:
    """A plan whose groups stand in a part; with ``more`` one group further on in the same part."""
    rows = [HEADINGS, ["A", "PHẦN CHUNG", "", "", "", "", ""], *plan()[1:]]
    if more:
        rows += [["III", "Quốc tịch", "", "", "", "", ""]]
        rows += [["1", "Tổng kết năm", "Báo cáo", "Văn phòng", "", "Tháng 12/2021", ""]]
    return rows


def test_a_corrected_plan_may_bring_a_new_group_under_a_known_one(desk: Desk) -> None:
    desk.bring(desk.put(nested(more=False)))
    answer = desk.bring(desk.put(nested(more=True)))
    assert (answer["counts"]["groups"], answer["counts"]["tasks"], answer["counts"]["unchanged"]) == (1, 1, 5)


# -- units --------------------------------------------------------------------------------------------------


def test_an_unknown_unit_is_refused_with_the_nearest_names_and_its_place(desk: Desk) -> None:
    rows = plan()
    row_of(rows, "Rà soát")[3] = "Phòng Hành chính tư phap huyện"
    row_of(rows, "Hướng dẫn")[3] = "Thanh tr"
    before = desk.dump
    answer = desk.bring(desk.put(rows), code=4)
    assert answer["written"] is False
    assert codes(answer) == ["unit.unknown", "unit.unknown"]
    hints = " ".join(p["hint"] for p in answer["problems"])
    assert "Phòng Hành chính tư pháp" in hints
    assert "Thanh tra" in hints
    assert "--create-units" not in hints  # said once, below the findings
    assert [p["column"] for p in answer["problems"]] == ["Đơn vị chủ trì"] * 2
    assert "row 7" in answer["problems"][0]["where"]
    assert desk.dump == before


def test_create_units_enters_the_unknown_ones_once_each(desk: Desk) -> None:
    rows = plan()
    row_of(rows, "Rà soát")[3] = "Trung tâm Trợ giúp pháp lý"
    row_of(rows, "Hướng dẫn")[3] = "Trung tâm Trợ giúp pháp lý"
    row_of(rows, "Số hóa")[4] = "UBND các huyện, thị xã, thành phố; Phòng HCTP"
    answer = desk.bring(desk.put(rows), "--create-units")
    assert answer["counts"]["units"] == 2
    units = {row["name"]: row for row in json.loads(desk.run("unit", "list", "-f", "json").out)["rows"]}
    assert len(units) == 5
    assert (units["Trung tâm Trợ giúp pháp lý"]["kind"], units["Trung tâm Trợ giúp pháp lý"]["tasks"]) == (
        "centre",
        2,
    )
    assert units["UBND các huyện, thị xã, thành phố"]["kind"] == "collective"
    assert desk.tasks()["II.1"]["unit"] == desk.tasks()["II.2"]["unit"] == units["Trung tâm Trợ giúp pháp lý"]["code"]


# -- what is refused ----------------------------------------------------------------------------------------


def test_one_bad_row_holds_everything_back_and_every_problem_is_told(desk: Desk) -> None:
    rows = plan()
    row_of(rows, "Tập huấn")[1] = ""
    row_of(rows, "Số hóa")[3] = "Phòng Không Có"
    row_of(rows, "Hướng dẫn")[5] = "Đầu quý III/2021"
    before = desk.dump
    answer = desk.bring(desk.put(rows), code=4)
    assert codes(answer) == ["title.missing", "unit.unknown", "deadline.unsure"]
    assert [p["severity"] for p in answer["problems"]] == ["error", "error", "question"]
    assert answer["totals"] == {"error": 2, "question": 1, "note": 0}
    assert answer["counts"] == dict.fromkeys(answer["counts"], 0)
    assert desk.dump == before


def test_the_number_of_errors_comes_last_on_stderr(desk: Desk) -> None:
    rows = plan()
    row_of(rows, "Số hóa")[1] = ""
    row_of(rows, "Tập huấn")[3] = "Phòng Không Có"
    ran = desk.run("import", str(desk.put(rows)), "--decision", NUMBER, *ISSUED)
    assert ran.code == 4
    assert ran.err.splitlines()[0] == "phu-luc.xlsx: 1 error(s) in the plan; nothing was written."
    assert "Nothing was written." in ran.out
    assert "Phòng Không Có" in ran.out


def test_units_that_are_not_known_are_told_with_their_number_and_a_trial_shows_all_else(desk: Desk) -> None:
    rows = plan()
    row_of(rows, "Số hóa")[3], row_of(rows, "Rà soát")[3] = "Phòng Không Có", "Phòng Không Có Nốt"
    row_of(rows, "Hướng dẫn")[5] = "Đầu quý III/2021"
    before = desk.dump
    for trial in ((), ("--dry-run",)):
        ran = desk.run("import", str(desk.put(rows)), "--decision", NUMBER, *ISSUED, *trial)
        assert ran.code == 4
        assert ran.err.splitlines()[0] == "phu-luc.xlsx: 2 unit(s) are not in the register; nothing was written."
        assert "Phòng Không Có (1 row" in ran.out
        assert "PKC" in ran.out
        assert "“Đầu quý III/2021”" in ran.out
        assert ("5 new tasks" in ran.out) == bool(trial)
        assert desk.dump == before


def test_a_question_is_stored_without_a_date_and_asked(desk: Desk) -> None:
    rows = plan()
    row_of(rows, "Hướng dẫn")[5] = "Đầu quý III/2021"
    answer = desk.bring(desk.put(rows))
    assert codes(answer, "question") == ["deadline.unsure"]
    task = desk.tasks()["II.2"]
    assert (task["due"], task["deadline_text"], task["state"]) == (None, "Đầu quý III/2021", "no_deadline")
    missed = json.loads(desk.run("missed", "-f", "json").out)["rows"]
    assert ("II.2", ["no_date"]) in [(row["item"], row["reasons"]) for row in missed]
    assert "1 question is open" in desk.run("import", str(desk.put(rows)), "--decision", NUMBER, *ISSUED).out


@pytest.mark.parametrize("wrong", ["11/3/2021", "31/12/2021"])
def test_another_day_for_a_known_number_of_that_year_is_refused(desk: Desk, wrong: str) -> None:
    desk.bring(desk.put(plan()))
    before = desk.dump
    ran = desk.run("import", str(desk.put(plan())), "--decision", NUMBER, "--issued", wrong)
    assert (ran.code, ran.out) == (5, "")
    assert "40/QĐ-STP is in the register with the day 10/03/2021" in ran.err
    assert "decision edit 40/QĐ-STP --issued" in ran.err
    assert desk.dump == before


def test_the_same_number_of_another_year_is_another_decision(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    file = desk.put(plan())
    assert desk.run("import", str(file), "--decision", NUMBER, "--issued", "10/3/2020").code == 0
    ran = desk.run("import", str(file), "--decision", NUMBER)
    assert (ran.code, ran.out) == (4, "")
    assert "Several decisions bear the number 40/QĐ-STP: 2020, 2021" in ran.err
    assert desk.run("import", str(file), "--decision", f"{NUMBER}@2020").code == 0


def test_a_file_without_a_day_needs_it(desk: Desk) -> None:
    before = desk.dump
    ran = desk.run("import", str(desk.put(plan())), "--decision", NUMBER)
    assert (ran.code, ran.out) == (4, "")
    assert "--issued" in ran.err
    assert desk.dump == before


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_marked_file_is_refused_unread(desk: Desk, ending: str, marking: str) -> None:
    before = desk.dump
    file = desk.put(plan(), ending=ending, above=[marking, *ABOVE])
    ran = desk.run("import", str(file), "--decision", NUMBER, *ISSUED)
    assert (ran.code, ran.out) == (4, "")
    assert marking in ran.err
    assert "State secrecy" in ran.err
    assert desk.dump == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("khong-co.docx", None), ("rong.docx", b""), ("rong.csv", b""), ("van-ban.xlsx", "TT;Nội dung\n".encode()),
        ("dut.docx", b"PK\x03\x04" + b"\0" * 40), ("la.pdf", b"%PDF-1.7\n"),
        ("ma-khac.csv", "Nhiệm vụ".encode("utf-16-le")),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_its_name(desk: Desk, name: str, content: bytes | None) -> None:
    file = desk.folder / name
    if content is not None:
        file.write_bytes(content)
    before = desk.dump
    ran = desk.run("import", str(file), "--decision", NUMBER, *ISSUED)
    assert (ran.code, ran.out) == (4, "")
    assert name in ran.err
    assert desk.dump == before


def test_a_folder_is_no_plan(desk: Desk) -> None:
    ran = desk.run("import", str(desk.folder), "--decision", NUMBER, *ISSUED)
    assert (ran.code, ran.out) == (4, "")
    assert desk.folder.name in ran.err


def test_a_table_of_something_else_is_refused_with_what_was_seen(desk: Desk) -> None:
    file = desk.put([["Tháng", "Số vụ", "Số người"], ["1", "12", "14"], ["2", "9", "9"]])
    ran = desk.run("import", str(file), "--decision", NUMBER, *ISSUED)
    assert (ran.code, ran.out) == (4, "")
    for part in ("Tháng", "--table", "--map"):
        assert part in ran.err


# -- trial, --map, --table ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_trial_shows_what_would_be_stored_and_writes_nothing(desk: Desk, ending: str) -> None:
    file = desk.put(plan(), ending=ending)
    before = desk.dump
    ran = desk.run("import", str(file), "--decision", NUMBER, *ISSUED, "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "Preview" in ran.out
    row = next(line for line in ran.out.splitlines() if "Kiểm tra công tác hộ tịch cấp xã" in line)
    for part in ("I.2", "HCTP", "Quý III/2021", "30/09/2021"):
        assert part in row
    assert ran.out.splitlines()[-1] == "Nothing was written."
    assert desk.dump == before
    answer = desk.bring(file, "--dry-run")
    assert (answer["written"], answer["counts"]["tasks"]) == (False, 5)
    assert desk.dump == before
    assert desk.bring(file)["counts"] == answer["counts"]


def test_a_trial_of_a_corrected_file_shows_what_would_change(desk: Desk) -> None:
    desk.bring(desk.put(plan()))
    rows = plan()
    row_of(rows, "Số hóa")[5] = "31/12/2021"
    before = desk.dump
    answer = desk.bring(desk.put(rows), "--dry-run")
    assert (answer["written"], answer["counts"]["updated"], codes(answer)) == (False, 1, ["row.updated"])
    assert desk.dump == before


def test_map_says_what_a_heading_holds(desk: Desk) -> None:
    rows = [["Mã", "Đầu mục", "Ai làm", "Bao giờ"], ["1", "Việc thứ nhất trong năm", "Văn phòng", "30/6/2021"]]
    file = desk.put(rows)
    assert desk.run("import", str(file), "--decision", NUMBER, *ISSUED).code == 4
    desk.bring(
        file, "--map", "Mã=item", "--map", "Đầu mục=title", "--map", "Ai làm=lead", "--map", "Bao giờ=deadline"
    )
    task = desk.tasks()["1"]
    assert (task["title"], task["unit"], task["due"]) == ("Việc thứ nhất trong năm", "VP", "2021-06-30")


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--map", "Đầu mục"), 4, "HEADING=FIELD"), (("--map", "=title"), 4, "HEADING=FIELD"),
        (("--map", "Sản phẩm=màu"), 2, "item, title, product, lead"), (("--table", "9"), 2, "--table"),
        (("--table", "hai"), 2, "--table"), (("--kind", "lớn"), 2, "key, regular, ad_hoc"),
        (("--year", "21"), 2, "1990"), (("--declares", "0"), 4, "at least 1"),
        (("--implements", "1/QĐ-X"), 4, "1/QĐ-X"),
        (("--issued", "31/2/2021"), 2, "31/2/2021"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_an_option_that_does_not_fit_is_refused_before_anything_is_written(
    desk: Desk, options: tuple[str, ...], code: int, says: str
) -> None:
    before = desk.dump
    ran = desk.run("import", str(desk.put(plan())), "--decision", NUMBER, *ISSUED, *options)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert desk.dump == before


def test_table_takes_the_one_that_is_named(desk: Desk) -> None:
    import docx

    document = docx.Document()
    for task in ("Việc của bảng một", "Việc của bảng hai"):
        table = document.add_table(rows=2, cols=4)
        for cells, texts in zip(
            table.rows,
            (["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", task, "Văn phòng", "30/6/2021"]),
            strict=True,
        ):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("")
    file = desk.folder / "hai-bang.docx"
    document.save(str(file))
    answer = desk.bring(file, "--table", "2")
    assert [table["taken"] for table in answer["tables"]] == [False, True]
    assert [task["title"] for task in desk.tasks().values()] == ["Việc của bảng hai"]


def test_hostile_words_in_a_plan_are_kept_as_harmless_text(desk: Desk) -> None:
    rows = plan()
    row_of(rows, "Số hóa")[1] = "Số hóa\u202e [/red] :smile: =1+1 <script>"
    desk.bring(desk.put(rows))
    assert desk.tasks()["I.3"]["title"] == "Số hóa [/red] :smile: =1+1 <script>"
    assert "[/red] :smile:" in desk.run("task", "list").out
