"""The rules of reporting windows: the shipped ones, the office's own, and every way in which a table can be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.support.registers import day
from tuphap_cli import schemes, settings
from tuphap_cli.domain.periods import ALL_PERIODS, Period, PeriodKind, window_of
from tuphap_cli.errors import BadChoice, BadSetting

GOOD: dict[str, object] = {
    "basis": "Quy chế của Sở",
    "opens": {"day": 21, "month": -1},
    "closes": {"day": 20, "month": 0},
}  # fmt: skip
OWN = """
[schemes.so]
basis = "Quy chế của Sở"
basis_en = "Rules of the department"
opens = { day = 21, month = -1 }
closes = { day = 20, month = 0 }
kinds = { quarter = [4, 1, 1], half = [1] }
estimated_months = 1
valid_from = 2021-01-01
valid_to = 2021-12-31
"""


def write(text: str) -> None:
    """Make ``text`` the settings file."""
    path = settings.file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    settings.forget()


def answer(run: Run, *argv: str) -> Any:
    return json.loads(run(*argv, "--format", "json").out)


def test_three_rules_are_shipped_each_with_its_basis_in_both_languages() -> None:
    found = schemes.every()
    assert list(found) == ["decree09", "calendar", "circular03"]
    assert {name: (rule.name, rule.basis_en) for name, rule in found.items()} == {
        "decree09": ("decree09", "Decree 09/2019/NĐ-CP"),
        "calendar": ("calendar", "calendar periods"),
        "circular03": ("circular03", "Circular 03/2019/TT-BTP (statistical reports)"),
    }
    assert found["decree09"].basis == "Nghị định số 09/2019/NĐ-CP"


def test_an_own_rule_stands_after_the_shipped_ones() -> None:
    write(OWN)
    assert list(schemes.every()) == ["decree09", "calendar", "circular03", "so"]
    rule = schemes.named("so")
    assert (rule.basis, rule.basis_en, rule.estimated_months) == ("Quy chế của Sở", "Rules of the department", 1)
    assert (rule.valid_from, rule.valid_to) == (day("1/1"), day("31/12"))
    assert rule.kinds == {PeriodKind.QUARTER: (1, 4), PeriodKind.HALF: (1,)}
    found = window_of(Period(PeriodKind.QUARTER, 1, 2021), rule)
    assert (found.start, found.end, found.estimated_from) == (day("21/12/2020"), day("20/3"), day("1/3"))


def test_what_a_rule_does_not_say_is_everything_actual_and_without_end() -> None:
    rule = schemes.read("so", GOOD)
    assert (rule.basis_en, rule.estimated_months, rule.valid_from, rule.valid_to) == ("Quy chế của Sở", 0, None, None)
    assert rule.kinds == ALL_PERIODS


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"opens": None}, "opens"),
        ({"closes": None}, "closes"),
        ({"basis": None}, "basis"),
        ({"basis": "  "}, "basis"),
        ({"basis": 9}, "basis"),
        ({"basis_en": 9}, "basis_en"),
        ({"basis_en": ""}, "basis_en"),
        ({"opens": 15}, "opens"),
        ({"opens": {"day": 15}}, "opens"),
        ({"opens": {"day": 15, "month": -1, "year": 0}}, "opens"),
        ({"opens": {"day": 32, "month": -1}}, "opens"),
        ({"opens": {"day": -1, "month": -1}}, "opens"),
        ({"opens": {"day": 15, "month": -13}}, "opens"),
        ({"closes": {"day": "14", "month": 0}}, "closes"),
        ({"closes": {"day": 14, "month": 0.5}}, "closes"),
        ({"closes": {"day": True, "month": 0}}, "closes"),
        ({"estimated_months": -1}, "estimated_months"),
        ({"estimated_months": 13}, "estimated_months"),
        ({"estimated_months": "1"}, "estimated_months"),
        ({"valid_from": "2021-01-01"}, "valid_from"),
        ({"valid_to": 2021}, "valid_to"),
        ({"kinds": ["half"]}, "kinds"),
        ({"kinds": {}}, "kinds"),
        ({"kinds": {"week": [1]}}, "kinds"),
        ({"kinds": {"half": 1}}, "kinds"),
        ({"kinds": {"half": []}}, "kinds"),
        ({"kinds": {"half": [3]}}, "kinds"),
        ({"kinds": {"half": [0]}}, "kinds"),
        ({"kinds": {"half": [True]}}, "kinds"),
        ({"kinds": {"half": [1.0]}}, "kinds"),
        ({"kinds": {"half": [[1]]}}, "kinds"),
        ({"kinds": {"half": ["1"]}}, "kinds"),
        ({"begins": {"day": 1, "month": 0}}, ""),
        ({"opens": {"day": 14, "month": -1}, "closes": {"day": 14, "month": 0}}, ""),  # a day belongs to two
        ({"opens": {"day": 15, "month": 0}, "closes": {"day": 14, "month": 0}}, ""),  # a month ends before it begins
    ],
    ids=str,
)
def test_a_table_that_is_no_rule_is_refused_by_name(change: dict[str, object], where: str) -> None:
    rule = {name: value for name, value in (GOOD | change).items() if value is not None}
    with pytest.raises(BadSetting) as refused:
        schemes.read("so", rule)
    name = f"schemes.so.{where}" if where else "schemes.so"
    told = str(refused.value.facts["name"])
    assert told == name or told.startswith(f"{name}.")
    if where and change[where] is not None:
        given = change[where]
        parts = list(given.values()) if isinstance(given, dict) and where in {"opens", "closes"} else []
        assert refused.value.facts["value"] in {str(part) for part in (given, *parts)}


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ({"opens": {"day": 32, "month": -1}}, "schemes.so.opens", 32),
        ({"opens": {"day": 15}}, "schemes.so.opens", {"day": 15}),
        ({"estimated_months": 13}, "schemes.so.estimated_months", 13),
        ({"valid_from": "2021-01-01"}, "schemes.so.valid_from", "2021-01-01"),
        ({"basis": 9}, "schemes.so.basis", 9),
        ({"kinds": {"half": [3]}}, "schemes.so.kinds", {"half": [3]}),
        ({"begins": 1, "ends": 2}, "schemes.so", "begins, ends"),
    ],
    ids=str,
)
def test_the_value_that_cannot_be_is_named(change: dict[str, object], name: str, value: object) -> None:
    with pytest.raises(BadSetting) as refused:
        schemes.read("so", GOOD | change)
    assert (refused.value.facts["name"], refused.value.facts["value"]) == (name, str(value))
    assert f"The setting {name} cannot be “{value}”." in str(refused.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("schemes = 5\n", "schemes"),
        ("[schemes]\nso = 5\n", "schemes.so"),
        ('[schemes.decree09]\nbasis = "x"\n', "schemes.decree09"),
        ("[schemes.so]\n", "schemes.so.basis"),
        (OWN.replace("2021-01-01", "2021-01-01T07:00:00"), "schemes.so.valid_from"),
    ],
)
def test_a_wrong_table_in_the_file_stops_the_report_with_its_name(
    register_path: Path, run: Run, text: str, name: str
) -> None:
    write(text)
    ran = run("report", "quarter", "2/2021")
    assert (ran.code, ran.out) == (2, "")
    assert f"The setting {name} cannot be" in ran.err
    assert "Traceback" not in ran.err


def test_a_wrong_rule_does_not_keep_a_clerk_from_the_daily_work(register_path: Path, run: Run) -> None:
    write("schemes = 5\n")
    assert run("overdue").code == 0
    assert run("settings").code == 0


def test_a_name_that_is_no_rule_is_answered_with_the_rules_there_are() -> None:
    write(OWN)
    with pytest.raises(BadChoice) as refused:
        schemes.named("tuần")
    assert refused.value.facts["choices"] == "decree09, calendar, circular03, so"


# -- the setting ---------------------------------------------------------------------------------------------


def test_the_setting_takes_the_names_of_rules_own_ones_too(register_path: Path, run: Run) -> None:
    write(OWN)
    assert run("settings", "scheme", "so").code == 0
    assert "[schemes.so]" in settings.file().read_text(encoding="utf-8")
    period = answer(run, "report", "quarter", "1/2021")["period"]
    assert (period["scheme"], period["from"], period["to"]) == ("so", "2020-12-21", "2021-03-20")
    assert period["basis"] == "Quy chế của Sở"
    assert run("settings", "scheme", " calendar ").code == 0
    assert answer(run, "report", "quarter", "1/2021")["period"]["from"] == "2021-01-01"


@pytest.mark.parametrize("words", [("tuần",), ("tuần", "--dry-run"), ("",)], ids=" ".join)
def test_the_setting_takes_no_other_name(env: Path, run: Run, words: tuple[str, ...]) -> None:
    ran = run("settings", "scheme", *words)
    assert (ran.code, ran.out) == (2, "")
    assert f"The setting scheme cannot be “{words[0]}”." in ran.err
    assert "decree09 | calendar | circular03" in ran.err
    assert not settings.file().exists()


def test_the_setting_can_go_back_to_its_default_whatever_it_was(env: Path, run: Run) -> None:
    write('scheme = "tuần"\n')
    assert run("settings", "scheme", "--unset").code == 0
    assert settings.text("scheme") == "decree09"


def test_a_wrong_setting_is_named_as_such_and_a_wrong_option_as_such(
    register_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUPHAP_SCHEME", "tuần")
    ran = run("report", "year", "2021")
    assert (ran.code, ran.out) == (2, "")
    assert "The setting scheme cannot be “tuần”." in ran.err
    assert "“tháng” is not allowed for --scheme." in run("report", "year", "2021", "--scheme", "tháng").err
    assert run("report", "year", "2021", "--scheme", "calendar").code == 0


@pytest.mark.parametrize(("year", "doubted"), [(2025, False), (2026, True), (2027, True)])
def test_a_basis_that_is_in_doubt_says_so_from_its_day_on(
    run: Run, register_path: object, year: int, doubted: bool
) -> None:
    rule = schemes.named("circular03")
    found = window_of(Period(PeriodKind.HALF, 1, year), rule)
    assert ("17/2025/TT-BTP" in found.scheme.basis, "17/2025/TT-BTP" in found.scheme.basis_en) == (doubted, doubted)
    assert window_of(Period(PeriodKind.HALF, 1, year), found.scheme).scheme == found.scheme
    said = run("report", "half", f"1/{year}", "--scheme", "circular03", "--as-of", f"30/6/{year}").out
    assert ("to be compared" in said) is doubted


def test_a_doubt_without_its_words_is_refused() -> None:
    with pytest.raises(BadSetting, match=r"so\.doubt"):
        schemes.read("so", GOOD | {"doubted_from": day("1/1")})
