"""The journal's chain: any change to any entry shows in its own hash and in all that follow."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain import journal

ENTRY = journal.Entry(1, "2021-07-09T01:02:03.004+00:00", "văn thư", "task done", "17", '[["progress",1,null,{}]]')
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def test_the_hash_is_sha_256_over_the_previous_hash_and_the_fields() -> None:
    text = (
        "0" * 64 + "\n" + '[1,"2021-07-09T01:02:03.004+00:00","văn thư","task done","17",'
        '"[[\\"progress\\",1,null,{}]]"]'
    )
    assert journal.chain(journal.GENESIS, ENTRY) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "changed",
    [
        replace(ENTRY, seq=2),
        replace(ENTRY, at="2021-07-09T01:02:03.005+00:00"),
        replace(ENTRY, actor="khác"),
        replace(ENTRY, command="task start"),
        replace(ENTRY, summary="18"),
        replace(ENTRY, changes="[]"),
        replace(ENTRY, actor="văn thư,task", command="done"),
    ],
)
def test_every_field_counts(changed: journal.Entry) -> None:
    assert journal.chain(journal.GENESIS, changed) != journal.chain(journal.GENESIS, ENTRY)


def test_the_entry_before_counts() -> None:
    assert journal.chain("1" * 64, ENTRY) != journal.chain(journal.GENESIS, ENTRY)


@given(VALUES)
def test_the_canonical_form_keeps_the_value(value: object) -> None:
    assert json.loads(journal.canonical(value)) == value


@given(st.dictionaries(st.text(max_size=5), st.integers(), min_size=2, max_size=5))
def test_the_canonical_form_has_one_spelling(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))
    assert journal.canonical(turned) == journal.canonical(value)


def test_the_canonical_form_has_no_blanks_and_keeps_letters() -> None:
    assert journal.canonical({"b": [1, "Đôn đốc"], "a": None}) == '{"a":null,"b":[1,"Đôn đốc"]}'
