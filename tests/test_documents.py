"""The documents say what the program does: the README's session, the reference, the manual's commands, the gate."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import documents, manual
from tests.support.documents import README, REFERENCE, ROOT
from tests.support.manual import MANUAL
from tuphap_cli import i18n
from tuphap_cli.cli.command_table import COMMANDS, SHORT_FORMS
from tuphap_cli.domain.missed import Reason
from tuphap_cli.reports import labels

GUIDE = ROOT / "CONTRIBUTING.md"
PACKAGE = ROOT / "src" / "tuphap_cli"
_NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)`")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_readme_shows_what_its_commands_really_print() -> None:
    assert documents.readme() == README.read_text(encoding="utf-8"), "run python -m tests.support.documents"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_manual_s_commands_run_in_order_and_print_what_it_shows() -> None:
    assert manual.manual() == manual.MANUAL.read_text(encoding="utf-8"), "run python -m tests.support.manual"


def test_the_manual_s_table_of_reasons_has_the_words_of_the_screen() -> None:
    i18n.use("vi")
    rows = re.findall(r"^\| (.+?) \| `([a-z_]+)` \|", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    told = {code: words for words, code in rows}
    assert {value.value: labels.reason(value) for value in Reason} == {r.value: told.get(r.value) for r in Reason}


def test_the_reference_lists_every_command_and_option_as_the_program_has_them() -> None:
    command = [sys.executable, "-m", "tests.support.documents", "reference"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert made == REFERENCE.read_text(encoding="utf-8"), "run python -m tests.support.documents"


def test_the_list_of_modules_is_that_of_the_program() -> None:
    assert documents.modules() == documents.MODULES.read_text(encoding="utf-8"), (
        "run python -m tests.support.documents"
    )


def test_the_gate_runs_the_very_test_command_of_the_readme() -> None:
    command = next(line for line in README.read_text(encoding="utf-8").splitlines() if "-m pytest" in line)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_manual_names_only_commands_that_exist_and_all_of_them() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    named = set(re.findall(r"tuphap (?:--register \S+ )?([a-z]+)\b", text))
    assert named <= {*COMMANDS, *SHORT_FORMS}
    assert {name for name in COMMANDS if " " not in name} - named == set(), "the manual leaves out a command"
    assert all(f"tuphap {name}" in text for name in COMMANDS if " " in name)


@pytest.mark.parametrize(
    "path",
    [
        README,
        MANUAL,
        REFERENCE,
        GUIDE,
        *(ROOT / "docs" / n for n in ("ARCHITECTURE.md", "mau-bao-cao.md", "modules.md")),
        ROOT / "data" / "README.md",
    ],
)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def is_there(name: str) -> bool:
    """Whether a path exists below the root or the package; "domain/states.state" is a name within a module."""
    for base in (ROOT, PACKAGE):
        place = base / name
        module = place.with_name(f"{place.name.partition('.')[0]}.py")
        inside = place.name.partition(".")[2]
        if place.exists():
            return True
        if module.exists():
            return (
                re.search(rf"^(class|def) {inside}\b", module.read_text(encoding="utf-8"), re.MULTILINE) is not None
            )
    return False


@pytest.mark.parametrize("path", [GUIDE, ROOT / "docs" / "ARCHITECTURE.md"])
def test_every_path_that_the_guides_name_exists(path: Path) -> None:
    named = [
        name
        for name in _NAMED.findall(path.read_text(encoding="utf-8"))
        if "/" in name and not name.startswith("tuphap.")
    ]
    assert len(named) > 20
    assert [name for name in named if not is_there(name)] == []
