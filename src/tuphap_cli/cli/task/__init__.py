"""task: the verbs on tasks; one module for each kind of verb, imported when it is asked for."""

from ..app import group

app = group("task")
APPS = {"task": app}

# Each verb with the module of this package that defines it, in the order of the help.
VERBS = {
    "list": "find",
    "find": "find",
    "show": "find",
    "why": "find",
    "start": "record",
    "progress": "record",
    "done": "record",
    "record": "results",
    "file": "evidence_files",
    "reopen": "acts",
    "add": "enter",
    "edit": "enter",
    "carry-out": "carry_out",
    "assign": "acts",
    "extend": "acts",
    "renew": "renew",
    "suspend": "acts",
    "cancel": "acts",
    "remove": "remove",
}
