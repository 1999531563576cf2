"""report: the summaries of a period, their closing and comparing; one module for each kind of verb."""

from ..app import group

app = group("report")
APPS = {"report": app}

# Each verb with the module of this package that defines it, in the order of the help.
VERBS = {
    "month": "summaries",
    "quarter": "summaries",
    "half": "summaries",
    "nine": "summaries",
    "year": "summaries",
    "brief": "director_brief",
    "close": "close",
    "reopen": "close",
    "list": "close",
    "diff": "close",
    "text": "period_text",
    "template": "close",
}
