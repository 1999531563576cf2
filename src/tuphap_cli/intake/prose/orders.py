"""Parts the sentence of an order into who is to do it, with whom, and what: "Giao Sở A chủ trì, phối hợp với …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...text import fold
from ..unit_names import unit_cells

# What an order begins with, behind the unit: written small, unlike the same word in a name ("Ban Chỉ đạo").
_DEEDS = (
    "bám sát|ban hành|báo cáo|bảo đảm|biên soạn|bố trí|bổ sung|cân đối|căn cứ|cập nhật|chấn chỉnh|chấp hành|chỉ đạo|"
    "chịu trách nhiệm|chủ động|chủ trì|chuẩn bị|có báo cáo|có giải pháp|có kế hoạch|có trách nhiệm|có văn bản|"
    "công bố|công khai|cung cấp|dự thảo|đảm bảo|đánh giá|đăng tải|đầu mối|đẩy mạnh|đẩy nhanh|đề xuất|điều chỉnh|"
    "đôn đốc|đưa|giải quyết|giám sát|gửi|hoàn thành|hoàn thiện|hỗ trợ|huy động|hướng dẫn|kết nối|khẩn trương|"
    "khắc phục|khảo sát|kiểm tra|kiểm soát|kiện toàn|kịp thời|làm rõ|làm tốt|lãnh đạo|lập|lấy ý kiến|lồng ghép|"
    "mở|nâng cao|nghiên cứu|nghiêm túc|nhanh chóng|phân công|phân tích|phê duyệt|phổ biến|phối hợp|phát huy|"
    "quán triệt|quyết liệt|rà soát|sớm|sửa đổi|tạo điều kiện|tăng cường|tập huấn|tập trung|tham gia|tham mưu|"
    "thanh tra|tháo gỡ|thẩm định|thẩm tra|theo dõi|thiết lập|thông báo|thống kê|thúc đẩy|thu thập|thường xuyên|"
    "thực hiện|tích cực|tiếp nhận|tiếp thu|tiếp tục|tiến hành|tổ chức|tổng hợp|tổng kết|trả lời|triển khai|"
    "trình|trực tiếp|truyền thông|tuyên truyền|tự kiểm tra|ưu tiên|vận động|vận hành|xác định|xác minh|xây dựng|"
    "xem xét|xử lý|yêu cầu|bàn giao|bồi thường|chấm dứt|chi trả|cử|di dời|duy trì|điều tra|"
    "đề nghị|giải ngân|giảm|khởi công|kiểm điểm|kiểm kê|lựa chọn|mời|nắm|ngăn chặn|phân bổ|phân loại|quyết toán|"
    "rút kinh nghiệm|sắp xếp|số hóa|sơ tán|tạm dừng|tăng|thành lập|thanh toán|thi công|thống nhất|thu hồi|"
    "tiếp|tìm|tính toán|trao đổi|ứng phó|xác nhận|xử phạt"
)
_DEED = re.compile(rf"\s*[,;]?\s+(?=(?:{_DEEDS})(?![^\W_]))")
_WORK = re.compile(rf"(?:{_DEEDS})(?![^\W_])", re.IGNORECASE)
_GIVEN = re.compile(
    r"(?P<issuer>(?:[^,.;:()]{0,80}?\s)??)(?:(?:tiếp tục|thống nhất|đồng ý)\s+)?(?<!bàn )(?<!chuyển )"
    r"(?:giao|yêu cầu|đề nghị|phân công)\s+(?:cho\s+)?(?=\S)",
    re.IGNORECASE,
)
_ISSUERS = re.compile(
    r"(?:(?:Phó )?Thủ tướng|Chính phủ|(?:Phó )?Chủ tịch|UBND|Ủy ban|Uỷ ban|(?:Thứ|Bộ) trưởng|(?:Phó )?Giám đốc|"
    r"Ban |Thường trực|Lãnh đạo|Hội nghị|Tiếp tục|Thống nhất|Đồng ý|$)",
    re.IGNORECASE,
)
# Behind the noun of a unit is its name, written with a capital letter, or what all such units have in common.
_COMMON = re.compile(
    r"(?:các|tỉnh|thành phố|huyện|xã|phường|đặc khu|cấp|nhân dân|công tác|liên ngành|cơ sở)(?![^\W_])"
)
_MANY = (
    r"(?:Các|Những)\s+(?i:đồng chí|bộ|sở|ban|ngành|phòng|cơ quan|đơn vị|địa phương|tỉnh|xã|phường|doanh nghiệp|"
    r"trường|hội|tổ chức)"
)
_NOUNS = (
    "Sở|Bộ|Ban|Phòng|Ủy ban|Uỷ ban|Hội đồng|Trung tâm|Văn phòng|Tổng Thanh tra|Cục|Tổng cục|Chi cục|Vụ|Viện|Học viện|"
    "Hội|Liên minh|Liên đoàn|Hiệp hội|Đoàn|Đài|Báo|Tòa án|Toà án|Ngân hàng|Kho bạc|Bảo hiểm|Thuế|Hải quan|Trường|"
    "Đại học|Tập đoàn|Tổng công ty|Công ty|Mặt trận|Tỉnh đoàn|Thành đoàn|Tỉnh ủy|Thành ủy|Đảng ủy|Công đoàn|"
    "Thông tấn xã|Tổ|VP|Bộ trưởng|Thứ trưởng|Thủ trưởng|Giám đốc|Tổng Giám đốc|Chủ tịch|Phó Chủ tịch|Phó Thủ tướng|"
    "Chánh|Trưởng|Cục trưởng|Chi cục trưởng|Chỉ huy trưởng|Chủ nhiệm|Thống đốc|Công chức|Lực lượng|Bộ đội|Bộ Chỉ huy|"
    "Quân khu|Điện lực|Bưu điện|Khối|Thường trực|Chính quyền"
)
_LONGEST_FIRST = "|".join(sorted(_NOUNS.split("|"), key=len, reverse=True))
_UNIT = re.compile(
    rf"{_MANY}|(?:Cơ quan|Đơn vị|UBND|HĐND|TAND|VKSND|Công an|Thanh tra)(?![^\W_])"
    rf"|Văn phòng(?=\s*(?:$|[,;:.)]|và\s|(?:{_DEEDS})(?![^\W_])))"
    rf"|(?:{_LONGEST_FIRST})\s+(?P<name>[^\W\d_])"
)
# Whose office it is: the head of a body is ordered for it.
_HEAD = re.compile(
    r"(?:(?<=^)|(?<=[,;]\s)|(?<=\svà\s))(?:(?:các )?đồng chí )?"
    r"(?:Bộ trưởng|Thủ trưởng|Giám đốc|Tổng Giám đốc|Chủ tịch|Chánh|Cục trưởng|Chi cục trưởng|Chủ nhiệm|Trưởng|"
    r"Chỉ huy trưởng|Tổng(?= Thanh tra)|Thống đốc)\s+(?=(?:các\s+)?"
    r"(?:Bộ|Sở|UBND|Ủy ban|Uỷ ban|Văn phòng|Thanh tra|Cục|Chi cục|Ngân hàng|Phòng|Ban|Trung tâm|Tập đoàn|"
    r"Tổng công ty|Hội đồng|Công an|cơ quan|đơn vị))",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(r"\s*,?\s+(?:theo|trên cơ sở|căn cứ|với vai trò|trong phạm vi|tùy)\s.*$", re.DOTALL)
_WITH = re.compile(
    r"(?i:(?:chủ trì\s*,?\s*)?phối hợp)\s+(?:chặt chẽ\s+)?(?:(?:với|cùng)\s+)?(?P<units>[^;.:]{3,300}?)"
    rf"(?:\s*,?\s+(?=(?P<deed>(?:{_DEEDS})(?![^\W_])))|(?=[;.:]|$))"
)
_LEADING = re.compile(r"(?:làm\s+)?(?:chủ trì|đầu mối)(?:\s*,\s*|\s+)", re.IGNORECASE)
_BURDENED = re.compile(rf"(?:có|chịu) trách nhiệm\s+(?=(?:{_DEEDS})(?![^\W_]))", re.IGNORECASE)
# What tells instead of ordering, and what every document ends with.
_TELLS = re.compile(
    r"^(?:đã|đang|còn|chưa|vẫn|là|có ý kiến|cho biết|cho rằng|đánh giá cao|ghi nhận|biểu dương)(?![^\W_])"
)
_FORMAL = re.compile(
    r"trách nhiệm thi hành|thi hành (?:Quyết định|Nghị quyết|Chỉ thị) này|có hiệu lực|"
    r"thông báo (?:để|đến|tới)\s.{0,200}(?:biết|thực hiện)"
)
_TELLING = re.compile(r"\s(?:đã|đang|được|còn|chưa|vẫn|cũng)(?:\s|$)|\d{1,2}/\d{1,2}")
_HEADING_UP_TO = 25  # words
# What a heading says before the unit whose work is below: "Đối với Văn phòng Sở".
_OF_A_UNIT = re.compile(r"^(?:(?:các )?nhiệm vụ|trách nhiệm) của\s+|^đối với\s+", re.IGNORECASE)
_SHARED_NOUN = re.compile(r"các\s+(?:bộ|sở|phòng)(?:,\s*(?:cơ quan|ngành|ban))*\s*$", re.IGNORECASE)
_NAME_UP_TO = 260
_NO_NAMES = {"don vi", "co quan"}  # which alone name none


@dataclass(frozen=True, slots=True)
class Order:
    """Who is ordered (``lead``, as units are written in a cell), with whom, and the work; "" where a line only names
    the unit and the work is below."""

    lead: str
    supports: str
    work: str


def order_of(sentence: str) -> Order | None:
    """The order that ``sentence`` gives to a unit which it names first, or None."""
    named = _OF_A_UNIT.match(sentence)
    if named and heading_of(sentence.partition(":")[0]):
        sentence = sentence[named.end() :]
    given = _given(sentence)
    rest = sentence[given:]
    if not is_unit(rest) or is_formal(sentence):
        return None
    parted = _parted(rest, sure=bool(given))
    if parted is None:
        return None
    units, work = parted
    if _TELLS.match(work) or (not work and given == 0 and not sentence.rstrip().endswith(":")):
        return None
    lead = lead_of(units)
    if fold(lead) in _NO_NAMES:
        return None
    if not work:
        return Order(lead, "", "")
    return Order(lead, supports_of(work), _bare(work))


def is_unit(words: str) -> bool:
    """Whether ``words`` begin with the name of a unit, or with a person or several units as such."""
    if words.lower().startswith("đồng chí "):
        return True
    found = _UNIT.match(words[:1].upper() + words[1:])
    if not found or not found["name"]:
        return found is not None
    return found["name"].isupper() or _COMMON.match(words, found.start("name")) is not None


def heading_of(line: str) -> Order | None:
    """The unit that a heading without any work names: "1. Sở Tư pháp"."""
    plain = _OF_A_UNIT.sub("", line.strip(" .:;"))
    short = len(plain.split()) <= _HEADING_UP_TO and not re.search(r"[.;]", plain) and _colon(plain) < 0
    if not short or not is_unit(plain) or _TELLING.search(plain) or _DEED.search(plain):
        return None
    return Order(lead_of(plain), "", "")


def is_formal(sentence: str) -> bool:
    """Whether ``sentence`` is one that such documents end with, and gives no task."""
    return bool(_FORMAL.search(sentence))


def begins_with_work(sentence: str) -> bool:
    """Whether ``sentence`` orders without naming a unit: "Khẩn trương hoàn thành …"."""
    return bool(_WORK.match(sentence))


def supports_of(work: str) -> str:
    """The units with which ``work`` is to be done, as a cell would hold them; "" where it names none."""
    found = _WITH.search(work)
    units = found["units"].strip(" ,") if found else ""
    return units if is_unit(units) else ""


def lead_of(units: str) -> str:
    """``units`` with the bodies in place of their heads: "Bộ trưởng Bộ Y tế" is Bộ Y tế."""
    text = _HEAD.sub("", _CIRCUMSTANCE.sub("", units).strip(" ,:-–"))
    names = unit_cells.split(text)
    return "; ".join(dict.fromkeys(name[:1].upper() + name[1:] for name in names))


def _given(sentence: str) -> int:
    """Where the unit is behind "Giao", "Thủ tướng Chính phủ yêu cầu"; 0 where the sentence begins with it."""
    found = _GIVEN.match(sentence)
    if not found or not _ISSUERS.match(found["issuer"]) or _DEED.search(found["issuer"].rstrip() + " "):
        return 0
    return found.end() if is_unit(sentence[found.end() :]) else 0


def _parted(rest: str, *, sure: bool) -> tuple[str, str] | None:
    """The units and the work behind them; a colon ends the units, else the first word of a deed does."""
    colon = _colon(rest)
    for deed in _DEED.finditer(rest[:_NAME_UP_TO]):
        before = rest[: deed.start()]
        if -1 < colon < deed.start() or len(before.split()) < 2 or before.count("(") > before.count(")"):
            continue
        if unit_cells.is_unnamed(before):
            continue
        if _TELLING.search(_CIRCUMSTANCE.sub("", before)):
            return None
        return (before, rest[deed.end() :].strip()) if "." not in before.rstrip(".") else None
    if -1 < colon <= _NAME_UP_TO and (sure or unit_cells.split(rest[:colon])) and not _TELLING.search(rest[:colon]):
        return rest[:colon], rest[colon + 1 :].strip()
    return None


def _colon(rest: str) -> int:
    """Where a colon ends the units; one behind "các Bộ" only sets out their names."""
    at = rest.find(":")
    return rest.find(":", at + 1) if at > 0 and _SHARED_NOUN.search(rest[:at]) else at


def _bare(work: str) -> str:
    """The work without "chủ trì, phối hợp với …", where other work follows that."""
    text = _BURDENED.sub("", work, count=1) if _BURDENED.match(work) else work
    if (found := _WITH.match(text)) and found["deed"] and is_unit(found["units"]):
        text = text[found.end() :]
    elif leading := _LEADING.match(text):
        text = text[leading.end() :]
    text = text.strip(" ,;.")
    return text[:1].upper() + text[1:]
