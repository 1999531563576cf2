"""The headings of people, where another column names the unit that leads: a table, no more."""

from __future__ import annotations

from .heading_words import Field

# As the words of :mod:`heading_words`; None for what only speaks of a person.
PEOPLE_WORDS: tuple[tuple[Field | None, str], ...] = (
    (None, "y kien"),
    (None, "van ban"),
    (None, "noi dung"),
    (None, "phe duyet"),
    (None, "ky duyet"),
    (None, "ngay"),
    (None, "dien thoai"),
    (None, "email"),
    (Field.OFFICER, "chuyen vien"),
    (Field.OFFICER, "can bo"),
    (Field.OFFICER, "cong chuc"),
    (Field.OFFICER, "vien chuc"),
    (Field.OFFICER, "nhan vien"),
    (Field.OFFICER, "nguoi thuc hien"),
    (Field.OFFICER, "nguoi theo doi"),
    (Field.OFFICER, "nguoi phu trach"),
    (Field.OFFICER, "nguoi chu tri"),
    (Field.OFFICER, "nguoi chiu trach nhiem"),
    (Field.OFFICER, "nguoi duoc giao"),
    (Field.OFFICER, "nguoi duoc phan cong"),
    (Field.OFFICER, "nguoi lam"),
    (Field.OFFICER, "nguoi thu ly"),
    (Field.OFFICER, "^ cb"),
    (Field.LEADER, "lanh dao"),
    (Field.LEADER, "nguoi chi dao"),
    (Field.LEADER, "dong chi .. chi dao"),
    (Field.LEADER, "dong chi .. phu trach"),
    (Field.LEADER, "giam doc"),
    (Field.LEADER, "^ ld"),
)
