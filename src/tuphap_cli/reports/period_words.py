"""Periods and windows in the words of the office."""

from __future__ import annotations

from datetime import date

from ..domain.model import vn_date
from ..domain.periods import Period, PeriodKind, Scheme, Window, parse_any, period_label
from ..i18n import language, show


def period_name(period: Period) -> str:
    """A period as it is in a sentence: "quarter II/2021"."""
    return show(period_label(period))


def window_name(name: str) -> str:
    """The words for the short name of a window: that of its period ("Q2/2021"), or its two ISO days ("a..b")."""
    period = parse_any(name)
    if period is not None:
        return period_name(period)
    if ".." not in name:  # of a year that nobody types: the quarter before 1900
        return name
    return " – ".join(vn_date(date.fromisoformat(part)) for part in name.split(".."))


def typed_period(covered: Window) -> str:
    """The period of a window as it is typed on the command line, where it says itself of which kind it is."""
    period = covered.period
    if period is not None and period.kind is PeriodKind.YEAR:
        return str(period.year)
    return f'"{covered.name}"' if " " in covered.name else covered.name


def basis(scheme: Scheme) -> str:
    """What a rule of windows rests on, in the language in use."""
    return scheme.basis_en if language() == "en" else scheme.basis
