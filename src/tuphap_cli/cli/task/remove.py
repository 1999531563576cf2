"""task remove: a task that was entered by mistake, taken out while nothing rests on it."""

from __future__ import annotations

from ...i18n import _
from .. import access
from ..app import verb
from ..done import Done
from ..options import DoneFormat, DryRun, Tasks
from ..refused_lists import all_or_none
from . import app


@verb(
    app,
    "remove",
    _("Take out tasks that were entered by mistake and of which nothing is recorded; `tuphap undo` gives them back."),
    "task remove 131",
    "task remove 131 132 --dry-run",
)
def remove(tasks: Tasks, dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    from ...store.read import names
    from ...store.write.removing import remove_task

    with all_or_none(tasks), access.writing("task remove", dry_run=dry_run) as change:
        numbers = dict.fromkeys(names.task(change.connection, task) for task in tasks)
        removed = [remove_task(change, number) for number in numbers]
        change.summary = ", ".join(f"{one.task} ({one.decision}:{one.item})" for one in removed)
        back = _("To have it back: {command}").format(command=f"tuphap undo {change.seq}")
    text = _("Task {task} ({decision}:{item}) removed; its number is not used again: {title}")
    return Done(
        [
            text.format(task=one.task, decision=one.decision, item=one.item, title=one.title.splitlines()[0])
            for one in removed
        ],
        [{"task": one.task, "decision": one.decision, "item": one.item} for one in removed],
        back,
        dry_run,
    )
