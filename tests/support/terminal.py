"""Running the program as a person sees it: a real process on a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ASKED = re.compile(rb"(?:\]|:|\?) \Z")


def on_terminal(
    argv: Sequence[str], env: Mapping[str, str], folder: Path, columns: int = 100, answer: str = ""
) -> tuple[int, str]:
    """Exit code and what stood on the terminal, both streams together; ``answer`` is typed at the first question."""
    screen, program = pty.openpty()
    variables = {"NO_COLOR": "1", "TERM": "dumb", **env, "COLUMNS": str(columns)}
    command = [sys.executable, "-m", "tuphap_cli", *argv]
    process = subprocess.Popen(
        command,
        stdin=program if answer else subprocess.DEVNULL,
        stdout=program,
        stderr=program,
        env=variables,
        cwd=folder,
    )
    os.close(program)
    seen = b""
    while True:
        try:
            part = os.read(screen, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        seen += part
        if answer and ASKED.search(seen):
            os.write(screen, f"{answer}\n".encode())
            answer = ""
    os.close(screen)
    lines = seen.decode("utf-8").replace("\r\n", "\n").split("\n")
    return process.wait(), "\n".join(line.rstrip() for line in lines)
