"""The Word templates of the package, written part by part: `python -m tests.support.word_template` makes them anew.

They hold nothing but what Decree 30/2020/NĐ-CP asks of a page, in named styles that an office can change in Word.
"""

from __future__ import annotations

import io
import zipfile
from math import ceil
from typing import NamedTuple

from tuphap_cli.render.docx import LETTER_TEMPLATE, TEMPLATE

MM = 1440 / 25.4  # twips
PAGE = (11906, 16838)  # A4
TOP, BOTTOM, LEFT, RIGHT = (ceil(mm * MM) for mm in (20, 20, 30, 15))  # at least so much
ROOM = PAGE[0] - LEFT - RIGHT
LEFT_CELL = round(63 * MM)
EPOCH = (1980, 1, 1, 0, 0, 0)
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
FONT = "<w:rFonts " + " ".join(f'w:{script}="Times New Roman"' for script in SCRIPTS) + "/>"


class Style(NamedTuple):
    """A paragraph style: sizes in points, indents in millimetres."""

    id: str
    name: str
    size: int
    look: str = ""  # of "b" and "i"
    align: str = "center"
    before: float = 0
    after: float = 0
    line: int = 240
    exact: bool = False
    first: float = 0
    left: float = 0
    right: float = 0
    keep: bool = False
    rule: bool = False


STYLES = (
    Style("BCChuQuan", "BC Cơ quan chủ quản", 13),
    Style("BCBanHanh", "BC Cơ quan ban hành", 13, "b"),
    Style("BCSo", "BC Số ký hiệu", 13, before=6),
    Style("BCQuocHieu", "BC Quốc hiệu", 13, "b"),
    Style("BCTieuNgu", "BC Tiêu ngữ", 14, "b"),
    Style("BCNgay", "BC Địa danh ngày tháng", 14, "i", before=6),
    Style("BCKeDai", "BC Đường kẻ bằng chữ", 2, line=60, exact=True, left=20, right=20, before=4, rule=True),
    Style("BCKeNgan", "BC Đường kẻ ngắn", 2, line=60, exact=True, left=25, right=25, before=4, rule=True),
    Style("BCTenLoai", "BC Tên loại", 14, "b", before=14, keep=True),
    Style("BCTrichYeu", "BC Trích yếu", 14, "b", keep=True),
    Style("BCDongDan", "BC Dòng dẫn", 14, "i", before=6, after=3),
    Style("BCNoiDung", "BC Nội dung", 14, align="both", after=6, line=264, first=12.7),
    Style("BCGachDau", "BC Gạch đầu dòng", 14, align="both", after=6, line=264, first=12.7),
    Style("BCPhan", "BC Tên phần", 14, "b", align="both", before=12, after=6, line=264, first=12.7, keep=True),
    Style("BCTenBang", "BC Tên bảng", 14, "b", align="both", before=9, after=6, line=264, first=12.7, keep=True),
    Style("BCDauBang", "BC Đầu bảng", 12, "b", before=2, after=2, keep=True),
    Style("BCOBang", "BC Ô bảng", 12, align="left", before=2, after=2),
    Style("BCSauBang", "BC Sau bảng", 2, align="left", line=120, exact=True),
    Style("BCTenPhuLuc", "BC Tên phụ lục", 14, "b", keep=True),
    Style("BCKemTheo", "BC Kèm theo", 14, "i", keep=True, after=4),
    Style("BCChucVu", "BC Quyền hạn chức vụ", 14, "b", keep=True),
    Style("BCNguoiKy", "BC Người ký", 14, "b", before=64),
    Style("BCNoiNhan", "BC Nơi nhận", 12, "bi", align="left", keep=True),
    Style("BCDanhSachNhan", "BC Danh sách nơi nhận", 11, align="left"),
    Style("BCSoTrang", "BC Số trang", 14),
    Style("BCChanTrang", "BC Chân trang", 9),
)


# Of official letters alone.
LETTER_STYLES = (
    Style("BCVeViec", "BC Về việc", 12, before=6),
    Style("BCKinhGui", "BC Kính gửi", 14, before=18, after=6),
    Style("BCNoiGui", "BC Nơi gửi", 14, align="left", left=62, after=2),
)


def style(made: Style) -> str:
    """The XML of a style."""
    line = f'w:line="{made.line}" w:lineRule="{"exact" if made.exact else "auto"}"'
    spacing = f'<w:spacing w:before="{round(made.before * 20)}" w:after="{round(made.after * 20)}" {line}/>'
    indent = (
        f'<w:ind w:left="{round(made.left * MM)}" w:right="{round(made.right * MM)}"'
        f' w:firstLine="{round(made.first * MM)}"/>'
    )
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>' if made.rule else ""
    look = "".join(f"<w:{mark}/><w:{mark}Cs/>" for mark in made.look)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{made.id}"><w:name w:val="{made.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{"<w:keepNext/>" if made.keep else ""}{border}{spacing}'
        f'{indent}<w:jc w:val="{made.align}"/></w:pPr><w:rPr>{FONT}{look}<w:color w:val="000000"/>'
        f'<w:sz w:val="{made.size * 2}"/><w:szCs w:val="{made.size * 2}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN"/></w:rPr></w:style>'
    )


def styles(more: tuple[Style, ...] = ()) -> str:
    """The part of the styles."""
    return (
        f'{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{FONT}<w:color w:val="000000"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{''.join(style(made) for made in (*STYLES, *more))}</w:styles>"
    )


def paragraph(style_id: str, text: str = "") -> str:
    """A paragraph of one run."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{run}</w:p>'


def pair(*rows: tuple[str, str], left: int = LEFT_CELL) -> str:
    """A table without borders of two columns; each row stays on its page."""
    widths = (left, ROOM - left)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    drawn = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{ROOM}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{drawn}</w:tbl>"
    )


def heading(below_number: str = "") -> str:
    """What is on top of an official paper; ``below_number`` comes below its number."""
    return pair(
        (
            paragraph("BCChuQuan", "{{ superior }}") + paragraph("BCBanHanh", "{{ office }}") + paragraph("BCKeNgan"),
            paragraph("BCQuocHieu", "{{ country }}") + paragraph("BCTieuNgu", "{{ motto }}") + paragraph("BCKeDai"),
        ),
        (
            paragraph("BCSo", "{{ number_label }} {{ number }}") + below_number,
            paragraph("BCNgay", "{{ place_date }}"),
        ),
    )


def signature() -> str:
    """Recipients and signature."""
    return pair(
        (
            paragraph("BCNoiNhan", "{{ recipients_label }}") + paragraph("BCDanhSachNhan", "{{ recipients }}"),
            paragraph("BCChucVu", "{%p if authority %}") + paragraph("BCChucVu", "{{ authority }}")
            + paragraph("BCChucVu", "{%p endif %}") + paragraph("BCChucVu", "{{ post }}")
            + paragraph("BCNguoiKy", "{{ signer }}"),
        ),
        left=round(80 * MM),
    )  # fmt: skip


def body() -> str:
    """The main part of a report."""
    only_official = paragraph("BCSauBang", "{%p if official %}"), paragraph("BCSauBang", "{%p endif %}")
    return "".join((
        only_official[0], heading(), paragraph("BCTenLoai", "{{ kind }}"), only_official[1],
        paragraph("BCTrichYeu", "{{ title }}"), paragraph("BCKeNgan"), paragraph("BCDongDan", "{{ heading }}"),
        paragraph("BCSauBang"), paragraph("BCNoiDung", "{{ body }}"),
        only_official[0], paragraph("BCSauBang"), paragraph("BCSauBang"), signature(), only_official[1],
        paragraph("BCNoiDung", "{{ annexes }}"),
    ))  # fmt: skip


def letter() -> str:
    """The main part of an official letter (công văn)."""
    return "".join((
        heading(paragraph("BCVeViec", "{{ subject }}")), paragraph("BCKinhGui", "{{ to }}"),
        paragraph("BCNoiGui", "{{ addressees }}"), paragraph("BCSauBang"), paragraph("BCNoiDung", "{{ body }}"),
        paragraph("BCSauBang"), paragraph("BCSauBang"), signature(), paragraph("BCNoiDung", "{{ annexes }}"),
    ))  # fmt: skip


def field(code: str) -> str:
    """A field that Word reckons itself."""
    parts = ('<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
             '<w:fldChar w:fldCharType="separate"/>', "<w:t>2</w:t>", '<w:fldChar w:fldCharType="end"/>')  # fmt: skip
    runs = "".join(f"<w:r>{part}</w:r>" for part in parts)
    return f'<w:p><w:pPr><w:pStyle w:val="BCSoTrang"/></w:pPr>{runs}</w:p>'


def parts(inside: str, more: tuple[Style, ...]) -> dict[str, str]:
    """Every part of a package by its name; ``inside`` is its main part, ``more`` are styles of its own."""
    numbered, first = ("header1.xml", "header2.xml"), ("footer1.xml", "footer2.xml")
    mark = paragraph("BCChanTrang", "{% if mark %}{{ mark_label }} {{ mark }}{% endif %}")
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId6"/>'
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}"'
        f' w:left="{LEFT}" w:header="{round(9 * MM)}" w:footer="{round(9 * MM)}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    related = [("styles", "styles.xml"), ("settings", "settings.xml"), *(("header", name) for name in numbered),
               *(("footer", name) for name in first)]  # fmt: skip
    kinds = [(kind, name) for kind, name in related] + [("document.main", "document.xml")]
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/word/{name}" ContentType="{WORD}.{kind}+xml"/>' for kind, name in kinds)
        + "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}"/>'
            for number, (kind, name) in enumerate(related, 1)
        )
        + "</Relationships>",
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{inside}{section}</w:body></w:document>",
        "word/styles.xml": styles(more),
        "word/settings.xml": f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/></w:settings>',
        "word/header1.xml": f"{HEAD}<w:hdr {NAMESPACES}>{field('PAGE')}</w:hdr>",
        "word/header2.xml": f"{HEAD}<w:hdr {NAMESPACES}>{paragraph('BCSoTrang')}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {NAMESPACES}>{mark}</w:ftr>",
        "word/footer2.xml": f"{HEAD}<w:ftr {NAMESPACES}>{mark}</w:ftr>",
    }


def package_of(inside: str, more: tuple[Style, ...] = ()) -> bytes:
    """A whole package; the same bytes each time."""
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts(inside, more).items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def made() -> bytes:
    """The template of the reports."""
    return package_of(body())


def made_letter() -> bytes:
    """The template of the letters."""
    return package_of(letter(), LETTER_STYLES)


if __name__ == "__main__":
    for path, content in ((TEMPLATE, made()), (LETTER_TEMPLATE, made_letter())):
        path.write_bytes(content)
        print(path)
