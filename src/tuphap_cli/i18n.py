"""The language of messages: English in the code, Vietnamese in the catalogue, chosen once per process."""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

from .domain.model import N_, Note

LOCALE = Path(__file__).parent / "locale"

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Speak ``language`` ("vi" or "en") from now on."""
    global _catalogue, _language  # noqa: PLW0603 - one language per process, set by main
    _language = language
    # Typer looks its own few words up by the standard library's global functions.
    _gettext.bindtextdomain("tuphap", str(LOCALE))
    _gettext.textdomain("tuphap")
    os.environ["LANGUAGE"] = language
    if language == "en":
        _catalogue = _gettext.NullTranslations()
    else:
        _catalogue = _gettext.translation("tuphap", LOCALE, [language], fallback=True)


def language() -> str:
    """The language in use."""
    return _language


def _(message: str) -> str:
    """``message`` in the language in use."""
    return _catalogue.gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int, *, said: bool = False) -> str:
    """The form for ``number``, with {n} filled in; ``said``: as running text of an official paper has it."""
    shown = two_figures(number) if said else vn_number(number)
    return _catalogue.ngettext(singular, plural, number).format(n=shown)


def show(note: Note) -> str:
    """A note of the domain as a sentence in the language in use, and so the notes in it."""
    values = {name: show(value) if isinstance(value, Note) else value for name, value in note.values}
    return _(note.template).format_map(values)


def vn_number(number: int) -> str:
    """A whole number as the language writes it: 21.914 in Vietnamese, 21,914 in English."""
    text = f"{number:,}"
    return text if _language == "en" else text.replace(",", ".")


def two_figures(number: int) -> str:
    """A whole number in the running text of an official paper: "01" to "09" in Vietnamese."""
    return f"{number:02d}" if 0 < number < 10 and _language != "en" else vn_number(number)


def vn_decimal(value: float, places: int = 2) -> str:
    """A number with decimals as the language writes it: 1.234,50 in Vietnamese, 1,234.50 in English."""
    text = f"{value:,.{places}f}"
    return text if _language == "en" else text.translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")


# What operating systems and SQLite say themselves, so that it can be shown in the language in use.
SYSTEM_WORDS = (
    N_("Permission denied"),
    N_("No such file or directory"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Operation not permitted"),
    N_("Too many levels of symbolic links"),
    N_("Invalid argument"),
    N_("Disk quota exceeded"),
    N_("File too large"),
    N_("Device or resource busy"),
    N_("database disk image is malformed"),
    N_("unable to open database file"),
    N_("disk I/O error"),
    N_("database or disk is full"),
    N_("attempt to write a readonly database"),
    N_("database is locked"),
    N_("locking protocol"),
    N_("file is not a database"),
    N_("out of memory"),
)
