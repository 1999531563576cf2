"""What is around a report: the values of a template's placeholders, blanks where the office entered nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ...domain.model import vn_date
from ...i18n import _
from ...reports.base import Json, Letter, Report, Share
from ...text import fold

# What a template may ask for.
Value = str | int | bool | date | Share | tuple[str, ...] | Mapping[str, "Value"] | None

BLOCKS = ("body", "annexes", "heading", "recipients", "addressees")  # placeholders of which each makes paragraphs
MAPPINGS = ("figures", "rates", "period")  # placeholders with members
_LETTER_NAMES = (
    "kind",
    "superior",
    "superior_name",
    "office",
    "office_name",
    "number",
    "place_date",
    "authority",
    "post",
    "signer",
    "subject",
    "to",
)
BLANK = "…"
_NUMBER_BLANK = " " * 6
_ONE_DIGIT = re.compile(r"(?<!\d)(\d)(?=/|$)")
_COMMITTEE = re.compile(r"(?:UBND|ỦY BAN NHÂN DÂN)\b")  # it signs "262/QĐ-UBND", with nothing of its place
_OF_PROVINCE = re.compile(r"\s+(?:TỈNH|THÀNH PHỐ|TP\.?)\s.*")
_VOWEL = re.compile(r"[aeiouy]")
_ENDS = (";", ".", ",", ":")
_DASHED = re.compile(r"\s*[-–+]\s*")


def values(report: Report) -> dict[str, Value]:
    """Every placeholder with its value; the blocks other than lists of lines are filled in later."""
    letter = report.letter
    return {
        "official": letter is not None,
        "country": _("SOCIALIST REPUBLIC OF VIET NAM"),
        "motto": _("Independence - Freedom - Happiness"),
        "number_label": _("No.:"),
        "recipients_label": _("Recipients:"),
        "mark_label": _("Verification mark of the register:"),
        # A list without a letter is headed by its title alone.
        "title": report.title if letter else report.title.upper(),
        "heading": report.heading,
        "mark": report.mark,
        "as_of": report.as_of,
        "figures": _members(report.more.get("totals")),
        "rates": {name: Share(value) for name, value in _numbers(report.more.get("rates")).items()},
        "period": _period(report.more.get("period")),
        **_letter(letter or Letter(""), report.as_of, blank=letter is not None),
    }


def _letter(letter: Letter, as_of: date, *, blank: bool) -> dict[str, Value]:
    if not blank:
        return dict.fromkeys(_LETTER_NAMES, "") | {"recipients": (), "addressees": ()}
    return {
        "kind": letter.kind.upper(),
        "superior": (letter.superior or _("PEOPLE'S COMMITTEE OF …")).upper(),
        "superior_name": letter.superior or _("PEOPLE'S COMMITTEE OF …"),
        "office": (letter.office or _("Department of Justice")).upper(),
        "office_name": letter.office or _("Department of Justice"),
        "number": number(letter),
        "place_date": place_date(letter, as_of),
        "authority": letter.authority.upper(),
        "post": (letter.post or _("Director")).upper(),
        "signer": letter.signer,
        "recipients": _recipients(letter.recipients),
        "subject": letter.subject,
        "to": _to(letter.addressees),
        "addressees": _ended(letter.addressees) if len(letter.addressees) > 1 else (),
    }


def number(letter: Letter) -> str:
    """The number and sign, numbers below 10 with a leading 0; room for the number where there is none yet."""
    given = letter.number.strip()
    if "/" in given:
        return _ONE_DIGIT.sub(r"0\1", given, count=1) if given[0].isdigit() else f"{_NUMBER_BLANK}{given}"
    office = _OF_PROVINCE.sub("", (letter.office or _("Department of Justice")).upper())
    sign = "UBND" if _COMMITTEE.match(office) else _initials(office)
    kind = "BC" if fold(letter.kind) in {"bao cao", "report"} else "".join(w[0] for w in letter.kind.upper().split())
    return f"{given.zfill(2) if given else _NUMBER_BLANK}/{kind}-{sign}"


def _initials(office: str) -> str:
    """The letters by which an office signs: "SGDĐT" of SỞ GIÁO DỤC VÀ ĐÀO TẠO and of SỞ GD&ĐT."""
    parts = [part for part in re.split(r"[\W_]+", office) if part and part != "VÀ"]
    return "".join(part[0] if _VOWEL.search(fold(part)) else part for part in parts)  # "GD" is short already


def place_date(letter: Letter, as_of: date) -> str:
    """Place and date; days below 10 and the months 1 and 2 with a leading 0 (Decree 30/2020, annex I)."""
    return _("{place}, {day}/{month}/{year}").format(place=letter.place or BLANK, **_date(letter.signed_on, as_of))


def _date(signed_on: date | None, as_of: date) -> dict[str, str]:
    if signed_on is None:
        return {"day": BLANK, "month": BLANK, "year": str(as_of.year)}
    month = f"{signed_on.month:02d}" if signed_on.month < 3 else str(signed_on.month)
    return {"day": f"{signed_on.day:02d}", "month": month, "year": str(signed_on.year)}


def attached(report: Report) -> str:
    """The sentence under the title of an annex that says which document it belongs to."""
    letter = report.letter
    if letter is None:
        return ""
    return _("(Attached to {kind} No. {number} of {day}/{month}/{year} of {office})").format(
        kind=letter.kind.capitalize(),
        number=number(letter),
        office=letter.office or _("Department of Justice"),
        **_date(letter.signed_on, report.as_of),
    )


def _to(addressees: tuple[str, ...]) -> str:
    """The line above an official letter; with several addressees they follow on lines of their own."""
    if not addressees:
        return ""
    return _("To: {units}").format(units=addressees[0] if len(addressees) == 1 else "").rstrip()


def _recipients(given: tuple[str, ...]) -> tuple[str, ...]:
    lines = list(given) or [f"{BLANK};"]
    if not any(fold(line).lstrip("-– ").startswith(("luu", "archive")) for line in lines):
        lines.append(_("Archive: VT, …."))
    return _ended(lines)


def _ended(lines: Sequence[str]) -> tuple[str, ...]:
    """``lines`` with a dash before and a semicolon behind each, a full stop behind the last."""
    plain = [_DASHED.sub("", line, count=1) if _DASHED.match(line) else line for line in lines]
    ends = [*[";"] * (len(plain) - 1), "."]
    return tuple(f"- {line}{'' if line.endswith(_ENDS) else end}" for line, end in zip(plain, ends, strict=True))


def _members(found: Json) -> dict[str, Value]:
    if not isinstance(found, Mapping):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, (str, int)) or value is None}


def _numbers(found: Json) -> dict[str, float | None]:
    if not isinstance(found, Mapping):
        return {}
    return {
        name: float(value) if value is not None else None
        for name, value in found.items()
        if value is None or isinstance(value, (int, float))
    }


def _period(found: Json) -> dict[str, Value]:
    """The fields of the report's period; its edges under names that no expression takes for a word of its own."""
    known = _members(found)
    edges = {"start": known.pop("from", None), "end": known.pop("to", None)}
    days = {name: vn_date(date.fromisoformat(day)) for name, day in edges.items() if isinstance(day, str)}
    return known | days
