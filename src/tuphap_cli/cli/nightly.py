"""What runs every night: the commands with absolute paths, and the variables that they need."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .. import errors, settings
from ..domain.model import N_
from ..setting_table import SETTINGS
from . import whereabouts

PAGE = "kiem-tra"  # .html, beside the register, where no mails are sent and no other file is named
SECRETS = "smtp.env"  # beside the settings: where a person may keep the variable with the password
# By which settings are found, and the certificates that the office trusts, where a session has them.
_PATHS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "SSL_CERT_FILE")
_IN_COMMAND = {"register", "in_office"}  # settings that the commands themselves name


class Night(NamedTuple):
    """What is run, one command after the other, whatever became of the one before; at ``hour``:``minute``.

    ``variables`` are those of this session that change what the commands do; ``secrets`` is a file with others, read
    where it is there, or None where nobody needs one. ``name`` is the register's own.
    """

    hour: int
    minute: int
    commands: tuple[tuple[str, ...], ...]
    variables: Mapping[str, str]
    register: Path
    secrets: Path | None

    @property
    def name(self) -> str:
        """A name for files of the scheduler, another one for each register."""
        return f"tuphap-{hashlib.sha256(str(self.register).encode()).hexdigest()[:8]}"


def own_words(command: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a night's ``command`` after the program and the register: ("backup", "--night")."""
    return command[command.index("--register") + 2 :]


def of_settings(register: Path, at: str, output: str, pages: str) -> Night:
    """The night as the settings in force have it: a backup, the page ``output``, the folder ``pages``, the mails.

    Mails are sent where a server is named; where none is, there is always a page.

    Raises:
        BadField: ``at`` is no time of a day, or a path has line breaks
    """
    hour, minute = _time(at)
    mails = bool(settings.text("smtp_host"))
    page = str(Path(output).absolute()) if output else "" if mails else str(_page(register))
    program = (sys.executable, "-m", "tuphap_cli", "--register", str(register))
    commands: list[tuple[str, ...]] = [(*program, "backup", "--night")]
    if page:
        commands.append((*program, "check", "--output", page))
    if pages:
        commands.append((*program, "publish", str(Path(pages).absolute())))
    if mails:
        commands.append((*program, "check", "--mail"))
    variables = _variables()
    for text in (*(word for command in commands for word in command), *variables.values()):
        if not text.isprintable():
            raise errors.BadField(field="FILE", value=text, why=N_("it has line breaks or other control characters"))
    secrets = settings.folder() / SECRETS if mails else None
    return Night(hour, minute, tuple(commands), variables, register, secrets)


def _page(register: Path) -> Path:
    """The page of ``register``; the books of offices that lie in one folder have one each."""
    from ..store import offices

    return register.with_name(f"{'-'.join((PAGE, *offices.codes_of(register)[-1:]))}.html")


def _time(at: str) -> tuple[int, int]:
    hour, colon, minute = at.strip().partition(":")
    if colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60:
        return int(hour), int(minute)
    raise errors.BadField(field="--at", value=at, why=N_("a time is written as 01:30"))


def _variables() -> dict[str, str]:
    """The variables of this session that are settings, and those that say where other things are."""
    found = {name: str(Path(os.environ[name]).absolute()) for name in _PATHS if os.environ.get(name)}
    for setting in SETTINGS.values():
        if setting.name not in _IN_COMMAND and os.environ.get(setting.variable):
            found[setting.variable] = os.environ[setting.variable]
    if "TUPHAP_BACKUPS" in found:
        found["TUPHAP_BACKUPS"] = str(whereabouts.backups_folder())
    return found
