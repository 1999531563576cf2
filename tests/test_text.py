"""Cleaning at the door, the folded shadow, and Vietnamese order."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli import text

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
WORDS = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "  .-/0123456789"), max_size=30)
# Letters, marks, and all that must not get in, also halves of surrogate pairs from a broken command line.
HOSTILE = st.text(
    st.sampled_from("aeĐđÐ \n\r\t\x00\x07\x1b\x7f\x85[]m;\u200b\u200e\u202e\u2066\u0301\u0302\u0323\xa0\u3000\ud800")
    | st.characters(),
    max_size=30,
)


DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def unwanted(cleaned: str) -> list[str]:
    """Control characters, halves of surrogate pairs, direction characters and invisible ones."""
    return [
        c
        for c in cleaned
        if unicodedata.category(c) in {"Cc", "Cs"}
        or unicodedata.bidirectional(c) in DIRECTIONS
        or c in "\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad"
    ]


@given(HOSTILE)
def test_cleaned_text_is_nfc_without_control_or_direction_characters(value: str) -> None:
    for cleaned in (text.clean(value), *text.clean_lines(value).split("\n")):
        assert unicodedata.is_normalized("NFC", cleaned)
        assert unwanted(cleaned) == []
        assert cleaned == cleaned.strip()
        cleaned.encode("utf-8")


@given(HOSTILE)
def test_cleaning_twice_changes_nothing_more(value: str) -> None:
    assert text.clean(text.clean(value)) == text.clean(value)
    assert text.clean_lines(text.clean_lines(value)) == text.clean_lines(value)


@given(WORDS)
def test_plain_vietnamese_text_loses_only_spare_blanks(value: str) -> None:
    assert text.clean(value) == " ".join(value.split())
    assert text.clean(unicodedata.normalize("NFD", value)) == text.clean(value)


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("Đôn đốc \x1b[31mđỏ\x1b[0m", "Đôn đốc đỏ"),
        ("a\x1b]0;tiêu đề\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\b", "ab"),
        ("a\x1bMb", "ab"),
        ("mã\u202e lệnh\u202c", "mã lệnh"),
        ("Quyết\u00a0định\u202f25", "Quyết định 25"),
        ("QÐ-STP, ðã", "QĐ-STP, đã"),
        ("soft\u00adhyphen, zero\u200bwidth, \ufeffmark", "softhyphen, zerowidth, mark"),
        ("  nhiều \t khoảng   trắng ", "nhiều khoảng trắng"),
        ("một\r\nhai\rba\u2028bốn\u2029năm", "một hai ba bốn năm"),
        ("e\u200b\u0302\x00\u0301", "ế"),
        ("tên\udcff hỏng", "tên\ufffd hỏng"),
        ("", ""),
    ],
)
def test_clean_puts_one_clean_line(value: str, cleaned: str) -> None:
    assert text.clean(value) == cleaned


def test_lines_are_kept_where_they_are_wanted_and_empty_ones_dropped() -> None:
    assert text.clean_lines(" - một \r\n\r\n \t\n- hai\x00 ") == "- một\n- hai"


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        ("Đôn đốc", "don doc"),
        ("ĐÔN  ĐỐC", "don doc"),
        (unicodedata.normalize("NFD", "Đẩy mạnh tuyên truyền, phổ biến"), "day manh tuyen truyen, pho bien"),
        ("QÐ", "qd"),
        ("Hòa\u200b giải\u00a0ở cơ sở", "hoa giai o co so"),
        ("Trợ giúp pháp lý", "tro giup phap ly"),
        ("STRASSE ẞ", "strasse ss"),
        ("  ", ""),
    ],
)
def test_folding_drops_marks_case_and_spare_blanks(value: str, folded: str) -> None:
    assert text.fold(value) == folded


@given(WORDS)
def test_folding_vietnamese_leaves_ascii_and_does_not_see_the_form_of_unicode(value: str) -> None:
    folded = text.fold(value)
    assert folded.isascii()
    assert folded == folded.casefold()
    assert folded == text.fold(unicodedata.normalize("NFD", value)) == text.fold(value.upper())
    assert text.fold(folded) == folded


def test_words_are_the_folded_letters_and_digits() -> None:
    assert text.words("25/QĐ-STP: Hộ tịch, quốc_tịch (mới)") == [
        "25",
        "qd",
        "stp",
        "ho",
        "tich",
        "quoc",
        "tich",
        "moi",
    ]


def test_a_shadow_has_blanks_around_every_word_and_skips_empty_parts() -> None:
    assert text.shadow(["Hộ tịch", "", "II.3"]) == " ho tich ii 3 "


@given(st.lists(WORDS, max_size=4), st.data())
def test_every_word_of_a_part_is_found_whole_in_the_shadow(parts: list[str], data: st.DataObject) -> None:
    shadow = text.shadow(parts)
    for word in [word for part in parts for word in text.words(part)]:
        assert f" {word} " in shadow


@pytest.mark.parametrize(
    "ordered",
    [
        ["ba", "bà", "bả", "bã", "bá", "bạ", "bă", "bằ", "bâ", "bần"],
        ["Dân", "Dũng", "Đào", "Đặng", "Em"],
        ["oa", "ôa", "ơa", "ua", "ưa"],
        ["ma", "mà", "mang", "màng", "mạng"],
        ["Phòng 2", "Phòng 9", "Phòng 10", "Phòng A"],
        ["Hồng Dân", "Hồng Đức"],
        ["cơ quan", "cơquan"],
        ["", "a"],
    ],
)
def test_vietnamese_order_takes_letters_first_then_tones_and_numbers_as_numbers(ordered: list[str]) -> None:
    turned = ordered[::-1]
    assert sorted(turned, key=text.sort_key) == ordered


def test_the_units_of_a_department_stand_in_vietnamese_order() -> None:
    names = ["Văn phòng", "Thanh tra", "Phòng Đất đai", "Phòng Dân sự", "Trung tâm A", "Phòng Xây dựng"]
    assert sorted(names, key=text.sort_key) == [
        "Phòng Dân sự", "Phòng Đất đai", "Phòng Xây dựng", "Thanh tra", "Trung tâm A", "Văn phòng",
    ]  # fmt: skip


@given(WORDS)
def test_order_does_not_see_case_or_the_form_of_unicode(value: str) -> None:
    assert text.sort_key(value) == text.sort_key(value.upper()) == text.sort_key(unicodedata.normalize("NFD", value))


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert (text.sort_key(one) <= text.sort_key(other)) or (text.sort_key(other) <= text.sort_key(one))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://an:mat-khau@may-chu/so", "postgresql://…@may-chu/so"),
        ("postgresql://an:mat@khau/x@may-chu/so", "postgresql://…@may-chu/so"),
        ("postgresql://an@may-chu/so", "postgresql://an@may-chu/so"),
        ("postgresql+psycopg://quan-tri@/so?host=/tmp/x", "postgresql+psycopg://quan-tri@/so?host=/tmp/x"),
        ("postgresql://an:@may-chu/so", "postgresql://…@may-chu/so"),
        ("postgresql://an@may-chu/so?host=a@b", "postgresql://…@b"),
        ("postgresql://may-chu/so?user=an&password=mat-khau&sslmode=require",
         "postgresql://may-chu/so?user=an&password=…&sslmode=require"),
        ("postgresql://may-chu/so", "postgresql://may-chu/so"),
        ("/srv/so-nhiem-vu.db", "/srv/so-nhiem-vu.db"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert text.without_password(url) == shown
