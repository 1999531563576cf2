"""Which notes of a clerk say why a task is late or what is wanted for it, and not only what has been done."""

from __future__ import annotations

import re
import unicodedata

# Words by which officials name what is lacking, waited for, in the way or asked for; compared with their marks, since
# without them they would be other words ("cho": for; "chờ": to wait).
_WORDS = (
    "chờ", "đợi", "chưa", "thiếu", "vướng", "khó khăn", "khó", "trở ngại", "bất cập", "chồng chéo", "chậm", "trễ",
    "kéo dài", "quá tải", "phụ thuộc", "vì", "bởi", "nguyên nhân", "lý do", "lí do", "do", "không đủ", "không kịp",
    "không thể", "không có", "không bố trí", "hết kinh phí", "dịch bệnh", "dịch covid", "covid", "giãn cách",
    "đề nghị", "đề xuất", "kiến nghị", "xin", "cần", "gia hạn", "lùi", "hoãn", "tạm dừng", "tạm ngưng",
)  # fmt: skip
_CAUSE = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?!\w)")
# What takes the meaning out of them: what is not in the way, who has done something.
_OTHERWISE = re.compile(
    r"(?<!\w)(?:không (?:có |gặp |còn )?(?:vướng mắc|vướng|khó khăn|trở ngại)|do đó|tự do"
    r"|do (?=(?:sở|phòng|ban|bộ|cục|chi cục|trung tâm|văn phòng|ubnd|ủy ban|uỷ ban|đơn vị|lãnh đạo)(?!\w)))"
)


def names_cause(note: str) -> bool:
    """Whether ``note`` names a cause or a proposal ("Chờ ý kiến Bộ Nội vụ"), not only work ("Đã trình dự thảo")."""
    words = unicodedata.normalize("NFC", note).casefold()
    return bool(_CAUSE.search(_OTHERWISE.sub(" ", words)))
