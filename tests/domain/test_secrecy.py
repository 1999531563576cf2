"""Markings of State secrecy are found where they mark, and not where the words only occur."""

from __future__ import annotations

import unicodedata

import pytest

from tuphap_cli.domain import secrecy


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("Kế hoạch công tác (MẬT)", "MẬT"),
        ("Báo cáo [TỐI MẬT] quý II", "TỐI MẬT"),
        ("Kế hoạch – MẬT", "MẬT"),
        ("MẬT: Phương án bảo vệ", "MẬT"),
        ("25/QĐ-STP\nMẬT\nPhương án", "MẬT"),
        ("Độ mật: tối mật", "TỐI MẬT"),
        ("Rà soát phương án (Mật)", "MẬT"),
        ("Rà soát [Tối mật] phương án", "TỐI MẬT"),
        ("độ mật - Mật", "MẬT"),
        ("ĐỘ MẬT – TUYỆT MẬT", "TUYỆT MẬT"),
        (unicodedata.normalize("NFD", "Phương án (TUYỆT MẬT)"), "TUYỆT MẬT"),
    ],
)
def test_a_marking_is_found(text: str, found: str) -> None:
    assert secrecy.marking(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kế hoạch bảo vệ bí mật nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Quy chế bảo mật thông tin",
        "Tuyên truyền Luật Bảo vệ bí mật nhà nước (sửa đổi)",
        "Mật ong và sản phẩm nông nghiệp",
        "Kế hoạch (mật)",
        "MẬT ĐỘ xây dựng",
        "độ mật độ",
    ],
)
def test_the_words_alone_are_no_marking(text: str) -> None:
    assert secrecy.marking(text) is None
