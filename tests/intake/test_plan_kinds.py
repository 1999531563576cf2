"""Kinds of annexes met later: lists without headings, crosses under bare months, names with more around them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.support.plan_drafts import DAY, asked, facts, read
from tests.support.plans import docx_of_rows, xlsx_of_rows
from tuphap_cli.domain.draft import KnownUnit
from tuphap_cli.intake.plan import read_plan

HEAD = ["STT", "Nội dung", "Chủ trì", "Thời gian"]
ONE = ["1", "Sao lưu sổ hộ tịch", "Văn phòng", "31/3/2024"]


# -- tables without headings of their own ----------------------------------------------------------------------


def tables(path: Path, *parts: str | list[list[str]]) -> Path:
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=len(part[0]))
        for y, row in enumerate(part):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
    document.save(str(path))
    return path


TWO = ["1", "Thanh tra văn phòng thừa phát lại", "Thanh tra Sở", "Quý II/2024"]


def test_a_list_without_headings_below_a_line_is_read_by_those_above_and_asked_about(tmp_path: Path) -> None:
    draft = read(tables(tmp_path / "a.docx", "I. Trọng tâm", [HEAD, ONE], "II. Thường xuyên", [TWO]))
    assert facts(draft) == [(ONE[1], "Văn phòng", "2024-03-31"), (TWO[1], "Thanh tra Sở", "2024-06-30")]
    assert [task.item for task in draft.tasks] == ["I.1", "II.1"]
    assert asked(draft) == ["table.headless"]


def test_the_number_of_a_page_parts_no_table(tmp_path: Path) -> None:
    draft = read(tables(tmp_path / "a.docx", [HEAD, ONE], "- 2 -", [["2", *TWO[1:]]]))
    assert [task.item for task in draft.tasks] == ["1", "2"]
    assert not draft.problems


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "Thuê hội trường", "Buổi", "3.000.000"]],
        [["1", "Lê Thị Hoa", "Chánh Văn phòng", "Tổ trưởng"]],
        [["STT", "Họ tên", "Chức vụ", "Ghi chú"], ["1", "Lê Thị Hoa", "Chánh Văn phòng", "Quý II"]],
        [["", "Lê Thị Hoa", "Chánh Văn phòng", "Quý II"]],
        [["1", "Lê Thị Hoa", "", ""]],
        [["1", "Lê Thị Hoa", "12", "Quý II"]],
        [["1", "Thanh tra Sở", "Tiếp công dân", "Quý II"]],
        [["1", "Lê Thị Hoa", "Quý II"]],
    ],
)
def test_other_lists_below_a_plan_are_none(tmp_path: Path, rows: list[list[str]]) -> None:
    draft = read(tables(tmp_path / "a.docx", [HEAD, ONE], "DANH SÁCH", rows))
    assert [task.title for task in draft.tasks] == [ONE[1]]
    assert [seen.taken for seen in draft.tables][:2] == [True, False]


def test_a_table_of_one_cell_around_a_plan_is_a_frame(tmp_path: Path) -> None:
    document = Document()
    frame = document.add_table(rows=2, cols=1)
    frame.cell(0, 0).text = "II. Nhiệm vụ"
    inner = frame.cell(1, 0).add_table(rows=2, cols=4)
    for y, row in enumerate([HEAD, ONE]):
        for x, text in enumerate(row):
            inner.cell(y, x).text = text
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx")
    assert facts(draft) == [(ONE[1], "Văn phòng", "2024-03-31")]
    assert [group.title for group in draft.groups] == ["Nhiệm vụ"]


# -- headings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "below", "marks", "due"),
    [
        ("Thời gian thực hiện", [str(n) for n in range(1, 13)], "5", "2024-05-31"),
        ("Tiến độ năm 2024", [str(n) for n in range(7, 13)], "7 10", "2024-07-31;2024-10-31"),
        ("Năm 2024", ["3", "6", "9", "12"], "9", "2024-09-30"),
        ("Thời gian", ["1", "2", "3", "4"], "2", ""),  # quarters, or weeks
        ("Thời gian", ["1", "2", "3", "4", "5"], "2", ""),  # the weeks of a month
        ("Tháng 5", ["1", "2", "3", "4", "5"], "2", ""),
        ("Thời gian", ["6 tháng đầu năm", "6 tháng cuối năm"], "6 tháng đầu năm", "2024-06-30"),
        ("Thời gian", ["Sáu tháng đầu năm 2024", "Sáu tháng cuối năm 2024"], "Sáu tháng cuối năm 2024", "2024-12-31"),
        ("Tháng 5/2024", ["Tuần 1", "Tuần 2", "Tuần 3", "Tuần 4"], "Tuần 3", "ask"),
        ("Tháng 5", ["Tuần I", "Tuần II"], "Tuần II", "ask"),
    ],
)
def test_crosses_under_the_parts_of_a_year(
    tmp_path: Path, above: str, below: list[str], marks: str, due: str
) -> None:
    rows = [
        [*HEAD[:3], above, *[""] * (len(below) - 1)],
        ["", "", "", *below],
        [*ONE[:3], *["x" if b == marks or b in marks.split() else "" for b in below]],
        [*ONE[:2], "Thanh tra Sở", *[""] * len(below)],
    ]
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", rows))
    assert facts(draft)[0] == (ONE[1], "Văn phòng", due)


def test_a_heading_says_what_the_marks_below_it_mean(tmp_path: Path) -> None:
    rows = [
        [*HEAD[:2], "Đơn vị thực hiện (x: chủ trì; o: phối hợp)", "", "", HEAD[3]],
        ["", "", "Văn phòng", "Phòng HCTP", "Thanh tra", ""],
        [*ONE[:2], "o", "x", "", ONE[3]],
        ["2", "Tiếp công dân", "", "√", "x", "30/6/2024"],
    ]
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", rows))
    assert [(t.lead, t.supports) for t in draft.tasks] == [
        ("Phòng HCTP", ["Văn phòng"]),
        ("Thanh tra", ["Phòng HCTP"]),
    ]
    assert [(p.code, p.value) for p in draft.problems] == [("cell.role", "√")]


def test_columns_of_quarters_that_hold_figures_are_kept(tmp_path: Path) -> None:
    rows = [[*HEAD[:3], "Quý I", "Quý II", "Quý III", "Quý IV"], [*ONE[:3], "", "2 lớp", "1 lớp", ""]]
    draft = read(docx_of_rows(tmp_path / "a.docx", rows))
    assert facts(draft) == [(ONE[1], "Văn phòng", "")]
    assert draft.tasks[0].extra == {"Quý II": "2 lớp", "Quý III": "1 lớp"}
    assert asked(draft) == ["deadline.missing"]


@pytest.mark.parametrize(
    "head",
    [
        ["No.", "Task", "Owner", "Due date"],
        ["ID", "Tasks", "PIC", "Deadline"],
        ["No", "Description", "Lead", "Deadline"],
        ["STT", "Hạng mục", "Assignee", "Due date"],
        ["STT", "Tên loại, trích yếu", "Cơ quan chủ trì soạn thảo", "Thời gian ban hành"],
        ["#", "Tên báo cáo", "Đơn vị báo cáo", "TG thực hiện"],
        ["STT", "Tên chương trình", "Phòng, ban thực hiện", "Thời gian trình cấp có thẩm quyền"],
        ["STT", "Diễn giải", "Đ/v thực hiện", "Thời gian bắt đầu - kết thúc"],
        ["S\nT\nT", "Loại báo cáo", "Đơn vị thực hiện", "Thời gian gửi"],
        ["STT", "Nội dung kiểm tra, giám sát", "Thực hiện chính", "Hạn"],
        ["STT", "Công tác", "Đơn vị, cá nhân thực hiện", "Timeline"],
    ],
)
def test_further_headings(tmp_path: Path, head: list[str]) -> None:
    assert facts(read(xlsx_of_rows(tmp_path / "a.xlsx", [head, ONE]))) == [(ONE[1], "Văn phòng", "2024-03-31")]


def test_a_deadline_in_the_row_of_a_heading_is_that_of_the_works_without_one_and_asked_about(tmp_path: Path) -> None:
    rows = [
        *[HEAD, ["I", "Tài chính", "", "Quý I/2024"], ["1", "Lập dự toán", "Văn phòng", ""]],
        *[["2", "Quyết toán", "Văn phòng", "30/4/2024"], ["II", "Khác", "", "Quý III/2024"]],
        *[["1", "Tiếp công dân", "Thanh tra Sở", "Quý II/2024"], ["III", "Tổ chức", "", "dưới đây"]],
        ["1", "Tuyển dụng", "Văn phòng", "30/9/2024"],
    ]
    draft = read(docx_of_rows(tmp_path / "a.docx", rows))
    assert [due for _, _, due in facts(draft)] == ["2024-03-31", "2024-04-30", "2024-06-30", "2024-09-30"]
    told = [(p.code, p.place and p.place.row, p.value) for p in draft.problems]
    assert sorted(told) == [
        *[("cell.stray", 5, "Quý III/2024"), ("cell.stray", 7, "dưới đây"), ("deadline.heading", 3, "")],
    ]
    assert {p.column for p in draft.problems} == {HEAD[3]}


def test_a_heading_that_begins_under_the_deadlines_is_no_deadline_also_above_headings(tmp_path: Path) -> None:
    head = ["STT", "Thời gian", "Nội dung", "Chủ trì", "Sản phẩm"]
    rows = [
        *[head, ["I", "Tài chính", "", "", ""], ["1", "", "Lập dự toán", "Văn phòng", "Báo cáo"]],
        *[["II", "Khác", "", "", ""], head, ["1", "Quý I/2024", "Tiếp dân", "Thanh tra Sở", "Báo cáo"]],
    ]
    document = Document()
    table = document.add_table(rows=len(rows), cols=5)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for y in (1, 3):
        table.cell(y, 1).merge(table.cell(y, 4)).text = rows[y][1]
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx")
    assert facts(draft) == [("Lập dự toán", "Văn phòng", ""), ("Tiếp dân", "Thanh tra Sở", "2024-03-31")]
    assert ([g.title for g in draft.groups], asked(draft)) == (["Tài chính", "Khác"], ["deadline.missing"])


@pytest.mark.parametrize("product", ["Báo cáo", "Kế hoạch", "Quyết định"])
def test_rows_on_the_next_page_are_no_headings(tmp_path: Path, product: str) -> None:
    head = ["STT", "Công việc", "Thời gian", "Chủ trì", "Kết quả"]
    row = ["Tham mưu quy chế phối hợp", "Quý I/2024", "Văn phòng", product]
    draft = read(tables(tmp_path / "a.docx", [head, ["1", *row]], [["2", *row], ["3", *row]]))
    assert [task.item for task in draft.tasks] == ["1", "2", "3"]


# -- the cell of the lead --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "lead", "supports"),
    [
        ("Văn phòng (đ/c Hoa)", "Văn phòng", []),
        ("Văn phòng\n(Đồng chí: Lê Thị Hoa)", "Văn phòng", []),
        ("Văn phòng (tổng hợp chung), các phòng (thực hiện)", "Văn phòng", ["Các phòng"]),
        ("Thanh tra Sở (tham mưu); Văn phòng (phối hợp)", "Thanh tra Sở", ["Văn phòng"]),
        ("Giao Văn phòng", "Văn phòng", []),
        ("Đề nghị Hội Luật gia tỉnh", "Hội Luật gia tỉnh", []),
        ("Tất cả các phòng, đơn vị", "Tất cả các phòng, đơn vị", []),
        ("Văn phòng, tất cả các phòng", "Văn phòng", ["Tất cả các phòng"]),
        ("- Cấp tỉnh: Thanh tra Sở\n- Cấp huyện: Phòng Tư pháp", "Thanh tra Sở", ["Phòng Tư pháp"]),
        ("Đơn vị thực hiện: Văn phòng", "Văn phòng", []),
        ("(Đ/c Hoa)", "(Đ/c Hoa)", []),
    ],
)
def test_what_stands_around_the_name_of_a_unit(tmp_path: Path, cell: str, lead: str, supports: list[str]) -> None:
    draft = read(docx_of_rows(tmp_path / "a.docx", [HEAD, [*ONE[:2], cell, ONE[3]]]))
    assert facts(draft)[0][1] == lead
    assert draft.tasks[0].supports == supports
    assert draft.tasks[0].lead_text == cell


@pytest.mark.parametrize(
    ("cell", "lead", "supports", "told"),
    [
        ("Phòng Hành chính\nTư pháp", "Phòng Hành chính Tư pháp", [], True),
        ("Sở Văn hóa,\nThể thao và\nDu lịch", "Sở Văn hóa, Thể thao và Du lịch", [], False),
        ("Sở Nội vụ,\nSở Tài chính", "Sở Nội vụ", ["Sở Tài chính"], False),
        ("Sở Y tế\nBệnh viện Đa khoa", "Sở Y tế", ["Bệnh viện Đa khoa"], False),
        ("Công an\nTư pháp - Hộ tịch", "Công an", ["Tư pháp - Hộ tịch"], False),
        ("Sở Y tế\nLê Thị Hoa", "Sở Y tế", ["Lê Thị Hoa"], False),
    ],
)
def test_a_name_over_several_lines(tmp_path: Path, cell: str, lead: str, supports: list[str], told: bool) -> None:
    draft = read(docx_of_rows(tmp_path / "a.docx", [HEAD, [*ONE[:2], cell, ONE[3]]]))
    assert (draft.tasks[0].lead, draft.tasks[0].supports) == (lead, supports)
    assert asked(draft) == ["lead.wrapped"] * told


def test_a_name_that_the_register_knows_is_joined_over_lines_without_a_question(tmp_path: Path) -> None:
    path = docx_of_rows(tmp_path / "a.docx", [HEAD, [*ONE[:2], "Phòng Hành chính\nTư pháp", ONE[3]]])
    known = [KnownUnit("HCTP", "Phòng Hành chính tư pháp")]
    draft = read_plan(path, year=2024, issued=DAY, known=known, create_units=True)
    assert (draft.tasks[0].lead, draft.problems) == ("HCTP", [])


def test_a_time_in_the_cell_of_the_lead_is_the_deadline_and_no_unit(tmp_path: Path) -> None:
    head = ["STT", "Nội dung", "Tổ chức thực hiện"]
    rows = [
        [*ONE[:2], "- Chủ trì: Văn phòng\n- Phối hợp: Thanh tra Sở\n- Thời gian: Quý II/2024"],
        ["2", "Tiếp công dân", "Thanh tra Sở, 30/6/2024"],
    ]
    draft = read(docx_of_rows(tmp_path / "a.docx", [head, *rows]))
    assert facts(draft) == [(ONE[1], "Văn phòng", "2024-06-30"), ("Tiếp công dân", "", "")]
    assert draft.tasks[0].supports == ["Thanh tra Sở"]
    assert asked(draft) == ["lead.missing", "deadline.missing"]


@pytest.mark.parametrize("cell", ["x", "Không", "Chưa phân công", "Quý II", "Tháng 6/2024", "30/6/2024"])
def test_a_cell_that_names_no_unit_makes_none(tmp_path: Path, cell: str) -> None:
    draft = read(docx_of_rows(tmp_path / "a.docx", [HEAD, [*ONE[:2], cell, ONE[3]]]))
    assert not draft.new_units
    assert asked(draft) == ["lead.missing"]
