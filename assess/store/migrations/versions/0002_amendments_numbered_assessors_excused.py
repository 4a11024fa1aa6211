"""Amendments numbered, assessors excused.

Revision 0002, after 0001. Nothing is made anew: a table and an index are added, so every row stays where it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema from the revision before to this one. Guards are down meanwhile; `migrate` puts them up."""
    _number_amendments()
    op.create_index(
        "uq_amendment_sheet_competency_number", "amendment", ["sheet", "competency", "number"], unique=True
    )
    op.create_table(
        "excuse",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("assessor", sa.String(length=32), nullable=False),
        sa.Column("candidate", sa.String(length=32), nullable=False),
        sa.Column("exercise", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["assessor"], ["person.id"], name=op.f("fk_excuse_assessor")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_excuse_by")),
        sa.ForeignKeyConstraint(["candidate"], ["candidate.id"], name=op.f("fk_excuse_candidate")),
        sa.ForeignKeyConstraint(["exercise"], ["exercise.id"], name=op.f("fk_excuse_exercise")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuse")),
        sa.UniqueConstraint("assessor", "candidate", "exercise", name=op.f("uq_excuse_assessor_candidate_exercise")),
    )
    op.create_index(op.f("ix_excuse_assessor"), "excuse", ["assessor"], unique=False)
    op.create_index(op.f("ix_excuse_by"), "excuse", ["by"], unique=False)
    op.create_index(op.f("ix_excuse_candidate"), "excuse", ["candidate"], unique=False)
    op.create_index(op.f("ix_excuse_exercise"), "excuse", ["exercise"], unique=False)


def _number_amendments() -> None:
    """Nothing kept two amendments of a rating from having one number: they are counted, in their order."""
    connection = op.get_bind()
    counted: dict[tuple[str, str], int] = {}
    rows = connection.execute(sa.text("SELECT id, sheet, competency, number FROM amendment ORDER BY number, at, id"))
    for id_, sheet, competency, number in rows.all():
        counted[sheet, competency] = place = counted.get((sheet, competency), 0) + 1
        if place != number:
            change = sa.text("UPDATE amendment SET number = :place WHERE id = :id")
            connection.execute(change, {"place": place, "id": id_})
