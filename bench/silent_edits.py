"""Which command says so when another program has changed one value of a register: every column of every table.

    python bench/silent_edits.py [--table]

Each column gets another value by SQL in a copy of a small register (both of the values that it may have where it is
a choice of two). A command *says so* where it names a finding it did not have before (a remark on stderr, a note at
the head of a list or report, a line of doctor or journal verify) or ends with an error; else its figures are *as
before*, or have *changed* without a word. ``--table`` prints the table of docs/reliability.md.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tuphap_cli.main import main as tuphap

COMMANDS: dict[str, tuple[str, ...]] = {
    "overdue": ("overdue", "-f", "json"),
    "missed": ("missed", "-f", "json"),
    "report": ("report", "quarter", "3/2021", "-f", "json"),
    "check": ("check", "-f", "json"),
    "status": ("status", "-f", "json"),
    "journal verify": ("journal", "verify", "-f", "json"),
    "doctor": ("doctor", "-f", "json"),
}
FOUND = 3  # the exit code of a check with findings
FIND_ALL = ("check", "doctor")
ENVIRONMENT = {"TUPHAP_TODAY": "2021-09-01", "TUPHAP_LANG": "en", "TUPHAP_ACTOR": "bench"}
BY = ("--by", "52/STP-VP", "--reason", "Chờ văn bản")
# The office above, whose list the office is on.
ABOVE: tuple[tuple[str, ...], ...] = (("init",), ("office", "add", "STP", "--name", "Sở Tư pháp"))
# One row in every table, and two where one refers to another.
STORY: tuple[tuple[str, ...], ...] = (
    ("unit", "add", "STP", "--name", "Sở Tư pháp"),
    ("unit", "add", "HCTP", "--name", "Phòng Hành chính tư pháp", "--parent", "STP", "--alias", "Hành chính"),
    ("unit", "add", "VP", "--name", "Văn phòng", "--parent", "STP"),
    ("unit", "add", "TTr", "--name", "Thanh tra"),
    ("decision", "add", "262/QĐ-UBND", "--issued", "25/2/2021", "--issuer", "UBND tỉnh", "--title", "Chương trình"),
    ("decision", "add", "25/QĐ-STP", "--issued", "26/2/2021", "--implements", "262/QĐ-UBND", "--declares", "130"),
    ("import", "{plan}", "--decision", "25/QĐ-STP", "--issued", "26/2/2021"),
    ("task", "add", "Rà soát văn bản", "--decision", "25/QĐ-STP", "--unit", "HCTP", "--support", "VP",
     "--due", "30/6/2021", "--product", "Báo cáo", "--note", "gấp", "--item", "9"),
    ("task", "start", "1", "--on", "1/4/2021"),
    ("settings", "place", "Bạc Liêu"),
    ("office", "add", "HD", "--name", "UBND huyện Hồng Dân"),
    ("task", "progress", "1", "--on", "1/5/2021", "--percent", "40", "--note", "đang làm"),
    ("task", "done", "2", "--on", "1/6/2021", "--doc", "7/BC-STP", "--file", "{plan}"),
    ("task", "extend", "1", "--to", "31/8/2021", *BY, "--on", "1/6/2021"),
    ("obstacle", "add", "Thiếu hướng dẫn", "--task", "1", "--proposal", "Xin ý kiến Bộ", "--on", "1/6/2021"),
    ("obstacle", "add", "Thiếu biên chế", "--unit", "VP", "--on", "2/6/2021"),
    ("filing", "record", "VP", "Q2/2021", "--on", "15/6/2021", "--doc", "45/BC-VP", "--note", "đủ"),
    ("unit", "transfer", "TTr", "--to", "VP", *BY, "--on", "1/7/2021"),
    ("unit", "edit", "VP", "--name", "Văn phòng Sở", "--on", "1/8/2021", "--by", "30/QĐ-STP"),
    ("calendar", "add", "4/9/2021", "--worked", "--reason", "Làm bù", "--by", "1/TB"),
    ("unit", "edit", "HCTP", "--name", "Phòng Hộ tịch", "--on", "1/7/2021", "--by", "30/QĐ-STP"),
    ("task", "edit", "1", "--leader", "Phó Giám đốc", "--officer", "Chuyên viên hộ tịch"),
    ("report", "text", "Q2/2021", "--part", "han-che", "Việc cập nhật tiến độ còn chậm."),
    ("report", "close", "Q2/2021", "--doc", "50/BC-STP"),
    ("check", "--new"),
    ("urge", "--all", "--number", "51/STP-VP", "--signed", "1/9/2021", "--sign-by", "GIÁM ĐỐC;;An", "-o", "{letter}"),
)  # fmt: skip
PLAN = """STT,Nội dung nhiệm vụ,Sản phẩm,Đơn vị chủ trì,Đơn vị phối hợp,Thời hạn,Ghi chú
I,Văn bản,,,,,
1,Báo cáo định kỳ,Báo cáo,Văn phòng,Thanh tra,Hằng quý,
2,Kiểm tra,Kết luận,Phòng Hành chính tư pháp,,30/7/2021,
3,Tổng hợp,Danh mục,Thanh tra,,khi có yêu cầu,
"""


class Told(StrEnum):
    """What a command made of a changed value."""

    SAYS = "says so"
    SAME = "as before"
    CHANGED = "changed"


class Answer(NamedTuple):
    """What a command ended with: its exit code, the findings that it names, the figures."""

    code: int
    findings: tuple[str, ...]
    figures: str


class Edit(NamedTuple):
    """A column to be changed, by a statement with a row in which it has a value."""

    table: str
    column: str
    statement: str


def make_register(folder: Path) -> Path:
    """A small register with a row in every table, in ``folder``."""
    plan, above = folder / "ke-hoach.csv", folder / "tinh.db"
    path = Path(f"{above}.co-quan") / "STP.db"  # an office's, with settings of its own
    plan.write_text(PLAN, encoding="utf-8")
    for register, words in (*((above, words) for words in ABOVE), *((path, words) for words in STORY)):
        typed = [word.format(plan=plan, letter=folder / "don-doc.docx") for word in words]
        code, out, err = _run(["-R", str(register), *typed])
        if code not in {0, FOUND}:
            raise RuntimeError(f"{' '.join(words)}: {code} {out} {err}")
    return path


def edits(path: Path) -> Iterator[Edit]:
    """A changed value for every column of every table of the register at ``path``."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        for table in tables:
            columns = list(connection.execute(f"PRAGMA table_info({table})"))
            keys = [f"quote({row[1]})" for row in columns if row[5]] or ["rowid"]
            for column in [row[1] for row in columns]:
                chosen = (
                    f"SELECT {column}, {', '.join(keys)} FROM {table} ORDER BY {column} IS NULL, {', '.join(keys)}"
                )
                found = connection.execute(chosen).fetchone()
                if found is None:
                    raise RuntimeError(f"{table} has no row")
                named = zip(keys, found[1:], strict=True)
                where = " AND ".join(f"{key.removeprefix('quote(').rstrip(')')} = {value}" for key, value in named)
                yield Edit(table, column, f"UPDATE {table} SET {column} = {_other(found[0])} WHERE {where}")


def _other(value: object) -> str:
    """Another value of the same kind, as SQL."""
    if value is None:
        return "'x'"
    if isinstance(value, int):
        return str(1 - value if value in {0, 1} else value + 2)  # one more is what makes a seal right
    if isinstance(value, float):
        return str(value + 1)
    if isinstance(value, bytes):
        return f"x'{value.hex()}00'"
    text = str(value)
    with contextlib.suppress(ValueError):
        later = date.fromisoformat(text) + timedelta(days=1 if text < "9999" else -400)
        return f"'{later.isoformat()}'"
    changed = text[:-1] + ("x" if text[-1:] != "x" else "y") if text else "x"
    return "'" + changed.replace("'", "''") + "'"


def planted(path: Path, edit: Edit | None, folder: Path) -> Path:
    """A copy of the register with the value changed, whatever stands against it; None: as it is.

    All copies bear one name and have nothing beside them, so that they differ in nothing else.
    """
    copy = folder / "ban-sao" / path.name
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir(mode=0o700)
    shutil.copy(path, copy)
    copy.chmod(0o600)
    if edit is None:
        return copy
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(edit.statement)
        if not connection.execute("SELECT changes()").fetchone()[0]:
            raise RuntimeError(f"nothing changed: {edit.statement}")
    return copy


def answer(path: Path, command: str) -> Answer:
    """What ``command`` says of the register at ``path``."""
    code, out, err = _run(["-R", str(path), *COMMANDS[command]])
    out, err = out.replace(str(path), "…"), err.replace(str(path), "…")
    if code not in {0, 3}:
        return Answer(code, (err or "?",), "")
    said, remarks = json.loads(out), tuple(err.splitlines())
    if command == "doctor":
        return Answer(code, (*remarks, *(f"{row['code']} {row['where']}" for row in said["rows"])), "")
    if command == "journal verify":
        return Answer(code, (*remarks, out) if code else remarks, "")
    notes = said.pop("notes", [])
    for changing in ("register", "mark", "journal", "head"):
        said.pop(changing, None)
    return Answer(code, (*remarks, *map(str, notes)), json.dumps(said, sort_keys=True))


def told(before: Answer, after: Answer) -> Told:
    """What a command made of a changed value."""
    if set(after.findings) - set(before.findings):
        return Told.SAYS
    return Told.SAME if after.figures == before.figures else Told.CHANGED


def measured(folder: Path) -> Iterator[tuple[Edit, Mapping[str, Told]]]:
    """Each column with what each command made of its change."""
    os.environ |= ENVIRONMENT | {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    path = make_register(folder)
    whole = planted(path, None, folder)
    before = {command: answer(whole, command) for command in COMMANDS}
    for edit in edits(path):
        copy = planted(path, edit, folder)
        yield edit, {command: told(before[command], answer(copy, command)) for command in COMMANDS}


def _run(argv: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = tuphap(argv)
    return code, out.getvalue(), err.getvalue()


SIGNS = {Told.SAYS: "●", Told.SAME: "–", Told.CHANGED: "**≠**"}


def main() -> int:
    """Print the table, or the counts; 3 where a command that finds all has not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = list(measured(Path(folder)))
    made = datetime.now(UTC).date().isoformat()
    print(
        f"{made}, tuphap {version('tuphap-cli')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    print(f"\n| column | {' | '.join(COMMANDS)} |\n|---|{':-:|' * len(COMMANDS)}")
    if wanted.table:
        for edit, seen in rows:
            print(f"| {edit.table}.{edit.column} | {' | '.join(SIGNS[seen[command]] for command in COMMANDS)} |")
    for kind in Told:
        counts = (str(sum(seen[command] is kind for _edit, seen in rows)) for command in COMMANDS)
        print(f"| *{kind}, of {len(rows)}* | {' | '.join(counts)} |")
    missed = [(edit, command) for edit, seen in rows for command in FIND_ALL if seen[command] is not Told.SAYS]
    for edit, command in missed:
        print(f"{command} does not say so: {edit.statement}")
    return 3 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
