"""For every class of error a command that meets it, in a desk of its own: what the page of errors and its test run.

A scenario is the command line, what must have happened before, and now and then a world in which it happens.
"""

from __future__ import annotations

import contextlib
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import psycopg

from tests.support.plans import csv_of_rows
from tests.support.registers import Ran
from tests.support.seeds import ROWS, small_xlsx
from tuphap_cli import errors
from tuphap_cli.domain.model import note
from tuphap_cli.store.server import copying

REGISTER = "so.db"
OLD = Path(__file__).parents[1] / "data" / "registers" / "format-1.db"  # of the first format
DOCUMENT = ("--by", "52/STP-VP", "--reason", "Chờ văn bản của Bộ Tư pháp")
NAMED_BY = ("--on", "1/7/2021", "--by", "30/QĐ-STP")
BEGUN = (
    ("init",),
    ("unit", "add", "HCTP", "--name", "Phòng Hành chính tư pháp"),
    ("unit", "add", "VP", "--name", "Văn phòng"),
    ("decision", "add", "25/QĐ-STP", "--issued", "26/2/2021"),
    ("task", "add", "Rà soát văn bản", "--decision", "25/QĐ-STP", "--unit", "HCTP", "--due", "30/6/2021"),
    ("task", "add", "Báo cáo định kỳ", "--decision", "25/QĐ-STP", "--unit", "VP", "--deadline", "Hằng quý"),
)  # fmt: skip


class Desk:
    """A folder with a register in it, in which command lines are carried out; no other setting is seen."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        fixed = {
            "TUPHAP_REGISTER": REGISTER, "TUPHAP_TODAY": "2021-07-09", "TUPHAP_LANG": language, "LANGUAGE": language,
            "TUPHAP_ACTOR": "van-thu", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "cau-hinh"),
            "XDG_DATA_HOME": str(folder / "du-lieu"), "NO_COLOR": "1", "PATH": os.environ["PATH"],
        }  # fmt: skip
        self._stack = ExitStack()
        self._stack.enter_context(mock.patch.dict(os.environ, fixed, clear=True))
        self._stack.enter_context(contextlib.chdir(folder))

    def __enter__(self) -> Desk:
        (self.folder / REGISTER).write_bytes(_begun())
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def path(self) -> Path:
        """The register's file."""
        return self.folder / REGISTER

    def run(self, *argv: str) -> Ran:
        """Carry out one command line."""
        return _run(argv)

    def do(self, *argv: str) -> None:
        """Carry out one that must end well."""
        ran = self.run(*argv)
        assert ran.code == 0, (argv, ran)

    def sql(self, statement: str) -> None:
        """Change the register past the program."""
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            connection.execute(statement)
            connection.commit()


def _run(argv: tuple[str, ...]) -> Ran:
    from tuphap_cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(argv)
    return Ran(code, out.getvalue(), err.getvalue())


@lru_cache(maxsize=1)
def _begun() -> bytes:
    path = Path(REGISTER)
    for argv in BEGUN:
        ran = _run(argv)
        assert ran.code == 0, ran
    data = path.read_bytes()
    path.unlink()
    return data


class Scenario(NamedTuple):
    """``argv`` meets the error after ``before``, within ``world``."""

    argv: tuple[str, ...]
    before: Callable[[Desk], object] = lambda _desk: None
    world: Callable[[Desk], AbstractContextManager[object]] = lambda _desk: nullcontext()


def done(*commands: tuple[str, ...]) -> Callable[[Desk], object]:
    """Command lines that come before."""

    def before(desk: Desk) -> None:
        for argv in commands:
            desk.do(*argv)

    return before


def _evidence_gone(desk: Desk) -> None:
    """A file was kept as evidence, and somebody has taken the copy away."""
    (desk.folder / "ban-quet.pdf").write_bytes(b"%PDF-1.7")
    desk.do("task", "done", "1", "--doc", "45/BC-STP", "--file", "ban-quet.pdf")
    for kept in desk.path.with_name(f"{REGISTER}.minh-chung").iterdir():
        kept.unlink()


@contextmanager
def _without_libreoffice() -> Iterator[None]:
    with mock.patch("shutil.which", return_value=None), mock.patch("tuphap_cli.libreoffice._ELSEWHERE", ()):
        yield


def _plan(desk: Desk) -> None:
    csv_of_rows(desk.folder / "phu-luc.csv", ROWS)


def _untitled(desk: Desk) -> None:
    csv_of_rows(desk.folder / "phu-luc.csv", [*ROWS, ["9", "", "Văn phòng", "30/6/2021"]])


def _newer_report(desk: Desk) -> None:
    desk.do("report", "close", "Q1/2021")
    desk.sql("UPDATE closed_period SET material = json_set(material, '$.version', json('[9,0]'))")


def _in(folder: str) -> Callable[[Desk], object]:
    """The register, or a file, put where it does not belong."""
    return lambda desk: (desk.folder / folder).write_text("ghi chú", encoding="utf-8")


@contextmanager
def _locked(desk: Desk) -> Iterator[None]:
    from tuphap_cli.store.file import connection

    with contextlib.closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with mock.patch.object(connection, "BUSY_SECONDS", 0):
            yield


def _failing(target: str, error: BaseException) -> Callable[[Desk], AbstractContextManager[object]]:
    return lambda _desk: mock.patch(target, side_effect=error)


@contextmanager
def _full(desk: Desk) -> Iterator[None]:
    """A disk on which the register's file cannot grow."""
    from tuphap_cli.store.file import register

    whole = register.connect_to  # SQLite's own limit of pages stands for the end of the disk

    def narrow(path: Path, mode: str) -> register.Connection:
        connection = whole(path, mode)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    with mock.patch.object(register, "connect_to", narrow):
        yield


def _server_says(kind: type[Exception], *said: str, **facts: str) -> Callable[[Desk], AbstractContextManager[object]]:
    """A server that says so as soon as it is asked for a connection."""
    from tuphap_cli.store.server import server_connection

    def connect(_address: str, _offices: object = ()) -> None:
        raise kind(*said, **facts)

    return lambda _desk: mock.patch.object(server_connection, "connect", connect)


def _failing_at(statement: str) -> Callable[[Desk], AbstractContextManager[object]]:
    """A disk that fails once ``statement`` is carried out: at COMMIT it takes a change and does not confirm it."""
    from tuphap_cli.store.file import connection

    class Failing(connection.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            cursor: sqlite3.Cursor = super().execute(sql, *values)
            if sql == statement:
                raise sqlite3.OperationalError("disk I/O error")
            return cursor

    return lambda _desk: mock.patch.object(connection, "Connection", Failing)


def _no_right(desk: Desk) -> AbstractContextManager[object]:
    """The administrator may write everything; another user is told so by the system."""
    allowed = os.access
    return mock.patch("os.access", lambda path, mode: mode != os.W_OK and allowed(path, mode))


def _backup_then(change: Callable[[Path], object]) -> Callable[[Desk], object]:
    def before(desk: Desk) -> None:
        desk.do("backup")
        for path in _backups(desk):
            change(path)

    return before


def _backups(desk: Desk) -> list[Path]:
    return [path for path in desk.folder.rglob("*.db") if path != desk.path]


def _spoiled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    path.chmod(0o600)
    path.write_bytes(data)


def _changed_meanwhile(desk: Desk) -> None:
    desk.do("task", "add", "Góp ý dự thảo", "--decision", "25/QĐ-STP", "--deadline", "sớm nhất có thể")
    desk.do("deadline", "questions", "-o", "cau-hoi.csv")
    desk.do("task", "edit", "3", "--title", "Góp ý dự thảo Thông tư")
    text = (desk.folder / "cau-hoi.csv").read_text(encoding="utf-8-sig")
    head, line = text.splitlines()
    before, after = line.rsplit(',"",', 1)
    answered = f'{before},"30/9/2021",{after}'
    (desk.folder / "cau-hoi.csv").write_text(f"{head}\n{answered}\n", encoding="utf-8")


def _anew(desk: Desk) -> None:
    desk.path.unlink()
    desk.do("init")


def _moved(desk: Desk) -> None:
    """Into a folder that a service copies elsewhere."""
    (desk.folder / "OneDrive").mkdir()
    desk.path.rename(desk.folder / "OneDrive" / REGISTER)


def _no_folder(desk: Desk) -> None:
    """A file stands where the backups belong."""
    desk.do("settings", "backups", "luu")
    (desk.folder / "luu").write_text("ghi chú", encoding="utf-8")


def _foreign_page(desk: Desk) -> None:
    (desk.folder / "www").mkdir()
    (desk.folder / "www" / "trang.html").touch()


def _book_lost(desk: Desk) -> None:
    desk.do("office", "add", "STP", "--name", "Sở Tư pháp")
    desk.path.with_name(f"{REGISTER}.co-quan").joinpath("STP.db").unlink()


def _between_renames(desk: Desk) -> None:
    """As a restore leaves the folder that is killed in the midst of its renames."""
    from tuphap_cli.store.backup import backups
    from tuphap_cli.store.file import drafts

    desk.path.rename(desk.path.with_name(f"{desk.path.stem}{backups.ASIDE}20210709-080000000{desk.path.suffix}"))
    drafts.temporary(desk.folder)


SCENARIOS: dict[str, Scenario] = {
    "fault": Scenario(("overdue",), world=_failing("tuphap_cli.reports.overdue.overdue_report", RuntimeError("…"))),
    "usage": Scenario(("task", "edit", "1")),
    "usage.date": Scenario(("overdue", "--as-of", "tuần tới")),
    "usage.date.words": Scenario(("task", "edit", "1", "--due", "Quý II/2021")),
    "refused.evidence": Scenario(("task", "done", "1", "--file", "khong-co.pdf")),
    "register.evidence": Scenario(("task", "file", "1", "1", "-o", "ra.pdf"), before=_evidence_gone),
    "usage.screen": Scenario(
        ("tui",), world=lambda _: mock.patch("tuphap_cli.cli.screen.find_spec", return_value=None)
    ),
    "usage.today": Scenario(("overdue",), world=lambda _: mock.patch.dict(os.environ, {"TUPHAP_TODAY": "9/7/2021"})),
    "usage.period": Scenario(("report", "quarter", "Q5/2021")),
    "usage.window": Scenario(("report", "quarter", "Q2/2021", "--scheme", "circular03")),
    "usage.choice": Scenario(("task", "list", "--kind", "khac")),
    "usage.period.year": Scenario(("report", "quarter", "2")),
    "usage.format": Scenario(("overdue", "-f", "pdf")),
    "usage.setting": Scenario(("settings", "soon", "nhiều")),
    "usage.mail": Scenario(("check", "--mail"), done(("settings", "mail_office", "van-phong@co-quan.example"))),
    "usage.mail.nobody": Scenario(("check", "--mail")),
    "usage.mail.clear": Scenario(("check", "--mail"), done(
        ("settings", "mail_office", "van-phong@co-quan.example"), ("settings", "smtp_host", "thu.co-quan.example"),
        ("settings", "smtp_security", "none"),
    )),
    "usage.confirm": Scenario(("undo",)),
    "usage.mark": Scenario(("journal", "verify", "--anchor", "17")),
    "refused": Scenario(("task", "renew", "--decision", "26/QĐ-STP", "--year", "2022"),
                        done(("decision", "add", "26/QĐ-STP", "--issued", "1/3/2021"))),
    "refused.not_found": Scenario(("task", "done", "99")),
    "refused.not_found.above": Scenario(("-O", "STP", "task", "list", "--carries-out", "99"),
                                        done(("office", "add", "STP", "--name", "Sở Tư pháp"))),
    "refused.no_office_above": Scenario(("task", "edit", "1", "--carries-out", "17")),
    "refused.ambiguous.task": Scenario(("task", "done", "bao cao"), done(
        ("task", "add", "Báo cáo thống kê", "--decision", "25/QĐ-STP", "--unit", "VP", "--due", "30/9/2021"),
    )),
    "refused.ambiguous": Scenario(("decision", "show", "25/QĐ-STP"),
                                  done(("decision", "add", "25/QĐ-STP", "--issued", "1/3/2020"))),
    "refused.secret": Scenario(("decision", "add", "5/QĐ-STP", "--issued", "1/3/2021", "--title", "TỐI MẬT")),
    "refused.field": Scenario(("import", "phu-luc.csv", "--decision", "40/QĐ-STP", "--map", "Việc"), _plan),
    "refused.deadline_recorded": Scenario(("task", "edit", "2", "--due", "30/9/2021"), done(("task", "done", "2"))),
    "refused.occurrence.none": Scenario(("task", "done", "1", "--period", "Q3")),
    "refused.ground": Scenario(("task", "extend", "1", "--to", "31/8/2021", "--by", "52/STP-VP")),
    "refused.reason": Scenario(("task", "reopen", "1"), done(("task", "done", "1"))),
    "refused.correction": Scenario(("task", "edit", "1", "--due", "31/7/2021")),
    "refused.before_assigned": Scenario(("task", "done", "1", "--on", "1/2/2021")),
    "refused.due_before_assigned": Scenario(("task", "extend", "1", "--to", "31/1/2021", *DOCUMENT)),
    "refused.future": Scenario(("task", "done", "1", "--on", "10/7/2021")),
    "refused.not_over": Scenario(("report", "close", "Q4/2021")),
    "refused.occurrence": Scenario(("task", "done", "2", "--period", "T5")),
    "refused.already_done": Scenario(("task", "done", "1"), done(("task", "done", "1"))),
    "refused.not_recurring": Scenario(("task", "renew", "1", "--year", "2022")),
    "refused.not_running": Scenario(("task", "done", "1"), done(("task", "suspend", "1", *DOCUMENT))),
    "refused.out_of_order": Scenario(("task", "cancel", "1", *DOCUMENT, "--on", "1/6/2021"),
                                     done(("task", "suspend", "1", *DOCUMENT, "--on", "5/7/2021"))),
    "refused.handover": Scenario(
        ("unit", "transfer", "HCTP", "--to", "VP", "--to", "TP", *DOCUMENT),
        done(("unit", "add", "TP", "--name", "Phòng Tư pháp")),
    ),
    "refused.import": Scenario(
        ("import", "phu-luc.csv", "--decision", "40/QĐ-STP", "--issued", "1/3/2021"), _untitled
    ),
    "refused.import.units": Scenario(
        ("import", "phu-luc.csv", "--decision", "40/QĐ-STP", "--issued", "1/3/2021"), _plan
    ),
    "refused.file": Scenario(("import", "khong-co.docx", "--decision", "40/QĐ-STP")),
    "refused.lost_letters": Scenario(("task", "add", "V?n ph?ng", "--decision", "25/QĐ-STP")),
    "refused.no_table": Scenario(
        ("import", "danh-ba.csv", "--decision", "40/QĐ-STP", "--issued", "1/3/2021"),
        lambda desk: csv_of_rows(desk.folder / "danh-ba.csv", [["Họ tên", "Điện thoại"], ["A", "1"], ["B", "2"]]),
    ),
    "refused.package": Scenario(("--register", "moi.db", "init", "--from", "du-lieu-mo")),
    "refused.template": Scenario(
        ("report", "quarter", "Q2/2021", "-o", "bao-cao.docx", "--template", "mau.docx"),
        lambda desk: (desk.folder / "mau.docx").write_bytes(small_xlsx()),
    ),
    "conflict.issued": Scenario(("import", "phu-luc.csv", "--decision", "25/QĐ-STP", "--issued", "1/3/2021"), _plan),
    "conflict.duplicate": Scenario(("unit", "add", "VP", "--name", "Văn phòng Sở")),
    "conflict.already_named": Scenario(("unit", "edit", "VP", "--name", "Văn phòng", *NAMED_BY)),
    "conflict.renewed": Scenario(("task", "renew", "2", "--year", "2021")),
    "conflict.not_done": Scenario(("task", "reopen", "1", "--reason", "Ghi nhầm")),
    "conflict.withdrawn": Scenario(("decision", "withdraw", "25/QĐ-STP", *DOCUMENT),
                                   done(("decision", "withdraw", "25/QĐ-STP", *DOCUMENT))),
    "conflict.changed": Scenario(("deadline", "answer", "cau-hoi.csv"), _changed_meanwhile),
    "conflict.recorded": Scenario(("task", "remove", "1"), done(("task", "start", "1"))),
    "conflict.in_use": Scenario(("unit", "close", "HCTP")),
    "conflict.closed_period": Scenario(("task", "done", "1", "--on", "1/6/2021"), done(("report", "close",
    "Q1/2021"), ("report", "close", "Q2/2021"))),
    "conflict.text_signed": Scenario(
        ("report", "text", "Q1/2021", "--part", "han-che", "Chậm."), done(("report", "close", "Q1/2021"))
    ),
    "conflict.closed": Scenario(("report", "close", "Q1/2021"), done(("report", "close", "Q1/2021"))),
    "conflict.not_closed": Scenario(("report", "diff", "--closed", "Q1/2021")),
    "conflict.resolved": Scenario(
        ("obstacle", "resolve", "1", "--how", "Đã cấp"),
        done(("obstacle", "add", "Thiếu kinh phí", "--task", "1"), ("obstacle", "resolve", "1", "--how", "Đã cấp")),
    ),
    "conflict.filed": Scenario(("filing", "record", "VP", "Q2/2021"), done(("filing", "record", "VP", "Q2/2021"))),
    "conflict.nothing_to_undo": Scenario(("undo", "--yes"), _anew),
    "conflict.nothing_to_redo": Scenario(("redo", "--yes")),
    "conflict.undone": Scenario(("undo", "5", "--yes"), done(("undo", "--yes"))),
    "conflict.not_undone": Scenario(("redo", "5", "--yes")),
    "conflict.not_reversible": Scenario(("undo", "6", "--yes"), done(("backup",), ("restore", "--last", "--yes"))),
    "conflict.rested_on": Scenario(("undo", "1", "--yes")),
    "conflict.journal": Scenario(("undo", "--yes"),
    lambda desk: desk.sql("UPDATE journal SET summary = '' WHERE seq = 3")),
    "conflict.differs": Scenario(("undo", "--yes"),
    lambda desk: desk.sql("UPDATE task SET title = 'khác' WHERE id = 2")),
    "register": Scenario(("overdue",), world=_failing_at("BEGIN")),
    "register.settings": Scenario(("settings", "soon", "10"), _in("cau-hinh")),
    "register.none.office": Scenario(("-O", "STP", "overdue")),
    "register.none.office.lost": Scenario(("office", "status"), _book_lost),
    "register.none": Scenario(("overdue",), lambda desk: desk.path.unlink()),
    "register.exists": Scenario(("init",)),
    "register.foreign": Scenario(("overdue",), lambda desk: desk.path.write_bytes(small_xlsx())),
    "register.foreign_schema": Scenario(
        ("overdue",), lambda desk: desk.sql("CREATE TRIGGER x AFTER INSERT ON task BEGIN SELECT 1; END")
    ),
    "register.linked": Scenario(
        ("task", "done", "1"), lambda desk: desk.folder.joinpath("khac.db").hardlink_to(desk.path)
    ),
    "register.newer": Scenario(("overdue",), lambda desk: desk.sql("PRAGMA user_version = 99")),
    "register.newer_report": Scenario(
        ("report", "quarter", "1/2021"),
        _newer_report,
    ),
    "register.older": Scenario(("overdue",), lambda desk: desk.sql("PRAGMA user_version = 1")),
    "register.upgrade": Scenario(("upgrade",), lambda desk: desk.path.write_bytes(OLD.read_bytes()),
                                 _failing("tuphap_cli.store.file.upgrade.migrate", RuntimeError("…"))),
    "register.shared": Scenario(
        ("-R", "OneDrive/so.db", "task", "done", "1"),
        _moved,
    ),
    "register.busy": Scenario(("task", "done", "1"), world=_locked),
    "register.read_only": Scenario(("task", "done", "1"), world=_no_right),
    "register.unreadable": Scenario(("-R", "so.db/khac.db", "init")),
    "register.damaged": Scenario(("overdue",), lambda desk: desk.path.write_bytes(b"")),
    "register.out_of_step": Scenario(("find", "van ban"), lambda desk: desk.sql("UPDATE word_block SET tasks = 5")),
    "register.unsound": Scenario(("report", "close", "Q1/2021"),
                                 lambda desk: desk.sql("UPDATE task SET title = 'khác' WHERE id = 2")),
    "register.unconfirmed": Scenario(("task", "done", "1"), world=_failing_at("COMMIT")),
    "register.disk_full": Scenario(("task", "add", "Rà soát " * 4000, "--decision", "25/QĐ-STP"), world=_full),
    "register.server": Scenario(("-R", "postgresql://may-chu/so", "restore", "--last")),
    "register.server.address": Scenario(("-R", "mysql://may-chu/so", "overdue")),
    "register.server.driver": Scenario(("-R", "postgresql://may-chu/so", "overdue"),
        world=lambda _desk: mock.patch.dict("sys.modules", {"psycopg": None})),
    "register.server.unreachable": Scenario(("-R", "postgresql://127.0.0.1:1/so", "overdue")),
    "register.server.login": Scenario(("-R", "postgresql://may-chu/so", "overdue"),
        world=_server_says(psycopg.errors.InvalidPassword, "password authentication failed for user van-thu")),
    "register.server.rights": Scenario(("-R", "postgresql://may-chu/so", "task", "done", "1"),
        world=_server_says(psycopg.errors.InsufficientPrivilege, "permission denied for table progress")),
    "register.server.broke_off": Scenario(("-R", "postgresql://may-chu/so", "overdue"),
        world=_server_says(psycopg.errors.AdminShutdown, "terminating connection due to administrator command")),
    "register.server.unanswered": Scenario(("-R", "postgresql://may-chu/so", "task", "done", "1"),
        world=_server_says(errors.ServerUnanswered, path="postgresql://may-chu/so")),
    "register.unconfirmed.server": Scenario(("-R", "postgresql://may-chu/so", "task", "done", "1"),
        world=_server_says(errors.ServerKept, path="postgresql://may-chu/so")),
    "register.server.not_empty": Scenario(("-R", "postgresql://may-chu/so", "init"),
        world=_server_says(errors.ServerNotEmpty, path="postgresql://may-chu/so")),
    "register.copy": Scenario(("copy", "so.db", "ban-sao.db"),
        world=lambda _desk: mock.patch.object(copying, "compare", return_value=note("…"))),
    "register.backup": Scenario(("backup",), _no_folder),
    "register.backup_first": Scenario(
        ("unit", "transfer", "HCTP", "--to", "VP", *DOCUMENT),
        _no_folder,
    ),
    "register.backup_damaged": Scenario(("restore", "1", "--yes"), _backup_then(_spoiled)),
    "register.no_backup": Scenario(("restore", "7", "--yes")),
    "register.no_good_backup": Scenario(("restore", "--last", "--yes"), _backup_then(_spoiled)),
    "register.restore": Scenario(("restore", "--last", "--yes"), done(("backup",)),
                                 _failing("shutil.copyfile", OSError(5, "Input/output error"))),
    "register.cut_short": Scenario(("overdue",), _between_renames),
    "output": Scenario(("overdue", "-o", "khong-co/bao-cao.csv")),
    "output.exists": Scenario(
        ("overdue", "-o", "bao-cao.csv"), lambda desk: desk.folder.joinpath("bao-cao.csv").touch()
    ),
    "output.mail": Scenario(("check", "--mail"), done(
        ("settings", "mail_office", "van-phong@co-quan.example"), ("settings", "mail_sender", "so@co-quan.example"),
        ("settings", "smtp_host", "127.0.0.1"), ("settings", "smtp_port", "1"), ("settings", "smtp_security", "none"),
    )),
    "output.folder": Scenario(("publish", "www"), _foreign_page),
    "output.schedule": Scenario(("check", "schedule", "--install", "--scheduler", "cron"),
                                world=lambda _desk: mock.patch("shutil.which", return_value=None)),
    "output.pdf": Scenario(
        ("report", "quarter", "1/2021", "-o", "quy-1.pdf"), world=lambda _desk: _without_libreoffice()
    ),
    "output.protected": Scenario(("overdue", "-f", "csv", "-o", REGISTER)),
    "interrupted": Scenario(("overdue",),
                            world=_failing("tuphap_cli.reports.overdue.overdue_report", KeyboardInterrupt())),
}  # fmt: skip


def told(code: str, folder: Path, language: str = "vi") -> Ran:
    """What the command of ``code`` prints in ``language``, in the empty ``folder``."""
    from tuphap_cli import i18n, settings

    scenario = SCENARIOS[code]
    with Desk(folder, language) as desk:
        scenario.before(desk)
        with scenario.world(desk):
            ran = desk.run(*scenario.argv)
    settings.forget()
    i18n.use("en")
    return ran
