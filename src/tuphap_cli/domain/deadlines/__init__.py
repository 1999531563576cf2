"""Reads what a plan says of a deadline; never sure of what it has not wholly understood.

The words are cut into items (``tokens``), which five tables of forms put together: days and periods
(``atoms``), their parts, lists and ranges (``periods``), events (``events``), whole
clauses (``clauses``) and numbered rounds (``rounds``). ``conclusions`` makes one reading of the clauses. A new form
is one line in its table.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..model import DeadlineKind, Reading
from ..model import DeadlineRule as Rule
from . import notes
from .atoms import ATOMS, REPEATED
from .bracket_labels import LABELLED
from .clauses import CLAUSES
from .conclusions import reading_of_clauses
from .daylists import spelled_out
from .documents import DOCUMENTS
from .events import EVENTS
from .grammar import ReadingContext
from .period_parts import JOINS, PARTS
from .pieces import Item
from .report_days import named_reports
from .rounds import ROUNDS, numbered_rounds
from .tokens import items_of
from .work_words import without_doing

# Longer words are no deadline; reading them would only take time.
LONGEST = 800
_BLANK = " \t\r\n\u00a0-–—.…"


def read_deadline(
    phrase: str,
    year: int,
    *,
    issued: date | None = None,
    before_counts: bool = False,
    workday: Callable[[date, int], date] | None = None,
    is_plan: bool = True,
) -> Reading:
    """What ``phrase`` says of a deadline in a plan of ``year``.

    ``issued`` is the day the plan was issued, from which terms run; ``workday`` adds working days to a day;
    ``before_counts`` makes the day named by "trước ngày …" itself count as in time; ``is_plan`` says that the
    document calls itself "Kế hoạch". Any text is taken: any case and normal form, with or without marks; what is
    longer than ``LONGEST`` letters is left unread. The reading is sure only where every figure and every word of
    time or limit in the phrase was understood. Terms, middles and ends follow the Civil Code (91/2015/QH13, art.
    146-148).
    """
    context = ReadingContext(year, issued, before_counts, workday, is_plan)
    if not phrase.strip(_BLANK):
        return Reading(phrase, DeadlineKind.NONE, sure=True, rule=Rule.EMPTY)
    if len(phrase) > LONGEST:
        return Reading(phrase, DeadlineKind.UNREAD, rule=Rule.NOT_READ, notes=(notes.TOO_LONG,))
    return reading_of_clauses(phrase, _clauses(items_of(phrase), context), context)


def _clauses(items: list[Item], context: ReadingContext) -> list[Item]:
    if any(item.sym == "(" for item in items):
        REPEATED.rewrite(items, context)
    spelled_out(numbered_rounds(items))
    ATOMS.rewrite(items, context)
    DOCUMENTS.rewrite(items, context)
    items = without_doing(named_reports(items, context))
    rounds = ROUNDS if any(item.sym in ("round", "round#") for item in items) else ()
    labels = (LABELLED,) if any(item.sym in ("(", "Tmonth") for item in items) else ()
    for grammar in (PARTS, *labels, JOINS, EVENTS, CLAUSES, *rounds):
        grammar.rewrite(items, context)
    return items
