"""Corrections of a deadline, shown on the pages of its task: from which day to which, when, by whom, why."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.model import vn_date
from ..i18n import _
from ..store.read.late_corrections import Correction
from .base import Record, Table, iso, sentence_list


def correction_table(found: Sequence[Correction]) -> list[Table]:
    """The corrections as a list; nothing where there are none."""
    if not found:
        return []
    said = [sentence for one in found for sentence in correction_sentences(one)]
    said.append(_("Reports of every day count what stands now, as if it had been read so from the start."))
    return [sentence_list(_("Corrections of the deadline"), said)]


def correction_sentences(found: Correction) -> list[str]:
    """What was corrected, a sentence for the days and one for the printed words."""
    facts = {
        "day": vn_date(found.on) if found.on else "–",
        "actor": found.actor,
        "reason": found.reason.rstrip(".") or _("no reason given"),
        "seq": found.seq,
    }
    said = []
    if found.before:
        text = _("Corrected on {day} by {actor}, from {old} to {new}: {reason} (journal entry {seq}).")
        old, new = (", ".join(map(vn_date, days)) for days in (found.before, found.after))
        said.append(text.format(old=old, new=new or _("no date"), **facts))
    if found.words_before:
        text = _(
            "Printed words corrected on {day} by {actor}, from “{old}” to “{new}”: {reason} (journal entry {seq})."
        )
        said.append(text.format(old=found.words_before, new=found.words_after, **facts))
    return said


def correction_record(found: Correction) -> Record:
    """A correction in the machine form."""
    return {
        "on": iso(found.on),
        "actor": found.actor,
        "reason": found.reason,
        "from": [day.isoformat() for day in found.before],
        "to": [day.isoformat() for day in found.after],
        "words_from": found.words_before or None,
        "words_to": found.words_after or None,
        "journal": found.seq,
    }
