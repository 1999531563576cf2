"""The sentences with which an official report begins and ends: what it carries out, and that this was all."""

from __future__ import annotations

from datetime import date

from ..domain.model import vn_date
from ..domain.numbers import KINDS, parse_number
from ..i18n import _, language, ngettext
from ..text import fold
from .figures import Figures
from .kept.contents import CoveredPlan

NAMED = 6  # documents that an opening names at most
_LETTER, _OTHER = "Công văn", "Văn bản"  # what has no kind in its number, what has no known number
# With these a title goes on in the sentence that names the document; others are put in brackets.
_ACTS = (
    "ban hành",
    "phê duyệt",
    "triển khai",
    "thực hiện",
    "tổ chức",
    "quy định",
    "sửa đổi",
    "giao ",
    "phân công",
    "điều chỉnh",
    "bổ sung",
    "thành lập",
    "kiện toàn",
    "công bố",
    "hướng dẫn",
    "thông qua",
    "tăng cường",
)


def opening(figures: Figures, title: str, office: str, scope: str) -> str:
    """The first sentence: the documents carried out, with those that they implement, and what is reported.

    ``title`` is that of the report, ``office`` who reports, ``scope`` what it is narrowed to.
    """
    plans = tuple(plan for plan in figures.material.plans if plan.id in figures.by_decision)
    documents = _in_order(figures, plans)
    named = "; ".join(
        named_document(plan.number, plan.issued_on, plan.issuer, plan.title) for plan in documents[:NAMED]
    )
    if len(documents) > NAMED:
        rest = len(documents) - NAMED
        named = "; ".join((named, ngettext("{n} other document", "{n} other documents", rest, said=True)))
    reported = {"office": office_in_sentence(office), "title": title[:1].lower() + title[1:]}
    if scope:
        reported["title"] = _("{title} ({scope})").format(title=reported["title"], scope=scope)
    if not named:
        return _("{office} reports: {title}, as follows:").format(**reported)
    return _("Carrying out {documents}, {office} reports: {title}, as follows:").format(documents=named, **reported)


def closing(title: str, office: str) -> str:
    """The last sentence before the signature."""
    return _("This is the report of {office}: {title}.").format(
        office=office_in_sentence(office), title=title[:1].lower() + title[1:]
    )


def office_in_sentence(office: str) -> str:
    """Who reports, as a sentence has it: not in capitals, as the heading of the paper has the usual name."""
    usual = _("Department of Justice")
    return usual if fold(office) in {"", fold(usual)} else office


def _in_order(figures: Figures, plans: tuple[CoveredPlan, ...]) -> list[CoveredPlan]:
    """The documents that ``plans`` implement, each before those that do so, then the others."""
    known = {plan.id: plan for plan in (*figures.material.grounds, *figures.material.plans)}
    found: list[CoveredPlan] = []

    def put(plan: CoveredPlan, below: tuple[int, ...] = ()) -> None:
        above = known.get(plan.implements or 0)
        if above is not None and above.id not in below:
            put(above, (*below, plan.id))
        if plan not in found:
            found.append(plan)

    for plan in plans:
        put(plan)
    return found


def named_document(number: str, issued_on: date, issuer: str, title: str) -> str:
    """A document as a sentence names it: kind, number, day, issuer and what it is about (Decree 30/2020, annex I)."""
    words = _("{number} of {day} by {issuer}") if issuer else _("{number} of {day}")
    issued = words.format(number=number, day=vn_date(issued_on), issuer=issuer)
    if language() == "en":
        return issued
    read = parse_number(number)
    kind = KINDS.get(read.kind) or (_LETTER if read.odd is None else _OTHER)
    return f"{kind} số {issued}{_about(title)}"


def _about(title: str) -> str:
    """What a document is about, so that it goes on in the sentence."""
    words = " ".join(title.split()).rstrip(".")
    if not words:
        return ""
    low = words[:1].lower() + words[1:]
    if fold(words).startswith("v/v"):
        return f" về việc{words[3:]}"
    if low.startswith(("về ", *_ACTS)):
        return f" {low}"
    return f" ({words})"
