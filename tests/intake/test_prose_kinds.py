"""Kinds of plans in prose met later: other labels and brackets, headings of units, the close of the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.plan_drafts import facts, read
from tests.support.plans import docx_of_paragraphs

TITLE = ["KẾ HOẠCH", "Công tác năm 2024", "II. NHIỆM VỤ"]
CLOSE = ["Trên đây là Kế hoạch năm 2024./.", "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Lê Văn Ba"]


@pytest.mark.parametrize(
    "inside",
    [
        "Thanh tra Sở chủ trì, Văn phòng phối hợp; thời gian: Quý II/2024",
        "Thanh tra Sở chủ trì, phối hợp với Văn phòng; thời gian: Quý II/2024",
        "chủ trì: Thanh tra Sở; phối hợp: Văn phòng; thời gian: Quý II/2024",
    ],
)
def test_who_and_when_in_brackets_and_no_close_of_the_document(tmp_path: Path, inside: str) -> None:
    lines = [*TITLE, "1. Giao ban (Văn phòng chủ trì; thời gian: tháng 2/2024).", f"2. Kiểm tra nội bộ ({inside})."]
    draft = read(docx_of_paragraphs(tmp_path / "a.docx", [*lines, *CLOSE]))
    assert facts(draft) == [
        ("Giao ban", "Văn phòng", "2024-02-29"),
        ("Kiểm tra nội bộ", "Thanh tra Sở", "2024-06-30"),
    ]
    assert draft.tasks[1].supports == ["Văn phòng"]


def test_what_stands_below_the_heading_of_a_unit_carries_on_no_work_of_the_one_above(tmp_path: Path) -> None:
    lines = [
        *["Giám đốc Sở giao nhiệm vụ như sau:", "1. Văn phòng Sở", "a) Lập dự toán.", "b) Bố trí phòng họp."],
        *["2. Thanh tra Sở", "Báo cáo kết quả tiếp công dân trước ngày 10/11/2024.", CLOSE[0]],
    ]
    assert facts(read(docx_of_paragraphs(tmp_path / "a.docx", lines))) == [
        ("Lập dự toán", "Văn phòng Sở", ""),
        ("Bố trí phòng họp", "Văn phòng Sở", ""),
        ("Báo cáo kết quả tiếp công dân trước ngày 10/11/2024", "Thanh tra Sở", "2024-11-09"),
    ]


@pytest.mark.parametrize(
    ("who", "when", "due"),
    [
        (
            "Đơn vị chủ trì, phối hợp: Thanh tra Sở chủ trì, phối hợp với Văn phòng",
            "Tiến độ: trước 30/6/2024",
            "2024-06-29",
        ),
        ("Đơn vị chịu trách nhiệm: Thanh tra Sở", "Hạn chót: 30/6/2024", "2024-06-30"),
        ("Bộ phận thực hiện: Thanh tra Sở", "Ngày hoàn thành: 30/6/2024", "2024-06-30"),
        ("Phụ trách: Thanh tra Sở", "Lộ trình: Quý II/2024", "2024-06-30"),
        ("Chủ trì: Thanh tra Sở", "Hoàn thành trước ngày: 30/6/2024", "2024-06-29"),
    ],
)
def test_further_labels(tmp_path: Path, who: str, when: str, due: str) -> None:
    lines = [*TITLE, "1. Lập sổ theo dõi", f"- {who}.", "- Lãnh đạo phụ trách: Lê Văn Ba.", f"- {when}."]
    draft = read(docx_of_paragraphs(tmp_path / "a.docx", lines))
    assert facts(draft) == [("Lập sổ theo dõi", "Thanh tra Sở", due)]
    assert draft.tasks[0].leader == "Lê Văn Ba."


def test_a_time_above_works_with_times_of_their_own_is_no_work(tmp_path: Path) -> None:
    lines = [
        *[*TITLE, "1. Thời gian thực hiện: Từ tháng 3 đến tháng 11 năm 2024.", "2. Các việc"],
        *["2.1. Hội thi", "- Chủ trì: Văn phòng.", "- Thời gian: tháng 9/2024."],
    ]
    draft = read(docx_of_paragraphs(tmp_path / "a.docx", lines))
    assert facts(draft) == [("Hội thi", "Văn phòng", "2024-09-30")]
    assert [(p.code, p.value) for p in draft.problems] == [("row.skipped", "Từ tháng 3 đến tháng 11 năm 2024.")]


def test_no_noun_alone_is_ordered_and_grounds_hide_no_order(tmp_path: Path) -> None:
    lines = [
        *["Giám đốc Sở giao nhiệm vụ như sau:", "1. Đơn vị: chủ động triển khai trong tháng 5/2024."],
        *["2. Văn phòng Sở", "Căn cứ Kế hoạch này, lập dự toán; báo cáo Giám đốc Sở trước ngày 05/12/2024."],
        "3. Thanh tra Sở chủ trì, phối hợp với các phòng tham mưu Quy chế tiếp công dân trước ngày 20/5/2024.",
    ]
    draft = read(docx_of_paragraphs(tmp_path / "a.docx", lines))
    assert [fact[1:] for fact in facts(draft)] == [("Văn phòng Sở", "2024-12-04"), ("Thanh tra Sở", "2024-05-19")]
    assert draft.tasks[1].title.startswith("Tham mưu Quy chế")


def test_a_day_in_the_last_sentence_is_told_and_no_work_of_the_last_unit(tmp_path: Path) -> None:
    last = "Trên đây là Kế hoạch năm 2024, yêu cầu các đơn vị báo cáo trước ngày 15/12/2024."
    lines = ["Giám đốc Sở giao nhiệm vụ như sau:", "1. Văn phòng Sở", "a) Lập dự toán trước ngày 10/3/2024.", last]
    draft = read(docx_of_paragraphs(tmp_path / "a.docx", lines))
    assert facts(draft) == [("Lập dự toán trước ngày 10/3/2024", "Văn phòng Sở", "2024-03-09")]
    assert [(p.code, p.value) for p in draft.problems] == [("row.skipped", last)]


def test_units_that_are_named_in_other_ways(tmp_path: Path) -> None:
    lines = [
        *["Giám đốc Sở kết luận như sau:", "1. Giao Văn phòng lập Kế hoạch trước ngày 10/02/2024."],
        "2. Văn phòng chủ trì, phối hợp với Thanh tra rà soát đơn thư trước ngày 15/02/2024.",
        *["3. Văn phòng phẩm mua trong Quý I/2024.", "4. Đối với Thanh tra Sở: Tiếp dân trước ngày 29/02/2024."],
        *["5. Đối với các phòng", "- Lập danh sách trước ngày 01/3/2024."],
        *["6. Nhiệm vụ của Phòng Bổ trợ tư pháp", "a) Kiểm kê hồ sơ trước ngày 20/3/2024."],
        *["7. Đối với việc sắp xếp bộ máy", "- Thực hiện theo hướng dẫn trước ngày 01/4/2024."],
    ]
    draft = read(docx_of_paragraphs(tmp_path / "a.docx", lines))
    assert [fact[1:] for fact in facts(draft)] == [
        *[("Văn phòng", "2024-02-09"), ("Văn phòng", "2024-02-14"), ("Thanh tra Sở", "2024-02-28")],
        *[("Các phòng", "2024-02-29"), ("Phòng Bổ trợ tư pháp", "2024-03-19"), ("", "2024-03-31")],
    ]
    assert draft.tasks[1].supports == ["Thanh tra"]
