"""Refusing what has a marking of State secrecy, whatever lane it would be written by."""

from __future__ import annotations

from ... import errors
from ...domain import secrecy


def refuse_secret_document(where: str, *texts: str) -> None:
    """SecretDocument, naming ``where``, if one of ``texts`` has a marking."""
    mark = secrecy.marking("\n".join(texts))
    if mark:
        raise errors.SecretDocument(where=where, marking=mark)
