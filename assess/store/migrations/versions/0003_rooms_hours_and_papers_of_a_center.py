"""Rooms, hours and papers of a center.

Revision 0003, after 0002. Tables and columns are added, with the standards of the day for centers from before.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema from the revision before to this one. Guards are down meanwhile; `migrate` puts them up."""
    op.create_table('exercise_player',
    sa.Column('center', sa.String(length=32), nullable=False),
    sa.Column('exercise', sa.String(length=32), nullable=False),
    sa.Column('person', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['center'], ['center.id'], name=op.f('fk_exercise_player_center')),
    sa.ForeignKeyConstraint(['exercise'], ['exercise.id'], name=op.f('fk_exercise_player_exercise')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_exercise_player_person')),
    sa.PrimaryKeyConstraint('center', 'exercise', 'person', name=op.f('pk_exercise_player'))
    )
    op.create_table('exercise_setup',
    sa.Column('center', sa.String(length=32), nullable=False),
    sa.Column('exercise', sa.String(length=32), nullable=False),
    sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column('raters', sa.Integer(), nullable=False),
    sa.Column('watch_limit', sa.Integer(), nullable=False),
    sa.Column('group_size', sa.Integer(), nullable=False),
    sa.Column('change_minutes', sa.Integer(), nullable=False),
    sa.CheckConstraint('change_minutes >= 0', name=op.f('ck_exercise_setup_change')),
    sa.CheckConstraint('raters >= 1 AND watch_limit >= 1 AND group_size >= 1', name=op.f('ck_exercise_setup_sizes')),
    sa.ForeignKeyConstraint(['center'], ['center.id'], name=op.f('fk_exercise_setup_center')),
    sa.ForeignKeyConstraint(['exercise'], ['exercise.id'], name=op.f('fk_exercise_setup_exercise')),
    sa.PrimaryKeyConstraint('center', 'exercise', name=op.f('pk_exercise_setup'))
    )
    op.create_table('paper',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('center', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.CheckConstraint("kind IN ('policy', 'mandate', 'works_council', 'information', 'adjustments', 'feedback', 'evaluation')", name=op.f('ck_paper_kind')),
    sa.ForeignKeyConstraint(['center'], ['center.id'], name=op.f('fk_paper_center')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper')),
    sa.UniqueConstraint('center', 'kind', name=op.f('uq_paper_center_kind'))
    )
    op.create_index(op.f('ix_paper_center'), 'paper', ['center'], unique=False)

    op.create_table('room',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('center', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('accessible', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['center'], ['center.id'], name=op.f('fk_room_center')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room')),
    sa.UniqueConstraint('center', 'name', name=op.f('uq_room_center_name'))
    )
    op.create_index(op.f('ix_room_center'), 'room', ['center'], unique=False)

    op.create_table('candidate_attribute',
    sa.Column('candidate', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['candidate'], ['candidate.id'], name=op.f('fk_candidate_attribute_candidate')),
    sa.PrimaryKeyConstraint('candidate', 'name', name=op.f('pk_candidate_attribute'))
    )
    op.create_table('exercise_room',
    sa.Column('center', sa.String(length=32), nullable=False),
    sa.Column('exercise', sa.String(length=32), nullable=False),
    sa.Column('room', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['center'], ['center.id'], name=op.f('fk_exercise_room_center')),
    sa.ForeignKeyConstraint(['exercise'], ['exercise.id'], name=op.f('fk_exercise_room_exercise')),
    sa.ForeignKeyConstraint(['room'], ['room.id'], name=op.f('fk_exercise_room_room')),
    sa.PrimaryKeyConstraint('center', 'exercise', 'room', name=op.f('pk_exercise_room'))
    )
    op.create_table('presence',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('center', sa.String(length=32), nullable=False),
    sa.Column('person', sa.String(length=32), nullable=True),
    sa.Column('candidate', sa.String(length=32), nullable=True),
    sa.Column('starts_at', sa.String(length=24), nullable=False),
    sa.Column('ends_at', sa.String(length=24), nullable=False),
    sa.CheckConstraint('(person IS NULL) <> (candidate IS NULL)', name=op.f('ck_presence_whose')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_presence_times')),
    sa.ForeignKeyConstraint(['candidate'], ['candidate.id'], name=op.f('fk_presence_candidate')),
    sa.ForeignKeyConstraint(['center'], ['center.id'], name=op.f('fk_presence_center')),
    sa.ForeignKeyConstraint(['person'], ['person.id'], name=op.f('fk_presence_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence'))
    )
    op.create_index(op.f('ix_presence_candidate'), 'presence', ['candidate'], unique=False)
    op.create_index(op.f('ix_presence_center'), 'presence', ['center'], unique=False)
    op.create_index(op.f('ix_presence_person'), 'presence', ['person'], unique=False)

    op.add_column("candidate", sa.Column("without_steps", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('center', sa.Column('day_start', sa.Integer(), server_default='540', nullable=False))
    op.add_column('center', sa.Column('day_end', sa.Integer(), server_default='1080', nullable=False))
    op.add_column('center', sa.Column('lunch_from', sa.Integer(), server_default='690', nullable=False))
    op.add_column('center', sa.Column('lunch_to', sa.Integer(), server_default='840', nullable=False))
    op.add_column('center', sa.Column('lunch_minutes', sa.Integer(), server_default='30', nullable=False))
    op.add_column('center', sa.Column('stretch', sa.Integer(), server_default='120', nullable=False))
    op.add_column('center', sa.Column('pause', sa.Integer(), server_default='10', nullable=False))
    op.add_column('center', sa.Column('style', sa.String(), server_default='rotation', nullable=False))

