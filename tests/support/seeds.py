"""Good files of a plan in each format `import` reads, always the same bytes; the malformed are made from them."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from tests.support.plans import docx_of_rows, xlsx_of_rows

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
ROWS = [
    ["STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"],
    ["I", "Công tác hộ tịch", "", "", "", ""],
    ["1", "Tập huấn nghiệp vụ hộ tịch", "Lớp tập huấn", "Phòng HCTP", "Văn phòng", "31/5/2021"],
    ["2", "Kiểm tra hộ tịch cấp xã", "Kết luận", "Phòng HCTP", "Thanh tra", "Quý III/2021"],
    ["II", "Chứng thực", "", "", "", ""],
    ["1", "Rà soát thủ tục chứng thực", "Danh mục", "Phòng HCTP", "", "Trước ngày 30/6/2021"],
    ["2", "Báo cáo định kỳ", "Báo cáo", "Thanh tra", "Văn phòng", "Hằng quý"],
]
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?")


def still(data: bytes) -> bytes:
    """A package without the moment at which it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out := io.BytesIO(), "w") as new:
        for name in old.namelist():
            part = _MOMENT.sub(b"2021-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _made(make: Callable[[Path], object], name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder) / name)
        return (Path(folder) / name).read_bytes()


@lru_cache(maxsize=1)
def small_docx() -> bytes:
    """A Word document with one table."""
    above = ["SỞ TƯ PHÁP TỈNH BẠC LIÊU", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ NĂM 2021"]
    return still(_made(lambda path: docx_of_rows(path, ROWS, before=above), "a.docx"))


@lru_cache(maxsize=1)
def small_xlsx() -> bytes:
    """A workbook with one sheet."""
    return still(_made(lambda path: xlsx_of_rows(path, ROWS), "a.xlsx"))


@lru_cache(maxsize=1)
def small_csv() -> bytes:
    """The rows with commas."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(ROWS)
    return out.getvalue().encode()


@lru_cache(maxsize=1)
def small_xls() -> bytes:
    """An old workbook."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Phụ lục")
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@lru_cache(maxsize=1)
def small_ods() -> bytes:
    """An OpenDocument spreadsheet."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="Phụ lục")
    for row in ROWS:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string") if text else TableCell()
            if text:
                cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.save(out)
    return still(out.getvalue())


def _sample(ending: str) -> bytes:
    return (SAMPLE / f"phu-luc-25-QD-STP.{ending}").read_bytes()


# The small ones come more often, since the sample takes its second.
SEEDS: Mapping[str, tuple[Callable[[], bytes], ...]] = {
    "docx": (small_docx,) * 9 + (lambda: _sample("docx"),),
    "xlsx": (small_xlsx,) * 9 + (lambda: _sample("xlsx"),),
    "csv": (small_csv,),
    "xls": (small_xls,),
    "ods": (small_ods,),
}
