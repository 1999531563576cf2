"""The questions of `scale.py`: a day's commands, each with SQL by hand for the same rows and Taskwarrior's nearest.

They are asked of registers of bench/registers.py; those that write come last and take another task at each turn.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import shell_sql
from bench.stopwatch import NOWHERE, PIPE, TERMINAL
from tuphap_cli.text import words as folded

DEADLINE = "Quý II/2021"  # what is printed of the task that is shown: in every register something to be read again
WORDS = ("lý", "lịch", "tư", "pháp")
PAST = "2021-04-30"  # a day of the past: about half of the entries come after it
START, DONE = "(start alone)", "task done"
PAGES = (
    10_000  # tasks up to which workbooks, documents and calendars are written and `doctor` runs: they take minutes
)
FOUND = (0, 3)  # exit codes of what may have findings
Words = Sequence[str]
Turn = Callable[[int], Words]


@dataclass(frozen=True, slots=True)
class Contest:
    """One question by its command in each program, for every turn; None where a program has none for it."""

    name: str
    words: Turn
    sql: Callable[[int], str] | None = None
    taskwarrior: Turn | None = None
    out: str = NOWHERE
    codes: tuple[int, ...] = (0,)
    most: int = 10**9  # tasks of the largest register that is asked
    now: str = ""  # the question as of now, of which this one is as of a past day
    compared: bool = True  # whether the rows of the SQL are the rows of the answer


def always(*words: str) -> Turn:
    """The same words at every turn."""
    return lambda _turn: words


def json_of(*words: str) -> Turn:
    """The same words at every turn, answered in JSON."""
    return always(*words, "-f", "json")


def same(statement: str) -> Callable[[int], str]:
    """The same statement at every turn."""
    return lambda _turn: statement


def reading(unit: str, task: int, plan: int, folder: Path) -> Iterator[Contest]:
    """The questions that change nothing; ``unit`` and ``task`` stand for any, ``plan`` is the last decision."""
    yield Contest(START, always("--version"), same("SELECT 1"), always("_version"), compared=False)
    yield Contest("status", json_of("status"), same(shell_sql.status()))
    yield from _tasks(task, plan)
    yield Contest("overdue", json_of("overdue"), same(shell_sql.overdue()), always("overdue"))
    yield Contest("overdue --unit", json_of("overdue", "--unit", unit), same(shell_sql.overdue_of(unit)),
                  always(f"project:{unit}", "overdue"))  # fmt: skip
    yield Contest("missed", json_of("missed"), same(shell_sql.missed()))
    yield Contest("missed --unit", json_of("missed", "--unit", unit))
    yield Contest("check", json_of("check"), codes=FOUND)
    quarter = ("report", "quarter", "2/2021")
    yield Contest("report quarter", json_of(*quarter), same(shell_sql.quarter()))
    yield Contest("report quarter (running)", json_of("report", "quarter", "3/2021"), same(shell_sql.running()),
                  compared=False)  # fmt: skip
    yield Contest("report quarter --rows", json_of(*quarter, "--rows", "done_late"))
    yield from _on_a_terminal(quarter)
    for ending in ("xlsx", "docx"):
        yield Contest(
            f"report quarter, {ending}", always(*quarter, "-o", str(folder / f"report.{ending}")), most=PAGES
        )
    calendar = ("calendar", "export", "-o", str(folder / "days.ics"), "--overwrite")
    yield Contest("calendar export", always(*calendar), most=PAGES)
    yield Contest("doctor", always("doctor"), codes=FOUND, most=PAGES)
    yield from _past(unit)


def _tasks(task: int, plan: int) -> Iterator[Contest]:
    """The questions on tasks."""
    number, rare = str(task), ("đợt", str(plan))
    for name, words in (("task find", WORDS), ("task find (rare)", rare)):
        yield Contest(name, json_of("task", "find", *words), same(shell_sql.find(folded(" ".join(words)))))
    yield Contest("task list", json_of("task", "list"), same(shell_sql.tasks()))
    yield Contest("task list, to a pipe", json_of("task", "list"), out=PIPE)
    yield Contest("task list (open)", json_of("task", "list", "--state", "open"), same(shell_sql.open_tasks()),
                  always("list"))  # fmt: skip
    yield Contest("task show", json_of("task", "show", number), same(shell_sql.show(task)),
                  always(task_uuid(task), "information"), compared=False)  # fmt: skip
    yield Contest("task why", json_of("task", "why", number), same(shell_sql.show(task)), compared=False)


def _on_a_terminal(quarter: Words) -> Iterator[Contest]:
    """What shows the counts and the first rows there."""
    for name, words, sql in (
        ("task find", ("task", "find", *WORDS), shell_sql.find(folded(" ".join(WORDS)))),
        ("missed", ("missed",), shell_sql.check()),
        ("check", ("check",), shell_sql.check()),
        ("report quarter", quarter, shell_sql.quarter()),
        ("report half", ("report", "half", "1/2021"), shell_sql.half()),
    ):
        yield Contest(f"{name}, terminal", always(*words), same(sql), out=TERMINAL, codes=FOUND, compared=False)


def _past(unit: str) -> Iterator[Contest]:
    """The same as of a past day."""
    for name, words, sql in (
        ("status", ("status",), shell_sql.status(PAST)),
        ("task list (open)", ("task", "list", "--state", "open"), shell_sql.open_tasks(PAST)),
        ("overdue", ("overdue",), shell_sql.overdue(PAST)),
        ("overdue --unit", ("overdue", "--unit", unit), shell_sql.overdue_of(unit, PAST)),
        ("missed", ("missed",), shell_sql.missed(PAST)),
    ):
        asked = json_of(*words, "--as-of", PAST)
        yield Contest(f"{name}, past", asked, same(sql), now=name, compared=name != "status")
    yield Contest("check, past", json_of("check", "--as-of", PAST), codes=FOUND, now="check")


def writing(tasks: Sequence[int], turns: int) -> Iterator[Contest]:
    """The daily verbs, each turn on a task of its own out of ``tasks``, which are open."""

    def verb(name: str, first: int, more: Words, sql: Callable[[int], str], taskwarrior: Words) -> Contest:
        mine = tasks[first * turns : (first + 1) * turns]
        return Contest(
            f"task {name}", lambda turn: ("task", name, str(mine[turn]), *more), lambda turn: sql(mine[turn]),
            lambda turn: (task_uuid(mine[turn]), *taskwarrior), compared=False,
        )  # fmt: skip

    yield verb("done", 0, (), shell_sql.done, ("done",))
    yield verb("start", 1, (), shell_sql.start, ("start",))
    yield verb("progress", 2, ("--percent", "60"), shell_sql.progress, ("modify", "priority:H"))


def task_uuid(task: int) -> str:
    """By what Taskwarrior knows a task of ours."""
    return str(uuid.UUID(int=task, version=4))


# -- whether two answers are the same ------------------------------------------------------------------------


def agree(contest: Contest, answer: bytes, shell: bytes) -> bool:
    """Whether the answer in JSON and what the ``sqlite3`` shell printed say the same; ours may say more."""
    ours = json.loads(answer)
    theirs = list(_arrays(shell.decode()))
    if contest.name == "status":
        states = {row["state"]: row["tasks"] for row in ours["rows"] if row["tasks"]}
        counted = {row["state"]: row["tasks"] for row in theirs[0]}
        totals = [theirs[2][0] | theirs[1][0]]
        return states == counted and _like([ours["totals"]], totals) == totals
    if contest.name == "report quarter":
        parts = [(ours["by_unit"], theirs[0]), (ours["by_group"], theirs[1])]
        parts += [([ours["totals"]], theirs[3]), ([ours["flows"]], theirs[4])]
        return all(_unordered(_like(mine, rows)) == _unordered(rows) for mine, rows in parts)
    rows = theirs[0] if theirs else []
    mine = _like([row for row in ours["rows"] if row.get("subject", "task") == "task"], rows)
    if contest.name.startswith("task find"):  # in another order: SQL does not fold titles
        return _unordered(_rows(mine)) == _unordered(_rows(rows))
    return _rows(mine) == _rows(rows)


def _like(ours: Sequence[dict[str, object]], theirs: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """Our rows with the keys that the statement by hand gives."""
    names = theirs[0].keys() if theirs else ()
    return [{name: row[name] for name in names} for row in ours]


def _arrays(text: str) -> Iterator[list[dict[str, object]]]:
    """The arrays that the shell prints, one for each statement with rows."""
    decoder, position = json.JSONDecoder(), 0
    while position < len(text):
        value, position = decoder.raw_decode(text, position)
        yield value
        while position < len(text) and text[position].isspace():
            position += 1


def _rows(rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    return [{name: _joined(value) for name, value in row.items()} for row in rows]


def _joined(value: object) -> object:
    """Lists as the shell joins them; it has nothing for an empty one."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else value


def _unordered(rows: Sequence[dict[str, object]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)
