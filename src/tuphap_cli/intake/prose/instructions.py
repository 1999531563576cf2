"""Finds the tasks of a document that gives them in sentences: a conclusion, a telegram, an order; no labels name
leads or deadlines there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...domain.draft import SeenTable
from ...domain.model import N_, note
from ...domain.problems import Place
from ..files.source import Source
from ..plan_findings import Findings
from ..table import item_labels
from ..table.heading_words import Field
from ..table.rawtask import FoundTasks, RawTask
from .orders import Order, begins_with_work, heading_of, is_formal, order_of, supports_of
from .sentence_dates import due_words, is_bound

# "…, Thủ tướng Chính phủ yêu cầu:", "… kết luận như sau:": behind it the orders begin.
_OPENS = re.compile(
    r"(?:yêu cầu|kết luận|chỉ đạo|chỉ thị|giao|đề nghị|nhiệm vụ|nội dung|ý kiến|quyết nghị|quyết định)[^:]{0,200}:$",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"^(?:kính gửi|nơi nhận)|\bđiện\s*:$", re.IGNORECASE)
_CLOSES = re.compile(r"^(?:Nơi nhận|KT\.|TM\.|TL\.|TUQ\.|Q\.)(?![^\W_])", re.IGNORECASE)
_GROUNDS = re.compile(
    r"^(?:Căn cứ|Xét|Theo đề nghị|Thực hiện (?:Quyết định|Công văn|Công điện|Chỉ thị|Nghị quyết|ý kiến)|Sau khi nghe|"
    r"Trên cơ sở|Tham dự|Thời gian qua|Kính gửi)"
)
_LAST_WORDS = re.compile(r"^Trên đây là(?![^\W_])")
_LEVELS = {
    "roman": 0,
    "phan": 0,
    "muc": 0,
    "dieu": 0,
    "upper": 0,
    "number": 1,
    "lower": 3,
    "mark": 4,
    "plus": 5,
    "none": 6,
}
_BULLET = re.compile(r"[-–—+*•▪◦●►]\s*(?=\S)")
_INNER = re.compile(r"(?:^|(?<=[\s;:.,]))\((?:i{1,3}|iv|vi{0,3}|ix|x|\d{1,2})\)\s*")
_SENTENCE = re.compile(r"(?<=[^\W_]{3}\.)\s+|(?<=[)\d]\.)\s+|(?<=;)\s+(?=[Gg]iao\s)")
_COLLECTIVE = re.compile(r"(?:các|những|thủ trưởng|bộ trưởng, thủ trưởng|đề nghị)(?![^\W_])", re.IGNORECASE)
_END = "./."


@dataclass(slots=True)
class _Line:
    """A line of the document: where it is, its number or mark, its words."""

    number: int
    level: int
    label: str
    text: str


@dataclass(slots=True)
class _Walk:
    """Where the reader is: the numbers of the headings above, and the unit that a heading has named."""

    labels: dict[int, str] = field(default_factory=dict)
    ordered: Order | None = None
    at_level: int = -1
    last: RawTask | None = None
    last_level: int = -1
    last_line: int = -1


def read_instructions(source: Source, findings: Findings) -> FoundTasks:
    """The tasks that the sentences of the document give; none where it gives none to any unit."""
    lines = [line for p in source.paragraphs for line in _lines(p.number, p.text)]
    first, last = _bounds(lines)
    result = FoundTasks()
    result.head = _letterhead(source) + [line.text for line in lines[:first]]
    reader = _Reader()
    for line in lines[first:last]:
        reader.read(line)
    result.tasks = reader.tasks
    taken = any(task.text(Field.LEAD) for task in reader.tasks)
    if not taken:
        result.tasks = []
    reason = note(N_("sentences that give tasks to units: {tasks} task(s)"), tasks=len(result.tasks))
    none = note(N_("sentences that give no task to a unit"))
    result.seen.append(SeenTable(NAME, last - first, taken, reason if taken else none))
    if taken:
        for line in reader.left_out:
            findings.add("row.skipped", Place(NAME, line.number), "", line.text[:200])
    return result


# What the body of such a document is called in findings.
NAME = N_("Văn bản")


def _lines(number: int, text: str) -> Iterator[_Line]:
    for line in text.split("\n"):
        if not line.strip():
            continue
        parted = item_labels.labelled(line)
        bullet = _BULLET.match(line)
        if bullet and not parted.label:
            yield _Line(number, _LEVELS["mark" if line[0] in "-–—" else "plus"], "", line[bullet.end() :].strip())
            continue
        kind, depth = item_labels.style(parted.label)
        level = _LEVELS.get(kind, _LEVELS["none"])
        known = level < _LEVELS["mark"]
        yield _Line(
            number, level + (known and depth > 1), parted.label if known else "", parted.text if known else line
        )


def _bounds(lines: Sequence[_Line]) -> tuple[int, int]:
    """The first line of the orders, and the one behind the last."""
    opened = (i + 1 for i, line in enumerate(lines) if _OPENS.search(line.text) and not _ADDRESSED.search(line.text))
    numbered = (i for i, line in enumerate(lines) if line.label and line.level < _LEVELS["lower"])
    first = min(next(opened, len(lines)), next(numbered, len(lines)))
    for i in range(first, len(lines)):
        if _CLOSES.match(lines[i].text):
            return first, i
        if lines[i].text.endswith(_END):
            return first, i + 1
    return first, len(lines)


def _letterhead(source: Source) -> list[str]:
    """The words of a table above the text, in which number, day and issuer are."""
    if not source.grids:
        return []
    return [text for row in source.grids[0].rows for c in row.cells for text in c.text.split("\n") if text]


class _Reader:
    """Makes tasks of the lines, one after the other."""

    def __init__(self) -> None:
        self._read = 0  # lines
        self._walk = _Walk()
        self.tasks: list[RawTask] = []
        self.left_out: list[_Line] = []

    def read(self, line: _Line) -> None:
        """Takes the orders of ``line``, or what it says of those above."""
        walk = self._walk
        self._read += 1
        if line.label:
            walk.labels = {level: label for level, label in walk.labels.items() if level < line.level}
            walk.labels[line.level] = line.label
        if line.level <= walk.at_level:
            walk.ordered, walk.at_level = None, -1
        if line.level <= walk.last_level and line.level < _LEVELS["none"]:
            walk.last = None  # what is below this line does not carry on what was above it
        if is_formal(line.text) or self._gives_nothing(line):
            return
        whole = line.text.removesuffix(_END).rstrip()
        before = len(self.tasks)
        if line.label and (heading := heading_of(whole)):
            walk.ordered, walk.at_level = heading, line.level
            return
        if line.level == _LEVELS["none"] and walk.last and walk.last_line + 1 == self._read and not order_of(whole):
            self._carry_on(walk.last, whole)
            walk.last_line = self._read
            return
        for sentence in _sentences(whole):
            self._sentence(line, sentence, first=len(self.tasks) == before)
        if len(self.tasks) == before and walk.at_level != line.level and _tells_something(line):
            self.left_out.append(line)

    def _gives_nothing(self, line: _Line) -> bool:
        """Whether a line only names grounds or ends the document; told where it has a day and is no order to the unit
        above, as "Căn cứ …, báo cáo trước ngày …" may be."""
        ends = bool(_LAST_WORDS.match(line.text))
        if not ends and not _GROUNDS.match(line.text):
            return False
        bound = any(map(is_bound, due_words(line.text)))
        if bound and self._walk.ordered and not ends:
            return False
        if bound:
            self.left_out.append(line)
        return True

    def _sentence(self, line: _Line, sentence: str, *, first: bool) -> None:
        walk = self._walk
        order = order_of(sentence)
        if order and (not order.work or order.work.endswith(":")):
            walk.ordered, walk.at_level = order, line.level
        elif order and self._is_task(order, sentence):
            parts = _parts(order.work)
            for part in parts:
                supports = supports_of(part) if len(parts) > 1 else order.supports
                self._task(line, replace(order, work=part, supports=supports))
        elif not first and walk.last and not order:
            self._carry_on(walk.last, sentence)
        elif walk.ordered and line.level > walk.at_level and not order:
            self._below(line, sentence)
        elif first and begins_with_work(sentence) and any(map(is_bound, due_words(sentence))):
            self._task(line, Order("", supports_of(sentence), sentence))

    def _below(self, line: _Line, sentence: str) -> None:
        """A line below the one that names the unit: work of its own, or what belongs to the work above."""
        walk = self._walk
        if walk.last and walk.last_level < line.level and walk.last_level > walk.at_level:
            self._carry_on(walk.last, sentence)
            return
        for part in _parts(sentence):
            supports = supports_of(part) or (walk.ordered.supports if walk.ordered else "")
            self._task(line, Order(walk.ordered.lead if walk.ordered else "", supports, part.strip(" ;.")))

    def _is_task(self, order: Order, sentence: str) -> bool:
        """Whether the order is work of its own; all units together are only reminded where no day is named."""
        return not _COLLECTIVE.match(order.lead) or bool(due_words(sentence))

    def _task(self, line: _Line, order: Order) -> None:
        item = ".".join(item_labels.short(label) for _level, label in sorted(self._walk.labels.items()))
        values = {Field.TITLE: order.work, Field.LEAD: order.lead, Field.SUPPORT: order.supports}
        task = RawTask(Place(NAME, line.number), item, None, {k: v for k, v in values.items() if v}, {}, {})
        _take_due(task, order.work)
        self.tasks.append(task)
        self._walk.last, self._walk.last_level, self._walk.last_line = task, line.level, self._read

    def _carry_on(self, task: RawTask, sentence: str) -> None:
        task.values[Field.TITLE] = f"{task.values[Field.TITLE]}\n{sentence.strip()}"
        _take_due(task, task.values[Field.TITLE])


def _sentences(text: str) -> Iterator[str]:
    """The sentences of ``text``; a full stop ends one where a capital letter follows."""
    begin = 0
    for gap in _SENTENCE.finditer(text):
        if text[gap.end() : gap.end() + 1].isupper() or text[gap.start() - 1] == ";":
            yield text[begin : gap.start()]
            begin = gap.end()
    yield text[begin:]


def _take_due(task: RawTask, words: str) -> None:
    """Puts the deadline that ``words`` name to ``task``; of several a person decides."""
    due = due_words(words)
    if due:
        task.values[Field.DEADLINE] = "; ".join(due)
        task.guessed_deadline = len(due) > 1


def _parts(work: str) -> list[str]:
    """The works that a sentence numbers: "(i) …; (ii) …"."""
    parts = [part.strip(" ;.") for part in _INNER.split(work)]
    if len(parts) < 3 or (parts[0] and len(parts[0].split()) > 3):
        return [work]
    return [part[:1].upper() + part[1:] for part in parts if part]


def _tells_something(line: _Line) -> bool:
    """Whether a line that gave no task is worth telling: a whole sentence with a number, no heading."""
    return line.level < _LEVELS["none"] and line.text.endswith((".", ";", _END)) and len(line.text.split()) > 6
