"""A register of forty tasks, made by hand so that every figure of its reports can be worked out on paper.

Two decisions (A with groups I and II, B with another group I and two tasks outside it); the department STP with the
divisions HC (sections HT and QT below it) and PB; the centre TG beside it; three tasks without a lead. The table says
where each task stands on the last day of the first quarter's window (14/3) and of the second one's (14/6).

    no.  group lead  due     what happened                      14/3             14/6
      1  A I   HT    31/1    done 29/1                          on time          on time
      2  A I   HT    28/2    done 5/3                           late             late
      3  A I   HT    10/3    begun 1/3, done 20/4               overdue, begun   late
      4  A I   QT    31/3    done 30/3                          in time, not     on time
      5  A I   QT    30/4    begun 10/3, done 14/6              in time, begun   late
      6  A I   HC    15/5                                       in time, not     overdue, not    30 days
      7  A I   HC    14/5    begun 1/5                          in time, not     overdue, begun  31
      8  A I   PB    15/4                                       in time, not     overdue, not    60
      9  A I   PB    14/4    progress 1/4                       in time, not     overdue, begun  61
     10  A I   TG    16/3                                       in time, not     overdue, not    90
     11  A I   TG    15/3                                       in time, not     overdue, not    91
     12  A I   -     14/2                                       overdue, not     overdue, not   120
     13  A II  -     13/2    ad hoc, begun 1/2                  overdue, begun   overdue, begun 121
     14  A II  STP   30/6    done 20/6                          in time, not     in time, not
     15  A II  STP   14/6    begun 2/6                          in time, not     in time, begun
     16  A II  PB    -       regular                            no date, regular no date, regular
     17  A II  PB    -       regular, done 10/5                 no date, regular no date, regular, with a result
     18  A II  TG    -       "thường xuyên", begun 1/3          no date, regular no date, regular
     19  A II  HC    -       done 1/3                           no date, other, with a result (both days)
     20  A II  HT    -       not read                           no date, other   no date, other
     21  A II  HC    31/3 30/6 30/9 31/12, the first done 30/3  in time, not     in time, not (30/6 speaks)
     22  A II  HC    31/1 28/2 31/3 30/4 31/5 30/6, the first three done 31/1, 2/3, 31/3
                                                                in time, not     overdue, not    45 (30/4 speaks)
     23  A II  TG    31/3 30/6, done 5/4, 10/6                  in time, not     on time (the last one speaks)
     24  A II  HT    30/4    to 31/7 on 20/4                    in time, not     in time, not
     25  A II  QT    28/2    to 30/4 on 25/2                    in time, not     overdue, not    45
     26  A II  HT    31/5    until further notice on 1/6        in time, not     no date, other
     27  B I   PB    30/6    suspended 1/6                      -                suspended
     28  B I   PB    30/4    suspended 20/4, resumed 20/5       -                overdue, not    45
     29  B I   HC    31/5    cancelled 15/5                     -                cancelled
     30  B I   TG    20/5    ad hoc, done 18/5                  -                on time
     31  B I   TG    20/5    ad hoc, done 21/5                  -                late
     32  B I   STP   1/6     done 2/6                           -                late
     33  B I   HT    10/6    to QT 20/5, done 9/6               -                on time, under QT
     34  B I   PB    14/6    begun 20/4, to HC 1/6              -                in time, begun, under HC
     35  B I   QT    -       to TG 1/7                          -                no date, other, still under QT
     36  B I   QT    31/7    done 10/6                          -                on time
     37  B I   STP   13/6    regular, done 13/6, reopened 14/6  -                overdue, not     1
     38  B I   PB    15/6    ad hoc, begun 14/6                 -                in time, begun
     39  B -   -     -       on an event                        -                no date, other
     40  B -   TG    -       ad hoc, cancelled 10/6             -                cancelled
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tests.support.registers import Clerk, day
from tuphap_cli.domain.model import DeadlineKind, Reading, TaskKind
from tuphap_cli.store.write import obstacles

PLAN, LATER_PLAN = day("20/12/2020"), day("1/4")
UNITS = {  # code: name, kind, parent
    "STP": ("Sở Tư pháp", "department", ""),
    "HC": ("Phòng Hành chính", "division", "STP"),
    "HT": ("Tổ Hộ tịch", "division", "HC"),
    "QT": ("Tổ Quốc tịch", "division", "HC"),
    "PB": ("Phòng Phổ biến", "division", "STP"),
    "TG": ("Trung tâm Trợ giúp", "centre", ""),
}
KINDS = {"ad hoc": TaskKind.AD_HOC, "regular": TaskKind.REGULAR, "": TaskKind.KEY}
READINGS = {
    "ongoing": Reading("Thường xuyên", DeadlineKind.ONGOING, sure=True),
    "unread": Reading("Theo tiến độ", DeadlineKind.UNREAD),
    "event": Reading("Khi có hướng dẫn", DeadlineKind.EVENT, sure=True),
}


class Given(NamedTuple):
    """A task as it was handed down: group, lead, due days (or the name of a reading), kind."""

    group: str
    lead: str
    due: str = ""
    kind: str = ""


FORTY = (
    Given("A I", "HT", "31/1"), Given("A I", "HT", "28/2"), Given("A I", "HT", "10/3"), Given("A I", "QT", "31/3"),
    Given("A I", "QT", "30/4"), Given("A I", "HC", "15/5"), Given("A I", "HC", "14/5"), Given("A I", "PB", "15/4"),
    Given("A I", "PB", "14/4"), Given("A I", "TG", "16/3"), Given("A I", "TG", "15/3"), Given("A I", "", "14/2"),
    Given("A II", "", "13/2", "ad hoc"), Given("A II", "STP", "30/6"), Given("A II", "STP", "14/6"),
    Given("A II", "PB", kind="regular"), Given("A II", "PB", kind="regular"), Given("A II", "TG", "ongoing"),
    Given("A II", "HC"), Given("A II", "HT", "unread"), Given("A II", "HC", "31/3 30/6 30/9 31/12"),
    Given("A II", "HC", "31/1 28/2 31/3 30/4 31/5 30/6"), Given("A II", "TG", "31/3 30/6"),
    Given("A II", "HT", "30/4"), Given("A II", "QT", "28/2"), Given("A II", "HT", "31/5"),
    Given("B I", "PB", "30/6"), Given("B I", "PB", "30/4"), Given("B I", "HC", "31/5"),
    Given("B I", "TG", "20/5", "ad hoc"), Given("B I", "TG", "20/5", "ad hoc"), Given("B I", "STP", "1/6"),
    Given("B I", "HT", "10/6"), Given("B I", "PB", "14/6"), Given("B I", "QT"), Given("B I", "QT", "31/7"),
    Given("B I", "STP", "13/6", "regular"), Given("B I", "PB", "15/6", "ad hoc"), Given("B", "", "event"),
    Given("B", "TG", kind="ad hoc"),
)  # fmt: skip

# What happened, as task, act, day (and to what).
HAPPENED = """
1 done 29/1; 2 done 5/3; 3 start 1/3; 3 done 20/4; 4 done 30/3; 5 start 10/3; 5 done 14/6; 7 start 1/5;
9 progress 1/4; 13 start 1/2; 14 done 20/6; 15 start 2/6; 17 done 10/5; 18 start 1/3; 19 done 1/3; 21 done 30/3;
22 done 31/1; 22 done 2/3; 22 done 31/3; 23 done 5/4; 23 done 10/6; 24 extend 20/4 31/7; 25 extend 25/2 30/4;
26 extend 1/6 -; 27 suspend 1/6; 28 suspend 20/4; 28 resume 20/5; 29 cancel 15/5; 30 done 18/5; 31 done 21/5;
32 done 2/6; 33 assign 20/5 QT; 33 done 9/6; 34 start 20/4; 34 assign 1/6 HC; 35 assign 1/7 TG; 36 done 10/6;
37 done 13/6; 37 reopen 14/6; 38 start 14/6; 40 cancel 10/6
"""
# Obstacles: task or unit, day, what, proposal, day on which it was cleared.
OBSTACLES = (
    (11, "", "10/3", "Chưa có hướng dẫn của Bộ.", "Đề nghị Bộ hướng dẫn.", ""),
    (0, "PB", "1/2", "Thiếu người", "Đề nghị bổ sung biên chế.", "1/6"),
    (0, "TG", "20/6", "Thiếu kinh phí", "Đề nghị cấp kinh phí.", ""),
)


def fill(clerk: Clerk, until: date = date.max) -> dict[str, int]:
    """Enter what had happened by the day ``until``; gives the ids of the units by code."""
    units: dict[str, int] = {}
    with clerk.at_once():
        for code, (name, kind, parent) in UNITS.items():
            units[code] = clerk.unit(code, name, kind=kind, parent=units.get(parent))
        _hand_down(clerk, units, until)
        for line in HAPPENED.split(";"):
            number, act, on, *what = line.split()
            if day(on) <= until:
                _happen(clerk, units, int(number), act, day(on), "".join(what))
        _obstruct(clerk, units, until)
    return units


def _hand_down(clerk: Clerk, units: dict[str, int], until: date) -> None:
    decisions: dict[str, int] = {"A": clerk.decision("10/QĐ-STP", PLAN, title="Kế hoạch năm 2021")}
    groups: dict[str, int | None] = {
        "A I": clerk.group(decisions["A"], "I", "Văn bản", 1),
        "A II": clerk.group(decisions["A"], "II", "Hộ tịch", 2),
    }
    if until >= LATER_PLAN:
        decisions["B"] = clerk.decision("40/KH-STP", LATER_PLAN, title="Kế hoạch bổ sung")
        groups |= {"B I": clerk.group(decisions["B"], "I", "Chuyển đổi số", 1), "B": None}
    for number, given in enumerate(FORTY, 1):
        if given.group not in groups:
            continue
        days = [day(text) for text in given.due.split()] if "/" in given.due else []
        clerk.task(
            decisions[given.group[0]], f"Việc {number}", unit=units.get(given.lead), group=groups[given.group],
            due=days if len(days) > 1 else days[0] if days else None, reading=READINGS.get(given.due),
            kind=KINDS[given.kind], item=f"V{number}",
            assigned=PLAN if given.group.startswith("A") else LATER_PLAN,
        )  # fmt: skip


def _happen(clerk: Clerk, units: dict[str, int], task: int, act: str, on: date, what: str) -> None:
    acts: dict[str, Callable[[], object]] = {
        "done": lambda: clerk.done(task, on, f"{task}/BC-STP"),
        "extend": lambda: clerk.extend(task, None if what == "-" else day(what), on),
        "assign": lambda: clerk.assign(task, units[what], on, "9/STP-VP"),
        "resume": lambda: clerk.resume(task, on),
        "reopen": lambda: clerk.reopen(task, on),
        "suspend": lambda: clerk.halt("suspend", task, on),
        "cancel": lambda: clerk.halt("cancel", task, on),
        "start": lambda: clerk.start(task, on),
        "progress": lambda: clerk.progress(task, on, 50),
    }
    acts[act]()


def _obstruct(clerk: Clerk, units: dict[str, int], until: date) -> None:
    with clerk.writing() as change:
        change.flush()
        for task, unit, on, what, proposal, cleared in OBSTACLES:
            if day(on) > until:
                continue
            facts = obstacles.ObstacleFacts(what, day(on), task or None, units.get(unit), proposal)
            number = obstacles.add_obstacle(change, facts)
            if cleared and day(cleared) <= until:
                obstacles.resolve_obstacle(change, number, "Đã bổ sung", "7/QĐ-STP", day(cleared))
