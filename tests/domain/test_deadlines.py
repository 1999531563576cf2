"""Deadlines read from words: the project's own table, the settings of the reader, and what holds for any text."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.deadline_cases import CASES, shown
from tuphap_cli.domain.deadlines import read_deadline
from tuphap_cli.domain.model import DeadlineKind, note
from tuphap_cli.domain.workdays import NotCertain

PLAN_YEAR = 2023
ISSUED = date(2023, 3, 1)
ALL_CASES = [(phrase, year) for phrase, year, _ in CASES]


def without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


@pytest.mark.parametrize(("phrase", "year", "expected"), CASES)
def test_own_table(phrase: str, year: int, expected: str) -> None:
    assert shown(read_deadline(phrase, year)) == expected


class TestSettings:
    def test_before_means_the_day_before(self) -> None:
        assert read_deadline("trước ngày 01/8/2023", PLAN_YEAR).due == date(2023, 7, 31)

    def test_before_may_count_the_day_itself(self) -> None:
        reading = read_deadline("trước ngày 01/8/2023", PLAN_YEAR, before_counts=True)
        assert (reading.kind, reading.due) == (DeadlineKind.BEFORE, date(2023, 8, 1))
        assert "still counts" in str(reading.notes[-1])

    def test_before_counts_in_recurring_deadlines(self) -> None:
        yearly = read_deadline("hằng năm trước ngày 10/9", PLAN_YEAR, before_counts=True)
        monthly = read_deadline("trước ngày 01 hằng tháng", PLAN_YEAR, before_counts=True)
        assert yearly.occurrences == (date(2023, 9, 10),)
        assert monthly.occurrences == tuple(date(2023, m, 1) for m in range(1, 13))

    def test_before_the_first_of_a_month_falls_in_the_month_before(self) -> None:
        reading = read_deadline("trước ngày 01 hằng tháng", PLAN_YEAR)
        assert reading.occurrences[0] == date(2023, 1, 31)
        assert reading.occurrences[-1] == date(2023, 12, 31)

    def test_year_taken_is_told(self) -> None:
        assert any("no year" in str(n) for n in read_deadline("Quý III", PLAN_YEAR).notes)
        assert not read_deadline("Quý III/2023", PLAN_YEAR).notes


class TestTermFromIssue:
    """Terms count from the day after issue (Civil Code 91/2015/QH13, art. 147)."""

    @pytest.mark.parametrize(
        ("phrase", "due"),
        [
            ("Trong 15 ngày kể từ ngày ký", date(2023, 3, 16)),
            ("trong vòng 02 tuần, kể từ ngày ban hành", date(2023, 3, 15)),
            ("chậm nhất 03 tháng kể từ ngày Kế hoạch này được ban hành", date(2023, 6, 1)),
            ("trong 10 ngày kể từ ngày ký Quyết định này", date(2023, 3, 11)),
        ],
    )
    def test_calendar_terms(self, phrase: str, due: date) -> None:
        reading = read_deadline(phrase, PLAN_YEAR, issued=ISSUED)
        assert (reading.kind, reading.due, reading.sure) == (DeadlineKind.EVENT, due, True)

    def test_working_days_need_a_calendar(self) -> None:
        phrase = "Trong 05 ngày làm việc kể từ ngày ký"
        without = read_deadline(phrase, PLAN_YEAR, issued=ISSUED)
        counted = read_deadline(phrase, PLAN_YEAR, issued=ISSUED, workday=lambda day, n: day + timedelta(days=n + 2))
        assert (without.due, without.sure) == (None, False)
        assert (counted.due, counted.sure) == (date(2023, 3, 8), True)

    def test_issue_not_known(self) -> None:
        reading = read_deadline("Trong 15 ngày kể từ ngày ký", PLAN_YEAR)
        assert (reading.kind, reading.due, reading.sure) == (DeadlineKind.EVENT, None, False)

    def test_other_document_is_asked_about(self) -> None:
        reading = read_deadline("Trong 15 ngày kể từ ngày ký Hợp đồng", PLAN_YEAR, issued=ISSUED)
        assert not reading.sure
        assert reading.candidates == (date(2023, 3, 16),)

    def test_other_event_has_no_date(self) -> None:
        for phrase in ("Trong 15 ngày kể từ ngày ký biên bản", "trong 15 ngày kể từ ngày ký văn bản ủy quyền"):
            reading = read_deadline(phrase, PLAN_YEAR, issued=ISSUED)
            assert (reading.due, reading.sure) == (None, True)

    def test_at_once_is_proposed(self) -> None:
        phrase = "Ngay sau khi ban hành Kế hoạch này"
        assert read_deadline(phrase, PLAN_YEAR).due is None
        reading = read_deadline(phrase, PLAN_YEAR, issued=ISSUED)
        assert (reading.candidates, reading.sure) == ((ISSUED,), False)

    def test_from_issue_has_no_end(self) -> None:
        reading = read_deadline("kể từ ngày ký", PLAN_YEAR, issued=ISSUED)
        assert (reading.kind, reading.start, reading.due) == (DeadlineKind.FROM, ISSUED, None)

    def test_a_remark_beside_the_term(self) -> None:
        behind = read_deadline("trong 15 ngày kể từ ngày ký (Thông tư)", PLAN_YEAR, issued=ISSUED)
        in_front = read_deadline("Sở Nội vụ trong 15 ngày kể từ ngày ký", PLAN_YEAR, issued=ISSUED)
        assert behind.due is None
        assert not in_front.sure


class TestTermFromNamedDay:
    def test_runs_from_the_day_in_the_words(self) -> None:
        reading = read_deadline("Trong vòng 20 ngày kể từ ngày 15/5/2023", PLAN_YEAR, issued=ISSUED)
        assert (reading.start, reading.due, reading.sure) == (date(2023, 5, 15), date(2023, 6, 4), True)
        assert not reading.notes

    def test_the_year_taken_is_told(self) -> None:
        assert any("no year" in str(n) for n in read_deadline("20 ngày kể từ ngày 15/5", PLAN_YEAR).notes)

    def test_a_day_that_had_passed_may_be_one_of_the_next_year(self) -> None:
        reading = read_deadline("20 ngày kể từ ngày 15/01", PLAN_YEAR, issued=ISSUED)
        assert not reading.sure
        assert reading.candidates == (date(2023, 2, 4), date(2024, 2, 4))

    def test_working_days_are_counted_with_the_calendar(self) -> None:
        phrase = "05 ngày làm việc kể từ ngày 15/5/2023"
        reading = read_deadline(phrase, PLAN_YEAR, workday=lambda day, n: day + timedelta(days=n + 2))
        assert (reading.start, reading.due, reading.sure) == (date(2023, 5, 15), date(2023, 5, 22), True)

    def test_days_off_that_are_not_certain_are_asked_about(self) -> None:
        def workday(day: date, n: int) -> date:
            raise NotCertain(day + timedelta(days=n), (note("2030 not certain"),))

        reading = read_deadline("05 ngày làm việc kể từ ngày 15/5/2030", 2030, workday=workday)
        assert (reading.start, reading.candidates) == (date(2030, 5, 15), (date(2030, 5, 20),))
        assert not reading.sure


class TestTermWithoutBeginning:
    """«01 tháng»: its end after the day of issue is only proposed."""

    def test_is_asked_about_with_the_end_from_issue(self) -> None:
        reading = read_deadline("01 tháng", PLAN_YEAR, issued=ISSUED)
        assert (reading.sure, reading.candidates) == (False, (date(2023, 4, 1),))

    def test_without_any_day_nothing_is_proposed(self) -> None:
        assert not read_deadline("05 ngày làm việc", PLAN_YEAR, issued=ISSUED).candidates
        assert not read_deadline("0 ngày", PLAN_YEAR, issued=ISSUED).candidates


class TestFromIssueToADay:
    def test_begins_with_the_day_of_issue(self) -> None:
        reading = read_deadline("Từ ngày ký đến 30/9/2023", PLAN_YEAR, issued=ISSUED)
        assert (reading.start, reading.due, reading.sure) == (ISSUED, date(2023, 9, 30), True)

    def test_an_end_before_the_issue_is_asked_about(self) -> None:
        reading = read_deadline("Từ ngày ký đến 01/02/2023", PLAN_YEAR, issued=ISSUED)
        assert (reading.sure, reading.candidates) == (False, (date(2023, 2, 1),))


class TestWordsWithoutMarks:
    """A word without its marks that may be another word is never sure, however the rest is written."""

    @pytest.mark.parametrize("month", ["tháng sau", "của tháng sau", "thang sau", "CUA THANG SAU"])
    @pytest.mark.parametrize("bound", ["", "trước ", "chậm nhất vào ", "truoc ", "không quá "])
    def test_the_month_after_is_never_surely_june(self, bound: str, month: str) -> None:
        reading = read_deadline(f"{bound}ngày 5 {month}", PLAN_YEAR)
        assert not reading.sure
        assert len(reading.candidates) == 12
        assert reading.candidates[-1].year == PLAN_YEAR + 1

    @pytest.mark.parametrize("word", ["sau", "tu", "lam", "nam"])
    @pytest.mark.parametrize(
        "form", ["ngày hai mươi {} tháng 6", "ngay muoi {} thang 6", "thứ {} hằng tuần", "thu {}"]
    )
    def test_numbers_that_are_other_words(self, form: str, word: str) -> None:
        reading = read_deadline(form.format(word), PLAN_YEAR)
        assert not (reading.sure and (reading.due or reading.occurrences))

    def test_the_reason_is_told(self) -> None:
        assert any("lacks marks" in str(n) for n in read_deadline("ngay muoi sau thang 6", PLAN_YEAR).notes)


class TestPassedBeforeIssue:
    """A day without a year that lies before the plan's issue may be one of the next year."""

    def test_is_asked_about(self) -> None:
        reading = read_deadline("trước ngày 15/01", PLAN_YEAR, issued=ISSUED)
        assert not reading.sure
        assert set(reading.candidates) == {date(2023, 1, 14), date(2024, 1, 14)}

    @pytest.mark.parametrize("phrase", ["trước ngày 15/01/2023", "trước ngày 15/5", "Quý I", "Tháng 1/2023"])
    def test_otherwise_it_is_not(self, phrase: str) -> None:
        assert read_deadline(phrase, PLAN_YEAR, issued=ISSUED).sure


class TestShape:
    def test_range_has_both_ends(self) -> None:
        reading = read_deadline("từ 15/11 đến 20/01/2024", PLAN_YEAR)
        assert (reading.start, reading.due) == (date(2023, 11, 15), date(2024, 1, 20))

    def test_ongoing_year_has_a_start_but_no_due_day(self) -> None:
        reading = read_deadline("cả năm 2024", PLAN_YEAR)
        assert (reading.kind, reading.start, reading.due) == (DeadlineKind.ONGOING, date(2024, 1, 1), None)

    def test_weekly_on_a_weekday(self) -> None:
        days = read_deadline("thứ tư hằng tuần", PLAN_YEAR).occurrences
        assert len(days) == 52
        assert days[0] == date(2023, 1, 4)
        assert all(b - a == timedelta(days=7) for a, b in pairwise(days))

    def test_every_year_between_two_years(self) -> None:
        phrase = "hằng năm từ quý III/2023 - 2026"
        assert read_deadline(phrase, 2025).occurrences == (date(2025, 12, 31),)
        assert read_deadline(phrase, 2025).start == date(2023, 7, 1)
        assert not read_deadline(phrase, 2027).occurrences

    def test_peak_inside_the_term(self) -> None:
        reading = read_deadline("từ 01/8/2023 đến 30/9/2023, trong đó cao điểm từ 15/8 đến 31/8/2023", PLAN_YEAR)
        assert (reading.due, reading.sure) == (date(2023, 9, 30), True)

    def test_peak_outside_the_term_is_asked_about(self) -> None:
        assert not read_deadline("từ 01/8/2023 đến 30/9/2023, trong đó cao điểm tháng 11/2023", PLAN_YEAR).sure

    def test_on_demand_is_named(self) -> None:
        for phrase in ("theo yêu cầu", "Khi phát sinh", "đột xuất", "Khi UBND tỉnh đề nghị", "khi cần thiết"):
            assert read_deadline(phrase, PLAN_YEAR).rule == "on_demand"

    def test_every_reading_names_its_rule(self) -> None:
        for phrase, year in ALL_CASES:
            reading = read_deadline(phrase, year)
            assert reading.rule or reading.kind is DeadlineKind.UNREAD

    @pytest.mark.parametrize("phrase", ["", "  ", "-", "–", "…", "\n"])
    def test_empty(self, phrase: str) -> None:
        assert shown(read_deadline(phrase, PLAN_YEAR)) == "sure none -"

    def test_signs_alone_are_not_empty(self) -> None:
        assert not read_deadline("?", PLAN_YEAR).sure

    def test_phrase_is_kept_as_printed(self) -> None:
        assert read_deadline(" QUÝ  II ", PLAN_YEAR).phrase == " QUÝ  II "


LIMITS = ("trừ", "không", "chưa", "khoảng", "ít nhất", "đối với", "riêng", "15", "nếu", "tuần", "hoãn", "№")


class TestSafety:
    @pytest.mark.parametrize("limit", LIMITS)
    @pytest.mark.parametrize("phrase", ["Quý III/2023", "trước ngày 30/9/2023", "hằng quý", "Tháng 4 và tháng 10"])
    def test_a_limiting_word_makes_it_unsure(self, phrase: str, limit: str) -> None:
        for words in (f"{phrase} {limit}", f"{limit} {phrase}"):
            reading = read_deadline(words, PLAN_YEAR)
            assert not (reading.sure and (reading.due or reading.occurrences))

    @pytest.mark.parametrize("slip", ["trứơc ngày 30/9", "thàng 9/2023", "quỳ III/2023", "Quý III/2O23", "tháng 9x"])
    def test_slips_of_the_pen_are_never_sure(self, slip: str) -> None:
        assert not read_deadline(slip, PLAN_YEAR).sure

    def test_other_alphabets_and_odd_signs(self) -> None:
        for phrase in ("Quý III/2023 ж", "30/9/2023 → 30/10/2023", "Quý III/2023?", "tháng ٩/2023", "30/9/2023_v2"):
            assert not read_deadline(phrase, PLAN_YEAR).sure

    def test_remarks_are_passed_over_only_beside_a_bound(self) -> None:
        assert read_deadline("Sở Nội vụ gửi ý kiến trước ngày 30/9/2023", PLAN_YEAR).sure
        assert not read_deadline("Nghị quyết Quý III/2023", PLAN_YEAR).sure

    @given(st.text(max_size=60), st.integers(2000, 2060))
    def test_any_text(self, text: str, year: int) -> None:
        reading = read_deadline(text, year, issued=date(year, 2, 28))
        assert not (reading.sure and reading.candidates)
        if reading.sure and (reading.due or reading.occurrences):
            assert any(c.isdigit() or c.isalpha() for c in text)

    @given(st.text(alphabet="0123456789/-. ,:()", max_size=24))
    def test_figures_alone(self, text: str) -> None:
        reading = read_deadline(text, PLAN_YEAR)
        if reading.sure and reading.due:
            assert abs(reading.due.year - PLAN_YEAR) <= 30

    @given(st.lists(st.sampled_from([w for p, _ in ALL_CASES for w in p.split()]), max_size=7))
    def test_shuffled_words(self, words: list[str]) -> None:
        reading = read_deadline(" ".join(words), PLAN_YEAR, issued=ISSUED)
        days = reading.occurrences or ((reading.due,) if reading.due else ())
        assert list(days) == sorted(set(days)) or not reading.sure
        if reading.sure and reading.start and reading.due:
            assert reading.start <= reading.due


QUARTERS = st.sampled_from(["I", "II", "III", "IV", "1", "2", "3", "4"])
YEARS = st.integers(2022, 2030).map(str)
MONTHS = st.integers(1, 12).map(str)
DAYS = st.integers(1, 28).map(lambda d: f"{d:02d}")
FORMS = st.one_of(
    st.builds("Quý {}/{}".format, QUARTERS, YEARS),
    st.builds("trong quý {} năm {}".format, QUARTERS, YEARS),
    st.builds("Trước ngày {}/{}/{}".format, DAYS, MONTHS, YEARS),
    st.builds("chậm nhất ngày {} tháng {} năm {}".format, DAYS, MONTHS, YEARS),
    st.builds("Từ tháng {}/2023 đến hết tháng {}/{}".format, MONTHS, MONTHS, YEARS),
    st.builds("giữa tháng {}/{}".format, MONTHS, YEARS),
    st.builds("ngày {} hằng tháng".format, DAYS),
    st.builds("trước ngày {}/{} hằng năm".format, DAYS, MONTHS),
    st.builds("Tháng {} và tháng {}".format, MONTHS, MONTHS),
    st.builds("Đợt 1: tháng {}/2023; đợt 2: ngày {} tháng 12 năm 2023".format, MONTHS, DAYS),
    st.builds("ngày {} và ngày {} hằng tháng".format, DAYS, DAYS),
    st.builds("trước ngày {}/{} năm sau".format, DAYS, MONTHS),
    st.builds("không trước ngày {}/{}/{}".format, DAYS, MONTHS, YEARS),
    st.builds("{} lần/năm".format, st.integers(1, 13)),
    st.builds("T{}/{}".format, MONTHS, YEARS),
    st.builds("{} ngày làm việc kể từ ngày {}/{}/{}".format, DAYS, DAYS, MONTHS, YEARS),
    st.sampled_from(["Thường xuyên", "hằng quý", "định kỳ 6 tháng", "theo yêu cầu", "cuối năm", "nửa đầu năm"]),
)


@given(FORMS)
def test_spelling_does_not_matter(phrase: str) -> None:
    """Case, normal form, missing marks and line breaks leave the reading as it is."""
    plain = shown(read_deadline(phrase, PLAN_YEAR))
    variants = (phrase.upper(), phrase.lower(), unicodedata.normalize("NFD", phrase), without_marks(phrase))
    for variant in (*variants, phrase.replace(" ", "\n"), f"  {phrase}. "):
        assert shown(read_deadline(variant, PLAN_YEAR)) == plain


@given(st.dates(date(2023, 1, 1), date(2050, 12, 31)))
def test_every_day_reads_as_itself(day: date) -> None:
    for written in (f"{day.day}/{day.month}/{day.year}", f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"):
        assert read_deadline(written, PLAN_YEAR).due == day
        assert read_deadline(f"trước {written}", PLAN_YEAR).due == day - timedelta(days=1)


@given(st.integers(1, 30), st.integers(2, 31), st.sampled_from([1, 3, 5, 7, 8, 10, 12]))
def test_two_days_that_share_a_month(first: int, second: int, month: int) -> None:
    """Both days, or both ends, or a question; never one day for the other."""
    both = (date(PLAN_YEAR, month, first), date(PLAN_YEAR, month, second))
    for words in ("{} và {}/{}/2023", "ngày {}, {}/{}", "ngày {} và ngày {} tháng {}"):
        reading = read_deadline(words.format(first, second, month), PLAN_YEAR)
        assert reading.occurrences == both if first < second else not reading.sure
    for words in ("{}-{}/{}/2023", "từ {} - {}/{}", "{}–{} tháng {}", "từ ngày {} đến {}/{}", "{}→{}/{}/2023"):
        reading = read_deadline(words.format(first, second, month), PLAN_YEAR)
        assert (reading.start, reading.due) == both if first < second else not reading.sure


@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)), st.integers(1, 90))
def test_a_term_counts_from_the_next_day(day: date, days: int) -> None:
    reading = read_deadline(f"trong {days} ngày kể từ ngày {day.day}/{day.month}/{day.year}", PLAN_YEAR)
    assert (reading.sure, reading.due) == (True, day + timedelta(days=days))


@given(st.lists(st.integers(1, 4), min_size=2, max_size=4), st.sampled_from(["Lần", "Đợt", "Giai đoạn", "Kỳ"]))
def test_rounds_are_sure_only_in_order(quarters: list[int], word: str) -> None:
    phrase = "; ".join(f"{word} {i}: quý {quarter}" for i, quarter in enumerate(quarters, 1))
    reading = read_deadline(phrase, PLAN_YEAR)
    assert reading.sure == (quarters == sorted(set(quarters)))
    assert not reading.sure or len(reading.occurrences) == len(quarters)
