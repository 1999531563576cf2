"""Numbers of documents as they are really typed."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain import numbers


@pytest.mark.parametrize(
    ("typed", "text", "kind", "issuer"),
    [
        ("25/QĐ-STP", "25/QĐ-STP", "QĐ", "STP"),
        ("08/KH-UBND", "08/KH-UBND", "KH", "UBND"),
        ("148/TTr-STP", "148/TTr-STP", "TTr", "STP"),
        ("326/TB-TTHĐND", "326/TB-TTHĐND", "TB", "TTHĐND"),
        ("1445/UBND-NCPC", "1445/UBND-NCPC", "", "UBND-NCPC"),
        ("473/STP-PBGDPL", "473/STP-PBGDPL", "", "STP-PBGDPL"),
        ("2251/SNV-CCHC&PC", "2251/SNV-CCHC&PC", "", "SNV-CCHC&PC"),
        ("35/2022/QĐ-UBND", "35/2022/QĐ-UBND", "QĐ", "UBND"),
        ("09/2019/NĐ-CP", "09/2019/NĐ-CP", "NĐ", "CP"),
        ("64/2025/QH15", "64/2025/QH15", "", "QH15"),
        ("80-KL/TW", "80-KL/TW", "KL", "TW"),
        ("57-NQ/TW", "57-NQ/TW", "NQ", "TW"),
        ("57-NQ/TW/BCT", "57-NQ/TW/BCT", "NQ", "TW/BCT"),
        ("12a/QyĐ-STP", "12a/QyĐ-STP", "QyĐ", "STP"),
    ],
)
def test_usual_numbers_are_read_in_their_parts(typed: str, text: str, kind: str, issuer: str) -> None:
    read = numbers.parse_number(typed)
    assert (read.text, read.kind, read.issuer, read.odd) == (text, kind, issuer, None)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("159 /KH-SGDĐT", "159/KH-SGDĐT"),
        (" 25 / QĐ - STP ", "25/QĐ-STP"),
        ("25/QĐ – STP", "25/QĐ-STP"),
        ("25/QĐ—STP.", "25/QĐ-STP"),
        ("25/QÐ-STP", "25/QĐ-STP"),
        (unicodedata.normalize("NFD", "11/NQ-HĐTVỦ"), "11/NQ-HĐTVỦ"),
        ("Số: 25/QĐ-STP", "25/QĐ-STP"),
        ("SỐ 25/QĐ-STP;", "25/QĐ-STP"),
        ("so. 25/QĐ-STP", "25/QĐ-STP"),
    ],
)
def test_slips_of_typing_are_mended_without_a_remark(typed: str, shown: str) -> None:
    read = numbers.parse_number(typed)
    assert (read.text, read.odd) == (shown, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("4155QĐ/ BTP", "usual form"),
        ("1961/QĐUBND", "dash"),
        ("25/QĐ", "dash"),
        ("không số", "usual form"),
        ("25", "usual form"),
        ("", "usual form"),
    ],
)
def test_odd_numbers_are_kept_with_a_remark_and_never_refused(typed: str, words: str) -> None:
    read = numbers.parse_number(typed)
    assert read.odd is not None
    assert words in str(read.odd)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4155QĐ/ BTP", "4155/QĐ-BTP"),
        ("1961/QĐUBND", "1961/QĐ-UBND"),
        ("08/KH-UBND", "8/kh-ubnd"),
        ("25/QĐ-STP", "25/QD-STP"),
        ("25/QÐ-STP", "số 25/QĐ-STP"),
    ],
)
def test_spellings_of_one_number_compare_equal(one: str, other: str) -> None:
    assert numbers.parse_number(one).key == numbers.parse_number(other).key


@pytest.mark.parametrize("other", ["26/QĐ-STP", "250/QĐ-STP", "25/KH-STP", "25/QĐ-SNV", "25/2021/QĐ-STP"])
def test_other_numbers_compare_different(other: str) -> None:
    assert numbers.parse_number("25/QĐ-STP").key != numbers.parse_number(other).key


def test_a_bare_kind_is_recognised_and_a_kind_keeps_its_usual_capitals() -> None:
    assert numbers.parse_number("25/qđ-STP").kind == "QĐ"
    assert (numbers.parse_number("25/QĐ").kind, numbers.parse_number("25/QĐ").issuer) == ("QĐ", "")


@given(st.text(max_size=40))
def test_any_text_gives_a_number_in_nfc_whose_spelling_is_stable(text: str) -> None:
    """Reading what was shown gives the same number again."""
    read = numbers.parse_number(text)
    again = numbers.parse_number(read.text)
    assert unicodedata.is_normalized("NFC", read.text)
    assert again.key == read.key


@given(st.integers(1, 9999), st.sampled_from(sorted(numbers.KINDS)), st.sampled_from(["STP", "UBND", "HĐND", "BTP"]))
def test_every_kind_of_the_decree_is_read_back(ordinal: int, kind: str, issuer: str) -> None:
    read = numbers.parse_number(f"{ordinal}/{kind}-{issuer}")
    assert (read.kind, read.issuer, read.odd) == (kind, issuer, None)


@pytest.mark.parametrize(
    ("typed", "number", "when", "item"),
    [
        ("25/QĐ-STP", "25/QĐ-STP", "", None),
        ("25/QĐ-STP@2021", "25/QĐ-STP", "2021", None),
        ("25/QĐ-STP@2021:II.3", "25/QĐ-STP", "2021", "II.3"),
        (" 25/QĐ-STP : 7 ", "25/QĐ-STP", "", "7"),
        ("25/QĐ-STP:", "25/QĐ-STP", "", None),
        ("25/QĐ-STP@21", "25/QĐ-STP", "21", None),
        ("Số: 25/QĐ-STP:II.3", "25/QĐ-STP", "", "II.3"),
        ("80-KL/TW:1", "80-KL/TW", "", "1"),
    ],
)
def test_a_reference_names_number_year_and_item(typed: str, number: str, when: str, item: str | None) -> None:
    read = numbers.reference(typed)
    assert (read.number.text, read.when, read.item) == (number, when, item)


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("25/QĐ-STP", True),
        ("25/QĐ-STP@2021", True),
        ("25/QĐ-STP@2021-02-26", True),
        ("25/QĐ-STP@2020", False),
        ("25/QĐ-STP@2021-02-27", False),
        ("25/QĐ-STP@21", False),
    ],
)
def test_a_reference_fits_any_day_its_year_or_its_very_day(typed: str, fits: bool) -> None:
    assert numbers.reference(typed).fits(date(2021, 2, 26)) is fits
