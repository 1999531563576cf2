"""The best statements that a person could write by hand in the ``sqlite3`` shell for what the commands answer.

They read the register's tables directly, the table of intervals too, and make the same rows in the same order. A day
is asked for as the commands do with ``--as-of``.
"""

from __future__ import annotations

from collections.abc import Sequence

TODAY = "2021-07-09"
QUARTER = ("2021-03-15", "2021-06-14")  # the second quarter's window under Decree 09/2019/NĐ-CP
SILENT = 92  # days of silence from which a running task is missed
SOON = 7  # days ahead that `status` and `check` look
SHOWN = 100  # rows that a terminal shows of each kind

_OPEN = "s.done_on IS NULL AND s.suspended_on IS NULL AND s.cancelled_on IS NULL"
_COUNTED = "(s.done_on IS NOT NULL OR (s.suspended_on IS NULL AND s.cancelled_on IS NULL))"


def _holds(day: str) -> str:
    return f"s.from_day <= '{day}' AND s.to_day > '{day}'"


def _state(day: str) -> str:
    return f"""
CASE WHEN s.done_on IS NULL AND s.cancelled_on IS NOT NULL THEN 'cancelled'
     WHEN s.done_on IS NULL AND s.suspended_on IS NOT NULL THEN 'suspended'
     WHEN s.due IS NULL THEN 'no_deadline'
     WHEN s.done_on <= s.due THEN 'done_on_time'
     WHEN s.done_on IS NOT NULL THEN 'done_late'
     ELSE CASE WHEN s.due < '{day}' THEN 'overdue' ELSE 'in_time' END
          || CASE WHEN s.begun = 1 THEN '_under_way' ELSE '_not_started' END
END
"""


def _late(day: str, where: str = "") -> str:
    """The overdue deadlines of a day with their tasks, the longest delay first."""
    return f"""
SELECT t.id AS task, t.item, c.number AS decision, c.issued_on AS decision_issued, t.title,
       COALESCE(u.code, '') AS unit, COALESCE(u.name, '') AS unit_name, t.deadline_text, s.due, s.original_due,
       CAST(julianday('{day}') - julianday(s.due) AS INTEGER) AS days_late, s.percent, s.last_on AS last_progress,
       CASE WHEN s.begun = 1 THEN 'overdue_under_way' ELSE 'overdue_not_started' END AS state
FROM standing AS s
JOIN task AS t ON t.id = s.task_id
JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN unit AS u ON u.id = s.lead_unit_id
WHERE {_holds(day)} AND {_OPEN} AND s.due < '{day}' {where}
ORDER BY s.due, t.id, s.deadline_id"""


def overdue(day: str = TODAY) -> str:
    """What is overdue."""
    return f"{_late(day)};"


def overdue_of(unit: str, day: str = TODAY) -> str:
    """What is overdue in a unit and those below it."""
    return f"""
WITH RECURSIVE below (id) AS (
    SELECT id FROM unit WHERE code = '{unit}' UNION SELECT v.id FROM unit AS v JOIN below ON v.parent_id = below.id)
{_late(day, "AND s.lead_unit_id IN (SELECT id FROM below)")};
"""


def _soon(day: str) -> str:
    return f"{_holds(day)} AND {_OPEN} AND s.due BETWEEN '{day}' AND date('{day}', '+{SOON} days')"


def status(day: str = TODAY) -> str:
    """How many tasks are in each state, how much there is, the last command that wrote."""
    return f"""
SELECT {_state(day)} AS state, COUNT(*) AS tasks FROM standing AS s WHERE {_holds(day)} AND s.speaks = 1 GROUP BY 1;
SELECT COUNT(*) AS soon FROM standing AS s WHERE {_soon(day)};
SELECT (SELECT COUNT(*) FROM decision) AS decisions, (SELECT COUNT(*) FROM unit) AS units,
       (SELECT COUNT(*) FROM task) AS tasks, (SELECT COUNT(*) FROM progress) AS entries,
       (SELECT MAX(seq) FROM journal) AS journal;
SELECT at, actor, command FROM journal ORDER BY seq DESC LIMIT 1;
"""


_REASONS = {
    "never_started": f"{_OPEN} AND s.due < '{{day}}' AND s.begun = 0",
    "no_unit": f"{_OPEN} AND s.lead_unit_id IS NULL",
    "no_date": f"{_OPEN} AND s.due IS NULL AND s.undated",
    "silent": f"{_OPEN} AND (s.kind = 'regular' OR s.deadline_kind = 'ongoing') "
    f"AND s.silent_since < date('{{day}}', '-{SILENT} days')",
    "handover": f"{_OPEN} AND s.handed_over_on IS NOT NULL",
    "no_product": f"{_COUNTED} AND s.unproven_on IS NOT NULL",
    "skipped": f"{_COUNTED} AND s.skipped_due < '{{day}}'",
}


def _missing(day: str) -> str:
    """The tasks on the missed list of a day, each with its reasons."""
    words = " || ".join(
        f"CASE WHEN {test.format(day=day)} THEN '{reason}; ' ELSE '' END" for reason, test in _REASONS.items()
    )
    return f"SELECT s.*, {words} AS found FROM standing AS s WHERE {_holds(day)} AND s.speaks = 1"


def missed(day: str = TODAY) -> str:
    """The tasks on the missed list with their reasons, in the order of the plans."""
    return f"""
SELECT t.id AS task, t.item, c.number AS decision, t.title, COALESCE(u.code, '') AS unit,
       rtrim(m.found, '; ') AS reasons
FROM ({_missing(day)}) AS m
JOIN task AS t ON t.id = m.task_id
JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN unit AS u ON u.id = m.lead_unit_id
WHERE m.found <> '' ORDER BY c.issued_on, c.id, t.position, t.id;
"""


def check(day: str = TODAY) -> str:
    """What the nightly check counts, and the first rows of what is overdue and of what falls due."""
    return f"""
SELECT u.code AS unit, COUNT(*) AS overdue, MIN(s.due) AS oldest FROM standing AS s
LEFT JOIN unit AS u ON u.id = s.lead_unit_id
WHERE {_holds(day)} AND {_OPEN} AND s.due < '{day}' GROUP BY s.lead_unit_id;
SELECT found, COUNT(*) AS tasks FROM ({_missing(day)}) WHERE found <> '' GROUP BY 1;
SELECT COUNT(*) AS soon FROM standing AS s WHERE {_soon(day)};
{_late(day)} LIMIT {SHOWN};
SELECT c.id, c.number, c.declares, COUNT(t.id) AS tasks FROM decision AS c LEFT JOIN task AS t ON t.decision_id = c.id
GROUP BY c.id HAVING COUNT(t.id) < c.declares;
"""


def _tasks(day: str) -> str:
    return f"""
SELECT t.id AS task, t.item, c.number AS decision, c.issued_on AS decision_issued, COALESCE(g.label, '') AS "group",
       t.title, t.kind, COALESCE(u.code, '') AS unit, COALESCE(u.name, '') AS unit_name,
       (SELECT group_concat(code, '; ') FROM (
            SELECT v.code FROM task_support AS p JOIN unit AS v ON v.id = p.unit_id
            WHERE p.task_id = t.id ORDER BY p.position)) AS supporting,
       t.product, t.deadline_text, s.due, {_state(day)} AS state, s.percent
FROM standing AS s
JOIN task AS t ON t.id = s.task_id
JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN task_group AS g ON g.id = t.group_id
LEFT JOIN unit AS u ON u.id = s.lead_unit_id
WHERE {_holds(day)} AND s.speaks = 1
"""


def tasks(day: str = TODAY) -> str:
    """Every task."""
    return f"{_tasks(day)} ORDER BY c.issued_on, c.id, t.position, t.id;"


def open_tasks(day: str = TODAY) -> str:
    """The tasks that are under way or not begun, in time, overdue or without a deadline."""
    return f"{_tasks(day)} AND {_OPEN} ORDER BY c.issued_on, c.id, t.position, t.id;"


def find(words: Sequence[str]) -> str:
    """The tasks with all of ``words`` (folded) at the beginning of a word, the best first as far as SQL can tell."""
    held = " AND ".join(f"instr(shadow, ' {word}') > 0" for word in words)
    whole = " + ".join(f"(instr(t.shadow, ' {word} ') > 0)" for word in words)
    phrase = " ".join(words)
    return f"""
{_tasks(TODAY)} AND s.task_id IN (SELECT id FROM task WHERE {held})
ORDER BY {whole} + {len(words)} * (instr(t.shadow, '{phrase}') > 0) DESC, instr(t.shadow, '{phrase}'), t.id;
"""


def show(task: int) -> str:
    """A task with what was recorded of it."""
    return f"""
{_tasks(TODAY)} AND s.task_id = {task};
SELECT * FROM standing WHERE task_id = {task} ORDER BY from_day;
SELECT * FROM deadline WHERE task_id = {task};
SELECT p.*, j.at, j.actor FROM progress AS p JOIN journal AS j ON j.seq = p.journal_seq
WHERE p.task_id = {task} ORDER BY p.on_day, p.id;
SELECT * FROM extension WHERE task_id = {task} ORDER BY decided_on, id;
"""


def done(task: int) -> str:
    """Complete ``task`` today: the ledger, the intervals and the journal in one transaction."""
    return _recorded(task, "done", 100, done_on=f"'{TODAY}'")


def start(task: int) -> str:
    """Record that work on ``task`` begins today."""
    return _recorded(task, "start", 0)


def progress(task: int) -> str:
    """Record that ``task`` is at 60 per cent today."""
    return _recorded(task, "progress", 60)


def _recorded(task: int, kind: str, percent: int, done_on: str = "NULL") -> str:
    last = f"task_id = {task} AND speaks = 1 AND to_day = '9999-12-31'"
    product = f"(SELECT CASE WHEN product <> '' THEN '{TODAY}' END FROM task WHERE id = task_id)"
    unproven = f"COALESCE(unproven_on, {product})" if kind == "done" else "unproven_on"
    entries = "entries" if kind == "done" else "entries + 1"
    return f"""
PRAGMA foreign_keys = ON;
PRAGMA synchronous = EXTRA;
BEGIN IMMEDIATE;
INSERT INTO progress (task_id, deadline_id, kind, on_day, percent, document, note, journal_seq)
SELECT task_id, NULLIF(deadline_id, 0), '{kind}', '{TODAY}', {percent}, '', '', (SELECT MAX(seq) + 1 FROM journal)
FROM standing WHERE {last} AND done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL;
CREATE TEMP TABLE now AS SELECT * FROM standing WHERE {last};
UPDATE standing SET to_day = '{TODAY}' WHERE {last} AND from_day < '{TODAY}';
UPDATE now SET from_day = '{TODAY}', done_on = {done_on}, percent = {percent}, entries = {entries},
       last_on = '{TODAY}', silent_since = '{TODAY}', begun = 1,
       unproven_on = {unproven};
INSERT OR REPLACE INTO standing SELECT * FROM now;
INSERT INTO journal (seq, at, actor, command, summary, changes, hash)
SELECT seq + 1, strftime('%Y-%m-%dT%H:%M:%fZ'), 'bench', 'task {kind}', '{task}', '["progress",{task}]',
       lower(hex(randomblob(32)))
FROM journal ORDER BY seq DESC LIMIT 1;
COMMIT;
SELECT item, title FROM task WHERE id = {task};
"""


_BOXES = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended", "cancelled")
_TALLY = "COUNT(*) AS assigned, " + ", ".join(f"SUM(box = '{box}') AS {box}" for box in _BOXES)


def report(first: str, last: str, day: str) -> str:
    """The counts of a report from ``first`` to ``last`` as of ``day``: by unit, group and kind, in all, and flows."""
    boxed = f"""
SELECT s.lead_unit_id, s.group_id, s.kind,
       CASE WHEN s.done_on IS NULL AND s.cancelled_on IS NOT NULL THEN 'cancelled'
            WHEN s.done_on IS NULL AND s.suspended_on IS NOT NULL THEN 'suspended'
            WHEN s.due IS NULL THEN 'no_deadline'
            WHEN s.done_on IS NULL THEN CASE WHEN s.due < '{day}' THEN 'open_overdue' ELSE 'open_in_time' END
            WHEN s.done_on <= s.due THEN 'done_on_time' ELSE 'done_late' END AS box
FROM standing AS s WHERE {_holds(day)} AND s.speaks = 1"""
    due = f"(s.due BETWEEN '{first}' AND '{last}' AND NOT COALESCE(s.done_on IS NULL AND s.halted_since <= s.due, 0))"
    return f"""
SELECT COALESCE(u.code, '') AS unit, COALESCE(u.name, '') AS unit_name, {_TALLY}
FROM ({boxed}) LEFT JOIN unit AS u ON u.id = lead_unit_id GROUP BY lead_unit_id;
SELECT g.label AS "group", g.title, {_TALLY} FROM ({boxed}) JOIN task_group AS g ON g.id = group_id GROUP BY group_id;
SELECT kind, {_TALLY} FROM ({boxed}) GROUP BY kind;
SELECT {_TALLY} FROM ({boxed});
SELECT COALESCE(SUM({due}), 0) AS due_in_period,
       COALESCE(SUM(s.due IS NOT NULL AND s.done_on BETWEEN '{first}' AND '{last}'), 0) AS done_in_period,
       COALESCE(SUM({due} AND s.done_on IS NOT NULL), 0) AS due_in_period_done
FROM standing AS s WHERE {_holds(day)};
SELECT substr(s.due, 1, 7) AS month, COUNT(*) AS due FROM standing AS s
WHERE {_holds(day)} AND s.due BETWEEN '{first}' AND '{last}' GROUP BY 1;
SELECT substr(s.done_on, 1, 7) AS month, COUNT(*) AS done FROM standing AS s
WHERE {_holds(day)} AND s.due IS NOT NULL AND s.done_on BETWEEN '{first}' AND '{last}' GROUP BY 1;
{_late(day, "AND s.speaks = 1")} LIMIT 1;
SELECT t.title, s.due FROM standing AS s JOIN task AS t ON t.id = s.task_id
WHERE {_holds(day)} AND {_OPEN} AND s.due > '{last}' ORDER BY s.due, t.id LIMIT {SHOWN};
"""


def quarter() -> str:
    """The report on the second quarter, as of its last day."""
    return report(*QUARTER, QUARTER[1])


def half() -> str:
    """The counts of the review of the first half-year, as of its last day, with what was missed then."""
    first, last = "2020-12-15", "2021-06-14"
    return report(first, last, last) + check(last)


def running() -> str:
    """The report on the third quarter, as of today."""
    return report("2021-06-15", TODAY, TODAY)
