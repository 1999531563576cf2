"""Markings of State secrecy: a document that has one must not go into the register.

A marking is by itself; the words "bí mật", "bảo mật" inside a title are no marking.
"""

from __future__ import annotations

import re
import unicodedata

# At the start or behind a bracket, dash or colon, and in front of an end or such a mark again; in capitals.
_STAMP = re.compile(r"(?:^|[(\[–—:;-])\s*(TUYỆT MẬT|TỐI MẬT|MẬT)\s*(?:$|[)\]–—:;,.-])", re.MULTILINE)
# In brackets of its own a capital at its beginning is enough: "Báo cáo (Mật)".
_BRACKETED = re.compile(
    r"[(\[]\s*(?:[Đđ]ộ\s+)?(T(?:uyệt|UYỆT) (?:mật|Mật|MẬT)|T(?:ối|ỐI) (?:mật|Mật|MẬT)|M(?:ật|ẬT))\s*[)\]]"
)
_LEVEL = re.compile(r"độ mật\s*[:–-]\s*(tuyệt mật|tối mật|mật)\b", re.IGNORECASE)


def marking(text: str) -> str | None:
    """The marking that ``text`` has ("MẬT", "TỐI MẬT", "TUYỆT MẬT"), or None."""
    shown = unicodedata.normalize("NFC", text)
    if "ậ" not in shown and "Ậ" not in shown:
        return None  # every marking has this letter, few cells do
    found = _STAMP.search(shown) or _LEVEL.search(shown) or _BRACKETED.search(shown)
    return found[1].upper() if found else None


def bracketed(text: str) -> str | None:
    """The marking that is in brackets of its own within ``text``, or None."""
    shown = unicodedata.normalize("NFC", text)
    found = _BRACKETED.search(shown) if "ậ" in shown or "Ậ" in shown else None
    return found[1].upper() if found else None
