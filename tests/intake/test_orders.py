"""Tasks that documents give in sentences: whole telegrams, conclusions, directives and decisions, and their parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import orders
from tests.support.orders import paragraphs
from tests.support.plans import docx_of_paragraphs
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.domain.model import vn_date
from tuphap_cli.errors import NoTaskTable
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.intake.prose.orders import heading_of, order_of
from tuphap_cli.intake.prose.sentence_dates import due_words
from tuphap_cli.intake.unit_names.unit_cells import split


def read(path: Path, text: str) -> PlanDraft:
    file = docx_of_paragraphs(path / "a.docx", paragraphs(text))
    return read_plan(file, year=2026, issued=None, known=(), create_units=True)


def seen(draft: PlanDraft) -> list[tuple[str, str | None, list[str], str, str]]:
    """Item, lead, supports, the first words of the work, the days due ("?" where it is asked)."""
    return [
        (
            task.item,
            task.lead,
            list(task.supports),
            " ".join(task.title.split()[:3]),
            "".join(map(vn_date, filter(None, [task.reading.due]))) + ("" if task.reading.sure else "?"),
        )
        for task in draft.tasks
    ]


class TestWholeDocuments:
    def test_telegram(self, tmp_path: Path) -> None:
        draft = read(tmp_path, orders.TELEGRAM)
        nature = "Bộ Nông nghiệp và Môi trường"
        assert seen(draft) == [
            ("1.a", nature, [], "Khẩn trương rà", "24/03/2026"),
            ("1.b", nature, ["Bộ Quốc phòng", "Bộ Công an"], "Chủ trì, phối", "30/04/2026"),
            ("2", "Bộ Công an", [], "Chỉ đạo lực", ""),
            ("3", "Bộ Tài chính", ["Bộ Khoa học và Công nghệ"], "Bố trí kinh", "10/04/2026"),
            ("4", "Đài Truyền hình Việt Nam", ["Đài Tiếng nói Việt Nam"], "Tăng thời lượng", ""),
            ("5", "Văn phòng Chính phủ", [], "Theo dõi, đôn", "31/12/2026"),
        ]
        assert draft.number == "41/CĐ-TTg"
        assert draft.title == "CÔNG ĐIỆN Về việc tăng cường phòng, chống cháy rừng mùa khô"

    def test_conclusion(self, tmp_path: Path) -> None:
        draft = read(tmp_path, orders.CONCLUSION)
        assert seen(draft) == [
            ("II.1", "Sở Xây dựng", ["Sở Tài chính", "UBND xã Hòa Lạc"], "Rà soát phương", "19/05/2026"),
            ("II.2", "Sở Nông nghiệp và Môi trường", [], "Hoàn thành đo", "14/05/2026"),
            ("II.2-2", "Sở Nông nghiệp và Môi trường", ["Sở Tư pháp"], "Phối hợp với", ""),
            ("II.3", "Sở Tài chính", [], "Bố trí vốn,", "30/06/2026"),
            ("II.3-2", "Kho bạc Nhà nước khu vực", [], "Hướng dẫn thanh", ""),
            ("II.3-3", "UBND xã Hòa Lạc", [], "Vận động các", "30/06/2026"),
            ("II.5", "Các sở, ngành", ["UBND các xã, phường"], "Báo cáo kết", "24/12/2026"),
        ]
        left = [p.value for p in draft.problems if p.code == "row.skipped"]
        assert [text[:12] for text in left] == ["Sở Xây dựng ", "Tiến độ bồi ", "Các sở, ngàn"]

    def test_directive_with_headings_that_name_units(self, tmp_path: Path) -> None:
        draft = read(tmp_path, orders.DIRECTIVE)
        assert seen(draft) == [
            ("1", "Sở Tư pháp", [], "Tham mưu UBND", "30/03/2026"),
            ("1-2", "Sở Tư pháp", [], "Tổ chức tập", "30/09/2026"),
            ("2", "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh", [], "Phối hợp chỉ", ""),
            ("3", "UBND các xã, phường", [], "Bố trí kinh", "14/11/2026"),
        ]
        assert draft.tasks[1].title.split("\n")[1:] == ["Biên soạn tài liệu.", "Mời báo cáo viên."]
        assert draft.tasks[3].title.endswith("số liệu của năm trước.")

    def test_decision(self, tmp_path: Path) -> None:
        draft = read(tmp_path, orders.DECISION)
        sport = "Sở Văn hóa, Thể thao và Du lịch"
        assert seen(draft) == [("2", "Sở Tư pháp", [sport], "Tổ chức Hội", "29/09/2026")]

    def test_a_letter_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(NoTaskTable, match="no task to a unit"):
            read(tmp_path, orders.LETTER)

    def test_work_with_a_bound_but_no_unit_is_asked_about(self, tmp_path: Path) -> None:
        draft = read(
            tmp_path,
            """
            Giám đốc Sở kết luận như sau:
            1. Khẩn trương hoàn thiện hồ sơ, trình trước ngày 15/5/2026.
            2. Giao Văn phòng Sở đôn đốc, báo cáo trước ngày 20/5/2026 và tổng hợp, gửi trước ngày 30/5/2026.
            """,
        )
        assert [(t.lead, t.deadline_text, t.reading.sure) for t in draft.tasks] == [
            (None, "trước ngày 15/5/2026", True),
            ("Văn phòng Sở", "trước ngày 20/5/2026; trước ngày 30/5/2026", False),
        ]
        assert "lead.missing" in [p.code for p in draft.problems]


@pytest.mark.parametrize(
    ("sentence", "lead", "supports", "work"),
    [
        ("Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát.", "Sở Y tế", "Sở Tài chính", "Rà soát"),
        ("Giao cho Phòng Đăng ký hộ tịch tham mưu", "Phòng Đăng ký hộ tịch", "", "Tham mưu"),
        ("Thủ tướng Chính phủ yêu cầu Bộ Y tế khẩn trương xử lý", "Bộ Y tế", "", "Khẩn trương xử lý"),
        ("Sở Tài chính đề nghị Bộ Tài chính bổ sung vốn", "Sở Tài chính", "", "Đề nghị Bộ Tài chính bổ sung vốn"),
        ("Sở Nội vụ có trách nhiệm tổng hợp", "Sở Nội vụ", "", "Tổng hợp"),
        ("Bộ Công an: Tăng cường kiểm tra", "Bộ Công an", "", "Tăng cường kiểm tra"),
        ("Chủ tịch UBND các xã, phường:", "UBND các xã, phường", "", ""),
        ("Các Bộ, cơ quan: Y tế, Xây dựng theo chức năng xử lý", "Bộ Y tế; Bộ Xây dựng", "", "Xử lý"),
        (
            "Giao đồng chí Lê An, Phó Giám đốc trực tiếp chỉ đạo",
            "Đồng chí Lê An, Phó Giám đốc",
            "",
            "Trực tiếp chỉ đạo",
        ),
        ("Ban Quản lý dự án đầu tư xây dựng đẩy nhanh", "Ban Quản lý dự án đầu tư xây dựng", "", "Đẩy nhanh"),
        ("Công an tỉnh phối hợp các cơ quan liên quan xử lý", "Công an tỉnh", "các cơ quan liên quan", "Xử lý"),
        ("UBND xã Hòa Lạc bàn giao mặt bằng", "UBND xã Hòa Lạc", "", "Bàn giao mặt bằng"),
    ],
)
def test_orders(sentence: str, lead: str, supports: str, work: str) -> None:
    found = order_of(sentence)
    assert found is not None
    assert (found.lead, found.supports, found.work) == (lead, supports, work)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bộ Tài chính đã hoàn thành phân bổ vốn trước ngày 31/3/2026.",
        "Ban hành văn bản hướng dẫn",
        "Báo cáo kết quả chậm nhất ngày 30/6",
        "Hội nghị tổ chức trong tháng 6",
        "Bộ máy tổ chức được kiện toàn, hoàn thiện",
        "Giám đốc Sở Tư pháp chịu trách nhiệm thi hành Quyết định này",
        "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện",
        "Sở Y tế",
        "Sở Y tế là cơ quan thường trực",
        "Tiến độ còn chậm, yêu cầu khắc phục",
    ],
)
def test_no_orders(sentence: str) -> None:
    assert order_of(sentence) is None


def test_headings_that_are_units() -> None:
    assert [heading_of(line) is not None for line in ("Sở Tư pháp", "Các sở, ngành:", "Bộ Công an.")] == [True] * 3
    for line in ("Các nhiệm vụ trọng tâm", "Bộ máy", "Công tác tư pháp", "Sở Y tế chủ trì rà soát"):
        assert heading_of(line) is None


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Rà soát, hoàn thành trước ngày 25 tháng 3 năm 2026.", ["hoàn thành trước ngày 25 tháng 3 năm 2026"]),
        ("Báo cáo Thủ tướng trong tháng 8 năm 2026.", ["trong tháng 8 năm 2026"]),
        ("Tổ chức (hoàn thành trong tháng 8 năm 2026) và hỗ trợ", ["hoàn thành trong tháng 8 năm 2026"]),
        ("Gửi chậm nhất 17 giờ 00 ngày 05/6/2026 để tổng hợp", ["chậm nhất 17 giờ 00 ngày 05/6/2026"]),
        ("Báo cáo trong vòng 05 ngày làm việc kể từ ngày ký, gửi Sở",
         ["trong vòng 05 ngày làm việc kể từ ngày ký"]),
        ("Gửi trước ngày 25 hằng tháng", ["trước ngày 25 hằng tháng"]),
        ("Báo cáo trước ngày 20 của tháng cuối quý", ["trước ngày 20 của tháng cuối quý"]),
        ("Định kỳ hằng quý (trước ngày 20 tháng cuối quý) báo cáo",
         ["Định kỳ hằng quý (trước ngày 20 tháng cuối quý)"]),
        ("Nộp trước ngày 15/6 và trình trước ngày 30/6", ["trước ngày 15/6", "trước ngày 30/6"]),
        ("Thực hiện Thông báo số 12/TB-UBND ngày 01 tháng 7 năm 2026", []),
        ("Phấn đấu tăng trưởng trong năm 2026 đạt 10%", []),
        ("Xử lý dự án đã phê duyệt trước ngày 01/7/2025", []),
        ("Đôn đốc trong tháng 6 các đơn vị chậm", []),
    ],
)  # fmt: skip
def test_words_of_deadlines(sentence: str, words: list[str]) -> None:
    assert due_words(sentence) == words


def test_units_that_share_a_noun() -> None:
    assert split("Các Sở: Tài chính, Văn hóa, Thể thao và Du lịch, Khoa học và Công nghệ và Nội vụ") == (
        "Sở Tài chính",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Khoa học và Công nghệ",
        "Sở Nội vụ",
    )
    assert split("các Sở: theo chức năng") == ("các Sở: theo chức năng",)


@given(
    st.lists(
        st.sampled_from([word for text in vars(orders).values() if isinstance(text, str) for word in text.split()])
    )
)
def test_any_words(words: list[str]) -> None:
    """No words break the reader; what it takes for an order names a unit."""
    sentence = " ".join(words)
    found = order_of(sentence)
    assert found is None or found.lead
    assert all(" ".join(sentence.split()).find(due) >= 0 for due in due_words(sentence))
