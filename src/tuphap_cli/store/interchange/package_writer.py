"""Writes the whole register as open data: a file of JSON Lines a table, JSON Schema, a Frictionless Data Package."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from ... import errors
from .. import dialect
from ..dialect import ColumnFacts
from ..read import journalbook
from .table_facts import TableFacts, exchanged_tables, given_out, type_of

SCHEMA = "tuphap.data/1"
PACKAGE, JSON_SCHEMA, README = "datapackage.json", "schema.json", "README.md"
_PIECE = 500  # rows written at once
_JSON_TYPES = {"integer": "integer", "boolean": "boolean", "date": "string", "text": "string"}
_FRICTIONLESS_TYPES = {"integer": "integer", "boolean": "boolean", "date": "date", "text": "string"}

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
PackageFile = tuple[str, bytes | Iterable[bytes]]


def file_of(table: str) -> str:
    """The name of the file that holds the rows of ``table``."""
    return f"{table}.jsonl"


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has that is written."""
    return {
        table.name: connection.execute(f"SELECT COUNT(*) FROM {table.name}").fetchone()[0]
        for table in exchanged_tables(connection)
    }


def package_files(connection: sqlite3.Connection, readme: str) -> Iterator[PackageFile]:
    """The files of the folder, the rows first; each has to be taken whole before the next is asked for.

    The same register always gives the same bytes. ``readme`` is the text for those who open the folder.
    """
    tables = exchanged_tables(connection)
    filled = {name for name, number in row_counts(connection).items() if number}
    resources = []
    for table in tables:
        rows = _Rows(connection, table)
        yield file_of(table.name), rows
        if table.name in filled:  # readers of such packages stumble over files without a line
            resources.append(_resource(table, rows, filled))
    yield JSON_SCHEMA, _text(json_schema(tables))
    yield README, readme.encode()
    yield PACKAGE, _text(_package(connection, resources))


class _Rows:
    """The rows of a table as pieces of a file, counted and summed while they are taken."""

    def __init__(self, connection: sqlite3.Connection, table: TableFacts) -> None:
        self.number = self.bytes = 0
        self.total = hashlib.sha256()
        self._connection, self._table = connection, table

    def __iter__(self) -> Iterator[bytes]:
        names = ", ".join(column.name for column in self._table.columns)
        statement = f"SELECT {names} FROM {self._table.name} ORDER BY {', '.join(self._table.key)}"
        found = self._connection.execute(statement)
        while some := found.fetchmany(_PIECE):
            piece = "".join(map(self._line, some)).encode()
            self.number += len(some)
            self.bytes += len(piece)
            self.total.update(piece)
            yield piece

    def _line(self, row: Iterable[str | int | None]) -> str:
        values = {c.name: given_out(c, value) for c, value in zip(self._table.columns, row, strict=True)}
        try:
            return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
        except (TypeError, ValueError) as error:  # a value that no column of a register has
            raise errors.RegisterDamaged(path=self._table.name, why=str(error)) from error


def _text(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def json_schema(tables: Iterable[TableFacts]) -> Json:
    """The JSON Schema of a row of each table, by the table's name under ``$defs``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "$defs": {
            table.name: {
                "type": "object",
                "properties": {column.name: _property(table, column) for column in table.columns},
                "required": [column.name for column in table.columns],
                "additionalProperties": False,
            }
            for table in tables
        },
    }


def _property(table: TableFacts, column: ColumnFacts) -> Json:
    kind = type_of(column)
    name: Json = _JSON_TYPES[kind]
    found: dict[str, Json] = {"type": [name, "null"] if column.nullable else name}
    if kind == "date":
        found["format"] = "date"
    if column.name in table.choices:
        found["enum"] = [*table.choices[column.name], *([None] if column.nullable else [])]
    return found


def _resource(table: TableFacts, rows: _Rows, filled: Collection[str]) -> Json:
    """What the Data Package says of the file of a table; ``filled`` are the tables that it can refer to."""
    return {
        "name": table.name.replace("_", "-"),
        "path": file_of(table.name),
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "bytes": rows.bytes,
        "hash": f"sha256:{rows.total.hexdigest()}",
        "rows": rows.number,
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": _FRICTIONLESS_TYPES[type_of(column)],
                    "constraints": {"required": not column.nullable}
                    | ({"enum": list(table.choices[column.name])} if column.name in table.choices else {}),
                }
                for column in table.columns
            ],
            "missingValues": [],  # an empty text is one; what is lacking is null
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": [its]}}
                for column, other, its in table.references
                if other in filled
            ],
        },
    }


def _package(connection: sqlite3.Connection, resources: list[Json]) -> Json:
    ends = journalbook.ends(connection)
    head = connection.execute("SELECT at, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    found: dict[str, Json] = {
        "name": "tuphap",
        "title": "tuphap",
        "tuphap": {
            "schema": SCHEMA,
            "format": dialect.read_format(connection),
            "journal": {"entries": ends.seq, "head": head[1] if head else None},
            "last_numbers": dict(dialect.last_numbers(connection)),
        },
        "resources": resources,
    }
    return found | ({"created": head[0]} if head else {})
