"""The tables of the register. They own the schema for both lanes; a migration brings each change to the file.

Days are plain dates (ISO); only the journal has times (UTC). ``version`` guards against two clerks editing the same
row. What follows from these tables is in standing_rows.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from ..domain.model import DeadlineKind, TaskKind, UnitKind
from ..domain.periods import PeriodKind

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

ENTRY_KINDS = ("start", "progress", "done", "reopen", "suspend", "cancel", "resume", "assign", "void")
PERMANENT = {"sqlite_autoincrement": True}  # a number once given is never given again


def in_journal() -> Column[int]:
    """The column that names a row's journal row; deferred, since that one is written last of all."""
    return Column(ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"), nullable=False, index=True)


def _filled(table: str, column: str, condition: str) -> Index:
    """The index of the rows that have something in ``column``, so that it costs nothing where none has."""
    named = text(f"{column} {condition}")
    return Index(f"ix_{table}_{column}", column, sqlite_where=named, postgresql_where=named)


def _one_of(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(value)) for value in values)})", name=name)


class Decision(SQLModel, table=True):
    """A document that assigns tasks; ``key`` is its number as compared, numbers restart every year."""

    __table_args__ = (
        UniqueConstraint("key", "issued_on"),
        CheckConstraint("declares IS NULL OR declares > 0", name="declares"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    number: str
    key: str
    issued_on: date
    issuer: str = ""
    title: str = ""
    year: int
    implements_id: int | None = Field(default=None, foreign_key="decision.id", index=True)
    declares: int | None = None
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    version: int = 1


class TaskGroup(SQLModel, table=True):
    """A heading of a decision's programme; ``label`` as printed ("I", "A")."""

    __tablename__ = "task_group"
    __table_args__ = (UniqueConstraint("decision_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    parent_id: int | None = Field(default=None, foreign_key="task_group.id", index=True)
    position: int
    label: str
    title: str


class Unit(SQLModel, table=True):
    """A unit that leads or supports tasks, valid from a day to a day."""

    __table_args__ = (
        UniqueConstraint("code"),
        _one_of("kind", tuple(UnitKind), "kind"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to", name="validity"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str
    name: str
    kind: str = UnitKind.DIVISION.value
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    email: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    version: int = 1


class UnitAlias(SQLModel, table=True):
    """Another name of a unit, earlier or shorter; ``key`` is the folded name."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("key"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    alias: str
    key: str


class UnitName(SQLModel, table=True):
    """A former name of a unit, borne until the day before ``changed_on``, and the document that changed it.

    ``unit.name`` is the last name; the name on a day is the one of the first change after it.
    """

    __tablename__ = "unit_name"
    __table_args__ = (
        UniqueConstraint("unit_id", "changed_on"),
        CheckConstraint("length(name) > 0 AND length(document) > 0", name="grounds"),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    name: str
    changed_on: date
    document: str


class UnitSuccession(SQLModel, table=True):
    """A unit handed its open work to another on a day, by a document."""

    __tablename__ = "unit_succession"
    __table_args__ = (UniqueConstraint("from_id", "to_id", "on_day"),)
    id: int | None = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="unit.id")
    to_id: int = Field(foreign_key="unit.id", index=True)
    on_day: date
    document: str = ""


class Task(SQLModel, table=True):
    """A task; its id is the permanent number that people use. ``shadow`` is what it is found by.

    ``extra`` holds the plan's other columns, ``printed`` the row as it was in the file last imported: a later
    import changes only what has changed in the file, never what the clerk has corrected since. ``leader`` (lãnh đạo
    phụ trách) and ``officer`` (cán bộ thực hiện) are posts or names, as the clerk writes them. ``carries_out`` is the
    number of the task in the book of the office above that this one carries out.
    """

    __table_args__ = (
        UniqueConstraint("decision_id", "item"),
        _one_of("kind", tuple(TaskKind), "kind"),
        _one_of("deadline_kind", tuple(DeadlineKind), "deadline_kind"),
        *(_filled("task", column, "<> ''") for column in ("leader", "officer")),
        _filled("task", "carries_out", "IS NOT NULL"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    group_id: int | None = Field(default=None, foreign_key="task_group.id", index=True)
    item: str
    position: int
    title: str
    kind: str = TaskKind.KEY.value
    product: str = ""
    lead_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    assigned_on: date = Field(index=True)
    deadline_text: str = ""
    deadline_kind: str = DeadlineKind.NONE.value
    deadline_sure: bool = True
    deadline_rule: str = ""
    note: str = ""
    extra: str = Field(default="{}", sa_type=Text)
    printed: str = Field(default="", sa_type=Text)
    shadow: str = Field(default="", sa_type=Text)
    version: int = 1
    leader: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    officer: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    carries_out: int | None = None


class TaskSupport(SQLModel, table=True):
    """A unit that supports a task, in the order printed."""

    __tablename__ = "task_support"
    task_id: int = Field(foreign_key="task.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)
    position: int


class Deadline(SQLModel, table=True):
    """A day on which something is due; a task has none, one, or one per occurrence. ``due`` stays as it was read."""

    __table_args__ = (
        UniqueConstraint("task_id", "occurrence"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    occurrence: str = ""
    start: date | None = None
    due: date


class Extension(SQLModel, table=True):
    """A decision to move a deadline (gia hạn); ``new_due`` None means until further notice.

    A row with ``voids_id`` takes another back: that one counts as never recorded.
    """

    __table_args__ = (
        CheckConstraint("length(document) > 0 AND length(reason) > 0", name="grounds"),
        Index("ix_extension_deadline_id_decided_on", "deadline_id", "decided_on"),
        Index("ix_extension_voids_id", "voids_id", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    deadline_id: int = Field(foreign_key="deadline.id")
    document: str
    decided_on: date = Field(index=True)
    reason: str
    old_due: date | None = None
    new_due: date | None = None
    voids_id: int | None = Field(default=None, foreign_key="extension.id")
    journal_seq: int = Field(sa_column=in_journal())


class Progress(SQLModel, table=True):
    """The ledger: what was recorded as happening to a task on a day. Rows are appended, never changed.

    An entry without a deadline concerns the whole task. ``document`` is the evidence of work done, or the document
    by which a task was suspended, cancelled, resumed or handed over.
    """

    __table_args__ = (
        _one_of("kind", ENTRY_KINDS, "kind"),
        CheckConstraint("percent IS NULL OR percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("(kind = 'void') = (voids_id IS NOT NULL)", name="void"),
        Index("ix_progress_task_id_on_day", "task_id", "on_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    deadline_id: int | None = Field(default=None, foreign_key="deadline.id")
    kind: str
    on_day: date = Field(index=True)
    percent: int | None = None
    document: str = ""
    note: str = ""
    from_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    to_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    voids_id: int | None = Field(default=None, foreign_key="progress.id", unique=True)
    journal_seq: int = Field(sa_column=in_journal())


class Obstacle(SQLModel, table=True):
    """What is in the way of a task or a unit (khó khăn, vướng mắc), what is proposed, and how it was cleared."""

    __table_args__ = (
        CheckConstraint("length(what) > 0", name="what"),
        CheckConstraint("(resolved_on IS NULL) = (resolution = '')", name="resolution"),
        CheckConstraint("resolved_on IS NULL OR resolved_on >= raised_on", name="order"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    raised_on: date
    what: str = Field(sa_type=Text)
    proposal: str = Field(default="", sa_type=Text)
    resolved_on: date | None = None
    resolution: str = Field(default="", sa_type=Text)
    document: str = ""
    version: int = 1


class Filing(SQLModel, table=True):
    """A unit has sent in its periodic report on a day; which day was in time follows from the reporting window."""

    __table_args__ = (
        UniqueConstraint("unit_id", "scheme", "kind", "number", "year"),
        _one_of("kind", tuple(PeriodKind), "kind"),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    scheme: str
    kind: str
    number: int
    year: int
    due: date
    filed_on: date
    document: str = ""
    note: str = ""
    version: int = 1


class ClosedPeriod(SQLModel, table=True):
    """A report that was signed: all that its figures were made from, and the journal's head at that moment.

    Closed until ``reopened_on``; of one period only one closing is in force.
    """

    __tablename__ = "closed_period"
    __table_args__ = (
        Index(
            "ix_closed_period_standing",
            "scheme",
            "kind",
            "number",
            "year",
            unique=True,
            sqlite_where=text("reopened_on IS NULL"),
            postgresql_where=text("reopened_on IS NULL"),
        ),
        _one_of("kind", tuple(PeriodKind), "kind"),
        CheckConstraint("reopened_on IS NULL OR length(reopened_reason) > 0", name="reopened"),
        PERMANENT,
    )
    id: int | None = Field(default=None, primary_key=True)
    scheme: str
    kind: str
    number: int
    year: int
    first_day: date
    last_day: date
    as_of: date
    closed_on: date
    document: str = ""
    material: str = Field(sa_type=Text)
    head: str
    reopened_on: date | None = None
    reopened_by: str = ""
    reopened_reason: str = ""
    journal_seq: int = Field(sa_column=in_journal())


class PeriodText(SQLModel, table=True):
    """What the clerk writes for one part of the report of a period, printed again in each draft."""

    __tablename__ = "period_text"
    __table_args__ = (
        UniqueConstraint("scheme", "kind", "number", "year", "part"),
        _one_of("kind", tuple(PeriodKind), "kind"),
    )
    id: int | None = Field(default=None, primary_key=True)
    scheme: str
    kind: str
    number: int
    year: int
    part: str
    text: str = Field(sa_type=Text)
    version: int = 1


class DayOff(SQLModel, table=True):
    """A day of the clerk's own calendar: off, or ``worked`` to make up for another; wins over all that is shipped."""

    __tablename__ = "day_off"
    __table_args__ = (
        UniqueConstraint("day"),
        CheckConstraint("length(document) > 0 AND length(reason) > 0", name="grounds"),
    )
    id: int | None = Field(default=None, primary_key=True)
    day: date
    worked: bool = False
    reason: str
    document: str
    version: int = 1


class CheckTold(SQLModel, table=True):
    """What a check has told, by which way and about which unit (0: the whole office); not in the journal."""

    __tablename__ = "check_told"
    __table_args__ = (_one_of("channel", ("output", "mail"), "channel"),)
    channel: str = Field(primary_key=True)
    unit: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    mark: str = Field(primary_key=True)
    told_on: date


class Journal(SQLModel, table=True):
    """One row per command that wrote, chained by SHA-256; see docs/ARCHITECTURE.md."""

    seq: int | None = Field(default=None, primary_key=True)
    at: str
    actor: str
    command: str = Field(index=True)
    summary: str
    changes: str = Field(sa_type=Text)
    hash: str


class Seal(SQLModel, table=True):
    """SQLite's count of the changes of the file as the last command left it; one row (``store/file/seal``)."""

    __table_args__ = (CheckConstraint("id = 1", name="one"),)
    id: int | None = Field(default=None, primary_key=True)
    counter: int
