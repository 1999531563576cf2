"""Fills a template's placeholders in a sandbox: values, `if` and `for`, and nothing that could do more.

What a template can cost is bounded by what it is: few expressions, loops over the report's own lines only, no
functions, no text that is doubled, and a count of what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateRuntimeError, TemplateSyntaxError, Undefined, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from ...domain.model import N_, note
from ...errors import BadTemplate
from ...i18n import _
from ...reports.base import Share
from ..cells import shown
from .markup import plain
from .words import MAPPINGS, Value

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from jinja2.runtime import Context

_FILTERS = ("upper", "lower", "capitalize", "title", "default", "d", "join", "first", "last", "length", "trim")
# An expression has no need of these; left out, a template can neither loop for ever nor fill the memory, and reaches
# no file.
_REFUSED = (
    nodes.Call,
    nodes.CallBlock,
    nodes.Macro,
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Extends,
    nodes.Block,
    nodes.Mul,
    nodes.Pow,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.With,
    nodes.FilterBlock,
)
_DEEPEST = 2  # loops in loops
MOST_NODES = 20_000  # of all expressions together
MOST_TEXT = 10_000_000  # letters that come out of a part, and that a single value may have
_TAGS = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_LOOKS = re.compile(r"<w:[rp]Pr>.*?</w:[rp]Pr>", re.DOTALL)
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_SHOWN = 80  # letters of what is not understood
_PARTS = ("header+xml", "footer+xml", "footnotes+xml")
ADVICE = N_("Mend the placeholder in the template; docs/mau-bao-cao.md lists what there is.")

TOO_LONG = N_("what comes out of it is longer than a report may be")
TOO_MUCH = N_("it holds more than values, conditions and loops over lines")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which % works on numbers only and the text that comes out is counted."""

    intercepted_binops = frozenset({"%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon a remainder; with a text on the left, % would set values into it, as wide as is asked for."""
        if isinstance(left, str):
            raise TemplateRuntimeError(_(TOO_MUCH))
        return super().call_binop(context, operator, left, right)

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """Join the pieces of a part, as long as they are not too many."""
        kept, length = [], 0
        for piece in pieces:
            length += len(piece)
            if length > MOST_TEXT:
                raise TemplateRuntimeError(_(TOO_LONG))
            kept.append(piece)
        return "".join(kept)


def _joined(values: Iterable[object], between: object = "") -> str:
    """The filter `join`, whose result may be no longer than what comes out."""
    parts = [str(value) for value in values]
    if sum(map(len, parts)) + len(str(between)) * len(parts) > MOST_TEXT // 1000:
        raise TemplateRuntimeError(_(TOO_LONG))
    return str(between).join(parts)


class _Template(DocxTemplate):  # type: ignore[misc]  # it brings no types
    """docxtpl, which is not given runs whose looks it would repeat without end."""

    def resolve_listing(self, xml: str) -> str:
        """Break lines within runs; each tab or page in a text repeats the looks of its run and paragraph."""
        for paragraph in xml.split("</w:p>"):
            looks = sum(map(len, _LOOKS.findall(paragraph)))
            if looks * sum(map(paragraph.count, "\t\a\f\n")) > MOST_TEXT:
                raise TemplateRuntimeError(_(TOO_LONG))
        found: str = super().resolve_listing(xml)
        return found


def environment() -> ImmutableSandboxedEnvironment:
    """A sandbox without functions, with the few filters that texts need."""
    made = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_said)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS} | {"join": _joined}
    return made


def _said(value: object) -> object:
    """A value as it is on paper. What docxtpl would take for an escaped placeholder stays as it was written."""
    if isinstance(value, Undefined):
        return str(value)  # raises, and says what is not there
    if isinstance(value, (list, tuple)) and not isinstance(value, Share):
        value = "\n".join(map(str, value))
    if isinstance(value, float):
        value = Share(value)
    if isinstance(value, bool) or not (value is None or isinstance(value, (str, int, date, Share))):
        raise TemplateRuntimeError(f"{type(value).__name__}")
    text = str(escape(plain(shown(value))))
    return Markup(re.sub(r"(?<=[{%])_|_(?=[%}])", "&#95;", text))  # noqa: S704 - escaped in the line above


def fill_placeholders(document: Docx, context: Mapping[str, Value]) -> Docx:
    """``document`` with its placeholders replaced.

    Raises:
        BadTemplate: naming what is unknown or broken
    """
    template = _Template(None)
    template.docx = document
    _check(template, document, context)
    try:
        template.render(dict(context), environment())
    except TemplateError as error:
        why = note(N_("a placeholder cannot be filled in: {what}"), what=_reason(error))
        raise BadTemplate(why=why, advice=ADVICE) from error
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        MemoryError,
        RecursionError,
        SyntaxError,
        TypeError,
        ValueError,
    ) as error:
        # What the parts of an expression raise, and docxtpl where blocks cut through tables.
        why = note(N_("a placeholder cannot be filled in: {what}"), what=error)
        raise BadTemplate(why=why, advice=ADVICE) from error
    return document


def _reason(error: TemplateError) -> str:
    """What Jinja says, without the full stop that the sentence has itself."""
    return (error.message or "").rstrip(".")


def _check(template: DocxTemplate, document: Docx, context: Mapping[str, Value]) -> None:
    unknown: set[str] = set()
    sandbox, size = environment(), 0
    for xml in _sources(template, document):
        _refuse_open(_TAGS.sub("", xml))
        source = _PARAGRAPH.sub(r"\n<w:p\1", template.patch_xml(xml))
        try:
            tree = sandbox.parse(source)
            size += sum(1 for _node in tree.find_all(nodes.Node))
            _refuse(tree, context, size)
            unknown |= meta.find_undeclared_variables(tree) - context.keys()
        except RecursionError as error:
            raise BadTemplate(why=TOO_MUCH, advice=ADVICE) from error
        except (MemoryError, OverflowError, ValueError) as error:  # figures without end
            raise BadTemplate(why=TOO_MUCH, advice=ADVICE) from error
        except TemplateSyntaxError as error:
            lines = source.splitlines()
            place = _TAGS.sub("", lines[error.lineno - 1]).strip() if error.lineno <= len(lines) else ""
            why = note(N_("“{place}” is not understood: {what}"), place=place[:_SHOWN], what=_reason(error))
            raise BadTemplate(why=why, advice=ADVICE) from error
        unknown |= set(_strangers(tree, context))
    if unknown:
        why = note(N_("it asks for {unknown}, which there is not"), unknown=", ".join(sorted(unknown)))
        raise BadTemplate(why=why, advice=note(N_("There are: {known}."), known=", ".join(sorted(_known(context)))))


def _refuse_open(text: str) -> None:
    """Braces left open would set the expressions of docxtpl searching to the end of the document, each anew."""
    opened: re.Match[str] | None = None
    for brace in _BRACES.finditer(text):
        opening = brace[0].startswith("{")
        if opening and opened:
            break
        opened = brace if opening else None
    if opened:
        place = " ".join(text[opened.start() :].split())[:_SHOWN]
        why = note(N_("“{place}” is not understood: {what}"), place=place, what=note(N_("the braces are not closed")))
        raise BadTemplate(why=why, advice=ADVICE)


def _sources(template: DocxTemplate, document: Docx) -> Iterator[str]:
    yield template.get_xml()
    for part in document.part.package.iter_parts():
        if part.content_type.endswith(_PARTS):
            yield part.blob.decode("utf-8")


def _refuse(tree: nodes.Template, context: Mapping[str, Value], size: int) -> None:
    """See that the template holds no more than values, conditions and loops over the report's own lines."""
    # find_all looks below a node, never at it.
    loops = [tree, *tree.find_all(nodes.For)]
    deep = any(_depth(loop) > _DEEPEST for loop in loops[1:])
    over = (loop.iter for loop in tree.find_all(nodes.For))
    own = all(isinstance(name, nodes.Name) and isinstance(context.get(name.name), tuple) for name in over)
    if deep or not own or size > MOST_NODES or next(tree.find_all(_REFUSED), None) is not None:
        raise BadTemplate(why=TOO_MUCH, advice=ADVICE)


def _depth(loop: nodes.Node) -> int:
    return 1 + max((_depth(inner) for inner in loop.find_all(nodes.For)), default=0)


def _strangers(tree: nodes.Template, context: Mapping[str, Value]) -> Iterator[str]:
    """Members such as figures.done that the report does not have; where it has no figures, drawing tells."""
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        if isinstance(node, nodes.Getattr):
            name, member = node.node, node.attr
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            name, member = node.node, str(node.arg.value)
        else:
            continue
        if isinstance(name, nodes.Name) and name.name in MAPPINGS:
            members = context[name.name]
            if isinstance(members, Mapping) and members and member not in members:
                yield f"{name.name}.{member}"


def _known(context: Mapping[str, Value]) -> Iterator[str]:
    for name, value in context.items():
        if isinstance(value, Mapping):
            yield from (f"{name}.{member}" for member in value)
        else:
            yield name
