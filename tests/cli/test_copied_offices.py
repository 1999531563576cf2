"""copy of registers with offices, whose books are registers of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tuphap_cli.store.server.server_address import parse

pytestmark = pytest.mark.file_register


@pytest.fixture
def offices(env: Path, run: Run) -> Path:
    """A register with the offices STP and HD."""
    assert run("init", "--no-nightly").code == 0
    for code in ("STP", "HD"):
        assert run("office", "add", code, "--name", f"Cơ quan {code}").code == 0
    return env


def test_the_books_of_offices_are_copied_each_by_itself_as_the_copy_says(
    offices: Path, run: Run, tmp_path: Path
) -> None:
    new = tmp_path / "new.db"
    ran = run("copy", str(offices), str(new))
    line = f"the books of 2 offices below; for each by itself: tuphap copy {offices}.co-quan/CODE.db"
    assert (ran.code, f"{line} {new}.co-quan/CODE.db" in ran.err) == (0, True), ran
    assert f"Next: tuphap settings register {new}" in ran.out
    for code in ("STP", "HD"):
        ran = run("copy", f"{offices}.co-quan/{code}.db", f"{new}.co-quan/{code}.db")
        assert (ran.code, ran.err) == (0, ""), ran
        assert f"Next: tuphap -R {new} -O {code} status" in ran.out
    assert run("-R", str(new), "office", "list").code == 0


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://an@may-chu/so", "may-chu-so"),
        ("postgresql://an:mat-khau@may-chu/so", "may-chu-so"),
        ("postgresql+psycopg://may-chu/so?office=stp/pb", "may-chu-so-STP-PB"),
        ("postgresql+psycopg://quan-tri@/so?host=/tmp/x", "so"),
    ],
)
def test_what_is_kept_of_a_register_on_a_server_is_named_alike_whoever_logs_in(url: str, name: str) -> None:
    assert parse(url).name == name
