"""The reasons of the missed list, one by one and together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.registers import day
from tuphap_cli.domain import missed
from tuphap_cli.domain.missed import Reason, TaskFacts
from tuphap_cli.domain.model import DeadlineKind, DeadlineRule, State, TaskKind

AS_OF = day("9/7")
DUE = day("30/9")
CALM = TaskFacts(
    state=State.IN_TIME_UNDER_WAY, kind=TaskKind.KEY, due=DUE, done_on=None, deadline_kind=DeadlineKind.BY,
    deadline_sure=True, deadline_rule="", has_unit=True, unit_ended=None, assigned_on=day("26/2"),
    silent_since=day("1/7"), needs_product=True,
)  # fmt: skip
DONE = CALM._replace(state=State.DONE_ON_TIME, done_on=day("1/7"), unproven_on=day("1/7"))
OPEN_ENDED = CALM._replace(state=State.NO_DEADLINE, due=None)
ONGOING = OPEN_ENDED._replace(deadline_kind=DeadlineKind.ONGOING)


def reasons(facts: TaskFacts, silent_days: int = 92) -> dict[Reason, str]:
    return {f.reason: f.since.isoformat() for f in missed.task_findings(facts, AS_OF, silent_days)}


def test_a_task_that_somebody_deals_with_is_not_missed() -> None:
    assert reasons(CALM) == {}


@pytest.mark.parametrize(
    ("facts", "reason", "since"),
    [
        (
            CALM._replace(state=State.OVERDUE_NOT_STARTED, due=day("30/6")),
            Reason.NEVER_STARTED, "2021-07-01",
        ),
        (CALM._replace(has_unit=False), Reason.NO_UNIT, "2021-02-26"),
        (CALM._replace(unit_ended=day("1/6")), Reason.NO_UNIT, "2021-06-01"),
        (OPEN_ENDED._replace(deadline_kind=DeadlineKind.UNREAD), Reason.NO_DATE, "2021-02-26"),
        (OPEN_ENDED._replace(deadline_sure=False), Reason.NO_DATE, "2021-02-26"),
        (ONGOING._replace(silent_since=day("1/3")), Reason.SILENT, "2021-03-01"),
        (CALM._replace(kind=TaskKind.REGULAR, silent_since=day("1/3")), Reason.SILENT, "2021-03-01"),
        (OPEN_ENDED._replace(deadline_kind=DeadlineKind.FROM, silent_since=day("1/3")), Reason.SILENT, "2021-03-01"),
        (OPEN_ENDED._replace(put_off=True, silent_since=day("1/3")), Reason.SILENT, "2021-03-01"),
        (
            ONGOING._replace(kind=TaskKind.REGULAR, deadline_kind=DeadlineKind.UNREAD, deadline_sure=False),
            Reason.NO_DATE, "2021-02-26",
        ),
        (DONE, Reason.NO_PRODUCT, "2021-07-01"),
        (CALM._replace(unproven_on=day("31/3")), Reason.NO_PRODUCT, "2021-03-31"),
        (CALM._replace(skipped_due=day("31/3")), Reason.SKIPPED, "2021-04-01"),
        (CALM._replace(handed_over_on=day("5/7")), Reason.HANDOVER, "2021-07-05"),
    ],
)  # fmt: skip
def test_each_reason_stands_alone_with_the_day_since_when_it_holds(
    facts: TaskFacts, reason: Reason, since: str
) -> None:
    assert reasons(facts) == {reason: since}


@pytest.mark.parametrize("kind", missed.DATELESS)
def test_words_that_promise_a_date_ask_for_one(kind: DeadlineKind) -> None:
    assert Reason.NO_DATE in reasons(OPEN_ENDED._replace(deadline_kind=kind))


@pytest.mark.parametrize(
    "facts",
    [
        OPEN_ENDED._replace(deadline_kind=DeadlineKind.ONGOING),
        OPEN_ENDED._replace(deadline_kind=DeadlineKind.FROM),
        OPEN_ENDED._replace(deadline_kind=DeadlineKind.EVENT, deadline_rule=DeadlineRule.ON_DEMAND),
        OPEN_ENDED._replace(deadline_kind=DeadlineKind.UNREAD, kind=TaskKind.REGULAR),
        CALM._replace(deadline_kind=DeadlineKind.MEETING),
    ],
)
def test_no_date_is_asked_for_where_none_is_to_come_or_one_was_entered(facts: TaskFacts) -> None:
    assert Reason.NO_DATE not in reasons(facts)


@pytest.mark.parametrize(("silent_days", "found"), [(38, True), (39, False), (40, False)])
def test_silence_counts_once_it_is_longer_than_allowed(silent_days: int, found: bool) -> None:
    silent = CALM._replace(kind=TaskKind.REGULAR, silent_since=day("31/5"))
    assert (Reason.SILENT in reasons(silent, silent_days)) == found


def test_a_key_task_with_a_date_is_not_called_silent() -> None:
    assert Reason.SILENT not in reasons(CALM._replace(silent_since=day("1/3")))


@pytest.mark.parametrize("facts", [DONE._replace(unproven_on=None), DONE._replace(needs_product=False)])
def test_done_with_its_document_or_without_a_product_is_not_missed(facts: TaskFacts) -> None:
    assert reasons(facts) == {}


def test_what_is_done_needs_neither_unit_nor_date_nor_news() -> None:
    done = DONE._replace(
        unproven_on=None, has_unit=False, deadline_kind=DeadlineKind.UNREAD, due=None, kind=TaskKind.REGULAR,
        silent_since=day("26/2"), handed_over_on=day("5/7"),
    )  # fmt: skip
    assert reasons(done) == {}


def test_all_reasons_that_hold_are_given() -> None:
    facts = CALM._replace(
        state=State.OVERDUE_NOT_STARTED, due=day("30/6"), has_unit=False, kind=TaskKind.REGULAR,
        silent_since=day("26/2"), skipped_due=day("31/3"), handed_over_on=day("1/6"),
    )  # fmt: skip
    assert set(reasons(facts)) == {
        Reason.NEVER_STARTED, Reason.NO_UNIT, Reason.SILENT, Reason.SKIPPED, Reason.HANDOVER,
    }  # fmt: skip


@pytest.mark.parametrize("state", [State.CANCELLED, State.SUSPENDED])
def test_halted_tasks_are_never_missed(state: State) -> None:
    halted = CALM._replace(state=state, has_unit=False, deadline_sure=False, due=None, skipped_due=day("31/3"))
    assert reasons(halted) == {}


@pytest.mark.parametrize(
    ("present", "holes"),
    [([], []), ([1, 2, 3], []), ([1, 3], [2]), ([5, 2], [1, 3, 4]), ([2, 2, 4], [1, 3])],
)
def test_holes_lie_between_one_and_the_highest_number(present: list[int], holes: list[int]) -> None:
    assert missed.missing_items(present) == holes


@given(st.sets(st.integers(1, 60)))
def test_present_and_missing_together_are_the_whole_numbering(present: set[int]) -> None:
    missing = missed.missing_items(sorted(present))
    assert not present & set(missing)
    assert sorted(present | set(missing)) == list(range(1, max(present, default=0) + 1))


def test_what_a_person_has_entered_is_asked_no_more() -> None:
    """Also "no deadline" is an answer."""
    unread = OPEN_ENDED._replace(deadline_kind=DeadlineKind.NONE, deadline_sure=True)
    assert missed.needs_date(unread)
    assert not missed.needs_date(unread._replace(deadline_rule="entered"))
    assert reasons(unread._replace(deadline_rule="entered")) == {}
