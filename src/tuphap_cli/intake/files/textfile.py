"""Reads CSV and TSV: encoding, separator, quotes; knows nothing of plans."""

from __future__ import annotations

import codecs
import csv
import io
import re

from ...domain.model import N_, note
from ...errors import BadChoice, UnreadableFile
from ...text import clean_lines, hides
from . import legacy
from .file_kind import Opened
from .limits import MAX_CELL, SizeCount, too_large
from .source import EMPTY, Source, SourceCell, SourceGrid, SourceRow

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Those in which an office's files are saved; Python knows others that are no writing, or take for ever.
_KNOWN = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252")
_ENCODINGS = {name: codecs.lookup(name).name for name in _KNOWN}
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 200

NAME_ENCODING = N_(
    "Save it as “CSV UTF-8”, or name its encoding with --encoding (cp1258, cp1252, utf-16 …) "
    "and look at the letters in the preview."
)

# What the program's own CSV puts before a text that a spreadsheet would take for a formula.
_GUARDED = re.compile("'+[=+@＝＋＠－-]")


def read_text(opened: Opened, encoding: str | None = None) -> Source:
    """The rows of a CSV or TSV file.

    Raises:
        UnreadableFile: naming the line where one is known
    """
    text = _decoded(opened, encoding).replace("\x00", "\x01")  # cleaned out of the cells later, and reported
    separator = _separator(text, opened.name)
    rows: list[SourceRow] = []
    cleaned: list[tuple[str, int]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    tally = SizeCount(opened.name)
    csv.field_size_limit(MAX_CELL * 4)
    try:
        for fields in reader:
            tally.row(len(rows) + 1, len(fields))
            tally.add(len(fields), sum(map(len, fields)))
            rows.append(SourceRow(start, tuple(_cell(f, start, opened.name) for f in fields)))
            cleaned.extend((opened.name, start) for f in fields if hides(f))
            start = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise _long_cell(opened.name, start) from error
        raise UnreadableFile(
            file=opened.name,
            why=note(
                N_("in line {line} a quotation mark is opened and not closed, or stands inside a word"), line=start
            ),
            advice=N_("Mend that line: quotation marks belong around a whole cell and are doubled inside it."),
        ) from error
    legacy.refuse_legacy(opened.name, ((c.text, None) for row in rows for c in row.cells if not c.text.isascii()))
    return Source(grids=[SourceGrid(opened.name, rows)], cleaned=cleaned)


def _cell(value: str, line: int, name: str) -> SourceCell:
    if not value:
        return EMPTY
    if len(value) > MAX_CELL:
        raise _long_cell(name, line)
    text = clean_lines(value)
    # Written by tuphap and others against formulas: exactly one quote is taken off again.
    return SourceCell(text[1:] if _GUARDED.match(text) else text)


def _long_cell(name: str, line: int) -> UnreadableFile:
    return too_large(name, note(N_("in line {line} a cell holds more than 32,767 characters"), line=line))


def _decoded(opened: Opened, encoding: str | None) -> str:
    marked = next((name for mark, name in _MARKS if opened.data.startswith(mark)), None)
    chosen = marked or _codec(encoding or "utf-8")
    try:
        text = opened.data.decode(chosen)
    except (UnicodeError, ValueError) as error:
        at = opened.data[: getattr(error, "start", 0)].count(b"\n") + 1
        why = (
            note(N_("its text is not UTF-8 (line {line})"), line=at)
            if chosen == "utf-8"
            else note(N_("its text is not {encoding}"), encoding=chosen)
        )
        raise UnreadableFile(file=opened.name, why=why, advice=NAME_ENCODING) from error
    # UTF-16 without a mark decodes as UTF-8 where every letter is ASCII: half of it is zero bytes.
    if chosen == "utf-8" and text[:_SAMPLE].count("\x00") * 4 > len(text[:_SAMPLE]):
        raise UnreadableFile(file=opened.name, why=N_("it looks like UTF-16 without its mark"), advice=NAME_ENCODING)
    return text


def _codec(name: str) -> str:
    """The encoding that was named, in the one spelling out of many.

    Raises:
        BadChoice: it is none of an office's
    """
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        known = ""
    if known not in _ENCODINGS.values():
        raise BadChoice(value=name, option="--encoding", choices=", ".join(_ENCODINGS))
    return known


def _separator(text: str, name: str) -> str:
    """The separator that parts the most rows into the same number of cells.

    Raises:
        UnreadableFile: where two do
    """
    lines = _first_records(text)
    scores: dict[str, tuple[int, int]] = {}
    for separator in _SEPARATORS:
        counts = [_outside_quotes(line, separator) for line in lines]
        common = max(set(counts), key=lambda n: (counts.count(n), n)) if counts else 0
        widest = max(counts, default=0)
        steady = sum(c == common for c in counts) if common else sum(c > 0 for c in counts)
        scores[separator] = (steady * 10 // max(len(lines), 1) if widest else -1, min(widest, 12))
    best = max(_SEPARATORS, key=lambda s: scores[s])
    if scores[best][0] < 0:
        raise UnreadableFile(
            file=name,
            why=N_("no separator was found in it"),
            advice=N_("Save it with a comma, semicolon, tab or | between the cells."),
        )
    return best


def _first_records(text: str) -> list[str]:
    """The first lines, those inside quotation marks joined to one record."""
    records: list[str] = []
    inside: list[str] = []
    quotes = 0
    for line in text.splitlines():
        if not line.strip() and not inside:
            continue
        inside.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            records.append("\n".join(inside))
            inside, quotes = [], 0
        if len(records) >= _SAMPLE:
            break
    # An unbalanced quotation mark swallows the rest of the file: then the lines count as they are.
    return records if not inside else [*records, *inside[:_SAMPLE]]


def _outside_quotes(line: str, separator: str) -> int:
    return sum(part.count(separator) for part in line.split('"')[::2])
