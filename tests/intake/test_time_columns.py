"""A column of completion days is never the deadline; an adjusted deadline never stands behind the old one alone."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from tests.support.csv_plans import codes_of, due_of, dues, read_lines
from tuphap_cli.domain.draft import PlanDraft

DEADLINES = [
    "Thời hạn", "Hạn xử lý", "Thời hạn hoàn thành", "Tiến độ", "Hạn hoàn thành", "Hạn chót", "Kế hoạch hoàn thành",
    "Ngày đến hạn", "Yêu cầu hoàn thành", "Lộ trình thực hiện",
]  # fmt: skip
COMPLETIONS = [
    "Ngày hoàn thành", "Hoàn thành ngày", "Ngày kết thúc thực tế", "Thời gian hoàn thành", "Hoàn thành thực tế",
    "Ngày hoàn tất", "Thời điểm hoàn thành", "Đã hoàn thành ngày", "Kết thúc", "Ngày thực hiện xong",
]  # fmt: skip
DUE = ["20/4/2022", "15/5/2022", "30/6/2022"]
WANTED = ["20/04/2022", "15/05/2022", "30/06/2022"]
DONE = {
    "empty": ["", "", ""],
    "some": ["18/4/2022", "", "02/7/2022"],
    "all": ["18/4/2022", "14/5/2022", "02/7/2022"],
}
STATES = {
    "empty": ["Chưa làm", "Đang làm", "Đang làm"],
    "some": ["Xong", "Đang làm", "Hoàn thành quá hạn"],
    "all": ["Xong", "Xong", "Xong"],
}


def tracker(
    folder: Path, headings: tuple[str, str], columns: tuple[list[str], list[str]], states: list[str]
) -> PlanDraft:
    lines = [f"STT|Nội dung|Đơn vị chủ trì|{headings[0]}|{headings[1]}" + ("|Trạng thái" if states else "")]
    for number in range(3):
        cells = [str(number + 1), f"Kiểm tra đợt {number}", "Phòng A", columns[0][number], columns[1][number]]
        lines.append("|".join(cells + states[number : number + 1]))
    return read_lines(folder, "\n".join(lines))


@pytest.mark.parametrize(("deadline", "completion"), list(product(DEADLINES, COMPLETIONS)))
def test_a_day_of_completion_is_no_deadline(tmp_path: Path, deadline: str, completion: str) -> None:
    for fill, turned, with_states in product(DONE, (False, True), (False, True)):
        headings, columns = (deadline, completion), (DUE, DONE[fill])
        if turned:
            headings, columns = (completion, deadline), (DONE[fill], DUE)
        draft = tracker(tmp_path, headings, columns, STATES[fill] if with_states else [])
        assert dues(draft) == WANTED, (fill, turned, with_states)
        kept = [task.extra.get(completion, "") for task in draft.tasks]
        assert kept == DONE[fill]
        assert codes_of(draft) == (["column.done"] if any(DONE[fill]) else [])


DOUBTS = [
    # A time and the end of it, every row filled and nothing done before its time: which is the deadline?
    ("Thời gian thực hiện|Ngày hoàn thành", ["1/3/2022|20/3/2022", "1/4/2022|20/4/2022"], "deadline.several"),
    # Everything is done: was the day planned, or is it that of completion?
    ("Ngày hoàn thành|Trạng thái", ["20/3/2022|Hoàn thành", "20/4/2022|Đã xong"], "deadline.column"),
    ("Hẹn|Ngày hoàn thành", ["20/3/2022|18/3/2022", "20/4/2022|"], "deadline.several"),
    ("Hạn của Sở|Hạn của tỉnh", ["20/3/2022|25/3/2022", "20/4/2022|25/4/2022"], "deadline.several"),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "rows", "code"), DOUBTS)
def test_a_doubt_is_one_question_for_the_column(tmp_path: Path, headings: str, rows: list[str], code: str) -> None:
    lines = [f"STT|Nội dung|Đơn vị chủ trì|{headings}"]
    lines += [f"{n}|Kiểm tra đợt {n}|Phòng A|{row}" for n, row in enumerate(rows, start=1)]
    draft = read_lines(tmp_path, "\n".join(lines))
    assert not any(task.reading.sure for task in draft.tasks)
    assert codes_of(draft) == [code]
    first = headings.split("|", maxsplit=1)[0]
    answered = read_lines(tmp_path, "\n".join(lines), {first: "deadline"})
    assert all(task.reading.sure for task in answered.tasks)
    assert [task.deadline_text for task in answered.tasks] == [row.split("|")[0] for row in rows]


def test_the_state_tells_a_planned_end_from_a_day_of_completion(tmp_path: Path) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Ngày hoàn thành|Tình trạng\n"
    planned = read_lines(tmp_path, head + "1|Họp|Phòng A|20/3/2022|Xong\n2|Kiểm tra|Phòng A|20/4/2022|Đang làm")
    assert dues(planned) == ["20/03/2022", "20/04/2022"]
    done = read_lines(tmp_path, head + "1|Họp|Phòng A|20/3/2022|Xong\n2|Kiểm tra|Phòng A||Đang làm")
    assert dues(done) == ["", ""]
    assert done.tasks[0].completion is not None


def test_states_under_progress_are_no_deadlines(tmp_path: Path) -> None:
    text = """
STT|Nội dung|Đơn vị chủ trì|Thời gian hoàn thành|Tiến độ
1|Họp|Phòng A|20/3/2022|Đã trình
2|Kiểm tra|Phòng A|Quý II/2022|Đang thực hiện
3|Báo cáo|Phòng A|30/6/2022|75%"""
    assert dues(read_lines(tmp_path, text)) == ["20/03/2022", "30/06/2022", "30/06/2022"]
    plan = (
        text.replace("Đã trình", "Quý I/2022")
        .replace("|20/3/2022|", "||")
        .replace("Thời gian hoàn thành", "Phối hợp")
    )
    words = read_lines(tmp_path, plan.replace("Đang thực hiện", "Trước 15/4/2022").replace("75%", "30/5/2022"))
    assert dues(words) == ["31/03/2022", "14/04/2022", "30/05/2022"]


def test_start_and_end_planned_and_real(tmp_path: Path) -> None:
    text = """
STT|Nội dung|Đơn vị|Kế hoạch||Thực tế|
|||Bắt đầu|Kết thúc|Bắt đầu|Kết thúc
1|Họp|Phòng A|01/3/2022|20/3/2022|02/3/2022|21/3/2022
2|Kiểm tra|Phòng A|01/4/2022|20/4/2022||"""
    draft = read_lines(tmp_path, text)
    assert dues(draft) == ["20/03/2022", "20/04/2022"]
    assert draft.tasks[0].extra == {
        "Kế hoạch – Bắt đầu": "01/3/2022", "Thực tế – Bắt đầu": "02/3/2022", "Thực tế – Kết thúc": "21/3/2022",
    }  # fmt: skip
    simple = "STT|Nội dung|Đơn vị|Từ ngày|Đến ngày|Tình trạng\n1|Họp|Phòng A|01/3/2022|20/3/2022|Hoàn thành"
    assert dues(read_lines(tmp_path, simple)) == ["20/03/2022"]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Thời hạn|Thời hạn sau điều chỉnh", "20/3/2022|15/6/2022"),
        ("Thời hạn mới|Thời hạn ban đầu", "15/6/2022|20/3/2022"),
        ("Gia hạn đến|Hạn xử lý", "15/6/2022 (theo CV 9/STP-VP)|20/3/2022"),
        ("Thời hạn trước điều chỉnh|Thời hạn điều chỉnh", "20/3/2022|15/6/2022"),
        ("Thời gian hoàn thành|Điều chỉnh thời gian", "20/3/2022|15/6/2022"),
    ],
)
def test_an_adjusted_deadline_is_an_extension(tmp_path: Path, headings: str, row: str) -> None:
    task = read_lines(tmp_path, f"STT|Nội dung|Đơn vị chủ trì|{headings}\n1|Họp|Phòng A|{row}").tasks[0]
    assert due_of(task.reading) == "20/03/2022"
    assert task.extension is not None
    assert task.extension.due.isoformat() == "2022-06-15"


@pytest.mark.parametrize("moved", ["chờ ý kiến", "01/3/2022", "Quý II, quý III/2022", "sau khi có hướng dẫn"])
def test_an_adjusted_deadline_that_is_not_plain_makes_both_a_question(tmp_path: Path, moved: str) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Thời hạn|Gia hạn đến\n"
    draft = read_lines(tmp_path, f"{head}1|Họp|Phòng A|20/3/2022|{moved}\n2|Thi|Phòng A|20/3/2022|20/5/2022")
    assert (draft.tasks[0].reading.sure, draft.tasks[0].extension) == (False, None)
    assert "deadline.moved" in codes_of(draft)


def test_the_document_of_an_extension_and_an_adjusted_deadline_alone(tmp_path: Path) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Thời hạn|Thời hạn mới|Văn bản gia hạn\n"
    text = head + "1|Họp|Phòng A|20/3/2022|15/6/2022|45/UBND-NC ngày 10/3/2022\n2|Thi|Phòng A||15/6/2022|"
    one, two = read_lines(tmp_path, text).tasks
    assert one.extension is not None
    assert (one.extension.document, str(one.extension.decided_on)) == ("45/UBND-NC", "2022-03-10")
    assert (due_of(two.reading), two.extension) == ("15/06/2022", None)


def test_years_side_by_side(tmp_path: Path) -> None:
    rows = "1|Họp|Phòng A|Quý II|\n2|Thi|Phòng A||30/6\n3|Kiểm tra|Phòng A|x|\n4|Báo cáo|Phòng A|Tháng 5|Tháng 6"
    for head in (
        "STT|Nội dung|Đơn vị chủ trì|Năm 2022|Năm 2023",
        "STT|Nội dung|Đơn vị chủ trì|Thời hạn năm 2022|Thời hạn năm 2023",
        "STT|Nội dung|Đơn vị chủ trì|Thời gian thực hiện|\n|||2022|2023",
    ):
        found = dues(read_lines(tmp_path, f"{head}\n{rows}"))
        assert found[:3] == ["30/06/2022", "30/06/2023", "31/12/2022"]
        assert found[3].endswith("31/05/2022") or found[3].endswith("31/05/2022 30/06/2023")
    figures = read_lines(
        tmp_path, "STT|Nội dung|Đơn vị chủ trì|Thời hạn|Năm 2022|Năm 2023\n1|Họp|Phòng A|Quý I/2022|12|30"
    )
    assert (dues(figures), figures.tasks[0].extra) == (["31/03/2022"], {"Năm 2022": "12", "Năm 2023": "30"})


def test_rounds_and_ticks_of_other_fonts(tmp_path: Path) -> None:
    text = """
STT|Nội dung|Các đợt trong năm 2022||
||Đợt 1|Đợt 2|Đợt 3
1|Nộp báo cáo|Trước ngày 26/3/2022||
2|Họp||15/6/2022 - 20/6/2022|"""
    assert dues(read_lines(tmp_path, text)) == ["25/03/2022", "20/06/2022"]
    months = "|".join(f"T{n}" for n in range(1, 13))
    grid = f"STT|Nội dung|Đơn vị|{months}\n1|Họp|Phòng A|||ü|||||||||\n2|Thi|Phòng A||☐|||þ|||||||"
    assert dues(read_lines(tmp_path, grid)) == ["31/03/2022", "31/05/2022"]


def test_days_in_a_column_with_the_month_first_are_asked(tmp_path: Path) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Thời hạn|Ngày hoàn thành\n"
    rows = ["Phòng A|4/30/2022|4/5/2022", "Phòng A|6/5/2022|25/5/2022", "Phòng A|7/7/2022|", "Phòng A|25/8/2022|"]
    draft = read_lines(tmp_path, head + "\n".join(f"{n}|Việc {n}|{row}" for n, row in enumerate(rows)))
    readings = [task.reading for task in draft.tasks]
    assert [r.sure for r in readings] == [False, False, True, True]
    assert [[d.isoformat() for d in r.candidates] for r in readings[:2]] == [
        ["2022-04-30"],
        ["2022-05-06", "2022-06-05"],
    ]
    # The other column has its days first: those of completion are as they stand.
    assert [t.completion and str(t.completion.day) for t in draft.tasks[:2]] == ["2022-05-04", "2022-05-25"]
    plain = read_lines(tmp_path, head + "1|Họp|Phòng A|6/5/2022|\n2|Thi|Phòng A|25/5/2022|")
    assert dues(plain) == ["06/05/2022", "25/05/2022"]


def test_days_among_states_stay_deadlines_where_no_other_column_has_any(tmp_path: Path) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Thời gian hoàn thành\n"
    draft = read_lines(
        tmp_path, head + "1|Họp|Phòng A|Đã xong\n2|Thi|Phòng A|30/6/2022\n3|Kiểm tra|Phòng A|Hoàn thành"
    )
    assert dues(draft) == ["", "30/06/2022", "? "]  # a state is no deadline; bare "Hoàn thành" is asked


COMPLETED = {
    "10/4/2022": "2022-04-10",
    "x 10/4/2022 (trước hạn 5 ngày)": "2022-04-10",
    "10/4/2022 theo Công văn 12": "2022-04-10",
    "Đã hoàn thành ngày 30/6": "2022-06-30",
    "14h30 ngày 10/4/2022, đúng hạn": "2022-04-10",
    "2022-04-13 00:00:00": "2022-04-13",
    "2022-04-10 00:00:00": "2022-04-10?",  # Excel may have taken 4 October for it
    "5/3": "2022-03-05?",
    "6/2022": "",
    "quý 2-2022": "",
    "Trước ngày 15/6/2022": "",
    "15-20/6/2022": "",
    "10/4/2022-12/4/2022": "",
    "dự kiến 10/4/2022": "",
    "10/4/2022 (chưa xong)": "",
    "80% 10/4/2022": "",
    "31/4/2022": "",
}


@pytest.mark.parametrize("cell", COMPLETED)
def test_a_day_of_completion_is_one_day_on_which_work_was_done(tmp_path: Path, cell: str) -> None:
    head = "STT|Nội dung|Đơn vị chủ trì|Thời hạn|Ngày hoàn thành\n"
    others = "\n2|Thi|Phòng A|30/6/2022|13/4/2022\n3|Hội nghị|Phòng A|30/6/2022|14/4/2022"
    (first, *_) = read_lines(tmp_path, f"{head}1|Họp|Phòng A|30/6/2022|{cell}{others}").tasks
    assert first.completion is not None
    day = first.completion.day
    assert f"{day or ''}{'?' if day and first.completion.doubtful else ''}" == COMPLETED[cell]
