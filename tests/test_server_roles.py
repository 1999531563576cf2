"""Who may do what in a register on a server: the server itself refuses, whatever program asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.conftest import Run
from tests.support.postgres import Cluster
from tests.support.registers import Clerk, Ran, day
from tuphap_cli.store import any_register

pytestmark = pytest.mark.postgres

PEOPLE = {"an": "tuphap_reader", "binh": "tuphap_unit_HCTP", "chi": "tuphap_unit_VP", "dung": "tuphap_office"}
By = Callable[..., Ran]


@pytest.fixture
def office(server: str, cluster: Cluster, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Tasks 1 of HCTP, 2 of TO (below HCTP), 3 of VP; a reader, a clerk of HCTP, one of VP, one of the office."""
    monkeypatch.setenv("TUPHAP_REGISTER", server)
    with any_register.open_register(server, write=True) as register:
        clerk = Clerk(register)
        decision, above = clerk.decision(), clerk.unit("HCTP")
        for unit in (above, clerk.unit("TỔ {1}$$'\"", "Tổ 'hộ tịch'", parent=above), clerk.unit("VP")):
            clerk.task(decision, f"Việc {unit}", unit=unit, due=day("30/6"))
    text = run("server", "roles").out
    for _twice in range(2):  # it may be run again
        cluster.psql(text, database_of(server))
    for name, role in PEOPLE.items():
        cluster.psql(
            f'DROP ROLE IF EXISTS {name}; CREATE ROLE {name} LOGIN; GRANT "{role}" TO {name}', database_of(server)
        )
    yield server
    # Roles are of the whole cluster; rights on what goes with the database go with it.
    cluster.psql(f"DROP OWNED BY {', '.join(PEOPLE)}; DROP ROLE {', '.join(PEOPLE)}", database_of(server))


def database_of(url: str) -> str:
    return url.rpartition("@/")[2].partition("?")[0]


@pytest.fixture
def by(office: str, run: Run) -> By:
    """Carries out a command line as one of the people."""
    return lambda name, *line: run("-R", office.replace("clerk@", f"{name}@"), *line)


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_sees_everything(by: By, name: str) -> None:
    for line in (["overdue", "-f", "json"], ["missed"], ["status"], ["task", "show", "3"], ["journal", "verify"]):
        assert by(name, *line).code == 0, line
    assert len(json.loads(by(name, "overdue", "-f", "json").out)["rows"]) == 3


@pytest.mark.parametrize(
    ("name", "task", "code"),
    [("an", 1, 6), ("binh", 1, 0), ("binh", 2, 0), ("binh", 3, 6), ("chi", 3, 0), ("chi", 1, 6), ("chi", 2, 6),
     ("dung", 1, 0), ("dung", 3, 0)],
)  # fmt: skip
def test_entries_are_written_for_the_own_unit_and_those_below(by: By, name: str, task: int, code: int) -> None:
    for line in (["start", "--on", "1/6"], ["progress", "--percent", "40", "--on", "2/6"], ["done", "--on", "28/6"]):
        ran = by(name, "task", line[0], str(task), *line[1:])
        assert ran.code == code, ran
        assert not code or "does not let you do that" in ran.err
    rows = json.loads(by("an", "task", "list", "-f", "json").out)["rows"]
    assert rows[task - 1]["state"] == ("done_on_time" if code == 0 else "overdue_not_started")
    last = json.loads(by("an", "journal", "list", "-f", "json").out)["rows"][-1]
    assert last["actor"] == (name if code == 0 else "clerk")


def test_a_clerk_of_a_unit_takes_back_what_is_the_units(by: By) -> None:
    assert by("binh", "task", "done", "2", "--on", "28/6").code == 0
    assert by("chi", "undo", "--yes").code == 6
    assert by("binh", "undo", "--yes").code == 0
    assert by("binh", "doctor", "-f", "json").code in {0, 3}


@pytest.mark.parametrize(
    "line",
    [
        ["unit", "add", "X", "--name", "Phòng X"],
        ["task", "add", "Rà soát", "--decision", "25/QĐ-STP", "--unit", "HCTP"],
        ["task", "extend", "1", "--to", "30/9/2021", "--by", "1/QĐ", "--reason", "Chờ", "--on", "1/6"],
        ["task", "edit", "1", "--title", "Việc khác"],
        ["task", "assign", "1", "--unit", "VP"],
        ["unit", "edit", "HCTP", "--email", "a@b.vn"],
        ["report", "close", "Q1/2021"],
        ["obstacle", "add", "Thiếu người", "--task", "3"],
        ["filing", "record", "VP", "Q2/2021", "--on", "16/6"],
    ],
)
def test_what_is_the_offices_is_not_the_units(by: By, line: list[str]) -> None:
    ran = by("binh", *line)
    assert (ran.code, "does not let you do that" in ran.err) == (6, True), ran
    assert by("dung", *line).code == 0


def test_obstacles_and_reports_of_the_own_unit_are_entered(by: By) -> None:
    assert by("binh", "obstacle", "add", "Thiếu người", "--task", "2", "--on", "1/6").code == 0
    assert by("binh", "filing", "record", "HCTP", "Q2/2021", "--on", "16/6").code == 0
    assert by("binh", "obstacle", "resolve", "1", "--how", "Đã bổ sung").code == 0


def test_psql_is_refused_as_well(office: str, cluster: Cluster) -> None:
    """The journal's past is nobody's to change, and nobody writes under another's name."""
    entry = "INSERT INTO tuphap.progress (id, task_id, kind, on_day, document, note, journal_seq) VALUES"
    for name, statement in (
        ("chi", f"{entry} (99, 1, 'start', '2021-06-01', '', '', 1)"),
        ("binh", "UPDATE tuphap.task SET lead_unit_id = 1"),
        ("binh", "UPDATE tuphap.progress SET note = 'x'"),
        ("binh", "DELETE FROM tuphap.progress"),
        ("dung", "UPDATE tuphap.journal SET actor = 'x'"),
        ("dung", "DELETE FROM tuphap.journal"),
        ("dung", "INSERT INTO tuphap.journal VALUES (99, '', 'chi', '', '', '[]', '')"),
        ("dung", "UPDATE tuphap.register SET format = 99"),
        ("an", "INSERT INTO tuphap.check_told VALUES ('output', 0, 'x', '2021-06-01')"),
    ):
        said = cluster.psql(statement, database_of(office), name, check=False)
        assert "permission denied" in said or "row-level security" in said, (name, statement, said)


def test_operators_of_ones_own_give_no_rights(office: str, cluster: Cluster) -> None:
    """Whoever may make one for which all names are equal is still asked for the role of the task's unit."""
    cluster.psql("CREATE SCHEMA cua_chi AUTHORIZATION chi", database_of(office))
    said = cluster.psql(
        "CREATE FUNCTION cua_chi.yes(name, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
        "CREATE OPERATOR cua_chi.= (LEFTARG = name, RIGHTARG = text, FUNCTION = cua_chi.yes);"
        "SET search_path = cua_chi, pg_catalog;"
        "INSERT INTO tuphap.progress (id, task_id, kind, on_day, document, note, journal_seq)"
        " VALUES (99, 1, 'start', '2021-06-01', '', '', 1)",
        database_of(office),
        "chi",
        check=False,
    )
    assert "row-level security" in said


def test_a_unit_whose_role_would_have_too_long_a_name_is_named(clerk: Clerk, run: Run) -> None:
    clerk.unit("VP")
    clerk.unit("X" * 52, "Phòng X")
    ran = run("server", "roles", "-f", "json")
    assert [row["unit"] for row in json.loads(ran.out)["rows"]] == ["VP"]
    assert "X" * 52 in json.loads(ran.out)["warnings"][1]
    assert "X" * 52 not in run("server", "roles").out


def test_the_roles_of_a_register_in_a_file_are_told_too(clerk: Clerk, run: Run) -> None:
    clerk.unit("VP")
    ran = run("server", "roles", "-f", "json")
    assert json.loads(ran.out)["rows"] == [{"unit": "VP", "role": "tuphap_unit_VP"}]
