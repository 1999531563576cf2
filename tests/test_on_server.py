"""A register on a PostgreSQL server is what it is in a file: the same answers to the byte, the same rows written."""

from __future__ import annotations

import json
import re
import shlex
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.postgres import Cluster
from tests.support.registers import Clerk, day, dump
from tests.test_startup import HEAVY, environment, imported
from tuphap_cli import settings
from tuphap_cli.cli import replay
from tuphap_cli.main import main
from tuphap_cli.store import any_register
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.server import copying

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's register in a file."""
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--folder", str(folder)]) == 0
    return folder / "so-nhiem-vu.db"


@pytest.fixture(scope="module")
def copied(demo: Path, cluster: Cluster) -> str:
    """A copy of it on the server."""
    cluster.psql("CREATE DATABASE demo")
    any_register.copy_register(demo, cluster.url("demo"))
    return cluster.url("demo")


READING = """
overdue -f json
overdue -f csv
overdue -f md
overdue --as-of 30/4/2021 --soon 30 -f json
overdue --against original -f json
overdue -f ics
missed -f json
missed -f csv
missed -f md
missed --as-of 15/6/2021 --unit VP -f json
check -f json
check --as-of 30/4/2021 -f md
report quarter Q2/2021 -f json
report quarter Q2/2021 -f md
report quarter Q2/2021 -f csv
report quarter Q2/2021 -f html
report half 1/2021 -f json
report half 1/2021 --unit VP -f md
report year 2021 --as-of 9/7/2021 -f json
report month 6/2021 --scheme calendar -f json
report quarter Q1/2021 --rows open_overdue -f csv
task list -f json
task list -f csv
task list --state open -f md
task list --unit VP -f json
task show 1 -f json
task show 77 -f md
task why 1
task why 77 -f json
task why 65 -f md
task find "don doc" -f json
task find "bao cao" -f md
decision list -f json
decision show 25/QĐ-STP -f md
unit list -f json
unit show VP -f md
deadline questions -f csv
obstacle list -f json
filing list Q2/2021 -f json
urge list -f json
calendar days 2021 -f json
journal list -f json
journal list --task 12 -f csv
journal verify -f json
journal head
status --as-of 30/6/2021 -f json
""".strip().splitlines()


@pytest.mark.parametrize("line", READING)
def test_every_question_has_the_same_answer(
    line: str, demo: Path, copied: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = []
    for place in (str(demo), copied):
        monkeypatch.setenv("TUPHAP_REGISTER", place)
        ran = run(*shlex.split(line))
        shown = settings.written(place)
        answers.append((ran.code, ran.out.replace(shown, "SO"), ran.err.replace(shown, "SO")))
    assert answers[0] == answers[1]
    assert answers[0][0] in {0, 3}, answers[0]
    assert len(answers[0][1]) > 10


def test_doctor_finds_the_copy_in_order(copied: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_REGISTER", copied)
    found = json.loads(run("doctor", "-f", "json").out)["rows"]
    assert {row["code"] for row in found} == {"backup.none", "clock.fixed"}, found


# -- writing -------------------------------------------------------------------------------------------------


def rows(register: Register) -> dict[str, list[object]]:
    """All rows by the names of their columns, without moments and without what each kind keeps for itself."""
    found: dict[str, list[object]] = {}
    for table in copying.tables(register.connection):
        held = register.connection.execute(f"SELECT * FROM {table}").fetchall()
        aside = {"at", "actor"} if table == "journal" else set()
        named = [sorted((n, _timeless(row[n])) for n in row.keys() if n not in aside) for row in held]  # noqa: SIM118
        found[table] = sorted(named, key=repr)
    return found


def test_the_demo_writes_the_same_rows(env: Path, server: str) -> None:
    """Units, the annex of 130 tasks, half a year of entries."""
    found = []
    for place in (env, server):
        made = any_register.create_register(place) if isinstance(place, Path) else None
        with made or any_register.open_register(place, write=True) as register:
            replay._enter_units(register)
            replay._import(register)
            replay._replay(register)
            found.append(rows(register))
    assert found[0].keys() == found[1].keys()
    for table in found[0]:
        assert found[0][table] == found[1][table], table


WRITING = """
unit add HCTP --name 'Phòng Hành chính tư pháp' --alias 'Phòng HCTP'
unit add VP --name 'Văn phòng' --parent HCTP
decision add 25/QĐ-STP --issued 26/2/2021 --declares 5
import PLAN --decision 30/KH-STP --issued 1/3/2021 --create-units
import PLAN --decision 30/KH-STP --issued 1/3/2021 --create-units
task add 'Báo cáo định kỳ' --decision 25/QĐ-STP --unit VP --deadline 'Hằng quý'
task add 'Rà soát' --decision 25/QĐ-STP --unit HCTP --due 30/6/2021 --dry-run
task add 'Rà soát' --decision 25/QĐ-STP --unit HCTP --due 30/6/2021
task start 1 --on 1/6
task progress 2 --percent 40 --on 2/6 --note 'Khó khăn: thiếu người'
task done 1 2 --on 28/6 --doc 45/BC-STP
task done 3 --on 29/6 --dry-run
undo --yes
redo --yes
task extend 4 --to 30/9/2021 --by 52/STP-VP --reason 'Chờ hướng dẫn' --on 20/6
task suspend 4 --by 52/STP-VP --reason 'Chờ' --on 20/6
task assign 5 --unit VP --on 1/7
task edit 5 --title 'Nhiệm vụ khác' --reason 'Ghi nhầm'
task done 1 --on 30/6
undo 2 --yes
obstacle add 'Thiếu kinh phí' --task 5 --on 1/6
obstacle resolve 1 --on 5/7 --how 'Đã cấp'
calendar add 12/7/2021 --reason 'Nghỉ bù' --by 1/TB
filing record VP Q2/2021 --on 16/6
unit edit VP --name 'Văn phòng Sở' --on 1/5/2021 --by 3/QĐ
unit transfer VP --to HCTP --on 8/7/2021 --by 4/QĐ --reason 'Sắp xếp lại'
report close Q1/2021 --doc 10/BC-STP
task done 3 --on 1/3/2021
report reopen Q1/2021 --by 11/CV --reason 'Sai số liệu'
undo --yes
check --new
urge write HCTP --number 30/STP-VP -o LETTER
""".strip().splitlines()

PLAN = [
    ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn hoàn thành"],
    *[
        [str(n), f"Nhiệm vụ số {n}", "Phòng Hành chính tư pháp", "Văn phòng", due]
        for n, due in enumerate(["30/6/2021", "Quý II/2021", "Thường xuyên", "Trước 15/7/2021", "Hằng tháng"], 1)
    ],
]


def test_every_command_that_writes_says_and_writes_the_same(
    env: Path, server: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "ke-hoach.csv"
    csv_of_rows(plan, PLAN)
    words = {"PLAN": str(plan), "LETTER": str(tmp_path / "don-doc.docx")}
    monkeypatch.setenv("TUPHAP_BACKUP_FIRST", "false")
    any_register.create_register(env).close()
    found, said = [], []
    for place in (str(env), server):
        monkeypatch.setenv("TUPHAP_REGISTER", place)
        answers = []
        for line in WRITING:
            more = ["--overwrite"] if "LETTER" in line else []
            ran = run(*(words.get(word, word) for word in shlex.split(line)), *more)
            answers.append((line, ran.code, _timeless(ran.out), ran.err))
        said.append(answers)
        with any_register.open_register(place if "://" in place else Path(place)) as register:
            found.append(rows(register))
    for of_file, of_server in zip(*said, strict=True):
        assert of_file == of_server
    assert sum(code == 0 for _line, code, *_ in said[0]) > 26, [s[:3] for s in said[0] if s[1]]
    for table in found[0]:
        assert found[0][table] == found[1][table], table


def _timeless(text: object) -> object:
    """Without the moments and what is reckoned from them, the journal's hashes and marks."""
    if not isinstance(text, str):
        return text
    text = re.sub(r"\b[0-9a-f]{64}\b", "HASH", text)
    return re.sub(r"\b\d+-[0-9a-f]{16}\b", "MARK", re.sub(r"\d\d/\d\d/20[2-9]\d \d\d:\d\d", "NOW", text))


# -- copying -------------------------------------------------------------------------------------------------


def test_there_and_back_nothing_is_lost(demo: Path, copied: str, tmp_path: Path, run: Run) -> None:
    back = tmp_path / "ve.db"
    ran = run("copy", copied, str(back), "-f", "json")
    assert ran.code == 0, ran
    with any_register.open_register(demo) as old, any_register.open_register(back) as new:
        assert dump(old.connection) == dump(new.connection)
    assert run("-R", str(back), "doctor", "-f", "json").code in {0, 3}
    assert len(json.loads(ran.out)["rows"][0]["days"]) == 20


def test_the_server_knows_what_a_copy_holds_at_once(copied: str, run: Run, cluster: Cluster) -> None:
    """Until it has counted the rows of a table it answers as if there were few."""
    cluster.psql("CREATE DATABASE counted")
    assert run("copy", copied, cluster.url("counted")).code == 0
    counted = cluster.psql("SELECT reltuples FROM pg_class WHERE oid = 'tuphap.task'::regclass", "counted")
    assert counted == cluster.psql("SELECT count(*) FROM tuphap.task", "counted")


def test_a_copy_never_goes_over_anything(demo: Path, copied: str, run: Run, cluster: Cluster) -> None:
    assert run("copy", str(demo), copied).code == 6
    assert run("copy", copied, str(demo)).code == 6
    cluster.psql("CREATE DATABASE taken")
    cluster.psql("CREATE SCHEMA tuphap; CREATE TABLE tuphap.other (id int)", "taken")
    ran = run("copy", str(demo), cluster.url("taken"))
    assert (ran.code, cluster.psql("SELECT count(*) FROM pg_tables WHERE schemaname = 'tuphap'", "taken")) == (6, "1")


def test_numbers_go_on_after_a_copy(clerk: Clerk, cluster: Cluster, run: Run) -> None:
    """A number once given is not given again, also where its task is gone."""
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/6"))
    assert run("undo", "--yes").code == 0
    cluster.psql("CREATE DATABASE later")
    assert run("copy", settings.text("register"), cluster.url("later")).code == 0
    ran = run("-R", cluster.url("later"), "task", "add", "Rà soát", "--decision", "25/QĐ-STP", "-f", "json")
    assert json.loads(ran.out)["rows"][0]["task"] == 2


# -- what the daily commands do without ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [["overdue"], ["status"], ["missed", "-f", "json"], ["task", "done", "77", "--doc", "9/BC", "--dry-run"]]
)
def test_the_daily_commands_import_no_heavy_library(words: list[str], copied: str, tmp_path: Path) -> None:
    modules, _out = imported(words, environment(Path("x"), TUPHAP_REGISTER=copied), tmp_path)
    assert "psycopg" in modules
    assert not modules & HEAVY


# -- past one machine ----------------------------------------------------------------------------------------


def test_commands_that_only_read_may_ask_a_server_that_follows(
    cluster: Cluster, server: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They go on while the register's own server is away; those that write go to it alone."""
    monkeypatch.setenv("TUPHAP_REGISTER", server)
    with any_register.open_register(server, write=True) as register:
        clerk = Clerk(register)
        clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/6"))
    with cluster.following() as other:
        monkeypatch.setenv("TUPHAP_READ", server.replace(str(cluster.folder), str(other.folder)))
        assert run("task", "done", "1", "--on", "28/6").code == 0
        deadline = time.monotonic() + 20
        while "done" not in run("task", "list").out and time.monotonic() < deadline:  # a moment behind
            time.sleep(0.1)
        cluster.stop()
        try:
            assert json.loads(run("task", "list", "-f", "json").out)["rows"][0]["state"] == "done_on_time"
            assert run("journal", "verify").code == 0
            assert run("task", "progress", "1", "--percent", "50", "--on", "1/6").code == 6
        finally:
            cluster.start()
        monkeypatch.setenv("TUPHAP_REGISTER", server.replace(str(cluster.folder), str(other.folder)))
        assert run("task", "start", "1", "--on", "1/6").code == 6  # it only follows
