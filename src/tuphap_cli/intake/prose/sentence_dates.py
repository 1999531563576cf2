"""Finds in a sentence the words that say when its work is due; reads no dates and takes none of documents named."""

from __future__ import annotations

import re

_YEAR = r"(?:\s*[/-]\s*\d{4}|\s+năm\s+\d{4})"
_DAY = rf"(?:\d{{1,2}}\s*[/.-]\s*\d{{1,2}}(?:\s*[/.-]\s*\d{{4}})?|\d{{1,2}}\s+tháng\s+\d{{1,2}}{_YEAR}?)"
_MONTH = rf"(?:tháng\s+\d{{1,2}}|quý\s+(?:[IVX]{{1,3}}|\d)){_YEAR}?"
_PERIOD = rf"(?:(?:(?:cuối|đầu|giữa)\s+)?{_MONTH}|năm\s+\d{{4}})"
_EVERY = r"(?:hằng|hàng)\s+(?:tuần|tháng|quý|năm)"
_TERM = r"\d{1,3}\s+(?:ngày(?:\s+làm\s+việc)?|tuần|tháng)(?:,?\s+(?:kể\s+từ|tính\s+từ|từ|sau)\s+[^,;.()]{3,80})?"
_PART_OF_DAY = r"(?:\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{2})?\s*(?:phút)?\s*,?\s*)?(?:(?:sáng|chiều|trưa|tối)\s+)?"
_MONTHLY = r"ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:đầu|cuối|sau)(?:\s+(?:của\s+|mỗi\s+)?quý)?"
_A_DAY = rf"(?:{_MONTHLY}|ngày\s+\d{{1,2}}\s+{_EVERY}|{_PART_OF_DAY}(?:ngày\s+)?{_DAY}(?:,?\s+{_EVERY})?)"
_BOUND = (
    r"(?:(?:chậm|muộn|trễ)\s+nhất|không\s+quá|không\s+muộn\s+hơn|hạn\s+chót|hạn\s+cuối)"
    r"(?:\s+(?:là|vào|đến|trong|trước|hết|vòng))*"
)
_DONE = r"(?:hoàn\s+thành|hoàn\s+tất|xong|kết\s+thúc|ban\s+hành|thời\s+hạn|thời\s+gian)"
# What bounds the work wherever it is in the sentence.
_BOUNDS = (
    rf"(?:{_DONE}\s+)?{_BOUND}\s+(?:{_A_DAY}|{_PERIOD}|{_TERM})",
    rf"(?:{_DONE}\s+)?trước\s+(?:{_A_DAY}|{_PERIOD})",
    rf"{_DONE}\s*:?\s+(?:(?:trong|vào|đến|hết)\s+)*(?:ngày\s+{_DAY}|{_PERIOD})",
    rf"(?:từ\s+nay\s+)?đến\s+hết\s+(?:ngày\s+{_DAY}|{_PERIOD})",
    rf"(?:{_DONE}\s+)?trong\s+(?:vòng\s+|thời\s+hạn\s+|thời\s+gian\s+)?{_TERM}",
    rf"trong\s+(?:(?:sáng|chiều|trưa|tối)\s+)?ngày\s+{_DAY}",
    rf"định\s+kỳ\s+(?:{_EVERY}|0?[36]\s+tháng)(?:\s*,?\s*\(?(?:{_BOUND}\s+|trước\s+){_A_DAY}\)?)?",
    # A month or a quarter does only where nothing follows: "… báo cáo Thủ tướng Chính phủ trong tháng 8 năm 2026."
    rf"trong\s+{_MONTH}(?=\s*(?:[.;)]|$))",
)
_WHEN = re.compile(rf"(?<![^\W_])(?:{'|'.join(_BOUNDS)})(?![^\W_])", re.IGNORECASE)
_BINDS = re.compile(r"trước|chậm|muộn|trễ|không|hạn", re.IGNORECASE)
_OF_THE_PAST = re.compile(r"(?:đã|được)(?:\s+[^\s,;.]+){0,4}\s*$", re.IGNORECASE)
_LOOKED_BACK = 60


def due_words(sentence: str) -> list[str]:
    """The words in ``sentence`` that say when its work is due, each once, as printed and in order."""
    found: dict[str, None] = {}
    for when in _WHEN.finditer(sentence):
        if not _OF_THE_PAST.search(sentence[max(0, when.start() - _LOOKED_BACK) : when.start()]):
            found.setdefault(" ".join(when[0].split()))
    return list(found)


def is_bound(words: str) -> bool:
    """Whether ``words`` bound the work ("trước ngày …"), where others may only say when something else happens."""
    return bool(_BINDS.search(words))
