"""export --all and init --from: the whole register leaves as open data, and an equal one is made of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, dump_file
from tuphap_cli.cli.export_command import MEANINGS
from tuphap_cli.store.file.schema_making import in_memory
from tuphap_cli.store.interchange.table_facts import exchanged_tables


def test_a_register_goes_out_and_an_equal_one_comes_in(forty_office: Clerk, run: Run, tmp_path: Path) -> None:
    folder, other = str(tmp_path / "mo"), str(tmp_path / "khac" / "so.db")
    out = run("export", "--all", folder)
    assert (out.code, out.out.splitlines()[-1]) == (
        0, f"An equal register: tuphap --register NEW.db init --from {folder}",
    )  # fmt: skip
    made = run("--register", other, "init", "--from", folder)
    assert made.code == 0, made.err
    assert dump_file(Path(other)) == dump_file(forty_office.register.path)
    mark = out.out.splitlines()[0].rpartition(" ")[2].rstrip(".")
    assert mark in made.out
    assert run("journal", "head").out == run("-R", other, "journal", "head").out
    assert run("-R", other, "doctor").code in {0, 3}
    assert run("-R", other, "overdue", "-f", "json").out == run("overdue", "-f", "json").out
    assert run("-R", other, "undo", "--yes").code == run("undo", "--yes").code


def test_what_was_written_before_is_replaced_and_what_others_wrote_is_not(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "mo"
    assert run("export", "--all", str(folder)).code == 0
    run("task", "start", "4")
    assert run("export", "--all", str(folder)).code == 0
    assert '"kind":"start"' in (folder / "progress.jsonl").read_text(encoding="utf-8")
    (folder / "cua-toi.txt").write_text("x", encoding="utf-8")
    assert run("export", "--all", str(folder)).code == 7
    assert (folder / "cua-toi.txt").exists()


def test_the_folder_says_in_both_languages_what_is_in_it(office: Clerk, run: Run, tmp_path: Path) -> None:
    with in_memory() as register:
        assert {table.name for table in exchanged_tables(register)} == set(MEANINGS)
    run("export", "--all", str(tmp_path / "mo"))
    text = (tmp_path / "mo" / "README.md").read_text(encoding="utf-8")
    assert "| `task` | 7 | nhiệm vụ | tasks |" in text
    assert "$" not in text.replace("`$defs`", "")
    for words in ("Lập lại sổ", "Making the register again", "Không có trong thư mục này", "Not in this folder"):
        assert words in text


def test_a_trial_writes_nothing(office: Clerk, run: Run, tmp_path: Path) -> None:
    folder, other = tmp_path / "mo", tmp_path / "khac.db"
    ran = json.loads(run("export", "--all", str(folder), "--dry-run", "-f", "json").out)
    assert (ran["dry_run"], ran["rows"][0]["tables"]["task"], folder.exists()) == (True, 7, False)
    run("export", "--all", str(folder))
    assert run("-R", str(other), "init", "--from", str(folder), "--dry-run").code == 0
    assert not other.exists()
    (folder / "task.jsonl").write_text("{}\n", encoding="utf-8")
    assert run("-R", str(other), "init", "--from", str(folder), "--dry-run").code == 4


def test_of_a_folder_that_was_changed_no_register_is_made(office: Clerk, run: Run, tmp_path: Path) -> None:
    folder, other = tmp_path / "mo", tmp_path / "khac" / "so.db"
    run("export", "--all", str(folder))
    path = folder / "task.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("Rà soát", "Kiểm tra", 1), encoding="utf-8")
    ran = run("-R", str(other), "init", "--from", str(folder))
    assert (ran.code, ran.out) == (4, "")
    assert "task 1: The journal says otherwise of title. No register was made." in ran.err
    assert not other.exists()
    path.unlink()
    assert "task.jsonl: the file is lacking." in run("-R", str(other), "init", "--from", str(folder)).err


def test_a_register_that_is_there_stays(office: Clerk, run: Run, tmp_path: Path) -> None:
    run("export", "--all", str(tmp_path / "mo"))
    before = dump_file(office.register.path)
    assert run("init", "--from", str(tmp_path / "mo")).code == 6
    assert dump_file(office.register.path) == before


@pytest.mark.parametrize(
    ("argv", "code"),
    [(("export",), 2), (("export", "--all", ""), 2), (("export", "--all", "khong-co/mo"), 7),
     (("-R", "moi.db", "init", "--from", "khong-co"), 4)],
)  # fmt: skip
def test_what_cannot_be_is_said(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*argv).code == code
    assert list(tmp_path.glob("*.db")) == []
