"""Plans written as prose: numbered headings, label lines in any wording, shared labels, missing labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.plans import docx_of_paragraphs
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import NoTaskTable
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.intake.prose.inline import label_of, labels_in, text_and_labels
from tuphap_cli.intake.table.heading_words import Field


def read(path: Path, text: str) -> PlanDraft:
    lines = [line.strip() for line in text.strip().split("\n")]
    return read_plan(docx_of_paragraphs(path / "a.docx", lines), year=2026, issued=None, known=(), create_units=True)


def seen(draft: PlanDraft) -> list[tuple[str, str, str | None, str]]:
    return [(t.item, t.title, t.lead, t.deadline_text) for t in draft.tasks]


LABELS = [
    ("Đơn vị chủ trì: Sở A", Field.LEAD),
    ("- Cơ quan thực hiện: Sở A", Field.LEAD),
    ("+ Đơn vị thực hiện: Sở A", Field.LEAD),
    ("b) Cơ quan chủ trì tham mưu thực hiện: Sở A", Field.LEAD),
    ("Cơ quan phối hợp: Sở B", Field.SUPPORT),
    ("Đơn vị phối hợp thực hiện: Sở B", Field.SUPPORT),
    ("Thời gian thực hiện: Quý I", Field.DEADLINE),
    ("- Thời hạn ban hành: Quý I", Field.DEADLINE),
    ("c) Thời hạn trình: Quý I", Field.DEADLINE),
    ("Hoàn thành: Quý I", Field.DEADLINE),
    ("- Sản phẩm: Báo cáo", Field.PRODUCT),
    ("Kết quả đầu ra: Báo cáo", Field.PRODUCT),
    ("a) Nhiệm vụ: Rà soát", Field.TITLE),
    ("- Nội dung thực hiện: Rà soát", Field.TITLE),
    ("Kinh phí: 10 triệu", Field.EXTRA),
    ("Ghi chú: gấp", Field.NOTE),
]


@pytest.mark.parametrize(("line", "what"), LABELS)
def test_labels_by_meaning(line: str, what: Field) -> None:
    found = label_of(line)
    assert found is not None
    assert found.field is what


@pytest.mark.parametrize(
    "line",
    [
        "Thời gian qua: các đơn vị đã cố gắng",
        "Xây dựng kế hoạch của tỉnh:",
        "Rà soát văn bản",
        "1.1. Về hộ tịch:",
        "Sở Tư pháp chủ trì rà soát các văn bản quy phạm pháp luật còn hiệu lực: nghị quyết, quyết định",
    ],
)
def test_sentences_are_no_labels(line: str) -> None:
    assert label_of(line) is None


def test_several_labels_in_a_line() -> None:
    found = labels_in("Đơn vị chủ trì: Sở A; đơn vị phối hợp: Sở B, Sở C; thời gian: Quý II.")
    assert [(f.field, f.value) for f in found] == [
        (Field.LEAD, "Sở A"), (Field.SUPPORT, "Sở B, Sở C"), (Field.DEADLINE, "Quý II."),
    ]  # fmt: skip
    assert text_and_labels("Tập huấn. Chủ trì: Sở A")[0] == "Tập huấn."
    assert text_and_labels("Tập huấn (chủ trì: Sở A; thời gian: Quý I).")[0] == "Tập huấn"
    assert text_and_labels("Tập huấn.") == ("Tập huấn.", [])


def test_headings_with_labels_are_tasks_and_other_sections_are_left(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """
        KẾ HOẠCH
        Thi hành Luật Hộ tịch
        I. MỤC ĐÍCH
        1. Mục đích
        - Nâng cao nhận thức.
        II. NỘI DUNG
        1. Phổ biến Luật
        - Cơ quan thực hiện: Sở Tư pháp.
        - Thời gian thực hiện: Quý II/2026.
        2. Ban hành văn bản theo thẩm quyền
        Các sở rà soát và trình ban hành văn bản.
        3. Kiểm tra
        - Nội dung: kiểm tra việc đăng ký.
        - Cơ quan chủ trì: Thanh tra Sở, Phòng Hành chính.
        - Thời hạn:
        + Gửi kết quả trước ngày 15/10/2026.
        + Báo cáo trước ngày 30/10/2026.
        III. TỔ CHỨC THỰC HIỆN
        1. Văn phòng theo dõi, đôn đốc.
    """,
    )
    assert seen(draft) == [
        ("1", "Phổ biến Luật", "Sở Tư pháp", "Quý II/2026"),
        ("2", "Ban hành văn bản theo thẩm quyền\nCác sở rà soát và trình ban hành văn bản.", None, ""),
        ("3", "Kiểm tra\nkiểm tra việc đăng ký.", "Thanh tra Sở",
         "+ Gửi kết quả trước ngày 15/10/2026.\n+ Báo cáo trước ngày 30/10/2026"),
    ]  # fmt: skip
    assert draft.title == "KẾ HOẠCH Thi hành Luật Hộ tịch"
    assert [(t.name, t.taken) for t in draft.tables] == [
        ("I. MỤC ĐÍCH", False), ("II. NỘI DUNG", True), ("III. TỔ CHỨC THỰC HIỆN", False),
    ]  # fmt: skip
    assert [p.code for p in draft.problems][:2] == ["lead.missing", "deadline.missing"]


def test_bullets_under_a_heading_share_labels_or_have_their_own(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """
        I. NHIỆM VỤ
        1. Nâng cao năng lực
        - Rà soát đội ngũ;
        - Kiện toàn tổ chức.
        Đơn vị thực hiện: Các sở, ngành.
        Thời gian thực hiện: Thường xuyên.
        - Tập huấn nghiệp vụ.
        Đơn vị chủ trì tham mưu thực hiện: Sở Tư pháp.
        Đơn vị phối hợp: Văn phòng UBND tỉnh; các cơ quan
        liên quan.
        Thời gian: Quý III.
        - Nghiên cứu giải pháp khác.
        2. Tổ chức hội nghị
        Hội nghị toàn tỉnh.
        - Đơn vị chủ trì: Sở Tư pháp.
        - Thời gian: Quý IV.
    """,
    )
    assert seen(draft) == [
        ("1.1", "- Rà soát đội ngũ;\n- Kiện toàn tổ chức.", "Các sở, ngành", "Thường xuyên"),
        ("1.2", "Tập huấn nghiệp vụ.", "Sở Tư pháp", "Quý III"),
        ("1.3", "Nghiên cứu giải pháp khác.", None, ""),
        ("2", "Tổ chức hội nghị\nHội nghị toàn tỉnh.", "Sở Tư pháp", "Quý IV"),
    ]
    assert draft.tasks[1].supports == ["Văn phòng UBND tỉnh", "Các cơ quan liên quan"]


def test_frames_and_two_levels(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """
        II. NHIỆM VỤ
        1. Về dữ liệu
        Nội dung chung của mục này.
        1.1. Xây dựng kế hoạch:
        a) Nhiệm vụ: Rà soát dữ liệu hộ tịch.
        b) Cơ quan thực hiện:
        - Đơn vị chủ trì: Sở Tư pháp.
        - Đơn vị phối hợp: UBND xã, phường.
        c) Thời gian thực hiện: Hoàn thành trong năm 2026.
        1.2. Số hóa:
        a) Nhiệm vụ:
        - Quét sổ hộ tịch;
        - Nhập dữ liệu.
        b) Đơn vị chủ trì: Phòng Hành chính.
        c) Thời gian: Thường xuyên.
    """,
    )
    assert seen(draft) == [
        ("1.1", "Xây dựng kế hoạch\nRà soát dữ liệu hộ tịch.", "Sở Tư pháp", "Hoàn thành trong năm 2026"),
        ("1.2", "Số hóa\n- Quét sổ hộ tịch;\n- Nhập dữ liệu.", "Phòng Hành chính", "Thường xuyên"),
    ]
    assert [(g.label, g.title) for g in draft.groups] == [("1", "Về dữ liệu")]
    assert [p.code for p in draft.problems] == ["row.skipped"]


def test_three_levels_with_letters_conditions_and_gaps(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """
        I. NỘI DUNG
        1. Hoàn thiện thể chế
        1.1. Xây dựng văn bản
        a) Tham mưu ban hành quyết định
        - Đơn vị chủ trì: Phòng Phổ biến; đơn vị phối hợp: Văn phòng.
        - Thời gian: sau khi Luật được thông qua.
        b) Rà soát văn bản. Chủ trì: Phòng Văn bản.
        c) Theo dõi thi hành pháp luật
        1.2. Kiểm tra
        - Hoàn thành: trước ngày 30/10/2026.
        - Kinh phí: theo dự toán.
    """,
    )
    assert [(t.item, t.title, t.lead) for t in draft.tasks] == [
        ("1.1.a", "Tham mưu ban hành quyết định", "Phòng Phổ biến"), ("1.1.b", "Rà soát văn bản.", "Phòng Văn bản"),
        ("1.1.c", "Theo dõi thi hành pháp luật", None), ("1.2", "Kiểm tra", None),
    ]  # fmt: skip
    assert draft.tasks[3].extra == {"Kinh phí": "theo dự toán."}
    assert [(g.label, g.parent) for g in draft.groups] == [("1", None), ("1.1", 0)]


def test_articles_and_numbered_contents(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """
        Điều 1. Giao nhiệm vụ
        1. Nội dung: Rà soát văn bản
        a) Chủ trì: Phòng A
        b) Thời gian: Quý I/2026
        2. Nội dung: Tập huấn
        a) Chủ trì: Phòng B
        b) Thời gian: Quý II/2026
        Điều 2. Hiệu lực
        Quyết định có hiệu lực từ ngày ký.
    """,
    )
    assert [t.title for t in draft.tasks] == ["Rà soát văn bản", "Tập huấn"]
    assert len({t.item for t in draft.tasks}) == 2


def test_several_sections_are_groups_and_headings_without_sections(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        """
        I. HỘ TỊCH
        1. Rà soát
        Chủ trì: Phòng A
        II. CÔNG CHỨNG
        1. Kiểm tra
        Chủ trì: Phòng B
    """,
    )
    assert [(t.item, t.group) for t in draft.tasks] == [("I.1", 0), ("II.1", 1)]
    flat = read(
        tmp_path,
        """
        1. Mục đích
        Nâng cao nhận thức.
        2. Rà soát văn bản
        Chủ trì: Phòng A
        Thời hạn: 30/6/2026
    """,
    )
    assert [(t.item, t.title) for t in flat.tasks] == [("2", "Rà soát văn bản")]


def test_text_without_tasks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoTaskTable):
        read(tmp_path, "Kính gửi các đơn vị\nVề việc báo cáo.")
    with pytest.raises(NoTaskTable) as caught:
        read(tmp_path, "I. MỤC ĐÍCH\nNâng cao nhận thức.")
    assert "I. MỤC ĐÍCH" in str(caught.value)


def test_lines_that_are_complete_in_themselves_are_tasks_of_their_own(tmp_path: Path) -> None:
    text = """
    I. NHIỆM VỤ
    1. Thiết bị
    - Nâng cấp máy chủ (Đơn vị chủ trì: Văn phòng; thời gian: Quý I).
    - Thay máy in (Đơn vị chủ trì: Kế toán; thời gian: Tháng 5).
    2. Phần mềm
    - Cài đặt. Chủ trì: Phòng A. Thời gian: Quý III.
    """
    draft = read(tmp_path, text)
    assert [(t.title, t.lead, t.deadline_text) for t in draft.tasks] == [
        ("Nâng cấp máy chủ", "Văn phòng", "Quý I"),
        ("Thay máy in", "Kế toán", "Tháng 5"),
        ("Phần mềm\nCài đặt.", "Phòng A", "Quý III"),
    ]


def test_a_lead_in_brackets_needs_no_label(tmp_path: Path) -> None:
    text = """
    I. NHIỆM VỤ
    1. Số hóa sổ sách (Phòng A chủ trì; thời gian: Quý II/2026)
    2. Báo cáo (theo Quyết định số 5/QĐ-STP)
    - Chủ trì: Phòng B
    """
    assert [t[1:] for t in seen(read(tmp_path, text))] == [
        ("Số hóa sổ sách", "Phòng A", "Quý II/2026"),
        ("Báo cáo (theo Quyết định số 5/QĐ-STP)", "Phòng B", ""),
    ]
