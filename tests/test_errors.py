"""The family of errors: every class explains itself, under a code and an exit code that never change."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

from tests.support.registers import day
from tuphap_cli import errors
from tuphap_cli.domain.model import note

# The contract of docs and scripts: a code once given stays; new classes are added here.
CODES = {
    "fault": 1,
    "usage": 2, "usage.window": 2, "usage.date": 2, "usage.date.words": 2, "usage.period": 2, "usage.period.year": 2,
    "usage.today": 2, "usage.choice": 2,
    "usage.format": 2, "usage.screen": 2, "refused.evidence": 4, "register.evidence": 6,
    "usage.setting": 2, "usage.confirm": 2, "usage.mark": 2,
    "refused.not_found.above": 4, "refused.no_office_above": 4, "register.none.office": 6,
    "refused": 4, "refused.not_over": 4, "refused.not_found": 4, "refused.ambiguous": 4, "refused.secret": 4,
    "refused.ambiguous.task": 4,
    "refused.field": 4,
    "refused.ground": 4, "refused.reason": 4, "refused.correction": 4,
    "refused.deadline_recorded": 4, "refused.occurrence": 4, "refused.occurrence.none": 4,
    "refused.not_recurring": 4,
    "refused.before_assigned": 4, "refused.due_before_assigned": 4, "refused.future": 4, "refused.already_done": 4,
    "refused.not_running": 4, "refused.out_of_order": 4, "refused.handover": 4, "refused.import": 4,
    "refused.import.units": 4,
    "refused.file": 4, "refused.lost_letters": 4,
    "refused.no_table": 4, "refused.package": 4, "refused.template": 4,
    "conflict": 5, "conflict.closed_period": 5, "conflict.closed": 5, "conflict.not_closed": 5,
    "conflict.recorded": 5,
    "conflict.duplicate": 5, "conflict.issued": 5, "conflict.not_done": 5, "conflict.withdrawn": 5,
    "conflict.renewed": 5, "conflict.already_named": 5,
    "conflict.in_use": 5, "conflict.changed": 5, "conflict.resolved": 5, "conflict.filed": 5,
    "conflict.nothing_to_undo": 5, "conflict.nothing_to_redo": 5, "conflict.undone": 5, "conflict.not_undone": 5,
    "conflict.not_reversible": 5, "conflict.rested_on": 5, "conflict.differs": 5, "conflict.journal": 5,
    "register": 6, "register.unconfirmed": 6, "register.none": 6, "register.exists": 6, "register.foreign": 6,
    "register.foreign_schema": 6, "register.linked": 6, "register.settings": 6,
    "register.unsound": 6, "register.newer": 6, "register.newer_report": 6,
    "register.older": 6, "register.busy": 6, "register.read_only": 6, "register.unreadable": 6,
    "register.damaged": 6, "register.disk_full": 6, "register.server": 6,
    "register.upgrade": 6, "register.shared": 6,
    "register.backup": 6, "register.backup_first": 6, "register.backup_damaged": 6, "register.no_backup": 6,
    "register.server.address": 6, "register.server.driver": 6, "register.server.unreachable": 6,
    "register.server.login": 6, "register.server.rights": 6, "register.server.broke_off": 6,
    "register.server.unanswered": 6, "register.server.not_empty": 6, "register.copy": 6,
    "register.unconfirmed.server": 6, "register.none.office.lost": 6, "register.out_of_step": 6,
    "register.no_good_backup": 6, "register.restore": 6, "register.cut_short": 6,
    "output": 7, "output.exists": 7, "output.folder": 7, "output.protected": 7,
    "output.pdf": 7, "output.mail": 7, "output.schedule": 7, "conflict.text_signed": 5,
    "usage.mail": 2, "usage.mail.nobody": 2, "usage.mail.clear": 2,
    "interrupted": 130,
}  # fmt: skip
FAMILIES = {"usage": 2, "refused": 4, "conflict": 5, "register": 6, "output": 7, "interrupted": 130, "fault": 1}
# The heads of families carry whatever sentence they are given; an interruption needs no advice.
NO_REMEDY = {"fault", "usage", "refused", "conflict", "register", "interrupted", "refused.field"}


def family(cls: type[errors.TuphapError]) -> Iterator[type[errors.TuphapError]]:
    yield cls
    for child in cls.__subclasses__():
        yield from family(child)


CLASSES = list(family(errors.TuphapError))
each_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.code)


def facts_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_codes_are_those_promised_each_of_one_class() -> None:
    assert {cls.code: cls.exit_code for cls in CLASSES} == CODES
    assert len(CLASSES) == len(CODES)


@each_class
def test_the_exit_code_is_that_of_the_family(cls: type[errors.TuphapError]) -> None:
    assert cls.exit_code == FAMILIES[cls.code.partition(".")[0]]
    for parent in cls.__mro__:
        if parent is not errors.TuphapError and issubclass(parent, errors.TuphapError):
            assert cls.code == parent.code or cls.code.startswith(f"{parent.code}.")


@each_class
def test_the_facts_fill_the_sentence_and_the_remedy(cls: type[errors.TuphapError]) -> None:
    facts = {name: f"<{name}>" for name in facts_of(cls.template) | facts_of(cls.remedy)}
    error = cls(**facts)
    for name in facts_of(cls.template):
        assert f"<{name}>" in str(error)
    advice = cls.remedy.format_map(error.facts)
    assert "{" not in str(error) + advice


@each_class
def test_a_remedy_is_given_except_where_it_would_be_senseless(cls: type[errors.TuphapError]) -> None:
    assert bool(cls.remedy) == (cls.code not in NO_REMEDY)


@each_class
def test_sentences_end_and_say_something(cls: type[errors.TuphapError]) -> None:
    assert cls.__doc__
    assert cls.template == "{what}" or cls.template.rstrip("}").endswith((".", "nearest"))
    assert not cls.remedy or cls.remedy == "{advice}" or cls.remedy.endswith(".")


def test_a_lacking_fact_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        errors.InTheFuture(day=day("10/7"))


def test_facts_are_shown_as_text_and_days_in_the_vietnamese_form() -> None:
    error = errors.InTheFuture(day=day("10/7"), today=day("9/7"))
    assert str(error) == "10/07/2021 is in the future; today is 09/07/2021."
    assert error.facts == {"day": "10/07/2021", "today": "09/07/2021"}


def test_braces_in_a_fact_are_text() -> None:
    assert "“{value}”" in str(errors.BadDate(value="{value}"))


def test_a_note_as_a_fact_stays_a_note_so_that_it_can_be_translated() -> None:
    why = note("line {n}", n=3)
    error = errors.UnreadableFile(file="a.xlsx", why=why, advice="")
    assert error.facts["why"] == why
    assert str(error) == "a.xlsx cannot be read: line 3."
