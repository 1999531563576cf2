"""Keeps a register of the present format for the tests of later formats.

A register made by each format of the program lies in ``tests/data/registers/format-N.db``; it is made once, by the
program that had that format, and never made anew: that is what an office's file looks like. Whoever adds a migration
(``migrations/versions/v000N_….py``) and raises ``store.file.register.FORMAT`` runs, before the commit::

    python -m tests.support.old_register

and adds the file. ``tests/store/test_upgrade.py`` fails as long as the newest format has none.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from tests.support import forty
from tests.support.registers import TODAY, Clerk
from tuphap_cli.main import main as tuphap
from tuphap_cli.store.file.making import create_register
from tuphap_cli.store.file.register import FORMAT
from tuphap_cli.store.file.upgrade import upgrade_register

REGISTERS = Path(__file__).parents[1] / "data" / "registers"
LARGEST = 100_000  # bytes more than an empty register of the present format; the first is larger, a whole demo

# What the forty tasks do not have: every table gets a row.
COMMANDS = (
    'calendar add 2/1/2026 --reason "Hoán đổi" --by 12729/VPCP-KGVX',
    "filing record HC Q1/2021 --on 15/3/2021 --doc 45/BC-HC",
    "report close Q1/2021 --doc 45/BC-STP",
    "unit transfer QT --to HT --by 15/QĐ-STP --reason Sáp-nhập --on 1/7/2021",
    "task progress 6 --percent 30 --on 20/6/2021",
    'task reopen 36 --reason "Ghi nhầm"',
    'unit edit HC --name "Phòng Hộ tịch" --on 1/5/2021 --by 3/QĐ-STP',
    'task edit 6 --leader "Phó Giám đốc" --officer "Chuyên viên hộ tịch"',
    'report text Q2/2021 --part han-che "Việc cập nhật tiến độ còn chậm."',
    'urge HC --number 51/STP-VP --sign-by "GIÁM ĐỐC;;Người ký"',
    "check --new",
)
FOUND = 3  # the exit code of a check with findings


def of_format(number: int) -> Path:
    """Where the register of a format lies."""
    return REGISTERS / f"format-{number}.db"


def in_present_format(path: Path, number: int = FORMAT) -> Path:
    """A copy of the kept register of a format at ``path``, brought to the present format."""
    path.write_bytes(of_format(number).read_bytes())
    path.chmod(0o600)
    upgrade_register(path, "van-thu", lambda: path.with_name("sao-luu.db"))
    return path


def make(path: Path) -> None:
    """A small register at ``path`` that has something in every table but that of files beside a register."""
    with create_register(path) as register:
        empty = path.stat().st_size
        forty.fill(Clerk(register))
    os.environ |= {"TUPHAP_REGISTER": str(path), "TUPHAP_TODAY": TODAY.isoformat(), "TUPHAP_ACTOR": "van-thu",
                   "TUPHAP_LANG": "en", "TUPHAP_BACKUP_FIRST": "false"}  # fmt: skip
    for command in COMMANDS:
        if (code := tuphap(shlex.split(command))) not in {0, FOUND}:
            raise SystemExit(f"{command}: exit {code}")
    assert path.stat().st_size - empty < LARGEST


def main() -> None:
    """Make the register of the present format, unless it is there."""
    path = of_format(FORMAT)
    if path.exists():
        raise SystemExit(f"{path} is there; a format's register is never made anew")
    make(path)
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
