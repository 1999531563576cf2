"""A province and two offices below it, each with a register of its own, whose tasks carry out the province's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support.registers import Ran

REPORT, REVIEW, TRAINING = "Báo cáo công tác hòa giải ở cơ sở", "Rà soát văn bản", "Tập huấn nghiệp vụ hộ tịch"
PATHS = ("nhiem-vu.db", "nhiem-vu.db.co-quan/STP.db", "nhiem-vu.db.co-quan/HD.db")

_made: dict[str, bytes] = {}  # the files, once they are made: that takes seconds


def did(run: Callable[..., Ran], line: str, *more: str) -> Ran:
    """A command line that has to go well; ``more`` are words with blanks."""
    ran = run(*line.split(), *more)
    assert ran.code == 0, ran.err
    return ran


def make_province(place: Path | str, run: Callable[..., Ran]) -> None:
    """Fill the empty register at ``place``, which is in force, and make those of the offices STP and HD.

    STP:2 and STP:3 carry out the province's task 2, HD:1 its task 3; nobody has said yet what STP:1 is for.
    """
    if isinstance(place, str):
        _enter(run)
        return
    if not _made:
        _enter(run)
        _made.update({path: (place.parent / path).read_bytes() for path in PATHS})
    for path, content in _made.items():
        (place.parent / path).parent.mkdir(mode=0o700, exist_ok=True)
        (place.parent / path).write_bytes(content)


def _enter(run: Callable[..., Ran]) -> None:
    did(run, "decision add 262/QĐ-UBND --issued 25/2/2021")
    for item, title, due in (
        ("I.1", REPORT, "30/9/2021"),
        ("I.2", REVIEW, "30/6/2021"),
        ("I.3", TRAINING, "30/6/2021"),
    ):
        did(run, f"task add --decision 262/QĐ-UBND --item {item} --due {due}", title)
    for code, name in (("STP", "Sở Tư pháp"), ("HD", "UBND huyện Hồng Dân")):
        did(run, f"office add {code} --name", name)
        did(run, f"-O {code} decision add 262/QĐ-UBND --issued 25/2/2021")
        did(run, f"-O {code} decision add 25/QĐ-{code} --issued 26/2/2021 --implements 262/QĐ-UBND")
    did(run, "-O STP task add --decision 25/QĐ-STP --due 15/9/2021", "Báo cáo công tác hoà giải ở cơ sở.")
    did(run, "-O STP task add --decision 25/QĐ-STP --due 31/5/2021 --carries-out 2", "Rà soát đợt 1")
    did(run, "-O STP task add --decision 25/QĐ-STP --due 31/8/2021 --carries-out 262/QĐ-UBND:I.2", "Rà soát đợt 2")
    did(run, "-O HD task add --decision 25/QĐ-HD --due 20/6/2021 --carries-out 3", "Cử người tập huấn")
