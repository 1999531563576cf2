"""Malformed files cannot hurt: no traceback, no half import, no waiting; those of one number are always the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.misshapes import MISSHAPES
from tests.support.mutations import made, trial

ROUNDS = 4


@pytest.mark.parametrize("kind", range(len(MISSHAPES)), ids=[m.name for m in MISSHAPES])
def test_a_malformed_file_is_read_or_refused_and_never_hurts(tmp_path: Path, kind: int) -> None:
    for round_ in range(ROUNDS):
        number = kind + round_ * len(MISSHAPES)
        outcome = trial(number, tmp_path)
        assert not outcome.wrong, (number, outcome)


# Each once did harm: followed sectors in a circle, a part in two readings, an item of two lines, an unknown encoding,
# a style part that is the document, a directory cut short.
ONCE_HARMFUL = (459, 652, 749, 893, 1154)


@pytest.mark.parametrize("number", ONCE_HARMFUL)
def test_a_file_that_once_did_harm_does_none(tmp_path: Path, number: int) -> None:
    assert not trial(number, tmp_path).wrong


@pytest.mark.parametrize("number", [0, 7, 16, 25, 27])
def test_the_file_of_a_number_is_always_the_same(number: int) -> None:
    assert made(number) == made(number)
