"""publish: the register as pages that lead to each other, load nothing, and take nobody's place."""

from __future__ import annotations

import html
import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day, dump_file
from tuphap_cli.store.file import own_folders

HREF = re.compile(r'<a href="([^"]*)"')


@pytest.fixture
def pages(office: Clerk, run: Run, tmp_path: Path) -> Path:
    """The pages of the office."""
    assert run("publish", str(tmp_path / "www")).code == 0
    return tmp_path / "www"


def texts(folder: Path) -> dict[str, str]:
    """Every page by its address."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.html"))
    }


def test_the_folder_has_a_page_for_each_list_unit_task_and_report(pages: Path) -> None:
    assert sorted(texts(pages)) == sorted([
        "index.html", "qua-han.html", "bo-sot.html", "nhiem-vu.html", "bao-cao-quy.html", "bao-cao-6-thang.html",
        "don-vi/hctp.html", "don-vi/pbpl.html", "don-vi/vp.html", *(f"nhiem-vu/{n}.html" for n in range(1, 8)),
    ])  # fmt: skip


def test_every_link_leads_to_a_page_of_the_folder_and_every_page_is_led_to(pages: Path) -> None:
    found, led_to = texts(pages), set[str]()
    for place, text in found.items():
        for target in HREF.findall(text):
            leads = os.path.normpath(Path(place).parent / unquote(target))
            assert Path(leads).as_posix() in found, f"{place}: {target}"
            led_to.add(Path(leads).as_posix())
    assert led_to == set(found)


def test_no_page_loads_anything(pages: Path) -> None:
    for place, written in texts(pages).items():
        text = html.unescape(written)
        assert "default-src 'none'; style-src 'sha256-" in text, place
        assert not re.search(r"<(link|img|iframe|object|form|base)\b|\bsrc=|@import|url\((?!#)|https?://", text), (
            place
        )


def test_without_script_the_lists_are_there_and_the_search_is_not(pages: Path) -> None:
    text = texts(pages)["nhiem-vu.html"]
    assert '<p class="search" hidden' in text
    assert "Tổ chức hưởng ứng Ngày pháp luật" in text
    assert '<a href="nhiem-vu/6.html">6</a>' in text
    assert '<a href="don-vi/pbpl.html">PBPL</a>' in text


def test_the_pages_say_what_the_commands_say(pages: Path, run: Run) -> None:
    front = texts(pages)["index.html"]
    assert "Overdue: 2 deadlines of 2 tasks; 1 by 30 days or more." in front
    rows = re.findall(r"<th[^>]*><a[^>]*>([^<]+)</a></th>\s*<td[^>]*>(\d+)</td>\s*<td[^>]*>(\d+)</td>", front)
    assert rows == [
        ("Phòng Hành chính tư pháp", "1", "1"), ("Phòng Phổ biến pháp luật", "0", "1"), ("Văn phòng Sở", "1", "0")
    ]  # fmt: skip
    why = texts(pages)["nhiem-vu/1.html"]
    sentences = [line for line in run("task", "why", "1").out.splitlines() if line.endswith(".")]
    assert len(sentences) > 8
    assert [line for line in sentences if html.escape(line, quote=False) not in why] == []


def test_only_a_unit_shows_nothing_of_others(office: Clerk, run: Run, tmp_path: Path) -> None:
    run("obstacle", "add", "Vướng ở đơn vị khác", "--task", "2")
    run("urge", "VP", "--number", "51/STP-VP")
    ran = run("publish", str(tmp_path / "www"), "--only-unit", "HCTP")
    assert ran.code == 0
    found = texts(tmp_path / "www")
    assert [place for place in found if "/" in place] == [
        "don-vi/hctp.html", "nhiem-vu/1.html", "nhiem-vu/4.html",
    ]  # fmt: skip
    for place, text in found.items():
        for strange in (
            "Đôn đốc đăng ký", "Tập huấn hòa giải", "Báo cáo sơ kết", "Ngày pháp luật", "Trả lời kiến nghị",
            "Văn phòng Sở", "Phổ biến", "PBPL", "Vướng ở đơn vị khác", "51/STP-VP", "88/BC-STP",
        ):  # fmt: skip
            assert strange not in text, f"{place}: {strange}"


def test_written_again_the_folder_is_replaced_as_a_whole(pages: Path, office: Clerk, run: Run) -> None:
    before = texts(pages)
    inode = pages.stat().st_ino
    pages.chmod(0o750)
    run("task", "cancel", "7", "--by", "60/QĐ-STP", "--reason", "Trùng")
    assert run("publish", str(pages)).code == 0
    after = texts(pages)
    assert set(after) == set(before)
    assert after["nhiem-vu/7.html"] != before["nhiem-vu/7.html"]
    assert pages.stat().st_ino != inode
    assert pages.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in pages.parent.iterdir() if path.name.startswith(".")] == []


def put_beside(folder: Path) -> None:
    (folder / "ghi-chu.txt").write_text("của người khác")


def change_one(folder: Path) -> None:
    (folder / "nhiem-vu" / "1.html").write_text("sửa tay")


def take_one(folder: Path) -> None:
    (folder / "don-vi" / "vp.html").unlink()


def link_one(folder: Path) -> None:
    (folder / "lien-ket").symlink_to(folder / "index.html")


def empty_folder(folder: Path) -> None:
    (folder / "moi").mkdir()


@pytest.mark.parametrize("spoil", [put_beside, change_one, take_one, link_one, empty_folder])
def test_what_is_not_as_the_program_left_it_is_not_touched(
    pages: Path, run: Run, spoil: Callable[[Path], None]
) -> None:
    spoil(pages)
    before = sorted((path.relative_to(pages), path.stat().st_mtime_ns) for path in pages.rglob("*"))
    ran = run("publish", str(pages))
    assert (ran.code, ran.out) == (7, "")
    assert "not as this program has left it" in ran.err
    assert sorted((path.relative_to(pages), path.stat().st_mtime_ns) for path in pages.rglob("*")) == before


def test_another_s_folder_and_file_are_refused_and_an_empty_folder_is_taken(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "cua-toi"
    own.mkdir()
    (own / "a.txt").write_text("a")
    assert run("publish", str(own)).code == 7
    assert run("publish", str(own / "a.txt")).code == 7
    assert run("publish", str(tmp_path / "khong-co" / "www")).code == 7
    assert run("publish", "").code == 2
    assert [path.name for path in own.iterdir()] == ["a.txt"]
    empty = tmp_path / "trong"
    empty.mkdir()
    assert run("publish", str(empty)).code == 0
    assert (empty / "index.html").is_file()


def test_a_file_put_in_while_the_pages_are_made_stays(pages: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def put_meanwhile() -> None:
        (pages / "ghi-chu.txt").write_text("của người khác")

    monkeypatch.setattr(own_folders, "_sync", put_meanwhile)
    assert run("publish", str(pages)).code == 7
    assert (pages / "ghi-chu.txt").read_text() == "của người khác"
    assert sorted(path.name for path in pages.parent.glob(".tuphap*")) == []


def test_a_failed_exchange_leaves_what_was_there(pages: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(pages)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.suffix == ".pages":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    ran = run("publish", str(pages))
    assert ran.code == 7
    assert texts(pages) == before
    assert sorted(path.name for path in pages.parent.glob(".tuphap*")) == []


def test_a_trial_writes_no_page_and_json_says_what_was_written(office: Clerk, run: Run, tmp_path: Path) -> None:
    before = dump_file(office.register.path)
    ran = run("publish", str(tmp_path / "www"), "--dry-run", "-f", "json")
    found = json.loads(ran.out)
    assert (found["schema"], found["command"], found["dry_run"]) == ("tuphap.done/1", "publish", True)
    assert found["rows"] == [{"folder": str(tmp_path / "www"), "pages": 16, "unit": None}]
    assert not (tmp_path / "www").exists()
    assert dump_file(office.register.path) == before


def test_an_empty_register_has_pages_too(register_path: Path, run: Run, tmp_path: Path) -> None:
    assert run("publish", str(tmp_path / "www")).code == 0
    assert sorted(texts(tmp_path / "www")) == ["bo-sot.html", "index.html", "nhiem-vu.html", "qua-han.html"]


def test_units_of_like_codes_have_pages_of_their_own(clerk: Clerk, run: Run, tmp_path: Path) -> None:
    plan = clerk.decision()
    for number, code in enumerate(("ĐT", "D/T", "&&"), 1):
        clerk.task(plan, f"Việc {number}", unit=clerk.unit(code, f"Phòng {number}"), item=str(number))
    run("publish", str(tmp_path / "www"))
    found = [place for place in texts(tmp_path / "www") if place.startswith("don-vi/")]
    assert found == ["don-vi/d-t.html", "don-vi/don-vi.html", "don-vi/dt.html"]


def test_the_commands_of_the_manual_write_pages(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "huong-dan.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = [line.replace("VPS", "VP") for line in manual.splitlines() if line.startswith("$ tuphap publish")]
    shown = [shlex.split(line)[2:] for line in lines]
    assert len(shown) == 2
    for argv in shown:
        folder = Path(argv[1]).name  # never a folder of the machine's own
        assert run(argv[0], folder, *argv[2:]).code == 0
        assert (tmp_path / folder / "index.html").is_file()


def test_others_write_while_the_pages_are_made(
    office: Clerk, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_meanwhile() -> None:
        office.done(1, day("9/7"), "90/BC-STP")  # would wait in vain for a reader that holds the register

    monkeypatch.setattr(own_folders, "_sync", write_meanwhile)
    assert run("publish", str(tmp_path / "www")).code == 0
    assert "Rà soát văn bản về hộ tịch" in texts(tmp_path / "www")["qua-han.html"]
    assert office.state(1) == "done_late"
