"""Headings in any column, parents whose work stands in the rows below, sums, signatures, codes, leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.csv_plans import codes_of, dues, group_of, read_lines, rows_of_lines
from tests.support.plans import docx_of_rows
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import NoTaskTable, SecretDocument
from tuphap_cli.intake.plan import read_plan


def seen(draft: PlanDraft) -> list[tuple[str, str, str]]:
    """Each task's item, title and heading."""
    return [(task.item, task.title, group_of(draft, task)) for task in draft.tasks]


LAYOUTS = {
    "group in the leads' column, before the task's": (
        """
STT|Đơn vị chủ trì|Nhiệm vụ|Thời hạn
A.|BỘ Y TẾ||
1|Cục Dược|Kiểm tra thuốc|Quý II/2022
B.|BỘ QUỐC PHÒNG||
2|Cục Quân y|Tập huấn|Quý III/2022""",
        [("1", "Kiểm tra thuốc", "BỘ Y TẾ"), ("2", "Tập huấn", "BỘ QUỐC PHÒNG")],
    ),
    "group in the leads' column, behind the task's": (
        """
STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn
1|Kiểm tra thuốc|Phòng A|Quý II/2022
||PHÒNG TỔ CHỨC|
2|Tập huấn||Quý III/2022""",
        [("1", "Kiểm tra thuốc", ""), ("2", "Tập huấn", "PHÒNG TỔ CHỨC")],
    ),
    "heading without a number between tasks": (
        """
STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn
1|Kiểm tra thuốc|Phòng A|Quý II/2022
|Công tác đào tạo||
2|Tập huấn|Phòng A|Quý III/2022""",
        [("1", "Kiểm tra thuốc", ""), ("2", "Tập huấn", "Công tác đào tạo")],
    ),
    "parents": (
        """
STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn
1|Soạn các văn bản sau đây||
a)|Nghị quyết|Phòng A|Quý II/2022
2|Nâng cấp máy chủ, gồm:||Theo các mốc dưới đây
2.1|Mua máy|Phòng B|Quý III/2022
3|Rà soát theo từng mốc thời hạn dưới đây|Phòng C|Theo từng mốc thời hạn dưới đây
|Đợt một|Phòng C|Quý I/2022
4|Họp|Phòng D|Quý I/2022""",
        [
            ("1.a", "Nghị quyết", "Soạn các văn bản sau đây"),
            ("2.1", "Mua máy", "Nâng cấp máy chủ, gồm:"),
            ("3.1", "Đợt một", "Rà soát theo từng mốc thời hạn dưới đây"),
            ("4", "Họp", ""),
        ],
    ),
    "a task that says what follows in its own words": (
        """
STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn
I|Hộ tịch||
1|Tập huấn|Phòng A|Quý I/2022
2|Soạn tài liệu như sau: đề cương, bài giảng|Phòng A|Quý II/2022
II|Công chứng||
3|Rà soát các nội dung dưới đây|Phòng B|Quý II/2022
4|Họp|Phòng B|Quý II/2022""",
        [
            ("1", "Tập huấn", "Hộ tịch"),
            ("2", "Soạn tài liệu như sau: đề cương, bài giảng", "Hộ tịch"),
            ("3", "Rà soát các nội dung dưới đây", "Công chứng"),
            ("4", "Họp", "Công chứng"),
        ],
    ),
    "Roman numbers with a lead among numbers that run on": (
        """
STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn
XI|Nhân sự|Phòng A|
57|Tuyển dụng|Phòng B|Quý II/2022
XII|Tài sản|Phòng A|
58|Kiểm kê|Phòng C|Quý II/2022""",
        [("57", "Tuyển dụng", "Nhân sự"), ("58", "Kiểm kê", "Tài sản")],
    ),
    "second column of numbers": (
        """
TT|Chi tiết|Nhiệm vụ|Đơn vị chủ trì|Thời hạn
|1|Dữ liệu||Quý II/2022
1|a)|Dữ liệu đất|Phòng A|Quý II/2022
2|b)|Dữ liệu nhà|Phòng B|Quý II/2022
3|2|Phần mềm|Phòng C|Quý IV/2022""",
        [("1", "Dữ liệu đất", "Dữ liệu"), ("2", "Dữ liệu nhà", "Dữ liệu"), ("3", "Phần mềm", "")],
    ),
    "parent and child": (
        """
STT|Mã nhiệm vụ|Tên nhiệm vụ cha|Tên nhiệm vụ|Đơn vị chủ trì|Thời hạn
1|HT.01|Hộ tịch|Số hóa sổ|Phòng A|Quý II/2022
2|HT.02|Hộ tịch|Rà soát sổ|Phòng A|Quý II/2022""",
        [("1", "Số hóa sổ", "Hộ tịch"), ("2", "Rà soát sổ", "Hộ tịch")],
    ),
    "codes under the heading of the task": (
        """
STT|Nhiệm vụ|Nội dung cần thực hiện|Đơn vị chủ trì|Thời hạn
1|NV-07|Số hóa sổ hộ tịch|Phòng A|Quý II/2022
2|NV-08|Rà soát sổ hộ tịch|Phòng A|Quý II/2022""",
        [("1", "Số hóa sổ hộ tịch", ""), ("2", "Rà soát sổ hộ tịch", "")],
    ),
    "sums": (
        """
STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn|Kinh phí
1|Họp|Phòng A|Quý II/2022|5
Total||||5
|Tổng cộng (I+II)|||5
Grand Total|1|||5
Cộng: 01 nhiệm vụ||||""",
        [("1", "Họp", "")],
    ),
    "officers who lead, and signatures": (
        """
Người chủ trì|Nhiệm vụ|Thời hạn
Giám đốc|Ký quy chế|Quý II/2022
TL. Giám đốc|Mời họp|20/4/2022
||KT. GIÁM ĐỐC
||PHÓ GIÁM ĐỐC""",
        [("1", "Ký quy chế", ""), ("2", "Mời họp", "")],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), LAYOUTS.values(), ids=list(LAYOUTS))
def test_headings_tasks_and_what_is_neither(tmp_path: Path, text: str, wanted: list[tuple[str, str, str]]) -> None:
    draft = read_lines(tmp_path, text)
    assert seen(draft) == wanted
    assert all(task.reading.sure and task.reading.due for task in draft.tasks)


def test_a_heading_of_an_agency_leads_where_the_cell_is_blank(tmp_path: Path) -> None:
    draft = read_lines(tmp_path, LAYOUTS["group in the leads' column, behind the task's"][0])
    assert [task.lead for task in draft.tasks] == ["Phòng A", "PHÒNG TỔ CHỨC"]
    assert codes_of(draft) == ["lead.heading"]


def test_a_number_and_words_in_a_cell_over_the_others_are_a_heading(tmp_path: Path) -> None:
    from docx import Document

    rows = rows_of_lines("STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn\n1|Hộ tịch||\n1|Số hóa sổ|Phòng A|Quý II/2022")
    path = docx_of_rows(tmp_path / "a.docx", rows, merge_groups=False)
    document = Document(str(path))
    cells = document.tables[0].rows[1].cells
    cells[1].merge(cells[3])
    document.save(str(path))
    draft = read_plan(path, year=2022, issued=None, known=(), create_units=True)
    assert [(group_of(draft, task), task.title) for task in draft.tasks] == [("Hộ tịch", "Số hóa sổ")]


def test_cells_merged_from_a_heading_down_are_those_of_its_tasks(tmp_path: Path) -> None:
    from docx import Document

    head = "TT|Chi tiết|Nhiệm vụ|Đơn vị chủ trì|Thời hạn\n"
    text = head + "|1|Dữ liệu|Phòng A|Quý II/2022\n1|a)|Dữ liệu đất||\n2|b)|Dữ liệu nhà||"
    path = docx_of_rows(tmp_path / "a.docx", rows_of_lines(text), merge_groups=False)
    document = Document(str(path))
    for column in (3, 4):
        document.tables[0].cell(1, column).merge(document.tables[0].cell(3, column))
    document.save(str(path))
    draft = read_plan(path, year=2022, issued=None, known=(), create_units=True)
    assert [(task.lead, task.deadline_text) for task in draft.tasks] == [("Phòng A", "Quý II/2022")] * 2
    assert not [code for code in codes_of(draft) if code == "cell.stray"]


@pytest.mark.parametrize(
    ("cell", "lead", "supports"),
    [
        ("P2, P3", "P2", ["P3"]),
        ("P.2 và P.3", "P.2", ["P.3"]),
        ("PC06, PA03", "PC06", ["PA03"]),
        ("Nguyễn Văn Bình, Trần Thị Cúc", "Nguyễn Văn Bình", ["Trần Thị Cúc"]),
        ("Đ/c Bình, đ/c Cúc", "Đ/c Bình", ["Đ/c Cúc"]),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch", []),
    ],
)
def test_short_codes_and_persons_are_names_of_their_own(
    tmp_path: Path, cell: str, lead: str, supports: list[str]
) -> None:
    task = read_lines(tmp_path, f"STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn\n1|Họp|{cell}|Quý I/2022").tasks[0]
    assert (task.lead, task.supports) == (lead, supports)


@pytest.mark.parametrize(
    ("heading", "kept_as"),
    [
        ("Lãnh đạo chủ trì", "leader"), ("Người phụ trách", "officer"), ("Cán bộ thụ lý", "officer"),
        ("GV chỉ đạo", "extra"), ("Lớp trực", "extra"), ("Giáo viên phụ trách", "extra"),
    ],
)  # fmt: skip
def test_a_person_or_class_in_charge_leads_where_no_unit_does(tmp_path: Path, heading: str, kept_as: str) -> None:
    text = f"STT|Nội dung|{heading}|Thời gian\n1|Chấm thi|Cô Lan|20/4/2022"
    assert read_lines(tmp_path, text).tasks[0].lead_text == "Cô Lan"
    both = f"STT|Nội dung|{heading}|Đơn vị chủ trì|Thời gian\n1|Chấm thi|Cô Lan|Tổ Toán|20/4/2022"
    task = read_lines(tmp_path, both).tasks[0]
    kept = {"leader": task.leader, "officer": task.officer, "extra": task.extra.get(heading, "")}
    assert (task.lead_text, kept[kept_as], sum(map(bool, kept.values()))) == ("Tổ Toán", "Cô Lan", 1)


def test_what_the_clerk_says_of_columns_is_obeyed(tmp_path: Path) -> None:
    text = "A|B|C|D|E|F|G|H\nq|Họp giao ban|r|Phòng A|s|20/4/2022|t|u"
    with pytest.raises(NoTaskTable):
        read_lines(tmp_path, text)
    task = read_lines(tmp_path, text, {"B": "title", "D": "lead", "F": "deadline"}).tasks[0]
    assert (task.title, task.lead, str(task.reading.due)) == ("Họp giao ban", "Phòng A", "2022-04-20")


@pytest.mark.parametrize(
    "title", ["Rà soát phương án bảo vệ trụ sở (Mật)", "Báo cáo [Tối mật] về tình hình an ninh mạng"]
)
def test_a_marking_in_brackets_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(SecretDocument):
        read_lines(tmp_path, f"STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn\n1|{title}|Phòng A|Quý I/2022")


@pytest.mark.parametrize(
    "text",
    ["Họ tên|Ngày sinh|Nơi sinh\nA|1/2/1990|Huế", "Tệp|Dòng|Lỗi\na.py|12|E501", "Kính gửi|Sở Y tế\nNội dung|Họp"],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoTaskTable):
        read_lines(tmp_path, text)


def test_a_plan_without_leads_is_read(tmp_path: Path) -> None:
    draft = read_lines(tmp_path, "STT|Công việc|Thời hạn\n1|Họp|20/4/2022\n2|Thi|30/4/2022")
    assert dues(draft) == ["20/04/2022", "30/04/2022"]
    assert codes_of(draft) == ["lead.column"]
