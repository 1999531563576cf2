"""The named statements about tasks and their deadlines, for the modules of the store that run them.

The table ``standing`` holds how every deadline was from one day to another; STANDING_AS_OF works the same out of the
ledger as of one day, slowly and by itself: by it tests and the examination of a register hold the table.
"""

from __future__ import annotations

from datetime import date
from functools import cache


@cache  # the rows of a long list have some hundred days
def day(value: str | None) -> date | None:
    """A day as the register holds it, or None."""
    return date.fromisoformat(value) if value else None


def as_of_text(day: date) -> str:
    """A day to ask for, as text; the last of all days asks for what is after everything recorded."""
    return min(day.isoformat(), LAST_DAY)


# The rows of ``standing`` (s) that hold on a day.
HOLDS = "s.from_day <= :as_of AND s.to_day > :as_of"

# The end of a row that still holds.
STILL = "9999-12-31"

# The last day that can be asked for: what ends with STILL does not hold on STILL itself.
LAST_DAY = "9999-12-30"

# Entries in force: neither voided nor themselves voidings.
ENTRY = """
SELECT p.* FROM progress AS p
WHERE p.kind <> 'void' AND NOT EXISTS (SELECT 1 FROM progress AS v WHERE v.voids_id = p.id)
"""

# For a WITH clause. The name is used several times below, and without the hint SQLite would copy the whole ledger
# out first, even to work out one task.
ENTRIES = f"entry AS NOT MATERIALIZED ({ENTRY})"

# Extensions in force: neither taken back nor themselves taking one back. The plus keeps SQLite from the index of
# ``voids_id``, which is empty in almost every row.
EXTENSION = """
SELECT w.* FROM extension AS w
WHERE +w.voids_id IS NULL AND NOT EXISTS (SELECT 1 FROM extension AS b WHERE b.voids_id = w.id)
"""

# An occurrence of a year after the plan's: it starts on 1 January of that year and is not there before.
RENEWED = """
EXISTS (SELECT 1 FROM deadline AS a WHERE a.task_id = d.task_id AND a.due < d.due AND a.due < d.start)
"""

BEGUN = f"(d.start IS NULL OR d.start <= {{day}} OR d.occurrence = '' OR NOT {RENEWED})"

# An entry without a deadline concerns every deadline of its task. What is decided of a deadline after its completion
# does not move it, and a finished task keeps the lead unit that finished it.
STANDING_AS_OF = f"""
SELECT b.task_id, b.deadline_id, b.original_due, b.due, b.done_on, b.entries, b.begun, b.percent, b.last_on,
       b.proved_on, b.suspended_on, b.cancelled_on, b.halted_since, b.document,
       CASE WHEN later.id IS NULL THEN b.lead_now
            ELSE COALESCE((SELECT a.to_unit_id FROM entry AS a
                WHERE a.task_id = b.task_id AND a.kind = 'assign' AND a.on_day <= b.led_on
                ORDER BY a.on_day DESC, a.id DESC LIMIT 1), later.from_unit_id) END AS lead_unit_id
FROM (SELECT r.*, CASE WHEN COUNT(r.done_on) OVER (PARTITION BY r.task_id) = COUNT(*) OVER (PARTITION BY r.task_id)
                       THEN MAX(r.done_on) OVER (PARTITION BY r.task_id) ELSE :as_of END AS led_on
      FROM (
SELECT t.id AS task_id, COALESCE(d.id, 0) AS deadline_id, d.due AS original_due, t.lead_unit_id AS lead_now,
       CASE WHEN x.id IS NULL THEN d.due ELSE x.new_due END AS due,
       CASE WHEN done.kind = 'done' THEN done.on_day END AS done_on,
       (SELECT COUNT(*) FROM entry AS e
        WHERE e.task_id = t.id AND (e.deadline_id = d.id OR e.deadline_id IS NULL)
          AND e.kind IN ('start', 'progress') AND e.on_day <= :as_of) AS entries,
       EXISTS (SELECT 1 FROM entry AS e
        WHERE e.task_id = t.id AND (e.deadline_id = d.id OR e.deadline_id IS NULL)
          AND e.kind IN ('start', 'progress', 'done') AND e.on_day <= :as_of) AS begun,
       CASE WHEN done.kind = 'done' THEN 100 ELSE COALESCE((SELECT e.percent FROM entry AS e
        WHERE e.task_id = t.id AND (e.deadline_id = d.id OR e.deadline_id IS NULL)
          AND e.kind IN ('start', 'progress') AND e.percent IS NOT NULL AND e.on_day <= :as_of
        ORDER BY e.on_day DESC, e.id DESC LIMIT 1), 0) END AS percent,
       (SELECT MAX(e.on_day) FROM entry AS e
        WHERE e.task_id = t.id AND (e.deadline_id = d.id OR e.deadline_id IS NULL)
          AND e.kind IN ('start', 'progress', 'done') AND e.on_day <= :as_of) AS last_on,
       (SELECT MAX(e.on_day) FROM entry AS e
        WHERE e.task_id = t.id AND (e.deadline_id = d.id OR e.deadline_id IS NULL)
          AND e.kind IN ('start', 'progress') AND e.document <> '' AND e.on_day <= :as_of) AS proved_on,
       CASE WHEN halt.kind = 'suspend' THEN halt.on_day END AS suspended_on,
       CASE WHEN halt.kind = 'cancel' THEN halt.on_day END AS cancelled_on,
       (SELECT MIN(e.on_day) FROM entry AS e
        WHERE e.task_id = t.id AND e.kind IN ('suspend', 'cancel') AND e.on_day <= :as_of AND NOT EXISTS (
            SELECT 1 FROM entry AS r WHERE r.task_id = e.task_id AND r.kind = 'resume'
              AND r.on_day <= :as_of AND (r.on_day, r.id) > (e.on_day, e.id))) AS halted_since,
       COALESCE((SELECT e.document FROM entry AS e
        WHERE e.task_id = t.id AND (e.deadline_id = d.id OR e.deadline_id IS NULL)
          AND e.kind = 'done' AND e.document <> '' AND e.on_day <= :as_of AND NOT EXISTS (
            SELECT 1 FROM entry AS r
            WHERE r.task_id = e.task_id AND r.kind = 'reopen'
              AND COALESCE(r.deadline_id, 0) = COALESCE(e.deadline_id, 0)
              AND r.on_day <= :as_of AND (r.on_day, r.id) > (e.on_day, e.id))
        ORDER BY e.deadline_id IS NULL, e.on_day DESC, e.id DESC LIMIT 1), '') AS document
FROM task AS t
LEFT JOIN deadline AS d ON d.task_id = t.id AND {BEGUN.format(day=":as_of")}
LEFT JOIN progress AS done ON done.id = (
    SELECT e.id FROM entry AS e
    WHERE e.task_id = t.id AND (e.deadline_id = d.id OR e.deadline_id IS NULL)
      AND e.kind IN ('done', 'reopen') AND e.on_day <= :as_of
    ORDER BY e.on_day DESC, e.id DESC LIMIT 1)
LEFT JOIN extension AS x ON x.id = (
    SELECT y.id FROM ({EXTENSION}) AS y
    WHERE y.deadline_id = d.id AND y.decided_on <= CASE WHEN done.kind = 'done' THEN done.on_day ELSE :as_of END
    ORDER BY y.decided_on DESC, y.id DESC LIMIT 1)
LEFT JOIN progress AS halt ON halt.id = (
    SELECT e.id FROM entry AS e
    WHERE e.task_id = t.id AND e.kind IN ('suspend', 'cancel', 'resume') AND e.on_day <= :as_of
    ORDER BY e.on_day DESC, e.id DESC LIMIT 1)
WHERE t.assigned_on <= :as_of{{also}}
) AS r) AS b
LEFT JOIN progress AS later ON later.id = (
    SELECT e.id FROM entry AS e
    WHERE e.task_id = b.task_id AND e.kind = 'assign' AND e.on_day > b.led_on
    ORDER BY e.on_day, e.id LIMIT 1)
"""

# The name that a unit (u) bore on a day: as domain/former_names.name_on.
NAME_ON = """COALESCE((
    SELECT n.name FROM unit_name AS n WHERE n.unit_id = u.id AND n.changed_on > :as_of ORDER BY n.changed_on LIMIT 1
    ), u.name)"""

# Every list of tasks: how their deadlines were on a day, with the names around them.
_TASK_COLUMNS = f"""
SELECT t.id, t.item, c.number, c.issued_on, COALESCE(g.label, ''), COALESCE(g.title, ''), t.title, t.kind,
       COALESCE(u.code, ''), COALESCE({NAME_ON}, ''), t.product, t.deadline_text, t.deadline_kind, t.deadline_sure,
       t.deadline_rule, t.assigned_on, d.id, COALESCE(d.occurrence, ''), s.original_due, s.due, s.done_on, s.entries,
       s.percent, s.last_on, s.suspended_on, s.cancelled_on, u.valid_to, t.decision_id, t.shadow,
       s.document, s.proved_on, s.begun, t.leader, t.officer"""
_TASK_TABLES = """
FROM standing AS s
JOIN task AS t ON t.id = s.task_id
JOIN decision AS c ON c.id = t.decision_id
LEFT JOIN deadline AS d ON d.id = s.deadline_id
LEFT JOIN task_group AS g ON g.id = t.group_id
LEFT JOIN unit AS u ON u.id = s.lead_unit_id
"""
TASK_ROWS = f"{_TASK_COLUMNS}{_TASK_TABLES}"

# The same with what the missed list needs besides, and whether the lead unit has a successor.
MISSED_ROWS = f"""{_TASK_COLUMNS}, s.silent_since, s.skipped_due, s.handed_over_on, s.unproven_on,
       EXISTS (SELECT 1 FROM unit_succession AS x WHERE x.from_id = u.id) AS succeeded{_TASK_TABLES}"""

# What the tasks that were found by words are ranked by.
HITS = """
SELECT t.id, t.title, COALESCE(g.title, ''), t.shadow
FROM standing AS s
JOIN task AS t ON t.id = s.task_id
LEFT JOIN task_group AS g ON g.id = t.group_id
"""

# Tasks in the order of their plans; of one task the deadlines in that of their days.
IN_ORDER = " ORDER BY c.issued_on, c.id, t.position, t.id, s.due IS NOT NULL, s.due, s.original_due, s.deadline_id"

SUPPORTS = """
SELECT s.task_id, u.code FROM task_support AS s JOIN unit AS u ON u.id = s.unit_id {where}
ORDER BY s.task_id, s.position
"""

DECISIONS = """
SELECT c.id, c.number, c.issued_on, c.issuer, c.title, c.year, c.declares, c.withdrawn_on, c.withdrawn_by,
       COALESCE(i.number, ''), i.issued_on, (SELECT COUNT(*) FROM task AS t WHERE t.decision_id = c.id), c.key,
       c.version
FROM decision AS c LEFT JOIN decision AS i ON i.id = c.implements_id
WHERE CAST(:decision AS INTEGER) IS NULL OR c.id = :decision ORDER BY c.issued_on, c.id
"""

UNITS = """
SELECT u.id, u.code, u.name, u.kind, COALESCE(p.code, ''), u.email, u.valid_from, u.valid_to,
       (SELECT COUNT(*) FROM task AS t WHERE t.lead_unit_id = u.id), u.version
FROM unit AS u LEFT JOIN unit AS p ON p.id = u.parent_id
ORDER BY u.id
"""

FORMER_NAMES = "SELECT unit_id, name, changed_on, document FROM unit_name ORDER BY unit_id, changed_on"

UNIT_NAMES_ON = f"SELECT u.id, u.code, {NAME_ON} FROM unit AS u"

# Who is in charge of any task, as leader or as officer.
IN_CHARGE = "SELECT DISTINCT {column} FROM task WHERE {column} <> '' ORDER BY {column}"

ALIASES = "SELECT unit_id, alias FROM unit_alias ORDER BY unit_id, id"

# A unit with all below it.
UNIT_TREE = """
WITH RECURSIVE tree (id) AS (
    SELECT id FROM unit WHERE id = :unit UNION SELECT u.id FROM unit AS u JOIN tree ON u.parent_id = tree.id)
SELECT id FROM tree
"""

TASK_BY_ITEM = "SELECT id FROM task WHERE decision_id = :decision AND item = :item"
ITEM_NUMBERS = "SELECT item FROM task WHERE decision_id = :decision ORDER BY position"

# What the daily verbs need to know of a task before they write. With "=", which would say the same, SQLite goes
# through all tasks by another index.
TASK_TO_WRITE = f"""
SELECT t.id, t.item, c.number, t.title, t.assigned_on, t.lead_unit_id, s.suspended_on, s.cancelled_on, s.done_on,
       t.product
FROM task AS t JOIN decision AS c ON c.id = t.decision_id
JOIN standing AS s ON s.task_id = t.id AND s.to_day >= '{STILL}' AND s.speaks = 1
WHERE t.id = :task
"""

# Whether a task is suspended or cancelled on a day.
HALTED_ON = f"""
SELECT 1 FROM standing AS s
WHERE s.task_id = :task AND {HOLDS} AND (s.suspended_on IS NOT NULL OR s.cancelled_on IS NOT NULL)
"""

# The lead unit of a task on a day, and whether it is assigned anew after a day.
LEAD_ON = f"SELECT s.lead_unit_id FROM standing AS s WHERE s.task_id = :task AND {HOLDS} AND s.speaks = 1"
ASSIGNED_AFTER = f"SELECT 1 FROM ({ENTRY}) AS e WHERE e.task_id = :task AND e.kind = 'assign' AND e.on_day > :day"

# The deadlines of a task as they are on a day; ``begins`` says from when on one of a further year is there.
DEADLINES_OF = f"""
SELECT d.id, d.due, s.due AS due_now, s.done_on, s.percent, s.last_on,
       CASE WHEN d.occurrence <> '' AND {RENEWED} THEN d.start END AS begins
FROM deadline AS d
JOIN standing AS s ON s.task_id = d.task_id AND s.deadline_id = d.id AND {HOLDS}
WHERE d.task_id = :task ORDER BY d.due, d.id
"""

# The tasks that are neither done nor cancelled on a day, with their titles.
RUNNING_TASKS = f"""
SELECT t.id, t.title FROM standing AS s JOIN task AS t ON t.id = s.task_id
WHERE {HOLDS} AND s.speaks = 1 AND s.done_on IS NULL AND s.cancelled_on IS NULL {{also}}
ORDER BY t.id
"""

# By what the occurrences of a task are named.
RULE_AND_YEAR = (
    "SELECT t.deadline_rule, c.year FROM task AS t JOIN decision AS c ON c.id = t.decision_id WHERE t.id = :task"
)

# Whether anything was ever recorded on a deadline.
RECORDED_ON = """
SELECT 1 FROM progress WHERE deadline_id = :deadline UNION ALL SELECT 1 FROM extension WHERE deadline_id = :deadline
"""

# The ledger of one task, oldest first, with what was taken back. An assignment was from the unit of the one before
# it, which may have been entered after it.
HISTORY = f"""
SELECT e.on_day, e.kind, e.percent, e.document, e.note, COALESCE(f.code, ''), COALESCE(n.code, ''), d.occurrence,
       j.at, j.actor, v.id IS NOT NULL, v.on_day, COALESCE(v.note, ''), COALESCE(w.actor, '')
FROM progress AS e
LEFT JOIN progress AS v ON v.voids_id = e.id
LEFT JOIN unit AS f ON f.id = COALESCE(CASE WHEN v.id IS NULL THEN (
    SELECT a.to_unit_id FROM ({ENTRY}) AS a
    WHERE a.task_id = e.task_id AND a.kind = 'assign' AND e.kind = 'assign' AND (a.on_day, a.id) < (e.on_day, e.id)
    ORDER BY a.on_day DESC, a.id DESC LIMIT 1) END, e.from_unit_id)
LEFT JOIN unit AS n ON n.id = e.to_unit_id
LEFT JOIN deadline AS d ON d.id = e.deadline_id
LEFT JOIN journal AS j ON j.seq = e.journal_seq
LEFT JOIN journal AS w ON w.seq = v.journal_seq
WHERE e.task_id = :task AND e.kind <> 'void'
ORDER BY e.on_day, e.id
"""

# From which day an extension (x) has moved its deadline (d): that of the one decided before, which may have been
# entered after it. For a JOIN, and the day.
MOVED_BEFORE = f"""
LEFT JOIN extension AS b ON b.id = (
    SELECT y.id FROM ({EXTENSION}) AS y
    WHERE y.deadline_id = x.deadline_id AND (y.decided_on, y.id) < (x.decided_on, x.id)
    ORDER BY y.decided_on DESC, y.id DESC LIMIT 1)
"""
MOVED_FROM = "CASE WHEN b.id IS NULL THEN d.due ELSE b.new_due END"

EXTENSIONS_OF = f"""
SELECT x.decided_on, x.document, x.reason, {MOVED_FROM}, x.new_due, d.occurrence
FROM ({EXTENSION}) AS x JOIN deadline AS d ON d.id = x.deadline_id {MOVED_BEFORE}
WHERE x.task_id = :task ORDER BY x.decided_on, x.id
"""

# The days after a day on which something was recorded of a task or its deadline was moved.
RECORDED_AFTER = f"""
SELECT e.on_day FROM ({ENTRY}) AS e WHERE e.task_id = :task AND e.on_day > :day
UNION SELECT x.decided_on FROM ({EXTENSION}) AS x WHERE x.task_id = :task AND x.decided_on > :day ORDER BY 1
"""

# That an assignment (e) was made in a reorganisation: by the document by which the unit before handed its tasks over.
REORGANISED = """
EXISTS (SELECT 1 FROM unit_succession AS h
        WHERE h.from_id = e.from_unit_id AND h.to_id = e.to_unit_id
          AND h.on_day = e.on_day AND h.document = e.document)
"""

# The last day by a day on which a task was handed over in a reorganisation.
HANDED_OVER = f"""
SELECT e.task_id, MAX(e.on_day) FROM ({ENTRY}) AS e
WHERE e.task_id IN ({{tasks}}) AND e.kind = 'assign' AND e.on_day <= :as_of AND {REORGANISED} GROUP BY e.task_id
"""

# The last day by a day on which a task came to run again or its deadline was moved.
STIRRED = f"""
SELECT task_id, MAX(on_day) FROM (
    SELECT e.task_id, e.on_day FROM ({ENTRY}) AS e
    WHERE e.task_id IN ({{tasks}}) AND e.kind IN ('resume', 'reopen') AND e.on_day <= :as_of
    UNION ALL SELECT x.task_id, x.decided_on FROM ({EXTENSION}) AS x
    WHERE x.task_id IN ({{tasks}}) AND x.decided_on <= :as_of) AS stirred GROUP BY task_id
"""

# Each voiding is an entry itself and takes another one back, so that neither is read in order to be left out.
ENTRIES_IN_FORCE = """
(SELECT COUNT(*) FROM progress) - 2 * (SELECT COUNT(*) FROM progress WHERE voids_id IS NOT NULL)"""

COUNTS = f"""
SELECT (SELECT COUNT(*) FROM decision), (SELECT COUNT(*) FROM unit), (SELECT COUNT(*) FROM task),
       {ENTRIES_IN_FORCE}, (SELECT COALESCE(MAX(seq), 0) FROM journal)
"""
