"""The key of a form: what is written is read again, and what was changed is no key; the words in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli import i18n
from tuphap_cli.domain.periods import Period, PeriodKind
from tuphap_cli.forms import form_columns
from tuphap_cli.forms.form_columns import FormColumn, FormState
from tuphap_cli.forms.form_key import FormKey, KeyRow, cells, read_key, words_sum
from tuphap_cli.i18n import _

TEXTS = st.text("aạBđĐ19Q-/", min_size=1, max_size=6)
ROWS = st.builds(
    KeyRow,
    st.integers(1, 10**6),
    st.sampled_from(["", "Q1", "T5/2022", "2021-06-30"]),
    st.integers(1, 99),
    TEXTS,
)
KEYS = st.builds(
    FormKey,
    TEXTS,
    TEXTS,
    st.just("decree09"),
    st.builds(Period, st.sampled_from(PeriodKind), st.just(1), st.integers(2000, 2100)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 10**6),
    st.lists(ROWS, max_size=4).map(tuple),
)


@given(KEYS, st.booleans())
def test_what_is_written_is_read_again(key: FormKey, padded: bool) -> None:
    """Programs add blank cells and rows."""
    rows = [(*row, "", "") if padded else row for row in cells(key)]
    assert read_key([*rows, ("", "")] if padded else rows) == key


@given(KEYS, st.data())
def test_a_cell_that_was_changed_is_no_key(key: FormKey, data: st.DataObject) -> None:
    rows = [list(row) for row in cells(key)]
    row = data.draw(st.integers(0, len(rows) - 1))
    cell = data.draw(st.integers(0, len(rows[row]) - 1))
    rows[row][cell] += "x"
    assert read_key(rows) is None


@given(KEYS, st.data())
def test_a_row_that_was_taken_out_is_no_key(key: FormKey, data: st.DataObject) -> None:
    rows = cells(key)
    del rows[data.draw(st.integers(0, len(rows) - 1))]
    assert read_key(rows) is None


def test_the_row_of_a_task_with_one_or_several_occurrences() -> None:
    rows = (KeyRow(1, "", 1, "a"), KeyRow(2, "Q1", 1, "b"), KeyRow(2, "Q2", 1, "b"), KeyRow(3, "T5", 1, "c"))
    key = FormKey("o", "HCTP", "decree09", Period(PeriodKind.QUARTER, 3, 2021), date(2021, 7, 9), 9, rows)
    assert [key.row(1, ""), key.row(2, "q2"), key.row(3, "")] == [rows[0], rows[2], rows[3]]
    assert [key.row(2, ""), key.row(2, "Q3"), key.row(1, "Q1"), key.row(9, "")] == [None] * 4


def test_line_breaks_and_blanks_do_not_change_the_words() -> None:
    assert words_sum("Rà soát\nSản phẩm: Báo cáo") == words_sum(" Rà soát  Sản phẩm: Báo cáo ")
    assert words_sum("Rà soát") != words_sum("Kiểm tra")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_drawn_is_read_in_either_language(language: str) -> None:
    i18n.use(language)
    drawn = {column: _(heading) for column, heading in form_columns.HEADINGS.items()}
    labels = [_(label) for label in (form_columns.REPORT_NUMBER, form_columns.REPORT_DAY)]
    states = {state: _(word) for state, word in form_columns.STATES.items()}
    i18n.use("en" if language == "vi" else "vi")
    assert {column: form_columns.column_of(text) for column, text in drawn.items()} == {c: c for c in FormColumn}
    assert [form_columns.label_of(text) for text in labels] == [
        (form_columns.REPORT_NUMBER, ""), (form_columns.REPORT_DAY, ""),
    ]  # fmt: skip
    assert {state: form_columns.state_of(text) for state, text in states.items()} == {s: s for s in FormState}
