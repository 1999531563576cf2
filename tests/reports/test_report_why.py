"""The page on one task: six cases read aloud, the machine form, a sentence for every rule of the reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.deadline_cases import CASES
from tests.support.deadline_lists import lines
from tests.support.registers import TODAY, Clerk, day
from tests.support.shared import shared_dir
from tuphap_cli import errors
from tuphap_cli.domain import deadlines
from tuphap_cli.domain.missed import Reason
from tuphap_cli.domain.model import DeadlineKind, DeadlineRule, Reading, State
from tuphap_cli.domain.workdays import RestDay
from tuphap_cli.render import feeds
from tuphap_cli.reports import rules
from tuphap_cli.reports.base import Record, Report
from tuphap_cli.reports.why import acting, page
from tuphap_cli.reports.why.dossier import Settings
from tuphap_cli.store.write import ledger

PLAN_ISSUED = day("26/2")
FINISH = "finish the work, or ask for an extension by a document"
UNSURE = "trước quý IV"


def why_page(clerk: Clerk, task: int, as_of: date = TODAY, rest_day: RestDay = RestDay.KEEP) -> Report:
    return page.why_report(clerk.register.connection, task, as_of, Settings(92, rest_day))


def record(clerk: Clerk, task: int, as_of: date = TODAY) -> Record:
    return why_page(clerk, task, as_of).rows[0]


def said(clerk: Clerk, task: int, as_of: date = TODAY, rest_day: RestDay = RestDay.KEEP) -> list[str]:
    """The page's lines as a clerk reads them."""
    return feeds.as_text(why_page(clerk, task, as_of, rest_day)).splitlines()


def read(words: str) -> Reading:
    return deadlines.read_deadline(words, 2021, issued=PLAN_ISSUED)


@pytest.fixture
def plan(clerk: Clerk) -> int:
    above = clerk.decision("262/QĐ-UBND", day("25/2"), issuer="UBND tỉnh")
    return clerk.decision(title="Kế hoạch công tác năm 2021.", implements=above)


@pytest.fixture
def unit(clerk: Clerk) -> int:
    return clerk.unit("HCTP", "Phòng Hành chính tư pháp")


# -- six cases: who fills the register, and lines that must be read aloud -------------------------------------


def overdue_under_way(clerk: Clerk, plan: int, unit: int) -> int:
    words = "Tháng 4/2021"
    task = clerk.task(plan, unit=unit, supports=[clerk.unit("VP", "Văn phòng")], text=words, reading=read(words),
                      item="II.3", product="Báo cáo.")  # fmt: skip
    clerk.progress(task, day("20/4"), 40)
    return task


def done_late(clerk: Clerk, plan: int, unit: int) -> int:
    task = clerk.task(plan, unit=unit, due=day("29/4"), product="Báo cáo")
    clerk.done(task, day("5/5"))
    return task


def to_be_asked(clerk: Clerk, plan: int, unit: int) -> int:
    return clerk.task(plan, unit=unit, text=UNSURE, reading=read(UNSURE))


def extended_after_due(clerk: Clerk, plan: int, unit: int) -> int:
    task = clerk.task(plan, unit=unit, due=day("31/5"))
    clerk.extend(task, day("31/8"), day("4/6"))
    return task


def suspended(clerk: Clerk, plan: int, unit: int) -> int:
    task = clerk.task(plan, unit=unit, due=day("30/6"))
    clerk.halt("suspend", task, day("1/5"))
    clerk.resume(task, day("1/6"))
    clerk.halt("suspend", task, day("10/6"))
    return task


def recurring(clerk: Clerk, plan: int, unit: int) -> int:
    words = "Hằng quý"
    task = clerk.task(plan, unit=unit, text=words, reading=read(words))
    clerk.done(task, day("30/3"), "12/BC-HCTP")
    return task


def due_on_a_holiday(clerk: Clerk, plan: int, unit: int) -> int:
    words = "Trước ngày 03/9/2021"
    return clerk.task(plan, unit=unit, text=words, reading=read(words))


CASE = Callable[[Clerk, int, int], int]
SAID: list[tuple[CASE, State, str, list[str]]] = [
    (
        overdue_under_way, State.OVERDUE_UNDER_WAY, "2021-05-01",
        [
            "25/QĐ-STP of 26/02/2021, item II.3, issued by Sở Tư pháp.",
            "It is about: Kế hoạch công tác năm 2021.",
            "It carries out 262/QĐ-UBND of 25/02/2021.",
            "It has to give: Báo cáo.",
            "The plan says: “Tháng 4/2021”.",
            "How it was read: A month is named; the deadline is its last day.",
            "In force: Friday 30/04/2021; it has not been moved.",
            "On 09/07/2021: overdue, under way, since 01/05/2021.",
            "Late by 70 days, that is 49 working days, counted from the day after the deadline.",
            "Days off on weekdays between them: 03/05/2021 Ngày Quốc tế Lao động (nghỉ bù).",
            "No progress recorded since 20/04/2021: 80 days.",
            f"Phòng Hành chính tư pháp has to: report the progress; {FINISH}.",
            "Supporting: Văn phòng.",
        ],
    ),
    (
        done_late, State.DONE_LATE, "2021-05-05",
        [
            "How it was read: A person settled this; it was not read from the words.",
            "On 09/07/2021: done late; done on 05/05/2021.",
            "Late by 6 days, that is 2 working days, counted from the day after the deadline.",
            "On the missed list: done without a document, since 05/05/2021.",
            "Phòng Hành chính tư pháp has to: give the number of the document that shows the result.",
        ],
    ),
    (
        to_be_asked, State.NO_DEADLINE, "2021-02-26",
        [
            "The plan says: “trước quý IV”.",
            "Remark: before a period: before it begins, or before it ends?",
            "This reading is not sure, so no date was stored.",
            "No due day has been entered yet.",
            "On 09/07/2021: nobody has settled the deadline; reports count it under “no deadline”.",
            "No progress recorded since it was assigned on 26/02/2021: 133 days.",
            "On the missed list: no date known, since 26/02/2021.",
            "Whoever keeps the register has to: settle the deadline and enter it: tuphap task edit {task} --due DAY.",
        ],
    ),
    (
        extended_after_due, State.IN_TIME_NOT_STARTED, "2021-06-04",
        [
            "In force: Tuesday 31/08/2021; originally 31/05/2021.",
            ("By 52/STP-VP of 04/06/2021, extended by 92 days, from 31/05/2021 to 31/08/2021: "
            "Chờ hướng dẫn của cấp trên. Decided after the deadline had passed."),
            "Left until the deadline: 53 days, that is 37 working days.",
        ],
    ),
    (
        suspended, State.SUSPENDED, "2021-06-10",
        [
            "Suspended from 01/05/2021 by 52/STP-VP: Chờ hướng dẫn của cấp trên.",
            "Running again from 01/06/2021 by 52/STP-VP: Chờ hướng dẫn của cấp trên.",
            "Suspended from 10/06/2021 by 52/STP-VP: Chờ hướng dẫn của cấp trên.",
            "On 09/07/2021: suspended, since 10/06/2021.",
            "It waits for a document that lets it run again.",
        ],
    ),
    (
        recurring, State.OVERDUE_UNDER_WAY, "2021-07-01",
        [
            "The plan says: “Hằng quý”.",
            "The occurrence that counts now: Q2.",
            "In force: Wednesday 30/06/2021; it has not been moved.",
            "Late by 9 days, that is 7 working days, counted from the day after the deadline.",
            "On 09/07/2021 (occurrence Q2): overdue, under way, since 01/07/2021.",
            "No progress recorded since 30/03/2021: 101 days.",
            ("Phòng Hành chính tư pháp has to: carry out the occurrence Q2; report the progress; finish the work, or "
            "ask for an extension by a document."),
        ],
    ),
    (
        due_on_a_holiday, State.IN_TIME_NOT_STARTED, "2021-02-26",
        [
            "In force: Thursday 02/09/2021; it has not been moved.",
            ("That is a day off (Quốc khánh); the date stands. "
            "Working days beside it: Wednesday 01/09/2021 and Monday 06/09/2021."),
            "On 09/07/2021: in time, not started.",
            "Left until the deadline: 55 days, that is 38 working days.",
            "Phòng Hành chính tư pháp has to: begin the work.",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("made", "state", "since", "expected"), SAID, ids=[case[0].__name__ for case in SAID])
def test_a_clerk_can_read_the_page_aloud(
    made: CASE, state: State, since: str, expected: list[str], clerk: Clerk, plan: int, unit: int
) -> None:
    task = made(clerk, plan, unit)
    found = record(clerk, task)
    assert (found["state"], found["state_since"]) == (state, since)
    text = said(clerk, task)
    assert [line for line in (part.format(task=task) for part in expected) if line not in text] == []


def test_entries_that_were_taken_back_are_marked_and_named(clerk: Clerk, plan: int, unit: int) -> None:
    task = clerk.task(plan, unit=unit, due=day("31/8"))
    clerk.done(task, day("3/6"), "13/BC-HCTP")
    with clerk.writing() as change:
        ledger.take_back(change, task, day("4/6"), "Ghi nhầm")
    line = next(line for line in said(clerk, task) if "13/BC-HCTP" in line)
    assert "(taken back)" in line
    assert line.endswith("clerk")


def test_every_deadline_of_a_recurring_task_is_shown(clerk: Clerk, plan: int, unit: int) -> None:
    task = recurring(clerk, plan, unit)
    assert "Deadlines" in [table.title for table in why_page(clerk, task).tables]
    shown = record(clerk, task)["deadlines"]
    assert isinstance(shown, list)
    assert len(shown) == 4


def test_the_state_holds_since_a_day_of_the_occurrence_that_counts(clerk: Clerk, plan: int, unit: int) -> None:
    """Another occurrence had been overdue for months; with its completion the task was under way."""
    words = "Hằng quý"
    task = clerk.task(plan, unit=unit, text=words, reading=read(words))
    clerk.done(task, day("5/7"), "12/BC-HCTP")
    found = record(clerk, task)
    assert (found["occurrence"], found["state"], found["state_since"]) == ("Q2", "overdue_under_way", "2021-07-05")


def test_the_machine_form_counts_in_calendar_and_working_days(clerk: Clerk, plan: int, unit: int) -> None:
    found = record(clerk, overdue_under_way(clerk, plan, unit))
    assert (found["days_late"], found["working_days_late"]) == (70, 49)
    assert found["due_off"] == "Ngày Chiến thắng"
    assert found["due_shown"] == "2021-04-30"
    assert found["missed"] == []
    assert found["acts"] == {
        "unit": "Phòng Hành chính tư pháp",
        "tasks": ["report the progress", FINISH],
        "office": [],
    }


def test_without_a_due_day_nothing_is_counted(clerk: Clerk, plan: int, unit: int) -> None:
    found = record(clerk, to_be_asked(clerk, plan, unit))
    counted = ("due", "due_off", "due_shown", "days_late", "working_days_late", "days_off", "calendar_notes")
    assert [found[name] for name in counted] == [None] * len(counted)
    assert found["candidates"] == ["2021-09-30", "2021-12-31"]


@pytest.mark.parametrize(
    ("rule", "shown"), [(RestDay.NEXT, "Monday 06/09/2021"), (RestDay.PREVIOUS, "Wednesday 01/09/2021")]
)
def test_the_setting_moves_only_what_is_shown(rule: RestDay, shown: str, clerk: Clerk, plan: int, unit: int) -> None:
    task = due_on_a_holiday(clerk, plan, unit)
    text = "\n".join(said(clerk, task, rest_day=rule))
    assert f"by the setting rest_day the day shown is {shown}; the date stands" in text
    assert why_page(clerk, task, rest_day=rule).rows[0]["due"] == "2021-09-02"


def test_a_year_without_official_days_off_is_said_to_be_not_certain(clerk: Clerk, plan: int, unit: int) -> None:
    task = clerk.task(plan, unit=unit, due=day("15/12/2026"))
    assert "2027 not certain: the official days off are not known." in said(clerk, task, day("10/1/2027"))


def test_an_earlier_day_shows_what_was_known_then(clerk: Clerk, plan: int, unit: int) -> None:
    task = extended_after_due(clerk, plan, unit)
    found = record(clerk, task, day("2/6"))
    assert (found["state"], found["state_since"], found["due"]) == ("overdue_not_started", "2021-06-01", "2021-05-31")
    assert found["extensions"] == []


def test_a_day_before_the_assignment_is_refused(clerk: Clerk, plan: int, unit: int) -> None:
    with pytest.raises(errors.UsageFault):
        why_page(clerk, overdue_under_way(clerk, plan, unit), day("1/2"))


def test_remarks_are_left_out_where_the_words_would_be_read_otherwise_today(
    clerk: Clerk, plan: int, unit: int
) -> None:
    stored = Reading("Tháng 4", DeadlineKind.WITHIN, due=day("15/4"), sure=True, rule=DeadlineRule.MONTH)
    assert not [line for line in said(clerk, clerk.task(plan, text="Tháng 4", reading=stored)) if "Remark" in line]
    assert [
        line for line in said(clerk, clerk.task(plan, text="Tháng 4", reading=read("Tháng 4"))) if "Remark" in line
    ]


def test_markdown_has_the_sentences_as_lists(clerk: Clerk, plan: int, unit: int) -> None:
    text = feeds.as_markdown(why_page(clerk, due_on_a_holiday(clerk, plan, unit)))
    assert "## Who has to act\n\n- Phòng Hành chính tư pháp has to: begin the work.\n" in text


def test_every_rule_of_the_reader_has_a_sentence() -> None:
    phrases = [(phrase, year) for phrase, year, _says in CASES]
    for name in ("deadlines.tsv", "deadline-idioms.tsv"):
        path = shared_dir() / name
        phrases += [(line.phrase, line.year) for line in lines(path)] if path.is_file() else []
    given = {
        deadlines.read_deadline(phrase, year, issued=issued, workday=lambda start, n: start + timedelta(days=n)).rule
        for phrase, year in phrases
        for issued in (None, date(year, 3, 1))
    }
    assert len(given) > 30
    assert given <= set(rules.RULES)


def test_no_sentence_stands_for_a_rule_that_is_gone() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(deadlines.__file__).parent.glob("*.py"))
    assert set(rules.RULES) == set(DeadlineRule)
    assert [
        rule for rule in DeadlineRule if f"Rule.{rule.name}" not in source and rule is not DeadlineRule.ENTERED
    ] == []


@pytest.mark.parametrize("reason", [r for r in Reason if r not in {Reason.NOT_REGISTERED, Reason.NOT_FILED}])
def test_every_reason_of_a_task_on_the_missed_list_says_what_is_to_be_done(reason: Reason) -> None:
    assert reason in acting._BY_REASON
