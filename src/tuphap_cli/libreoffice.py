"""Has LibreOffice, where it is installed, turn one document into another; knows neither plans nor reports."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

SECONDS = 90  # it takes some ten to start on a slow machine
_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# A profile of its own: nothing of the clerk's is touched, no macro runs, nothing is fetched from elsewhere.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>
</prop></item></oor:items>
"""
_NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")


def installed() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def convert(program: str, content: bytes, ending: str, wanted: str) -> bytes | None:
    """The document ``content``, a file with the ``ending`` "doc", as ``wanted``; None where it gives nothing.

    Args:
        program: The path of LibreOffice's program.
        content: The document.
        ending: What kind it is of, as the ending of a file.
        wanted: The ending of what is to be made, with the name of LibreOffice's filter: "docx:MS Word 2007 XML".

    Raises:
        TimeoutError: it takes longer than :data:`SECONDS`
        OSError: there is no room, or the program cannot be started
    """
    with tempfile.TemporaryDirectory(prefix="tuphap-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source, into = folder / f"van-ban.{ending}", folder / "made"
        source.write_bytes(content)
        command = [
            program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", wanted, "--outdir", str(into), str(source),
        ]  # fmt: skip
        _run(command, folder)
        made = into / f"van-ban.{wanted.partition(':')[0]}"
        return made.read_bytes() if made.is_file() else None


def _run(command: list[str], folder: Path) -> None:
    # A session of its own, since LibreOffice is a chain of processes, all of which have to end.
    process = subprocess.Popen(  # noqa: S603 - LibreOffice, by its full path
        command,
        cwd=folder,
        env=os.environ | _NO_NETWORK,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what is still there of the process and those that it has started."""
    if process.poll() is None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
