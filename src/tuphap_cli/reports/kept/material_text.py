"""Writes the material of a signed report as text and reads it again.

The text is JSON: ``{"version": [2, 1], "material": {field: value}}``. Every value has the name of its field; a list
of rows is ``{"fields": [names], "rows": [[values]]}``, so that each name is written once. The first number of the
version is raised when an earlier program would misread the text, the second when something is added that it may pass
over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ... import errors
from . import version1
from .contents import Material
from .named_values import reader, writer

VERSION, MINOR = 2, 1
# The value of a field that a text does not have: those that are never kept, and those added without a default.
ABSENT: Mapping[str, Mapping[str, object]] = {"TaskRow": {"shadow": ""}}
NEVER_KEPT: Mapping[str, frozenset[str]] = {
    "TaskRow": frozenset({"shadow"})
}  # a report finds nothing by folded words


def dump_material(material: Material) -> str:
    """The material as JSON of the present version."""
    kept = {"version": [VERSION, MINOR], "material": writer(Material, NEVER_KEPT)(material)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def load_material(text: str) -> Material:
    """The material from a text of any version that this program knows; fields that it does not know are passed over.

    Raises:
        NewerSignedReport: the text has a later version
    """
    found: Material = reader(Material, ABSENT)(_named(json.loads(text)))
    return found


def _named(kept: Any) -> Any:
    """The material by name; only version 1 was a list."""
    if isinstance(kept, list):
        return version1.named(kept[1])
    if kept["version"][0] > VERSION:
        raise errors.NewerSignedReport(found=".".join(map(str, kept["version"])), known=f"{VERSION}.{MINOR}")
    return kept["material"]
