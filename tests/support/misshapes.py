"""What can be done to a good file so that it is none: to its bytes, its package, its XML, its cells."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from tests.support.hostile import STRINGS

Act = Callable[[random.Random, str, bytes], tuple[str, bytes]]
PACKAGES = ("docx", "xlsx", "ods")
ALL = (*PACKAGES, "xls", "csv")
MAIN = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml", "ods": "content.xml"}
LONG = 40_000  # letters of what is too long


class Misshape(NamedTuple):
    """One way to spoil a file, and the endings for which it makes sense."""

    name: str
    endings: tuple[str, ...]
    act: Act


def _bytes(change: Callable[[random.Random, bytearray], bytes]) -> Act:
    return lambda chance, name, data: (name, change(chance, bytearray(data)))


# -- bytes ---------------------------------------------------------------------------------------------------


def _flip(chance: random.Random, data: bytearray) -> bytes:
    for _ in range(chance.choice((1, 2, 8, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(chance: random.Random, data: bytearray) -> bytes:
    return bytes(data[: chance.randrange(len(data))])


def _zeros(chance: random.Random, data: bytearray) -> bytes:
    at = chance.randrange(len(data))
    data[at : at + 512] = bytes(len(data[at : at + 512]))
    return bytes(data)


def _noise(chance: random.Random, data: bytearray) -> bytes:
    at = chance.randrange(len(data))
    return bytes(data[:at] + chance.randbytes(chance.choice((1, 16, 4096))) + data[at:])


def _around(chance: random.Random, data: bytearray) -> bytes:
    whole = bytes(data)
    return chance.choice((whole * 2, bytes(100) + whole, b"%PDF-1.7\n" + whole, whole + b"PK\x05\x06" + bytes(18)))


def _blocks(chance: random.Random, data: bytearray) -> bytes:
    parts = [data[at : at + 256] for at in range(0, len(data), 256)]
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]
    return b"".join(parts)


def _renamed(chance: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    endings = ("docx", "xlsx", "xls", "ods", "csv", "tsv", "txt", "doc", "pdf", "zip", "")
    return f"{name.rpartition('.')[0]}.{chance.choice(endings)}", data


# -- packages ------------------------------------------------------------------------------------------------

Parts = list[tuple[str, bytes]]


def _package(change: Callable[[random.Random, Parts], Parts]) -> Act:
    def act(chance: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
        return name, _zipped(change(chance, _unzipped(data)))

    return act


def _unzipped(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def _zipped(parts: Parts) -> bytes:
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # parts of one name are what is wanted
        for name, part in parts:
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without(chance: random.Random, parts: Parts) -> Parts:
    del parts[chance.randrange(len(parts))]
    return parts


def _swapped(chance: random.Random, parts: Parts) -> Parts:
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    (a, first), (b, second) = parts[one], parts[other]
    parts[one], parts[other] = (a, second), (b, first)
    return parts


def _misnamed(chance: random.Random, parts: Parts) -> Parts:
    at = chance.randrange(len(parts))
    name, part = parts[at]
    parts[at] = (
        chance.choice((name.upper(), f"../{name}", f"/{name}", f"{name}.bak", name * 50, "\u202e" + name)),
        part,
    )
    return parts


def _doubled(chance: random.Random, parts: Parts) -> Parts:
    name, part = chance.choice(parts)
    return [*parts, (name, chance.choice((part, b"", part[: len(part) // 2])))]


def _emptied(chance: random.Random, parts: Parts) -> Parts:
    at = chance.randrange(len(parts))
    parts[at] = (
        parts[at][0],
        chance.choice((b"", b" ", b"<a/>", b"\x00" * 64, chance.randbytes(300), b"\xff\xfe<\x00")),
    )
    return parts


def _bombed(chance: random.Random, parts: Parts) -> Parts:
    bomb = chance.choice(("wide", "many", "nested"))
    if bomb == "wide":
        return [*parts, ("media/a.bin", bytes(chance.choice((5, 30)) << 20))]
    if bomb == "many":
        return [*parts, *((f"media/{n}.bin", b"") for n in range(2_100))]
    return [*parts, ("media/a.zip", _zipped([("a.bin", bytes(20 << 20))]))]


def _retyped(chance: random.Random, parts: Parts) -> Parts:
    swap = chance.choice(
        (
            (b"document.main", b"template.main"),
            (b"sheet.main", b"document.main"),
            (b"+xml", b""),
            (b"ContentType", b"x"),
        )
    )
    return [
        (name, part.replace(*swap) if name.startswith(("[", "META")) or name == "mimetype" else part)
        for name, part in parts
    ]


def _rerelated(chance: random.Random, parts: Parts) -> Parts:
    swap = chance.choice((
        (b'Target="', b'Target="../'), (b'Target="', b'TargetMode="External" Target="http://127.0.0.1:9/'),
        (b'Id="rId1"', b'Id="rId2"'), (b"<Relationship ", b"<Relationships "), (b"styles.xml", b"document.xml"),
        (b"sheet1.xml", b"../xl/workbook.xml"), (b'Target="', b'Target="file:///etc/passwd#'),
    ))  # fmt: skip
    return [(name, part.replace(*swap) if name.endswith((".rels", "manifest.xml")) else part) for name, part in parts]


def _encrypted(chance: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    spoiled = bytearray(data)
    places = [found.start() for found in re.finditer(rb"PK\x01\x02", data)]
    at = chance.choice(places)
    field, value = chance.choice(((8, 1), (10, 99), (10, 12), (16, 0xFF), (24, 0xFF), (42, 0xFF), (28, 0xFF)))
    spoiled[at + field] = value
    return name, bytes(spoiled)


# -- XML -----------------------------------------------------------------------------------------------------


def _xml(change: Callable[[random.Random, bytes], bytes]) -> Act:
    """Change the main part, or now and then another one."""

    def act(chance: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
        parts = _unzipped(data)
        xml = [at for at, (part, _) in enumerate(parts) if part.endswith((".xml", ".rels"))]
        main = [at for at in xml if parts[at][0] == MAIN[name.rpartition(".")[2]]]
        at = chance.choice(main * len(xml) + xml)
        parts[at] = (parts[at][0], change(chance, parts[at][1]))
        return name, _zipped(parts)

    return act


def _tag_gone(chance: random.Random, xml: bytes) -> bytes:
    found = chance.choice(list(re.finditer(rb"</?[\w:]+[^>]*>", xml)))
    return xml[: found.start()] + xml[found.end() :]


def _element_doubled(chance: random.Random, xml: bytes) -> bytes:
    found = list(
        re.finditer(rb"<(w:tc|w:tr|w:p|c|row|si|table:table-cell|table:table-row)\b.*?</\1>", xml, re.DOTALL)
    )
    if not found:
        return xml + xml
    one = chance.choice(found)
    return xml[: one.end()] + one[0] * chance.choice((1, 3, 300)) + xml[one.end() :]


NUMBERS = (
    "-1",
    "0",
    "1",
    "99999999",
    "4294967296",
    "9" * 30,
    "9" * 5000,
    "1e9",
    "abc",
    "",
    "٣",
    "0x10",
    " 7 ",
    "NaN",
)


def _attribute(chance: random.Random, xml: bytes) -> bytes:
    found = chance.choice(list(re.finditer(rb'([\w:]+)="([^"]*)"', xml)))
    wrong = chance.choice(
        (*NUMBERS, "x" * LONG, "A1:XFD1048576", "XFD1048576", "&#x202e;", "../../etc/passwd", "&amp;" * 99)
    )
    return xml[: found.start(2)] + wrong.encode() + xml[found.end(2) :]


def _added(chance: random.Random, xml: bytes) -> bytes:
    wrong = chance.choice(NUMBERS)
    inserted = chance.choice((
        (rb"<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{wrong}"/>'), (rb"<w:tcPr>", '<w:tcPr><w:vMerge/>'),
        (rb"<w:trPr>|<w:tr>", f'<w:tr><w:trPr><w:gridBefore w:val="{wrong}"/></w:trPr>'),
        (rb"<w:p>", f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{wrong}"/><w:numId w:val="{wrong}"/></w:numPr></w:pPr>'),
        (rb"<w:p>", '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>'),
        (rb"<w:start ", f'<w:start w:val="{wrong}" '), (rb"<w:name ", '<w:basedOn w:val="Normal"/><w:name '),
        (rb"<row ", f'<row r="{wrong}" '), (rb"<c ", f'<c r="{wrong}" '), (rb"<c ", '<c t="s" '), (rb"<v>",
        f"<v>{wrong}"),
        (rb"<c ", '<c t="e" '), (rb"<is>|<v>", "<f>A1</f><v>"), (rb"</sheetData>",
        '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        (rb"<table:table-cell ", f'<table:table-cell table:number-columns-repeated="{wrong}" '),
        (rb"<table:table-row>", f'<table:table-row table:number-rows-repeated="{wrong}">'),
        (rb"<table:table-cell ", f'<table:table-cell table:number-columns-spanned="{wrong}" '),
    ))  # fmt: skip
    places = list(re.finditer(inserted[0], xml))
    if not places:
        return _attribute(chance, xml)
    place = chance.choice(places)
    return xml[: place.start()] + inserted[1].encode() + xml[place.end() :]


def _declared(chance: random.Random, xml: bytes) -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    kinds = (
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>',
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>', "<!doctype html>",
        '<?xml-stylesheet href="http://127.0.0.1:9/"?>',
    )  # fmt: skip
    at = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return xml[:at] + chance.choice(kinds).encode() + xml[at:]


def _deep(chance: random.Random, xml: bytes) -> bytes:
    found = chance.choice(list(re.finditer(rb"<(?!\?|/|!)[^>]*>", xml))[1:] or [re.search(rb"$", xml)])
    assert found is not None
    depth = chance.choice((50, 300, 20_000))
    tag = chance.choice((b"a", b"w:p", b"w:tbl", b"w:tc", b"row"))
    return xml[: found.start()] + b"<%s>" % tag * depth + b"</%s>" % tag * depth + xml[found.start() :]


def _recoded(chance: random.Random, xml: bytes) -> bytes:
    name = chance.choice(("utf-16", "utf-7", "cp1258", "utf-32", "ebcdic-cp-us", "nonsense"))
    return xml.replace(b"UTF-8", name.encode(), 1).replace(b"utf-8", name.encode(), 1)


def _nested(chance: random.Random, xml: bytes) -> bytes:
    """Tables in cells of tables in cells."""
    table = re.search(rb"<w:tbl>.*?</w:tbl>", xml, re.DOTALL)
    if table is None:
        return _tag_gone(chance, xml)
    inner = b"<w:tbl><w:tr><w:tc>%s<w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    depth = chance.choice((1, 5, 60))
    whole = b"<w:p/>"
    for _ in range(depth):
        whole = inner % whole
    cells = list(re.finditer(rb"</w:tc>", xml))
    place = chance.choice(cells).start()
    return xml[:place] + whole + b"<w:p/>" + xml[place:]


# -- cells ---------------------------------------------------------------------------------------------------

WORDS = (
    "", "-", "…", "Quý II", "31/02/2021", "06/30/2021", "01/02/25", "44377", "60", "1e308", "-1", "TRUE", "#REF!",
    "=A1", "\n",
    "Hằng quý, tháng, năm, tuần", "Từ tháng 1 đến tháng 12", "trước ngày 31/12/99999", "Quyáº¿t Ä‘á»‹nh",
    "QuyÕt ®Þnh vÒ viÖc",
    "1" * 400, "quý " * 2000, "1/1/2021; " * 2000, "tháng 1, " * 3000, "a" * LONG, "(" * 5000, "I." * 3000,
    " " * 30000 + "a",
    "1.1.1.1." * 2000, "Phòng " * 4000, "ngày " * 6000, "trước ngày " * 3000, "\u0301" * 5000, "- a\n" * 5000,
    "’" * 9000,
    "chậm nhất " * 3000 + "1/1", "từ 1/1 đến " * 2500, "I" * 30000, "9" * 30000, "9/" * 15000, ";" * 30000,
    "." * 30000,
)  # fmt: skip


def _celled(chance: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """The same rows with other words in some cells."""
    from tests.support.seeds import ROWS

    rows = [list(row) for row in ROWS]
    for _ in range(chance.choice((1, 3, 12))):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(STRINGS if chance.random() < 0.4 else WORDS)
    if chance.random() < 0.2:
        rows += [list(chance.choice(rows)) for _ in range(chance.choice((1, 40, 400)))]
    if chance.random() < 0.1:
        chance.shuffle(rows)
    return name, _rebuilt(rows, name.rpartition(".")[2])


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _rebuilt(rows: list[list[str]], ending: str) -> bytes:
    import csv
    import tempfile
    from pathlib import Path

    from tests.support.plans import docx_of_rows, xlsx_of_rows
    from tests.support.seeds import still

    if ending == "csv":
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return out.getvalue().encode()
    # No writer puts into XML what XML cannot hold; byte flips do.
    legal = [[_UNWRITABLE.sub("", text)[:32_000] for text in row] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{ending}"
        (docx_of_rows if ending == "docx" else xlsx_of_rows)(path, legal)
        return still(path.read_bytes())


def _written(chance: random.Random, name: str, data: bytes) -> tuple[str, bytes]:
    """CSV in other encodings, with other separators, quotation marks and lengths."""
    text = data.decode()
    kind = chance.choice(("encoding", "separator", "quote", "long", "wide", "mixed", "nul", "bom", "lines"))
    if kind == "encoding":
        name_of = chance.choice(
            ("cp1258", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "latin-1")
        )
        return name, text.encode(name_of, "replace")
    if kind == "separator":
        return name, text.replace(",", chance.choice((";", "\t", "|", "\x1f", "  ", "::"))).encode()
    if kind == "quote":
        at = chance.randrange(len(text))
        return name, (text[:at] + chance.choice(('"', '""', '"\n', "'")) + text[at:]).encode()
    if kind == "long":
        return name, (
            text + '1,"' + chance.choice(("a", "a,", "a\n")) * chance.choice((30_000, 3_000_000)) + '"\n'
        ).encode()
    if kind == "wide":
        return name, (text + "," * chance.choice((199, 200, 2_000_000)) + "\n").encode()
    if kind == "mixed":
        return name, "\n".join(line.replace(",", chance.choice(",;\t")) for line in text.splitlines()).encode()
    if kind == "nul":
        at = chance.randrange(len(data))
        return name, data[:at] + b"\x00" * chance.choice((1, 50)) + data[at:]
    if kind == "bom":
        return name, chance.choice(
            (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf\xef\xbb\xbf", b"\xff\xfe\x00\x00")
        ) + data
    return name, chance.choice(
        (text.replace("\r\n", "\r"), text * 300, "\n" * 200_000 + text, text.replace("\r\n", "\u2028"))
    ).encode()


MISSHAPES = (
    Misshape("flipped bits", ALL, _bytes(_flip)),
    Misshape("cut off", ALL, _bytes(_cut)),
    Misshape("zeros", ALL, _bytes(_zeros)),
    Misshape("noise", ALL, _bytes(_noise)),
    Misshape("something around", ALL, _bytes(_around)),
    Misshape("blocks swapped", ALL, _bytes(_blocks)),
    Misshape("another ending", ALL, _renamed),
    Misshape("a part gone", PACKAGES, _package(_without)),
    Misshape("parts swapped", PACKAGES, _package(_swapped)),
    Misshape("a part misnamed", PACKAGES, _package(_misnamed)),
    Misshape("a part twice", PACKAGES, _package(_doubled)),
    Misshape("a part emptied", PACKAGES, _package(_emptied)),
    Misshape("a bomb", PACKAGES, _package(_bombed)),
    Misshape("types", PACKAGES, _package(_retyped)),
    Misshape("relations", PACKAGES, _package(_rerelated)),
    Misshape("a wrong header", PACKAGES, _encrypted),
    Misshape("a tag gone", PACKAGES, _xml(_tag_gone)),
    Misshape("an element repeated", PACKAGES, _xml(_element_doubled)),
    Misshape("a wrong attribute", PACKAGES, _xml(_attribute)),
    Misshape("something put in", PACKAGES, _xml(_added)),
    Misshape("something put in, again", PACKAGES, _xml(lambda chance, xml: _added(chance, _added(chance, xml)))),
    Misshape("a document type", PACKAGES, _xml(_declared)),
    Misshape("depth", PACKAGES, _xml(_deep)),
    Misshape("another code", PACKAGES, _xml(_recoded)),
    Misshape("tables in tables", ("docx",), _xml(_nested)),
    Misshape("strange cells", ("docx", "xlsx", "csv"), _celled),
    Misshape("strange cells, again", ("docx", "xlsx", "csv"), _celled),
    Misshape("strange text", ("csv",), _written),
    Misshape("strange text, again", ("csv",), _written),
)
