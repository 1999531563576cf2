"""A register of an older format on a server: upgraded whole with nothing lost, or left as it was."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support import old_server_register
from tests.support.old_register import of_format
from tests.support.postgres import Cluster
from tests.support.registers import Dump, dump
from tuphap_cli import errors
from tuphap_cli.store import any_register
from tuphap_cli.store.file import upgrade
from tuphap_cli.store.file.register import FORMAT, Register
from tuphap_cli.store.server import copying, server_connection, server_register
from tuphap_cli.store.write import standing_table

pytestmark = pytest.mark.postgres

OLD = list(range(old_server_register.FIRST, FORMAT))
# What the server itself says of tables, columns, rules, indexes and sequences, one a line.
DEFINITIONS = """
SELECT c.relname, 'column', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, l.collname,
       pg_get_expr(d.adbin, d.adrelid)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = 'tuphap'::regnamespace AND c.relkind = 'r'
UNION ALL SELECT conrelid::regclass::text, 'rule', conname, pg_get_constraintdef(oid), NULL, NULL, NULL
FROM pg_constraint WHERE connamespace = 'tuphap'::regnamespace
UNION ALL SELECT tablename, 'index', indexname, indexdef, NULL, NULL, NULL FROM pg_indexes WHERE schemaname = 'tuphap'
UNION ALL SELECT relname, 'other', relkind::text, NULL, NULL, NULL, NULL
FROM pg_class WHERE relnamespace = 'tuphap'::regnamespace AND relkind NOT IN ('r', 'i')
UNION ALL SELECT name, 'numbered', NULL, NULL, NULL, NULL, NULL FROM tuphap.last_number
ORDER BY 1, 2, 3
"""


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a register of each older format, which the program finds."""
    name = f"old{os.urandom(6).hex()}"
    cluster.psql(f"CREATE DATABASE {name}")
    old_server_register.make(cluster.url(name), request.param)
    monkeypatch.setenv("TUPHAP_REGISTER", cluster.url(name))
    yield cluster.url(name)
    cluster.psql(f"DROP DATABASE {name} WITH (FORCE)")


def name_of(url: str) -> str:
    return url.rpartition("@/")[2].partition("?")[0]


def definitions(cluster: Cluster, url: str) -> list[str]:
    """What the server says of a register's tables; the types of constants it writes in several ways."""
    said = cluster.psql(DEFINITIONS, name_of(url))
    return re.sub(r"::(text|character varying)(\[\])?|[()]", "", said).splitlines()


def held(url: str) -> Dump:
    with server_register.open_register(url, any_format=True) as register:
        return dump(register.connection)


def backups(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*-upgrade.db"))


def rows(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """All rows by the names of their columns; of the journal what does not change with the moment."""
    found = {}
    for table in copying.tables(connection):
        names = copying.columns(connection, table)
        if table == "journal":
            names = ["seq", "command", "summary", "changes"]
        listed = connection.execute(f"SELECT {', '.join(names)} FROM {table}")
        found[table] = sorted(repr(tuple(row)) for row in listed)
    return found


def test_the_tables_of_every_format_are_kept_the_newest_too(server: str, cluster: Cluster) -> None:
    for number in [*OLD, FORMAT]:
        assert old_server_register.tables_of(number).exists(), "run python -m tests.support.old_server_register"
    name = f"kept{os.urandom(6).hex()}"
    cluster.psql(f"CREATE DATABASE {name}")
    old_server_register.make_empty(cluster.url(name), FORMAT)
    assert definitions(cluster, cluster.url(name)) == definitions(cluster, server)


# -- a good end ----------------------------------------------------------------------------------------------


def test_an_upgraded_register_has_the_tables_of_a_new_one(old: str, server: str, cluster: Cluster, run: Run) -> None:
    ran = run("upgrade")
    assert (ran.code, f"to {FORMAT}." in ran.out) == (0, True), ran
    assert definitions(cluster, old) == definitions(cluster, server)


def test_an_upgraded_register_holds_what_one_in_a_file_holds(
    old: str, env: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    env.parent.mkdir()
    shutil.copy(of_format(before_format(old)), env)
    assert run("-R", str(env), "upgrade").code == 0
    assert run("upgrade").code == 0
    with any_register.open_register(env) as there, any_register.open_register(old) as here:
        in_file, on_server = rows(there.connection), rows(here.connection)
    assert in_file.keys() == on_server.keys()
    for table in in_file:
        assert in_file[table] == on_server[table], table
    assert run("journal", "verify").code == 0
    assert "error" not in run("doctor", "-f", "csv").out


def before_format(url: str) -> int:
    return int(held(url)["register"][0][2])  # type: ignore[call-overload, no-any-return]


def test_the_backup_before_is_a_checked_file_of_the_old_format(old: str, run: Run, tmp_path: Path) -> None:
    number = before_format(old)
    assert run("upgrade").code == 0
    (backup,) = backups(tmp_path)
    with (
        closing(sqlite3.connect(backup)) as made,
        closing(sqlite3.connect(f"file:{of_format(number)}?mode=ro", uri=True)) as kept,
    ):
        assert made.execute("PRAGMA user_version").fetchone()[0] == number
        assert rows(made) == rows(kept)
    assert run("-R", str(backup), "upgrade").code == 0
    assert run("-R", str(backup), "journal", "verify").code == 0


@pytest.mark.parametrize("upgraded", [False, True])
def test_texts_are_compared_byte_by_byte_whatever_the_database_does(
    cluster: Cluster, run: Run, monkeypatch: pytest.MonkeyPatch, upgraded: bool
) -> None:
    """Letters with marks come behind z, capital letters before small ones."""
    name = f"icu{os.urandom(6).hex()}"
    cluster.psql(f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'vi'")
    monkeypatch.setenv("TUPHAP_REGISTER", cluster.url(name))
    if upgraded:
        old_server_register.make_empty(cluster.url(name), OLD[0])
    assert run("upgrade" if upgraded else "init").code == 0
    names = ["bé", "Bộ", "ca", "Ác", "a b", "a-c", "đo"]
    for at, words in enumerate(names):
        assert run("unit", "add", f"D{at}", "--name", words).code == 0
    asked = "SELECT name FROM tuphap.unit ORDER BY name"
    assert cluster.psql(asked, name).splitlines() == sorted(names)
    assert cluster.psql(f'{asked} COLLATE "vi-x-icu"', name).splitlines() != sorted(names)
    assert "error" not in run("doctor", "-f", "csv").out


def test_a_trial_changes_nothing_and_keeps_no_backup(old: str, run: Run, tmp_path: Path) -> None:
    before = held(old)
    assert run("upgrade", "--dry-run").code == 0
    assert held(old) == before
    assert backups(tmp_path) == []


def test_the_setting_lets_the_next_command_upgrade(old: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_AUTO_UPGRADE", "true")
    ran = run("task", "list", "-f", "csv")
    assert (ran.code, "was upgraded from format" in ran.err) == (0, True), ran
    assert "was upgraded" not in run("task", "list").err


def test_who_could_read_before_reads_after(old: str, cluster: Cluster, run: Run) -> None:
    cluster.psql(
        "DROP ROLE IF EXISTS xem; CREATE ROLE xem LOGIN; GRANT USAGE ON SCHEMA tuphap TO xem;"
        "GRANT SELECT ON ALL TABLES IN SCHEMA tuphap TO xem",
        name_of(old),
    )
    assert run("upgrade").code == 0
    url = old.replace("clerk@", "xem@")
    for line in (["overdue"], ["status"], ["task", "show", "1"], ["export", "--all", str(Path.home() / "all")]):
        assert run("-R", url, *line).code == 0, line
    cluster.psql("DROP OWNED BY xem; DROP ROLE xem", name_of(old))


# -- meanwhile ------------------------------------------------------------------------------------------------


def test_until_then_every_command_says_what_to_do(old: str, run: Run) -> None:
    before = held(old)
    for line in (["overdue"], ["task", "done", "1"], ["undo", "--yes"]):
        ran = run(*line)
        assert (ran.code, "tuphap upgrade" in ran.err) == (6, True), ran
    assert held(old) == before
    assert run("backup").code == 0  # of whatever format


def test_who_works_meanwhile_is_told_and_loses_nothing(old: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads or writes while an upgrade runs still sees the older format; another upgrade waits for its turn."""
    monkeypatch.setattr(server_connection, "BUSY_SECONDS", 0.2)
    found: list[int] = []
    plain = standing_table.fill

    def fill(connection: sqlite3.Connection) -> None:
        found.extend(run(*line).code for line in (["overdue"], ["task", "done", "1"], ["upgrade"]))
        plain(connection)

    with monkeypatch.context() as patched:
        patched.setattr(standing_table, "fill", fill)
        done = upgrade.upgrade_register(old, "van-thu", lambda: Path("sao-luu.db"))
    assert (done.known, found) == (FORMAT, [6, 6, 6])
    assert run("overdue").code == 0


def test_two_who_upgrade_at_once_do_it_once(old: str) -> None:
    done: list[upgrade.Upgraded] = []
    found = before_format(old)

    def work() -> None:
        done.append(upgrade.upgrade_register(old, "van-thu", lambda: Path("sao-luu.db")))

    both = [threading.Thread(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(one.found for one in done) == [found, FORMAT]
    assert [row[3] for row in held(old)["journal"]].count("upgrade") == 1


def test_who_waited_for_an_upgrade_does_not_write_as_before(
    server: str, cluster: Cluster, env: Path, template: bytes
) -> None:
    """A program that opened the register before it was upgraded, on a server as in a file."""
    env.parent.mkdir()
    env.write_bytes(template)
    for place in (server, env):
        with any_register.open_register(place, write=True) as register:
            if isinstance(place, Path):
                with closing(sqlite3.connect(place)) as other:
                    other.execute(f"PRAGMA user_version = {FORMAT + 1}")
            else:
                cluster.psql(f"UPDATE tuphap.register SET format = {FORMAT + 1}", name_of(server))
            with pytest.raises(errors.NewerRegister), register.writing("task done", "clerk"):
                pytest.fail("it wrote")
            with pytest.raises(errors.NewerRegister), register.beside_journal("check", "clerk"):
                pytest.fail("it wrote")
            assert not register.connection.in_transaction


def test_a_newer_register_says_so(server: str, cluster: Cluster, run: Run) -> None:
    cluster.psql(f"UPDATE tuphap.register SET format = {FORMAT + 1}", name_of(server))
    for line in (["overdue"], ["task", "done", "1"], ["upgrade"], ["backup"], ["copy", server, "a.db"]):
        ran = run("-R", server, *line)
        assert (ran.code, "newer" in ran.err) == (6, True), ran


# -- a bad end -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["migrate", "fill", "close"])
def test_a_killed_backend_leaves_the_register_as_it_was(
    old: str, run: Run, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    before = held(old)
    home, name = {
        "migrate": (upgrade, "migrate"), "fill": (standing_table, "fill"), "close": (Register, "seal")
    }[where]  # fmt: skip
    plain = getattr(home, name)

    def cut_off(*given: object) -> None:
        plain(*given)
        cluster.psql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(old)}' AND pid <> "
            "pg_backend_pid()"
        )

    with monkeypatch.context() as patched:
        patched.setattr(home, name, cut_off)
        ran = run("upgrade")
    assert (ran.code, "broke the command off" in ran.err) == (6, True), ran
    assert held(old) == before
    assert len(backups(tmp_path)) == 1
    assert run("upgrade").code == 0


def test_tables_that_are_in_the_way_are_named(old: str, run: Run, cluster: Cluster) -> None:
    cluster.psql("CREATE TABLE tuphap.word_block (id integer)", name_of(old))
    before = held(old)
    ran = run("upgrade")
    assert (ran.code, "word_block" in ran.err) == (6, True), ran
    assert held(old) == before


def test_who_does_not_own_the_tables_cannot_upgrade(old: str, run: Run, cluster: Cluster) -> None:
    cluster.psql(
        "DROP ROLE IF EXISTS nv; CREATE ROLE nv LOGIN; GRANT ALL ON SCHEMA tuphap TO nv;"
        "GRANT ALL ON ALL TABLES IN SCHEMA tuphap TO nv",
        name_of(old),
    )
    before = held(old)
    ran = run("-R", old.replace("clerk@", "nv@"), "upgrade")
    first = {6: "task", 7: "journal entry"}[before_format(old)]  # the first table that the migrations would change
    assert (ran.code, f"no such right on “{first}”" in ran.err, "SQL" in ran.err) == (6, True, False), ran.err
    assert held(old) == before
    cluster.psql("DROP OWNED BY nv; DROP ROLE nv", name_of(old))
