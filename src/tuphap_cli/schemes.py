"""The rules of reporting windows: those that are shipped, and the office's own in the settings file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import errors, settings
from .domain.model import N_
from .domain.periods import ALL_PERIODS, Edge, Period, PeriodKind, Scheme, window_of

SHIPPED = Path(__file__).parent / "calendar_data" / "windows.toml"
OWN = "schemes"  # the table of the settings file
_KEYS = {
    "basis",
    "basis_en",
    "opens",
    "closes",
    "estimated_months",
    "kinds",
    "valid_from",
    "valid_to",
    "doubted_from",
    "doubt",
    "doubt_en",
}
_TRIAL_YEARS = (2019, 2020, 2021)  # a leap year among them: what is wrong with a rule shows there


def named(name: str) -> Scheme:
    """The rule called ``name``, or BadChoice with the names that there are."""
    known = every()
    if name not in known:
        raise errors.BadChoice(value=name, option="--scheme", choices=", ".join(known))
    return known[name]


def in_force() -> Scheme:
    """The rule that the settings name, or BadSetting with the names that there are."""
    return known_setting(settings.text("scheme"))


def known_setting(name: str) -> Scheme:
    """The rule that the setting ``scheme`` would name, or BadSetting."""
    known = every()
    if name not in known:
        raise errors.BadSetting(name="scheme", value=name, expected=" | ".join(known))
    return known[name]


def every() -> dict[str, Scheme]:
    """All rules by name, the office's own after the shipped ones.

    Raises:
        BadSetting: one of the settings file cannot be used
    """
    shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    own = settings.table(OWN)
    for name in own:
        if name in shipped:
            raise _bad(name, N_("a shipped rule has this name"), name)
    return {name: read(name, rule) for name, rule in (shipped | own).items()}


def read(name: str, rule: object) -> Scheme:
    """One rule from its table; BadSetting where it is not one."""
    if not isinstance(rule, Mapping) or not rule.keys() <= _KEYS:
        wrong = ", ".join(sorted(map(str, rule.keys() - _KEYS))) if isinstance(rule, Mapping) else rule
        raise _bad(name, ", ".join(sorted(_KEYS)), wrong)
    basis = _text(f"{name}.basis", rule.get("basis"))
    scheme = Scheme(
        name=name,
        basis=basis,
        basis_en=_text(f"{name}.basis_en", rule.get("basis_en", basis)),
        opens=_edge(f"{name}.opens", rule.get("opens")),
        closes=_edge(f"{name}.closes", rule.get("closes")),
        estimated_months=_whole(f"{name}.estimated_months", rule.get("estimated_months", 0), 0, 12),
        kinds=_kinds(f"{name}.kinds", rule.get("kinds")),
        valid_from=_day(f"{name}.valid_from", rule.get("valid_from")),
        valid_to=_day(f"{name}.valid_to", rule.get("valid_to")),
        **_doubt(name, rule),
    )
    _try_out(scheme)
    return scheme


def _try_out(scheme: Scheme) -> None:
    """BadSetting where windows end before they begin or consecutive ones overlap."""
    for kind, numbers in scheme.kinds.items():
        spans = [window_of(Period(kind, n, year), scheme) for year in _TRIAL_YEARS for n in numbers]
        if any(w.start > w.end for w in spans) or any(a.end >= b.start for a, b in pairwise(spans)):
            raise _bad(scheme.name, N_("windows that do not overlap"))


def _doubt(name: str, rule: Mapping[str, Any]) -> dict[str, Any]:
    """What is open about the basis, and from which day on; nothing where the rule does not say."""
    since = _day(f"{name}.doubted_from", rule.get("doubted_from"))
    if since is None:
        return {}
    doubt = _text(f"{name}.doubt", rule.get("doubt"))
    doubt_en = _text(f"{name}.doubt_en", rule.get("doubt_en", doubt))
    return {"doubted_from": since, "doubt": doubt, "doubt_en": doubt_en}


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _bad(name, N_("text"), value)
    return value


def _edge(name: str, value: Any) -> Edge:
    if not isinstance(value, Mapping) or value.keys() != {"day", "month"}:
        raise _bad(name, "{ day = 15, month = -1 }", value)
    return Edge(_whole(name, value["day"], 0, 31), _whole(name, value["month"], -12, 12))


def _whole(name: str, value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise _bad(name, f"{least}–{most}", value)
    return value


def _day(name: str, value: object) -> date | None:
    if value is None or type(value) is date:  # a day with a time could not be compared with one
        return value
    raise _bad(name, "2019-03-12", value)


def _kinds(name: str, value: Any) -> Mapping[PeriodKind, tuple[int, ...]]:
    if value is None:
        return ALL_PERIODS
    if not isinstance(value, Mapping) or not value:
        raise _bad(name, "{ half = [1] }", value)
    found: dict[PeriodKind, tuple[int, ...]] = {}
    for kind, numbers in value.items():
        known = ALL_PERIODS.get(PeriodKind(kind), ()) if kind in set(PeriodKind) else ()
        if not isinstance(numbers, list) or not numbers or not all(type(n) is int and n in known for n in numbers):
            raise _bad(name, "{ half = [1] }", value)
        found[PeriodKind(kind)] = tuple(sorted(set(numbers)))
    return found


def _bad(name: str, expected: object, value: object = "") -> errors.BadSetting:
    return errors.BadSetting(name=f"{OWN}.{name}", value=value, expected=expected)
