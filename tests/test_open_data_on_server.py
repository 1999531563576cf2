"""Open data and reorganisations of a register on a PostgreSQL server: the same as of one in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import fill
from tests.conftest import Run
from tests.support.plans import csv_of_rows
from tests.support.postgres import Cluster
from tests.support.registers import Clerk
from tuphap_cli.store import any_register
from tuphap_cli.store.file.making import create_register

pytestmark = pytest.mark.postgres

FILE = [
    ["Mã", "Tên đơn vị", "Thay đổi", "Đơn vị tiếp nhận", "Nhận phần còn lại"],
    ["HCTP", "", "kết thúc", "XA-1; PBPL", "XA-1"],
    ["XA-1", "Xã mẫu số 1", "thành lập", "", ""],
]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_leaves_a_file_comes_to_a_server_and_leaves_it_again_to_the_byte(
    run: Run, cluster: Cluster, tmp_path: Path
) -> None:
    file, url = tmp_path / "so.db", cluster.url("du_lieu_mo")
    cluster.psql("CREATE DATABASE du_lieu_mo")
    with create_register(file) as register:
        fill(Clerk(register))
    first, second = tmp_path / "mo", tmp_path / "mo-nua"
    assert run("-R", str(file), "export", "--all", str(first)).code == 0
    made = run("-R", url, "init", "--from", str(first))
    assert made.code == 0, made.err
    assert run("-R", url, "export", "--all", str(second)).code == 0
    assert contents(first) == contents(second)
    assert run("-R", url, "overdue", "-f", "json").out == run("-R", str(file), "overdue", "-f", "json").out


def test_evidence_that_stayed_with_the_file_is_told_and_all_else_goes_out(
    run: Run, cluster: Cluster, tmp_path: Path
) -> None:
    file, url = tmp_path / "so.db", cluster.url("minh_chung")
    cluster.psql("CREATE DATABASE minh_chung")
    with create_register(file) as register:
        fill(Clerk(register))
    (tmp_path / "quet.pdf").write_bytes(b"%PDF")
    assert run("-R", str(file), "task", "progress", "1", "--file", str(tmp_path / "quet.pdf")).code == 0
    any_register.copy_register(file, url)
    ran = run("-R", url, "export", "--all", str(tmp_path / "mo"))
    assert (ran.code, "quet.pdf" in ran.err, (tmp_path / "mo" / "evidence.jsonl").stat().st_size > 0) == (
        0,
        True,
        True,
    )
    # what a server never kept is not missed at each backup, by which nothing could be done about it
    ran = run("-R", url, "backup")
    assert (ran.code, "quet.pdf" in ran.err + ran.out) == (0, False), ran


def test_a_reorganisation_on_a_server_is_that_in_a_file(run: Run, cluster: Cluster, tmp_path: Path) -> None:
    file, url = tmp_path / "so.db", cluster.url("sap_xep")
    cluster.psql("CREATE DATABASE sap_xep")
    with create_register(file) as register:
        fill(Clerk(register))
    any_register.copy_register(file, url)
    plan = str(csv_of_rows(tmp_path / "sap-xep.csv", FILE))
    argv = ("unit", "reorganise", plan, "--on", "1/7/2021", "--by", "15/QĐ-STP", "-f", "json")
    there, here = run("-R", url, *argv), run("-R", str(file), *argv)
    assert (there.code, here.code) == (0, 0)
    told = [json.loads(ran.out) | {"next": ""} for ran in (there, here)]  # which names the register
    assert told[0] == told[1]
    asked = ("missed", "-f", "json")
    assert run("-R", url, *asked).out == run("-R", str(file), *asked).out
    assert run("-R", url, "undo", "--yes").code == 0
