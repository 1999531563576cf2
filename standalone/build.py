"""Builds the program as one folder for the system it runs on, tries it, and packs it with its checksum.

``python standalone/build.py`` needs Python with venv alone; everything goes to ``build/standalone`` and ``dist``.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "standalone"
DIST = ROOT / "dist"
# All that is an extra elsewhere: nothing can be installed into the folder afterwards.
EXTRAS = "keyring,ocr,postgres,tui"
WINDOWS = os.name == "nt"


def main() -> int:
    """Build, try, pack."""
    python = _environment()
    _run(
        python, "-m", "PyInstaller", "--noconfirm", "--distpath", DIST, "--workpath", WORK / "work",
        ROOT / "standalone" / "tuphap.spec",
    )  # fmt: skip
    program = DIST / "tuphap" / ("tuphap.exe" if WINDOWS else "tuphap")
    version = _tried(program)
    packed = _packed(f"{version}-{platform.system().lower()}-{platform.machine().lower()}")
    sys.stdout.write(f"{program}\n{packed}\n")
    return 0


def _environment() -> Path:
    """An environment of its own with the program and PyInstaller; returns its Python."""
    folder = WORK / "venv"
    venv.create(folder, clear=True, with_pip=True)
    python = folder / ("Scripts" if WINDOWS else "bin") / ("python.exe" if WINDOWS else "python")
    _run(python, "-m", "pip", "install", "--quiet", f"{ROOT}[{EXTRAS}]", "pyinstaller")
    return python


def _tried(program: Path) -> str:
    """Run the main job on the sample with ``program``, without any Python around; returns its version."""
    kept = ("SYSTEMROOT", "USERPROFILE", "TEMP", "TMP")
    with tempfile.TemporaryDirectory() as home:
        bare = {name: os.environ[name] for name in kept if name in os.environ} | {"HOME": home, "PATH": ""}
        version = _run(program, "--version", env=bare).split()[-1]
        register = Path(home, "thu", "so-nhiem-vu.db")
        for words in (
            ("demo", "--folder", register.parent),
            ("--register", register, "status"),
            ("--register", register, "report", "quarter", "2/2021", "-o", Path(home, "a.docx")),
            ("--register", register, "task", "list", "-o", Path(home, "a.xlsx")),
            ("--register", register, "calendar", "days", "2021"),
            ("manual", "1"),
        ):
            _run(program, *words, env=bare)
    return version


def _packed(name: str) -> Path:
    """The folder as one file (.zip on Windows, else .tar.gz), with its SHA-256 beside it."""
    kind = "zip" if WINDOWS else "gztar"
    packed = Path(shutil.make_archive(str(DIST / f"tuphap-{name}"), kind, DIST, "tuphap"))
    with packed.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    packed.with_name(f"{packed.name}.sha256").write_text(f"{checksum}  {packed.name}\n", encoding="utf-8")
    return packed


def _run(*words: object, env: dict[str, str] | None = None) -> str:
    """Run a program; its output is shown where it fails."""
    command = [str(word) for word in words]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", env=env, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(command)}: {ran.returncode}\n{ran.stdout[-4000:]}\n{ran.stderr[-4000:]}")
    return ran.stdout


if __name__ == "__main__":
    sys.exit(main())
