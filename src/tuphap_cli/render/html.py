"""A report as one page for a browser: it loads nothing from anywhere, and reads and prints without scripts too."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..i18n import _, language
from ..reports.base import Cell, Line, Report, Share, Table
from . import shapes
from .cells import harmless, shown
from .pictures import ChartPicture, picture

if TYPE_CHECKING:
    from jinja2 import Template

    from .word.words import Value

_TEMPLATES = Path(__file__).parent.parent / "templates"
_LONGEST_WORD = 20
_OVERLONG = 30  # letters of a word, as of an address, that would else make the whole page wider than the paper
_DEEPEST = 6  # steps by which a line of a tree is set in


class Site(NamedTuple):
    """What is around a page that is one of several.

    ``links`` are the pages by what they are called, the address of this one is ""; ``place_of`` gives the address of
    the page about what a cell names ("task", "17"), "" for none. ``search`` is the address of the page on which
    everything can be searched, "" on pages whose own lines are; ``made`` says when the pages were made.
    """

    links: tuple[tuple[str, str], ...]
    place_of: Callable[[str, str], str]
    search: str
    made: str


class _Cell(NamedTuple):
    """A cell as the template writes it; ``sort`` is what it sorts by ("": its text), ``look`` its classes.

    ``label`` is the heading of its column, which a card has beside it; ``leads`` the address of the page on what it
    names, or "".
    """

    text: str
    label: str
    sort: str
    name: bool
    look: str
    leads: str


class _Row(NamedTuple):
    cells: tuple[_Cell, ...]
    tone: str


class _Group(NamedTuple):
    """Rows under a head line: its text where it goes across, else its cells."""

    across: str
    head: _Row | None
    rows: tuple[_Row, ...]


class _Section(NamedTuple):
    """A table as the template draws it; ``level`` is that of its title, ``sentences`` are the lines of a list."""

    number: int
    table: Table
    level: int
    sentences: tuple[str, ...]
    groups: tuple[_Group, ...]
    footer: _Row | None
    sortable: bool
    cards: bool
    look: str
    picture: ChartPicture | None


def as_html(report: Report, site: Site | None = None) -> str:
    """The page, alone or one of a ``site``. The same report in the same language always gives the same text."""
    style, script = _asset("report.css"), _asset("report.js")
    if site is not None:
        style, script = style + _asset("site.css"), script + _asset("site.js")
    return page_template("report.html").render(
        language=language(),
        policy=_policy(style, script),
        style=style,
        script=script,
        report=report,
        site=site,
        around=_around(report),
        sections=list(_sections(report, site)),
        mark=shapes.mark_below(report),
        sort_hint=_("Sort by this column"),
        legend=_("Legend"),
        words=_words() if site else {},
    )


def _around(report: Report) -> Mapping[str, Value]:
    """What is around an official letter, as on paper; nothing around other pages."""
    if report.letter is None or not report.letter.addressees:
        return {}
    from .word.words import values

    return values(report)


def _words() -> dict[str, str]:
    """What the script and the links around a page say."""
    return {
        "pages": _("Pages"),
        "search": _("Search, with or without marks"),
        "found": _("{found} of {all} rows"),
        "elsewhere": _("Press Enter to search all tasks."),
    }


def _sections(report: Report, site: Site | None) -> Iterator[_Section]:
    parts = False
    for number, table in enumerate(report.tables, start=1):
        parts = parts or bool(table.part)
        drawn = table.headed and bool(table.lines)
        sentences = () if drawn else tuple(map(shapes.joined, table.lines))
        # The lines of a tree belong below those they are under.
        sortable = drawn and len(table.lines) > 1 and not any(line.level for line in table.lines)
        cards = drawn and shapes.records(table)
        yield _Section(
            number=number,
            table=table,
            level=3 if parts else 2,
            sentences=sentences,
            groups=tuple(_groups(table, site)) if drawn else (),
            footer=_row(table, Line(table.footer), None) if drawn and table.footer else None,
            sortable=sortable,
            cards=cards,
            look=" ".join(["sortable"] * sortable + ["cards"] * cards),
            picture=picture(table),
        )


def _groups(table: Table, site: Site | None) -> Iterator[_Group]:
    for block in shapes.blocks(table):
        across = shapes.alone(block.head) if block.head else ""
        head = _row(table, block.head, site) if block.head and across is None else None
        yield _Group(across or "", head, tuple(_row(table, line, site) for line in block.lines))


def _row(table: Table, line: Line, site: Site | None) -> _Row:
    names, cards = shapes.names_at(table), shapes.records(table)
    cells = []
    for i, cell in enumerate(shapes.padded(table, line.cells)):
        text = shown(cell)
        column = table.columns[i]
        looks = ["right"] if column.right else []
        looks += [tone] if (tone := shapes.cell_tone(table, line, i)) else []
        looks += [_breaking(text)] if text and not (column.right or column.flexible) else []
        looks += ["long"] if any(len(word) > _OVERLONG for word in text.split()) else []
        looks += [f"level-{min(line.level, _DEEPEST)}"] if i == names and line.level else []
        if cards and i != names:
            looks += ["before"] if i < names else [] if column.flexible else ["fact"]
        leads = site.place_of(column.names, str(cell)) if site and column.names and cell is not None else ""
        cells.append(_Cell(text, column.heading, _sort_value(cell), i == names, " ".join(filter(None, looks)), leads))
    return _Row(tuple(cells), line.tone)


def _breaking(text: str) -> str:
    """How a cell breaks: a short word, as the number of a document, not at all; several words not at each of them."""
    return "words" if " " in text else "whole" if len(text) <= _LONGEST_WORD else ""


def _sort_value(cell: Cell) -> str:
    if isinstance(cell, Share):
        return "" if cell.value is None else repr(cell.value)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int) else ""


@lru_cache(maxsize=2)
def page_template(name: str) -> Template:
    """The template ``name`` of this package; whatever it shows is escaped and can steer nothing."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def drawn(value: object) -> object:
        """What every expression of the template passes before it is escaped."""
        return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=drawn,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    """A style sheet or script of this package, which the page holds as it is."""
    from markupsafe import Markup

    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file, no one's input


def _policy(style: str, script: str) -> str:
    """What the page may do: its own style and script, known by their digests, and nothing else."""
    digests = {
        kind: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for kind, text in (("style", style), ("script", script))
    }
    allowed = "; ".join(f"{kind}-src 'sha256-{digest}'" for kind, digest in digests.items())
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
