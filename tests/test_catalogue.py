"""The Vietnamese catalogue holds every message of the source, sound and compiled.

After changing a message, from the project's root (no comments by line, so that differences stay small):
pybabel extract -F babel.cfg --no-default-keywords -k _ -k N_ -k ngettext:1,2 --add-location=file --sort-by-file
--no-wrap -o src/tuphap_cli/locale/tuphap.pot src; then pybabel update -D tuphap -d src/tuphap_cli/locale -l vi
-i src/tuphap_cli/locale/tuphap.pot --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap;
then, with the new entries translated, pybabel compile -D tuphap -d src/tuphap_cli/locale -l vi.
"""

from __future__ import annotations

import ast
import contextlib
import gettext
import io
import re
import string
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tuphap_cli import i18n
from tuphap_cli.cli.command_table import SHORT_FORMS
from tuphap_cli.domain.states import IN_TIME, OVERDUE
from tuphap_cli.main import main
from tuphap_cli.reports import labels, summary_tables

SOURCE = Path(i18n.__file__).parent
PO = i18n.LOCALE / "vi" / "LC_MESSAGES" / "tuphap.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Arguments?|Commands?|Examples?|INTEGER|INT|TEXT|FILE|DIR|PATH|DAYS?|UNIT|TASKS?|NUMBER|NAME|KIND"
    r"|STATE|FORMAT|PERIOD|WORDS?|CODE|NOTE|VALUE|YEAR|DOCUMENT|ADDRESS|GROUP|ITEM|default|required|dynamic|or|and|the"
    r"|with|from|otherwise|only|also|for|is|of|to|not|may|Show|List|Record|Enter|Write|Make)\b"
)
LEFTOVERS = ("Usage", "Options", "Arguments", "Commands", "Show ", "[required]", "default:", "[OPTIONS]", "Examples")
SPOKEN = {"thing", "why", "advice", "state", "what"}  # facts of errors that are translated when they are shown


def catalogue() -> Catalog:
    return read_po(io.BytesIO(PO.read_bytes()), locale="vi")


def forms(part: str | Sequence[str] | None) -> list[str]:
    return [part] if isinstance(part, str) else list(part or [""])


def entries() -> list[Message]:
    return [message for message in catalogue() if message.id]


def extracted() -> set[str]:
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    return {forms(text)[0] for _file, _line, text, _comments, _context in found}


def written() -> Iterator[tuple[str, str]]:
    """(place, message) of every literal that the source marks, or gives to an error as a fact, as Python reads it."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            marked = node.args[:1] if isinstance(node.func, ast.Name) and node.func.id in KEYWORDS else []
            for part in [*marked, *(k.value for k in node.keywords if k.arg in SPOKEN)]:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                    yield f"{path.name}:{node.lineno}", part.value


def placeholders(text: str) -> set[str]:
    parts = string.Formatter().parse(text)
    return {f"{name}!{how}" for _literal, name, _spec, how in parts if name is not None}


def test_every_message_stands_in_the_catalogue_and_none_is_left_over() -> None:
    known, wanted = {forms(message.id)[0] for message in entries()}, extracted()
    assert (sorted(wanted - known), sorted(known - wanted)) == ([], []), "pybabel update, then translate"
    assert not catalogue().obsolete


def test_babel_finds_what_the_source_marks() -> None:
    """Babel passes over calls inside f-strings; such messages would never be translated."""
    seen = extracted()
    assert [f"{place}: {text}" for place, text in written() if text not in seen] == []


def test_translations_are_there_and_sound() -> None:
    for message in entries():
        wanted = forms(message.id)
        assert not message.fuzzy, wanted
        for text in forms(message.string):
            assert text.strip(), wanted
            assert unicodedata.is_normalized("NFC", text), wanted
            assert placeholders(text) == placeholders(wanted[-1]), wanted


def test_the_compiled_catalogue_is_that_of_the_text_and_names_nobody() -> None:
    write_mo(fresh := io.BytesIO(), catalogue())
    both = (PO.with_suffix(".mo").read_bytes(), fresh.getvalue())
    kept, made = (vars(gettext.GNUTranslations(io.BytesIO(data)))["_catalog"] for data in both)
    assert "@" not in kept[""]
    assert "nplurals=1; plural=0;" in kept[""]
    assert kept | {"": ""} == made | {"": ""}, "pybabel compile"  # the heading names Babel's own version


def helped(*above: str) -> list[tuple[tuple[str, ...], str]]:
    """Every command with its help, found in the help of the command above it."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert main([*above, "--help"]) == 0
    below = out.getvalue().partition("\nLệnh:\n")[2].splitlines()
    names = [line.split()[0] for line in below if re.match(r"  \S", line)]
    return [(above, out.getvalue()), *(found for name in names for found in helped(*above, name))]


def test_no_help_falls_back_to_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    # A process speaks one language, and this one has spoken English.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        found = elsewhere.submit(helped).result()
    assert len(found) > 30
    assert [(command, word) for command, shown in found for word in LEFTOVERS if word in shown] == []


def test_the_help_of_every_command_is_vietnamese_throughout(monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the examples and what is typed: options, codes in brackets, commands in quotes."""
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        found = elsewhere.submit(helped).result()
    for command, shown in found:
        text = " ".join(shown.partition("Ví dụ:")[0].split())
        text = re.sub(r"Cách dùng: tuphap [a-z ]+|`[^`]*`|--?[a-z-]+|\([a-z_]+\)|như tuphap [a-z ]+", " ", text)
        assert ENGLISH.findall(text) == [], command


def test_what_is_to_be_done_is_said_in_one_plain_form() -> None:
    urged = re.compile(r"\bhãy\b", re.IGNORECASE)
    assert [text for entry in entries() for text in forms(entry.string) if urged.search(text)] == []


def test_what_is_told_to_be_typed_is_the_short_form() -> None:
    """`tuphap` alone teaches `tuphap done`; its next steps and advice say the same."""
    long = re.compile(rf"tuphap ({'|'.join(SHORT_FORMS.values())})\b")
    assert [text for entry in entries() for text in forms(entry.id) + forms(entry.string) if long.search(text)] == []


def test_a_box_of_the_official_table_is_called_the_same_in_every_table_and_list() -> None:
    i18n.use("vi")
    boxes = [i18n._(words) for _name, words, level in summary_tables.WHOLE if level == 0]
    parts = {i18n._(words) for _name, words, level in summary_tables.WHOLE if level == 1}
    headings = [column.heading.lower() for column in summary_tables.count_columns("")[2:-1]]
    assert [words for words in headings if words not in boxes] == ["quá hạn chưa hoàn thành"]
    states = {labels.state_label(state) for state in (*OVERDUE, *IN_TIME)}
    assert all(any(part in state for part in parts) for state in states)
    assert not states & {*headings}, "a box that holds more than one state is called like one of them"
