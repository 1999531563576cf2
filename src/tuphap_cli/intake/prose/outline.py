"""The outline of a plan written as prose: sections, headings, paragraphs and their labels; makes no tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..files.source import SourceParagraph
from ..table import celltext, item_labels
from ..table.heading_words import Field
from ..table.item_labels import Style
from .inline import Label, text_and_labels

_TELLING = (Field.LEAD, Field.DEADLINE)
_TITLE_UP_TO = 400
# How the last sentence of a plan begins, and the lines of recipients and signatures.
_CLOSES = re.compile(
    r"^(?:Trên đây là|Nơi nhận|KT\.|TM\.|TL\.|TUQ\.|(?:PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH)|CHÁNH VĂN PHÒNG|"
    r"TRƯỞNG PHÒNG)(?![^\W_])"
)


@dataclass(slots=True)
class OutlineLine:
    """A line of the text: its paragraph's number, its own text ("" where it begins with a label), the labels in it,
    its number ("1.1") or its list mark."""

    number: int
    text: str
    labels: list[Label] = field(default_factory=list)
    label: str = ""
    mark: str = ""

    @property
    def telling(self) -> bool:
        """Whether the line says who or when, which only tasks do."""
        return any(label.field in _TELLING for label in self.labels)


@dataclass(slots=True)
class Chunk:
    """Paragraphs that share one set of labels: one task."""

    number: int
    body: list[str] = field(default_factory=list)
    values: dict[Field, str] = field(default_factory=dict)
    names: dict[Field, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    item: str = ""
    mark: str = ""
    last: Field | None = None
    open_value: bool = False

    @property
    def labelled(self) -> bool:
        """Whether a label other than that of the content has been met."""
        return bool(self.names) or bool(self.extra)


@dataclass(slots=True)
class Node:
    """A heading with what is under it."""

    label: str
    title: str
    number: int
    chunks: list[Chunk] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    lines: int = 0

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def telling(self) -> bool:
        """Whether a lead or a deadline is named here or below."""
        return any(set(c.names) & set(_TELLING) for n in self.walk() for c in n.chunks)


def outlined(paragraphs: Sequence[SourceParagraph]) -> tuple[list[str], list[Node]]:
    """The lines before the first section, and the sections with their outline."""
    lines = [_line(p.number, text) for p in paragraphs for text in p.text.split("\n") if text]
    kind = _section_style(lines)
    head: list[str] = []
    sections: list[Node] = []
    pending: list[OutlineLine] = []
    for line in lines:
        if _is_section(line, kind):
            if sections:
                _fill(sections[-1], pending)
            pending = []
            sections.append(Node(line.label, item_labels.labelled(line.text).text, line.number))
        elif sections:
            pending.append(line)
        else:
            head.append(line.text)
    if sections:
        _fill(sections[-1], pending)
    return head, sections


def _line(number: int, text: str) -> OutlineLine:
    text, found = text_and_labels(text)
    parted = item_labels.labelled(text)
    mark = text[:1] if text[:1] in item_labels.MARKS else ""
    return OutlineLine(number, text, found, parted.label, "" if parted.label else mark)


def _section_style(lines: Sequence[OutlineLine]) -> Style:
    """The style of the labels that part the text into sections: the highest that is used."""
    styles = {item_labels.style(line.label) for line in lines if line.label}
    order: tuple[Style, ...] = (("roman", 1), ("phan", 1), ("dieu", 1), ("muc", 1), ("upper", 1), ("number", 1))
    return next((s for s in order if s in styles), ("number", 1))


def _is_section(line: OutlineLine, kind: Style) -> bool:
    return bool(line.label) and item_labels.style(line.label) == kind and len(line.text) <= _TITLE_UP_TO


def _fill(section: Node, lines: Sequence[OutlineLine]) -> None:
    section.lines = len(lines) + 1
    _Filler(section, _without_close(lines)).fill()


def _without_close(lines: Sequence[OutlineLine]) -> Sequence[OutlineLine]:
    """The lines above the close of the document, of which no line below says who or when."""
    last = next((i for i, line in reversed(list(enumerate(lines))) if line.telling), -1)
    end = next((i for i, line in enumerate(lines) if i > last and _CLOSES.match(line.text)), len(lines))
    return lines[:end]


class _Filler:
    """Puts the lines of a section under its headings."""

    def __init__(self, section: Node, lines: Sequence[OutlineLine]) -> None:
        self._lines = lines
        self._open: list[tuple[Style, Node]] = [(("section", 0), section)]

    def fill(self) -> None:
        for index, line in enumerate(self._lines):
            if line.label and self._is_heading(line, index):
                self._heading(line)
            elif line.text:
                self._text(line, index)
            for label in line.labels:
                self._label(line, label)

    @property
    def _node(self) -> Node:
        return self._open[-1][1]

    def _chunk(self, number: int) -> Chunk:
        if not self._node.chunks:
            self._node.chunks.append(Chunk(number))
        return self._node.chunks[-1]

    def _new_chunk(self, line: OutlineLine, *body: str) -> Chunk:
        chunk = Chunk(line.number, [b for b in body if b], mark=line.mark)
        self._node.chunks.append(chunk)
        return chunk

    # -- headings ------------------------------------------------------------------------------------------

    def _is_heading(self, line: OutlineLine, index: int) -> bool:
        """Numbers head; letters head only where each of them has labels of its own."""
        kind = item_labels.style(line.label)[0]
        if kind not in {"lower", "number"} or (kind == "number" and not line.text.lstrip().startswith("(")):
            return kind != "lower"
        return self._letters_with_labels(index) >= 2

    def _letters_with_labels(self, index: int) -> int:
        """How many of the lettered lines under the same heading have a lead or a deadline of their own."""
        first = index
        while first > 0 and not self._ends_letters(first - 1):
            first -= 1
        count, inside = 0, False
        for at in range(first, len(self._lines)):
            line = self._lines[at]
            if at > index and self._ends_letters(at):
                break
            if line.label and item_labels.style(line.label)[0] == "lower":
                inside = True
            if inside and line.telling:
                count, inside = count + 1, False
        return count

    def _ends_letters(self, at: int) -> bool:
        label = self._lines[at].label
        return bool(label) and item_labels.style(label)[0] != "lower"

    def _heading(self, line: OutlineLine) -> None:
        parted = item_labels.labelled(line.text)
        style = item_labels.style(parted.label)
        prefix = parted.label.rpartition(".")[0]
        for depth, (own, node) in enumerate(self._open[1:], start=1):
            if own == style:
                del self._open[depth:]
                break
            if prefix and node.label == prefix:
                del self._open[depth + 1 :]
                break
        node = Node(parted.label, parted.text, line.number)
        self._node.children.append(node)
        self._open.append((style, node))

    # -- labels and text -----------------------------------------------------------------------------------

    def _label(self, line: OutlineLine, label: Label) -> None:
        chunk = self._chunk(line.number)
        if label.field is Field.TITLE:
            if chunk.labelled:
                chunk = self._new_chunk(line, label.value)
            elif label.value:
                chunk.body.append(label.value)
            item = item_labels.cleaned(label.mark)
            chunk.item = chunk.item or (item if item[:1].isdecimal() else "")
            chunk.last, chunk.open_value = Field.TITLE, False
            return
        if label.field is Field.EXTRA:
            chunk.extra[label.name] = celltext.joined_texts(chunk.extra.get(label.name, ""), label.value)
            chunk.last, chunk.open_value = None, False
            return
        chunk.values[label.field] = celltext.joined_texts(chunk.values.get(label.field, ""), label.value)
        chunk.names[label.field] = label.name
        chunk.last, chunk.open_value = label.field, not label.value

    def _text(self, line: OutlineLine, index: int) -> None:
        chunk = self._chunk(line.number)
        text = line.text
        if chunk.labelled and line.telling and not chunk.open_value:
            # The line is a task of its own: "- Mua sắm thiết bị (chủ trì: …; thời gian: …)".
            self._new_chunk(line, text)
        elif not chunk.labelled or chunk.last is Field.TITLE:
            if not chunk.body:
                chunk.mark = line.mark
            chunk.body.append(text)
        elif chunk.last and (chunk.open_value or (not line.mark and celltext.begins_low(text))):
            above = chunk.values.get(chunk.last, "")
            chunk.values[chunk.last] = celltext.joined_texts(above, text)
        elif self._labels_ahead(index) or (len(self._node.chunks) > 1 and line.mark and line.mark == chunk.mark):
            self._new_chunk(line, text)
        else:
            chunk.body.append(text)

    def _labels_ahead(self, index: int) -> bool:
        """Whether a lead or deadline still follows under the same heading."""
        for line in self._lines[index + 1 :]:
            if line.label and item_labels.style(line.label)[0] != "lower":
                return False
            if line.telling:
                return True
        return False
