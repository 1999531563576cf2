"""The house's rules: who may know whom, how long a file or function may grow, what stays out of the domain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tuphap_cli"
ROOT = {
    "errors",
    "settings",
    "setting_table",
    "colours",
    "schemes",
    "i18n",
    "text",
    "zipsafe",
    "paths",
    "libreoffice",
    "__init__",
}
# room -> the rooms and root modules that it may import
MAY_KNOW = {
    "domain": set[str](),
    "store": {"domain", "errors", "text", "paths"},
    "reports": {"domain", "store", "errors", "i18n", "text", "settings", "setting_table"},
    "intake": {"domain", "store", "errors", "text", "zipsafe", "libreoffice"},
    "forms": {"domain", "store", "intake", "errors", "i18n", "text"},
    "render": {"reports", "forms", "domain", "errors", "i18n", "text", "colours", "zipsafe", "libreoffice"},
    "cli": {"domain", "store", "reports", "intake", "forms", "render", *ROOT},
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
            does = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            assert (node.end_lineno or 0) - does[0].lineno < 45, f"{node.name} is too long"


# Each with its reason: one schema; a signature is long because its options are many.
LONGEST_FILE = {"tables.py": 400}
LONG_FUNCTIONS = {"import_", "make"}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


# -- circles of imports, names with two owners, statements outside the store ---------------------------------------

STATEMENT = re.compile(r"\b(SELECT\b.*\bFROM|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM)\b", re.DOTALL)


def name_of(path: Path) -> str:
    """The name of a module below the package; "" for the package itself."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def only_typing(tree: ast.Module) -> set[int]:
    """What stands under ``if TYPE_CHECKING``, which no run imports."""
    tests = [n for n in ast.walk(tree) if isinstance(n, ast.If) and isinstance(n.test, ast.Name)]
    guarded = [n for n in tests if isinstance(n.test, ast.Name) and n.test.id == "TYPE_CHECKING"]
    return {id(below) for node in guarded for part in node.body for below in ast.walk(part)}


def imported_modules(path: Path, known: set[str]) -> set[str]:
    """The modules of this package that a module imports, at its top or within a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = list(path.relative_to(SOURCE).parts[:-1])
    skipped, found = only_typing(tree), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in skipped:
            base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
            for alias in node.names:
                whole = ".".join([*base, alias.name])
                found.add(whole if whole in known else ".".join(base))
    return found - {name_of(path)}


def reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    """Every module to which imports lead from ``start``."""
    found, waiting = set[str](), list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph.get(name, set())
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports within functions count: they only hide a circle."""
    known = {name_of(path) for path in modules()}
    graph = {name_of(path): imported_modules(path, known) for path in modules()}
    reach = {name: reached(name, graph) for name in graph}
    circles = {
        frozenset({other for other in reach[name] if name in reach.get(other, set())})
        for name in graph
        if name in reach[name]
    }
    assert circles == set()


def test_no_module_and_no_public_class_has_two_owners() -> None:
    """A name that is searched for leads to one place."""
    owners: dict[str, list[str]] = {}
    for path in modules():
        if room(path) == "migrations":
            continue
        module = name_of(path)
        owners.setdefault(f"module {module.rsplit('.', 1)[-1]}", []).append(module)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                owners.setdefault(node.name, []).append(module)
    assert {name for name, held in owners.items() if len(held) > 1} == set()


def statements(path: Path) -> Iterator[str]:
    """The literals of a module that hold SQL; docstrings are none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = " ".join(p.value for p in pieces if isinstance(p, ast.Constant) and isinstance(p.value, str))
        if id(node) not in described and STATEMENT.search(text):
            yield text


def test_sql_stands_in_the_store_alone() -> None:
    outside = {
        name_of(path)
        for path in modules()
        if room(path) not in {"store", "migrations"} and any(True for _text in statements(path))
    }
    assert outside == set()


ONLY_SQLITE = re.compile(
    r"\b(PRAGMA|sqlite_(master|schema|sequence)|rowid|instr|ifnull|julianday|strftime|group_concat|GLOB)\b"
)


def test_what_only_sqlite_says_is_in_the_dialect_alone() -> None:
    """bench/portable.py has PostgreSQL take the other statements."""
    found = set()
    for path in modules():
        if room(path) == "store" and path.name not in {"dialect.py", "tables.py", "known_schema.py"}:
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            texts = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            found |= {name_of(path) for text in texts if ONLY_SQLITE.search(text)}
    assert found == set()


# What shows something of its own: the sample's main job, a file that is written out, pages to be read.
SPEAK_THEMSELVES = {"demo", "template", "file", "help_", "manual"}


def verbs() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of the command line that carry out a command, with the names of their modules."""
    for path in (SOURCE / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                calls = [one.func for one in node.decorator_list if isinstance(one, ast.Call)]
                if any(isinstance(called, ast.Name) and called.id == "verb" for called in calls):
                    yield name_of(path), node


def test_a_command_returns_what_it_has_to_say() -> None:
    """One place draws reports and sets exit codes; a command that printed or ended by itself would pass it by."""
    found = list(verbs())
    assert len(found) > 50
    for module, command in found:
        if command.name not in SPEAK_THEMSELVES:
            answers = set(ast.unparse(command.returns).split(" | ")) if command.returns else set()
            assert answers, f"{module}.{command.name}"
            assert answers <= {"Report", "Reply", "Done"}, f"{module}.{command.name}"
            called = {node.attr for node in ast.walk(command) if isinstance(node, ast.Attribute)}
            assert not called & {"Exit", "exit"}, f"{module}.{command.name}"
