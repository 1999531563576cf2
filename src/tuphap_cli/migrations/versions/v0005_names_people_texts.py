"""Names of units, people in charge, texts of periods, what checks have told, letters that urge, the seal."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _names_of_units()
    _people()
    _texts_of_periods()
    _told_by_checks()
    _letters()
    _seal()


def _names_of_units() -> None:
    op.create_table(
        "unit_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("document", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("length(name) > 0 AND length(document) > 0", name=op.f("ck_unit_name_grounds")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_name_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_name")),
        sa.UniqueConstraint("unit_id", "changed_on", name=op.f("uq_unit_name_unit_id_changed_on")),
    )


def _people() -> None:
    for name in ("leader", "officer"):
        column = sa.Column[str](
            name, sqlmodel.sql.sqltypes.AutoString(), server_default=sa.text("''"), nullable=False
        )
        op.add_column("task", column)


def _texts_of_periods() -> None:
    op.create_table(
        "period_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('month', 'quarter', 'half', 'nine', 'year')", name=op.f("ck_period_text_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_text")),
        sa.UniqueConstraint(
            "scheme", "kind", "number", "year", "part", name=op.f("uq_period_text_scheme_kind_number_year_part")
        ),
    )


def _told_by_checks() -> None:
    op.create_table(
        "check_told",
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("mark", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.CheckConstraint("channel IN ('output', 'mail')", name=op.f("ck_check_told_channel")),
        sa.PrimaryKeyConstraint("channel", "unit", "mark", name=op.f("pk_check_told")),
    )


def _letters() -> None:
    op.create_table(
        "urging_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signer", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.CheckConstraint("length(number) > 0", name=op.f("ck_urging_letter_number")),
        sa.CheckConstraint("answer_by >= signed_on", name=op.f("ck_urging_letter_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging_letter")),
        sa.UniqueConstraint("key", "signed_on", name=op.f("uq_urging_letter_key_signed_on")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "urged_deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("original_due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["urging_letter.id"], name=op.f("fk_urged_deadline_letter_id_urging_letter")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_urged_deadline_task_id_task")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_urged_deadline_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urged_deadline")),
        sa.UniqueConstraint(
            "letter_id", "task_id", "original_due", name=op.f("uq_urged_deadline_letter_id_task_id_original_due")
        ),
        sqlite_autoincrement=True,
    )
    for column in ("task_id", "unit_id"):
        op.create_index(op.f(f"ix_urged_deadline_{column}"), "urged_deadline", [column], unique=False)


def _seal() -> None:
    """One row; the count comes when the file is made or its upgrade ends."""
    seal = op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_seal_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
    )
    op.bulk_insert(seal, [{"id": 1, "counter": 0}])
