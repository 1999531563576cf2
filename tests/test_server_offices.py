"""Several offices in one register on a server: a schema each, with rights of its own; figures as in files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.postgres import Cluster
from tuphap_cli.store import office_codes, offices

pytestmark = pytest.mark.postgres

OFFICES = ("", "STP", "STP/PB", "HD")


def database_of(url: str) -> str:
    return url.rpartition("@/")[2].partition("?")[0]


def fill(run: Run) -> None:
    """A province with three offices, a task of each overdue, that of HD done."""
    assert run("office", "add", "STP", "--name", "Sở Tư pháp").code == 0
    assert run("-O", "STP", "office", "add", "PB", "--name", "Phòng Phổ biến").code == 0
    assert run("office", "add", "HD", "--name", "UBND huyện Hồng Dân").code == 0
    for office in OFFICES:
        words = ("-O", office) if office else ()
        assert run(*words, "unit", "add", "VP", "--name", "Văn phòng").code == 0
        assert run(*words, "decision", "add", "1/KH-STP", "--issued", "1/3/2021").code == 0
        ran = run(
            *words, "task", "add", f"Việc {office}", "--decision", "1/KH-STP", "--due", "15/5/2021", "--unit", "VP"
        )
        assert ran.code == 0, ran
    assert run("-O", "HD", "task", "done", "1", "--on", "10/5/2021", "--doc", "1/BC-UBND").code == 0


@pytest.fixture
def province(server: str, cluster: Cluster, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TUPHAP_REGISTER", server)
    fill(run)
    yield server
    cluster.psql("DROP SCHEMA IF EXISTS tuphap_stp, tuphap_stp_pb, tuphap_hd CASCADE", database_of(server))


def test_the_figures_are_those_of_files(province: str, run: Run, env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [("office", "report", "Q2/2021", "-f", "json"), ("office", "status", "-f", "json")]
    found = [run(*words).out for words in asked]
    monkeypatch.setenv("TUPHAP_REGISTER", str(env))
    assert run("init", "--no-nightly").code == 0
    fill(run)
    own = [run(*words).out for words in asked]
    assert found == own
    assert json.loads(own[0])["totals"]["open_overdue"] == 3


def test_each_office_has_a_schema(province: str, cluster: Cluster, run: Run) -> None:
    found = cluster.psql(
        "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'tuphap%' ORDER BY 1", database_of(province)
    )
    assert found.split() == ["tuphap", "tuphap_hd", "tuphap_stp", "tuphap_stp_pb"]
    rows = json.loads(run("office", "list", "-f", "json").out)["rows"]
    assert [offices.codes_of(row["register"]) for row in rows] == [(), ("HD",), ("STP",), ("STP", "PB")]
    named = str(offices.book_of(province, ("STP", "PB")))
    assert "Việc STP/PB" in run("-R", named, "task", "show", "1").out, "the address says the office"


def test_a_lost_book_comes_back_from_a_backup(province: str, cluster: Cluster, run: Run) -> None:
    made = json.loads(run("-O", "HD", "backup", "-f", "json").out)["rows"][0]["path"]
    assert run("-O", "HD", "restore", "--drill").code == 0, "the backup is proved without the server"
    cluster.psql("DROP SCHEMA tuphap_hd CASCADE", database_of(province))
    ran = run("office", "list")
    assert (ran.code, "office=HD (it is not there)" in ran.out) == (6, True), ran
    assert "(`tuphap copy BACKUP ADDRESS`)" in ran.err
    refused = run("-O", "HD", "restore", "--last", "--yes")
    assert (refused.code, "`tuphap copy BACKUP ADDRESS`" in refused.err) == (6, True), refused
    assert run("copy", made, str(offices.book_of(province, ("HD",)))).code == 0
    assert "Việc HD" in run("-O", "HD", "task", "show", "1").out
    assert run("office", "list").code == 0


def test_an_address_names_an_office_by_its_code(province: str, run: Run) -> None:
    """Else a book could be made that no -O leads to, or that is another's: "A_B" would be that of A/B."""
    for code in ("Đ", "STP_PB", "stp/"):
        for line in (("overdue",), ("backup",)):
            ran = run("-R", f"{province}&office={code}", *line)
            assert (ran.code, "letters A to Z" in ran.err) == (4, True), ran
    assert "Việc STP/PB" in run("-R", f"{province}&office=stp/pb", "task", "show", "1").out


def test_a_server_that_follows_is_asked_for_the_book_that_is_meant(
    province: str, cluster: Cluster, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether an option, a setting or the address names it; another register is not followed by it."""
    monkeypatch.setenv("TUPHAP_READ", province)
    address = str(offices.book_of(province, ("STP",)))
    for line in (("-O", "STP"), ("-R", address), ("-R", province, "-O", "STP")):
        assert "Việc STP" in run(*line, "task", "show", "1").out
    monkeypatch.setenv("TUPHAP_REGISTER", address)
    assert "Việc STP" in run("task", "show", "1").out
    assert "Việc STP/PB" in run("-O", "PB", "task", "show", "1").out
    assert "no register yet" in run("-R", cluster.url("postgres"), "overdue").err


def test_what_comes_next_is_for_the_register_that_was_named(
    province: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TUPHAP_REGISTER")
    assert f"tuphap -R '{province}' -O STP done 1" in run("-R", province, "-O", "STP", "task", "start", "1").out


def test_offices_whose_codes_the_server_would_cut_off_are_refused(
    server: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else two of them would have one book."""
    monkeypatch.setenv("TUPHAP_REGISTER", server)
    first, second, third = ("A" * 20, "B" * 20, "C" * 20)
    assert run("office", "add", first, "--name", "Sở dài").code == 0
    assert run("-O", first, "office", "add", second, "--name", "Phòng dài").code == 0
    ran = run("-O", f"{first}/{second}", "office", "add", third, "--name", "Tổ dài")
    assert (ran.code, "too long together" in ran.err) == (6, True), ran
    assert third not in run("office", "list").out


def test_an_offices_clerk_has_no_way_into_anothers_book(province: str, cluster: Cluster, run: Run) -> None:
    database, people = database_of(province), {"lan": "tuphap_stp_office", "mai": "tuphap_reader"}
    for office in OFFICES:
        text = run(*(("-O", office) if office else ()), "server", "roles").out
        cluster.psql(text, database)
    for name, role in people.items():
        cluster.psql(f'CREATE ROLE {name} LOGIN; GRANT "{role}" TO {name}', database)
    try:

        def by(name: str, office: str, *line: str) -> int:
            place = offices.book_of(province.replace("clerk@", f"{name}@"), office_codes.read_codes(office))
            return run("-R", str(place), *line).code

        assert {office: by("lan", office, "task", "show", "1") for office in OFFICES} == {
            "": 6, "STP": 0, "STP/PB": 0, "HD": 6,
        }  # fmt: skip
        lacking = run("-R", province.replace("clerk@", "lan@"), "-O", "KHAC", "task", "show", "1")
        assert "book of the office KHAC is not at" in lacking.err, "and not that one has no right on those of others"
        assert by("lan", "STP/PB", "task", "start", "1") == 6, "what is below is read only"
        assert by("lan", "STP", "task", "start", "1") == 0
        assert run("-O", "STP", "task", "edit", "1", "--carries-out", "1").code == 0
        assert by("lan", "STP", "task", "show", "1") == 0, "the page needs no right on the book above"
        assert by("lan", "STP", "task", "why", "1") == 0
        assert [by("mai", office, "task", "show", "1") for office in OFFICES] == [0, 0, 0, 0], (
            "who is above reads all"
        )
        assert by("mai", "STP", "task", "start", "1") == 6
        assert by("mai", "", "office", "report", "Q2/2021") == 0
    finally:
        cluster.psql(f"DROP OWNED BY {', '.join(people)}; DROP ROLE {', '.join(people)}", database)
