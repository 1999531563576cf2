"""Has LibreOffice turn documents that this program does not read into .docx, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ...domain.model import N_
from ...errors import UnreadableFile
from .file_kind import SAVE_AGAIN, FileKind, Opened, opened_file

_SECONDS = 90  # it takes some ten to start on a slow machine
_NAMES = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_WHY = {
    FileKind.DOC: N_("it is a document of the old .doc kind"),
    FileKind.RTF: N_("it is an RTF document"),
    FileKind.ODT: N_("it is an OpenDocument text"),
}
ADVICE = N_("Open it in Word and save it as .docx; where LibreOffice is installed, tuphap has that done by itself.")
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


def docx_of(opened: Opened) -> Opened:
    """The document as .docx, under its own name.

    Raises:
        UnreadableFile: no LibreOffice, or it could not do it
    """
    program = _office()
    if program is None:
        raise UnreadableFile(file=opened.name, why=_WHY[opened.kind], advice=ADVICE)
    with tempfile.TemporaryDirectory(prefix="tuphap-", ignore_cleanup_errors=True) as folder:
        made = _converted(program, opened, Path(folder))
        if made is None:
            why = N_("LibreOffice cannot turn it into a .docx file")
            raise UnreadableFile(file=opened.name, why=why, advice=SAVE_AGAIN)
        return replace(opened_file(made), name=opened.name)


def _office() -> str | None:
    """The path of LibreOffice's program."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in _ELSEWHERE if Path(path).is_file()), None)


def _converted(program: str, opened: Opened, folder: Path) -> Path | None:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source, into = folder / f"van-ban.{opened.kind}", folder / "docx"
    source.write_bytes(opened.data)
    command = [
        program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(into), str(source),
    ]  # fmt: skip
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
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        why = N_("LibreOffice takes too long to turn it into a .docx file")
        raise UnreadableFile(file=opened.name, why=why, advice=SAVE_AGAIN) from error
    finally:
        _end(process)
    made = into / "van-ban.docx"
    return made if made.is_file() else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what is still there of the process and those that it has started."""
    if process.poll() is None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
