"""The columns of a unit's form, their headings in either language, and the words of its list of states."""

from __future__ import annotations

from enum import StrEnum

from ..domain.model import N_
from ..text import fold


class FormColumn(StrEnum):
    """A column of the form; from STATE on the unit fills them in."""

    TASK = "task"
    PLACE = "place"
    TITLE = "title"
    OCCURRENCE = "occurrence"
    DUE = "due"
    RECORDED = "recorded"
    STATE = "state"
    PERCENT = "percent"
    DAY = "day"
    DOCUMENT = "document"
    NOTE = "note"
    OBSTACLE = "obstacle"
    PROPOSAL = "proposal"


HEADINGS = {
    FormColumn.TASK: N_("No."),
    FormColumn.PLACE: N_("Document, item"),
    FormColumn.TITLE: N_("Task and its product"),
    FormColumn.OCCURRENCE: N_("Occurrence"),
    FormColumn.DUE: N_("Due"),
    FormColumn.RECORDED: N_("Recorded so far"),
    FormColumn.STATE: N_("State (choose)"),
    FormColumn.PERCENT: N_("Percent done"),
    FormColumn.DAY: N_("Day"),
    FormColumn.DOCUMENT: N_("Document no."),
    FormColumn.NOTE: N_("Note"),
    FormColumn.OBSTACLE: N_("Obstacle"),
    FormColumn.PROPOSAL: N_("Proposal"),
}
FILLED_IN = (
    FormColumn.STATE,
    FormColumn.PERCENT,
    FormColumn.DAY,
    FormColumn.DOCUMENT,
    FormColumn.NOTE,
    FormColumn.OBSTACLE,
    FormColumn.PROPOSAL,
)
NEEDED = (FormColumn.TASK, FormColumn.TITLE, FormColumn.OCCURRENCE, *FILLED_IN)
REPORT_NUMBER, REPORT_DAY = N_("Number of the unit's report:"), N_("Day of the report:")

# The words on forms in either language, folded: a form is read whatever language the clerk has chosen since.
# tests/forms hold them equal to what is drawn.
_FOLDED_HEADINGS = {
    "no.": FormColumn.TASK,
    "so": FormColumn.TASK,
    "document, item": FormColumn.PLACE,
    "van ban, muc": FormColumn.PLACE,
    "task and its product": FormColumn.TITLE,
    "nhiem vu, san pham": FormColumn.TITLE,
    "occurrence": FormColumn.OCCURRENCE,
    "ky": FormColumn.OCCURRENCE,
    "due": FormColumn.DUE,
    "thoi han": FormColumn.DUE,
    "recorded so far": FormColumn.RECORDED,
    "da ghi trong so": FormColumn.RECORDED,
    "state (choose)": FormColumn.STATE,
    "tinh trang (chon)": FormColumn.STATE,
    "percent done": FormColumn.PERCENT,
    "ty le %": FormColumn.PERCENT,
    "day": FormColumn.DAY,
    "ngay": FormColumn.DAY,
    "document no.": FormColumn.DOCUMENT,
    "so van ban": FormColumn.DOCUMENT,
    "note": FormColumn.NOTE,
    "ghi chu": FormColumn.NOTE,
    "obstacle": FormColumn.OBSTACLE,
    "kho khan, vuong mac": FormColumn.OBSTACLE,
    "proposal": FormColumn.PROPOSAL,
    "de xuat, kien nghi": FormColumn.PROPOSAL,
}
_FOLDED_LABELS = {
    "number of the unit's report": REPORT_NUMBER,
    "so bao cao cua don vi": REPORT_NUMBER,
    "day of the report": REPORT_DAY,
    "ngay bao cao": REPORT_DAY,
}


class FormState(StrEnum):
    """What a unit says of a task: the words of the list to choose from."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"


STATES = {
    FormState.DONE: N_("Done"),
    FormState.UNDER_WAY: N_("Under way"),
    FormState.NOT_STARTED: N_("Not started"),
}
_FOLDED_STATES = {
    "done": FormState.DONE,
    "hoan thanh": FormState.DONE,
    "da hoan thanh": FormState.DONE,
    "xong": FormState.DONE,
    "da xong": FormState.DONE,
    "under way": FormState.UNDER_WAY,
    "dang thuc hien": FormState.UNDER_WAY,
    "dang lam": FormState.UNDER_WAY,
    "dang trien khai": FormState.UNDER_WAY,
    "not started": FormState.NOT_STARTED,
    "chua thuc hien": FormState.NOT_STARTED,
    "chua trien khai": FormState.NOT_STARTED,
    "chua lam": FormState.NOT_STARTED,
}


def column_of(heading: str) -> FormColumn | None:
    """The column that a heading names, in either language."""
    return _FOLDED_HEADINGS.get(fold(heading))


def label_of(text: str) -> tuple[str, str] | None:
    """The field above the table that ``text`` names, and what stands behind its colon; None where it is no label."""
    words, _colon, behind = text.partition(":")
    label = _FOLDED_LABELS.get(fold(words))
    return (label, behind.strip()) if label else None


def state_of(text: str) -> FormState | None:
    """The state that a word names, in either language and however it is typed."""
    return _FOLDED_STATES.get(fold(text).rstrip("."))
