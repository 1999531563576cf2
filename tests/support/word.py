"""Reports for the Word format, and what can be read back from the document made of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.section import Section
from docx.table import Table as DrawnTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tuphap_cli.render.docx import as_docx
from tuphap_cli.reports.base import Cell, Column, Letter, Line, Report, Share, Table

AS_OF = date(2021, 6, 14)
LETTER = Letter(
    "Báo cáo",
    superior="Ủy ban nhân dân tỉnh Bắc Ninh",
    office="Sở Tư pháp",
    number="5/BC-STP",
    place="Bắc Ninh",
    signed_on=date(2021, 2, 9),
    authority="KT. Giám đốc",
    post="Phó Giám đốc",
    signer="Nguyễn Văn A",
    recipients=("UBND tỉnh (để báo cáo);", "Lưu: VT, VP."),
)
UNITS = ("Văn phòng Sở", "Phòng Xây dựng, kiểm tra và theo dõi thi hành pháp luật", "Thanh tra Sở")
LONG = "Tham mưu Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai công tác rà soát văn bản năm 2021"


def by_unit(figures: int, rows: int = 3, *, annex: bool = False, wide: bool = False, title: str = "By unit") -> Table:
    """A table of a unit and so many columns of figures, with a total."""
    columns = (Column("TT", right=True), Column("Đơn vị", flexible=True),
               *(Column(f"Số {n}", right=True) for n in range(figures)))  # fmt: skip
    lines = tuple(
        Line((n + 1, UNITS[n % 3], *(n * 10 + k for k in range(figures - 1)), Share(84.456))) for n in range(rows)
    )
    footer: tuple[Cell, ...] = ("", "Tổng cộng", *[1234] * (figures - 1), Share(None))
    return Table(columns, lines, title=title, footer=footer, annex=annex, wide=wide)


def report(*tables: Table, letter: Letter | None = LETTER, title: str = "Kết quả quý II năm 2021") -> Report:
    """A report of such tables."""
    return Report(
        "tuphap.summary/1", AS_OF, [], {
            "totals": {"assigned": 1234, "done_on_time": 850},
            "rates": {"finished_of_due": 98.618, "on_time": None},
            "period": {"name": "II/2021", "from": "2021-03-15", "to": "2021-06-14"},
        },
        title=title, heading=("Số liệu tính đến ngày 14/06/2021.",), tables=tables,
        closing=("Trên đây là báo cáo của Sở Tư pháp.",), mark="3f2a9c0d", letter=letter,
    )  # fmt: skip


def made(told: Report, template: bytes | None = None) -> Docx:
    """The document of a report, read back."""
    return Document(io.BytesIO(as_docx(told, template)))


def paragraphs(document: Docx) -> Iterator[Paragraph]:
    """All paragraphs, those in tables among them, in order."""
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document._body)


def styled(document: Docx, style: str) -> list[str]:
    """The texts of the paragraphs of a style that say anything."""
    found = (p for p in paragraphs(document) if p.style is not None and p.style.name == style)
    return [p.text for p in found if p.text]


def framed(document: Docx) -> list[DrawnTable]:
    """The tables with borders: those of the report, not those that place the heading."""
    return [table for table in document.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]


def grid(table: DrawnTable) -> list[list[str]]:
    """The texts of a table, a merged cell once."""
    return [["\n".join(p.text for p in cell.paragraphs) for cell in _cells(table, row)] for row in table._tbl.tr_lst]


def _cells(table: DrawnTable, row: object) -> list[_Cell]:
    return [_Cell(cell, table) for cell in getattr(row, "tc_lst")]  # noqa: B009


def across(section: Section) -> bool:
    """Whether a section lies across."""
    return bool((section.page_width or 0) > (section.page_height or 0))


def office_template(fill: Callable[[Docx], object]) -> bytes:
    """A template as an office would make it: an ordinary document, in which ``fill`` writes."""
    document = Document()
    fill(document)
    document.save(out := io.BytesIO())
    return out.getvalue()
