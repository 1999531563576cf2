"""An index of words, one of the journal's commands, and the index for counting with what is asked most in front.

The index of words is filled once all migrations have run (``store/file/upgrade.py``).
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COUNTED_BY = (
    "done_on",
    "suspended_on",
    "cancelled_on",
    "due",
    "begun",
    "original_due",
    "lead_unit_id",
    "kind",
    "deadline_kind",
    "ended_on",
    "proved_on",
    "decision_id",
    "group_id",
    "position",
    "undated",
    "silent_since",
    "skipped_due",
    "handed_over_on",
    "unproven_on",
)


def upgrade() -> None:
    op.create_table(
        "word_block",
        sa.Column("word", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("tasks", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word", "block", name=op.f("pk_word_block")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_journal_command", "journal", ["command"])
    op.drop_index("ix_standing_speaking", table_name="standing")
    speaks = sa.text("speaks = 1")
    columns = ["to_day", "from_day", *COUNTED_BY, "speaks"]
    op.create_index("ix_standing_speaking", "standing", columns, sqlite_where=speaks, postgresql_where=speaks)
