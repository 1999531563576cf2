"""Writes Word packages by hand, for what no library writes: hidden rows, changes, lists, odd parts; reads none."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn")


def run(text: str, properties: str = "") -> str:
    """A run with its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(inside: str, properties: str = "", paragraph: str = "") -> str:
    """A cell with one paragraph; ``inside`` is its runs, or mere text."""
    runs = inside if inside.startswith("<") else run(inside) if inside else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr>{paragraph}</w:pPr>{runs}</w:p></w:tc>"


def numbered(list_id: int | None = None, level: int | None = None) -> str:
    """A number cell in which Word counts by itself."""
    inside = ("" if level is None else f'<w:ilvl w:val="{level}"/>') + (
        "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
    )
    return cell("", paragraph=f"<w:numPr>{inside}</w:numPr>")


def row(*cells: str, properties: str = "") -> str:
    """A row; what is no cell yet becomes one."""
    whole = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{whole}</w:tr>"


def table(*rows: str) -> str:
    """A table under the headings of a small plan."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{row(*HEAD)}{''.join(rows)}</w:tbl>"


def level(depth: int, form: str = "decimal", text: str = "", more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text or f"%{depth + 1}"}"/></w:lvl>'
    )


def part(root: str, inside: str) -> str:
    """A part whose root element is ``w:root``."""
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{root}>'


def raw_docx(
    path: Path,
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    links: Sequence[tuple[str, str]] = (),
    main: str = "word/document.xml",
    kind: str = MAIN,
) -> Path:
    """A package with ``body``. ``parts`` are further ones beside the document ("numbering" is numbering.xml, to
    which a relationship leads); ``links`` are relationships of a type that lead to a target."""
    extra = dict(parts or {})
    folder, name = main.rsplit("/", 1)
    related = [(beside, f"{beside}.xml") for beside in extra] + list(links)
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="{R}/{what}" Target="{to}"/>' for i, (what, to) in enumerate(related, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{kind}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="a" Type="{R}/officeDocument" Target="{main}"/></Relationships>',
        )
        archive.writestr(
            f"{folder}/_rels/{name}.rels", f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>'
        )
        archive.writestr(main, part("document", f"<w:body>{body}</w:body>"))
        for beside, text in extra.items():
            archive.writestr(f"{folder}/{beside}.xml", text)
    return path
