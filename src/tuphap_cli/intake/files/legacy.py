"""Recognises text that must not be stored: old Vietnamese encodings, mojibake, secrecy markings; repairs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...domain import secrecy
from ...domain.model import N_, note
from ...errors import SecretDocument, UnreadableFile
from ...text import lost_letters

_TCVN3_FONT = re.compile(r"^\.vn", re.IGNORECASE)
_VNI_FONT = re.compile(r"^vni[-_ ]", re.IGNORECASE)
# Letters and signs that no Vietnamese word holds, but which TCVN3 and VNI texts are full of.
_FOREIGN = re.compile(r"[ñïûøåäëöüîçæþß®µ¸¶·¹¨»¾¼½¬×ÞØÑÏÛÅÄËÖÜÎÇÆ]")
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_LETTER = re.compile(r"[^\W\d_]")
_MOJIBAKE = re.compile(
    "áº[\u0080-\u00bf\u2018-\u203a\u0160-\u017e]|á»[\u0080-\u00bf\u2018-\u203a\u0160-\u017e\u0192\u02c6\u20ac\u2122]|Ã[\u00a0-\u00bf]|Ä[\u0090\u0091‘]|Æ[°¡¯\u00a0]|\ufffd"
)
_MARKING_UP_TO = 30
_EDGES = " .:;*[]()|–-"
_STATISTICS_FROM = 5
# Such signs behind a letter, several of them in one cell, where no letter is Vietnamese: "so¸t v¨n b¶n".
_IN_WORDS = re.compile(r"(?<=[A-Za-z])[ñïûøåäëöüîçæþß®µ¸¶·¹¨»¾¼½¬×ÞØÑÏÛÅÄËÖÜÎÇÆ]")
_IN_ONE_CELL = 3

_SURELY_LOST = 2
EXPORT_AGAIN = N_(
    "They cannot be brought back. In the program that made the file save it again as .xlsx or as “CSV UTF-8”, "
    "and import that."
)
ADVICE = N_(
    "Convert it to Unicode first (UniKey Toolkit: Ctrl+Shift+F6, or the converter of your office suite), "
    "set the font to Times New Roman, save, and import that file."
)


def legacy_font(name: str | None) -> str | None:
    """The old encoding that a font's name stands for: "TCVN3", "VNI", or None."""
    if not name:
        return None
    if _TCVN3_FONT.match(name):
        return "TCVN3"
    return "VNI" if _VNI_FONT.match(name) else None


def looks_legacy(text: str) -> bool:
    """Whether ``text`` by its letters is Vietnamese in an old encoding (TCVN3, VNI)."""
    foreign = len(_FOREIGN.findall(text))
    if foreign < _STATISTICS_FROM:
        return False
    letters = len(_LETTER.findall(text))
    return foreign * 33 > letters and len(_VIETNAMESE.findall(text)) * 20 < foreign


def refuse_legacy(name: str, texts: Iterable[tuple[str, str | None]]) -> None:
    """Refuses a file whose ``texts`` (text, font name) are in an old encoding.

    Raises:
        UnreadableFile: they are
    """
    collected: list[str] = []
    legacy = False
    for text, font in texts:
        encoding = legacy_font(font)
        # A font alone proves nothing where every letter is ASCII: digits and "I." look the same in all of them.
        if encoding and not text.isascii() and not _VIETNAMESE.search(text):
            raise UnreadableFile(
                file=name,
                why=note(
                    N_("its text is in an old encoding ({encoding}, font {font})"), encoding=encoding, font=font
                ),
                advice=ADVICE,
            )
        collected.append(text)
        legacy = legacy or (len(_IN_WORDS.findall(text)) >= _IN_ONE_CELL and not _VIETNAMESE.search(text))
    if legacy or looks_legacy(" ".join(collected)):
        raise UnreadableFile(file=name, why=N_("its letters are in an old encoding (TCVN3 or VNI)"), advice=ADVICE)


def is_mojibake(text: str) -> bool:
    """Whether ``text`` is UTF-8 that was once read as something else ("Quyáº¿t"), or has lost letters ("Qu?t")."""
    return bool(_MOJIBAKE.search(text)) or ("?" in text and bool(lost_letters(text)))


def refuse_lost(name: str, texts: Iterable[str]) -> None:
    """Refuses a file whose words have lost their letters: one may be a slip, several are none.

    :raises UnreadableFile: with the first words
    """
    lost: list[str] = []
    for text in texts:
        if "?" in text or "\ufffd" in text:
            word = lost_letters(text)
            if word:
                lost.append(word)
            if len(lost) == _SURELY_LOST:
                why = note(N_("its letters have been lost: {words} …"), words=", ".join(f"“{w}”" for w in lost))
                raise UnreadableFile(file=name, why=why, advice=EXPORT_AGAIN)


def refuse_secret(name: str, texts: Iterable[str]) -> None:
    """Refuses a file in which a paragraph or cell is a secrecy marking and nothing else, or has one in brackets.

    Raises:
        SecretDocument: naming the file and the marking.
    """
    for text in texts:
        if len(text) > _MARKING_UP_TO:
            if marking := secrecy.bracketed(text):
                raise SecretDocument(where=name, marking=marking)
            continue
        bare = text.strip(_EDGES)
        marking = secrecy.marking(text) or (secrecy.marking(bare.upper()) if bare[:1].isupper() else None)
        if marking:
            raise SecretDocument(where=name, marking=marking)
