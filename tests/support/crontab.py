"""A timetable of the tests: a program ``crontab`` that keeps the table in the home folder, never in the system."""

from __future__ import annotations

from pathlib import Path

CRONTAB = """\
#!/bin/sh
if [ "$1" = -l ]; then
    if [ -f "$HOME/table" ]; then cat "$HOME/table"; else echo "no crontab for clerk" >&2; exit 1; fi
else
    cat > "$HOME/table"
fi
"""


def own_crontab(folder: Path) -> Path:
    """Put the program into a folder of its own below ``folder``; gives that folder, to be the first in PATH."""
    programs = folder / "programs"
    programs.mkdir()
    (programs / "crontab").write_text(CRONTAB, encoding="utf-8")
    (programs / "crontab").chmod(0o700)
    return programs
