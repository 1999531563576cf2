"""The systems' own timetables: how each writes a night down, and setting it up or taking it away for this user."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol
from xml.sax.saxutils import escape

from .. import errors
from ..domain.model import N_, note
from ..store.file import lasting
from .nightly import Night, own_words

LONGEST = 30  # seconds that a program of the system may take


class ScheduleText(NamedTuple):
    """A text that is set up: a file, or what a table of the system gets (``place`` says where)."""

    place: str
    text: str


class Scheduler(Protocol):
    """A timetable of a system. ``install`` and ``remove`` may be repeated."""

    def pieces(self, night: Night) -> list[ScheduleText]:
        """What ``install`` sets up."""
        ...

    def install(self, night: Night) -> None:
        """Set ``night`` up for this user, in the place of what was set up for its register before."""
        ...

    def remove(self, night: Night) -> bool:
        """Take away what was set up for the register of ``night``; False where nothing was."""
        ...


def usual() -> str:
    """The name of the timetable that this machine has."""
    if sys.platform == "win32":
        return "windows"
    return "systemd" if shutil.which("systemctl") and Path("/run/systemd/system").is_dir() else "cron"


def _run(*command: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a program of the system, which is looked for in PATH; SchedulerFailed where there is none."""
    program = shutil.which(command[0])
    if program is None:
        raise errors.SchedulerFailed(program=command[0], why=N_("there is no such program here"))
    try:
        return subprocess.run(  # noqa: S603 - words of ours, and paths that are quoted
            [program, *command[1:]], input=stdin, capture_output=True, timeout=LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise errors.SchedulerFailed(program=command[0], why=getattr(error, "strerror", None) or error) from None


def _must(*command: str, stdin: bytes | None = None) -> None:
    ran = _run(*command, stdin=stdin)
    if ran.returncode:
        raise errors.SchedulerFailed(program=command[0], why=_why(ran))


def _why(ran: subprocess.CompletedProcess[bytes]) -> str:
    """What a program that refused has said, else its exit code."""
    return " ".join(ran.stderr.decode(errors="replace").split()) or str(ran.returncode)


class Cron:
    """The user's table of cron: one line between two that mark it."""

    def pieces(self, night: Night) -> list[ScheduleText]:
        """The lines of the table."""
        return [ScheduleText("crontab", "\n".join(self._lines(night)))]

    def install(self, night: Night) -> None:
        """Give the table the lines, in the place of older ones."""
        self._write([*self._without(night, self._table()), *self._lines(night)])

    def remove(self, night: Night) -> bool:
        """Take the lines out of the table, which is left empty where it has no others."""
        before = self._table()
        kept = self._without(night, before)
        if kept == before:
            return False
        self._write(kept)
        return True

    def _lines(self, night: Night) -> list[str]:
        begin, end = self._marks(night)
        exported = [f"export {name}={shlex.quote(value)}" for name, value in night.variables.items()]
        # What all commands begin with is said once: Vixie's cron cuts what is longer than 999 bytes.
        program = shlex.join(night.commands[0][: -len(own_words(night.commands[0]))])
        commands = [f"tuphap {shlex.join(own_words(command))}" for command in night.commands]
        if night.secrets is not None:  # only the last command, which mails, has a use for them
            path = shlex.quote(str(night.secrets))
            commands.insert(-1, f"if [ -r {path} ]; then set -a; . {path}; set +a; fi")
        # A % is the end of the command to cron.
        line = "; ".join([*exported, f'tuphap() {{ {program} "$@"; }}', *commands]).replace("%", r"\%")
        return [f"{begin} {night.register}", f"{night.minute} {night.hour} * * * {line}", end]

    def _marks(self, night: Night) -> tuple[str, str]:
        """What the line before that of ``night`` begins with, and what the one after it does."""
        return f"# >>> {night.name}", f"# <<< {night.name}"

    def _table(self) -> list[str]:
        """The lines of the table as they are, of whatever encoding; none where the user has none."""
        ran = _run("crontab", "-l")
        if ran.returncode and b"no crontab" not in ran.stderr.lower():
            raise errors.SchedulerFailed(program="crontab", why=_why(ran))
        text = "" if ran.returncode else ran.stdout.decode(errors="surrogateescape")
        return text.removesuffix("\n").split("\n") if text else []

    def _write(self, lines: list[str]) -> None:
        text = "".join(f"{line}\n" for line in lines)
        _must("crontab", "-", stdin=text.encode(errors="surrogateescape"))

    def _without(self, night: Night, table: list[str]) -> list[str]:
        """``table`` without the lines of ``night``; SchedulerFailed where others have come between the marks."""
        begin, end = self._marks(night)
        for at, line in enumerate(table):
            if line.startswith(begin):
                if not "".join(table[at + 2 : at + 3]).startswith(end):
                    text = N_("the lines after «{line}» are not as they were set up; remove them with crontab -e")
                    raise errors.SchedulerFailed(program="crontab", why=note(text, line=line))
                return [*table[:at], *self._without(night, table[at + 3 :])]
        return table


class Systemd:
    """A service and a timer of the user's own systemd."""

    def pieces(self, night: Night) -> list[ScheduleText]:
        """The two files."""
        service, timer = self._files(night)
        return [ScheduleText(str(service), self._service(night)), ScheduleText(str(timer), self._timer(night))]

    def install(self, night: Night) -> None:
        """Write the files, and have the timer run."""
        for place, text in self.pieces(night):
            try:
                lasting.make_folder(Path(place).parent)
                lasting.put_file(Path(place), f"{text}\n".encode())
            except OSError as error:
                raise errors.OutputFailed(path=place, why=error.strerror or error) from None
        _must("systemctl", "--user", "daemon-reload")
        _must("systemctl", "--user", "enable", "--now", f"{night.name}.timer")

    def remove(self, night: Night) -> bool:
        """Stop the timer and remove the files."""
        files = [path for path in self._files(night) if path.exists()]
        if not files:
            return False
        _must("systemctl", "--user", "disable", "--now", f"{night.name}.timer")
        for path in files:
            path.unlink()
        _must("systemctl", "--user", "daemon-reload")
        return True

    def _files(self, night: Night) -> tuple[Path, Path]:
        home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        folder = home / "systemd" / "user"
        return folder / f"{night.name}.service", folder / f"{night.name}.timer"

    def _service(self, night: Night) -> str:
        lines = ["[Unit]", f"Description=tuphap: {_plain(str(night.register))}", "", "[Service]", "Type=oneshot"]
        lines += [f"Environment={_quoted(f'{name}={value}')}" for name, value in night.variables.items()]
        if night.secrets is not None:
            lines.append(f"EnvironmentFile=-{_plain(str(night.secrets))}")
        # Whatever becomes of one command, the next is run; 3 says that something was found.
        *first, last = [" ".join(map(_quoted, command)).replace("$", "$$") for command in night.commands]
        lines += [*(f"ExecStart=-{command}" for command in first), f"ExecStart={last}", "SuccessExitStatus=3"]
        return "\n".join(lines)

    def _timer(self, night: Night) -> str:
        return "\n".join([
            "[Unit]", f"Description=tuphap: {_plain(str(night.register))}", "", "[Timer]",
            f"OnCalendar=*-*-* {night.hour:02d}:{night.minute:02d}:00", "Persistent=true", "", "[Install]",
            "WantedBy=timers.target",
        ])  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """A word as systemd reads it, where it may have spaces, quotes and backslashes."""
    text = re.sub(r'(["\\])', r"\\\1", _plain(word))
    return f'"{text}"' if re.search(r"[\s\"'\\;]", word) or not word else text


class Windows:
    """A task of the Task Scheduler, run where the user is logged in."""

    def pieces(self, night: Night) -> list[ScheduleText]:
        """The task as XML."""
        return [ScheduleText(f"{night.name}.xml", self._task(night))]

    def install(self, night: Night) -> None:
        """Create the task, or put it in the place of the older one."""
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{night.name}.xml")
            path.write_text(self._task(night), encoding="utf-16")
            _must("schtasks", "/Create", "/TN", night.name, "/XML", str(path), "/F")

    def remove(self, night: Night) -> bool:
        """Delete the task."""
        if _run("schtasks", "/Query", "/TN", night.name).returncode:
            return False
        _must("schtasks", "/Delete", "/TN", night.name, "/F")
        return True

    def _task(self, night: Night) -> str:
        actions = "".join(
            f"    <Exec><Command>{escape(command[0])}</Command>"
            f"<Arguments>{escape(subprocess.list2cmdline(command[1:]))}</Arguments></Exec>\n"
            for command in night.commands
        )
        return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>tuphap: {escape(str(night.register))}</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2021-01-01T{night.hour:02d}:{night.minute:02d}:00</StartBoundary>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author"><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
{actions}  </Actions>
</Task>"""


SCHEDULERS: dict[str, Scheduler] = {"cron": Cron(), "systemd": Systemd(), "windows": Windows()}
