"""Help at every command, and what happens to a line that lacks something or is almost right."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from tests.support.registers import Clerk
from tuphap_cli.cli.command_table import COMMANDS, SHORT_FORMS
from tuphap_cli.cli.root import build
from tuphap_cli.cli.usage_faults import nearest

Words = tuple[str, ...]


def walk(command: Any, path: Words = ()) -> Iterator[tuple[Words, Any]]:
    """Every command below ``command`` with the words that lead to it, as Typer itself finds them."""
    yield path, command
    if hasattr(command, "list_commands"):
        context = command.make_context("tuphap", [], resilient_parsing=True)
        for name in command.list_commands(context):
            yield from walk(command.get_command(context, name), (*path, name))


TREE = dict(walk(build()))
VERBS = {path: command for path, command in TREE.items() if not hasattr(command, "list_commands")}
GROUPS = [path for path in TREE if path not in VERBS]
LACKING = [path for path, command in VERBS.items() if any(p.required for p in command.params)]


def named(case: object) -> str:
    return " ".join(case) or "tuphap" if isinstance(case, tuple) else ""


@pytest.fixture(autouse=True)
def no_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads standard input here would hang before a person."""

    class Closed:
        def __getattr__(self, name: str) -> NoReturn:
            raise AssertionError(f"stdin.{name} was asked for")

    monkeypatch.setattr(sys, "stdin", Closed())


def test_the_contracts_first_commands_are_all_there() -> None:
    first = {
        "init", "demo", "status", "decision add", "decision list", "decision show", "decision edit",
        "decision withdraw", "unit add", "unit list", "unit show", "unit edit", "unit close", "unit transfer",
        "task add", "task list", "task show", "task find", "task edit", "task assign", "task extend", "task suspend",
        "task cancel", "task reopen", "task start", "task progress", "task done", "import", "deadline read",
        "overdue", "missed", "report month", "report quarter", "report half", "report nine", "report year", "check",
        "settings", "journal list", "journal show", "journal verify", "journal head", "undo", "redo",
    }  # fmt: skip
    assert first <= {" ".join(path) for path in VERBS}


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("path", list(TREE), ids=named)
def test_every_command_has_its_help(env: Path, run: Run, path: Words, flag: str) -> None:
    ran = run(*path, flag)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(('tuphap', *path))} ")
    assert "Show this help and exit." in ran.out


@pytest.mark.parametrize("path", list(TREE), ids=named)
def test_every_command_shows_two_examples_of_itself(env: Path, run: Run, path: Words) -> None:
    text = run(*path, "--help").out
    examples = [line.strip() for line in text.partition("Examples:")[2].splitlines() if line.strip()]
    assert len(examples) >= 2
    for example in examples:
        assert example.startswith("tuphap ")
        assert " ".join(path) in example
    assert len(set(examples)) == len(examples)


@pytest.mark.parametrize("path", list(TREE), ids=named)
def test_every_command_says_what_it_does_and_what_each_option_is_for(path: Words) -> None:
    command = TREE[path]
    assert command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{' '.join(path)} {parameter.name}"


@pytest.mark.parametrize("path", [path for path in GROUPS if path], ids=named)
def test_a_groups_help_lists_its_verbs(env: Path, run: Run, path: Words) -> None:
    text = run(*path, "-h").out
    for verb in VERBS:
        if verb[:-1] == path:
            assert f"\n  {verb[-1]} " in text


def test_the_help_of_the_program_lists_every_command(env: Path, run: Run) -> None:
    text = run("-h").out
    for name in COMMANDS:
        assert f"\n  {name} " in text


@pytest.mark.parametrize(
    "line",
    [
        "-h task done 1", "task -h done 1", "task done -h 1", "task done 1 -h", "task done 1 --on 28/6 -h",
        "task done 1 2 --help --doc 45/BC-STP", "report quarter --help 2/2021", "import phu-luc.docx -h",
        "overdue --as-of hom-nao --help", "--register khong-co.db check -h", "task list --unit KHONG-CO -h",
    ],
)  # fmt: skip
def test_help_is_found_anywhere_on_the_line_and_nothing_else_is_done(env: Path, run: Run, line: str) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: tuphap")


@pytest.mark.parametrize("path", LACKING, ids=named)
def test_a_command_without_its_arguments_says_in_two_lines_what_is_missing(env: Path, run: Run, path: Words) -> None:
    ran = run(*path)
    assert (ran.code, ran.out) == (2, "")
    missing, hint = ran.err.splitlines()
    assert re.fullmatch(rf"Not given: .+; for example: tuphap {' '.join(path)} .+", missing)
    assert hint == f"See `tuphap {' '.join(path)} --help`."


def test_commands_that_take_arguments_do_require_them() -> None:
    assert {named(path) for path in LACKING} >= {
        "import", "decision add", "unit add", "unit transfer", "task add", "task done", "task find", "task assign",
        "task extend", "deadline read",
    }  # fmt: skip


@pytest.mark.parametrize("path", [path for path in GROUPS if path], ids=named)
def test_a_group_without_a_verb_shows_its_help_on_stderr(env: Path, run: Run, path: Words) -> None:
    ran = run(*path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: tuphap")


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("overdu", "'overdue'"), ("tasks list", "'task'"), ("task dnoe 1", "'done'"), ("unit lits", "'list'"),
        ("report quater 2/2021", "'quarter'"), ("task list --untis VP", "--unit"), ("overdue --asof 1/6", "--as-of"),
        ("task done 1 --not x", "--note"), ("import a.docx --decison 1/QĐ-STP", "--decision"),
        ("vresion", "version"), ("extend 17", "`tuphap task extend`"), ("list", "`tuphap unit list`"),
        ("dnoe 1", "'done'"), ("fnid x", "'find'"), ("overdue --hlep", "--help"), ("journal lsit", "'list'"),
    ],
)  # fmt: skip
def test_a_name_that_is_almost_right_is_suggested_and_not_carried_out(
    env: Path, run: Run, line: str, near: str
) -> None:
    ran = run(*line.split())
    assert (ran.code, ran.out) == (2, "")
    first = ran.err.splitlines()[0]
    assert " Did you mean " in first
    assert near in first.partition(" Did you mean ")[2]
    assert ran.err.splitlines()[-1].startswith("See `tuphap")


def test_words_that_begin_with_a_dash_are_explained_where_words_are_taken(env: Path, run: Run) -> None:
    assert "typed behind --." in run("task", "find", "-kế hoạch").err
    assert "typed behind --." not in run("overdue", "-x").err


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("vresion", ("decision", "version", "restore"), ["version"]), ("--plian", ("--plain", "--unit"), ["--plain"]),
        ("lits", ("list", "edit"), ["list"]), ("progres", ("progress", "report"), ["progress"]),
        ("over", ("overdue", "obstacle"), ["overdue"]), ("zzz", ("list", "edit"), []), ("", ("list",), []),
        ("x", ("y", "list"), ["y"]), ("list", (), []),
    ],
)  # fmt: skip
def test_the_nearest_name_is_the_one_with_the_fewest_slips(word: str, known: Words, near: list[str]) -> None:
    assert nearest(word, known) == near


@given(st.text("abc-", min_size=4, max_size=9), st.data())
def test_one_slip_of_the_hand_is_always_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcxyz"))
    slips = [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
    slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    for slip in slips:
        assert word in nearest(slip, [word, "0000000000"])


@pytest.mark.parametrize("line", ["over", "tas list", "task sho 1", "task list --dec 25/QĐ-STP"])
def test_shortened_names_are_not_guessed(env: Path, run: Run, line: str) -> None:
    assert run(*line.split()).code == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("zzz", "No such command 'zzz'."), ("task list --zzz", "There is no option --zzz."),
        ("overdue --soon", "--soon needs a value."), ("overdue --exit-code=3", "--exit-code takes no value."),
        ("overdue --soon 9999", "The value of --soon does not fit: a whole number from 0 to 3660 is needed."),
        ("task start 1 --percent ba", "The value of --percent does not fit: a whole number is needed."),
        ("missed một hai", "This command does not take: một hai"),
        ("task list --kind lớn", "“lớn” is not allowed for --kind."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(env: Path, run: Run, line: str, says: str) -> None:
    assert run(*line.split()).err.splitlines()[0] == says


def test_the_version_is_that_of_the_package(env: Path, run: Run) -> None:
    from importlib.metadata import version

    assert run("--version").out == f"tuphap {version('tuphap-cli')}\n"


@pytest.mark.parametrize(("short", "full"), SHORT_FORMS.items())
def test_a_short_form_is_the_same_command(office: Clerk, run: Run, short: str, full: str) -> None:
    assert f"\n  {short} " in run("-h").out
    helped = run(short, "-h").out
    assert helped.startswith(f"Usage: tuphap {short} ")
    assert (
        helped.partition("Options:")[2].replace(f"tuphap {short}", f"tuphap {full}")
        == (run(*full.split(), "-h").out.partition("Options:")[2])
    )


def test_what_was_typed_short_is_called_by_its_whole_name(office: Clerk, run: Run) -> None:
    told = json.loads(run("done", "1", "--doc", "45/BC-STP", "--format", "json").out)
    assert told["command"] == "task done"
    assert json.loads(run("journal", "list", "--last", "1", "-f", "json").out)["rows"][0]["command"] == "task done"
    assert run("find", "ho", "tich").out == run("task", "find", "ho", "tich").out


def test_help_is_vietnamese_by_default(env: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUPHAP_LANG")
    for words in ((), ("task", "done"), ("report", "quarter")):
        text = run(*words, "--help").out
        assert not any(word in text for word in ("Usage", "Options", "Commands", "Examples"))


class Tty:
    """A stream that says it is a terminal."""

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def isatty(self) -> bool:
        return True


def test_help_is_the_same_on_a_terminal(
    env: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped = run("task", "done", "-h").out
    monkeypatch.setattr(sys, "stdout", Tty(sys.stdout))
    assert run("task", "done", "-h").out == piped
