"""Every kind of finding in a plan: its code, how much it weighs, and the sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..domain.model import N_, Severity, note
from ..domain.problems import Place, Problem

ERROR, QUESTION, NOTE = Severity.ERROR, Severity.QUESTION, Severity.NOTE

# code -> (severity, what it means and what to do)
KINDS: dict[str, tuple[Severity, str]] = {
    "unit.unknown": (
        ERROR,
        N_("“{unit}” is not a unit of the register ({rows} row(s)){nearest}."),
    ),
    "list.exported": (
        NOTE,
        N_(
            "A list that this program has made: its tasks that the register holds stay as they are, others are "
            "entered. States and progress are not taken over."
        ),
    ),
    "list.decisions": (
        ERROR,
        N_(
            "The list holds tasks of several documents. "
            "Export those of one: `tuphap task list --decision NUMBER -o FILE`."
        ),
    ),
    "unit.code": (
        NOTE,
        N_("The code {taken} stands for another unit already, so that “{unit}” gets {given}."),
    ),
    "unit.sentence": (NOTE, N_("The cell is a sentence; read from it: lead {lead}. The text is kept as printed.")),
    "lead.missing": (QUESTION, N_("No lead unit is named. Assign one with `tuphap task assign`.")),
    "lead.column": (
        QUESTION,
        N_(
            "No column names who leads ({rows} task(s)). Say which one does with --map HEADING=lead, or assign the "
            "tasks with `tuphap task assign`."
        ),
    ),
    "lead.several": (NOTE, N_("Several units lead: {lead} leads, {others} support.")),
    "lead.inherited": (QUESTION, N_("The cell is empty; the lead of the task above was taken: {lead}. Check it.")),
    "lead.wrapped": (QUESTION, N_("The lines of the cell were read as one name: {lead}. Check it.")),
    "lead.heading": (QUESTION, N_("No lead is named here; the heading above names one: {lead}. Check it.")),
    "deadline.missing": (QUESTION, N_("No deadline is given. Set one when it is known.")),
    "deadline.unread": (QUESTION, N_("No date could be read from these words{why}. Set the date when it is known.")),
    "deadline.unsure": (
        QUESTION,
        N_("The words can be read in more than one way{why}{days}. Set the date that is meant."),
    ),
    "deadline.before_issued": (
        QUESTION,
        N_("The date lies before the plan's day of issue, {issued}. Check it, and set the date that is meant."),
    ),
    "deadline.heading": (
        QUESTION,
        N_("No deadline is given here; the heading above was read as it: {text}. Check it."),
    ),
    "deadline.before": (NOTE, N_("The heading says “before”: the cell was read as “{text}”.")),
    "deadline.several": (
        QUESTION,
        N_(
            "The column “{heading}” gives a deadline too, and another one in {rows} row(s), here “{text}”. Say which "
            'column holds the deadlines: import with --map "{chosen}=deadline" or --map "{heading}=deadline".'
        ),
    ),
    "deadline.moved": (
        QUESTION,
        N_("The column “{heading}” moves the deadline. Set the date that is meant, or extend it with its document."),
    ),
    "deadline.column": (
        QUESTION,
        N_(
            "Does the column “{heading}” hold deadlines or days of completion ({rows} row(s))? "
            'Import with --map "{heading}=deadline" or --map "{heading}=done".'
        ),
    ),
    "deadline.year": (
        QUESTION,
        N_("The year is not stated here nor in the file. Import with --year, or set the date."),
    ),
    "plan.year": (
        NOTE,
        N_("Issued on {issued}, the plan is titled for {year}: deadlines without a year were read in {year}."),
    ),
    "column.done": (
        NOTE,
        N_(
            "The column “{heading}” holds days of completion ({rows} row(s)), no deadlines. They are kept with the "
            "tasks, and recorded as done with --with-progress alone."
        ),
    ),
    "column.extended": (
        NOTE,
        N_("The column “{heading}” holds adjusted deadlines ({rows} row(s)): they are recorded as extensions."),
    ),
    "row.joined": (NOTE, N_("The row carries on the one above (item {item}) and was joined to it.")),
    "row.skipped": (NOTE, N_("The row is no task and no heading and was left out.")),
    "row.cut": (QUESTION, N_("Rows are missing here: the file itself marks the gap. Import the complete annex.")),
    "title.missing": (
        ERROR,
        N_("The row has a number or a unit but no task. Fill in the task's text, or delete the row."),
    ),
    "table.twice": (
        ERROR,
        N_("The headings stand twice beside each other. Put the list on the right below the one on the left."),
    ),
    "table.headless": (
        QUESTION,
        N_("The table below this line has no headings; its columns were read as those of the table above. Check it."),
    ),
    "item.duplicate": (NOTE, N_("The number {item} stands twice in the plan; this task is registered as {unique}.")),
    "item.made": (NOTE, N_("The task has no number of its own; it is registered as {unique}.")),
    "cell.error": (ERROR, N_("The cell holds an error value. Mend the formula in the file, or type the text.")),
    "cell.formula": (
        ERROR,
        N_(
            "The cell holds a formula without its result. "
            "Open the file in Excel or LibreOffice, save it and import it again."
        ),
    ),
    "cell.ditto": (NOTE, N_("The cell refers to the one above and was read as “{text}”.")),
    "cell.dash": (QUESTION, N_("The dash was read as “the same as above”: “{text}”. Check it.")),
    "cell.reference": (QUESTION, N_("The cell refers to item {item}, which has nothing in this column. Fill it in.")),
    "cell.stray": (NOTE, N_("The heading's row holds this text too; it belongs to no task and was left out.")),
    "cell.mark": (
        NOTE,
        N_("The mark “{text}” under “{heading}” was read as that deadline."),
    ),
    "cell.role": (QUESTION, N_("The mark “{text}” under “{heading}” was read as naming that unit. Check it.")),
    "text.mojibake": (
        ERROR,
        N_("The letters are damaged. Export the file again as UTF-8 from the program it was made with."),
    ),
    "text.nested": (NOTE, N_("A table stands inside a cell; its rows were read as lines of that cell.")),
    "text.cleaned": (
        NOTE,
        N_("{cells} cell(s) held control characters that cannot be seen; they were taken out. The first is here."),
    ),
    "text.crowded": (QUESTION, N_("Words are printed over one another here. Compare them with the page.")),
    "text.struck": (
        QUESTION,
        N_("These words are struck through in the PDF and were left out. If a task of them still counts, enter it."),
    ),
    "text.converted": (
        NOTE,
        N_("LibreOffice turned the file into .docx, and that was read. Look through the preview."),
    ),
    "text.recognised": (
        QUESTION,
        N_("The words of these pages were recognised in pictures. Compare numbers, units and dates with the paper."),
    ),
    "text.picture": (
        QUESTION,
        N_("These pages are pictures without text and were not read. Look whether tasks stand on them."),
    ),
    "text.box": (NOTE, N_("A text box was not read. If it holds tasks, move them into the table.")),
    "text.embedded": (
        QUESTION,
        N_("Content of another file is embedded here and was not read. If it holds tasks, put them into the table."),
    ),
    "sheet.twin": (
        QUESTION,
        N_(
            "This sheet repeats “{kept}”; its {tasks} task(s) were left out. If it is the one that counts, "
            "name it with --table N."
        ),
    ),
    "left_out.row.hidden": (
        QUESTION,
        N_("The row is hidden and was left out. If the task stands, unhide the row and import the file again."),
    ),
    "left_out.row.filtered": (
        QUESTION,
        N_("A filter hides the row; it was left out. If the task stands, clear the filter and import it again."),
    ),
    "left_out.row.struck": (
        QUESTION,
        N_("The row is struck through and was left out. If the task stands, take the line off and import it again."),
    ),
    "left_out.row.deleted": (
        QUESTION,
        N_("The row is deleted under track changes and was left out. If the task stands, reject that change."),
    ),
    "left_out.task": (
        QUESTION,
        N_("The words of this task are struck through or hidden; the row was left out. Its words are shown."),
    ),
    "left_out.column.hidden": (
        QUESTION,
        N_("The column is hidden and was not read. If it counts, unhide it and import the file again."),
    ),
    "left_out.sheet.hidden": (
        QUESTION,
        N_("The sheet is hidden and was not read. If it counts, unhide it and import the file again."),
    ),
    "left_out.words.hidden": (NOTE, N_("These words are hidden and were left out.")),
    "left_out.words.struck": (NOTE, N_("These words are struck through and were left out.")),
    "left_out.words.deleted": (NOTE, N_("These words are deleted under track changes and were left out.")),
    "note.asked": (QUESTION, N_("A footnote or comment hangs on this. Check whether it changes the task.")),
    "note.counted": (NOTE, N_("{count} footnotes and comments hang on other places; they were not read.")),
}


@dataclass(slots=True)
class Findings:
    """The problems found so far, in the order of reading, and how many footnotes and comments were asked about."""

    problems: list[Problem] = field(default_factory=list)
    notes_asked: int = 0

    def add(self, code: str, place: Place | None, column: str, value: str, **values: object) -> None:
        """Records a finding of a kind in :data:`KINDS`."""
        severity, template = KINDS[code]
        self.problems.append(Problem(place, note(template, **values), column, value, code, severity))
