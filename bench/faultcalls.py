"""Lets one call of the system fail and looks at what a command leaves: every write, sync and open in turn.

``strace`` answers the n-th call of a kind with an error (where it is not installed, this is left out and said). A
full disk is a file system of a few megabytes where one can be mounted, else a limit on the size of files.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.faultkills import IMPORT, Tally, quietly, sound
from tests.support import faults
from tests.support.registers import Dump, dump_file

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "openat")
COMMANDS: dict[str, Sequence[str]] = {
    "import": IMPORT,
    "done": ("task", "done", "1", "--on", "1/7/2021", "--doc", "1/BC-STP"),
    "backup": ("backup",),
}
_MAIN = "import sys; from tuphap_cli.main import main; sys.exit(main(sys.argv[1:]))"
UNCONFIRMED = "did not confirm"  # what the program says where a change stands that the system could not confirm
EXITS = {0, 6}  # with a failing call: the command was carried out (by another way), or the register's own fault


def available() -> bool:
    """Whether calls can be made to fail on this machine."""
    return shutil.which("strace") is not None


def every_call(folder: Path, empty: Path, full: Path, most: int, chance: random.Random) -> Tally:
    """Each call of each kind in each command, at most ``most`` a kind and command, chosen evenly."""
    tally = Tally("failing calls")
    for name, argv in COMMANDS.items():
        source = empty if name == "import" else full
        for call in CALLS:
            register = _fresh(folder, source)
            numbers = _touching(folder, argv, call)
            for number in sorted(chance.sample(numbers, min(most, len(numbers)))):
                register = _fresh(folder, source)
                before = dump_file(register)
                code, said = _traced(folder, argv, call, f"error=EIO:when={number}")
                tally.rounds += 1
                tally.ended += UNCONFIRMED in said
                if wrong := _odd(register, before, code, said):
                    tally.wrong.append(f"{name}, {call} {number}: {wrong}")
    return tally


def _fresh(folder: Path, source: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    shutil.copy(source, folder / "so.db")
    (folder / "so.db").chmod(0o600)
    return folder / "so.db"


def _touching(folder: Path, argv: Sequence[str], call: str) -> list[int]:
    """The numbers of the calls of a kind that concern the register's folder; opening libraries is not our matter."""
    log = folder.with_suffix(".log")
    _traced(folder, argv, call, "", log)
    lines = [line for line in log.read_text(errors="replace").splitlines() if f"{call}(" in line]
    log.unlink()
    return [number for number, line in enumerate(lines, 1) if re.search(re.escape(str(folder)), line)]


def _traced(folder: Path, argv: Sequence[str], call: str, fault: str, log: Path | None = None) -> tuple[int, str]:
    inject = ["-e", f"inject={call}:{fault}"] if fault else []
    said = ["-o", str(log)] if log else ["-o", os.devnull]
    command = ["strace", "-f", "-y", "-qq", "-e", f"trace={call}", *inject, *said, sys.executable, "-c", _MAIN]
    register = ["-R", str(folder / "so.db")]
    ran = subprocess.run(
        [*command, *register, *argv], stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False
    )
    return ran.returncode, ran.stderr.decode(errors="replace")


def _odd(register: Path, before: Dump, code: int, said: str = "") -> str:
    """What must not be: another exit code, an unsound register, one that a failure has changed without saying so."""
    if code not in EXITS:
        return f"exit {code}"
    if wrong := sound(register):
        return wrong
    unsaid = code and UNCONFIRMED not in said and dump_file(register) != before
    return "the register has changed" if unsaid else ""


def full_disks(folder: Path, empty: Path, passes: int) -> Tally:
    """An import into a volume that is full after so many bytes, from nearly at once to nearly enough."""
    tally = Tally("full disks")
    register = _fresh(folder, empty)
    quietly(["-R", str(register), *IMPORT])
    least, most = empty.stat().st_size, register.stat().st_size * 2
    mounted = _mountable(folder)
    tally.name = f"full disks ({'tmpfs' if mounted else 'limit on file size'})"
    for number in range(passes):
        size = least + (most - least) * number // passes
        register = _fresh(folder, empty)
        before = dump_file(register)
        if mounted:
            code, wrong = _on_small_disk(folder, empty, before, size)
        else:
            code = faults.child(["-R", str(register), *IMPORT], faults.limited(size)).returncode
            wrong = _odd(register, before, code)
        tally.rounds += 1
        tally.ended += code == 0
        if wrong:
            tally.wrong.append(f"{size} bytes: {wrong}")
    return tally


def _mountable(folder: Path) -> bool:
    place = folder.with_suffix(".mnt")
    place.mkdir(exist_ok=True)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True, check=False)
    if made.returncode == 0:
        subprocess.run(["umount", place], check=True)
    place.rmdir()
    return made.returncode == 0


def _on_small_disk(folder: Path, empty: Path, before: Dump, size: int) -> tuple[int, str]:
    place = folder / "disk"
    place.mkdir()
    pages = -(-size // 4096) + 2
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={pages * 4}k,mode=700", "tmpfs", place], check=True)
    try:
        register = place / "so.db"
        shutil.copy(empty, register)
        code = faults.child(["-R", str(register), *IMPORT]).returncode
        return code, _odd(register, before, code)
    finally:
        subprocess.run(["umount", place], check=True)
