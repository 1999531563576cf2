"""Splits the text of a lead or supporting cell into the names of units; does not know which units exist.

"Sở Khoa học và Công nghệ" is one unit and "Sở Nội vụ và Công an tỉnh" are two: a separator parts names only where
what follows begins like a unit. "Các sở, ban, ngành" is one collective.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ...text import clean, clean_lines
from .shared_noun import with_own_nouns

# Words that begin the name of a unit. A name is the word and at least one more, unless it is one of _ALONE.
_NOUNS = (
    "Sở|Bộ|Ban|Phòng|UBND|HĐND|UBMTTQ|Ủy ban|Uỷ ban|Hội đồng|Trung tâm|Văn phòng|Công an|Thanh tra|Cục|Tổng cục|"
    "Chi cục|Vụ|Viện|Học viện|Hội|Liên minh|Liên hiệp|Liên đoàn|Hiệp hội|Đoàn|Đài|Báo|Tòa án|Toà án|TAND|VKSND|"
    "Ngân hàng|Kho bạc|Bảo hiểm|Thuế|Hải quan|Trường|Đại học|Chi nhánh|Tập đoàn|Tổng công ty|Công ty|Mặt trận|"
    "Tỉnh đoàn|Tỉnh Đoàn|Thành đoàn|Thành Đoàn|Huyện đoàn|"
    "Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Đảng ủy|Đảng uỷ|Công đoàn|Quân khu|Thông tấn xã|Quỹ|Đội|Tổ|Cơ quan|"
    "Đơn vị|Doanh nghiệp|Các|Những|VP|P\\.|TT|BQL|BCH|BCĐ|Chủ tịch|Giám đốc|Lãnh đạo|Chánh|Trưởng|Công chức|"
    "Điện lực|Bưu điện|Khối|Cảng|Ga|Tòa|Toà|Thường trực|Chính quyền|Chính phủ|Quốc hội"
)
_ALONE = (
    "Văn phòng|Thanh tra|UBND|HĐND|Công an|TAND|VKSND|"
    "Tỉnh đoàn|Tỉnh Đoàn|Thành đoàn|Thành Đoàn|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Doanh nghiệp|Công đoàn|Thuế|"
    "Hải quan|Chính phủ|Quốc hội"
)
_LOWER = "các|những|cơ quan|đơn vị|doanh nghiệp|chính quyền"
_TAIL = "(?:thuộc|trực thuộc|liên quan|có liên quan|khác)"

_START = re.compile(rf"(?:{_NOUNS})(?![^\W_])\s*\S")
_ALONE_START = re.compile(rf"(?:{_ALONE})\s*(?:$|[,;./)(]|và )")
# Units whose names have several words, and what begins a name of its own on the next line.
_LONG_NAME = re.compile(r"(?:Phòng|Sở|Trung tâm|Ban|Chi cục|Cục)\s+[^\W\d_]")
_OWN_LINE = re.compile(
    r"(?:Bệnh viện|Trạm|Hạt|Nhà|Xí nghiệp|Bảo tàng|Thư viện|Kiểm toán|Lực lượng|Hợp tác xã|Khu|Thủ trưởng|Đảng|Chi bộ"
    r"|Cán bộ|Bí thư|Phó|Kế toán|Luật sư)(?![^\W_])|.*\s[-–]\s|(?:\S+\s+){4}\S"
)
_LOWER_NOUN = re.compile(rf"(?i:{_NOUNS})\s+([^\W\d_])")
_LOWER_START = re.compile(rf"(?:{_LOWER})(?![^\W_])", re.IGNORECASE)
_BARE = re.compile(rf"(?i:{_NOUNS})\s*(?:$|[,;/]|và |{_TAIL})")
_IDIOM = re.compile(r"(?:sở|bộ|ban),?\s*(?:ban,?\s*)?(?:,|và)?\s*ngành", re.IGNORECASE)
_ENDS_BARE = re.compile(r"(?:^|\s)(?:các|những|sở|bộ|ban|(?:các|những) (?:cơ quan|đơn vị))\s*$", re.IGNORECASE)
_MANY = re.compile(r"(?:tất cả\s+)?(?:các|những)\s", re.IGNORECASE)
# What is said before a unit's name: "Giao Văn phòng", "Đề nghị Sở Nội vụ", "Cấp tỉnh: Sở Tư pháp".
_GIVEN_TO = re.compile(
    rf"^(?:(?:giao|đề nghị|phân công|do)\s+|(?:(?:ở|tại) )?cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)\s*:\s*)"
    rf"(?=(?:{_NOUNS})(?![^\W_]))",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?:[A-ZĐ][A-ZĐ&]{1,7}|[A-ZĐ]{1,4}\.? ?\d{1,3})"
    r"(?=\s*(?:$|[,;+]|và |\(|(?:cấp )?(?:tỉnh|huyện|xã|thành phố)\b))"
)
# A person in charge: "Nguyễn Văn A", "đ/c Lan".
_FAMILY_NAME = re.compile(
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Trịnh|Mai|Lâm|Tạ|Hà|Trương|"
    "Lương|Tô|Châu|Quách|Thạch|Danh"
)
_ADDRESS = r"(?:đ/c|đồng chí|ông|bà|anh|chị|thầy|cô)(?:\s*:\s*|\s+)(?=\S)"
_SPOKEN_TO = re.compile(_ADDRESS, re.IGNORECASE)
# Who of the unit is in charge: "Văn phòng (đ/c Lan)".
_PERSON_BEHIND = re.compile(rf"\s*\(\s*{_ADDRESS}[^()]*\)", re.IGNORECASE)
_LONGEST_NAME = 5
_COLLECTIVE = re.compile(
    r"(?:tất cả|các|những|mọi|toàn thể)(?![^\W_])|(?:sở|bộ|ban|ngành|phòng|cơ quan|đơn vị|địa phương|viện|"
    r"trường|doanh nghiệp|tập đoàn|tổng công ty|công ty|hội|hiệp hội|tổ chức)\s*(?:,|và |$)"
    r"|cơ quan|đơn vị|địa phương|doanh nghiệp",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*;\s*|\n")
_MARK = re.compile(r"^\s*(?:[-–—+*•▪]|\d{1,2}[.)]|[a-zđ]\))\s*(?=\S)")
_COMMA = re.compile(r",\s*|\s+và\s+|\s*\+\s*|\s*/\s*(?=[A-ZĐ])|(?<![A-ZĐ])\.\s+(?=[A-ZĐ])|\s+(?:cùng với|cùng)\s+")
# "Sở Nội vụ - Sở Tài chính" are two, "Sở Lao động - Thương binh và Xã hội" is one.
_DASHED = re.compile(r"\b(Sở|Bộ|UBND|Phòng|Trung tâm|Công an)(\s[^,;–-]+?)\s+[-–]\s+(?=\1\s)")
# One office for two bodies: "Văn phòng HĐND và UBND", "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh".
_JOINT_OFFICE = re.compile(
    r"(?:Văn phòng|VP\.?)\s+(?:HĐND|Hội đồng nhân dân|Đoàn\s(?:ĐBQH|đại biểu Quốc hội))[^,;]*$"
)
_BODY = re.compile(r"(?:HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân|Uỷ ban nhân dân)(?![^\W_])")
# A unit's noun in the middle of a name, where a line break between two units was lost.
_LOST = re.compile(r"(?<=[^\W\d_])\s+(?=(?:Sở|Bộ|Phòng|Trung tâm|UBND|Ủy ban nhân dân|Công an)\s+[^\W\d_])")
_GOVERNS = re.compile(
    r"(?:thuộc|của|với|các|và|cho|theo|tại|do|là|ở|Các|Thanh tra|Văn phòng|Giám đốc|Lãnh đạo|Đảng ủy|Đảng uỷ|"
    r"Công đoàn|Chánh|Trưởng|Phó|Bộ trưởng|Chủ tịch|Thường trực|Đoàn|Tổ|Ban|Hội|Chi cục|Cục|Vụ|Viện|"
    r"Bộ|Sở|gồm|như|[,(–-])$"
)

# A sentence in the cell: what the unit does there begins with one of these.
_DOES = re.compile(
    r"\s*,?\s+(?:trực tiếp\s+)?(?:chủ trì|tiến hành|chịu trách nhiệm|có trách nhiệm|chủ động|phối hợp|tham mưu|"
    r"rà soát|thực hiện|"
    r"triển khai|tổng hợp|xây dựng|báo cáo|ban hành|hướng dẫn|đối với|với|là chủ quản|trình)\s+(?=[^\W\d_])"
)
# Such a noun alone is not yet a name, and after such a word a deed is part of it: "Hội đồng phối hợp phổ biến …",
# "Ban Quản lý dự án đầu tư xây dựng …", "Tổ công tác triển khai Đề án …".
_UNNAMED = re.compile(
    r"^(?:Hội đồng|Ban Chỉ đạo|Ban Tổ chức|Ban Quản lý|Tổ công tác|Tổ giúp việc|Tổ biên tập|Tổ thẩm định|"
    r"Đoàn kiểm tra|Đoàn công tác)(?: (?:tỉnh|liên ngành|cấp tỉnh))?$|\s(?:về|đầu tư|quản lý|công tác|và|để|kiểm tra"
    r"|công|chương|quy|lộ|tiến)$",
    re.IGNORECASE,
)
_WITH = re.compile(r"[,;]?\s*(?:chủ trì\s*,?\s*)?phối hợp\s+(?:với|cùng|chặt chẽ với)\s*:?\s*", re.IGNORECASE)
_LEADS_LABEL = re.compile(
    r"(?:^|(?<=[\n;.]))\s*[-+]?\s*(?:(?:đơn vị|cơ quan)\s+)?(?:chủ trì|thực hiện|tham mưu|đầu mối)\s*:\s*",
    re.IGNORECASE,
)
_HELPS_LABEL = re.compile(
    r"(?:^|[\n;.,])\s*[-+]?\s*(?:(?:đơn vị|cơ quan)\s+)?phối hợp(?: thực hiện)?\s*:\s*", re.IGNORECASE
)
_ROLE = re.compile(
    r"\s*\((?:cơ quan |đơn vị )?(chủ trì|phối hợp|đầu mối|thường trực|CT|PH|tham mưu|theo dõi|"
    r"soạn thảo|thực hiện|tổng hợp(?: chung)?)\)|\s+(?:chủ trì|"
    r"(?:làm|là) (?:cơ quan |đơn vị )?đầu mối)$|(?<=\w)\s+(phối hợp)$",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\s+trong phạm vi .*?(?=(?:,|\s+và)\s+(?:các|cơ quan)\s|$)")
_DOUBLED = re.compile(r"\b(Sở|Bộ|Ban|Phòng)\s+\1\b")
_HELPING = {"phối hợp", "ph"}
_EDGES = " \t.,;:…"


@dataclass(frozen=True, slots=True)
class Named:
    """The units that a cell names: who leads (all that are named as leading), who supports, and whether the cell
    is a sentence with conditions that the names alone do not carry, or a name is perhaps written over two lines."""

    leads: tuple[str, ...]
    supports: tuple[str, ...] = ()
    sentence: bool = False
    wrapped: bool = False


def named_units(text: str, is_known: Callable[[str], bool] = lambda _: False) -> Named:
    """The units in the text of a lead cell. ``is_known`` tells a unit or alias of the register by its name."""
    lines = with_own_nouns(clean_lines(text))
    supports_text = ""
    if label := _HELPS_LABEL.search(lines):
        lines, supports_text = lines[: label.start()], lines[label.end() :]
    lines, wrapped = _unwrapped(_LEADS_LABEL.sub("", lines), is_known)
    with_others = _WITH.search(lines)
    if with_others and with_others.start() > 0 and ";" not in lines[: with_others.start()]:
        lines, supports_text = lines[: with_others.start()], lines[with_others.end() :] + "\n" + supports_text
    leads: list[str] = []
    helpers = list(split(supports_text, is_known))
    sentence = False
    for clause in _clauses(lines):
        text_of_units, does = _without_deed(clause)
        sentence = sentence or does
        for name in _names(text_of_units, is_known):
            role = _ROLE.search(name)
            plain = _ROLE.sub("", name).strip(_EDGES)
            target = helpers if role and (role[1] or role[2] or "").casefold() in _HELPING else leads
            if plain and plain not in target:
                target.append(plain)
    return Named(tuple(leads), tuple(h for h in helpers if h not in leads), sentence, wrapped)


def split(text: str, is_known: Callable[[str], bool] = lambda _: False) -> tuple[str, ...]:
    """The names of the units in ``text``, in order, each once."""
    found: dict[str, None] = {}
    for clause in _clauses(_unwrapped(with_own_nouns(clean_lines(text)), is_known, guess=False)[0]):
        for name in _names(_without_deed(clause)[0], is_known):
            if plain := _ROLE.sub("", name).strip(_EDGES):
                found.setdefault(plain)
    return tuple(found)


def is_unnamed(before: str) -> bool:
    """Whether ``before`` is no whole name yet, so that the deed behind it belongs to it: "Hội đồng phối hợp …"."""
    return bool(_UNNAMED.search(before))


def _unwrapped(text: str, is_known: Callable[[str], bool], *, guess: bool = True) -> tuple[str, bool]:
    """``text`` with the lines joined that go on with the name above, and whether that was a ``guess``: no comma shows
    that "Tư pháp" goes on with "Phòng Hành chính" above it."""
    lines, guessed = text.split("\n")[:1], False
    for line in text.split("\n")[1:]:
        above, own = lines[-1].rstrip(), line.strip()
        both = f"{above} {own}"
        if not own or not above or _MARK.match(line) or above[-1] in ".;:" or is_known(own.strip(_EDGES)):
            lines.append(line)
        elif above.endswith((",", " và")) or is_known(both.strip(_EDGES)):
            lines[-1] = both
        elif guess and _LONG_NAME.match(_MARK.sub("", above)) and not _is_own(own, above, is_known):
            lines[-1], guessed = both, True
        else:
            lines.append(line)
    return "\n".join(lines), guessed


def _is_own(line: str, above: str, is_known: Callable[[str], bool]) -> bool:
    """Whether ``line`` is left to itself: it begins like a unit, or in a way that no second half of a name does."""
    return not line[:1].isupper() or bool(_OWN_LINE.match(line)) or _begins_unit(line, above, is_known)


def _clauses(lines: str) -> list[str]:
    """The parts between semicolons and lines. A line that goes on in lower case or in brackets belongs to the one
    above."""
    clauses: list[str] = []
    for part in _BREAK.split(_outside_brackets(lines)):
        marked = bool(_MARK.match(part))
        plain = _MARK.sub("", part).replace("\x1f", ";").strip()
        goes_on = plain[:1].islower() or plain[:1] == "("
        wrapped = clauses and not marked and goes_on and not _LOWER_START.match(plain)
        if wrapped and "\n" in lines and not _ends(clauses[-1]):
            clauses[-1] = f"{clauses[-1]} {plain}"
        elif plain.strip(_EDGES):
            clauses.append(plain)
    return clauses


def _outside_brackets(lines: str) -> str:
    """``lines`` with the semicolons inside brackets hidden, so that they part nothing."""
    return re.sub(r"\([^()]*\)", lambda m: m[0].replace(";", "\x1f").replace("\n", " "), lines)


def _ends(clause: str) -> bool:
    return clause.rstrip()[-1:] in ".;"


def _without_deed(clause: str) -> tuple[str, bool]:
    """The clause up to what the unit does there, and whether there was such a thing."""
    for found in _DOES.finditer(clause):
        before, after = clause[: found.start()], clause[found.end() :]
        if _in_brackets(clause, found.start()) or len(after.split()) < 2 or len(before.split()) < 2:
            continue
        if is_unnamed(before):
            continue
        # "các đơn vị thực hiện dự án" is a name; "Sở Nội vụ thực hiện rà soát …" is a sentence.
        if re.search(r"(?:cơ quan|đơn vị|tổ chức|địa phương)$", before, re.IGNORECASE) and "," not in before:
            continue
        return before, True
    return clause, False


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _names(clause: str, is_known: Callable[[str], bool]) -> list[str]:
    clause = _PERSON_BEHIND.sub("", _GIVEN_TO.sub("", clause)) or clause
    clause = _DASHED.sub(r"\1\2, ", _WITHIN.sub("", _DOUBLED.sub(r"\1", clean(clause))))
    if is_known(clause.strip(_EDGES)):
        return [clause.strip(_EDGES)]
    parts: list[str] = []
    start = 0
    for comma in _COMMA.finditer(clause):
        current = clause[start : comma.start()]
        rest = clause[comma.end() :]
        joint = _BODY.match(rest) and _JOINT_OFFICE.match(current.strip())
        if not current.strip(_EDGES) or joint or _in_brackets(clause, comma.start()):
            continue
        if _begins_unit(rest, current, is_known):
            parts.append(current)
            start = comma.end()
    parts.append(clause[start:])
    return [name for part in parts for piece in _lost_breaks(part) if (name := piece.strip(_EDGES))]


def _begins_unit(rest: str, current: str, is_known: Callable[[str], bool]) -> bool:
    """Whether ``rest``, after a separator, begins another unit than ``current`` goes on with."""
    upto = re.split(r"[,;]|\s+và\s+", rest, maxsplit=1)[0].strip(_EDGES)
    general = upto.islower() and _COLLECTIVE.match(current.strip())  # "các bộ, ngành và địa phương"
    if is_known(upto) and not general:
        return True
    if _IDIOM.match(rest):
        return not _ENDS_BARE.search(current)
    if _is_person(upto) or _ACRONYM.match(rest) or _ALONE_START.match(rest) or _MANY.match(rest):
        return True
    if _LOWER_START.match(rest):
        return not _COLLECTIVE.match(current.strip())
    if _BARE.match(rest):
        return False
    lower = _LOWER_NOUN.match(rest)
    return bool(_START.match(rest) or (lower and lower[1].isupper()))


def _is_person(name: str) -> bool:
    """Whether ``name`` is that of a person: a family name and others, or one with "đ/c", "thầy" … before it."""
    spoken_to = _SPOKEN_TO.match(name)
    words = (name[spoken_to.end() :] if spoken_to else name).split()
    if not words or len(words) > _LONGEST_NAME or not all(word[0].isupper() for word in words):
        return False
    return bool(spoken_to) or (len(words) > 1 and bool(_FAMILY_NAME.fullmatch(words[0])))


def _lost_breaks(part: str) -> list[str]:
    """``part`` cut where a further unit begins without any separator ("Sở Nội vụ Sở Tài chính")."""
    if part.isupper():
        return [part]
    pieces: list[str] = []
    start = 0
    for gap in _LOST.finditer(part):
        before = part[start : gap.start()]
        if len(before.split()) < 2 or _GOVERNS.search(before) or _in_brackets(part, gap.start()):
            continue
        after = part[gap.end() :]
        word = re.match(r"(?:Sở|Bộ|Phòng|Trung tâm|UBND|Ủy ban nhân dân|Công an)\s+(\S)", after)
        if word and (word[1].isupper() or after.startswith(("UBND", "Ủy ban", "Công an"))):
            pieces.append(before)
            start = gap.end()
    pieces.append(part[start:])
    return pieces
