"""Word documents: what is not on the page is left out and told; notes are asked; numbers are those printed."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.support import rawdocx as raw
from tests.support.rawdocx import cell, level, numbered, part, raw_docx, row, run, table
from tuphap_cli.domain.draft import PlanDraft
from tuphap_cli.errors import NoTaskTable, UnreadableFile
from tuphap_cli.intake.plan import read_plan

STRIKE, VANISH = "<w:strike/>", "<w:vanish/>"
ONE = row("1", "Rà soát hương ước", "Phòng A", "30/6/2026")
DEL = '<w:del w:id="1" w:author="A"/>'


def read(path: Path) -> PlanDraft:
    return read_plan(path, year=2026, issued=date(2026, 1, 5), known=(), create_units=True)


def told(draft: PlanDraft) -> list[tuple[str, int | None, str]]:
    return [(p.code, p.place.row if p.place else None, p.value) for p in draft.problems]


GONE = "2 | Việc cũ | Phòng B | 15/6/2026"
LEFT_OUT = [
    (row("2", "Việc cũ", "Phòng B", "15/6/2026", properties="<w:hidden/>"), "hidden"),
    (row("2", "Việc cũ", "Phòng B", "15/6/2026", properties=DEL), "deleted"),
    (row(*(cell(run(t, VANISH)) for t in ("2", "Việc cũ", "Phòng B", "15/6/2026"))), "hidden"),
    (row(*(cell(run(t, STRIKE)) for t in ("2", "Việc cũ", "Phòng B", "15/6/2026"))), "struck"),
    (row(*(cell(run(t, '<w:dstrike w:val="true"/>')) for t in ("2", "Việc cũ", "Phòng B", "15/6/2026"))), "struck"),
]


@pytest.mark.parametrize(("gone", "why"), LEFT_OUT)
def test_a_row_that_is_not_on_the_page(tmp_path: Path, gone: str, why: str) -> None:
    draft = read(raw_docx(tmp_path / "a.docx", table(ONE, gone, row("3", "Kiểm tra", "Phòng A", "Quý III"))))
    assert [t.item for t in draft.tasks] == ["1", "3"]
    assert told(draft) == [(f"left_out.row.{why}", 3, GONE)]


def test_what_is_switched_off_is_on_the_page(tmp_path: Path) -> None:
    words = run("Việc còn", '<w:vanish w:val="0"/><w:strike w:val="off"/><w:dstrike w:val="false"/>')
    body = table(row("1", cell(words), "Phòng A", "Quý I", properties='<w:hidden w:val="0"/>'))
    draft = read(raw_docx(tmp_path / "a.docx", body))
    assert [t.title for t in draft.tasks] == ["Việc còn"]
    assert told(draft) == []


def test_struck_and_hidden_words_of_a_cell(tmp_path: Path) -> None:
    due = run("15/6/2026", STRIKE) + run(" 30/9/2026")
    title = (
        run("Rà soát ") + run("(giao phòng B)", VANISH) + "<w:del><w:r><w:delText>lần hai</w:delText></w:r></w:del>"
    )
    draft = read(raw_docx(tmp_path / "a.docx", table(row("1", cell(title), "Phòng A", cell(due)))))
    assert [(t.title, t.deadline_text, t.reading.due) for t in draft.tasks] == [
        ("Rà soát", "30/9/2026", date(2026, 9, 30))
    ]
    assert told(draft) == [
        ("left_out.words.hidden", 2, "(giao phòng B)"),
        ("left_out.words.deleted", 2, "lần hai"),
        ("left_out.words.struck", 2, "15/6/2026"),
    ]


def test_words_hidden_by_a_style(tmp_path: Path) -> None:
    styles = part(
        "styles",
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Bo"><w:basedOn w:val="Gach"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Gach"><w:basedOn w:val="Bo"/><w:rPr><w:strike/></w:rPr></w:style>',
    )
    title = run("Rà soát ") + run("nháp", '<w:rStyle w:val="An"/>')
    due = cell(run("Quý I") + run("Quý II", '<w:strike w:val="0"/>'), paragraph='<w:pStyle w:val="Bo"/>')
    draft = read(
        raw_docx(tmp_path / "a.docx", table(row("1", cell(title), "Phòng A", due)), parts={"styles": styles})
    )
    assert [(t.title, t.deadline_text) for t in draft.tasks] == [("Rà soát", "Quý II")]


def test_a_row_whose_task_is_struck_but_not_its_date(tmp_path: Path) -> None:
    gone = row("2", cell(run("Việc cũ", STRIKE)), cell(run("Phòng B", STRIKE)), "15/6/2026")
    draft = read(raw_docx(tmp_path / "a.docx", table(ONE, gone)))
    assert [t.item for t in draft.tasks] == ["1"]
    assert told(draft)[1] == ("left_out.task", 3, "2 | Việc cũ | Phòng B | 15/6/2026")


def test_a_text_merged_over_a_hidden_row_still_counts_below(tmp_path: Path) -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    hidden = row("1", "Việc ẩn", cell("Phòng A", start), "Quý I", properties="<w:hidden/>")
    body = table(hidden, row("2", "Kiểm tra", cell("", goes_on), "Quý II"))
    draft = read(raw_docx(tmp_path / "a.docx", body))
    assert [(t.item, t.lead) for t in draft.tasks] == [("2", "Phòng A")]


def test_a_cell_deleted_under_track_changes(tmp_path: Path) -> None:
    draft = read(
        raw_docx(tmp_path / "a.docx", table(row("1", "Rà soát", "Phòng A", cell("Quý I", "<w:cellDel w:id='1'/>"))))
    )
    assert draft.tasks[0].deadline_text == ""
    assert told(draft)[0] == ("left_out.words.deleted", 2, "Quý I")


# -- footnotes and comments ---------------------------------------------------------------------------------------

RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
NOTED = [
    ("footnotes", "footnote", f'<w:r>{RAISED}<w:footnoteReference w:id="2"/></w:r>'),
    ("endnotes", "endnote", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    ("comments", "comment", '<w:commentRangeStart w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>'),
]


@pytest.mark.parametrize(("name", "kind", "mark"), NOTED)
def test_a_note_on_a_deadline_is_a_question(tmp_path: Path, name: str, kind: str, mark: str) -> None:
    notes = part(
        name,
        f'<w:{kind} w:id="0" w:type="separator"><w:p>{run("----")}</w:p></w:{kind}>'
        f'<w:{kind} w:id="2"><w:p>{run("Lùi đến ")}{run("30/9/2026")}</w:p></w:{kind}>',
    )
    body = table(row("1", "Rà soát", "Phòng A", cell(run("30/6/2026") + mark)))
    draft = read(raw_docx(tmp_path / "a.docx", body, parts={name: notes}))
    (task,) = draft.tasks
    assert task.deadline_text == "30/6/2026"
    assert not task.reading.sure
    assert task.reading.candidates == (date(2026, 6, 30), date(2026, 9, 30))
    assert told(draft)[0] == ("note.asked", 2, "Lùi đến 30/9/2026")


def test_notes_elsewhere_are_counted(tmp_path: Path) -> None:
    notes = part("footnotes", "".join(f'<w:footnote w:id="{n}"><w:p>{run("x")}</w:p></w:footnote>' for n in (1, 2)))
    body = f'<w:p>{run("Căn cứ")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>' + table(
        row("1", cell(run("Rà soát") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), "Phòng A", "Quý I")
    )
    draft = read(raw_docx(tmp_path / "a.docx", body, parts={"footnotes": notes}))
    assert [p.code for p in draft.problems] == ["note.asked", "note.counted"]
    assert dict(draft.problems[1].hint.values) == {"count": "1"}
    assert draft.tasks[0].reading.sure


# -- automatic numbers --------------------------------------------------------------------------------------------


def lists(abstract: str, *nums: str) -> dict[str, str]:
    made = "".join(f'<w:num w:numId="{i}">{inside}</w:num>' for i, inside in enumerate(nums, 1))
    return {"numbering": part("numbering", abstract + made)}


def of(name: int, inside: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{inside}</w:abstractNum>'


def base(name: int, more: str = "") -> str:
    return f'<w:abstractNumId w:val="{name}"/>{more}'


START_AGAIN = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
OWN_LEVEL = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.", start=5)}</w:lvlOverride>'
NUMBERS = [
    ("one list", lists(of(1, level(0)), base(1)), [(1, 0), (1, 0)], ["1", "2"]),
    ("lists of one definition", lists(of(1, level(0)), base(1), base(1)), [(1, 0), (2, 0)], ["1", "2"]),
    (
        "begins anew once",
        lists(of(1, level(0)), base(1), base(1, START_AGAIN)),
        [(1, 0), (1, 0), (2, 0), (2, 0)],
        ["1", "2", "1-2", "2-2"],
    ),
    ("its own level", lists(of(1, level(0)), base(1, OWN_LEVEL)), [(1, 0), (1, 0)], ["V", "VI"]),
    (
        "level alone",
        lists(of(1, level(0) + level(1, text="%1.%2")), base(1)),
        [(1, 0), (1, 1), (1, 1)],
        ["1", "1.1", "1.2"],
    ),
    (
        "legal",
        lists(of(1, level(0, "upperRoman") + level(1, text="%1.%2", more="<w:isLgl/>")), base(1)),
        [(1, 0), (1, 1)],
        ["I", "1.1"],
    ),
    ("bullets are no numbers", lists(of(1, level(0, "bullet", "·")), base(1)), [(1, 0), (1, 0)], ["1", "2"]),
    ("no such list", {}, [(7, 0), (7, 0)], ["1", "2"]),
]


@pytest.mark.parametrize(("_", "parts", "marks", "items"), NUMBERS)
def test_automatic_numbers(
    tmp_path: Path, _: str, parts: dict[str, str], marks: list[tuple[int, int]], items: list[str]
) -> None:
    rows = (row(numbered(*mark), f"Việc số {i}", "Phòng A", "Quý I") for i, mark in enumerate(marks))
    draft = read(raw_docx(tmp_path / "a.docx", table(*rows), parts=parts))
    assert [t.item for t in draft.tasks] == items


def test_a_level_that_never_begins_anew(tmp_path: Path) -> None:
    never = '<w:lvlRestart w:val="0"/>'
    parts = lists(of(1, level(0, "upperRoman") + level(1, text="%2", more=never)), base(1))
    group = [row(numbered(1, 0), cell(run(t, "<w:b/>")), "", "") for t in ("Nhóm một", "Nhóm hai")]
    task = [row(numbered(1, 1), f"Việc {n}", "Phòng A", "Quý I") for n in range(4)]
    draft = read(raw_docx(tmp_path / "a.docx", table(group[0], *task[:2], group[1], *task[2:]), parts=parts))
    assert [(t.item, t.group) for t in draft.tasks] == [("1", 0), ("2", 0), ("3", 1), ("4", 1)]


def test_a_list_by_a_style_and_a_level_by_its_paragraph(tmp_path: Path) -> None:
    parts = lists(
        of(1, level(0, "upperRoman") + level(1, text="%1.%2")) + of(2, '<w:numStyleLink w:val="DS"/>'),
        base(1),
        base(2),
    )
    parts["styles"] = part(
        "styles",
        '<w:style w:type="numbering" w:styleId="DS"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="So"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>',
    )
    style = '<w:pStyle w:val="So"/>'
    top = cell("", paragraph=style)
    deeper = cell("", paragraph=f'{style}<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    body = table(
        row(top, cell(run("Nhóm", "<w:b/>")), "", ""),
        row(deeper, "Việc 1", "Phòng A", "Quý I"),
        row(deeper, "Việc 2", "Phòng A", "Quý I"),
    )
    draft = read(raw_docx(tmp_path / "a.docx", body, parts=parts))
    assert [t.item for t in draft.tasks] == ["I.1", "I.2"]


def test_a_row_or_paragraph_that_is_gone_does_not_count(tmp_path: Path) -> None:
    gone = row(numbered(1, 0), "Việc cũ", "Phòng A", "Quý I", properties=DEL)
    mark = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    empty = f"<w:p><w:pPr>{mark}<w:rPr>{DEL}</w:rPr></w:pPr></w:p>"
    body = empty + table(
        row(numbered(1, 0), "Việc 1", "Phòng A", "Quý I"), gone, row(numbered(1, 0), "Việc 2", "Phòng A", "Quý I")
    )
    draft = read(raw_docx(tmp_path / "a.docx", body, parts=lists(of(1, level(0)), base(1))))
    assert [t.item for t in draft.tasks] == ["1", "2"]


# -- packages that Word opens -------------------------------------------------------------------------------------

TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODD = [
    ("a.docx", {"main": "word/document2.xml"}),
    ("a.docx", {"kind": TEMPLATE}),
    ("a.dotx", {"kind": TEMPLATE}),
    ("a.docm", {"kind": MACRO}),
    ("a.dotm", {"kind": MACRO}),
    ("a.docx", {"links": [("image", "../NULL")]}),
    ("a.docx", {"links": [("hyperlink", "#_top"), ("image", "media/image9.png"), ("image", "media\\a%20b.png")]}),
    ("a.docx", {"parts": {"styles": part("styles", '<w:style w:type="paragraph" w:default="x"/>')}}),
]


@pytest.mark.parametrize(("name", "options"), ODD)
def test_odd_packages_are_read(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    draft = read(raw_docx(tmp_path / name, table(ONE), **options))  # type: ignore[arg-type]
    assert [t.title for t in draft.tasks] == ["Rà soát hương ước"]


def rewritten(path: Path, name: str, change: object) -> Path:
    """The package with every part's name and content changed."""
    to = path.with_name(name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for entry in old.infolist():
            part_name, data = change(entry.filename, old.read(entry))  # type: ignore[operator]
            new.writestr(part_name, data)
    return to


def test_the_strict_form_backslashes_and_percent_signs(tmp_path: Path) -> None:
    path = raw_docx(tmp_path / "a.docx", table(ONE), parts={"styles": part("styles", "")})

    def strict(name: str, data: bytes) -> tuple[str, bytes]:
        data = data.replace(raw.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        return name, data.replace(raw.R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")

    def odd(name: str, data: bytes) -> tuple[str, bytes]:
        changed = data.replace(b'Target="word/document.xml"', b'Target="/word/tai%20lieu.xml"')
        return name.replace("document.xml", "tai lieu.xml").replace("/", "\\"), changed

    for change in (strict, odd):
        assert [t.item for t in read(rewritten(path, f"{change.__name__}.docx", change)).tasks] == ["1"]


# -- what cannot be read is named ---------------------------------------------------------------------------------

BOX = f"<w:p><w:r><w:pict><w:txbxContent>{table(ONE)}</w:txbxContent></w:pict></w:r></w:p>"
REFUSED = [
    ('<w:altChunk r:id="rId9"/>', "embedded"),
    (BOX, "text box"),
    ('<w:p><w:r><w:drawing><x:pic xmlns:x="x"/></w:drawing></w:r></w:p>', "pictures"),
]


@pytest.mark.parametrize(("body", "seen"), REFUSED)
def test_a_document_without_a_table_of_its_own(tmp_path: Path, body: str, seen: str) -> None:
    with pytest.raises(UnreadableFile, match=seen):
        read(raw_docx(tmp_path / "a.docx", body))


def test_a_plan_beside_embedded_content_and_hidden_rows_alone(tmp_path: Path) -> None:
    draft = read(raw_docx(tmp_path / "a.docx", table(ONE) + '<w:altChunk r:id="rId9"/>'))
    assert [p.code for p in draft.problems] == ["text.embedded"]
    hidden = row("1", "Rà soát", "Phòng A", "Quý I", properties="<w:hidden/>")
    with pytest.raises(NoTaskTable, match=r"Bảng 1 \(2\)"):
        read(raw_docx(tmp_path / "b.docx", table(hidden)))


# -- form fields and signs ----------------------------------------------------------------------------------------


def field(inside: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


ENTRIES = '<w:listEntry w:val="Quý I"/><w:listEntry w:val="Quý II"/>'
DUE = [
    (field(f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>'), "Quý II"),
    (field(f"<w:ddList>{ENTRIES}</w:ddList>"), "Quý I"),
    (field(f'<w:ddList><w:result w:val="9"/>{ENTRIES}</w:ddList>'), ""),
    (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Chọn ngày')}</w:sdtContent></w:sdt>", ""),
    (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('30/6/2026')}</w:sdtContent></w:sdt>", "30/6/2026"),
    (f"<w:hyperlink><w:smartTag>{run('Quý ')}</w:smartTag></w:hyperlink>" + run("III"), "Quý III"),
]


@pytest.mark.parametrize(("inside", "text"), DUE)
def test_form_fields_and_content_controls(tmp_path: Path, inside: str, text: str) -> None:
    draft = read(raw_docx(tmp_path / "a.docx", table(row("1", "Rà soát", "Phòng A", cell(inside)))))
    assert [t.deadline_text for t in draft.tasks] == [text]


SIGNS = [
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', True),
    ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', True),
    (run("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), True),
    (run("a", '<w:rFonts w:hAnsi="Webdings"/>'), True),
    (field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), True),
    (field('<w:checkBox><w:default w:val="0"/></w:checkBox>'), False),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', False),
    ('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', False),
    (run("☐"), False),
]


@pytest.mark.parametrize(("sign", "ticked"), SIGNS)
def test_signs_under_a_quarter(tmp_path: Path, sign: str, ticked: bool) -> None:
    heading = "".join(cell(t) for t in ("STT", "Nhiệm vụ", "Chủ trì", "Quý I", "Quý II", "Quý III", "Quý IV"))
    body = f"<w:tbl><w:tr>{heading}</w:tr>{row('1', 'Rà soát', 'Phòng A', '', cell(sign), '', '')}</w:tbl>"
    (task,) = read(raw_docx(tmp_path / "a.docx", body)).tasks
    assert task.deadline_text == ("Quý II" if ticked else "")


def test_values_that_the_standard_does_not_know(tmp_path: Path) -> None:
    odd = cell("Rà soát", "<w:gridSpan/>", '<w:pStyle w:val="?"/>')
    body = table(
        row("1", odd, "Phòng A", cell(run("Quý I", '<w:b w:val="0.5"/><w:vanish w:val="x"/>'))),
        row("2", "Kiểm tra", "Phòng A", "Quý II", properties='<w:gridBefore/><w:hidden w:val="maybe"/>'),
    )
    assert [t.item for t in read(raw_docx(tmp_path / "a.docx", body)).tasks] == ["1", "2"]
