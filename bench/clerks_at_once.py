"""Clerks at once on one register of a PostgreSQL server: what each command takes, how long it waits, what is lost.

python bench/clerks_at_once.py [--clerks 8] [--commands 500]

Starts a server of its own in a temporary folder (tests/support/postgres.py). Each clerk is a process that gives
commands one after the other; each command opens the register anew, as on a command line, but for starting Python.
Afterwards every command must have left its row: in the journal's chain, and as an entry of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import time
from datetime import date
from typing import NamedTuple

from tests.support.postgres import cluster
from tests.support.registers import Clerk, day
from tuphap_cli import errors
from tuphap_cli.domain import journal
from tuphap_cli.store import any_register
from tuphap_cli.store.read import journalbook
from tuphap_cli.store.write import ledger

TASKS = 130
TODAY = date(2021, 7, 9)


class Worked(NamedTuple):
    """What one clerk met: the seconds of each command, the commands that were refused."""

    seconds: list[float]
    refused: list[str]


def work(url: str, clerk: int, commands: int) -> Worked:
    """Give ``commands`` commands, each on another task than the one before."""
    seconds, refused = [], []
    for number in range(commands):
        begun = time.perf_counter()
        act = ledger.Act("progress", day("1/6"), TODAY, note=f"{clerk}.{number}")
        try:
            register = any_register.open_register(url, write=True)
            with register, register.writing("task progress", "") as change:
                ledger.record_progress(change, [(clerk * 31 + number) % TASKS + 1], act)
        except errors.TuphapError as error:
            refused.append(str(error))
        seconds.append(time.perf_counter() - begun)
    return Worked(seconds, refused)


def filled(url: str) -> None:
    """A register with TASKS tasks."""
    with any_register.create_register(url) as register:
        clerk = Clerk(register)
        decision, unit = clerk.decision(), clerk.unit("VP")
        with clerk.at_once():
            for number in range(TASKS):
                clerk.task(decision, f"Việc {number}", unit=unit, due=day("30/9"))


def lost(url: str, clerks: int, commands: int, refused: int) -> list[str]:
    """What of the commands is not there as it must be."""
    wanted = clerks * commands - refused
    with any_register.open_register(url) as register, register.reading() as connection:
        notes = [row[0] for row in connection.execute("SELECT note FROM progress")]
        rows = connection.execute("SELECT COUNT(*) FROM journal WHERE command = 'task progress'").fetchone()[0]
        verdict = journal.verify_chain(journalbook.chained(connection))
    found = [] if len(notes) == len(set(notes)) == wanted else [f"{len(set(notes))} of {wanted} entries"]
    found += [] if rows == wanted else [f"{rows} of {wanted} journal rows"]
    return found + ([] if verdict.at is None else [f"the chain is broken at {verdict.at}"])


def main() -> int:
    """Run them; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clerks", type=int, default=8)
    parser.add_argument("--commands", type=int, default=500)
    asked = parser.parse_args()
    with cluster() as server:
        server.psql("CREATE DATABASE so")
        url = server.url("so")
        filled(url)
        alone = statistics.median(work(url, 99, 20).seconds)
        server.psql("DROP DATABASE so WITH (FORCE)")
        server.psql("CREATE DATABASE so")
        filled(url)
        begun = time.perf_counter()
        with multiprocessing.get_context("spawn").Pool(asked.clerks) as pool:
            worked = pool.starmap(work, [(url, clerk, asked.commands) for clerk in range(asked.clerks)])
        whole = time.perf_counter() - begun
        refused = [text for one in worked for text in one.refused]
        wrong = lost(url, asked.clerks, asked.commands, len(refused))
    seconds = sorted(value for one in worked for value in one.seconds)
    print(f"{asked.clerks} clerks, {asked.commands} commands each: {len(seconds) / whole:.0f} commands a second")
    print(
        f"a command alone {alone * 1000:.0f} ms; at once median {statistics.median(seconds) * 1000:.0f} ms, ", end=""
    )
    print(f"99 of 100 within {seconds[len(seconds) * 99 // 100] * 1000:.0f} ms, longest {seconds[-1] * 1000:.0f} ms")
    print(f"refused after waiting: {len(refused)} {refused[:1] or ''}")
    print(f"lost updates: {'; '.join(wrong) or 0}")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
