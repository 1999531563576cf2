"""Settings: one table, environment over file over default, and where the register lies."""

from __future__ import annotations

import getpass
import json
import stat
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.support.registers import ACTOR, TODAY
from tuphap_cli import settings
from tuphap_cli.cli import whereabouts
from tuphap_cli.errors import BadSetting, BadToday, RegisterFault
from tuphap_cli.setting_table import SETTINGS

Patch = pytest.MonkeyPatch


def write(text: str) -> Path:
    path = settings.file()
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_settings_file_lies_in_the_users_configuration(tmp_path: Path) -> None:
    assert settings.file() == tmp_path / "config" / "tuphap" / "settings.toml"


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_has_a_default_that_it_accepts_itself_and_a_help(name: str) -> None:
    setting = SETTINGS[name]
    assert setting.help
    assert settings.parse(setting, setting.default) == setting.default
    assert setting.variable == f"TUPHAP_{name.upper()}"


def test_an_option_wins_over_environment_over_file_over_default(monkeypatch: Patch) -> None:
    assert settings.effective("soon") == settings.Effective(7, "default")
    path = write("soon = 14\n")
    settings.forget()
    assert settings.effective("soon") == settings.Effective(14, str(path))
    monkeypatch.setenv("TUPHAP_SOON", "21")
    assert settings.effective("soon") == settings.Effective(21, "TUPHAP_SOON")
    settings.override("soon", "28")
    assert settings.effective("soon") == settings.Effective(28, "option")
    settings.forget()
    assert settings.number("soon") == 21


@pytest.mark.parametrize(
    ("name", "value", "parsed"),
    [
        ("before_counts", "true", True),
        ("before_counts", "có", True),
        ("before_counts", " ON ", True),
        ("before_counts", "không", False),
        ("before_counts", "0", False),
        ("before_counts", True, True),
        ("silent", "0", 0),
        ("silent", 99999, 99999),
        ("lang", "vi", "vi"),
        ("actor", " Văn thư ", "Văn thư"),
    ],
)
def test_values_take_the_settings_type(name: str, value: object, parsed: object) -> None:
    found = settings.parse(SETTINGS[name], value)
    assert found == parsed
    assert type(found) is type(parsed)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("before_counts", "maybe", "true | false"),
        ("silent", "-1", "0, 1, 2, …"),
        ("silent", "3.5", "0, 1, 2, …"),
        ("silent", "100000", "0, 1, 2, …"),
        ("silent", "", "0, 1, 2, …"),
        ("lang", "fr", "vi | en"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(name: str, value: str, expected: str) -> None:
    with pytest.raises(BadSetting) as refused:
        settings.parse(SETTINGS[name], value)
    assert refused.value.facts == {"name": name, "value": value, "expected": expected}


def test_a_text_setting_expects_text() -> None:
    assert SETTINGS["actor"].expected == "text"


def test_the_kinds_of_setting_are_read_with_their_types(monkeypatch: Patch) -> None:
    monkeypatch.setenv("TUPHAP_BEFORE_COUNTS", "yes")
    assert settings.flag("before_counts") is True
    assert settings.number("silent") == 92
    assert settings.text("scheme") == "decree09"


@pytest.mark.parametrize("text", ["soon = ", "[soon\n", "soon = 7\nsoon = 8\n"])
def test_a_broken_file_is_named_and_not_passed_over(text: str) -> None:
    path = write(text)
    with pytest.raises(BadSetting) as refused:
        settings.effective("soon")
    assert refused.value.facts["name"] == str(path)


def test_a_file_that_is_not_utf_8_is_named() -> None:
    path = write("")
    path.write_bytes(b'actor = "\xff"\n')
    with pytest.raises(RegisterFault, match="not UTF-8") as refused:
        settings.effective("silent")
    assert refused.value.facts["path"] == str(path)


def test_a_settings_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way")
    for act in (lambda: settings.effective("silent"), lambda: settings.change("soon", "3")):
        with pytest.raises(RegisterFault) as refused:
            act()
        assert refused.value.facts["path"] == str(settings.file())
        settings.forget()


def test_a_settings_folder_that_cannot_be_made_is_named(monkeypatch: Patch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(RegisterFault, match="Permission denied") as refused:
        settings.change("soon", "3")
    assert refused.value.facts["path"] == str(settings.file())


def test_a_change_is_written_and_in_force_at_once_and_keeps_what_else_stands_there() -> None:
    path = write("# của tôi\nsoon = 14\n")
    assert settings.number("soon") == 14
    assert settings.change("silent", "30") == path
    assert settings.change("before_counts", "true") == path
    assert path.read_text(encoding="utf-8") == "# của tôi\nsoon = 14\nsilent = 30\nbefore_counts = true\n"
    assert (settings.number("silent"), settings.flag("before_counts")) == (30, True)
    settings.change("soon", None)
    assert settings.effective("soon").origin == "default"
    assert settings.change("soon", None) == path
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


def test_the_first_change_makes_the_folder_for_its_owner_alone() -> None:
    path = settings.change("actor", "Văn thư")
    assert path.read_text(encoding="utf-8") == 'actor = "Văn thư"\n'
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(("name", "value"), [("colour", "1"), ("colour", None), ("soon", "x")])
def test_a_change_that_does_not_fit_leaves_no_file(name: str, value: str | None) -> None:
    with pytest.raises(BadSetting):
        settings.change(name, value)
    assert not settings.file().exists()


@pytest.mark.parametrize(
    ("argv", "path"),
    [
        (["-R", "/so/a.db"], "/so/a.db"),
        (["-R/so/a.db"], "/so/a.db"),
        (["--register", "/so/a.db"], "/so/a.db"),
        (["--register=/so/a=b.db"], "/so/a=b.db"),
        (["-R", "/so/khac.db", "-R", "/so/a.db"], "/so/a.db"),
    ],
)
def test_the_register_named_before_the_command_wins(run: Run, argv: list[str], path: str) -> None:
    rows = json.loads(run(*argv, "settings", "-f", "json").out)["rows"]
    found = next(row for row in rows if row["name"] == "register")
    assert (found["value"], found["origin"]) == (path, "option")
    assert whereabouts.register_path() == Path(path)


def test_words_behind_the_command_are_not_the_register(run: Run, env: Path) -> None:
    assert run("task", "find", "-R", "/so/a.db").code == 2
    assert whereabouts.register_path() == env


def test_where_the_register_lies(tmp_path: Path, monkeypatch: Patch, env: Path) -> None:
    assert whereabouts.register_path() == env
    monkeypatch.setenv("TUPHAP_REGISTER", "~/so.db")
    assert whereabouts.register_path() == tmp_path / "so.db"
    monkeypatch.setenv("TUPHAP_REGISTER", "postgresql://server/so")
    assert whereabouts.register_path() == "postgresql://server/so"
    monkeypatch.delenv("TUPHAP_REGISTER")
    assert whereabouts.register_path() == tmp_path / "data" / "tuphap" / "so-nhiem-vu.db"


def test_who_acts(monkeypatch: Patch) -> None:
    assert settings.actor() == ACTOR
    monkeypatch.delenv("TUPHAP_ACTOR")
    monkeypatch.setattr(getpass, "getuser", lambda: "van-thu")
    assert settings.actor() == "van-thu"

    def unknown() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert settings.actor() == "unknown"


def test_today_is_the_fixed_day_or_the_clocks(monkeypatch: Patch) -> None:
    assert settings.today() == TODAY
    monkeypatch.delenv("TUPHAP_TODAY")
    assert abs((settings.today() - date.today()).days) <= 1  # noqa: DTZ011 - the same clock
    monkeypatch.setenv("TUPHAP_TODAY", "9/7/2021")
    with pytest.raises(BadToday, match="9/7/2021"):
        settings.today()
