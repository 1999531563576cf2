"""Lines that are made anew at each pass are drawn as kept ones are, and are never held together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from weakref import WeakSet

import pytest

from tests.support.registers import TODAY
from tuphap_cli.render import feeds
from tuphap_cli.render.docx import as_docx
from tuphap_cli.render.html import as_html
from tuphap_cli.render.xlsx import as_xlsx
from tuphap_cli.reports.base import Column, Line, Record, Report, Stream, Table

COLUMNS = (Column("TT", right=True), Column("Nhiệm vụ", flexible=True), Column("Thời hạn"))
MANY = 3_000


class Text(str):
    """A text that can be watched."""

    __slots__ = ("__weakref__",)


def lines(made: WeakSet[Text] | None = None, peak: list[int] | None = None) -> Iterator[Line]:
    for number in range(MANY):
        text = Text(f"Việc số {number} của đơn vị")
        if made is not None and peak is not None:
            made.add(text)
            peak.append(len(made))
        yield Line((number, text, TODAY)) if number % 50 else Line((text,), "head")


def report(given: Stream[Line] | tuple[Line, ...]) -> Report:
    table = Table(COLUMNS, given, title="Phụ lục", label="Phụ lục I", annex=True)
    return Report("tuphap.x/1", TODAY, [], title="Báo cáo", tables=(table,))


@pytest.mark.parametrize("draw", [as_xlsx, as_docx, as_html, feeds.as_markdown])
def test_a_stream_is_drawn_as_the_lines_themselves_are(draw: Callable[[Report], str | bytes]) -> None:
    assert draw(report(Stream(MANY, lines))) == draw(report(tuple(lines())))


@pytest.mark.parametrize("draw", [feeds.as_json, feeds.as_csv])
def test_so_are_its_records(draw: Callable[[Report], Iterator[str]]) -> None:
    records: list[Record] = [{"task": number, "title": f"Việc {number}"} for number in range(MANY)]
    bare = Report("tuphap.x/1", TODAY, records)
    pieces = list(draw(bare._replace(rows=Stream(MANY, lambda: iter(records)))))
    assert "".join(pieces) == "".join(draw(bare))
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 4


@pytest.mark.parametrize("draw", [feeds.as_json, feeds.as_csv])
def test_a_stream_without_records_is_drawn_as_an_empty_list(draw: Callable[[Report], Iterator[str]]) -> None:
    empty = Report("tuphap.x/1", TODAY, [], fields=("task",))
    nothing: Stream[Record] = Stream(0, lambda: iter(()))
    assert list(draw(empty._replace(rows=nothing, more={"also": nothing}))) == list(
        draw(empty._replace(more={"also": []}))
    )


@pytest.mark.parametrize("draw", [as_xlsx, as_docx])
def test_its_lines_are_never_held_together(draw: Callable[[Report], bytes]) -> None:
    made: WeakSet[Text] = WeakSet()
    peak: list[int] = []
    draw(report(Stream(MANY, lambda: lines(made, peak))))
    assert len(peak) >= 2 * MANY
    assert max(peak) < MANY / 10


def test_a_stream_is_a_sequence() -> None:
    stream = Stream(MANY, lines)
    assert len(stream) == MANY
    assert stream == tuple(lines())
    assert (stream[1], stream[-1]) == (tuple(lines())[1], tuple(lines())[-1])
    assert stream != tuple(lines())[:-1]
    assert not Stream(0, lambda: iter(()))
