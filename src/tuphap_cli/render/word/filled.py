"""A report in a template: fills it, puts the body and the annexes in, fits the lines, keeps a title with its text."""

from __future__ import annotations

import copy
from itertools import takewhile
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from ...domain.model import N_
from ...errors import BadTemplate
from ...reports.base import Report, Share
from . import blocks, body, measure, package, pages, sandbox, words
from .late_tables import LateTables
from .markup import LONG_RULE, SHORT_RULE, STYLE_NAMES, Styles

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.oxml.xmlchemy import BaseOxmlElement

_SHARE = 0.42  # of the text above: between a third and a half
_LONGEST = 0.4  # of the room, for titles of several lines
_CORE = (
    "author",
    "comments",
    "identifier",
    "language",
    "subject",
    "title",
    "last_modified_by",
    "keywords",
    "category",
)


def filled(report: Report, template: bytes, own: bytes) -> tuple[Docx, LateTables]:
    """``report`` in ``template``, and its tables, which are written into the document when it is saved.

    ``own`` is the package's template, from which lacking styles are taken.

    Raises:
        BadTemplate: the template has anything in it that cannot be used
    """
    document = package.opened(template)
    styles = _styles(document, own)
    _without_ways_out(document)
    for name in _CORE:  # docxtpl would look for placeholders in them
        setattr(document.core_properties, name, "")
    blocks.set_aside(document)
    context = words.values(report)
    tokens = {name: blocks.token(name) for name in ("body", "annexes")}
    document = sandbox.fill_placeholders(document, context | tokens)
    # Where one of them is alone, its lines become paragraphs; in a text or a loop they are values.
    blocks.write_lines(document, "heading", report.heading)
    for name in ("recipients", "addressees"):
        blocks.write_lines(document, name, _lines(context[name]))
    tables = _put(document, report, styles)
    _fit_rules(document)
    return document, tables


def _lines(value: words.Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) and not isinstance(value, Share) else ()


def _put(document: Docx, report: Report, styles: Styles) -> LateTables:
    place = blocks.place_of(document, "body", top=True)
    if place is None:
        why = N_("the placeholder {{ body }}, where the report itself comes, is lacking")
        raise BadTemplate(why=why, advice=sandbox.ADVICE)
    after = blocks.place_of(document, "annexes", top=True)
    if after is None:
        after = copy.deepcopy(place)
        document.element.body.get_or_add_sectPr().addprevious(after)
    said = body.body(report, pages.room(document, place), styles)
    signed = report.letter is not None and said and not said[-1].across
    attached = words.attached(report)
    more = body.annexes(report, pages.room(document, after), styles, attached)
    # From the end, so that what follows the body is known when its last page is laid.
    tables = LateTables()
    pages.put(document, after, more, tables, styles.gap)
    end = place.getnext()
    pages.put(document, place, said, tables, styles.gap, whole=report.letter is None)
    if signed:
        _keep_last(end)
    pages.close(document, styles.gap)
    return tables


def _keep_last(end: BaseOxmlElement) -> None:
    """No signature alone on a page: the last paragraph of the body stays with all up to the table that follows."""
    between = list(takewhile(lambda element: element.tag == qn("w:p"), [end, *end.itersiblings()]))
    for number, paragraph in enumerate([*reversed(between), *end.itersiblings(preceding=True)]):
        if paragraph.tag != qn("w:p") or paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            return
        paragraph.get_or_add_pPr().get_or_add_keepNext()
        if number >= len(between) and blocks.text_of(paragraph):
            return


def _styles(document: Docx, own: bytes) -> Styles:
    """The ids of the report's styles in ``document``, which gets those that it lacks."""
    there = {style.name: style.style_id for style in document.styles}
    ids = set(there.values())
    if lacking := [name for name in STYLE_NAMES if name not in there]:
        given = {style.name: style.element for style in package.opened(own).styles}
        for name in lacking:
            made = copy.deepcopy(given[name])
            if "Normal" not in ids:
                made.remove(made.find(qn("w:basedOn")))
            document.styles.element.append(made)
            there[name] = made.get(qn("w:styleId"))
    return Styles(*(there[name] for name in STYLE_NAMES))


def _without_ways_out(document: Docx) -> None:
    """A template attached from elsewhere would be fetched, with its macros, by whoever opens the report."""
    settings = document.settings.element
    for element in settings.findall(qn("w:attachedTemplate")):
        settings.remove(element)
    for part in document.part.package.iter_parts():
        for name in [name for name, related in part.rels.items() if related.reltype.endswith("/attachedTemplate")]:
            del part.rels[name]


def _fit_rules(document: Docx) -> None:
    """Make the lines under the motto, the office and the titles as long as the texts above them ask for."""
    ids = {style.name: style.style_id for style in document.styles}
    rules = {ids[name]: share for name, share in ((LONG_RULE, 1.0), (SHORT_RULE, _SHARE)) if name in ids}
    for paragraph in document.element.body.iter(qn("w:p")):
        properties = paragraph.pPr
        style = properties.pStyle.val if properties is not None and properties.pStyle is not None else ""
        if style in rules:
            _fit_rule(document, paragraph, rules[style])


def _fit_rule(document: Docx, rule: BaseOxmlElement, share: float) -> None:
    above = rule.getprevious()
    if above is None or above.tag != qn("w:p"):
        return
    size = _size(document, above)
    cell = rule.getparent()
    if cell.tag == qn("w:tc") and cell.width is not None:
        room = round(cell.width.twips)
    else:
        room = pages.room(document, rule).upright
    text = measure.longest_line(blocks.text_of(above), size, bold=True)
    length = round(min(text, room if share == 1 else room * _LONGEST / share) * share)
    side = max(0, (room - length) // 2)
    indent = rule.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:left"), str(side))
    indent.set(qn("w:right"), str(side))
    indent.set(qn("w:firstLine"), "0")


def _size(document: Docx, paragraph: BaseOxmlElement) -> float:
    from docx.text.paragraph import Paragraph

    style = Paragraph(paragraph, document._body).style  # noqa: SLF001 - the parent that python-docx itself gives
    given = style.font.size if style is not None else None
    return float(given.pt) if given is not None else 13.0
