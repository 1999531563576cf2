"""How fast deadlines are read, and with --lists how many of the known phrases are read right.

    python bench/deadlines.py [--lists] [--seconds 2]

The speed is that of the bare reader on the project's own table, every phrase read anew. The counts are those of
the own table and, where they are present, of the shared lists.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.deadline_cases import CASES, shown  # noqa: E402  the path is set above
from tests.support.deadline_lists import VERDICTS, count, lines  # noqa: E402
from tuphap_cli.domain.deadlines import read_deadline  # noqa: E402

LISTS = ("deadlines.tsv", "deadline-idioms.tsv")


def phrases_per_second(seconds: float) -> float:
    """How many phrases one core reads in a second."""
    started = perf_counter()
    done = 0
    while (spent := perf_counter() - started) < seconds:
        for phrase, year, _ in CASES:
            read_deadline(phrase, year)
        done += len(CASES)
    return done / spent


def own_table() -> dict[str, int]:
    """The four counts over the project's own table."""
    counts = dict.fromkeys(VERDICTS, 0)
    for phrase, year, expected in CASES:
        reading = read_deadline(phrase, year)
        right = shown(reading) == expected
        counts[f"{'right' if right else 'wrong'} and {'sure' if reading.sure else 'asked'}"] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", action="store_true", help="count what is read right")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long to measure")
    chosen = parser.parse_args()
    read_deadline(CASES[0][0], CASES[0][1])  # the tables are built at the first reading
    print(f"{phrases_per_second(chosen.seconds):,.0f} phrases a second ({len(CASES)} different ones)")
    if not chosen.lists:
        return
    report("own table", own_table())
    for name in LISTS:
        path = ROOT.parent / "shared" / name
        if path.is_file():
            report(name, dict(count(lines(path))[0]))


def report(name: str, counts: dict[str, int]) -> None:
    """Prints one line of counts."""
    print(f"{name}: " + ", ".join(f"{verdict} {counts.get(verdict, 0)}" for verdict in VERDICTS))


if __name__ == "__main__":
    main()
