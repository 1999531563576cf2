"""Documents that LibreOffice turns into .docx first, where it is installed; what is said where it is not."""

from __future__ import annotations

import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tuphap_cli import libreoffice
from tuphap_cli.errors import UnreadableFile
from tuphap_cli.intake.plan import read_plan

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CELLS = [
    "STT",
    "Nội dung công việc",
    "Đơn vị chủ trì",
    "Thời hạn",
    "1",
    "Rà soát hộ tịch",
    "Văn phòng Sở",
    "30/6/2021",
]


def rtf(path: Path) -> Path:
    """A rich text document with a table of a heading row and a task."""
    rows = []
    for at in range(0, len(CELLS), 4):
        edges = "".join(f"\\cellx{2000 * (i + 1)}" for i in range(4))
        texts = "".join("".join(f"\\u{ord(c)}?" for c in cell) + "\\cell " for cell in CELLS[at : at + 4])
        rows.append(f"\\trowd{edges}\\pard\\intbl {texts}\\row")
    path.write_text("{\\rtf1\\ansi\n" + "\n".join(rows) + "\\pard\\par}", encoding="ascii")
    return path


def odt(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<office/>")
    return path


def doc(path: Path) -> Path:
    path.write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    return path


def refused(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_plan(path, year=2021, issued=None, known=[], create_units=True)
    return caught.value


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program in the place of LibreOffice; its body is written by the test."""
    program = tmp_path / "soffice"
    monkeypatch.setattr(shutil, "which", lambda _name: str(program))
    return program


def script(program: Path, body: str) -> None:
    program.write_text(f"#!{sys.executable}\nimport pathlib, subprocess, sys, time\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.parametrize(("make", "why"), [(rtf, "RTF"), (odt, "OpenDocument text"), (doc, "old .doc")])
def test_without_libreoffice_the_remedy_is_named(
    make: object, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(make)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(libreoffice, "_ELSEWHERE", ())
    error = refused(make(tmp_path / "a.doc"))
    assert why in str(error)
    assert "LibreOffice" in str(error.facts["advice"])


def test_rich_text_is_read_by_way_of_libreoffice(tmp_path: Path) -> None:
    if libreoffice.installed() is None:
        pytest.skip("LibreOffice is not installed here")
    draft = read_plan(rtf(tmp_path / "a.rtf"), year=2021, issued=None, known=[], create_units=True)
    assert [(t.item, t.title, t.lead, t.deadline_text) for t in draft.tasks] == [tuple(CELLS[4:])]
    assert [p.value for p in draft.problems if p.code == "text.converted"] == ["a.rtf"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a script that can be run")
def test_a_conversion_that_gives_nothing(office: Path, tmp_path: Path) -> None:
    script(office, "sys.exit(0)")
    assert "cannot turn it" in str(refused(rtf(tmp_path / "a.rtf")))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a script that can be run")
def test_a_conversion_that_hangs_is_ended_with_all_it_has_started(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    write = f"pathlib.Path({str(alive)!r}).write_text(str(time.time()))"
    beats = f"import pathlib, time\nwhile True: {write}; time.sleep(0.05)"
    script(office, f"subprocess.run([sys.executable, '-c', {beats!r}])")
    monkeypatch.setattr(libreoffice, "SECONDS", 2)
    assert "takes too long" in str(refused(rtf(tmp_path / "a.rtf")))
    last = alive.read_text(encoding="utf-8")
    time.sleep(0.5)
    assert alive.read_text(encoding="utf-8") == last


@pytest.mark.skipif(sys.platform == "win32", reason="needs a script that can be run")
def test_the_conversion_has_a_profile_without_macros_and_links(office: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    own = "pathlib.Path(next(a for a in sys.argv if 'UserInstallation' in a).partition('file://')[2])"
    read = f"({own} / 'user/registrymodifications.xcu').read_text()"
    script(office, f"pathlib.Path({str(kept)!r}).write_text({read})")
    refused(rtf(tmp_path / "a.rtf"))
    settings = kept.read_text(encoding="utf-8")
    assert "DisableMacrosExecution" in settings
    assert "BlockUntrustedRefererLinks" in settings
