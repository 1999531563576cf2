"""Rows become groups, tasks, continuations or findings; none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.plans import csv_of_rows, docx_of_rows, xlsx_of_rows
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.intake.plan import read_plan

HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"]
Rows = list[list[str]]


def read(path: Path, rows: Rows, *, head: list[str] | None = None, kind: str = "xlsx") -> PlanDraft:
    head = head or HEAD
    full = [head, *[r + [""] * (len(head) - len(r)) for r in rows]]
    file = path / f"ke-hoach.{kind}"
    if kind == "docx":
        docx_of_rows(file, full)
    elif kind == "csv":
        csv_of_rows(file, full)
    else:
        xlsx_of_rows(file, full)
    return read_plan(file, year=2026, issued=None, known=(), create_units=True)


def items(draft: PlanDraft) -> list[str]:
    return [t.item for t in draft.tasks]


def groups(draft: PlanDraft) -> list[tuple[str, str, int | None]]:
    return [(g.label, g.title, g.parent) for g in draft.groups]


def codes(draft: PlanDraft) -> list[str]:
    return [p.code for p in draft.problems]


def task(item: str, title: str = "Rà soát văn bản", lead: str = "Phòng A", when: str = "Quý I") -> list[str]:
    return [item, title, lead, "", when, ""]


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv"])
def test_groups_by_roman_numbers_with_numbers_beginning_again(tmp_path: Path, kind: str) -> None:
    rows = [["I", "Hộ tịch"], task("1"), task("2", "Tập huấn"), ["II", "Công chứng"], task("1", "Kiểm tra")]
    draft = read(tmp_path, rows, kind=kind)
    assert groups(draft) == [("I", "Hộ tịch", None), ("II", "Công chứng", None)]
    assert items(draft) == ["I.1", "I.2", "II.1"]
    assert [t.group for t in draft.tasks] == [0, 0, 1]
    assert codes(draft) == []


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv"])
def test_a_group_all_in_the_number_cell_and_numbers_that_run_on(tmp_path: Path, kind: str) -> None:
    rows = [["I. HỘ TỊCH"], task("1"), ["Nhóm 2: Công chứng"], task("2.", "Kiểm tra")]
    draft = read(tmp_path, rows, kind=kind)
    assert groups(draft) == [("I", "HỘ TỊCH", None), ("Nhóm 2", "Công chứng", None)] or groups(draft)[1][2] == 0
    assert items(draft) == ["1", "2"]


def test_nested_groups(tmp_path: Path) -> None:
    rows = [
        ["A", "Phần một"], ["I", "Hộ tịch"], task("1"), ["II", "Chứng thực"], task("1"),
        ["B", "Phần hai"], ["I", "Trợ giúp"], ["1.1", "Trong tố tụng"], task("1.1.1"), task("1.1.2"), task("1.2"),
        ["III", "Khác"], ["III.1", "Nội bộ"], task("1"),
    ]  # fmt: skip
    draft = read(tmp_path, rows)
    by_label = [(g.label, draft.groups[g.parent].label if g.parent is not None else None) for g in draft.groups]
    assert by_label == [
        ("A", None), ("I", "A"), ("II", "A"), ("B", None), ("I", "B"), ("1.1", "I"), ("III", "B"), ("III.1", "III"),
    ]  # fmt: skip
    assert items(draft) == ["I.1", "II.1", "1.1.1", "1.1.2", "I.1.2", "III.1.1"]


def test_letters_that_are_roman_numbers_too(tmp_path: Path) -> None:
    rows: Rows = []
    for letter in "ABCD":
        rows += [[letter, f"Phần {letter}"], task("1", f"Việc {letter}")]
    assert [g.parent for g in read(tmp_path, rows).groups] == [None] * 4


def test_a_group_row_without_number_where_the_table_begins_with_one(tmp_path: Path) -> None:
    rows = [["", "Nhiệm vụ giao Sở A"], task("1"), ["", "Nhiệm vụ giao Sở B"], task("2", "Kiểm tra")]
    draft = read(tmp_path, rows)
    assert groups(draft) == [("", "Nhiệm vụ giao Sở A", None), ("", "Nhiệm vụ giao Sở B", None)]
    assert items(draft) == ["1", "2"]


def test_the_rest_of_a_cell_from_the_page_above_is_joined(tmp_path: Path) -> None:
    rows = [
        ["I", "Hộ tịch"], task("1", "Rà soát các văn bản về"), ["", "hộ tịch và quốc tịch", "", "Sở B", "", ""],
        task("2", "Xây dựng phần mềm"), ["", "Kết nối dữ liệu"], ["", "", "và Phòng C"],
    ]  # fmt: skip
    draft = read(tmp_path, rows)
    assert [t.title for t in draft.tasks] == [
        "Rà soát các văn bản về hộ tịch và quốc tịch",
        "Xây dựng phần mềm\nKết nối dữ liệu",
    ]
    assert draft.tasks[0].supports == ["Sở B"]
    assert draft.tasks[1].supports == ["Phòng C"]
    assert codes(draft).count("row.joined") == 3


def test_a_further_task_without_number(tmp_path: Path) -> None:
    rows = [task("1", "Rà soát."), ["", "Tập huấn nghiệp vụ", "Phòng B", "", "Quý II", ""], task("2", "Báo cáo")]
    draft = read(tmp_path, rows)
    assert items(draft) == ["1", "1-2", "2"]
    assert codes(draft) == ["item.made"]


def test_parts_of_a_task(tmp_path: Path) -> None:
    rows = [
        ["1", "Công tác văn bản"],
        ["-", "Rà soát", "Phòng A", "", "Quý I"],
        ["-", "Kiểm tra", "Phòng B", "", "Quý II"],
        ["2", "Công tác hộ tịch"],
        ["a)", "Đăng ký", "Phòng A", "", "Quý I"],
        ["b)", "Thống kê", "Phòng A", "", "Quý I"],
        task("3", "Khác"),
    ]
    draft = read(tmp_path, rows)
    assert items(draft) == ["1.1", "1.2", "2.a", "2.b", "3"]
    assert [t.group for t in draft.tasks] == [0, 0, 1, 1, None]


@pytest.mark.parametrize(
    ("lead", "read_as"), [("nt", "Phòng A"), ("như trên", "Phòng A"), ("″", "Phòng A"), ("-nt-", "Phòng A")]
)
def test_ditto(tmp_path: Path, lead: str, read_as: str) -> None:
    draft = read(tmp_path, [task("1"), task("2", "Kiểm tra", lead), task("3", "Báo cáo", lead)])
    assert [t.lead for t in draft.tasks] == ["Phòng A", read_as, read_as]
    assert codes(draft) == ["cell.ditto"] * 2


def test_a_dash_and_a_reference(tmp_path: Path) -> None:
    rows = [task("1"), ["2", "Kiểm tra", "-", "", "Như mục 1", "-"], ["3", "Báo cáo", "Như mục 9", "", "Quý II", ""]]
    draft = read(tmp_path, rows)
    assert draft.tasks[1].lead == "Phòng A"
    assert draft.tasks[1].deadline_text == "Quý I"
    assert draft.tasks[1].product == ""
    assert draft.tasks[2].lead is None
    assert codes(draft) == ["cell.dash", "cell.ditto", "cell.reference", "lead.missing"]


def test_numbers_that_stand_twice(tmp_path: Path) -> None:
    draft = read(tmp_path, [task("1"), task("2", "Kiểm tra"), task("2", "Báo cáo"), task("4", "Tập huấn")])
    assert items(draft) == ["1", "2", "2-2", "4"]
    assert codes(draft) == ["item.duplicate"]


def test_without_a_number_column_the_tasks_are_counted(tmp_path: Path) -> None:
    rows = [["Rà soát", "Phòng A", "Quý I"], ["Kiểm tra", "Phòng B", "Quý II"]]
    assert items(read(tmp_path, rows, head=["Nội dung", "Chủ trì", "Thời gian"])) == ["1", "2"]


def test_what_is_no_task_is_told(tmp_path: Path) -> None:
    rows = [
        task("1"),
        ["2"],
        ["…", "(lược một số dòng)"],
        ["4", "", "Phòng A", "", "Quý I"],
        ["", "Tổng cộng: 4 nhiệm vụ"],
        ["", "", "", "", "KT. GIÁM ĐỐC"],
        ["Ghi chú: chưa kể nhiệm vụ đột xuất"],
    ]
    draft = read(tmp_path, rows)
    assert items(draft) == ["1"]
    assert codes(draft) == ["row.skipped", "row.cut", "title.missing", "row.skipped", "row.skipped", "row.skipped"]
    assert all(p.place and p.place.row for p in draft.problems)


def test_a_repeated_heading_row_and_numbers_of_columns(tmp_path: Path) -> None:
    rows = [["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], task("1"), HEAD, task("2", "Kiểm tra")]
    assert items(read(tmp_path, rows)) == ["1", "2"]


def test_lists_under_their_own_titles_and_headings(tmp_path: Path) -> None:
    head = ["STT", "Nhiệm vụ", "Văn bản giao", "Chủ trì", "Thời hạn"]
    rows = [
        ["1. Danh mục một"], head, ["1.", "Rà soát", "12/KH-STP", "Phòng A", "30/6/2026"],
        ["2. Danh mục hai"], head, ["1.", "Kiểm tra", "12/KH-STP", "Phòng A", "30/6/2026"],
    ]  # fmt: skip
    path = xlsx_of_rows(tmp_path / "danh-muc.xlsx", [r + [""] * (5 - len(r)) for r in rows])
    draft = read_plan(path, year=2026, issued=None, known=(), create_units=True)
    assert groups(draft) == [("1", "Danh mục một", None), ("2", "Danh mục hai", None)]
    assert items(draft) == ["1.1", "2.1"]
    assert draft.tasks[0].extra == {"Văn bản giao": "12/KH-STP"}


def test_other_headings_further_down(tmp_path: Path) -> None:
    rows = [
        task("1"),
        ["STT", "Chủ trì", "Nội dung", "Thời gian", "Ghi chú", ""],
        ["2", "Phòng B", "Kiểm tra", "Quý II", "gấp"],
    ]
    draft = read(tmp_path, rows)
    assert (draft.tasks[1].title, draft.tasks[1].lead, draft.tasks[1].note) == ("Kiểm tra", "Phòng B", "gấp")


def test_blank_leads_in_a_column_that_states_them_once(tmp_path: Path) -> None:
    head = ["TT", "Đơn vị chủ trì", "Công việc", "Phối hợp", "Thời gian"]
    rows = [
        ["1", "Phòng A", "Rà soát", "Phòng B", "Quý I"],
        ["2", "", "Kiểm tra", "", "Quý II"],
        ["3", "Phòng C", "Báo cáo", "", "Quý II"],
    ]
    draft = read(tmp_path, rows, head=head)
    assert [t.lead for t in draft.tasks] == ["Phòng A", "Phòng A", "Phòng C"]
    assert codes(draft) == ["lead.inherited"]


def test_a_single_blank_lead_stays_missing(tmp_path: Path) -> None:
    draft = read(tmp_path, [task(str(n), f"Việc {n}") for n in range(1, 6)] + [task("6", "Việc 6", "")])
    assert draft.tasks[5].lead is None
    assert codes(draft) == ["lead.missing"]


def test_group_column_and_columns_of_roman_numbers(tmp_path: Path) -> None:
    head = ["TT", "Nhóm", "Nhiệm vụ", "Loại", "Chủ trì", "Thời hạn", "Tiến độ"]
    rows = [
        ["1", "Hộ tịch", "Rà soát", "I", "Phòng A", "Quý I", "Đang làm"],
        ["2", "", "Kiểm tra", "II", "Phòng A", "Quý I", ""],
        ["3", "2. Công chứng", "Báo cáo", "I", "Phòng B", "Quý I", "Xong"],
    ]
    draft = read(tmp_path, rows, head=head)
    assert groups(draft) == [("", "Hộ tịch", None), ("2", "Công chứng", None)]
    assert [t.group for t in draft.tasks] == [0, 0, 1]
    assert draft.tasks[0].extra == {"Loại": "I", "Tiến độ": "Đang làm"}


def test_labels_inside_the_content(tmp_path: Path) -> None:
    rows = [
        ["1", "Rà soát văn bản\n- Sản phẩm: Báo cáo", "Phòng A", "", "Quý I", ""],
        ["2", "Kiểm tra. Sản phẩm: Kết luận", "Phòng A", "", "Quý I", ""],
        ["3", "Tập huấn\nSản phẩm: Tài liệu", "Phòng A", "", "Quý I", "Hội nghị"],
        ["4", "Báo cáo\nPhối hợp: Phòng B", "Phòng A", "", "Quý I", ""],
    ]
    draft = read(tmp_path, rows)
    assert [t.product for t in draft.tasks] == ["Báo cáo", "Kết luận", "Hội nghị", ""]
    assert [t.title for t in draft.tasks[:2]] == ["Rà soát văn bản", "Kiểm tra."]
    assert draft.tasks[3].supports == ["Phòng B"]


def test_crosses_under_quarters(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nội dung", "Chủ trì", "Thời gian", "", "", ""], ["", "", "", "Quý I", "Quý II", "Quý III", "Quý IV"],
        ["1", "Rà soát", "Phòng A", "", "x", "", ""],
    ]  # fmt: skip
    draft = read_plan(xlsx_of_rows(tmp_path / "a.xlsx", rows), year=2026, issued=None, known=(), create_units=True)
    assert draft.tasks[0].deadline_text == "Quý II"
    assert codes(draft) == ["cell.mark"]


def test_a_second_column_names_the_work_where_the_first_is_blank(tmp_path: Path) -> None:
    head = ["TT", "Nhiệm vụ", "Nội dung", "Chủ trì", "Thời hạn"]
    draft = read(tmp_path, [["1", "", "Rà soát", "Phòng A", "Quý I"]], head=head)
    assert draft.tasks[0].title == "Rà soát"


def test_a_stray_text_in_a_heading_row_is_told(tmp_path: Path) -> None:
    draft = read(tmp_path, [task("1"), ["II", "Công chứng", "", "", "năm tiếp theo"], task("2")])
    assert codes(draft) == ["cell.stray"]
    assert len(draft.groups) == 1


def test_footnote_marks_are_taken_off(tmp_path: Path) -> None:
    draft = read(tmp_path, [["1", "Rà soát [1] văn bản", "Phòng A (1)", "Phòng B*", "Quý I¹", ""]])
    one = draft.tasks[0]
    assert (one.title.replace("  ", " "), one.lead, one.supports, one.deadline_text) == (
        "Rà soát văn bản",
        "Phòng A",
        ["Phòng B"],
        "Quý I",
    )
