"""Recognises the labels of prose ("Đơn vị chủ trì: …", "- Sản phẩm: …") by meaning; knows no rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...text import fold
from ..table.heading_words import Field

# What is before the colon, folded: (field, words). The words must be in the label in this order; the first
# line that matches decides. A new wording is one more line.
LABELS: tuple[tuple[Field, str], ...] = (
    (Field.SUPPORT, "phoi hop"),
    (Field.SUPPORT, "tham gia thuc hien"),
    (Field.LEAD, "chu tri"),
    (Field.LEAD, "don vi thuc hien"),
    (Field.LEAD, "co quan thuc hien"),
    (Field.LEAD, "phong thuc hien"),
    (Field.LEAD, "don vi tham muu"),
    (Field.LEAD, "co quan tham muu"),
    (Field.LEAD, "don vi dau moi"),
    (Field.LEAD, "co quan dau moi"),
    (Field.LEAD, "don vi phu trach"),
    (Field.LEAD, "phan cong thuc hien"),
    (Field.LEAD, "trach nhiem thuc hien"),
    (Field.LEAD, "to chuc thuc hien"),
    (Field.LEAD, "bo phan thuc hien"),
    (Field.LEAD, "don vi chiu trach nhiem"),
    (Field.LEAD, "co quan chiu trach nhiem"),
    (Field.LEAD, "= chiu trach nhiem"),
    (Field.LEAD, "= phu trach"),
    (Field.LEAD, "= nguoi thuc hien"),
    (Field.LEAD, "= nguoi phu trach"),
    (Field.LEADER, "= lanh dao phu trach"),
    (Field.LEADER, "= lanh dao so phu trach"),
    (Field.LEADER, "= lanh dao chi dao"),
    (Field.LEAD, "= phan cong"),
    (Field.LEAD, "= thuc hien"),
    (Field.LEAD, "= don vi"),
    (Field.LEAD, "= dau moi"),
    (Field.DEADLINE, "thoi han"),
    (Field.DEADLINE, "thoi gian"),
    (Field.DEADLINE, "thoi diem"),
    (Field.DEADLINE, "tien do"),
    (Field.DEADLINE, "han hoan thanh"),
    (Field.DEADLINE, "= hoan thanh"),
    (Field.DEADLINE, "lo trinh thuc hien"),
    (Field.DEADLINE, "= lo trinh"),
    (Field.DEADLINE, "= han"),
    (Field.DEADLINE, "= han chot"),
    (Field.DEADLINE, "= han cuoi"),
    (Field.DEADLINE, "ngay hoan thanh"),
    (Field.DEADLINE, "= hoan thanh truoc"),
    (Field.DEADLINE, "= hoan thanh truoc ngay"),
    (Field.PRODUCT, "san pham"),
    (Field.PRODUCT, "ket qua"),
    (Field.PRODUCT, "= dau ra"),
    (Field.TITLE, "= noi dung"),
    (Field.TITLE, "= nhiem vu"),
    (Field.TITLE, "= noi dung thuc hien"),
    (Field.TITLE, "= noi dung cong viec"),
    (Field.TITLE, "= noi dung nhiem vu"),
    (Field.TITLE, "= nhiem vu cu the"),
    (Field.TITLE, "= cong viec"),
    (Field.TITLE, "= ten nhiem vu"),
    (Field.NOTE, "= ghi chu"),
    (Field.EXTRA, "= kinh phi"),
    (Field.EXTRA, "= kinh phi thuc hien"),
    (Field.EXTRA, "= nguon kinh phi"),
    (Field.EXTRA, "= hinh thuc"),
    (Field.EXTRA, "= hinh thuc thuc hien"),
    (Field.EXTRA, "= dia diem"),
    (Field.EXTRA, "= doi tuong"),
    (Field.EXTRA, "= thanh phan"),
    (Field.EXTRA, "= so luong"),
)
# A label is short and made of such words only: "Thời gian qua, các đơn vị đã …: …" is a sentence.
_LABEL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "ban bo cac can cap cau chi chinh chiu chot chu chuc co cong cu cuoi dao dat dau dia diem do doi don "
        "du dung duoc ghi gia gian giao han hanh hien hinh hoan hoc hop ke ket khai kien kinh lanh lo luong "
        "mat moi mon mong mot muu ngay nguoi nguon nhan nhiem noi pham phan phi phoi phong phu qua quan quy "
        "ra san so soan su tac tai ten tham thanh thao the thoi thong thuc tien tin to toan trach tri trien "
        "trinh trong truoc tuong ung va van vi viec vu xay yeu",
    )
)
_SENTENCES = {"thoi gian qua", "trong thoi gian qua", "trong thoi gian toi", "thoi gian toi"}
_MAX_WORDS = 9
_LINE = re.compile(
    r"^(?P<mark>(?:[-–—+*•▪]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s*)?(?P<label>[^:\n]{2,80}?)\s*:\s*(?P<value>.*)$",
    re.DOTALL,
)
_INNER = re.compile(r"(?<=[;.,])\s+(?=[-–+]?\s*[^\W\d_][^:;.,\n]{2,60}:)|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Label:
    """A line that begins with a label: what it says, the label as printed, the value, the mark before it."""

    field: Field
    name: str
    value: str
    mark: str = ""


def label_of(line: str) -> Label | None:
    """The label at the beginning of ``line``, or None."""
    found = _LINE.match(line)
    if not found or ";" in found["label"] or found["label"].count("(") != found["label"].count(")"):
        return None
    words = re.findall(r"[^\W_]+", fold(re.sub(r"\([^()]*\)", "", found["label"])))
    if not words or len(words) > _MAX_WORDS or not set(words) <= _LABEL_WORDS:
        return None
    text = " ".join(words)
    if text in _SENTENCES:
        return None
    if "chu tri" in text and "phoi hop" in text:  # one value names both
        return Label(Field.LEAD, found["label"].strip(), found["value"].strip(), (found["mark"] or "").strip())
    for what, wording in LABELS:
        if text == wording[2:] if wording.startswith("= ") else f" {wording} " in f" {text} ":
            return Label(what, found["label"].strip(), found["value"].strip(), (found["mark"] or "").strip())
    return None


def labels_in(line: str) -> list[Label]:
    """The labels of a line that may hold several: "Chủ trì: A; phối hợp: B; thời gian: Quý II"."""
    first = label_of(line)
    if first is None:
        return []
    found: list[Label] = []
    head, _, rest = line.partition(":")
    begin, *others = _INNER.split(rest)
    for part in (f"{head}:{begin}", *others):
        inner = label_of(part)
        if inner and (not found or inner.field not in (Field.TITLE, Field.EXTRA)):
            found.append(inner)
        elif found:
            last = found[-1]
            found[-1] = Label(last.field, last.name, f"{last.value} {part}".strip(), last.mark)
    return [Label(f.field, f.name, f.value.rstrip(" ;,"), f.mark) for f in found]


_IN_BRACKETS = re.compile(r"^(?P<text>.+?)\s*\((?P<inside>[^()]*:[^()]*)\)\s*[.;]?$", re.DOTALL)
_PRODUCT_INSIDE = re.compile(r"(?<=[.;])\s+(?=\(?(?:Sản phẩm|sản phẩm|Kết quả|kết quả)[^:.;\n]{0,30}:)")
_LEADING = re.compile(
    r"^(?P<unit>[^:;]{3,80}?)\s+chủ trì(?: thực hiện)?\s*[;,]\s*"
    r"(?:(?P<helpers>[^:;]{3,200}?)\s+phối hợp(?: thực hiện)?\s*[;,]\s*"
    r"|phối hợp (?:với|cùng)\s+(?P<others>[^:;]{3,200}?)\s*;\s*)?(?=[^:;]{2,60}:)"
)


def text_and_labels(line: str) -> tuple[str, list[Label]]:
    """A line parted into its own text and the labels behind it: "Rà soát văn bản. Chủ trì: A; thời gian: B"."""
    if found := labels_in(line):
        return "", found
    bracketed = _IN_BRACKETS.match(line)
    if bracketed and (found := _labels_in_brackets(bracketed["inside"].strip())):
        return bracketed["text"].strip(), found
    for gap in _INNER.finditer(line):
        found = labels_in(line[gap.end() :])
        if found and all(label.field in _PULLED for label in found):
            return line[: gap.start()].strip(), found
    return line, []


def _labels_in_brackets(inside: str) -> list[Label]:
    """The labels between brackets, where lead and support may be without one: "Phòng A chủ trì, Phòng B phối hợp;
    thời gian: Quý II"."""
    leading = _LEADING.match(inside)
    found = labels_in(inside[leading.end() :] if leading else inside)
    if not leading or not found:
        return found
    helpers = leading["helpers"] or leading["others"]
    named = [Label(Field.LEAD, "chủ trì", leading["unit"].strip())]
    return [*named, *([Label(Field.SUPPORT, "phối hợp", helpers.strip())] if helpers else []), *found]


_PULLED = (Field.PRODUCT, Field.LEAD, Field.SUPPORT, Field.DEADLINE)


def _lines(title: str) -> list[str]:
    """The lines of a content cell; a product named in the middle of a line begins a line of its own."""
    return [part for line in title.split("\n") for part in _PRODUCT_INSIDE.split(line)]


def pull_labelled(values: dict[Field, str]) -> None:
    """Moves lines of the content like "- Sản phẩm: …" to the field they name, where that field has no text; also
    times and products from the cell of the lead."""
    _pull(values, Field.TITLE, _PULLED, keep_first=True)
    _pull(values, Field.LEAD, (Field.PRODUCT, Field.DEADLINE), keep_first=False)


def _pull(values: dict[Field, str], out_of: Field, fields: Sequence[Field], *, keep_first: bool) -> None:
    text = values.get(out_of, "")
    if ":" not in text:
        return
    kept: list[str] = []
    pulled: dict[Field, str] = {}
    for line in _lines(text):
        label = label_of(line)
        movable = label and label.value and label.field in fields and not values.get(label.field)
        if label and movable and (kept or not keep_first):
            pulled[label.field] = "\n".join(t for t in (pulled.get(label.field, ""), label.value) if t)
        else:
            kept.append(line)
    if pulled:
        values[out_of] = "\n".join(kept)
        values.update(pulled)
