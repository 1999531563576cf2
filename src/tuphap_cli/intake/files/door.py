"""The one door by which files from outside come in: whatever a reader raises on one becomes "cannot be read"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...domain.model import N_
from ...errors import LostLetters, TuphapError, UnreadableFile
from .file_kind import SAVE_AGAIN, FileKind, Opened, opened_file, recognised
from .source import Aside, Source

RECOGNISING_SECONDS = 600  # Tesseract takes some for each page
PDF_READER = "tuphap_cli.intake.files.pdf.pdffile:read_pdf"
# Readers whose libraries cannot be held within limits from outside run in a process of their own.
_APART = {FileKind.PDF: PDF_READER, FileKind.XLS: "tuphap_cli.intake.files.sheetfile:read_xls"}


def opened(path: Path) -> Opened:
    """The checked content of ``path``.

    Raises:
        UnreadableFile: with why, and what to do
        LostLetters: its name, which is kept with what comes in, is not UTF-8
    """
    try:
        path.name.encode()
    except UnicodeEncodeError:
        raise LostLetters(value=path.name) from None
    with _readers_faults(path.name or str(path)):
        return opened_file(path)


def piped(data: bytes, name: str) -> Opened:
    """The checked bytes that came in without a file; ``name`` is what they are called in messages.

    Raises:
        UnreadableFile: with why, and what to do
    """
    with _readers_faults(name):
        return recognised(data, name, None)


def content(file: Opened, encoding: str | None = None, *, recognise: bool = False) -> Source:
    """What ``file`` holds in reading order.

    ``encoding`` names that of a text file without a mark; ``recognise`` has the letters of scanned pages read.

    Raises:
        UnreadableFile: with why, and what to do
    """
    if recognise and file.kind is not FileKind.PDF:
        why = N_("--ocr recognises the letters of scans, which are PDF files")
        raise UnreadableFile(file=file.name, why=why, advice=N_("Leave --ocr out."))
    with _readers_faults(file.name):
        if file.kind in {FileKind.DOC, FileKind.RTF, FileKind.ODT}:
            return _converted(file)
        if file.kind is FileKind.DOCX:
            from . import wordfile

            return wordfile.read_word(file)
        if file.kind is FileKind.TEXT:
            from . import textfile

            return textfile.read_text(file, encoding)
        if file.kind in _APART:
            return _apart(file, recognise=recognise)
        from . import sheetfile

        return sheetfile.read_sheets(file)


def whole_workbook(file: Opened) -> Source:
    """All sheets of a workbook with what is hidden in them, as a form needs that a unit has filtered and sent back.

    Raises:
        UnreadableFile: with why, and what to do
    """
    from . import sheetfile

    with _readers_faults(file.name):
        if file.kind is FileKind.XLS:
            from . import apart

            source = apart.run_apart(_APART[file.kind], file.name, file.data, file.name, True)
            assert isinstance(source, Source), "what the reader returns"
            return source
        if file.kind in {FileKind.XLSX, FileKind.ODS}:
            return sheetfile.read_sheets(file, whole=True)
    raise UnreadableFile(file=file.name, why=N_("it is no workbook"), advice=SAVE_AGAIN)


def _converted(file: Opened) -> Source:
    from . import converted, wordfile

    source = wordfile.read_word(converted.docx_of(file))
    source.asides.append(Aside("converted", file.name))
    return source


def _apart(file: Opened, *, recognise: bool) -> Source:
    from . import apart

    if recognise:
        source = apart.run_apart(PDF_READER, file.name, file.data, file.name, True, seconds=RECOGNISING_SECONDS)
    else:
        source = apart.run_apart(_APART[file.kind], file.name, file.data, file.name)
    assert isinstance(source, Source), "what the reader returns"
    return source


@contextmanager
def _readers_faults(name: str) -> Iterator[None]:
    """Turns what a library raises on the file ``name`` into a refusal, whose cause is kept in the log file."""
    try:
        yield
    except (TuphapError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # PyO3 raises a BaseException of its own where the Rust side gives up.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        refused = UnreadableFile(file=name, why=N_("it is damaged, or not what its ending says"), advice=SAVE_AGAIN)
        refused.unexpected = True
        raise refused from error
