"""Why a task is as it is, to be read aloud: decision, deadline and its rule, ledger, state, who has to act."""

from __future__ import annotations

import sqlite3
from datetime import date

from ...domain import states
from ...domain.missed import Reason
from ...domain.model import vn_date
from ...i18n import _, ngettext, show
from ...store.read import handed_down_rows
from ...store.read.entries import ExtensionRow, HistoryRow
from ...store.read.urging_letters import Urging
from ...store.write.obstacles import ObstacleRow
from .. import (
    carried_out,
    coming,
    correction_words,
    history_records,
    labels,
    obstacle_list,
    one_task,
    rules,
    urging_list,
)
from ..base import Json, Record, Report, Table, iso, sentence_list
from ..lists import task_record
from . import deadline_words, term_count
from .dossier import Settings, TaskDossier, gathered

_HALTS = ("suspend", "cancel", "resume")


def why_report(connection: sqlite3.Connection, task: int, as_of: date, settings: Settings) -> Report:
    """The page on the task with the number ``task``, which must exist; UsageFault where it was assigned later."""
    facts = gathered(connection, task, as_of, settings)
    met = obstacle_list.obstacles_of_task(connection, task, as_of)
    urged = urging_list.urgings_of_task(connection, task, as_of)
    more: Record = {
        "obstacles": [obstacle_list.obstacle_record(row, as_of) for row in met],
        "urged": [urging_list.urging_record(one) for one in urged],
    } | carried_out.no_others(handed_down_rows.carried_out_by(connection, task))
    return Report(
        schema="tuphap.why/1",
        as_of=as_of,
        rows=[_record(facts) | more],
        title=one_task.title_of(facts.row),
        tables=tuple(_tables(facts, met, urged)),
    )


def _tables(facts: TaskDossier, met: list[ObstacleRow], urged: list[Urging]) -> list[Table]:
    found = [
        sentence_list(_("Who gave the task"), _given(facts)),
        sentence_list(_("The deadline and its rule"), deadline_words.deadline_sentences(facts)),
    ]
    dated = [row for row in facts.deadlines if row.deadline_id is not None]
    if len(dated) + len(facts.coming) > 1:
        further = coming.coming_lines(facts.coming, facts.occurrences, facts.row)
        found.append(one_task.deadline_table(dated, facts.as_of, facts.occurrences, further))
    if facts.moved:
        found.append(_moved(facts))
    found += correction_words.correction_table(facts.corrections)
    halts = [_halt(entry) for entry in facts.ledger if entry.kind in _HALTS and not entry.taken_back]
    if halts:
        found.append(sentence_list(_("Suspended and cancelled"), halts))
    if met:
        found.append(obstacle_list.of_one_task(met, facts.as_of))
    found += urging_list.of_one_task(urged)
    found += [
        _whole(one_task.ledger_table(list(facts.ledger), facts.called)),
        sentence_list(_("How it stands"), _standing(facts)),
        sentence_list(_("Who has to act"), facts.acting().sentences()),
    ]
    return found


def _whole(table: Table) -> Table:
    """``table`` with all its columns, on a narrow terminal too."""
    return table._replace(columns=tuple(column._replace(roomy=False) for column in table.columns))


def _given(facts: TaskDossier) -> list[str]:
    row, decision = facts.row, facts.decision
    text = _("{decision} of {day}, item {item}").format(
        decision=row.decision, day=vn_date(row.decision_issued), item=row.item
    )
    issuer = _(", issued by {issuer}").format(issuer=decision.issuer) if decision.issuer else ""
    said = [f"{text}{issuer}."]
    if decision.title:
        said.append(_("It is about: {title}.").format(title=decision.title.rstrip(".")))
    if decision.implements and decision.implements_issued:
        above = _("It carries out {decision} of {day}.")
        said.append(above.format(decision=decision.implements, day=vn_date(decision.implements_issued)))
    if row.group or row.group_title:
        said.append(
            _("Group: {group}.").format(group=". ".join(filter(None, (row.group, row.group_title))).rstrip("."))
        )
    said.append(_("Lead: {unit}.").format(unit=row.unit_name or _("no lead unit")))
    if facts.names:
        said.append(_("Supporting: {units}.").format(units=", ".join(facts.names)))
    if row.leader:
        said.append(_("Leader in charge: {name}.").format(name=row.leader))
    if row.officer:
        said.append(_("Officer in charge: {name}.").format(name=row.officer))
    if row.product:
        said.append(_("It has to give: {product}.").format(product=row.product.rstrip(".")))
    said.append(_("Assigned on {day}.").format(day=vn_date(row.assigned_on)))
    return said


def _moved(facts: TaskDossier) -> Table:
    shortened = any((deadline_words.days_moved(entry) or 0) < 0 for entry in facts.moved)
    title = _("Extended and shortened") if shortened else _("Extensions")
    said = [deadline_words.extension(entry, facts.called.get(entry.occurrence, "")) for entry in facts.moved]
    return sentence_list(title, said)


def _halt(entry: HistoryRow) -> str:
    templates = {
        "suspend": _("Suspended from {day} by {document}: {reason}."),
        "cancel": _("Cancelled from {day} by {document}: {reason}."),
        "resume": _("Running again from {day} by {document}: {reason}."),
    }
    return templates[entry.kind].format(
        day=vn_date(entry.on_day), document=entry.document, reason=entry.note.rstrip(".")
    )


def _standing(facts: TaskDossier) -> list[str]:
    said = [_state(facts), *_distance(facts)]
    if facts.row.done_on is None:
        silent = ngettext("{n} day", "{n} days", (facts.as_of - facts.silent_since).days)
        heard = any(row.last_on for row in facts.deadlines)
        template = (
            _("No progress recorded since {day}: {days}.")
            if heard
            else _("No progress recorded since it was assigned on {day}: {days}.")
        )
        said.append(template.format(day=vn_date(facts.silent_since), days=silent))
    for finding in facts.findings:
        text = _("On the missed list: {reason}, since {day}.")
        said.append(text.format(day=vn_date(finding.since), reason=labels.reason(finding.reason)))
    return said


def _state(facts: TaskDossier) -> str:
    """The state on the day of the page, and since when where something has happened since the assignment."""
    done, undated = facts.row.done_on, any(finding.reason is Reason.NO_DATE for finding in facts.findings)
    if done and facts.state in states.DONE:
        text = _("On {day}: {state}; done on {since}.")
    elif undated:
        text = _("On {day}: nobody has settled the deadline; reports count it under “{state}”.")
    elif facts.since > facts.row.assigned_on:
        text = _("On {day}: {state}, since {since}.")
    else:
        text = _("On {day}: {state}.")
    name = facts.occurrences.get(facts.row.deadline_id or 0)
    day = vn_date(facts.as_of)
    if name:
        day = _("{day} (occurrence {name})").format(day=day, name=name)
    return text.format(day=day, state=labels.state_label(facts.state), since=vn_date(done or facts.since))


def _distance(facts: TaskDossier) -> list[str]:
    """How far the due day is, in calendar and in working days, with the days off that are between."""
    due, calendar = facts.row.due, facts.calendar
    if due is None or calendar is None or facts.state not in (*states.OVERDUE, *states.IN_TIME, *states.DONE):
        return []
    if facts.late:
        text = _("Late by {days}, that is {working}, counted from the day after the deadline.")
    elif facts.row.done_on:
        return []
    else:
        text = _("Left until the deadline: {days}, that is {working}.")
    first, last = sorted((due, facts.until))
    days = ngettext("{n} day", "{n} days", (last - first).days)
    working = ngettext("{n} working day", "{n} working days", calendar.count(first, last))
    said = [text.format(days=days, working=working)]
    for kind, since, until in facts.halted_late():
        halted = _("That includes the days from {since} to {until}, on which it was suspended.")
        if kind == "cancel":
            halted = _("That includes the days from {since} to {until}, on which it was cancelled.")
        said.append(halted.format(since=vn_date(since), until=vn_date(until)))
    if off := facts.days_off():
        passed = "; ".join(f"{vn_date(special.day)} {special.reason}" for special in off)
        said.append(_("Days off on weekdays between them: {days}.").format(days=passed))
    doubted = deadline_words.rest_in_doubt(facts)
    return said + [f"{show(remark)}." for remark in calendar.notes(first, last) if remark not in doubted]


# -- the machine form ----------------------------------------------------------------------------------------


def _record(facts: TaskDossier) -> Record:
    row, reading, act = facts.row, facts.reading, facts.acting()
    days: dict[str, Json] = {
        "deadline_kind": row.deadline_kind.value,
        "deadline_sure": row.deadline_sure,
        "deadline_rule": row.deadline_rule,
        "rule": rules.sentence(row.deadline_rule),
        "notes": [show(remark) for remark in reading.notes] if reading else [],
        "candidates": [day.isoformat() for day in reading.candidates] if reading else [],
        "assigned_on": iso(row.assigned_on),
        "original_due": iso(row.original_due),
        "done_on": iso(row.done_on),
    }
    return (
        task_record(row, facts.state, facts.supporting)
        | {
            "issuer": facts.decision.issuer,
            "decision_title": facts.decision.title,
            "implements": facts.decision.implements or None,
            "implements_issued": iso(facts.decision.implements_issued),
        }
        | days
        | _counted(facts)
        | {
            "occurrence": facts.occurrences.get(row.deadline_id or 0),
            "deadlines": [
                history_records.deadline_record(r, facts.as_of) | {"name": facts.occurrences.get(r.deadline_id, "")}
                for r in facts.deadlines
                if r.deadline_id
            ],
            "coming": coming.coming_records(facts.coming, facts.occurrences),
            "term": term_count.term_record(facts.term) if facts.term else None,
            "extensions": [_extension_record(facts, entry) for entry in facts.moved],
            "corrections": [correction_words.correction_record(one) for one in facts.corrections],
            "history": [
                history_records.history_record(entry) | {"name": facts.called.get(entry.occurrence or "", "")}
                for entry in facts.ledger
            ],
            "silent_since": iso(facts.silent_since),
            "silent_days": (facts.as_of - facts.silent_since).days,
            "state_since": iso(facts.since),
            "missed": [{"reason": f.reason.value, "since": iso(f.since)} for f in facts.findings],
            "acts": {"unit": act.unit or None, "tasks": list(act.tasks), "office": list(act.office)},
        }
    )


def _counted(facts: TaskDossier) -> Record:
    """What the working calendar says between the due day and the day of the page; nulls without a due day."""
    due, calendar = facts.row.due, facts.calendar
    if due is None or calendar is None:
        names = ("due_off", "due_shown", "days_late", "working_days_late", "days_off", "calendar_notes")
        return dict.fromkeys(names)
    why = calendar.reason(due)
    return {
        "due_off": show(why) if why else None,
        "due_shown": iso(calendar.moved(due, facts.rest_day)),
        "days_late": states.days_late(due, facts.until) if facts.late else 0,
        "working_days_late": calendar.count(due, facts.until) if facts.late else 0,
        "days_off": [{"date": iso(off.day), "reason": off.reason} for off in facts.days_off()],
        "calendar_notes": [show(remark) for remark in calendar.notes(due, facts.until)],
    }


def _extension_record(facts: TaskDossier, entry: ExtensionRow) -> Record:
    return history_records.extension_record(entry) | {
        "after_due": deadline_words.after_due(entry),
        "days_moved": deadline_words.days_moved(entry),
        "name": facts.called.get(entry.occurrence, ""),
    }
