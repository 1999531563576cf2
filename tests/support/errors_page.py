"""The page of errors, made from the error classes: code, exit code, a command that meets it, and its words.

Run ``python -m tests.support.errors_page`` to write docs/errors.md anew; a test compares.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.support.error_scenarios import SCENARIOS, told
from tuphap_cli import errors

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
HEAD = """\
# Danh mục lỗi

Trang này được lập từ chính chương trình (`python -m tests.support.errors_page`): mỗi lỗi có mã, mã thoát, một lệnh
gặp lỗi đó và nguyên văn những gì được in ra. Câu đầu nói việc gì đã xảy ra, câu cuối nói cần làm gì. Lỗi được in ra
luồng lỗi (stderr); khi có lỗi, không lệnh nào ghi dở dang vào sổ.
"""
FAMILIES = {
    errors.FAULT: "Lỗi của chương trình", errors.USAGE: "Gõ lệnh chưa đúng", errors.REFUSED: "Dữ liệu bị từ chối",
    errors.CONFLICT: "Mâu thuẫn với điều đã ghi trong sổ", errors.REGISTER: "Không dùng được sổ",
    errors.OUTPUT: "Không ghi được kết quả", errors.INTERRUPTED: "Bị dừng",
}  # fmt: skip
_LONG = 200  # letters of a command line
_DAY = re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}")
_STAMP = re.compile(r"\d{8}-\d{9}")  # in the name of a backup
_LOG = re.compile(r"\S*tuphap-\w+\.log")


def classes(cls: type[errors.TuphapError] = errors.TuphapError) -> Iterator[type[errors.TuphapError]]:
    """All classes in the order of their definition, families together."""
    yield cls
    for child in cls.__subclasses__():
        yield from classes(child)


def page() -> str:
    """docs/errors.md as it should stand."""
    parts = [HEAD]
    for exit_code, title in FAMILIES.items():
        parts.append(f"## {title} (mã thoát {exit_code})\n")
        parts += [_entry(cls) for cls in classes() if cls.exit_code == exit_code and cls.code in SCENARIOS]
    return "\n".join(parts)


def _entry(cls: type[errors.TuphapError]) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        said = told(cls.code, folder).err
        plain = said.replace(f"{folder}/", "").replace(str(folder), ".")
        plain = _STAMP.sub("20210709-080000000", plain)
        text = _LOG.sub("/tmp/tuphap-….log", _DAY.sub("09/07/2021 08:00", plain))
    command = shlex.join(("tuphap", *SCENARIOS[cls.code].argv))
    shown = command if len(command) <= _LONG else f"{command[:60]}…"
    return f"### `{cls.code}`\n\n```console\n$ {shown.replace(chr(39), chr(34))}\n{text.strip()}\n```\n"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
