"""An office's template is a file from outside: forty that would take all time, all memory, or more than values."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import pytest
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.support.word import by_unit, office_template, report
from tuphap_cli.errors import BadTemplate
from tuphap_cli.render.docx import as_docx
from tuphap_cli.render.word import sandbox

LONGEST = 10  # seconds of this process for one template
LARGEST = 300_000_000  # bytes by which it may grow

LOOP, END = "{% for line in recipients %}", "{% endfor %}"
DOUBLED = "{% set a = title %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}"
LINES = {
    # without end
    "a range": "{% for i in range(1000000000) %}x{% endfor %}",
    "a range in a range": "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
    "a long list": "{{% for i in [{0}] %}}{{% for j in [{0}] %}}x{{% endfor %}}{{% endfor %}}".format("1," * 100_000),
    "letters of a text": "{% for c in title %}{% for d in title %}x{% endfor %}{% endfor %}",
    "letters of a line": LOOP + "{% for c in line %}x{% endfor %}" + END,
    "letters of letters": "{% for a in 'abc' %}{% for b in a %}x{% endfor %}{% endfor %}",
    "three deep": LOOP * 3 + "x" + END * 3,
    "recursive": "{% for line in recipients recursive %}{{ loop(recipients) }}{% endfor %}",
    "a macro of itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a block of itself": "{% block b %}{{ self.b() }}{% endblock %}",
    "a call": "{% call m() %}x{% endcall %}",
    "a cycler": "{% for line in recipients %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "lipsum": "{{ lipsum(n=100000) }}",
    "a namespace": "{% set n = namespace(x='a') %}{{ n.x }}",
    # without measure
    "a product": "{{ 'x' * 1000000000 }}",
    "a list's product": "{{ ['x'] * 1000000000 }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "doubled": DOUBLED,
    "doubled by with": "{% with a = title %}" + "{% with a = a ~ a %}" * 30 + "{{ a }}" + "{% endwith %}" * 31,
    "doubled by a block": "{% set a %}{{ title }}{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 30,
    "doubled by lists": "{% for a in [title] %}{% for b in [a ~ a ~ a] %}{{ b }}{% endfor %}{% endfor %}",
    "joined letters": "{{ title" + " | join(title)" * 12 + " }}",
    "joined lines": "{{ recipients" + " | join(title)" * 12 + " }}",
    "a wide field": "{{ '%999999999s' % title }}",
    "a wide number": "{{ '%0999999999d' % figures.assigned }}",
    "a wide value": "{{ (office ~ '%999999999s') % title }}",
    "a format": "{{ '{:>999999999}'.format(title) }}",
    "centred": "{{ title | center(999999999) }}",
    "indented": "{{ title | indent(999999999) }}",
    "figures without end": "{{ " + "9" * 5000 + " }}",
    "many expressions": "{{ title" + " ~ title" * 30_000 + " }}",
    "out of all measure": LOOP + LOOP + "x" * 3_000_000 + END + END,
    # more than values
    "an include": "{% include '/etc/hostname' %}",
    "an import": "{% import 'os' as os %}{{ os }}",
    "from": "{% from 'os' import path %}",
    "extends": "{% extends '/etc/hostname' %}",
    "the classes": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the globals": "{{ self.__init__.__globals__ }}",
    "an attribute": "{{ title | attr('__class__') }}",
    "an attribute by item": "{{ title['__class__'] }}",
    "an attribute in a loop": LOOP + "{{ line.__class__ }}" + END,
    "a built-in": "{{ open('/etc/hostname').read() }}",
    "the environment": "{{ config }}{{ request }}",
    "a filter block": "{% filter upper %}{{ title }}{% endfilter %}",
    "do": "{% do recipients.append('x') %}",
    "debug": "{% debug %}",
}  # fmt: skip


def template(*lines: str) -> bytes:
    return office_template(lambda document: [document.add_paragraph(line) for line in (*lines, "{{ body }}")])


def refused(data: bytes) -> BadTemplate:
    """What is said against the template, which must be said soon, and without taking much memory."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(BadTemplate) as caught:
        as_docx(report(by_unit(3)), data)
    assert time.process_time() - began < LONGEST
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < LARGEST
    return caught.value


@pytest.mark.parametrize("what", LINES)
def test_a_template_that_asks_for_more_than_values_is_refused(what: str) -> None:
    assert refused(template(LINES[what])).exit_code == 4


@pytest.mark.parametrize("what", ["an include", "the classes", "a range", "doubled"])
@pytest.mark.parametrize("place", ["header", "footer", "cell", "cut in runs"])
def test_it_is_refused_wherever_it_stands(what: str, place: str) -> None:
    def fill(document: Docx) -> None:
        document.add_paragraph("{{ body }}")
        line, section = LINES[what], document.sections[0]
        if place == "cell":
            document.add_table(1, 1).cell(0, 0).text = line
        elif place == "cut in runs":
            paragraph = document.add_paragraph()
            for at in range(0, len(line), 3):
                paragraph.add_run(line[at : at + 3]).bold = bool(at % 2)
        else:
            (section.header if place == "header" else section.footer).paragraphs[0].text = line

    assert refused(office_template(fill)).exit_code == 4


def test_there_are_at_least_forty() -> None:
    assert len(LINES) >= 40


def test_looks_that_would_be_repeated_for_each_tab_are_refused() -> None:
    def fill(document: Docx) -> None:
        document.add_paragraph("{{ body }}")
        looks = "<w:rPr>" + "<w:b/>" * 20_000 + "</w:rPr>"
        words = "x\t" * 20_000
        document.element.body.insert(
            0, parse_xml(f"<w:p {nsdecls('w')}><w:r>{looks}<w:t xml:space='preserve'>{words}</w:t></w:r></w:p>")
        )

    assert refused(office_template(fill)).exit_code == 4


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (LOOP + "{{ loop.index % 2 }}" + END, "10"),
        ("{{ recipients | join(' / ') }}", "- UBND tỉnh (để báo cáo); / - Lưu: VT, VP."),
        ("{{ figures.assigned % 10 }}", "4"),
        (LOOP + LOOP + "x" + END + END, "xxxx"),
        (LOOP + "{% if loop.last %}{{ line }}{% endif %}" + END, "- Lưu: VT, VP."),
    ],
)
def test_what_an_office_needs_is_still_there(line: str, shown: str) -> None:
    from tests.support.word import made, paragraphs

    assert shown in [p.text for p in paragraphs(made(report(by_unit(3)), template(line)))]


@pytest.mark.parametrize("error", [MemoryError(), RecursionError()])
def test_a_template_for_which_memory_does_not_suffice_is_refused(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(sandbox._Template, "render", fail)
    assert refused(template("{{ title }}")).exit_code == 4


def every(fill: Callable[[Docx], object]) -> bytes:
    """An office's template with the body and what ``fill`` adds."""
    return office_template(lambda document: (document.add_paragraph("{{ body }}"), fill(document)))


@pytest.mark.parametrize("lines", [1, 900])
def test_a_long_honest_template_is_filled(lines: int) -> None:
    data = every(lambda document: [document.add_paragraph("{{ title }}, {{ office }}") for _ in range(lines // 2)])
    assert as_docx(report(by_unit(3)), data)
