"""Prints whether two trees of the program give the same figures for random registers.

    PYTHONPATH=OLD/src python bench/before_after.py make OUT
    PYTHONPATH=OLD/src python bench/before_after.py ask OUT/registers OUT/answers-old
    PYTHONPATH=NEW/src python bench/before_after.py ask OUT/registers OUT/answers-new
    python bench/before_after.py compare OUT/answers-old OUT/answers-new

The registers (lives.py) are made once, by the older tree; each is copied before it is asked, and brought to the
format of the tree that asks. The same questions (questions.py) go through ``main(argv)`` in one process. Of JSON and
CSV every value is compared, of text every line; keys that only the second has, and what tells of the file itself,
count as no difference.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tuphap_cli
from bench import differences, lives, questions
from bench.clerk import run, surroundings
from bench.differences import Json

REGISTERS = 30
FAULTS = {1, 6}  # exit codes that no question may end with


def make(folder: Path, number: int) -> None:
    """Make the registers below ``folder``, and print what was done in them."""
    target = folder / "registers"
    target.mkdir(parents=True, exist_ok=True)
    counts: Counter[tuple[str, bool]] = Counter()
    tasks = []
    with tempfile.TemporaryDirectory(prefix="tuphap-bench-") as name, surroundings(Path(name)):
        for seed in range(1, number + 1):
            register = Path(name) / f"{seed:02}.db"
            life = lives.live(register, seed)
            shutil.copyfile(register, target / register.name)
            counts += life.counts
            tasks.append(life.tasks)
    print(f"{number} registers of {min(tasks)} to {max(tasks)} tasks, {sum(tasks):,} in all")
    print(f"{'command':18}{'taken':>7}{'refused':>9}")
    for command in sorted({command for command, _taken in counts}):
        print(f"{command:18}{counts[command, True]:>7,}{counts[command, False]:>9,}")


def ask(registers: Path, target: Path, only: int | None = None) -> None:
    """Ask the registers below ``registers`` (``only`` so many); one file of answers each in ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    print(f"asking {Path(tuphap_cli.__file__).parent}", flush=True)
    begin, asked = time.perf_counter(), 0
    for seed, source in enumerate(sorted(registers.glob("*.db"))[:only], start=1):
        with tempfile.TemporaryDirectory(prefix="tuphap-bench-") as name, surroundings(Path(name)):
            register = Path(name) / "register.db"
            shutil.copyfile(source, register)
            known = questions.facts(source, seed)
            _upgrade(register, known.end)
            found = {question.name: _answer(register, question) for question in questions.questions(known, seed)}
        kept = {"days": [day.isoformat() for day in known.days], "answers": found}
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
        (target / f"{source.stem}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
        asked += len(found)
    print(f"{asked:,} answers in {time.perf_counter() - begin:.0f} s")


def _upgrade(register: Path, end: date) -> None:
    """Bring the copy to the format of this tree; the backup that comes before it is not kept."""
    os.environ["TUPHAP_TODAY"] = (end + timedelta(days=1)).isoformat()
    ran = run(["-R", str(register), "upgrade"])
    if ran.code:
        raise SystemExit(f"{register} cannot be upgraded: {ran.err}")
    shutil.rmtree(register.parent / "sao-luu", ignore_errors=True)


def _answer(register: Path, question: questions.Question) -> dict[str, Json]:
    """The exit code, what was printed (read, where it is JSON or CSV), and what was said on stderr."""
    os.environ["TUPHAP_TODAY"] = question.today.isoformat()
    ran = run(["-R", str(register), *question.words])
    if ran.code in FAULTS:
        raise SystemExit(f"{question.name} ended with {ran.code}: {ran.err}")
    out, err = (text.replace(str(register), "REGISTER") for text in (ran.out, ran.err))
    return {"code": ran.code, "out": _read(out, question.words[-1]), "said": list(err.splitlines())}


def _read(text: str, format_: str) -> Json:
    if format_ == "json" and text:
        found: Json = json.loads(text)
        return found
    if format_ == "csv":
        return [dict(row) for row in csv.DictReader(io.StringIO(text))]
    return list(text.splitlines())


def main() -> None:
    """Read the options; make, ask or compare. Exit code 3 where the answers differ."""
    parser = argparse.ArgumentParser(description="Whether two trees of the program give the same figures.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("make", help="make the registers below OUT")
    making.add_argument("out", type=Path)
    making.add_argument("--number", type=int, default=REGISTERS, help=f"how many (default {REGISTERS})")
    asking = verbs.add_parser("ask", help="ask all REGISTERS, answers into ANSWERS")
    asking.add_argument("registers", type=Path)
    asking.add_argument("answers", type=Path)
    asking.add_argument("--only", type=int, metavar="N", help="only the first N registers")
    comparing = verbs.add_parser("compare", help="compare two folders of answers")
    comparing.add_argument("first", type=Path)
    comparing.add_argument("second", type=Path)
    comparing.add_argument("--most", type=int, default=40, help="how many differences are shown (default 40)")
    options = parser.parse_args()
    if options.verb == "make":
        make(options.out, options.number)
    elif options.verb == "ask":
        ask(options.registers, options.answers, options.only)
    else:
        found = differences.compare(options.first, options.second)
        for line in differences.lines(found, options.most):
            print(line)
        sys.exit(3 if found.differing else 0)


if __name__ == "__main__":
    main()
