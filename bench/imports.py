"""Prints how long `tuphap import` takes and how much memory, by format and by the number of rows.

    python bench/imports.py [--sizes 130 1000 5000 20000] [--formats xlsx csv docx] [--rounds N]
    python bench/imports.py --stages 20000

Each figure is a whole process. An annex of that many tasks, with groups, units and deadlines as in the sample and
titles that all differ, goes into a register that holds the sample's units: as it is ("new"), once more unchanged
("again"), with one row in five changed ("changed"), and with the text of one task missing ("refused": nothing is
written). The rounds take turns over the sizes, and the fastest counts, since whatever else the machine does only adds
to it. "ms more" is what one more task takes: the seconds beyond those of the smallest size by the tasks beyond it;
"ratio" is that of the seconds to those of the size before. Memory is the largest resident size of the process.

With ``--stages`` one Excel file of that many tasks is imported in this process instead: the processor time and the
rows a second of reading the file, its rows, drafting, matching, writing, settling, the journal, and a profile.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import importstages, registers
from bench.startup import clean_environment
from tests.support.plans import csv_of_rows, docx_of_rows, xlsx_of_rows
from tuphap_cli.store.file.making import create_register
from tuphap_cli.text import fold

MAIN = "from tuphap_cli.main import run; run()"
HEADINGS = ["STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Ghi chú"]
Rows = list[list[str]]
Build = Callable[[Path, Rows], Path]
BUILDERS: dict[str, Build] = {"xlsx": xlsx_of_rows, "csv": csv_of_rows, "docx": docx_of_rows}
ISSUED = date(2021, 2, 26)
CHANGED_EVERY = 5
REFUSED = 4  # exit code
WAYS = {"new": 0, "again": 0, "changed": 0, "refused": REFUSED}


@dataclass(slots=True)
class Timed:
    """The rounds of one import."""

    seconds: list[float] = field(default_factory=list)
    megabytes: int = 0

    @property
    def best(self) -> float:
        """The seconds of the fastest round."""
        return min(self.seconds)


def annex(size: int) -> Rows:
    """The rows of an annex of ``size`` tasks; always the same for one size."""
    random = Random(size)
    rows = [HEADINGS]
    models, groups = registers.sample_tasks(), registers.sample_groups()
    for number in range(size):
        if number % registers.TASKS_PER_DECISION == 0:
            part = number // registers.TASKS_PER_DECISION + 1
            title = groups[(part - 1) % len(groups)]["title"]
            rows.append([str(part), f"{title} – phần {part}", "", "", "", "", ""])
        model, other = random.choice(models), random.choice(models)
        title = f"{model['title']} tại xã {number % 97 + 1}, lần {number + 1}"
        item = f"{part}.{number % registers.TASKS_PER_DECISION + 1}"
        rows.append([item, title, model["product"], model["lead"], other["supports"], _deadline(random, model), ""])
    return rows


def _deadline(random: Random, model: dict[str, str]) -> str:
    """Half of the deadlines are the sample's own words, half a day of their own."""
    if random.random() < 0.5:
        return model["deadline"]
    day = ISSUED + timedelta(days=random.randint(5, 300))
    return f"Trước ngày {day:%d/%m/%Y}"


def changed(rows: Rows) -> Rows:
    """``rows`` with the product and the deadline of each fifth task changed."""
    made = [list(row) for row in rows]
    for row in made[CHANGED_EVERY::CHANGED_EVERY]:
        if row[3]:
            row[2], row[5] = f"{row[2]} (bổ sung)".strip(), "15/12/2021"
    return made


def refused(rows: Rows) -> Rows:
    """``rows`` with the text of the task in the middle missing."""
    made = [list(row) for row in rows]
    middle = next(row for row in made[len(made) // 2 :] if row[3])
    middle[1] = ""
    return made


def empty_register(path: Path) -> None:
    """A register that holds the sample's units, and nothing else."""
    with create_register(path) as register, register.writing("bench", "bench") as change:
        for unit in registers.sample("units.tsv"):
            facts = {"code": unit["code"], "name": unit["name"], "kind": unit["kind"], "email": "", "version": 1}
            number = change.insert("unit", facts)
            for alias in filter(None, unit["aliases"].split("|")):
                change.insert("unit_alias", {"unit_id": number, "alias": alias, "key": fold(alias)})


def once(register: Path, annex_file: Path, code: int) -> tuple[float, int]:
    """One import as a process that has to end with ``code``; its seconds and its largest resident size in MB."""
    environment = clean_environment(register.parent) | {
        "TUPHAP_REGISTER": str(register),
        "HOME": str(register.parent),
    }
    environment |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    command = [sys.executable, "-c", MAIN, *arguments(annex_file)]
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != code:
        raise SystemExit(f"{' '.join(command[3:])} ended with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024)


def arguments(annex_file: Path) -> list[str]:
    """The command that imports ``annex_file``."""
    issued = f"{ISSUED:%d/%m/%Y}"
    return ["import", str(annex_file), "--decision", "40/QĐ-STP", "--issued", issued, "--create-units"]


def stages(size: int) -> None:
    """The stages and the profile of one import of ``size`` rows of Excel."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = xlsx_of_rows(folder / "annex.xlsx", annex(size))
        importstages.run(folder / "register.db", arguments(file), empty_register, size)


def files(folder: Path, format_: str, size: int) -> dict[str, Path]:
    """The annexes of one size in one format: as it is, changed, with a row that is refused."""
    rows = annex(size)
    kinds = {"new": rows, "changed": changed(rows), "refused": refused(rows)}
    build = BUILDERS[format_]
    made = {kind: build(folder / f"{kind}-{size}.{format_}", content) for kind, content in kinds.items()}
    return made | {"again": made["new"]}


def one_round(folder: Path, made: dict[str, Path], found: dict[str, Timed]) -> None:
    """Every way once, in a register of its own."""
    register = folder / "register.db"
    empty_register(register)
    try:
        for way, code in WAYS.items():
            seconds, megabytes = once(register, made[way], code)
            found[way].seconds.append(seconds)
            found[way].megabytes = max(found[way].megabytes, megabytes)
    finally:
        register.unlink()
        shutil.rmtree(folder / "sao-luu", ignore_errors=True)


def show(format_: str, sizes: Sequence[int], found: dict[int, dict[str, Timed]]) -> None:
    """The table of one format."""
    print(f"\n{format_:5}  tasks   import  seconds  ratio ms a task  ms more    MB")
    for way in WAYS:
        before: float | None = None
        for size in sizes:
            timed = found[size][way]
            ratio = f"{timed.best / before:6.2f}" if before else f"{'':6}"
            more = size - sizes[0]
            marginal = f"{(timed.best - found[sizes[0]][way].best) / more * 1000:8.2f}" if more else f"{'':8}"
            each = timed.best / size * 1000
            print(f"{'':5} {size:6} {way:>8} {timed.best:8.2f} {ratio} {each:9.2f} {marginal} {timed.megabytes:5}")
            before = timed.best


def main() -> None:
    """Build, import, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[130, 1000, 5000, 20000])
    parser.add_argument("--formats", nargs="+", default=list(BUILDERS), choices=list(BUILDERS))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--stages", type=int, metavar="N", help="the stages of one import of N rows of Excel")
    options = parser.parse_args()
    if options.stages:
        stages(options.stages)
        return
    sizes = sorted(options.sizes)
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, best of {options.rounds}")
    for format_ in options.formats:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # In a process of its own: what this one has once held counts as memory of those that it starts.
            with ProcessPoolExecutor(max_workers=1) as builder:
                made = {size: builder.submit(files, folder, format_, size).result() for size in sizes}
            found = {size: {way: Timed() for way in WAYS} for size in sizes}
            for _round in range(options.rounds):
                for size in sizes:
                    one_round(folder, made[size], found[size])
            show(format_, sizes, found)


if __name__ == "__main__":
    main()
