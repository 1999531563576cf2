"""Makes groups and raw tasks of a plan written as prose; which sections hold tasks is found out by their labels."""

from __future__ import annotations

from ...domain.draft import DraftGroup, SeenTable
from ...domain.model import N_, note
from ...domain.problems import Place
from ..files.source import Source
from ..plan_findings import Findings
from ..table import item_labels
from ..table.heading_words import Field
from ..table.rawtask import FoundTasks, RawTask
from .outline import Chunk, Node, outlined

_NAME_UP_TO = 60


def read_prose(source: Source, findings: Findings) -> FoundTasks:
    """The tasks of the sections in which leads or deadlines are named; the other sections are reported and left."""
    result = FoundTasks()
    head, sections = outlined(source.paragraphs)
    result.head = head
    taken = [s for s in sections if s.telling]
    for section in sections:
        name = _name(section)
        if section not in taken:
            reason = note(N_("a section without leads and deadlines"))
            result.seen.append(SeenTable(name, section.lines, False, reason))
            continue
        before = len(result.tasks)
        _Section(name, result, findings).add(section, None, as_group=len(taken) > 1)
        reason = note(
            N_("a section whose paragraphs name leads or deadlines: {tasks} task(s)"),
            tasks=len(result.tasks) - before,
        )
        result.seen.append(SeenTable(name, section.lines, True, reason))
    return result


def left_out(source: Source) -> list[SeenTable]:
    """The sections that would hold tasks, where tables were taken instead."""
    reason = note(N_("a section that names leads or deadlines; left out because tables hold the plan"))
    return [SeenTable(_name(s), s.lines, False, reason) for s in outlined(source.paragraphs)[1] if s.telling]


def _name(section: Node) -> str:
    text = f"{section.label}. {section.title}" if section.label else section.title
    return text if len(text) <= _NAME_UP_TO else text[: _NAME_UP_TO - 1] + "…"


class _Section:
    """Turns one section's outline into tasks."""

    def __init__(self, name: str, result: FoundTasks, findings: Findings) -> None:
        self._name, self._result, self._findings = name, result, findings

    def add(self, section: Node, group: int | None, *, as_group: bool) -> None:
        if not section.children:
            self._leaf(section, group)
            return
        if as_group:
            group = self._group(section, group)
        self._children(section, group)

    def _node(self, node: Node, group: int | None) -> None:
        if node.children:
            self._children(node, self._group(node, group))
        else:
            self._leaf(node, group)

    def _children(self, node: Node, group: int | None) -> None:
        for chunk in node.chunks:
            if chunk.labelled and (
                chunk.body or Field.LEAD in chunk.values or not any(c.telling for c in node.children)
            ):
                self._task(chunk, "", _text(chunk.body) or node.title, group)
            elif words := " ".join((*chunk.body, *chunk.values.values(), *chunk.extra.values())):
                # What is said of all of them: "Thời gian: năm 2024" above tasks with their own.
                self._findings.add("row.skipped", Place(self._name, chunk.number), "", words[:200])
        for child in node.children:
            self._node(child, group)

    def _leaf(self, node: Node, group: int | None) -> None:
        """A heading with nothing numbered below: itself the task, or the group of several."""
        if len(node.chunks) > 1:
            inner = self._group(node, group)
            for chunk in node.chunks:
                self._task(chunk, chunk.item, _text(chunk.body) or node.title, inner)
            return
        chunk = node.chunks[0] if node.chunks else Chunk(node.number)
        title = "\n".join(t for t in (node.title.rstrip(":"), _text(chunk.body)) if t)
        self._task(chunk, node.label, title, group, node.number)

    def _group(self, node: Node, parent: int | None) -> int:
        place = Place(self._name, node.number)
        self._result.groups.append(DraftGroup(node.label, node.title, parent, place))
        return len(self._result.groups) - 1

    def _task(self, chunk: Chunk, item: str, title: str, group: int | None, number: int | None = None) -> None:
        place = Place(self._name, number or chunk.number)
        values = {what: text.strip(" ;") for what, text in chunk.values.items()}
        values[Field.TITLE] = title
        for what in (Field.LEAD, Field.SUPPORT, Field.DEADLINE):
            # The full stop ends the paragraph, not the name or the date.
            if what in values:
                values[what] = values[what].rstrip(" .;") if not values[what].endswith("...") else values[what]
        self._result.tasks.append(RawTask(place, item, group, values, dict(chunk.extra), dict(chunk.names)))


def _text(body: list[str]) -> str:
    """The paragraphs of a task; a list mark is taken off where there is only one."""
    if len(body) == 1:
        return body[0].lstrip(item_labels.MARKS + " ")
    return "\n".join(body)
