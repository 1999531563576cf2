"""init, demo, status, settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..i18n import _
from ..setting_table import SETTINGS
from . import access, own_settings, safekeeping, typed, whereabouts
from .app import single, verb
from .done import Done, check_format
from .options import AsOf, DoneFormat, DryRun, Format, Output

if TYPE_CHECKING:
    from ..reports.base import Report

init_app, demo_app, status_app, settings_app = single("init"), single("demo"), single("status"), single("settings")
APPS = {"init": init_app, "demo": demo_app, "status": status_app, "settings": settings_app}


@verb(
    init_app,
    "init",
    _("Make a new register; on a terminal it asks what is printed on the office's papers."),
    "init",
    'init --office "SỞ TƯ PHÁP" --superior "UBND TỈNH BẠC LIÊU" --place "Bạc Liêu"',
    "--register ~/so-nhiem-vu.db init --annex phu-luc.docx --nightly",
    "--register so-moi.db init --from du-lieu-mo",
)
def init(
    office: Annotated[
        str | None,
        typer.Option("--office", metavar="NAME", help=_("the office, as on its papers"), show_default=False),
    ] = None,
    superior: Annotated[
        str | None,
        typer.Option("--superior", metavar="NAME", help=_("the body above the office"), show_default=False),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option("--place", metavar="NAME", help=_("the place before the day on its papers"), show_default=False),
    ] = None,
    signer: Annotated[
        str | None, typer.Option("--signer", metavar="NAME", help=_("who signs its reports"), show_default=False)
    ] = None,
    annex: Annotated[
        Path | None,
        typer.Option(
            "--annex",
            metavar="FILE",
            help=_("read office, superior and place from this document"),
            show_default=False,
        ),
    ] = None,
    nightly: Annotated[
        bool | None,
        typer.Option(
            "--nightly/--no-nightly", help=_("a backup and a check every night by this machine"), show_default=False
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="DIR",
            help=_("make it of the open data in DIR, as `export --all` has written it"),
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from . import office_setup

    given = {"office": office, "superior": superior, "place": place, "signer": signer}
    asked = office_setup.OfficeAsked(given, annex, nightly, silent=dry_run or format == "json", source=source)
    return office_setup.set_up(asked, dry_run=dry_run)


@verb(
    demo_app,
    "demo",
    _("Show the main job on the sample of Bạc Liêu 2021, in a register of its own."),
    "demo",
    "demo --folder thu-nghiem",
)
def demo(
    folder: Annotated[
        str,
        typer.Option(
            "--folder",
            metavar="DIR",
            help=_("where the demo's register goes; otherwise a temporary folder"),
            show_default=False,
        ),
    ] = "",
) -> None:
    from . import replay

    replay.run(folder)


@verb(status_app, "status", _("Show the register at a glance."), "status", "status --as-of 30/6/2021 --format json")
def status(as_of: AsOf = "", format: Format = "", output: Output = "") -> Report:
    from ..reports import status as report
    from ..store.backup import identity

    day = typed.day(as_of)
    with access.reading() as connection:
        last = safekeeping.last(identity.identity_of(connection))
        return report.status_report(connection, whereabouts.register_shown(), day, settings.number("soon"), last)


@verb(
    settings_app,
    "settings",
    _("Show all settings with where they come from, or change one."),
    "settings",
    "settings soon 10",
)
def settings_(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help=_("the setting to change"), show_default=False)] = "",
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help=_("its new value"), show_default=False)
    ] = None,
    dry_run: DryRun = False,
    unset: Annotated[bool, typer.Option("--unset", help=_("go back to the default"))] = False,
    format: Format = "",
    output: Output = "",
) -> Report | Done:
    if name:
        check_format(format)
        return _setting(name, value, dry_run=dry_run, unset=unset)
    from ..reports import preferences

    return preferences.settings_report(settings.today())


def _setting(name: str, value: str | None, *, dry_run: bool, unset: bool) -> Done:
    """Show one setting, or change it."""
    if name not in SETTINGS:
        raise errors.BadChoice(value=name, option="NAME", choices=", ".join(SETTINGS))
    if value is None and not unset:
        found = settings.effective(name)
        shown = f"{name} = {settings.written(found.value)}  ({_(found.origin)})"
        return Done([shown], [{"setting": name, "value": settings.written(found.value)}])
    if name == "scheme" and value is not None and not unset:
        from .. import schemes

        schemes.known_setting(value.strip())
    if dry_run:
        settings.parse(SETTINGS[name], SETTINGS[name].default if unset else value)
        return Done((), dry_run=True)
    path = own_settings.keep(name, None if unset else _from_anywhere(name, value))
    found = settings.effective(name)
    value = settings.written(found.value)
    said = [_("{name} is now {value} ({path}).").format(name=name, value=value, path=path)]
    if found.origin not in (str(path), settings.BOOK, "default"):
        said.append(_("But {origin} says otherwise and wins.").format(origin=_(found.origin)))
    return Done(said, [{"setting": name, "value": value}], _("Next: tuphap settings"))


def _from_anywhere(name: str, value: str | None) -> str | None:
    """The value as it is kept: a file or folder typed as seen from here must be found from every other folder, too."""
    if name not in {"register", "backups"} or not value or not value.strip() or "://" in value:
        return value
    return value if value.startswith("~") else str(Path(value.strip()).absolute())
