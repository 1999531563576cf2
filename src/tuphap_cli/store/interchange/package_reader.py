"""Makes a register from a folder of open data: every row is checked on its way in, and the whole at the end."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn

from ... import errors, paths
from ...domain import journal
from ...domain.model import N_, Note, note
from .. import dialect
from ..file.connection import FORMAT, Connection
from ..file.schema_making import build_tables, migrate
from ..read import journalbook
from ..row_words import row_in_words, table_in_words
from ..write import standing_table, word_index
from .package_writer import PACKAGE, SCHEMA, file_of
from .table_facts import TableFacts, exchanged_tables, fits

_EMPTY = hashlib.sha256().hexdigest(), 0  # what a file without rows is
_LARGEST = 64 * 2**20  # bytes of the descriptor, which is a page long
_LONGEST = 2**29  # bytes of a line, of which a large import makes the longest, in the journal


@dataclass(frozen=True, slots=True)
class Package:
    """A folder of open data as its descriptor has it: format, journal, last numbers, sum and rows of each file."""

    folder: Path
    format: int
    entries: int
    head: str | None
    last_numbers: dict[str, int]
    sums: dict[str, tuple[str, int]]

    @property
    def mark(self) -> str:
        """The verification mark of its journal, "" of an empty one."""
        return journal.journal_mark(self.entries, self.head) if self.head else ""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(number for _sum, number in self.sums.values())

    def build(self, connection: sqlite3.Connection) -> None:
        """Make the tables in an empty file and bring all rows in, all or nothing.

        Raises:
            BadPackage: something in the folder is malformed, lacking or not as it was written
        """
        build_tables(connection, self.format)
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._fill(connection)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _fill(self, connection: sqlite3.Connection) -> None:
        dialect.check_references_last(connection)
        tables = exchanged_tables(connection)
        _refuse_others(self, {table.name for table in tables})
        changed = [
            one.name for one in tables if self._load(connection, one) != self.sums.get(file_of(one.name), _EMPTY)
        ]
        _refuse_orphans(connection)
        for table, last in self.last_numbers.items():
            dialect.write_last_number(connection, table, last)
        if self.format < FORMAT:
            migrate(connection)
            dialect.write_format(connection, FORMAT)
        _refuse_unsound(connection)
        if changed:
            _refuse(file_of(changed[0]), note(N_("it is not as it was written (its SHA-256 differs)")))
        _refuse_other_journal(connection, self)

    def _load(self, connection: sqlite3.Connection, table: TableFacts) -> tuple[str, int]:
        """Bring the rows of a file in; returns its sum and their number."""
        names = [column.name for column in table.columns]
        statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        total, number = hashlib.sha256(), 0
        file = file_of(table.name)
        for line in _lines(self.folder / file):
            total.update(line)
            number += 1
            row = _row(file, number, line)
            wrong = _misfit(table, row)
            if wrong is not None:
                _refuse(_line(file, number), wrong)
            try:
                connection.execute(statement, [row[name] for name in names])
            except (sqlite3.IntegrityError, OverflowError) as error:
                _refuse(_line(file, number), note(N_("the register does not take it ({error})"), error=str(error)))
        return total.hexdigest(), number


class LoadedPackage(NamedTuple):
    """Open data that was read and checked: the register in memory, its rows and its journal's mark ("": none)."""

    connection: Connection
    rows: int
    mark: str


def load_package(folder: Path) -> LoadedPackage:
    """Read all of the open data in ``folder`` into a register in memory.

    Raises:
        BadPackage: something in it is malformed, lacking or not as it was written
    """
    package = read_package(folder)
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
    connection.row_factory = sqlite3.Row
    try:
        package.build(connection)
    except BaseException:
        connection.close()
        raise
    return LoadedPackage(connection, package.rows, package.mark)


def read_package(folder: Path) -> Package:
    """What the descriptor of the open data in ``folder`` says; no row is read.

    Raises:
        BadPackage: there is none, or it is malformed
    """
    path = folder / PACKAGE
    content = b"".join(_lines(path, _LARGEST))
    try:
        found = json.loads(content)
        own = found["tuphap"]
        if own["schema"] != SCHEMA:
            _refuse(PACKAGE, note(N_("it is of another kind ({kind})"), kind=str(own["schema"])))
        package = Package(
            folder,
            _number(own["format"]),
            _number(own["journal"]["entries"]),
            None if own["journal"]["head"] is None else str(own["journal"]["head"]),
            {str(name): _number(last) for name, last in own["last_numbers"].items()},
            {str(one["path"]): (_sum(one["hash"]), _number(one["rows"])) for one in found["resources"]},
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        _refuse(PACKAGE, note(N_("it cannot be read as the descriptor of open data")))
    if not 1 <= package.format <= FORMAT:
        told = N_("it was written by a newer version (format {found}; this one knows formats up to {known})")
        _refuse(PACKAGE, note(told, found=package.format, known=FORMAT))
    return package


def _number(value: object) -> int:
    if value.__class__ is not int or not isinstance(value, int) or not 0 <= value < 2**63:
        raise ValueError(value)
    return value


def _sum(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.removeprefix("sha256:")


def _refuse(place: str | Note, why: Note) -> NoReturn:
    raise errors.BadPackage(place=place, why=why)


def _line(file: str, number: int) -> Note:
    return note(N_("{file}, line {line}"), file=file, line=number)


def _refuse_others(package: Package, tables: set[str]) -> None:
    """Refuse a descriptor that names a table which no register of the format has; one without rows is not named."""
    for file in sorted(package.sums.keys() - {file_of(table) for table in tables}):
        _refuse(file, note(N_("no register has such a table")))
    for table in sorted(package.last_numbers.keys() - tables):
        _refuse(PACKAGE, note(N_("no register has the table {name}"), name=table))


# -- files and rows --------------------------------------------------------------------------------------------


def _lines(path: Path, most: int | None = None) -> Iterator[bytes]:
    """The lines of a file with their ends; all of it as one, at most so many bytes, where ``most`` is given."""
    try:
        paths.refuse_streams(path)
        with path.open("rb") as file:
            if most is not None:
                yield file.read(most)
            while most is None and (line := file.readline(_LONGEST)):
                if len(line) == _LONGEST:
                    _refuse(path.name, note(N_("a line in it is longer than {n} MB"), n=_LONGEST >> 20))
                yield line
    except FileNotFoundError:
        _refuse(path.name, note(N_("the file is lacking")))
    except OSError as error:
        _refuse(path.name, note(N_("it cannot be read ({error})"), error=error.strerror or str(error)))


def _row(file: str, number: int, line: bytes) -> dict[str, object]:
    """The object of a line."""
    try:
        found = json.loads(line.decode(), object_pairs_hook=_without_twins, parse_constant=_no_number)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        _refuse(_line(file, number), note(N_("it is no JSON object")))
    return found


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(pairs)
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _misfit(table: TableFacts, row: dict[str, object]) -> Note | None:
    """What keeps a row from being one of the table."""
    known = {column.name: column for column in table.columns}
    for name in sorted(known.keys() ^ row.keys()):
        return note(
            N_("{column} is lacking") if name in known else N_("there is no {column} in this table"), column=name
        )
    for name, column in known.items():
        if not fits(column, row[name]):
            return note(N_("{column} cannot be “{value}”"), column=name, value=str(row[name])[:60])
    return None


# -- the whole -------------------------------------------------------------------------------------------------


def _refuse_orphans(connection: sqlite3.Connection) -> None:
    for orphan in dialect.orphans(connection):
        # Rows come in by their order: the line is the number of rows up to this one.
        counting = f"SELECT COUNT(*) FROM {orphan.table} WHERE {dialect.row_of(orphan.table)} <= ?"
        number = connection.execute(counting, (orphan.row,)).fetchone()[0]
        told = N_("it names a row of {table} that is lacking")
        _refuse(_line(file_of(orphan.table), number), note(told, table=table_in_words(orphan.parent)))


def _refuse_unsound(connection: sqlite3.Connection) -> None:
    """Let the intervals follow, and hold the whole against the journal as an examination does."""
    from ..health import soundness

    verdict = journal.verify_chain(journalbook.chained(connection))
    if verdict.finding is not journal.JournalFinding.FINE:
        told = note(N_("the entry was changed, or one before it is lacking"))
        _refuse(note(N_("journal.jsonl, entry {seq}"), seq=verdict.at), told)
    standing_table.fill(connection)
    word_index.fill(connection)
    for finding in soundness.grave_findings(connection):
        _refuse(row_in_words(finding.where), finding.what)


def _refuse_other_journal(connection: sqlite3.Connection, package: Package) -> None:
    head = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if (head[0], head[1]) != (package.entries, package.head) if head else package.entries or package.head:
        _refuse(PACKAGE, note(N_("it names another end of the journal than journal.jsonl has")))
