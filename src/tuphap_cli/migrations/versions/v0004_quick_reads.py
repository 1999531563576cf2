"""What makes reading and writing quick in large registers.

Each change of this format is a function of its own, called in ``upgrade``. What follows from the ledger is filled once
all migrations have run (``store/file/upgrade.py``).
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _journal_references()


def _journal_references() -> None:
    """An index for the rows that name a journal row: without it each new journal row reads all of them."""
    for table in ("progress", "extension", "closed_period"):
        op.create_index(f"ix_{table}_journal_seq", table, ["journal_seq"], unique=False)
