"""The program as one folder: it runs its own modules as Python would, and its build names what it rests on.

Building takes minutes: ``make standalone`` does, and tries what it has built on the sample.
"""

from __future__ import annotations

import importlib.util
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tuphap_cli import main
from tuphap_cli.cli import nightly
from tuphap_cli.intake.files import apart

ROOT = Path(__file__).parent.parent
PACKED = [
    "tuphap-0.1.0-windows-amd64.zip",
    "tuphap-0.1.0-linux-x86_64.tar.gz",
    "tuphap-0.1.0-linux-x86_64.tar.gz.sha256",
]


@pytest.fixture(scope="module")
def entry() -> ModuleType:
    """The module with which the program as one folder begins."""
    spec = importlib.util.spec_from_file_location("standalone_entry", ROOT / "standalone" / "tuphap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["-m", "tuphap_cli", "--register", "a.db", "check"], ("tuphap_cli", ["--register", "a.db", "check"])),
        (["-P", "-m", "tuphap_cli.intake.files.apart"], ("tuphap_cli.intake.files.apart", [])),
        (["-m", "http.server"], None),
        (["-m", "tuphap_cli_other"], None),
        (["-m"], None),
        (["-P"], None),
        (["task", "list", "-m", "tuphap_cli"], None),
        ([], None),
    ],
)
def test_only_modules_of_the_program_are_run_as_such(
    entry: ModuleType, words: list[str], found: tuple[str, list[str]] | None
) -> None:
    assert entry.own_module(words) == found


def test_the_words_by_which_the_program_calls_itself_are_known(
    entry: ModuleType, env: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in nightly.of_settings(env, "01:30", "", "").commands:
        assert entry.own_module(list(command[1:])) == ("tuphap_cli", list(command[3:]))
    asked: list[list[str]] = []

    def note_down(command: list[str], **_named: object) -> None:
        asked.append(command)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", note_down)
    with pytest.raises(KeyboardInterrupt):
        apart.run_apart("tuphap_cli.x:y", "a.pdf")
    assert entry.own_module(asked[0][1:]) == (apart.__name__, [])


def test_it_begins_as_the_installed_program_does(monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[list[str]] = []
    monkeypatch.setattr(main, "run", lambda: began.append(sys.argv[1:]))
    monkeypatch.setattr(sys, "argv", ["tuphap", "task", "list"])
    runpy.run_path(str(ROOT / "standalone" / "tuphap.py"), run_name="__main__")
    assert began == [["task", "list"]]


def test_the_workflow_builds_for_three_systems_with_the_very_command_of_make() -> None:
    """Read without a parser of YAML, which the program does not need: one key a line."""
    workflow = (ROOT / ".github" / "workflows" / "standalone.yml").read_text(encoding="utf-8")
    systems = re.search(r"^ +system: \[(.+)\]$", workflow, re.MULTILINE)
    assert systems is not None
    assert {name.partition("-")[0].strip() for name in systems[1].split(",")} == {"windows", "macos", "ubuntu"}
    assert re.findall(r"^ +- run: python (.+)$", workflow, re.MULTILINE) == ["standalone/build.py"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^standalone:\n\tpython3 standalone/build\.py$", makefile, re.MULTILINE)
    kept = re.findall(r"^ +dist/(\S+)$", workflow, re.MULTILINE)
    assert [any(Path(name).match(pattern) for pattern in kept) for name in PACKED] == [True] * len(PACKED)


def test_the_folder_holds_every_extra_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    build = (ROOT / "standalone" / "build.py").read_text(encoding="utf-8")
    named = re.search(r'^EXTRAS = "(.+)"$', build, re.MULTILINE)
    assert named is not None
    assert set(named[1].split(",")) == set(project["optional-dependencies"]) - {"test"}
