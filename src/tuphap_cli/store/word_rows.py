"""The index of words, which follows from the tasks of :mod:`.tables` and can be rebuilt from them.

A search for words reads this table and then only the tasks that it finds: a plan is written in some thousand
syllables, so that a million tasks have few words, each with many tasks.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class WordBlock(SQLModel, table=True):
    """Which tasks of one block of numbers have ``word`` in ``task.shadow`` (``word_bits``).

    ``tasks`` is a number, least byte first, whose bit 0 is the first task of the block; no row has none. The rows are
    never in the journal; see write/word_index.py and read/word_search.py.
    """

    __tablename__ = "word_block"
    __table_args__ = {"sqlite_with_rowid": False}
    word: str = Field(primary_key=True)
    block: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    tasks: bytes
