"""settings: each value with where it comes from; what a clerk changes stays, what the environment says wins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tuphap_cli import settings
from tuphap_cli.setting_table import SETTINGS


def rows(run: Run) -> dict[str, Any]:
    """The settings by name."""
    return {row["name"]: row for row in json.loads(run("settings", "-f", "json").out)["rows"]}


def test_every_setting_is_listed_with_value_origin_and_variable(env: Path, run: Run) -> None:
    found = rows(run)
    assert list(found) == list(SETTINGS)
    assert found["soon"] == {"name": "soon", "value": 7, "origin": "default", "variable": "TUPHAP_SOON"}
    assert (found["register"]["value"], found["register"]["origin"]) == (str(env), "TUPHAP_REGISTER")
    assert rows(run)["lang"]["origin"] == "TUPHAP_LANG"


def test_the_table_says_where_the_file_lies(env: Path, run: Run) -> None:
    ran = run("settings")
    assert (ran.code, ran.err) == (0, "")
    assert f"File: {settings.file()}" in ran.out


def test_a_changed_value_is_kept_in_the_file_and_taken_out_again(env: Path, run: Run) -> None:
    changed = run("settings", "soon", "10")
    assert (changed.code, changed.err) == (0, "")
    assert changed.out.splitlines()[0] == f"soon is now 10 ({settings.file()})."
    assert (rows(run)["soon"]["value"], rows(run)["soon"]["origin"]) == (10, str(settings.file()))
    assert run("settings", "soon").out == f"soon = 10  ({settings.file()})\n"
    assert run("settings", "soon", "--unset").code == 0
    assert rows(run)["soon"]["origin"] == "default"


def test_a_change_leaves_the_rest_of_the_file_as_the_clerk_wrote_it(env: Path, run: Run) -> None:
    settings.file().parent.mkdir(parents=True)
    settings.file().write_text("# của phòng\nsilent = 60  # ngày\n", encoding="utf-8")
    run("settings", "soon", "3")
    assert settings.file().read_text(encoding="utf-8") == "# của phòng\nsilent = 60  # ngày\nsoon = 3\n"


def test_the_environment_wins_over_the_file_and_this_is_said(
    env: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_SOON", "30")
    ran = run("settings", "soon", "3")
    assert "But TUPHAP_SOON says otherwise and wins." in ran.out
    assert (rows(run)["soon"]["value"], rows(run)["soon"]["origin"]) == (30, "TUPHAP_SOON")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("soon", "nhiều"), ("soon", "-1"), ("soon", "1000000"), ("lang", "fr"), ("scheme", "tuần"),
        ("before_counts", "có lẽ"),
    ],
)  # fmt: skip
def test_a_value_that_a_setting_cannot_take_is_refused(env: Path, run: Run, name: str, value: str) -> None:
    ran = run("settings", "--", name, value)
    assert (ran.code, ran.out) == (2, "")
    assert f"The setting {name} cannot be “{value}”." in ran.err
    assert not settings.file().exists()


def test_an_unknown_setting_is_answered_with_the_known_ones(env: Path, run: Run) -> None:
    ran = run("settings", "colour", "red")
    assert (ran.code, ran.out) == (2, "")
    for name in SETTINGS:
        assert name in ran.err


@pytest.mark.parametrize("word", ["true", "yes", "1", "có", "TRUE"])
def test_yes_is_understood_in_many_words(env: Path, run: Run, word: str) -> None:
    run("settings", "before_counts", word)
    assert rows(run)["before_counts"]["value"] is True
    read = json.loads(run("deadline", "read", "Trước ngày 15/11/2021", "--year", "2021", "-f", "json").out)
    assert read["due"] == "2021-11-15"


@pytest.mark.parametrize("variable", ["TUPHAP_SOON", "TUPHAP_LANG", "TUPHAP_SCHEME"])
def test_a_wrong_variable_is_named_and_stops_what_needs_it(
    env: Path, run: Run, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    run("init")
    monkeypatch.setenv(variable, "sai")
    words = {"TUPHAP_SCHEME": ("report", "year", "2021")}.get(variable, ("check",))
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "sai" in ran.err


def test_a_wrong_fixed_day_is_refused(env: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    monkeypatch.setenv("TUPHAP_TODAY", "9/7/2021")
    ran = run("overdue")
    assert (ran.code, ran.out) == (2, "")
    assert "9/7/2021" in ran.err


def test_a_file_that_is_no_toml_is_named(env: Path, run: Run) -> None:
    settings.file().parent.mkdir(parents=True)
    settings.file().write_text("soon: 3\n", encoding="utf-8")
    ran = run("settings")
    assert (ran.code, ran.out) == (2, "")
    assert str(settings.file()) in ran.err


def test_vietnamese_is_the_language_unless_another_is_set(
    env: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TUPHAP_LANG")
    assert rows(run)["lang"]["value"] == "vi"
    run("settings", "lang", "en")
    assert run("settings").out.startswith("Settings\n")


@pytest.mark.parametrize("name", ["backups", "register"])
def test_a_folder_or_file_is_found_from_every_other_folder(
    env: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("TUPHAP_REGISTER")
    monkeypatch.chdir(tmp_path)
    assert run("settings", name, "o-day").code == 0
    assert rows(run)[name]["value"] == str(tmp_path / "o-day")
    for kept in ("~/o-day", "postgresql://may-chu/so"):
        run("settings", name, kept)
        assert rows(run)[name]["value"] == kept


def test_a_password_in_an_address_is_never_shown(env: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUPHAP_REGISTER")
    shown = [run("settings", "register", "postgresql://lan:bi-mat@may-chu/so")]
    shown += [run("settings"), run("settings", "-f", "json"), run("settings", "register"), run("overdue")]
    assert all("bi-mat" not in ran.out + ran.err for ran in shown)
    assert rows(run)["register"]["value"] == "postgresql://…@may-chu/so"
