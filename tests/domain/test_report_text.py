"""The file in which the written parts of a report are edited: out and in, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain.report_text import BadTextFile, EditedText, TextPart, read_file, written_file

LINES = st.lists(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20), max_size=4)


def plain(lines: list[str]) -> str:
    return "\n".join(line for line in lines if not line.startswith("## ")).strip()


@given(st.dictionaries(st.sampled_from(list(TextPart)), st.tuples(LINES, st.integers(0, 9))))
def test_what_was_written_is_read_again(given_: dict[TextPart, tuple[list[str], int]]) -> None:
    texts = {part: EditedText(plain(lines), version) for part, (lines, version) in given_.items()}
    file = written_file("Báo cáo", "Viết vào dưới", {part: ("Tên [phần]", text) for part, text in texts.items()})
    assert read_file(file) == texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# Báo cáo\n\n> ghi chú\n", {}),
        ("## [han-che]\nChậm.", {TextPart.LIMITS: EditedText("Chậm.")}),
        ("## Hạn chế [han-che 3]\n\n- Một\n\n- Hai\n", {TextPart.LIMITS: EditedText("- Một\n\n- Hai", 3)}),
        ("## Hạn chế [han-che 3]\n### phụ\n", {TextPart.LIMITS: EditedText("### phụ", 3)}),
    ],
)
def test_what_is_read(text: str, expected: dict[TextPart, EditedText]) -> None:
    assert read_file(text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Lạc chỗ", 1),
        ("# Báo cáo\n\nLạc chỗ", 3),
        ("## Hạn chế\nChậm.", 1),
        ("## Hạn chế [khac]\nChậm.", 1),
        ("## [han-che]\nMột\n## [han-che]\nHai", 3),
    ],
)
def test_what_stands_under_no_part_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(BadTextFile) as caught:
        read_file(text)
    assert caught.value.line == line
