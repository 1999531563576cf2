"""Headings are recognised by meaning, whatever their wording, order, case and marks."""

from __future__ import annotations

import pytest

from tuphap_cli.errors import BadChoice
from tuphap_cli.intake.files.source import Covered, SourceCell, SourceRow
from tuphap_cli.intake.table.column_finder import header_at, repeats
from tuphap_cli.intake.table.heading_words import Field
from tuphap_cli.intake.table.headings import meaning

MEANINGS = [
    ("STT", Field.ITEM),
    ("TT", Field.ITEM),
    ("Số TT", Field.ITEM),
    ("S.TT", Field.ITEM),
    ("Số thứ tự", Field.ITEM),
    ("NỘI DUNG", Field.TITLE),
    ("Nhiệm vụ", Field.TITLE),
    ("Tên nhiệm vụ", Field.TITLE),
    ("Hoạt động", Field.TITLE),
    ("Nội dung công việc", Field.TITLE),
    ("Nội dung/nhiệm vụ", Field.TITLE),
    ("Nhiệm vụ, giải pháp", Field.TITLE),
    ("Sản phẩm", Field.PRODUCT),
    ("Kết quả", Field.PRODUCT),
    ("Chỉ tiêu", Field.PRODUCT),
    ("Kết quả dự kiến", Field.PRODUCT),
    ("Sản phẩm đầu ra", Field.PRODUCT),
    ("Sản phẩm/kết quả thực hiện", Field.PRODUCT),
    ("Kết quả thực hiện", Field.STATUS),
    ("Văn bản giao nhiệm vụ", Field.EXTRA),
    ("Kinh phí thực hiện", Field.EXTRA),
    ("Trạng thái", Field.STATUS),
    ("Đơn vị tính", Field.EXTRA),
    ("Lãnh đạo phụ trách", Field.LEAD),
    ("Chủ trì", Field.LEAD),
    ("Đơn vị thực hiện", Field.LEAD),
    ("Cơ quan chủ trì", Field.LEAD),
    ("Đơn vị", Field.LEAD),
    ("Đơn vị chủ trì thực hiện", Field.LEAD),
    ("Đơn vị chủ trì, phối hợp", Field.LEAD),
    ("Đầu mối", Field.LEAD),
    ("Phối hợp", Field.SUPPORT),
    ("Cơ quan phối hợp", Field.SUPPORT),
    ("Đơn vị phối hợp thực hiện", Field.SUPPORT),
    ("Thời hạn", Field.DEADLINE),
    ("Thời gian", Field.DEADLINE),
    ("Thời gian hoàn thành", Field.DEADLINE),
    ("Tiến độ", Field.DEADLINE),
    ("Thời gian\nhoàn thành", Field.DEADLINE),
    ("thoi han hoan thanh", Field.DEADLINE),
    ("Ghi chú", Field.NOTE),
    ("Nhóm nhiệm vụ", Field.GROUP),
    ("Lĩnh vực", Field.GROUP),
    ("Chủ trì(1)", Field.LEAD),
    ("Chủ trì[2]", Field.LEAD),
    ("Chủ trì*", Field.LEAD),
    ("Thời hạn¹", Field.DEADLINE),
    ("Chủ trì1", Field.LEAD),
    ("Nội dung", Field.TITLE),
]


@pytest.mark.parametrize(("heading", "what"), MEANINGS)
def test_meaning(heading: str, what: Field) -> None:
    found = meaning(heading)
    assert found is not None
    assert found[0] is what


@pytest.mark.parametrize("heading", ["", "***", "Phòng Hành chính tư pháp", "Quý I", "100"])
def test_no_meaning(heading: str) -> None:
    assert meaning(heading) is None


def row(*texts: str, number: int = 1) -> SourceRow:
    return SourceRow(number, tuple(SourceCell(t) for t in texts))


def fields(*rows: SourceRow, mapping: dict[str, str] | None = None) -> list[str]:
    header = header_at(rows, 0, mapping or {})
    return [c.field.value for c in header.columns] if header else []


def test_any_order() -> None:
    assert fields(row("Thời hạn", "Chủ trì", "TT", "Nội dung")) == ["deadline", "lead", "item", "title"]


def test_progress_beside_a_deadline_is_a_status() -> None:
    assert fields(row("TT", "Nhiệm vụ", "Tiến độ", "Thời hạn")) == ["item", "title", "extra", "deadline"]
    assert fields(row("TT", "Nhiệm vụ", "Chủ trì", "Tiến độ")) == ["item", "title", "lead", "deadline"]


def test_the_completion_is_the_deadline_of_two_times() -> None:
    found = fields(row("TT", "Nhiệm vụ", "Thời gian thực hiện", "Thời hạn hoàn thành"))
    assert found == ["item", "title", "extra", "deadline"]


def test_without_a_task_column_the_product_stands_for_it() -> None:
    assert fields(row("TT", "Sản phẩm", "Chủ trì", "Thời hạn")) == ["item", "title", "lead", "deadline"]


def test_two_header_rows() -> None:
    first = SourceRow(
        1,
        (
            SourceCell("STT"),
            SourceCell("Nội dung"),
            SourceCell("Đơn vị", span=2),
            SourceCell(covered=Covered.LEFT),
            SourceCell("Hạn"),
        ),
    )
    second = SourceRow(
        2,
        (SourceCell(covered=Covered.ABOVE),) * 2
        + (SourceCell("Chủ trì"), SourceCell("Phối hợp"), SourceCell(covered=Covered.ABOVE)),
    )
    header = header_at([first, second], 0, {})
    assert header is not None
    assert header.rows == (1, 2)
    assert [c.field.value for c in header.columns] == ["item", "title", "lead", "support", "deadline"]


def test_a_title_line_is_no_upper_half() -> None:
    assert header_at([row("KẾ HOẠCH NHIỆM VỤ", "", ""), row("TT", "Việc cần làm", "Chủ trì")], 0, {}) is None


def test_the_first_task_is_no_lower_half() -> None:
    header = header_at([row("TT", "Nhiệm vụ", "Chủ trì"), row("1", "Rà soát", "Phòng A")], 0, {})
    assert header is not None
    assert header.rows == (1,)


def test_mapping_overrides() -> None:
    rows = row("TT", "Đầu mục", "Chủ trì")
    assert fields(rows) == []
    assert fields(rows, mapping={"dau muc": "title"}) == ["item", "title", "lead"]
    with pytest.raises(BadChoice):
        fields(rows, mapping={"Đầu mục": "việc"})


def test_other_tables_are_no_plans() -> None:
    assert fields(row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND TỈNH")) == []
    assert fields(row("TT", "Chỉ tiêu", "Đơn vị tính", "2026")) == []
    assert fields(row("TT", "Nội dung", "Kinh phí")) == []


def test_repeated_headings() -> None:
    header = header_at([row("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")], 0, {})
    assert header is not None
    assert repeats(row("TT", "NHIỆM VỤ", "Chủ trì", "Thời hạn"), header)
    assert repeats(row("", "Nội dung", "Chủ trì", "Thời hạn"), header)
    assert repeats(row("(1)", "(2)", "(3)", "(4)"), header)
    assert not repeats(row("1", "Rà soát", "Phòng A", "Quý I"), header)
    assert not repeats(row("", "", "", ""), header)
