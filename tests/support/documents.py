"""The documents that follow from the program: the README's session, the reference of commands, the list of modules.

Run ``python -m tests.support.documents`` to write them anew; the tests compare. Help keeps the language in which its
module was first imported, so the reference is made in a process of its own.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tuphap_cli import i18n

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "lenh.md"
SESSION = re.compile(r"(<!-- session -->\n```console\n)(.*?)(```\n)", re.DOTALL)
MODULES = ROOT / "docs" / "modules.md"

HEAD = """\
# Danh mục lệnh

Trang này được lập từ chính chương trình (`python -m tests.support.documents`). Cách dùng
từng việc: [huong-dan.md](huong-dan.md).
"""


def session(commands: list[str]) -> str:
    """The README's session: each command with what it prints on a terminal."""
    from .manual import carried_out

    done = carried_out((command.removeprefix("tuphap "), "2021-07-09") for command in commands)
    return "\n".join(f"$ tuphap {ran.command}\n{ran.screen}\n" for ran in done)


def commands_in(text: str) -> list[str]:
    """The commands of a console block."""
    return [line[2:] for line in text.splitlines() if line.startswith("$ ")]


def readme() -> str:
    """The README as it should stand: its own commands, their real output."""
    text = README.read_text(encoding="utf-8")
    found = SESSION.search(text)
    assert found, "the README has no session"
    return text[: found.start(2)] + session(commands_in(found[2])) + text[found.end(2) :]


def walk() -> Iterator[tuple[list[str], str]]:
    """Every command with its help, in the order of the help, in the language in use."""
    from typer._click.core import Context

    from tuphap_cli.cli.app import load
    from tuphap_cli.cli.command_table import COMMANDS
    from tuphap_cli.cli.root import build

    root = build()
    with Context(root, info_name="tuphap") as top:
        yield [], root.get_help(top)
        for name in COMMANDS:
            command = load(name)
            with Context(command, info_name=name, parent=top) as context:
                yield [name], command.get_help(context)
                for verb in getattr(command, "list_commands", lambda _context: [])(context):
                    below = command.get_command(context, verb)
                    with Context(below, info_name=verb, parent=context) as inner:
                        yield [name, verb], below.get_help(inner)


def reference() -> str:
    """docs/lenh.md as it should stand."""
    os.environ["COLUMNS"] = "100"
    i18n.use("vi")
    parts = [HEAD]
    for words, text in walk():
        parts.append(
            f"{'#' * (2 if len(words) < 2 else 3)} `{' '.join(['tuphap', *words])}`\n\n```text\n{text.strip()}\n```\n"
        )
    return "\n".join(parts)


MODULES_HEAD = """\
# Modules

Every module of `src/tuphap_cli` with its first sentence, made by `python -m tests.support.documents`.
How they go together is in [ARCHITECTURE.md](ARCHITECTURE.md).
"""


def modules() -> str:
    """docs/modules.md as it should be."""
    source = ROOT / "src" / "tuphap_cli"
    parts = [MODULES_HEAD]
    for package in sorted({path.parent for path in source.rglob("*.py")}):
        rest = sorted(path for path in package.glob("*.py") if path.name not in {"__init__.py", "__main__.py"})
        lines = [f"- `{path.name}` – {_first_sentence(path)}\n" for path in rest]
        name = package.relative_to(source.parent).as_posix()
        parts.append(f"## `{name}/`\n\n{_first_sentence(package / '__init__.py')}\n\n{''.join(lines)}")
    return "\n".join(parts)


def _first_sentence(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].replace("``", "`").split())


def main() -> None:
    """Write the documents anew, or print the reference."""
    if sys.argv[1:] == ["reference"]:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(reference())
        return
    README.write_text(readme(), encoding="utf-8")
    REFERENCE.write_text(reference(), encoding="utf-8")
    MODULES.write_text(modules(), encoding="utf-8")
    sys.stdout.write(f"{README}\n{REFERENCE}\n{MODULES}\n")


if __name__ == "__main__":
    main()
