"""check schedule: the nightly check and a backup set up with the machine's own timetable, shown, tried, taken away."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, Annotated

import typer

from .. import errors, settings
from ..domain.model import N_
from ..i18n import _
from . import access, safekeeping, word_choices
from .app import single, verb
from .done import Done
from .options import Format, Output
from .output import Reply

if TYPE_CHECKING:
    from ..reports.base import Record, Report
    from .nightly import Night

schedule_app = single("check schedule")
APPS = {"check schedule": schedule_app}
NAMES = ("cron", "systemd", "windows")
AS_FOUND = (0, errors.FINDINGS)  # exit codes with which a command has done its work
USUAL_TIME = "01:30"
ON_SERVER = N_(
    "Enter the night in the timetable of one machine by hand: `tuphap backup --night`, then `tuphap check --mail` or "
    "`tuphap check -o PAGE`."
)
LONGEST = 3600  # seconds that a command of a trial may take


@verb(
    schedule_app,
    "check schedule",
    _("Show, set up (--install) or try (--test) what runs every night: a backup, the check, its mails."),
    "check schedule",
    "check schedule --install --at 01:30",
    "check schedule --test",
)
def schedule(
    install: Annotated[bool, typer.Option("--install", help=_("set it up for this user"))] = False,
    remove: Annotated[bool, typer.Option("--remove", help=_("take away what was set up"))] = False,
    test: Annotated[
        bool, typer.Option("--test", help=_("run it once now as the machine would; mails are shown, not sent"))
    ] = False,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=_("when it runs"))] = USUAL_TIME,
    scheduler: Annotated[
        str,
        typer.Option(
            "--scheduler", metavar="|".join(NAMES), help=_("otherwise the one of this machine"), show_default=False
        ),
    ] = "",
    page: Annotated[
        str,
        typer.Option(
            "--page", metavar="FILE", help=_("write the whole check into FILE each night"), show_default=False
        ),
    ] = "",
    publish: Annotated[
        str,
        typer.Option("--publish", metavar="DIR", help=_("publish the pages into DIR each night"), show_default=False),
    ] = "",
    format: Format = "",
    output: Output = "",
) -> Report | Reply | Done:
    from . import nightly, schedulers

    if install + remove + test > 1:
        raise errors.UsageFault(what=_("--install, --remove and --test are three things: give one of them."))
    name = word_choices.named("--scheduler", NAMES).read(scheduler) if scheduler else schedulers.usual()
    if not remove:  # which also goes where the register is gone
        access.opened().close()  # one that cannot be read is said now, not in the night
    night = nightly.of_settings(safekeeping.register_file(ON_SERVER).absolute(), at, page, publish)
    chosen = schedulers.SCHEDULERS[name]
    if test:
        return _tried(night)
    if remove:
        gone = chosen.remove(night)
        return Done([_("Taken away.") if gone else _("Nothing was set up for this register.")])
    if install:
        return install_night(night, name)
    return _shown(night, name)


def install_night(night: Night, name: str) -> Done:
    """Set ``night`` up with the scheduler ``name``.

    Raises:
        OutputFailed: the scheduler does not take it
    """
    from . import schedulers

    chosen = schedulers.SCHEDULERS[name]
    chosen.install(night)
    pieces = chosen.pieces(night)
    said = _("Every night at {time} by {scheduler}: {places}.").format(
        time=f"{night.hour:02d}:{night.minute:02d}",
        scheduler=name,
        places=", ".join(piece.place for piece in pieces),
    )
    rows: list[Record] = [{"place": piece.place, "text": piece.text} for piece in pieces]
    return Done([said, _undoing(name)], rows, _next(), warnings=_warnings(night, name))


def _undoing(name: str) -> str:
    return _("To undo it: {command}").format(command=f"tuphap check schedule --remove --scheduler {name}")


def _next() -> str:
    return _("Try it: {command}").format(command="tuphap check schedule --test")


def _warnings(night: Night, name: str) -> list[str]:
    """What a person has to know or do beside it."""
    found = []
    if os.environ.get("TUPHAP_TODAY"):
        found.append(_("The night goes by its own day: TUPHAP_TODAY is not passed on."))
    if night.secrets is not None:
        text = _("The password of the mail server is not written there: keep it in the keyring, or in {file}.")
        found.append(text.format(file=night.secrets))
        if os.name == "posix" and night.secrets.exists() and night.secrets.stat().st_mode & 0o077:
            found.append(_("Others can read {file}: keep it to yourself with chmod 600.").format(file=night.secrets))
    if name == "systemd":
        found.append(_("It runs while you are logged in; otherwise too after: {command}").format(
            command="loginctl enable-linger"))  # fmt: skip
    if name == "windows" and night.variables:
        text = _("{names} hold in this window only: keep them with `tuphap settings`.")
        found.append(text.format(names=", ".join(night.variables)))
    return found


def _shown(night: Night, name: str) -> Report:
    """What would be set up."""
    from ..reports.base import Report, sentence_list
    from .schedulers import SCHEDULERS

    pieces = SCHEDULERS[name].pieces(night)
    rows: list[Record] = [{"place": piece.place, "text": piece.text} for piece in pieces]
    install = f"tuphap check schedule --install --scheduler {name}"
    return Report(
        "tuphap.schedule/1",
        settings.today(),
        rows,
        more={"scheduler": name, "name": night.name},
        tables=tuple(sentence_list(piece.place, piece.text.splitlines()) for piece in pieces),
        closing=(
            *_warnings(night, name),
            _("Nothing was set up. To do it: {command}").format(command=install),
            _undoing(name),
            _next(),
        ),
        fields=("place", "text"),
    )


# -- a trial --------------------------------------------------------------------------------------------------


def _tried(night: Night) -> Reply:
    """Run the commands of ``night`` now, in an environment as bare as the timetable's; mails are only shown."""
    from ..reports.base import Report, sentence_list
    from .nightly import own_words

    rows: list[Record] = []
    tables = []
    worst = 0
    for command in night.commands:
        words = (*command, "--dry-run") if command[-1] == "--mail" else command
        code, seconds, said = _ran(words, _bare(night))
        worst = worst or (0 if code in AS_FOUND else code)
        rows.append({"command": " ".join(words), "exit": code, "seconds": round(seconds, 1), "output": said})
        title = _("{command}: exit code {code}, {seconds} s").format(
            command=" ".join(own_words(words)), code=code, seconds=round(seconds, 1)
        )
        tables.append(sentence_list(title, said.splitlines() or [_("(nothing)")]))
    made = Report("tuphap.night/1", settings.today(), rows, tables=tuple(tables))
    return Reply(made, worst)


def _bare(night: Night) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("HOME", "SYSTEMROOT", "USERPROFILE", "APPDATA") if name in os.environ}
    return {"PATH": os.defpath, **kept, **night.variables}


def _ran(words: tuple[str, ...], environment: dict[str, str]) -> tuple[int, float, str]:
    """The exit code of a command, its seconds, and what it said on both streams."""
    begun = time.monotonic()
    try:
        ran = subprocess.run(  # noqa: S603 - our own program
            words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace", timeout=LONGEST, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return errors.OUTPUT, time.monotonic() - begun, str(error)
    return ran.returncode, time.monotonic() - begun, ran.stdout
