"""Shows a number or a date of a cell as its number format does: the words of the format are printed words.

What is shown otherwise by every machine (its own short date), or by rules not known here, is given up.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from ...domain.deadlines.vocabulary import SPREADSHEET_MONTHS
from ...domain.model import vn_date

# The formats that have a number instead of a code (ISO/IEC 29500-1, 18.8.30). 14 is each machine's own short date.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<words>[^"]*)"|\\(?P<letter>.)|(?P<bracket>\[[^\]]*\])|_.|\*.|(?P<part>AM/PM|A/P|[dmyhs]+|[0#?.,%/]+|General|@|E[+-])'
    r"|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_MONTHS = {number: name.title() for name, number in SPREADSHEET_MONTHS.items()}
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
Token = tuple[str, str]


def printed(value: float | dt.date, code: str) -> str | None:
    """``value`` as a cell with the format ``code`` shows it; None where that cannot be said here.

    A date shown day first, or with its month in words, is as sure as one typed.
    """
    if code in {"", "General", "@"} or isinstance(value, bool):
        return None
    return _day(value, code) if isinstance(value, dt.date) else _number(value, code)


def _day(value: dt.date, code: str) -> str | None:
    words = any(kind == "words" and any(c.isalpha() for c in text) for kind, text in _sections(code)[0])
    named = any(kind == "part" and text.lower().startswith("mmm") for kind, text in _sections(code)[0])
    order = "".join(c for c in day_order(code) if c in "dmy")
    time = value.time() if isinstance(value, dt.datetime) else dt.time()
    if (order == "md" or order[:3] in {"mdy", "ymd"}) and not named:
        return None  # nobody who reads the day first has seen this one to be right
    if not words and (order[:3] == "dmy" or (named and set(order) == set("dmy"))):
        return vn_date(value) + (f" {time:%H:%M}" if time != dt.time() else "")
    if not words and named and order in {"dm", "my"}:
        # "d-mmm" Excel makes by itself of "3/5" and of "5/3"; "mmm-yy" of "3/2026" and of "3/26".
        return f"{value.day}-{_MONTHS[value.month]}" if order == "dm" else None
    if not words and order == "my":
        return f"{value.month:02d}/{value.year}"
    return _date(value, code)


def printed_text(text: str, code: str) -> str:
    """A text as its cell shows it: the fourth section of a format is for texts ("Phòng "@)."""
    sections = _sections(code)
    own = sections[3] if len(sections) > 3 else sections[0] if len(sections) == 1 else []
    if ("part", "@") not in own or len(own) == 1:
        return text
    return "".join(text if token == ("part", "@") else token[1] for token in own if token[0] in {"part", "words"})


def day_order(code: str) -> str:
    """In which order a format shows day, month and year ("dmy"), times among them; "" for one of numbers."""
    letters = "".join(t.lower()[0] for kind, t in _sections(code)[0] if kind == "part" and _DATE_LETTERS.match(t))
    return re.sub(r"(.)\1+", r"\1", letters)


@lru_cache(maxsize=1024)
def _sections(code: str) -> list[list[Token]]:
    """The parts of a format between semicolons, each as words ("words") and what stands for the value ("part")."""
    found: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["sign"] == ";":
            found.append([])
        elif match["words"] is not None:
            found[-1].append(("words", match["words"]))
        elif match["bracket"] is not None:
            currency = _CURRENCY.fullmatch(match["bracket"])
            if currency and currency[1]:
                found[-1].append(("words", currency[1]))
            elif re.fullmatch(r"\[(?:[hms]+|[<>=].*)\]", match["bracket"], re.IGNORECASE):
                found[-1].append(("unknown", match["bracket"]))
        elif match["letter"] is not None:
            found[-1].append(("words", match["letter"]))
        elif match["part"] is not None:
            # A slash between the parts of a date is a sign, in a number it would be a fraction.
            found[-1].append(("part", match["part"]))
        elif match["sign"] is not None:
            found[-1].append(("words", match["sign"]))
        else:
            found[-1].append(("words", " " if match[0].startswith("_") else ""))
    return found


def _date(value: dt.date, code: str) -> str | None:
    tokens = _sections(code)[0]
    if any(kind == "unknown" for kind, _ in tokens):
        return None
    time = value.time() if isinstance(value, dt.datetime) else dt.time()
    pieces: list[str] = []
    last = ""
    for at, (kind, text) in enumerate(tokens):
        low = text.lower()
        if kind == "words":
            pieces.append(text)
        elif _DATE_LETTERS.match(low):
            following = next((t.lower() for k, t in tokens[at + 1 :] if k == "part" and _DATE_LETTERS.match(t)), "")
            minutes = low[0] == "m" and len(low) < 3 and (last == "h" or following[:1] == "s")
            pieces.append(_date_part("n" * len(low) if minutes else low, value, time))
            last = low[0]
        elif low in {"am/pm", "a/p"}:
            pieces.append("SA" if time.hour < 12 else "CH")
        elif set(low) <= set("/.,"):
            pieces.append(text)
        else:
            return None
    return " ".join("".join(pieces).split())


def _date_part(letters: str, day: dt.date, time: dt.time) -> str:
    """One part of a date: "dd" is 05, "mmmm" Tháng 6; "n" are minutes."""
    what, count = letters[0], len(letters)
    if what == "d":
        return _WEEKDAYS[day.weekday()] if count > 2 else f"{day.day:0{min(count, 2)}d}"
    if what == "m":
        return f"Tháng {day.month}" if count > 2 else f"{day.month:0{count}d}"
    if what == "y":
        return f"{day.year:04d}"  # two figures would only be asked about
    return f"{ {'h': time.hour, 'n': time.minute, 's': time.second}[what]:0{min(count, 2)}d}"


def _number(value: float, code: str) -> str | None:
    sections = _sections(code)
    if value < 0 and len(sections) > 1:
        tokens, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        tokens = sections[2]
    else:
        tokens = sections[0]
    if any(kind == "unknown" for kind, _ in tokens):
        return None
    shapes = [text for kind, text in tokens if kind == "part"]
    if len(shapes) > 1 or (shapes and not re.fullmatch(r"[#0?,]*[#0?](?:\.[0#?]*)?%?", shapes[0])):
        return None  # fractions, powers of ten, dates
    figures = _figures(value, shapes[0]) if shapes else ""
    return " ".join("".join(figures if kind == "part" else text for kind, text in tokens).split())


def _figures(value: float, shape: str) -> str:
    """``value`` in figures: "00" pads, "0.00" has two decimals, a comma groups by thousands, "%" is a hundredth."""
    percent = shape.endswith("%")
    whole, _, decimals = shape.rstrip("%").partition(".")
    digits = min(len(decimals), 9)
    shown = f"{abs(value) * (100 if percent else 1):.{digits}f}"
    if optional := len(decimals) - len(decimals.rstrip("#?")):
        kept = digits - min(optional, digits)
        front, dot, back = shown.partition(".")
        back = back[:kept] + back[kept:].rstrip("0")
        shown = front + (dot + back if back else "")
    front, dot, back = shown.partition(".")
    front = front.zfill(min(whole.count("0"), 15))
    if "," in whole:
        # Vietnamese writes 1.500.000,5.
        front, dot = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", front), "," if back else ""
    return ("-" if value < 0 and float(shown) else "") + front + dot + back + ("%" if percent else "")
