"""Reporting windows as they are typed: the rule, a period that says itself of which kind it is, the last one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ... import errors, schemes, settings
from ...domain import periods
from ...domain.periods import Period, PeriodKind, Scheme, Window
from ...reports import period_words
from ...store.write.filing_records import Rules


def scheme(name: str) -> Scheme:
    """The rule of reporting windows named, or the one in force."""
    return schemes.named(name) if name else schemes.in_force()


def filed_by() -> Rules:
    """By what the units' periodic reports fall due."""
    return Rules(settings.number("filing_days"), schemes.every)


def of_period(period: Period, rules: Scheme) -> Window:
    """The window of ``period``; NoWindow where the rule has none for it."""
    if not rules.has(period):
        raise no_window(rules, period_words.period_name(period))
    return periods.window_of(period, rules)


def named(text: str, scheme_name: str = "") -> Window:
    """The window of a period that says itself of which kind it is ("Q2/2021"); BadPeriod, NoWindow."""
    period = periods.parse_any(text)
    if period is None:
        raise unread(text, periods.ANY_FORMS, periods.parse_any)
    return of_period(period, scheme(scheme_name))


def unread(text: str, forms: str, parse: Callable[[str], Period | None]) -> errors.BadPeriod:
    """Return the error for words that ``parse`` does not take: that the year is lacking, or the ``forms``."""
    with_year = f"{text.strip()}/{settings.today().year}"
    if parse(with_year) is not None:
        return errors.NoYear(value=text, example=with_year)
    return errors.BadPeriod(value=text, forms=forms)


def last_complete(rules: Scheme, day: date) -> Window:
    """The last quarter that had ended before ``day``; where the rule has no quarters, the last of its own kind."""
    kind = PeriodKind.QUARTER if PeriodKind.QUARTER in rules.kinds else next(iter(rules.kinds))
    return of_period(periods.last_complete_period(kind, rules, day), rules)


def no_window(rules: Scheme, period: str) -> errors.NoWindow:
    """The error for a period that ``rules`` do not have."""
    choices = ", ".join(name for name in schemes.every() if name != rules.name)
    return errors.NoWindow(scheme=rules.name, basis=period_words.basis(rules), period=period, choices=choices)


def kind_of(kind: PeriodKind) -> str:
    """A kind of report in words."""
    from ...i18n import _

    words = {
        PeriodKind.MONTH: _("a month"),
        PeriodKind.QUARTER: _("a quarter"),
        PeriodKind.HALF: _("a half-year"),
        PeriodKind.NINE: _("nine months"),
        PeriodKind.YEAR: _("a year"),
    }
    return words[kind]
