"""Takes over what a plan states once in the heading of a group: the agency that leads, the quarter or month."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...domain.draft import DraftGroup
from ...text import fold
from ..plan_findings import Findings
from .heading_words import Field
from .marks import period_of
from .plan_columns import Header

if TYPE_CHECKING:
    from .groups import GroupStack
    from .rawtask import RawTask

# The beginnings of an agency's name, in lower case; "phòng, chống", "hội nghị", "vụ việc", "bộ máy" begin none.
_AGENCY = re.compile(
    r"(?:các )?(?:sở|bộ(?! máy| luật)|ủy ban|uỷ ban|ubnd|hđnd|cục|chi cục|tổng cục|vụ(?! việc| án)|văn phòng"
    r"|thanh tra|phòng(?! chống| ngừa)|trung tâm|công an|tòa án|toà án|tand|viện|vksnd|kho bạc|ngân hàng"
    r"|bảo hiểm xã hội|đài|báo(?! cáo)|hội(?! nghị| nhập| thảo| thi)|ban (?:quản lý|dân tộc|nội chính|tuyên giáo"
    r"|chỉ huy|pháp chế|tổ chức)|tỉnh đoàn|đơn vị|cơ quan)(?: (?!,)|$)"
)
_NAME_UP_TO = 14
_HALF_YEAR = re.compile(r"6 thang (?:dau|cuoi) nam(?: 20\d\d)?")


def take_from_headings(tasks: Sequence[RawTask], stack: GroupStack, header: Header, findings: Findings) -> None:
    """Fills leads and deadlines that only the headings name; each is reported as a question."""
    column = header.column(Field.DEADLINE)
    _of_rows(tasks, stack, column.heading if column else "", findings)
    if header.column(Field.LEAD) is None:
        agencies = [_nearest(task, stack.groups, agency_in) for task in tasks]
        if all(agencies):  # else a heading that happens to begin like an agency
            for task, agency in zip(tasks, agencies, strict=True):
                task.values[Field.LEAD] = agency
                findings.add("lead.heading", task.place, "", "", lead=agency)
    if column is None:
        for task in tasks:
            if period := _nearest(task, stack.groups, _period):
                task.values[Field.DEADLINE] = period
                findings.add("deadline.heading", task.place, "", "", text=period)


def _of_rows(tasks: Sequence[RawTask], stack: GroupStack, column: str, findings: Findings) -> None:
    """Takes over the leads and deadlines that stand in the headings' own rows.

    A deadline (in ``column``) that no work below takes is told.
    """
    used: set[int] = set()
    for task in tasks if stack.leads or stack.deadlines else ():
        at = _innermost(task, stack, stack.leads)
        if at is not None and not task.text(Field.LEAD):
            task.values[Field.LEAD] = lead = stack.leads[at]
            findings.add("lead.heading", task.place, task.columns.get(Field.LEAD, ""), "", lead=lead)
        at = _innermost(task, stack, stack.deadlines)
        if at is not None and not task.text(Field.DEADLINE):
            used.add(at)
            task.values[Field.DEADLINE] = text = stack.deadlines[at]
            findings.add("deadline.heading", task.place, task.columns.get(Field.DEADLINE, ""), "", text=text)
    here = {task.place.sheet for task in tasks}
    for at, text in stack.deadlines.items():
        if at not in used and stack.groups[at].place.sheet in here:
            findings.add("cell.stray", stack.groups[at].place, column, text)


def _innermost(task: RawTask, stack: GroupStack, said: Mapping[int, str]) -> int | None:
    """The innermost heading above ``task`` whose row says something."""
    at = task.group
    while at is not None and at not in said:
        at = stack.groups[at].parent
    return at


def _nearest(task: RawTask, groups: Sequence[DraftGroup], said: Callable[[str], str]) -> str:
    """What the innermost heading above ``task`` that says anything says."""
    at = task.group
    while at is not None:
        if found := said(groups[at].title):
            return found
        at = groups[at].parent
    return ""


def agency_in(title: str) -> str:
    """The name of the agency that a heading is, or ""."""
    plain = title.strip(" .:;")
    return plain if _AGENCY.match(plain.lower()) and len(plain.split()) <= _NAME_UP_TO else ""


def _period(title: str) -> str:
    return period_of(title, "") or (title if _HALF_YEAR.fullmatch(fold(title).strip(" .:")) else "")
