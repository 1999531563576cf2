"""What a closed period keeps is read by name: texts of every version, whatever fields have been added since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

import pytest

from tests.support import old_register
from tuphap_cli import errors
from tuphap_cli.domain.model import DeadlineKind, TaskKind
from tuphap_cli.reports.kept import contents, material_text
from tuphap_cli.reports.kept.contents import Material, MissedLine
from tuphap_cli.reports.kept.material_text import dump_material, load_material
from tuphap_cli.store.read.queries import TaskRow
from tuphap_cli.store.write.closings import Adjusted

KEPT = Path(__file__).parents[1] / "data" / "kept"
REPORTS = ("quarter", "half")


def text(version: int, report: str) -> str:
    """A text that the program of that version wrote: quarter II and the first half of the register of forty tasks."""
    return (KEPT / f"version-{version}-{report}.json").read_text(encoding="utf-8")


def test_version_1_is_read_by_its_own_list_of_fields() -> None:
    found = load_material(text(1, "quarter"))
    row = found.rows[0]
    assert (row.task, row.item, row.decision, row.decision_issued) == (1, "V1", "10/QĐ-STP", date(2020, 12, 20))
    assert (row.group, row.group_title, row.title, row.kind) == ("I", "Văn bản", "Việc 1", TaskKind.KEY)
    assert (row.unit, row.unit_name, row.deadline_kind, row.deadline_sure) == (
        "HT",
        "Tổ Hộ tịch",
        DeadlineKind.BY,
        True,
    )
    assert (row.original_due, row.due, row.done_on) == (date(2021, 1, 31), date(2021, 1, 31), date(2021, 1, 29))
    assert (row.entries, row.percent, row.last_on, row.decision_id) == (0, 100, date(2021, 1, 29), 1)
    assert (len(found.rows), len(found.results), len(found.extensions), len(found.obstacles)) == (49, 19, 2, 2)
    assert (found.seq, found.head[:8], found.made_on) == (3, "1e6499c6", date(2021, 7, 9))
    assert found.adjusted == (
        Adjusted(12, "V12", "Việc 12", "", "done", date(2021, 3, 1), "12/BC-QT", "", "Q1/2021"),
    )
    assert found.earlier is not None
    assert (found.earlier.name, found.earlier.closed, found.earlier.as_of) == ("Q1/2021", True, date(2021, 3, 14))
    assert found.earlier.rows[0] == row


def test_so_are_the_parts_that_only_a_review_has() -> None:
    found = load_material(text(1, "half"))
    assert found.earlier is None
    assert isinstance(found.missed[0], MissedLine)
    assert found.missed[0].reasons[0] == "never_started"
    assert [row.status for row in found.filings if row.unit == "HC"] == ["on_time"]
    assert found.rule is not None
    assert (found.rule.name, found.rule.opens, found.rule.closes) == ("decree09", (15, -1), (14, 0))


@pytest.mark.parametrize("report", REPORTS)
def test_version_2_keeps_what_version_1_kept(report: str) -> None:
    found = load_material(text(2, report))
    assert found == load_material(text(1, report))
    assert load_material(dump_material(found)) == found


def test_the_register_of_an_older_format_has_its_text_read() -> None:
    with sqlite3.connect(f"file:{old_register.of_format(2)}?mode=ro", uri=True) as connection:
        (kept,) = connection.execute("SELECT material FROM closed_period").fetchone()
    connection.close()
    assert json.loads(kept)[0] == 1
    assert load_material(kept).rows == load_material(text(1, "quarter")).earlier.rows  # type: ignore[union-attr]


@pytest.mark.parametrize(("lacking", "number"), [(("rule",), 1), (("halted", "rule"), 2)])
def test_version_1_grew_at_its_end(lacking: tuple[str, ...], number: int) -> None:
    version, kept = json.loads(text(1, "half"))
    usual = {name: Material._field_defaults[name] for name in lacking}
    assert load_material(json.dumps([version, kept[:-number]])) == load_material(text(1, "half"))._replace(**usual)


def test_so_did_its_rows() -> None:
    version, kept = json.loads(text(1, "half"))
    kept[1] = [row[:-1] for row in kept[1]]  # "against"
    assert load_material(json.dumps([version, kept])) == load_material(text(1, "half"))


def wider(kind: Any, before: str, **types: Any) -> Any:
    """The named tuple ``kind`` with a field ``priority`` before the field ``before``; ``types`` replace its own."""
    fields: list[tuple[str, Any]] = []
    for name, hint in {**get_type_hints(kind), **types}.items():
        fields += [("priority", int)] * (name == before) + [(name, hint)]
    found = NamedTuple(kind.__name__, fields)  # type: ignore[misc]
    found.__module__ = contents.__name__  # where the names of the types are looked up
    found._field_defaults = kind._field_defaults
    return found


def narrowed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A wider tuple's values without the added field."""
    return tuple(value for name, value in zip(row._fields, row, strict=True) if name != "priority")  # type: ignore[attr-defined]


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("report", REPORTS)
def test_a_field_added_in_the_middle_leaves_a_signed_report_as_it_was(
    version: int, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = load_material(text(version, report))
    wide = {"rows": wider(TaskRow, "unit"), "missed": wider(MissedLine, "title"), "adjusted": wider(Adjusted, "unit")}
    material = wider(Material, "units", **{part: tuple[kind, ...] for part, kind in wide.items()})  # type: ignore[valid-type]
    absent: Mapping[str, Mapping[str, object]] = {
        name: {**material_text.ABSENT.get(name, {}), "priority": 7}
        for name in ("TaskRow", "MissedLine", "Adjusted", "Material")
    }
    monkeypatch.setattr(material_text, "Material", material)
    monkeypatch.setattr(material_text, "ABSENT", absent)
    new: Any = load_material(text(version, report))
    assert {new.priority, *(found.priority for found in new.rows)} == {7}
    for part in wide:
        assert [narrowed(found) for found in getattr(new, part)] == [tuple(found) for found in getattr(old, part)]
    for part in set(Material._fields) - set(wide):
        assert getattr(new, part) == getattr(old, part), part


def test_what_a_later_minor_version_added_is_passed_over() -> None:
    kept = json.loads(text(2, "half"))
    kept["version"][1] += 1
    kept["material"]["weather"] = {"fields": ["day"], "rows": [["2021-06-14"]]}
    kept["material"]["rows"]["fields"].insert(3, "priority")
    for row in kept["material"]["rows"]["rows"]:
        row.insert(3, 7)
    assert load_material(json.dumps(kept)) == load_material(text(2, "half"))


def test_a_later_version_is_refused_by_name() -> None:
    kept = json.loads(text(2, "half"))
    kept["version"] = [3, 1]
    with pytest.raises(errors.NewerSignedReport, match=r"version 3\.1; this program knows up to 2\.1"):
        load_material(json.dumps(kept))
