"""membership in full"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('suspension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mandate_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_suspension_by_id_person')),
    sa.ForeignKeyConstraint(['mandate_id'], ['mandate.id'], name=op.f('fk_suspension_mandate_id_mandate')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_suspension_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('suspension', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suspension_mandate_id'), ['mandate_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_suspension_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_suspension_since'), ['since'], unique=False)
        batch_op.create_index(batch_op.f('ix_suspension_until'), ['until'], unique=False)

    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.add_column(sa.Column('act_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('named_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('confirmed_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('predecessor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.String(length=300), server_default='', nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_mandate_predecessor_id_mandate'), 'mandate', ['predecessor_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mandate_confirmed_by_id_person'), 'person', ['confirmed_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mandate_named_by_id_person'), 'person', ['named_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mandate_act_id_act'), 'act', ['act_id'], ['id'])

    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.add_column(sa.Column('title', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('act_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_seat_act_id_act'), 'act', ['act_id'], ['id'])

    # what stood before was not waiting for anybody's confirmation
    op.execute("UPDATE mandate SET confirmed_at = since")


def downgrade():
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_seat_act_id_act'), type_='foreignkey')
        batch_op.drop_column('act_id')
        batch_op.drop_column('title')

    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mandate_act_id_act'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mandate_named_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mandate_confirmed_by_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_mandate_predecessor_id_mandate'), type_='foreignkey')
        batch_op.drop_column('reason')
        batch_op.drop_column('predecessor_id')
        batch_op.drop_column('confirmed_by_id')
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('named_by_id')
        batch_op.drop_column('act_id')

    with op.batch_alter_table('suspension', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suspension_until'))
        batch_op.drop_index(batch_op.f('ix_suspension_since'))
        batch_op.drop_index(batch_op.f('ix_suspension_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_suspension_mandate_id'))

    op.drop_table('suspension')
