"""The page: it holds the report's figures, its bars are as long as these, it loads nothing and no text acts in it."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from tests.support.registers import TODAY, Clerk, day
from tests.support.rich_report import DAY, periods, rich, units
from tuphap_cli import i18n
from tuphap_cli.render import pictures
from tuphap_cli.render.cells import shown
from tuphap_cli.render.html import as_html
from tuphap_cli.reports import overdue
from tuphap_cli.reports.base import Chart, Column, Line, Report, Share, Table

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "{% raw %}", "</title><b>", "&lt;",
    "' onmouseover='x", "]]>", "javascript:alert(1)",
)  # fmt: skip


class Page(HTMLParser):
    """What a browser would see: the elements with their attributes, and the texts of the cells by row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.texts: list[str] = []
        self.sorts: list[str] = []
        self._cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.sorts.append(dict(attrs).get("data-sort") or "")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._cell:
            self.rows[-1][-1] += data

    def of(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of the elements ``tag`` that have the ``wanted`` ones."""
        return [found for name, found in self.tags if name == tag and wanted.items() <= found.items()]


def report(*tables: Table, **other: object) -> Report:
    whole: dict[str, object] = {"schema": "test/1", "as_of": DAY, "rows": [], "title": "Báo cáo", "tables": tables}
    return Report(**(whole | other))  # type: ignore[arg-type]


def test_every_line_stands_on_the_page_as_it_is_shown() -> None:
    page = Page(as_html(rich()))
    for table in rich().tables:
        if not table.headed or not table.lines:
            continue
        assert [column.heading for column in table.columns] in page.rows
        for line in table.lines:
            cells = [shown(cell) for cell in line.cells]
            whole = cells + [""] * (len(table.columns) - len(cells))
            assert ([" ".join(filter(None, cells))] if line.tone == "head" else whole) in page.rows
        if table.footer:
            footer = [shown(cell) for cell in table.footer]
            assert footer + [""] * (len(table.columns) - len(footer)) in page.rows


def test_a_report_of_the_register_stands_on_the_page(clerk: Clerk) -> None:
    clerk.task(clerk.decision(), "Rà soát văn bản", unit=clerk.unit("VP", "Văn phòng Sở"), due=day("30/6"))
    page = Page(as_html(overdue.overdue_report(clerk.register.connection, TODAY)))
    assert ["Văn phòng Sở (1)"] in page.rows
    assert page.rows[-1] == ["1", "1", "Rà soát văn bản", "25/QĐ-STP", "VP", "30/06/2021", "9", "not\nbegun", ""]
    assert "2021-06-30" in page.sorts


def test_tables_tell_what_their_headings_and_names_are() -> None:
    page = Page(as_html(rich()))
    tables = [table for table in rich().tables if table.headed and table.lines]
    assert len(page.of("caption")) == len(page.of("thead")) == len(tables)
    assert len(page.of("tfoot")) == sum(bool(table.footer) for table in tables)
    assert len(page.of("th", scope="col")) == sum(len(table.columns) for table in tables)
    assert len(page.of("th", scope="rowgroup")) == 4
    assert page.of("html") == [{"lang": "en"}]
    assert len(page.of("section")) == len(rich().tables)
    assert [found["class"] for found in page.of("section") if found.get("class")] == ["annex wide", "annex"]


def test_a_table_that_is_a_tree_cannot_be_sorted() -> None:
    page = Page(as_html(rich()))
    assert len(page.of("table", **{"class": "sortable"})) == len(page.of("table")) - 1


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_comes_out_as_text(text: str) -> None:
    columns = (Column(text, flexible=True), Column(text, right=True, tone="bad"), Column("n", right=True))
    lines = (Line((text, 1, Share(2.0))), Line((text,), "head"), Line((text, 2, None), "bad"))
    chart = Chart("stacked", text, 0, (1, 2))
    table = Table(columns, lines, text, footer=(text, 3), part=text, intro=(text,), chart=chart, name=text)
    words = {"title": text, "heading": (text,), "closing": (text,), "mark": f"{text}1"}
    harmless = {"title": "x", "heading": ("x",), "closing": ("x",), "mark": "y"}
    page = Page(as_html(report(table, Table((), (), empty=text), **words)))
    plain = Page(as_html(report(table, Table((), (), empty="x"), **harmless)))
    assert [tag for tag, _found in page.tags] == [tag for tag, _found in plain.tags]
    assert page.rows.count([text]) == 1
    assert [text, "1", "2.00%"] in page.rows
    assert {"script", "style"} == {tag for tag, _found in page.tags if tag in {"script", "style", "img", "b"}}
    assert not [name for _tag, found in page.tags for name in found if name.startswith("on")]


def test_what_turns_the_writing_round_does_not_come_in() -> None:
    made = as_html(report(title="a\u202eb\x1b[31mc", mark="x\u2066y"))
    assert "<h1>abc</h1>" in made
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", made)


def test_the_page_may_do_nothing_but_its_own_script_and_style() -> None:
    made = as_html(rich())
    page = Page(made)
    (policy,) = page.of("meta", **{"http-equiv": "Content-Security-Policy"})
    for tag, kind in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in str(policy["content"])
    assert str(policy["content"]).startswith("default-src 'none'")
    # A style attribute would be refused, and so is not there.
    assert not [found for _tag, found in page.tags if {"style", "src", "href"} & found.keys()]
    assert not re.search(r"url\((?!#)|@import|https?://", made)


# -- charts --------------------------------------------------------------------------------------------------


def lengths(drawn: pictures.ChartPicture, *, upright: bool = False) -> list[float]:
    return [float((bar.height if upright else bar.width).rstrip("%")) for bar in drawn.bars]


def test_bars_are_as_long_as_their_figures() -> None:
    table = units()
    drawn = pictures.picture(table)
    assert drawn is not None
    figures = [int(str(line.cells[i])) for line in table.lines for i in range(3, 8) if line.cells[i]]
    longest = max(sum(int(str(line.cells[i])) for i in range(3, 8)) for line in table.lines)
    assert lengths(drawn) == pytest.approx([100 * figure / longest for figure in figures], abs=0.01)
    assert [bar.tone for bar in drawn.bars[:5]] == ["good", "warn", "calm", "bad", "pale"]


def test_the_pieces_of_a_bar_stand_one_behind_the_other() -> None:
    drawn = pictures.picture(units())
    assert drawn is not None
    ends: dict[str, float] = {}
    for bar in drawn.bars:
        assert float(bar.x[:-1]) == pytest.approx(ends.get(bar.y, 0.0), abs=0.03)
        ends[bar.y] = float(bar.x[:-1]) + float(bar.width[:-1])
    assert max(ends.values()) == pytest.approx(100, abs=0.03)


def test_columns_are_as_high_as_their_figures_and_bear_them() -> None:
    drawn = pictures.picture(periods())
    assert drawn is not None
    figures = [1284, 1620, 1010, 1438, 60, 28]
    assert lengths(drawn, upright=True) == pytest.approx([170 * figure / 1620 for figure in figures], abs=0.06)
    assert [word.text for word in drawn.words if word.kind == "above"] == [shown(figure) for figure in figures]
    assert [tone for tone, _meaning in drawn.legend] == ["calm", "plain"] or drawn.legend[0][0] != drawn.legend[1][0]


def test_every_figure_of_a_chart_is_written_in_its_bar_or_below_it() -> None:
    drawn = pictures.picture(units())
    assert drawn is not None
    written = " ".join(word.text for word in drawn.words if word.kind in {"inside", "note"})
    for bar in drawn.bars:
        assert bar.hint in written or bar.hint.rpartition(": ")[2] in written


def test_a_chart_is_told_to_who_does_not_see_it() -> None:
    made = as_html(report(units()))
    page = Page(made)
    (drawn,) = page.of("svg", role="img")
    for name in str(drawn["aria-labelledby"]).split():
        assert page.of("title", id=name) or page.of("desc", id=name)
    assert "Shows: Hoàn thành đúng hạn, " in made


@pytest.mark.parametrize("kind", ["stacked", "columns", "bars"])
@pytest.mark.parametrize("value", [0, None, -3, Share(None), "–", date(2021, 1, 1)])
def test_a_chart_of_nothing_is_drawn_without_bars(kind: str, value: object) -> None:
    columns = (Column("a", flexible=True), Column("b", right=True))
    table = Table(columns, (Line(("x", value)), Line(("y",))), chart=Chart(kind, "t", 0, (1,)))  # type: ignore[arg-type]
    drawn = pictures.picture(table)
    assert drawn is not None
    assert {float(length) for length in lengths(drawn, upright=kind == "columns")} <= {0.0}


def test_a_table_without_lines_has_its_sentence_and_no_chart() -> None:
    empty = Table((Column("a"), Column("b")), (), empty="Không có.", chart=Chart("bars", "t", 0, (1,)))
    page = Page(as_html(report(empty)))
    assert "Không có." in page.texts
    assert not page.of("svg")
    assert not page.of("table")


@pytest.mark.parametrize("made", [report(title=""), report(), report(Table((), ()))])
def test_an_empty_report_is_a_page_too(made: Report) -> None:
    assert as_html(made).rstrip().endswith("</html>")


def test_the_page_speaks_the_language_in_use() -> None:
    i18n.use("vi")
    made = as_html(rich())
    assert '<html lang="vi">' in made
    assert '<td class="right" data-sort="1312">1.312</td>' in made


def test_the_same_report_gives_the_same_page() -> None:
    assert as_html(rich()) == as_html(rich())


def test_a_long_name_below_a_column_is_cut_after_three_lines() -> None:
    columns = (Column("a", flexible=True), Column("b", right=True))
    table = Table(columns, (Line(("Phòng Xây dựng và kiểm tra văn bản quy phạm pháp luật", 1)),),
                  chart=Chart("columns", "t", 0, (1,)))  # fmt: skip
    drawn = pictures.picture(table)
    assert drawn is not None
    ticks = [word.text for word in drawn.words if word.kind == "tick"]
    assert len(ticks) == 3
    assert ticks[-1].endswith("…")


def test_words_in_a_narrow_column_do_not_stand_below_one_another_on_paper() -> None:
    columns = (Column("Nhiệm vụ", flexible=True), Column("Số hiệu"), Column("Tình trạng"), Column("Ngày", right=True))
    line = Line(("Rà soát văn bản", "45/BC-STP", "đang thực hiện trong hạn", 5))
    text = as_html(report(Table(columns, (line,))))
    cells = [(attrs.get("class") or "").replace(" fact", "") for attrs in Page(text).of("td")]
    assert cells == ["whole", "words", "right"]
    paper = text.partition("@media print")[2]
    assert re.search(r"td\.words { min-width: 2\.\d+cm; }", paper)


def test_an_overlong_word_is_broken_and_no_other() -> None:
    address = "https://dichvucong.example.vn/thu-tuc/ho-tich/2021"
    lines = (Line((f"Xem {address}", 1)), Line(("Rà soát văn bản quy phạm pháp luật, nghiêng", 2)))
    text = as_html(report(Table((Column("Nhiệm vụ", flexible=True), Column("Số", right=True)), lines)))
    cells = [attrs.get("class") or "" for attrs in Page(text).of("th", scope="row")]
    assert cells == ["long", ""]
    assert ".long { overflow-wrap: anywhere; }" in text


def test_lists_become_cards_on_a_telephone_and_each_value_has_its_heading() -> None:
    columns = (Column("No.", right=True), Column("Task", flexible=True), Column("Due"), Column("Late", right=True))
    listed = Table(columns, (Line((1, "Rà soát", TODAY, 9), "bad"),), legend=(("bad", "overdue"),))
    figures = Table(columns, (Line((1, "Rà soát", TODAY, 9)),), footer=(None, "Total", None, 9))
    page = Page(as_html(Report("", TODAY, [], tables=(listed, figures))))
    assert [found.get("class") for found in page.of("table")] == ["cards", None]
    labelled = [(found["data-label"], found["class"]) for found in page.of("td") if "data-label" in found]
    assert [label for label, _look in labelled] == ["No.", "Due", "Late"]
    assert ["before" in (look or "") for _label, look in labelled] == [True, False, False]
    assert ["fact" in (look or "") for _label, look in labelled] == [False, True, True]
    assert [found["class"] for found in page.of("li")] == ["bad"]
