"""History that was changed past the program is found, and where; what only a mark kept elsewhere shows is known."""

from __future__ import annotations

import pytest

from bench.planted import KINDS, plant
from tests.cli.conftest import fill
from tests.support.registers import Clerk, day, in_memory
from tuphap_cli.domain import journal
from tuphap_cli.domain.journal import Anchor, JournalFinding, Verdict
from tuphap_cli.store.file.register import Register
from tuphap_cli.store.read import journalbook, periodic


@pytest.fixture(scope="module")
def long(template: bytes) -> bytes:
    """A register with twelve journal entries."""
    with in_memory(template) as register:
        clerk = Clerk(register)
        fill(clerk)
        for n in range(7):
            clerk.progress(4, day("1/7"), n)
        return register.connection.serialize()


def verified(register: Register, anchor: Anchor | None = None) -> Verdict:
    return journal.verify_chain(journalbook.chained(register.connection), anchor)


CASES = [(kind, n) for kind in KINDS for n in range(1, 12)]


@pytest.mark.parametrize(("kind", "n"), CASES)
def test_a_planted_change_is_located(long: bytes, kind: str, n: int) -> None:
    with in_memory(long) as register:
        anchor = Anchor(*periodic.journal_head(register.connection))
        assert verified(register, anchor).finding is JournalFinding.FINE
        expected = plant(register.connection, kind, n)
        alone, against = verified(register), verified(register, anchor)
        assert (against.finding, against.at) == (expected.finding, expected.at)
        assert (alone.finding is not JournalFinding.FINE) is expected.alone
        if expected.alone:
            assert alone == against


def test_a_chain_made_anew_shows_against_every_later_mark_and_no_earlier_one(long: bytes) -> None:
    with in_memory(long) as register:
        marks = [(entry.seq, digest) for entry, digest in journalbook.chained(register.connection)]
        plant(register.connection, "regrown", 5)
        for seq, digest in marks:
            found = verified(register, Anchor(seq, digest[:16]))
            assert found.finding is (JournalFinding.DIFFERS if seq >= 5 else JournalFinding.FINE)
