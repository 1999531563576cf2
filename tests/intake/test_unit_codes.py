"""The codes that are proposed for new units: short, as offices write them, and each of one unit only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain.draft import KnownUnit
from tuphap_cli.intake.unit_names.unit_codes import proposed_codes, short_code
from tuphap_cli.text import fold

CODES = {
    "Phòng Hành chính tư pháp": "PHCTP",
    "Sở Khoa học và Công nghệ": "SKHCN",
    "Phòng PBGDPL": "PBGDPL",
    "Phòng Tư pháp TP Bạc Liêu": "PTPTPBL",
    "Phòng Tài chính, Kế hoạch và Quản lý tài sản công của tỉnh": "TCKHQL",
    "Phòng QLĐĐMT&PCTTCN": "QLDDMT",
    "Phòng Quản lý khai thác công trình thủy lợi": "QLKTCT",
    "...": "DV",
}


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_a_code_is_made_of_initials_and_never_long(name: str, code: str) -> None:
    assert short_code(name) == code
    assert len(code) <= 8


def test_a_clash_is_solved_by_a_longer_code_and_the_shorter_one_is_named() -> None:
    codes = proposed_codes(["Phòng Hoa", "Phòng Hình", "Phòng Hình sự", "Ph"], [KnownUnit("PHS", "Phòng Hộ sinh")])
    assert {name: (found.code, found.taken) for name, found in codes.items()} == {
        "Phòng Hoa": ("PHO", "PH"),
        "Phòng Hình": ("PHI", "PH"),
        "Phòng Hình sự": ("PHSU", "PHS"),
        "Ph": ("P", ""),
    }


NAMES = st.lists(st.text("PhòngHìa abABĐ1&.", min_size=1, max_size=12).filter(fold), unique_by=fold, max_size=12)


@given(NAMES, NAMES)
def test_no_code_is_what_another_unit_goes_by(names: list[str], known: list[str]) -> None:
    taken = {fold(name) for name in known}
    new = [name for name in names if fold(name) not in taken]
    codes = proposed_codes(new, [KnownUnit(f"K{n}", name) for n, name in enumerate(known)])
    folded = [fold(codes[name].code) for name in new]
    assert len(set(folded)) == len(new)
    for name, code in zip(new, folded, strict=True):
        assert code not in (taken | set(map(fold, new))) - {fold(name)}
        assert code not in {fold(f"K{n}") for n in range(len(known))}
