"""The office that the tests of the command line work in: three units, one decision, seven tasks, each in a state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import forty
from tests.support.registers import Clerk, as_file, day, in_memory
from tuphap_cli.domain.model import TaskKind
from tuphap_cli.store.file.register import Register


@pytest.fixture(scope="session")
def filled(template: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the office's register, filled once."""
    with in_memory(template) as register:
        fill(Clerk(register))
        return as_file(register, tmp_path_factory.mktemp("filled") / "so.db")


@pytest.fixture
def office(env: Path, filled: bytes) -> Iterator[Clerk]:
    """A small register where the program looks for it, as of 9/7/2021.

    1 overdue, never started · 2 overdue, under way · 3 in time, under way, due in a week · 4 in time, not started ·
    5 done on time · 6 done late, without the document that its product asks for · 7 regular, without a lead.
    """
    env.parent.mkdir(mode=0o700)
    env.write_bytes(filled)
    with Register.open(env, write=True) as register:
        yield Clerk(register)


def fill(clerk: Clerk) -> None:
    """Enter the office's units, decision, tasks and what has been recorded."""
    with clerk.at_once():
        department = clerk.unit("STP", "Sở Tư pháp", kind="department")
        records = clerk.unit("HCTP", "Phòng Hành chính tư pháp", aliases=["P. HCTP"], parent=department)
        education = clerk.unit("PBPL", "Phòng Phổ biến pháp luật", parent=department)
        secretariat = clerk.unit("VP", "Văn phòng Sở")
        plan = clerk.decision("25/QĐ-STP", title="Kế hoạch công tác tư pháp năm 2021")
        status = clerk.group(plan, "I", "Công tác hộ tịch", 1)
        other = clerk.group(plan, "II", "Công tác khác", 2)

        clerk.task(plan, "Rà soát văn bản về hộ tịch", unit=records, due=day("30/6"), item="I.1", group=status,
                   text="Quý II/2021", product="Báo cáo rà soát")  # fmt: skip
        clerk.task(
            plan, "Đôn đốc đăng ký phong trào thi đua", unit=secretariat, due=day("31/5"), item="I.2", group=status
        )
        clerk.task(plan, "Tập huấn hòa giải ở cơ sở", unit=education, due=day("16/7"), item="I.3", group=status,
                   supports=[secretariat, records])  # fmt: skip
        clerk.task(
            plan, "Kiểm tra tổ chức hành nghề công chứng", unit=records, due=day("30/9"), item="II.1", group=other
        )
        clerk.task(plan, "Báo cáo sơ kết công tác sáu tháng", unit=secretariat, due=day("10/6"), item="II.2",
                   group=other, product="Báo cáo")  # fmt: skip
        clerk.task(plan, "Tổ chức hưởng ứng Ngày pháp luật", unit=education, due=day("1/6"), item="II.3", group=other,
                   product="Kế hoạch")  # fmt: skip
        clerk.task(plan, "Trả lời kiến nghị của công dân", kind=TaskKind.REGULAR, item="II.4", group=other)
    clerk.progress(2, day("20/5"), 40)
    clerk.start(3, day("1/7"))
    clerk.done(5, day("8/6"), "88/BC-STP")
    clerk.done(6, day("5/6"))


@pytest.fixture(scope="session")
def filled_forty(template: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the register of forty tasks, filled once."""
    with in_memory(template) as register:
        forty.fill(Clerk(register))
        return as_file(register, tmp_path_factory.mktemp("filled") / "so.db")


@pytest.fixture
def forty_office(env: Path, filled_forty: bytes) -> Iterator[Clerk]:
    """The register of forty tasks (tests/support/forty.py) where the program looks for it."""
    env.parent.mkdir(mode=0o700)
    env.write_bytes(filled_forty)
    with Register.open(env, write=True) as register:
        yield Clerk(register)
