"""Rows as an examination names them, in the office's words."""

from __future__ import annotations

import pytest

from tuphap_cli import i18n
from tuphap_cli.store.row_words import row_in_words


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("task 2", "nhiệm vụ 2"),
        ("task -5", "nhiệm vụ -5"),  # what another program has written
        ("task_support 2/5", "đơn vị phối hợp 2/5"),
        ("word_block", "bảng tra từ"),
        ("so.db", "so.db"),
        ("folder 2", "folder 2"),
    ],
)
def test_a_row_is_named_in_the_offices_words(named: str, said: str) -> None:
    i18n.use("vi")
    assert i18n.show(row_in_words(named)) == said
