"""What makes reading and writing quick in large registers, and what the rules know of a task as a whole.

Each change of this format is a function of its own, called in ``upgrade``. What follows from the ledger is filled once
all migrations have run (``store/file/upgrade.py``).
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COUNTED_BY = (
    "done_on",
    "suspended_on",
    "cancelled_on",
    "due",
    "original_due",
    "lead_unit_id",
    "decision_id",
    "group_id",
    "position",
    "kind",
    "deadline_kind",
    "undated",
    "begun",
    "ended_on",
    "proved_on",
    "silent_since",
    "skipped_due",
    "handed_over_on",
    "unproven_on",
)


def upgrade() -> None:
    _journal_references()
    _standing()


def _journal_references() -> None:
    """An index for the rows that name a journal row: without it each new journal row reads all of them."""
    for table in ("progress", "extension", "closed_period"):
        op.create_index(f"ix_{table}_journal_seq", table, ["journal_seq"], unique=False)


def _standing() -> None:
    """Make the table of intervals anew, with what counting needs of the task in it; the upgrade fills it."""
    op.drop_table("standing")
    op.create_table(
        "standing",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("original_due", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("halted_since", sa.Date(), nullable=True),
        sa.Column("document", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("proved_on", sa.Date(), nullable=True),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("speaks", sa.Integer(), nullable=False),
        sa.Column("speaks_original", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("silent_since", sa.Date(), nullable=True),
        sa.Column("skipped_due", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("unproven_on", sa.Date(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("deadline_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("undated", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_standing_task_id_task")),
        sa.PrimaryKeyConstraint("task_id", "deadline_id", "from_day", name=op.f("pk_standing")),
        sqlite_with_rowid=False,
    )
    speaks = sa.text("speaks = 1")
    still_open = sa.text("done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL")
    for name, columns, where in (
        (
            "ix_standing_speaking",
            ["to_day", *COUNTED_BY, "speaks"],
            speaks,
        ),
        (
            "ix_standing_open_due",
            ["due", "to_day", "lead_unit_id", "done_on", "suspended_on", "cancelled_on", "speaks"],
            still_open,
        ),
        ("ix_standing_open_unit", ["lead_unit_id", "due"], still_open),
    ):
        op.create_index(name, "standing", columns, unique=False, sqlite_where=where, postgresql_where=where)
