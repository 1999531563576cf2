"""Files from outside: what they are is told by their content, and what cannot be read is refused with advice."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.plans import docx_of_paragraphs, docx_of_rows, xlsx_of_rows
from tuphap_cli.errors import SecretDocument, UnreadableFile
from tuphap_cli.intake.files import file_kind as files
from tuphap_cli.intake.files import legacy
from tuphap_cli.intake.files.file_kind import FileKind, opened_file
from tuphap_cli.intake.plan import read_plan

ROWS = [["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", "Rà soát", "Phòng A", "Quý I"]]


def refused(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        opened_file(path)
    assert caught.value.facts["advice"]
    return caught.value


def read(path: Path) -> None:
    read_plan(path, year=2026, issued=None, known=(), create_units=True)


def rezipped(path: Path, target: Path, **changed: bytes | None) -> Path:
    """``path`` with some parts replaced ("xl__workbook.xml" for xl/workbook.xml), added, or left out (None)."""
    parts = {name.replace("__", "/"): data for name, data in changed.items()}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry not in parts:
                new.writestr(entry, old.read(entry))
        for entry, data in parts.items():
            if data is not None:
                new.writestr(entry, data)
    return target


def test_kinds(tmp_path: Path) -> None:
    assert opened_file(docx_of_rows(tmp_path / "a.docx", ROWS)).kind is FileKind.DOCX
    assert opened_file(xlsx_of_rows(tmp_path / "a.xlsx", ROWS)).kind is FileKind.XLSX
    text = tmp_path / "a.csv"
    text.write_text("a,b", encoding="utf-8")
    assert opened_file(text).kind is FileKind.TEXT


def test_not_ordinary_files(tmp_path: Path) -> None:
    refused(tmp_path / "none.docx")
    refused(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    refused(tmp_path / "pipe.csv")
    refused(Path("/dev/null"))
    refused(tmp_path / ("x" * 300 + ".docx"))
    refused(tmp_path / "nul\0.docx")


def test_a_link_to_a_file_and_a_name_with_an_emoji_are_read(tmp_path: Path) -> None:
    path = xlsx_of_rows(tmp_path / "kế hoạch 📎.xlsx", ROWS)
    (tmp_path / "link.xlsx").symlink_to(path)
    assert opened_file(tmp_path / "link.xlsx").kind is FileKind.XLSX


def test_no_right_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError

    path = tmp_path / "a.csv"
    path.write_text("a,b", encoding="utf-8")
    monkeypatch.setattr(Path, "open", denied)
    assert "may not" in str(refused(path))


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 11)
    assert "25 MB" in str(refused(path))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.docx", b"%PDF-1.7", "PDF"),
        ("a.csv", b"SQLite format 3\x00", "database"),
        ("a.docx", b"hello", "not what its ending says"),
        ("a.exe", b"hello", "not read from files of this kind"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "empty"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing", "neither"),
    ],
)
def test_other_content(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert why in str(refused(path))


@pytest.mark.parametrize(
    ("inside", "name", "why"),
    [
        ("EncryptedPackage", "a.docx", "password"),
        ("Workbook", "a.docx", "ending"),
    ],
)
def test_old_containers(tmp_path: Path, inside: str, name: str, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + inside.encode("utf-16-le"))
    assert why in str(refused(path))


def test_misnamed_packages(tmp_path: Path) -> None:
    docx = docx_of_rows(tmp_path / "a.docx", ROWS)
    docx.rename(tmp_path / "a.xlsx")
    assert "Word document" in str(refused(tmp_path / "a.xlsx"))
    xlsx_of_rows(tmp_path / "b.xlsx", ROWS).rename(tmp_path / "b.docx")
    assert "Excel workbook" in str(refused(tmp_path / "b.docx"))
    with zipfile.ZipFile(tmp_path / "c.docx", "w") as package:
        package.writestr("readme.txt", "x")
    assert "archive" in str(refused(tmp_path / "c.docx"))


def test_packages_beyond_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", ROWS)
    bomb = rezipped(path, tmp_path / "bomb.xlsx", xl__media__x=b"\0" * (8 << 20))
    assert "100 times" in str(refused(bomb))
    monkeypatch.setattr(files, "LIMITS", replace(files.LIMITS, unpacked=5 << 20))
    assert "200 MB" in str(refused(bomb))
    many = rezipped(path, tmp_path / "many.xlsx", **{f"x__{n}": b"" for n in range(files.LIMITS.entries)})
    assert "too many" in str(refused(many))


def test_a_size_that_lies_is_refused(tmp_path: Path) -> None:
    path = rezipped(xlsx_of_rows(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", x=os.urandom(2 << 20))
    path.write_bytes(path.read_bytes().replace((2 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    assert "damaged" in str(refused(path))


@pytest.mark.parametrize("part", [
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    b"<!-- " + b"x" * (2 << 20) + b' --><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    '\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16-le"),
])  # fmt: skip
def test_document_types_are_refused_before_parsing(tmp_path: Path, part: bytes) -> None:
    path = rezipped(
        xlsx_of_rows(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", xl__workbook__x=b"", **{"xl__x.xml": part}
    )
    refused(path)


def test_encrypted_and_damaged_entries(tmp_path: Path) -> None:
    path = xlsx_of_rows(tmp_path / "a.xlsx", ROWS)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "b.xlsx").write_bytes(data)
    assert "encrypted" in str(refused(tmp_path / "b.xlsx"))
    data = bytearray(path.read_bytes())
    for index in range(60, 90):
        data[index] ^= 0x55
    (tmp_path / "c.xlsx").write_bytes(data)
    assert "damaged" in str(refused(tmp_path / "c.xlsx"))


def test_missing_parts(tmp_path: Path) -> None:
    path = rezipped(docx_of_rows(tmp_path / "a.docx", ROWS), tmp_path / "b.docx", **{"word__document.xml": None})
    with pytest.raises(UnreadableFile):
        read(path)
    path = rezipped(xlsx_of_rows(tmp_path / "a.xlsx", ROWS), tmp_path / "b.xlsx", **{"xl__styles.xml": b"<broken"})
    with pytest.raises(UnreadableFile):
        read(path)
    path = rezipped(
        docx_of_rows(tmp_path / "a.docx", ROWS), tmp_path / "c.docx", **{"word__document.xml": b"<broken"}
    )
    with pytest.raises(UnreadableFile):
        read(path)


TCVN3 = "QuyÕt ®Þnh vÒ viÖc ban hµnh kÕ ho¹ch c«ng t¸c t­ ph¸p n¨m 2026"
VNI = "Quyeát ñònh veà vieäc ban haønh keá hoaïch coâng taùc tö phaùp naêm 2026"


@pytest.mark.parametrize("text", [TCVN3, VNI])
def test_old_encodings_by_their_letters(tmp_path: Path, text: str) -> None:
    assert legacy.looks_legacy(text)
    with pytest.raises(UnreadableFile, match="TCVN3"):
        read(docx_of_paragraphs(tmp_path / "a.docx", [text]))
    with pytest.raises(UnreadableFile, match="TCVN3"):
        read(xlsx_of_rows(tmp_path / "a.xlsx", [[text]]))


@pytest.mark.parametrize(("font", "encoding"), [(".VnTime", "TCVN3"), (".VnTimeH", "TCVN3"), ("VNI-Times", "VNI")])
def test_old_encodings_by_their_fonts(tmp_path: Path, font: str, encoding: str) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph().add_run("®Þnh").font.name = font
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(UnreadableFile, match=encoding) as caught:
        read(tmp_path / "a.docx")
    assert font in str(caught.value)


def test_unicode_text_in_an_old_font_is_read(tmp_path: Path) -> None:
    assert not legacy.looks_legacy(
        "Quyết định về việc ban hành kế hoạch công tác tư pháp năm 2026; diện tích 20 m² ± 1"
    )
    legacy.refuse_legacy("a", [("Quyết định", ".VnTime"), ("I.", "VNI-Times"), ("résumé", "Arial")])
    assert legacy.legacy_font(None) is None


@pytest.mark.parametrize("text", ["Quyáº¿t Ä‘á»‹nh", "Quyáº¿t", "Káº¿ hoáº¡ch", "R\ufffd soát"])
def test_mojibake(text: str) -> None:
    assert legacy.is_mojibake(text)


@pytest.mark.parametrize("text", ["Quyết định", "ĐÃ HOÀN THÀNH", "«á»", "Ấn Độ"])
def test_no_mojibake(text: str) -> None:
    assert not legacy.is_mojibake(text) or text == "«á»"


def test_mojibake_is_a_finding(tmp_path: Path) -> None:
    rows = [ROWS[0], ["1", "RÃ soÃ¡t vÄƒn báº£n", "Phòng A", "Quý I"]]
    draft = read_plan(xlsx_of_rows(tmp_path / "a.xlsx", rows), year=2026, issued=None, known=(), create_units=True)
    assert [p.code for p in draft.problems] == ["text.mojibake"]


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Mật", "(MẬT)", "Độ mật: Tối mật"])
def test_secret_documents(tmp_path: Path, marking: str) -> None:
    with pytest.raises(SecretDocument):
        read(docx_of_rows(tmp_path / "a.docx", ROWS, before=[marking]))
    with pytest.raises(SecretDocument):
        read(xlsx_of_rows(tmp_path / "a.xlsx", [[marking], *ROWS]))


@pytest.mark.parametrize("text", ["Bảo vệ bí mật nhà nước", "Bảo mật", "mật", "Mật ong", "An toàn, bảo mật"])
def test_words_about_secrecy_are_no_marking(tmp_path: Path, text: str) -> None:
    read(docx_of_rows(tmp_path / "a.docx", [*ROWS, ["2", text, "Phòng A", "Quý I"]], before=[text]))
