"""What a report says of itself where the register behind it is not sound; figures of such a one are not signed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .. import errors
from ..i18n import _, show
from ..store.file.register import Connection
from ..store.health import soundness
from ..store.health.soundness import Care
from . import speech

if TYPE_CHECKING:
    from ..reports.base import Report

__all__ = ["Care", "fit_to_sign", "looked_at"]


def looked_at(connection: Connection, care: Care) -> Callable[[Report], Report]:
    """Look at the register behind ``connection``; gives what lets a report of it say what was found.

    The sentence is at the head of the report, under ``notes`` in its JSON (an empty list where all is well) and on
    stderr, since not every format has a head.
    """
    doubt = soundness.doubt(connection, care)
    text = _(
        "The register is not sound ({finding}): what is shown may be incomplete or wrong. Examine it: tuphap doctor"
    )
    said = [text.format(finding=show(doubt))] if doubt else []

    def noted(report: Report) -> Report:
        for sentence in said:
            speech.remark(sentence)
        return report._replace(heading=(*said, *report.heading), more={**report.more, "notes": said})

    return noted


def fit_to_sign(connection: sqlite3.Connection, path: Path | str) -> None:
    """UnsoundRegister where the examination finds anything that makes the figures doubtful, whatever its size."""
    doubt = soundness.proven_wrong(connection)
    if doubt is not None:
        raise errors.UnsoundRegister(path=path, finding=doubt)
