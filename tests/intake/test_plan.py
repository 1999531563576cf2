"""The whole reading of a plan: what the file says of itself, years, deadlines, unknown units, the shared plans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.planrows import expected
from bench.plans import measured
from tests.support.plans import built, docx_of_paragraphs, docx_of_rows, xlsx_of_rows
from tests.support.shared import shared_dir
from tuphap_cli.domain.draft import KnownUnit, PlanDraft
from tuphap_cli.domain.model import DeadlineKind, Severity
from tuphap_cli.errors import BadChoice, NoTaskTable
from tuphap_cli.intake.plan import read_plan
from tuphap_cli.intake.prose.headfacts import HeadFacts, head_facts

HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
ROWS = [HEAD, ["1", "Rà soát", "P. HC&BTTP", "Quý II"], ["2", "Kiểm tra", "Phòng Bổ trợ tư phap", "30/6/2026"]]
KNOWN = (KnownUnit("HCBTTP", "Phòng Hành chính và Bổ trợ tư pháp"), KnownUnit("VP", "Văn phòng Sở"))


def read(path: Path, *, year: int | None = 2026, issued: date | None = None, create: bool = True) -> PlanDraft:
    return read_plan(path, year=year, issued=issued, known=KNOWN, create_units=create)


LETTER = [
    "UBND TỈNH BẠC LIÊU\nSỞ TƯ PHÁP\nSố: 25 /QĐ-STP",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBạc Liêu, ngày 26 tháng 02 năm 2021",
    "QUYẾT ĐỊNH",
    "Ban hành Kế hoạch công tác tư pháp năm 2021",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
]
ANNEX = [
    "PHỤ LỤC", "Danh mục nhiệm vụ trọng tâm năm 2021",
    "(Ban hành kèm theo Quyết định số 25/QĐ-STP ngày 26/02/2021 của Giám đốc Sở Tư pháp tỉnh Bạc Liêu)",
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        (
            LETTER,
            HeadFacts(
                "25/QĐ-STP", date(2021, 2, 26), "SỞ TƯ PHÁP", "QUYẾT ĐỊNH Ban hành Kế hoạch công tác tư pháp năm 2021"
            ),
        ),
        (
            ANNEX,
            HeadFacts(
                "25/QĐ-STP",
                date(2021, 2, 26),
                "Sở Tư pháp tỉnh Bạc Liêu",
                "PHỤ LỤC Danh mục nhiệm vụ trọng tâm năm 2021",
            ),
        ),
        (["(Kèm theo Kế hoạch số     /KH-UBND ngày    tháng    năm 2025 của UBND tỉnh)"], HeadFacts()),
        (
            ["ỦY BAN NHÂN DÂN", "TỈNH BẠC LIÊU", "Số: 08/KH-UBND", "Bạc Liêu, ngày 31/02/2021"],
            HeadFacts("08/KH-UBND", None, "ỦY BAN NHÂN DÂN TỈNH BẠC LIÊU", None),
        ),
        (["Phường Hộ Phòng, Giá Rai, ngày 26 tháng 02 năm 2021"], HeadFacts(issued_on=date(2021, 2, 26))),
        ([], HeadFacts()),
    ],
)
def test_what_the_file_says_of_itself(lines: list[str], facts: HeadFacts) -> None:
    assert head_facts(lines) == facts


def test_facts_from_layout_tables_and_lines_above_the_headings(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    letterhead = document.add_table(rows=1, cols=2)
    letterhead.cell(0, 0).text, letterhead.cell(0, 1).text = LETTER[:2]
    for line in LETTER[2:]:
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=4)
    for y, row in enumerate(ROWS):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx", year=None)
    assert (draft.number, draft.issued_on, draft.issuer) == ("25/QĐ-STP", date(2021, 2, 26), "SỞ TƯ PHÁP")
    assert draft.tasks[0].reading.due == date(2021, 6, 30)
    sheet = xlsx_of_rows(tmp_path / "a.xlsx", [[line, "", "", ""] for line in ANNEX] + ROWS)
    assert read(sheet, year=None).number == "25/QĐ-STP"


def test_the_year_given_and_that_of_the_date_given(tmp_path: Path) -> None:
    path = docx_of_rows(tmp_path / "a.docx", ROWS, before=ANNEX)
    assert read(path, year=2030).tasks[0].reading.due == date(2030, 6, 30)
    assert read(path, year=None, issued=date(2022, 1, 5)).tasks[0].reading.due == date(2022, 6, 30)


def test_a_plan_issued_in_december_for_the_next_year(tmp_path: Path) -> None:
    before = [
        "KẾ HOẠCH",
        "Công tác tư pháp năm 2026",
        "(Kèm theo Quyết định số 99/QĐ-STP ngày 25/12/2025 của Sở Tư pháp)",
    ]
    draft = read(docx_of_rows(tmp_path / "a.docx", ROWS, before=before), year=None)
    assert draft.tasks[0].reading.due == date(2026, 6, 30)
    assert draft.problems[0].code == "plan.year"
    period = [
        "KẾ HOẠCH",
        "Công tác giai đoạn 2026 - 2030",
        "(Kèm theo Quyết định số 99/QĐ-STP ngày 25/12/2025 của Sở Tư pháp)",
    ]
    draft = read(docx_of_rows(tmp_path / "b.docx", ROWS, before=period), year=None)
    assert draft.tasks[0].reading.due == date(2026, 6, 30)
    assert [p.code for p in draft.problems] == ["plan.year"]


def test_without_any_year_only_words_that_state_theirs_are_read(tmp_path: Path) -> None:
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", ROWS), year=None)
    assert draft.tasks[0].reading.kind is DeadlineKind.UNREAD
    assert draft.tasks[1].reading.due == date(2026, 6, 30)
    assert [p.code for p in draft.problems] == ["deadline.year"]


def test_unknown_units_are_errors_with_near_names_unless_they_may_be_created(tmp_path: Path) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", [*ROWS, ["3", "Báo cáo", "Phòng Bổ trợ tư phap", "Quý I"]])
    draft = read(path, create=False)
    assert draft.tasks[0].lead == "HCBTTP"
    (unit,) = draft.new_units
    assert (unit.name, unit.code, unit.rows) == ("Phòng Bổ trợ tư phap", "PBTTP", 2)
    assert unit.nearest == ("Phòng Hành chính và Bổ trợ tư pháp",)
    (problem,) = draft.problems
    assert (problem.code, problem.severity, problem.column, problem.value) == (
        "unit.unknown", Severity.ERROR, "Chủ trì", "Phòng Bổ trợ tư phap",
    )  # fmt: skip
    assert "2 row(s)" in str(problem.hint)
    created = read(path)
    assert created.problems == []
    assert [unit.name for unit in created.new_units] == ["Phòng Bổ trợ tư phap"]
    assert created.tasks[1].lead == "Phòng Bổ trợ tư phap"


def test_deadlines_are_asked_about(tmp_path: Path) -> None:
    rows = [
        HEAD,
        *[[str(n), f"Việc {n}", "Văn phòng", text] for n, text in enumerate(("", "30/6/2026", "abc xyz"), start=1)],
    ]
    draft = read(xlsx_of_rows(tmp_path / "a.xlsx", rows))
    assert [p.code for p in draft.problems] == ["deadline.missing", "deadline.unread"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = [HEAD, *[[str(n), f"Việc {n}", "Văn phòng", "Quý I"] for n in range(1, 61)]]
    read_plan(
        xlsx_of_rows(tmp_path / "a.xlsx", rows),
        year=2026,
        issued=None,
        known=KNOWN,
        progress=lambda *n: told.append(n),
    )
    assert told == [(50, 60), (60, 60)]


def test_nothing_that_looks_like_a_plan(tmp_path: Path) -> None:
    with pytest.raises(NoTaskTable, match="Chỉ tiêu") as caught:
        read(xlsx_of_rows(tmp_path / "a.xlsx", [["Chỉ tiêu", "Đơn vị tính"], ["Dân số", "người"]]))
    assert "--map" in caught.value.remedy


def test_headings_named_by_the_clerk(tmp_path: Path) -> None:
    rows = [["Thứ", "Đầu mục", "Nơi làm", "Khi nào"], ["1", "Rà soát", "Văn phòng", "Quý I"]]
    mapping = {"Thứ": "item", "đầu mục": "title", "Nơi làm": "lead", "Khi nào": "deadline"}
    path = xlsx_of_rows(tmp_path / "a.xlsx", rows)
    draft = read_plan(path, year=2026, issued=None, known=KNOWN, mapping=mapping)
    assert [(t.item, t.title, t.lead, t.deadline_text) for t in draft.tasks] == [("1", "Rà soát", "VP", "Quý I")]


@pytest.mark.parametrize("heading", ["Không có", "Rà soát văn", "Nhiệm vụ Thời"])
def test_a_heading_that_is_not_in_the_file_is_refused(tmp_path: Path, heading: str) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", ROWS)
    with pytest.raises(BadChoice) as caught:
        read_plan(path, year=2026, issued=None, known=KNOWN, mapping={heading: "title"})
    assert caught.value.facts["choices"] == "STT; Nhiệm vụ; Chủ trì; Thời hạn"
    prose = docx_of_paragraphs(tmp_path / "a.docx", ["I. NHIỆM VỤ", "1. Rà soát", "Đơn vị chủ trì: Văn phòng"])
    with pytest.raises(BadChoice):
        read_plan(prose, year=2026, issued=None, known=KNOWN, mapping={heading: "title"})


def test_a_heading_under_another_may_be_named_with_it(tmp_path: Path) -> None:
    rows = [["STT", "Nhiệm vụ", "Nơi làm", ""], ["", "", "chính", "phụ"], ["1", "Rà soát", "Phòng A", "Phòng B"]]
    path = xlsx_of_rows(tmp_path / "a.xlsx", rows)
    draft = read_plan(
        path, year=2026, issued=None, known=(), create_units=True, mapping={"Nơi làm chính": "lead", "phụ": "support"}
    )
    assert (draft.tasks[0].lead, draft.tasks[0].supports) == ("Phòng A", ["Phòng B"])


def test_a_table_that_is_not_taken_is_shown_by_whole_words(tmp_path: Path) -> None:
    long = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
    with pytest.raises(NoTaskTable, match="VIỆT NAM Độc…") as caught:
        read(xlsx_of_rows(tmp_path / "a.xlsx", [[long, "x"], ["Dân số", "người"]]))
    assert "lập" not in str(caught.value)


def test_cells_cleaned_of_what_cannot_be_seen_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    cells = ["1,Rà\x00 soát,Văn phòng Sở,30/6/2026", "2,Kiểm \x1b[31mtra,\u202eVăn phòng Sở,30/6/2026"]
    path.write_text("\n".join([",".join(HEAD), *cells]), encoding="utf-8")
    sheet = xlsx_of_rows(tmp_path / "a.xlsx", [HEAD, ["1", "Rà\u202e soát", "Văn phòng Sở", "30/6/2026"]])
    word = docx_of_rows(tmp_path / "a.docx", [HEAD, ["1", "Rà\u202e soát", "Văn phòng Sở", "30/6/2026"]])
    for file, row, count in ((path, 2, "3 "), (sheet, 2, "1 "), (word, 2, "1 ")):
        draft = read(file)
        assert draft.tasks[0].title == "Rà soát"
        (problem,) = draft.problems
        assert (problem.code, problem.severity) == ("text.cleaned", Severity.NOTE)
        assert problem.place is not None
        assert problem.place.row == row
        assert str(problem.hint).startswith(count)


def test_prose_beside_a_table_is_told(tmp_path: Path) -> None:
    from docx import Document

    document = Document(str(docx_of_rows(tmp_path / "a.docx", ROWS)))
    for line in ("I. NHIỆM VỤ", "1. Rà soát", "Đơn vị chủ trì: Văn phòng"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    draft = read(tmp_path / "a.docx")
    assert [(t.name, t.taken) for t in draft.tables] == [("Bảng 1", True), ("I. NHIỆM VỤ", False)]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = docx_of_paragraphs(tmp_path / "a.docx", ["I. NHIỆM VỤ", "1. Rà soát", "Đơn vị chủ trì: Văn phòng"])
    assert read(path) == read(path)


def plans() -> list[Path]:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "plans"
    return sorted(folder.glob("*.tsv")) or [Path("none.tsv")]


@pytest.mark.parametrize("tsv", plans(), ids=lambda tsv: tsv.stem)
def test_every_row_of_the_shared_plans_is_found(tsv: Path, tmp_path: Path) -> None:
    """Every task, every lead, no cell lost, in both formats; what is expected comes from the rows themselves."""
    tsv = shared_dir() / "plans" / tsv.name
    wanted = len(expected(tsv))
    for path in built(tsv, tmp_path).values():
        row = measured(tsv, path, details=False)
        assert (row.tasks, row.found, row.titles, row.leads, row.lost) == (wanted, wanted, wanted, wanted, 0)


def test_without_a_year_a_deadline_that_names_its_own_is_read(tmp_path: Path) -> None:
    rows = [["TT", "Nội dung", "Chủ trì", "Thời hạn"]]
    phrases = ["Trước ngày 15/4/2019", "Quý IV/2019 - Quý I/2020", "2019 - 2021", "Quý II", "29/02", "31/12/2031"]
    rows += [[str(n), f"Việc {n}", "Phòng A", phrase] for n, phrase in enumerate(phrases, 1)]
    draft = read_plan(xlsx_of_rows(tmp_path / "a.xlsx", rows), year=None, issued=None, known=(), create_units=True)
    due = [t.reading.due.isoformat() if t.reading.sure and t.reading.due else None for t in draft.tasks]
    assert due == ["2019-04-14", "2020-03-31", "2021-12-31", None, None, "2031-12-31"]
