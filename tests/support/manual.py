"""The manual with what its commands print: each is run where it is written, on a terminal, in one folder.

Below a command the manual keeps as much of its output as is written there: all of it, or its first lines where "…" is
the last. A comment before a block, ``<!-- 2021-07-09 -->``, sets the day from there on. What a clerk does by hand
before a command is in ``BY_HAND``, what is answered to its question in ``ANSWERS``, an exit code that is not 0 in
``CODES``. What follows the machine's clock (times of day, marks of the journal) is written as of one moment.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from .crontab import own_crontab
from .documents import ROOT
from .postman import PASSWORD, USER, mail_server
from .terminal import on_terminal

MANUAL = ROOT / "docs" / "huong-dan.md"
BLOCK = re.compile(r"^(?P<pad> *)```console\n(?P<body>.*?)^ *```$", re.DOTALL | re.MULTILINE)
DAY = re.compile(r"<!-- (\d{4}-\d\d-\d\d) -->")
MARK = re.compile(r"\b\d+-[0-9a-f]{16}\b")
CUT = "…"
SUM = "3111ef74e8321241"

ANSWERS = {"undo": "c", "redo": "c", "restore --last": "có"}
NOT_RUN = {"tui", "task file 20 --open"}  # they take the screen, or open a window
CODES = {
    "--register so-nhiem-vu.db check": 3,
    "check --all": 3,
    "check --unit PBGDPL --new": 3,
    "check --new -o kiem-tra.html": 3,
    "check --mail --dry-run": 3,
    "check --mail": 3,
}


RECEIVER = "Đơn vị tiếp nhận (điền vào)"


class Ran(NamedTuple):
    """A command of the manual, without "tuphap", and what it gave."""

    command: str
    code: int
    screen: str


def filled(folder: Path, name: str, rows: Mapping[Any, Mapping[str, Any]], target: str = "") -> None:
    """Fill in a workbook, and save it as ``target``: values by the number of a row and the heading of a column."""
    book = openpyxl.load_workbook(folder / name)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value in {"Số", "Mã"})
    columns = {str(cell.value): at for at, cell in enumerate(head, start=1)}
    for at in range((head[0].row or 0) + 1, sheet.max_row + 1):
        number: Any = sheet.cell(at, 1).value
        for heading, value in rows.get(number, {}).items():
            sheet.cell(at, columns[heading]).value = value
    (folder / (target or name)).parent.mkdir(exist_ok=True)
    book.save(folder / (target or name))


def answers_come(folder: Path) -> None:
    """Two of the deadlines that are asked are answered."""
    given = {27: {"Thời hạn (điền vào)": "30/9/2021"}, 93: {"Thời hạn (điền vào)": "31/7/2021"}}
    filled(folder, "cau-hoi.xlsx", given)


def results_come(folder: Path) -> None:
    """Two results are filled in."""
    given: dict[int, dict[str, object]] = {
        1: {"Ngày (điền vào)": "25/3/2021", "Số văn bản (điền vào)": "40/BC-STP"},
        6: {"Ngày (điền vào)": "5/7/2021", "% (điền vào)": 60, "Ghi chú (điền vào)": "Đã có chương trình"},
    }
    filled(folder, "mau.xlsx", given)


def forms_come(folder: Path) -> None:
    """Two units send their forms back."""
    for unit, task in (("VPS", 119), ("TTTGPLNN", 83)):
        name = f"{unit}-Q3-2021.xlsx"
        given = {task: {"Tình trạng (chọn)": "đang thực hiện", "Tỷ lệ %": 50, "Ngày": "8/7/2021"}}
        filled(folder, f"phieu/{name}", given, f"phieu-gui-lai/{name}")


def split_comes(folder: Path) -> None:
    """Every task of the inspectorate gets the unit that takes it over."""
    filled(folder, "chia-viec.xlsx", {task: {RECEIVER: "XDKTVB"} for task in (99, 101, 104, 105, 106, 107)})


def reorganisation_comes(folder: Path) -> None:
    """The district offices end, and the office takes their tasks over."""
    given = {"PTPHTXTP": {"Thay đổi (điền vào)": "kết thúc", RECEIVER: "VPS"}}
    filled(folder, "sap-xep.xlsx", given)


def days_off_come(folder: Path) -> None:
    """The office writes down the days off of another year, as an example."""
    text = "Ngày,Loại,Lý do,Văn bản\n1/1/2027,nghỉ,Tết Dương lịch,45/2019/QH14\n"
    (folder / "ngay-nghi-2027.csv").write_text(text, encoding="utf-8")


def scan_comes(folder: Path) -> None:
    """A paper has been scanned."""
    (folder / "ban-quet.pdf").write_bytes(b"%PDF-1.4\n% a scanned page\n%%EOF\n")


BY_HAND: dict[str, Callable[[Path], None]] = {
    "done 20 --doc 45/BC-STP --file ban-quet.pdf": scan_comes,
    "deadline answer cau-hoi.xlsx": answers_come,
    "task record mau.xlsx --dry-run": results_come,
    "form collect phieu-gui-lai --period Q3/2021 --dry-run": forms_come,
    'unit transfer TTS --to HCBTTP XDKTVB --map chia-viec.xlsx --by 15/QĐ-STP --reason "Chia tách" --on 1/7/2025': (
        split_comes
    ),
    "unit reorganise sap-xep.xlsx --on 1/7/2025 --by 15/QĐ-STP --dry-run": reorganisation_comes,
    "calendar import ngay-nghi-2027.csv --dry-run": days_off_come,
}


PRINTER = f"""#!{sys.executable}
# Stands in for LibreOffice, which is not on every machine: gives an empty PDF for any document.
import pathlib, sys
made = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
made.mkdir()
(made / pathlib.Path(sys.argv[-1]).with_suffix(".pdf").name).write_bytes(b"%PDF-1.4\\n%%EOF\\n")
"""


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of the clerk: a home, a timetable and a printer of its own, the register beside the files."""
    (folder / "data").symlink_to(ROOT / "data")
    programs = own_crontab(folder)
    (programs / "soffice").write_text(PRINTER, encoding="utf-8")
    (programs / "soffice").chmod(0o700)
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "TUPHAP_ACTOR": "van-thu",
        "TUPHAP_REGISTER": "so-nhiem-vu.db",
        "LC_ALL": "C.UTF-8",
    }


def carried_out(commands: Iterable[tuple[str, str]]) -> Iterator[Ran]:
    """Run the commands, each on its day, one after the other in a new folder."""
    with tempfile.TemporaryDirectory() as name, mail_server(Path(name), "starttls") as box:
        folder = Path(name).resolve() / "van-thu"
        folder.mkdir()
        shutil.copy(ROOT / "data" / "sample" / "phu-luc-25-QD-STP.docx", folder / "phu-luc.docx")
        env = surroundings(folder)
        post = {
            "SSL_CERT_FILE": str(box.authority), "TUPHAP_SMTP_HOST": "localhost", "TUPHAP_SMTP_PORT": str(box.port),
            "TUPHAP_SMTP_USER": USER, "TUPHAP_SMTP_PASSWORD": PASSWORD,
        }  # fmt: skip
        mark = ""
        for command, day in commands:
            if command in NOT_RUN:
                yield Ran(command, CODES.get(command, 0), "")
                continue
            if command in BY_HAND:
                BY_HAND[command](folder)
            sent = {"TUPHAP_TODAY": day, **(post if command.startswith("check --mail") else {})}
            words = shlex.split(MARK.sub(mark, command))
            code, screen = on_terminal(words, env | sent, folder, 80, ANSWERS.get(command, ""))
            if command == "journal head":
                mark = screen.split()[0]
            yield Ran(MARK.sub(f"{mark.partition('-')[0]}-{SUM}", command), code, settled(screen, folder))


def settled(screen: str, folder: Path) -> str:
    """What a screen says, without what changes from run to run."""
    now = datetime.now().astimezone()
    text = MARK.sub(lambda found: f"{found[0].partition('-')[0]}-{SUM}", screen.replace(f"{folder}/", ""))
    text = re.sub(r"-\d{8}-\d{9}\b", "-20210709-081500000", text)
    text = text.replace(f"{now:%d/%m/%Y}", "09/07/2021").replace(f"{now:%Y-%m-%d}", "2021-07-09")
    return re.sub(r"\b\d\d:\d\d(:\d\d)?\b", "08:15", text).strip("\n")


def blocks(text: str) -> Iterator[tuple[re.Match[str], str, list[tuple[str, list[str]]]]]:
    """Each block, its day, and its commands with the lines that are written below them."""
    for block in BLOCK.finditer(text):
        lines = [line.removeprefix(block["pad"]) for line in block["body"].splitlines()]
        starts = [at for at, line in enumerate(lines) if line.startswith("$ tuphap ")] + [len(lines)]
        found = [
            (lines[start].removeprefix("$ tuphap "), [line for line in lines[start + 1 : end] if line])
            for start, end in pairwise(starts)
        ]
        yield block, DAY.findall(text, 0, block.start())[-1], found


def shown(screen: str, kept: list[str]) -> list[str]:
    """The part of a screen that the manual keeps, by what it kept before."""
    lines = [line for line in screen.splitlines() if line]
    if not kept:
        return []
    return [*lines[: len(kept) - 1], CUT] if kept[-1] == CUT else lines


def manual() -> str:
    """The manual as it should be: its own commands, their real output.

    Raises:
        AssertionError: a command ended in another way than the manual's reader would expect.
    """
    text = MANUAL.read_text(encoding="utf-8")
    found = list(blocks(text))
    ran = carried_out((command, day) for _block, day, commands in found for command, _kept in commands)
    parts, end = [], 0
    for block, _day, commands in found:
        body = []
        for (command, kept), done in zip(commands, ran, strict=False):
            assert done.code == CODES.get(command, 0), f"tuphap {command}: {done.code}\n{done.screen}"
            body += [f"$ tuphap {done.command}", *shown(done.screen, kept)]
        parts += [text[end : block.start("body")], *(f"{block['pad']}{line}\n" for line in body)]
        end = block.end("body")
    return "".join([*parts, text[end:]])


if __name__ == "__main__":
    MANUAL.write_text(manual(), encoding="utf-8")
    sys.stdout.write(f"{MANUAL}\n")
