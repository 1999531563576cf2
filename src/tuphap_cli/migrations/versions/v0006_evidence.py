"""Files kept with an entry as its evidence; indexes of who is in charge."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _evidence()
    _in_charge()


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("progress_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("journal_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(name) > 0 AND length(sha256) = 64 AND size >= 0", name=op.f("ck_evidence_file")),
        sa.ForeignKeyConstraint(["progress_id"], ["progress.id"], name=op.f("fk_evidence_progress_id_progress")),
        sa.ForeignKeyConstraint(
            ["journal_seq"],
            ["journal.seq"],
            name=op.f("fk_evidence_journal_seq_journal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    for column in ("progress_id", "journal_seq"):
        op.create_index(op.f(f"ix_evidence_{column}"), "evidence", [column], unique=False)


def _in_charge() -> None:
    for column in ("leader", "officer"):
        named = sa.text(f"{column} <> ''")
        op.create_index(f"ix_task_{column}", "task", [column], sqlite_where=named, postgresql_where=named)
