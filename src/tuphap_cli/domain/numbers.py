"""Numbers of documents (số, ký hiệu): normalised, compared, never refused for being odd.

The kinds and their abbreviations are those of Decree 30/2020/NĐ-CP, appendix III.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from .model import N_, Note, note

KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "KL": "Kết luận",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "L": "Luật",
}

# What may carry a plan of its own, so that "Kế hoạch" in its deadlines means it.
_PLANS = ("KH", "QĐ", "CTr")

_PREFIX = re.compile(r"^\s*(?:số|so)\s*[:.]?\s*(?=\d)", re.IGNORECASE)
_SPACED = re.compile(r"\s*([/–—-])\s*")
_STATE = re.compile(r"^(?P<ordinal>\d+[a-zA-Z]?)/(?:(?P<year>(?:19|20)\d\d)/)?(?P<symbol>[^\W\d_][^\s/]*)$")
_PARTY = re.compile(r"^(?P<ordinal>\d+)-(?P<kind>[^\W\d_]+)/(?P<issuer>[^\s/]+(?:/[^\s/]+)?)$")


class DocumentNumber(NamedTuple):
    """A number as it is shown and as it is compared.

    ``text`` is normalised; ``key`` is equal for spellings of the same number (marks, case, spaces, leading
    zeros, a lost slash or dash); ``kind`` is the kind's abbreviation or "" (an official letter has none);
    ``odd`` says what is unusual, or is None.
    """

    text: str
    key: str
    kind: str
    issuer: str
    odd: Note | None


def parse_number(text: str) -> DocumentNumber:
    """``text`` as a document number, e.g. "25/QĐ-STP", "35/2022/QĐ-UBND", "80-KL/TW"; never raises."""
    shown = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ")
    shown = _PREFIX.sub("", " ".join(shown.split()))
    shown = _SPACED.sub(lambda m: "/" if m[1] == "/" else "-", shown).strip(" .,;")
    found = _STATE.match(shown)
    if found:
        head, _, rest = found["symbol"].partition("-")
        kind = _kind(head) if rest or _kind(head) else ""
        issuer = rest if kind else found["symbol"]
        legislature = re.fullmatch(r"QH\d+", found["symbol"]) is not None
        odd = (
            None if "-" in found["symbol"] or legislature else note(N_("the dash between kind and issuer is missing"))
        )
        return DocumentNumber(shown, _key(shown), kind, issuer, odd)
    party = _PARTY.match(shown)
    if party:
        return DocumentNumber(shown, _key(shown), _kind(party["kind"]), party["issuer"], None)
    return DocumentNumber(shown, _key(shown), "", "", note(N_("not of the usual form ordinal/KIND-ISSUER")))


def is_plan(text: str) -> bool:
    """Whether a document of this number is a plan or carries one, as far as its number tells."""
    return not text.strip() or parse_number(text).kind in _PLANS


def _kind(head: str) -> str:
    return next((kind for kind in KINDS if kind.casefold() == head.casefold()), "")


def _key(shown: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFD", shown) if not unicodedata.combining(c))
    text = text.replace("Đ", "D").replace("đ", "d").casefold()
    return "".join(c for c in text if c.isalnum()).lstrip("0")


class Reference(NamedTuple):
    """How a person names a decision or one of its tasks: number, perhaps @year or @day, perhaps :item."""

    number: DocumentNumber
    when: str
    item: str | None

    def fits(self, issued_on: date) -> bool:
        """Whether a document issued on that day can be meant: any day, one of the year, or the very day."""
        return self.when in ("", str(issued_on.year), issued_on.isoformat())


def reference(text: str) -> Reference:
    """``text`` such as "25/QĐ-STP", "25/QĐ-STP@2021", "25/QĐ-STP@2021-02-26" or "25/QĐ-STP@2021:II.3"."""
    head, colon, item = _PREFIX.sub("", text).strip().partition(":")
    number, _, when = head.partition("@")
    return Reference(parse_number(number), when.strip(), item.strip() or None if colon else None)
