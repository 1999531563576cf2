"""What the clerk writes for the report of a period: kept, printed in each draft, fixed by the signature."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import docx
import pytest

from tests.conftest import Run
from tests.support.registers import Clerk, day

PARTS = ("danh-gia", "han-che", "nguyen-nhan", "giai-phap", "kien-nghi")


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    clerk.task(clerk.decision(), unit=clerk.unit("HC", "Phòng Hành chính"), due=day("31/5"))
    return clerk


def written(run: Run, part: str = "han-che", words: str = "Cập nhật còn chậm.", period: str = "Q2/2021") -> None:
    made = run("report", "text", period, "--part", part, words)
    assert made.code == 0, made.err


def texts(run: Run, period: str = "Q2/2021") -> dict[str, str]:
    rows = json.loads(run("report", "text", period, "--format", "json").out)["rows"]
    return {row["part"]: row["text"] for row in rows}


def test_it_is_kept_by_period_and_shown(office: Clerk, run: Run) -> None:
    written(run)
    assert texts(run) == {
        "danh-gia": "", "han-che": "Cập nhật còn chậm.", "nguyen-nhan": "", "giai-phap": "", "kien-nghi": "",
    }  # fmt: skip
    one = json.loads(run("report", "text", "Q2/2021", "--part", "han-che", "-f", "json").out)["rows"]
    assert [(row["part"], row["text"]) for row in one] == [("han-che", "Cập nhật còn chậm.")]
    assert not any(texts(run, "Q1/2021").values())
    assert "Cập nhật còn chậm." in run("report", "text", "Q2/2021").out


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_every_draft_prints_it_where_it_belongs(office: Clerk, run: Run, form: str) -> None:
    for part in PARTS:
        written(run, part, f"Lời của {part}.", "H1/2021")
    out = run("report", "half", "1/2021", "--format", form).out
    places = [
        out.index(f"Lời của {part}.") for part in ("danh-gia", "han-che", "nguyen-nhan", "giai-phap", "kien-nghi")
    ]
    assert places == sorted(places)
    assert (
        "Lời của" not in run("report", "half", "1/2021", "--unit", "HC", "--format", form).out
    )  # it is of the whole


def test_the_machine_form_has_it(office: Clerk, run: Run) -> None:
    written(run)
    made = json.loads(run("report", "quarter", "2/2021", "--format", "json").out)
    assert made["texts"] == [{"part": "han-che", "title": "Limits and shortcomings", "text": "Cập nhật còn chậm."}]


def test_the_word_document_has_it_and_lines_to_write_on_where_it_is_blank(
    office: Clerk, run: Run, tmp_path: Path
) -> None:
    written(run, words="Một.\nHai.")
    path = tmp_path / "a.docx"
    assert run("report", "quarter", "2/2021", "-o", str(path)).code == 0
    said = [p.text for p in docx.Document(io.BytesIO(path.read_bytes())).paragraphs]
    at = next(i for i, text in enumerate(said) if text.endswith("Limits and shortcomings"))
    assert said[at + 1 : at + 3] == ["Một.", "Hai."]
    causes = next(i for i, text in enumerate(said) if text.endswith("Causes"))
    assert set(said[causes + 1]) == {"…"}
    assert "…………" not in run("report", "quarter", "2/2021").out  # nobody writes on a terminal


def test_it_goes_out_as_a_file_and_comes_back(office: Clerk, run: Run, tmp_path: Path) -> None:
    written(run)
    path = tmp_path / "van-ban.md"
    assert run("report", "text", "Q2/2021", "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert "[han-che 1]\n\nCập nhật còn chậm.\n" in text
    path.write_text(text.replace("[danh-gia 0]\n", "[danh-gia 0]\n\nTốt.\n").replace("còn chậm", "đã nhanh"), "utf-8")
    assert run("report", "text", "Q2/2021", "--from", str(path)).code == 0
    assert (texts(run)["danh-gia"], texts(run)["han-che"]) == ("Tốt.", "Cập nhật đã nhanh.")
    written(run, words="Ai đó viết khác.")
    again = run("report", "text", "Q2/2021", "--from", str(path))
    assert again.code == 5  # the file is of the text before
    assert "report text" in again.err
    assert texts(run)["han-che"] == "Ai đó viết khác."


def test_an_unchanged_file_changes_nothing(office: Clerk, run: Run, tmp_path: Path) -> None:
    written(run)
    path = tmp_path / "van-ban.txt"
    run("report", "text", "Q2/2021", "-o", str(path))
    before = run("journal", "list", "--format", "json").out
    assert "as it was" in run("report", "text", "Q2/2021", "--from", str(path)).out
    assert run("journal", "list", "--format", "json").out == before


def test_a_part_is_read_from_a_file(office: Clerk, run: Run, tmp_path: Path) -> None:
    (tmp_path / "loi.txt").write_bytes("\ufeffMột.\r\nHai.".encode("utf-16-le"))
    assert run("report", "text", "Q2/2021", "--part", "han-che", "--file", str(tmp_path / "loi.txt")).code == 0
    assert texts(run)["han-che"] == "Một.\nHai."


def test_a_part_is_read_from_standard_input_also_a_blank_one(
    office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for content in ("Một.", ""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        ran = run("report", "text", "Q2/2021", "--part", "han-che", "--file", "-")
        assert (ran.code, texts(run)["han-che"]) == (0, content), ran.err


@pytest.mark.parametrize("content", ["Lời ở ngoài", "## Hạn chế\nkhông có mã", "## Khác [khac]"])
def test_a_file_that_is_not_understood_is_refused_whole(
    office: Clerk, run: Run, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text("## [danh-gia]\nTốt.\n" + content if content.startswith("##") else content, encoding="utf-8")
    made = run("report", "text", "Q2/2021", "--from", str(path))
    assert (made.code, "line" in made.err) == (4, True)
    assert not any(texts(run).values())


@pytest.mark.parametrize(
    "wrong",
    [
        ("Lời",), ("--part", "khac", "Lời"), ("--part", "han-che", "Lời", "--file", "a.txt"),
        ("--from", "a.md", "--part", "han-che"), ("--part", "han-che", "Lời", "--format", "csv"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_wrong_usage(office: Clerk, run: Run, wrong: tuple[str, ...]) -> None:
    assert run("report", "text", "Q2/2021", *wrong).code == 2
    assert not any(texts(run).values())


def test_a_signed_report_keeps_the_text_of_its_signing(office: Clerk, run: Run) -> None:
    written(run)
    assert run("report", "close", "Q2/2021").code == 0
    refused = run("report", "text", "Q2/2021", "--part", "han-che", "Đã khắc phục.")
    assert (refused.code, "report reopen Q2/2021" in refused.err) == (5, True)
    assert run("undo", "--yes").code == 0  # the closing
    assert run("report", "close", "Q2/2021").code == 0
    assert run("report", "reopen", "Q2/2021", "--by", "12/STP-VP", "--reason", "Sai").code == 0
    written(run, words="Đã khắc phục.")
    assert "Đã khắc phục." in run("report", "quarter", "2/2021").out
    assert run("report", "close", "Q2/2021").code == 0
    assert "Đã khắc phục." in run("report", "quarter", "2/2021").out


def test_it_is_undone_and_done_again_but_not_once_it_is_signed(office: Clerk, run: Run) -> None:
    written(run)
    written(run, words="Đã khắc phục.")
    assert run("undo", "--yes").code == 0
    assert texts(run)["han-che"] == "Cập nhật còn chậm."
    assert run("redo", "--yes").code == 0
    assert texts(run)["han-che"] == "Đã khắc phục."
    number = max(row["seq"] for row in json.loads(run("journal", "list", "--format", "json").out)["rows"])
    assert run("report", "close", "Q2/2021").code == 0
    refused = run("undo", str(number), "--yes")
    assert refused.code == 5
    assert texts(run)["han-che"] == "Đã khắc phục."


def test_a_trial_writes_nothing(office: Clerk, run: Run) -> None:
    assert run("report", "text", "Q2/2021", "--part", "han-che", "Lời", "--dry-run").code == 0
    assert not any(texts(run).values())
