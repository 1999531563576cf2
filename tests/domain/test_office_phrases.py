"""Deadlines in the words of offices: read where they are plain, asked about where they are not, never read wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.deadline_cases import CASES, shown
from tests.support.office_phrases import ISSUED, PHRASES, YEAR
from tuphap_cli.domain.deadlines import LONGEST, notes, read_deadline
from tuphap_cli.domain.model import DeadlineKind, Reading

ALL = [case for cases in PHRASES.values() for case in cases]


def read(phrase: str) -> Reading:
    return read_deadline(phrase, YEAR, issued=ISSUED)


@pytest.mark.parametrize(("phrase", "expected"), ALL)
def test_table(phrase: str, expected: str) -> None:
    assert shown(read(phrase)) == expected


UNITS = (
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội", "Bộ Chỉ huy Quân sự tỉnh",
    "Chi cục Hải quan", "Báo và Đài Phát thanh - Truyền hình", "UBND huyện Năm Căn", "UBND phường 7",
    "UBND xã Ba Tri", "Ban Chỉ đạo 389", "Cục Hàng hải", "Vụ Pháp luật dân sự - kinh tế",
    "Sở Quy hoạch - Kiến trúc", "Quân khu 9", "Hội Người cao tuổi", "Phòng Phổ biến, giáo dục pháp luật",
    "UBND các xã, phường", "Trung tâm Trợ giúp pháp lý", "Sở Nông nghiệp và Môi trường",
    "Văn phòng Đoàn đại biểu Quốc hội", "Hội đồng phối hợp phổ biến pháp luật",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_names_of_units_do_not_disturb(unit: str) -> None:
    for words in ("gửi {} trước ngày 01/7/2026 để tổng hợp", "báo cáo {} chậm nhất ngày 30/6/2026"):
        reading = read(words.format(unit))
        assert (reading.sure, reading.due) == (True, date(2026, 6, 30))


class TestReasons:
    """A question names one or two reasons, and none that is no doubt."""

    @pytest.mark.parametrize("phrase", [p for p, e in ALL if e.startswith("ask")] + [p for p, _, _ in CASES])
    def test_one_or_two(self, phrase: str) -> None:
        reading = read(phrase)
        assert reading.sure or 1 <= len(reading.notes) <= 2

    def test_the_year_taken_is_no_doubt(self) -> None:
        assert read("Quý III, sau đó quý IV hoặc tháng 2").notes
        assert not any("names no year" in str(n) for n in read("Quý III hoặc quý IV").notes)

    def test_a_sentence_that_ends_is_not_cut_off(self) -> None:
        for phrase in ("Quý II/2026, điều chỉnh (nếu có)", "Khi có yêu cầu (nếu có). Quý II/2026."):
            assert notes.CUT_OFF not in read(phrase).notes

    def test_a_bracket_that_stays_open_is_cut_off(self) -> None:
        assert notes.CUT_OFF in read("trước ngày 30/6/2026 (khi có").notes


class TestProposals:
    @pytest.mark.parametrize("phrase", ["30/6/202", "tháng 6/202", "ngày 15/6/202 6", "Quý II/1926", "năm 202 6"])
    def test_only_years_near_the_plans(self, phrase: str) -> None:
        reading = read(phrase)
        assert not reading.sure
        assert all(abs(day.year - YEAR) <= 30 for day in (*reading.candidates, *filter(None, [reading.due])))

    @given(st.text(alphabet="0123456789/ tháng.năm", max_size=20))
    def test_whatever_the_figures(self, text: str) -> None:
        assert all(abs(day.year - YEAR) <= 30 for day in read(text).candidates)

    @pytest.mark.parametrize("period", ["quý IV", "tháng 12", "năm 2026", "quý III"])
    def test_the_end_of_the_period_reported_on_is_not_proposed(self, period: str) -> None:
        """«Báo cáo quý IV trước ngày 15/5»: whatever is meant, not December."""
        reading = read(f"Báo cáo {period} trước ngày 15/5/2026")
        assert all(day <= date(2026, 5, 15) for day in reading.candidates)


class TestLongWords:
    @pytest.mark.parametrize("words", ["30/6/2021; ", "quý I, II, III; ", "trước ngày 15/6, "])
    def test_are_asked_about_unread(self, words: str) -> None:
        reading = read(words * 3000)
        assert (reading.kind, reading.sure, reading.candidates) == (DeadlineKind.UNREAD, False, ())
        assert reading.notes == (notes.TOO_LONG,)

    def test_up_to_a_limit_they_are_read(self) -> None:
        phrase = "Báo cáo kết quả " + "thực hiện các nội dung " * 30
        assert read(f"{phrase[: LONGEST - 30]} trước ngày 30/6/2026").due == date(2026, 6, 29)


class TestOwnPlan:
    """«Kế hoạch» alone is the plan at hand only where the document is one."""

    PHRASE = "100 ngày kể từ ngày ban hành Kế hoạch"

    def test_of_a_plan(self) -> None:
        assert read(self.PHRASE).sure

    def test_of_another_document_it_is_asked(self) -> None:
        reading = read_deadline(self.PHRASE, YEAR, issued=ISSUED, is_plan=False)
        assert (reading.sure, reading.candidates) == (False, (date(2026, 4, 25),))
        assert reading._replace(notes=()) != reading


PARTS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), min_size=2, max_size=4, unique=True)


@given(PARTS, st.sampled_from(["trước ngày {d}/{m}", "chậm nhất ngày {d}/{m}/2026"]))
def test_parts_are_read_whole_or_asked(days: list[tuple[int, int]], form: str) -> None:
    """Works each with its day: all the days, in their order, or a question."""
    deeds = ("khảo sát", "rà soát", "tập huấn", "nghiệm thu")
    phrase = "; ".join(f"{deed} {form.format(d=d, m=m)}" for deed, (m, d) in zip(deeds, days, strict=False))
    reading = read_deadline(phrase, YEAR)
    in_order = days == sorted(days)
    assert reading.sure == in_order
    assert not reading.sure or len(reading.occurrences) == len(days)


@given(st.integers(1, 4), st.integers(1, 12))
def test_a_report_is_due_on_its_day_or_asked(quarter: int, month: int) -> None:
    reading = read_deadline(f"Báo cáo quý {quarter} trước ngày 15/{month}/2026", YEAR)
    assert reading.sure == (quarter * 3 - 2 <= month <= quarter * 3 + 2)
    assert not reading.sure or reading.due == date(2026, month, 14)
