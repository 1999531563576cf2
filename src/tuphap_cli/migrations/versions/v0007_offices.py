"""Offices below this one, an office's own settings, and the task of the office above that a task carries out."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", text(), nullable=False),
        sa.Column("name", text(), nullable=False),
        sa.CheckConstraint("length(code) > 0 AND length(name) > 0", name=op.f("ck_office_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("code", name=op.f("uq_office_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", text(), nullable=False),
        sa.Column("value", text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_own_setting_name")),
        sqlite_autoincrement=True,
    )
    op.add_column("task", sa.Column("carries_out", sa.Integer(), nullable=True))
    op.create_index(
        "ix_task_carries_out",
        "task",
        ["carries_out"],
        sqlite_where=sa.text("carries_out IS NOT NULL"),
        postgresql_where=sa.text("carries_out IS NOT NULL"),
    )
