"""A new register with what is printed on the office's papers: from options, from a document's head, by questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import errors, settings
from ..domain.model import N_
from ..i18n import _, ngettext
from ..setting_table import SETTINGS
from . import neighbour_books, own_settings, schedule, speech, whereabouts
from .done import Done

if TYPE_CHECKING:
    from ..store.interchange.package_reader import LoadedPackage

QUESTIONS = {  # setting -> question, in the order in which they are asked
    "superior": N_("The body above your office, e.g. UBND TỈNH BẠC LIÊU"),
    "office": N_("Your office, e.g. SỞ TƯ PHÁP"),
    "place": N_("The place on its papers, e.g. Bạc Liêu"),
    "signer": N_("Who signs its reports"),
}
BLANK = "-"  # typed for leaving blank what is proposed


class OfficeAsked(NamedTuple):
    """What the command line says of the office (None: nothing); a ``silent`` one asks no questions.

    ``source`` is a folder of open data of which the register is made.
    """

    given: Mapping[str, str | None]
    annex: Path | None
    nightly: bool | None
    silent: bool
    source: Path | None = None


def set_up(asked: OfficeAsked, *, dry_run: bool) -> Done:
    """Make the register, enter the settings, set the night up; nothing is written before all questions are answered.

    Raises:
        RegisterFault: there is one already, or it cannot be there
        UnreadableFile: the document cannot be read
        BadSetting: something given cannot be printed
        BadPackage: no register can be made of the open data
    """
    from ..store import any_register

    place, shared = whereabouts.register_path(), settings.flag("shared_folder")
    path = settings.written(str(place))
    papers = neighbour_books.papers_as_listed()
    any_register.check_place(place, shared=shared)
    with _package(asked.source) as package:
        chosen = _chosen(asked, papers)
        nightly = _nightly(asked)
        if dry_run:
            return Done((), [{"register": path, **chosen}], dry_run=True)
        if package is None:
            any_register.create_register(place, shared=shared).close()
        else:
            any_register.create_copy(package.connection, place, shared=shared)
    said = [_("New register: {path}").format(path=path)]
    evidence = _evidence_taken_over(asked.source)
    if package is not None:
        rows = ngettext("{n} row", "{n} rows", package.rows)
        told = _("{rows} taken over from {folder}; journal mark {mark}.")
        said += [told.format(rows=rows, folder=asked.source, mark=package.mark or "–"), *evidence.sentences]
    for name, value in chosen.items():
        own_settings.keep(name, value)
    if any(chosen.values()):
        text = _("On the office's papers from now on: {values}. To change it: tuphap settings")
        said.append(text.format(values="; ".join(filter(None, chosen.values()))))
    night = _with_night() if nightly else Done(())
    advice = _("Next: tuphap import ANNEX --decision NUMBER --issued DAY --create-units")
    if package is not None:
        advice = _("Next: tuphap doctor; settings and templates are copied by themselves.")
    warnings = [*evidence.warnings, *night.warnings]
    return Done([*said, *night.sentences], [{"register": path, **chosen}], advice, warnings=warnings)


def _evidence_taken_over(folder: Path | None) -> Done:
    """Take the files of evidence over from the folder of open data."""
    from ..store.backup import evidence_copies, restoring
    from . import safekeeping

    if folder is None:
        return Done(())
    if safekeeping.server():
        text = _("Not copied: the files of evidence; a register on a server keeps none.")
        return Done((), warnings=[text] if (folder / evidence_copies.FOLDER).is_dir() else ())
    taken = restoring.evidence_restored(safekeeping.register(), folder)
    text = ngettext("{n} file of evidence taken over.", "{n} files of evidence taken over.", taken.new)
    return Done([text] if taken.new else (), warnings=safekeeping.evidence_warnings(taken))


@contextmanager
def _package(folder: Path | None) -> Iterator[LoadedPackage | None]:
    """The open data of which the register is made, all of it read and checked."""
    if folder is None:
        yield None
        return
    from ..store.interchange.package_reader import load_package

    package = load_package(folder)
    with closing(package.connection):
        yield package


def _chosen(asked: OfficeAsked, papers: Mapping[str, str]) -> dict[str, str]:
    """The settings to be entered: what was given, else what was answered, else what the document says.

    Else, of one of several offices, those of its ``papers``, but for open data, which has the office's own with it.
    """
    proposed = _from_annex(asked.annex) or dict(papers if asked.source is None else {})
    chosen = {name: value.strip() for name, value in asked.given.items() if value is not None}
    open_ = [name for name in QUESTIONS if name not in chosen]
    if asked.silent or not speech.on_terminal():
        chosen |= {name: proposed[name] for name in open_ if proposed.get(name)}
    else:
        speech.remark(_("Enter leaves it as it is in brackets; {blank} leaves it blank.").format(blank=BLANK))
        for name in open_:
            there = proposed.get(name) or settings.text(name)
            shown = f" [{there}]" if there else ""
            answer = speech.answer(f"{_(QUESTIONS[name])}{shown}:") or there
            if answer != settings.text(name):
                chosen[name] = "" if answer == BLANK else answer
    for name, value in chosen.items():
        settings.parse(SETTINGS[name], value)
    return {name: value for name, value in chosen.items() if value != settings.text(name)}


def _from_annex(annex: Path | None) -> dict[str, str]:
    """What the head of the document ``annex`` says."""
    if annex is None:
        return {}
    from ..intake.files import door
    from ..intake.prose.headfacts import letterhead

    return letterhead(door.content(door.opened(annex)))._asdict()


def _nightly(asked: OfficeAsked) -> bool:
    if asked.nightly is not None or asked.silent:
        return bool(asked.nightly)
    return speech.agreed(_("A backup and a check by this machine every night? Type yes for it, Enter to leave it:"))


def _with_night() -> Done:
    """Set the night up for the new register; one that cannot be is a warning, since the register is there."""
    from . import nightly, safekeeping, schedulers

    try:
        night = nightly.of_settings(safekeeping.register().absolute(), schedule.USUAL_TIME, "", "")
        return schedule.install_night(night, schedulers.usual())
    except errors.TuphapError as error:
        from .failures import account_of

        again = _("The night is not set up: {why} Later: {command}")
        return Done(
            (), warnings=[again.format(why=account_of(error).sentence, command="tuphap check schedule --install")]
        )
