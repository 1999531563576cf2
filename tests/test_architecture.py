"""The house's rules: who may know whom, how long a file or function may grow, what stays out of the domain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tuphap_cli"
ROOT = {"errors", "settings", "schemes", "i18n", "text", "zipsafe", "__init__"}
# room -> the rooms and root modules that it may import
MAY_KNOW = {
    "domain": set[str](),
    "store": {"domain", "errors", "text"},
    "reports": {"domain", "store", "errors", "i18n", "text", "settings"},
    "intake": {"domain", "store", "errors", "text", "zipsafe"},
    "render": {"reports", "domain", "errors", "i18n", "text", "settings", "zipsafe"},
    "cli": {"domain", "store", "reports", "intake", "render", *ROOT},
    "migrations": {"store"},
}
HEAVY = {
    "sqlmodel", "sqlalchemy", "alembic", "pydantic", "python_calamine", "docx", "docxtpl", "jinja2", "xlsxwriter",
    "tomlkit", "platformdirs",
}  # fmt: skip
DOMAIN_LIBRARIES = {"dateutil"}
STANDARD = {
    "__future__", "collections", "dataclasses", "datetime", "enum", "fractions", "functools", "hashlib",
    "itertools", "json", "re", "typing", "unicodedata", "calendar", "bisect", "operator", "string",
}  # fmt: skip


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else "top"


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """(top-level library, room or root module of this package) of every import, one of the two empty."""
    package = ["tuphap_cli", *path.relative_to(SOURCE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], "") for alias in node.names if "tuphap_cli" not in alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = [*base, *(node.module or "").split(".")] if node.module else base
            if whole[0] != "tuphap_cli":
                yield whole[0], ""
            elif len(whole) > 1:
                yield "", whole[1]
            else:
                yield from (("", alias.name) for alias in node.names)


@pytest.mark.parametrize(
    "path", [p for p in modules() if room(p) in MAY_KNOW], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_a_room_imports_only_the_rooms_below_it(path: Path) -> None:
    own = room(path)
    known = {name for _library, name in imports(path) if name and name not in {own, "__version__"}}
    assert known <= MAY_KNOW[own]


@pytest.mark.parametrize("path", [p for p in modules() if room(p) == "domain"], ids=lambda p: p.name)
def test_the_domain_uses_only_the_standard_library_and_dateutil(path: Path) -> None:
    assert {library for library, _name in imports(path) if library} <= STANDARD | DOMAIN_LIBRARIES


@pytest.mark.parametrize("path", [p for p in modules() if room(p) == "domain"], ids=lambda p: p.name)
def test_the_domain_has_no_clock_and_prints_nothing(path: Path) -> None:
    names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    called = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    assert not names & {"today", "now", "utcnow"}
    assert not called & {"print", "open"}


@pytest.mark.parametrize(
    "path", [p for p in modules() if room(p) != "migrations"], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE.get(path.name, 320), "over about 300 lines: split the room"
    for node in ast.walk(ast.parse(text)):
        # A command's signature is as long as its options are many; what counts is what it does.
        if isinstance(node, ast.FunctionDef) and node.name not in LONG_FUNCTIONS:
            assert (node.end_lineno or 0) - node.body[0].lineno < 45, f"{node.name} is too long"


# Each with its reason: one table of error classes; every read; one schema; a signature is long because its options
# are many.
LONGEST_FILE = {"errors.py": 720, "queries.py": 420, "tables.py": 360}
LONG_FUNCTIONS = {"import_", "make"}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
