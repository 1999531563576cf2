"""The journal's chain: any change to any entry shows in its own hash and in all that follow."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuphap_cli.domain import journal

ENTRY = journal.JournalEntry(
    1, "2021-07-09T01:02:03.004+00:00", "văn thư", "task done", "17", '[["progress",1,null,{}]]'
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def test_the_hash_is_sha_256_over_the_previous_hash_and_the_fields() -> None:
    text = (
        "0" * 64 + "\n" + '[1,"2021-07-09T01:02:03.004+00:00","văn thư","task done","17",'
        '"[[\\"progress\\",1,null,{}]]"]'
    )
    assert journal.chained_hash(journal.GENESIS, ENTRY) == hashlib.sha256(text.encode()).hexdigest()


@given(st.text(), st.text(alphabet='ở"\\\n\x00\x1f\x7f\u2028𝄞', max_size=12), st.integers(1, 5))
def test_the_changes_may_be_hashed_in_pieces_of_any_length(actor: str, changes: str, piece: int) -> None:
    fields = [ENTRY.seq, ENTRY.at, actor, ENTRY.command, ENTRY.summary, changes]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "_PIECE", piece)
        found = journal.chained_hash(journal.GENESIS, ENTRY._replace(actor=actor, changes=changes))
    assert found == hashlib.sha256(f"{journal.GENESIS}\n{text}".encode()).hexdigest()


@pytest.mark.parametrize(
    "changed",
    [
        ENTRY._replace(seq=2),
        ENTRY._replace(at="2021-07-09T01:02:03.005+00:00"),
        ENTRY._replace(actor="khác"),
        ENTRY._replace(command="task start"),
        ENTRY._replace(summary="18"),
        ENTRY._replace(changes="[]"),
        ENTRY._replace(actor="văn thư,task", command="done"),
    ],
)
def test_every_field_counts(changed: journal.JournalEntry) -> None:
    assert journal.chained_hash(journal.GENESIS, changed) != journal.chained_hash(journal.GENESIS, ENTRY)


def test_the_entry_before_counts() -> None:
    assert journal.chained_hash("1" * 64, ENTRY) != journal.chained_hash(journal.GENESIS, ENTRY)


@given(VALUES)
def test_the_canonical_form_keeps_the_value(value: object) -> None:
    assert json.loads(journal.canonical(value)) == value


@given(st.dictionaries(st.text(max_size=5), st.integers(), min_size=2, max_size=5))
def test_the_canonical_form_has_one_spelling(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))
    assert journal.canonical(turned) == journal.canonical(value)


def test_the_canonical_form_has_no_blanks_and_keeps_letters() -> None:
    assert journal.canonical({"b": [1, "Đôn đốc"], "a": None}) == '{"a":null,"b":[1,"Đôn đốc"]}'


# -- verification --------------------------------------------------------------------------------------------


def chained(count: int) -> list[tuple[journal.JournalEntry, str]]:
    """So many entries, each with its hash."""
    found, head = [], journal.GENESIS
    for seq in range(1, count + 1):
        entry = ENTRY._replace(seq=seq, summary=f"việc {seq}")
        head = journal.chained_hash(head, entry)
        found.append((entry, head))
    return found


def test_a_whole_chain_is_fine_and_gives_length_and_head() -> None:
    entries = chained(5)
    assert journal.verify_chain(entries) == journal.Verdict(journal.JournalFinding.FINE, 5, entries[-1][1])


def test_an_empty_journal_is_fine_and_has_the_mark_of_the_beginning() -> None:
    assert journal.verify_chain([]) == journal.Verdict(journal.JournalFinding.FINE, 0, journal.GENESIS)
    assert journal.verify_chain([], journal.Anchor(0, "0" * 16)).finding is journal.JournalFinding.FINE
    assert journal.verify_chain([], journal.Anchor(0, "1" * 16)) == journal.Verdict(
        journal.JournalFinding.DIFFERS, 0, journal.GENESIS, 0
    )


@pytest.mark.parametrize("n", [1, 3, 5])
def test_a_changed_entry_is_named(n: int) -> None:
    entries = chained(5)
    entries[n - 1] = (entries[n - 1][0]._replace(actor="khác"), entries[n - 1][1])
    found = journal.verify_chain(entries)
    assert (found.finding, found.at, found.length) == (journal.JournalFinding.BROKEN, n, n - 1)


@pytest.mark.parametrize("n", [1, 3])
def test_a_lacking_number_is_named(n: int) -> None:
    found = journal.verify_chain([pair for pair in chained(5) if pair[0].seq != n])
    assert (found.finding, found.at, found.length) == (journal.JournalFinding.GAP, n, n - 1)


def test_a_cut_tail_shows_only_against_a_mark() -> None:
    entries = chained(5)
    anchor = journal.Anchor(5, entries[4][1])
    assert journal.verify_chain(entries[:3]).finding is journal.JournalFinding.FINE
    found = journal.verify_chain(entries[:3], anchor)
    assert (found.finding, found.at, found.length) == (journal.JournalFinding.SHORTER, 4, 3)


def test_a_mark_holds_after_more_was_written_and_not_for_another_history() -> None:
    entries = chained(5)
    assert journal.verify_chain(entries, journal.Anchor(3, entries[2][1][:16])).finding is journal.JournalFinding.FINE
    found = journal.verify_chain(entries, journal.Anchor(3, "f" * 16))
    assert (found.finding, found.at) == (journal.JournalFinding.DIFFERS, 3)


def test_the_mark_is_the_number_and_the_beginning_of_the_hash() -> None:
    assert journal.journal_mark(17, "0123456789abcdef" * 4) == "17-0123456789abcdef"


@pytest.mark.parametrize(
    "typed",
    [
        "17-0123456789abcdef", " 17 - 0123 4567 89AB CDEF ", "17–0123456789abcdef", "17—0123456789ABCDEF",
        "17-0123456789abcdef.", "17\u22120123456789abcdef", "17\u20110123456789abcdef",
    ],
)  # fmt: skip
def test_a_mark_is_read_as_people_type_it_from_paper(typed: str) -> None:
    assert journal.read_anchor(typed) == (17, "0123456789abcdef")


def test_a_whole_hash_is_an_anchor_too() -> None:
    assert journal.read_anchor(f"3-{'a1' * 32}") == (3, "a1" * 32)


@pytest.mark.parametrize("typed", ["", "17", "17-", "17-0123", "17-0123456789abcdeg", "-0123456789abcdef", "a-b"])
def test_another_form_is_no_mark(typed: str) -> None:
    assert journal.read_anchor(typed) is None


# -- what an entry changed, and what was taken back -----------------------------------------------------------


def test_the_rows_of_an_entry_say_what_was_before_and_after() -> None:
    made, changed, gone = journal.changes_of(
        '[["unit",1,null,{"a":1}],["unit",1,{"a":1},{"a":2}],["unit",1,{"a":2},null]]'
    )
    assert (made.before, changed.before, gone.after) == (None, {"a": 1}, None)
    assert [row.values for row in (made, changed, gone)] == [{"a": 1}, {"a": 2}, {"a": 2}]


@pytest.mark.parametrize("text", ["", "không phải JSON", "[[1,2]]", "5", '[["unit","x",null,null]]'])
def test_unreadable_changes_are_none(text: str) -> None:
    assert journal.changes_of(text) == []


def turns(*commands: str) -> list[journal.Turn]:
    return list(journal.turns(enumerate(commands, start=1)))


def test_an_undo_belongs_to_the_command_that_it_takes_back() -> None:
    found = turns("task done", "undo 1", "redo 1 --adjust", "undo the rest")
    assert [(t.origin, t.undone) for t in found] == [(1, False), (1, True), (1, False), (4, False)]


def test_what_was_undone_again_has_left_nothing_behind() -> None:
    history = journal.by_origin(turns("a", "b", "c", "undo 3", "undo 2", "redo 2"))
    assert [t.seq for t in journal.standing_since(history, 1)] == [6]
    assert [t.seq for t in journal.standing_since(history, 2)] == []
    assert [t.seq for t in journal.standing_since(history, 4)] == []
    assert [t.seq for t in journal.standing_since(history, 3)] == [4]


def test_several_steps_on_a_row_are_taken_together() -> None:
    changed = [
        journal.RowChange("task", 1, None, {"id": 1, "title": "a"}),
        journal.RowChange("task", 1, {"title": "a"}, {"title": "b"}),
        journal.RowChange("unit", 2, {"name": "a"}, {"name": "b"}),
        journal.RowChange("unit", 2, {"name": "b", "code": "x"}, {"name": "c", "code": "y"}),
        journal.RowChange("unit", 2, {"id": 2, "name": "c", "code": "y"}, None),
        journal.RowChange("unit", 3, None, {"id": 3}),
        journal.RowChange("unit", 3, {"id": 3}, None),
        journal.RowChange("task_support", 1, {"task_id": 1, "unit_id": 2, "position": 1}, None),
        journal.RowChange("task_support", 1, None, {"task_id": 1, "unit_id": 2, "position": 2}),
        journal.RowChange("task_support", 1, None, {"task_id": 1, "unit_id": 3, "position": 1}),
    ]
    found = journal.net(changed)
    assert list(found) == [("task", (1,)), ("unit", (2,)), ("task_support", (1, 2)), ("task_support", (1, 3))]
    assert found["task", (1,)] == ("task", 1, None, {"id": 1, "title": "b"})
    assert found["unit", (2,)] == ("unit", 2, {"id": 2, "name": "a", "code": "x"}, None)
    moved = found["task_support", (1, 2)]
    assert (moved.before, moved.after) == (
        {"task_id": 1, "unit_id": 2, "position": 1},
        {"task_id": 1, "unit_id": 2, "position": 2},
    )
