"""Entering and correcting decisions, units and tasks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.registers import ISSUED, Clerk, day, due_on, dump
from tuphap_cli import errors
from tuphap_cli.domain.model import DeadlineKind, DeadlineRule, Reading, TaskKind
from tuphap_cli.store.read import entries, names, queries
from tuphap_cli.store.read.filters import Filters
from tuphap_cli.store.tables import Task
from tuphap_cli.store.write import records, tasks

QUARTERS = [day("31/3"), day("30/6"), day("30/9"), day("31/12")]


def redate(clerk: Clerk, task: int, due: date | list[date] | None) -> None:
    """Correct a task's deadline."""
    with clerk.writing("task edit") as change:
        row = change.session.get_one(Task, task)
        tasks.set_deadline(change, row, "sửa", due_on(due, "sửa"))


def dates(clerk: Clerk) -> list[tuple[date | None, date | None]]:
    return [(row.due, row.done_on) for row in queries.deadline_rows(clerk.register.connection, clerk.today)]


# -- decisions -----------------------------------------------------------------------------------------------


def test_numbers_restart_every_year_and_a_day_makes_them_one(clerk: Clerk) -> None:
    clerk.decision("25/QĐ-STP", ISSUED)
    clerk.decision("25/QĐ-STP", day("25/2/2022"))
    with pytest.raises(errors.Duplicate, match="25/QD-STP"):
        clerk.decision("25/QD-STP", ISSUED)
    connection = clerk.register.connection
    assert names.decision(connection, "25/QĐ-STP@2022").issued_on == day("25/2/2022")
    with pytest.raises(errors.AmbiguousDecision, match="2021, 2022"):
        names.decision(connection, "25/QĐ-STP")
    with pytest.raises(errors.NotFound, match="2020"):
        names.decision(connection, "25/QĐ-STP@2020")


@pytest.mark.parametrize(
    ("number", "title", "declares", "fault"),
    [
        ("25/QĐ-STP", "Phương án (TỐI MẬT)", None, errors.SecretDocument),
        ("…", "", None, errors.BadField),
        ("25/QĐ-STP", "", 0, errors.BadField),
        ("25/QĐ-STP", "", -1, errors.BadField),
    ],
)
def test_a_decision_that_cannot_be_kept_is_refused(
    clerk: Clerk, number: str, title: str, declares: int | None, fault: type[errors.TuphapError]
) -> None:
    with pytest.raises(fault):
        clerk.decision(number, title=title, declares=declares)
    assert entries.decision_rows(clerk.register.connection) == []


def test_a_decision_is_kept_clean_and_names_the_one_it_carries_out(clerk: Clerk) -> None:
    above = clerk.decision("262/QĐ-UBND", day("25/2"), issuer="UBND tỉnh")
    clerk.decision(" 25 / QĐ - STP", title="Kế hoạch\u202e  công tác", implements=above, declares=130)
    row = entries.decision_rows(clerk.register.connection)[1]
    assert (row.number, row.title, row.year, row.declares) == ("25/QĐ-STP", "Kế hoạch công tác", 2021, 130)
    assert (row.implements, row.implements_issued, row.tasks) == ("262/QĐ-UBND", day("25/2"), 0)


def test_a_moved_day_of_issue_moves_the_assignment_of_its_tasks(clerk: Clerk) -> None:
    plan = clerk.decision()
    first, later = clerk.task(plan), clerk.task(plan, assigned=day("1/4"))
    with clerk.writing() as change:
        records.edit_decision(change, plan, {"issued_on": day("1/3"), "title": "Kế hoạch"})
    with clerk.writing() as change:
        records.edit_decision(change, plan, {"declares": 2})
    assert clerk.row(first).assigned_on == day("1/3")
    assert clerk.row(later).assigned_on == day("1/4")
    assert entries.decision_rows(clerk.register.connection)[0].version == 3


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"issued_on": day("1/3")}, errors.Duplicate),
        ({"declares": 0}, errors.BadField),
        ({"title": "MẬT"}, errors.SecretDocument),
    ],
)
def test_a_correction_that_cannot_stand_is_refused_with_its_own_error(
    clerk: Clerk, values: tasks.Values, fault: type[errors.TuphapError]
) -> None:
    plan = clerk.decision()
    clerk.decision(issued=day("1/3"))
    before = dump(clerk.register.connection)
    with pytest.raises(fault), clerk.writing() as change:
        records.edit_decision(change, plan, values)
    assert dump(clerk.register.connection) == before


# -- units ---------------------------------------------------------------------------------------------------


def test_a_unit_is_found_by_code_name_and_alias_marks_and_case_aside(clerk: Clerk) -> None:
    unit = clerk.unit("pb gdpl", "Phòng Phổ biến, giáo dục pháp luật", aliases=["P. PBGDPL", "", "p. pbgdpl"])
    connection = clerk.register.connection
    for name in ("PB-GDPL", "phong pho bien, giao duc phap luat", "P. PBGDPL"):
        assert names.find_unit(connection, name).id == unit
    assert entries.unit_rows(connection)[0].aliases == ("P. PBGDPL",)
    with pytest.raises(errors.NotFound, match="PB-GDPL"):
        names.find_unit(connection, "PBGDPL")
    with pytest.raises(errors.NotFound) as raised:
        names.find_unit(connection, "Kho bạc")
    assert raised.value.facts["nearest"] == ""


@pytest.mark.parametrize(
    ("code", "name", "aliases"),
    [("vp", "Khác", []), ("VP2", "van phong so", []), ("VP2", "Khác", ["vps"])],
)
def test_a_taken_code_name_or_alias_is_refused(clerk: Clerk, code: str, name: str, aliases: list[str]) -> None:
    clerk.unit("VP", "Văn phòng Sở", aliases=["VPS"])
    before = dump(clerk.register.connection)
    with pytest.raises(errors.Duplicate):
        clerk.unit(code, name, aliases=aliases)
    assert dump(clerk.register.connection) == before


@pytest.mark.parametrize(("code", "name"), [(" ", "Văn phòng"), ("VP", "\u200b")])
def test_a_unit_needs_a_code_and_a_name(clerk: Clerk, code: str, name: str) -> None:
    with pytest.raises(errors.BadField):
        clerk.unit(code, name)


def test_a_renamed_unit_keeps_its_old_name_and_its_tasks_are_found_under_the_new(clerk: Clerk) -> None:
    unit = clerk.unit("BTTP", "Phòng Bổ trợ tư pháp")
    task = clerk.task(clerk.decision(), unit=unit)
    with clerk.writing() as change:
        records.edit_unit(change, unit, {"name": "Phòng Hành chính và bổ trợ"})
    connection = clerk.register.connection
    assert names.find_unit(connection, "Phòng Bổ trợ tư pháp").name == "Phòng Hành chính và bổ trợ"
    assert [r.task for r in queries.task_rows(connection, clerk.today, Filters(words=("hanh", "chinh")))] == [task]


def test_a_unit_includes_those_below_it(clerk: Clerk) -> None:
    top = clerk.unit("STP", kind="department")
    middle = clerk.unit("TGPL", parent=top)
    lower = clerk.unit("CN1", parent=middle)
    aside = clerk.unit("VP")
    connection = clerk.register.connection
    assert set(entries.unit_tree(connection, top)) == {top, middle, lower}
    assert entries.unit_tree(connection, aside) == (aside,)


# -- tasks ---------------------------------------------------------------------------------------------------


def test_items_are_given_where_none_is_said_and_never_twice(clerk: Clerk) -> None:
    plan, other = clerk.decision(), clerk.decision("8/KH-STP")
    clerk.task(plan, item="2")
    for _ in range(2):
        clerk.task(plan)
    clerk.task(other, item="2")
    assert entries.items(clerk.register.connection, plan) == ["2", "1", "3"]
    with pytest.raises(errors.Duplicate, match="“2”"):
        clerk.task(plan, item=" 2 ")
    with pytest.raises(errors.BadField):
        clerk.task(plan, "\u200b ")


def test_a_task_is_named_by_number_or_by_decision_and_item(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), item="II.3")
    connection = clerk.register.connection
    for name in (str(task), f"#{task}", "25/QĐ-STP:II.3", "25/qd-stp@2021:II.3"):
        assert names.task(connection, name) == task
    with pytest.raises(errors.NotFound, match=r"II\.3"):
        names.task(connection, "25/QĐ-STP:II.4")
    for name in ("99", "25/QĐ-STP", "26/QĐ-STP:1"):
        with pytest.raises(errors.NotFound):
            names.task(connection, name)


def test_supporting_units_keep_their_order_and_stay_untouched_when_nothing_changes(clerk: Clerk) -> None:
    a, b, c = (clerk.unit(code) for code in "ABC")
    task = clerk.task(clerk.decision(), supports=[c, a, c])
    assert queries.supports(clerk.register.connection) == {task: ["C", "A"]}
    rows = len(clerk.journal())
    with clerk.writing() as change:
        tasks.set_supports(change, task, [c, a])
    assert len(clerk.journal()) == rows
    with clerk.writing() as change:
        tasks.set_supports(change, task, [b, c])
    assert queries.supports(clerk.register.connection) == {task: ["B", "C"]}


def test_a_corrected_task_is_found_by_its_new_words(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), "Kiểm tra hộ tịch")
    with clerk.writing() as change:
        tasks.edit_task(change, task, {"title": "Thanh tra công chứng", "kind": TaskKind.REGULAR.value})
    connection = clerk.register.connection
    assert not list(queries.task_rows(connection, clerk.today, Filters(words=("ho tich",))))
    (row,) = queries.task_rows(connection, clerk.today, Filters(words=("cong chung",)))
    assert (row.title, row.kind) == ("Thanh tra công chứng", TaskKind.REGULAR)


def test_lists_are_narrowed_by_decision_group_kind_unit_and_words(clerk: Clerk) -> None:
    plan, other = clerk.decision(), clerk.decision("8/KH-STP")
    unit, group = clerk.unit("VP"), clerk.group(plan, "I", "Văn bản")
    one = clerk.task(plan, "Rà soát văn bản", unit=unit, group=group)
    two = clerk.task(plan, "Trực tiếp dân", kind=TaskKind.REGULAR)
    three = clerk.task(other, "Rà soát thủ tục")

    def found(filters: Filters) -> list[int]:
        return [row.task for row in queries.task_rows(clerk.register.connection, clerk.today, filters)]

    assert found(Filters()) == [one, two, three]
    assert found(Filters(decision=plan)) == [one, two]
    assert found(Filters(group="I")) == [one]
    assert found(Filters(kind=TaskKind.REGULAR)) == [two]
    assert found(Filters(units=(unit,))) == [one]
    assert found(Filters(tasks=(two, three))) == [two, three]
    assert found(Filters(words=("ra", "soat"))) == [one, three]
    assert found(Filters(decision=other, words=("ra", "soat"))) == [three]


def test_only_a_sure_reading_gives_due_days_and_the_words_are_kept(clerk: Clerk) -> None:
    unsure = Reading("Quý II hoặc quý III", DeadlineKind.WITHIN, due=day("30/6"), rule=DeadlineRule.SEVERAL)
    task = clerk.task(clerk.decision(), text=unsure.phrase, reading=unsure)
    row = clerk.row(task)
    assert (row.due, row.deadline_text, row.deadline_sure) == (None, "Quý II hoặc quý III", False)
    assert (row.deadline_kind, row.deadline_rule) == (DeadlineKind.WITHIN, "several")


# -- correcting deadlines ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (day("30/6"), day("30/9")),
        (None, day("30/9")),
        (day("30/6"), None),
        (day("30/6"), QUARTERS),
        (QUARTERS, day("30/6")),
        (QUARTERS, QUARTERS[1:]),
        (QUARTERS[:2], QUARTERS[1:3]),
        (QUARTERS, [day("15/3"), *QUARTERS[1:]]),
        (QUARTERS, None),
    ],
)
def test_a_deadline_on_which_nothing_is_recorded_can_be_corrected_freely(
    clerk: Clerk, before: date | list[date] | None, after: date | list[date] | None
) -> None:
    task = clerk.task(clerk.decision(), due=before)
    redate(clerk, task, after)
    wanted = after if isinstance(after, list) else [after]
    assert [due for due, _ in dates(clerk)] == wanted
    assert clerk.row(task).original_due == wanted[0]


def test_a_corrected_single_deadline_keeps_its_record(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), due=day("30/6"))
    clerk.done(task, day("5/7"))
    redate(clerk, task, day("31/7"))
    assert dates(clerk) == [(day("31/7"), day("5/7"))]


def test_a_day_that_stays_keeps_its_own_record(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), due=day("30/6"))
    clerk.done(task, day("29/6"))
    redate(clerk, task, QUARTERS)
    assert dates(clerk) == [(due, day("29/6") if due == day("30/6") else None) for due in QUARTERS]


@pytest.mark.parametrize("after", [day("30/9"), [*QUARTERS[1:]], None])
def test_a_day_with_a_record_cannot_go(clerk: Clerk, after: date | list[date] | None) -> None:
    task = clerk.task(clerk.decision(), due=QUARTERS)
    clerk.done(task, day("30/3"))
    before = dump(clerk.register.connection)
    with pytest.raises(errors.DeadlineRecorded, match="something is recorded"):
        redate(clerk, task, after)
    assert dump(clerk.register.connection) == before


def test_an_extended_day_cannot_go_either(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision(), due=day("30/6"))
    clerk.extend(task, day("31/7"), day("1/6"))
    with pytest.raises(errors.DeadlineRecorded):
        redate(clerk, task, None)


def test_what_was_recorded_before_there_was_a_date_counts_for_it(clerk: Clerk) -> None:
    task = clerk.task(clerk.decision())
    clerk.progress(task, day("1/6"), 40)
    redate(clerk, task, day("30/6"))
    row = clerk.row(task)
    assert (row.due, row.percent, row.entries, row.last_on) == (day("30/6"), 40, 1, day("1/6"))
