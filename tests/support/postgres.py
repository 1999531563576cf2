"""A PostgreSQL server of the tests' own, in a temporary folder: reached by a socket there, stopped at the end.

Needs PostgreSQL's programs (in PG_BIN, else the newest below /usr/lib/postgresql). Run as root it uses the account
``nobody``, since PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tests.support.registers import ACTOR

GUARDED = "guarded"  # the one user who needs a password
QUICK = "-c fsync=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where there are none."""
    if named := os.environ.get("PG_BIN"):
        return Path(named)
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(found, key=lambda path: int(path.parent.name), default=None)


class Cluster(NamedTuple):
    """A running server: its folder, where its socket is, its programs, and the options that it starts with."""

    folder: Path
    bin: Path
    options: str = QUICK

    @property
    def as_user(self) -> list[str]:
        """The words before a program that must not run as root."""
        return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"] if os.geteuid() == 0 else []

    def program(self, name: str, *words: str, text: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs."""
        # The server keeps what it inherits open, so that nothing may wait for the end of its output.
        with tempfile.TemporaryFile("w+") as out:
            ran = subprocess.run(
                [*self.as_user, str(self.bin / name), *words], input=text, stdout=out, stderr=out, text=True,
                cwd=self.folder, check=False, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            )  # fmt: skip
            out.seek(0)
            said = out.read()
        if check and ran.returncode:
            raise RuntimeError(f"{name}: {said}")
        return subprocess.CompletedProcess(ran.args, ran.returncode, said, "")

    def psql(self, text: str, database: str = "postgres", user: str = ACTOR, *, check: bool = True) -> str:
        """What psql prints of ``text``, one row a line."""
        words = ("-h", str(self.folder), "-U", user, "-d", database, "-qXAt", "-v", "ON_ERROR_STOP=1")
        return self.program("psql", *words, text=text, check=check).stdout.strip()

    def url(self, database: str, user: str = ACTOR) -> str:
        """The address of a register in ``database``."""
        return f"postgresql+psycopg://{user}@/{database}?host={quote(str(self.folder), safe='/')}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses='' {self.options}"
        self.program(
            "pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options, "-w", "start"
        )

    @contextmanager
    def following(self) -> Iterator[Cluster]:
        """A second server that follows this one (a streaming replica), for as long as the block runs."""
        with tempfile.TemporaryDirectory(prefix="tuphap-pg") as name:
            other = Cluster(Path(name), self.bin, self.options)
            if other.as_user:
                shutil.chown(name, "nobody")
            source = ("-h", str(self.folder), "-U", ACTOR, "-X", "stream", "--checkpoint=fast", "--no-sync")
            self.program("pg_basebackup", *source, "-R", "-D", f"{name}/data")
            other.start()
            try:
                yield other
            finally:
                other.stop()

    def stop(self) -> None:
        """Stop the server at once."""
        self.program("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop", check=False)


@contextmanager
def cluster(options: str = QUICK) -> Iterator[Cluster]:
    """A server for as long as the block runs."""
    found = programs()
    assert found is not None
    with tempfile.TemporaryDirectory(prefix="tuphap-pg") as name:
        running = Cluster(Path(name), found, options)
        if running.as_user:
            shutil.chown(name, "nobody")
        running.program("initdb", "-D", str(running.folder / "data"), "-A", "trust", "-U", ACTOR, "-E", "UTF8",
                        "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        rules = f"local all {GUARDED} scram-sha-256\nlocal all all trust\nlocal replication all trust\n"
        (running.folder / "data" / "pg_hba.conf").write_text(rules, encoding="utf-8")
        running.start()
        try:
            yield running
        finally:
            running.stop()
