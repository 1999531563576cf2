"""The whole register as open data: out and in again it is the same, and nothing is made of what was changed."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.conftest import InMemory
from tests.support.any_register import SPECS, Spec, enter
from tests.support.old_register import in_present_format, of_format
from tests.support.registers import Clerk, Dump, dump, dump_file
from tuphap_cli import errors
from tuphap_cli.cli.failures import account_of
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.interchange import package_reader
from tuphap_cli.store.interchange.package_reader import load_package, read_package
from tuphap_cli.store.interchange.package_writer import package_files
from tuphap_cli.store.write import office_records, tasks

Files = dict[str, bytes]


def files_of(connection: sqlite3.Connection) -> Files:
    return {
        name: content if isinstance(content, bytes) else b"".join(content)
        for name, content in package_files(connection, "README\n")
    }


def put(folder: Path, files: Files) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def made_of(folder: Path) -> Dump:
    """The dump of a register that is made of ``folder``, in memory."""
    with closing(load_package(folder).connection) as connection:
        return dump(connection)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that has something in every table."""
    path = in_present_format(tmp_path_factory.mktemp("day-du") / "so.db")
    with Register.open(path, write=True) as register, register.writing("task done", "van-thu") as change:
        first = register.connection.execute("SELECT MIN(id) FROM progress").fetchone()[0]
        row = {"progress_id": first, "name": "bc.pdf", "sha256": "0" * 64, "size": 7, "journal_seq": change.seq}
        change.insert("evidence", row)
        tasks.set_supports(change, 6, [1, 2])
        office_records.add_office(change, "HD", "UBND huyện Hồng Dân")
        office_records.set_own(change, {"place": "Bạc Liêu"})
    return path


@pytest.fixture(scope="module")
def written(filled: Path) -> Files:
    with closing(sqlite3.connect(filled)) as connection:
        return files_of(connection)


# -- the same again ------------------------------------------------------------------------------------------


def test_a_register_with_every_table_comes_back_as_it_was(filled: Path, written: Files, tmp_path: Path) -> None:
    wanted = dump_file(filled)
    assert [name for name, rows in wanted.items() if not rows] == []
    assert made_of(put(tmp_path / "mo", written)) == wanted


def test_it_is_written_again_to_the_byte(written: Files, tmp_path: Path) -> None:
    with closing(load_package(put(tmp_path / "mo", written)).connection) as connection:
        assert files_of(connection) == written


def test_one_of_an_older_format_comes_back_in_the_present_one(tmp_path: Path) -> None:
    """As an upgrade makes of it, but for the journal row of an upgrade."""
    with closing(sqlite3.connect(of_format(5))) as connection:
        folder = put(tmp_path / "mo", files_of(connection))
    assert read_package(folder).format == 5
    upgraded = dump_file(in_present_format(tmp_path / "nang-cap.db", 5))
    found = made_of(folder)
    upgraded["journal"] = [row for row in upgraded["journal"] if row[3] != "upgrade"]
    assert found == upgraded


@settings(max_examples=10)
@given(specs=SPECS)
def test_any_register_comes_back_as_it_was(memory_register: InMemory, specs: list[Spec], tmp_path: Path) -> None:
    with memory_register() as register:
        enter(Clerk(register), specs)
        files, wanted = files_of(register.connection), dump(register.connection)
    assert made_of(put(tmp_path / "mo", files)) == wanted


def test_letters_of_all_kinds_come_back(memory_register: InMemory, tmp_path: Path) -> None:
    odd = 'Dòng một\u2028dòng hai\n"ngoặc" \\ \x7f \u0085 𝄞 ="1+1"\t\x00.'
    with memory_register() as register:
        clerk = Clerk(register)
        task = clerk.task(clerk.decision("25/QĐ-STP"), "Việc")
        with clerk.writing("task edit") as change:
            change.update("task", task, {"title": odd, "note": odd})
        files, wanted = files_of(register.connection), dump(register.connection)
    assert files["task.jsonl"].count(b"\n") == 1
    assert made_of(put(tmp_path / "mo", files)) == wanted


# -- what describes it ---------------------------------------------------------------------------------------


def test_every_row_is_as_the_json_schema_says(written: Files) -> None:
    schema = json.loads(written["schema.json"])
    seen: set[str] = set()
    for name, shape in schema["$defs"].items():
        for line in written[f"{name}.jsonl"].decode().split("\n")[:-1]:
            seen.add(name)
            row = json.loads(line)
            assert list(row) == shape["required"] == list(shape["properties"])
            for column, value in row.items():
                said = shape["properties"][column]
                types = {"integer": int, "boolean": bool, "string": str, "null": type(None)}
                allowed = [said["type"]] if isinstance(said["type"], str) else said["type"]
                assert type(value) in [types[one] for one in allowed], (name, column)
                assert value in said.get("enum", [value])
    assert seen == set(schema["$defs"])


def test_the_data_package_names_files_keys_and_what_refers_to_what(written: Files) -> None:
    package = json.loads(written["datapackage.json"])
    resources = {one["name"]: one for one in package["resources"]}
    assert {one["path"] for one in package["resources"]} == {name for name in written if name.endswith(".jsonl")}
    assert all(len(written[one["path"]]) == one["bytes"] for one in resources.values())
    assert resources["task-support"]["schema"]["primaryKey"] == ["task_id", "unit_id"]
    assert {"fields": ["lead_unit_id"], "reference": {"resource": "unit", "fields": ["id"]}} in (
        resources["task"]["schema"]["foreignKeys"]
    )
    due = next(field for field in resources["deadline"]["schema"]["fields"] if field["name"] == "due")
    assert due == {"name": "due", "type": "date", "constraints": {"required": True}}


# -- what is refused -----------------------------------------------------------------------------------------


def line_of(files: Files, table: str, number: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files[f"{table}.jsonl"].split(b"\n")[number - 1])
    return found


def with_line(files: Files, table: str, number: int, line: str | None) -> Files:
    lines = files[f"{table}.jsonl"].split(b"\n")
    lines[number - 1 : number] = [] if line is None else [line.encode("utf-8", "surrogatepass")]
    return files | {f"{table}.jsonl": b"\n".join(lines)}


def with_value(table: str, number: int, **values: object) -> Callable[[Files], Files]:
    return lambda files: with_line(
        files, table, number, json.dumps(line_of(files, table, number) | values, ensure_ascii=False)
    )


def with_descriptor(edit: Callable[[dict[str, Any]], object]) -> Callable[[Files], Files]:
    def changed(files: Files) -> Files:
        package = json.loads(files["datapackage.json"])
        edit(package)
        return files | {"datapackage.json": json.dumps(package).encode()}

    return changed


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {there: content for there, content in files.items() if there != name}


def raw(table: str, number: int, line: str | None) -> Callable[[Files], Files]:
    return lambda files: with_line(files, table, number, line)


def resummed(files: Files) -> Files:
    """The files with their sums made anew, as a careful forger would leave them."""
    import hashlib

    package = json.loads(files["datapackage.json"])
    for one in package["resources"]:
        content = files[one["path"]]
        one |= {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "rows": content.count(b"\n")}
    return files | {"datapackage.json": json.dumps(package).encode()}


SPOILED: dict[str, tuple[Callable[[Files], Files], str]] = {
    "no descriptor": (without("datapackage.json"), "datapackage.json"),
    "no JSON": (lambda files: files | {"datapackage.json": b"{"}, "datapackage.json"),
    "a list": (lambda files: files | {"datapackage.json": b"[]"}, "datapackage.json"),
    "another kind": (with_descriptor(lambda p: p["tuphap"].update(schema="x/9")), "datapackage.json"),
    "a newer format": (with_descriptor(lambda p: p["tuphap"].update(format=99)), "format 99"),
    "a format of none": (with_descriptor(lambda p: p["tuphap"].update(format=0)), "datapackage.json"),
    "a number that is none": (with_descriptor(lambda p: p["tuphap"].update(format=True)), "datapackage.json"),
    "another end": (with_descriptor(lambda p: p["tuphap"]["journal"].update(head="0" * 64)), "another end"),
    "a longer journal": (with_descriptor(lambda p: p["tuphap"]["journal"].update(entries=999)), "another end"),
    "a resource less": (with_descriptor(lambda p: p["resources"].pop(0)), "check_told.jsonl"),
    "a resource more": (
        with_descriptor(lambda p: p["resources"].append({"path": "../x", "hash": "", "rows": 0})), "../x",
    ),
    "a counter of nothing": (with_descriptor(lambda p: p["tuphap"]["last_numbers"].update(x=1)), "datapackage.json"),
    "another counter": (with_descriptor(lambda p: p["tuphap"]["last_numbers"].update(task=500)), "task"),
    "no table": (without("task.jsonl"), "task.jsonl"),
    "no object": (raw("task", 3, "[]"), "task.jsonl, line 3"),
    "half a line": (raw("task", 3, '{"id": 3'), "task.jsonl, line 3"),
    "a blank line": (raw("task", 3, ""), "task.jsonl, line 3"),
    "twice the same key": (raw("task", 3, '{"id": 3, "id": 4}'), "task.jsonl, line 3"),
    "not a number": (with_value("task", 3, version=float("nan")), "task.jsonl, line 3"),
    "too deep": (raw("task", 3, "[" * 100_000), "task.jsonl, line 3"),
    "a column more": (with_value("task", 3, x=1), "there is no x"),
    "a column less": (raw("task", 3, '{"id": 3}'), "task.jsonl, line 3"),
    "words for a number": (with_value("task", 3, position="x"), "position cannot be"),
    "a number for yes": (with_value("task", 3, deadline_sure=1), "deadline_sure cannot be"),
    "yes for a number": (with_value("task", 3, position=True), "position cannot be"),
    "a fraction": (with_value("task", 3, position=1.5), "position cannot be"),
    "too large": (with_value("task", 3, position=2**70), "task.jsonl, line 3"),
    "nothing": (with_value("task", 3, title=None), "title cannot be"),
    "no day": (with_value("task", 3, assigned_on="31/2/2021"), "assigned_on cannot be"),
    "half a letter": (with_value("task", 3, title="\ud800"), "task.jsonl, line 3"),
    "a kind of none": (with_value("task", 3, kind="x"), "task.jsonl, line 3"),
    "twice the same row": (with_value("task", 3, id=2), "task.jsonl, line 3"),
    "a unit that is lacking": (with_value("task", 3, lead_unit_id=999), "task.jsonl, line 3: it names a row of unit"),
    "another title": (with_value("task", 3, title="Việc khác"), "task 3"),
    "another day": (with_value("deadline", 3, due="2030-01-01"), "deadline 3"),
    "another entry": (with_value("journal", 2, actor="người khác"), "journal.jsonl, entry 2"),
    "an entry less": (raw("journal", 2, None), "journal.jsonl, entry 2"),
    "the last entry gone": (raw("journal", -1, None), ""),
    "a row less": (raw("day_off", 1, None), "day of the calendar 1"),
    "what was told": (with_value("check_told", 1, told_on="2030-01-01"), "check_told.jsonl"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_what_was_changed_is_refused_with_its_place(
    written: Files, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "en")
    spoil, place = SPOILED[name]
    folder = put(tmp_path / "mo", spoil(written))
    with pytest.raises(errors.BadPackage) as caught:
        made_of(folder)
    assert place in account_of(caught.value).sentence


@pytest.mark.parametrize("name", ["another title", "another day", "another entry", "a row less", "an entry less"])
def test_sums_made_anew_do_not_help(written: Files, tmp_path: Path, name: str) -> None:
    folder = put(tmp_path / "mo", resummed(SPOILED[name][0](written)))
    with pytest.raises(errors.BadPackage):
        made_of(folder)


def test_whatever_byte_is_changed_it_is_refused_or_means_the_same(
    filled: Path, written: Files, tmp_path: Path
) -> None:
    wanted, chance = dump_file(filled), random.Random(7)
    names = [name for name in written if name.endswith(".jsonl") and written[name]]
    for _turn in range(15):
        name = chance.choice(names)
        content = bytearray(written[name])
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        folder = put(tmp_path / "mo", written | {name: bytes(content)})
        try:
            found = made_of(folder)
        except errors.BadPackage:
            continue
        assert found == wanted


def test_a_line_without_end_is_not_taken_into_memory(
    written: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_reader, "_LONGEST", 2**20)
    with pytest.raises(errors.BadPackage) as refused:
        load_package(put(tmp_path / "mo", written | {"unit.jsonl": b" " * 2**20 + b"x"}))
    assert account_of(refused.value).sentence.startswith("unit.jsonl: a line in it is longer than 1 MB")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.BadPackage):
        read_package(tmp_path / "khong-co")
    (tmp_path / "tep").write_text("x")
    with pytest.raises(errors.BadPackage):
        read_package(tmp_path / "tep")
