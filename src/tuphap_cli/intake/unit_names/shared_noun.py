"""Spells out the units that share one noun: "các Bộ: Tài chính, Công an" is Bộ Tài chính and Bộ Công an."""

from __future__ import annotations

import re

_SHARED = re.compile(
    r"(?:[Cc]ác\s+)(?P<noun>[Bb]ộ|[Ss]ở|[Pp]hòng)(?:,\s*(?:cơ quan|ngành|ban))*\s*:\s*(?P<names>[^;.:\n]+)"
)
# Names that hold the signs by which such a list is parted.
_JOINED = re.compile(
    r"Văn h(?:óa|oá), Thể thao và Du lịch|(?:Nông nghiệp|Tài nguyên) và Môi trường|Khoa học và Công nghệ|"
    r"Giáo dục và Đào tạo|Dân tộc và Tôn giáo|Kế hoạch và Đầu tư|Thông tin và Truyền thông|"
    r"Nông nghiệp và Phát triển nông thôn|Lao động\s*[-–,]\s*Thương binh và Xã hội|Quy hoạch\s*[-–]\s*Kiến trúc"
)
_HIDDEN = {",": "\x1e", " và ": "\x1f"}


def with_own_nouns(text: str) -> str:
    """``text`` with each unit under its own noun, where all that share one begin with a capital letter."""
    return _SHARED.sub(_spelled, text) if ":" in text else text


def _spelled(found: re.Match[str]) -> str:
    hidden = _JOINED.sub(lambda m: _replaced(m[0], _HIDDEN), found["names"])
    names = [name.strip() for name in re.split(r",|\s+và\s+", hidden) if name.strip()]
    if not all(name[:1].isupper() for name in names):
        return found[0]
    back = {mark: sign for sign, mark in _HIDDEN.items()}
    noun = found["noun"].capitalize()
    return "; ".join(f"{noun} {_replaced(name, back)}" for name in names)


def _replaced(text: str, signs: dict[str, str]) -> str:
    for sign, other in signs.items():
        text = text.replace(sign, other)
    return text
