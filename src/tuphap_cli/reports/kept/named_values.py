"""Turns named tuples into values for JSON and back, by the names and types of their fields.

A named tuple becomes an object, a tuple of named tuples a table (``fields`` and ``rows``), a day its ISO form, an
enumeration its value. Each function here builds a converter once for a type, since it is applied to many rows; None
for a converter means that the value stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]


def writer(kind: Any, left_out: Mapping[str, frozenset[str]]) -> Convert:
    """The function that turns a named tuple of ``kind`` into an object for JSON.

    ``left_out`` has the fields that are not written, by the name of their class.
    """
    fields = _written_fields(kind, left_out)
    values = [(name, _row_writer(kind, [name], left_out)) for name in fields]
    return lambda value: {name: convert(value)[0] for name, convert in values}


def _written_fields(kind: Any, left_out: Mapping[str, frozenset[str]]) -> list[str]:
    return [name for name in kind._fields if name not in left_out.get(kind.__name__, ())]


def _row_writer(kind: Any, fields: list[str], left_out: Mapping[str, frozenset[str]]) -> Convert:
    hints = get_type_hints(kind)
    values = [(kind._fields.index(name), _value_writer(hints[name], left_out)) for name in fields]
    return lambda row: [convert(row[at]) if convert and row[at] is not None else row[at] for at, convert in values]


def _value_writer(hint: Any, left_out: Mapping[str, frozenset[str]]) -> Convert | None:
    hint = _present(hint)
    if get_origin(hint) is tuple:
        part = get_args(hint)[0]
        if not hasattr(part, "_fields"):
            return list
        fields = _written_fields(part, left_out)
        row = _row_writer(part, fields, left_out)
        return lambda rows: {"fields": fields, "rows": [row(value) for value in rows]}
    if hasattr(hint, "_fields"):
        return writer(hint, left_out)
    return date.isoformat if hint is date else None


def reader(kind: Any, absent: Mapping[str, Mapping[str, object]]) -> Convert:
    """The function that makes a named tuple of ``kind`` from an object that :func:`writer` gave.

    ``absent`` has the values of fields that are not there, by the name of their class; other such fields have the
    default of the class. Names that ``kind`` does not have are passed over.
    """

    def read(found: Mapping[str, Any]) -> Any:
        return _row_reader(kind, list(found), absent)(list(found.values()))

    return read


def _row_reader(kind: Any, fields: list[str], absent: Mapping[str, Mapping[str, object]]) -> Convert:
    hints = get_type_hints(kind)
    defaults = {**kind._field_defaults, **absent.get(kind.__name__, {})}
    values = [(fields.index(name), _value_reader(hints[name], absent)) for name in kind._fields if name in fields]
    usual = [(at, defaults[name]) for at, name in enumerate(kind._fields) if name not in fields]

    def read(row: list[Any]) -> Any:
        found = [convert(row[at]) if convert and row[at] is not None else row[at] for at, convert in values]
        for place, value in usual:
            found.insert(place, value)
        return kind(*found)

    return read


def _value_reader(hint: Any, absent: Mapping[str, Mapping[str, object]]) -> Convert | None:
    hint = _present(hint)
    if get_origin(hint) is tuple:
        part = get_args(hint)[0]
        if not hasattr(part, "_fields"):
            return tuple
        return lambda table: tuple(map(_row_reader(part, table["fields"], absent), table["rows"]))
    if hasattr(hint, "_fields"):
        return reader(hint, absent)
    if hint is date:
        return date.fromisoformat
    return hint if isinstance(hint, type) and issubclass(hint, StrEnum) else None


def _present(hint: Any) -> Any:
    """The type without "or None"."""
    if get_origin(hint) in {Union, UnionType}:
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint
