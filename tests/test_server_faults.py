"""What goes wrong with a server: a sentence, exit 6, all of a command or nothing; no password is ever shown."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import psycopg
import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.postgres import GUARDED, Cluster
from tests.support.registers import Clerk, Dump, day, dump
from tuphap_cli import errors, i18n
from tuphap_cli.intake.apply import PlanImport
from tuphap_cli.main import main
from tuphap_cli.store import any_register
from tuphap_cli.store.server import server_connection, server_faults
from tuphap_cli.store.write import ledger

pytestmark = pytest.mark.postgres

SECRET = "sEcReT-9"
NOWHERE = "postgresql+psycopg://ai-do:{secret}@127.0.0.1:1/so"


@pytest.fixture
def office(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    """A register on the server with one task, which the program finds."""
    monkeypatch.setenv("TUPHAP_REGISTER", server)
    with any_register.open_register(server, write=True) as register:
        clerk = Clerk(register)
        clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/6"))
        yield clerk


def held(url: str) -> Dump:
    with any_register.open_register(url) as register:
        return dump(register.connection)


def name_of(url: str) -> str:
    return url.rpartition("@/")[2].partition("?")[0]


def kill_backends(cluster: Cluster, url: str) -> None:
    cluster.psql(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(url)}' AND pid <> "
        "pg_backend_pid()"
    )


# -- no way in -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_server_that_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("TUPHAP_LANG", language)
    monkeypatch.setenv("TUPHAP_REGISTER", NOWHERE.format(secret=SECRET))
    for line in (["overdue"], ["task", "done", "1"], ["init"], ["doctor"], ["backup"], ["overdue", "-f", "json"]):
        ran = run(*line)
        assert ran.code == 6, ran
        assert ("không có máy chủ" if language == "vi" else "no server answers") in ran.err


def test_a_database_that_is_not_there(cluster: Cluster, run: Run) -> None:
    ran = run("-R", cluster.url("khong-co"), "overdue")
    assert (ran.code, "it has no database khong-co" in ran.err) == (6, True), ran


def test_a_database_without_a_register(cluster: Cluster, run: Run) -> None:
    ran = run("-R", cluster.url("postgres"), "overdue")
    assert (ran.code, "There is no register yet" in ran.err) == (6, True), ran


def test_a_wrong_password_and_none(cluster: Cluster, run: Run) -> None:
    cluster.psql(f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{SECRET}'")
    right = cluster.url("empty", f"{GUARDED}:{SECRET}")
    assert run("-R", right, "overdue").code == 6  # let in, and without rights on the tables
    for login in (f"{GUARDED}:wrong-{SECRET}", GUARDED):
        ran = run("-R", cluster.url("empty", login), "overdue")
        assert ran.code == 6
        assert "does not let you in" in ran.err
        assert SECRET not in ran.err
    absent = run("-R", cluster.url("khong-co", f"{GUARDED}:{SECRET}"), "overdue")
    assert (absent.code, "it has no database khong-co" in absent.err) == (6, True), absent


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://[::1/b", f"postgresql://u:{SECRET}@h:port/b"])
def test_what_is_no_address(run: Run, url: str) -> None:
    ran = run("-R", url, "overdue")
    assert (ran.code, SECRET in ran.err) == (6, False), ran


def test_no_password_is_ever_shown(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, server: str, tmp_path: Path
) -> None:
    """Nor in the settings, in a log file of a fault, in what is written out."""
    place = server.replace("clerk@", f"clerk:{SECRET}@")
    said = []
    for url in (place, NOWHERE.format(secret=SECRET), place + f"&password={SECRET}"):
        monkeypatch.setenv("TUPHAP_REGISTER", url)
        for line in (["status"], ["settings"], ["settings", "register"], ["doctor"], ["init"], ["backup"],
                     ["restore", "--last"], ["copy", url, str(tmp_path / "a.db")], ["copy", url, url],
                     ["check", "schedule"], ["settings", "register", url, "--dry-run"]):  # fmt: skip
            ran = run(*line)
            said.append(ran.out + ran.err)
    for form in ("table", "json"):
        ran = run("-R", place, "task", "start", "1", "-f", form)
        assert "tuphap done 1" in ran.out, "the next command"
        said.append(ran.out + ran.err)
    monkeypatch.setenv("TUPHAP_REGISTER", place)
    monkeypatch.setattr(ledger, "record_progress", lambda *_: 1 / 0)
    ran = run("task", "done", "1")
    log = Path(ran.err.rpartition("Details: ")[2].strip())
    said += [ran.out + ran.err, log.read_text(encoding="utf-8")]
    log.unlink()
    assert not [text for text in said if SECRET in text]


@pytest.mark.parametrize("schema", ["Sở Tư pháp", "STP", 'a";b'])
def test_a_schema_may_have_any_name(cluster: Cluster, run: Run, monkeypatch: pytest.MonkeyPatch, schema: str) -> None:
    database, quoted = f"luoc_do_{len(schema)}", '"' + schema.replace('"', '""') + '"'
    cluster.psql(f"CREATE DATABASE {database}")
    cluster.psql(f"CREATE SCHEMA {quoted}", database)
    path = re.sub(r"([\\ ])", r"\\\1", f"-csearch_path={quoted}")
    monkeypatch.setenv("TUPHAP_REGISTER", f"{cluster.url(database)}&options={quote(path)}")
    assert run("init").code == 0
    assert run("unit", "add", "VP", "--name", "Văn phòng").code == 0
    assert run("undo", "--yes").code == 0
    assert "error" not in run("doctor", "-f", "csv").out
    assert cluster.psql(f"SELECT COUNT(*) FROM {quoted}.journal", database) == "2"


def test_a_register_without_its_own_row_is_damaged(office: Clerk, cluster: Cluster, server: str, run: Run) -> None:
    cluster.psql("DELETE FROM tuphap.register", name_of(server))
    for line in (["overdue"], ["task", "start", "1"], ["doctor"]):
        ran = run(*line)
        assert (ran.code, "is damaged" in ran.err) == (6, True), ran


def test_a_register_without_one_of_its_tables_is_damaged(
    office: Clerk, cluster: Cluster, server: str, run: Run
) -> None:
    cluster.psql("DROP TABLE tuphap.standing", name_of(server))
    for line in (["overdue"], ["task", "start", "1"]):
        ran = run(*line)
        assert (ran.code, "is damaged: its table standing is not there" in ran.err) == (6, True), ran


def test_a_schema_that_is_not_there_is_named(cluster: Cluster, run: Run) -> None:
    cluster.psql("CREATE DATABASE khong_luoc_do")
    ran = run("-R", cluster.url("khong_luoc_do") + "&options=-csearch_path%3Dkhac", "init")
    assert (ran.code, "the schema that the address names is not there" in ran.err) == (6, True), ran


@pytest.mark.parametrize("many", [False, True])
def test_a_broken_rule_is_one_error_for_a_row_and_for_many(server: str, many: bool) -> None:
    statement, row = "INSERT INTO last_number (name, seq) VALUES (:name, :seq)", {"name": "task", "seq": 7}
    with any_register.open_register(server, write=True) as register:
        connection = register.connection
        insert = (
            partial(connection.executemany, statement, [row]) if many else partial(connection.execute, statement, row)
        )
        with pytest.raises(server_connection.ValueInTheWay) as refused:
            insert()
    assert refused.value.constraint == "pk_last_number"
    assert "task" not in str(refused.value), "values are not for messages"


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (["restore", "--last", "--yes"], "`tuphap copy BACKUP ADDRESS`"),
        (["check", "schedule"], "`tuphap backup --night`"),
        (["task", "done", "1", "--file", "ban-quet.pdf"], "with --doc"),
    ],
)
def test_what_is_only_with_a_file_says_what_to_do_instead(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: list[str], instead: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ban-quet.pdf").write_bytes(b"%PDF-1.7")
    ran = run(*line)
    assert (ran.code, instead in ran.err) == (6, True), ran


# -- no right ------------------------------------------------------------------------------------------------


def test_who_may_only_read_reads_and_cannot_write(office: Clerk, cluster: Cluster, server: str, run: Run) -> None:
    database = name_of(server)
    cluster.psql("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN")
    url = server.replace("clerk@", "reader@")
    ran = run("-R", url, "overdue")
    assert (ran.code, "no such right" in ran.err) == (6, True), ran
    cluster.psql(
        "GRANT USAGE ON SCHEMA tuphap TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA tuphap TO reader", database
    )
    before = held(server)
    assert run("-R", url, "overdue").code == 0
    for line in (["task", "done", "1"], ["unit", "add", "HCTP", "--name", "x"], ["undo", "--yes"]):
        ran = run("-R", url, *line)
        assert (ran.code, "no such right" in ran.err) == (6, True), ran
    assert held(server) == before


# -- broken off ----------------------------------------------------------------------------------------------

PLAN = [
    ["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"],
    *[[str(n), f"Việc {n}", "VP", "30/9/2021"] for n in range(1, 9)],
]


@contextmanager
def before_the_commit(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> Iterator[None]:
    """``act`` happens when an import has written all its rows."""
    plain = PlanImport.run

    def run(self: PlanImport) -> object:
        outcome = plain(self)
        act()
        return outcome

    with monkeypatch.context() as patched:
        patched.setattr(PlanImport, "run", run)
        yield


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_killed_backend_in_mid_import_leaves_nothing(
    office: Clerk,
    cluster: Cluster,
    server: str,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    language: str,
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", language)
    monkeypatch.setenv("TUPHAP_BACKUP_FIRST", "false")
    plan = csv_of_rows(tmp_path / "ke-hoach.csv", PLAN)
    office.register.close()
    before = held(server)
    with before_the_commit(monkeypatch, lambda: kill_backends(cluster, server)):
        ran = run("import", str(plan), "--decision", "30/KH-STP", "--issued", "1/3/2021")
    assert ran.code == 6, ran
    assert len(ran.err.strip().splitlines()) <= 6, ran.err
    assert held(server) == before
    assert run("import", str(plan), "--decision", "30/KH-STP", "--issued", "1/3/2021").code == 0


def test_a_stopped_server_in_mid_import_leaves_nothing(
    office: Clerk, cluster: Cluster, server: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TUPHAP_BACKUP_FIRST", "false")
    plan = csv_of_rows(tmp_path / "ke-hoach.csv", PLAN)
    office.register.close()
    before = held(server)
    line = ("import", str(plan), "--decision", "30/KH-STP", "--issued", "1/3/2021")
    try:
        with before_the_commit(monkeypatch, cluster.stop):
            ran = run(*line)
        assert ran.code == 6, ran
        assert run("overdue").code == 6
    finally:
        cluster.start()
    assert held(server) == before
    assert run(*line).code == 0


def test_a_connection_lost_at_the_commit_is_looked_up(
    office: Clerk, cluster: Cluster, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server has kept the change it is said; where it has not, nothing was written."""
    register, plain = office.register, office.register.connection.execute
    with pytest.raises(errors.ServerBrokeOff), register.writing("task done", "clerk") as change:  # noqa: PT012
        ledger.record_progress(change, [1], ledger.Act("done", day("28/6"), day("9/7")))
        kill_backends(cluster, server)

    def cut_off(sql: str, parameters: object = ()) -> object:
        found = plain(sql, parameters)  # type: ignore[arg-type]
        if sql == "COMMIT":
            register.connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        return found

    with any_register.open_register(server, write=True) as register:
        plain = register.connection.execute
        monkeypatch.setattr(register.connection, "execute", cut_off)
        with pytest.raises(errors.ServerKept), register.writing("task done", "clerk") as change:
            ledger.record_progress(change, [1], ledger.Act("done", day("28/6"), day("9/7")))
    with any_register.open_register(server, write=True) as register:
        plain = register.connection.execute
        monkeypatch.setattr(register.connection, "execute", cut_off)
        monkeypatch.setattr(
            server_connection, "connect", lambda *_: (_ for _ in ()).throw(psycopg.OperationalError("x"))
        )
        with pytest.raises(errors.ServerUnanswered), register.writing("task progress", "clerk") as change:
            ledger.record_progress(change, [1], ledger.Act("progress", day("1/6"), day("9/7"), 30))
    monkeypatch.undo()
    seqs = cluster.psql("SELECT max(seq) FROM tuphap.journal", name_of(server))
    assert int(seqs) == 5


def test_a_change_that_is_still_being_confirmed_is_waited_for(
    office: Clerk, cluster: Cluster, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lost connection may be committing on the server still: to look at once would find nothing."""
    with any_register.open_register(server, write=True) as register:
        plain, raw = register.connection.execute, register._raw  # type: ignore[attr-defined]
        later = threading.Timer(0.5, plain, ["COMMIT"])

        def cut_off(sql: str, parameters: object = ()) -> object:
            if sql != "COMMIT":
                return plain(sql, parameters)  # type: ignore[arg-type]
            later.start()
            monkeypatch.setattr(register, "_raw", SimpleNamespace(closed=True, info=raw.info))
            raise psycopg.OperationalError("consuming input failed: SSL SYSCALL error: EOF detected")

        monkeypatch.setattr(register.connection, "execute", cut_off)
        with pytest.raises(errors.ServerKept), register.writing("task done", "clerk") as change:
            ledger.record_progress(change, [1], ledger.Act("done", day("28/6"), day("9/7")))
        later.join()
    assert office.journal()[-1].command == "task done"


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (psycopg.errors.InsufficientPrivilege("permission denied for table task"), "quyền ấy trên “nhiệm vụ”"),
        (psycopg.errors.InsufficientPrivilege("permission denied for table register"), "quyền ấy trên “sổ”"),
        (psycopg.errors.InsufficientPrivilege("permission denied for schema so_khac"), "quyền ấy trên “so_khac”"),
        (psycopg.OperationalError("consuming input failed: SSL SYSCALL error: EOF detected"), "kết nối bị ngắt"),
        (psycopg.OperationalError("could not receive data from server: Connection timed out"), "kết nối bị ngắt"),
        (psycopg.errors.AdminShutdown("kết thúc kết nối do lệnh của người quản trị"), "kết nối bị ngắt"),
        (psycopg.errors.CrashShutdown("terminating connection because of crash"), "kết nối bị ngắt"),
        (psycopg.errors.IdleSessionTimeout("terminating connection due to idle-session timeout"), "kết nối bị ngắt"),
        (psycopg.errors.QueryCanceled("canceling statement due to statement timeout"), "quá thời gian cho phép"),
        (psycopg.errors.QueryCanceled("canceling statement due to user request"), "trên máy chủ"),
        (psycopg.errors.TooManyConnections("sorry, none left"), "không nhận thêm"),
    ],
)
def test_what_breaks_a_command_off_is_said_in_words_of_ours(error: psycopg.Error, why: str) -> None:
    fault = server_faults.server_fault("so", error)
    i18n.use("vi")
    try:
        told = i18n.show(fault.sentence)
    finally:
        i18n.use("en")
    assert why in told
    assert str(error) not in told


# -- turns ---------------------------------------------------------------------------------------------------


def test_who_waits_too_long_is_told(office: Clerk, server: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_connection, "BUSY_SECONDS", 0.2)
    with office.at_once():
        ran = run("task", "done", "1")
        assert (ran.code, "is being written" in ran.err) == (6, True), ran
        assert run("overdue").code == 0  # who reads waits for nobody
    assert run("task", "done", "1").code == 0


def test_clerks_at_once_lose_nothing(office: Clerk, server: str, cluster: Cluster) -> None:
    """Four clerks with ten commands each: forty journal rows in one chain, and no number twice."""
    refused: list[errors.TuphapError] = []

    def work(number: int) -> None:
        for turn in range(10):
            try:
                register = any_register.open_register(server, write=True)
                with register, register.writing("task progress", "clerk") as change:
                    act = ledger.Act("progress", day("1/6"), day("9/7"), note=f"{number}.{turn}")
                    ledger.record_progress(change, [1], act)
            except errors.TuphapError as error:
                refused.append(error)

    clerks = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert refused == []
    with any_register.open_register(server) as register:
        notes = [row[0] for row in register.connection.execute("SELECT note FROM progress ORDER BY id")]
    assert sorted(notes) == sorted(f"{n}.{t}" for n in range(4) for t in range(10))
    assert main(["journal", "verify"]) == 0


def test_reading_sees_one_state(office: Clerk, server: str) -> None:
    with any_register.open_register(server) as reader, reader.reading() as seen:
        count = "SELECT COUNT(*) FROM task"
        before = seen.execute(count).fetchone()[0]
        office.task(1, "Rà soát")
        assert seen.execute(count).fetchone()[0] == before
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            seen.execute("DELETE FROM task")


def test_the_journal_names_who_has_logged_in(
    office: Clerk, server: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_ACTOR", "giam-doc")
    assert run("task", "done", "1").code == 0
    assert office.journal()[-1].actor == "clerk"


def test_the_index_of_words_is_examined_and_made_anew(office: Clerk, cluster: Cluster, server: str, run: Run) -> None:
    assert '"words"' not in run("doctor", "-f", "csv").out
    word = cluster.psql("SELECT MIN(word) FROM tuphap.word_block WHERE length(word) > 2", name_of(server)).strip()
    for change in (f"DELETE FROM tuphap.word_block WHERE word = '{word}'",
                   f"INSERT INTO tuphap.word_block VALUES ('{word}x', 2097151, '\\x01')"):  # fmt: skip
        cluster.psql(change, name_of(server))
        found = run("doctor", "-f", "csv")
        assert (found.code, '"words","error"' in found.out) == (3, True), found
        assert "made anew" in (repaired := run("doctor", "--repair")).out, repaired
        assert '"words"' not in run("doctor", "-f", "csv").out
