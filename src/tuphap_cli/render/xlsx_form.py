"""Draws a unit's form as a workbook: what stands fast is locked, what is to be filled in is yellow and checked."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from ..domain.model import vn_date
from ..forms import form_columns, form_key
from ..forms.form_columns import FormColumn
from ..forms.unit_form import FormRow, UnitForm, due_words
from ..i18n import _
from ..reports.period_words import basis, window_name
from .cells import harmless
from .xlsx_cells import EDGE, FONT, TO_FILL_IN, CellFormats, Look
from .xlsx_fit import LINE, lines

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = {
    FormColumn.TASK: 5.0,
    FormColumn.PLACE: 13.0,
    FormColumn.TITLE: 34.0,
    FormColumn.OCCURRENCE: 6.0,
    FormColumn.DUE: 12.0,
    FormColumn.RECORDED: 12.0,
    FormColumn.STATE: 17.0,
    FormColumn.PERCENT: 8.0,
    FormColumn.DAY: 12.0,
    FormColumn.DOCUMENT: 14.0,
    FormColumn.NOTE: 18.0,
    FormColumn.OBSTACLE: 20.0,
    FormColumn.PROPOSAL: 20.0,
}
_COLUMNS = tuple(FormColumn)
_AT = {column: at for at, column in enumerate(_COLUMNS)}
_LAST = len(_COLUMNS) - 1
_CENTRED = {FormColumn.TASK, FormColumn.OCCURRENCE, FormColumn.DUE, FormColumn.PERCENT, FormColumn.DAY}
_LATE, _GREY = "#FFD9D6", "#F2F2F2"
_HEAD: Look = {**EDGE, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#DDE6EF"}
_TEXT_FORMAT = "@"
_SPARE_ROWS = 15  # points of a row that needs one line
_MOST_TEXT = 250  # letters of a remark that programs show beside a cell
_A4 = 9
KEY_SHEET = "khoa"


def form_workbook(form: UnitForm) -> bytes:
    """The workbook of a form. The same form always gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options | {"default_format_properties": dict(FONT)})
    book.set_properties({"title": harmless(form.unit_name), "created": datetime.combine(form.made_on, time())})
    _FormSheet(book, form).draw()
    key = book.add_worksheet(KEY_SHEET)
    text = book.add_format({"num_format": _TEXT_FORMAT})
    for at, row in enumerate(form_key.cells(form.key)):
        for col, value in enumerate(row):
            key.write_string(at, col, value, text)
    key.protect()
    key.very_hidden()
    book.close()
    return out.getvalue()


class _FormSheet:
    """The one sheet that is seen, from its title down to the last task."""

    def __init__(self, book: Workbook, form: UnitForm) -> None:
        self.form = form
        self.formats = CellFormats(book)
        self.sheet: Worksheet = book.add_worksheet(_("Form"))
        self.row = 0
        for column, at in _AT.items():
            self.sheet.set_column(at, at, _WIDTHS[column])

    def draw(self) -> None:
        """The whole sheet."""
        self._heading()
        self._instructions()
        self._report_fields()
        head = self.row
        self._table()
        self._checks(head + 1, self.row - 1)
        self._page(head)

    # -- above the table -----------------------------------------------------------------------------------

    def _across(self, text: str, **look: str | int | bool) -> None:
        width = sum(_WIDTHS.values())
        size = int(look.get("font_size", 12)) / 12
        style = self.formats({"text_wrap": True, "valign": "vcenter", **look})
        self.sheet.merge_range(self.row, 0, self.row, _LAST, "", style)
        self.sheet.write_string(self.row, 0, harmless(text), style)
        self.sheet.set_row(self.row, lines(text, width, bold=bool(look.get("bold")), size=size) * LINE * size + 2)
        self.row += 1

    def _heading(self) -> None:
        form = self.form
        if form.office:
            self._across(form.office, bold=True)
        self._across(_("REPORT OF A UNIT ON ITS TASKS"), bold=True, font_size=15, align="center")
        self._across(f"{form.unit_name} – {window_name(form.covered.name)}", bold=True, font_size=13, align="center")
        covered = _("Figures from {start} to {end} ({basis}). Tasks as in the register on {day}.")
        self._across(
            covered.format(
                start=vn_date(form.covered.start),
                end=vn_date(form.covered.end),
                basis=basis(form.covered.scheme),
                day=vn_date(form.made_on),
            ),
            italic=True,
            align="center",
        )

    def _instructions(self) -> None:
        to_whom = _(" to {office}").format(office=self.form.office) if self.form.office else ""
        told = (
            _("How to fill it in"),
            _("1. Fill in the yellow cells only; what turns red is lacking. Leave a task without news empty."),
            _(
                "2. State: choose from the list. Done: give the day on which it was finished and the number of the "
                "document that shows it. Under way: give the percentage; without a day of its own the day of the "
                "report counts."
            ),
            _("3. Write a day as 28/6/2021 (day, month, year), and none that is still to come."),
            _("4. Obstacle: what stands in the way of the task. Proposal: what would clear it, beside its obstacle."),
            _("5. Save the file as a workbook (Excel, LibreOffice, WPS) and send it back{office} by {day}.").format(
                office=to_whom, day=vn_date(self.form.send_by)
            ),
        )
        for at, text in enumerate(told):
            self._across(text, bold=at == 0, indent=int(at > 0))

    def _report_fields(self) -> None:
        """Number and day of the unit's report, each with its cell."""
        self.row += 1
        labelled: Look = {"bold": True, "align": "right", "valign": "vcenter"}
        for label in (form_columns.REPORT_NUMBER, form_columns.REPORT_DAY):
            style = self.formats(labelled)
            self.sheet.merge_range(self.row, 0, self.row, _AT[FormColumn.TITLE], "", style)
            self.sheet.write_string(self.row, 0, _(label), style)
            empty = self.formats(_open({"num_format": _TEXT_FORMAT, "align": "left"}))
            first, last = _AT[FormColumn.OCCURRENCE], _AT[FormColumn.RECORDED]
            self.sheet.merge_range(self.row, first, self.row, last, "", empty)
            self.sheet.write_blank(self.row, first, None, empty)
            if label == form_columns.REPORT_DAY:
                self._check_day(self.row, first, self.row)
            self.row += 1
        self.row += 1

    # -- the table -----------------------------------------------------------------------------------------

    def _table(self) -> None:
        high = 1
        for column, at in _AT.items():
            heading = _(form_columns.HEADINGS[column])
            colour = {"bg_color": "#FFE9A8"} if column in form_columns.FILLED_IN else {}
            self.sheet.write_string(self.row, at, heading, self.formats({**_HEAD, **colour}))
            high = max(high, lines(heading, _WIDTHS[column], bold=True))
        self.sheet.set_row(self.row, high * LINE + 4)
        self.row += 1
        for row in self.form.rows:
            self._task(row)
        if not self.form.rows:
            self._across(_("No task is open; number and day of the report are enough."), italic=True)

    def _task(self, row: FormRow) -> None:
        texts = {
            FormColumn.PLACE: row.place,
            FormColumn.TITLE: row.words,
            FormColumn.OCCURRENCE: row.occurrence,
            FormColumn.DUE: due_words(row),
            FormColumn.RECORDED: row.recorded,
        }
        late: Look = {"bg_color": _LATE, "bold": True} if row.overdue else {"bg_color": _GREY}
        for column, at in _AT.items():
            look: Look = {**EDGE, "valign": "top", "text_wrap": True}
            look["align"] = "center" if column in _CENTRED else "left"
            if column in form_columns.FILLED_IN:
                # A percentage is shown as it is: 0.6 rounded would be read as 1. Days are text, as they were typed:
                # where a machine reads the month first, it would make 7 May of 5/7/2021.
                shown = "General" if column is FormColumn.PERCENT else _TEXT_FORMAT
                self.sheet.write_blank(self.row, at, None, self.formats(_open({**look, "num_format": shown})))
            elif column is FormColumn.TASK:
                self.sheet.write_number(self.row, at, row.task, self.formats({**look, **late}))
            else:
                coloured = late if column is FormColumn.DUE else {"bg_color": _GREY}
                self.sheet.write_string(self.row, at, harmless(texts[column]), self.formats({**look, **coloured}))
        high = max(lines(text, _WIDTHS[column]) for column, text in texts.items())
        self.sheet.set_row(self.row, max(high * LINE + 2, _SPARE_ROWS))
        self.row += 1

    # -- what is checked while it is filled in --------------------------------------------------------------

    def _checks(self, first: int, last: int) -> None:
        if not self.form.rows:
            return
        state, percent, day = _AT[FormColumn.STATE], _AT[FormColumn.PERCENT], _AT[FormColumn.DAY]
        words = [_(word) for word in form_columns.STATES.values()]
        self.sheet.data_validation(
            first, state, last, state,
            {
                "validate": "list", "source": words, "input_title": _("State"),
                "input_message": _("Choose: {states}.").format(states=", ".join(words))[:_MOST_TEXT],
                "error_title": _("State"), "error_message": _("Choose one of the list, or leave the cell empty."),
            },
        )  # fmt: skip
        self.sheet.data_validation(
            first, percent, last, percent,
            {
                "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100,
                "input_title": "%", "input_message": _("A whole number from 0 to 100, without the sign."),
                "error_title": "%", "error_message": _("A whole number from 0 to 100, without the sign."),
            },
        )  # fmt: skip
        self._check_day(first, day, last)
        self._show_what_is_lacking(first, last)

    def _check_day(self, first: int, col: int, last: int) -> None:
        """A day without its year is warned about; what the form cannot know is asked when it comes back."""
        told = _("Day, month, year: 28/6/2021.")
        cell = f"{xl_col_to_name(col)}{first + 1}"
        self.sheet.data_validation(
            first, col, last, col,
            {
                "validate": "custom", "value": f"=OR(ISNUMBER({cell}),AND(LEN({cell})>=8,LEN({cell})<=10))",
                "input_title": _("Day"), "input_message": told, "error_type": "warning",
                "error_title": _("Day"), "error_message": told,
            },
        )  # fmt: skip

    def _show_what_is_lacking(self, first: int, last: int) -> None:
        """The day of a completion that has none, and the percentage of work under way, turn red."""
        red = self.formats({"bg_color": "#F4B6B0"})
        state = f"${xl_col_to_name(_AT[FormColumn.STATE])}{first + 1}"
        for column, word in (
            (FormColumn.DAY, form_columns.FormState.DONE),
            (FormColumn.PERCENT, form_columns.FormState.UNDER_WAY),
        ):
            at = _AT[column]
            cell = f"${xl_col_to_name(at)}{first + 1}"
            formula = f'=AND({state}="{_(form_columns.STATES[word])}",{cell}="")'
            self.sheet.conditional_format(
                first, at, last, at, {"type": "formula", "criteria": formula, "format": red}
            )

    def _page(self, head: int) -> None:
        """How the sheet is printed, and what may be done with what is locked."""
        sheet = self.sheet
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(head)
        sheet.freeze_panes(head + 1, _AT[FormColumn.OCCURRENCE])
        if self.form.rows:
            sheet.autofilter(head, 0, self.row - 1, _LAST)
        words = f"{self.form.unit} – {self.form.covered.name}".replace("&", "&&")
        sheet.set_footer(f"&L&9 {harmless(words)}&R&9 &P/&N")
        may = ("format_cells", "format_columns", "format_rows", "autofilter")
        sheet.protect("", dict.fromkeys(may, True))
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _open(look: Look) -> Look:
    """The look of a cell that is filled in."""
    return {**EDGE, **look, "locked": False, "bg_color": TO_FILL_IN}
