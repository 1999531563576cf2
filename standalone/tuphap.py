"""The program as one folder begins here; it also runs its own modules, as ``python -m`` does.

What runs by night and the processes that read files apart are started as ``sys.executable -m tuphap_cli…``, and here
that is this program.
"""

from __future__ import annotations

import runpy
import sys

OWN = "tuphap_cli"


def own_module(words: list[str]) -> tuple[str, list[str]] | None:
    """Return the module of ours that ``words`` (["-P", "-m", module, ...]) name, and the words behind it."""
    at = 1 if words[:1] == ["-P"] else 0
    if words[at : at + 1] != ["-m"] or words[at + 1 : at + 2] == []:
        return None
    module = words[at + 1]
    return (module, words[at + 2 :]) if module.partition(".")[0] == OWN else None


if __name__ == "__main__":
    named = own_module(sys.argv[1:])
    if named is None:
        from tuphap_cli.main import run

        run()
    else:
        sys.argv[1:] = named[1]
        runpy.run_module(named[0], run_name="__main__", alter_sys=True)
