"""What PostgreSQL says in a way of its own, for ``store/dialect.py``: the catalogue, numbers, references, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

LONGEST = 63  # bytes of a name; what is longer is cut off without a word
TABLES = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
# Tables, indexes, views and triggers of the schema; of a table the names of its columns and constraints.
SHAPES = """
SELECT CASE c.relkind WHEN 'i' THEN 'index' WHEN 'r' THEN 'table' ELSE 'view' END, c.relname,
       CASE c.relkind WHEN 'r' THEN ARRAY(
           SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           UNION ALL SELECT k.conname::text FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = c.oid) END
FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'i', 'v', 'm', 'f', 'p')
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.conindid = c.oid)
UNION ALL
SELECT 'trigger', t.tgname, NULL FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND NOT t.tgisinternal
"""
# The schema in which a connection looks first, by its setting; it may be hidden from the user, or not be there.
MEANT = "(pg_catalog.parse_ident(pg_catalog.current_setting('search_path'), false))[1]"
BELOW_MEANT = f"SELECT pg_catalog.set_config('search_path', pg_catalog.quote_ident({MEANT} || %s), false)"
# The schema that is meant, where a register's tables are in it and the user may not use it.
HIDDEN = f"""
SELECT n.nspname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relname = 'register' AND n.nspname = {MEANT} AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
"""
FORMAT = "SELECT COALESCE(MAX(format), 0) FROM register"  # 0: the one row is lacking
SET_FORMAT = "UPDATE register SET format = :number"
OWNER = "SELECT COALESCE(MAX(application), 0) FROM register"
SET_NUMBER = "UPDATE last_number SET seq = :last WHERE name = :name"
NUMBER = "SELECT seq FROM last_number WHERE name = :name"
NUMBERS = "SELECT name, seq FROM last_number ORDER BY name"
# Gives whoever has rights on one table the same on another.
RIGHTS_LIKE = """
DO $$ DECLARE given record; BEGIN
    FOR given IN
        SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS name,
               a.privilege_type AS act
        FROM pg_catalog.pg_class AS c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS a
        WHERE c.oid = '{model}'::regclass AND a.grantee <> c.relowner
    LOOP
        EXECUTE 'GRANT ' || given.act || ' ON {table} TO ' || given.name;
    END LOOP;
END $$
"""
# Columns of texts whose order is that of the database, which may be another than a file's.
OTHERWISE_COLLATED = """
SELECT quote_ident(c.relname), quote_ident(a.attname), pg_catalog.format_type(a.atttypid, a.atttypmod)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind = 'r'
  AND a.attcollation <> 0 AND a.attcollation <> 'pg_catalog."C"'::regcollation AND c.relname <> 'alembic_version'
ORDER BY c.relname, a.attnum
"""
COLLATE = 'ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} COLLATE "C"'
SIZE = """
SELECT COALESCE(SUM(pg_catalog.pg_total_relation_size(c.oid)), 0) FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r'
"""
# Every reference of one column to another table's key.
REFERENCES = """
SELECT c.conrelid::regclass::text AS child, a.attname AS own, c.confrelid::regclass::text AS parent, b.attname AS key
FROM pg_catalog.pg_constraint AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
JOIN pg_catalog.pg_attribute AS b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
WHERE c.contype = 'f' AND c.connamespace = quote_ident(current_schema())::regnamespace
ORDER BY 1, 2
"""
# The columns that a rule of a table (a constraint or a unique index) is about.
CONSTRAINED = """
SELECT a.attname FROM pg_catalog.pg_class AS i
JOIN pg_catalog.pg_index AS x ON x.indexrelid = i.oid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey)
WHERE i.relname = :rule AND i.relnamespace = quote_ident(current_schema())::regnamespace
"""
DEFER = "SET CONSTRAINTS ALL DEFERRED"
# The next number of a table: one that is never given again, or one more than the highest.
NEXT_PERMANENT = "UPDATE last_number SET seq = seq + :n WHERE name = :name RETURNING seq"
NUMBERED = "INSERT INTO last_number (name, seq) VALUES (:name, 0)"
HIGHEST = "SELECT COALESCE(MAX(id), 0) FROM {table}"


def table_names(connection: sqlite3.Connection) -> list[str]:
    """The names of all tables in the register's schema."""
    return [row[0] for row in connection.execute(TABLES)]


def schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Each table, index, trigger and view by kind and name; of a table what it consists of, as :func:`shape`."""
    return {(kind, name): shape(parts or ()) for kind, name, parts in connection.execute(SHAPES)}


def shape(parts: Iterable[str]) -> str:
    """What a table consists of as one text: the names of its columns and constraints."""
    return " ".join(sorted(parts))


def orphans(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """The rows that name another which is not there: the table, the row, the table of what is lacking."""
    for child, own, parent, key in connection.execute(REFERENCES).fetchall():
        row = "id" if child not in WITHOUT_ID else "ctid"
        statement = f"""
        SELECT c.{row} FROM {child} AS c
        WHERE c.{own} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE p.{key} = c.{own})
        """
        yield from ((child, found[0], parent) for found in connection.execute(statement))


WITHOUT_ID = {"task_support", "standing", "word_block", "check_told"}


def columns_of_rule(connection: sqlite3.Connection, rule: str) -> list[str]:
    """The columns of the unique rule of that name."""
    return [row[0] for row in connection.execute(CONSTRAINED, {"rule": rule})]


# -- numbers ---------------------------------------------------------------------------------------------------


def give_numbers(connection: sqlite3.Connection, table: str, n: int) -> range:
    """The numbers of the next ``n`` rows of ``table``; to be asked within the transaction that inserts them."""
    last = connection.execute(NEXT_PERMANENT, {"name": table, "n": n}).fetchone()
    if last is not None:
        return range(last[0] - n + 1, last[0] + 1)
    highest = connection.execute(HIGHEST.format(table=table)).fetchone()[0]
    return range(highest + 1, highest + n + 1)


@lru_cache(maxsize=256)
def insert(table: str, columns: tuple[str, ...]) -> str:
    """The statement that inserts a row with its next number, and gives that number."""
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    return f"""
    WITH given AS (UPDATE last_number SET seq = seq + 1 WHERE name = '{table}' RETURNING seq)
    INSERT INTO {table} (id, {names})
    VALUES (COALESCE((SELECT seq FROM given), (SELECT COALESCE(MAX(id), 0) + 1 FROM {table})), {marks}) RETURNING id
    """
