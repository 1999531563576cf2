"""The pictures of recognised deadlines beside a register: found by what they show, read by nobody else, swept."""

from __future__ import annotations

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from tuphap_cli.store.file import scan_pictures
from tuphap_cli.store.file.scan_pictures import Pictured

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
ONE = Pictured("25/QĐ-STP", date(2021, 2, 26), "I.1", "Tháng 3/2021")
OTHER = ONE._replace(item="I.2")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "so.db"


def test_a_picture_is_found_for_what_it_shows_and_nothing_else(register: Path) -> None:
    scan_pictures.keep(register, {ONE: PNG})
    assert scan_pictures.picture_of(register, ONE) == PNG
    assert scan_pictures.picture_of(register, ONE._replace(words="Tháng 8/2021")) == b""
    assert scan_pictures.picture_of(register, ONE._replace(issued_on=date(2022, 2, 26))) == b""


def test_it_is_written_over_and_swept_with_the_last_folder(register: Path) -> None:
    scan_pictures.keep(register, {ONE: PNG, OTHER: PNG})
    scan_pictures.keep(register, {ONE: PNG + b"1"})
    scan_pictures.sweep(register, {ONE})
    assert scan_pictures.picture_of(register, OTHER) == b""
    assert scan_pictures.picture_of(register, ONE) == PNG + b"1"
    scan_pictures.sweep(register, set())
    assert not scan_pictures.folder_of(register).exists()
    scan_pictures.sweep(register, set())


def test_what_is_no_picture_is_not_shown(register: Path) -> None:
    scan_pictures.keep(register, {ONE: b"<svg>"})
    assert scan_pictures.picture_of(register, ONE) == b""


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_nobody_else_reads_it_and_no_link_is_written_through(register: Path) -> None:
    scan_pictures.keep(register, {OTHER: PNG})
    folder = scan_pictures.folder_of(register)
    target = register.with_name("other")
    (folder / ONE.name).symlink_to(target)
    scan_pictures.keep(register, {ONE: PNG})
    assert not target.exists()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / ONE.name).stat().st_mode) == 0o600
