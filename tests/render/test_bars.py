"""Pictures in plain characters: in proportion, each piece told by its shape, never wider than is promised."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuphap_cli.render import bars
from tuphap_cli.reports.base import Chart, Column, Line, Table

COUNTS = st.lists(st.tuples(*[st.integers(0, 3000)] * 5), min_size=1, max_size=8)
TONES = ("good", "warn", "calm", "bad", "pale")
PIECES = "█▓▒X·"


def chart(rows: list[tuple[str, tuple[int, ...]]], kind: str = "stacked", levels: tuple[int, ...] = ()) -> Table:
    """A table of names and counts with its picture."""
    width = len(rows[0][1]) if rows else 1
    columns = (Column("Unit", flexible=True), *(Column(f"Box {n}", tone=TONES[n]) for n in range(width)))
    lines = tuple(Line((name, *counts), level=levels[n] if levels else 0) for n, (name, counts) in enumerate(rows))
    return Table(columns, lines, chart=Chart(kind, "Picture", 0, tuple(range(1, width + 1))))


def drawn(table: Table) -> list[str]:
    return list(bars.drawn(table))


def test_a_bar_is_as_long_as_its_count_while_there_is_room() -> None:
    assert drawn(chart([("A", (3, 1, 0, 2, 1)), ("Bcd", (0, 0, 40, 0, 0))])) == [
        "█ Box 0  ▓ Box 1  ▒ Box 2  X Box 3  · Box 4",
        "A    ███▓XX· 7",
        f"Bcd  {'▒' * 40} 40",
    ]


def test_longer_ones_are_drawn_to_scale() -> None:
    lines = drawn(chart([("A", (800,)), ("B", (400,)), ("C", (100,)), ("D", (0,))]))
    assert lines == [f"A  {'█' * 40} 800", f"B  {'█' * 20} 400", f"C  {'█' * 5} 100", "D   0"]


def test_what_is_little_is_still_seen_and_what_is_nothing_is_not() -> None:
    _legend, line, _other = drawn(chart([("A", (1, 0)), ("B", (0, 4000))]))
    assert line == "A  █ 1"


def test_one_series_needs_no_legend() -> None:
    assert drawn(chart([("A", (2,))], "bars")) == ["A  ██ 2"]


def test_columns_stand_below_each_other_by_the_name_of_the_first() -> None:
    assert drawn(chart([("1/2021", (2, 4)), ("12/2021", (0, 1))], "columns")) == [
        "█ Box 0  ▓ Box 1",
        "1/2021   ██ 2",
        "         ▓▓▓▓ 4",
        "12/2021   0",
        "         ▓ 1",
    ]


def test_a_tree_is_set_in() -> None:
    lines = drawn(chart([("Top", (2,)), ("Below", (1,))], levels=(0, 1)))
    assert lines == ["Below  █ 1"]  # what is the sum of others would hide them


def test_a_long_name_is_cut_so_that_the_bars_stay_below_each_other() -> None:
    name = "Phòng Xây dựng, kiểm tra và theo dõi thi hành pháp luật"
    lines = drawn(chart([(name, (1,)), ("B", (1,))]))
    assert lines[0].startswith(f"{name[: bars.NAME - 1]}…  █")
    assert lines[0].index("█") == lines[1].index("█") == bars.NAME + 2


def test_headings_within_a_table_are_not_drawn() -> None:
    table = chart([("A", (1,)), ("B", (2,))])
    headed = table._replace(lines=(Line((None, "Head"), "head"), *table.lines))
    assert drawn(headed) == drawn(table)


@pytest.mark.parametrize("table", [chart([]), chart([("A", (1,))])._replace(chart=None)])
def test_without_lines_or_without_a_chart_there_is_no_picture(table: Table) -> None:
    assert drawn(table) == []


def test_columns_without_a_tone_are_told_apart_as_well() -> None:
    table = chart([("A", (1, 2))])
    plain = table._replace(columns=tuple(column._replace(tone="") for column in table.columns))
    legend, line = drawn(plain)
    first, second = (part.split()[0] for part in legend.split("  "))
    assert first != second
    assert line == f"A  {first}{second * 2} 3"


def test_a_name_cannot_steer_the_terminal() -> None:
    (line,) = drawn(chart([("Phòng\x1b[2J\u202e A", (1,))]))
    assert re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", line) is None


@given(COUNTS)
def test_every_piece_is_in_proportion_and_the_whole_fits(counts: list[tuple[int, ...]]) -> None:
    legend, *lines = drawn(chart([(f"Phòng {n}", row) for n, row in enumerate(counts)]))
    assert len({piece for piece in legend if piece in PIECES}) == 5  # each told apart without colour
    most = max(map(sum, counts))
    scale = min(1.0, bars.LONGEST / most) if most else 0.0
    for row, line in zip(counts, lines, strict=True):
        _name, bar, number = re.fullmatch(r"(Phòng \d)  ([█▓▒X·]*) ([\d,]+)", line).groups()  # type: ignore[union-attr]
        assert int(number.replace(",", "")) == sum(row)
        for piece, count in zip(PIECES, row, strict=True):
            assert bool(count) == (piece in bar)
            assert abs(bar.count(piece) - count * scale) <= 1
        assert "".join(sorted(bar, key=PIECES.index)) == bar
        assert cell_len(line) <= 80


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=10))
def test_a_larger_count_never_has_a_shorter_bar(counts: list[int]) -> None:
    lines = drawn(chart([(f"{n}", (count,)) for n, count in enumerate(counts)], "bars"))
    lengths = [line.count("█") for line in lines]
    for (a, x), (b, y) in pairwise(sorted(zip(counts, lengths, strict=True))):
        assert x <= y, (a, b)
    assert max(lengths) <= bars.LONGEST
