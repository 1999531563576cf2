"""Who may do what in a register on a server: the statements that give roles their rights, for the units of now.

A clerk of a unit sees all and records what its own unit and those below it do. The server itself refuses the rest,
whatever program asks (row-level security).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from .. import dialect
from .server_address import SCHEMA
from .server_catalogue import LONGEST

# Tables that say of which task they are, each with the condition that a row is one of the clerk's own.
_OF_TASK = "EXISTS (SELECT 1 FROM {schema}.task AS t WHERE t.id = task_id AND {schema}.may_write(t.lead_unit_id))"
_OWN_ROWS = {
    "progress": _OF_TASK,
    "standing": _OF_TASK,
    "evidence": "EXISTS (SELECT 1 FROM {schema}.progress AS p JOIN {schema}.task AS t ON t.id = p.task_id"
    " WHERE p.id = progress_id AND {schema}.may_write(t.lead_unit_id))",
    "obstacle": "{schema}.may_write(unit_id) OR " + _OF_TASK,
    "filing": "{schema}.may_write(unit_id)",
}
# What each of these tables lets a clerk of a unit do beside reading; the ledger is only added to.
_OWN_ACTS = {
    "progress": ("INSERT",),
    "standing": ("INSERT", "DELETE"),
    "evidence": ("INSERT",),
    "obstacle": ("INSERT", "UPDATE"),
    "filing": ("INSERT", "UPDATE"),
}


class RoleNames(NamedTuple):
    """The roles of a register, whose tables are in ``schema``; each is named after it, so that offices keep theirs.

    ``above`` is the schema of the office above, whose readers read here too; "" where there is none.
    """

    schema: str
    above: str = ""

    def of_unit(self, code: str) -> str:
        """The role of the clerks of the unit ``code``."""
        return f"{self.schema}_unit_{code}"

    def fits(self, code: str) -> bool:
        """Whether the server takes the name of that role whole; a longer one it would cut off."""
        return len(self.of_unit(code).encode()) <= LONGEST


def names_in(connection: sqlite3.Connection, *, below: bool) -> RoleNames:
    """The names for the register that ``connection`` sees; ``below``: it is the book of an office below another."""
    row = connection.execute("SELECT current_schema()").fetchone() if dialect.on_server(connection) else (SCHEMA,)
    return RoleNames(str(row[0]), str(row[0]).rpartition("_")[0] if below else "")


def statements(units: Iterable[tuple[str, str]], names: RoleNames) -> str:
    """The SQL for whoever owns the register's tables; to be run again when units were added, or after an upgrade.

    ``units`` are codes and names of those whose role :meth:`RoleNames.fits`.
    """
    schema, prefix = _identifier(names.schema), _literal(names.of_unit(""))
    reads_below = _role(f"{names.above}_reader", "reads the book of the office above", within="{reader}")
    parts = [
        _HEAD,
        *(_role(f"{names.schema}_{part}", words) for part, words in _ROLES.items()),
        *(_role(names.of_unit(code), name, within="{unit}") for code, name in units),
        _RIGHTS,
        *([reads_below] if names.above else []),
        *(_guarded(table) for table in _OWN_ROWS),
        _FOOT,
    ]
    roles = {part.partition("_")[0]: _identifier(f"{names.schema}_{part}") for part in _ROLES}
    return "\n".join(parts).format(
        schema=schema,
        example=_identifier(names.of_unit("CODE")),
        own_or_above=_literal(_OWN_OR_ABOVE.format(schema=schema, prefix=prefix)),
        **roles,
    )


_ROLES = {
    "reader": "reads everything",
    "unit_clerk": "what the clerks of all units have in common",
    "office": "writes everything but the journal's past",
    "admin": "everything; upgrades are for the owner of the tables",
}


def _role(name: str, words: str, *, within: str = "") -> str:
    """A role that is made where it is lacking, with the rights of the one that it is ``within``."""
    quoted = _identifier(name)
    made = (
        f"BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {_literal(name)})"
        f" THEN CREATE ROLE {quoted}; END IF; END"
    )
    comment = " ".join(words.split()).replace("{", "(").replace("}", ")")
    member = f"\nGRANT {within} TO {_kept(quoted)};" if within else ""
    return f"DO {_kept(_literal(made))};  -- {comment}{member}"


def _guarded(table: str) -> str:
    """The rules of a table whose rows belong to units."""
    own = _OWN_ROWS[table]
    lines = [
        f"ALTER TABLE {{schema}}.{table} ENABLE ROW LEVEL SECURITY;",
        *_policy(table, "all_read", "FOR SELECT USING (true)"),
        *_policy(table, "office_writes", "FOR ALL TO {office}, {admin} USING (true) WITH CHECK (true)"),
    ]
    for act in _OWN_ACTS[table]:
        seen, made = f"USING ({own})", f"WITH CHECK ({own})"
        rule = {"INSERT": made, "DELETE": seen}.get(act, f"{seen} {made}")
        lines += _policy(table, f"unit_{act.lower()}", f"FOR {act} TO {{unit}} {rule}")
    acts = ", ".join(_OWN_ACTS[table])
    return "\n".join([*lines, f"GRANT {acts} ON {{schema}}.{table} TO {{unit}};"])


def _policy(table: str, name: str, rule: str) -> list[str]:
    return [
        f"DROP POLICY IF EXISTS {name} ON {{schema}}.{table};",
        f"CREATE POLICY {name} ON {{schema}}.{table} {rule};",
    ]


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _kept(text: str) -> str:
    """``text`` in a form that is filled in afterwards."""
    return text.replace("{", "{{").replace("}", "}}")


_HEAD = """\
-- Roles of a register of tuphap. Run it as the owner of the tables: psql -v ON_ERROR_STOP=1 -d DATABASE -f roles.sql
-- Then give each person a role of their own: CREATE ROLE lan LOGIN PASSWORD '…'; GRANT {example} TO lan;
BEGIN;"""

# A unit is one's own where one has the role of it or of a unit above it.
_RIGHTS = """
GRANT {reader} TO {unit};
GRANT {reader} TO {office};
GRANT {office} TO {admin};
GRANT USAGE ON SCHEMA {schema} TO {reader};
GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {reader};
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {office};
REVOKE UPDATE, DELETE ON {schema}.journal FROM {office};
REVOKE INSERT, UPDATE, DELETE ON {schema}.register, {schema}.alembic_version FROM {office};
GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO {admin};
GRANT CREATE ON SCHEMA {schema} TO {admin};
-- Whoever writes takes a turn at the one row of "register", gives numbers out and adds to the journal.
GRANT UPDATE (id) ON {schema}.register TO {unit}, {office};
GRANT UPDATE (seq) ON {schema}.last_number TO {unit};
GRANT INSERT ON {schema}.journal TO {unit};
GRANT INSERT, DELETE ON {schema}.check_told TO {unit};
ALTER TABLE {schema}.journal ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS all_read ON {schema}.journal;
CREATE POLICY all_read ON {schema}.journal FOR SELECT USING (true);
DROP POLICY IF EXISTS own_name ON {schema}.journal;
CREATE POLICY own_name ON {schema}.journal FOR INSERT WITH CHECK (actor = session_user);
-- Whoever asks has no say in what its names and operators mean.
CREATE OR REPLACE FUNCTION {schema}.may_write(unit_id integer) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS {own_or_above};"""
_OWN_OR_ABOVE = """
    WITH RECURSIVE above (id, parent_id, code) AS (
        SELECT u.id, u.parent_id, u.code FROM {schema}.unit AS u WHERE u.id = may_write.unit_id
        UNION SELECT u.id, u.parent_id, u.code FROM {schema}.unit AS u JOIN above ON u.id = above.parent_id)
    SELECT EXISTS (
        SELECT 1 FROM above JOIN pg_catalog.pg_roles AS r ON r.rolname = {prefix} || above.code
        WHERE pg_catalog.pg_has_role(session_user, r.oid, 'member'))
"""
_FOOT = "COMMIT;"
