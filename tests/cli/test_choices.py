"""Choices of options: codes for programs, the office's words for people, with and without marks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import Run
from tests.support.registers import Clerk
from tuphap_cli import errors, i18n
from tuphap_cli.cli import word_choices
from tuphap_cli.cli.word_choices import Choices
from tuphap_cli.text import fold

ALL = [
    word_choices.task_kinds,
    word_choices.unit_kinds,
    word_choices.task_states,
    word_choices.due_days,
    word_choices.overdue_groupings,
    word_choices.report_figures,
    word_choices.filing_states,
    word_choices.form_or_register,
]


@pytest.mark.parametrize("made", ALL)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_code_and_every_word_may_be_typed(made: Callable[[], Choices], language: str) -> None:
    i18n.use(language)
    found = made()
    shown = list(found.words.values())
    for code, word in found.words.items():
        assert found.read(code) == code
        if shown.count(word) == 1:
            for typed in (word, word.upper(), fold(word), fold(word).replace(" ", "-")):
                assert found.read(typed) == code
        assert code in found.listed()


@pytest.mark.parametrize(
    ("made", "typed", "code"),
    [
        (word_choices.task_kinds, "trọng tâm", "key"),
        (word_choices.task_kinds, "dot xuat", "ad_hoc"),
        (word_choices.task_states, "quá hạn", "overdue"),
        (word_choices.task_states, "qua-han", "overdue"),
        (word_choices.task_states, "chưa hoàn thành", "open"),
        (word_choices.task_states, "đúng hạn", "done_on_time"),
        (word_choices.task_states, "tạm dừng", "suspended"),
        (word_choices.unit_kinds, "phòng", "division"),
        (word_choices.unit_kinds, "cấp huyện", "district_office"),
        (word_choices.due_days, "ban đầu", "original"),
        (word_choices.overdue_groupings, "lãnh đạo", "leader"),
        (word_choices.filing_states, "chưa nộp", "not_filed"),
        (word_choices.form_or_register, "sổ", "register"),
        (word_choices.report_figures, "hoàn thành quá hạn", "done_late"),
    ],
)
def test_the_offices_words(made: Callable[[], Choices], typed: str, code: str) -> None:
    i18n.use("vi")
    assert made().read(typed) == code


@pytest.mark.parametrize("typed", ["", "  ", "chưa bắt đầu", "lớn", "_", "hạn"])
def test_what_means_none_or_several_is_refused_with_the_list(typed: str) -> None:
    i18n.use("vi")
    with pytest.raises(errors.BadChoice) as refused:
        word_choices.task_states().read(typed)
    assert "quá hạn (overdue)" in str(refused.value.facts["choices"])


def test_the_same_rows_by_word_and_by_code(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    by_code = run("task", "list", "--state", "overdue", "--kind", "key", "-f", "json").out
    assert run("task", "list", "--state", "quá hạn", "--kind", "trọng tâm", "-f", "json").out == by_code
    assert {row["kind"] for row in json.loads(by_code)["rows"]} == {"key"}
    ran = run("task", "list", "--kind", "lớn")
    assert (ran.code, ran.out) == (2, "")
    assert "trọng tâm (key)" in ran.err


def test_a_unit_is_entered_with_its_kind_in_words(office: Clerk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_LANG", "vi")
    assert run("unit", "add", "TT1", "--name", "Trung tâm Một", "--kind", "trung tâm").code == 0
    rows = json.loads(run("unit", "list", "-f", "json").out)["rows"]
    assert next(row["kind"] for row in rows if row["code"] == "TT1") == "centre"
