"""The sum by which a register of each format is known: ``SUMS`` of tuphap_cli/store/file/known_schema.py.

Run ``python -m tests.support.schema_sums`` after a change of the tables: it writes them anew; a test compares.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tuphap_cli.store.file import known_schema, schema_making
from tuphap_cli.store.file.register import FORMAT

MODULE = Path(known_schema.__file__)


def made() -> dict[int, str]:
    """The sum of each format, its tables made by the migrations."""
    found = {}
    for each in range(1, FORMAT + 1):
        with schema_making.in_memory(each) as register:
            found[each] = known_schema.sum_of(known_schema.objects(register))
    return found


def main() -> None:
    """Write the sums into the module."""
    lines = "".join(f'    {each}: "{found}",\n' for each, found in made().items())
    text = MODULE.read_text(encoding="utf-8")
    MODULE.write_text(re.sub(r"(?<=\nSUMS = \{\n).*?(?=\}\n)", lines, text, flags=re.DOTALL), encoding="utf-8")
    sys.stdout.write(f"{MODULE}\n")


if __name__ == "__main__":
    main()
