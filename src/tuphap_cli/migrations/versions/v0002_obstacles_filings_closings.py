"""Obstacles, filings, closed periods; extensions can be taken back."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closed_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("document", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("head", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reopened_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reopened_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("journal_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('month', 'quarter', 'half', 'nine', 'year')", name=op.f("ck_closed_period_kind")
        ),
        sa.CheckConstraint(
            "reopened_on IS NULL OR length(reopened_reason) > 0", name=op.f("ck_closed_period_reopened")
        ),
        sa.ForeignKeyConstraint(
            ["journal_seq"],
            ["journal.seq"],
            name=op.f("fk_closed_period_journal_seq_journal"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("closed_period", schema=None) as batch_op:
        batch_op.create_index(
            "ix_closed_period_standing",
            ["scheme", "kind", "number", "year"],
            unique=True,
            sqlite_where=sa.text("reopened_on IS NULL"),
            postgresql_where=sa.text("reopened_on IS NULL"),
        )

    op.create_table(
        "filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("document", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('month', 'quarter', 'half', 'nine', 'year')", name=op.f("ck_filing_kind")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_filing_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filing")),
        sa.UniqueConstraint(
            "unit_id", "scheme", "kind", "number", "year", name=op.f("uq_filing_unit_id_scheme_kind_number_year")
        ),
    )
    op.create_table(
        "obstacle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("document", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(resolved_on IS NULL) = (resolution = '')", name=op.f("ck_obstacle_resolution")),
        sa.CheckConstraint("length(what) > 0", name=op.f("ck_obstacle_what")),
        sa.CheckConstraint("resolved_on IS NULL OR resolved_on >= raised_on", name=op.f("ck_obstacle_order")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_obstacle_task_id_task")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_obstacle_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obstacle_task_id"), ["task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_obstacle_unit_id"), ["unit_id"], unique=False)

    # Added in place: rebuilding the table would drop its checks.
    op.execute(
        "ALTER TABLE extension ADD COLUMN voids_id INTEGER "
        "CONSTRAINT fk_extension_voids_id_extension REFERENCES extension (id)"
    )
    op.create_index("ix_extension_voids_id", "extension", ["voids_id"], unique=True)
