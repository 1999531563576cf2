"""Columns that hold marks, headings that name a lead or a period, second columns: each is read and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.plans import csv_of_rows, docx_of_rows, xlsx_of_rows
from tuphap_cli.domain.draft import DraftTask, PlanDraft
from tuphap_cli.domain.model import vn_date
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.intake.table.heading_words import Field
from tuphap_cli.intake.table.headings import meaning
from tuphap_cli.intake.table.marks import period_of

KINDS = ("xlsx", "docx", "csv")


def read(path: Path, rows: list[list[str]], kind: str = "xlsx") -> PlanDraft:
    width = max(len(r) for r in rows)
    file = path / f"ke-hoach.{kind}"
    full = [r + [""] * (width - len(r)) for r in rows]
    if kind == "docx":
        docx_of_rows(file, full)
    elif kind == "csv":
        csv_of_rows(file, full)
    else:
        xlsx_of_rows(file, full)
    return read_plan(file, year=2023, issued=None, known=(), create_units=True)


def codes(draft: PlanDraft) -> list[str]:
    return [p.code for p in draft.problems]


def due(task: DraftTask) -> str:
    reading = task.reading
    days = reading.occurrences or ((reading.due,) if reading.due else ())
    return ("" if reading.sure else "? ") + " ".join(map(vn_date, days))


@pytest.mark.parametrize(
    ("heading", "above", "period"),
    [
        ("Quý II", "", "Quý II"), ("QUÝ 3", "", "Quý III"), ("Quý I/2023", "", "Quý I/2023"), ("T5", "", "Tháng 5"),
        ("Tháng 11", "", "Tháng 11"), ("III", "Thời gian (quý)", "Quý III"), ("IV", "Thời hạn", "Quý IV"),
        ("7", "Tháng", "Tháng 7"), ("2", "Các quý năm 2023", "Quý II/2023"), ("5", "Quý", ""), ("13", "Tháng", ""),
        ("2", "Thời hạn", ""), ("II", "Kinh phí", ""), ("Cả năm", "Thời gian", ""),
    ],
)  # fmt: skip
def test_what_a_column_of_periods_stands_for(heading: str, above: str, period: str) -> None:
    assert period_of(heading, above) == period


@pytest.mark.parametrize("kind", KINDS)
def test_crosses_under_quarters_whose_heading_says_quarter_once(tmp_path: Path, kind: str) -> None:
    rows = [
        ["TT", "Nội dung", "Chủ trì", "Thời gian (quý)", "", "", "", "Kinh phí"],
        ["", "", "", "I", "II", "III", "IV", ""],
        ["1", "Tập huấn hòa giải", "Phòng A", "", "x", "", "", "20"],
        ["2", "Giao ban", "Phòng B", "x", "", "X", "", ""],
        ["3", "Báo cáo", "Phòng B", "x", "x", "", "", ""],
        ["4", "Ký cam kết", "Phòng B", "", "", "", "15/10", ""],
    ]
    draft = read(tmp_path, rows, kind)
    assert [due(t) for t in draft.tasks] == [
        "30/06/2023", "31/03/2023 30/09/2023", "? 30/06/2023", "15/10/2023",
    ]  # fmt: skip
    assert codes(draft).count("cell.mark") == 5
    assert draft.tasks[0].extra == {"Kinh phí": "20"}


def test_crosses_under_twelve_months(tmp_path: Path) -> None:
    months = [str(n) for n in range(1, 13)]
    rows = [
        ["TT", "Công việc", "Đơn vị thực hiện", "Tháng", *[""] * 11],
        ["", "", "", *months],
        ["1", "Kiểm kê", "Kế toán", *["x" if m == "12" else "" for m in months]],
        ["2", "Sơ kết", "Văn phòng", *["x" if m in ("6", "11") else "" for m in months]],
    ]
    assert [due(t) for t in read(tmp_path, rows).tasks] == ["31/12/2023", "30/06/2023 30/11/2023"]


def test_quarters_of_a_year_and_quarters_without_a_heading_above(tmp_path: Path) -> None:
    quarters = ["Quý I", "Quý II", "Quý III", "Quý IV"]
    flat = [["TT", "Nội dung", "Chủ trì", *quarters], ["1", "Rà soát", "Phòng A", "", "", "v", ""]]
    assert due(read(tmp_path, flat).tasks[0]) == "30/09/2023"
    over = [
        ["TT", "Nội dung", "Chủ trì", "Năm 2024", "", "", ""],
        ["", "", "", *quarters],
        ["1", "Rà soát", "Phòng A", "✓", "", "", ""],
    ]
    assert due(read(tmp_path, over).tasks[0]) == "31/03/2024"


def test_columns_from_and_to(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian thực hiện", ""],
        ["", "", "", "Từ ngày", "Đến ngày"],
        ["1", "Kiểm tra", "Phòng A", "01/3/2023", "20/4/2023"],
        ["2", "Vận hành", "Phòng A", "01/5/2023", ""],
    ]
    draft = read(tmp_path, rows)
    assert [due(t) for t in draft.tasks] == ["20/04/2023", ""]
    assert draft.tasks[1].extra["Từ ngày"] == "01/5/2023"
    assert "deadline.missing" in codes(draft)


def test_two_columns_with_a_deadline_are_a_question(tmp_path: Path) -> None:
    rows = [
        ["TT", "Tên văn bản", "Chủ trì", "Thời gian trình UBND", "Thời gian trình HĐND"],
        ["1", "Nghị quyết A", "Sở A", "Tháng 4", "Tháng 6"],
        ["2", "Quyết định B", "Sở B", "Tháng 5", ""],
        ["3", "Nghị quyết C", "Sở C", "", "Tháng 7"],
    ]
    draft = read(tmp_path, rows)
    assert [due(t) for t in draft.tasks] == ["? 30/04/2023", "31/05/2023", "? 31/07/2023"]
    assert codes(draft).count("deadline.several") == 1  # for the column, not for each row


def test_units_as_columns(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Phân công", "", "", "Thời hạn"],
        ["", "", "Văn phòng", "Phòng A", "Phòng B", ""],
        ["1", "Giao ban", "x", "", "", "Quý I"],
        ["2", "Kiểm tra", "PH", "CT", "", "Quý II"],
        ["3", "Rà soát", "", "x", "x", "Quý III"],
    ]
    draft = read(tmp_path, rows)
    assert [(t.lead, t.supports) for t in draft.tasks] == [
        ("Văn phòng", []), ("Phòng A", ["Văn phòng"]), ("Phòng A", ["Phòng B"]),
    ]  # fmt: skip
    assert "cell.role" in codes(draft)


def test_agencies_as_headings_where_no_column_names_the_lead(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Phối hợp", "Thời hạn"],
        ["A. SỞ Y TẾ", "", "", ""],
        ["1", "Rà soát", "Sở Nội vụ", "Quý I"],
        ["B. CÔNG AN TỈNH", "", "", ""],
        ["2", "Kết nối", "Sở Y tế", "Quý II"],
    ]
    draft = read(tmp_path, rows)
    assert [t.lead for t in draft.tasks] == ["SỞ Y TẾ", "CÔNG AN TỈNH"]
    assert codes(draft).count("lead.heading") == 2
    rows[1][0] = "A. CÔNG TÁC CHUNG"
    assert [t.lead for t in read(tmp_path, rows).tasks] == [None, None]


def test_periods_as_headings_where_no_column_gives_the_deadline(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nội dung", "Chủ trì"],
        ["QUÝ I", "", ""],
        ["1", "Tổng kết", "Phòng A"],
        ["Tháng 7", "", ""],
        ["1", "Giao ban", "Phòng B"],
        ["Công tác khác", "", ""],
        ["1", "Lưu trữ", "Phòng B"],
    ]
    draft = read(tmp_path, rows)
    assert [due(t) for t in draft.tasks] == ["31/03/2023", "31/07/2023", ""]
    assert codes(draft).count("deadline.heading") == 2


def test_a_heading_whose_row_names_the_lead_of_those_below(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nội dung", "Chủ trì", "Thời hạn"],
        ["I", "Công tác tổ chức", "Văn phòng", ""],
        ["1", "Quy hoạch cán bộ", "", "Quý I"],
        ["2", "Đào tạo", "Phòng B", "Quý II"],
        ["II", "Công tác khác", "Phòng C", "Quý III"],
        ["III", "Thi đua", "Phòng D", "Quý IV"],
    ]
    draft = read(tmp_path, rows)
    assert [(t.title, t.lead) for t in draft.tasks] == [
        ("Quy hoạch cán bộ", "Văn phòng"),
        ("Đào tạo", "Phòng B"),
        ("Công tác khác", "Phòng C"),
        ("Thi đua", "Phòng D"),
    ]
    assert [g.title for g in draft.groups] == ["Công tác tổ chức"]
    assert codes(draft).count("lead.heading") == 1


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Nhiệm vụ được giao", Field.TITLE),
        ("Nội dung phối hợp", Field.TITLE),
        ("Công việc phân công", Field.TITLE),
        ("Việc cần làm", Field.TITLE),
        ("Tên VBQPPL", Field.TITLE),
        ("Bộ phận thực hiện", Field.LEAD),
        ("Cơ quan chuẩn bị", Field.LEAD),
        ("Cơ quan chủ trì thẩm định", Field.EXTRA),
        ("Hạn xử lý", Field.DEADLINE),
        ("Hạn chế, vướng mắc", Field.EXTRA),
        ("Ngày, tháng", Field.DEADLINE),
        ("Từ", Field.EXTRA),
        ("Đến", Field.DEADLINE),
        ("Đơn vị cùng thực hiện", Field.SUPPORT),
    ],
)
def test_further_headings(heading: str, what: Field) -> None:
    found = meaning(heading)
    assert found is not None
    assert found[0] is what


def test_one_column_for_those_who_carry_out_and_support(tmp_path: Path) -> None:
    rows = [["TT", "Hoạt động", "Đơn vị thực hiện/phối hợp", "Thời gian"], ["1", "Thi", "Sở A/Sở B", "Quý I"]]
    task = read(tmp_path, rows).tasks[0]
    assert (task.lead, task.supports) == ("Sở A", ["Sở B"])


@pytest.mark.parametrize("kind", KINDS)
def test_sums_and_signatures_at_the_end_refuse_nothing(tmp_path: Path, kind: str) -> None:
    rows = [
        ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn"],
        ["1", "Rà soát văn bản", "Phòng A", "", "Quý I"],
        ["", "Tổng kinh phí", "", "", ""],
        ["Cộng", "01 nhiệm vụ", "", "", ""],
        ["Người lập biểu", "", "", "", "KT. GIÁM ĐỐC"],
        ["", "", "", "", "PHÓ GIÁM ĐỐC"],
        ["", "", "", "Phòng A", "Sở A"],
    ]
    draft = read(tmp_path, rows, kind)
    assert [(t.title, t.deadline_text) for t in draft.tasks] == [("Rà soát văn bản", "Quý I")]
    assert set(codes(draft)) == {"row.skipped"}


def test_a_result_named_in_the_content(tmp_path: Path) -> None:
    rows = [["TT", "Nội dung", "Chủ trì", "Thời hạn"], ["1", "Kiểm tra. Kết quả: Kết luận", "Phòng A", "Quý I"]]
    task = read(tmp_path, rows).tasks[0]
    assert (task.title, task.product) == ("Kiểm tra.", "Kết luận")
