"""One table of intervals in place of the columns of tasks and deadlines that followed from the ledger.

The upgrade fills it from the ledger once all migrations have run.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = (
    "id, decision_id, group_id, item, position, title, kind, product, lead_unit_id, assigned_on, deadline_text, "
    "deadline_kind, deadline_sure, deadline_rule, note, extra, printed, shadow, version"
)


def upgrade() -> None:
    _deadlines()
    _tasks()
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
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("speaks", sa.Integer(), nullable=False),
        sa.Column("speaks_original", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("silent_since", sa.Date(), nullable=True),
        sa.Column("skipped_due", sa.Date(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_standing_task_id_task")),
        sa.PrimaryKeyConstraint("task_id", "deadline_id", "from_day", name=op.f("pk_standing")),
        sqlite_with_rowid=False,
    )
    speaks = sa.text("speaks = 1")
    still_open = sa.text("done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL")
    for name, columns, where in (
        (
            "ix_standing_speaking",
            ["to_day", "done_on", "suspended_on", "cancelled_on", "due", "entries", "lead_unit_id", "speaks"],
            speaks,
        ),
        ("ix_standing_open_due", ["due", "to_day"], still_open),
        ("ix_standing_open_unit", ["lead_unit_id", "due"], still_open),
    ):
        op.create_index(name, "standing", columns, unique=False, sqlite_where=where, postgresql_where=where)


def _deadlines() -> None:
    op.drop_index("ix_deadline_done_on_due_now", table_name="deadline")
    for column in ("due_now", "done_on", "percent", "entries", "last_on"):
        op.execute(f"ALTER TABLE deadline DROP COLUMN {column}")


def _tasks() -> None:
    """Make the table anew, since a check speaks of a column that goes; the numbers given so far stay given."""
    op.create_table(
        "task_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("item", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("product", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("lead_unit_id", sa.Integer(), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=False),
        sa.Column("deadline_text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("deadline_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("deadline_sure", sa.Boolean(), nullable=False),
        sa.Column("deadline_rule", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("shadow", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "deadline_kind IN ('within', 'by', 'before', 'range', 'from', 'ongoing', 'every', 'event', 'external', 'meeting', 'none', 'unread')",
            name=op.f("ck_task_deadline_kind"),
        ),
        sa.CheckConstraint("kind IN ('key', 'regular', 'ad_hoc')", name=op.f("ck_task_kind")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_task_decision_id_decision")),
        sa.ForeignKeyConstraint(["group_id"], ["task_group.id"], name=op.f("fk_task_group_id_task_group")),
        sa.ForeignKeyConstraint(["lead_unit_id"], ["unit.id"], name=op.f("fk_task_lead_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("decision_id", "item", name=op.f("uq_task_decision_id_item")),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO task_new ({KEPT}) SELECT {KEPT} FROM task")
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'task_new'")
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'task_new', seq FROM sqlite_sequence WHERE name = 'task'"
    )
    op.drop_table("task")
    op.rename_table("task_new", "task")
    op.create_index("ix_task_assigned_on", "task", ["assigned_on"], unique=False)
    op.create_index("ix_task_group_id", "task", ["group_id"], unique=False)
    op.create_index("ix_task_lead_unit_id", "task", ["lead_unit_id"], unique=False)
