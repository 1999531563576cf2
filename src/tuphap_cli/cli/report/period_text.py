"""report text: what the clerk writes for the report of a period, shown, changed, out as a file and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ... import errors, paths, settings
from ...domain.model import N_, note
from ...domain.report_text import BadTextFile, EditedText, TextPart, read_file
from ...i18n import _
from ...reports.period_words import typed_period, window_name
from .. import access, word_choices
from ..app import verb
from ..done import Done, check_format
from ..options import DryRun, Format, Output, Scheme
from ..outfile import write_file
from . import app
from .close import OnePeriod

if TYPE_CHECKING:
    from ...domain.periods import Window
    from ...reports.base import Report

LARGEST = 1_000_000  # bytes of a file of texts
EDITED = (".md", ".txt")  # the endings of the file that is edited and read again

Words = Annotated[
    str | None, typer.Argument(metavar="TEXT", help=_("the text of the part; '' makes it blank"), show_default=False)
]
Part = Annotated[
    str,
    typer.Option("--part", metavar="PART", help=_("danh-gia, han-che, nguyen-nhan, giai-phap or kien-nghi")),
]
FromFile = Annotated[
    str,
    typer.Option(
        "--file", metavar="FILE", help=_("read the text of the part from FILE; - is stdin"), show_default=False
    ),
]
AllFrom = Annotated[
    str,
    typer.Option("--from", metavar="FILE", help=_("all parts from a file that -o has written"), show_default=False),
]


@verb(
    app,
    "text",
    _(
        "Show or write what a person says in the report of a period: assessment, limits, causes, solutions, proposals."
    ),
    'report text Q2/2021 --part han-che "Việc cập nhật tiến độ còn chậm."',
    "report text H1/2021 -o van-ban.md",
    "report text H1/2021 --from van-ban.md",
)
def text(
    period: OnePeriod,
    words: Words = None,
    part: Part = "",
    text_file: FromFile = "",
    all_from: AllFrom = "",
    scheme: Scheme = "",
    dry_run: DryRun = False,
    format: Format = "",
    output: Output = "",
) -> Report | Done:
    """The text is kept with the period, printed in every draft of its report, and stays as it was once it is signed."""
    from . import windows

    covered = windows.named(period, scheme)
    given = [value for value in (words, text_file or None, all_from or None) if value is not None]
    if len(given) > 1:
        raise errors.UsageFault(what=_("Give the text, --file or --from, only one of them."))
    if part:
        word_choices.named("--part", TextPart).read(part)
    if not given:
        return _shown(covered, part, format, output)
    check_format(format)
    if all_from:
        if part:
            raise errors.UsageFault(what=_("--from has all parts: leave --part out."))
        return _write(covered, _parts(all_from), scheme, dry_run=dry_run)
    if not part:
        raise errors.UsageFault(what=_("Say which part is written: --part han-che, for one."))
    written = words if words is not None else _content(text_file, "--file")
    return _write(covered, {TextPart(part): EditedText(written)}, scheme, dry_run=dry_run)


def _shown(covered: Window, part: str, format_: str, output: str) -> Report | Done:
    """The texts, of a signed report as they were signed; or the file to be edited."""
    from ...reports import written_text
    from ...store.write import period_texts
    from .make import signed_material

    with access.reading() as connection:
        signed = signed_material(connection, covered)
        texts = list(signed[0].texts) if signed else period_texts.written_parts(connection, covered)
        versions = period_texts.versions_of(connection, covered)
    if Path(output).suffix.lower() in EDITED and not format_:
        write_file(output, written_text.editable(covered, texts, versions).encode())
        return Done(())
    parts = (TextPart(part),) if part else tuple(TextPart)
    return written_text.text_report(covered, texts, settings.today(), parts)


def _write(covered: Window, texts: dict[TextPart, EditedText], scheme: str, *, dry_run: bool) -> Done:
    from ...reports import written_text
    from ...store.write import period_texts

    with access.writing("report text", dry_run=dry_run) as change:
        written = period_texts.write_parts(change, covered, texts)
        change.summary = f"{covered.name}: {', '.join(written)}"
    name = window_name(covered.name)
    if not written:
        return Done([_("The text of the report of {period} is as it was.").format(period=name)], dry_run=dry_run)
    titles = ", ".join(written_text.title_of(part) for part in written)
    again = f"{typed_period(covered)} --scheme {scheme}" if scheme else typed_period(covered)
    return Done(
        [_("Written for the report of {period}: {titles}.").format(period=name, titles=titles)],
        [{"period": covered.name, "part": part.value, "text": texts[part].text} for part in written],
        _("See all of it: tuphap report text {period}").format(period=again),
        dry_run,
    )


def _parts(file: str) -> dict[TextPart, EditedText]:
    try:
        return read_file(_content(file, "--from"))
    except BadTextFile as fault:
        why = note(N_("line {line} stands under none of the five headings"), line=fault.line)
        raise errors.BadField(field="--from", value=fault.words[:60], why=why) from None


def _content(file: str, option: str) -> str:
    """The text of a file or of stdin, in UTF-8 or UTF-16."""
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            path = paths.named_path(file)
            if path.exists() and not path.is_file():  # a pipe or a device could be waited for without end
                raise errors.BadField(field=option, value=file, why=N_("it is not an ordinary file"))
            with path.open("rb") as opened:
                raw = opened.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise errors.BadField(field=option, value=file, why=N_("it is larger than 1 MB"))
        mark = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        return raw.decode("utf-16" if mark else "utf-8-sig")
    except OSError as error:
        raise errors.BadField(field=option, value=file, why=error.strerror or error) from None
    except UnicodeDecodeError:
        raise errors.BadField(field=option, value=file, why=N_("it is not text in UTF-8")) from None
