"""workspaces in full"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

# a table that is rebuilt on SQLite keeps giving each number once
NUMBERED = {'sqlite_autoincrement': True}


def upgrade():
    with op.batch_alter_table('workspace', table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column('parent_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_workspace_parent_id'), ['parent_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_workspace_parent_id_workspace'), 'workspace', ['parent_id'], ['id'])



def downgrade():
    with op.batch_alter_table('workspace', table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_workspace_parent_id_workspace'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_workspace_parent_id'))
        batch_op.drop_column('parent_id')

