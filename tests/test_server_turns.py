"""A command whose transaction the server takes back for the sake of another is carried out again, thrice at most."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.conftest import Run
from tests.support.forms import Filled
from tests.support.plans import csv_of_rows
from tests.support.postgres import Cluster
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.cli import attempts, speech
from tuphap_cli.store import any_register
from tuphap_cli.store.server import server_connection
from tuphap_cli.store.write import office_records
from tuphap_cli.store.write.change import Change

pytestmark = pytest.mark.postgres

# A sequence counts on when a transaction is taken back, so that the first attempts fail and later ones do not.
REFUSES = """
CREATE SEQUENCE tuphap.attempt;
CREATE FUNCTION tuphap.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  attempt bigint := nextval('tuphap.attempt');
BEGIN
  IF attempt > {after} AND attempt <= {after} + {times} THEN
    RAISE EXCEPTION 'restart transaction' USING ERRCODE = '{code}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON tuphap.{table} FOR EACH ROW EXECUTE FUNCTION tuphap.refuse();
"""
Refuse = Callable[..., None]
PLAN = [["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"], ["1", "Rà soát", "VP", "30/9/2021"]]


@pytest.fixture
def office(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    """A register on the server with one task, which the program finds."""
    monkeypatch.setattr(attempts, "PAUSE", 0.001)
    monkeypatch.setenv("TUPHAP_REGISTER", server)
    with any_register.open_register(server, write=True) as register:
        clerk = Clerk(register)
        clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/6"))
        yield clerk


@pytest.fixture
def refuse(office: Clerk, cluster: Cluster, server: str) -> Refuse:
    """Have the server refuse the first rows of a table with a code of its own."""
    database = server.rpartition("@/")[2].partition("?")[0]

    def give(times: int, *, code: str = "40001", table: str = "journal", after: int = 0) -> None:
        cluster.psql(REFUSES.format(times=times, code=code, table=table, after=after), database)

    return give


@pytest.mark.parametrize("code", ["40001", "40P01"])
@pytest.mark.parametrize("times", [1, 3])
def test_a_lost_turn_is_taken_again(office: Clerk, refuse: Refuse, run: Run, code: str, times: int) -> None:
    refuse(times, code=code)
    ran = run("task", "done", "1", "--on", "28/6", "-f", "json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["rows"][0]["task"] == 1
    assert [row.command for row in office.journal()][-1] == "task done"
    assert len(office.journal()) == 4
    assert office.state(1) == "done_on_time"


def test_a_turn_lost_four_times_is_told_and_leaves_nothing(office: Clerk, refuse: Refuse, run: Run) -> None:
    refuse(4)
    before = dump_file(Path())
    ran = run("task", "done", "1", "--on", "28/6")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err.count("is being written") == 1
    assert dump_file(Path()) == before
    assert run("task", "done", "1", "--on", "28/6").code == 0


def test_what_the_server_refuses_otherwise_is_not_tried_again(office: Clerk, refuse: Refuse, run: Run) -> None:
    refuse(1, code="55P03")
    assert run("task", "done", "1", "--on", "28/6").code == 6


def test_a_row_of_a_session_may_lose_its_turn_too(office: Clerk, refuse: Refuse, run: Run) -> None:
    """It comes wrapped by SQLAlchemy."""
    refuse(2, table="unit")
    assert run("unit", "add", "HC", "--name", "Hành chính").code == 0
    assert run("unit", "list", "-f", "csv").out.count("HC") == 1


def test_the_backup_before_an_import_is_made_once(office: Clerk, refuse: Refuse, run: Run, tmp_path: Path) -> None:
    plan = csv_of_rows(tmp_path / "ke-hoach.csv", PLAN)
    refuse(3)
    ran = run("import", str(plan), "--decision", "30/KH-STP", "--issued", "1/3/2021")
    assert ran.code == 0, ran
    assert ran.err.count("Backup first") == 1
    assert len(list(tmp_path.rglob("*import*.db"))) == 1
    assert sorted(office.rows()) == [1, 2]


def test_nobody_is_asked_twice(office: Clerk, refuse: Refuse, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("task", "done", "1", "--on", "28/6")
    refuse(3)
    monkeypatch.setattr(speech, "on_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\nn\nn\nn\n"))
    ran = run("undo")
    assert ran.code == 0, ran
    assert (ran.out.count("To be undone"), ran.out.count("Undone"), ran.err.count("Go on?")) == (1, 1, 1)
    assert sys.stdin.read() == "n\nn\nn\n"


def test_what_is_asked_otherwise_the_second_time_is_asked(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    """The answer to one question is no answer to another: here somebody has entered something meanwhile."""
    run("task", "done", "1", "--on", "28/6")
    monkeypatch.setattr(speech, "on_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\nn\n"))
    with contested(monkeypatch, lambda: office.start(1, day("1/6"))):
        ran = run("undo")
    assert ran.code == 0, ran
    assert (ran.out.count("To be undone"), "Nothing was changed." in ran.out) == (2, True)
    assert office.state(1) == "done_on_time"


def test_a_command_is_not_repeated_after_an_entry_that_is_kept(
    office: Clerk, refuse: Refuse, run: Run, tmp_path: Path
) -> None:
    """Of two forms the first is taken in, the second loses its turn: what is kept is not entered again."""
    office.task(1, "Rà soát", unit=office.unit("HC"), due=day("30/9"))
    forms = tmp_path / "bieu"
    assert run("form", "make", "--all", str(forms), "--period", "Q3/2021").code == 0
    for form in forms.iterdir():
        Filled(form).report("5/BC", day("9/7")).save(form)
    refuse(1, after=1)
    before = len(office.journal())
    ran = run("form", "collect", str(forms))
    assert (ran.code, "is being written" in ran.err) == (6, True), ran
    assert len(office.journal()) == before + 1


@pytest.mark.parametrize("where", ["in the book", "in the list"])
def test_the_book_of_an_office_is_made_once_with_its_settings(
    office: Clerk, refuse: Refuse, run: Run, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    plain, lost = office_records.set_own, iter([where == "in the book"])

    def set_own(change: Change, values: Mapping[str, str | None]) -> None:
        plain(change, values)
        if next(lost, False):
            raise psycopg.errors.SerializationFailure

    monkeypatch.setattr(office_records, "set_own", set_own)
    if where == "in the list":
        refuse(1)
    ran = run("office", "add", "STP", "--name", "Sở Tư pháp")
    assert (ran.code, "has a book of its own" in ran.out) == (0, True), ran
    assert "SỞ TƯ PHÁP" in run("-O", "STP", "settings", "office").out


# -- two who write at once, and no lock between them -----------------------------------------------------------


@contextmanager
def contested(monkeypatch: pytest.MonkeyPatch, other: Callable[[], object]) -> Iterator[None]:
    """Transactions are SERIALIZABLE and lock nothing first, as on engines of several machines; when the first one
    of a command has seen the journal's end, ``other`` writes and is quicker."""
    unlocked = "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT format FROM register"
    words = {**server_connection._WORDS, "BEGIN IMMEDIATE": unlocked}
    plain, once = Change._begin, iter([other])

    def begin(self: Change, command: str) -> None:
        plain(self, command)
        if act := next(once, None):
            act()

    with monkeypatch.context() as patched:
        patched.setattr(server_connection, "_WORDS", words)
        patched.setattr(Change, "_begin", begin)
        yield
    assert next(once, None) is None, "nobody came between"


def test_who_was_slower_writes_after_the_other(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with contested(monkeypatch, lambda: office.start(1, day("1/6"))):
        ran = run("task", "progress", "1", "--percent", "40", "--on", "2/6")
    assert ran.code == 0, ran
    assert [row.command for row in office.journal()][-2:] == ["task start", "task progress"]
    assert run("journal", "verify").code == 0


def test_an_import_is_read_again_with_what_the_other_has_entered(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = csv_of_rows(tmp_path / "ke-hoach.csv", PLAN)
    with contested(monkeypatch, lambda: office.task(1, "Việc khác")):
        ran = run("import", str(plan), "--decision", "30/KH-STP", "--issued", "1/3/2021", "-f", "json")
    assert ran.code == 0, ran
    assert sorted(office.rows()) == [1, 2, 3]
    assert run("doctor", "-f", "csv").out.count("error") == 0
    assert len(list(tmp_path.rglob("*import*.db"))) == 1


def test_a_role_s_own_isolation_does_not_matter(
    office: Clerk, cluster: Cluster, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program says itself how its transactions are isolated."""
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_isolation=serializable")
    asked = "SELECT current_setting('transaction_isolation')"
    with any_register.open_register(os.environ["TUPHAP_REGISTER"], write=True) as register:
        assert register.connection.execute(asked).fetchone()[0] == "serializable"
        with register.writing("test", "clerk") as change:
            assert change.connection.execute(asked).fetchone()[0] == "read committed"
