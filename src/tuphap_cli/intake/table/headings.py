"""What the heading of a column says it holds: a table of wordings; knows no rows."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from ...domain.model import N_
from ...text import clean, fold


class Field(StrEnum):
    """What a column holds."""

    ITEM = "item"
    TITLE = "title"
    PRODUCT = "product"
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    GROUP = "group"
    NOTE = "note"
    EXTRA = "extra"


# What each is called where a person reads it.
FIELD_NAMES = {
    Field.ITEM: N_("item number"),
    Field.TITLE: N_("task"),
    Field.PRODUCT: N_("product"),
    Field.LEAD: N_("lead unit"),
    Field.SUPPORT: N_("supporting units"),
    Field.DEADLINE: N_("deadline"),
    Field.GROUP: N_("group of tasks"),
    Field.NOTE: N_("notes"),
    Field.EXTRA: N_("kept as it is"),
}

# Headings by meaning, folded, the telling ones first: (field, weight, words). A word list matches where its words
# stand in this order in the heading; "=" asks for the whole heading, "^" for its beginning. The first line that
# matches decides; of two columns for one field the heavier stays and the other is kept under its heading. A new
# wording is one more line.
WORDS: tuple[tuple[Field, int, str], ...] = (
    (Field.EXTRA, 9, "nguyen van"),
    (Field.PRODUCT, 9, "san pham"),
    (Field.EXTRA, 9, "van ban giao"),
    (Field.EXTRA, 9, "can cu"),
    (Field.EXTRA, 9, "don vi tinh"),
    (Field.EXTRA, 9, "ket qua thuc hien"),
    (Field.EXTRA, 9, "ket qua trien khai"),
    (Field.EXTRA, 9, "tinh hinh"),
    (Field.EXTRA, 9, "trang thai"),
    (Field.EXTRA, 9, "tinh trang"),
    (Field.EXTRA, 9, "danh gia"),
    (Field.EXTRA, 9, "kho khan"),
    (Field.EXTRA, 9, "kinh phi"),
    (Field.EXTRA, 9, "du toan"),
    (Field.EXTRA, 9, "nguon luc"),
    (Field.EXTRA, 9, "nguon von"),
    (Field.EXTRA, 9, "lanh dao"),
    (Field.EXTRA, 9, "nguoi theo doi"),
    (Field.EXTRA, 9, "thuc te"),
    (Field.EXTRA, 9, "gia han"),
    (Field.EXTRA, 9, "bat dau"),
    (Field.EXTRA, 9, "so ngay"),
    (Field.EXTRA, 9, "cap trinh"),
    (Field.EXTRA, 9, "cap ban hanh"),
    (Field.EXTRA, 9, "tham quyen"),
    (Field.EXTRA, 9, "hinh thuc"),
    (Field.EXTRA, 9, "dia diem"),
    (Field.EXTRA, 9, "doi tuong"),
    (Field.EXTRA, 9, "^ han che"),
    (Field.EXTRA, 9, "tham dinh"),
    (Field.EXTRA, 9, "tham tra"),
    (Field.EXTRA, 9, "= tu"),
    (Field.EXTRA, 9, "= tu ngay"),
    (Field.EXTRA, 9, "= tu thang"),
    (Field.NOTE, 5, "ghi chu"),
    (Field.NOTE, 5, "luu y"),
    (Field.ITEM, 9, "= stt"),
    (Field.ITEM, 9, "= tt"),
    (Field.ITEM, 9, "= s tt"),
    (Field.ITEM, 9, "= so tt"),
    (Field.ITEM, 9, "= no"),
    (Field.ITEM, 9, "so thu tu"),
    (Field.ITEM, 8, "= thu tu"),
    (Field.ITEM, 5, "= muc"),
    (Field.ITEM, 5, "= so"),
    (Field.ITEM, 5, "= ma so"),
    # "Nhiệm vụ được giao", "Nội dung phối hợp" name the work, whoever is spoken of behind.
    (Field.TITLE, 8, "^ nhiem vu"),
    (Field.TITLE, 8, "^ noi dung cong viec"),
    (Field.TITLE, 7, "^ noi dung"),
    (Field.TITLE, 7, "^ cong viec"),
    (Field.LEAD, 9, "chu tri"),
    (Field.SUPPORT, 9, "phoi hop"),
    (Field.SUPPORT, 8, "cung thuc hien"),
    (Field.SUPPORT, 8, "tham gia thuc hien"),
    (Field.SUPPORT, 7, "don vi tham gia"),
    (Field.DEADLINE, 9, "thoi han hoan thanh"),
    (Field.DEADLINE, 9, "thoi gian hoan thanh"),
    (Field.DEADLINE, 9, "han hoan thanh"),
    (Field.DEADLINE, 9, "ngay hoan thanh"),
    (Field.DEADLINE, 9, "hoan thanh truoc"),
    (Field.DEADLINE, 8, "thoi han"),
    (Field.DEADLINE, 7, "thoi gian"),
    (Field.DEADLINE, 6, "thoi diem"),
    (Field.DEADLINE, 6, "moc thoi"),
    (Field.DEADLINE, 6, "= hoan thanh"),
    (Field.DEADLINE, 6, "= ket thuc"),
    (Field.DEADLINE, 6, "= ngay ket thuc"),
    (Field.DEADLINE, 6, "= den"),
    (Field.DEADLINE, 6, "= den ngay"),
    (Field.DEADLINE, 6, "= den thang"),
    (Field.DEADLINE, 5, "^ han"),
    (Field.DEADLINE, 4, "= ngay thang"),
    (Field.DEADLINE, 5, "= deadline"),
    (Field.DEADLINE, 4, "tien do"),
    (Field.DEADLINE, 3, "lo trinh"),
    (Field.PRODUCT, 8, "dau ra"),
    (Field.PRODUCT, 7, "ket qua"),
    (Field.PRODUCT, 5, "chi tieu"),
    (Field.PRODUCT, 4, "= muc tieu"),
    (Field.LEAD, 8, "don vi thuc hien"),
    (Field.LEAD, 8, "co quan thuc hien"),
    (Field.LEAD, 8, "co quan don vi thuc hien"),
    (Field.LEAD, 8, "phong don vi thuc hien"),
    (Field.LEAD, 8, "to chuc thuc hien"),
    (Field.LEAD, 7, "dau moi"),
    (Field.LEAD, 7, "phu trach"),
    (Field.LEAD, 7, "trach nhiem"),
    (Field.LEAD, 7, "phan cong"),
    (Field.LEAD, 7, "tham muu"),
    (Field.LEAD, 7, "soan thao"),
    (Field.LEAD, 6, "duoc giao"),
    (Field.LEAD, 6, "chuan bi"),
    (Field.LEAD, 6, "nguoi thuc hien"),
    (Field.LEAD, 6, "bo phan thuc hien"),
    (Field.LEAD, 4, "= thuc hien"),
    (Field.LEAD, 3, "= don vi"),
    (Field.LEAD, 3, "= co quan"),
    (Field.LEAD, 3, "= bo phan"),
    (Field.LEAD, 3, "= co quan don vi"),
    (Field.LEAD, 3, "= phong don vi"),
    (Field.GROUP, 6, "nhom nhiem vu"),
    (Field.GROUP, 6, "nhom cong viec"),
    (Field.GROUP, 6, "nhom noi dung"),
    (Field.GROUP, 5, "= nhom"),
    (Field.GROUP, 4, "linh vuc"),
    (Field.TITLE, 9, "ten nhiem vu"),
    (Field.TITLE, 8, "nhiem vu"),
    (Field.TITLE, 7, "noi dung"),
    (Field.TITLE, 7, "cong viec"),
    (Field.TITLE, 7, "dau viec"),
    (Field.TITLE, 6, "viec can lam"),
    (Field.TITLE, 6, "= cac viec"),
    (Field.TITLE, 6, "hoat dong"),
    (Field.TITLE, 5, "giai phap"),
    (Field.TITLE, 5, "ten van ban"),
    (Field.TITLE, 5, "ten vbqppl"),
    (Field.TITLE, 5, "ten chuyen de"),
    (Field.TITLE, 5, "ten du thao"),
    (Field.TITLE, 5, "ten de an"),
    (Field.TITLE, 4, "du an"),
    (Field.TITLE, 3, "tieu de"),
)

_FOOTNOTE = re.compile(
    r"[\u00b9\u00b2\u00b3\u2070-\u2079*†‡]+|\[\d{1,2}\]|\(\d{1,2}\)(?=\s*$)|(?<=[^\W\d_])\d{1,2}(?=\s*$)"
)


@lru_cache(maxsize=1024)
def meaning(heading: str) -> tuple[Field, int] | None:
    """What a heading says its column holds, with the weight of the wording; None where no line of the table fits."""
    words = words_of(heading)
    if not words:
        return None
    padded = f" {words} "
    if " chu tri " in padded and " phoi hop " in padded:
        return (Field.LEAD, 9)
    for what, weight, wording in WORDS:
        if wording.startswith("= "):
            if words == wording[2:]:
                return (what, weight)
        elif wording.startswith("^ "):
            if f"{words} ".startswith(f"{wording[2:]} "):
                return (what, weight)
        elif f" {wording} " in padded:
            return (what, weight)
    return None


@lru_cache(maxsize=1024)
def words_of(heading: str) -> str:
    """The words of a heading, folded, without footnote marks."""
    text = fold(_FOOTNOTE.sub(" ", clean(heading)))
    return " ".join(re.findall(r"[^\W_]+", text))
