"""doctor, upgrade."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import N_, note
from ..i18n import _, ngettext, show
from . import whereabouts
from .app import single, verb
from .done import Done, in_this_register, with_keys
from .options import DoneFormat, DryRun, Format, Output
from .outfile import check_output
from .output import Reply, with_findings
from .output_formats import format_of

if TYPE_CHECKING:
    from ..reports.base import Record
    from ..store.health.examination import HealthFinding

doctor_app, upgrade_app = single("doctor"), single("upgrade")
APPS = {"doctor": doctor_app, "upgrade": upgrade_app}


@verb(
    doctor_app,
    "doctor",
    _("Examine the register: file, tables, ledger, journal, place, backups. Exit 3 with findings."),
    "doctor",
    "doctor --repair",
    "doctor --format json --output kham-so.json",
)
def doctor(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help=_(
                "rebuild what follows from the ledger, switch WAL mode off, seal anew what is as the journal has it"
            ),
        ),
    ] = False,
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Reply:
    from ..reports import examination_list as report
    from ..store.health.examination import Surroundings, examine, examine_server
    from . import safekeeping

    format_of(format, output)
    check_output(output)
    path = safekeeping.register()
    repaired = _repaired(dry_run=dry_run) if repair else []
    facts = Surroundings(datetime.now(UTC), safekeeping.folder(), bool(os.environ.get("TUPHAP_TODAY", "").strip()))
    place = whereabouts.register_path()
    examined = examine_server(place, path, facts) if isinstance(place, str) else examine(path, facts)
    found = [_of_this_register(one) for one in (*examined, *_settings())]
    made = report.examination_report(
        found, whereabouts.register_shown() if isinstance(place, str) else path, settings.today(), repaired
    )
    if repair:
        made = with_keys(made, "doctor", Done(repaired, dry_run=dry_run))
    return with_findings(made)


def _of_this_register(found: HealthFinding) -> HealthFinding:
    """``found`` with the commands of its remedy for the register that is examined."""
    return found._replace(remedy=note("{remedy}", remedy=in_this_register(show(found.remedy))))


def _repaired(*, dry_run: bool) -> list[str]:
    """What was put right, or would be, in sentences."""
    from ..store.health.examination import repair

    done = repair(
        whereabouts.register_path(), settings.actor(), shared=settings.flag("shared_folder"), dry_run=dry_run
    )
    said = []
    if done.mode:
        said.append(_("Switched back from WAL mode to a rollback journal."))
    if done.tasks:
        text = ngettext("The state of {n} task was rebuilt", "The state of {n} tasks was rebuilt", len(done.tasks))
        said.append(f"{text}: {', '.join(map(str, done.tasks[:20]))}{' …' if len(done.tasks) > 20 else ''}")
    if done.words:
        said.append(_("The index of words was made anew."))
    if done.sealed:
        said.append(_("Every row is as the journal has it; the register was sealed again."))
    said += _evidence_put_back(dry_run=dry_run)
    if done.unproven:
        said.append(_("The register was not sealed again, because of what is found below."))
    if not said:
        return [_("There was nothing to repair.")]
    return [_("Tried only; nothing was written."), *said] if dry_run else said


def _evidence_put_back(*, dry_run: bool) -> list[str]:
    """Put back what is missing or changed of the evidence from beside the backups; returns the sentence on that."""
    from ..store.backup import restoring
    from . import safekeeping

    if safekeeping.server():  # which keeps no files
        return []
    new = restoring.evidence_restored(safekeeping.register(), safekeeping.folder(), dry_run=dry_run).new
    if not new:
        return []
    return [ngettext("{n} file of evidence was put back.", "{n} files of evidence were put back.", new)]


def _settings() -> Iterator[HealthFinding]:
    """Values of the settings that cannot be used, and names in the settings file that mean nothing."""
    from .. import schemes
    from ..store.health.examination import HealthFinding, Weight

    remedy = note(N_("Look at them and correct them: tuphap settings"))
    try:
        schemes.in_force()
    except errors.BadSetting as error:
        yield HealthFinding("settings", Weight.WARNING, error.sentence, str(settings.file()), remedy)
    for fault in settings.faults():
        yield HealthFinding("settings", Weight.WARNING, fault.sentence, str(settings.file()), remedy)


@verb(
    upgrade_app,
    "upgrade",
    _("Bring a register of an older format to the present one, after a backup; all of it or nothing."),
    "upgrade --dry-run",
    "--register ~/so-2021.db upgrade",
)
def upgrade(dry_run: DryRun = False, format: DoneFormat = "") -> Done:
    from .upgrading import upgraded

    done = upgraded(dry_run=dry_run)
    if done.found == done.known:
        text = _("The register has the present format {known}; there is nothing to upgrade.")
        return Done([text.format(known=done.known)])
    row: Record = {"found": done.found, "known": done.known, "backup": str(done.backup) if done.backup else None}
    if dry_run:
        text = _("The register can be upgraded from format {found} to {known}.")
        return Done([text.format(found=done.found, known=done.known)], [row], dry_run=True)
    sentences = [
        _("Upgraded from format {found} to {known}.").format(found=done.found, known=done.known),
        _("The backup made before: {path}").format(path=done.backup),
    ]
    return Done(sentences, [row], _("Next: tuphap status"))
