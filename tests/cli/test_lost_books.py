"""The book of an office that is lost: named where it is needed, and what puts it back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def province(env: Path, run: Run) -> Path:
    """A province's register with the offices STP, below it STP/PB, and HD."""
    assert run("init", "--no-nightly", "--office", "UBND TỈNH").code == 0
    assert run("office", "add", "STP", "--name", "Sở Tư pháp").code == 0
    assert run("-O", "STP", "office", "add", "PB", "--name", "Phòng Phổ biến").code == 0
    assert run("office", "add", "HD", "--name", "UBND huyện Hồng Dân").code == 0
    return env


@pytest.mark.parametrize(("lost", "offices"), [("HD", {"", "HD", "STP", "STP/PB"}), ("STP", {"", "HD", "STP"})])
def test_an_office_whose_book_is_lost_is_on_the_list_and_the_list_says_how_it_comes_back(
    province: Path, run: Run, lost: str, offices: set[str]
) -> None:
    assert run("-O", lost, "backup").code == 0
    book = Path(f"{province}.co-quan") / f"{lost}.db"
    book.unlink()
    ran = run("office", "list")
    assert (ran.code, f"{book} (it is not there)" in ran.out.replace("\n", "")) == (6, True), ran
    assert f"(`tuphap -O {lost} restore --last`), or make it anew: `tuphap -O {lost} init`." in ran.err
    assert "mistyped" not in ran.err, "nobody has typed it"
    rows = json.loads(run("office", "list", "-f", "json").out)["rows"]
    assert {row["office"]: row["fault"] for row in rows} == {
        office: "register.none.office.lost" if office == lost else None for office in offices
    }
    for words in (("office", "status"), ("office", "report"), ("office", "follow")):
        ran = run(*words)
        assert (ran.code, ran.out, "mistyped" in ran.err) == (6, "", False), "no figures without it"
    assert run("-O", lost, "restore", "--last", "--yes").code == 0
    assert run("office", "list").code == 0


def test_an_office_whose_book_cannot_be_read_is_on_the_list(province: Path, run: Run) -> None:
    Path(f"{province}.co-quan", "HD.db").write_bytes(b"khong phai so")
    ran = run("office", "list")
    assert (ran.code, "HD.db (it cannot be read)" in ran.out.replace("\n", "")) == (6, True), ran


def test_how_a_lost_book_comes_back_is_said_for_the_register_that_it_is_in(province: Path, run: Run) -> None:
    other = province.with_name("khac.db")
    shutil.copy(province, other)
    ran = run("-R", f"{other}.co-quan/HD.db", "overdue")
    assert f"`tuphap -R {other} office list`" in ran.err
    assert f"`tuphap -R {other} -O HD init`" in ran.err
    assert "`tuphap -O XX init`" in run("-R", f"{province}.co-quan/XX.db", "overdue").err, (
        "the usual one is not named"
    )
