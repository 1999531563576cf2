"""The file that says who writes: there while the lock is held, believed as far as it can be, in nobody's way."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import ACTOR, Clerk, day, dump_file
from tuphap_cli import errors
from tuphap_cli.store.backup import restoring
from tuphap_cli.store.backup.safety import Policy, make_backup
from tuphap_cli.store.file import lease, upgrade
from tuphap_cli.store.file.register import Register

pytestmark = pytest.mark.file_register

Patch = pytest.MonkeyPatch
OLD = Path(__file__).resolve().parents[1] / "data" / "registers" / "format-1.db"


def said(**changed: object) -> dict[str, object]:
    """What a command that begins now would write of itself."""
    return {"actor": "Lan", "command": "import", "since": datetime.now(UTC).isoformat()} | changed


def written(register: Path, content: object) -> Path:
    path = lease.beside(register)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def busy(register: Path, monkeypatch: Patch) -> str:
    """What a writer is told while another program holds the lock."""
    monkeypatch.setattr("tuphap_cli.store.file.connection.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(register, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            Register.open(register, write=True) as opened,
            pytest.raises(errors.RegisterBusy) as raised,
            opened.writing("unit add", ACTOR),
        ):
            pytest.fail("nothing may begin without the lock")
    return str(raised.value)


# -- while a command writes ----------------------------------------------------------------------------------


def test_it_is_there_while_the_lock_is_held_and_for_the_owner_alone(register: Register) -> None:
    path = lease.beside(register.path)
    before = os.umask(0)
    try:
        with register.writing("import", "Lan"):
            found = json.loads(path.read_bytes())
            assert (found["actor"], found["command"], len(found)) == ("Lan", "import", 3)
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            holder = lease.holder(register.path)
            assert holder is not None
            assert datetime.now(UTC) - holder.since < timedelta(seconds=10)
    finally:
        os.umask(before)
    assert not path.exists()


@pytest.mark.parametrize("dry_run", [False, True])
def test_it_goes_with_the_command_however_that_ends(clerk: Clerk, dry_run: bool) -> None:
    path = lease.beside(clerk.register.path)
    with clerk.register.writing("unit add", ACTOR, dry_run=dry_run) as change:
        Clerk(clerk.register, _change=change).unit("VP")
        assert path.exists()
    assert not path.exists()
    with pytest.raises(KeyboardInterrupt), clerk.register.writing("unit add", ACTOR):
        raise KeyboardInterrupt
    assert not path.exists()


def test_upgrade_and_restore_say_so_too(register_path: Path, tmp_path: Path, monkeypatch: Patch) -> None:
    seen: list[str] = []

    def look(then: Any) -> Any:
        holder = lease.holder(register_path)
        seen.append(holder.command if holder else "nobody")
        return then

    register_path.write_bytes(OLD.read_bytes())
    upgrade.upgrade_register(register_path, ACTOR, lambda: look(tmp_path / "giu.db"))
    backup = make_backup(register_path, tmp_path / "luu", "backup")
    swapped = restoring._swapped

    def swap(*paths: Path) -> None:
        look(None)
        swapped(*paths)

    monkeypatch.setattr(restoring, "_swapped", swap)
    restoring.restore_backup(register_path, backup.path, ACTOR, Policy(first=False))
    assert seen == [upgrade.COMMAND, restoring.COMMAND]
    assert not lease.beside(register_path).exists()


def test_a_register_named_by_a_link_has_it_beside_the_file_itself(register_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "so.db"
    link.symlink_to(register_path)
    with Register.open(link, write=True) as opened, opened.writing("import", "Lan"):
        holder = lease.holder(register_path)
        assert holder is not None
        assert holder.actor == "Lan"
    assert sorted(path.name for path in register_path.parent.iterdir()) == [register_path.name]


def test_a_register_in_memory_leaves_nothing(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.chdir(tmp_path)
    with lease.held(Path(":memory:"), "Lan", "import"):
        assert list(tmp_path.iterdir()) == []


def test_who_has_come_after_keeps_theirs(register_path: Path) -> None:
    """The lock is free a moment before the file goes, and the next command may have it already."""
    with lease.held(register_path, "Lan", "import"):
        theirs = written(register_path, said(actor="Minh"))
    assert json.loads(theirs.read_bytes())["actor"] == "Minh"


# -- it never fails a command --------------------------------------------------------------------------------


def test_where_it_cannot_be_written_the_command_goes_on(clerk: Clerk, monkeypatch: Patch) -> None:
    real = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith(lease.ENDING):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    clerk.unit("VP")
    assert not lease.beside(clerk.register.path).exists()
    assert clerk.journal()[-1].seq == 1


def test_a_folder_in_its_place_is_left_alone(clerk: Clerk) -> None:
    place = lease.beside(clerk.register.path)
    (place / "khac").mkdir(parents=True)
    clerk.unit("VP")
    assert (place / "khac").is_dir()
    assert clerk.journal()[-1].seq == 1


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_it_is_not_written_through_a_link(clerk: Clerk, tmp_path: Path, link: Any) -> None:
    other = tmp_path / "thu.txt"
    other.write_text("của người khác", encoding="utf-8")
    link(other, lease.beside(clerk.register.path))
    clerk.unit("VP")
    assert other.read_text(encoding="utf-8") == "của người khác"


def test_a_name_that_no_file_can_hold_is_no_obstacle(register: Register) -> None:
    with register.writing("unit add", "\udcff"):
        assert not lease.beside(register.path).exists()


def test_what_a_killed_command_left_is_written_over_and_goes(clerk: Clerk) -> None:
    path = written(clerk.register.path, said(actor="Minh"))
    clerk.unit("VP")
    assert not path.exists()


# -- it is believed as far as it can be ----------------------------------------------------------------------


def test_who_waits_in_vain_is_told_who_holds_the_lock(register_path: Path, monkeypatch: Patch) -> None:
    at = datetime.now(UTC) - timedelta(seconds=90)
    written(register_path, said(since=at.isoformat()))
    told = busy(register_path, monkeypatch)
    since = f"{at.astimezone():%H:%M:%S} on {at.astimezone():%d/%m/%Y}"
    assert f"is being written by Lan with “import” since {since}; gave up after 0.05 seconds" in told


def test_a_file_with_more_in_it_is_read_as_well(register_path: Path, monkeypatch: Patch) -> None:
    """The program wrote the process and its machine there once."""
    written(register_path, said(process=17, machine="may-khac"))
    assert "Lan with “import”" in busy(register_path, monkeypatch)


HOURS = timedelta(hours=1)


@pytest.mark.parametrize(
    "content",
    [
        lambda: said(since=(datetime.now(UTC) - lease.BELIEVED).isoformat()),
        lambda: said(since=(datetime.now(UTC) + HOURS).isoformat()),
        lambda: said(since="hôm qua"),
        lambda: said(since=20210709),
        lambda: said(actor=""),
        lambda: said(actor="\x1b[2J"),
        lambda: said(actor=["Lan"]),
        lambda: {"actor": "Lan"},
        lambda: ["Lan"],
        lambda: said(note="x" * lease.LARGEST),
        lambda: b"",
        lambda: b"\xff\xfe\x00",
        lambda: b'{"actor": "Lan", ',
        lambda: b"[" * (lease.LARGEST - 1),
        lambda: json.dumps(said(since=17)).replace("17", "1e999").encode(),
    ],
    ids=["old", "ahead", "no day", "number", "nameless", "escapes only",
         "list as name", "half", "list", "long", "empty", "bytes", "cut off", "deep", "infinite"],
)  # fmt: skip
def test_what_cannot_be_believed_is_not_mentioned(register_path: Path, monkeypatch: Patch, content: Any) -> None:
    written(register_path, content())
    assert "is being written by another program; gave up" in busy(register_path, monkeypatch)


@pytest.mark.parametrize("lay", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")],
                         ids=["pipe", "folder", "endless"])  # fmt: skip
def test_a_trap_in_its_place_stops_nobody(register_path: Path, monkeypatch: Patch, lay: Any) -> None:
    lay(lease.beside(register_path))
    assert "is being written by another program; gave up" in busy(register_path, monkeypatch)


def test_what_it_says_cannot_steer_the_terminal_or_fill_it(register_path: Path, monkeypatch: Patch) -> None:
    hostile = "\x1b]0;x\x07Lan {path} [/red]\u202e\n" + "dài " * 100
    written(register_path, said(actor=hostile, command="import\x1b[2J"))
    told = busy(register_path, monkeypatch)
    assert "Lan {path} [/red] dài" in told
    assert "“import”" in told
    assert not set(told) & set("\x1b\x07\u202e\n")
    assert len(told) < 500


# -- it is in nobody's way -----------------------------------------------------------------------------------


def test_doctor_backups_and_readers_do_not_trip_over_one_that_was_left(clerk: Clerk, run: Run) -> None:
    clerk.task(clerk.decision(), unit=clerk.unit("VP"), due=day("30/6"))
    path = clerk.register.path
    clerk.register.connection.close()
    assert run("backup").code == 0
    before = dump_file(path)

    def findings() -> list[dict[str, str]]:
        rows: list[dict[str, str]] = json.loads(run("doctor", "-f", "json").out)["rows"]
        return rows

    plain = findings()
    left = written(path, said(actor="Minh"))
    content = left.read_bytes()
    assert findings() == plain
    assert run("overdue").code == 0
    assert run("overdue").err == ""
    assert run("backup").code == 0
    assert dump_file(path) == before
    assert left.read_bytes() == content
