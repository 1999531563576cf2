"""The parts of a periodic report that the clerk writes: their titles, their sections, the list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..domain.model import N_
from ..domain.periods import Window
from ..domain.report_text import EditedText, TextPart, written_file
from ..i18n import _
from ..store.write.period_texts import WrittenPart
from .base import Json, Record, Report, Table
from .figures import Figures, Selection
from .period_words import typed_period, window_name

_TITLES = {
    TextPart.ASSESSMENT: N_("General assessment"),
    TextPart.LIMITS: N_("Limits and shortcomings"),
    TextPart.CAUSES: N_("Causes"),
    TextPart.SOLUTIONS: N_("Tasks and solutions"),
    TextPart.PROPOSALS: N_("Proposals"),
}
BLANK = ("…" * 30,) * 2  # lines to write on
FIELDS = ("part", "title", "text", "version")


def title_of(part: TextPart) -> str:
    """What a part is called in a report."""
    return _(_TITLES[part])


def paragraphs_of(figures: Figures, part: TextPart) -> tuple[str, ...]:
    """The paragraphs of a part as written; none of a report that is narrowed, since they speak of the whole."""
    if figures.selection != Selection():
        return ()
    texts = {written.part: written.text for written in figures.material.texts}
    return tuple(line.strip() for line in texts.get(part, "").splitlines() if line.strip())


def section(figures: Figures, part: TextPart, *, blanks: bool) -> tuple[Table, ...]:
    """The section of a part; where nothing was written, with ``blanks`` lines to write on, else none."""
    said = paragraphs_of(figures, part)
    if not said and not (blanks and has_text(figures)):
        return ()
    return (Table((), (), title_of(part), name=f"text_{part}", intro=said or BLANK),)


def has_text(figures: Figures) -> bool:
    """Whether a report can have such parts: of a period, and not narrowed."""
    return figures.covered.period is not None and figures.selection == Selection()


def text_records(texts: Sequence[WrittenPart]) -> list[Json]:
    """The parts that were written, in the machine form."""
    return [{"part": t.part, "title": title_of(TextPart(t.part)), "text": t.text} for t in texts]


def text_report(
    covered: Window, texts: Sequence[WrittenPart], day: date, parts: Sequence[TextPart] = tuple(TextPart)
) -> Report:
    """The texts of the ``parts`` for the report of a period."""
    known = {text.part: text for text in texts}
    records: list[Record] = []
    tables = []
    for part in parts:
        text, version = (known[part].text, known[part].version) if part in known else ("", 0)
        records.append({"part": part.value, "title": title_of(part), "text": text, "version": version})
        title = f"{title_of(part)} ({part})"
        tables.append(Table((), (), title, intro=tuple(text.splitlines()), empty=_("Nothing has been written.")))
    return Report(
        schema="tuphap.text/1",
        as_of=day,
        rows=records,
        more={"period": covered.name, "scheme": covered.scheme.name, "totals": {"written": len(texts)}},
        title=_("What is written for the report of {period}").format(period=window_name(covered.name)),
        tables=tuple(table._replace(empty="" if table.intro else table.empty) for table in tables),
        fields=FIELDS,
    )


def editable(covered: Window, texts: Sequence[WrittenPart], versions: Mapping[TextPart, int]) -> str:
    """The texts of a period as a file to be edited."""
    known = {text.part: text.text for text in texts}
    parts = {part: (title_of(part), EditedText(known.get(part, ""), versions.get(part, 0))) for part in TextPart}
    title = _("What is written for the report of {period}").format(period=window_name(covered.name))
    remark = _("Write below the headings and leave these as they are; then: tuphap report text {period} --from FILE")
    return written_file(title, remark.format(period=typed_period(covered)), parts)
