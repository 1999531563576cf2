"""publish: the register as a folder of pages for the intranet."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from .. import errors
from ..i18n import _, ngettext
from ..store.any_register import copied
from ..store.file.sqlite_faults import translated
from . import access, doubts, whereabouts
from .app import single, verb
from .done import Done
from .options import DoneFormat, DryRun
from .outfile import check_folder, write_folder
from .progress_bar import progress_bar

publish_app = single("publish")
APPS = {"publish": publish_app}


@verb(
    publish_app,
    "publish",
    _(
        "Write a folder of pages for the intranet: today, overdue, missed, each unit, each task, the last reports. What "
        "was written there before is replaced as a whole."
    ),
    "publish /srv/www/nhiem-vu",
    "publish nhiem-vu-tgpl --only-unit TGPL",
)
def publish(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help=_("the folder, a new one or one written before"), show_default=False)
    ],
    only: Annotated[
        str,
        typer.Option(
            "--only-unit",
            metavar="UNIT",
            help=_("only what this unit and those below it lead"),
            show_default=False,
        ),
    ] = "",
    dry_run: DryRun = False,
    format: DoneFormat = "",
) -> Done:
    from .publishing import Publication

    if not folder.strip():
        raise errors.UsageFault(what=_("Name the folder to write to."))
    check_folder(folder)
    with access.reading() as connection:
        noted = doubts.looked_at(connection, doubts.Care.REPORT)
        copy = copied(connection)  # the pages may take minutes, during which others write
    with closing(copy), translated(whereabouts.register_shown()), progress_bar(_("Making the pages")) as step:
        publication = Publication.of(copy, only, noted)
        pages = publication.pages(step)
        number = sum(1 for _page in pages) if dry_run else write_folder(folder, pages)
    said = _("{pages} in {folder}.").format(pages=ngettext("{n} page", "{n} pages", number), folder=folder)
    return Done(
        [said],
        [{"folder": folder, "pages": number, "unit": publication.unit or None}],
        _("Open {folder}/index.html in a browser.").format(folder=folder.rstrip("/")),
        dry_run,
    )
