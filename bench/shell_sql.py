"""The best statements that a person could write by hand in the ``sqlite3`` shell for what the commands answer.

They read the register's tables directly, know what the cache holds, and make the same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

TODAY = "2021-07-09"
QUARTER = ("2021-03-15", "2021-06-14")  # the second quarter's window under Decree 09/2019/NĐ-CP

OVERDUE = f"""
SELECT t.id AS task, t.item, c.number AS decision, c.issued_on AS decision_issued, t.title,
       COALESCE(u.code, '') AS unit, COALESCE(u.name, '') AS unit_name, t.deadline_text, d.due_now AS due,
       d.due AS original_due, CAST(julianday('{TODAY}') - julianday(d.due_now) AS INTEGER) AS days_late, d.percent,
       d.last_on AS last_progress,
       CASE WHEN d.entries > 0 THEN 'overdue_under_way' ELSE 'overdue_not_started' END AS state
FROM deadline AS d
JOIN task AS t ON t.id = d.task_id
JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN unit AS u ON u.id = t.lead_unit_id
WHERE d.done_on IS NULL AND d.due_now < '{TODAY}' AND t.suspended_on IS NULL AND t.cancelled_on IS NULL
ORDER BY d.due_now, t.id;
"""

_STATE = f"""
CASE WHEN t.done_on IS NULL AND t.cancelled_on IS NOT NULL THEN 'cancelled'
     WHEN t.done_on IS NULL AND t.suspended_on IS NOT NULL THEN 'suspended'
     WHEN d.due_now IS NULL THEN 'no_deadline'
     WHEN t.done_on <= d.due_now THEN 'done_on_time'
     WHEN t.done_on IS NOT NULL THEN 'done_late'
     ELSE CASE WHEN d.due_now < '{TODAY}' THEN 'overdue' ELSE 'in_time' END
          || CASE WHEN t.entries > 0 THEN '_under_way' ELSE '_not_started' END
END
"""

STATUS = f"""
SELECT {_STATE} AS state, COUNT(*) AS tasks
FROM task AS t LEFT JOIN deadline AS d ON d.id = t.deadline_id GROUP BY 1;
SELECT COUNT(*) AS soon FROM deadline AS d JOIN task AS t ON t.id = d.task_id
WHERE d.done_on IS NULL AND d.due_now BETWEEN '{TODAY}' AND date('{TODAY}', '+7 days')
  AND t.suspended_on IS NULL AND t.cancelled_on IS NULL;
SELECT (SELECT COUNT(*) FROM decision) AS decisions, (SELECT COUNT(*) FROM unit) AS units,
       (SELECT COUNT(*) FROM task) AS tasks, (SELECT COUNT(*) FROM progress) AS entries,
       (SELECT MAX(seq) FROM journal) AS journal;
SELECT at, actor, command FROM journal ORDER BY seq DESC LIMIT 1;
"""

_TASKS = f"""
SELECT t.id AS task, t.item, c.number AS decision, c.issued_on AS decision_issued, COALESCE(g.label, '') AS "group",
       t.title, t.kind, COALESCE(u.code, '') AS unit, COALESCE(u.name, '') AS unit_name,
       (SELECT group_concat(code, '; ') FROM (
            SELECT v.code FROM task_support AS s JOIN unit AS v ON v.id = s.unit_id
            WHERE s.task_id = t.id ORDER BY s.position)) AS supporting,
       t.product, t.deadline_text, d.due_now AS due, {_STATE} AS state, t.percent
FROM task AS t
JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN task_group AS g ON g.id = t.group_id
LEFT JOIN unit AS u ON u.id = t.lead_unit_id
LEFT JOIN deadline AS d ON d.id = t.deadline_id
"""

OPEN_TASKS = f"""
{_TASKS}
WHERE t.done_on IS NULL AND t.cancelled_on IS NULL AND t.suspended_on IS NULL AND d.due_now IS NOT NULL
ORDER BY c.issued_on, c.id, t.position, t.id;
"""


def find(words: Sequence[str]) -> str:
    """The tasks with all of ``words`` (folded) at the beginning of a word, the best first as far as SQL can tell."""
    held = " AND ".join(f"instr(t.shadow, ' {word}') > 0" for word in words)
    whole = " + ".join(f"(instr(t.shadow, ' {word} ') > 0)" for word in words)
    phrase = " ".join(words)
    return f"""
{_TASKS}
WHERE {held}
ORDER BY {whole} + {len(words)} * (instr(t.shadow, '{phrase}') > 0) DESC, instr(t.shadow, '{phrase}'), t.id;
"""


def done(task: int) -> str:
    """Complete ``task`` today: ledger, cache and journal in one transaction."""
    return f"""
PRAGMA foreign_keys = ON;
PRAGMA synchronous = EXTRA;
BEGIN IMMEDIATE;
INSERT INTO progress (task_id, deadline_id, kind, on_day, percent, document, note, journal_seq)
SELECT id, deadline_id, 'done', '{TODAY}', 100, '', '', (SELECT MAX(seq) + 1 FROM journal) FROM task
WHERE id = {task} AND done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL AND assigned_on <= '{TODAY}';
UPDATE deadline SET done_on = '{TODAY}', percent = 100, last_on = '{TODAY}'
WHERE id = (SELECT deadline_id FROM task WHERE id = {task});
UPDATE task SET done_on = '{TODAY}', percent = 100, last_on = '{TODAY}' WHERE id = {task};
INSERT INTO journal (seq, at, actor, command, summary, changes, hash)
SELECT seq + 1, strftime('%Y-%m-%dT%H:%M:%fZ'), 'bench', 'task done', '{task}', '["progress",{task}]',
       lower(hex(randomblob(32)))
FROM journal ORDER BY seq DESC LIMIT 1;
COMMIT;
SELECT item, title FROM task WHERE id = {task};
"""


_BOXES = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline", "suspended", "cancelled")
_TALLY = "COUNT(*) AS assigned, " + ", ".join(f"SUM(box = '{box}') AS {box}" for box in _BOXES)
_START, _END = QUARTER

# An earlier day than the last entry: the cache does not serve, so the standing is gathered from the ledger.
REPORT = f"""
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE standing AS
WITH finish AS (
    SELECT task_id, deadline_id, kind, on_day, MAX(on_day || printf('%012d', id)) FROM progress
    WHERE kind IN ('done', 'reopen') AND on_day <= '{_END}' GROUP BY task_id, deadline_id),
halt AS (
    SELECT task_id, kind, on_day, MAX(on_day || printf('%012d', id)) FROM progress
    WHERE kind IN ('suspend', 'cancel', 'resume') AND on_day <= '{_END}' GROUP BY task_id),
moved AS (
    SELECT deadline_id, new_due, MAX(decided_on || printf('%012d', id)) FROM extension
    WHERE decided_on <= '{_END}' GROUP BY deadline_id),
given AS (
    SELECT task_id, from_unit_id, MIN(on_day || printf('%012d', id)) FROM progress
    WHERE kind = 'assign' AND on_day > '{_END}' GROUP BY task_id)
SELECT t.id AS task, t.group_id, t.kind, d.id AS deadline,
       CASE WHEN given.task_id IS NULL THEN t.lead_unit_id ELSE given.from_unit_id END AS unit_id,
       CASE WHEN moved.deadline_id IS NULL THEN d.due ELSE moved.new_due END AS due,
       CASE finish.kind WHEN 'done' THEN finish.on_day END AS done_on, halt.kind AS halted,
       halt.on_day AS halted_on
FROM task AS t
LEFT JOIN deadline AS d ON d.task_id = t.id
LEFT JOIN finish ON finish.task_id = t.id AND finish.deadline_id IS d.id
LEFT JOIN halt ON halt.task_id = t.id
LEFT JOIN moved ON moved.deadline_id = d.id
LEFT JOIN given ON given.task_id = t.id
WHERE t.assigned_on <= '{_END}';
CREATE TEMP TABLE boxed AS
SELECT task, unit_id, group_id, kind,
       CASE WHEN done_on IS NULL AND halted = 'cancel' THEN 'cancelled'
            WHEN done_on IS NULL AND halted = 'suspend' THEN 'suspended'
            WHEN due IS NULL THEN 'no_deadline'
            WHEN done_on IS NULL THEN CASE WHEN due < '{_END}' THEN 'open_overdue' ELSE 'open_in_time' END
            WHEN done_on <= due THEN 'done_on_time' ELSE 'done_late' END AS box
FROM (SELECT *, ROW_NUMBER() OVER (
          PARTITION BY task ORDER BY done_on IS NOT NULL, CASE WHEN done_on IS NULL THEN COALESCE(due, '9999') END,
                                     due DESC) AS place
      FROM standing)
WHERE place = 1;
SELECT COALESCE(u.code, '') AS unit, COALESCE(u.name, '') AS unit_name, {_TALLY}
FROM boxed LEFT JOIN unit AS u ON u.id = unit_id GROUP BY unit_id;
SELECT g.label AS "group", g.title, {_TALLY} FROM boxed JOIN task_group AS g ON g.id = group_id GROUP BY group_id;
SELECT kind, {_TALLY} FROM boxed GROUP BY kind;
SELECT {_TALLY} FROM boxed;
SELECT SUM(due BETWEEN '{_START}' AND '{_END}' AND NOT COALESCE(
           done_on IS NULL AND halted IN ('suspend', 'cancel') AND halted_on <= due, 0)) AS due_in_period,
       SUM(done_on BETWEEN '{_START}' AND '{_END}') AS done_in_period,
       SUM(due BETWEEN '{_START}' AND '{_END}' AND done_on IS NOT NULL) AS due_in_period_done
FROM standing;
"""
