"""What is installed from the wheel is whole: it runs the main job in an environment of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 900

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    argv = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(argv, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    "name",
    [
        "tuphap_cli/data/sample/phu-luc-25-QD-STP.docx", "tuphap_cli/data/sample/phu-luc-25-QD-STP.xlsx",
        "tuphap_cli/data/sample/progress.tsv", "tuphap_cli/data/sample/units.tsv", "tuphap_cli/data/README.md",
        "tuphap_cli/locale/vi/LC_MESSAGES/tuphap.mo", "tuphap_cli/migrations/env.py",
        "tuphap_cli/migrations/versions/v0001_first_tables.py", "tuphap_cli/py.typed",
        "tuphap_cli/templates/bao-cao.docx",
        "tuphap_cli/templates/cong-van.docx",
        "tuphap_cli/templates/site.css",
        "tuphap_cli/templates/site.js",
    ],
)  # fmt: skip
def test_what_is_no_module_is_in_the_wheel_too(names: set[str], name: str) -> None:
    assert name in names


def test_every_module_is_in_the_wheel_and_nothing_that_is_not_the_programs(names: set[str]) -> None:
    modules = {str(path.relative_to(ROOT / "src")) for path in (ROOT / "src").rglob("*.py")}
    assert {name for name in modules if name not in names} == set()
    outside = {name for name in names if not name.startswith("tuphap_cli/") and ".dist-info/" not in name}
    assert outside == set()
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_the_wheel_installs_in_a_new_environment_and_shows_the_main_job(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "may"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, timeout=LONGEST)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    installed = subprocess.run(install, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert installed.returncode == 0, installed.stderr

    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUPHAP_", "PYTHON"))}
    env = plain | {"TUPHAP_LANG": "en", "HOME": str(tmp_path)}
    demo = subprocess.run(
        [str(programs / "tuphap"), "demo", "--folder", str(tmp_path / "thu")], capture_output=True, encoding="utf-8",
        env=env, cwd=tmp_path, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert (demo.returncode, demo.stderr) == (0, "")
    for title in ("Overdue tasks on 09/07/2021", "Missed on 09/07/2021", "Summary of quarter II/2021"):
        assert f"\n{title}\n" in demo.stdout
    assert "130 tasks in 12 groups" in demo.stdout
    assert (tmp_path / "thu" / "so-nhiem-vu.db").exists()

    vietnamese = subprocess.run(
        [str(programs / "tuphap"), "-h"], capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=LONGEST,
        env=plain | {"HOME": str(tmp_path)}, check=False,
    )  # fmt: skip
    assert "Usage" not in vietnamese.stdout
