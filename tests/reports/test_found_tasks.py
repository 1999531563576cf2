"""Tasks found by words: their order, held against the rule said plainly, and the rows read in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import TODAY, Clerk
from tuphap_cli.reports import found_tasks
from tuphap_cli.store.read import queries
from tuphap_cli.store.read.search import Hit, Sought
from tuphap_cli.text import shadow

_texts = st.lists(st.sampled_from(["Hộ", "tịch", "hồ", "sơ", "hoà", "II.3", "kế-hoạch", ""]), max_size=5).map(
    " ".join
)
_sought = st.lists(st.sampled_from(["ho", "tich", "h", "so", "hoa giai", "ke hoach", "2"]), min_size=1, max_size=4)


@st.composite
def _hits(draw: st.DrawFn) -> list[Hit]:
    parts = draw(st.lists(st.tuples(_texts, _texts, _texts), max_size=8))
    return [
        Hit(number, title, group, shadow([title, product, group]))
        for number, (title, product, group) in enumerate(parts, start=1)
    ]


def _points(hit: Hit, sought: Sought) -> tuple[float, ...]:
    """What a task is ranked by, more before less: all words before some, their best places, all in a row, early."""
    title, group = shadow([hit.title]), shadow([hit.group_title])
    own = hit.shadow.replace(group, " ") if group.strip() else hit.shadow
    places = ((title, 8, 4), (own, 6, 3), (group, 2, 1))
    weight = 0
    for word in sought.words:
        weight += max(
            whole if f" {word} " in text else part if f" {word}" in text else 0 for text, whole, part in places
        )
    phrase = " ".join(sought.words)
    weight += 6 * (phrase in title) + 6 * (phrase in own)
    inside = sum(f" {word}" in hit.shadow for word in sought.words)
    anywhere = sum(word in hit.shadow for word in sought.words)
    return inside, weight, anywhere, -hit.shadow.find(phrase), -hit.task


@given(_hits(), _sought)
def test_the_order_is_that_of_the_rule_said_plainly(hits: list[Hit], typed: list[str]) -> None:
    sought = Sought.typed(typed)
    by_rule = sorted(hits, key=lambda hit: _points(hit, sought), reverse=True)
    assert found_tasks.ranked(hits, sought) == [hit.task for hit in by_rule if _points(hit, sought)[2]]


def test_rows_come_in_the_order_in_which_their_tasks_are_named(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = clerk.decision()
    first, second, third = (clerk.task(plan, title, due=TODAY) for title in ("Một", "Hai", "Ba"))
    monkeypatch.setattr(queries, "FEW", 2)
    rows = queries.rows_of(clerk.register.connection, TODAY, [third, first, second])
    assert [row.title for row in rows] == ["Ba", "Một", "Hai"]
