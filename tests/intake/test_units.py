"""Texts of lead and supporting cells are parted where a person would part them, and matched to known units."""

from __future__ import annotations

import pytest

from tuphap_cli.domain.draft import KnownUnit
from tuphap_cli.intake.unit_names import unit_cells
from tuphap_cli.intake.unit_names.unitbook import UnitBook, initials_match, key, nearest

ONE = [
    "Sở Khoa học và Công nghệ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Lao động - Thương binh và Xã hội",
    "Ban Quản lý các Khu công nghiệp, khu kinh tế",
    "Các sở, ban, ngành",
    "Các phòng, đơn vị thuộc Sở",
    "UBND các huyện, thị xã, thành phố",
    "Các bộ, ngành, địa phương",
    "Các cơ quan, bộ, ngành và địa phương",
    "Sở, ban, ngành có liên quan",
    "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
    "Công an tỉnh (Phòng Cảnh sát hình sự; Phòng Tham mưu)",
    "Ban Chỉ huy Phòng thủ dân sự cấp tỉnh, cấp xã",
    "Các trường: Đại học, Cao đẳng, Trung cấp",
    "Thanh tra Sở",
    "Phòng Tư pháp các huyện, thị xã, thành phố",
    "Liên hiệp các Hội Khoa học và Kỹ thuật",
    "Trung tâm Trợ giúp pháp lý nhà nước",
    "Tập đoàn, doanh nghiệp công nghệ số",
    "SỞ TƯ PHÁP",
]


@pytest.mark.parametrize("text", ONE)
def test_one_unit_stays_one(text: str) -> None:
    assert unit_cells.split(text) == (text,)


SEVERAL = [
    ("Sở Nội vụ Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Sở Nội vụ; Sở Tài chính;", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Nội vụ, Công an tỉnh và các cơ quan liên quan", ["Sở Nội vụ", "Công an tỉnh", "các cơ quan liên quan"]),
    ("- Sở Nội vụ\n- Sở Tài chính.", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Nội vụ; các cơ quan, đơn vị\nliên quan", ["Sở Nội vụ", "các cơ quan, đơn vị liên quan"]),
    ("Sở Y tế và cơ quan, địa phương liên quan", ["Sở Y tế", "cơ quan, địa phương liên quan"]),
    ("Viện, Trường; Doanh nghiệp, Sở, ban, ngành", ["Viện, Trường", "Doanh nghiệp", "Sở, ban, ngành"]),
    ("Các sở, ban, ngành, UBND cấp xã", ["Các sở, ban, ngành", "UBND cấp xã"]),
    ("Các sở, ban, ngành; các tổ chức hội", ["Các sở, ban, ngành", "các tổ chức hội"]),
    ("STP, SNV, Công an tỉnh", ["STP", "SNV", "Công an tỉnh"]),
    ("P. HC&BTTP, Văn phòng, Thanh tra", ["P. HC&BTTP", "Văn phòng", "Thanh tra"]),
    ("sở Tư pháp, phòng Hành chính, đơn vị liên quan", ["sở Tư pháp", "phòng Hành chính", "đơn vị liên quan"]),
    ("Sở Nội vụ/Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Nội vụ. Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Nội vụ cùng Công an tỉnh", ["Sở Nội vụ", "Công an tỉnh"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), SEVERAL)
def test_several_units_are_parted(text: str, names: list[str]) -> None:
    assert list(unit_cells.split(text)) == names


LEADING = [
    (
        "Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ và Công an tỉnh",
        ["Sở Tư pháp"],
        ["Sở Nội vụ", "Công an tỉnh"],
        False,
    ),
    ("Chủ trì: Sở Tư pháp; Phối hợp: Sở Nội vụ", ["Sở Tư pháp"], ["Sở Nội vụ"], False),
    ("Sở Tư pháp (chủ trì), Sở Nội vụ (phối hợp)", ["Sở Tư pháp"], ["Sở Nội vụ"], False),
    ("Sở Tư pháp chủ trì", ["Sở Tư pháp"], [], False),
    (
        "Sở Tư pháp chủ trì tham mưu kế hoạch; Sở Nội vụ và các sở, ban, ngành chủ động tổ chức thực hiện",
        ["Sở Tư pháp", "Sở Nội vụ", "các sở, ban, ngành"],
        [],
        True,
    ),
    (
        "Sở Tư pháp tiến hành rà soát văn bản; các cơ quan khác rà soát phần mình được giao",
        ["Sở Tư pháp", "các cơ quan khác"],
        [],
        True,
    ),
    ("Sở Tư pháp với các văn bản chung; các sở với văn bản riêng", ["Sở Tư pháp", "các sở"], [], True),
    ("Các đơn vị thực hiện dự án đầu tư", ["Các đơn vị thực hiện dự án đầu tư"], [], False),
    (
        "Sở Nội vụ, các sở trong phạm vi nhiệm vụ của mình và các cơ quan khác",
        ["Sở Nội vụ", "các sở", "các cơ quan khác"],
        [],
        False,
    ),
    ("", [], [], False),
]


@pytest.mark.parametrize(("text", "leads", "supports", "sentence"), LEADING)
def test_who_leads(text: str, leads: list[str], supports: list[str], sentence: bool) -> None:
    found = unit_cells.named_units(text)
    assert (list(found.leads), list(found.supports), found.sentence) == (leads, supports, sentence)


KNOWN = (
    KnownUnit("HCBTTP", "Phòng Hành chính và Bổ trợ tư pháp"),
    KnownUnit("STP", "Sở Tư pháp"),
    KnownUnit("PBGD", "Phòng Phổ biến, giáo dục pháp luật", ("Phòng PBGDPL",)),
    KnownUnit("VP", "Văn phòng Sở"),
    KnownUnit("TGPL", "Trung tâm Trợ giúp pháp lý nhà nước"),
    KnownUnit("DONVI", "Các phòng, đơn vị thuộc Sở", (), "collective"),
    KnownUnit("VHTT", "Sở Văn hóa, Thể thao và Du lịch"),
    KnownUnit("HNV", "Hội Người viết"),
    KnownUnit("HNN", "Hội Nông dân Việt Nam"),
    KnownUnit("HNX", "Hội Nghề nghiệp Việt Nam"),
)
MATCHES = [
    ("HCBTTP", "HCBTTP"), ("P. HC&BTTP", "HCBTTP"), ("Phòng HC&BTTP", "HCBTTP"),
    ("phong hanh chinh va bo tro tu phap", "HCBTTP"), ("Sở TP", "STP"), ("Sở Tư pháp tỉnh Bạc Liêu", "STP"),
    ("P. PBGDPL", "PBGD"), ("Văn phòng", "VP"), ("TT TGPL nhà nước", "TGPL"), ("TT TGPLNN", "TGPL"),
    ("các Phòng, đơn vị thuộc Sở", "DONVI"), ("Sở Văn hoá Thể thao du lịch", "VHTT"), ("Sở VH,TT&DL", "VHTT"),
    ("Sở Tư pháp (Phòng Hành chính)", "STP"), ("Sở Nội vụ", None), ("", None), ("Hội NDVN", "HNN"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), MATCHES)
def test_matching(name: str, code: str | None) -> None:
    assert UnitBook(KNOWN).find(name) == code


def test_an_abbreviation_of_two_units_is_neither() -> None:
    known = (KnownUnit("A", "Hội Nông dân"), KnownUnit("B", "Hội Nghiên cứu dược"), KnownUnit("C", "Hội Nhà dân"))
    assert UnitBook(known).find("Hội ND") is None


def test_lead_supports_and_unknown() -> None:
    found = UnitBook(KNOWN).resolve("Sở Tư pháp, Sở Nội vụ", "P. HC&BTTP; Sở Tư pháp; Sở nội vụ")
    assert found.lead == "STP"
    assert found.supports == ("Sở Nội vụ", "HCBTTP")
    assert found.unknown == ("Sở Nội vụ",)
    assert found.further_leads == ("Sở Nội vụ",)


def test_two_spellings_of_an_unknown_unit_are_one() -> None:
    book = UnitBook(())
    assert book.resolve("Sở Khoa học và Công nghệ").lead == "Sở Khoa học và Công nghệ"
    assert book.resolve("Sở KH&CN").lead == "Sở Khoa học và Công nghệ"
    assert book.resolve("các sở, ngành").lead == "Các sở, ngành"


def test_a_known_unit_may_hold_separators() -> None:
    book = UnitBook((KnownUnit("X", "Phòng A, Phòng B và Phòng C"),))
    assert book.resolve("Phòng A, Phòng B và Phòng C").lead == "X"


def test_nearest_and_keys() -> None:
    assert nearest("Phòng Hành chính, Bổ trợ tư phap", KNOWN) == ["Phòng Hành chính và Bổ trợ tư pháp"]
    assert nearest("Kho bạc", KNOWN) == []
    assert key("P. Hành chính và UBND") == "phong hanh chinh uy ban nhan dan"
    assert not initials_match("Phòng A", "Phòng B")


def test_a_text_too_long_to_name_units_is_told_as_a_sentence() -> None:
    found = UnitBook(()).resolve("Sở Nội vụ; " * 1000)
    assert (found.lead, found.sentence) == ("Sở Nội vụ", True)


NAMES_WITH_DEEDS = [
    "Hội đồng phối hợp phổ biến pháp luật huyện",
    "Ban Quản lý dự án đầu tư xây dựng công trình thủy lợi",
    "Ban Chỉ đạo các Chương trình mục tiêu quốc gia",
    "Tổ công tác triển khai Đề án 10",
    "Vụ Các vấn đề về xây dựng chính sách",
    "Văn phòng HĐND và UBND quận",
    "Văn phòng Đoàn ĐBQH và HĐND thành phố",
]


@pytest.mark.parametrize("text", NAMES_WITH_DEEDS)
def test_a_name_that_holds_a_deed_or_two_bodies_is_one_unit(text: str) -> None:
    found = unit_cells.named_units(text)
    assert (found.leads, found.supports, found.sentence) == ((text,), (), False)


MORE_SEPARATORS = [
    ("Sở Y tế - Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
    ("Sở Y tế + Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
    ("Sở Lao động - Thương binh và Xã hội", ["Sở Lao động - Thương binh và Xã hội"]),
    ("Sở Y tế, BHXH tỉnh, LĐLĐ tỉnh", ["Sở Y tế", "BHXH tỉnh", "LĐLĐ tỉnh"]),
    ("Sở Y tế, Tỉnh đoàn", ["Sở Y tế", "Tỉnh đoàn"]),
]


@pytest.mark.parametrize(("text", "names"), MORE_SEPARATORS)
def test_dashes_pluses_and_abbreviations_with_a_place(text: str, names: list[str]) -> None:
    assert list(unit_cells.split(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Phòng A (CT), Phòng B (PH)",
        "Phòng A làm đầu mối, Phòng B phối hợp",
        "Phòng A chủ trì; Phòng B phối hợp",
    ],
)
def test_roles_in_brackets_and_behind_names(text: str) -> None:
    found = unit_cells.named_units(text)
    assert (found.leads, found.supports) == (("Phòng A",), ("Phòng B",))


PLACES = (
    KnownUnit("VKS", "Viện kiểm sát nhân dân tỉnh"),
    KnownUnit("THA", "Cục Thi hành án dân sự tỉnh"),
    KnownUnit("TG", "Trung tâm Trợ giúp pháp lý nhà nước"),
    KnownUnit("CC2", "Phòng Công chứng số 2"),
    KnownUnit("TT", "Thanh tra Sở"),
    KnownUnit("UB", "UBND tỉnh"),
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("VKSND", "VKS"), ("Cục THADS", "THA"), ("Trung tâm TGPL nhà nước tỉnh", "TG"),
        ("Phòng Công chứng số 02", "CC2"), ("TTr Sở", "TT"), ("UBND", None), ("UBND thành phố", None),
    ],
)  # fmt: skip
def test_a_name_may_leave_out_its_place_or_add_it(name: str, code: str | None) -> None:
    assert UnitBook(PLACES).find(name) == code


ALIKE = (
    KnownUnit("SNV", "Sở Nội vụ"),
    KnownUnit("STC", "Sở Tài chính"),
    KnownUnit("TT", "Thanh tra tỉnh"),
    KnownUnit("SKHCN", "Sở Khoa học và Công nghệ"),
    KnownUnit("SKHĐT", "Sở KH&ĐT"),
    KnownUnit("NN", "Sở NN", ("SNN",)),
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SNV", "SNV"), ("snv", "SNV"), ("Sở NV", "SNV"), ("SỞ NỘI VỤ", "SNV"), ("sở nội vụ", "SNV"),
        ("Sở Ngoại vụ", None), ("SỞ NGOẠI VỤ", None), ("Sở Thương chính", None), ("Trung tâm", None),
        ("Sở KH&CN", "SKHCN"), ("SKHCN", "SKHCN"), ("Sở Kế hoạch và Đầu tư", "SKHĐT"), ("Sở Nông nghiệp", None),
        ("Sở NN", "NN"), ("SNN", "NN"),
    ],
)  # fmt: skip
def test_a_name_written_out_is_never_taken_for_a_code_or_for_few_initials(name: str, code: str | None) -> None:
    assert UnitBook(ALIKE).find(name) == code


def test_units_with_the_same_initials_in_one_cell() -> None:
    found = UnitBook(ALIKE).resolve("Sở Khoa học và Công nghệ; Sở Ngoại vụ", "Sở Nội vụ")
    assert (found.lead, found.further_leads, found.unknown) == ("SKHCN", ("Sở Ngoại vụ",), ("Sở Ngoại vụ",))
    assert found.supports == ("Sở Ngoại vụ", "SNV")


def test_an_abbreviation_of_two_units_of_the_file_is_neither() -> None:
    book = UnitBook(())
    assert [book.named(name)[0] for name in ("Sở Nội vụ", "Sở Ngoại vụ", "Sở NV")] == [
        "Sở Nội vụ", "Sở Ngoại vụ", "Sở NV",
    ]  # fmt: skip


def test_the_departments_own_office_is_meant_where_no_other_is_known() -> None:
    office = KnownUnit("VP", "Văn phòng Sở")
    assert UnitBook((office,)).find("Văn phòng") == "VP"
    assert UnitBook((office, KnownUnit("VPT", "Văn phòng tỉnh"))).find("Văn phòng") is None
