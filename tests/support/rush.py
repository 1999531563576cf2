"""Several processes that write one register at once: what was acknowledged, and what of it stands there then."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LONGEST = 600  # seconds for one process

# One process: so many entries, each with words of its own; an acknowledged one is told on stdout.
WRITER = """
import io, sys
from contextlib import redirect_stderr, redirect_stdout
from tuphap_cli.main import main
own, times, task = sys.argv[1], int(sys.argv[2]), sys.argv[3]
for number in range(times):
    words = f"{own}-{number}"
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = main(["task", "progress", task, "--note", words])
    print(code, words, said.getvalue().strip().replace("\\n", " "), flush=True)
"""


class Rush(NamedTuple):
    """``acknowledged`` entries; ``lost`` are those of them that the register does not hold, ``refused`` what was said
    instead of an acknowledgement, ``whole`` whether the chain of the journal holds."""

    acknowledged: int
    lost: list[str]
    refused: list[str]
    whole: bool


def rush(register: Path | str, *, processes: int, times: int, task: int = 1) -> Rush:
    """Let ``processes`` enter progress on one task ``times`` times each, all at once."""
    from tuphap_cli.domain import journal
    from tuphap_cli.store import any_register
    from tuphap_cli.store.read import journalbook

    env = os.environ | {"TUPHAP_REGISTER": str(register)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, f"p{n}", str(times), str(task)],
            env=env | {"TUPHAP_ACTOR": f"clerk-{n}"}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )
        for n in range(processes)
    ]  # fmt: skip
    told = [line for process in running for line in process.communicate(timeout=LONGEST)[0].splitlines()]
    acknowledged = [line.split()[1] for line in told if line.startswith("0 ")]
    with any_register.open_register(register) as opened, opened.reading() as connection:
        there = {row[0] for row in connection.execute("SELECT note FROM progress")}
        verdict = journal.verify_chain(journalbook.chained(connection))
    return Rush(
        acknowledged=len(acknowledged),
        lost=[words for words in acknowledged if words not in there],
        refused=[line for line in told if not line.startswith("0 ")],
        whole=verdict.finding is journal.JournalFinding.FINE,
    )
