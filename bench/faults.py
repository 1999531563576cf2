"""Does to the register what must not hurt it, and prints what came of it: the table of docs/reliability.md.

    python bench/faults.py [--only NAME ...] [--scale PERCENT] [--seed N]

Without options the full round is run (a quarter of an hour and more on two processors); ``--scale 2`` runs two
hundredths of it.
Every row counts what was tried and what went wrong; where the second number is not 0, the first findings are printed.
Chance is seeded, so that a round can be run again.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import platform
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import faultcalls, faultclaims, faultkills, faultpower, planted
from bench.faultkills import Scenes, Tally, count, quietly
from tests.support import flips, hostile, mutations, odd_lines

KILLS, FLIPS, FILES, PLANTED, EDITS, DISKS, CALLS, CUTS = 1_000, 500, 2_000, 4_000, 2_000, 100, 10_000, 10_000
STATEMENTS, BACKUPS = 5_000, 1_000
LINES = 5_000
# Those that look at every row of a small register, and those that have no time for it.
REPORTS = (("check",), ("report", "quarter", "2/2021"), ("report", "year", "2021"))
LISTS = (("overdue", "--soon", "60"), ("missed",))
SHOWN = 5  # findings printed in full
RACERS = 8


class Rounds:
    """What every experiment needs: a folder, the made registers, the share of the full round, chance."""

    def __init__(self, folder: Path, scale: int, seed: int) -> None:
        self.folder, self.scale = folder, scale
        self.chance = random.Random(seed)
        self.scenes = Scenes(folder)

    def some(self, full: int) -> int:
        """The share of ``full`` that is run, at least 1."""
        return max(1, full * self.scale // 100)

    @property
    def place(self) -> Path:
        """A folder that an experiment may empty."""
        return self.folder / "place"


def kills(rounds: Rounds) -> Iterator[Tally]:
    """Each command killed at random instants."""
    for scene in rounds.scenes.all():
        tally = faultkills.run(scene, rounds.some(KILLS // 5), rounds.place, rounds.chance)
        tally.name = f"kills during {scene.name}"
        yield tally


def calls(rounds: Rounds) -> Iterator[Tally]:
    """Every write, sync and open failing in turn."""
    if not faultcalls.available():
        yield Tally("failing calls (strace is not installed: not tried)")
        return
    made = rounds.scenes
    yield faultcalls.every_call(rounds.place, made.empty, made.full, rounds.some(CALLS), rounds.chance)


def power(rounds: Rounds) -> Iterator[Tally]:
    """Power cut at every change that a command makes, on the model of a disk."""
    if not faultpower.available():
        yield Tally("cuts of power (strace is not installed: not tried)")
        return
    yield faultpower.cuts(rounds.place, rounds.scenes, rounds.some(CUTS), rounds.chance)


def disks(rounds: Rounds) -> Iterator[Tally]:
    """Full disks during an import."""
    yield faultcalls.full_disks(rounds.place, rounds.scenes.empty, rounds.some(DISKS))


def bytes_(rounds: Rounds) -> Iterator[Tally]:
    """Single bytes of the register changed; what is neither found nor harmless is wrong, and so is a report that says
    otherwise than before without a word of it. How often a list of the day does is counted."""
    tally, reports, lists = Tally("byte flips"), Tally("reports of those found"), Tally("lists of those found")
    bad = {flips.Outcome.SILENT, flips.Outcome.TRACEBACK}
    seed = rounds.chance.randrange(2**32)
    for flip in flips.flips(rounds.scenes.full, rounds.place, rounds.some(FLIPS), seed, [*REPORTS, *LISTS]):
        where = f"byte {flip.offset} to {flip.value}"
        tally.rounds += 1
        tally.ended += flip.outcome is flips.Outcome.FOUND
        if flip.outcome in bad:
            tally.wrong.append(f"{where}: {flip.outcome}")
        for command, answer in flip.answers.items():
            counted = reports if command in REPORTS else lists
            counted.rounds += 1
            counted.ended += answer is (flips.Answer.TOLD if counted is reports else flips.Answer.UNTOLD)
            if counted is reports and answer is flips.Answer.UNTOLD:
                counted.wrong.append(f"{where}: {' '.join(command)}")
    yield from (tally, reports, lists)


def files(rounds: Rounds) -> Iterator[Tally]:
    """Malformed annexes."""
    tally = Tally("malformed files")
    for number in range(rounds.some(FILES)):
        shutil.rmtree(rounds.place, ignore_errors=True)
        rounds.place.mkdir(mode=0o700)
        outcome = mutations.trial(number, rounds.place)
        tally.rounds += 1
        tally.ended += outcome.wrote
        if outcome.wrong:
            tally.wrong.append(f"file {number} ({outcome.kind}): {outcome.wrong}")
    yield tally


def lines(rounds: Rounds) -> Iterator[Tally]:
    """Odd command lines in odd surroundings; every exit code seen, the longest time and the largest memory."""
    register = rounds.scenes.full.read_bytes()
    tally, seen, seconds, memory = Tally("odd command lines"), Counter[int](), 0.0, 0
    for number in range(rounds.some(LINES)):
        outcome = odd_lines.trial(number, rounds.place, register)
        tally.rounds += 1
        tally.ended += outcome.code == 0
        seen[outcome.code] += 1
        seconds, memory = max(seconds, outcome.seconds), max(memory, outcome.memory)
        if outcome.wrong:
            tally.wrong.append(f"line {number} ({outcome.line}): {outcome.wrong}")
    codes = ", ".join(f"{code}: {times}" for code, times in sorted(seen.items()))
    tally.name += f" (exit codes {codes}; at most {seconds:.1f} s, {memory >> 20} MB)"
    yield tally


def output(_rounds: Rounds) -> Iterator[Tally]:
    """Hostile strings in every format."""
    tally = Tally("hostile strings × formats")
    for text in hostile.STRINGS:
        made = hostile.report(text)
        for form in hostile.CHECKS:
            tally.rounds += 1
            if alive := hostile.alive(form, hostile.drawn(form, made)):
                tally.wrong.append(f"{text!r} in {form}: {alive[0]}")
    yield tally


def history(rounds: Rounds) -> Iterator[Tally]:
    """Changes of the journal planted past the program."""
    from tuphap_cli.domain import journal
    from tuphap_cli.store.read import journalbook

    source = rounds.folder / "long.db"
    shutil.copy(rounds.scenes.full, source)
    for number in range(1, 60):
        quietly(["-R", str(source), "task", "progress", str(number), "--percent", "10"])
    tally = Tally("planted changes of the history")
    whole = sqlite3.connect(source)
    last = whole.execute("SELECT MAX(seq) FROM journal").fetchone()[0]
    head = whole.execute("SELECT hash FROM journal WHERE seq = ?", (last,)).fetchone()[0]
    anchor = journal.read_anchor(journal.journal_mark(last, head))
    for number in range(rounds.some(PLANTED)):
        copy = sqlite3.connect(":memory:")
        copy.row_factory = sqlite3.Row
        whole.backup(copy)
        kind = planted.KINDS[number % len(planted.KINDS)]
        wanted = planted.plant(copy, kind, rounds.chance.randrange(1, last))
        found = journal.verify_chain(journalbook.chained(copy), anchor)
        tally.rounds += 1
        if (found.finding, found.at) != (wanted.finding, wanted.at):
            tally.wrong.append(f"{kind}: {found}, not {wanted}")
        copy.close()
    whole.close()
    yield tally


def races(rounds: Rounds) -> Iterator[Tally]:
    """Several processes record progress on the same tasks; every acknowledged entry must be there."""
    shutil.rmtree(rounds.place, ignore_errors=True)
    rounds.place.mkdir(mode=0o700)
    register = rounds.place / "so.db"
    shutil.copy(rounds.scenes.full, register)
    each = max(1, rounds.some(EDITS) // RACERS)
    with multiprocessing.get_context("fork").Pool(RACERS) as pool:
        codes = pool.starmap(_race, [(register, each, seed) for seed in range(RACERS)])
    done = [code for found in codes for code in found]
    tally = Tally(f"racing edits by {RACERS} processes", len(done), done.count(0))
    entries = count(register, "SELECT COUNT(*) FROM progress WHERE note LIKE 'đua %'")
    if entries != done.count(0):
        tally.wrong.append(f"{done.count(0)} acknowledged, {entries} in the register")
    tally.wrong += [f"exit {code}" for code in done if code not in {0, 5}]
    if wrong := faultkills.sound(register):
        tally.wrong.append(wrong)
    yield tally


def _race(register: Path, each: int, seed: int) -> list[int]:
    chance = random.Random(seed)
    return [
        quietly(["-R", str(register), "task", "progress", str(chance.randint(1, 5)), "--note", f"đua {seed}-{n}"])
        for n in range(each)
    ]


def claims(rounds: Rounds) -> Iterator[Tally]:
    """What else is claimed, counted."""
    yield faultclaims.upgrades(rounds.place, rounds.some(STATEMENTS), rounds.chance)
    source, made, flipped = rounds.scenes.full, rounds.some(BACKUPS), rounds.some(FLIPS)
    yield from faultclaims.backups(rounds.place, source, made, flipped, rounds.chance)
    yield faultclaims.explained()
    yield faultclaims.secrets(rounds.place)
    yield faultclaims.starts(rounds.place)


EXPERIMENTS: dict[str, Callable[[Rounds], Iterator[Tally]]] = {
    "kills": kills, "lines": lines, "calls": calls, "power": power, "disks": disks, "flips": bytes_, "files": files,
    "output": output, "history": history, "races": races, "claims": claims,
}  # fmt: skip


def measured(names: list[str], scale: int, seed: int) -> Iterator[tuple[Tally, float]]:
    """The tallies of the experiments named, each with its seconds."""
    os.environ |= {"TUPHAP_TODAY": "2021-07-09", "TUPHAP_LANG": "en", "TUPHAP_ACTOR": "bench"}
    with tempfile.TemporaryDirectory() as folder:
        rounds = Rounds(Path(folder), scale, seed)
        for name in names:
            started = time.perf_counter()
            for tally in EXPERIMENTS[name](rounds):
                yield tally, time.perf_counter() - started
                started = time.perf_counter()


def main() -> int:
    """Run, print the table; 3 where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(EXPERIMENTS), default=list(EXPERIMENTS))
    parser.add_argument("--scale", type=int, default=100, metavar="PERCENT")
    parser.add_argument("--seed", type=int, default=2021)
    options = parser.parse_args()
    made = datetime.now(UTC).date().isoformat()
    program = f"tuphap {version('tuphap-cli')}, Python {platform.python_version()}"
    print(f"{made}, {program}, SQLite {sqlite3.sqlite_version}, {platform.system()}")
    print(f"scale {options.scale} %, seed {options.seed}\n")
    print("| what was done | times | ended, found or written | went wrong | seconds |\n|---|---:|---:|---:|---:|")
    bad = []
    for tally, seconds in measured(options.only, options.scale, options.seed):
        print(f"| {tally.name} | {tally.rounds} | {tally.ended} | {len(tally.wrong)} | {seconds:.0f} |", flush=True)
        bad += [f"{tally.name}: {wrong}" for wrong in tally.wrong[:SHOWN]]
    print("\n" + "\n".join(bad) if bad else "\nNothing went wrong.")
    return 3 if bad else 0


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
