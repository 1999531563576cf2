"""calendar export and the calendars of other lists: their days, what these say, how they are known again."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.cli.test_contract import ONE, READING
from tests.cli.test_help import Tty
from tests.conftest import Run
from tests.support.formats import EVERY
from tests.support.plans import csv_of_rows
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli import i18n
from tuphap_cli.store.file.making import create_register

PLAN = "25/QĐ-STP"


def events(text: str) -> list[Any]:
    """The events of a calendar in their order."""
    return list(icalendar.Calendar.from_ical(text.encode()).walk("VEVENT"))


def exported(run: Run, *argv: str) -> list[Any]:
    """The events of ``calendar export``."""
    ran = run("calendar", "export", *argv)
    assert ran.code == 0, ran.err
    return events(ran.out)


def days(found: list[Any]) -> list[tuple[date, int]]:
    """The day of each event and the number of its task."""
    return [(event["DTSTART"].dt, int(str(event["SUMMARY"]).partition(".")[0])) for event in found]


def uids(found: list[Any]) -> dict[int, str]:
    """How the event of each task is known."""
    return {number: str(event["UID"]) for (_day, number), event in zip(days(found), found, strict=True)}


def said(event: Any) -> list[str]:
    return str(event["DESCRIPTION"]).splitlines()


# -- which days ----------------------------------------------------------------------------------------------


def test_every_open_deadline_is_a_day_the_earliest_first(office: Clerk, run: Run) -> None:
    assert days(exported(run)) == [(day("31/5"), 2), (day("30/6"), 1), (day("16/7"), 3), (day("30/9"), 4)]


def test_a_unit_comes_with_those_below_it(office: Clerk, run: Run) -> None:
    assert days(exported(run, "--unit", "STP")) == [(day("30/6"), 1), (day("16/7"), 3), (day("30/9"), 4)]
    assert days(exported(run, "--unit", "P. HCTP")) == [(day("30/6"), 1), (day("30/9"), 4)]


def test_from_and_to_bound_the_days_both_included(office: Clerk, run: Run) -> None:
    assert days(exported(run, "--from", "30/6/2021", "--to", "16/7/2021")) == [(day("30/6"), 1), (day("16/7"), 3)]
    assert days(exported(run, "--from", "1/7")) == [(day("16/7"), 3), (day("30/9"), 4)]
    assert days(exported(run, "--to", "15/7")) == [(day("31/5"), 2), (day("30/6"), 1)]


def test_days_the_wrong_way_round_are_refused(office: Clerk, run: Run) -> None:
    ran = run("calendar", "export", "--from", "16/7/2021", "--to", "30/6/2021")
    assert (ran.code, ran.out, ran.err) == (2, "", "--from must not lie after --to.\n")


@pytest.mark.parametrize("kind", ["suspend", "cancel"])
def test_what_is_done_suspended_cancelled_or_put_off_has_no_day(office: Clerk, run: Run, kind: str) -> None:
    office.halt(kind, 1, day("1/7"))
    office.done(2, day("8/7"))
    office.extend(3, None, day("8/7"))
    assert days(exported(run)) == [(day("30/9"), 4)]
    assert days(exported(run, "--as-of", "30/6")) == [
        (day("31/5"), 2), (day("30/6"), 1), (day("16/7"), 3), (day("30/9"), 4),
    ]  # fmt: skip


def test_each_open_occurrence_is_a_day_of_its_own(office: Clerk, run: Run) -> None:
    made = run("task", "add", "Báo cáo hòa giải", "--decision", PLAN, "--unit", "PBPL", "--deadline", "Hằng quý")
    assert made.code == 0
    run("task", "done", "8", "--on", "30/3", "--doc", "12/BC-STP")
    found = exported(run, "--unit", "PBPL")
    assert days(found) == [(day("30/6"), 8), (day("16/7"), 3), (day("30/9"), 8), (day("31/12"), 8)]
    named = [line for event in found for line in said(event) if line.startswith("Occurrence:")]
    assert named == ["Occurrence: Q2", "Occurrence: Q3", "Occurrence: Q4"]
    assert len({str(event["UID"]) for event in found}) == 4


def test_occurrences_made_for_next_year_are_there_before_they_begin_but_not_in_the_past(
    office: Clerk, run: Run
) -> None:
    run("task", "add", "Báo cáo hòa giải", "--decision", PLAN, "--unit", "VP", "--deadline", "Hằng quý")
    before = exported(run, "--unit", "VP")
    run("task", "renew", "8", "--year", "2022")
    found = exported(run, "--unit", "VP", "--from", "1/10/2021")
    assert days(found) == [
        (day("31/12/2021"), 8), (day("31/3/2022"), 8), (day("30/6/2022"), 8), (day("30/9/2022"), 8),
        (day("31/12/2022"), 8),
    ]  # fmt: skip
    assert "Occurrence: Q1/2022" in said(found[1])
    assert days(exported(run, "--unit", "VP", "--as-of", "8/7")) == days(before)


# -- what a day says -----------------------------------------------------------------------------------------


def test_a_day_says_what_a_unit_has_to_know(office: Clerk, run: Run) -> None:
    first, second, third, _fourth = exported(run)
    assert str(second["SUMMARY"]) == "1. HCTP: Rà soát văn bản về hộ tịch"
    assert said(second) == [
        "Decision: 25/QĐ-STP of 26/02/2021, item I.1",
        "Deadline, as printed: Quý II/2021",
        "Due on: 30/06/2021",
        "Product: Báo cáo rà soát",
        "Lead: Phòng Hành chính tư pháp (HCTP)",
        "State on 09/07/2021: overdue, not started, by 9 days; Phòng Hành chính tư pháp has to act.",
    ]
    assert "Done so far: 40%" in said(first)
    assert "Supporting: VP, HCTP" in said(third)
    assert (third["DTEND"].dt, str(third["TRANSP"])) == (day("17/7"), "TRANSPARENT")


def test_a_moved_day_says_where_it_stood(office: Clerk, run: Run) -> None:
    office.extend(3, day("31/8"), day("8/7"))
    found = exported(run, "--unit", "PBPL")
    assert days(found) == [(day("31/8"), 3)]
    assert said(found[0])[1:3] == ["Due on: 31/08/2021", "Originally due on: 16/07/2021"]


def test_a_task_without_a_lead_says_so(office: Clerk, run: Run) -> None:
    office.task(1, "Việc chưa giao cho ai", due=day("20/8"), item="II.9")
    last = exported(run, "--from", "20/8", "--to", "20/8")[0]
    assert str(last["SUMMARY"]) == "8. no lead unit: Việc chưa giao cho ai"
    assert "Lead: no lead unit" in said(last)


@pytest.mark.parametrize("length", [200, 245, 246, 900])
def test_a_long_title_is_whole_in_its_day(office: Clerk, run: Run, length: int) -> None:
    title = ("Rà soát, đôn đốc; thực hiện " * 40)[:length].strip()
    office.task(1, title, unit=1, due=day("20/8"), item="II.9")
    last = exported(run, "--from", "20/8", "--to", "20/8")[0]
    whole = f"8. STP: {title}"
    assert len(str(last["SUMMARY"])) <= 255
    if len(whole) <= 255:
        assert str(last["SUMMARY"]) == whole
        assert said(last)[0].startswith("Decision")
    else:
        assert whole.startswith(str(last["SUMMARY"]).removesuffix("…"))
        assert said(last)[0] == title


def test_the_calendar_is_named_for_its_unit_and_bears_the_mark(office: Clerk, run: Run) -> None:
    mark = run("journal", "head").out.split()
    calendar: Any = icalendar.Calendar.from_ical(run("calendar", "export", "--unit", "HCTP").out.encode())
    assert str(calendar["NAME"]) == "Task deadlines – Phòng Hành chính tư pháp"
    described = str(calendar["DESCRIPTION"]).splitlines()
    assert described[0] == "Deadlines of open tasks, as the register has them on 09/07/2021."
    assert described[1].startswith("Verification mark of the register:")
    assert described[1].split()[-1] in mark


def test_a_reminder_is_asked_for(office: Clerk, run: Run) -> None:
    assert not any(event.walk("VALARM") for event in exported(run))
    found = [alarm for event in exported(run, "--alarm", "3") for alarm in event.walk("VALARM")]
    assert [alarm["TRIGGER"].dt for alarm in found] == [timedelta(days=-3, hours=8)] * 4
    assert run("calendar", "export", "--alarm", "366").code == 2


def test_days_off_and_make_up_days_stand_beside_the_deadlines(office: Clerk, run: Run) -> None:
    ran = run("calendar", "add", "2/9/2021", "--reason", "Nghỉ lễ, tại chỗ", "--by", "12/TB-STP")
    assert ran.code == 0
    run("calendar", "add", "4/9/2021", "--worked", "--reason", "Làm bù", "--by", "12/TB-STP")
    found = exported(run, "--holidays", "--from", "1/9/2021", "--to", "30/9/2021")
    assert [(event["DTSTART"].dt, str(event["SUMMARY"])) for event in found] == [
        (day("30/9"), "4. HCTP: Kiểm tra tổ chức hành nghề công chứng"),
        (day("2/9"), "Day off: Nghỉ lễ, tại chỗ"),
        (day("3/9"), "Day off: Quốc khánh"),
        (day("4/9"), "Make-up day: Làm bù"),
    ]
    assert said(found[1]) == ["Document: 12/TB-STP"]


def test_without_bounds_the_days_off_are_those_of_the_years_of_the_deadlines(office: Clerk, run: Run) -> None:
    rest = [event for event in exported(run, "--holidays") if str(event["UID"]).startswith("day-")]
    assert (rest[0]["DTSTART"].dt, {event["DTSTART"].dt.year for event in rest}) == (day("1/1"), {2021})
    assert all(event["DTSTART"].dt.weekday() < 5 for event in rest)


def test_a_day_off_that_is_not_certain_says_so(office: Clerk, run: Run) -> None:
    found = exported(run, "--holidays", "--from", "1/1/2031", "--to", "1/1/2031")
    assert [str(event["SUMMARY"]) for event in found] == ["Day off: Tết Dương lịch (not certain)"]


# -- known again ---------------------------------------------------------------------------------------------


def test_the_same_register_gives_the_same_bytes_for_the_same_day(office: Clerk, run: Run) -> None:
    argv = ("calendar", "export", "--alarm", "2", "--holidays")
    assert run(*argv).out == run(*argv).out


def test_a_changed_deadline_is_known_again_and_is_newer(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exported(run)
    office.extend(3, day("31/8"), day("8/7"))
    ran = run("task", "edit", "4", "--due", "1/10/2021", "--reason", "Gõ nhầm ngày")
    assert ran.code == 0, ran.err
    assert run("task", "edit", "1", "--title", "Rà soát, hệ thống hóa văn bản").code == 0
    after = exported(run)
    assert uids(after) == uids(before)
    assert days(after) == [(day("31/5"), 2), (day("30/6"), 1), (day("31/8"), 3), (day("1/10"), 4)]
    assert min(e["SEQUENCE"] for e in after) > max(e["SEQUENCE"] for e in before)
    assert min(e["DTSTAMP"].dt for e in after) >= max(e["DTSTAMP"].dt for e in before)


def test_a_single_deadline_that_becomes_one_of_several_stays_known(office: Clerk, run: Run) -> None:
    before = uids(exported(run, "--from", "30/9", "--to", "30/9"))
    assert run("task", "edit", "4", "--due", "30/9/2021; 31/12/2021").code == 0
    assert uids(exported(run, "--from", "30/9", "--to", "30/9")) == before


def test_on_a_later_day_a_day_is_newer_since_its_state_may_be_another(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_TODAY", "2199-07-09")
    earlier = exported(run)
    monkeypatch.setenv("TUPHAP_TODAY", "2199-07-10")
    later = exported(run)
    assert uids(later) == uids(earlier)
    assert later[0]["DTSTAMP"].dt > earlier[0]["DTSTAMP"].dt
    assert later[0]["DTSTAMP"].dt == later[0]["LAST-MODIFIED"].dt


def test_a_copy_of_the_register_knows_its_days_and_another_register_has_its_own(
    office: Clerk, run: Run, env: Path, tmp_path: Path, filled: bytes
) -> None:
    before = uids(exported(run))
    copy = tmp_path / "ban-sao.db"
    copy.write_bytes(env.read_bytes())
    copied = run("--register", str(copy), "calendar", "export").out
    assert uids(events(copied)) == before
    other = tmp_path / "khac.db"
    with create_register(other) as register:
        clerk = Clerk(register)
        clerk.task(clerk.decision(), "Việc khác", due=day("30/9"))
    theirs = uids(events(run("--register", str(other), "calendar", "export").out))
    assert set(theirs) == {1}
    assert theirs[1].partition("-")[0] == "deadline"
    assert not set(theirs.values()) & set(before.values())


# -- files, streams, refusals --------------------------------------------------------------------------------


def test_the_calendar_goes_into_a_file(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "thoi-han.ICS"
    ran = run("calendar", "export", "-o", str(file))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Written: {file}\n")
    data = file.read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.decode() == run("calendar", "export").out


@pytest.mark.parametrize("name", ["thoi-han.xlsx", "thoi-han.json", "thoi-han"])
def test_a_file_with_another_ending_is_refused(office: Clerk, run: Run, tmp_path: Path, name: str) -> None:
    ran = run("calendar", "export", "-o", str(tmp_path / name))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == "Choose one of: ics."
    assert not (tmp_path / name).exists()


def test_on_a_terminal_it_can_be_read(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = run("calendar", "export").out
    monkeypatch.setattr(sys, "stdout", Tty(sys.stdout))
    assert run("calendar", "export").out == piped.replace("\r\n", "\n")


def test_an_empty_calendar_is_no_failure_and_says_so(office: Clerk, run: Run) -> None:
    ran = run("calendar", "export", "--from", "1/1/2030")
    assert (ran.code, events(ran.out)) == (0, [])
    assert ran.err == "The calendar is empty: no open task that fits has a due day.\n"


def test_it_only_reads(office: Clerk, run: Run, env: Path) -> None:
    before = env.read_bytes()
    exported(run, "--holidays", "--alarm", "1")
    assert env.read_bytes() == before


def test_a_unit_that_is_not_there_is_refused(office: Clerk, run: Run) -> None:
    assert run("calendar", "export", "--unit", "KHONGCO").code == 4


def test_it_speaks_vietnamese(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    ran = run("calendar", "export", "--unit", "HCTP")
    i18n.use("en")
    assert "PRODID:-//tuphap//tuphap-cli//VI" in ran.out
    assert said(events(ran.out)[0])[0] == "Văn bản: 25/QĐ-STP ngày 26/02/2021, mục I.1"


# -- other lists ---------------------------------------------------------------------------------------------


def test_overdue_as_a_calendar_holds_what_is_late_and_what_falls_due_soon(office: Clerk, run: Run) -> None:
    assert days(events(run("overdue", "-f", "ics").out)) == [(day("31/5"), 2), (day("30/6"), 1)]
    found = events(run("overdue", "--soon", "7", "-f", "ics").out)
    assert days(found) == [(day("31/5"), 2), (day("30/6"), 1), (day("16/7"), 3)]
    assert uids(found) == {number: uid for number, uid in uids(exported(run)).items() if number != 4}


def test_measured_by_the_original_days_a_calendar_still_shows_those_in_force(office: Clerk, run: Run) -> None:
    office.extend(2, day("15/8"), day("20/5"))
    found = events(run("overdue", "--against", "original", "-f", "ics").out)
    assert days(found) == [(day("30/6"), 1), (day("15/8"), 2)]
    assert said(found[1])[-1].startswith("State on 09/07/2021: in time")


def test_a_list_of_tasks_as_a_calendar_says_what_it_leaves_out(office: Clerk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "viec.ics"
    ran = run("task", "list", "-o", str(file))
    assert ran.code == 0
    found = events(file.read_bytes().decode())
    assert days(found) == [(day("31/5"), 2), (day("30/6"), 1), (day("16/7"), 3), (day("30/9"), 4)]
    assert ran.err.splitlines()[0].startswith("3 rows are not in the calendar")
    ran = run("task", "list", "--unit", "HCTP", "--due-from", "1/7", "-f", "ics")
    assert (days(events(ran.out)), ran.err) == ([(day("30/9"), 4)], "")


def test_the_calendar_of_a_list_ends_as_the_list_does(office: Clerk, run: Run) -> None:
    assert run("overdue", "--exit-code", "-f", "ics").code == 3


DATED = {("overdue",), ("overdue", "--soon", "7"), ("task", "list")}


@pytest.mark.parametrize("words", [words for words, _schema, _code in (*READING, *ONE) if words not in DATED])
def test_no_other_report_becomes_a_calendar(office: Clerk, run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "a.ics"
    for asked in (("-f", "ics"), ("-o", str(file))):
        ran = run(*words, *asked)
        assert (ran.code, ran.out) == (2, "")
        assert "ics" in ran.err.splitlines()[0]
        forms = f"Choose one of: {', '.join(EVERY)}"
        assert ran.err.splitlines()[-1].removesuffix(".") in {forms, f"{forms}, pdf"}
    assert not file.exists()


def test_a_command_that_writes_refuses_a_calendar_before_it_writes(
    office: Clerk, run: Run, env: Path, tmp_path: Path
) -> None:
    file = csv_of_rows(tmp_path / "a.csv", [["STT", "Nội dung nhiệm vụ", "Thời hạn"], ["1", "Rà soát", "31/3/2021"]])
    before = dump_file(env)
    ran = run("import", str(file), "--decision", "40/QĐ-STP", "--issued", "1/3/2021", "-f", "ics")
    assert ran.code == 2
    assert dump_file(env) == before
