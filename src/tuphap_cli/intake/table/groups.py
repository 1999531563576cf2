"""The headings of a plan as a tree, built while its rows are read from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...domain.draft import DraftGroup
from ...domain.problems import Place
from . import item_labels
from .item_labels import Style

SECTION = "section"


@dataclass(slots=True)
class GroupStack:
    """The groups that are open where the reading has got to; siblings are recognised by the style of their labels."""

    groups: list[DraftGroup]
    leads: dict[int, str] = field(default_factory=dict)  # what a heading's own row names as lead
    deadlines: dict[int, str] = field(default_factory=dict)  # and as deadline
    _open: list[tuple[Style, int]] = field(default_factory=list)
    _floor: int = 0
    _letter: str | None = None
    _by_title: dict[tuple[int | None, str], int] = field(default_factory=dict)

    @property
    def current(self) -> int | None:
        """The index of the innermost open group."""
        return self._open[-1][1] if self._open else None

    def enter(self, label: str, title: str, place: Place, *, section: bool = False) -> int:
        """Opens a group under the one it belongs to and returns its index."""
        kind = self._style(label, section)
        self._close_for(kind, label)
        self.groups.append(DraftGroup(label, title, self.current, place))
        self._open.append((kind, len(self.groups) - 1))
        return len(self.groups) - 1

    def enter_named(self, title: str, place: Place) -> int:
        """The group named in a column of its own: opened once under the current heading, then found again."""
        wanted = (self.current, title)
        if wanted not in self._by_title:
            parted = item_labels.labelled(title)
            self.groups.append(DraftGroup(parted.label, parted.text or title, self.current, place))
            self._by_title[wanted] = len(self.groups) - 1
        return self._by_title[wanted]

    def for_task(self, item: str) -> int | None:
        """The group of a task numbered ``item``; closes numbered groups that it cannot belong to."""
        kind, depth = item_labels.style(item)
        if kind == "number":
            while self._open:
                (own, own_depth), index = self._open[-1]
                prefix = item.startswith(self.groups[index].label + ".")
                if own != "number" or (own_depth < depth and prefix):
                    break
                self._open.pop()
        return self.current

    def leave_section(self) -> None:
        """Closes the heading whose numbers are in another column than those of the tasks, with what is under it."""
        at = next((i for i, ((kind, _), _index) in enumerate(self._open) if kind.startswith(SECTION)), None)
        if at is not None:
            del self._open[at:]

    def base(self) -> None:
        """Closes everything: another table begins."""
        self._open.clear()
        self._letter = None

    def _style(self, label: str, section: bool) -> Style:
        kind = item_labels.style(label)
        if section:
            return (SECTION + kind[0], kind[1])
        # C, D, I, V, X are Roman too: the letter that follows the last lettered group is a letter.
        next_letter = item_labels.follows(label, self._letter) and not self._expects_roman(label)
        if kind == ("upper", 1) or (kind == ("roman", 1) and next_letter):
            self._letter = label
            return ("upper", 1)
        return kind

    def _expects_roman(self, label: str) -> bool:
        """Whether Roman groups are counting and ``label`` may be their next one (V after IV, X after IX)."""
        last = next((self.groups[i].label for kind, i in reversed(self._open) if kind == ("roman", 1)), None)
        return (last, label) in {("IV", "V"), ("IX", "X")}

    def _close_for(self, kind: Style, label: str) -> None:
        prefix = label.rpartition(".")[0]
        for depth, (own, index) in enumerate(self._open):
            if own == kind:
                del self._open[depth:]
                return
            if prefix and self.groups[index].label == prefix:
                del self._open[depth + 1 :]
                return
